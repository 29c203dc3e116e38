"""Questions about events over all reports: the table's lines and the rows of an export, each with what it adds to which day."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import batched
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from analyst_app.domain.counting import NOTHING, contributions
from analyst_app.domain.events import Event
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter, EventOrder, EventRow, StoredEvent
from analyst_app.domain.spans import sentence_around
from analyst_app.storage.assembly import CHUNK, stored_events
from analyst_app.storage.queries.counting import countables_around
from analyst_app.storage.tables import EventRecord, PlaceRecord, ReportRecord, SourceRecord, table_of

_EVENTS = table_of(EventRecord)
_REPORTS = table_of(ReportRecord)
_SOURCES = table_of(SourceRecord)
_FIRST_PLACE = table_of(PlaceRecord).alias("first_place")
_PLACE_LABEL: ColumnElement[Any] = func.coalesce(func.nullif(_FIRST_PLACE.c.name, ""), _FIRST_PLACE.c.text)
_FROM = (
    _EVENTS.join(_REPORTS, _REPORTS.c.id == _EVENTS.c.report_id)
    .outerjoin(_SOURCES, _SOURCES.c.id == _REPORTS.c.source_id)
    .outerjoin(_FIRST_PLACE, _FIRST_PLACE.c.id == func.json_extract(_EVENTS.c.places, "$[0]"))
)
_ORDER: Mapping[EventOrder, ColumnElement[Any]] = {
    EventOrder.DATE: _EVENTS.c.date_end,
    EventOrder.TYPE: _EVENTS.c.type,
    EventOrder.COUNT: _EVENTS.c.count_best,
    EventOrder.ACTOR: _EVENTS.c.actor,
    EventOrder.PLACE: _PLACE_LABEL,
    EventOrder.STATUS: _EVENTS.c.status,
    EventOrder.STATE: _EVENTS.c.state,
    EventOrder.SOURCE: _SOURCES.c.name,
    EventOrder.CONFIDENCE: _EVENTS.c.confidence,
}


def list_events(
    reader: Connection,
    *,
    matching: EventFilter | None = None,
    order: EventOrder = EventOrder.DATE,
    descending: bool = True,
    limit: int = 200,
    offset: int = 0,
) -> tuple[EventRow, ...]:
    """One page of the events that pass the filter.

    What an event adds to its day is reckoned among all events in the review states of the filter (rejected ones never count),
    whatever else it asks for: a part stays a part when its whole is filtered out of sight. `places` are first places.
    """
    chosen = matching or EventFilter()
    ids = reader.scalars(_ordered(chosen, order, descending=descending).limit(limit).offset(offset)).all()
    return tuple(_rows(reader, ids, chosen))


def rows_of(reader: Connection, ids: Sequence[int], *, states: frozenset[ReviewState] = frozenset()) -> tuple[EventRow, ...]:
    """The events with these ids, in their order; those that are gone are left out. `states` are those that count, all unless given."""
    return tuple(_rows(reader, ids, EventFilter(states=states)))


def iterate_events(
    reader: Connection, *, matching: EventFilter | None = None, order: EventOrder = EventOrder.DATE, descending: bool = False
) -> Iterator[EventRow]:
    """Every event that passes the filter, a few hundred at a time, so that an export of any length needs little memory."""
    chosen = matching or EventFilter()
    ids = reader.scalars(_ordered(chosen, order, descending=descending)).all()
    for first in range(0, len(ids), CHUNK):
        yield from _rows(reader, ids[first : first + CHUNK], chosen)


def count_events(reader: Connection, *, matching: EventFilter | None = None) -> int:
    """How many events pass the filter."""
    return int(reader.scalar(_filtered(select(func.count()).select_from(_FROM), matching or EventFilter())) or 0)


def get_event(reader: Connection, *, event_id: int) -> StoredEvent | None:
    """One event, or None where it or its report has gone."""
    there = select(_EVENTS.c.id).select_from(_FROM).where(_EVENTS.c.id == event_id, ~_REPORTS.c.deleted)
    return next(iter(stored_events(reader, reader.scalars(there).all())), None)


def _ordered(chosen: EventFilter, order: EventOrder, *, descending: bool) -> Select[Any]:
    by = _ORDER[order]
    query = _filtered(select(_EVENTS.c.id).select_from(_FROM), chosen)
    # What has no value comes last, whichever way the list runs; within one value, reports and their events keep their order.
    return query.order_by(by.is_(None), by.desc() if descending else by, _EVENTS.c.report_id, _EVENTS.c.position, _EVENTS.c.id)


def _filtered(query: Select[Any], chosen: EventFilter) -> Select[Any]:
    query = query.where(~_REPORTS.c.deleted)
    if chosen.first_day is not None:
        query = query.where(_EVENTS.c.date_end >= chosen.first_day)
    if chosen.last_day is not None:
        query = query.where(_EVENTS.c.date_end <= chosen.last_day)
    sets: tuple[tuple[ColumnElement[Any], frozenset[Any]], ...] = (
        (_EVENTS.c.type, chosen.types),
        (_EVENTS.c.status, chosen.statuses),
        (_EVENTS.c.state, chosen.states),
        (_EVENTS.c.actor, chosen.actors),
        (_PLACE_LABEL, chosen.places),
        (_SOURCES.c.name, chosen.sources),
        (_EVENTS.c.report_id, chosen.report_ids),
    )
    for column, values in sets:
        if values:
            query = query.where(column.in_([str(v) if isinstance(v, str) else v for v in values]))
    if chosen.event_ids:
        # A day of a chart may stand for more events than a question may have values.
        wanted = func.json_each(str(sorted(chosen.event_ids))).table_valued("value")
        query = query.where(_EVENTS.c.id.in_(select(wanted.c.value)))
    for word in chosen.text.casefold().split():
        query = query.where(func.instr(_words(), word) > 0)
    return query


def _words() -> ColumnElement[Any]:
    said = (
        _EVENTS.c.type,
        _EVENTS.c.actor,
        _EVENTS.c.target,
        _EVENTS.c.reported_by,
        _EVENTS.c.note,
        _FIRST_PLACE.c.text,
        _FIRST_PLACE.c.name,
        _FIRST_PLACE.c.admin1,
        _REPORTS.c.title,
        _SOURCES.c.name,
    )
    return func.casefold(func.printf("%s\n" * len(said), *said))


def _rows(reader: Connection, ids: Sequence[int], chosen: EventFilter) -> Iterator[EventRow]:
    stored = stored_events(reader, ids)
    origin = _origins(reader, {event.report_id for event in stored})
    texts = _texts(reader, {event.report_id for event in stored})
    same = same_acts(reader, {event.act_id for event in stored if event.act_id is not None})
    counted = (chosen.states or frozenset(ReviewState)) - {ReviewState.REJECTED}
    adds = contributions(countables_around(reader, frozenset(event.report_id for event in stored), states=counted))
    for event in stored:
        report, added, text = origin[event.report_id], adds.get(event.id, NOTHING), texts[event.report_id]
        yield EventRow(
            stored=event,
            report_key=report.key,
            report_title=report.title,
            source=report.source,
            published=report.published,
            counts_on=added.counts_on,
            counted_attacks=added.best,
            evidence=_evidence(event.event, text),
            trigger=event.event.trigger.of(text),
            sentence=sentence_around(text, event.event.trigger),
            same_as=tuple(name for other, name in same.get(event.act_id, ()) if other != event.id),
        )


def _origins(reader: Connection, report_ids: set[int]) -> dict[int, Any]:
    columns = (_REPORTS.c.id, _REPORTS.c.key, _REPORTS.c.title, _REPORTS.c.published, _SOURCES.c.name.label("source"))
    query = select(*columns).select_from(_REPORTS.outerjoin(_SOURCES, _SOURCES.c.id == _REPORTS.c.source_id))
    return {row.id: row for chunk in batched(report_ids, CHUNK) for row in reader.execute(query.where(_REPORTS.c.id.in_(chunk)))}


def _texts(reader: Connection, report_ids: set[int]) -> dict[int, str]:
    query = select(_REPORTS.c.id, _REPORTS.c.text)
    return {number: text for chunk in batched(report_ids, CHUNK) for number, text in reader.execute(query.where(_REPORTS.c.id.in_(chunk)))}


def _evidence(event: Event, text: str) -> str:
    """The words behind the fields, each passage once, in the order of the text."""
    spans = sorted({words.span for words in event.evidence})
    return "; ".join(dict.fromkeys(" ".join(span.of(text).split()) for span in spans))


def same_acts(reader: Connection, acts: set[int]) -> dict[int | None, list[tuple[int, str]]]:
    """The events of each act, each with what it is called outside the program."""
    found: dict[int | None, list[tuple[int, str]]] = defaultdict(list)
    for chunk in batched(sorted(acts), CHUNK):
        query = select(_EVENTS.c.act_id, _EVENTS.c.id, _EVENTS.c.key, _REPORTS.c.key.label("report")).select_from(_FROM)
        for row in reader.execute(query.where(_EVENTS.c.act_id.in_(chunk), ~_REPORTS.c.deleted).order_by(_EVENTS.c.id)):
            found[row.act_id].append((row.id, f"{row.report}:{row.key}"))
    return found
