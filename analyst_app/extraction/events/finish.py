"""From drafts to the contract's events: ids, places, evidence for every field, confidence."""

from collections.abc import Iterable, Mapping

from analyst_app.domain.events import Event, Evidence, break_loops
from analyst_app.domain.places import Place
from analyst_app.domain.spans import Span
from analyst_app.extraction.events.confidence import confidence_of
from analyst_app.extraction.events.drafts import Draft, Found, PlaceName
from analyst_app.extraction.events.signs import Company, Signs, signs
from analyst_app.extraction.text.reading import Reading


def finish(reading: Reading, drafts: list[Draft], places: Mapping[Span, Place]) -> tuple[Event, ...]:
    """The events of a report, e1, e2, ... in the order of the text. `places` are what its LOCATION mentions mean, by their spans."""
    ordered = sorted(drafts, key=lambda d: (d.sentence, d.chunk))
    ids = {id(draft): f"e{n}" for n, draft in enumerate(ordered, 1)}
    wholes = break_loops({ids[id(d)]: ids.get(id(d.whole)) if d.whole is not None else None for d in ordered})
    company = Company.of(ordered)
    seen = [signs(reading, draft, company) for draft in ordered]
    return tuple(
        _event(reading, draft, ids[id(draft)], wholes=wholes, places=places, seen=s) for draft, s in zip(ordered, seen, strict=True)
    )


def _event(reading: Reading, draft: Draft, key: str, *, wholes: dict[str, str | None], places: Mapping[Span, Place], seen: Signs) -> Event:
    assert draft.date is not None
    part_of = wholes[key]
    return Event(
        id=key,
        type=draft.type,
        date=draft.date.value,
        trigger=draft.trigger,
        count=_value(draft.count),
        places_count=_value(draft.places_count),
        actor=_value(draft.actor),
        target=_value(draft.target),
        status=draft.status.value,
        disputed_by=_value(draft.disputed_by),
        places=tuple(_place(name, places) for name in draft.places),
        killed=_value(draft.killed),
        injured=_value(draft.injured),
        reported_by=_value(draft.reported_by),
        part_of=part_of,
        evidence=tuple(_evidence(reading, draft, part_of)),
        confidence=confidence_of(seen),
    )


def _value[T](found: Found[T] | None) -> T | None:
    return None if found is None else found.value


def _place(name: PlaceName, places: Mapping[Span, Place]) -> Place:
    return places.get(name.span, Place(name.text))


def _evidence(reading: Reading, draft: Draft, part_of: str | None) -> Iterable[Evidence]:
    yield Evidence("type", draft.trigger)
    fields: dict[str, Span | None] = {
        name: found.span
        for name in ("count", "places_count", "actor", "target", "status", "disputed_by", "date", "killed", "injured", "reported_by")
        if (found := getattr(draft, name)) is not None
    }
    for name, span in fields.items():
        if span is not None and span.end <= len(reading.text):
            yield Evidence(name, span)
        elif span is None and name != "date":
            yield Evidence(name, draft.trigger)
    for place in draft.places:
        yield Evidence("places", place.span)
    if part_of is not None:
        yield Evidence("part_of", draft.part_words or (draft.whole.trigger if draft.whole is not None else draft.trigger))
