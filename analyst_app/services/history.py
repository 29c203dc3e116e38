"""Undo and redo across reports and restarts, and who changed what when. All of it is read from the journal."""

from collections.abc import Mapping

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.errors import AnothersStep
from analyst_app.domain.review import HistoryLine, UndoStatus
from analyst_app.services.workbench import Workbench
from analyst_app.storage import history
from analyst_app.storage import undo as journal


def undo(workbench: Workbench, *, anothers: bool = False) -> ChangeSet:
    """Take the last command back; `anothers` says that it may be another analyst's.

    Raises:
        AnothersStep: where it is, and was not asked for.
        Stale: where what it changed has been changed since by something else.
        UserError: where there is nothing to undo.
    """
    _check_whose(workbench, "undo", anothers=anothers)
    return journal.undo(workbench.database, analyst=workbench.analyst)


def redo(workbench: Workbench, *, anothers: bool = False) -> ChangeSet:
    """Do the last undone command again; `anothers` says that it may be another analyst's.

    Raises:
        AnothersStep: where it is, and was not asked for.
        Stale: where what it changed has been changed since by something else.
        UserError: where there is nothing to redo.
    """
    _check_whose(workbench, "redo", anothers=anothers)
    return journal.redo(workbench.database, analyst=workbench.analyst)


def undo_status(workbench: Workbench) -> UndoStatus:
    """The steps that undo and redo would act on, by name, and whose they are."""
    return journal.undo_status(workbench.database)


def event_history(workbench: Workbench, *, event_id: int) -> tuple[HistoryLine, ...]:
    """Every change of one event, oldest first; steps that were undone are there, too, and so is their undoing."""
    with workbench.database.reading() as session:
        return history.event_history(session, event_id=event_id)


def report_history(workbench: Workbench, *, report_id: int) -> tuple[HistoryLine, ...]:
    """Every change of a report, its entities and its events, oldest first."""
    with workbench.database.reading() as session:
        return history.report_history(session, report_id=report_id)


_AS_A_NOUN: Mapping[str, str] = {
    "Accept": "accept of",
    "Reject": "reject of",
    "Reopen": "reopening of",
    "Correct": "correction of",
    "Add": "adding of",
    "Duplicate": "duplicate of",
    "Remove": "removal of",
    "Split": "split of",
    "Merge": "merge of",
    "Link": "link of",
    "Unlink": "unlinking of",
    "Mark": "marking of",
    "Relabel": "relabelling of",
    "Extend": "extending of",
    "Shrink": "shrinking of",
    "Resize": "resizing of",
    "Unmark": "unmarking of",
    "Import": "import of",
    "Describe": "description of",
    "Fill": "filling",
    "Move": "move of",
    "Propose": "proposal of",
    "Replace": "replacing of",
    "Let": "letting",
    "Keep": "keeping",
    "Leave": "leaving",
    "Decide": "decision",
    "Restore": "restoring of",
    "Read": "reading of",
    "Take": "taking",
    "Code": "coding of",
    "Name": "naming of",
}


def step_words(label: str) -> str:
    """A step's name as it follows “Undo”: “Reject 16 airstrikes” becomes “reject of 16 airstrikes”."""
    verb, _, rest = label.partition(" ")
    return f"{_AS_A_NOUN[verb]} {rest}" if verb in _AS_A_NOUN and rest else f"“{label}”"


def menu_words(status: UndoStatus, *, analyst: str) -> tuple[str | None, str | None]:
    """What stands behind “Undo” and “Redo”, with whose step it is where it is another's: “reject of 16 airstrikes (by Taras)”."""
    return _named(status.undo, status.undo_by, analyst), _named(status.redo, status.redo_by, analyst)


def _named(label: str | None, whose: str, analyst: str) -> str | None:
    if label is None:
        return None
    return step_words(label) if whose in {"", analyst} else f"{step_words(label)} (by {whose})"


def _check_whose(workbench: Workbench, direction: str, *, anothers: bool) -> None:
    """Between this and the step nobody else can come: one program holds the file, and commands of one window run one after the other."""
    status = undo_status(workbench)
    label, whose = (status.undo, status.undo_by) if direction == "undo" else (status.redo, status.redo_by)
    if label is not None and whose not in {"", workbench.analyst} and not anothers:
        raise AnothersStep(whose=whose, step=label)
