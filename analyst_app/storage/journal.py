"""The journal: every row change of every command, recorded as the session writes it. Undo, history and audit all rest on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, event, insert, inspect, select, update
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.errors import Stale
from analyst_app.storage.tables import (
    ActRecord,
    Base,
    ChangeRecord,
    CommandKind,
    CommandRecord,
    CommandState,
    EntityRecord,
    EventRecord,
    ExternalSeriesRecord,
    LikenessRecord,
    ReportRecord,
    SourceRecord,
    table_of,
)
from analyst_app.storage.wording import plain

JOURNALED: tuple[type[Base], ...] = (
    ReportRecord,
    EventRecord,
    EntityRecord,
    ActRecord,
    SourceRecord,
    ExternalSeriesRecord,
    LikenessRecord,
)
"""What an analyst can change. Versions and places are facts, and the journal does not record itself."""

TOGETHER = (
    frozenset({"count_low", "count_best", "count_high"}),
    frozenset({"killed_low", "killed_best", "killed_high"}),
    frozenset({"injured_low", "injured_best", "injured_high"}),
    frozenset({"date_start", "date_end"}),
)
"""Columns that make one field: where one changes, all are recorded, so that the history can say the whole field."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after: `before` is None for a new row, `after` for a deleted one."""

    table: str
    row_id: int
    event_id: int | None
    report_id: int | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    def inverted(self) -> "RowChange":
        """The change that takes this one back."""
        return RowChange(self.table, self.row_id, self.event_id, self.report_id, self.after, self.before)


class Recorder:
    """Listens to one session and keeps its row changes in the order in which they were written.

    Raises (from the session's own methods):
        RuntimeError: at a bulk update or delete, which no recorder can see.
    """

    def __init__(self, session: Session) -> None:
        self.changes: list[RowChange] = []
        event.listen(session, "after_flush", self._record)
        event.listen(session, "do_orm_execute", _refuse_bulk_writes)

    def _record(self, session: Session, _context: UOWTransaction) -> None:
        for row in session.deleted:
            self._add(row, _image(row), None)
        for row in session.new:
            self._add(row, None, _image(row))
        for row in session.dirty:
            before, after = _difference(row)
            if before:
                self._add(row, before, after)

    def _add(self, row: object, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        if not isinstance(row, JOURNALED):
            return
        own = row.id  # type: ignore[attr-defined]  # every journaled table has one
        event_id = own if isinstance(row, EventRecord) else getattr(row, "event_id", None)
        report_id = own if isinstance(row, ReportRecord) else getattr(row, "report_id", None)
        self.changes.append(RowChange(row.__tablename__, own, event_id, report_id, before, after))


def _refuse_bulk_writes(state: ORMExecuteState) -> None:
    if state.is_update or state.is_delete:
        raise RuntimeError("bulk updates and deletes leave no trace in the journal; change the rows one by one")


def _image(row: object) -> dict[str, Any]:
    return {column.key: plain(getattr(row, column.key)) for column in inspect(row).mapper.column_attrs}


def _difference(row: object) -> tuple[dict[str, Any], dict[str, Any]]:
    state = inspect(row)
    old: dict[str, Any] = {}
    for column in state.mapper.column_attrs:
        if column.key not in state.committed_state:
            continue  # never set since it was read: asking for the history of fifty columns takes its time
        history = state.attrs[column.key].history
        if history.has_changes():
            old[column.key] = history.deleted[0] if history.deleted else None
    if not old:
        return {}, {}
    order = sorted(set(old).union(*(group for group in TOGETHER if group & set(old))))
    before = {name: plain(old[name] if name in old else getattr(row, name)) for name in order}
    return before, {name: plain(getattr(row, name)) for name in order}


def begin_command(connection: Connection, *, label: str, analyst: str, kind: CommandKind, of_id: int | None = None) -> int:
    """Write the line of a command and return its id. A new command of the analyst's ends what could be redone."""
    if kind in (CommandKind.COMMAND, CommandKind.BATCH):
        connection.execute(
            update(table_of(CommandRecord)).where(CommandRecord.state == CommandState.UNDONE).values(state=CommandState.ABANDONED.value)
        )
    values = {
        "label": label,
        "analyst": analyst,
        "at": datetime.now(UTC),
        "kind": kind.value,
        "state": CommandState.DONE.value,
        "of_id": of_id,
    }
    return int(connection.scalars(insert(table_of(CommandRecord)).returning(CommandRecord.id), values).one())


def resume_batch(connection: Connection, batch_id: int) -> None:
    """Make sure that an import may go on adding to its batch.

    Raises:
        Stale: where the import has been undone in the meantime.
        ValueError: where there is no such batch.
    """
    row = connection.execute(select(CommandRecord.kind, CommandRecord.state).where(CommandRecord.id == batch_id)).one_or_none()
    if row is None or row.kind != CommandKind.BATCH:
        raise ValueError(f"no batch {batch_id}")
    if row.state != CommandState.DONE:
        raise Stale("The import was undone while it was running, so nothing more was added. Import the files again.")


def write_changes(connection: Connection, command_id: int, changes: Iterable[RowChange]) -> None:
    """Write the row changes of a command."""
    rows = [
        {
            "command_id": command_id,
            "table_name": change.table,
            "row_id": change.row_id,
            "event_id": change.event_id,
            "report_id": change.report_id,
            "before": change.before,
            "after": change.after,
        }
        for change in changes
    ]
    if rows:
        connection.execute(insert(table_of(ChangeRecord)), rows)


def read_changes(connection: Connection, command_id: int) -> list[RowChange]:
    """The row changes of a command, in the order in which they were written."""
    table = table_of(ChangeRecord)
    rows = connection.execute(select(table).where(table.c.command_id == command_id).order_by(table.c.id))
    return [RowChange(r.table_name, r.row_id, r.event_id, r.report_id, r.before, r.after) for r in rows]


def change_set(connection: Connection, label: str, changes: Iterable[RowChange], *, added: Iterable[int] = ()) -> ChangeSet:
    """What views have to show anew after these row changes; `added` are reports that came or went as a batch."""
    known = list(changes)
    new = frozenset(added)
    events = frozenset(change.event_id for change in known if change.event_id is not None)
    reports = {change.report_id for change in known if change.report_id is not None} | new
    wanted = list(events)
    for first in range(0, len(wanted), 500):
        chunk = wanted[first : first + 500]
        reports.update(connection.scalars(select(EventRecord.report_id).where(EventRecord.id.in_(chunk)).distinct()))
    return ChangeSet(
        label=label,
        report_ids=frozenset(reports),
        event_ids=events,
        library=bool(new) or any(change.table in ("report", "source", "report_likeness") for change in known),
        entities=bool(new) or any(change.table == "entity" for change in known),
        external=any(change.table == ExternalSeriesRecord.__tablename__ for change in known),
    )
