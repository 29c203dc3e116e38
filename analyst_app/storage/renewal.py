"""Proposals made anew by another reading, written so that undo can take it back; and which reports such a reading is due for."""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.orm import Session

from analyst_app.domain.errors import Stale
from analyst_app.domain.events import Event
from analyst_app.domain.renewal import Renewal, StoredEntity, renewal
from analyst_app.domain.reports import STANDS_IN, Extraction, Report, Versions
from analyst_app.domain.review import Origin, ReportState
from analyst_app.domain.spans import Entity, Label, Span
from analyst_app.storage.assembly import stored_events
from analyst_app.storage.bulk import place_id, run_id
from analyst_app.storage.columns import check_event, check_span, event_columns
from analyst_app.storage.event_repository import Events
from analyst_app.storage.tables import EntityRecord, EntityState, EventRecord, ReportRecord, RunRecord, SourceRecord, table_of

_REPORTS, _ENTITIES, _EVENTS = table_of(ReportRecord), table_of(EntityRecord), table_of(EventRecord)

# Behind the title; the whole of a long text need not be looked through.
_HAS_TEXT = func.instr(func.substr(_REPORTS.c.text, 1, 2_000), STANDS_IN.partition("{")[0]) == 0


def outdated_reports(reader: Connection, versions: Versions, *, report_ids: Collection[int] | None = None) -> tuple[int, ...]:
    """The reports that were read by other versions than these, of the named ones or of all, in the order of their dates.

    Those that came in as a table of events have no text to be read.
    """
    runs = table_of(RunRecord)
    same = select(runs.c.id).filter_by(
        program=versions.program, model=versions.model, lexicons=versions.lexicons, gazetteer=versions.gazetteer
    )
    query = select(_REPORTS.c.id).where(
        ~_REPORTS.c.deleted,
        _REPORTS.c.second_of_id.is_(None),
        or_(_REPORTS.c.run_id.is_(None), _REPORTS.c.run_id.not_in(same)),
        _HAS_TEXT,
    )
    wanted = None if report_ids is None else set(report_ids)
    found = reader.scalars(query.order_by(_REPORTS.c.published, _REPORTS.c.id))
    return tuple(number for number in found if wanted is None or number in wanted)


def report_to_read(reader: Connection, report_id: int) -> Report | None:
    """A report as its next reading gets it: with the date, title and source of now; None where it has gone or has no text of its own."""
    sources = table_of(SourceRecord)
    query = select(_REPORTS, sources.c.name.label("source")).select_from(_REPORTS.outerjoin(sources, sources.c.id == _REPORTS.c.source_id))
    row = reader.execute(query.where(_REPORTS.c.id == report_id, ~_REPORTS.c.deleted, _HAS_TEXT)).one_or_none()
    return None if row is None else Report(row.key, row.text, row.published, row.title, row.source, row.author)


def renewal_of(reader: Connection, report_id: int, extraction: Extraction) -> Renewal:
    """What a new reading of a report would change of what is stored now."""
    ids = reader.scalars(select(_EVENTS.c.id).where(_EVENTS.c.report_id == report_id).order_by(_EVENTS.c.position)).all()
    return renewal(
        stored_events(reader, ids),
        _stored_entities(reader, report_id, extraction.report.text),
        read=extraction.events,
        marked=extraction.entities,
    )


def _stored_entities(reader: Connection, report_id: int, text: str) -> list[StoredEntity]:
    found = []
    for row in reader.execute(select(_ENTITIES).where(_ENTITIES.c.report_id == report_id).order_by(_ENTITIES.c.start)):
        span = Span(row.start, row.end)
        shown = row.state == EntityState.ACTIVE
        touched = not shown or row.origin != Origin.MACHINE or row.proposed is not None
        found.append(StoredEntity(row.id, Entity(span, Label(row.label), span.of(text), row.canonical), touched, shown))
    return found


class Renewals:
    """New readings of one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._events = Events(session)

    def renew(self, report_id: int, extraction: Extraction) -> Renewal:
        """Renew the proposals of a report by a new reading of it, and return what that changed.

        What to change is asked of the rows as they are now, so a decision made since somebody looked is left alone like any other.

        Raises:
            Stale: where the report has gone.
            ValueError: where the reading is of another text.
        """
        connection = self._session.connection()
        report = self._report(report_id)
        if report.text != extraction.report.text:
            raise ValueError(f"a reading of another text than that of report {report_id}")
        run = run_id(connection, extraction.versions)
        change = renewal_of(connection, report_id, extraction)
        report.run_id = run
        if change.new and report.state == ReportState.REVIEWED:
            # What nobody has seen yet is not reviewed.
            report.state = ReportState.IN_REVIEW.value
        self._session.flush()
        keys = dict(change.wholes)
        # Without their wholes, which may not be stored yet.
        alone = [replace(event, part_of=None) for event in change.new]
        added = [(self._events.add(report_id, one, origin=Origin.MACHINE), event) for one, event in zip(alone, change.new, strict=True)]
        for event_id, event in added:
            keys[event.id] = self._row(event_id).key
        for one in change.changed:
            self._rewrite(one.before.id, one.after, run, report.text)
        for event_id, event in [*added, *((one.before.id, one.after) for one in change.changed)]:
            self._join(report_id, event_id, keys.get(event.part_of or ""))
        for stored in change.gone:
            self._events.remove(stored.id)
        self._entities(report_id, change, report.text)
        return change

    def mark_read(self, report_id: int, versions: Versions) -> None:
        """Put down that a report has been read by these versions, which found the same.

        Raises:
            Stale: where the report has gone.
        """
        self._report(report_id).run_id = run_id(self._session.connection(), versions)
        self._session.flush()

    def _report(self, report_id: int) -> ReportRecord:
        report = self._session.get(ReportRecord, report_id)
        if report is None or report.deleted:
            raise Stale("This report is no longer in the library. Bring it back with Undo, or choose another one.")
        return report

    def _rewrite(self, event_id: int, event: Event, run: int, text: str) -> None:
        check_event(event, text)
        row = self._row(event_id)
        for column, value in event_columns(event).items():
            if column not in {"key", "note", "act_id", "preferred"}:
                setattr(row, column, value)
        row.places = [place_id(self._session.connection(), place) for place in event.places] or None
        row.run_id = run
        self._session.flush()

    def _join(self, report_id: int, event_id: int, key: str | None) -> None:
        """Make an event part of another, unless that one is a part of it by what somebody decided."""
        row = self._row(event_id)
        query = select(EventRecord).where(EventRecord.report_id == report_id, EventRecord.key == key)
        whole = None if key is None else self._session.scalar(query)
        above = whole
        while above is not None and above is not row:
            above = None if above.part_of_id is None else self._session.get(EventRecord, above.part_of_id)
        row.part_of_id = None if whole is None or above is row else whole.id
        self._session.flush()

    def _entities(self, report_id: int, change: Renewal, text: str) -> None:
        for number in change.gone_entities:
            self._session.delete(self._session.get_one(EntityRecord, number))
        self._session.flush()
        for entity in change.new_entities:
            check_span(entity.span, text, entity.text)
            self._session.add(
                EntityRecord(
                    report_id=report_id,
                    start=entity.span.start,
                    end=entity.span.end,
                    label=entity.label.value,
                    canonical=entity.canonical,
                    origin=Origin.MACHINE.value,
                    state=EntityState.ACTIVE.value,
                    proposed=None,
                )
            )
        self._session.flush()

    def _row(self, event_id: int) -> EventRecord:
        return self._session.get_one(EventRecord, event_id)
