"""Invented reports with known extractions, stored without a language model: what tests of storage and services stand on."""

import json
from datetime import date
from pathlib import Path

from analyst_app.domain.contract import to_json
from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event, Evidence
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.reports import Extraction, Report, Versions
from analyst_app.domain.spans import Entity, Label, Span

DAY = date(2023, 11, 9)
VERSIONS = Versions("test", "none", "none", "none")
TEXT = (
    "9 November 2023\n\n"
    "Russia flew 16 airstrikes 🚀 and made 559 attacks over the past day, among them shelling of Dvorichna. "
    "Near Kupiansk, three assaults were attempted. The authorities plan to move at least 11,000 people.\n"
)


def where(words, text=TEXT):
    start = text.index(words)
    return Span(start, start + len(words))


def events(text=TEXT, day=DAY, airstrikes=16):
    window = DateSpan.ending(day, days=1)
    kupiansk = Place("Kupiansk", "Kupiansk", PlaceKind.SETTLEMENT, "UA", "Kharkiv", "Kupiansk", 49.71, 37.61, 1, "kupiansk")
    return (
        Event(
            "e1", EventType.AIRSTRIKE, window, where("airstrikes", text), Estimate.exactly(airstrikes), actor="Russia",
            evidence=(Evidence("count", where(str(airstrikes), text)), Evidence("actor", where("Russia", text))),
            confidence=(("event", 0.9), ("count", 0.95)),
        ),
        Event("e2", EventType.ATTACK, window, where("attacks", text), Estimate.exactly(559), actor="Russia", confidence=(("event", 0.8),)),
        Event("e3", EventType.SHELLING, window, where("shelling", text), actor="Russia", part_of="e2", places=(Place("Dvorichna"),)),
        Event(
            "e4", EventType.GROUND_ASSAULT, window, where("assaults", text), Estimate.exactly(3), actor="Russia",
            status=Status.ATTEMPTED, places=(kupiansk,),
        ),
        Event("e5", EventType.EVACUATION, DateSpan.day(day), where("move", text), Estimate.at_least(11_000), status=Status.PLANNED),
    )  # fmt: skip


def extraction(key="north-2023-11-09", *, source="Northern Command", title="Report of 9 November", text=TEXT, airstrikes=16):
    report = Report(key, text, DAY, title, source)
    entities = (
        Entity(where("Russia", text), Label.ACTOR, "Russia", "Russia"),
        Entity(where(str(airstrikes), text), Label.QUANTITY, str(airstrikes)),
    )
    return Extraction(report, DAY, entities, events(text, airstrikes=airstrikes), VERSIONS)


def written(folder: Path, *extractions):
    """A file of extractions as the program writes them, to import without a model."""
    path = folder / "extractions.jsonl"
    path.write_text("".join(json.dumps(to_json(e), ensure_ascii=False) + "\n" for e in extractions), encoding="utf-8")
    return path
