"""The events behind what is chosen in a chart: named, counted and listed, from where the sentence is one key away."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from analyst_app.domain.rows import EventFilter, EventRow
from analyst_app.services import events
from analyst_app.services.charts import Chart, Pick, Reports, events_behind, reports_behind
from analyst_app.ui.charts.wording import reports_words
from analyst_app.ui.context import Context
from analyst_app.ui.events.columns import columns
from analyst_app.ui.models.paged import PagedModel, Source
from analyst_app.ui.tasks import TaskHandle
from analyst_app.ui.theme import SNUG
from analyst_app.ui.widgets.paged_table import PagedTable
from analyst_app.ui.widgets.words import Rank, Words

NO_EVENT = frozenset({-1})
"""Ids that no event has: a list that is to be empty."""
LEAST_TABLE = 130
"""Pixels of height; below that the screen scrolls."""


class ChosenEvents(QWidget):
    """A sentence on what is chosen, and a table of its events.

    Signals:
        opened(EventRow): an event of the table is to be shown.
        events_asked(EventFilter): the events are to be shown in the events table.
    """

    opened = Signal(object)
    events_asked = Signal(object)

    def __init__(self, context: Context, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._chart: Chart | None = None
        self._pick: Pick | None = None
        self._said = ""
        self._asking: TaskHandle | None = None
        theme = context.theme
        self.words = Words(theme=theme, rank=Rank.BODY, wraps=True)
        self.model = PagedModel[EventRow](
            columns(context.workbench.ontology, brief=True), key=lambda row: row.stored.id, tasks=context.tasks, theme=theme, parent=self
        )
        self.table = PagedTable(self.model, theme=theme, name="Events of what is chosen")
        self.table.setMinimumHeight(LEAST_TABLE)
        self.table.opened.connect(self.opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SNUG, 0, 0)
        column.setSpacing(SNUG)
        column.addWidget(self.words)
        column.addWidget(self.table, stretch=1)

    def show_pick(self, chart: Chart | None, pick: Pick | None, said: str) -> None:
        """Say and list what was chosen in a chart; `said` are its figures in words."""
        self._chart, self._pick, self._said = chart, pick, said
        self.words.setText(said)
        ids = self._ids()
        workbench = self._context.workbench
        self.model.ask(
            Source(
                count=lambda: events.count_events(workbench, matching=EventFilter(event_ids=ids())),
                page=lambda offset, limit: events.list_events(workbench, matching=EventFilter(event_ids=ids()), limit=limit, offset=offset),
            )
        )
        if self._asking is not None:
            self._asking.abandon()
            self._asking = None
        if chart is None or pick is None:
            return
        self._asking = self._context.tasks.submit(lambda: reports_behind(workbench, question=chart.question, grid=chart.grid, pick=pick))
        self._asking.succeeded.connect(self._tell_reports)

    def open_current(self) -> None:
        """From the chart into the list; from the list to the sentence."""
        if self.table.hasFocus():
            self.table.open_current()
        else:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.table.choose(0)

    def ask_for_events(self) -> None:
        """Show them in the events table."""
        if self._pick is not None:
            self._context.tasks.submit(self._ids()).succeeded.connect(self._pass_on)

    @Slot(object)
    def _tell_reports(self, reports: Reports) -> None:
        self._asking = None
        if reports.number:
            self.words.setText(f"{self._said}\n{reports_words(reports)}.")

    @Slot(object)
    def _pass_on(self, ids: frozenset[int]) -> None:
        if ids != NO_EVENT:
            self.events_asked.emit(EventFilter(event_ids=ids))

    def _ids(self) -> Callable[[], frozenset[int]]:
        workbench, chart, pick = self._context.workbench, self._chart, self._pick
        if chart is None or pick is None:
            return lambda: NO_EVENT
        return lambda: events_behind(workbench, question=chart.question, grid=chart.grid, pick=pick) or NO_EVENT
