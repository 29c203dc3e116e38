"""Rows for export, built field by field."""

import tomllib
from datetime import UTC, date, datetime

import pytest

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event
from analyst_app.domain.ontology import EventType, read_ontology
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.review import Origin, ReviewState
from analyst_app.domain.rows import EventRow, StoredEvent
from analyst_app.domain.spans import Span
from analyst_app.exporters import ExportSetting
from analyst_app.resources import resource

DAY = date(2023, 11, 9)
WINDOW = DateSpan(date(2023, 11, 8), DAY)
IZYUM = Place("Izyum", "Izium", PlaceKind.SETTLEMENT, "UA", "Kharkiv", "Izium Raion", 49.208612, 37.248531, 1, "g1")
KUPIANSK = Place("Kupiansk direction", "Kupiansk", PlaceKind.DIRECTION, "UA", "Kharkiv", None, 49.7106, 37.6157, 2, "g3")


@pytest.fixture(scope="session")
def setting():
    ontology = read_ontology(tomllib.loads(resource("ontology/event_types.toml").read_text(encoding="utf-8")))
    return ExportSetting(ontology, "analyst-app 0.1.0", datetime(2023, 11, 10, 8, 30, tzinfo=UTC), "confirmed events of 9 November 2023")


@pytest.fixture
def row():
    """Build a row; what an event has goes by name, the rest of the row under `of_row` and `of_store`."""

    def build(key="e1", kind=EventType.AIRSTRIKE, *, report="r1", of_row=None, of_store=None, **fields):
        event = Event(key, kind, fields.pop("date", WINDOW), Span(0, 7), **fields)
        stored = StoredEvent(
            **{"id": 1, "report_id": 1, "event": event, "state": ReviewState.CONFIRMED, "origin": Origin.MACHINE} | (of_store or {})
        )
        return EventRow(
            **{
                "stored": stored,
                "report_key": report,
                "report_title": "Daily report",
                "source": "The Daily",
                "published": DAY,
                "counts_on": DAY,
                "counted_attacks": 16,
                "evidence": "Russia carried out 16 airstrikes.",
                "trigger": "airstrikes",
            }
            | (of_row or {})
        )

    return build


@pytest.fixture
def full_row(row):
    return row(
        "e2",
        count=Estimate.exactly(16),
        places_count=2,
        actor="Russia",
        target="Ukrainian positions",
        disputed_by="Russia",
        places=(IZYUM, KUPIANSK),
        killed=Estimate.at_least(2),
        injured=Estimate.between(5, 8),
        reported_by="Serhii Cherevatyi",
        part_of="e1",
        note="checked",
        confidence=(("event", 0.87654), ("type", 1.0)),
        of_row={"same_as": ("r2:e4", "r3:e1")},
        of_store={"preferred": True, "analyst": "anna", "reviewed_at": datetime(2023, 11, 9, 18, 5, 7, 999, tzinfo=UTC)},
    )
