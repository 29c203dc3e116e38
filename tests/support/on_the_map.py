"""Invented reports whose events have places of every exactness, to be put on a map."""

import itertools
import json
from datetime import date, timedelta

from analyst_app.domain.contract import to_json
from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event
from analyst_app.domain.ontology import EventType
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.reports import Extraction, Report, Versions
from analyst_app.domain.spans import Span
from analyst_app.services import library

FIRST = date(2023, 11, 6)
KUPIANSK = Place("Kupiansk", "Kupiansk", PlaceKind.SETTLEMENT, "UA", "Kharkiv", "Kupiansk", 49.7100, 37.6158, 1, "kupiansk")
DIRECTION = Place("Kupiansk direction", "Kupiansk direction", PlaceKind.DIRECTION, "UA", "Kharkiv", None, 49.7100, 37.6158, 2, None)
LYMAN = Place("Lyman", "Lyman", PlaceKind.SETTLEMENT, "UA", "Donetsk", "Kramatorsk", 48.9853, 37.8111, 1, "lyman")
KHERSON = Place("Kherson", "Kherson", PlaceKind.SETTLEMENT, "UA", "Kherson", "Kherson", 46.6354, 32.6169, 1, "kherson")
REGION = Place("Kharkiv region", "Kharkiv Oblast", PlaceKind.REGION, "UA", "Kharkiv", None, 49.9818, 36.2548, 3, "iso:UA-63")
OBLAST = Place("Kharkiv Oblast", "Kharkiv Oblast", PlaceKind.REGION, "UA", "Kharkiv", None, 49.9818, 36.2548, 3, "iso:UA-63")
COUNTRY = Place("Ukraine", "Ukraine", PlaceKind.COUNTRY, "UA", None, None, 51.3553, 31.7502, 3, "iso:UA")
NOWHERE = Place("the farm")

_numbers = itertools.count(1)


def told(kind, place, count, *, day=0, part_of=None, number=None):
    """One event; `day` is counted from `FIRST`."""
    when = DateSpan.day(FIRST + timedelta(days=day))
    words = None if count is None else Estimate.exactly(count)
    places = place if isinstance(place, tuple) else (place,) if place is not None else ()
    return Event(number or f"e{next(_numbers)}", kind, when, Span(0, 6), words, actor="Russia", part_of=part_of, places=places)


def stored(workbench, tmp_path, *events, title="Summary", source="Northern Command", confirm=True):
    """Bring in one report with these events; returns its id."""
    key = f"map-{next(_numbers)}"
    text = f"Report {key} of the day, with what happened."
    extraction = Extraction(Report(key, text, FIRST, title, source), FIRST, (), events, Versions("t", "t", "t", "t"))
    path = tmp_path / f"{key}.jsonl"
    path.write_text(json.dumps(to_json(extraction), ensure_ascii=False), encoding="utf-8")
    (outcome,) = library.import_files(workbench, paths=[path], confirm=confirm).outcomes
    return outcome.report_id


def a_week(workbench, tmp_path):
    """Three reports: points, a direction, a region in two wordings, a country, and an event without a known place."""
    airstrike, shelling, assault = EventType.AIRSTRIKE, EventType.SHELLING, EventType.GROUND_ASSAULT
    stored(workbench, tmp_path, told(airstrike, KUPIANSK, 4), told(shelling, LYMAN, 2), told(assault, REGION, 3), title="Monday")
    stored(
        workbench,
        tmp_path,
        told(shelling, KUPIANSK, 6, day=1),
        told(assault, DIRECTION, 5, day=1),
        told(airstrike, OBLAST, 2, day=1),
        title="Tuesday",
    )
    evacuation = told(EventType.EVACUATION, KUPIANSK, 300, day=2)
    stored(
        workbench, tmp_path, told(airstrike, KHERSON, 1, day=2), told(EventType.ATTACK, COUNTRY, 9, day=2),
        told(shelling, NOWHERE, 8, day=2), evacuation, title="Wednesday", source="Southern Command",
    )  # fmt: skip
