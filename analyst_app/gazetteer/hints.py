"""What a report says about where a name's place lies, and how well a candidate agrees with it. Knows no files and no language.

A hint is another place with the bond by which the report ties it to the name: stated ("in the Kharkiv region", "12 km west of
Kupiansk"), or only standing near it in the text.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from math import asin, atan2, cos, degrees, radians, sin, sqrt

from analyst_app.domain.places import Place, PlaceKind
from analyst_app.gazetteer.places_file import Row


class Bond(StrEnum):
    """How the report ties a place to the name."""

    WITHIN = "within"
    """It says that the name's place lies in it: "Petropavlivka, Kharkiv region"."""
    AMONG = "among"
    """It says so of the list in which the name stands: "X, Y and Z in Kharkiv region" """
    MEASURED = "measured"
    """It says how far, or to which side, or just "near": "12 km west of Kupiansk"."""
    FRAME = "frame"
    """The region or direction that its sentence speaks of: "on the Kupiansk axis, near …"."""
    HEADING = "heading"
    """The place of its section's heading, or of the line that its list hangs on."""
    NEXT = "next"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    SECTION = "section"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Hint:
    """A place that the report ties to the name. `km` and `bearing` (degrees from north, seen from it) belong to MEASURED."""

    place: Place
    bond: Bond
    km: float | None = None
    bearing: float | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """All that a report says about where a name's place lies.

    `countries` are those of the report with their shares; `day` is its date, for the fronts of that time; `favoured` adds to the
    worth of single places by their id (what the same words meant elsewhere in the report); `near` tells that the report places
    something only near it.
    """

    hints: tuple[Hint, ...] = ()
    countries: tuple[tuple[str, float], ...] = ()
    day: date | None = None
    favoured: tuple[tuple[str, float], ...] = ()
    near: bool = False

    @property
    def spoken_of(self) -> frozenset[str]:
        """The countries that the report is about, without those that it only mentions."""
        return frozenset(code for code, share in self.countries if share >= _SPOKEN_OF)


_SPOKEN_OF = 0.12
_WIDENING = (Bond.NEXT, Bond.SENTENCE, Bond.PARAGRAPH, Bond.SECTION, Bond.REPORT)
_WORTH = {
    Bond.NEXT: 2.2,
    Bond.SENTENCE: 1.3,
    Bond.PARAGRAPH: 1.2,
    Bond.SECTION: 1.0,
    Bond.REPORT: 1.3,
    Bond.FRAME: 2.5,
    Bond.HEADING: 2.0,
}
_WITHIN = 10.0
_MEASURED = 4.0
_POINT_KINDS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.FACILITY, PlaceKind.COMMUNITY, PlaceKind.DIRECTION, PlaceKind.DISTRICT})
_AREA_KINDS = frozenset({PlaceKind.AREA, PlaceKind.WATER})
_SCALE = {PlaceKind.DIRECTION: 35.0, PlaceKind.DISTRICT: 35.0}
_USUAL_SCALE, _AREA_SCALE = 25.0, 150.0
"""Kilometres at which nearness has lost half its worth."""
_BEFORE_TOWN = 45.0
_SLACK = 9.0
"""Kilometres by which a point may be off that is only that of a place's community."""
_SAME_COUNTRY, _SAME_REGION, _SAME_DISTRICT = 0.08, 0.22, 0.45
_OF_REGION = 0.65
_OF_AREA = 0.4
_KM_OF_DEGREE = 111.2
_REACH = {PlaceKind.SETTLEMENT: 25.0, PlaceKind.FACILITY: 25.0, PlaceKind.COMMUNITY: 25.0, PlaceKind.DIRECTION: 70.0, PlaceKind.AREA: 200.0}
"""How far from its point a place may lie that is said to be in it, in kilometres."""
_REGIONS_POINT = 3
_FUZZ = 45.0
"""Degrees by which a side of the compass may be off."""
_WRONG_SIDE = 0.25


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance of two points on the globe (haversine)."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(half)))


@dataclass(slots=True)
class Agreement:
    """How well candidates agree with the hints; made once for all candidates of a name."""

    hints: tuple[Hint, ...]
    _loose: list[tuple[Place, tuple[Bond, ...], float, float]] = field(init=False)
    _within: list[Hint] = field(init=False)
    _among: list[Hint] = field(init=False)
    _measured: list[Hint] = field(init=False)

    def __post_init__(self) -> None:
        self._within = [h for h in self.hints if h.bond is Bond.WITHIN and h.place.name is not None]
        self._among = [h for h in self.hints if h.bond is Bond.AMONG and h.place.name is not None]
        self._measured = [h for h in self.hints if h.bond is Bond.MEASURED and h.place.lat is not None]
        by_place: dict[str | None, tuple[Place, list[Bond]]] = {}
        for hint in self.hints:
            if hint.bond in _WORTH:
                bonds = by_place.setdefault(hint.place.place_id, (hint.place, []))[1]
                bond = hint.bond
                if hint.place.kind is PlaceKind.DIRECTION and bond in _WIDENING:
                    # A direction frames its sentence; beside a name it is no neighbour.
                    bond = max(bond, Bond.SECTION, key=_WIDENING.index)
                # A place in the same sentence is in the same section, too; the tightest of these bonds says it all.
                if bond not in _WIDENING or not any(other in _WIDENING for other in bonds):
                    bonds.append(bond)
        self._loose = [(place, tuple(bonds), *_scales(place)) for place, bonds in by_place.values()]

    def worth(self, row: Row) -> float:
        """What all hints say for a candidate; 0 where they say nothing."""
        best: dict[Bond, float] = {}
        for place, bonds, scale, km_of_lon in self._loose:
            close = _closeness(row, place, scale, km_of_lon)
            for bond in bonds:
                if close > best.get(bond, 0.0):
                    best[bond] = close
        score = sum(_WORTH[bond] * best.get(bond, 0.0) for bond in (Bond.FRAME, Bond.HEADING))
        nearest = 0.0
        for bond in _WIDENING:
            nearest = max(nearest, best.get(bond, 0.0))
            score += _WORTH[bond] * nearest
        score += _WITHIN * sum(1 for h in (*self._within, *self._among) if lies_in(row, h.place))
        return score + sum(_MEASURED * _fit(row, h) for h in self._measured)

    def holds(self, row: Row) -> bool:
        """Whether a candidate lies in every place that the report says of it alone that it lies in, and in its list's country."""
        if self._among and all(h.place.country not in {None, row.country} for h in self._among):
            return False
        return all(lies_in(row, h.place) for h in self._within)

    @property
    def states(self) -> bool:
        """Whether the report says in which place it lies."""
        return bool(self._within or self._among)

    def outermost(self) -> Place | None:
        """The smallest of the places that it is said to lie in."""
        order = (PlaceKind.COMMUNITY, PlaceKind.DISTRICT, PlaceKind.SETTLEMENT, PlaceKind.REGION, PlaceKind.AREA, PlaceKind.COUNTRY)
        inside = [h.place for h in (self._within or self._among) if h.place.kind in order]
        return min(inside, key=lambda p: order.index(p.kind), default=None)


def lies_in(row: Row, outer: Place) -> bool:
    """Whether a place lies in another one, as far as divisions and points tell."""
    if outer.country is not None and row.country != outer.country:
        return False
    match outer.kind:
        case PlaceKind.COUNTRY:
            return True
        case PlaceKind.REGION:
            return row.admin1 is not None and row.admin1 == outer.admin1
        case PlaceKind.DISTRICT | PlaceKind.COMMUNITY if row.admin2 is not None and outer.admin2 is not None:
            near = outer.kind is PlaceKind.DISTRICT or _away(row, outer) <= _REACH[PlaceKind.COMMUNITY]
            return row.admin1 == outer.admin1 and row.admin2 == outer.admin2 and near
        case PlaceKind.DISTRICT:
            # Of a district without a point of its own only the region is known.
            pointless = outer.geo_precision == _REGIONS_POINT
            return row.admin1 == outer.admin1 and (pointless or _away(row, outer) <= _REACH[PlaceKind.DIRECTION])
        case _:
            return _away(row, outer) <= _REACH.get(outer.kind, _REACH[PlaceKind.AREA])


@lru_cache(4_096)
def _scales(place: Place) -> tuple[float, float]:
    """How far nearness to a place reaches, and how many kilometres a degree of longitude has there."""
    scale = _AREA_SCALE if place.kind in _AREA_KINDS else _SCALE.get(place.kind, _USUAL_SCALE)
    return scale, cos(radians(place.lat or 0.0)) * _KM_OF_DEGREE


def _closeness(row: Row, other: Place, scale: float, km_of_lon: float) -> float:
    """From 0 to 1: the same country, region and district, and the distance of the points."""
    if other.country is None or row.country != other.country:
        close = 0.0
    elif row.admin1 is None or row.admin1 != other.admin1:
        close = _SAME_COUNTRY
    elif other.kind is PlaceKind.REGION or (other.kind is PlaceKind.AREA and other.admin2 is None):
        return _OF_REGION
    elif row.admin2 is not None and row.admin2 == other.admin2:
        close = _SAME_DISTRICT
    else:
        close = _SAME_REGION
    if other.kind in _POINT_KINDS and row.kind in _POINT_KINDS:
        return max(close, _nearness(row, other, scale, km_of_lon))
    if other.kind in _AREA_KINDS and other.admin1 in {None, row.admin1}:
        return max(close, _OF_AREA * _nearness(row, other, scale, km_of_lon))
    return close


def _nearness(row: Row, other: Place, scale: float, km_of_lon: float) -> float:
    if row.lat is None or row.lon is None or other.lat is None or other.lon is None:
        return 0.0
    dx, dy = (row.lon - other.lon) * km_of_lon, (row.lat - other.lat) * _KM_OF_DEGREE
    if other.kind is PlaceKind.DIRECTION:
        # The fighting of a direction goes on before its town, and often far before it.
        away = max(0.0, sqrt(dx * dx + dy * dy) - _BEFORE_TOWN)
        return 1.0 / (1.0 + (away / scale) ** 2)
    off = _slack(row.kind, row.precision)
    # A point that is only that of a community may lie farther off than it looks.
    return 1.0 / (1.0 + (dx * dx + dy * dy + off * off) / (scale * scale))


def _slack(kind: PlaceKind, precision: int) -> float:
    if kind in {PlaceKind.DISTRICT, PlaceKind.DIRECTION}:
        return _SLACK
    return _SLACK * (precision - 1) if kind in _POINT_KINDS else 0.0


def _away(row: Row, other: Place) -> float:
    """Kilometres between two places, less what their points may be off; infinite where one has none."""
    if row.lat is None or row.lon is None or other.lat is None or other.lon is None:
        return float("inf")
    slack = _slack(row.kind, row.precision) + _slack(other.kind, other.geo_precision or 1)
    return max(0.0, kilometres(row.lat, row.lon, other.lat, other.lon) - slack)


def _fit(row: Row, hint: Hint) -> float:
    """From 0 to 1: how well a stated distance and side agree with where the candidate lies."""
    place = hint.place
    if row.lat is None or row.lon is None or place.lat is None or place.lon is None:
        return 0.0
    off_by = _slack(row.kind, row.precision) + _slack(place.kind, place.geo_precision or 1)
    away = kilometres(row.lat, row.lon, place.lat, place.lon)
    if hint.km is not None:
        allowed = max(5.0, 0.2 * hint.km) + off_by
        fit = 1.0 / (1.0 + ((away - hint.km) / allowed) ** 2)
    else:
        fit = 1.0 / (1.0 + (max(0.0, away - off_by) / 15.0) ** 2)
    if hint.bearing is None or away < 2.0 + off_by:
        return fit
    y = (row.lon - place.lon) * cos(radians(place.lat))
    seen = degrees(atan2(y, row.lat - place.lat)) % 360
    off = abs((seen - hint.bearing + 180) % 360 - 180)
    return fit * (1.0 if off <= _FUZZ * (2 if off_by else 1) else _WRONG_SIDE)


def bonds_of(context: Iterable[Place], bond: Bond) -> tuple[Hint, ...]:
    """Hints of one bond."""
    return tuple(Hint(place, bond) for place in context)
