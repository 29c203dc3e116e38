"""Bring an analyst's own places into a file that the gazetteer consults first. Reads GeoNames dumps and CSV, writes no shipped file."""

import csv
import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from analyst_app.domain.errors import InputError
from analyst_app.domain.places import PRECISION_OF_KIND, PlaceKind
from analyst_app.gazetteer.folding import LONGEST_NAME, fold
from analyst_app.gazetteer.places_file import NameRole, NewPlace, PlacesFile, write_places
from analyst_app.resources import resource

CSV_COLUMNS = ("name", "kind", "country", "admin1", "admin2", "lat", "lon", "alternate_names")
"""The columns of an analyst's own file; only `name` must be filled, alternate names are joined by `;`."""

_GEONAMES_COLUMNS = 19
_LARGEST = 4 * 1024**3
_OWN_NUMBERS = 1 << 40

_KIND_OF_CLASS = {"P": PlaceKind.SETTLEMENT, "H": PlaceKind.WATER, "T": PlaceKind.AREA, "L": PlaceKind.AREA, "S": PlaceKind.FACILITY}
_KIND_OF_CODE = {
    "PCLI": PlaceKind.COUNTRY,
    "ADM1": PlaceKind.REGION,
    "ADM2": PlaceKind.DISTRICT,
    "ADM3": PlaceKind.COMMUNITY,
    "ADM4": PlaceKind.COMMUNITY,
    "RGN": PlaceKind.AREA,
}
_FACILITY_CODES = "AIRP AIRB AIRF HSP PRT DAM PS PSN MFG OILR FCL INSM MILB RSTN UNIV BDG PP CMP CMPRF MN MNC"
_FACILITIES = frozenset(_FACILITY_CODES.split())
"""Codes of class S that reports name as places of events; the class also holds every hotel and church."""


def import_places(source: Path, *, into: Path, known: Path | None = None) -> int:
    """Add the places of a file to an analyst's own gazetteer, and return how many were read.

    `source` is a GeoNames dump (`UA.txt`, or the ZIP that holds it) or a CSV with the columns `CSV_COLUMNS`. `into` is made
    where it is not there yet; a place that it already holds is replaced. It changes as a whole or not at all. `known` is the
    gazetteer whose names of regions are used for GeoNames' codes; the shipped one unless given.

    Raises:
        InputError: where the source cannot be read or is of no known form; the message names the line.
    """
    places = {_key(p): p for p in _stored(into)}
    read = list(_read(source, known))
    if not read:
        raise InputError(f"“{source.name}” holds no places. Choose a GeoNames dump (UA.txt, UA.zip) or a CSV with a column “name”.")
    places |= {_key(p): p for p in read}
    into.parent.mkdir(parents=True, exist_ok=True)
    fresh = into.with_name(into.name + ".new")
    fresh.unlink(missing_ok=True)
    try:
        digest = hashlib.sha256("\n".join(sorted(f"{k} {places[k]}" for k in places)).encode()).hexdigest()[:8]
        write_places(fresh, places.values(), meta={"name": "own places", "version": f"own-{digest}"})
        fresh.replace(into)
    except OSError as fault:
        raise InputError(
            f"The places cannot be written to “{into}”: {fault.strerror}. Free some space, or choose another folder."
        ) from fault
    finally:
        fresh.unlink(missing_ok=True)
    return len(read)


def _stored(into: Path) -> list[NewPlace]:
    if not into.exists():
        return []
    file = PlacesFile(into)
    try:
        return file.everything()
    finally:
        file.close()


def _key(place: NewPlace) -> str:
    return place.ref or f"geonames:{place.number}"


def _read(source: Path, known: Path | None) -> Iterator[NewPlace]:
    try:
        with _open(source) as lines:
            first = lines.readline()
            if first.count("\t") == _GEONAMES_COLUMNS - 1:
                yield from _from_geonames([first, *lines], source.name, _Divisions(known))
            else:
                yield from _from_csv([first, *lines], source.name)
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError, csv.Error) as fault:
        raise InputError(f"“{source.name}” cannot be read: {fault}. Check that it is a GeoNames dump or a CSV in UTF-8.") from fault


@contextmanager
def _open(source: Path) -> Iterator[TextIO]:
    if source.suffix.casefold() != ".zip":
        with source.open(encoding="utf-8-sig", newline="") as lines:
            yield lines
        return
    with zipfile.ZipFile(source) as archive:
        texts = [i for i in archive.infolist() if i.filename.endswith((".txt", ".csv")) and "readme" not in i.filename.casefold()]
        if not texts:
            raise InputError(f"“{source.name}” holds no .txt or .csv file. Choose the ZIP as GeoNames offers it, such as UA.zip.")
        if texts[0].file_size > _LARGEST:
            raise InputError(f"“{texts[0].filename}” in “{source.name}” is larger than 4 GB. Import single countries instead.")
        with archive.open(texts[0]) as data, TextIOWrapper(data, encoding="utf-8-sig", newline="") as lines:
            yield lines


@dataclass(frozen=True, slots=True)
class _Divisions:
    """Names for GeoNames' codes of regions and districts."""

    known: Path | None

    def names(self, rows: Iterable[list[str]]) -> Mapping[str, str]:
        """By code: the dump's own names, and before them those of the gazetteer."""
        found: dict[str, str] = {}
        codes = set()
        for row in rows:
            first, second = f"{row[8]}.{row[10]}", f"{row[8]}.{row[10]}.{row[11]}"
            codes |= {first, second}
            if row[7] in {"ADM1", "ADM2"}:
                found[first if row[7] == "ADM1" else second] = row[2] or row[1]
        file = PlacesFile(self.known or resource("gazetteer/places.sqlite"))
        try:
            return found | {code: name for code in codes if (name := file.division(code)) is not None}
        finally:
            file.close()


def _from_geonames(lines: Iterable[str], source: str, divisions: _Divisions) -> Iterator[NewPlace]:
    """Places of a dump; the columns stand in GeoNames' readme ("The main 'geoname' table")."""
    rows = [(n, line.rstrip("\r\n").split("\t")) for n, line in enumerate(lines, start=1) if line.strip()]
    for number, row in rows:
        if len(row) != _GEONAMES_COLUMNS:
            raise InputError(f"Line {number} of “{source}” has {len(row)} columns, and GeoNames has 19. Download the file again.")
    names = divisions.names(row for _, row in rows)
    for number, row in rows:
        kind = _KIND_OF_CODE.get(row[7]) or _KIND_OF_CLASS.get(row[6])
        if kind is None or (kind is PlaceKind.FACILITY and row[7] not in _FACILITIES):
            continue
        try:
            place_number, lat, lon, population = int(row[0]), float(row[4]), float(row[5]), int(row[14] or 0)
        except ValueError as fault:
            raise InputError(f"Line {number} of “{source}” is damaged: {fault}. Download the file again.") from fault
        spellings = [(row[1], NameRole.PRIMARY), (row[2], NameRole.PRIMARY)]
        spellings += [(name, NameRole.ALTERNATE) for name in row[3].split(",") if len(name) <= LONGEST_NAME]
        yield NewPlace(
            number=place_number,
            ref=None,
            name=row[2] or row[1],
            kind=kind,
            country=row[8] or None,
            admin1=names.get(f"{row[8]}.{row[10]}"),
            admin2=names.get(f"{row[8]}.{row[10]}.{row[11]}") if row[11] else None,
            lat=lat,
            lon=lon,
            population=population,
            precision=PRECISION_OF_KIND[kind],
            names=tuple((folded, role) for name, role in spellings if (folded := fold(name))),
        )


def _from_csv(lines: Iterable[str], source: str) -> Iterator[NewPlace]:
    table = csv.DictReader(lines)
    header = [(name or "").strip().casefold() for name in table.fieldnames or ()]
    if "name" not in header:
        raise InputError(f"“{source}” has no column “name”. Give it a first line with: {', '.join(CSV_COLUMNS)}.")
    table.fieldnames = header
    for row in table:
        cells = {k: v.strip() for k, v in row.items() if isinstance(k, str) and isinstance(v, str)}
        if cells.get("name"):
            yield _own_place(cells, line=table.line_num, source=source)


def _own_place(cells: Mapping[str, str], *, line: int, source: str) -> NewPlace:
    where = f"Line {line} of “{source}”"
    name = cells["name"]
    if not fold(name):
        raise InputError(f"{where} has no usable name. Write one with letters, of at most {LONGEST_NAME} characters.")
    try:
        kind = PlaceKind(cells.get("kind", "").casefold() or PlaceKind.SETTLEMENT)
    except ValueError as fault:
        raise InputError(f"{where} has the kind “{cells['kind']}”. Use one of: {', '.join(k for k in PlaceKind)}.") from fault
    lat, lon = (_coordinate(cells.get(k, ""), k, where) for k in ("lat", "lon"))
    if (lat is None) != (lon is None):
        raise InputError(f"{where} has only one coordinate. Give both lat and lon, or neither.")
    country = cells.get("country", "").upper() or None
    if country is not None and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise InputError(f"{where} has the country “{country}”. Use its two-letter code, such as UA.")
    admin1, admin2 = cells.get("admin1") or None, cells.get("admin2") or None
    identity = "|".join((fold(name), kind, country or "", admin1 or "", admin2 or ""))
    digest = hashlib.sha256(identity.encode()).hexdigest()
    others = [fold(n) for n in cells.get("alternate_names", "").split(";")]
    return NewPlace(
        # Far above GeoNames' ids, so that both can stand in one file.
        number=_OWN_NUMBERS + int(digest[:9], 16),
        ref=f"own:{digest[:12]}",
        name=name,
        kind=kind,
        country=country,
        admin1=admin1,
        admin2=admin2,
        lat=lat,
        lon=lon,
        population=0,
        precision=PRECISION_OF_KIND.get(kind, 3),
        names=((fold(name), NameRole.PRIMARY), *((o, NameRole.ALTERNATE) for o in others if o)),
    )


def _coordinate(words: str, name: str, where: str) -> float | None:
    if not words:
        return None
    limit = 90.0 if name == "lat" else 180.0
    try:
        value = float(words)
    except ValueError:
        value = limit + 1
    if not -limit <= value <= limit:
        raise InputError(f"{where} has the {name} “{words}”. Write degrees as a number between -{limit:g} and {limit:g}.")
    return value
