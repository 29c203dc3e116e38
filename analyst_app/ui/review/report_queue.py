"""Which report comes next, how far the whole is, and the next report read in advance. Knows no widgets."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.review import QueueChoice
from analyst_app.domain.rows import ReportDetail, ReviewProgress
from analyst_app.paths import user_paths
from analyst_app.services import queue, review
from analyst_app.ui.context import Context
from analyst_app.ui.tasks import Lane, TaskHandle

PAUSE_BEFORE_PREPARING = 500
"""Milliseconds after a report is shown until the next one is read in advance."""


class ReportQueue(QObject):
    """The reports in the order that the analyst chose, which is kept for the next start.

    Signals:
        chosen(): another order or threshold.
        progressed(): `progress` is another.
    """

    chosen = Signal()
    progressed = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._workbench = context, context.workbench
        self.choice = QueueChoice()
        self._has_chosen = False
        self.progress: ReviewProgress | None = None
        self.waiting = 0
        """Reports with open proposals that are not set aside."""
        self._prepared: ReportDetail | None = None
        self._after: int | None = None
        self._prepare_soon = QTimer(self)
        self._prepare_soon.setSingleShot(True)
        self._prepare_soon.setInterval(PAUSE_BEFORE_PREPARING)
        self._prepare_soon.timeout.connect(self._prepare)
        self._run(lambda: queue.load_choice(user_paths()), self._take_kept)
        self._ask_how_far()

    @property
    def prepared_id(self) -> int | None:
        """The report that is read already."""
        return None if self._prepared is None else self._prepared.row.id

    def choose(self, choice: QueueChoice) -> None:
        """Take the reports in another order, or set other proposals aside."""
        self._has_chosen = True
        if choice == self.choice:
            return
        self.choice = choice
        self._prepared = None
        self._prepare_soon.start()
        self._run(lambda: queue.save_choice(user_paths(), choice), lambda _nothing: None)
        self._ask_how_far()
        self.chosen.emit()

    def next_question(self) -> Callable[[], int | None]:
        """What finds the report that comes after the one shown, to be asked off the screen."""
        after, choice, workbench = self._after, self.choice, self._workbench
        return lambda: queue.next_report(workbench, after=after, choice=choice)

    def shown(self, report_id: int | None) -> None:
        """A report is shown: the one after it is read soon, on the lane where that keeps no command waiting."""
        self._after = report_id
        if report_id is not None:
            self._prepare_soon.start()

    def take(self, report_id: int) -> ReportDetail | None:
        """The report as it was read in advance, where it is the one; given out once."""
        prepared, self._prepared = self._prepared, None
        return prepared if prepared is not None and prepared.row.id == report_id else None

    def heed(self, changes: ChangeSet) -> None:
        """React to what any command changed."""
        if self._prepared is not None and (self._prepared.row.id in changes.report_ids or not changes.report_ids):
            self._prepared = None
        self._ask_how_far()

    def _ask_how_far(self) -> None:
        choice, workbench = self.choice, self._workbench
        self._run(lambda: (review.review_progress(workbench), queue.reports_waiting(workbench, choice=choice)), self._take_progress)

    def _take_progress(self, answer: tuple[ReviewProgress, int]) -> None:
        if answer != (self.progress, self.waiting):
            self.progress, self.waiting = answer
            self.progressed.emit()

    def _take_kept(self, choice: QueueChoice) -> None:
        if choice != self.choice and not self._has_chosen:
            self.choice = choice
            self.chosen.emit()

    def _prepare(self) -> None:
        after, choice, workbench = self._after, self.choice, self._workbench
        if after is None or self._prepared is not None or self._context.tasks.closed:
            return

        def read() -> ReportDetail | None:
            wanted = queue.next_report(workbench, after=after, choice=choice)
            return None if wanted is None or wanted == after else review.open_report(workbench, report_id=wanted)

        # Where it can't be read now, opening it will say why.
        self._run(read, self._keep, lane=Lane.JOB)

    def _keep(self, detail: ReportDetail | None) -> None:
        self._prepared = detail

    def _run(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Callable[[Exception], None] = lambda _error: None,
        *,
        lane: Lane = Lane.INTERACTIVE,
    ) -> TaskHandle:
        handle = self._context.tasks.submit(work, lane=lane)
        handle.succeeded.connect(lambda result: then(result) if isValid(self) else None)
        handle.failed.connect(lambda error: failed(error) if isValid(self) else None)
        return handle
