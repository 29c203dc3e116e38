"""What reading a report again would change of its proposals, where nothing that anybody has decided may change. Pure functions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from analyst_app.domain.events import EVENT_FIELDS, Event
from analyst_app.domain.review import Origin, ReviewState
from analyst_app.domain.rows import StoredEvent
from analyst_app.domain.spans import Entity, Span

COMPARED = tuple(name for name in EVENT_FIELDS if name not in {"note", "part_of"})
CONFIDENCE, WORDS, WHOLE = "confidence", "words", "part_of"
"""What is said of a change that is in no field: how sure, on which words, of which whole."""


@dataclass(frozen=True, slots=True)
class ChangedProposal:
    """A proposal that would say something else; `fields` of `EVENT_FIELDS`, or `CONFIDENCE` and `WORDS`."""

    before: StoredEvent
    after: Event
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredEntity:
    """An entity as stored. `touched` is one that the analyst has made, changed or taken away; then it is `shown` or not."""

    id: int
    entity: Entity
    touched: bool
    shown: bool


@dataclass(frozen=True, slots=True)
class Renewal:
    """What reading one report again would change. `wholes` names the stored key of each new reading's event that is there already."""

    new: tuple[Event, ...] = ()
    gone: tuple[StoredEvent, ...] = ()
    changed: tuple[ChangedProposal, ...] = ()
    new_entities: tuple[Entity, ...] = ()
    gone_entities: tuple[int, ...] = ()
    wholes: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything would change."""
        return bool(self.new or self.gone or self.changed or self.new_entities or self.gone_entities)


def decided(events: Sequence[StoredEvent]) -> frozenset[int]:
    """The events that stay as they are: confirmed, rejected, corrected, noted, linked, made by the analyst, and the wholes of these."""
    by_id = {stored.id: stored for stored in events}
    kept: set[int] = set()
    for stored in events:
        if _is_touched(stored):
            above: StoredEvent | None = stored
            while above is not None and above.id not in kept:
                kept.add(above.id)
                above = by_id.get(above.part_of_id or 0)
    return frozenset(kept)


def renewal(events: Sequence[StoredEvent], entities: Sequence[StoredEntity], *, read: Sequence[Event], marked: Sequence[Entity]) -> Renewal:
    """Hold a new reading (`read`, `marked`) against what is stored.

    Events are the same where their triggers overlap and most of their fields agree; what stands at the words of a decided event is taken
    for that event and not proposed a second time.
    """
    kept = decided(events)
    pairs = _pairs(events, read, kept)
    keys = {stored.id: stored.event.id for stored in events}
    wholes = {event.id: keys[stored_id] for event, stored_id in ((event, pairs[event.id]) for event in read if event.id in pairs)}
    by_id = {stored.id: stored for stored in events}
    changed = []
    for event in read:
        if event.id not in pairs or pairs[event.id] in kept:
            continue
        stored = by_id[pairs[event.id]]
        # Its whole by the key that this has in the library; one that is new keeps its own until it is stored.
        after = replace(event, part_of=None if event.part_of is None else wholes.get(event.part_of, f"+{event.part_of}"))
        if fields := _differences(stored.event, after):
            changed.append(ChangedProposal(stored, replace(after, part_of=event.part_of), fields))
    matched = set(pairs.values())
    new_entities, gone_entities = _entities(entities, marked)
    return Renewal(
        new=tuple(event for event in read if event.id not in pairs),
        gone=tuple(stored for stored in events if stored.id not in kept and stored.id not in matched),
        changed=tuple(changed),
        new_entities=new_entities,
        gone_entities=gone_entities,
        wholes=wholes,
    )


def _is_touched(stored: StoredEvent) -> bool:
    return (
        stored.state is not ReviewState.PROPOSED
        or stored.origin is Origin.ANALYST
        or bool(stored.corrections)
        or stored.words_chosen
        or bool(stored.event.note)
        or stored.act_id is not None
    )


def _pairs(events: Sequence[StoredEvent], read: Sequence[Event], kept: frozenset[int]) -> dict[str, int]:
    """Which event of the new reading is which stored one, the likeliest first."""
    likely = []
    for at, event in enumerate(read):
        for place, stored in enumerate(events):
            if not event.trigger.overlaps(stored.event.trigger):
                continue
            if stored.id not in kept and event.type is not stored.event.type and event.trigger != stored.event.trigger:
                continue
            likely.append((-_likeness(stored.event, event), at, place))
    pairs: dict[str, int] = {}
    taken: set[int] = set()
    for _, at, place in sorted(likely):
        if read[at].id not in pairs and events[place].id not in taken:
            pairs[read[at].id] = events[place].id
            taken.add(events[place].id)
    return pairs


def _likeness(one: Event, other: Event) -> int:
    agree = sum(bool(_value(one, name) == _value(other, name)) for name in COMPARED)
    return 4 * int(one.trigger == other.trigger) + 3 * int(one.type is other.type) + agree


def _differences(before: Event, after: Event) -> tuple[str, ...]:
    fields = [name for name in COMPARED if _value(before, name) != _value(after, name)]
    if before.part_of != after.part_of:
        fields.append(WHOLE)
    if before.trigger != after.trigger or _words(before) != _words(after):
        fields.append(WORDS)
    if _confidence(before) != _confidence(after):
        fields.append(CONFIDENCE)
    return tuple(fields)


def _value(event: Event, name: str) -> Any:
    return getattr(event, name)


def _words(event: Event) -> frozenset[tuple[str, Span]]:
    return frozenset((words.field, words.span) for words in event.evidence)


def _confidence(event: Event) -> frozenset[tuple[str, int]]:
    return frozenset((name, round(100 * share)) for name, share in event.confidence)


def _entities(stored: Sequence[StoredEntity], marked: Iterable[Entity]) -> tuple[tuple[Entity, ...], tuple[int, ...]]:
    """The machine's own are made anew; what the analyst has marked or taken away stays so, and nothing may overlap it."""
    touched = [one.entity.span for one in stored if one.touched]
    own = {(one.entity.span, one.entity.label, one.entity.canonical): one.id for one in stored if not one.touched}
    wanted = {(one.span, one.label, one.canonical): one for one in marked if not any(one.span.overlaps(span) for span in touched)}
    new = tuple(entity for mark, entity in wanted.items() if mark not in own)
    return new, tuple(number for mark, number in own.items() if mark not in wanted)
