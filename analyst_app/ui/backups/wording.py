"""The words of backups and faults: when and why a copy was made, how large it is, what happened to a file. No widgets."""

from datetime import datetime

from analyst_app.domain.errors import Fault
from analyst_app.domain.keeping import Contents, Kept, KeptReport, Occasion

HEADINGS = {
    Fault.FULL: "The disk is full",
    Fault.READ_ONLY: "The database cannot be written to",
    Fault.BUSY: "Another program is using the database",
    Fault.DAMAGED: "The database is damaged",
    Fault.MOVED: "The database was moved or removed",
    Fault.DRIVE: "The drive does not answer as it should",
    Fault.LOCKED: "The database is encrypted",
    Fault.OTHER: "The database cannot be used",
}
"""What happened, in a few words."""

REASONS = {
    Occasion.DAILY: "first use of the day",
    Occasion.CLOSING: "when it was closed",
    Occasion.UPDATE: "before an update",
    Occasion.ASKED: "you asked for it",
    Occasion.RESCUE: "the file was moved",
}

_KILO = 1000


def when(moment: datetime) -> str:
    """A time as the analyst's clock has it."""
    return f"{moment.astimezone():%d %b %Y, %H:%M}"


def size(number: int) -> str:
    """“340 kB”, “12.4 MB”."""
    if number < _KILO**2:
        return f"{max(1, round(number / _KILO)):,} kB"
    return f"{number / _KILO**2:,.1f} MB"


def row(copy: Kept) -> tuple[str, str, str]:
    """A line of the list of copies."""
    return when(copy.made_at), REASONS[copy.occasion], size(copy.size)


def summary(held: Contents) -> str:
    """“4 reports, 61 of 70 events decided. Last step: Reject 16 airstrikes, 25 Nov 2026, 10:12.”."""
    reports, events, decided = (held.counts[name] for name in ("reports", "events", "decided"))
    said = f"{reports:,} report{'' if reports == 1 else 's'}, {decided:,} of {events:,} events decided."
    return said if held.last_at is None else f"{said} Last step: {held.last_command}, {when(held.last_at)}."


def compared(report: KeptReport) -> str:
    """How a report of a copy differs from today's."""
    if report.now is None:
        return "not in the library"
    if report.now == report.decided:
        return "as many decided"
    return f"now {report.now:,} decided"
