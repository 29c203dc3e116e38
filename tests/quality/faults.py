"""Sorts errors by what was read wrongly and how, so that the commonest cause is seen first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from quality.gold import Json
from quality.likeness import place_names
from quality.matching import overlap, same_trigger
from quality.records import fields
from quality.score import Outcome

_AROUND = 48
"""Characters shown on each side of the words that an error is about."""

_FIELD_OF = {"first_place": "places", "count_range": "count"}
"""Figures that are drawn from a field of another name."""

_NOTHING: tuple[Any, ...] = (None, [])


@dataclass(frozen=True, slots=True)
class Fault:
    """One error. `group` is the table it belongs to, `kind` what was read wrongly, `cause` in which way."""

    group: str
    kind: str
    cause: str
    report: str
    words: str


def faults(report: Outcome) -> Iterator[Fault]:
    """Every error of one report."""
    yield from _labels(report)
    yield from _spans(report)
    yield from _missed(report)
    yield from _extra(report)
    yield from _records(report)


def grouped(found: Iterable[Fault]) -> dict[str, dict[tuple[str, str], list[Fault]]]:
    """Group → (kind, cause) → its errors, the commonest first."""
    groups: dict[str, dict[tuple[str, str], list[Fault]]] = {}
    for fault in found:
        groups.setdefault(fault.group, {}).setdefault((fault.kind, fault.cause), []).append(fault)
    return {group: dict(sorted(kinds.items(), key=lambda each: (-len(each[1]), each[0]))) for group, kinds in groups.items()}


def _labels(report: Outcome) -> Iterator[Fault]:
    found = [*(entity for _, entity in report.overlap.pairs), *report.overlap.extra]
    gold = [*(entity for entity, _ in report.overlap.pairs), *report.overlap.missed]
    confused: list[Json] = []
    for entity in report.overlap.missed:
        label = entity["label"]
        other = next((extra for extra in report.overlap.extra if overlap(extra, entity) and extra not in confused), None)
        if other is not None:
            confused.append(other)
            yield _fault(report, "entities with another label", f"{label} taken for {other['label']}", "", at=entity)
        elif any(overlap(each, entity) for each in found):
            yield _fault(report, "entities missed", label, "lost to its neighbour", at=entity)
        else:
            yield _fault(report, "entities missed", label, "nothing found there", at=entity)
    for entity in report.overlap.extra:
        if entity not in confused:
            cause = "cut off its neighbour" if any(overlap(each, entity) for each in gold) else "no entity there"
            yield _fault(report, "entities too many", entity["label"], cause, at=entity)


def _spans(report: Outcome) -> Iterator[Fault]:
    for gold, found in report.overlap.pairs:
        before, behind = gold["start"] - found["start"], found["end"] - gold["end"]
        if before or behind:
            cause = "too long" if min(before, behind) >= 0 else "too short" if max(before, behind) <= 0 else "shifted"
            words = report.text[found["start"] : found["end"]]
            yield _fault(report, "spans of entities", gold["label"], cause, at=gold, more=f"found “{words}”")


def _missed(report: Outcome) -> Iterator[Fault]:
    found_events = [*(found for _, found in report.events.pairs), *report.events.extra]
    acts = [found for pairs in (report.overlap.pairs,) for _, found in pairs if found["label"] == "ATTACK"]
    for event in report.events.missed:
        if any(same_trigger(event["trigger"], found["trigger"]) for found in found_events):
            cause = "one event less at its trigger"
        elif any(overlap(event["trigger"], act) for act in acts):
            cause = "the act is marked, no event is told"
        else:
            cause = "the trigger is not seen"
        yield _fault(report, "events missed", event["type"], cause, at=event["trigger"])


def _extra(report: Outcome) -> Iterator[Fault]:
    wanted = [*(gold for gold, _ in report.events.pairs), *report.events.missed]
    acts = [gold for gold in (*(gold for gold, _ in report.overlap.pairs), *report.overlap.missed) if gold["label"] == "ATTACK"]
    for event in report.events.extra:
        if any(same_trigger(gold["trigger"], event["trigger"]) for gold in wanted):
            cause = "one event more at its trigger"
        elif any(overlap(event["trigger"], act) for act in acts):
            cause = "an act, but no event of its own"
        else:
            cause = "words that are no act"
        yield _fault(report, "events too many", event["type"], cause, at=event["trigger"])


def _records(report: Outcome) -> Iterator[Fault]:
    for gold, found in report.events.pairs:
        if gold["type"] != found["type"]:
            yield _fault(report, "types", gold["type"], f"taken for {found['type']}", at=gold["trigger"])
            continue
        agree = fields(gold, found, report.events.pairs)
        for name, agrees in agree.items():
            again = (name == "count_range" and agree["count"] is False) or (name == "places" and agree["first_place"] is False)
            if agrees is False and not again:
                wanted, got = _value(gold, name), _value(found, name)
                cause = _cause(name, gold, found)
                yield _fault(report, "fields", name.replace("_", " "), cause, at=gold["trigger"], more=f"{wanted} read as {got}")


def _cause(name: str, gold: Json, found: Json) -> str:
    field = _FIELD_OF.get(name, name)
    if gold.get(field) in _NOTHING:
        return "given, where nothing is said"
    if found.get(field) in _NOTHING:
        return "not linked" if name == "part_of" else "not found"
    if name == "date":
        wrong = [day for day in ("start", "end") if gold["date"][day] != found["date"][day]]
        return "both days" if len(wrong) > 1 else {"start": "first day", "end": "last day"}[wrong[0]]
    if name == "first_place":
        return "found, but not first" if any(place_names(gold)[0] & other for other in place_names(found)) else "another place"
    if name == "places":
        more = len(found["places"]) - len(gold["places"])
        return "a place less" if more < 0 else "a place more" if more > 0 else "another place"
    return {"count_range": "another low or high", "part_of": "another event"}.get(name, "another value")


def _value(event: Json, name: str) -> str:
    value: Any = event.get(_FIELD_OF.get(name, name))
    if value is None or value == []:
        return "nothing"
    if isinstance(value, list):
        return ", ".join(place["text"] for place in value)
    if not isinstance(value, dict):
        return str(value)
    if "start" in value:
        return value["start"] if value["start"] == value["end"] else f"{value['start']}/{value['end']}"
    return "/".join("–" if value.get(key) is None else str(value[key]) for key in ("low", "best", "high"))


def _fault(report: Outcome, group: str, kind: str, cause: str, *, at: Json, more: str = "") -> Fault:
    start, end = at["start"], at["end"]
    before = report.text[max(0, start - _AROUND) : start]
    behind = report.text[end : end + _AROUND]
    words = f"…{before}**{report.text[start:end]}**{behind}…"
    return Fault(group, kind, cause, report.report, " ".join(f"{words} {more}".split()))
