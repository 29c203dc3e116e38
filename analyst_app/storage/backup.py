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
