"""Domain values to column values, for every table that holds events. The way back is `assembly`."""

from collections.abc import Iterable, Mapping
from typing import Any

from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event, Evidence
from analyst_app.domain.places import Place
from analyst_app.domain.spans import Span


def estimate_columns(name: str, estimate: Estimate | None) -> dict[str, int | None]:
    """The three columns of a count."""
    if estimate is None:
        return {f"{name}_low": None, f"{name}_best": None, f"{name}_high": None}
    return {f"{name}_low": estimate.low, f"{name}_best": estimate.best, f"{name}_high": estimate.high}


def field_columns(name: str, value: Any) -> dict[str, Any]:
    """The columns of one field of `EVENT_FIELDS` other than `places` and `part_of`, which are ids of other rows."""
    if name in ("count", "killed", "injured"):
        return estimate_columns(name, value)
    if name == "date":
        return {"date_start": value.start, "date_end": value.end}
    if name in ("type", "status"):
        return {name: value.value}
    return {name: value}


def event_columns(event: Event) -> dict[str, Any]:
    """All columns that an event fills by itself: not its row ids, review state, places or whole."""
    confidence = dict(event.confidence)
    return {
        "key": event.id,
        "type": event.type.value,
        "status": event.status.value,
        **estimate_columns("count", event.count),
        "places_count": event.places_count,
        "actor": event.actor,
        "target": event.target,
        "disputed_by": event.disputed_by,
        "date_start": event.date.start,
        "date_end": event.date.end,
        **estimate_columns("killed", event.killed),
        **estimate_columns("injured", event.injured),
        "reported_by": event.reported_by,
        "trigger_start": event.trigger.start,
        "trigger_end": event.trigger.end,
        "note": event.note,
        "confidence": confidence.pop("event", None),
        "field_confidence": confidence or None,
        "proposed": None,
        "evidence": evidence_column(event.evidence),
        "act_id": None,
        "preferred": False,
    }


def place_columns(place: Place) -> dict[str, Any]:
    """The columns of a place."""
    return {
        "text": place.text,
        "name": place.name,
        "kind": place.kind.value,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "lat": place.lat,
        "lon": place.lon,
        "geo_precision": place.geo_precision,
        "place_id": place.place_id,
    }


def evidence_column(evidence: Iterable[Evidence]) -> list[list[Any]] | None:
    """The one column of the words behind all fields."""
    return [[words.field, words.span.start, words.span.end] for words in evidence] or None


def check_span(span: Span, text: str, surface: str | None = None) -> None:
    """Hold `text[start:end] == surface`, in code points of the stored text.

    Raises:
        ValueError: where the span lies outside the text or holds other words.
    """
    if span.end > len(text):
        raise ValueError(f"span {span.start}..{span.end} lies outside a text of {len(text)} characters")
    if surface is not None and span.of(text) != surface:
        raise ValueError(f"span {span.start}..{span.end} holds {span.of(text)!r}, not {surface!r}")


def check_event(event: Event, text: str) -> None:
    """Hold an event's trigger and evidence to the text.

    Raises:
        ValueError: where a span lies outside the text.
    """
    check_span(event.trigger, text)
    for words in event.evidence:
        check_span(words.span, text)


def whole_of(key: str | None, ids: Mapping[str, int]) -> int | None:
    """The row id behind `part_of`.

    Raises:
        ValueError: where no event of the report has that key.
    """
    if key is None:
        return None
    if key not in ids:
        raise ValueError(f"part_of names no event of the report: {key!r}")
    return ids[key]
