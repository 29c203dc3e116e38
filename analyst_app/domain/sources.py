"""What is known of who publishes reports: how reliable, and how often; and which of their reports have not come in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise


class Reliability(StrEnum):
    """How far a source is believed, in the letters of the Admiralty code (NATO AJP-2.1, evaluation of sources)."""

    COMPLETELY = "A"
    USUALLY = "B"
    FAIRLY = "C"
    NOT_USUALLY = "D"
    UNRELIABLE = "E"
    NOT_JUDGED = "F"


RELIABILITY_WORDS = {
    Reliability.COMPLETELY: "Completely reliable",
    Reliability.USUALLY: "Usually reliable",
    Reliability.FAIRLY: "Fairly reliable",
    Reliability.NOT_USUALLY: "Not usually reliable",
    Reliability.UNRELIABLE: "Unreliable",
    Reliability.NOT_JUDGED: "Reliability cannot be judged",
}
"""The code's own words."""

DAILY, WEEKLY = 1, 7


@dataclass(frozen=True, slots=True)
class MissingReport:
    """A report that was expected of a source on a day and is not in the library."""

    source_id: int
    source: str
    day: date


def missing_days(published: Iterable[date], *, rhythm_days: int, until: date) -> tuple[date, ...]:
    """The days up to `until` on which a report was due and none came, by the days of those that did; none before the first.

    A report is due `rhythm_days` after the one before. Where that is more than a day, a third of it more is no delay: a weekly report
    may come on the ninth day. After a day without a report the next is due one rhythm later.
    """
    grace = rhythm_days // 3
    days = sorted({day for day in published if day <= until})
    found: list[date] = []
    for before, after in pairwise([*days, until + timedelta(days=1)]):
        due = before + timedelta(days=rhythm_days)
        while due + timedelta(days=grace) < after:
            found.append(due)
            due += timedelta(days=rhythm_days)
    return tuple(found)
