"""How long work tells how far it is, and how it learns that it should stop. Knows nothing of who watches."""

from typing import Protocol


class Progress(Protocol):
    """Called often by every job; `total` is 0 while it is not known."""

    def __call__(self, done: int, total: int, message: str = "") -> None:
        """Tell how far the job is.

        Raises:
            Cancelled: where the job is asked to stop.
        """


def unwatched(done: int, total: int, message: str = "") -> None:
    """Progress that nobody watches and nobody stops."""
