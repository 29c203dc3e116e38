"""What is done with a file before it is worked with: that it is there and may be written, that its log is, and what to tell of it."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from analyst_app.domain.errors import DatabaseError, Fault
from analyst_app.domain.keeping import Kept, Notice, NoticeKind, Occasion
from analyst_app.storage.backup import create_private, require_database
from analyst_app.storage.drives import network_drive
from analyst_app.storage.engines import connect
from analyst_app.storage.faults import code_of, driver_errors, in_words, sorted_faults

_LATE = timedelta(hours=1)
"""How far the clock may stand behind the last command before it is told: two computers may differ by minutes."""


def make_ready(path: Path, *, create: bool, passphrase: str | None = None) -> bool:
    """Make sure that there is a file to open; returns whether it was made here.

    Raises:
        DatabaseError: where there is none and none may be made, or it cannot be written to.
    """
    if not path.exists():
        if not create:
            raise DatabaseError(f"There is no database {path}. Check the name, or make a new one.")
        create_private(path)
        return True
    empty = path.is_file() and path.stat().st_size == 0
    if empty and not create:
        raise DatabaseError(f"“{path.name}” is empty. Choose another file, or restore a backup.")
    if not empty:
        require_database(path, passphrase=passphrase)
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise in_words(Fault.READ_ONLY, path)
    return False


def use_write_ahead_log(path: Path, *, passphrase: str | None = None) -> None:
    """Write by way of a log, brought into the file first where a program that ended early left one.

    Raises:
        DatabaseError: where the drive does not allow it, or the file cannot be written.
    """
    with sorted_faults(path), closing(connect(path, passphrase=passphrase)) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    if mode != "wal":
        raise DatabaseError(f"The drive that holds “{path.name}” cannot be shared safely. Copy the file to a drive of this computer.")


def notices_of(path: Path, *, now: datetime, passphrase: str | None = None) -> tuple[Notice, ...]:
    """What the analyst should know of a file that can be opened all the same.

    Raises:
        DatabaseError: where it cannot be read, or the passphrase is another.
    """
    found: list[Notice] = []
    name, log = path.name, path.with_name(f"{path.name}-wal")
    log_there = log.exists()
    with sorted_faults(path), closing(connect(path, busy_timeout_ms=0, passphrase=passphrase)) as connection:
        last, shared = None, False
        try:
            (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
            last = _last_command(connection)
            if mode == "wal":
                shared = connection.execute("PRAGMA journal_mode = DELETE").fetchone() == ("wal",)
        except driver_errors() as fault:
            if code_of(fault) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            mode, shared = "wal", True
    if mode == "wal" and not log_there:
        words = (
            f"“{name}” was not closed in order, and its log “{log.name}” is not beside it: the last decisions before that may be missing."
            " If the file was moved or copied, bring the log along and open it again; else look at the last backup under File → Backups."
        )
        found.append(Notice(NoticeKind.LOG_LOST, words))
    if shared:
        words = (
            f"“{name}” is open in another window. Both can work: every decision of either is saved, and Undo takes back the last one,"
            " whoever made it."
        )
        found.append(Notice(NoticeKind.SHARED, words))
    if (drive := network_drive(path)) is not None:
        words = (
            f"“{name}” lies on a network drive ({drive}), where two programs can spoil a file and a lost connection can cost the last"
            " decisions. Work with a copy on this computer."
        )
        found.append(Notice(NoticeKind.NETWORK, words))
    if last is not None and last - now > _LATE:
        words = (
            f"The clock of this computer is behind: the last decision in “{name}” was saved on {last:%d %B %Y at %H:%M} (UTC)."
            " Nothing is lost, and decisions keep their order. Set the clock, so that the times are right."
        )
        found.append(Notice(NoticeKind.CLOCK, words))
    return tuple(found)


def notices_of_copies(path: Path, there: Sequence[Kept], *, made: bool) -> tuple[Notice, ...]:
    """What the copies of a file (newest first) tell of it: that one was there before, or that its last state was saved elsewhere."""
    if not there or not (made or there[0].occasion is Occasion.RESCUE):
        return ()
    moment = f"{there[0].made_at:%d %B %Y at %H:%M} (UTC)"
    if made:
        words = f"“{path.name}” was not there, so a new one was made. There are backups of an earlier one, the newest of {moment}."
    else:
        words = (
            f"“{path.name}” was removed or replaced the last time that it was open. Everything of then was saved in a backup of {moment}."
        )
    return (Notice(NoticeKind.RESCUED, f"{words} Look into it under File → Backups, and restore it if it is the one that you want."),)


def _last_command(connection: sqlite3.Connection) -> datetime | None:
    """When the last command was saved; None in a file without a journal, which is told of elsewhere."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'journal_command'").fetchone() is None:
        return None
    row = connection.execute("SELECT at FROM journal_command ORDER BY id DESC LIMIT 1").fetchone()
    return None if row is None else datetime.fromisoformat(row[0])
