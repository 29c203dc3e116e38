"""The extraction JSON of the annotation contract: how extractions leave the program and come back."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.errors import InputError
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event, Evidence
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.reports import Extraction, Report, Versions
from analyst_app.domain.spans import Entity, Label, Span

SCHEMA = "analyst-app/extraction/1"


def to_json(extraction: Extraction) -> dict[str, Any]:
    """One extraction as the contract's object."""
    report = extraction.report
    return {
        "schema": SCHEMA,
        "id": report.key,
        "published": extraction.published.isoformat(),
        "title": report.title,
        "source": report.source,
        "author": report.author,
        "text": report.text,
        "entities": [_entity(e) for e in extraction.entities],
        "events": [_event(e, report.text) for e in extraction.events],
        "versions": {
            "program": extraction.versions.program,
            "model": extraction.versions.model,
            "lexicons": extraction.versions.lexicons,
            "gazetteer": extraction.versions.gazetteer,
        },
    }


def from_json(row: Mapping[str, Any]) -> Extraction:
    """Read one object of the contract.

    Raises:
        InputError: where a field is missing, malformed, or a span does not fit the text.
    """
    try:
        return _extraction(row)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise InputError(f"Not an extraction of this program: {fault!r}. Export it again with “analyst-app extract”.") from fault


def estimate_json(count: Estimate | None) -> dict[str, int | None] | None:
    """A count as low, best and high, or null."""
    return None if count is None else {"low": count.low, "best": count.best, "high": count.high}


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _entity(entity: Entity) -> dict[str, Any]:
    return {**_span(entity.span), "label": entity.label.value, "text": entity.text, "canonical": entity.canonical}


def _place(place: Place) -> dict[str, Any]:
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


def _event(event: Event, text: str) -> dict[str, Any]:
    evidence: dict[str, list[dict[str, Any]]] = {}
    for words in event.evidence:
        evidence.setdefault(words.field, []).append({**_span(words.span), "text": words.span.of(text)})
    return {
        "id": event.id,
        "type": event.type.value,
        "count": estimate_json(event.count),
        "places_count": event.places_count,
        "actor": event.actor,
        "target": event.target,
        "status": event.status.value,
        "disputed_by": event.disputed_by,
        "date": {"start": event.date.start.isoformat(), "end": event.date.end.isoformat()},
        "places": [_place(p) for p in event.places],
        "killed": estimate_json(event.killed),
        "injured": estimate_json(event.injured),
        "reported_by": event.reported_by,
        "part_of": event.part_of,
        "note": event.note,
        "trigger": {**_span(event.trigger), "text": event.trigger.of(text)},
        "evidence": evidence,
        "confidence": dict(event.confidence),
    }


def _read_estimate(value: Mapping[str, Any] | None) -> Estimate | None:
    return None if value is None else Estimate(value["low"], value["best"], value["high"])


def _read_span(value: Mapping[str, Any], text: str) -> Span:
    span = Span(int(value["start"]), int(value["end"]))
    if span.end > len(text):
        raise ValueError(f"span {span.start}..{span.end} lies outside the text")
    words = value.get("text")
    if words is not None and span.of(text) != words:
        raise ValueError(f"span {span.start}..{span.end} does not hold its words")
    return span


def _read_event(row: Mapping[str, Any], text: str) -> Event:
    return Event(
        id=str(row["id"]),
        type=EventType(row["type"]),
        date=DateSpan(date.fromisoformat(row["date"]["start"]), date.fromisoformat(row["date"]["end"])),
        trigger=_read_span(row["trigger"], text),
        count=_read_estimate(row.get("count")),
        places_count=row.get("places_count"),
        actor=row.get("actor"),
        target=row.get("target"),
        status=Status(row.get("status", Status.OCCURRED)),
        disputed_by=row.get("disputed_by"),
        places=tuple(_read_place(p) for p in row.get("places") or ()),
        killed=_read_estimate(row.get("killed")),
        injured=_read_estimate(row.get("injured")),
        reported_by=row.get("reported_by"),
        part_of=row.get("part_of"),
        note=row.get("note") or "",
        evidence=tuple(_read_evidence(row.get("evidence") or {}, text)),
        confidence=tuple((str(k), float(v)) for k, v in (row.get("confidence") or {}).items()),
    )


def _read_evidence(evidence: Mapping[str, Any], text: str) -> Iterable[Evidence]:
    for name, spans in evidence.items():
        for span in spans:
            yield Evidence(name, _read_span(span, text))


def _read_place(row: Mapping[str, Any]) -> Place:
    return Place(
        **{**{k: row.get(k) for k in Place.__dataclass_fields__}, "text": row["text"], "kind": PlaceKind(row.get("kind") or "unknown")}
    )


def _extraction(row: Mapping[str, Any]) -> Extraction:
    text = row["text"]
    published = date.fromisoformat(row["published"])
    versions = row.get("versions") or {}
    entities = tuple(
        Entity(span := _read_span(e, text), Label(e["label"]), span.of(text), e.get("canonical")) for e in row.get("entities") or ()
    )
    events = tuple(_read_event(e, text) for e in row.get("events") or ())
    ids = {e.id for e in events}
    if len(ids) < len(events) or any(e.part_of not in ids | {None} for e in events):
        raise ValueError("event ids are used twice, or part_of names no event")
    return Extraction(
        report=Report(str(row["id"]), text, published, row.get("title"), row.get("source"), row.get("author")),
        published=published,
        entities=entities,
        events=events,
        versions=Versions(*(str(versions.get(k, "unknown")) for k in ("program", "model", "lexicons", "gazetteer"))),
    )
