"""One worker process as its pool sees it: what it was given, what it has answered, whether it still does."""

import signal
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context

from analyst_app.extraction.bulk.recipe import Recipe
from analyst_app.extraction.bulk.worker import Message, Task, serve
from analyst_app.extraction.model.threads import for_children

_TO_LOAD = 180.0
"""Seconds within which a process must have loaded the model; it takes two on an idle machine."""
_PER_CHARACTER = 0.002
"""Seconds of silence allowed for each character being read: ten for a thousand words, a hundred times what it takes."""
_AT_LEAST = 60.0
_TO_END = 1.0


class WorkerProcess:
    """Starts at once, and loads while its first batch waits.

    `given` holds the batches not yet answered whole, the one being worked on first. `ready` says whether it has loaded.
    """

    def __init__(self, recipe: Recipe) -> None:
        context = get_context("spawn")
        self.pipe, other_end = context.Pipe()
        self.given: deque[list[Task]] = deque()
        self.ready = False
        self._heard = time.monotonic()
        self._process = context.Process(target=serve, args=(other_end, recipe), name="analyst-app extraction", daemon=True)
        try:
            with for_children(), _interrupts_held():
                self._process.start()
        except OSError:
            self.pipe.close()
            raise
        finally:
            # Held by the process alone, so that its death is the end of the pipe.
            other_end.close()

    def give(self, batch: list[Task]) -> None:
        """Send a batch. To a process that is gone, too: that shows when `messages` is read."""
        if not self.given:
            self._heard = time.monotonic()
        self.given.append(list(batch))
        try:
            self.pipe.send(batch)
        except OSError:
            return

    def messages(self) -> Iterator[Message]:
        """What has arrived.

        Raises:
            EOFError, OSError: where the process is gone.
        """
        while self.pipe.poll():
            message: Message = self.pipe.recv()
            self._heard = time.monotonic()
            yield message

    def answered(self, number: int) -> None:
        """The report of this number is done."""
        batch = self.given[0]
        batch[:] = [task for task in batch if task.number != number]
        if not batch:
            self.given.popleft()

    @property
    def overdue(self) -> bool:
        """Whether it has been silent for longer than its work can take."""
        if self.ready and not self.given:
            return False
        characters = sum(len(task.report.text) for task in self.given[0]) if self.given else 0
        return time.monotonic() - self._heard > max(_AT_LEAST, characters * _PER_CHARACTER) + (0 if self.ready else _TO_LOAD)

    def stop(self) -> None:
        """End the process, and wait until it has ended."""
        self.pipe.close()
        self._process.join(_TO_END)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """A process started meanwhile is not disturbed by Ctrl-C while it loads, when it cannot say so itself."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
