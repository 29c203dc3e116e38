"""Rows of the event tables put together to frozen records of the domain. The way there is `columns`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import batched
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, select

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import EVENT_FIELDS, Event, Evidence
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.renewal import WORDS
from analyst_app.domain.review import Origin, ReviewState
from analyst_app.domain.rows import Correction, StoredEvent
from analyst_app.domain.spans import Span
from analyst_app.storage.tables import EventRecord, PlaceRecord, table_of
from analyst_app.storage.wording import in_words

CHUNK = 500
"""Ids in one question; SQLite sets a limit to them."""


_EVENTS, _PLACES = table_of(EventRecord), table_of(PlaceRecord)
_WHOLES = _EVENTS.alias()
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
# Put together once: that costs more than the questions themselves.
_WITH_WHOLES = (
    select(_EVENTS, _WHOLES.c.key.label("whole_key"))
    .select_from(_EVENTS.outerjoin(_WHOLES, _WHOLES.c.id == _EVENTS.c.part_of_id))
    .where(_EVENTS.c.id.in_(_IDS))
)
_KNOWN_PLACES = select(_PLACES).where(_PLACES.c.id.in_(_IDS))


def stored_events(connection: Connection, ids: Iterable[int]) -> list[StoredEvent]:
    """The events with these ids, in the order of the ids; an id that is not there is left out."""
    found: dict[int, StoredEvent] = {}
    wanted = list(ids)
    for chunk in batched(wanted, CHUNK):
        found.update((event.id, event) for event in _chunk(connection, chunk))
    return [found[number] for number in wanted if number in found]


def _chunk(connection: Connection, ids: Sequence[int]) -> Iterator[StoredEvent]:
    rows = connection.execute(_WITH_WHOLES, {"ids": ids}).all()
    places = read_places(connection, {place for row in rows for place in row.places or ()})
    for row in rows:
        evidence = tuple(Evidence(field, Span(start, end)) for field, start, end in row.evidence or ())
        yield _stored(row, tuple(places[place] for place in row.places or ()), evidence)


def read_places(connection: Connection, ids: Iterable[int]) -> dict[int, Place]:
    """The places with these ids."""
    found: dict[int, Place] = {}
    for chunk in batched(ids, CHUNK):
        found.update((row.id, _place(row)) for row in connection.execute(_KNOWN_PLACES, {"ids": chunk}))
    return found


def _place(row: Row[Any]) -> Place:
    return Place(
        text=row.text,
        name=row.name,
        kind=PlaceKind(row.kind),
        country=row.country,
        admin1=row.admin1,
        admin2=row.admin2,
        lat=row.lat,
        lon=row.lon,
        geo_precision=row.geo_precision,
        place_id=row.place_id,
    )


def estimate_of(low: int | None, best: int | None, high: int | None) -> Estimate | None:
    """The count behind three columns."""
    return None if best is None else Estimate(low, best, high)


def confidence_of(overall: float | None, by_field: Mapping[str, float] | None) -> tuple[tuple[str, float], ...]:
    """The confidence of the record and of its fields."""
    pairs = () if overall is None else (("event", overall),)
    return (*pairs, *(by_field or {}).items())


def corrections_of(proposed: Mapping[str, Any] | None) -> tuple[Correction, ...]:
    """What the machine had proposed for corrected fields, in words."""
    kept = proposed or {}
    return tuple(Correction(name, in_words(name, kept[name])) for name in EVENT_FIELDS if name in kept)


def _stored(row: Row[Any], places: tuple[Place, ...], evidence: tuple[Evidence, ...]) -> StoredEvent:
    event = Event(
        id=row.key,
        type=EventType(row.type),
        date=DateSpan(row.date_start, row.date_end),
        trigger=Span(row.trigger_start, row.trigger_end),
        count=estimate_of(row.count_low, row.count_best, row.count_high),
        places_count=row.places_count,
        actor=row.actor,
        target=row.target,
        status=Status(row.status),
        disputed_by=row.disputed_by,
        places=places,
        killed=estimate_of(row.killed_low, row.killed_best, row.killed_high),
        injured=estimate_of(row.injured_low, row.injured_best, row.injured_high),
        reported_by=row.reported_by,
        part_of=row.whole_key,
        note=row.note,
        evidence=evidence,
        confidence=confidence_of(row.confidence, row.field_confidence),
    )
    return StoredEvent(
        id=row.id,
        report_id=row.report_id,
        event=event,
        state=ReviewState(row.state),
        origin=Origin(row.origin),
        corrections=corrections_of(row.proposed),
        part_of_id=row.part_of_id,
        act_id=row.act_id,
        preferred=row.preferred,
        analyst=row.analyst,
        reviewed_at=row.reviewed_at,
        words_chosen=WORDS in (row.proposed or ()),
    )
