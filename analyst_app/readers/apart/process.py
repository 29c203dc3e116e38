"""The reader process as the program sees it: orders in, answers out, and why it ended. Knows no formats."""

import json
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

from analyst_app.readers.apart.messages import Answer, unpacked
from analyst_app.readers.apart.serving import serve

_LARGEST_ANSWER = 512 * 1024 * 1024
_TO_END = 0.5
_TICK = 0.2


class Ended(Exception):
    """The process is gone, or had to go. The message completes “could not be read: …”; `why` is for the log."""

    def __init__(self, message: str, why: str) -> None:
        super().__init__(message)
        self.why = why


class ReaderProcess:
    """Starts at once; `answers` counts what it has answered. `stop` must be called, by whoever asks."""

    def __init__(self, *, memory: int) -> None:
        context = get_context("spawn")
        self._pipe, other_end = context.Pipe()
        self._process = context.Process(target=serve, args=(other_end, memory), name="analyst-app reader", daemon=True)
        self._ending = threading.Lock()
        self._stopped = False
        self.answers = 0
        try:
            with _interrupts_held():
                self._process.start()
        except OSError:
            self._pipe.close()
            raise
        finally:
            # Held by the process alone, so that its death is the end of the pipe.
            other_end.close()

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        # One that has nothing to answer has nothing to say: what can be read from it is its end.
        return not self._stopped and self._process.is_alive() and not self._pipe.poll()

    def send(self, order: dict[str, Any], data: bytes | None = None) -> None:
        """Ask for something.

        Raises:
            Ended: where the process is gone.
        """
        try:
            self._pipe.send_bytes(json.dumps(order).encode())
            if data is not None:
                self._pipe.send_bytes(data)
        except (OSError, ValueError) as fault:
            raise self._end() from fault

    def answer(self, *, within: float, watch: Callable[[], None] = lambda: None) -> Answer:
        """Wait for what was asked for, at most so many seconds; `watch` is called meanwhile, and may raise to have it ended.

        Raises:
            Ended: where the process is gone, says nothing in time, or says what is no answer.
        """
        try:
            until = time.monotonic() + within
            while not self._pipe.poll(min(_TICK, max(0.0, until - time.monotonic()))):
                watch()
                if time.monotonic() < until:
                    continue
                raise Ended("reading it took too long", "it was silent for too long")
            answer = unpacked(self._pipe.recv_bytes(_LARGEST_ANSWER))
        except ValueError as fault:
            raise Ended("the answer about it could not be understood", "its answer was none") from fault
        except (EOFError, OSError) as fault:
            raise self._end() from fault
        self.answers += 1
        return answer

    def kill(self) -> None:
        """End the process from another thread than the one that waits for its answer."""
        with self._ending:
            if not self._stopped:
                self._process.kill()

    def stop(self) -> None:
        """End the process, whatever it is doing, and wait until it has ended."""
        with self._ending:
            if self._stopped:
                return
            self._stopped = True
            self._process.kill()
            self._process.join()
            self._pipe.close()
            self._process.close()

    def _end(self) -> Ended:
        """Why a process that is gone has gone."""
        with self._ending:
            if self._stopped:
                return Ended("it was stopped", "it was stopped")
            self._process.join(_TO_END)
            code = self._process.exitcode
        why = f"exit code {code}"
        if code == _by("SIGXCPU"):
            return Ended("reading it took too long", why)
        if code == _by("SIGSYS"):
            return Ended("it tried to reach beyond itself, which no report does", why)
        if code == _by("SIGKILL"):
            return Ended("the process that read it was ended, perhaps for want of memory", why)
        return Ended("it broke the process that read it", why)


def _by(name: str) -> int | None:
    """The exit code of a process that a signal has ended."""
    number = getattr(signal, name, None)
    return None if number is None else -int(number)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """A process started meanwhile is not disturbed by Ctrl-C while it loads, when it cannot say so itself."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
