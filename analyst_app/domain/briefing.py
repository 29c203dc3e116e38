"""What a daily brief says, ready to be set on a page: figures, drawings as numbers, events, open questions. Knows no page."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from analyst_app.domain.mapping import MapBox, MapMark
from analyst_app.domain.ontology import EventType
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventRow

BEFORE = 7
"""Days before the day that its figures are held against."""
SHOWN = 14
"""Days of the chart, the day itself the last of them."""
UNSURE = 0.7
"""Below this confidence a record is named as doubtful, as in the review."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A count with its bounds; `high` is None where a report sets no upper bound."""

    low: int
    best: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Headline:
    """What counts on the day, on the day before (None where no report covers it), and the mean of the seven days before the day.

    `type` is None for the sum of a side. The mean is over the days that a report covers; None where these are too few.
    """

    type: EventType | None
    day: Amount
    before: Amount | None
    mean: float | None


@dataclass(frozen=True, slots=True)
class BriefSide:
    """One acting party: its sum, then its types."""

    name: str
    total: Headline
    types: tuple[Headline, ...]


@dataclass(frozen=True, slots=True)
class SideBars:
    """The daily counts of one side: for each type a number a day, and for each day the bounds of the sum."""

    name: str
    types: tuple[tuple[EventType, tuple[int, ...]], ...]
    bounds: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class BriefBars:
    """The chart: the same days for every side. A day that is not covered is a gap, not a zero."""

    days: tuple[date, ...]
    covered: tuple[bool, ...]
    sides: tuple[SideBars, ...]


class LineKind(StrEnum):
    """What a line of the map is."""

    REGION = "region"
    COUNTRY = "country"
    COAST = "coast"


@dataclass(frozen=True, slots=True)
class MapLine:
    """A line of the ground, through points of the picture."""

    kind: LineKind
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark of the map and where in the picture it stands."""

    mark: MapMark
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class BriefMap:
    """The map: `width` by `height` of the picture, its ground, its marks; `elsewhere` events have no place with coordinates.

    `land` holds the closed outlines of what is not sea. `box` is what the picture shows, in degrees.
    """

    width: int
    height: int
    land: tuple[tuple[tuple[float, float], ...], ...]
    lines: tuple[MapLine, ...]
    marks: tuple[PlacedMark, ...]
    elsewhere: int
    attribution: str
    box: MapBox


class QuestionKind(StrEnum):
    """Why something is open."""

    CONTRADICTION = "contradiction"
    DUPLICATE = "possible duplicate"
    UNSURE = "low confidence"
    UNREVIEWED = "not reviewed"
    REVISED = "revised"
    MISSING = "missing report"


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One sentence of what is open, and the sources that it concerns."""

    kind: QuestionKind
    words: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole brief.

    `covered` tells whether a report covers the day, `mean_days` how many of the seven days before it are covered. `hidden_sides` are
    those that have no headline. `other` counts records of types that are no attack. `more_events` did not fit the table. `selection`
    says in words which events alone it is about, "" where all.
    """

    day: date
    made_at: datetime
    program: str
    analyst: str
    database: str
    states: frozenset[ReviewState]
    covered: bool
    mean_days: int
    reports: tuple[str, ...]
    sides: tuple[BriefSide, ...]
    hidden_sides: tuple[str, ...]
    other: tuple[tuple[EventType, int], ...]
    bars: BriefBars | None
    map: BriefMap | None
    events: tuple[EventRow, ...]
    more_events: int
    questions: tuple[OpenQuestion, ...]
    selection: str = ""
