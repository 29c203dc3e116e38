"""Whose turn it is to write, among the threads of this program.

SQLite's own waiting is not fair: a bulk import that writes one short transaction after another would keep the analyst's
decision waiting until its time is up. Here threads write in the order in which they asked.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """A lock that is handed over in the order of asking."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._owner: int | None = None
        self._waiting: deque[tuple[int, threading.Event]] = deque()

    @property
    def mine(self) -> bool:
        """Whether this thread is writing."""
        return self._owner == threading.get_ident()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for this thread's turn and hold it.

        Raises:
            RuntimeError: where this thread is already writing; waiting for itself would never end.
        """
        self._take()
        try:
            yield
        finally:
            self._hand_over()

    def _take(self) -> None:
        me = threading.get_ident()
        with self._guard:
            if self._owner == me:
                raise RuntimeError("a unit of work was opened inside another one of the same thread")
            if self._owner is None:
                self._owner = me
                return
            called = threading.Event()
            self._waiting.append((me, called))
        called.wait()

    def _hand_over(self) -> None:
        with self._guard:
            if not self._waiting:
                self._owner = None
                return
            self._owner, called = self._waiting.popleft()
        called.set()
