"""Reads a text up to its places with the real model and gazetteer, for tests that say where a name must come out."""

from datetime import date
from functools import lru_cache

from analyst_app.domain.places import Place
from analyst_app.domain.spans import Span
from analyst_app.extraction import lexicons as word_lists
from analyst_app.extraction.party_homes import party_homes
from analyst_app.extraction.pipeline import DEFAULT_MODEL, load
from analyst_app.extraction.place_senses import senses
from analyst_app.extraction.read import read
from analyst_app.gazetteer import Gazetteer
from analyst_app.gazetteer.own_places import OwnPlaces

DAY = date(2024, 5, 15)


@lru_cache(1)
def _parts():
    lexicons = word_lists.load()
    return load(DEFAULT_MODEL), lexicons, Gazetteer.open(), party_homes(lexicons)


def located(text: str, *, published: date = DAY) -> dict[Span, Place]:
    """The place of each LOCATION mention of a text, by its span."""
    nlp, lexicons, gazetteer, homes = _parts()
    reading = read(text, published=published, nlp=nlp, lexicons=lexicons, gazetteer=gazetteer)
    return senses(reading, gazetteer, own=OwnPlaces((), gazetteer).in_report(text), homes=homes)


def places(text: str, *, published: date = DAY) -> list[Place]:
    """The places of a text in the order of its mentions."""
    return [place for _, place in sorted(located(text, published=published).items())]
