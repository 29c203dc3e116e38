"""The events of all reports in one table, with filters, sorting, possible duplicates, and the way back to the sentence."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.ontology import EventType
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter, EventOrder, EventRow, FilterChoices
from analyst_app.services import acts, counts, events
from analyst_app.ui.actions import build_actions, explain_by
from analyst_app.ui.context import Context
from analyst_app.ui.events.actions import EVENTS_ACTIONS
from analyst_app.ui.events.columns import columns, sentence_of, told_by
from analyst_app.ui.events.other_values import OtherValues
from analyst_app.ui.models.paged import PagedModel, Source
from analyst_app.ui.theme import NORMAL, SNUG, TIGHT, WIDE
from analyst_app.ui.widgets.empty_state import EmptyState
from analyst_app.ui.widgets.filter_bar import FilterBar
from analyst_app.ui.widgets.focus_order import tab_through
from analyst_app.ui.widgets.paged_table import PagedTable
from analyst_app.ui.widgets.words import Rank, Words

EXPLAINED = (
    "Events of different reports that agree in type, days, actor and first place. Select those that tell one act and press L: "
    "they count once, by the row that is current."
)


UNDECIDED = frozenset({ReviewState.CONFIRMED, ReviewState.PROPOSED})
"""What may be a duplicate; a rejected event is none."""


class EventsView(QWidget):
    """Filter bar, table, duplicates.

    Signals:
        event_opened(report id, event id): show the sentence of this event.
    """

    event_opened = Signal(int, int)

    def __init__(self, context: Context, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._order: str = EventOrder.DATE
        self._descending = True
        self._duplicates = 0
        theme, ontology = context.theme, context.workbench.ontology
        self.filter = FilterBar(theme=theme, ontology=ontology, types=EventType, states=True, shared=context.filter)
        self.model = PagedModel[EventRow](columns(ontology), key=lambda row: row.stored.id, tasks=context.tasks, theme=theme, parent=self)
        self.table = PagedTable(self.model, theme=theme, name="Events")
        self.table.show_order(self._order, descending=self._descending)
        self.count = Words(theme=theme, rank=Rank.MUTED)
        self.note = Words(EXPLAINED, theme=theme, rank=Rank.MUTED, wraps=True)
        self.note.hide()
        self.actions_by_id = build_actions(EVENTS_ACTIONS, target=self)
        nothing = EmptyState(
            theme=theme,
            icon="events",
            title="No events to show",
            text="Events appear here as soon as reports come in. Where a filter is set, clear it or widen it.",
            actions=[self.actions_by_id["events.clear"]],
        )
        self._below = QStackedWidget(self)
        for page in (self.table, nothing):
            self._below.addWidget(page)
        self.words = Words(theme=theme, wraps=True)
        self.told = Words(theme=theme, rank=Rank.MUTED, wraps=True)
        self.other_values = OtherValues(context, self)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)
        self._ask()
        self._ask_choices()

    @property
    def matching(self) -> EventFilter:
        """The filter as it stands in the bar, and whether only possible duplicates are shown."""
        chosen = self.filter.matching
        if not self._toggle.isChecked():
            return chosen
        return replace(chosen, doubtful=True, states=chosen.states or UNDECIDED)

    @property
    def _toggle(self) -> QAction:
        return self.actions_by_id["events.duplicates"]

    def show_matching(self, matching: EventFilter) -> None:
        """Take over a filter from another screen."""
        self._toggle.setChecked(False)
        self.filter.show_matching(matching)

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(NORMAL)
        heading.addWidget(Words("Events", theme=self._context.theme, rank=Rank.TITLE))
        heading.addWidget(self.count, alignment=Qt.AlignmentFlag.AlignBottom)
        heading.addStretch()
        self.duplicates_button = QPushButton("Possible duplicates", self)
        self.duplicates_button.setCheckable(True)
        explain_by(self.duplicates_button, self._toggle)
        self.link_button = QPushButton("Link as same act", self)
        explain_by(self.link_button, self.actions_by_id["events.link"])
        heading.addWidget(self.link_button)
        heading.addWidget(self.duplicates_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, NORMAL, WIDE, NORMAL)
        column.setSpacing(NORMAL)
        column.addLayout(heading)
        column.addWidget(self.filter)
        column.addWidget(self.note)
        column.addWidget(self._below, stretch=1)
        column.addWidget(self._sentence())
        tab_through(self.link_button, self.duplicates_button, *self.filter.in_reading_order, self._below, page=self)

    def _sentence(self) -> QFrame:
        """Below the table: the words that the current event rests on."""
        strip = QFrame(self)
        strip.setProperty("role", "panel")
        lines = QVBoxLayout(strip)
        lines.setContentsMargins(NORMAL, SNUG, NORMAL, SNUG)
        lines.setSpacing(TIGHT)
        lines.addWidget(self.words)
        lines.addWidget(self.told)
        return strip

    def _connect(self) -> None:
        self.filter.changed.connect(self._ask)
        self.table.sorted.connect(self._sort)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self._tell_words)
        self.other_values.told.connect(self._tell_other)
        self.model.dataChanged.connect(self._tell_current)
        self.table.selectionModel().selectionChanged.connect(self._allow_linking)
        self.model.counted.connect(self._show_count)
        self.duplicates_button.clicked.connect(self._toggle.setChecked)
        self.link_button.clicked.connect(self.link_selected)
        self._context.tasks.changed.connect(self._follow)
        self._allow_linking()

    @Slot()
    def _ask(self) -> None:
        workbench, matching, order, descending = self._context.workbench, self.matching, EventOrder(self._order), self._descending
        self.model.ask(
            Source(
                count=lambda: events.count_events(workbench, matching=matching),
                page=lambda offset, limit: events.list_events(
                    workbench, matching=matching, order=order, descending=descending, limit=limit, offset=offset
                ),
            )
        )

    def _ask_choices(self) -> None:
        workbench = self._context.workbench
        undecided = EventFilter(states=UNDECIDED)
        handle = self._context.tasks.submit(
            lambda: (events.filter_choices(workbench), counts.daily_counts(workbench, matching=undecided).duplicates)
        )
        handle.succeeded.connect(self._take_choices)

    @Slot(object)
    def _take_choices(self, answer: tuple[FilterChoices, int]) -> None:
        choices, duplicates = answer
        self.filter.offer(choices)
        changed = duplicates != self._duplicates
        self._duplicates = duplicates
        self.duplicates_button.setText(f"Possible duplicates: {duplicates:,}")
        self.duplicates_button.setEnabled(bool(duplicates) or self._toggle.isChecked())
        if changed and self._toggle.isChecked():
            self._ask()

    @Slot(str, bool)
    def _sort(self, order: str, descending: bool) -> None:  # noqa: FBT001 - the signal's signature
        if order:
            self._order, self._descending = order, descending
            self._ask()
        self.table.show_order(self._order, descending=self._descending)

    @Slot(int)
    def _show_count(self, total: int) -> None:
        found = " found" if self.matching != EventFilter() else ""
        self.count.setText(f"{total:,} event{'' if total == 1 else 's'}{found}")
        self._below.setCurrentIndex(0 if total else 1)
        if total and not self.table.currentIndex().isValid():
            self.table.choose(0)

    @Slot(object)
    def _follow(self, changes: ChangeSet) -> None:
        if changes.library or changes.report_ids or changes.event_ids:
            self.model.refresh()
            self._ask_choices()

    @Slot(object)
    def _open(self, row: EventRow) -> None:
        self.event_opened.emit(row.stored.report_id, row.stored.id)

    @Slot()
    def _tell_current(self) -> None:
        self._tell_words(self.table.current)

    @Slot(object)
    def _tell_words(self, row: EventRow | None) -> None:
        self.words.setText(sentence_of(row) if row is not None else "")
        self.told.setText(told_by(row) if row is not None else "")
        self.other_values.ask(row)

    @Slot(int, str)
    def _tell_other(self, event_id: int, words: str) -> None:
        """The old value beside the new one, or the new one beside the old."""
        row = self.table.current
        if row is not None and row.stored.id == event_id:
            self.told.setText(f"{told_by(row)}, {words}")

    @Slot()
    def _allow_linking(self) -> None:
        several = len(self.table.selectionModel().selectedRows()) > 1
        self.link_button.setEnabled(several)
        self.actions_by_id["events.link"].setEnabled(several)

    @Slot()
    def open_current(self) -> None:
        """Show the sentence of the current event in Review."""
        self.table.open_current()

    @Slot()
    def focus_search(self) -> None:
        """Put the cursor into the search box."""
        self.filter.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def clear_filter(self) -> None:
        """Show all events."""
        self._toggle.setChecked(False)
        self.filter.clear()

    @Slot(bool)
    def show_duplicates(self, shown: bool) -> None:  # noqa: FBT001 - the signal's signature
        """Show possible duplicates alone, or everything again."""
        self.duplicates_button.setChecked(shown)
        self.note.setVisible(shown)
        self._ask()

    @Slot()
    def link_selected(self) -> None:
        """Link the selected events as one act; the current one counts."""
        rows, current, workbench = self.table.selected, self.table.current, self._context.workbench
        if len(rows) > 1 and current is not None:
            ids = [row.stored.id for row in rows]
            preferred = current.stored.id if current.stored.id in ids else ids[0]
            self._context.tasks.submit(lambda: acts.link_same_act(workbench, event_ids=ids, preferred=preferred))

    @Slot()
    def unlink_selected(self) -> None:
        """Make the selected events acts of their own again."""
        ids, workbench = [row.stored.id for row in self.table.selected if row.stored.act_id is not None], self._context.workbench
        if ids:
            self._context.tasks.submit(lambda: acts.unlink_act(workbench, event_ids=ids))
