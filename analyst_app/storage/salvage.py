"""Saving what can still be read of a damaged database into a new one. The damaged file is not changed."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

from analyst_app.domain.errors import DatabaseError
from analyst_app.storage.backup import create_private, require_database
from analyst_app.storage.bulk import text_hash
from analyst_app.storage.engines import connect
from analyst_app.storage.faults import code_of, driver_errors, sorted_faults
from analyst_app.storage.migrate import upgrade
from analyst_app.storage.pages import graft_tables
from analyst_app.storage.tables import Base

_GAP = 200
"""How many numbers without a row end the search where nothing tells how many there were."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How many rows of a table were saved, and which of those that should be there were not.

    `rows` are the numbers of lost rows. `doubtful` are rows that were saved and yet cannot be right: reports whose text is not the one
    that came in.
    """

    table: str
    saved: int
    rows: tuple[int, ...]
    doubtful: tuple[int, ...] = ()

    @property
    def lost(self) -> int:
        """How many rows were lost."""
        return len(self.rows)


def salvage(path: Path, target: Path, *, passphrase: str | None = None) -> tuple[Salvaged, ...]:
    """Write everything that can be read of `path` to the new file `target`, and say for each table what was saved and lost.

    Rows whose report or event was lost are left out, and events whose whole was lost stand by themselves. The new file of an encrypted
    one is encrypted under the same passphrase.

    Raises:
        DatabaseError: where nothing can be read, or the new file cannot be made.
    """
    require_database(path, passphrase=passphrase)
    create_private(target)
    try:
        upgrade(target, backups=target.parent, passphrase=passphrase)
        with sorted_faults(target), closing(connect(target, foreign_keys=False, passphrase=passphrase)) as fresh:
            fresh.execute("BEGIN IMMEDIATE")
            with _wreck(path, target, passphrase) as damaged:
                done = tuple(_table(damaged, fresh, table.name) for table in Base.metadata.sorted_tables if _is_saved(table))
            lost = _mend(fresh)
            fresh.create_function("text_hash", 1, text_hash, deterministic=True)
            doubtful = tuple(int(number) for (number,) in fresh.execute("SELECT id FROM report WHERE text_hash(text) <> text_sha256"))
            fresh.execute("COMMIT")
        _require_any(done, path)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return tuple(_without(one, lost.get(one.table, []), doubtful if one.table == "report" else ()) for one in done)


def _without(one: Salvaged, lost: list[int], doubtful: tuple[int, ...]) -> Salvaged:
    return Salvaged(one.table, one.saved - len(lost), tuple(sorted((*one.rows, *lost))), doubtful)


@contextmanager
def _wreck(path: Path, target: Path, passphrase: str | None) -> Iterator["_Wreck"]:
    """The damaged file; where even the list of its tables is damaged, a copy with the list of a new file.

    Files of one revision have their tables at the same pages, as the same steps made them.
    """
    if passphrase is not None or _lists_tables(path):
        with closing(_Wreck(path, passphrase)) as wreck:
            yield wreck
        return
    copy = target.with_name(f".{target.name}.wreck")
    make = target.with_name(f".{target.name}.new")
    try:
        for file in (copy, make):
            file.unlink(missing_ok=True)
            create_private(file)
        upgrade(make, backups=target.parent)
        graft_tables(path.read_bytes(), make.read_bytes(), copy)
        with closing(_Wreck(copy, None)) as wreck:
            yield wreck
    finally:
        for file in (copy, make):
            file.unlink(missing_ok=True)


def _lists_tables(path: Path) -> bool:
    try:
        with closing(connect(path)) as connection:
            names = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except driver_errors():
        return False
    return {table.name for table in Base.metadata.sorted_tables} <= names


def _reading_of(name: str, columns: Sequence[str]) -> Callable[[Sequence[object]], bool]:
    """Whether the program can read what a row holds: a flipped bit can make a date that is none, which SQLite stores without a word."""
    dialect = sqlite.dialect()
    types = [Base.metadata.tables[name].c[column].type.dialect_impl(dialect) for column in columns]
    readers = [kind.result_processor(dialect, None) for kind in types]

    def fits(row: Sequence[object]) -> bool:
        try:
            for value, read in zip(row, readers, strict=True):
                if read is not None and value is not None:
                    read(value)
        except Exception:  # noqa: BLE001 - whatever a damaged value makes of it
            return False
        return True

    return fits


class _Wreck:
    """The damaged file. SQLCipher reads nothing more once it has met a page that was changed, so such a file is opened anew."""

    def __init__(self, path: Path, passphrase: str | None) -> None:
        self._path = path
        self._passphrase = passphrase
        self._connection = connect(path, passphrase=passphrase)

    def execute(self, question: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        """Ask."""
        return self._connection.execute(question, values)

    def recover(self) -> None:
        """Be able to ask again after an error."""
        if self._passphrase is not None:
            self._connection.close()
            self._connection = connect(self._path, passphrase=self._passphrase)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _is_saved(table: Table) -> bool:
    """What is made from other tables is made again when it is asked for."""
    return table.name != "meta" and not table.info.get("derived")


def _require_any(done: tuple[Salvaged, ...], path: Path) -> None:
    if not any(one.saved for one in done if one.table == "report"):
        raise DatabaseError(f"No report could be read from “{path.name}”. Restore a backup.")


def _table(damaged: "_Wreck", fresh: sqlite3.Connection, name: str) -> Salvaged:
    columns = [str(row[1]) for row in fresh.execute(f"PRAGMA table_info({name})")]
    with suppress(*driver_errors()):
        there = {str(row[1]) for row in damaged.execute(f"PRAGMA table_info({name})")}
        columns = [column for column in columns if column in there]
    quoted = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    saved, lost, fits = 0, [], _reading_of(name, columns)
    for number, row in _rows(damaged, name, quoted):
        if row is None or not fits(row):
            lost.append(number)
            continue
        try:
            fresh.execute(f"INSERT INTO {name} ({quoted}) VALUES ({marks})", row)  # noqa: S608  # names of our own tables
        except driver_errors() as fault:
            if code_of(fault) not in (None, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH):
                raise
            lost.append(number)
        else:
            saved += 1
    return Salvaged(name, saved, tuple(lost))


def _rows(damaged: "_Wreck", name: str, columns: str) -> Iterator[tuple[int, tuple[object, ...] | None]]:
    """The rows of a table one by one with their numbers, None for one that cannot be read; a damaged page costs its own rows alone."""
    last = _last_row(damaged, name)
    number = found = 0
    while True:
        try:
            for row in damaged.execute(f"SELECT rowid, {columns} FROM {name} WHERE rowid > ? ORDER BY rowid", (number,)):  # noqa: S608  # names of our own tables
                number = found = int(row[0])
                yield number, row[1:]
        except driver_errors(UnicodeDecodeError):
            damaged.recover()
            if number >= (found + _GAP if last is None else last):
                return
            number += 1
            if last is not None:
                yield number, None
            continue
        return


def _last_row(damaged: "_Wreck", name: str) -> int | None:
    """The number that was given out last; None where even that cannot be read."""
    for question in ("SELECT seq FROM sqlite_sequence WHERE name = ?1", f"SELECT max(rowid) FROM {name} WHERE ?1 <> ''"):  # noqa: S608  # as above
        try:
            row = damaged.execute(question, (name,)).fetchone()
        except driver_errors():
            damaged.recover()
        else:
            return 0 if row is None or row[0] is None else int(row[0])
    return None


def _mend(fresh: sqlite3.Connection) -> dict[str, list[int]]:
    """Take out what points to lost rows, until nothing does; returns the numbers of the rows taken out."""
    lost: dict[str, list[int]] = {}
    for table, column in (
        ("event", "part_of_id"),
        ("report", "source_id"),
        ("report", "run_id"),
        ("report", "batch_id"),
        ("event", "run_id"),
    ):
        other = {"part_of_id": "event", "source_id": "source", "run_id": "extraction_run", "batch_id": "journal_command"}[column]
        fresh.execute(f"UPDATE {table} SET {column} = NULL WHERE {column} NOT IN (SELECT id FROM {other})")  # noqa: S608  # our own tables
    fresh.execute(
        "UPDATE report SET superseded_by_id = NULL, superseded_reason = NULL WHERE superseded_by_id NOT IN (SELECT id FROM report)"
    )
    fresh.execute("UPDATE report SET second_of_id = NULL, coder = NULL WHERE second_of_id NOT IN (SELECT id FROM report)")
    fresh.execute("UPDATE event SET act_id = NULL, preferred = 0 WHERE act_id NOT IN (SELECT id FROM act)")
    fresh.execute("UPDATE report SET char_count = length(text) WHERE char_count <> length(text)")
    for table, end in (("entity", '"end"'), ("event", "trigger_end")):
        outside = f"SELECT {table}.id FROM {table} JOIN report ON report.id = report_id WHERE {end} > char_count"  # noqa: S608  # our own tables
        for (rowid,) in fresh.execute(outside).fetchall():
            fresh.execute(f"DELETE FROM {table} WHERE id = ?", (rowid,))  # noqa: S608  # our own tables
            lost.setdefault(table, []).append(int(rowid))
    fresh.execute("UPDATE event SET part_of_id = NULL WHERE part_of_id NOT IN (SELECT id FROM event)")
    while broken := fresh.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid, _other, _key in broken:
            if fresh.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,)).rowcount > 0:  # noqa: S608  # our own tables
                lost.setdefault(table, []).append(int(rowid))
        fresh.execute("UPDATE event SET part_of_id = NULL WHERE part_of_id NOT IN (SELECT id FROM event)")
    return lost
