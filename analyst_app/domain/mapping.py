"""What a map is asked and what it is told: where events happened, how exactly that is known, how many there are."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analyst_app.domain.ontology import EventType
from analyst_app.domain.places import PlaceKind


class Exactness(StrEnum):
    """How exactly a place is known: a point, somewhere around a point, or anywhere in a region or country."""

    POINT = "point"
    AROUND = "around"
    AREA = "area"


EXACTNESS_OF_KIND = {
    PlaceKind.SETTLEMENT: Exactness.POINT,
    PlaceKind.FACILITY: Exactness.POINT,
    PlaceKind.REGION: Exactness.AREA,
    PlaceKind.COUNTRY: Exactness.AREA,
}
"""Every other kind is a point around which something happened: a district, a direction, a stretch of water."""


class Measure(StrEnum):
    """What the size of a mark stands for: attacks by the counting rule, applied at each place by itself, or records of any type."""

    ATTACKS = "attacks"
    EVENTS = "events"


@dataclass(frozen=True, slots=True)
class MapBox:
    """A part of the world in degrees; it never crosses the 180th meridian."""

    west: float
    south: float
    east: float
    north: float


WORLD = MapBox(-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True, slots=True)
class MapQuestion:
    """Which marks to show: of what box, how closely drawn together, of which days.

    `level` is that of web maps: at level 0 the world is 256 pixels wide, and each further one doubles that.
    A day that is None leaves that end open.
    """

    box: MapBox = WORLD
    level: int = 0
    first_day: date | None = None
    last_day: date | None = None
    measure: Measure = Measure.ATTACKS


@dataclass(frozen=True, slots=True)
class MapMark:
    """One mark: a place, or several that would lie on one another.

    `amounts` are by type, the largest first, and `roughly` is how much of them is known to have happened around a place only.
    `names` are those of its places, those with most first, at most `NAMED` of `places`, which are numbers to ask for the events
    behind it. `code` is the ISO 3166 code of an area's outline, "" where none is known.
    """

    lon: float
    lat: float
    exactness: Exactness
    names: tuple[str, ...]
    amounts: tuple[tuple[EventType, int], ...]
    events: int
    places: tuple[int, ...]
    roughly: int = 0
    code: str = ""

    @property
    def total(self) -> int:
        """What its size stands for."""
        return sum(amount for _, amount in self.amounts)


NAMED = 3


@dataclass(frozen=True, slots=True)
class MapSources:
    """Which reports tell of a mark: how many, and the titles of the newest ones."""

    reports: int
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapDay:
    """What the time line shows of one day, over all places; `amount` adds places up, so it is no count of a day."""

    day: date
    amount: int


@dataclass(frozen=True, slots=True)
class MapAnswer:
    """The marks of a view, and what one must know to read them.

    `largest` and `largest_area` are the totals of the largest mark and area in any window as long as the asked one, so that sizes
    can be compared while time runs. `elsewhere` counts the events of the selection that have no place with coordinates.
    `extent` holds what is located, `countries` are where it is, those with most events first, as ISO 3166-1 codes.
    """

    view: MapQuestion
    marks: tuple[MapMark, ...]
    largest: int
    largest_area: int
    days: tuple[MapDay, ...]
    located: int
    elsewhere: int
    extent: MapBox | None
    countries: tuple[str, ...] = ()
