"""Copies of a database: made with SQLite's own backup, verified before they count, and put back without losing what they replace."""

import os
import secrets
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from analyst_app.domain.errors import DatabaseError, Fault
from analyst_app.paths import make_private
from analyst_app.storage.bulk import text_hash
from analyst_app.storage.encryption import MAGIC, convert, looks_encrypted
from analyst_app.storage.engines import connect
from analyst_app.storage.faults import code_of, driver_errors, sorted_faults

BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a file that is open, or was when the program ended without closing it."""


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


def require_database(path: Path, *, passphrase: str | None = None) -> None:
    """Make sure that a file is there and is a SQLite database, or with a passphrase one that may be encrypted.

    Raises:
        DatabaseError: where it is not, or where it needs a passphrase and none is given.
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
    if passphrase is not None and start == MAGIC:
        raise DatabaseError(f"“{path.name}” is not encrypted. Open it without a passphrase.", fault=Fault.LOCKED)
    if passphrase is None and start != MAGIC:
        if looks_encrypted(path):
            raise DatabaseError(f"“{path.name}” may be encrypted. Type its passphrase.", fault=Fault.LOCKED)
        raise DatabaseError(f"“{path.name}” is not a database of this program. Choose another file.")


def backup(database: Path, target: Path, *, passphrase: str | None = None) -> Path:
    """Copy a database, also while it is in use, and return the copy once it has been opened and checked.

    The copy of an encrypted database is encrypted under the same passphrase.

    Raises:
        DatabaseError: where the copy cannot be written, is there already, or does not pass the check.
    """
    require_database(database, passphrase=passphrase)
    with sorted_faults(database), closing(connect(database, passphrase=passphrase)) as source:
        return backup_from(source, database.name, target, passphrase=passphrase)


def backup_from(source: sqlite3.Connection, name: str, target: Path, *, passphrase: str | None = None) -> Path:
    """The same from a connection that is open, which still reaches a file that was removed or replaced under its name.

    Raises:
        DatabaseError: where the copy cannot be written, is there already, or does not pass the check.
    """
    if target.exists():
        raise DatabaseError(f"{target} is there already. Choose another name for the backup.")
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    create_private(part)
    try:
        with sorted_faults(part), closing(connect(part, passphrase=passphrase)) as copy:
            source.backup(copy)
            # The copy is one file, without a write-ahead log beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        _require_sound(part, f"“{name}” is damaged ({{}}), so no backup was made. Restore an older backup.", passphrase)
        put_in_place(part, target)
    finally:
        _discard(part)
    return target


def reencrypt(path: Path, *, old: str | None, new: str | None) -> None:
    """Give a closed file another passphrase, its first one, or none; the file is the old one or the new one, whole, at any moment.

    Raises:
        DatabaseError: where it is open in some program, the old passphrase is wrong, the extra is missing, or the disk is full; then
            the file is as it was.
    """
    require_database(path, passphrase=old)
    require_closed(path, passphrase=old)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    create_private(part)
    try:
        with sorted_faults(path):
            convert(path, part, old=old, new=new)
        _require_sound(part, f"“{path.name}” is damaged ({{}}), so it was left as it is. Restore a backup.", new)
        for suffix in BESIDE:
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        put_in_place(part, path)
    finally:
        _discard(part)


def restore(saved: Path, target: Path, *, passphrase: str | None = None) -> Path | None:
    """Put a backup in the place of a database, and return where the replaced file is kept (None where there was none).

    Raises:
        DatabaseError: where the backup does not pass the check, or the database is open in some program; then nothing is changed.
    """
    require_database(saved, passphrase=passphrase)
    _require_sound(saved, f"The backup “{saved.name}” is damaged ({{}}). Choose another backup.", passphrase)
    fresh = target.with_name(f".{target.name}.{secrets.token_hex(4)}.restored")
    backup(saved, fresh, passphrase=passphrase)
    try:
        kept = None
        if target.exists():
            require_closed(target, passphrase=passphrase)
            moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
            kept = target.with_name(f"{target.stem}-replaced-{moment}{target.suffix}")
            _keep(target, kept)
        put_in_place(fresh, target)
    finally:
        _discard(fresh)
    return kept


def put_in_place(part: Path, target: Path) -> None:
    """Give a finished file its name, in one step that a crash does not split.

    Raises:
        DatabaseError: where the folder does not let it.
    """
    try:
        for path in (part, part.parent):
            put_through(path)
        part.replace(target)
        put_through(target.parent)
    except OSError as fault:
        raise DatabaseError(f"“{target.name}” cannot be put in {target.parent} ({fault.strerror}). Choose another folder.") from fault


def put_through(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk; Windows has no such thing for folders."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _keep(target: Path, kept: Path) -> None:
    """Give a file, and what belongs to it, a second name, so that there is no moment without one; then take its log away."""
    for suffix in ("", *BESIDE):
        path = target.with_name(target.name + suffix)
        if path.exists():
            try:
                os.link(path, kept.with_name(kept.name + suffix))
            except OSError:  # a drive that knows no second names
                path.replace(kept.with_name(kept.name + suffix))
    for suffix in BESIDE:
        target.with_name(target.name + suffix).unlink(missing_ok=True)


def _discard(part: Path) -> None:
    for suffix in ("", "-journal", *BESIDE):
        part.with_name(part.name + suffix).unlink(missing_ok=True)


def require_closed(path: Path, *, passphrase: str | None = None) -> None:
    """Make sure that no program has a file open, and bring its log into it. A file that is no database or damaged passes.

    Raises:
        DatabaseError: where one has.
    """
    try:
        require_database(path, passphrase=passphrase)
        with closing(connect(path, busy_timeout_ms=0, passphrase=passphrase)) as connection:
            # Leaving the write-ahead log needs the file for oneself: the one sure sign that nobody else has it open.
            (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except DatabaseError:
        return  # no database at all: replacing it harms nobody
    except driver_errors() as fault:
        if code_of(fault) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return  # damaged: that is what a backup is put back for
        mode = "wal"
    if mode == "wal":
        raise DatabaseError(f"“{path.name}” is open. Close every window that shows it, then try again.", fault=Fault.BUSY)


def _require_sound(path: Path, sentence: str, passphrase: str | None) -> None:
    damage = _damage(path, passphrase)
    if damage:
        raise DatabaseError(sentence.format(damage[0]), fault=Fault.DAMAGED)


def _damage(path: Path, passphrase: str | None) -> list[str]:
    try:
        with closing(connect(path, passphrase=passphrase)) as connection:
            found = [str(line) for (line,) in connection.execute("PRAGMA integrity_check(20)")]
    except driver_errors() as fault:
        if passphrase is not None and code_of(fault) == sqlite3.SQLITE_NOTADB:
            with sorted_faults(path):
                raise
        return [str(fault)]
    return [] if found == ["ok"] else found


def info(path: Path, *, passphrase: str | None = None) -> tuple[tuple[str, str], ...]:
    """What a database holds, as pairs of words to show. Reads only, and brings nothing up to date.

    Raises:
        DatabaseError: where it is no database of this program.
    """
    require_database(path, passphrase=passphrase)
    try:
        with sorted_faults(path), closing(connect(path, passphrase=passphrase)) as connection:
            answers = {name: connection.execute(question).fetchone() for name, question in _QUESTIONS.items()}
            states = dict(connection.execute(_STATES).fetchall())
    except driver_errors() as fault:  # a table that is not there
        raise DatabaseError(f"“{path.name}” is a database of another program. Choose another file.") from fault
    found = [(name, "–" if row is None or row[0] is None else str(row[0])) for name, row in answers.items()]
    decisions = [(name, str(states.get(name, 0))) for name in ("proposed", "confirmed", "rejected")]
    return (("file", str(path)), ("size in bytes", str(path.stat().st_size)), *found, *decisions)


_QUESTIONS = {
    "made by version": "SELECT value FROM meta WHERE name = 'program'",
    "tables of revision": "SELECT version_num FROM alembic_version",
    "reports": "SELECT count(*) FROM report WHERE NOT deleted AND second_of_id IS NULL",
    "removed reports": "SELECT count(*) FROM report WHERE deleted",
    "second codings": "SELECT count(*) FROM report WHERE NOT deleted AND second_of_id IS NOT NULL",
    "replaced reports": "SELECT count(*) FROM report WHERE NOT deleted AND superseded_by_id IS NOT NULL",
    "commands in journal": "SELECT count(*) FROM journal_command",
    "first day": "SELECT min(date_end) FROM event JOIN report ON report.id = event.report_id WHERE NOT deleted AND second_of_id IS NULL",
    "last day": "SELECT max(date_end) FROM event JOIN report ON report.id = event.report_id WHERE NOT deleted AND second_of_id IS NULL",
    "events": "SELECT count(*) FROM event JOIN report ON report.id = event.report_id WHERE NOT deleted AND second_of_id IS NULL",
}
_STATES = (
    "SELECT event.state, count(*) FROM event JOIN report ON report.id = event.report_id"
    " WHERE NOT deleted AND second_of_id IS NULL GROUP BY event.state"
)


def check(path: Path, *, passphrase: str | None = None) -> tuple[str, ...]:
    """What is wrong with a database, in sentences; empty where it is sound.

    Looks at the file's pages, the links between rows, the full-text index, and whether every entity and event stands within its report.

    Raises:
        DatabaseError: where the file is no database or cannot be read at all.
    """
    require_database(path, passphrase=passphrase)
    damage = _damage(path, passphrase)
    if damage:
        return tuple(f"Damaged pages: {line}" for line in damage)
    with sorted_faults(path), closing(connect(path, passphrase=passphrase)) as connection:
        connection.create_function("text_hash", 1, text_hash, deterministic=True)
        findings = [f"A row of {table} points to a row of {other} that is not there." for table, _, other, _ in _broken_links(connection)]
        for name, question in _CHECKS.items():
            (wrong,) = connection.execute(question).fetchone()
            if wrong:
                findings.append(name.format(wrong))
        try:
            # A comparison of the index with the words, spelt as an insert.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO report_search (report_search, rank) VALUES ('integrity-check', 1)")
        except driver_errors() as fault:
            if code_of(fault) != sqlite3.SQLITE_CORRUPT:
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
    "{} reports do not read as they did when they came in.": "SELECT count(*) FROM report WHERE text_hash(text) <> text_sha256",
    "{} events are parts of an event of another report.": (
        "SELECT count(*) FROM event JOIN event AS whole ON whole.id = event.part_of_id WHERE whole.report_id <> event.report_id"
    ),
}


def _broken_links(connection: sqlite3.Connection) -> list[tuple[str, int, str, int]]:
    return connection.execute("PRAGMA foreign_key_check").fetchall()
