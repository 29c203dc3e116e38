"""What questions to the database return: frozen rows for tables, cards, charts and exporters.

Ids are those of the database. Nothing here can be written back; commands of `services` change things.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from analyst_app.domain.counting import Unit, WindowDay
from analyst_app.domain.events import Event
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.reports import Versions
from analyst_app.domain.review import Origin, ReportState, ReviewState
from analyst_app.domain.spans import Entity


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which reports to list; an empty field does not restrict. `text` is full-text over title and text."""

    text: str = ""
    states: frozenset[ReportState] = frozenset()
    sources: frozenset[str] = frozenset()
    first_day: date | None = None
    last_day: date | None = None


class ReportOrder(StrEnum):
    """How the library is sorted."""

    PUBLISHED = "published"
    IMPORTED = "imported"
    TITLE = "title"
    CONFIDENCE = "confidence"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Revision:
    """The report that replaces another one, and why."""

    report_id: int
    title: str
    published: date
    reason: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line of the library. `proposed`, `confirmed` and `rejected` count its events; `confidence` is its least sure proposal's.

    `revised_by` is the report that replaces it, so that its own events count nowhere. A second coding names the report that it codes
    again and its coder; the library does not list it, and says in `coded_again_by` who codes a report again. `looks_like` is the title
    of an earlier report that has nearly its words, while nobody has decided about the two, `alike` how nearly, 0 to 1.
    """

    id: int
    key: str
    title: str
    source: str | None
    author: str | None
    published: date
    state: ReportState
    proposed: int
    confirmed: int
    rejected: int
    characters: int
    imported_at: datetime
    file_name: str | None = None
    confidence: float | None = None
    snippet: str = ""
    revised_by: Revision | None = None
    second_of: int | None = None
    coder: str | None = None
    looks_like: str | None = None
    alike: float | None = None
    coded_again_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A stored entity."""

    id: int
    entity: Entity
    origin: Origin


@dataclass(frozen=True, slots=True)
class Correction:
    """A field that the analyst changed, with what the machine had proposed, in words."""

    field: str
    proposed: str


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as stored. `event.part_of` is a key of the same report; `part_of_id` the database id behind it.

    `words_chosen`: the analyst has said which words name it or stand behind a field, where the machine had found others.
    """

    id: int
    report_id: int
    event: Event
    state: ReviewState
    origin: Origin
    corrections: tuple[Correction, ...] = ()
    part_of_id: int | None = None
    act_id: int | None = None
    preferred: bool = False
    analyst: str | None = None
    reviewed_at: datetime | None = None
    words_chosen: bool = False


@dataclass(frozen=True, slots=True)
class ReportDetail:
    """One report, whole, as the review screen shows it: events in reading order."""

    row: ReportRow
    text: str
    entities: tuple[EntityRow, ...]
    events: tuple[StoredEvent, ...]
    versions: Versions | None
    cursor: int | None


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events to list or count; an empty field does not restrict. Days are compared with an event's last day.

    `places` are names of first places, `regions` first-order divisions of first places, `directions` any direction that is told.
    `doubtful` leaves possible duplicates alone, each beside those that it may be the same as. `analysts` are those who decided last.
    `current` leaves out the events of reports that others replace.
    """

    first_day: date | None = None
    last_day: date | None = None
    types: frozenset[EventType] = frozenset()
    statuses: frozenset[Status] = frozenset()
    states: frozenset[ReviewState] = frozenset()
    actors: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    report_ids: frozenset[int] = frozenset()
    event_ids: frozenset[int] = frozenset()
    text: str = ""
    regions: frozenset[str] = frozenset()
    directions: frozenset[str] = frozenset()
    doubtful: bool = False
    analysts: frozenset[str] = frozenset()
    current: bool = False


class EventOrder(StrEnum):
    """How the events table is sorted."""

    DATE = "date"
    TYPE = "type"
    COUNT = "count"
    ACTOR = "actor"
    PLACE = "place"
    STATUS = "status"
    STATE = "state"
    SOURCE = "source"
    CONFIDENCE = "confidence"


@dataclass(frozen=True, slots=True)
class EventRow:
    """One line of the events table or of an export: the event, where it comes from, and what it adds to which day.

    `trigger` is the words that name the event, `sentence` those around them; `same_as` names the other events of its act as
    exports do: `<report key>:<event key>`. `revised_by` is the report that replaces its own, so that it adds nothing;
    `revises` says that its own replaces another one.
    `munitions`: its number counts what was launched or dropped, and not acts.
    """

    stored: StoredEvent
    report_key: str
    report_title: str
    source: str | None
    published: date
    counts_on: date | None
    counted_attacks: int
    evidence: str
    trigger: str = ""
    sentence: str = ""
    same_as: tuple[str, ...] = ()
    revised_by: Revision | None = None
    revises: bool = False
    munitions: bool = False


class FlatEvent(NamedTuple):
    """An event as pieces of one line of an export, in the order of its columns; `exporters.columns` says what they mean.

    A named tuple, and of few pieces, for its speed: an export may have millions. What a report or a place says is one tuple that the
    events share; neighbouring numbers, days and words of the program, which hold no comma, are one text with commas between.
    """

    key: str
    report: tuple[str, str, str | None, str]
    """Identifier, title, source, day of publication."""
    type_and_counts: str
    """`type` to `places_count`."""
    count_unit: str
    actor: str | None
    target: str | None
    status: str
    disputed_by: str | None
    days: str
    place: tuple[str | float | int | None, ...]
    """`place` to `all_places`."""
    casualties: str
    """`killed_low` to `injured_high`."""
    reported_by: str | None
    part_of: str | None
    same_as: str
    preferred: bool | None
    counts_on: str
    counted_attacks: int
    state: str
    confidence: float | None
    trigger: str
    evidence: str
    note: str
    analyst: str | None
    reviewed_at: str


@dataclass(frozen=True, slots=True)
class SameAct:
    """Unlinked events of different reports that agree in type, days, actor and first place: possible duplicates."""

    type: EventType
    first_day: date
    last_day: date
    actor: str | None
    place: str | None
    event_ids: tuple[int, ...]


class CountBy(StrEnum):
    """What daily counts are broken down by.

    `PLACE` is the first place whatever its kind, `REGION` its first-order division (an oblast), `SETTLEMENT` the first place where
    it is one, `DIRECTION` the first direction that is told, `STATE` whether the analyst has confirmed it.
    """

    TYPE = "type"
    PLACE = "place"
    ACTOR = "actor"
    STATUS = "status"
    SOURCE = "source"
    REGION = "region"
    DIRECTION = "direction"
    SETTLEMENT = "settlement"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class CountSetting:
    """How to count: the breakdown, the unit, and the day that a window of two days counts on."""

    by: CountBy = CountBy.TYPE
    unit: Unit = Unit.ATTACKS
    window: WindowDay = WindowDay.LAST


class DayCount(NamedTuple):
    """What counts on one day for one value of the breakdown and one acting party, by the contract's rule.

    `high` is None where at least one report sets no upper bound. `events` is the number of events behind it, `doubtful` how many
    of them are possible duplicates, `revised` how many were corrected, are of a report that replaces another one, or were chosen
    over another report's figure of the same act.
    A named tuple for its speed: an answer over some years has tens of thousands.
    """

    day: date
    group: str
    actor: str | None
    low: int
    best: int
    high: int | None
    events: int = 1
    doubtful: int = 0
    revised: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """Daily counts with what one must know to read them.

    `reported_days`: days that some report of the selection covers; a day outside them is a gap, not a zero.
    `zeros`: days and types for which a report says explicitly that nothing happened.
    `duplicates`: how many acts may be told by several of the reports; which ones is another question.
    `not_counted`: events that match the filter but count on no day (cumulative, planned, denied, parts of a whole).
    `superseded`: events of reports that others replace, which are not among the former; they count nowhere.
    `revised_days`: days on which something counts that a report says in another one's stead.
    """

    by: CountBy
    rows: tuple[DayCount, ...]
    reported_days: frozenset[date]
    zeros: frozenset[tuple[date, EventType]]
    duplicates: int
    not_counted: int
    unit: Unit = Unit.ATTACKS
    window: WindowDay = WindowDay.LAST
    superseded: int = 0
    revised_days: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class ReviewProgress:
    """How far the review has come."""

    reports: int
    reports_reviewed: int
    events: int
    events_decided: int


class ImportStatus(StrEnum):
    """What became of one input of an import."""

    IMPORTED = "imported"
    DUPLICATE = "duplicate"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """One input of an import: its name, the report made of it (or found again), and why it failed where it did.

    `path` is the file that it was read from, by which it can be tried again; "" where there is none. `reviewed`: its events came with
    what had been decided about them.
    """

    name: str
    status: ImportStatus
    report_id: int | None = None
    events: int = 0
    problem: str = ""
    path: str = ""
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source with what is known of it; every `rhythm_days` days a report of it is expected, None where none is."""

    id: int
    name: str
    side: str | None
    reports: int
    reliability: str | None = None
    rhythm_days: int | None = None
    note: str = ""
    last_report: date | None = None


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """The values that filters can offer, from what is stored."""

    sources: tuple[str, ...]
    actors: tuple[str, ...]
    places: tuple[str, ...]
    first_day: date | None
    last_day: date | None
    regions: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    analysts: tuple[str, ...] = ()
