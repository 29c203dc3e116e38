"""Events given another shape: split in two, merged into one, made parts of a total, given back what was proposed.

Each function is one step of undo with a name; nothing that the machine or an analyst recorded is deleted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.errors import InputError, UserError
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event
from analyst_app.domain.places import Place
from analyst_app.domain.review import Origin, ReviewState
from analyst_app.domain.rows import StoredEvent
from analyst_app.domain.spans import Span
from analyst_app.services.review import CreatedEvent, find_event, name_event
from analyst_app.services.workbench import Workbench
from analyst_app.storage import queries
from analyst_app.storage.unit_of_work import UnitOfWork

_FILLED_IN = ("count", "places_count", "actor", "target", "disputed_by", "places", "killed", "injured", "reported_by")
"""Fields that a merged event takes from the other record where its own says nothing."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one of the events has into which another one is split."""

    count: Estimate | None
    places: tuple[Place, ...]


def split_event(workbench: Workbench, *, event_id: int, shares: Sequence[Share]) -> CreatedEvent:
    """Make several events of one: it keeps the first share, and there is one more event for each of the others.

    The new ones are as decided as the old one, rest on the same words and are part of the same total. Who was killed and injured stays
    with the first alone, so that nobody is counted twice. Where the act is told by another report whose figure counts, all shares stay
    linked with it, so that this figure goes on counting once; where its own figure counts, the first share stays linked and counts, and
    the others count beside it.

    Raises:
        UserError: where there are fewer than two shares.
        Stale: where the event is gone.
    """
    if len(shares) < 2:
        raise UserError("Say what each of the events has: two counts, such as 10+6, or two places.")
    stored = find_event(workbench, event_id)
    label = f"Split {name_event(stored.event, workbench.ontology)} into {len(shares)}"
    with workbench.database.unit_of_work(label, analyst=workbench.analyst) as uow:
        uow.events.change(event_id, count=shares[0].count, places=shares[0].places)
        made = [_add_like(uow, stored, share) for share in shares[1:]]
        if stored.state is not ReviewState.PROPOSED:
            uow.events.set_state(made, stored.state, analyst=workbench.analyst, at=workbench.clock())
        _stay_linked(uow, event_id, made)
        first = uow.events.get(made[0]).event
    return CreatedEvent(made[0], first, uow.changes)


def merge_events(workbench: Workbench, *, keep: int, others: Sequence[int]) -> ChangeSet:
    """Say that events of one report tell the same act: one stays, the others are rejected with a note and keep their words.

    What the one that stays does not say it takes from the others, with the words behind it; parts of the others become its own,
    and so do their links with other reports, of which the same figure goes on counting. It is confirmed where one of the others was.

    Raises:
        UserError: where there is no other event, or one is of another report.
        Stale: where an event is gone.
    """
    kept = find_event(workbench, keep)
    merged = [find_event(workbench, event_id) for event_id in dict.fromkeys(others) if event_id != keep]
    if not merged:
        raise UserError("Choose the other record of the same act, too.")
    if any(other.report_id != kept.report_id for other in merged):
        raise UserError("Records of two reports are not merged. Link them as the same act instead: both stay, and one of them counts.")
    name = name_event(kept.event, workbench.ontology)
    with workbench.database.unit_of_work(f"Merge {len(merged) + 1} records of {name}", analyst=workbench.analyst) as uow:
        _leave_wholes(uow, kept, merged)
        _fill_in(uow, kept, merged)
        for other in merged:
            _move_parts(uow, other.id, kept)
            _move_link(uow, other.id, keep)
            note = f"The same act as {name} ({kept.event.id})."
            uow.events.change(other.id, note=f"{other.event.note}\n{note}".strip())
        uow.events.set_state([other.id for other in merged], ReviewState.REJECTED, analyst=workbench.analyst, at=workbench.clock())
        if any(other.state is ReviewState.CONFIRMED for other in merged):
            uow.events.set_state([keep], ReviewState.CONFIRMED, analyst=workbench.analyst, at=workbench.clock())
    return uow.changes


def move_into(workbench: Workbench, *, event_ids: Sequence[int], whole_id: int | None) -> ChangeSet:
    """Make several events parts of one total, or of none.

    Raises:
        UserError: where the total is of another report, or is one of the events or of their parts.
        Stale: where an event is gone.
    """
    events = [find_event(workbench, event_id) for event_id in event_ids]
    whole = None if whole_id is None else find_event(workbench, whole_id)
    if whole is not None and any(event.report_id != whole.report_id for event in events):
        raise UserError("A part and its total belong to one report. To join events of two reports, link them as the same act.")
    into = "no total" if whole is None else name_event(whole.event, workbench.ontology)
    with workbench.database.unit_of_work(f"Move {_named(workbench, events)} into {into}", analyst=workbench.analyst) as uow:
        for event in events:
            uow.events.change(event.id, part_of=None if whole is None else whole.event.id)
    return uow.changes


def take_back(workbench: Workbench, *, event_id: int, field: str) -> ChangeSet:
    """Give a corrected field again what the machine had proposed.

    Raises:
        UserError: where what was proposed is no longer possible, or nothing was corrected.
        Stale: where the event is gone.
    """
    stored = find_event(workbench, event_id)
    label = f"Correct {field.replace('_', ' ')} of {name_event(stored.event, workbench.ontology)} back to what was proposed"
    with workbench.database.unit_of_work(label, analyst=workbench.analyst) as uow:
        uow.events.take_back(event_id, field)
    return uow.changes


def name_trigger(workbench: Workbench, *, event_id: int, words: Span) -> ChangeSet:
    """Say which words of the report name the event.

    Raises:
        UserError: where there are no words there.
        Stale: where the event is gone.
    """
    stored = find_event(workbench, event_id)
    label = f"Correct words of {name_event(stored.event, workbench.ontology)}"
    with workbench.database.unit_of_work(label, analyst=workbench.analyst) as uow:
        if not words.of(uow.reports.text(stored.report_id)).strip():
            raise InputError("Select the words that name the event first.")
        uow.events.set_trigger(event_id, words)
    return uow.changes


def _add_like(uow: UnitOfWork, stored: StoredEvent, share: Share) -> int:
    words = tuple(one for one in stored.event.evidence if one.field not in {"killed", "injured"})
    event = replace(stored.event, count=share.count, places=share.places, places_count=None, killed=None, injured=None, evidence=words)
    return uow.events.add(stored.report_id, event, origin=Origin.ANALYST)


def _stay_linked(uow: UnitOfWork, event_id: int, made: Sequence[int]) -> None:
    """Link the new shares, too, where another report's figure stands for the whole."""
    counts = uow.acts.preferred_of(event_id)
    if counts is not None and counts != event_id and _is_counted(uow, counts):
        uow.acts.link([event_id, *made, counts], preferred=counts)


def _is_counted(uow: UnitOfWork, event_id: int) -> bool:
    """Whether an event stands, in a report that stands and is not replaced: else another one of its act counts in its stead."""
    stored = queries.get_event(uow.reader, event_id=event_id)
    if stored is None or stored.state is ReviewState.REJECTED:
        return False
    report = queries.get_report(uow.reader, report_id=stored.report_id)
    return report is not None and report.revised_by is None


def _leave_wholes(uow: UnitOfWork, kept: StoredEvent, merged: Sequence[StoredEvent]) -> None:
    """Where the event that stays is inside one that goes, however deep, it takes that one's total; the topmost decides."""
    gone = {other.id for other in merged}
    above = kept
    while above.part_of_id is not None:
        above = uow.events.get(above.part_of_id)
        if above.id in gone:
            uow.events.change(kept.id, part_of=above.event.part_of)


def _fill_in(uow: UnitOfWork, kept: StoredEvent, merged: Iterable[StoredEvent]) -> None:
    found: dict[str, Any] = {}
    behind: dict[str, tuple[Span, ...]] = {}
    for other in merged:
        for name in _FILLED_IN:
            value = getattr(other.event, name)
            if name not in found and not _says(kept.event, name) and _says(other.event, name):
                found[name], behind[name] = value, other.event.words_behind(name)
    if found:
        uow.events.change(kept.id, **found)
    for name, spans in behind.items():
        uow.events.set_evidence(kept.id, name, spans)


def _says(event: Event, name: str) -> bool:
    return getattr(event, name) not in (None, ())


def _move_parts(uow: UnitOfWork, gone: int, kept: StoredEvent) -> None:
    for part in uow.events.parts_of(gone):
        if part != kept.id:
            uow.events.change(part, part_of=kept.event.id)


def _move_link(uow: UnitOfWork, gone: int, kept: int) -> None:
    """Let the event that stays tell the act that the one that goes told. Where it tells one already, its own figure goes on counting."""
    linked = uow.acts.preferred_of(gone)
    if linked is None:
        return
    counts = uow.acts.preferred_of(kept) or linked
    counts = kept if counts == gone else counts
    uow.acts.link([kept, gone, counts], preferred=counts)
    uow.acts.unlink([gone])


def _named(workbench: Workbench, events: Sequence[StoredEvent]) -> str:
    if not events:
        raise UserError("Choose an event first.")
    return name_event(events[0].event, workbench.ontology) if len(events) == 1 else f"{len(events)} events"
