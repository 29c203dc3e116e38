"""What a look-up returns, and how candidates for one name are ranked. Knows no files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log10
from typing import NamedTuple

from analyst_app.domain.places import PlaceKind
from analyst_app.gazetteer.fronts import Fronts
from analyst_app.gazetteer.hints import Agreement, Setting, kilometres
from analyst_app.gazetteer.places_file import NameRole, Row

_KINDS_LIKE = {
    PlaceKind.SETTLEMENT: (PlaceKind.SETTLEMENT, PlaceKind.FACILITY),
    PlaceKind.FACILITY: (PlaceKind.FACILITY, PlaceKind.SETTLEMENT),
    PlaceKind.COMMUNITY: (PlaceKind.COMMUNITY, PlaceKind.SETTLEMENT, PlaceKind.DISTRICT),
    PlaceKind.DISTRICT: (PlaceKind.DISTRICT, PlaceKind.SETTLEMENT, PlaceKind.REGION),
    PlaceKind.REGION: (PlaceKind.REGION, PlaceKind.AREA, PlaceKind.DISTRICT, PlaceKind.SETTLEMENT),
    PlaceKind.DIRECTION: (PlaceKind.SETTLEMENT, PlaceKind.DIRECTION, PlaceKind.REGION, PlaceKind.AREA, PlaceKind.DISTRICT),
    PlaceKind.AREA: (PlaceKind.AREA, PlaceKind.COUNTRY, PlaceKind.SETTLEMENT, PlaceKind.REGION, PlaceKind.DISTRICT),
    PlaceKind.WATER: (PlaceKind.WATER, PlaceKind.AREA),
    PlaceKind.COUNTRY: (PlaceKind.COUNTRY,),
    PlaceKind.UNKNOWN: (PlaceKind.COUNTRY, PlaceKind.SETTLEMENT, PlaceKind.AREA, PlaceKind.REGION, PlaceKind.WATER, PlaceKind.FACILITY),
}
"""Which kinds of place can carry the name that words of one kind speak of, the likeliest first."""
_STEPS = {wanted: {kind: n for n, kind in enumerate(likely)} for wanted, likely in _KINDS_LIKE.items()}

_KIND_STEP = 1.5
_FIRM_STEP = 15.0
_FIRM_KINDS = frozenset({PlaceKind.REGION, PlaceKind.DISTRICT, PlaceKind.COMMUNITY, PlaceKind.WATER, PlaceKind.COUNTRY})
"""Kinds whose word leaves no doubt: a village is meant by “region” only where no region bears the name."""
_ROLE_WORTH = {NameRole.PRIMARY: 4.0, NameRole.ALTERNATE: 1.5, NameRole.VARIANT: 1.2, NameRole.LOOSE: 0.3}
_OVERSHADOWED = 3.0
"""What another name of a place loses where it is the first name of a settlement of the same country."""
_SEAT_WORTH = 2.0
_SIZE_SHARE = 1.4
_REPORTED_WORTH = 0.6
"""A village of the register that has a point only by our own list stands there because reports name it."""
_TOWN_SHARE = 1.3
_FAMOUS, _FAME = 50_000, 2.5
"""From so many inhabitants on a city's bare name means the city, whatever hamlet lies nearer; so much for each power of ten."""
_WIDE_SHARE = 0.3
"""What nearness is worth for a direction, whose town may lie far from the places it is named with."""
_PLAIN_KIND_WORTH = {
    PlaceKind.COUNTRY: 5.0,
    PlaceKind.AREA: 2.5,
    PlaceKind.WATER: 0.5,
    PlaceKind.SETTLEMENT: 0.8,
    PlaceKind.DISTRICT: -1.5,
    PlaceKind.COMMUNITY: -2.0,
}
_OWN_WORTH = 12.0
"""A place that the analyst wrote down goes before any other of its name; one out of a dump that was imported, only a little."""
_IMPORTED_WORTH = 3.0
_SAME_COUNTRY = 4.0
_SHARE_OF_COUNTRY = 6.0
_NOBODYS_SHARE = 0.7
"""Seas, and areas that span countries, are at home in every report."""
_FRONT_WORTH = 2.0
_FRONT_KINDS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.FACILITY, PlaceKind.DIRECTION, PlaceKind.UNKNOWN})
_NAMED_FRONT = 6.0
_FRONT_TOWN = 15.0
"""Kilometres within which a place is the town of the front that bears its name."""


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


_NOTHING = Setting()


class Ranked(NamedTuple):
    """A row with its worth; `told` is the part of it that the report's own hints give."""

    row: Row
    score: float
    told: float


def rank(
    rows: Sequence[tuple[Row, bool]],
    *,
    kind: PlaceKind = PlaceKind.UNKNOWN,
    country: str | None = None,
    setting: Setting | None = None,
    fronts: Fronts | None = None,
) -> list[Ranked]:
    """The likeliest first, each place once. Each row says whether it comes from the analyst's own file.

    `kind` is that of the report's words, `setting` what the report says about where the place lies.
    """
    if not rows:
        return []
    if len(rows) == 1:
        # One place alone needs no hints to be the likeliest.
        judge = _Judge(rows, kind, country, _NOTHING if setting is None else replace(setting, hints=()), fronts)
        return [judge.ranked(rows[0][0], own=rows[0][1])]
    judge = _Judge(rows, kind, country, setting or _NOTHING, fronts)
    best: dict[str, Ranked] = {}
    for row, own in rows:
        ranked = judge.ranked(row, own=own)
        known = best.get(row.place_id)
        if known is None or ranked.score > known.score:
            best[row.place_id] = ranked
    return sorted(best.values(), key=lambda r: (-r.score, -r.row.population, r.row.place_id))


def candidate(ranked: Ranked) -> Candidate:
    """A ranked row as what a look-up returns."""
    row = ranked.row
    return Candidate(
        row.place_id,
        row.name,
        row.kind,
        row.country,
        row.admin1,
        row.admin2,
        row.lat,
        row.lon,
        row.population,
        round(ranked.score, 3),
        row.precision,
    )


class _Judge:
    """Weighs the rows of one name."""

    def __init__(
        self, rows: Iterable[tuple[Row, bool]], kind: PlaceKind, country: str | None, setting: Setting, fronts: Fronts | None
    ) -> None:
        self._kind = kind
        self._country = country
        self._setting = setting
        self._agreement = Agreement(setting.hints) if setting.hints else None
        self._shares = dict(setting.countries)
        self._favoured = dict(setting.favoured)
        self._fronts = fronts
        self._first_names = {
            row.country for row, _ in rows if row.role is NameRole.PRIMARY and row.kind is PlaceKind.SETTLEMENT and row.country is not None
        }
        self._front = next((row for row, _ in rows if row.kind is PlaceKind.DIRECTION), None) if kind is PlaceKind.DIRECTION else None

    def ranked(self, row: Row, *, own: bool) -> Ranked:
        worth = _worth(row, self._kind) + (self._fame(row) if row.population > _FAMOUS else 0.0)
        if own:
            worth += _OWN_WORTH if row.place_id.startswith("own:") else _IMPORTED_WORTH
        if row.role is not NameRole.PRIMARY and row.country in self._first_names and row.kind is not self._kind:
            worth -= _OVERSHADOWED
        if self._country is not None and row.country == self._country:
            worth += _SAME_COUNTRY
        if self._shares:
            worth += _SHARE_OF_COUNTRY * (_NOBODYS_SHARE if row.country is None else self._shares.get(row.country, 0.0))
        if self._front is not None:
            worth += self._named_front(row, self._front)
        told = 0.0
        if self._agreement is not None:
            told = self._agreement.worth(row) * (_WIDE_SHARE if self._kind is PlaceKind.DIRECTION else 1.0)
        told += self._favoured.get(row.place_id, 0.0)
        return Ranked(row, worth + told + self._near_front(row), told)

    def _fame(self, row: Row) -> float:
        """What a city's size adds to its bare name in its own country, and anywhere where none is told."""
        if row.kind is not PlaceKind.SETTLEMENT or (self._country is not None and row.country != self._country):
            return 0.0
        if self._shares and row.country not in self._shares:
            return 0.0
        return _FAME * log10(row.population / _FAMOUS)

    def _named_front(self, row: Row, front: Row) -> float:
        if row.lat is None or row.lon is None or front.lat is None or front.lon is None:
            return 0.0
        return _NAMED_FRONT if kilometres(row.lat, row.lon, front.lat, front.lon) <= _FRONT_TOWN else 0.0

    def _near_front(self, row: Row) -> float:
        day = self._setting.day
        if self._fronts is None or day is None or self._kind not in _FRONT_KINDS or row.kind not in _FRONT_KINDS:
            return 0.0
        return _FRONT_WORTH * self._fronts.nearness(row, day)


def _worth(row: Row, kind: PlaceKind) -> float:
    """What the spelling, the size and the kind of a place say by themselves."""
    size = log10(row.population) if row.population > 100 else 2.0
    if row.kind is PlaceKind.SETTLEMENT:
        size *= _SIZE_SHARE
    if row.seat:
        size += _SEAT_WORTH
    if row.precision == 1 and row.place_id.startswith("katottg:"):
        size += _REPORTED_WORTH
    if kind is PlaceKind.UNKNOWN:
        return _ROLE_WORTH[row.role] + size + _PLAIN_KIND_WORTH.get(row.kind, 0.0)
    steps = _STEPS[kind].get(row.kind, len(_STEPS[kind]) + 2)
    # Armies name directions for towns, not for the hamlets of the same name.
    size *= _TOWN_SHARE if kind is PlaceKind.DIRECTION else 1.0
    return _ROLE_WORTH[row.role] + size - (_FIRM_STEP if kind in _FIRM_KINDS else _KIND_STEP) * steps
