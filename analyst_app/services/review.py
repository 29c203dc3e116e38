"""Review: decide on proposals, correct their fields, add what the machine missed. Each function is one step of undo."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.dates import DateSpan
from analyst_app.domain.errors import Stale, UserError
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import EVENT_FIELDS, Event, Evidence
from analyst_app.domain.ontology import EventType, Ontology, Status
from analyst_app.domain.places import Place
from analyst_app.domain.review import Origin, ReportState, ReviewState
from analyst_app.domain.rows import ReportDetail, ReviewProgress, StoredEvent
from analyst_app.domain.spans import Span
from analyst_app.services import queue
from analyst_app.services.workbench import Workbench
from analyst_app.storage import queries
from analyst_app.storage.queries.stored import events_with
from analyst_app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CreatedEvent:
    """A new event's database id, what it was made with, and what changed."""

    event_id: int
    event: Event
    changes: ChangeSet


def open_report(workbench: Workbench, *, report_id: int) -> ReportDetail:
    """One report with its entities and events.

    Raises:
        Stale: where the report is no longer there.
    """
    with workbench.database.reading() as session:
        detail = queries.report_detail(session, report_id=report_id)
    if detail is None:
        raise Stale("This report is no longer in the library. Undo brings a removed report back.")
    return detail


def next_report(workbench: Workbench, *, after: int | None) -> int | None:
    """The next report with open proposals, in date order, from the first again after the last; None where nothing is open."""
    return queue.next_report(workbench, after=after)


def find_events(workbench: Workbench, *, event_ids: Collection[int]) -> tuple[StoredEvent, ...]:
    """Those of these events that are still there, as they stand."""
    with workbench.database.reading() as session:
        return events_with(session, event_ids)


def review_progress(workbench: Workbench) -> ReviewProgress:
    """How many events are decided and reports reviewed."""
    with workbench.database.reading() as session:
        return queries.review_progress(session)


def accept_events(workbench: Workbench, *, event_ids: Sequence[int]) -> ChangeSet:
    """Confirm events as they stand."""
    return _decide(workbench, "Accept", event_ids, ReviewState.CONFIRMED)


def reject_events(workbench: Workbench, *, event_ids: Sequence[int]) -> ChangeSet:
    """Reject events; they stay to be seen and count nowhere."""
    return _decide(workbench, "Reject", event_ids, ReviewState.REJECTED)


def reopen_events(workbench: Workbench, *, event_ids: Sequence[int]) -> ChangeSet:
    """Make decided events proposals again."""
    return _decide(workbench, "Reopen", event_ids, ReviewState.PROPOSED)


def accept_rest(workbench: Workbench, *, report_id: int, leaving: Collection[int] = ()) -> ChangeSet:
    """Confirm what is still open in a report and call it reviewed, as one step; `leaving` are proposals that stay open.

    While any is open the report is not called reviewed.
    """
    opened = open_report(workbench, report_id=report_id)
    waiting = [e.id for e in opened.events if e.state is ReviewState.PROPOSED and e.id not in leaving]
    left = any(e.state is ReviewState.PROPOSED and e.id in leaving for e in opened.events)
    with workbench.database.unit_of_work(f"Accept the rest of “{opened.row.title}”", analyst=workbench.analyst) as uow:
        if waiting:
            uow.events.set_state(waiting, ReviewState.CONFIRMED, analyst=workbench.analyst, at=workbench.clock())
        uow.reports.change(report_id, state=ReportState.IN_REVIEW if left else ReportState.REVIEWED)
    return uow.changes


def remember_place(workbench: Workbench, *, report_id: int, position: int | None) -> None:
    """Keep where in a report's text the analyst is, so that work goes on there; no step of undo."""
    with workbench.database.unit_of_work("Remember place", undoable=False) as uow:
        uow.reports.change(report_id, cursor=position)


def correct_event(workbench: Workbench, *, event_id: int, field: str, value: Any, words: tuple[Span, ...] | None = None) -> ChangeSet:
    """Give a field another value; the event keeps what the machine proposed, and its state.

    `words`, where given, are the spans that the field now rests on; they replace the old ones.

    Raises:
        UserError: where the value does not fit the field.
        Stale: where the event is gone.
    """
    stored = find_event(workbench, event_id)
    checked = _checked(field, value)
    label = f"Correct {field.replace('_', ' ')} of {name_event(stored.event, workbench.ontology)}"
    with workbench.database.unit_of_work(label, analyst=workbench.analyst) as uow:
        uow.events.change(event_id, **{field: _key(uow, stored, checked) if field == "part_of" else checked})
        if words is not None:
            uow.events.set_evidence(event_id, field, words)
        start_review(uow, stored.report_id)
    return uow.changes


def create_event(workbench: Workbench, *, report_id: int, type: EventType, trigger: Span) -> CreatedEvent:  # noqa: A002 - the field's name
    """Add an event that the machine missed. Its days and its actor are those of the nearest event of the same paragraph."""
    detail = open_report(workbench, report_id=report_id)
    if trigger.end > len(detail.text):
        raise Stale("The selection no longer fits the text. Select the words again.")
    proposed = _first_draft(detail, type, trigger)
    with workbench.database.unit_of_work(f"Add {workbench.ontology[type].label.lower()}", analyst=workbench.analyst) as uow:
        event_id = uow.events.add(report_id, proposed, origin=Origin.ANALYST)
        made = uow.events.get(event_id).event
        start_review(uow, report_id)
    return CreatedEvent(event_id, made, uow.changes)


def _first_draft(detail: ReportDetail, kind: EventType, trigger: Span) -> Event:
    start = detail.text.rfind("\n", 0, trigger.start) + 1
    end = detail.text.find("\n", trigger.end)
    paragraph = Span(start, end if end >= 0 else len(detail.text))
    near = [e.event for e in detail.events if paragraph.covers(e.event.trigger)]
    nearest = min(near, key=lambda event: abs(event.trigger.start - trigger.start), default=None)
    return Event(
        id=f"e{len(detail.events) + 1}",
        type=kind,
        date=nearest.date if nearest is not None else DateSpan.day(detail.row.published),
        trigger=trigger,
        actor=nearest.actor if nearest is not None else None,
        evidence=(Evidence("type", trigger),),
    )


def duplicate_event(workbench: Workbench, *, event_id: int) -> CreatedEvent:
    """Add a copy of an event as a proposal of the analyst's, to be changed into the one that was missed."""
    stored = find_event(workbench, event_id)
    label = f"Duplicate {name_event(stored.event, workbench.ontology)}"
    with workbench.database.unit_of_work(label, analyst=workbench.analyst) as uow:
        new_id = uow.events.add(stored.report_id, stored.event, origin=Origin.ANALYST)
        made = uow.events.get(new_id).event
    return CreatedEvent(new_id, made, uow.changes)


def remove_event(workbench: Workbench, *, event_id: int) -> ChangeSet:
    """Remove an event that the analyst added; a machine's proposal is rejected instead, so that it stays to be seen."""
    stored = find_event(workbench, event_id)
    if stored.origin is Origin.MACHINE:
        return reject_events(workbench, event_ids=[event_id])
    label = f"Remove {name_event(stored.event, workbench.ontology)}"
    with workbench.database.unit_of_work(label, analyst=workbench.analyst) as uow:
        uow.events.remove(event_id)
    return uow.changes


def name_event(event: Event, ontology: Ontology) -> str:
    """An event in a few words, for menus and journals: “16 airstrikes, Kupiansk”."""
    info = ontology[event.type]
    number = event.count.best if event.count is not None else None
    kind = info.label.lower() if number in {None, 1} else info.plural.lower()
    name = kind if number is None else f"{number:,} {kind}"
    return f"{name}, {event.places[0].label}" if event.places else name


def _decide(workbench: Workbench, verb: str, event_ids: Sequence[int], state: ReviewState) -> ChangeSet:
    if not event_ids:
        raise UserError("Choose an event first.")
    named = name_event(find_event(workbench, event_ids[0]).event, workbench.ontology) if len(event_ids) == 1 else f"{len(event_ids)} events"
    with workbench.database.unit_of_work(f"{verb} {named}", analyst=workbench.analyst) as uow:
        uow.events.set_state(list(event_ids), state, analyst=workbench.analyst, at=workbench.clock())
        for report_id in {uow.events.get(event_id).report_id for event_id in event_ids}:
            start_review(uow, report_id)
    return uow.changes


def find_event(workbench: Workbench, event_id: int) -> StoredEvent:
    """One event as it stands.

    Raises:
        Stale: where it or its report is gone.
    """
    with workbench.database.reading() as session:
        stored = queries.get_event(session, event_id=event_id)
    if stored is None:
        raise Stale("This event is no longer there. Undo brings a removed event back.")
    return stored


def start_review(uow: UnitOfWork, report_id: int) -> None:
    """Call a new report one that is in review, as part of what an analyst does to it first."""
    if queries.report_state(uow.reader, report_id=report_id) is ReportState.NEW:
        uow.reports.change(report_id, state=ReportState.IN_REVIEW)


def _key(uow: UnitOfWork, stored: StoredEvent, whole_id: int | None) -> str | None:
    if whole_id is None:
        return None
    whole = uow.events.get(whole_id)
    if whole.report_id != stored.report_id:
        raise UserError("A part and its total belong to one report. To join events of two reports, link them as the same act.")
    return whole.event.id


_FITS: Mapping[str, Callable[[Any], bool]] = {
    "type": lambda v: isinstance(v, EventType),
    "status": lambda v: isinstance(v, Status),
    "date": lambda v: isinstance(v, DateSpan),
    "places": lambda v: isinstance(v, tuple) and all(isinstance(p, Place) and p.text.strip() for p in v),
    "places_count": lambda v: v is None or (isinstance(v, int) and v >= 0),
    "part_of": lambda v: v is None or isinstance(v, int),
    "note": lambda v: isinstance(v, str),
    **dict.fromkeys(("count", "killed", "injured"), lambda v: v is None or isinstance(v, Estimate)),
    **dict.fromkeys(("actor", "target", "disputed_by", "reported_by"), lambda v: v is None or isinstance(v, str)),
}


def _checked(field: str, value: Any) -> Any:
    if field not in EVENT_FIELDS or not _FITS[field](value):
        raise UserError(f"That is no value for “{field.replace('_', ' ')}”.")
    if isinstance(value, str) and field not in {"note", "type", "status"}:
        return value.strip() or None
    return value
