"""Every miss and false alarm of a report, in words. Of a closed set nothing is told."""

from collections.abc import Iterator

from quality.gold import Json
from quality.likeness import best
from quality.records import fields, strict
from quality.score import Outcome
from quality.sets import ReportSet


class Closed(RuntimeError):
    """Errors of this set are shown to nobody."""


def refuse_closed(chosen: ReportSet) -> None:
    if chosen.closed:
        raise Closed(f"{chosen.name} only measures: look at its figures, not at its errors.")


def lines(report: Outcome) -> Iterator[str]:
    """The errors of one report, a line each."""
    for gold in report.overlap.missed:
        yield f"missed {gold['label']}: {gold['text']!r}"
    for found in report.overlap.extra:
        yield f"extra {found['label']}: {report.text[found['start'] : found['end']]!r}"
    for gold in report.events.missed:
        yield f"missed event: {shown(gold, report.text)}"
    for found in report.events.extra:
        yield f"extra event: {shown(found, report.text)}"
    for gold, found in report.events.pairs:
        if not strict(gold, found, report.events.pairs):
            wrong = [name for name, agrees in fields(gold, found, report.events.pairs).items() if agrees is False]
            yield f"event ({', '.join(wrong) or 'type'}): gold {shown(gold, report.text)} | found {shown(found, report.text)}"
    if report.wanted_days != report.found_days:
        yield f"daily counts: gold {dict(report.wanted_days)} | found {dict(report.found_days)}"


def shown(event: Json, text: str) -> str:
    """An event on one line, with its trigger."""
    days, places = event["date"], "/".join(place["text"] for place in event["places"])
    part = f" part of {event['part_of']}" if event.get("part_of") else ""
    trigger = text[event["trigger"]["start"] : event["trigger"]["end"]]
    return (
        f"{event['id']} {event['type']} n={best(event['count'])} {event['actor']}->{event['target']} {event['status']} "
        f"{days['start']}..{days['end']} @{places}{part} “{trigger}”"
    )
