"""Writes files of places, the same bytes for the same places, in memory that does not grow with them. Reads no source.

Places are collected in a file of their own, in which a later one of a number replaces an earlier; the finished file is then
written from it in order.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from analyst_app.gazetteer.places_file import DEGREE, FORMAT, KINDS, TABLES, NewPlace

_BATCH = 2_000
_SHEETS = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA encoding = 'UTF-8';
CREATE TABLE sheet (
    id INTEGER PRIMARY KEY, ref TEXT, name TEXT, kind INTEGER, country TEXT, admin1 TEXT, admin2 TEXT,
    lat INTEGER, lon INTEGER, population INTEGER, precision INTEGER, seat INTEGER
);
CREATE TABLE spelling (place INTEGER, folded TEXT, role INTEGER, PRIMARY KEY (place, folded)) WITHOUT ROWID;
"""
_FROM_FILE = """
INSERT INTO sheet
SELECT p.id, p.ref, p.name, p.kind, p.country, a.name, b.name, p.lat, p.lon, p.population, p.precision, p.seat FROM old.places p
LEFT JOIN old.divisions a ON a.id = p.admin1 LEFT JOIN old.divisions b ON b.id = p.admin2;
INSERT INTO spelling SELECT place, folded, role FROM old.names;
"""
_DIVISIONS = """
INSERT INTO fresh.divisions SELECT row_number() OVER (ORDER BY name), name
FROM (SELECT admin1 AS name FROM sheet UNION SELECT admin2 FROM sheet) WHERE name > '' ORDER BY name
"""
_PLACES = """
INSERT INTO fresh.places SELECT s.id, s.ref, s.name, s.kind, s.country, a.id, b.id, s.lat, s.lon, s.population, s.precision, s.seat
FROM sheet s LEFT JOIN by_name a ON a.name = s.admin1 LEFT JOIN by_name b ON b.name = s.admin2 ORDER BY s.id
"""
_NAMES = "INSERT INTO fresh.names SELECT folded, place, role FROM spelling ORDER BY folded, place"
_KEEP_SUREST = "INSERT INTO spelling VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET role = min(role, excluded.role)"


class PlacesWriter:
    """Collects places in `work`, a file that must not be there yet and is removed at the end, and writes them out in order."""

    def __init__(self, work: Path) -> None:
        self._work = work
        self._connection = sqlite3.connect(work, isolation_level=None)
        self._connection.executescript(_SHEETS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._connection.close()
        self._work.unlink(missing_ok=True)

    def take_file(self, path: Path) -> None:
        """Take over all places of a file; only for a writer that is still empty."""
        self._connection.execute("ATTACH ? AS old", (str(path),))
        try:
            self._connection.executescript(_FROM_FILE)
        finally:
            self._connection.execute("DETACH old")

    def add(self, places: Iterable[NewPlace]) -> int:
        """Add places, each in the place of one with its number, and return how many were given."""
        count = 0
        waiting = iter(places)
        while batch := list(islice(waiting, _BATCH)):
            self._connection.execute("BEGIN")
            self._connection.executemany("DELETE FROM spelling WHERE place = ?", [(p.number,) for p in batch])
            self._connection.executemany("INSERT OR REPLACE INTO sheet VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", [_stored(p) for p in batch])
            spellings = [(p.number, folded, int(role)) for p in batch for folded, role in p.names if folded]
            self._connection.executemany(_KEEP_SUREST, spellings)
            self._connection.execute("COMMIT")
            count += len(batch)
        return count

    def digest(self) -> str:
        """Eight characters that change with any place or name."""
        found = hashlib.sha256()
        for query in ("SELECT * FROM sheet ORDER BY id", "SELECT * FROM spelling ORDER BY place, folded"):
            for row in self._connection.execute(query):
                found.update(repr(row).encode())
        return found.hexdigest()[:8]

    def write(self, path: Path, *, meta: Mapping[str, str], codes: Mapping[str, str] | None = None) -> int:
        """Write a new file of all places, and return how many it holds. `codes` are GeoNames codes of divisions."""
        fresh = sqlite3.connect(path)
        fresh.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA encoding='UTF-8';" + TABLES)
        fresh.executemany("INSERT INTO meta VALUES (?, ?)", sorted({**meta, "format": str(FORMAT)}.items()))
        fresh.executemany("INSERT INTO codes VALUES (?, ?)", sorted((codes or {}).items()))
        fresh.commit()
        fresh.close()
        self._connection.execute("ATTACH ? AS fresh", (str(path),))
        self._connection.executescript("PRAGMA fresh.journal_mode = OFF; PRAGMA fresh.synchronous = OFF")
        self._connection.execute("BEGIN")
        self._connection.execute(_DIVISIONS)
        self._connection.execute("CREATE TEMP TABLE by_name AS SELECT name, id FROM fresh.divisions")
        self._connection.execute("CREATE INDEX temp.names_of_divisions ON by_name (name)")
        self._connection.execute(_PLACES)
        self._connection.execute(_NAMES)
        self._connection.execute("COMMIT")
        (count,) = self._connection.execute("SELECT count(*) FROM sheet").fetchone()
        self._connection.execute("DETACH fresh")
        tidy = sqlite3.connect(path, isolation_level=None)
        tidy.execute("VACUUM")
        tidy.close()
        return int(count)


def write_places(path: Path, places: Iterable[NewPlace], *, meta: Mapping[str, str], codes: Mapping[str, str] | None = None) -> int:
    """Write a new file of places, the same bytes for the same places, and return how many it holds.

    Spellings come folded. A spelling given twice for a place keeps its surest role. `codes` are GeoNames codes of divisions.
    """
    with PlacesWriter(path.with_name(path.name + ".work")) as writer:
        writer.add(places)
        return writer.write(path, meta=meta, codes=codes)


def _stored(place: NewPlace) -> tuple[object, ...]:
    return (
        place.number,
        place.ref,
        place.name,
        KINDS.index(place.kind),
        place.country,
        place.admin1,
        place.admin2,
        None if place.lat is None else round(place.lat * DEGREE),
        None if place.lon is None else round(place.lon * DEGREE),
        place.population or None,
        place.precision,
        int(place.seat),
    )
