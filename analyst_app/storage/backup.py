"""Copies of a database: made with SQLite's own backup, verified before they count, and put back without losing what they replace."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from analyst_app.domain.errors import DatabaseError
from analyst_app.paths import make_private
from analyst_app.storage.engines import connect
from analyst_app.storage.faults import sorted_faults

MAGIC = b"SQLite format 3\x00"
"""The first bytes of every SQLite file."""


def create_private(path: Path) -> None:
    """Make an empty file that only its owner can read.

    Raises:
        DatabaseError: where it cannot be made, or is there already.
    """
    try:
        make_private(path.parent)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as fault:
        reason = (fault.strerror or "unknown error").lower()
        raise DatabaseError(f"“{path.name}” cannot be made in {path.parent} ({reason}). Choose another folder.") from fault


def require_database(path: Path) -> None:
    """Make sure that a file is there and is a SQLite database.

    Raises:
        DatabaseError: where it is not.
    """
    if not path.exists():
        raise DatabaseError(f"There is no file {path}. Check the name.")
    if path.is_dir():
        raise DatabaseError(f"{path} is a folder. Choose a database file.")
    try:
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
    except OSError as fault:
        raise DatabaseError(
            f"“{path.name}” cannot be read ({(fault.strerror or 'unknown error').lower()}). Check its permissions."
        ) from fault
    if start != MAGIC:
        raise DatabaseError(f"“{path.name}” is not a database of this program. Choose another file.")


def backup(database: Path, target: Path) -> Path:
    """Copy a database, also while it is in use, and return the copy once it has been opened and checked.

    Raises:
        DatabaseError: where the copy cannot be written, is there already, or does not pass the check.
    """
    require_database(database)
    if target.exists():
        raise DatabaseError(f"{target} is there already. Choose another name for the backup.")
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    create_private(part)
    try:
        with sorted_faults(part), closing(connect(database)) as source, closing(connect(part)) as copy:
            source.backup(copy)
            # The copy is one file, without a write-ahead log beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        _require_sound(part, f"“{database.name}” is damaged ({{}}), so no backup was made. Restore an older backup.")
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return target


def restore(saved: Path, target: Path) -> Path | None:
    """Put a backup in the place of a database, and return where the replaced file is kept (None where there was none).

    Raises:
        DatabaseError: where the backup does not pass the check, or the database is open in some program; then nothing is changed.
    """
    require_database(saved)
    _require_sound(saved, f"The backup “{saved.name}” is damaged ({{}}). Choose another backup.")
    fresh = target.with_name(f"{target.name}.restored")
    fresh.unlink(missing_ok=True)
    backup(saved, fresh)
    kept = None
    if target.exists():
        try:
            _require_closed(target)
        except DatabaseError:
            fresh.unlink()
            raise
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        kept = target.with_name(f"{target.stem}-replaced-{moment}{target.suffix}")
        for suffix in ("-wal", "-shm"):
            beside = target.with_name(target.name + suffix)
            if beside.exists():
                beside.replace(kept.with_name(kept.name + suffix))
        target.replace(kept)
    fresh.replace(target)
    return kept


def _require_closed(path: Path) -> None:
    try:
        require_database(path)
        with closing(connect(path, busy_timeout_ms=0)) as connection:
            # Leaving the write-ahead log needs the file for oneself: the one sure sign that nobody else has it open.
            (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except DatabaseError:
        return  # no database at all: replacing it harms nobody
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return
        mode = "wal"
    except sqlite3.DatabaseError:
        return  # damaged: that is what a backup is put back for
    if mode == "wal":
        raise DatabaseError(f"“{path.name}” is open. Close every window that shows it, then restore again.")


def _require_sound(path: Path, sentence: str) -> None:
    damage = _damage(path)
    if damage:
        raise DatabaseError(sentence.format(damage[0]))


def _damage(path: Path) -> list[str]:
    try:
        with closing(connect(path)) as connection:
            found = [str(line) for (line,) in connection.execute("PRAGMA integrity_check(20)")]
    except sqlite3.DatabaseError as fault:
        return [str(fault)]
    return [] if found == ["ok"] else found


def info(path: Path) -> tuple[tuple[str, str], ...]:
    """What a database holds, as pairs of words to show. Reads only, and brings nothing up to date.

    Raises:
        DatabaseError: where it is no database of this program.
    """
    require_database(path)
    try:
        with sorted_faults(path), closing(connect(path)) as connection:
            answers = {name: connection.execute(question).fetchone() for name, question in _QUESTIONS.items()}
            states = dict(connection.execute(_STATES).fetchall())
    except sqlite3.OperationalError as fault:  # a table that is not there
        raise DatabaseError(f"“{path.name}” is a database of another program. Choose another file.") from fault
    found = [(name, "–" if row is None or row[0] is None else str(row[0])) for name, row in answers.items()]
    decisions = [(name, str(states.get(name, 0))) for name in ("proposed", "confirmed", "rejected")]
    return (("file", str(path)), ("size in bytes", str(path.stat().st_size)), *found, *decisions)


_QUESTIONS = {
    "made by version": "SELECT value FROM meta WHERE name = 'program'",
    "tables of revision": "SELECT version_num FROM alembic_version",
    "reports": "SELECT count(*) FROM report WHERE NOT deleted",
    "removed reports": "SELECT count(*) FROM report WHERE deleted",
    "commands in journal": "SELECT count(*) FROM journal_command",
    "first day": "SELECT min(date_end) FROM event JOIN report ON report.id = event.report_id WHERE NOT deleted",
    "last day": "SELECT max(date_end) FROM event JOIN report ON report.id = event.report_id WHERE NOT deleted",
    "events": "SELECT count(*) FROM event JOIN report ON report.id = event.report_id WHERE NOT deleted",
}
_STATES = "SELECT event.state, count(*) FROM event JOIN report ON report.id = event.report_id WHERE NOT deleted GROUP BY event.state"


def check(path: Path) -> tuple[str, ...]:
    """What is wrong with a database, in sentences; empty where it is sound.

    Looks at the file's pages, the links between rows, the full-text index, and whether every entity and event stands within its report.

    Raises:
        DatabaseError: where the file is no database or cannot be read at all.
    """
    require_database(path)
    damage = _damage(path)
    if damage:
        return tuple(f"Damaged pages: {line}" for line in damage)
    with sorted_faults(path), closing(connect(path)) as connection:
        findings = [f"A row of {table} points to a row of {other} that is not there." for table, _, other, _ in _broken_links(connection)]
        for name, question in _CHECKS.items():
            (wrong,) = connection.execute(question).fetchone()
            if wrong:
                findings.append(name.format(wrong))
        try:
            # A comparison of the index with the words, spelt as an insert.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO report_search (report_search, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as fault:
            if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            findings.append("The full-text index does not fit the reports. Save the data with “analyst-app db salvage”.")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
    return tuple(findings)


_CHECKS = {
    "{} entities stand outside their report.": (
        'SELECT count(*) FROM entity JOIN report ON report.id = entity.report_id WHERE "end" > char_count'
    ),
    "{} events are named by words outside their report.": (
        "SELECT count(*) FROM event JOIN report ON report.id = event.report_id WHERE trigger_end > char_count"
    ),
    "{} reports are not as long as they should be.": "SELECT count(*) FROM report WHERE length(text) <> char_count",
    "{} events are parts of an event of another report.": (
        "SELECT count(*) FROM event JOIN event AS whole ON whole.id = event.part_of_id WHERE whole.report_id <> event.report_id"
    ),
}


def _broken_links(connection: sqlite3.Connection) -> list[tuple[str, int, str, int]]:
    return connection.execute("PRAGMA foreign_key_check").fetchall()
