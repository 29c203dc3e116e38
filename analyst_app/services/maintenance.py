"""Looking after database files: what is in one, whether it is sound, copies of it."""

from collections.abc import Sequence
from pathlib import Path

from analyst_app.storage import backup as copies
from analyst_app.storage import salvage as wreckage
from analyst_app.storage.database import Database


def describe(*, database: Path) -> Sequence[tuple[str, str]]:
    """What a file holds, as pairs of words to show.

    Raises:
        DatabaseError: where it is no database of this program.
    """
    return tuple((name, str(value)) for name, value in copies.info(database))


def check(*, database: Path) -> Sequence[str]:
    """What is wrong with a file; empty where it is sound."""
    return tuple(copies.check(database))


def back_up(*, database: Path, target: Path) -> Path:
    """Write a verified copy."""
    return copies.backup(database, target)


def restore(*, backup: Path, database: Path) -> Path | None:
    """Put a copy in the database's place and return where the replaced file is kept."""
    return copies.restore(backup, database)


def upgrade(*, database: Path) -> Path | None:
    """Bring a file's tables up to date and return the copy of the old one, or None where nothing was to do."""
    opened = Database.open(database, create=False)
    opened.close()
    return opened.migrated_from


def salvage(*, database: Path, target: Path) -> Sequence[tuple[str, int, int]]:
    """Save what can be read of a damaged file into a new one: table, rows saved, rows lost.

    Raises:
        DatabaseError: where nothing can be read, or the new file cannot be made.
    """
    return tuple((done.table, done.saved, done.lost) for done in wreckage.salvage(database, target))
