"""What is said of the files that hold the work: copies that are kept, what is in one, and what is worth knowing of an open file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class Occasion(StrEnum):
    """Why a copy was made; the value is the word in its file name."""

    DAILY = "daily"
    CLOSING = "closing"
    UPDATE = "update"
    ASKED = "asked"
    RESCUE = "rescue"


@dataclass(frozen=True, slots=True)
class Kept:
    """One copy. `number` grows with every copy of a database and tells their order, whatever the clock said (`made_at`, UTC)."""

    path: Path
    number: int
    made_at: datetime
    occasion: Occasion
    size: int


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report in a copy, beside the same report as it is now: `now` says how many of its events are decided, None where it is gone."""

    report_id: int
    title: str
    published: str
    events: int
    decided: int
    now: int | None


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copy holds: counts, the last command with its time, and its reports, newest first."""

    counts: Mapping[str, int]
    last_command: str
    last_at: datetime | None
    reports: tuple[KeptReport, ...]


class NoticeKind(StrEnum):
    """What a notice is about."""

    LOG_LOST = "log lost"
    NETWORK = "network drive"
    CLOCK = "clock"
    SHARED = "open elsewhere"
    RESCUED = "rescued"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the analyst should know of a file that could be opened all the same."""

    kind: NoticeKind
    sentence: str
