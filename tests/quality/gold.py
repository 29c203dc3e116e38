"""Reads gold files (a YAML head, then the report with its mark-up) into the extraction JSON of the contract."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from analyst_app.domain.contract import SCHEMA
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.spans import Label

type Json = dict[str, Any]

LABELS = frozenset(label.value for label in Label)
TYPES = frozenset(kind.value for kind in EventType)
ATTACK_TYPES = frozenset(kind.value for kind in EventType if kind.is_attack)
STATUSES = frozenset(status.value for status in Status)

_MARK = re.compile(r"\{\{(?P<label>[A-Z]*)(?:#(?P<id>\w+))?:(?P<words>[^{}]*)\}\}")
_FENCE = "\n---\n"


class GoldError(ValueError):
    """A gold file that is not well formed; the message names the fault."""


@dataclass(slots=True)
class _Marked:
    """The plain text of a report, with the spans that its mark-up names."""

    text: str = ""
    entities: list[Json] = field(default_factory=list)
    triggers: dict[str, Json] = field(default_factory=dict)


def read(path: Path) -> Json:
    """One gold file as an object of the contract, with `style` and `title` beside it.

    Raises:
        GoldError: where the head, the mark-up or an event is not well formed; the message starts with the file's name.
    """
    try:
        return _read(path)
    except (KeyError, TypeError, ValueError, yaml.YAMLError) as fault:
        raise GoldError(f"{path.name}: {type(fault).__name__}: {fault}") from fault


def read_all(folder: Path) -> Iterator[Json]:
    """Every gold file below a folder, in the order of their paths."""
    for path in sorted(folder.glob("**/*.md")):
        yield read(path)


def estimate(value: Any) -> Json | None:
    """A count as low, best, high: 16 is exact, "16+" at least, "<=16" up to, "10-12" a range, "~40" about.

    Raises:
        GoldError: where it is none of these.
    """
    if value is None:
        return None
    if isinstance(value, dict):
        return {key: value.get(key) for key in ("low", "best", "high")}
    if isinstance(value, int):
        return _count(value, value, value)
    words = str(value).replace(",", "").strip()
    for form, meaning in _FORMS.items():
        if found := form.fullmatch(words):
            return meaning(*map(int, found.groups()))
    raise GoldError(f"not a count: {value!r}")


def _count(low: int | None, best: int, high: int | None) -> Json:
    return {"low": low, "best": best, "high": high}


_FORMS: dict[re.Pattern[str], Callable[..., Json]] = {
    re.compile(r"~(\d+)"): lambda about: _count(None, about, None),
    re.compile(r"(\d+)\+"): lambda least: _count(least, least, None),
    re.compile(r"<=(\d+)"): lambda most: _count(None, most, most),
    re.compile(r"(\d+)-(\d+)"): lambda low, high: _count(low, (low + high) // 2, high),
}


def _read(path: Path) -> Json:
    raw = path.read_text(encoding="utf-8")
    if not raw.startswith(_FENCE[1:]):
        raise GoldError("no YAML head")
    head, _, body = raw[len(_FENCE) - 1 :].partition(_FENCE)
    meta = yaml.safe_load(head)
    if not isinstance(meta, dict):
        raise GoldError("the YAML head is no mapping")
    marked = _unmark(body.lstrip("\n").rstrip() + "\n")
    published = str(meta["published"])
    date.fromisoformat(published)
    events = [_event(row, published, marked.triggers) for row in meta.get("events") or []]
    _check_parts(events)
    return {
        "schema": SCHEMA,
        "id": str(meta.get("id", path.stem)),
        "published": published,
        "title": meta.get("title"),
        "style": meta.get("style"),
        "text": marked.text,
        "entities": marked.entities,
        "events": events,
    }


def _unmark(body: str) -> _Marked:
    marked, last = _Marked(), 0
    for mark in _MARK.finditer(body):
        marked.text += body[last : mark.start()]
        start = len(marked.text)
        marked.text += mark["words"]
        last = mark.end()
        span = {"start": start, "end": len(marked.text)}
        if mark["label"]:
            if mark["label"] not in LABELS:
                raise GoldError(f"no such label: {mark['label']}")
            marked.entities.append({**span, "label": mark["label"], "text": mark["words"]})
        if mark["id"]:
            if mark["id"] in marked.triggers:
                raise GoldError(f"trigger id used twice: {mark['id']}")
            marked.triggers[mark["id"]] = span
    marked.text += body[last:]
    if left := re.search(r"\{\{.{0,40}|.{0,40}\}\}", marked.text):
        raise GoldError(f"mark-up left over: {left[0]}")
    return marked


def _event(row: Json, published: str, triggers: dict[str, Json]) -> Json:
    status = row.get("status", Status.OCCURRED.value)
    if row["type"] not in TYPES:
        raise GoldError(f"no such type: {row['type']}")
    if status not in STATUSES:
        raise GoldError(f"no such status: {status}")
    if row["trigger"] not in triggers:
        raise GoldError(f"event {row['id']}: no span with id {row['trigger']}")
    return {
        "id": row["id"],
        "type": row["type"],
        "count": estimate(row.get("count")),
        "places_count": row.get("places_count"),
        "actor": row.get("actor"),
        "target": row.get("target"),
        "status": status,
        "disputed_by": row.get("disputed_by"),
        "date": _days(row.get("date"), published),
        "places": [{"text": words} for words in row.get("places") or []],
        "killed": estimate(row.get("killed")),
        "injured": estimate(row.get("injured")),
        "reported_by": row.get("reported_by"),
        "part_of": row.get("part_of"),
        "trigger": triggers[row["trigger"]],
    }


def _days(value: Any, published: str) -> Json:
    """A day, or "first/last", as start and end; the day of publication where nothing is said."""
    first, _, last = str(published if value is None else value).partition("/")
    days = {"start": first.strip(), "end": (last or first).strip()}
    for day in days.values():
        date.fromisoformat(day)
    if days["end"] < days["start"]:
        raise GoldError(f"a date that ends before it starts: {value}")
    return days


def _check_parts(events: list[Json]) -> None:
    whole = {event["id"]: event["part_of"] for event in events}
    if len(whole) < len(events):
        raise GoldError("an event id is used twice")
    for event in events:
        above: set[str] = set()
        at = event["id"]
        while at is not None:
            if at not in whole:
                raise GoldError(f"event {event['id']}: part_of names no event: {at}")
            if at in above:
                raise GoldError(f"event {event['id']}: part_of goes in a circle")
            above.add(at)
            at = whole[at]
