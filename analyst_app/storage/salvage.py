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
from analyst_app.storage.faults import sorted_faults
from analyst_app.storage.migrate import upgrade
from analyst_app.storage.tables import Base


@dataclass(frozen=True, slots=True)
class Salvaged:
    """How many rows of a table were saved, and how many of those that should be there were not."""

    table: str
    saved: int
    lost: int


def salvage(path: Path, target: Path) -> tuple[Salvaged, ...]:
    """Write everything that can be read of `path` to the new file `target`, and say for each table what was saved and lost.

    Rows whose report or event was lost are left out, and events whose whole was lost stand by themselves.

    Raises:
        DatabaseError: where nothing can be read, or the new file cannot be made.
    """
    require_database(path)
    create_private(target)
    try:
        upgrade(target, backups=target.parent)
        with sorted_faults(target), closing(connect(target, foreign_keys=False)) as fresh, closing(connect(path)) as damaged:
            fresh.execute("BEGIN IMMEDIATE")
            done = tuple(_table(damaged, fresh, table.name) for table in Base.metadata.sorted_tables if _is_saved(table))
            lost = _mend(fresh)
            fresh.execute("COMMIT")
        _require_any(done, path)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return tuple(Salvaged(one.table, one.saved - lost.get(one.table, 0), one.lost + lost.get(one.table, 0)) for one in done)


def _is_saved(table: Table) -> bool:
    """What is made from other tables is made again when it is asked for."""
    return table.name != "meta" and not table.info.get("derived")


def _require_any(done: tuple[Salvaged, ...], path: Path) -> None:
    if not any(one.saved for one in done if one.table == "report"):
        raise DatabaseError(f"No report could be read from “{path.name}”. Restore a backup.")


def _table(damaged: sqlite3.Connection, fresh: sqlite3.Connection, name: str) -> Salvaged:
    columns = [str(row[1]) for row in fresh.execute(f"PRAGMA table_info({name})")]
    with suppress(sqlite3.DatabaseError):
        there = {str(row[1]) for row in damaged.execute(f"PRAGMA table_info({name})")}
        columns = [column for column in columns if column in there]
    quoted = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    saved = lost = 0
    for row in _rows(damaged, name, quoted):
        if row is None:
            lost += 1
            continue
        try:
            fresh.execute(f"INSERT INTO {name} ({quoted}) VALUES ({marks})", row)  # noqa: S608  # names of our own tables
        except sqlite3.IntegrityError:
            lost += 1
        else:
            saved += 1
    return Salvaged(name, saved, lost)


def _rows(damaged: sqlite3.Connection, name: str, columns: str) -> Iterator[tuple[object, ...] | None]:
    """The rows of a table one by one, None for one that cannot be read; a damaged page costs its own rows alone."""
    try:
        (last,) = damaged.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (name,)).fetchone() or (0,)
    except sqlite3.DatabaseError:
        last = 0
    number = 0
    while True:
        try:
            for row in damaged.execute(f"SELECT rowid, {columns} FROM {name} WHERE rowid > ? ORDER BY rowid", (number,)):  # noqa: S608  # names of our own tables
                number = int(row[0])
                yield row[1:]
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            if number >= last:
                return
            number += 1
            yield None
            continue
        return


def _mend(fresh: sqlite3.Connection) -> dict[str, int]:
    """Take out what points to lost rows, until nothing does."""
    lost: dict[str, int] = {}
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
                lost[table] = lost.get(table, 0) + 1
        fresh.execute("UPDATE event SET part_of_id = NULL WHERE part_of_id NOT IN (SELECT id FROM event)")
    return lost
