"""What tells a file on the disk from itself at another time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileMark:
    """A file as it was when it was looked at: bytes, nanoseconds since 1970, and how many reports it holds (0 where nobody has read it)."""

    path: str
    size: int
    modified: int
    reports: int = 0
