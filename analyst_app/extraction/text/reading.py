"""What the stages of the extraction hand to one another: a report's blocks and its mentions with their meaning.

Frozen records only; a spaCy `Doc` travels beside them in `Reading.doc` and never leaves `extraction`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spacy.tokens import Doc

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType
from analyst_app.domain.spans import Label, Span


class BlockKind(StrEnum):
    """What part a run of lines plays in a report."""

    TITLE = "title"
    DATELINE = "dateline"
    HEADING = "heading"
    TIME_STAMP = "time_stamp"
    BULLET = "bullet"
    PARAGRAPH = "paragraph"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, bullet, heading and so on.

    `heading` is the index of the block that heads it, `lead_in` of the line ("Of these:", "shot down 60 aerial
    targets:") whose list a bullet belongs to.
    """

    kind: BlockKind
    span: Span
    heading: int | None = None
    lead_in: int | None = None


class DateKind(StrEnum):
    """How a DATE mention is to be understood."""

    DAY = "day"
    WINDOW = "window"
    AS_OF = "as_of"
    SINCE = "since"
    PERIOD = "period"
    DURATION = "duration"
    TIME = "time"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class DateMeaning:
    """A resolved DATE. `days` is None for durations ("three hours") and for what only its context resolves (SAME).

    DAY a day or part of one; WINDOW the last 24 hours, overnight; AS_OF "as of 06:00"; SINCE an open start;
    PERIOD week, month, year, season; TIME a clock time; SAME "the same day", "the same period".
    """

    kind: DateKind
    days: DateSpan | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity with what it means.

    `canonical`: the party behind an ACTOR ("Russia"). `estimate`: of a QUANTITY. `date`: of a DATE.
    `attack_types`: the event types that an ATTACK word can name, surest first (airstrike; "shot down" -> interception;
    "attacks" -> attack). `weapon_type`: the attack that a WEAPON makes ("Shahed drones" -> drone_strike), None where it makes none.
    """

    span: Span
    label: Label
    text: str
    canonical: str | None = None
    estimate: Estimate | None = None
    date: DateMeaning | None = None
    attack_types: tuple[EventType, ...] = ()
    weapon_type: EventType | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A report after the first seven stages: `mentions` are the contract's entity layer, sorted, without overlaps.

    `published` is the report's date (given, else from the text, else today's); `period` its own reporting period where
    it states one for the whole report ("between the evenings of 15 and 16 May").
    `speaker` is the party whose side the report speaks for (whose "enemy" is meant), None where it takes none.
    """

    text: str
    published: date
    period: DateSpan | None
    speaker: str | None
    blocks: tuple[Block, ...]
    mentions: tuple[Mention, ...]
    doc: Doc
