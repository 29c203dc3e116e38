"""The charts screen: filters, chart, totals, and the events behind the chosen bar."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.ontology import ATTACK_TYPES, EventType
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import CountBy, Counts, EventFilter, EventRow, FilterChoices
from analyst_app.services import counts, events
from analyst_app.ui.actions import build_actions
from analyst_app.ui.charts.actions import CHARTS_ACTIONS
from analyst_app.ui.charts.behind import behind, chosen_number
from analyst_app.ui.charts.picture import image_of, save_picture
from analyst_app.ui.charts.plot import ChartPlot, Drawing
from analyst_app.ui.charts.series import ChartData, chart_data, sides
from analyst_app.ui.charts.wording import BY_WORDS, caveats, chart_title, day_words, days_of, total_words
from analyst_app.ui.context import Context
from analyst_app.ui.events.columns import columns
from analyst_app.ui.models.paged import PagedModel, Source
from analyst_app.ui.tasks import TaskHandle
from analyst_app.ui.theme import NORMAL, SNUG, WIDE
from analyst_app.ui.widgets.empty_state import EmptyState
from analyst_app.ui.widgets.filter_bar import FilterBar
from analyst_app.ui.widgets.paged_table import PagedTable
from analyst_app.ui.widgets.words import Rank, Words

SIDE_BY_SIDE = "All sides, each by itself"
LEAST_TABLE = 130
"""Pixels of height; below that the screen scrolls."""


class ChartsView(QWidget):
    """Asks for counts whenever something changed that could change them.

    Signals:
        event_opened(report id, event id): show the sentence of this event.
        events_asked(EventFilter): show these events in the events table.
        drawn(): the chart shows the newest answer.
    """

    event_opened = Signal(int, int)
    events_asked = Signal(object)
    drawn = Signal()

    def __init__(self, context: Context, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asking: TaskHandle | None = None
        self._counts: Counts | None = None
        self._data: ChartData | None = None
        self._chosen: tuple[date, str, str] | None = None
        theme, ontology = context.theme, context.workbench.ontology
        attacks = [kind for kind in EventType if kind in ATTACK_TYPES]
        self.filter = FilterBar(theme=theme, ontology=ontology, types=attacks, states=False)
        self.side = QComboBox(self)
        self.side.setAccessibleName("Side")
        self.side.addItem(SIDE_BY_SIDE, None)
        self.breakdown = QComboBox(self)
        self.breakdown.setAccessibleName("Breakdown")
        for by, words in BY_WORDS.items():
            self.breakdown.addItem(f"By {words}", by)
        self.plot = ChartPlot(theme=theme, ontology=ontology)
        self.total = Words(theme=theme, rank=Rank.SECTION, wraps=True)
        self.caveats = Words(theme=theme, rank=Rank.MUTED, wraps=True)
        self.chosen = Words(theme=theme, rank=Rank.SECTION)
        self.model = PagedModel[EventRow](
            columns(ontology, brief=True), key=lambda row: row.stored.id, tasks=context.tasks, theme=theme, parent=self
        )
        self.table = PagedTable(self.model, theme=theme, name="Events of the chosen day")
        self.actions_by_id = build_actions(CHARTS_ACTIONS, target=self)
        self._proposals = self.actions_by_id["charts.proposals"]
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.plot)
        self._ask()

    @property
    def matching(self) -> EventFilter:
        """The filter as it stands, with the states that are counted."""
        states = {ReviewState.CONFIRMED, ReviewState.PROPOSED} if self._proposals.isChecked() else {ReviewState.CONFIRMED}
        return replace(self.filter.matching, states=frozenset(states))

    @property
    def data(self) -> ChartData | None:
        """What the chart shows now."""
        return self._data

    def choose(self, day: date, *, side: str = "", group: str = "") -> None:
        """Choose a day, or one side or piece of it, and list its events below."""
        self._chosen = (day, side, group)
        self.plot.choose(day)
        self._list_chosen()

    def _lay_out(self) -> None:
        theme = self._context.theme
        heading = QHBoxLayout()
        heading.setSpacing(SNUG)
        heading.addWidget(Words("Charts", theme=theme, rank=Rank.TITLE))
        heading.addStretch()
        self.proposals_button = QPushButton("Include proposals", self)
        self.proposals_button.setCheckable(True)
        self.proposals_button.setToolTip(self._proposals.toolTip())
        for widget in (self.side, self.breakdown, self.proposals_button):
            heading.addWidget(widget)
        for identity, words in (("charts.copy", "Copy"), ("charts.save", "Save…")):
            button = QPushButton(words, self)
            button.setToolTip(self.actions_by_id[identity].toolTip())
            button.clicked.connect(self.actions_by_id[identity].trigger)
            heading.addWidget(button)
        nothing = EmptyState(
            theme=theme,
            icon="charts",
            title="No attacks to count yet",
            text="Counts come from confirmed events. Confirm some in Review, or include the proposals with the switch above (P).",
            actions=[self._proposals],
        )
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._chart_page())
        self._pages.addWidget(nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, NORMAL, WIDE, NORMAL)
        column.setSpacing(NORMAL)
        column.addLayout(heading)
        column.addWidget(self.filter)
        column.addWidget(self._pages, stretch=1)

    def _chart_page(self) -> QWidget:
        below = QWidget(self)
        listed = QVBoxLayout(below)
        listed.setContentsMargins(0, SNUG, 0, 0)
        listed.setSpacing(SNUG)
        listed.addWidget(self.chosen)
        listed.addWidget(self.table, stretch=1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self.plot)
        split.addWidget(below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([420, 200])
        split.setChildrenCollapsible(False)
        self.table.setMinimumHeight(LEAST_TABLE)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.total)
        column.addWidget(self.caveats)
        column.addSpacing(4)
        scroll = QScrollArea(self)
        scroll.setWidget(split)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        column.addWidget(scroll, stretch=1)
        return page

    def _connect(self) -> None:
        self.filter.changed.connect(self._ask)
        self.side.activated.connect(self._arrange)
        self.breakdown.activated.connect(self._ask)
        self.proposals_button.clicked.connect(self._proposals.setChecked)
        self.plot.picked.connect(self._pick)
        self.table.opened.connect(self._open)
        self._context.tasks.changed.connect(self._follow)
        self._context.theme.changed.connect(self._arrange)

    @Slot()
    def _ask(self) -> None:
        if self._asking is not None:
            self._asking.abandon()
        workbench, matching, by = self._context.workbench, self.matching, CountBy(self.breakdown.currentData())
        self._asking = self._context.tasks.submit(
            lambda: (counts.daily_counts(workbench, matching=matching, by=by), events.filter_choices(workbench))
        )
        self._asking.succeeded.connect(self._take)

    @Slot(object)
    def _take(self, answer: tuple[Counts, FilterChoices]) -> None:
        self._asking = None
        self._counts, choices = answer
        self.filter.offer(choices)
        self._offer_sides(sides(self._counts))
        self._arrange()

    def _offer_sides(self, found: tuple[str, ...]) -> None:
        before = self.side.currentData()
        self.side.clear()
        self.side.addItem(SIDE_BY_SIDE, None)
        for side in found:
            self.side.addItem(side, side)
        self.side.setCurrentIndex(max(0, self.side.findData(before)) if before is not None else 0)
        self.side.setEnabled(CountBy(self.breakdown.currentData()) is not CountBy.ACTOR)

    @Slot()
    def _arrange(self) -> None:
        if self._counts is None:
            return
        by = self._counts.by
        self._data = chart_data(self._counts, side=None if by is CountBy.ACTOR else self.side.currentData())
        self._pages.setCurrentIndex(0 if self._counts.rows else 1)
        self.total.setText(total_words(self._data, by=by))
        self.caveats.setText(caveats(self._counts, self._data))
        self.plot.draw(Drawing(self._data, by, chart_title(by, proposals=self._proposals.isChecked())))
        days = days_of(self._data.panels)
        if self._chosen is None or self._chosen[0] not in days:
            self._chosen = (days[-1], "", "") if days else None
        self.plot.choose(self._chosen[0] if self._chosen else None)
        self._list_chosen()
        self.drawn.emit()

    def _list_chosen(self) -> None:
        if self._chosen is not None and self._data is not None:
            panel = next((one for one in self._data.panels if one.side == self._chosen[1]), None)
            self.chosen.setText(day_words(self._chosen[0], panel, chosen_number(self._data, self._chosen)))
        workbench, ids = self._context.workbench, self._behind()
        self.model.ask(
            Source(
                count=lambda: events.count_events(workbench, matching=EventFilter(event_ids=ids())),
                page=lambda offset, limit: events.list_events(workbench, matching=EventFilter(event_ids=ids()), limit=limit, offset=offset),
            )
        )

    def _behind(self) -> Callable[[], frozenset[int]]:
        return behind(self._context.workbench, self._counts, self._data, chosen=self._chosen, matching=self.matching)

    @Slot(object, str, str)
    def _pick(self, day: date, side: str, group: str) -> None:
        self.choose(day, side=side, group=group)

    @Slot(object)
    def _follow(self, changes: ChangeSet) -> None:
        if changes.library or changes.report_ids or changes.event_ids:
            self._ask()

    @Slot(object)
    def _open(self, row: EventRow) -> None:
        self.event_opened.emit(row.stored.report_id, row.stored.id)

    def _step(self, by: int) -> None:
        days = days_of(self._data.panels) if self._data is not None else []
        if days:
            at = days.index(self._chosen[0]) if self._chosen is not None and self._chosen[0] in days else -1
            self.choose(days[max(0, min(len(days) - 1, at + by))])

    @Slot()
    def next_day(self) -> None:
        """Choose the next day that has attacks."""
        self._step(1)

    @Slot()
    def previous_day(self) -> None:
        """Choose the day before."""
        self._step(-1)

    @Slot()
    def open_current(self) -> None:
        """From the chart into the list; from the list to the sentence."""
        if self.table.hasFocus():
            self.table.open_current()
        else:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.table.choose(0)

    @Slot()
    def show_in_events(self) -> None:
        """The chosen events in the events table."""
        if chosen_number(self._data, self._chosen):
            self._context.tasks.submit(self._behind()).succeeded.connect(self._show_behind)

    @Slot(object)
    def _show_behind(self, ids: frozenset[int]) -> None:
        self.events_asked.emit(EventFilter(event_ids=ids))

    @Slot(bool)
    def include_proposals(self, included: bool) -> None:  # noqa: FBT001 - the signal's signature
        """Count proposed events, too, or confirmed ones alone."""
        self.proposals_button.setChecked(included)
        self._ask()

    @Slot()
    def next_side(self) -> None:
        """One side after the other, then all."""
        if self.side.isEnabled():
            self.side.setCurrentIndex((self.side.currentIndex() + 1) % self.side.count())
            self._arrange()

    @Slot()
    def next_breakdown(self) -> None:
        """By type, place, side, status, source."""
        self.breakdown.setCurrentIndex((self.breakdown.currentIndex() + 1) % self.breakdown.count())
        self._ask()

    @Slot()
    def zoom_in(self) -> None:
        """Fewer days."""
        self.plot.zoom(0.7)

    @Slot()
    def zoom_out(self) -> None:
        """More days."""
        self.plot.zoom(1 / 0.7)

    @Slot()
    def show_all_days(self) -> None:
        """The whole time."""
        self.plot.show_all_days()

    @Slot()
    def copy_picture(self) -> None:
        """The chart on the clipboard."""
        QGuiApplication.clipboard().setImage(image_of(self.plot))

    @Slot()
    def save_picture(self) -> None:
        """Ask where, and write the chart as PNG, SVG or PDF."""
        chosen, _ = QFileDialog.getSaveFileName(self, "Save chart", "chart.png", "PNG (*.png);;SVG (*.svg);;PDF (*.pdf)")
        if chosen:
            self.write_picture(Path(chosen))

    def write_picture(self, path: Path) -> None:
        """Write the chart.

        Raises:
            UserError: where it can't be written.
        """
        save_picture(self.plot, path)
