"""Events, as commands change them: fields, places, evidence, state and wholes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import batched
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analyst_app.domain.errors import InputError, Stale
from analyst_app.domain.events import EVENT_FIELDS, Event, Evidence
from analyst_app.domain.places import Place
from analyst_app.domain.renewal import WORDS
from analyst_app.domain.review import Origin, ReviewState
from analyst_app.domain.rows import StoredEvent
from analyst_app.domain.spans import Span
from analyst_app.storage.act_repository import Acts
from analyst_app.storage.assembly import CHUNK, stored_events
from analyst_app.storage.bulk import place_id
from analyst_app.storage.columns import check_event, check_span, event_columns, evidence_column, field_columns
from analyst_app.storage.tables import EventRecord, ReportRecord
from analyst_app.storage.wording import field_json, field_value


class Events:
    """The events of one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session
        # The session forgets what nobody holds.
        self._kept: set[EventRecord | ReportRecord] = set()

    def get(self, event_id: int) -> StoredEvent:
        """One event as it stands now in this unit of work.

        Raises:
            Stale: where it has gone.
        """
        self._row(event_id)
        return stored_events(self._session.connection(), [event_id])[0]

    def change(self, event_id: int, **fields: Any) -> None:
        """Give fields of `EVENT_FIELDS` new values of the domain; `part_of` takes the key of another event of the report.

        What the machine had proposed for a field is kept at its first correction, and forgotten when the field has that value again.

        Raises:
            InputError: where `part_of` would make an event a part of itself.
            Stale: where the event has gone.
            ValueError: where a field is unknown, or `part_of` names no event of the report.
        """
        row = self._row(event_id)
        unknown = set(fields) - set(EVENT_FIELDS)
        if unknown:
            raise ValueError(f"no fields of an event: {sorted(unknown)}")
        before = self.get(event_id).event
        for name, value in fields.items():
            if name == "places":
                row.places = self._place_ids(value)
            elif name == "part_of":
                row.part_of_id = self._whole(row, value)
            else:
                for column, content in field_columns(name, value).items():
                    setattr(row, column, content)
        self._session.flush()
        if row.origin == Origin.MACHINE:
            self._keep_proposals(row, before, fields)
            self._session.flush()

    def take_back(self, event_id: int, field: str) -> None:
        """Give a corrected field again what the machine had proposed.

        Raises:
            InputError: where it was a part of an event that has gone.
            Stale: where the event has gone, or the field is as the machine proposed it.
        """
        row = self._row(event_id)
        kept = row.proposed or {}
        if field not in kept:
            raise Stale("This field is as it was proposed. There is nothing to take back.")
        value = field_value(field, kept[field])
        if field == "part_of" and value is not None and self._by_key(row.report_id, value) is None:
            raise InputError("The total that was proposed is no longer there. Choose another one.")
        self.change(event_id, **{field: value})

    def set_evidence(self, event_id: int, field: str, spans: Iterable[Span]) -> None:
        """Say which words a field rests on; those of the other fields stay. What the machine had found is kept as with `change`.

        Raises:
            Stale: where the event has gone.
            ValueError: where a span lies outside the text.
        """
        row = self._row(event_id)
        text = self._report(row.report_id).text
        wanted = [Evidence(field, span) for span in spans]
        for words in wanted:
            check_span(words.span, text)
        kept = [e for e in self.get(event_id).event.evidence if e.field != field]
        before = _words(row)
        row.evidence = evidence_column([*kept, *wanted])
        _keep_words(row, before)
        self._session.flush()

    def set_trigger(self, event_id: int, span: Span) -> None:
        """Say which words name the event. What the machine had found is kept as with `change`.

        Raises:
            Stale: where the event has gone.
            ValueError: where the span lies outside the text.
        """
        row = self._row(event_id)
        check_span(span, self._report(row.report_id).text)
        before = _words(row)
        row.trigger_start, row.trigger_end = span.start, span.end
        _keep_words(row, before)
        self._session.flush()

    def set_state(self, event_ids: Iterable[int], state: ReviewState, *, analyst: str, at: datetime) -> None:
        """Confirm, reject or reopen events. An event that is proposed again has been decided by nobody.

        Raises:
            Stale: where one of them has gone; then none is changed.
        """
        decided = state is not ReviewState.PROPOSED
        wanted = list(event_ids)
        self._fetch(wanted)
        for row in [self._row(event_id) for event_id in wanted]:
            if row.state == state:
                continue
            row.state = state.value
            row.analyst = analyst or None if decided else None
            row.reviewed_at = at if decided else None
        self._session.flush()

    def add(self, report_id: int, event: Event, *, origin: Origin = Origin.ANALYST, state: ReviewState = ReviewState.PROPOSED) -> int:
        """Store one more event of a report and return its id; where its key is taken it gets the next free one.

        Raises:
            Stale: where the report has gone.
            ValueError: where a span lies outside the text, or `part_of` names no event of the report.
        """
        report = self._report(report_id)
        check_event(event, report.text)
        last = self._session.scalar(select(func.max(EventRecord.position)).where(EventRecord.report_id == report_id))
        row = EventRecord(
            **{**event_columns(event), "key": self._free_key(report_id, event.id)},
            report_id=report_id,
            run_id=report.run_id if origin is Origin.MACHINE else None,
            position=0 if last is None else last + 1,
            part_of_id=None,
            places=self._place_ids(event.places),
            state=state.value,
            origin=origin.value,
        )
        row.part_of_id = self._whole(row, event.part_of)
        self._session.add(row)
        self._session.flush()
        return row.id

    def remove(self, event_id: int) -> None:
        """Delete an event; its parts become parts of its own whole, and the act that it told is left to the others.

        Raises:
            Stale: where it has gone already.
        """
        row = self._row(event_id)
        for part in self._session.scalars(select(EventRecord).where(EventRecord.part_of_id == event_id)):
            part.part_of_id = row.part_of_id
        self._session.flush()
        if row.act_id is not None:
            Acts(self._session).unlink([event_id])
        self._session.delete(row)
        self._session.flush()

    def parts_of(self, event_id: int) -> list[int]:
        """The events that are direct parts of one, whatever was decided about them."""
        return list(self._session.scalars(select(EventRecord.id).where(EventRecord.part_of_id == event_id).order_by(EventRecord.id)))

    def _fetch(self, event_ids: Sequence[int]) -> None:
        """Read many events, and their reports, in few questions."""
        for chunk in batched(event_ids, CHUNK):
            self._kept.update(self._session.scalars(select(EventRecord).where(EventRecord.id.in_(chunk))))
            reports = select(EventRecord.report_id).where(EventRecord.id.in_(chunk))
            self._kept.update(self._session.scalars(select(ReportRecord).where(ReportRecord.id.in_(reports))))

    def _row(self, event_id: int) -> EventRecord:
        row = self._session.get(EventRecord, event_id)
        if row is None:
            raise Stale("This event is no longer there. Bring it back with Undo, or choose another one.")
        self._report(row.report_id)
        return row

    def _report(self, report_id: int) -> ReportRecord:
        row = self._session.get(ReportRecord, report_id)
        if row is None or row.deleted:
            raise Stale("This report is no longer in the library. Bring it back with Undo, or choose another one.")
        return row

    def _free_key(self, report_id: int, wanted: str) -> str:
        taken = set(self._session.scalars(select(EventRecord.key).where(EventRecord.report_id == report_id)))
        number = len(taken)
        while wanted in taken or not wanted:
            number += 1
            wanted = f"e{number}"
        return wanted

    def _whole(self, row: EventRecord, key: str | None) -> int | None:
        if key is None:
            return None
        whole = self._by_key(row.report_id, key)
        if whole is None:
            raise ValueError(f"part_of names no event of the report: {key!r}")
        above: EventRecord | None = whole
        while above is not None:
            if above is row:
                raise InputError("An event cannot be a part of itself. Choose a whole that is not one of its own parts.")
            above = None if above.part_of_id is None else self._session.get(EventRecord, above.part_of_id)
        return whole.id

    def _by_key(self, report_id: int, key: str) -> EventRecord | None:
        return self._session.scalar(select(EventRecord).where(EventRecord.report_id == report_id, EventRecord.key == key))

    def _keep_proposals(self, row: EventRecord, before: Event, fields: dict[str, Any]) -> None:
        now = self.get(row.id).event
        kept = dict(row.proposed or {})
        for name in fields:
            old, new = field_json(before, name), field_json(now, name)
            if name not in kept and old != new:
                kept[name] = old
            elif name in kept and kept[name] == new:
                del kept[name]
        row.proposed = kept or None

    def _place_ids(self, places: Sequence[Place]) -> list[int] | None:
        connection = self._session.connection()
        return [place_id(connection, place) for place in places] or None


def _words(row: EventRecord) -> dict[str, Any]:
    return {"trigger": [row.trigger_start, row.trigger_end], "evidence": sorted([*words] for words in row.evidence or ())}


def _keep_words(row: EventRecord, before: dict[str, Any]) -> None:
    """Keep the words that the machine had found, which are no field, so that its next reading leaves the analyst's alone."""
    if row.origin != Origin.MACHINE:
        return
    kept = dict(row.proposed or {})
    machine, now = kept.pop(WORDS, before), _words(row)
    row.proposed = kept | ({} if machine == now else {WORDS: machine}) or None
