"""Reads a text up to its places with the real model and gazetteer, for tests that say where a name must come out."""

from datetime import date

from analyst_app.domain.places import Place
from analyst_app.domain.spans import Span
from analyst_app.extraction.read import read
from analyst_app.extraction.senses.place_senses import senses
from analyst_app.gazetteer.own_places import OwnPlaces
from support.event_reading import extractor

DAY = date(2024, 5, 15)


def located(text: str, *, published: date = DAY) -> dict[Span, Place]:
    """The place of each LOCATION mention of a text, by its span."""
    parts = extractor()
    gazetteer = parts._gazetteer
    reading = read(text, published=published, nlp=parts.nlp, lexicons=parts._lexicons, gazetteer=gazetteer)
    return senses(reading, gazetteer, own=OwnPlaces((), gazetteer).in_report(text), homes=parts._homes)


def places(text: str, *, published: date = DAY) -> list[Place]:
    """The places of a text in the order of its mentions."""
    return [place for _, place in sorted(located(text, published=published).items())]
