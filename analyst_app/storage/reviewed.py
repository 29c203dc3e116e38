"""The review of a report out of its rows, and back into those of a report that was just added. The journal stays behind."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from analyst_app.domain.reports import Versions
from analyst_app.domain.review import Origin, ReportState, ReviewState
from analyst_app.domain.reviewed import EntityReview, EventReview, Reviewed
from analyst_app.domain.spans import Label
from analyst_app.storage.bulk import run_id
from analyst_app.storage.tables import ActRecord, EntityRecord, EventRecord, ReportRecord, RunRecord, SourceRecord, table_of

_REPORT, _SOURCE, _ENTITY = table_of(ReportRecord), table_of(SourceRecord), table_of(EntityRecord)
_EVENT, _ACT, _RUN = table_of(EventRecord), table_of(ActRecord), table_of(RunRecord)


_THIS: BindParameter[Any] = bindparam("report")
# Put together once: that costs more than the questions themselves.
_KNOWN = (
    select(_REPORT, _SOURCE.c.side, _SOURCE.c.reliability, _SOURCE.c.rhythm_days, _SOURCE.c.note.label("source_note"))
    .outerjoin(_SOURCE, _SOURCE.c.id == _REPORT.c.source_id)
    .where(_REPORT.c.id == _THIS)
)
_LABELLED = select(_ENTITY).where(_ENTITY.c.report_id == _THIS).order_by(_ENTITY.c.id)
_TOLD = (
    select(_EVENT, _ACT.c.note.label("act_note"), _RUN.c.program, _RUN.c.model, _RUN.c.lexicons, _RUN.c.gazetteer)
    .outerjoin(_ACT, _ACT.c.id == _EVENT.c.act_id)
    .outerjoin(_RUN, _RUN.c.id == _EVENT.c.run_id)
    .where(_EVENT.c.report_id == _THIS)
    .order_by(_EVENT.c.position, _EVENT.c.id)
)


def reviewed_of(connection: Connection, report_id: int, event_ids: Collection[int]) -> Reviewed:
    """The review of a report, of these of its events."""
    of_this = {"report": report_id}
    report = connection.execute(_KNOWN, of_this).one()
    entities, events = connection.execute(_LABELLED, of_this), connection.execute(_TOLD, of_this)
    return Reviewed(
        state=ReportState(report.state),
        imported_at=report.imported_at,
        file_name=report.file_name,
        cursor=report.cursor,
        side=report.side,
        reliability=report.reliability,
        source_note=report.source_note or "",
        entities=tuple(
            EntityReview(row.start, row.end, Label(row.label), row.canonical, Origin(row.origin), str(row.state), row.proposed)
            for row in entities
        ),
        events=tuple(_event(row) for row in events if row.id in event_ids),
        rhythm_days=report.rhythm_days,
        number=report_id,
        superseded_by=report.superseded_by_id,
        superseded_reason=report.superseded_reason,
        second_of=report.second_of_id,
        coder=report.coder,
    )


def _event(row: Any) -> EventReview:
    return EventReview(
        key=row.key,
        position=row.position,
        state=ReviewState(row.state),
        origin=Origin(row.origin),
        versions=None if row.run_id is None else Versions(row.program, row.model, row.lexicons, row.gazetteer),
        proposed=row.proposed,
        evidence=tuple((field, start, end) for field, start, end in row.evidence or ()),
        analyst=row.analyst,
        reviewed_at=row.reviewed_at,
        act=row.act_id,
        act_note=row.act_note or "",
        preferred=row.preferred,
    )


def restore_reviewed(connection: Connection, report_id: int, reviewed: Reviewed, acts: dict[int, int]) -> None:
    """Put the review back onto a report that was added with its events and without entities.

    `acts` gives the rows of a file's acts and grows; an event that the review does not name stays as it was added. What is known of
    a source here is kept. Once all reports of the file are there, `settle_acts` ends it.
    """
    report = {name: getattr(reviewed, name) for name in ("imported_at", "file_name", "cursor")} | {"state": reviewed.state.value}
    connection.execute(update(_REPORT).where(_REPORT.c.id == report_id).values(report))
    bare = (_SOURCE.c.side.is_(None), _SOURCE.c.reliability.is_(None), _SOURCE.c.rhythm_days.is_(None), _SOURCE.c.note == "")
    own = select(_REPORT.c.source_id).where(_REPORT.c.id == report_id).scalar_subquery()
    source: dict[str, Any] = {"side": reviewed.side, "reliability": reviewed.reliability, "rhythm_days": reviewed.rhythm_days}
    source["note"] = reviewed.source_note
    connection.execute(update(_SOURCE).where(_SOURCE.c.id == own, *bare).values(source))
    if reviewed.entities:
        rows = [{name: getattr(each, name) for name in EntityReview.__dataclass_fields__} for each in reviewed.entities]
        connection.execute(insert(_ENTITY), [row | {"report_id": report_id} for row in rows])
    for event in reviewed.events:
        connection.execute(
            update(_EVENT).where(_EVENT.c.report_id == report_id, _EVENT.c.key == event.key).values(_columns(connection, event, acts))
        )


def _columns(connection: Connection, event: EventReview, acts: dict[int, int]) -> dict[str, Any]:
    if event.act is not None and event.act not in acts:
        acts[event.act] = int(connection.scalars(insert(_ACT).returning(_ACT.c.id), {"note": event.act_note}).one())
    return {
        "position": event.position,
        "state": event.state.value,
        "origin": event.origin.value,
        "run_id": None if event.versions is None else run_id(connection, event.versions),
        "proposed": event.proposed,
        "evidence": [list(words) for words in event.evidence] or None,
        "analyst": event.analyst,
        "reviewed_at": event.reviewed_at,
        "act_id": None if event.act is None else acts[event.act],
        "preferred": event.preferred,
    }


def settle_acts(connection: Connection, acts: Collection[int]) -> None:
    """Dissolve acts of which but one event came, and let the first event count where the preferred one did not come."""
    for act in acts:
        members = connection.execute(select(_EVENT.c.id, _EVENT.c.preferred).where(_EVENT.c.act_id == act).order_by(_EVENT.c.id)).all()
        if len(members) < 2:
            connection.execute(update(_EVENT).where(_EVENT.c.act_id == act).values(act_id=None, preferred=False))
            connection.execute(delete(_ACT).where(_ACT.c.id == act))
        elif not any(member.preferred for member in members):
            connection.execute(update(_EVENT).where(_EVENT.c.id == members[0].id).values(preferred=True))


def restore_superseded(connection: Connection, replaced: Mapping[int, tuple[int, str | None]]) -> None:
    """Let reports that were just added be replaced by others again, with the reason. What would go in a circle is left out."""
    above = dict(connection.execute(select(_REPORT.c.id, _REPORT.c.superseded_by_id).where(_REPORT.c.superseded_by_id.is_not(None))).all())
    for report_id, (by, reason) in replaced.items():
        over: int | None = by
        seen = {report_id}
        while over is not None and over not in seen:
            seen.add(over)
            over = above.get(over)
        if over is None and by != report_id:
            above[report_id] = by
            values = {"superseded_by_id": by, "superseded_reason": reason}
            connection.execute(update(_REPORT).where(_REPORT.c.id == report_id).values(values))
