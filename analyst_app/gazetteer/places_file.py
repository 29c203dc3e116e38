"""One compiled file of places: its tables, and how its rows are read. Knows neither kinds of words nor ranking.

The shipped gazetteer and the analyst's own places have the same form, so that either is read by the same code.
"""

import sqlite3
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from threading import Lock
from typing import NamedTuple

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
SELECT n.folded, n.role, p.id, p.ref, p.name, p.kind, p.country, p.admin1, p.admin2, p.lat, p.lon, p.population, p.precision, p.seat
FROM names n JOIN places p ON p.id = n.place
"""


class NameRole(IntEnum):
    """How a spelling belongs to a place; the lower, the surer."""

    PRIMARY = 0
    ALTERNATE = 1
    VARIANT = 2
    LOOSE = 3


_ROLES = tuple(NameRole)


class Row(NamedTuple):
    """A place of the file with the spelling by which it was found; `precision` is on ACLED's scale for its coordinates.

    A tuple, since a look-up makes many and must be quick.

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
            # A few thousand names, which every row of every look-up needs.
            readable = self.meta.get("format") == str(FORMAT)
            self._divisions: dict[int | None, str] = dict(connection.execute("SELECT id, name FROM divisions")) if readable else {}
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

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            self._connection.close()

    def _rows(self, query: str, values: tuple[object, ...]) -> list[Row]:
        with self._turn:
            found = self._connection.execute(query, values).fetchall()
        named = self._divisions.get
        return [
            Row(
                folded,
                _ROLES[role],
                ref or f"geonames:{number}",
                name,
                KINDS[kind],
                country,
                named(admin1),
                named(admin2),
                None if lat is None else lat / DEGREE,
                None if lon is None else lon / DEGREE,
                population or 0,
                precision,
                bool(seat),
            )
            for folded, role, number, ref, name, kind, country, admin1, admin2, lat, lon, population, precision, seat in found
        ]


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
