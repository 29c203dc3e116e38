"""Questions about decisions: what the machine had proposed, and what was confirmed, the latest decisions first.

Of a very large database only the latest are looked through: they tell how an analyst works now.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from sqlalchemy import Connection, select

from analyst_app.domain.corrections import Decisions, LabelDecision, PartyDecision, PlacesDecision
from analyst_app.domain.ontology import EventType
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.review import Origin, ReportState, ReviewState
from analyst_app.domain.rows import StoredEvent
from analyst_app.domain.spans import Label
from analyst_app.storage.assembly import CHUNK, stored_events
from analyst_app.storage.tables import EntityRecord, EntityState, EventRecord, ReportRecord, table_of

PARTY_FIELDS = ("actor", "target")
LATEST_EVENTS, LATEST_REPORTS = 5_000, 1_000

_REPORTS = table_of(ReportRecord)
_EVENTS = table_of(EventRecord)
_ENTITIES = table_of(EntityRecord)
_LABELS = frozenset({Label.ACTOR, Label.ORGANISATION, Label.WEAPON, Label.ATTACK})
"""The labels from which rules can be learned."""


def decisions(reader: Connection) -> Decisions:
    """The latest decisions on parties, places and labels: fields of confirmed events, and entities of reports under review."""
    query = select(_EVENTS.c.id, _EVENTS.c.proposed).where(
        _EVENTS.c.report_id == _REPORTS.c.id,
        ~_REPORTS.c.deleted,
        _REPORTS.c.second_of_id.is_(None),
        _EVENTS.c.origin == Origin.MACHINE.value,
        _EVENTS.c.state == ReviewState.CONFIRMED.value,
    )
    proposed = {row.id: row.proposed or {} for row in reader.execute(query.order_by(_EVENTS.c.id.desc()).limit(LATEST_EVENTS))}
    events = stored_events(reader, proposed)
    texts = _texts(reader, {event.report_id for event in events})
    return Decisions(
        parties=tuple(_parties(events, proposed, texts)),
        places=tuple(_places(events, proposed)),
        labels=tuple(_labels(reader)),
    )


def _texts(reader: Connection, report_ids: Collection[int]) -> Mapping[int, str]:
    found: dict[int, str] = {}
    for chunk in batched(sorted(report_ids), CHUNK):
        found.update({row.id: row.text for row in reader.execute(select(_REPORTS.c.id, _REPORTS.c.text).where(_REPORTS.c.id.in_(chunk)))})
    return found


def _parties(events: Sequence[StoredEvent], proposed: Mapping[int, Any], texts: Mapping[int, str]) -> Iterator[PartyDecision]:
    for stored in events:
        for field in PARTY_FIELDS:
            confirmed = getattr(stored.event, field)
            before = proposed[stored.id].get(field, confirmed)
            if before is not None or confirmed is not None:
                # A field that no words tell rests on the trigger.
                spans = [span for span in stored.event.words_behind(field) if span != stored.event.trigger]
                words = {span.of(texts[stored.report_id]) for span in spans}
                yield PartyDecision(field, words.pop() if len(words) == 1 else "", before, confirmed)


def _places(events: Sequence[StoredEvent], proposed: Mapping[int, Any]) -> Iterator[PlacesDecision]:
    for stored in events:
        if "places" in proposed[stored.id]:
            yield PlacesDecision(tuple(_place(kept) for kept in proposed[stored.id]["places"]), stored.event.places)


def _place(kept: Mapping[str, Any]) -> Place:
    return Place(**{**kept, "kind": PlaceKind(kept["kind"])})


@dataclass(frozen=True, slots=True)
class _Marked:
    """An entity as stored, with its words."""

    start: int
    end: int
    words: str
    label: Label
    by_machine: bool
    active: bool
    proposed: Label | None


def _labels(reader: Connection) -> Iterator[LabelDecision]:
    """What was marked, labelled anew, unmarked, and in reviewed reports left, each with the type of the nearest event."""
    query = select(_REPORTS.c.id, _REPORTS.c.state).where(
        ~_REPORTS.c.deleted, _REPORTS.c.second_of_id.is_(None), _REPORTS.c.state != ReportState.NEW.value
    )
    states = {row.id: row.state for row in reader.execute(query.order_by(_REPORTS.c.id.desc()).limit(LATEST_REPORTS))}
    for chunk in batched(sorted(states), CHUNK):
        texts, types = _texts(reader, chunk), _types(reader, chunk)
        for report_id, marked in _entities(reader, chunk, texts).items():
            reviewed = states[report_id] == ReportState.REVIEWED
            yield from _decided(marked, types.get(report_id, []), reviewed=reviewed)


def _decided(marked: Sequence[_Marked], types: Sequence[tuple[int, str]], *, reviewed: bool) -> Iterator[LabelDecision]:
    active = [one for one in marked if one.active]
    removed = [one for one in marked if not one.active and one.by_machine]
    for one in active:
        nearest = _nearest(types, one.start)
        if not one.by_machine:
            given_way = next((other.label for other in removed if _overlap(one, other)), None)
            yield LabelDecision(one.words, given_way, one.label, nearest)
        elif one.proposed is not None:
            yield LabelDecision(one.words, one.proposed, one.label, nearest)
        elif reviewed:
            yield LabelDecision(one.words, one.label, one.label, nearest)
    for gone in removed:
        # What gave way to a mark of the analyst's is told by that mark.
        if not any(_overlap(gone, other) for other in active):
            yield LabelDecision(gone.words, gone.label, None, _nearest(types, gone.start))


def _overlap(one: _Marked, other: _Marked) -> bool:
    return one.start < other.end and other.start < one.end


def _entities(reader: Connection, report_ids: Sequence[int], texts: Mapping[int, str]) -> Mapping[int, list[_Marked]]:
    columns = [_ENTITIES.c[name] for name in ("report_id", "start", "end", "label", "origin", "state", "proposed")]
    found: dict[int, list[_Marked]] = defaultdict(list)
    for row in reader.execute(select(*columns).where(_ENTITIES.c.report_id.in_(report_ids)).order_by(_ENTITIES.c.start)):
        label = Label(row.label)
        before = Label(row.proposed["label"]) if row.proposed else None
        if label in _LABELS or before in _LABELS:
            words = texts[row.report_id][row.start : row.end]
            by_machine, active = row.origin == Origin.MACHINE, row.state == EntityState.ACTIVE
            found[row.report_id].append(_Marked(row.start, row.end, words, label, by_machine, active, before))
    return found


def _types(reader: Connection, report_ids: Sequence[int]) -> Mapping[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    query = select(_EVENTS.c.report_id, _EVENTS.c.trigger_start, _EVENTS.c.type).where(
        _EVENTS.c.report_id.in_(report_ids), _EVENTS.c.state != ReviewState.REJECTED.value
    )
    for row in reader.execute(query.order_by(_EVENTS.c.trigger_start)):
        found[row.report_id].append((row.trigger_start, row.type))
    return found


def _nearest(types: Sequence[tuple[int, str]], start: int) -> EventType | None:
    at = bisect_left(types, (start, ""))
    beside = types[max(0, at - 1) : at + 1]
    return EventType(min(beside, key=lambda one: abs(one[0] - start))[1]) if beside else None
