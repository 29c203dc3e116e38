"""Events of several reports that tell the same act: linked they count once, by the preferred one. Nothing is deleted."""

from collections.abc import Sequence
from dataclasses import dataclass

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.errors import UserError
from analyst_app.domain.events import Event
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter, EventRow
from analyst_app.services import counts
from analyst_app.services.events import list_events
from analyst_app.services.review import find_event, name_event
from analyst_app.services.workbench import Workbench
from analyst_app.storage import queries
from analyst_app.storage.queries import acts

STANDING = frozenset({ReviewState.PROPOSED, ReviewState.CONFIRMED})
LOOKED_THROUGH = 200
"""Events of a day that are compared with the one that is to be linked."""


@dataclass(frozen=True, slots=True)
class ToldElsewhere:
    """An event of a report, and one of another report that tells the same act (`linked`), or may (not `linked`)."""

    event_id: int
    other: EventRow
    linked: bool


def told_elsewhere(workbench: Workbench, *, report_id: int) -> tuple[ToldElsewhere, ...]:
    """Which attacks of a report other reports have, too: those linked as the same act, and the possible duplicates.

    Asked after every decision, so it reads a few columns of the report's own events and no more. None where the report is gone.
    """
    with workbench.database.reading() as reader:
        attacks = acts.attacks_of(reader, report_id=report_id)
    if not attacks:
        return ()
    mine, days = {event_id for event_id, _, _ in attacks}, [day for _, _, day in attacks]
    asked = EventFilter(first_day=min(days), last_day=max(days), states=STANDING, current=True)
    alike = [same.event_ids for same in counts.possible_duplicates(workbench, matching=asked) if not mine.isdisjoint(same.event_ids)]
    linked = {event_id: act_id for event_id, act_id, _ in attacks if act_id is not None}
    pairs = {(one, other): False for ids in alike for one in ids if one in mine for other in ids if other not in mine}
    with workbench.database.reading() as reader:
        members = acts.members_of(reader, set(linked.values()))
        pairs |= {(one, other): True for one, act_id in linked.items() for other in members.get(act_id, ()) if other not in mine}
        rows = {row.stored.id: row for row in queries.rows_of(reader, sorted({other for _, other in pairs}), states=STANDING)}
    told = (ToldElsewhere(one, rows[other], how) for (one, other), how in sorted(pairs.items()) if other in rows)
    return tuple(one for one in told if one.other.stored.report_id != report_id)


def candidates(workbench: Workbench, *, event_id: int, limit: int = 9) -> tuple[EventRow, ...]:
    """Events of other reports that may tell the same act as one: of its type and last day, the likeliest first.

    Raises:
        Stale: where the event is gone.
    """
    stored = find_event(workbench, event_id)
    day = stored.event.date.end
    same = EventFilter(first_day=day, last_day=day, types=frozenset({stored.event.type}), states=STANDING, current=True)
    rows = [row for row in list_events(workbench, matching=same, limit=LOOKED_THROUGH) if row.stored.report_id != stored.report_id]
    return tuple(sorted(rows, key=lambda row: (-_likeness(stored.event, row.stored.event), row.stored.id))[:limit])


def _likeness(one: Event, other: Event) -> int:
    """How many of the things that tell an act apart agree."""
    places = {place.label for place in one.places} & {place.label for place in other.places}
    return sum(
        (one.actor == other.actor, one.date == other.date, one.count == other.count, bool(places), one.places[:1] == other.places[:1])
    )


def link_same_act(workbench: Workbench, *, event_ids: Sequence[int], preferred: int, reason: str = "") -> ChangeSet:
    """Link events as one act; `preferred` is the one that counts, `reason` why.

    Raises:
        UserError: where fewer than two events are given, or the preferred one is not among them.
    """
    if len(set(event_ids)) < 2 or preferred not in event_ids:
        raise UserError("Choose at least two events, and among them the one that is to count.")
    names = [name_event(find_event(workbench, event_id).event, workbench.ontology) for event_id in dict.fromkeys(event_ids)]
    what = " and ".join(names) if len(names) == 2 else f"{len(names)} events"
    with workbench.database.unit_of_work(f"Link {what} as the same act", analyst=workbench.analyst) as uow:
        uow.acts.link(list(dict.fromkeys(event_ids)), preferred=preferred, reason=reason)
    return uow.changes


def unlink_act(workbench: Workbench, *, event_ids: Sequence[int]) -> ChangeSet:
    """Let linked events count by themselves again."""
    with workbench.database.unit_of_work("Unlink events", analyst=workbench.analyst) as uow:
        uow.acts.unlink(list(event_ids))
    return uow.changes
