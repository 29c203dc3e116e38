"""Reports as read, and what an extraction made of them."""

from dataclasses import dataclass, field
from datetime import date, datetime

from analyst_app.domain.events import Event
from analyst_app.domain.spans import Entity

STANDS_IN = "Events of a table; the text of report {} itself was not in it."
"""Stands in the text that is made for the events of a table. It names the report, so that two of the same words are told apart."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report's text with what is known of it before extraction; `key` is its identifier (a file's stem, say).

    `moment` is when it was published, where its file tells that with a time and its zone; which day that is, is a setting
    (`domain.day_boundary`). `published` is the day as it is written.
    """

    key: str
    text: str
    published: date | None = None
    title: str | None = None
    source: str | None = None
    author: str | None = None
    moment: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Versions:
    """What made a proposal: program, spaCy pipeline, lexicons, gazetteer."""

    program: str
    model: str
    lexicons: str
    gazetteer: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """The entities and proposed events of one report. `published` is the report's date, read from the text where none was given."""

    report: Report
    published: date
    entities: tuple[Entity, ...]
    events: tuple[Event, ...]
    versions: Versions
