"""What a look-up returns, and how candidates for one name are ranked. Knows no files."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, log10, radians, sin, sqrt

from analyst_app.domain.places import Place, PlaceKind
from analyst_app.gazetteer.places_file import NameRole, Row

_KINDS_LIKE = {
    PlaceKind.SETTLEMENT: (PlaceKind.SETTLEMENT, PlaceKind.FACILITY),
    PlaceKind.FACILITY: (PlaceKind.FACILITY, PlaceKind.SETTLEMENT),
    PlaceKind.COMMUNITY: (PlaceKind.COMMUNITY, PlaceKind.SETTLEMENT, PlaceKind.DISTRICT),
    PlaceKind.DISTRICT: (PlaceKind.DISTRICT, PlaceKind.SETTLEMENT, PlaceKind.REGION),
    PlaceKind.REGION: (PlaceKind.REGION, PlaceKind.AREA, PlaceKind.DISTRICT, PlaceKind.SETTLEMENT),
    PlaceKind.DIRECTION: (PlaceKind.SETTLEMENT, PlaceKind.REGION, PlaceKind.AREA, PlaceKind.DISTRICT),
    PlaceKind.AREA: (PlaceKind.AREA, PlaceKind.COUNTRY, PlaceKind.SETTLEMENT, PlaceKind.REGION),
    PlaceKind.WATER: (PlaceKind.WATER, PlaceKind.AREA),
    PlaceKind.COUNTRY: (PlaceKind.COUNTRY,),
    PlaceKind.UNKNOWN: (PlaceKind.COUNTRY, PlaceKind.SETTLEMENT, PlaceKind.AREA, PlaceKind.REGION, PlaceKind.WATER, PlaceKind.FACILITY),
}
"""Which kinds of place can carry the name that words of one kind speak of, the likeliest first."""

_KIND_STEP = 1.5
_FIRM_STEP = 10.0
_FIRM_KINDS = frozenset({PlaceKind.REGION, PlaceKind.DISTRICT, PlaceKind.COMMUNITY, PlaceKind.WATER, PlaceKind.COUNTRY})
"""Kinds whose word leaves no doubt: a village is meant by “region” only where no region bears the name."""
_ROLE_WORTH = {NameRole.PRIMARY: 4.0, NameRole.ALTERNATE: 1.5, NameRole.VARIANT: 1.2, NameRole.LOOSE: 0.3}
_SEAT_WORTH = 2.0
_TOWN_SHARE = 1.3
_WIDE_SHARE = 0.3
"""What nearness is worth for a direction, whose town may lie far from the places it is named with."""
_PLAIN_KIND_WORTH = {
    PlaceKind.COUNTRY: 3.0,
    PlaceKind.AREA: 2.5,
    PlaceKind.WATER: 0.5,
    PlaceKind.SETTLEMENT: 0.8,
    PlaceKind.DISTRICT: -1.5,
    PlaceKind.COMMUNITY: -2.0,
}
_OWN_WORTH = 12.0
"""A place that the analyst wrote down goes before any other of its name; one out of a dump that was imported, only a little."""
_IMPORTED_WORTH = 3.0
_SAME_COUNTRY, _NEIGHBOUR_SHARE = 4.0, 3.5
_SAME_ADMIN1, _SAME_ADMIN2 = 1.5, 1.0
_NEARNESS = ((15.0, 3.5), (40.0, 2.5), (100.0, 1.5), (300.0, 0.5))
_UNSURE_POINT = 0.6
"""What nearness is worth where the point is only that of the place's community or district."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name can mean; the higher its `score`, the likelier. `geo_precision` is that of its coordinates."""

    place_id: str
    name: str
    kind: PlaceKind
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    population: int
    score: float
    geo_precision: int


def rank(
    rows: Iterable[tuple[Row, bool]],
    *,
    kind: PlaceKind = PlaceKind.UNKNOWN,
    country: str | None = None,
    context: tuple[Place, ...] = (),
) -> tuple[Candidate, ...]:
    """The likeliest first. Each row says whether it comes from the analyst's own file, which goes before the shipped one.

    `kind` is that of the report's words; `context` holds places that the report has already named.
    """
    best: dict[str, Candidate] = {}
    for row, own in rows:
        score = _worth(row, kind) + _closeness(row, kind, country, context) + _preference(row, own=own)
        known = best.get(row.place_id)
        if known is None or score > known.score:
            best[row.place_id] = _candidate(row, round(score, 3))
    return tuple(sorted(best.values(), key=lambda c: (-c.score, -c.population, c.place_id)))


def _preference(row: Row, *, own: bool) -> float:
    if not own:
        return 0.0
    return _OWN_WORTH if row.place_id.startswith("own:") else _IMPORTED_WORTH


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance of two points on the globe (haversine)."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(half)))


def _candidate(row: Row, score: float) -> Candidate:
    return Candidate(
        place_id=row.place_id,
        name=row.name,
        kind=row.kind,
        country=row.country,
        admin1=row.admin1,
        admin2=row.admin2,
        lat=row.lat,
        lon=row.lon,
        population=row.population,
        score=score,
        geo_precision=row.precision,
    )


def _worth(row: Row, kind: PlaceKind) -> float:
    """What the spelling, the size and the kind of a place say by themselves."""
    size = log10(max(row.population, 100)) + (_SEAT_WORTH if row.seat else 0.0)
    if kind is PlaceKind.UNKNOWN:
        return _ROLE_WORTH[row.role] + size + _PLAIN_KIND_WORTH.get(row.kind, 0.0)
    likely = _KINDS_LIKE[kind]
    steps = likely.index(row.kind) if row.kind in likely else len(likely) + 2
    # Armies name directions for towns, not for the hamlets of the same name.
    size *= _TOWN_SHARE if kind is PlaceKind.DIRECTION else 1.0
    return _ROLE_WORTH[row.role] + size - (_FIRM_STEP if kind in _FIRM_KINDS else _KIND_STEP) * steps


def _closeness(row: Row, kind: PlaceKind, country: str | None, context: tuple[Place, ...]) -> float:
    """What the given country and the places already named say."""
    score = _SAME_COUNTRY if country is not None and row.country == country else 0.0
    if not context:
        return score
    alike = sum(1 for p in context if p.country == row.country and p.country is not None) / len(context)
    score += _NEIGHBOUR_SHARE * alike
    return score + _nearness(row, context) * (_WIDE_SHARE if kind is PlaceKind.DIRECTION else 1.0)


def _nearness(row: Row, context: tuple[Place, ...]) -> float:
    """Whether a place lies in the same region and district as those already named, and how far from the nearest."""
    score = 0.0
    near = [p for p in context if p.country == row.country and p.country is not None]
    if row.admin1 is not None and any(p.admin1 == row.admin1 for p in near):
        score += _SAME_ADMIN1
        if row.admin2 is not None and any(p.admin2 == row.admin2 for p in near):
            score += _SAME_ADMIN2
    if row.lat is not None and row.lon is not None:
        away = min(
            (kilometres(row.lat, row.lon, p.lat, p.lon) for p in context if p.lat is not None and p.lon is not None), default=float("inf")
        )
        near_worth = next((worth for limit, worth in _NEARNESS if away <= limit), 0.0)
        score += near_worth * (1.0 if row.precision == 1 else _UNSURE_POINT)
    return score
