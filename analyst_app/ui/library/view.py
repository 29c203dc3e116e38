"""The library: every report of the database, with its state. Opens nothing itself; it asks the window to."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.review import ReportState
from analyst_app.domain.rows import ReportFilter, ReportOrder, ReportRow
from analyst_app.services import library, review
from analyst_app.ui.actions import build_actions
from analyst_app.ui.context import Context
from analyst_app.ui.dialogs.describe import DescribeDialog
from analyst_app.ui.library.actions import LIBRARY_ACTIONS
from analyst_app.ui.library.columns import STATE_WORDS, columns
from analyst_app.ui.models.paged import PagedModel, Source
from analyst_app.ui.theme import NORMAL, SNUG, WIDE
from analyst_app.ui.widgets.choice_button import Choice, ChoiceButton
from analyst_app.ui.widgets.empty_state import EmptyState
from analyst_app.ui.widgets.focus_order import tab_through
from analyst_app.ui.widgets.paged_table import PagedTable
from analyst_app.ui.widgets.search_box import SearchBox
from analyst_app.ui.widgets.words import Rank, Words


class LibraryView(QWidget):
    """Table, search, states; `welcome` is shown instead while the database holds no report at all.

    Signals:
        report_opened(id): show this report in Review.
        paste_asked(), open_asked(): the analyst wants to bring reports in.
    """

    report_opened = Signal(int)
    paste_asked = Signal()
    open_asked = Signal()

    def __init__(self, context: Context, *, welcome: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._order: str = ReportOrder.PUBLISHED
        self._descending = True
        theme = context.theme
        self.search = SearchBox(theme=theme, placeholder="Search titles and texts")
        self.states = ChoiceButton("State", theme=theme)
        self.states.offer([Choice(state, STATE_WORDS[state]) for state in ReportState])
        self.model = PagedModel[ReportRow](columns(), key=lambda row: row.id, tasks=context.tasks, theme=theme, parent=self)
        self.table = PagedTable(self.model, theme=theme, name="Reports")
        self.table.show_order(self._order, descending=self._descending)
        self.count = Words(theme=theme, rank=Rank.MUTED)
        self.actions_by_id = build_actions(LIBRARY_ACTIONS, target=self)
        nothing = EmptyState(theme=theme, icon="search", title="No report matches", text="Other words or states may find it.")
        self._below = QStackedWidget(self)
        self._below.addWidget(self.table)
        self._below.addWidget(nothing)
        shelf = QWidget(self)
        self._lay_out(shelf)
        self._pages = QStackedWidget(self)
        for page in (shelf, welcome):
            self._pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self._connect()
        self._ask()

    @property
    def matching(self) -> ReportFilter:
        """The filter as it stands in the bar."""
        return ReportFilter(text=self.search.words, states=frozenset(map(ReportState, self.states.values)))

    @property
    def welcoming(self) -> bool:
        """Whether the database is empty, so that the ways to begin are shown."""
        return self._pages.currentIndex() == 1

    def _lay_out(self, shelf: QWidget) -> None:
        theme = self._context.theme
        heading = QHBoxLayout()
        heading.setSpacing(NORMAL)
        heading.addWidget(Words("Library", theme=theme, rank=Rank.TITLE))
        heading.addWidget(self.count, alignment=Qt.AlignmentFlag.AlignBottom)
        heading.addStretch()
        self.paste_button = QPushButton("Paste report…", self)
        self.paste_button.setProperty("rank", "primary")
        self.open_button = QPushButton("Open…", self)
        for button in (self.open_button, self.paste_button):
            heading.addWidget(button)
        bar = QHBoxLayout()
        bar.setSpacing(SNUG)
        bar.addWidget(self.search, stretch=1)
        bar.addWidget(self.states)
        column = QVBoxLayout(shelf)
        column.setContentsMargins(WIDE, NORMAL, WIDE, NORMAL)
        column.setSpacing(NORMAL)
        column.addLayout(heading)
        column.addLayout(bar)
        column.addWidget(self._below, stretch=1)
        tab_through(self.open_button, self.paste_button, self.search, self.states, self._below, page=self)

    def _connect(self) -> None:
        self.search.asked.connect(self._ask)
        self.states.changed.connect(self._ask)
        self.table.sorted.connect(self._sort)
        self.table.opened.connect(self._open)
        self.model.counted.connect(self._show_count)
        self.paste_button.clicked.connect(self.paste_asked)
        self.open_button.clicked.connect(self.open_asked)
        self._context.tasks.changed.connect(self._follow)

    @Slot()
    def _ask(self) -> None:
        workbench, matching, order, descending = self._context.workbench, self.matching, ReportOrder(self._order), self._descending
        self.model.ask(
            Source(
                count=lambda: library.count_reports(workbench, matching=matching),
                page=lambda offset, limit: library.list_reports(
                    workbench, matching=matching, order=order, descending=descending, limit=limit, offset=offset
                ),
            )
        )

    @Slot(str, bool)
    def _sort(self, order: str, descending: bool) -> None:  # noqa: FBT001 - the signal's signature
        if order:
            self._order, self._descending = order, descending
            self._ask()
        self.table.show_order(self._order, descending=self._descending)

    @Slot(int)
    def _show_count(self, total: int) -> None:
        restricted = self.matching != ReportFilter()
        self.count.setText(f"{total:,} report{'' if total == 1 else 's'}{' found' if restricted else ''}")
        self._below.setCurrentIndex(0 if total else 1)
        self._pages.setCurrentIndex(0 if total or restricted else 1)
        if total and not self.table.currentIndex().isValid():
            self.table.choose(0)

    @Slot(object)
    def _follow(self, changes: ChangeSet) -> None:
        if changes.library or changes.report_ids or changes.event_ids:
            self.model.refresh()

    @Slot(object)
    def _open(self, row: ReportRow) -> None:
        self.report_opened.emit(row.id)

    @Slot()
    def open_current(self) -> None:
        """Show the current report in Review."""
        self.table.open_current()

    @Slot()
    def open_next(self) -> None:
        """Show the next report with open proposals in Review."""
        workbench = self._context.workbench
        after = self.table.current.id if self.table.current is not None else None
        handle = self._context.tasks.submit(lambda: review.next_report(workbench, after=after))
        handle.succeeded.connect(self._open_found)

    @Slot(object)
    def _open_found(self, report_id: int | None) -> None:
        if report_id is not None:
            self.report_opened.emit(report_id)

    @Slot()
    def describe_current(self) -> None:
        """Correct title, source, author and date of the current report."""
        row = self.table.current
        if row is not None:
            dialog = DescribeDialog(row, context=self._context, parent=self)
            dialog.open()

    @Slot()
    def remove_current(self) -> None:
        """Remove the selected reports; each is a step that undo takes back."""
        workbench = self._context.workbench
        for row in self.table.selected:
            self._context.tasks.submit(partial(library.remove_report, workbench, report_id=row.id))

    @Slot()
    def focus_search(self) -> None:
        """Put the cursor into the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def paste(self) -> None:
        """What Ctrl+V means here."""
        self.paste_asked.emit()
