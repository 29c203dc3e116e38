"""Undo and redo from the journal: across reports, days and restarts. Nothing is undone that has changed since."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Connection, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.errors import Stale
from analyst_app.domain.review import UndoStatus
from analyst_app.storage.database import Database
from analyst_app.storage.history import event_history
from analyst_app.storage.journal import RowChange, begin_command, change_set, read_changes, write_changes
from analyst_app.storage.tables import Base, CommandKind, CommandRecord, CommandState, ReportRecord, table_of
from analyst_app.storage.wording import plain

__all__ = ["event_history", "redo", "undo", "undo_status"]

_COMMANDS = table_of(CommandRecord)


def undo(database: Database, *, analyst: str = "") -> ChangeSet:
    """Take back the last command that is still done, and say what changed; the label is the command's own.

    Raises:
        Stale: where there is nothing to undo, or a row has changed since; then nothing is changed.
        DatabaseError: where the file cannot be written.
    """
    return _step(database, CommandKind.UNDO, analyst)


def redo(database: Database, *, analyst: str = "") -> ChangeSet:
    """Do the command again that was undone last.

    Raises:
        Stale: where there is nothing to redo, or a row has changed since; then nothing is changed.
        DatabaseError: where the file cannot be written.
    """
    return _step(database, CommandKind.REDO, analyst)


def undo_status(database: Database) -> UndoStatus:
    """The labels of the commands that undo and redo would act on, and who gave them."""
    with database.reading() as reader:
        last, first = _next_undo(reader), _next_redo(reader)
    return UndoStatus(
        undo=None if last is None else last.label,
        redo=None if first is None else first.label,
        undo_by="" if last is None else last.analyst,
        redo_by="" if first is None else first.analyst,
    )


def _next_undo(connection: Connection) -> Any:
    query = select(_COMMANDS).where(_COMMANDS.c.kind.in_(["command", "batch"]), _COMMANDS.c.state == CommandState.DONE.value)
    return connection.execute(query.order_by(_COMMANDS.c.id.desc()).limit(1)).one_or_none()


def _next_redo(connection: Connection) -> Any:
    query = select(_COMMANDS).where(_COMMANDS.c.state == CommandState.UNDONE.value)
    return connection.execute(query.order_by(_COMMANDS.c.id).limit(1)).one_or_none()


def _step(database: Database, kind: CommandKind, analyst: str) -> ChangeSet:
    backwards = kind is CommandKind.UNDO
    label = ""
    try:
        with database.writing() as connection:
            # Rows come back in any order between tables; what must hold, holds at the end, or the commit fails.
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            command = _next_undo(connection) if backwards else _next_redo(connection)
            if command is None:
                raise Stale("There is nothing to undo." if backwards else "There is nothing to redo.")
            label = command.label
            changes = read_changes(connection, command.id)
            if backwards:
                changes = [change.inverted() for change in reversed(changes)]
            _apply(connection, changes, label)
            batch = _move_batch(connection, command.id, deleted=backwards) if command.kind == CommandKind.BATCH else []
            own = begin_command(connection, label=label, analyst=analyst, kind=kind, of_id=command.id)
            write_changes(connection, own, changes)
            state = CommandState.UNDONE if backwards else CommandState.DONE
            connection.execute(update(_COMMANDS).where(_COMMANDS.c.id == command.id).values(state=state.value))
            result = change_set(connection, label, changes, added=batch)
    except IntegrityError as fault:
        raise _stale(label) from fault
    return result


def _stale(label: str) -> Stale:
    return Stale(f"“{label}” was left as it is, because something it touched has been changed since in another way.")


def _apply(connection: Connection, changes: Iterable[RowChange], label: str) -> None:
    for change in changes:
        table = Base.metadata.tables[change.table]
        expected = change.before
        compared = [table.c[name] for name in expected or ("id",)]
        current = connection.execute(select(*compared).where(table.c.id == change.row_id)).mappings().one_or_none()
        if expected is None:
            fits = current is None
        else:
            fits = current is not None and all(plain(current[name]) == value for name, value in expected.items())
        if not fits:
            raise _stale(label)
        if change.after is None:
            connection.execute(delete(table).where(table.c.id == change.row_id))
        elif expected is None:
            connection.execute(insert(table).values(_columns(table, change.after)))
        else:
            connection.execute(update(table).where(table.c.id == change.row_id).values(_columns(table, change.after)))


def _columns(table: Table, image: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(table.c[name].type, value) for name, value in image.items()}


def _value(kind: Any, value: Any) -> Any:
    if value is None or isinstance(kind, JSON):
        return value
    wanted = kind.python_type
    if wanted in (date, datetime):
        return wanted.fromisoformat(value)
    return value


def _move_batch(connection: Connection, batch_id: int, *, deleted: bool) -> list[int]:
    table = table_of(ReportRecord)
    moved = update(table).where(table.c.batch_id == batch_id).values(deleted=deleted).returning(table.c.id)
    return [int(number) for number in connection.scalars(moved)]
