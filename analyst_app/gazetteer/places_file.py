"""One compiled file of places: its tables, how rows are written and read. Knows neither kinds of words nor ranking.

The shipped gazetteer and the analyst's own places have the same form, so that either is read by the same code.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from threading import Lock
from typing import Any

from analyst_app.domain.errors import InputError
from analyst_app.domain.places import PlaceKind

FORMAT = 1
"""The form of the tables; a file of another form is refused."""

KINDS = (
    PlaceKind.UNKNOWN,
    PlaceKind.SETTLEMENT,
    PlaceKind.FACILITY,
    PlaceKind.COMMUNITY,
    PlaceKind.DISTRICT,
    PlaceKind.REGION,
    PlaceKind.DIRECTION,
    PlaceKind.AREA,
    PlaceKind.WATER,
    PlaceKind.COUNTRY,
)
"""A kind is stored as its place in this row, which therefore only ever grows at its end."""

DEGREE = 10_000
"""Coordinates are stored as whole ten-thousandths of a degree (11 m)."""

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE divisions (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE places (
    id INTEGER PRIMARY KEY, ref TEXT, name TEXT NOT NULL, kind INTEGER NOT NULL, country TEXT,
    admin1 INTEGER REFERENCES divisions, admin2 INTEGER REFERENCES divisions,
    lat INTEGER, lon INTEGER, population INTEGER, precision INTEGER NOT NULL, seat INTEGER NOT NULL
);
CREATE TABLE codes (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE names (
    folded TEXT NOT NULL, place INTEGER NOT NULL REFERENCES places, role INTEGER NOT NULL, PRIMARY KEY (folded, place)
) WITHOUT ROWID;
"""

_SELECT = """
SELECT n.folded, n.role, p.id, p.ref, p.name, p.kind, p.country, a.name, b.name, p.lat, p.lon, p.population, p.precision, p.seat
FROM names n JOIN places p ON p.id = n.place
LEFT JOIN divisions a ON a.id = p.admin1 LEFT JOIN divisions b ON b.id = p.admin2
"""

_ALL = """
SELECT p.id, p.ref, p.name, p.kind, p.country, a.name, b.name, p.lat, p.lon, p.population, p.precision, p.seat FROM places p
LEFT JOIN divisions a ON a.id = p.admin1 LEFT JOIN divisions b ON b.id = p.admin2
"""


class NameRole(IntEnum):
    """How a spelling belongs to a place; the lower, the surer."""

    PRIMARY = 0
    ALTERNATE = 1
    VARIANT = 2
    LOOSE = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A place of the file with the spelling by which it was found; `precision` is on ACLED's scale for its coordinates.

    `seat` tells the capital of a country, and the city that a region is named for.
    """

    folded: str
    role: NameRole
    place_id: str
    name: str
    kind: PlaceKind
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    population: int
    precision: int
    seat: bool


class PlacesFile:
    """A file of places, open for reading only. May be used from several threads; they take turns.

    Raises:
        InputError: on opening, where the file is missing, no gazetteer, or of another form.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._turn = Lock()
        connection = None
        try:
            # The file never changes while it is open (an import replaces it as a whole), so SQLite may skip all locking.
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            self.meta = dict(connection.execute("SELECT key, value FROM meta"))
            self._connection = connection
        except sqlite3.Error as fault:
            if connection is not None:
                connection.close()
            raise InputError(f"“{path}” is no gazetteer: {fault}. Choose another file, or import the places again.") from fault
        if self.meta.get("format") != str(FORMAT):
            self.close()
            raise InputError(f"“{path}” was made by another version of the program. Import its places again.")

    def named(self, folded: str) -> list[Row]:
        """The places with exactly this folded name."""
        return self._rows(_SELECT + "WHERE n.folded = ?", (folded,))

    def has(self, folded: str) -> bool:
        """Whether any place has this folded name."""
        with self._turn:
            return self._connection.execute("SELECT 1 FROM names WHERE folded = ? LIMIT 1", (folded,)).fetchone() is not None

    def division(self, code: str) -> str | None:
        """The name of a division by its GeoNames code ("UA.07" → "Kharkiv"), None where the file does not hold it."""
        with self._turn:
            found = self._connection.execute("SELECT name FROM codes WHERE code = ?", (code,)).fetchone()
        return None if found is None else str(found[0])

    def starting(self, prefix: str, *, limit: int) -> list[Row]:
        """Places with a folded name that starts so: the best-known spellings of the most populous first."""
        query = _SELECT + "WHERE n.folded >= ? AND n.folded < ? ORDER BY n.role = 2, p.population DESC, n.folded, p.id LIMIT ?"
        return self._rows(query, (prefix, prefix + "\U0010ffff", limit))

    def spellings(self, prefix: str, *, shortest: int, longest: int) -> list[str]:
        """All folded names that start so, of a length between the two."""
        with self._turn:
            query = "SELECT DISTINCT folded FROM names WHERE folded >= ? AND folded < ? AND length(folded) BETWEEN ? AND ?"
            return [folded for (folded,) in self._connection.execute(query, (prefix, prefix + "\U0010ffff", shortest, longest))]

    def everything(self) -> list["NewPlace"]:
        """All places, in the form in which they are written."""
        with self._turn:
            spellings: dict[int, list[tuple[str, NameRole]]] = {}
            for folded, number, role in self._connection.execute("SELECT folded, place, role FROM names"):
                spellings.setdefault(number, []).append((folded, NameRole(role)))
            rows = self._connection.execute(_ALL).fetchall()
        return [_new_place(values, tuple(spellings.get(values[0], ()))) for values in rows]

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            self._connection.close()

    def _rows(self, query: str, values: tuple[object, ...]) -> list[Row]:
        with self._turn:
            found = self._connection.execute(query, values).fetchall()
        return [_row(values) for values in found]


def _row(values: tuple[Any, ...]) -> Row:
    """A row of `_SELECT`."""
    folded, role, number, ref, name, kind, country, admin1, admin2, lat, lon, population, precision, seat = values
    return Row(
        folded=folded,
        role=NameRole(role),
        place_id=ref or f"geonames:{number}",
        name=name,
        kind=KINDS[kind],
        country=country,
        admin1=admin1,
        admin2=admin2,
        lat=_degrees(lat),
        lon=_degrees(lon),
        population=population or 0,
        precision=precision,
        seat=bool(seat),
    )


def _new_place(values: tuple[Any, ...], names: tuple[tuple[str, NameRole], ...]) -> "NewPlace":
    """A row of `_ALL`."""
    number, ref, name, kind, country, admin1, admin2, lat, lon, population, precision, seat = values
    return NewPlace(
        number=number,
        ref=ref,
        name=name,
        kind=KINDS[kind],
        country=country,
        admin1=admin1,
        admin2=admin2,
        lat=_degrees(lat),
        lon=_degrees(lon),
        population=population or 0,
        precision=precision,
        seat=bool(seat),
        names=names,
    )


def _degrees(stored: int | None) -> float | None:
    return None if stored is None else stored / DEGREE


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place to be written. `ref` may be None where `number` is a GeoNames id. `names` are spellings with their roles."""

    number: int
    ref: str | None
    name: str
    kind: PlaceKind
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    population: int
    precision: int
    names: tuple[tuple[str, NameRole], ...]
    seat: bool = False


def write_places(path: Path, places: Iterable[NewPlace], *, meta: Mapping[str, str], codes: Mapping[str, str] | None = None) -> int:
    """Write a new file of places, the same bytes for the same places, and return how many it holds.

    Spellings come folded. A spelling given twice for a place keeps its surest role. `codes` are GeoNames codes of divisions.
    """
    ordered = sorted(places, key=lambda p: p.number)
    divisions = {name: i for i, name in enumerate(sorted({d for p in ordered for d in (p.admin1, p.admin2) if d}), start=1)}
    names: dict[tuple[str, int], int] = {}
    for place in ordered:
        for folded, role in place.names:
            if folded:
                names[folded, place.number] = min(int(role), names.get((folded, place.number), int(role)))
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA encoding='UTF-8';" + TABLES)
        connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted({**meta, "format": str(FORMAT)}.items()))
        connection.executemany("INSERT INTO divisions VALUES (?, ?)", [(i, name) for name, i in divisions.items()])
        connection.executemany("INSERT INTO codes VALUES (?, ?)", sorted((codes or {}).items()))
        connection.executemany("INSERT INTO places VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", [_stored(p, divisions) for p in ordered])
        connection.executemany("INSERT INTO names VALUES (?, ?, ?)", [(*key, role) for key, role in sorted(names.items())])
        connection.commit()
        connection.execute("VACUUM")
    finally:
        connection.close()
    return len(ordered)


def _stored(place: NewPlace, divisions: Mapping[str, int]) -> tuple[object, ...]:
    return (
        place.number,
        place.ref,
        place.name,
        KINDS.index(place.kind),
        place.country,
        divisions.get(place.admin1 or ""),
        divisions.get(place.admin2 or ""),
        None if place.lat is None else round(place.lat * DEGREE),
        None if place.lon is None else round(place.lon * DEGREE),
        place.population or None,
        place.precision,
        int(place.seat),
    )
