"""Run work off the GUI thread and deliver its results on it. The only module of the window that knows of threads.

Four lanes, split by how long work takes: questions and commands of the analyst run in the order asked on one, what a map asks while
it is moved on another, long jobs on the third, and on the fourth reports being read, which may be paused for an hour.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QMetaMethod, QObject, Qt, Signal, Slot

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.errors import Cancelled, UserError
from analyst_app.services.progress import Progress

SECONDS_BETWEEN_REPORTS = 0.05
"""Progress is shown at most twenty times a second, however often a job tells it."""


class Lane(StrEnum):
    """Where work runs; each lane has one thread and keeps the order asked."""

    INTERACTIVE = "interactive"
    JOB = "job"
    READING = "reading"
    PICTURE = "picture"


class TaskHandle(QObject):
    """One piece of submitted work. Lives until shortly after `finished`; do not keep it longer.

    Signals:
        progressed(done, total, message): at most 20 times a second; total 0 means unknown.
        succeeded(result), failed(exception), cancelled(): one of the three, then finished().
    """

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, parent: QObject, *, lane: Lane, title: str) -> None:
        super().__init__(parent)
        self.lane = lane
        self.title = title
        self._stop = threading.Event()
        self._go = threading.Event()
        self._go.set()
        self._silent = False
        self._future: Future[None] | None = None

    @property
    def stopping(self) -> bool:
        """Whether the work has been asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop. Work that tells its progress stops at the next call; other work, unless begun, never begins."""
        self._stop.set()
        self._go.set()
        if self._future is not None:
            self._future.cancel()

    @property
    def paused(self) -> bool:
        """Whether the work stands still, or will at its next word of progress."""
        return not self._go.is_set()

    def pause(self) -> None:
        """Let work that tells its progress stand still at the next call, until `resume`; what it has begun elsewhere goes on."""
        if not self.stopping:
            self._go.clear()

    def resume(self) -> None:
        """Let paused work go on."""
        self._go.set()

    def wait_while_paused(self) -> None:
        """On the worker's thread: return when the work may go on."""
        self._go.wait()

    def abandon(self) -> None:
        """Cancel, and hear no more of it: what a view calls when it asks a newer question. Safe at any time."""
        self._silent = True
        self.cancel()

    def has_listener_for_failure(self) -> bool:
        """Whether some view takes care of a failure of this work."""
        return self._silent or self.isSignalConnected(QMetaMethod.fromSignal(self.failed))


class Tasks(QObject):
    """Owns the lanes. Made once, on the GUI thread; `close` must be called before the program ends.

    Signals:
        changed(ChangeSet): a finished piece of work changed the database, whoever asked for it.
        started(TaskHandle): work was submitted.
        complained(UserError): work failed with a sentence for the analyst, and no view listens to its failure.
        broke(Exception): work failed with a bug. Emitted besides the handle's own `failed`.
    """

    changed = Signal(object)
    started = Signal(object)
    complained = Signal(object)
    broke = Signal(object)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = {lane: ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"tasks-{lane}") for lane in Lane}
        self._running: set[TaskHandle] = set()
        self._closed = False
        self._arrived.connect(self._run_here, Qt.ConnectionType.QueuedConnection)

    def submit(self, function: Callable[[], object], *, lane: Lane = Lane.INTERACTIVE, title: str = "") -> TaskHandle:
        """Run a function on a lane. It must not touch a widget.

        Raises:
            RuntimeError: after `close`.
        """
        return self._submit(lambda _progress: function(), lane=lane, title=title)

    def submit_job(self, function: Callable[[Progress], object], *, title: str, lane: Lane = Lane.JOB) -> TaskHandle:
        """Run a long function, which is given the progress to call often; calling it is how cancellation arrives.

        Raises:
            RuntimeError: after `close`.
        """
        return self._submit(function, lane=lane, title=title)

    def tell(self, changes: ChangeSet) -> None:
        """From the thread of a long job, which goes on: so much of it is in the database already."""
        self._deliver(lambda: self.changed.emit(changes))

    def close(self) -> None:
        """Refuse new work, cancel what runs, wait for it. Results that arrive afterwards are dropped."""
        self._closed = True
        for handle in self._running:
            handle.abandon()
        for executor in self._lanes.values():
            executor.shutdown(wait=True, cancel_futures=True)
        self._running.clear()

    @property
    def closed(self) -> bool:
        """Whether new work is refused; what a timer of a screen that is about to go asks first."""
        return self._closed

    @property
    def busy(self) -> bool:
        """Whether any work is waiting, running, or not yet delivered."""
        return bool(self._running)

    def _submit(self, function: Callable[[Progress], object], *, lane: Lane, title: str) -> TaskHandle:
        if self._closed:
            raise RuntimeError(f"work submitted after closing: {title}")
        handle = TaskHandle(self, lane=lane, title=title)
        self._running.add(handle)
        future = self._lanes[lane].submit(self._work, function, handle)
        handle._future = future  # noqa: SLF001 - the handle and its owner are one unit
        future.add_done_callback(lambda done: self._dropped(done, handle))
        self.started.emit(handle)
        return handle

    def _dropped(self, future: Future[None], handle: TaskHandle) -> None:
        if future.cancelled():
            self._deliver(lambda: self._finish(handle, handle.cancelled.emit))

    def _work(self, function: Callable[[Progress], object], handle: TaskHandle) -> None:
        """On a worker thread: run, and send what became of it. Nothing may escape, or the error would vanish in the future."""
        try:
            result = function(self._progress_of(handle))
        except Cancelled:
            self._deliver(lambda: self._finish(handle, handle.cancelled.emit))
        except Exception as error:  # noqa: BLE001 - every error travels to the GUI thread as an object
            self._deliver(partial(self._fail, handle, error))
        else:
            self._deliver(lambda: self._succeed(handle, result))

    def _progress_of(self, handle: TaskHandle) -> Progress:
        last = 0.0

        def progress(done: int, total: int, message: str = "") -> None:
            nonlocal last
            handle.wait_while_paused()
            if handle.stopping:
                raise Cancelled
            now = time.monotonic()
            if now - last >= SECONDS_BETWEEN_REPORTS or done == total:
                last = now
                self._deliver(lambda: self._report(handle, done, total, message))

        return progress

    def _deliver(self, call: Callable[[], None]) -> None:
        self._arrived.emit(call)

    @Slot(object)
    def _run_here(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()

    def _report(self, handle: TaskHandle, done: int, total: int, message: str) -> None:
        if not handle._silent:  # noqa: SLF001 - as above
            handle.progressed.emit(done, total, message)

    def _succeed(self, handle: TaskHandle, result: object) -> None:
        self._finish(handle, lambda: handle.succeeded.emit(result))
        changes = result if isinstance(result, ChangeSet) else getattr(result, "changes", None)
        if isinstance(changes, ChangeSet):
            self.changed.emit(changes)

    def _fail(self, handle: TaskHandle, error: Exception) -> None:
        heard = handle.has_listener_for_failure()
        self._finish(handle, lambda: handle.failed.emit(error))
        if not isinstance(error, UserError):
            self.broke.emit(error)
        elif not heard:
            self.complained.emit(error)

    def _finish(self, handle: TaskHandle, tell: Callable[[], None]) -> None:
        if handle not in self._running:
            return
        self._running.discard(handle)
        if not handle._silent:  # noqa: SLF001 - as above
            tell()
            handle.finished.emit()
        handle.deleteLater()
