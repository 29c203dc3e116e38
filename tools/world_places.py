"""Countries, first-order regions, districts and cities of the world, and our own supplement, as places. Knows no files."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from city_names import Name, alternates, folded, from_cyrillic
from gazetteer_sources import City, Country, Division, Ring, Shape
from region_shapes import bounds, contains, point_inside
from ukrainian_register import NAMES_BY_ISO

from analyst_app.domain.places import PRECISION_OF_KIND, PlaceKind
from analyst_app.gazetteer.candidates import kilometres
from analyst_app.gazetteer.folding import fold
from analyst_app.gazetteer.places_file import NameRole, NewPlace

_DETAILED_CODES = (
    "UA RU BY MD GE AM AZ SY LB IL PS JO IQ IR YE SA AF PK MM BD SD SS ER ET SO DJ KE UG RW BI CD CF TD CM NG NE BF ML MR LY EG MZ HT XK"
)
DETAILED = frozenset(_DETAILED_CODES.split())
"""Countries with armed conflict, and their neighbours: all their places with all their names are kept.

Source: countries with fighting in ACLED's and UCDP's coverage since 2014. Elsewhere, towns from `SMALLEST` on.
"""

SMALLEST = 5_000
MANY_NAMES = 100_000
"""Elsewhere, the inhabitants from which a city keeps its alternate names."""

COMMON_COUNTRY_NAMES = {
    "US": "USA;US;U.S.;America", "GB": "UK;U.K.;Britain;Great Britain", "AE": "UAE", "CD": "DRC;DR Congo;Congo-Kinshasa",
    "CG": "Congo-Brazzaville", "CF": "CAR", "KP": "North Korea;DPRK", "KR": "South Korea", "RU": "Russia", "SY": "Syria", "IR": "Iran",
    "MM": "Burma;Myanmar", "PS": "Palestine;Palestinian territories;occupied Palestinian territory", "TR": "Turkey;Türkiye",
    "CZ": "Czechia", "MD": "Moldova", "VE": "Venezuela", "LA": "Laos", "VN": "Vietnam", "TW": "Taiwan", "CI": "Ivory Coast",
    "SZ": "Swaziland", "MK": "North Macedonia", "CV": "Cape Verde", "BO": "Bolivia", "TZ": "Tanzania", "XK": "Kosovo",
}  # fmt: skip
_ROMANISED_CODES = "SY LB IL PS JO IQ IR YE SA AE OM QA KW BH LY EG SD AF PK DZ TN MR MM IN NP"
_ROMANISED = frozenset(_ROMANISED_CODES.split())
"""Countries whose names GeoNames holds in scholarly transliteration."""
_CLOSE_BY = 25.0
_WITHDRAWN = {"AN", "CS"}
_MISFILED = {"IL.WE", "IL.01.7870269"}
"""GeoNames' entries of Israel for the West Bank and Gaza, which it also holds, as do the UN's lists, under Palestine."""

_GENERIC = (
    "Oblast|Krai|Republic|Province|Governorate|Region|State|District|Department|County|Prefecture|Rayon|Raion|Territory|Division|"
    "Emirate|Canton|Voivodeship|Municipality|City|Autonomous Republic|Autonomous Region|Parish|Zone|Territory|Township|Tehsil|Agency"
)
_ENDS_GENERIC = re.compile(rf"(?P<name>.+?)\s+(?P<word>{_GENERIC})", re.IGNORECASE)
_RUSSIAN_ENDING = re.compile(r"(skaya|skiy|skij)\s+(oblast'?|kray)$")
_IN_COUNTRY = re.compile(r",.*$|\s*\(.*\)$")


@dataclass(frozen=True, slots=True)
class World:
    """What is known of the divisions: names by GeoNames' code, and the shapes to place points in."""

    divisions: Mapping[str, Division]
    short: Mapping[str, str]
    shapes: Mapping[str, Shape]

    @classmethod
    def build(
        cls, divisions: Iterable[Division], english: Mapping[str, str], overrides: Mapping[str, str], shapes: Iterable[Shape]
    ) -> "World":
        """Choose an English name for each division; `english` are CLDR's, `overrides` our own by ISO code."""
        kept = {d.code: d for d in divisions if d.code and not any(d.code.startswith(m) for m in _MISFILED)}
        short = {code: _short_name(d, english, overrides) for code, d in kept.items()}
        return cls(kept, short, {s.iso: s for s in shapes})

    def region_of(self, city: City) -> str | None:
        """The English name of a city's first-order region: GeoNames' own, else that of the polygon it lies in."""
        if city.admin1 in self.short:
            return self.short[city.admin1]
        return self._region_at(city.country, city.lon, city.lat)

    def _region_at(self, country: str, lon: float, lat: float) -> str | None:
        for shape in self.shapes.values():
            if shape.country == country:
                west, south, east, north = bounds(shape.polygons)
                if west <= lon <= east and south <= lat <= north and contains(shape.polygons, lon, lat):
                    return shape.name
        return None


def _short_name(division: Division, english: Mapping[str, str], overrides: Mapping[str, str]) -> str:
    """The name without the word for its kind: “Idlib”, “North Darfur”, “Belgorod”."""
    if division.iso in NAMES_BY_ISO:
        return NAMES_BY_ISO[division.iso]
    if division.iso in overrides:
        return overrides[division.iso]
    if (name := english.get(division.iso.replace("-", "").casefold())) is not None:
        return _bare(_IN_COUNTRY.sub("", name))
    named = [m["name"] for n in division.names if n.isascii() and (m := _ENDS_GENERIC.fullmatch(n))]
    if not division.name.isascii() and named:
        return named[0]
    return plain(_bare(_RUSSIAN_ENDING.sub("sk", division.name)), division.country)


def _bare(name: str) -> str:
    found = _ENDS_GENERIC.fullmatch(name)
    return found["name"] if found else name


def countries(records: Iterable[Country], shapes: Iterable[Shape], cities: Iterable[City]) -> list[NewPlace]:
    """All countries, each at a point well inside it, or at its capital where there are no polygons of it."""
    polygons: dict[str, list[list[Ring]]] = defaultdict(list)
    for shape in shapes:
        polygons[shape.country] += shape.polygons
    capitals = {(c.country, fold(c.name)): c for c in sorted(cities, key=lambda c: c.population)}
    found = []
    for record in records:
        if record.code in _WITHDRAWN:
            continue
        lon, lat = point_inside(polygons[record.code]) if polygons[record.code] else (None, None)
        if lat is None and (capital := capitals.get((record.code, fold(record.capital)))) is not None:
            lat, lon = capital.lat, capital.lon
        names: list[Name] = [(record.name, NameRole.PRIMARY)]
        names += [(n, NameRole.ALTERNATE) for n in (*record.names, *COMMON_COUNTRY_NAMES.get(record.code, "").split(";"))]
        found.append(
            NewPlace(
                number=record.number,
                ref=f"iso:{record.code}",
                name=record.name,
                kind=PlaceKind.COUNTRY,
                country=record.code,
                admin1=None,
                admin2=None,
                lat=lat,
                lon=lon,
                population=record.population,
                precision=3,
                names=folded(names),
            )
        )
    return found


def divisions(world: World, cities: Iterable[City]) -> list[NewPlace]:
    """First-order regions of the world, and the districts of `DETAILED` countries but for Ukraine's (see its register)."""
    inside: dict[str, list[City]] = defaultdict(list)
    for city in cities:
        for code in {city.admin1, city.admin2}:
            inside[code].append(city)
    found = []
    at: dict[str, NewPlace] = {}
    for code, division in sorted(world.divisions.items()):
        first = code.count(".") == 1
        if not first and (division.country not in DETAILED or division.country == "UA"):
            continue
        made = _division(world, division, inside[code], first=first)
        if made.lat is None and not first and (region := at.get(".".join(code.split(".")[:2]))) is not None:
            # A district in which the sources have no place is only known to lie in its region.
            made = replace(made, lat=region.lat, lon=region.lon, precision=region.precision)
        at[code] = made
        found.append(made)
    return found


def _division(world: World, division: Division, inside: list[City], *, first: bool) -> NewPlace:
    short = world.short[division.code]
    region = short if first else world.short.get(".".join(division.code.split(".")[:2]))
    lat, lon = _point(short, inside, world.shapes.get(division.iso))
    shown = _shown_name(division, short)
    names: list[Name] = [(shown, NameRole.PRIMARY), (short, NameRole.PRIMARY if first else NameRole.ALTERNATE)]
    names += [(n, NameRole.ALTERNATE) for n in (division.name, _bare(division.name))]
    names += [a for n in division.names for a in alternates((n, _bare(n)))]
    seat = _namesake(short, inside)
    if seat is not None and first:
        names += alternates(seat.names)
    kind = PlaceKind.REGION if first else PlaceKind.DISTRICT
    return NewPlace(
        number=division.number or 300_000_000 + sum(ord(c) * 257**i for i, c in enumerate(division.code)) % 99_999_989,
        ref=f"iso:{division.iso}" if division.iso else None,
        name=shown,
        kind=kind,
        country=division.country,
        admin1=region,
        admin2=None if first else short,
        lat=lat,
        lon=lon,
        population=sum(c.population for c in inside) if first else 0,
        precision=PRECISION_OF_KIND[kind],
        names=folded(names),
    )


def _shown_name(division: Division, short: str) -> str:
    """The full English name: of Ukraine's always “… Oblast”, elsewhere with the kind's word where the sources write it."""
    if division.iso in NAMES_BY_ISO:
        city_or_crimea = division.iso in {"UA-30", "UA-40", "UA-43"} or short.endswith("Oblast")
        return short if city_or_crimea else f"{short} Oblast"
    if division.country == "RU" and re.search(r"oblast", division.name, re.IGNORECASE):
        return f"{short} Oblast"
    full = [n for n in (division.name, *division.names) if (m := _ENDS_GENERIC.fullmatch(n)) and fold(m["name"]) == fold(short)]
    return plain(full[0], division.country) if full else short


def _namesake(short: str, inside: list[City]) -> City | None:
    key = fold(short)
    named = [c for c in inside if key == fold(c.name) or key in {fold(n) for n, _ in alternates(c.names)}]
    return max(named, key=lambda c: (c.population, -c.number), default=None)


def _point(short: str, inside: list[City], shape: Shape | None) -> tuple[float | None, float | None]:
    """That of the city it is named for, else one well inside it, else that of its largest place."""
    if (seat := _namesake(short, inside)) is not None:
        return seat.lat, seat.lon
    if shape is not None:
        lon, lat = point_inside(shape.polygons)
        return lat, lon
    largest = max(inside, key=lambda c: (c.population, -c.number), default=None)
    return (largest.lat, largest.lon) if largest else (None, None)


def settlements(world: World, cities: Iterable[City], raions: Mapping[str, str]) -> list[NewPlace]:
    """Populated places; the small ones only of `DETAILED` countries. `raions` are Ukraine's districts by the register's numbers."""
    found = []
    for city in cities:
        detailed = city.country in DETAILED
        if not detailed and city.population < SMALLEST:
            continue
        names: list[Name] = [(city.name, NameRole.PRIMARY)]
        if detailed or city.population >= MANY_NAMES:
            names += alternates(city.names)
        if city.country in {"UA", "RU", "BY"}:
            names += from_cyrillic(city.names)
        found.append(
            NewPlace(
                number=city.number,
                ref=None,
                name=plain(city.name, city.country),
                kind=PlaceKind.SETTLEMENT,
                country=city.country,
                admin1=world.region_of(city),
                admin2=(raions if city.country == "UA" else world.short).get(_district_key(city)) if detailed else None,
                lat=city.lat,
                lon=city.lon,
                # In Ukraine, what the register does not hold is a city's quarter, which must not outdo the villages of its name.
                population=0 if city.country == "UA" else city.population,
                precision=1,
                names=folded(names),
            )
        )
    return found


def _district_key(city: City) -> str:
    return city.admin2.rpartition(".")[2] if city.country == "UA" else city.admin2


def plain(name: str, country: str) -> str:
    """A name as English reports write it: without the signs of scholarly transliteration."""
    if country in {"UA", "RU", "BY"}:
        return name.replace("’", "").replace("'", "")
    if country not in _ROMANISED:
        return name
    letters = unicodedata.normalize("NFKD", re.sub("[‘’ʿʾ`]", "", name))
    return "".join(c for c in letters if not unicodedata.combining(c))


def seated(places: Iterable[NewPlace]) -> list[NewPlace]:
    """The places with a mark at the city that a region is named for: where a bare name can mean several, it means that one."""
    found = list(places)
    regions = {(p.country, p.admin1) for p in found if p.kind is PlaceKind.REGION}
    largest: dict[tuple[str | None, str | None], NewPlace] = {}
    for place in found:
        if place.kind is PlaceKind.SETTLEMENT and (place.country, place.admin1) in regions and _is_named(place, place.admin1 or ""):
            key = (place.country, place.admin1)
            if key not in largest or (place.population, -place.number) > (largest[key].population, -largest[key].number):
                largest[key] = place
    seats = {p.number for p in largest.values()}
    return [replace(p, seat=True) if p.number in seats else p for p in found]


def _is_named(place: NewPlace, region: str) -> bool:
    key = fold(region.removesuffix(" Oblast"))
    return any(name == key and role <= NameRole.ALTERNATE for name, role in place.names)


def without_neighbours_names(places: Iterable[NewPlace]) -> list[NewPlace]:
    """The places without those alternate names that are the first name of a settlement close by.

    GeoNames gives some towns the names of villages that they took in, or took their neighbours' points for theirs.
    """
    found = list(places)
    owners: dict[tuple[str | None, str], list[NewPlace]] = defaultdict(list)
    for place in found:
        if place.kind is PlaceKind.SETTLEMENT:
            for name, role in place.names:
                if role is NameRole.PRIMARY:
                    owners[place.country, name].append(place)
    return [
        replace(p, names=tuple(n for n in p.names if not _a_neighbours(p, n, owners))) if p.kind is PlaceKind.SETTLEMENT else p
        for p in found
    ]


def _a_neighbours(place: NewPlace, name: tuple[str, NameRole], owners: Mapping[tuple[str | None, str], list[NewPlace]]) -> bool:
    if name[1] is NameRole.PRIMARY or place.lat is None or place.lon is None:
        return False
    return any(
        o.number != place.number and o.lat is not None and o.lon is not None and kilometres(place.lat, place.lon, o.lat, o.lon) < _CLOSE_BY
        for o in owners.get((place.country, name[0]), ())
    )


def with_supplement(places: Iterable[NewPlace], rows: Iterable[Mapping[str, str]]) -> list[NewPlace]:
    """The places with our own additions.

    A row that names a place already there (same kind, name, country and region) gives it its names, and its coordinates
    where it has none of its own; any other row is a new place. An alternate name with `=` before it is as sure as the first,
    and `leading` marks what a bare name means where it can mean several.
    """
    found = {p.number: p for p in places}
    index: dict[tuple[str, PlaceKind, str], list[int]] = defaultdict(list)
    for place in found.values():
        for key, role in place.names:
            if role <= NameRole.ALTERNATE:
                index[key, place.kind, place.country or ""].append(place.number)
    for i, row in enumerate(rows):
        kind = PlaceKind(row["kind"])
        same: list[NewPlace] = []
        for name in (row["name"], *row["alternate_names"].split(";")):
            named = [found[n] for n in index.get((fold(name), kind, row["country"]), ())]
            same = same or [p for p in named if row["admin1"] in {"", p.admin1} and row["admin2"] in {"", p.admin2}]
        fresh = _supplemented(row, kind, max(same, key=lambda p: (p.population, -p.number)) if same else None, number=200_000_000 + i)
        found[fresh.number] = fresh
    return list(found.values())


def _supplemented(row: Mapping[str, str], kind: PlaceKind, place: NewPlace | None, *, number: int) -> NewPlace:
    others: list[Name] = [(row["name"], NameRole.PRIMARY)]
    others += [(n, NameRole.PRIMARY if n.startswith("=") else NameRole.ALTERNATE) for n in row["alternate_names"].split(";")]
    leading = row["leading"] == "1"
    lat, lon = (float(row[k]) if row[k] else None for k in ("lat", "lon"))
    if place is not None:
        placed = replace(place, lat=lat, lon=lon, precision=1) if lat is not None and place.precision > PRECISION_OF_KIND[kind] else place
        names = [*((n, r) for n, r in place.names), *others]
        return replace(
            placed,
            name=row["name"],
            population=max(place.population, int(row["population"] or 0)),
            names=folded(names),
            seat=placed.seat or leading,
        )
    if lat is None:
        print(f"supplement: {row['name']} ({row['country']}, {row['admin1']}) is in no package, and gets no point")
    slug = "-".join(fold(row[k]).replace(" ", "-") for k in ("name", "country", "admin1") if row[k])
    return NewPlace(
        number=number,
        ref=f"supplement:{kind}:{slug}",
        name=row["name"],
        kind=kind,
        country=row["country"] or None,
        admin1=row["admin1"] or None,
        admin2=row["admin2"] or None,
        lat=lat,
        lon=lon,
        population=int(row["population"] or 0),
        precision=PRECISION_OF_KIND[kind],
        names=folded(others),
        seat=leading,
    )
