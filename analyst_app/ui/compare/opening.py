"""The ways into comparing, replacing and second coding, for the reports that the open screen shows as chosen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from analyst_app.domain.comparing import Candidate
from analyst_app.domain.rows import ReportRow
from analyst_app.services import agreement, comparing, review, superseding
from analyst_app.services.agreement import CodedAgain
from analyst_app.ui.compare.choosing import ChooseCoder, ChooseReplaced, ChooseToCompare
from analyst_app.ui.compare.view import CompareView
from analyst_app.ui.dialogs.lookalikes import LookalikesDialog
from analyst_app.ui.events.view import EventsView
from analyst_app.ui.library.view import LibraryView
from analyst_app.ui.screens import Screen

if TYPE_CHECKING:
    from analyst_app.domain.changes import ChangeSet
    from analyst_app.ui.main_window import MainWindow
    from analyst_app.ui.session import Session

translate = QCoreApplication.translate


def compare_with(window: MainWindow) -> None:
    """Compare the two chosen reports, or choose one to compare the chosen one with."""
    chosen = _chosen(window)
    if len(chosen) > 1:
        show_comparison(window, chosen[0], chosen[1])
    elif chosen:
        _Way(window, chosen[0]).compare()


def replaces(window: MainWindow) -> None:
    """Say that the chosen report replaces an earlier one; of two chosen ones the later replaces the earlier."""
    chosen = _chosen(window)
    if chosen:
        _Way(window, chosen[-1]).replace(chosen[:-1])


def let_count(window: MainWindow) -> None:
    """Let the chosen reports count again that others replace."""
    chosen = _chosen(window)
    if chosen:
        workbench = _session(window).context.workbench
        _Way(window, chosen[0]).do(lambda: superseding.let_count(workbench, report_ids=chosen))


def code_again(window: MainWindow) -> None:
    """Begin a second coding of the chosen report."""
    chosen = _chosen(window)
    if chosen:
        _Way(window, chosen[0]).code_again()


def offer_replacing(window: MainWindow, report_id: int) -> None:
    """Where a report came in and another one of its source and day is there, offer to say that it replaces that one."""
    _Way(window, report_id).offer()


def show_comparison(window: MainWindow, left_id: int, right_id: int) -> None:
    """Show two reports side by side."""
    page = window.screens.page(Screen.COMPARE)
    assert isinstance(page, CompareView)
    window.screens.show(Screen.COMPARE)
    page.compare(left_id, right_id)


def _session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def _chosen(window: MainWindow) -> list[int]:
    """The reports that the open screen shows as chosen, the earlier ones first; where there are none, the status line says so."""
    from analyst_app.ui.review.view import ReviewView  # noqa: PLC0415 - loaded when a report is first reviewed

    current = window.screens.current
    page = None if current is None else window.screens.page(current)
    found: list[int] = []
    if isinstance(page, LibraryView):
        found = [row.id for row in sorted(page.table.selected, key=lambda row: (row.published, row.id))]
    elif isinstance(page, EventsView):
        rows = sorted(page.table.selected, key=lambda row: (row.published, row.stored.report_id))
        found = list(dict.fromkeys(row.stored.report_id for row in rows))
    elif isinstance(page, ReviewView) and page.session.report_id is not None:
        found = [page.session.report_id]
    elif isinstance(page, CompareView) and page.comparison is not None:
        found = [page.comparison.left.row.id]
    if not found:
        window.status.say(translate("compare", "Choose a report first: in the Library, in Events, or by opening it in Review."))
    return found


@dataclass(frozen=True, slots=True)
class _Way:
    """From a chosen report to a dialog, and on to what is chosen there.

    Its methods are handed to signals inside a `partial`, which keeps them: of a bound method Qt would not.
    """

    window: MainWindow
    report_id: int

    @property
    def session(self) -> Session:
        return _session(self.window)

    def do(self, command: object) -> None:
        """Give a command on the lane, and say what was done."""
        assert callable(command)
        handle = self.session.tasks.submit(command)
        handle.succeeded.connect(partial(self._say))

    def _say(self, changes: ChangeSet) -> None:
        self.window.status.say(changes.label)

    def compare(self) -> None:
        workbench, number = self.session.context.workbench, self.report_id
        handle = self.session.tasks.submit(
            lambda: (review.open_report(workbench, report_id=number).row, comparing.candidates(workbench, report_id=number))
        )
        handle.succeeded.connect(partial(self._choose))

    def _choose(self, answer: tuple[ReportRow, tuple[Candidate, ...]]) -> None:
        row, candidates = answer
        dialog = ChooseToCompare(row, candidates, context=self.session.context, parent=self.window)
        dialog.chosen_report.connect(lambda other: self._compare(row, next(one.row for one in candidates if one.row.id == other)))
        dialog.open()

    def _compare(self, row: ReportRow, other: ReportRow) -> None:
        """The earlier report stands on the left."""
        left, right = sorted((row, other), key=lambda one: (one.published, one.id))
        show_comparison(self.window, left.id, right.id)

    def replace(self, others: list[int]) -> None:
        """Ask which report is replaced: one of those that are chosen, too, or of those that may be."""
        workbench, number = self.session.context.workbench, self.report_id

        def ask() -> tuple[ReportRow, tuple[ReportRow, ...]]:
            named = tuple(review.open_report(workbench, report_id=other).row for other in others)
            row = review.open_report(workbench, report_id=number).row
            return row, named or superseding.candidates(workbench, report_id=number)

        self.session.tasks.submit(ask).succeeded.connect(partial(self._ask_replaced))

    def offer(self) -> None:
        """The same, for a report that has just come in; only where another one of its day is there."""
        workbench, number = self.session.context.workbench, self.report_id

        def ask() -> tuple[ReportRow, tuple[ReportRow, ...]]:
            row = review.open_report(workbench, report_id=number).row
            same_day = (one for one in superseding.candidates(workbench, report_id=number) if one.published == row.published)
            return row, tuple(same_day)

        self.session.tasks.submit(ask).succeeded.connect(partial(self._ask_where_any))

    def _ask_where_any(self, answer: tuple[ReportRow, tuple[ReportRow, ...]]) -> None:
        """Not where the look-alikes of an import are being asked about: they can be replaced there."""
        asking = self.window.findChild(LookalikesDialog)
        if answer[1] and not (asking is not None and asking.isVisible()):
            self._ask_replaced(answer)

    def _ask_replaced(self, answer: tuple[ReportRow, tuple[ReportRow, ...]]) -> None:
        workbench, number = self.session.context.workbench, self.report_id
        dialog = ChooseReplaced(*answer, context=self.session.context, parent=self.window)
        dialog.replaced.connect(
            lambda other, reason: self.do(lambda: superseding.supersede(workbench, report_ids=[other], by=number, reason=reason))
        )
        dialog.open()

    def code_again(self) -> None:
        workbench, number = self.session.context.workbench, self.report_id
        handle = self.session.tasks.submit(lambda: review.open_report(workbench, report_id=number).row)
        handle.succeeded.connect(partial(self._name_coder))

    def _name_coder(self, row: ReportRow) -> None:
        dialog = ChooseCoder(row, context=self.session.context, parent=self.window)
        dialog.coder_named.connect(lambda name: self._begin(row, name))
        dialog.open()

    def _begin(self, row: ReportRow, coder: str) -> None:
        workbench = self.session.context.workbench
        handle = self.session.tasks.submit_job(
            lambda progress: agreement.code_again(workbench, report_id=row.id, coder=coder, progress=progress),
            title=translate("compare", "Reading “%1” again").replace("%1", row.title),
        )
        handle.succeeded.connect(partial(self._begun, coder))

    def _begun(self, coder: str, coded: CodedAgain) -> None:
        self.window.screens.open_report(coded.report_id)
        if coder != self.session.context.workbench.analyst:
            words = translate("compare", "This coding is %1's. Change the analyst in Settings (Ctrl+,) before anything is decided.")
            self.window.status.say(words.replace("%1", coder))
