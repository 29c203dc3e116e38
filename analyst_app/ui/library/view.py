"""The library: every report of the database, with its state. Opens nothing itself; it asks the window to."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.likeness import Lookalike
from analyst_app.domain.rows import ReportFilter, ReportOrder, ReportRow, ReviewProgress, SourceRow
from analyst_app.domain.sources import MissingReport
from analyst_app.services import duplicates, library, review, sources
from analyst_app.ui.actions import build_actions
from analyst_app.ui.context import Context
from analyst_app.ui.dialogs.describe import DescribeDialog
from analyst_app.ui.dialogs.lookalikes import LookalikesDialog
from analyst_app.ui.dialogs.read_again import ReadAgainDialog
from analyst_app.ui.dialogs.sources import SourcesDialog
from analyst_app.ui.library.actions import LIBRARY_ACTIONS
from analyst_app.ui.library.bar import LibraryBar
from analyst_app.ui.library.columns import columns
from analyst_app.ui.library.notices import Notices
from analyst_app.ui.models.paged import PagedModel, Source
from analyst_app.ui.status import progress_words
from analyst_app.ui.tasks import Lane, TaskHandle
from analyst_app.ui.theme import NORMAL, WIDE
from analyst_app.ui.widgets.elided import Elided
from analyst_app.ui.widgets.empty_state import EmptyState
from analyst_app.ui.widgets.focus_order import tab_through
from analyst_app.ui.widgets.paged_table import PagedTable
from analyst_app.ui.widgets.words import Rank, Words


class LibraryView(QWidget):
    """Table, filters, notices; `welcome` is shown instead while the database holds no report at all.

    While it is not seen it asks nothing, and what has changed meanwhile is asked for when it is shown.

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
        self._stale = False
        self._asking: TaskHandle | None = None
        self._progress = ReviewProgress(0, 0, 0, 0)
        theme = context.theme
        self.bar = LibraryBar(theme=theme)
        self.search, self.states = self.bar.search, self.bar.states
        self.notices = Notices(theme=theme)
        self.model = PagedModel[ReportRow](columns(), key=lambda row: row.id, tasks=context.tasks, theme=theme, parent=self)
        self.table = PagedTable(self.model, theme=theme, name="Reports")
        self.table.show_order(self._order, descending=self._descending)
        self.count = Elided()
        self.count.setProperty("role", "muted")
        self.actions_by_id = build_actions(LIBRARY_ACTIONS, target=self)
        nothing = EmptyState(
            theme=theme,
            icon="search",
            title="No report matches",
            text="Other words, states, sources or days may find it.",
            actions=[self.actions_by_id["library.everything"]],
        )
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
        self._ask_around()

    @property
    def matching(self) -> ReportFilter:
        """The filter as it stands in the bar."""
        return self.bar.matching

    @property
    def welcoming(self) -> bool:
        """Whether the database is empty, so that the ways to begin are shown."""
        return self._pages.currentIndex() == 1

    def _lay_out(self, shelf: QWidget) -> None:
        theme = self._context.theme
        heading = QHBoxLayout()
        heading.setSpacing(NORMAL)
        heading.addWidget(Words("Library", theme=theme, rank=Rank.TITLE))
        heading.addWidget(self.count, stretch=1)
        self.paste_button = QPushButton("Paste report…", self)
        self.paste_button.setProperty("rank", "primary")
        self.open_button = QPushButton("Open…", self)
        for button in (self.open_button, self.paste_button):
            heading.addWidget(button)
        column = QVBoxLayout(shelf)
        column.setContentsMargins(WIDE, NORMAL, WIDE, NORMAL)
        column.setSpacing(NORMAL)
        column.addLayout(heading)
        column.addWidget(self.bar)
        column.addWidget(self.notices)
        column.addWidget(self._below, stretch=1)
        tab_through(self.open_button, self.paste_button, self.bar, self.notices, self._below, page=self)

    def _connect(self) -> None:
        self.bar.changed.connect(self._ask)
        self.bar.waiting.toggled.connect(self.actions_by_id["library.waiting"].setChecked)
        self.notices.alike_asked.connect(self.show_lookalikes)
        self.table.sorted.connect(self._sort)
        self.table.opened.connect(self._open)
        self.model.counted.connect(self._show_count)
        self.paste_button.clicked.connect(self.paste_asked)
        self.open_button.clicked.connect(self.open_asked)
        self._context.tasks.changed.connect(self._follow)

    @Slot()
    def _ask(self) -> None:
        workbench, matching, order, descending = self._context.workbench, self.matching, ReportOrder(self._order), self._descending
        waiting_first = self.bar.waiting.isChecked()
        self.model.ask(
            Source(
                count=lambda: library.count_reports(workbench, matching=matching),
                page=lambda offset, limit: library.list_reports(
                    workbench,
                    matching=matching,
                    order=order,
                    descending=descending,
                    waiting_first=waiting_first,
                    limit=limit,
                    offset=offset,
                ),
            )
        )

    def _ask_progress(self) -> None:
        """How far the review is of what is shown; asked when the table has its lines, which would come later beside it."""
        workbench, matching = self._context.workbench, self.matching
        if self._asking is not None:
            self._asking.abandon()
        self._asking = self._context.tasks.submit(lambda: library.filtered_progress(workbench, matching=matching), lane=Lane.PICTURE)
        self._asking.succeeded.connect(self._show_progress)
        self._asking.finished.connect(self._answered)

    @Slot()
    def _answered(self) -> None:
        self._asking = None

    def _ask_around(self) -> None:
        """What the database holds besides what is shown: what is missing, what may be in twice, which sources there are."""
        workbench = self._context.workbench
        around = self._context.tasks.submit(
            lambda: (sources.missing_reports(workbench), duplicates.list_lookalikes(workbench), sources.list_sources(workbench)),
            lane=Lane.PICTURE,
        )
        around.succeeded.connect(self._show_around)

    @Slot(str, bool)
    def _sort(self, order: str, descending: bool) -> None:  # noqa: FBT001 - the signal's signature
        if order:
            self._order, self._descending = order, descending
            self._ask()
        self.table.show_order(self._order, descending=self._descending)

    @Slot(int)
    def _show_count(self, total: int) -> None:
        restricted = self.matching != ReportFilter()
        self._below.setCurrentIndex(0 if total else 1)
        self._pages.setCurrentIndex(0 if total or restricted else 1)
        self._write_count()
        if total and not self.table.currentIndex().isValid():
            self.table.choose(0)
        self._ask_progress()

    @Slot(object)
    def _show_progress(self, progress: ReviewProgress) -> None:
        self._progress = progress
        self._write_count()

    def _write_count(self) -> None:
        found, progress = self.model.rowCount(), self._progress
        if self.matching != ReportFilter():
            self.count.setText(f"{found:,} found: {progress_words(progress)}")
        else:
            self.count.setText(progress_words(progress) if progress.events else f"{found:,} report{'' if found == 1 else 's'}")

    @Slot(object)
    def _show_around(self, answer: tuple[Sequence[MissingReport], Sequence[Lookalike], Sequence[SourceRow]]) -> None:
        missing, alike, known = answer
        self.notices.tell(missing, len(alike))
        self.bar.offer_sources(row.name for row in known if row.reports)
        self.actions_by_id["library.alike"].setEnabled(bool(alike))

    @Slot(object)
    def _follow(self, changes: ChangeSet) -> None:
        if not (changes.library or changes.report_ids or changes.event_ids):
            return
        if self.isVisible():
            self._ask_all_again()
        else:
            self._stale = True

    def _ask_all_again(self) -> None:
        self.model.refresh()
        self._ask_around()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what has changed while it was not seen."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self._ask_all_again()

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
        """Remove the chosen reports, as one step that undo takes back."""
        workbench, chosen = self._context.workbench, [row.id for row in self.table.selected]
        if chosen:
            self._context.tasks.submit(lambda: library.remove_reports(workbench, report_ids=chosen))

    @Slot()
    def read_again(self) -> None:
        """Renew the proposals of the chosen reports, where several are chosen, or of all that an earlier version has read."""
        reading = next((dialog for dialog in self.findChildren(ReadAgainDialog) if dialog.isVisible()), None)
        if reading is not None:
            reading.activateWindow()
            return
        chosen = [row.id for row in self.table.selected]
        # Shown and not opened: other work goes on beside it.
        ReadAgainDialog(chosen if len(chosen) > 1 else None, context=self._context, parent=self).show()

    @Slot()
    def show_lookalikes(self) -> None:
        """The reports that may be in twice."""
        workbench = self._context.workbench
        handle = self._context.tasks.submit(lambda: duplicates.list_lookalikes(workbench))
        handle.succeeded.connect(self._offer_lookalikes)

    @Slot(object)
    def _offer_lookalikes(self, pairs: Sequence[Lookalike]) -> None:
        if pairs:
            LookalikesDialog(pairs, context=self._context, parent=self.window()).open()

    @Slot()
    def show_sources(self) -> None:
        """Side, reliability and rhythm of the sources."""
        SourcesDialog(context=self._context, parent=self.window()).open()

    @Slot()
    def focus_search(self) -> None:
        """Put the cursor into the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot(bool)
    def put_waiting_first(self, on: bool) -> None:  # noqa: FBT001 - the signal's signature
        """Reports with open proposals before all others, or in their order again."""
        with QSignalBlocker(self.actions_by_id["library.waiting"]):
            self.bar.waiting.setChecked(on)

    @Slot()
    def show_everything(self) -> None:
        """Take every filter off."""
        self.bar.clear()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def paste(self) -> None:
        """What Ctrl+V means here."""
        self.paste_asked.emit()
