"""Opening a file, and the two ways to work with it: a unit of work that writes, and a reading that cannot.

A session never outlives the `with` that opened it, and only frozen records leave.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from analyst_app.domain.errors import DatabaseError
from analyst_app.storage.backup import create_private, require_database
from analyst_app.storage.blocks import settle_blocks
from analyst_app.storage.engines import BUSY_TIMEOUT_MS, connect, reader_engine, writer_engine
from analyst_app.storage.faults import sorted_faults
from analyst_app.storage.migrate import upgrade
from analyst_app.storage.turns import Turns
from analyst_app.storage.unit_of_work import UnitOfWork

Reader = Connection
"""What `queries` ask. Callers pass it on and know nothing more of it."""


class Database:
    """One open file. May be used from any thread; what its methods open may not be passed between threads."""

    def __init__(self, path: Path, *, busy_timeout_ms: int = BUSY_TIMEOUT_MS, migrated_from: Path | None = None) -> None:
        self.path = path
        self.migrated_from = migrated_from
        """The copy made before the file was brought to this program's version; None where it was so already."""
        self._writer = writer_engine(path, busy_timeout_ms=busy_timeout_ms)
        self._reader = reader_engine(path, busy_timeout_ms=busy_timeout_ms)
        self._turns = Turns()

    @classmethod
    def open(cls, path: Path, *, create: bool = True, backups: Path | None = None, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> "Database":
        """Open a file, make it where it is not there, and bring an older one to this program's version.

        Args:
            path: the file; folders above it are made as needed, for their owner alone.
            create: whether a file that is not there, or is empty, becomes a new database.
            backups: where the copy of an older file goes; the folder `backups` beside the file unless given.
            busy_timeout_ms: how long to wait for another program that is writing.

        Raises:
            DatabaseError: where the file is no database of ours, newer than the program, in use, damaged or cannot be written.
        """
        path = path.absolute()
        made = _make_ready(path, create=create)
        try:
            kept = upgrade(path, backups=backups or path.parent / "backups")
            _use_write_ahead_log(path)
        except BaseException:
            if made:
                path.unlink(missing_ok=True)
            raise
        return cls(path, busy_timeout_ms=busy_timeout_ms, migrated_from=kept)

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
        with self._turns.turn(), sorted_faults(self.path), Session(self._writer, expire_on_commit=False) as session:
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
        with sorted_faults(self.path), self._reader.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A bare write transaction, for `undo` alone: it keeps the journal itself.

        Raises:
            DatabaseError: where the file cannot be written.
        """
        with self._turns.turn(), sorted_faults(self.path), self._writer.begin() as connection:
            yield connection
            settle_blocks(connection)

    def settle(self) -> None:
        """Make the columns of rows that something else than this program has changed. Quick where there are none.

        Raises:
            DatabaseError: where the file cannot be written.
        """
        with self.writing():
            pass  # leaving does it

    def close(self) -> None:
        """Bring everything into the one file and let go of it. Closing twice does nothing."""
        with self._turns.turn():
            self._reader.dispose()
            self._writer.dispose()
            if self.path.exists():
                with sorted_faults(self.path), closing(connect(self.path)) as connection:
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _make_ready(path: Path, *, create: bool) -> bool:
    """Make sure that there is a file to open; returns whether it was made here."""
    if not path.exists():
        if not create:
            raise DatabaseError(f"There is no database {path}. Check the name, or make a new one.")
        create_private(path)
        return True
    empty = path.is_file() and path.stat().st_size == 0
    if empty and not create:
        raise DatabaseError(f"“{path.name}” is empty. Choose another file, or restore a backup.")
    if not empty:
        require_database(path)
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise DatabaseError(
            f"“{path.name}” cannot be written to. Change the permissions of the file and its folder, or copy it to another folder."
        )
    return False


def _use_write_ahead_log(path: Path) -> None:
    with sorted_faults(path), closing(connect(path)) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise DatabaseError(f"The drive that holds “{path.name}” cannot be shared safely. Copy the file to a drive of this computer.")
