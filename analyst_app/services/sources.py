"""Sources: what is known of them, corrected as steps of undo, and the reports of theirs that have not come in."""

from datetime import date, timedelta

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.errors import UserError
from analyst_app.domain.rows import SourceRow
from analyst_app.domain.sources import MissingReport, Reliability, missing_days
from analyst_app.services.workbench import Workbench
from analyst_app.storage import queries
from analyst_app.storage.database import Reader

LOOKED_BACK = 14
"""Days before the library's last one in which a report is missed: what is older is history and no news."""
LONGEST_RHYTHM = 366


def list_sources(workbench: Workbench) -> tuple[SourceRow, ...]:
    """All sources by name."""
    with workbench.database.reading() as reader:
        return queries.list_sources(reader)


def change_source(
    workbench: Workbench,
    *,
    source_id: int,
    name: str,
    side: str | None,
    reliability: Reliability | None,
    rhythm_days: int | None,
    note: str,
) -> ChangeSet:
    """Correct what is known of a source; reports follow its new name.

    Raises:
        UserError: where the name is empty, or the rhythm no number of days.
        Stale: where the source has gone, or the name is another source's.
    """
    if not name.strip():
        raise UserError("A source needs a name. Type the one that its reports go by.")
    if rhythm_days is not None and not 1 <= rhythm_days <= LONGEST_RHYTHM:
        raise UserError(f"A rhythm is a number of days from 1 to {LONGEST_RHYTHM}. Leave it empty where no report is expected.")
    with workbench.database.unit_of_work(f"Describe source “{name.strip()}”", analyst=workbench.analyst) as uow:
        uow.sources.change(
            source_id,
            name=name.strip(),
            side=(side or "").strip() or None,
            reliability=None if reliability is None else reliability.value,
            rhythm_days=rhythm_days,
            note=note.strip(),
        )
    return uow.changes


def missing_reports(workbench: Workbench) -> tuple[MissingReport, ...]:
    """The reports that sources with a rhythm owe, of the last fortnight that the library tells of; the newest first.

    Counted to the last day that any report is of: a day that nobody has published on yet is nobody's delay.
    """
    with workbench.database.reading() as reader:
        until = queries.last_day(reader)
        return () if until is None else missing_between(reader, until - timedelta(days=LOOKED_BACK - 1), until)


def missing_between(reader: Reader, first: date, last: date) -> tuple[MissingReport, ...]:
    """The reports that were due on one of these days and did not come, the newest first, then by source."""
    found = [
        MissingReport(source_id, name, day)
        for source_id, (name, rhythm, days) in queries.days_of_regular_sources(reader, first=first, last=last).items()
        for day in missing_days(days, rhythm_days=rhythm, until=last)
        if day >= first
    ]
    return tuple(sorted(found, key=lambda one: (-one.day.toordinal(), one.source.casefold())))
