"""Stored events made in one line, for tests of comparing reports."""

from datetime import date

import pytest

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event
from analyst_app.domain.ontology import EventType
from analyst_app.domain.review import Origin, ReviewState
from analyst_app.domain.rows import StoredEvent
from analyst_app.domain.spans import Span

DAY = date(2023, 11, 9)


@pytest.fixture
def told():
    """Events of one report; the number in a key says where its trigger stands, `day` which day it happened on."""

    def made(*rows):
        found = []
        for n, (key, count, more) in enumerate(rows):
            given = dict(more)
            at = 10 * int(key[1:])
            event = Event(
                key,
                given.pop("type", EventType.AIRSTRIKE),
                given.pop("date", DateSpan.day(given.pop("day", DAY))),
                Span(at, at + 5),
                Estimate.parse(count) if count else None,
                **given,
            )
            found.append(StoredEvent(n + 1, 1, event, ReviewState.CONFIRMED, Origin.MACHINE))
        return tuple(found)

    return made
