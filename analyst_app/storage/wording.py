"""Values of event fields between three forms: of the domain, as JSON in the journal, and in words for the analyst."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import Place, PlaceKind

ESTIMATES = ("count", "killed", "injured")


def plain(value: Any) -> Any:
    """A column's value as JSON holds it."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value


def field_json(event: Event, name: str) -> Any:
    """The value of one field of `EVENT_FIELDS` as JSON holds it."""
    value = getattr(event, name)
    if isinstance(value, Estimate):
        return {"low": value.low, "best": value.best, "high": value.high}
    if isinstance(value, DateSpan):
        return {"start": value.start.isoformat(), "end": value.end.isoformat()}
    if name == "places":
        return [place_json(place) for place in value]
    return plain(value)


def field_value(name: str, value: Any) -> Any:
    """The domain's value of a field whose JSON form this is."""
    if value is None:
        return None
    if name in ESTIMATES:
        return Estimate(value["low"], value["best"], value["high"])
    if name == "date":
        return DateSpan(date.fromisoformat(value["start"]), date.fromisoformat(value["end"]))
    if name == "places":
        return tuple(Place(**{**place, "kind": PlaceKind(place["kind"])}) for place in value)
    if name == "type":
        return EventType(value)
    return Status(value) if name == "status" else value


def place_json(place: Place) -> dict[str, Any]:
    """A place as JSON holds it."""
    return {name: plain(getattr(place, name)) for name in Place.__dataclass_fields__}


def in_words(name: str, value: Any) -> str:
    """The JSON form of a field in words; empty where the field is not set."""
    if value is None or value == []:
        return ""
    if name in ESTIMATES:
        return str(Estimate(value["low"], value["best"], value["high"]))
    if name == "date":
        return str(DateSpan(date.fromisoformat(value["start"]), date.fromisoformat(value["end"])))
    if name == "places":
        return "; ".join(place["name"] or place["text"] for place in value)
    return str(value)


def columns_in_words(image: Mapping[str, Any] | None) -> dict[str, str]:
    """An event's columns, as the journal recorded them, as fields in words. Columns that are no field are left out."""
    if image is None:
        return {}
    words: dict[str, str] = {}
    for name in ESTIMATES:
        if f"{name}_best" in image:
            best = image[f"{name}_best"]
            words[name] = "" if best is None else str(Estimate(image[f"{name}_low"], best, image[f"{name}_high"]))
    if "date_start" in image:
        words["date"] = str(DateSpan(date.fromisoformat(image["date_start"]), date.fromisoformat(image["date_end"])))
    for name in ("type", "places_count", "actor", "target", "status", "disputed_by", "reported_by", "note", "state"):
        if name in image:
            words[name] = "" if image[name] is None else str(image[name])
    if "act_id" in image:
        words["same_act"] = "" if image["act_id"] is None else f"act {image['act_id']}"
    if "preferred" in image:
        words["preferred"] = "yes" if image["preferred"] else ""
    return words
