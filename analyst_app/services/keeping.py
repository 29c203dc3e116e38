"""Keeping the open database safe: copies by themselves, looking into one, bringing a report back, a way on when writing fails."""

from dataclasses import dataclass
from pathlib import Path

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.keeping import Contents, Kept, Notice, Occasion
from analyst_app.services.workbench import Workbench
from analyst_app.storage import archive, looking
from analyst_app.storage.encryption import looks_encrypted


@dataclass(frozen=True, slots=True)
class Restored:
    """A report that came back from a copy: its number in the library of now, and what changed."""

    report_id: int
    changes: ChangeSet


def daily_copy(workbench: Workbench) -> Kept | None:
    """Make the day's verified copy where there is none yet and something was done since the last; a job of seconds for a large file.

    Raises:
        DatabaseError: where it cannot be written, or the file is damaged: then older copies are all still there.
    """
    return workbench.database.keep(Occasion.DAILY, at=workbench.clock())


def closing_copy(workbench: Workbench) -> Kept | None:
    """The same when the database is closed, whatever was copied today.

    Raises:
        DatabaseError: as above.
    """
    return workbench.database.keep(Occasion.CLOSING, at=workbench.clock())


def copy_now(workbench: Workbench) -> Kept | None:
    """Make a copy because the analyst asks for one; it is kept until it is taken away by hand.

    Raises:
        DatabaseError: as above.
    """
    return workbench.database.keep(Occasion.ASKED, at=workbench.clock())


def kept_copies(workbench: Workbench) -> tuple[Kept, ...]:
    """The copies of the open database, the newest first."""
    return archive.kept_in(workbench.database.archive_folder)


def look_into(workbench: Workbench, *, copy: Path, passphrase: str | None = None) -> Contents:
    """What a copy holds, its reports beside those of the open database.

    An encrypted copy is opened with the passphrase of the open database unless another is given.

    Raises:
        DatabaseError: where it cannot be read; its fault is `LOCKED` where the passphrase is another.
    """
    with (
        looking.looking_into(copy, passphrase=_passphrase(workbench, copy, passphrase)) as reader,
        workbench.database.reading() as now,
    ):
        return looking.contents(reader, now)


def restore_report(workbench: Workbench, *, copy: Path, report_id: int, passphrase: str | None = None) -> Restored:
    """Bring one report of a copy back as it was then, in the place of the one with the same text. One step of undo.

    Raises:
        DatabaseError: where the copy cannot be read or the database not be written.
        Stale: where the copy has no such report.
    """
    with looking.looking_into(copy, passphrase=_passphrase(workbench, copy, passphrase)) as reader:
        stored = looking.report_of(reader, report_id)
    label = f"Restore “{stored.extraction.report.title}” from a backup"
    with workbench.database.unit_of_work(label, analyst=workbench.analyst) as uow:
        new = looking.put_back(uow, stored)
    return Restored(new, uow.changes)


def save_copy(workbench: Workbench, *, target: Path) -> Path:
    """Write everything that was saved into a new file, also where the open one was removed or cannot be written to any more.

    Raises:
        DatabaseError: where the copy cannot be written or is there already.
    """
    return workbench.database.save_copy(target)


def try_again(workbench: Workbench) -> None:
    """Whether the database can be written now.

    Raises:
        DatabaseError: where it still cannot.
    """
    workbench.database.try_writing()


def notices(workbench: Workbench) -> tuple[Notice, ...]:
    """What the analyst should know of the file, found when it was opened."""
    return workbench.database.notices


def encrypted(workbench: Workbench) -> bool:
    """Whether the open database needs a passphrase; only then can the window be locked."""
    return workbench.database.encrypted


def opens_with(workbench: Workbench, *, passphrase: str) -> bool:
    """Whether this is the passphrase that the open database was opened with."""
    return workbench.database.opens_with(passphrase)


def _passphrase(workbench: Workbench, copy: Path, passphrase: str | None) -> str | None:
    if passphrase is not None or not looks_encrypted(copy):
        return passphrase
    return workbench.database.passphrase
