"""Reads the events of a few sentences with the real model, for tests that say what must come out."""

from datetime import date
from functools import lru_cache

from analyst_app.domain.events import Event
from analyst_app.domain.reports import Extraction, Report
from analyst_app.extraction.extract import Extractor
from analyst_app.gazetteer import Gazetteer

DAY = date(2024, 5, 15)


@lru_cache(1)
def extractor() -> Extractor:
    return Extractor.load(gazetteer=Gazetteer.open())


def extraction(text: str, *, published: date = DAY) -> Extraction:
    return extractor().extract(Report("test", text, published))


def events(text: str, *, published: date = DAY) -> list[Event]:
    return list(extraction(text, published=published).events)


def only(text: str, *, published: date = DAY) -> Event:
    found = events(text, published=published)
    assert len(found) == 1, [(e.type.value, e.trigger.of(text)) for e in found]
    return found[0]


def told(found: list[Event]) -> list[tuple[str, str | None]]:
    """Type and count of each event, in order."""
    return [(e.type.value, None if e.count is None else str(e.count)) for e in found]


def names(event: Event) -> list[str]:
    return [place.text for place in event.places]
