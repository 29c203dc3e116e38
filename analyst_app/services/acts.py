"""Events of several reports that tell the same act: linked they count once, by the preferred one. Nothing is deleted."""

from collections.abc import Sequence

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.errors import UserError
from analyst_app.services.workbench import Workbench


def link_same_act(workbench: Workbench, *, event_ids: Sequence[int], preferred: int, reason: str = "") -> ChangeSet:
    """Link events as one act; `preferred` is the one that counts, `reason` why.

    Raises:
        UserError: where fewer than two events are given, or the preferred one is not among them.
    """
    if len(set(event_ids)) < 2 or preferred not in event_ids:
        raise UserError("Choose at least two events, and among them the one that is to count.")
    with workbench.database.unit_of_work(f"Link {len(set(event_ids))} events as the same act", analyst=workbench.analyst) as uow:
        uow.acts.link(list(dict.fromkeys(event_ids)), preferred=preferred, reason=reason)
    return uow.changes


def unlink_act(workbench: Workbench, *, event_ids: Sequence[int]) -> ChangeSet:
    """Let linked events count by themselves again."""
    with workbench.database.unit_of_work("Unlink events", analyst=workbench.analyst) as uow:
        uow.acts.unlink(list(event_ids))
    return uow.changes
