"""Undo and redo across reports and restarts, and who changed what when. All of it is read from the journal."""

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.rows import FieldChange, UndoStatus
from analyst_app.services.workbench import Workbench
from analyst_app.storage import history
from analyst_app.storage import undo as journal


def undo(workbench: Workbench) -> ChangeSet:
    """Take the last command back.

    Raises:
        Stale: where what it changed has been changed since by something else.
        UserError: where there is nothing to undo.
    """
    return journal.undo(workbench.database, analyst=workbench.analyst)


def redo(workbench: Workbench) -> ChangeSet:
    """Do the last undone command again.

    Raises:
        Stale: where what it changed has been changed since by something else.
        UserError: where there is nothing to redo.
    """
    return journal.redo(workbench.database, analyst=workbench.analyst)


def undo_status(workbench: Workbench) -> UndoStatus:
    """The steps that undo and redo would act on, by name."""
    return journal.undo_status(workbench.database)


def event_history(workbench: Workbench, *, event_id: int) -> tuple[FieldChange, ...]:
    """Every change of one event, oldest first."""
    with workbench.database.reading() as session:
        return history.event_history(session, event_id=event_id)
