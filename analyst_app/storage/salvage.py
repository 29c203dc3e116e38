"""Saving what can still be read of a damaged database into a new one. The damaged file is not changed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Table

from analyst_app.domain.errors import DatabaseError
from analyst_app.storage.backup import create_private, require_database
from analyst_app.storage.engines import connect
from analyst_app.storage.faults import code_of, driver_errors, sorted_faults
from analyst_app.storage.migrate import upgrade
from analyst_app.storage.tables import Base


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How many rows of a table were saved, and which of those that should be there were not.

    `rows` are the numbers of lost rows, as far as their numbers are known; rows at the end of a file that was cut off have none.
    """

    table: str
    saved: int
    rows: tuple[int, ...]

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
            with closing(connect(path, passphrase=passphrase)) as damaged:
                done = tuple(_table(damaged, fresh, table.name) for table in Base.metadata.sorted_tables if _is_saved(table))
            lost = _mend(fresh)
            fresh.execute("COMMIT")
        _require_any(done, path)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return tuple(_without(one, lost.get(one.table, [])) for one in done)


def _without(one: Salvaged, lost: list[int]) -> Salvaged:
    return Salvaged(one.table, one.saved - len(lost), tuple(sorted((*one.rows, *lost))))


def _is_saved(table: Table) -> bool:
    """What is made from other tables is made again when it is asked for."""
    return table.name != "meta" and not table.info.get("derived")


def _require_any(done: tuple[Salvaged, ...], path: Path) -> None:
    if not any(one.saved for one in done if one.table == "report"):
        raise DatabaseError(f"No report could be read from “{path.name}”. Restore a backup.")


def _table(damaged: sqlite3.Connection, fresh: sqlite3.Connection, name: str) -> Salvaged:
    columns = [str(row[1]) for row in fresh.execute(f"PRAGMA table_info({name})")]
    with suppress(*driver_errors()):
        there = {str(row[1]) for row in damaged.execute(f"PRAGMA table_info({name})")}
        columns = [column for column in columns if column in there]
    quoted = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    saved, lost = 0, []
    for number, row in _rows(damaged, name, quoted):
        if row is None:
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


def _rows(damaged: sqlite3.Connection, name: str, columns: str) -> Iterator[tuple[int, tuple[object, ...] | None]]:
    """The rows of a table one by one with their numbers, None for one that cannot be read; a damaged page costs its own rows alone."""
    try:
        (last,) = damaged.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (name,)).fetchone() or (0,)
    except driver_errors():
        last = 0
    number = 0
    while True:
        try:
            for row in damaged.execute(f"SELECT rowid, {columns} FROM {name} WHERE rowid > ? ORDER BY rowid", (number,)):  # noqa: S608  # names of our own tables
                number = int(row[0])
                yield number, row[1:]
        except driver_errors(UnicodeDecodeError):
            if number >= last:
                return
            number += 1
            yield number, None
            continue
        return


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
    while broken := fresh.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid, _other, _key in broken:
            if fresh.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,)).rowcount > 0:  # noqa: S608  # our own tables
                lost.setdefault(table, []).append(int(rowid))
        fresh.execute("UPDATE event SET part_of_id = NULL WHERE part_of_id NOT IN (SELECT id FROM event)")
    return lost
