"""The copies that are kept of a database without being asked for: where they lie, when one is due, which of them go again.

They are told apart by a number that grows, not by the clock, which may be set back.
"""

import hashlib
import re
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from analyst_app.domain.errors import DatabaseError
from analyst_app.domain.keeping import Kept, Occasion
from analyst_app.storage.backup import backup, backup_from, reencrypt
from analyst_app.storage.engines import connect
from analyst_app.storage.faults import driver_errors

DAYS, WEEKS, UPDATES = 7, 4, 3
"""How many days and weeks keep their last copy, and how many copies from before an update of the tables are kept."""

_NAME = re.compile(r"(\d{6,})-(\d{8}T\d{6}Z)-([a-z]+)\.sqlite")
_STAMP = "%Y%m%dT%H%M%SZ"
_STATE = "SELECT (SELECT coalesce(max(id), 0) FROM journal_command), (SELECT count(*) FROM report)"
"""What is another after every command: each has its line in the journal, and an import its reports."""

_ABANDONED = 24 * 3600
"""Seconds after which a copy that was never finished is taken away: the program ended while it was made."""


def folder_of(backups: Path, database: Path) -> Path:
    """Where the copies of one database lie; two databases of one name have two folders."""
    path = str(database.absolute())
    return backups / f"{database.stem}-{hashlib.sha256(path.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"


def kept_in(folder: Path) -> tuple[Kept, ...]:
    """The copies in a folder, the newest first."""
    found = []
    for path in folder.glob("*.sqlite") if folder.is_dir() else ():
        parts = _NAME.fullmatch(path.name)
        if parts and parts[3] in list(Occasion):
            made_at = datetime.strptime(parts[2], _STAMP).replace(tzinfo=UTC)
            found.append(Kept(path, int(parts[1]), made_at, Occasion(parts[3]), path.stat().st_size))
    return tuple(sorted(found, key=lambda copy: copy.number, reverse=True))


def keep(database: Path, folder: Path, *, occasion: Occasion, at: datetime, passphrase: str | None = None) -> Kept:
    """Make a verified copy, and take away those that are no longer needed.

    Raises:
        DatabaseError: where it cannot be written or the database is damaged; the older copies are then all still there.
    """
    target = _next(folder, occasion, at)
    backup(database, target, passphrase=passphrase)
    return _made(folder, target)


def keep_from(
    source: sqlite3.Connection, name: str, folder: Path, *, occasion: Occasion, at: datetime, passphrase: str | None = None
) -> Kept:
    """The same from a connection that is open.

    Raises:
        DatabaseError: as above.
    """
    target = _next(folder, occasion, at)
    backup_from(source, name, target, passphrase=passphrase)
    return _made(folder, target)


def due(database: Path, folder: Path, *, occasion: Occasion, at: datetime, passphrase: str | None = None) -> bool:
    """Whether a copy should be made: something was done since the last one; a daily one besides at most once a day.

    Raises:
        DatabaseError: where the database cannot be read.
    """
    there = kept_in(folder)
    state = _state(database, passphrase)
    if state in (None, (0, 0)):
        return False
    if occasion is Occasion.DAILY and any(copy.made_at.date() == at.date() for copy in there[:1]):
        return False
    return not there or _state(there[0].path, passphrase) != state


def surplus(there: Iterable[Kept]) -> tuple[Kept, ...]:
    """Which copies are no longer needed: all but the last of each of 7 days and of 4 weeks, and the last 3 from before an update.

    What was asked for or rescued stays for ever, and so does the newest of all.
    """
    newest_first = sorted(there, key=lambda copy: copy.number, reverse=True)
    rolling = [copy for copy in newest_first if copy.occasion in (Occasion.DAILY, Occasion.CLOSING)]
    days: dict[object, Kept] = {}
    weeks: dict[object, Kept] = {}
    for copy in rolling:
        days.setdefault(copy.made_at.date(), copy)
        weeks.setdefault(copy.made_at.isocalendar()[:2], copy)
    needed = {copy.number for copy in (*list(days.values())[:DAYS], *list(weeks.values())[:WEEKS], *rolling[:1])}
    updates = [copy for copy in newest_first if copy.occasion is Occasion.UPDATE]
    return (*(copy for copy in rolling if copy.number not in needed), *updates[UPDATES:])


def reencrypt_all(folder: Path, *, old: str | None, new: str | None) -> tuple[Path, ...]:
    """Give every copy that the old passphrase opens the new one, and return those that it does not open."""
    left = []
    for copy in kept_in(folder):
        try:
            reencrypt(copy.path, old=old, new=new)
        except DatabaseError:
            left.append(copy.path)
    return tuple(left)


def _next(folder: Path, occasion: Occasion, at: datetime) -> Path:
    number = max((copy.number for copy in kept_in(folder)), default=0) + 1
    return folder / f"{number:06d}-{at.astimezone(UTC).strftime(_STAMP)}-{occasion}.sqlite"


def _made(folder: Path, target: Path) -> Kept:
    there = kept_in(folder)
    made = next(copy for copy in there if copy.path == target)
    for copy in surplus(there):
        copy.path.unlink(missing_ok=True)
    for part in folder.glob(".*.part"):
        if time.time() - part.stat().st_mtime > _ABANDONED:
            part.unlink(missing_ok=True)
    return made


def _state(path: Path, passphrase: str | None) -> tuple[int, int] | None:
    try:
        with closing(connect(path, passphrase=passphrase)) as connection:
            commands, reports = connection.execute(_STATE).fetchone()
    except driver_errors():
        return None
    return int(commands), int(reports)
