"""Join Ukraine's official register with GeoNames' points: settlements, communities, districts. Knows no files.

A settlement without a point of its own gets that of its community's seat, else of its district's, and says so by its precision.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from city_names import Name, alternates, folded, from_cyrillic, is_cyrillic
from gazetteer_sources import City, Unit
from nearby_points import community_points, match_nearby, seat_of
from ukrainian_names import official, russian_form, spellings

from analyst_app.domain.places import PlaceKind
from analyst_app.gazetteer.places_file import NameRole, NewPlace

OBLASTS = {
    "01": ("UA-43", "Crimea"), "05": ("UA-05", "Vinnytsia"), "07": ("UA-07", "Volyn"), "12": ("UA-12", "Dnipropetrovsk"),
    "14": ("UA-14", "Donetsk"), "18": ("UA-18", "Zhytomyr"), "21": ("UA-21", "Zakarpattia"), "23": ("UA-23", "Zaporizhzhia"),
    "26": ("UA-26", "Ivano-Frankivsk"), "32": ("UA-32", "Kyiv Oblast"), "35": ("UA-35", "Kirovohrad"), "44": ("UA-09", "Luhansk"),
    "46": ("UA-46", "Lviv"), "48": ("UA-48", "Mykolaiv"), "51": ("UA-51", "Odesa"), "53": ("UA-53", "Poltava"),
    "56": ("UA-56", "Rivne"), "59": ("UA-59", "Sumy"), "61": ("UA-61", "Ternopil"), "63": ("UA-63", "Kharkiv"),
    "65": ("UA-65", "Kherson"), "68": ("UA-68", "Khmelnytskyi"), "71": ("UA-71", "Cherkasy"), "73": ("UA-77", "Chernivtsi"),
    "74": ("UA-74", "Chernihiv"), "80": ("UA-30", "Kyiv"), "85": ("UA-40", "Sevastopol"),
}  # fmt: skip
"""The register's numbers of the 27 first-order units, with their ISO 3166-2 codes and English names.

The city of Kyiv and Kyiv Oblast are two units, so the latter alone keeps its word.
"""

NAMES_BY_ISO = dict(OBLASTS.values())
REGISTER_NUMBERS = 100_000_000
"""Added to the register's five-digit numbers, so that they stand clear of GeoNames'."""

_USUAL_SIZE = {"K": 100_000, "M": 10_000, "X": 1_000, "C": 300}
_ORDER = {"K": 0, "M": 1, "X": 2, "C": 3}

_CLEARLY_LARGER = 3
_FORMER = {
    "Нью-Йорк": ("Новгородське",),
    "Кадіївка": ("Стаханов",),
    "Чистякове": ("Торез",),
    "Голубівка": ("Кіровськ",),
    "Кальміуське": ("Комсомольське",),
    "Бетманове": ("Красний Партизан",),
    "Новоекономічне": ("Димитрове",),
}
"""Names under which GeoNames still holds settlements that the register has renamed."""

Point = tuple[float, float, int]


@dataclass(frozen=True)
class Register:
    """The register's units with the GeoNames entry of each settlement that has one, by the unit's code.

    `regions` are points of the first-order units, by their English names.
    """

    units: list[Unit]
    matched: Mapping[str, City]
    regions: Mapping[str, tuple[float, float]]

    def raions(self) -> dict[str, str]:
        """The English names of the districts, by their codes."""
        seats = self._seats()
        return {u.code: official(seats[u.code].name) if u.code in seats else official(u.name) for u in self.units if u.category == "P"}

    def places(self) -> list[NewPlace]:
        """All places below the first-order units."""
        seats, raions = self._seats(), self.raions()
        found = [self._settlement(u, seats, raions) for u in self.units if u.category in _ORDER]
        found += [self._division(u, seats, raions) for u in self.units if u.category in "PH" and u.code != u.oblast]
        return found + self._city_districts(raions)

    def _seats(self) -> dict[str, Unit]:
        """The settlement that gives a district or community its name (Куп’янський район ← Куп’янськ)."""
        below: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.units:
            if unit.category in _ORDER:
                below[unit.raion].append(unit)
                below[unit.hromada].append(unit)
        seats = {}
        for unit in self.units:
            inside = below.get(unit.code, [])
            first = next((u for u in inside if u.code.startswith(seat_of(unit.code))), None) if unit.category == "H" else None
            if unit.category in "PH" and (seat := first or _namesake(unit.name, inside)):
                seats[unit.code] = seat
        return seats

    @cached_property
    def _communities(self) -> dict[str, tuple[float, float]]:
        return community_points(self.units, self.matched)

    def _point(self, unit: Unit, seats: Mapping[str, Unit]) -> Point:
        """Its own point, else that of its community, else of its district; of a community or district that of its seat."""
        if (own := self.matched.get(unit.code)) is not None:
            return own.lat, own.lon, 1
        for code in (unit.code, unit.hromada):
            if (where := self._communities.get(code)) is not None:
                return (*where, 2)
        for code in (unit.code, unit.raion):
            if code in seats and (city := self.matched.get(seats[code].code)) is not None:
                return city.lat, city.lon, 2
        return (*self.regions[oblast_name(unit)], 3)

    def _settlement(self, unit: Unit, seats: Mapping[str, Unit], raions: Mapping[str, str]) -> NewPlace:
        lat, lon, precision = self._point(unit, seats)
        city = self.matched.get(unit.code)
        written = official(unit.name)
        names: list[Name] = [(written, NameRole.PRIMARY), (unit.name, NameRole.ALTERNATE)]
        names += [(n, NameRole.VARIANT) for n in spellings(unit.name)]
        if city is not None:
            names += [(city.name, NameRole.ALTERNATE), *alternates(city.names), *from_cyrillic(city.names)]
        return NewPlace(
            number=city.number if city else REGISTER_NUMBERS + int(unit.code[-5:]),
            ref=None if city else f"katottg:{unit.code}",
            name=written,
            kind=PlaceKind.SETTLEMENT,
            country="UA",
            admin1=oblast_name(unit),
            admin2=raions.get(unit.raion),
            lat=lat,
            lon=lon,
            population=(city.population if city else 0) or _USUAL_SIZE[unit.category],
            precision=precision,
            names=folded(names),
        )

    def _division(self, unit: Unit, seats: Mapping[str, Unit], raions: Mapping[str, str]) -> NewPlace:
        seat = seats.get(unit.code)
        word, kind = ("Raion", PlaceKind.DISTRICT) if unit.category == "P" else ("Hromada", PlaceKind.COMMUNITY)
        base = official(seat.name) if seat else official(unit.name)
        names: list[Name] = [(f"{base} {word}", NameRole.PRIMARY), (base, NameRole.ALTERNATE), (official(unit.name), NameRole.ALTERNATE)]
        names += [(n, NameRole.VARIANT) for n in (spellings(seat.name) if seat else ())]
        if seat is not None and seat.code in self.matched:
            names += alternates(self.matched[seat.code].names)
        lat, lon, precision = self._point(unit, seats)
        return NewPlace(
            number=REGISTER_NUMBERS + int(unit.code[-5:]),
            ref=f"katottg:{unit.code}",
            name=f"{base} {word}",
            kind=kind,
            country="UA",
            admin1=oblast_name(unit),
            admin2=raions.get(unit.code if unit.category == "P" else unit.raion),
            lat=lat,
            lon=lon,
            population=0,
            precision=precision,
            names=folded(names),
        )

    def _city_districts(self, raions: Mapping[str, str]) -> list[NewPlace]:
        """The districts of cities, at their city's point."""
        cities = {u.code[:12]: u for u in self.units if u.category in "KM"}
        found = []
        for unit in self.units:
            holder = cities.get(unit.code[:12]) if unit.category == "B" else None
            city = self.matched.get(holder.code) if holder else None
            if holder is None or city is None:
                continue
            name = official(unit.name)
            found.append(
                NewPlace(
                    number=REGISTER_NUMBERS + int(unit.code[-5:]),
                    ref=f"katottg:{unit.code}",
                    name=f"{name} District of {official(holder.name)}",
                    kind=PlaceKind.DISTRICT,
                    country="UA",
                    admin1=oblast_name(unit),
                    admin2=raions.get(unit.raion),
                    lat=city.lat,
                    lon=city.lon,
                    population=0,
                    precision=2,
                    names=folded([(name, NameRole.ALTERNATE), (f"{name} district", NameRole.PRIMARY)]),
                )
            )
        return found


def oblast_name(unit: Unit) -> str:
    """The English name of a unit's first-order unit."""
    return OBLASTS[unit.code[2:4]][1]


def match(units: Iterable[Unit], cities: Iterable[City], names: Mapping[str, str]) -> dict[str, City]:
    """GeoNames' entry of each settlement, where name and district (else name and region) leave no doubt.

    `names` are English names of the first-order units, by GeoNames' code. Of several settlements with one name in one
    district the higher in rank takes the entry; where two are alike in rank, that whose community lies about the point, else none.
    """
    pool = list(cities)
    settlements = [u for u in units if u.category in _ORDER]
    found: dict[str, City] = {}
    taken: set[int] = set()

    def by_raion(city: City) -> str:
        # GeoNames' second-order codes of Ukraine are the register's ("UA.07.6308" ↔ UA6308…).
        return city.admin2.rpartition(".")[2]

    def by_oblast(city: City) -> str:
        return names.get(city.admin1, "")

    wanted: tuple[tuple[Callable[[City], str], Callable[[Unit], str]], ...] = (
        (by_raion, lambda u: u.raion[2:6]),
        (by_oblast, oblast_name),
    )
    for keys in (_own_keys, _russian_keys):
        for group_of_city, group_of_unit in wanted:
            index = _index(pool, group_of_city, taken)
            claims: dict[int, list[Unit]] = defaultdict(list)
            for unit in settlements:
                if unit.code in found:
                    continue
                options = {c.number: c for k in keys(unit.name) for c in index.get((group_of_unit(unit), k), ())}
                if (chosen := _the_one(unit, options.values())) is not None:
                    claims[chosen.number].append(unit)
            numbers = {c.number: c for c in pool}
            for number, claimants in sorted(claims.items()):
                claimants.sort(key=lambda u: _ORDER[u.category])
                if len(claimants) == 1 or _ORDER[claimants[0].category] < _ORDER[claimants[1].category]:
                    found[claimants[0].code] = numbers[number]
                    taken.add(number)
    index = _index(pool, by_oblast, set())
    options = {u.code: [c for k in sorted(_own_keys(u.name)) for c in index.get((oblast_name(u), k), ())] for u in settlements}
    return match_nearby(settlements, options, found)


def _the_one(unit: Unit, options: Iterable[City]) -> City | None:
    """The only entry, or for a town the clearly largest of several."""
    by_size = sorted(options, key=lambda c: (-c.population, c.number))
    if len(by_size) == 1 or (
        len(by_size) > 1 and unit.category in "KM" and by_size[0].population > _CLEARLY_LARGER * by_size[1].population
    ):
        return by_size[0]
    return None


def _index(cities: Iterable[City], group_of: Callable[[City], str], taken: set[int]) -> dict[tuple[str, str], list[City]]:
    index: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities:
        if city.number not in taken:
            for key in {_key(n) for n in city.names if is_cyrillic(n)}:
                index[group_of(city), key].append(city)
    return index


def _key(name: str) -> str:
    return re.sub(r"[’'ʼ`\s-]", "", name.casefold())


def _own_keys(name: str) -> set[str]:
    return {_key(n) for n in (name, *_FORMER.get(name, ()))}


def _russian_keys(name: str) -> set[str]:
    russian = russian_form(name)
    soft = {russian.replace("і", "и"), russian.replace("і", "е")}
    return {_key(n) for n in soft | {n.replace("и", "ы") for n in soft}}


def _namesake(adjective: str, settlements: list[Unit]) -> Unit | None:
    """The settlement from whose name an adjective is made: the longest common beginning, then the highest rank."""
    best: tuple[int, int, int] | None = None
    seat = None
    for unit in settlements:
        shared = _shared(_key(adjective), _key(unit.name))
        missing = len(_key(unit.name)) - shared
        if shared < 3 or missing > 4:
            continue
        rank = (-_ORDER[unit.category], shared, -missing)
        if best is None or rank > best:
            best, seat = rank, unit
    return seat


def _shared(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
