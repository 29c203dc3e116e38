"""What the counting rule needs to know around a page of events: those of their reports, and of the reports that tell the same acts."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from analyst_app.domain.counting import Countable
from analyst_app.domain.dates import DateSpan
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.review import ReviewState
from analyst_app.storage.assembly import CHUNK, estimate_of
from analyst_app.storage.tables import EventRecord, ReportRecord, table_of

_EVENTS = table_of(EventRecord)
_REPORTS = table_of(ReportRecord)
_COUNTED = tuple(
    _EVENTS.c[name]
    for name in (
        "id",
        "report_id",
        "type",
        "status",
        "date_start",
        "date_end",
        "count_low",
        "count_best",
        "count_high",
        "part_of_id",
        "act_id",
        "preferred",
        "actor",
    )
)


def countables_around(reader: Connection, report_ids: frozenset[int], *, states: Collection[ReviewState]) -> list[Countable]:
    """The events of these reports, and of the reports that tell the same acts: all that decides what the former add."""
    linked: set[int] = set(report_ids)
    mine, theirs = _EVENTS.alias(), _EVENTS.alias()
    for chunk in _chunks(report_ids):
        query = select(theirs.c.report_id).join(mine, mine.c.act_id == theirs.c.act_id).where(mine.c.report_id.in_(chunk))
        linked.update(reader.scalars(query.distinct()))
    found: list[Countable] = []
    joined = _EVENTS.join(_REPORTS, _REPORTS.c.id == _EVENTS.c.report_id)
    for chunk in _chunks(linked):
        rows = reader.execute(_in_states(select(*_COUNTED).select_from(joined), states).where(_EVENTS.c.report_id.in_(chunk)))
        found.extend(_countable(row) for row in rows)
    return found


def _in_states(query: Select[Any], states: Collection[ReviewState]) -> Select[Any]:
    chosen = [state.value for state in states]
    counts = (~_REPORTS.c.deleted, _REPORTS.c.superseded_by_id.is_(None), _REPORTS.c.second_of_id.is_(None))
    return query.where(*counts, _EVENTS.c.state.in_(chosen)).order_by(_EVENTS.c.report_id, _EVENTS.c.position, _EVENTS.c.id)


def _countable(row: Row[Any]) -> Countable:
    return Countable(
        id=row.id,
        type=EventType(row.type),
        status=Status(row.status),
        date=DateSpan(row.date_start, row.date_end),
        count=estimate_of(row.count_low, row.count_best, row.count_high),
        part_of=row.part_of_id,
        act=row.act_id,
        preferred=row.preferred,
    )


def _chunks(ids: Collection[int]) -> Iterator[list[int]]:
    known = sorted(ids)
    return (known[first : first + CHUNK] for first in range(0, len(known), CHUNK))
