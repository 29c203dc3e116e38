"""The events table asked in plain SQL, row by row: what the packed columns, pages and exports must equal."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from analyst_app.domain.rows import EventFilter, EventOrder
from analyst_app.storage import queries
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


def list_events(reader, *, matching=None, order=EventOrder.DATE, descending=True, limit=200, offset=0):
    """One page of the events that pass the filter; regions, directions and analysts are not asked for here."""
    chosen = matching or EventFilter()
    ids = reader.scalars(_ordered(chosen, order, descending=descending).limit(limit).offset(offset)).all()
    return queries.rows_of(reader, ids, states=chosen.states)


def all_events(reader, *, matching=None, order=EventOrder.DATE, descending=False):
    return list_events(reader, matching=matching, order=order, descending=descending, limit=10**6)


def count_events(reader, *, matching=None):
    return int(reader.scalar(_filtered(select(func.count()).select_from(_FROM), matching or EventFilter())) or 0)


def _ordered(chosen: EventFilter, order: EventOrder, *, descending: bool) -> Select[Any]:
    by = _ORDER[order]
    query = _filtered(select(_EVENTS.c.id).select_from(_FROM), chosen)
    # What has no value comes last, whichever way the list runs; within one value, reports and their events keep their order.
    return query.order_by(by.is_(None), by.desc() if descending else by, _EVENTS.c.report_id, _EVENTS.c.position, _EVENTS.c.id)


def _filtered(query: Select[Any], chosen: EventFilter) -> Select[Any]:
    query = query.where(~_REPORTS.c.deleted, _REPORTS.c.second_of_id.is_(None))
    if chosen.current:
        query = query.where(_REPORTS.c.superseded_by_id.is_(None))
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
