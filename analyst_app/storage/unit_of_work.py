"""One command's transaction: its repositories, its line in the journal, and what it changed. Leaving normally commits."""

from collections.abc import Callable

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from analyst_app.domain.changes import ChangeSet
from analyst_app.storage.act_repository import Acts
from analyst_app.storage.blocks import settle_blocks
from analyst_app.storage.entity_repository import Entities
from analyst_app.storage.event_repository import Events
from analyst_app.storage.external_repository import ExternalSeriesStore
from analyst_app.storage.journal import Recorder, begin_command, change_set, resume_batch, write_changes
from analyst_app.storage.likeness_repository import Likenesses
from analyst_app.storage.renewal import Renewals
from analyst_app.storage.report_repository import Reports, Sources
from analyst_app.storage.tables import CommandKind


class UnitOfWork:
    """What one command may do. Made by `Database.unit_of_work`; never outlives it, and is used by the thread that opened it.

    `changes` is there once the unit of work has committed.
    """

    def __init__(self, session: Session, *, label: str, analyst: str, undoable: bool, batch_id: int | None) -> None:
        self._session = session
        self._label = label
        self._analyst = analyst
        self._undoable = undoable
        self._batch_id = batch_id
        self._command_id = batch_id
        self._added: list[int] = []
        self._changes: ChangeSet | None = None
        self._recorder = Recorder(session)
        self.reports = Reports(session, analyst=analyst, batch_id=self._batch, added=self._added.extend)
        self.events = Events(session)
        self.entities = Entities(session)
        self.acts = Acts(session)
        self.sources = Sources(session)
        self.likenesses = Likenesses(session)
        self.renewals = Renewals(session)
        self.external = ExternalSeriesStore(session)
        if batch_id is not None:
            resume_batch(session.connection(), batch_id)

    @property
    def command_id(self) -> int | None:
        """The line of this command in the journal; None while it has changed nothing, and where it cannot be undone.

        After `reports.add` it is the batch id that a long import goes on with: `database.unit_of_work(label, batch_id=...)`.
        """
        return self._command_id

    def begin_batch(self) -> None:
        """Make this command the first part of a long one, which goes on as an import does and is undone as a whole."""
        self._batch()

    @property
    def changes(self) -> ChangeSet:
        """What the command changed.

        Raises:
            RuntimeError: before the unit of work has committed.
        """
        if self._changes is None:
            raise RuntimeError("what a unit of work changed is known once it has committed")
        return self._changes

    @property
    def reader(self) -> Connection:
        """What `queries` ask to see what this unit of work has written so far."""
        self._session.flush()
        return self._session.connection()

    def finish(self, commit: Callable[[], None]) -> None:
        """Write the journal and commit. Called by the database alone."""
        self._session.flush()
        connection = self._session.connection()
        recorded = self._recorder.changes
        if recorded and self._undoable:
            write_changes(connection, self._command(CommandKind.COMMAND), recorded)
        settle_blocks(connection)
        changes = change_set(connection, self._label, recorded, added=self._added)
        commit()
        self._changes = changes

    def _batch(self) -> int | None:
        return self._command(CommandKind.BATCH) if self._undoable else None

    def _command(self, kind: CommandKind) -> int:
        if self._command_id is None:
            self._command_id = begin_command(self._session.connection(), label=self._label, analyst=self._analyst, kind=kind)
        return self._command_id
