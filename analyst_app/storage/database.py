"""Opening a file, and the two ways to work with it: a unit of work that writes, and a reading that cannot.

A session never outlives the `with` that opened it, and only frozen records leave.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from hmac import compare_digest
from pathlib import Path
from typing import cast

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from analyst_app.domain.errors import DatabaseError, Fault, UserError
from analyst_app.domain.keeping import Kept, Notice, Occasion
from analyst_app.storage import archive
from analyst_app.storage.backup import backup_from
from analyst_app.storage.blocks import settle_blocks
from analyst_app.storage.engines import BUSY_TIMEOUT_MS, connect, reader_engine, writer_engine
from analyst_app.storage.faults import driver_errors, sorted_faults
from analyst_app.storage.migrate import upgrade
from analyst_app.storage.opening import make_ready, notices_of, notices_of_copies, use_write_ahead_log
from analyst_app.storage.standing import Standing
from analyst_app.storage.turns import Turns
from analyst_app.storage.unit_of_work import UnitOfWork

Reader = Connection
"""What `queries` ask. Callers pass it on and know nothing more of it."""


class Database:
    """One open file. May be used from any thread; what its methods open may not be passed between threads."""

    def __init__(
        self,
        path: Path,
        *,
        archive_folder: Path,
        busy_timeout_ms: int = BUSY_TIMEOUT_MS,
        migrated_from: Path | None = None,
        passphrase: str | None = None,
        notices: tuple[Notice, ...] = (),
    ) -> None:
        self.path = path
        self.archive_folder = archive_folder
        """Where the copies of this file are kept."""
        self.migrated_from = migrated_from
        """The copy made before the file was brought to this program's version; None where it was so already."""
        self.notices = notices
        """What the analyst should know of the file, found when it was opened."""
        self.passphrase = passphrase
        """What the file was opened with; None where it is not encrypted. Held in memory alone."""
        self._writer = writer_engine(path, busy_timeout_ms=busy_timeout_ms, passphrase=passphrase)
        self._reader = reader_engine(path, busy_timeout_ms=busy_timeout_ms, passphrase=passphrase)
        self._turns = Turns()
        self._standing = Standing(path)
        self._closed = False
        self._rescued: Path | None = None
        self._rescued_at = 0

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = True,
        backups: Path | None = None,
        busy_timeout_ms: int = BUSY_TIMEOUT_MS,
        passphrase: str | None = None,
    ) -> "Database":
        """Open a file, make it where it is not there, and bring an older one to this program's version.

        Args:
            path: the file; folders above it are made as needed, for their owner alone.
            create: whether a file that is not there, or is empty, becomes a new database.
            backups: where copies go, into a folder of this file's own; the folder `backups` beside the file unless given.
            busy_timeout_ms: how long to wait for another program that is writing.
            passphrase: of an encrypted file; a new file made with one is encrypted.

        Raises:
            DatabaseError: where the file is no database of ours, newer than the program, in use, damaged or cannot be written; its
                `fault` is `LOCKED` where it needs a passphrase, or another one.
        """
        path = path.absolute()
        folder = archive.folder_of(backups or path.parent / "backups", path)
        made = make_ready(path, create=create, passphrase=passphrase)
        try:
            notices = () if made else notices_of(path, now=datetime.now(UTC), passphrase=passphrase)
            notices += notices_of_copies(path, archive.kept_in(folder), made=made)
            kept = upgrade(path, backups=folder, passphrase=passphrase)
            use_write_ahead_log(path, passphrase=passphrase)
        except BaseException:
            if made:
                path.unlink(missing_ok=True)
            raise
        return cls(
            path,
            archive_folder=folder,
            busy_timeout_ms=busy_timeout_ms,
            migrated_from=kept,
            passphrase=passphrase,
            notices=notices,
        )

    @property
    def encrypted(self) -> bool:
        """Whether the file needs a passphrase."""
        return self.passphrase is not None

    def opens_with(self, passphrase: str) -> bool:
        """Whether this is the passphrase that the file was opened with."""
        return self.passphrase is not None and compare_digest(passphrase.encode(), self.passphrase.encode())

    @contextmanager
    def unit_of_work(self, label: str, *, analyst: str = "", undoable: bool = True, batch_id: int | None = None) -> Iterator[UnitOfWork]:
        """One command: leaving normally commits, an exception takes everything back.

        Args:
            label: the command in the words of the menu ("Reject 16 airstrikes").
            analyst: who does it.
            undoable: False for what is no decision, such as where the cursor stands: it is left out of the journal.
            batch_id: the `command_id` of an import's first unit of work, to go on adding to the same batch.

        Raises:
            DatabaseError: where the file cannot be written.
            Stale: where the batch has been undone.
            RuntimeError: where this thread has a unit of work open already.
        """
        with self._writing(), Session(self._writer, expire_on_commit=False) as session:
            # Begun here and not at the first question, so that the session belongs to this thread from the start.
            session.connection()
            uow = UnitOfWork(session, label=label, analyst=analyst, undoable=undoable, batch_id=batch_id)
            yield uow
            uow.finish(session.commit)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Ask questions of one stable view of the file; nothing can be written.

        Raises:
            DatabaseError: where the file cannot be read.
        """
        if self._standing.log_lost and not self._turns.mine:
            with self._turns.turn():
                self._bring_in_log()
        with sorted_faults(self.path), self._reader.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A bare write transaction, for `undo` alone: it keeps the journal itself.

        Raises:
            DatabaseError: where the file cannot be written.
        """
        with self._writing(), self._writer.begin() as connection:
            yield connection
            settle_blocks(connection)

    def settle(self) -> None:
        """Make the columns of rows that something else than this program has changed. Quick where there are none.

        Raises:
            DatabaseError: where the file cannot be written.
        """
        with self.writing():
            pass  # leaving does it

    def keep(self, occasion: Occasion, *, at: datetime) -> Kept | None:
        """Make a verified copy where one is due; None where nothing was done since the last one. Waits for nobody's turn.

        Raises:
            DatabaseError: where it cannot be written, or the file is damaged.
        """
        folder = self.archive_folder
        with sorted_faults(self.path):
            if occasion is not Occasion.ASKED and not archive.due(self.path, folder, occasion=occasion, at=at, passphrase=self.passphrase):
                return None
            return archive.keep(self.path, folder, occasion=occasion, at=at, passphrase=self.passphrase)

    def save_copy(self, target: Path) -> Path:
        """Write everything that was saved into a new file, also where this one was removed, replaced or cannot be written to.

        Raises:
            DatabaseError: where the copy cannot be written or is there already.
        """
        with self._turns.turn(), self._raw() as raw:
            return backup_from(raw, self.path.name, target, passphrase=self.passphrase)

    def try_writing(self) -> None:
        """Begin to write and take it back: whether what stood in the way is gone.

        Raises:
            DatabaseError: where it is not.
        """
        with self._writing(), self._writer.connect() as connection, connection.begin() as begun:
            begun.rollback()

    def close(self) -> None:
        """Bring everything into the one file and let go of it. Closing twice does nothing.

        A file that was removed or replaced meanwhile is saved as a copy in the archive. Where the disk is full or the file damaged, what
        was saved stays in the log beside it, and is brought in at the next opening.
        """
        with self._turns.turn():
            if self._closed:
                return
            self._closed = True
            if self._standing.moved and self._writer.pool.checkedin():  # type: ignore[attr-defined]  # ours is a QueuePool
                self._rescue()
            self._reader.dispose()
            self._writer.dispose()
            self._standing.forget_log()
            if self.path.exists() and not self._standing.moved:
                # Refused while another window has it open, which then does the same when it closes.
                with (
                    suppress(*driver_errors()),
                    closing(connect(self.path, passphrase=self.passphrase, busy_timeout_ms=0)) as connection,
                ):
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                    connection.execute("PRAGMA journal_mode = DELETE")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One turn at writing; looks before and after whether the file is still the one that others see under its name."""
        with self._turns.turn(), sorted_faults(self.path):
            if self._standing.log_lost:
                self._bring_in_log()
            self._require_in_place()
            yield
            self._standing.remember_log()
            self._require_in_place()

    def _require_in_place(self) -> None:
        if not self._standing.moved:
            return
        said = f"“{self.path.name}” was removed or replaced while it was open, so the last step may not be in it."
        kept = self._rescue()
        way_on = (
            "Save a copy under another name, and open that." if kept is None else f"Everything up to now is saved in {kept}. Open that."
        )
        raise DatabaseError(f"{said} {way_on}", fault=Fault.MOVED)

    def _rescue(self) -> Path | None:
        """Copy what the open file holds, which no name leads to any more; once for each time something was written."""
        with suppress(UserError, *driver_errors()), self._raw() as raw:
            changes = raw.total_changes
            if self._rescued is None or changes != self._rescued_at:
                at = datetime.now(UTC)
                occasion = Occasion.RESCUE
                made = archive.keep_from(raw, self.path.name, self.archive_folder, occasion=occasion, at=at, passphrase=self.passphrase)
                self._rescued, self._rescued_at = made.path, changes
        return self._rescued

    def _bring_in_log(self) -> None:
        """Write what the log holds into the file while we still have it open, then begin a new one. Inside a turn."""
        if self._standing.log_lost:
            with sorted_faults(self.path), self._raw() as raw:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._reader.dispose()
            self._writer.dispose()
            self._standing.forget_log()

    @contextmanager
    def _raw(self) -> Iterator[sqlite3.Connection]:
        """The driver's own connection of the writer, outside any transaction."""
        with self._writer.connect() as connection:
            yield cast("sqlite3.Connection", connection.connection.driver_connection)
