"""Acts: which events tell the same one, and which of them counts. An act has at least two events."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyst_app.domain.errors import InputError, Stale
from analyst_app.domain.ontology import EventType
from analyst_app.domain.review import ReviewState
from analyst_app.domain.spans import Span
from analyst_app.storage.tables import ActRecord, EventRecord, ReportRecord


@dataclass(frozen=True, slots=True)
class Known:
    """An event of a file's act whose report was here before the file; `trigger` where its text is the same here."""

    report_id: int
    key: str
    type: EventType
    trigger: Span | None
    preferred: bool


class Acts:
    """The acts of one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def link(self, event_ids: Iterable[int], *, preferred: int, reason: str = "") -> int:
        """Say that events tell the same act and which one counts; acts that they belong to already become one. Returns the act's id.

        Raises:
            InputError: where fewer than two events are named.
            Stale: where one of them has gone.
            ValueError: where the preferred event is none of them.
        """
        rows = {event_id: self._row(event_id) for event_id in event_ids}
        if len(rows) < 2:
            raise InputError("Choose at least two events that tell the same act.")
        if preferred not in rows:
            raise ValueError(f"event {preferred} is not among the linked ones")
        old = {row.act_id for row in rows.values() if row.act_id is not None}
        for act_id in sorted(old):
            rows.update((row.id, row) for row in self._members(act_id))
        act = self._session.get(ActRecord, min(old)) if old else None
        if act is None:
            act = ActRecord(note=reason)
            self._session.add(act)
            self._session.flush()
        elif reason:
            act.note = reason
        for row in rows.values():
            row.preferred = False
            row.act_id = act.id
        self._session.flush()
        rows[preferred].preferred = True
        for act_id in sorted(old - {act.id}):
            self._session.delete(self._session.get_one(ActRecord, act_id))
        self._session.flush()
        return act.id

    def unlink(self, event_ids: Iterable[int]) -> None:
        """Take events out of their acts.

        An act that is left with one event is dissolved; one that loses its preferred event prefers its first.

        Raises:
            Stale: where an event has gone, or tells no act with another one.
        """
        rows = [self._row(event_id) for event_id in event_ids]
        acts: set[int] = set()
        for row in rows:
            if row.act_id is None:
                raise Stale("This event is not linked to another one any more.")
            acts.add(row.act_id)
            row.preferred = False
            row.act_id = None
        self._session.flush()
        for act_id in sorted(acts):
            self._settle(act_id)

    def join(self, act_id: int, known: Collection[Known]) -> None:
        """Let an act that came with new reports be told by events that were here before, too.

        What was decided here stays: an event that is rejected stays out, and an act that it tells already takes the new events in.
        """
        members = self._members(act_id)
        found = [(row, one.preferred) for one in known if (row := self._known(one)) is not None] if members else []
        act = next((row.act_id for row, _ in found if row.act_id is not None), None)
        joining = [(row, preferred) for row, preferred in found if row.act_id in {None, act}]
        if not joining:
            return
        if act is not None:
            wanted = [row.id for row in self._members(act) if row.preferred]
        else:
            wanted = [row.id for row, preferred in joining if preferred] or [row.id for row in members if row.preferred]
        ids = dict.fromkeys([*wanted, *(row.id for row, _ in joining), *(row.id for row in members)])
        self.link(ids, preferred=next(iter(ids)))

    def _known(self, one: Known) -> EventRecord | None:
        query = select(EventRecord).join(ReportRecord, ReportRecord.id == EventRecord.report_id).where(~ReportRecord.deleted)
        row = self._session.scalar(query.where(EventRecord.report_id == one.report_id, EventRecord.key == one.key))
        if row is None or row.state == ReviewState.REJECTED or row.type != one.type:
            return None
        told_here = Span(row.trigger_start, row.trigger_end)
        return row if one.trigger is None or one.trigger.overlaps(told_here) else None

    def prefer(self, event_id: int) -> None:
        """Let this event of its act count.

        Raises:
            Stale: where the event has gone, or tells no act with another one.
        """
        row = self._row(event_id)
        if row.act_id is None:
            raise Stale("This event is not linked to another one any more.")
        for member in self._members(row.act_id):
            member.preferred = False
        self._session.flush()
        row.preferred = True
        self._session.flush()

    def preferred_of(self, event_id: int) -> int | None:
        """The event that counts of the act that this one tells; None where it tells no act with another one.

        Raises:
            Stale: where the event has gone.
        """
        row = self._row(event_id)
        members = [] if row.act_id is None else self._members(row.act_id)
        return next((member.id for member in members if member.preferred), members[0].id if members else None)

    def _settle(self, act_id: int) -> None:
        members = self._members(act_id)
        if len(members) > 1:
            if not any(row.preferred for row in members):
                members[0].preferred = True
            self._session.flush()
            return
        for row in members:
            row.preferred = False
            row.act_id = None
        self._session.flush()
        self._session.delete(self._session.get_one(ActRecord, act_id))
        self._session.flush()

    def _members(self, act_id: int) -> list[EventRecord]:
        return list(self._session.scalars(select(EventRecord).where(EventRecord.act_id == act_id).order_by(EventRecord.id)))

    def _row(self, event_id: int) -> EventRecord:
        row = self._session.get(EventRecord, event_id)
        if row is None:
            raise Stale("This event is no longer there. Bring it back with Undo, or choose another one.")
        return row
