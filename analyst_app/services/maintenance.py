"""Looking after database files: what is in one, whether it is sound, copies of it, what can be saved of a damaged one, its passphrase."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from analyst_app.domain.errors import DatabaseError
from analyst_app.domain.keeping import Kept, Occasion
from analyst_app.paths import user_paths
from analyst_app.storage import archive, encryption
from analyst_app.storage import backup as copies
from analyst_app.storage import salvage as wreckage
from analyst_app.storage.database import Database
from analyst_app.storage.salvage import Salvaged

__all__ = ["Salvaged"]


def describe(*, database: Path, passphrase: str | None = None) -> Sequence[tuple[str, str]]:
    """What a file holds, as pairs of words to show.

    Raises:
        DatabaseError: where it is no database of this program.
    """
    found = copies.info(database, passphrase=passphrase)
    return (*found, ("encrypted", "no" if passphrase is None else "yes"))


def check(*, database: Path, passphrase: str | None = None) -> Sequence[str]:
    """What is wrong with a file; empty where it is sound.

    Raises:
        DatabaseError: where it cannot be read at all.
    """
    return tuple(copies.check(database, passphrase=passphrase))


def back_up(*, database: Path, target: Path, passphrase: str | None = None) -> Path:
    """Write a verified copy; of an encrypted database, one under the same passphrase.

    Raises:
        DatabaseError: where it cannot be written, is there already, or the database is damaged.
    """
    return copies.backup(database, target, passphrase=passphrase)


def list_kept(*, database: Path) -> tuple[Kept, ...]:
    """The copies that the program keeps of a database, the newest first."""
    return archive.kept_in(_archive(database))


def keep_now(*, database: Path, passphrase: str | None = None) -> Kept:
    """Make a copy among those that the program keeps; it is not taken away again by itself.

    Raises:
        DatabaseError: where it cannot be written, or the database is damaged.
    """
    return archive.keep(database, _archive(database), occasion=Occasion.ASKED, at=datetime.now(UTC), passphrase=passphrase)


def restore(*, backup: Path, database: Path, passphrase: str | None = None) -> Path | None:
    """Put a copy in the database's place and return where the replaced file is kept.

    Raises:
        DatabaseError: where the copy is damaged, or the database is open; then nothing is changed.
    """
    return copies.restore(backup, database, passphrase=passphrase)


def upgrade(*, database: Path, passphrase: str | None = None) -> Path | None:
    """Bring a file's tables up to date and return the copy of the old one, or None where nothing was to do.

    Raises:
        DatabaseError: where it cannot be brought up to date; then it is as it was.
    """
    opened = Database.open(database, create=False, backups=user_paths().backups, passphrase=passphrase)
    opened.close()
    return opened.migrated_from


def salvage(*, database: Path, target: Path, passphrase: str | None = None) -> Sequence[Salvaged]:
    """Save what can be read of a damaged file into a new one; for each table what was saved, and which rows were lost.

    Raises:
        DatabaseError: where nothing can be read, or the new file cannot be made.
    """
    return wreckage.salvage(database, target, passphrase=passphrase)


def may_be_encrypted(*, database: Path) -> bool:
    """Whether a file needs a passphrase, as far as can be told without it."""
    return encryption.looks_encrypted(database)


def change_passphrase(*, database: Path, old: str | None, new: str | None) -> tuple[Path, ...]:
    """Encrypt a closed database (no old passphrase), change its passphrase, or make it readable for all again (no new one).

    The copies that the program keeps follow; returned are those that could not, because they are damaged or under another passphrase.

    Raises:
        DatabaseError: where the extra is missing, the old passphrase is wrong, the database is open, or the disk is full; then it is as
            it was.
    """
    if new is not None and not new.strip():
        raise DatabaseError("The passphrase is empty. Type one of several words.")
    copies.reencrypt(database, old=old, new=new)
    return archive.reencrypt_all(_archive(database), old=old, new=new)


def decrypted_copy(*, database: Path, target: Path, passphrase: str) -> Path:
    """Write a copy that needs no passphrase; the database stays encrypted.

    Raises:
        DatabaseError: where the passphrase is wrong, or the copy cannot be written or is there already.
    """
    copies.backup(database, target, passphrase=passphrase)
    try:
        copies.reencrypt(target, old=passphrase, new=None)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return target


def local_copy(*, database: Path, passphrase: str | None = None) -> Path:
    """Copy a database from a network drive to the user's data folder, under a name that is not taken.

    Raises:
        DatabaseError: where it cannot be read, or the copy cannot be written.
    """
    folder = user_paths().data
    taken = (folder / f"{database.stem}{mark}{database.suffix}" for mark in ("", *(f"-{n}" for n in range(2, 1000))))
    return copies.backup(database, next(path for path in taken if not path.exists()), passphrase=passphrase)


def _archive(database: Path) -> Path:
    return archive.folder_of(user_paths().backups, database.absolute())
