"""Which of several settlements of one name GeoNames' point belongs to, told by the communities around it. Pure; knows no files.

Names alone leave it open where a region has several settlements of one name; the point then belongs to the one whose community
lies about it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from gazetteer_sources import City, Unit

from analyst_app.gazetteer.candidates import kilometres

Where = tuple[float, float]

_CLOSE = 20.0
_CLEARLY = 10.0
"""Kilometres: how near a settlement's community must lie to the point, and how much farther off all others of the name."""
_ROUNDS = 3
_SETTLEMENTS = frozenset("KMXC")


def seat_of(community: str) -> str:
    """The beginning of the code of a community's seat: the register numbers its settlements from it on."""
    return community[:9] + "001"


def community_points(units: Iterable[Unit], matched: Mapping[str, City]) -> dict[str, Where]:
    """Where each community lies: at its seat, else in the middle of those of its settlements that have a point."""
    seats: dict[str, Where] = {}
    inside: dict[str, list[Where]] = defaultdict(list)
    for unit in units:
        city = matched.get(unit.code)
        if city is None or not unit.hromada:
            continue
        inside[unit.hromada].append((city.lat, city.lon))
        if unit.code.startswith(seat_of(unit.hromada)):
            seats[unit.hromada] = (city.lat, city.lon)
    middles = {code: (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)) for code, points in inside.items()}
    return middles | seats


def match_nearby(units: Iterable[Unit], options: Mapping[str, list[City]], matched: Mapping[str, City]) -> dict[str, City]:
    """The matches with those that nearness adds. `options` are the entries that bear a settlement's name in its region, by its code."""
    found = dict(matched)
    settlements = [u for u in units if u.category in _SETTLEMENTS]
    for _ in range(_ROUNDS):
        fresh = _round(settlements, options, found)
        if not fresh:
            break
        found |= fresh
    return found


def _round(settlements: list[Unit], options: Mapping[str, list[City]], found: Mapping[str, City]) -> dict[str, City]:
    centres = community_points(settlements, found)
    taken = {city.number for city in found.values()}
    wanted: dict[int, list[tuple[float, str]]] = defaultdict(list)
    cities: dict[int, City] = {}
    for unit in settlements:
        where = centres.get(unit.hromada)
        if unit.code in found or where is None:
            continue
        for city in options.get(unit.code, ()):
            if city.number not in taken:
                cities[city.number] = city
                wanted[city.number].append((kilometres(*where, city.lat, city.lon), unit.code))
    claims: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for number, claimants in sorted(wanted.items()):
        claimants.sort()
        alone = len(claimants) == 1 or claimants[1][0] >= claimants[0][0] + _CLEARLY
        if claimants[0][0] <= _CLOSE and alone:
            claims[claimants[0][1]].append((claimants[0][0], number))
    return {code: cities[min(numbers)[1]] for code, numbers in claims.items()}
