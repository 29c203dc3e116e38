"""Questions about the whole: which sources there are, how far the review is, which report comes next, what was done last."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, text, union_all

from analyst_app.domain.review import ReportState
from analyst_app.domain.rows import ReviewProgress
from analyst_app.storage.tables import CommandRecord, EventRecord, ReportRecord, SourceRecord, table_of

_REPORTS = table_of(ReportRecord)
_EVENTS = table_of(EventRecord)
_SOURCES = table_of(SourceRecord)
TO_REVIEW = (~_REPORTS.c.deleted, _REPORTS.c.superseded_by_id.is_(None), _REPORTS.c.second_of_id.is_(None))
"""The reports whose review is counted: what another report replaces need not be decided, and a second coding is another work."""
# One question for each, so that each is answered by the index of those few.
_GONE = union_all(
    select(_REPORTS.c.id).where(text("report.deleted = 1")),
    select(_REPORTS.c.id).where(_REPORTS.c.superseded_by_id.is_not(None)),
    select(_REPORTS.c.id).where(_REPORTS.c.second_of_id.is_not(None)),
)
IS_WAITING = text("event.state = 'proposed'")
"""Said in the words of the index of what waits, which SQLite would not take for a value that is filled in later."""


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line of the journal: `kind` and `state` in the words of `CommandKind` and `CommandState`."""

    id: int
    label: str
    analyst: str
    at: datetime
    kind: str
    state: str


def source_names(reader: Connection) -> dict[int, str]:
    """The names of all sources by their rows."""
    return {row.id: row.name for row in reader.execute(select(_SOURCES.c.id, _SOURCES.c.name))}


def known_analysts(reader: Connection) -> tuple[str, ...]:
    """Everybody who has given a command, by name; read off the journal, which is far shorter than the events."""
    rows = reader.exec_driver_sql("SELECT DISTINCT analyst FROM journal_command WHERE analyst <> ''")
    return tuple(sorted((str(name) for (name,) in rows), key=str.casefold))


def events_decided_by(reader: Connection, names: Collection[str]) -> list[int]:
    """The ids of the events that one of these analysts decided about last."""
    query = "SELECT id FROM event WHERE analyst IN (SELECT value FROM json_each(?))"
    return [int(number) for (number,) in reader.exec_driver_sql(query, (json.dumps(sorted(names)),))]


def last_command(reader: Connection) -> int:
    """The number of the journal's last line: as long as it stays, nobody has decided anything."""
    return int(reader.exec_driver_sql("SELECT coalesce(max(id), 0) FROM journal_command").scalar_one())


def review_progress(reader: Connection) -> ReviewProgress:
    """How many events are decided and reports reviewed."""
    done = _REPORTS.c.state == ReportState.REVIEWED.value
    reports = reader.execute(select(func.count(), func.count().filter(done)).select_from(_REPORTS).where(*TO_REVIEW)).one()
    # Of reports that are left out, which are few, and proposals, which the index of what waits counts: a scan of a million takes its time.
    all_events = reader.scalar(select(func.count()).select_from(_EVENTS)) or 0
    gone = reader.scalar(select(func.count()).select_from(_EVENTS).where(_EVENTS.c.report_id.in_(_GONE))) or 0
    waiting = reader.scalar(select(func.count()).select_from(_EVENTS).where(IS_WAITING)) or 0
    gone_waiting = reader.scalar(select(func.count()).select_from(_EVENTS).where(IS_WAITING, _EVENTS.c.report_id.in_(_GONE))) or 0
    events, decided = all_events - gone, all_events - gone - waiting + gone_waiting
    return ReviewProgress(reports=reports[0], reports_reviewed=reports[1], events=events, events_decided=decided)


def journal_tail(reader: Connection, *, limit: int = 50) -> tuple[JournalLine, ...]:
    """What was done last, the latest first."""
    table = table_of(CommandRecord)
    rows = reader.execute(select(table).order_by(table.c.id.desc()).limit(limit))
    return tuple(JournalLine(row.id, row.label, row.analyst, row.at, row.kind, row.state) for row in rows)
