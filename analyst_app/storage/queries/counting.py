"""What the counting rule needs, and nothing more: events without their evidence, quick over a hundred thousand of them."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from analyst_app.domain.counting import LONGEST_COUNTED_SPAN, Countable
from analyst_app.domain.dates import DateSpan
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import CountableRow
from analyst_app.storage.assembly import CHUNK, estimate_of
from analyst_app.storage.tables import EventRecord, PlaceRecord, ReportRecord, SourceRecord, table_of

COVERED_DAYS = 7
"""How far back from its publication a report covers days; longer ago is background."""

_EVENTS = table_of(EventRecord)
_REPORTS = table_of(ReportRecord)
_SOURCES = table_of(SourceRecord)
_PLACES = table_of(PlaceRecord)
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


def countable_events(reader: Connection, *, states: Collection[ReviewState]) -> tuple[CountableRow, ...]:
    """All events in these review states, by report and in its order; ids and wholes are the database's."""
    joined = (
        _EVENTS.join(_REPORTS, _REPORTS.c.id == _EVENTS.c.report_id)
        .outerjoin(_SOURCES, _SOURCES.c.id == _REPORTS.c.source_id)
        .outerjoin(_PLACES, (_PLACES.c.event_id == _EVENTS.c.id) & (_PLACES.c.position == 0))
    )
    place = func.coalesce(func.nullif(_PLACES.c.name, ""), _PLACES.c.text).label("place")
    query = select(*_COUNTED, place, _SOURCES.c.name.label("source")).select_from(joined)
    return tuple(
        CountableRow(countable=_countable(row), report_id=row.report_id, actor=row.actor, place=row.place, source=row.source)
        for row in reader.execute(_in_states(query, states))
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


def reported_days(reader: Connection) -> frozenset[date]:
    """The days that reports cover: the day of publication, and those of the week before it on which an event could count.

    A day outside them is a gap in what was read, not a day without attacks. What a report recalls from longer ago is background:
    it does not say that the report covers that day.
    """
    days = set(reader.scalars(select(_REPORTS.c.published).where(~_REPORTS.c.deleted).distinct()))
    joined = _EVENTS.join(_REPORTS, _REPORTS.c.id == _EVENTS.c.report_id)
    told = select(_REPORTS.c.published, _EVENTS.c.date_start, _EVENTS.c.date_end).select_from(joined).where(~_REPORTS.c.deleted)
    decided = told.where(_EVENTS.c.state != ReviewState.REJECTED.value).distinct()
    for published, start, end in reader.execute(decided):
        if (end - start).days < LONGEST_COUNTED_SPAN and 0 <= (published - end).days <= COVERED_DAYS:
            days.add(end)
    return frozenset(days)


def _in_states(query: Select[Any], states: Collection[ReviewState]) -> Select[Any]:
    chosen = [state.value for state in states]
    return query.where(~_REPORTS.c.deleted, _EVENTS.c.state.in_(chosen)).order_by(_EVENTS.c.report_id, _EVENTS.c.position, _EVENTS.c.id)


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
