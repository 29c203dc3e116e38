"""Questions about reports: the library's lines, and one report whole."""

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select
from sqlalchemy import text as sql

from analyst_app.domain.reports import Versions
from analyst_app.domain.review import ReportState, ReviewState
from analyst_app.domain.rows import ReportDetail, ReportFilter, ReportOrder, ReportRow, ReviewProgress, Revision, StoredEvent
from analyst_app.storage.assembly import stored_events
from analyst_app.storage.queries.entities import report_entities
from analyst_app.storage.queries.library import IS_WAITING, TO_REVIEW, review_progress
from analyst_app.storage.search import match_expression, snippets
from analyst_app.storage.tables import LISTED, EventRecord, LikenessRecord, ReportRecord, RunRecord, SourceRecord, table_of

REPORTS = table_of(ReportRecord)
SOURCES = table_of(SourceRecord)
EVENTS = table_of(EventRecord)
REVISER = REPORTS.alias("reviser")
EARLIER = REPORTS.alias("earlier")
LIKENESS = table_of(LikenessRecord).alias("likeness")
_WAITING = (
    select(EVENTS.c.report_id, func.count().label("number"), func.min(EVENTS.c.confidence).label("confidence"))
    .where(IS_WAITING)
    .group_by(EVENTS.c.report_id)
    .subquery("waiting")
)

# Counted in the index of words, less the few that no list has: looking up the line of each that has them takes three times as long.
_HAVING_WORDS = sql(
    "SELECT count(*) FROM report_search WHERE report_search MATCH :expression AND +rowid NOT IN"
    " (SELECT id FROM report WHERE deleted = 1 UNION ALL SELECT id FROM report WHERE second_of_id IS NOT NULL)"
)


def list_reports(
    reader: Connection,
    *,
    matching: ReportFilter | None = None,
    order: ReportOrder = ReportOrder.PUBLISHED,
    descending: bool = True,
    waiting_first: bool = False,
    limit: int = 500,
    offset: int = 0,
) -> tuple[ReportRow, ...]:
    """One page of the library; where a text is looked for, each line carries the passage where it stands.

    `waiting_first` puts the reports with open proposals before all others, whatever the order.
    """
    chosen = matching or ReportFilter()
    # Which lines they are is asked of indexes alone; the lines themselves are read for one page.
    query = _filtered(select(REPORTS.c.id), chosen)
    by, nothing_last = _place(order)
    if order in {ReportOrder.CONFIDENCE, ReportOrder.WAITING}:
        query = query.select_from(REPORTS.outerjoin(_WAITING, _WAITING.c.report_id == REPORTS.c.id))
    # What has no value comes last, whichever way the list runs.
    last = [by.is_(None)] if nothing_last else []
    query = query.order_by(*last, *([by.desc(), REPORTS.c.id.desc()] if descending else [by, REPORTS.c.id]))
    if waiting_first:
        ids = _waiting_then_others(reader, query, limit=limit, offset=offset)
    else:
        ids = list(reader.scalars(query.limit(limit).offset(offset)))
    lines = {row.id: _row(row) for row in reader.execute(_lines().where(REPORTS.c.id.in_(ids)))}
    found = snippets(reader, chosen.text, ids)
    return tuple(replace(lines[number], snippet=found.get(number, "")) for number in ids)


def _waiting_then_others(reader: Connection, query: Select[Any], *, limit: int, offset: int) -> list[int]:
    """One page of two lists, one behind the other: sorting a hundred thousand lines by whether they wait would take its time."""
    waits = select(EVENTS.c.id).where(EVENTS.c.report_id == REPORTS.c.id, IS_WAITING).correlate(REPORTS).exists()
    ids = list(reader.scalars(query.where(waits).limit(limit).offset(offset)))
    if len(ids) < limit:
        number = reader.scalar(select(func.count()).select_from(query.where(waits).order_by(None).subquery())) or 0
        ids += reader.scalars(query.where(~waits).limit(limit - len(ids)).offset(max(0, offset - number)))
    return ids


def count_reports(reader: Connection, *, matching: ReportFilter | None = None) -> int:
    """How many reports pass the filter."""
    chosen = matching or ReportFilter()
    expression = match_expression(chosen.text)
    if expression is not None and chosen == ReportFilter(text=chosen.text):
        return int(reader.scalar(_HAVING_WORDS, {"expression": expression}) or 0)
    return int(reader.scalar(_filtered(select(func.count()).select_from(REPORTS), chosen)) or 0)


def filtered_progress(reader: Connection, *, matching: ReportFilter) -> ReviewProgress:
    """How far the review of the reports is that pass the filter. What another report replaces is not counted."""
    stands = REPORTS.c.superseded_by_id.is_(None)
    both: tuple[ColumnElement[Any], ...] = (func.count(), func.count().filter(REPORTS.c.state == ReportState.REVIEWED.value))
    reports, reviewed = reader.execute(_filtered(select(*both).select_from(REPORTS), matching).where(stands)).one()
    if reports == reader.scalar(select(func.count()).select_from(REPORTS).where(*TO_REVIEW)):
        # Words that every report has: looking up the events of each of them would take its time.
        return review_progress(reader)
    ids = _filtered(select(REPORTS.c.id), matching).where(stands)
    events = select(func.count()).select_from(EVENTS).where(EVENTS.c.report_id.in_(ids))
    number = reader.scalar(events) or 0
    waiting = reader.scalar(events.where(IS_WAITING)) or 0
    return ReviewProgress(reports, reviewed, number, number - waiting)


def _place(order: ReportOrder) -> tuple[ColumnElement[Any], bool]:
    """What an order sorts by, and whether a report may have nothing there."""
    columns: dict[ReportOrder, tuple[ColumnElement[Any], bool]] = {
        ReportOrder.PUBLISHED: (REPORTS.c.published, False),
        ReportOrder.IMPORTED: (REPORTS.c.imported_at, False),
        ReportOrder.TITLE: (func.casefold(REPORTS.c.title), False),
        ReportOrder.CONFIDENCE: (_WAITING.c.confidence, True),
        ReportOrder.WAITING: (_WAITING.c.number, True),
    }
    return columns[order]


def get_report(reader: Connection, *, report_id: int) -> ReportRow | None:
    """One report's line, or None where it has gone."""
    row = reader.execute(_lines().where(REPORTS.c.id == report_id, ~REPORTS.c.deleted)).one_or_none()
    return None if row is None else _row(row)


def report_state(reader: Connection, *, report_id: int) -> ReportState | None:
    """How far the review of one report has come, or None where it has gone."""
    state = reader.scalar(select(REPORTS.c.state).where(REPORTS.c.id == report_id, ~REPORTS.c.deleted))
    return None if state is None else ReportState(state)


def report_detail(reader: Connection, *, report_id: int, entities_up_to: int | None = None) -> ReportDetail | None:
    """One report, whole, or None where it has gone. Of a text of more characters than `entities_up_to` entities are left out."""
    row = get_report(reader, report_id=report_id)
    return None if row is None else detail_of(reader, row, entities_up_to=entities_up_to)


def detail_of(reader: Connection, row: ReportRow, *, entities_up_to: int | None = None) -> ReportDetail:
    """The whole report behind a line of the library."""
    report_id = row.id
    runs = table_of(RunRecord)
    more = reader.execute(
        select(REPORTS.c.text, REPORTS.c.cursor, REPORTS.c.run_id, runs.c.program, runs.c.model, runs.c.lexicons, runs.c.gazetteer)
        .select_from(REPORTS.outerjoin(runs, runs.c.id == REPORTS.c.run_id))
        .where(REPORTS.c.id == report_id)
    ).one()
    left_out = entities_up_to is not None and len(more.text) > entities_up_to
    return ReportDetail(
        row=row,
        text=more.text,
        entities=() if left_out else report_entities(reader, report_id=report_id),
        events=report_events(reader, report_id=report_id),
        versions=None if more.run_id is None else Versions(more.program, more.model, more.lexicons, more.gazetteer),
        cursor=more.cursor,
    )


def report_events(reader: Connection, *, report_id: int) -> tuple[StoredEvent, ...]:
    """The events of a report, whatever was decided about them, in reading order."""
    query = select(EVENTS.c.id).where(EVENTS.c.report_id == report_id)
    return tuple(stored_events(reader, reader.scalars(query.order_by(EVENTS.c.trigger_start, EVENTS.c.position)).all()))


def _lines() -> Select[Any]:
    return select(
        *(REPORTS.c[name] for name in ("id", "key", "title", "author", "published", "state", "char_count", "imported_at", "file_name")),
        *(REPORTS.c[name] for name in ("superseded_by_id", "superseded_reason", "second_of_id", "coder")),
        REVISER.c.title.label("reviser_title"),
        REVISER.c.published.label("reviser_published"),
        SOURCES.c.name.label("source"),
        *(_events_in(state).label(state.value) for state in ReviewState),
        _least_confidence().label("confidence"),
        EARLIER.c.title.label("looks_like"),
        LIKENESS.c.alike,
        _coded_again().label("coded_again"),
    ).select_from(
        REPORTS.outerjoin(SOURCES, SOURCES.c.id == REPORTS.c.source_id)
        .outerjoin(REVISER, REVISER.c.id == REPORTS.c.superseded_by_id)
        .outerjoin(LIKENESS, (LIKENESS.c.report_id == REPORTS.c.id) & sql("likeness.verdict = 'open'"))
        .outerjoin(EARLIER, (EARLIER.c.id == LIKENESS.c.other_id) & ~EARLIER.c.deleted)
    )


def _events_in(state: ReviewState) -> Any:
    return (
        select(func.count())
        .select_from(EVENTS)
        .where(EVENTS.c.report_id == REPORTS.c.id, EVENTS.c.state == state.value)
        .correlate(REPORTS)
        .scalar_subquery()
    )


def _least_confidence() -> Any:
    waiting = (EVENTS.c.report_id == REPORTS.c.id, EVENTS.c.state == ReviewState.PROPOSED.value)
    return select(func.min(EVENTS.c.confidence)).where(*waiting).correlate(REPORTS).scalar_subquery()


def _coded_again() -> Any:
    """Who codes the report a second time, one name a line."""
    again = REPORTS.alias("again")
    names = select(func.group_concat(again.c.coder, "\n")).where(again.c.second_of_id == REPORTS.c.id, ~again.c.deleted)
    return names.correlate(REPORTS).scalar_subquery()


def _filtered(query: Select[Any], chosen: ReportFilter) -> Select[Any]:
    query = query.where(sql(LISTED))
    if chosen.states:
        query = query.where(REPORTS.c.state.in_([state.value for state in chosen.states]))
    if chosen.sources:
        query = query.where(REPORTS.c.source_id.in_(select(SOURCES.c.id).where(SOURCES.c.name.in_(chosen.sources))))
    if chosen.first_day is not None:
        query = query.where(REPORTS.c.published >= chosen.first_day)
    if chosen.last_day is not None:
        query = query.where(REPORTS.c.published <= chosen.last_day)
    expression = match_expression(chosen.text)
    if expression is not None:
        # The plus keeps SQLite from reading every report that has the words, text and all, where the index of lines will do.
        query = query.where(
            sql("+report.id IN (SELECT rowid FROM report_search WHERE report_search MATCH :expression)").bindparams(expression=expression)
        )
    return query


def _row(row: Row[Any]) -> ReportRow:
    return ReportRow(
        id=row.id,
        key=row.key,
        title=row.title,
        source=row.source,
        author=row.author,
        published=row.published,
        state=ReportState(row.state),
        proposed=row.proposed,
        confirmed=row.confirmed,
        rejected=row.rejected,
        characters=row.char_count,
        imported_at=row.imported_at,
        file_name=row.file_name,
        confidence=row.confidence,
        revised_by=revision_of(row),
        second_of=row.second_of_id,
        coder=row.coder,
        looks_like=row.looks_like,
        alike=row.alike if row.looks_like is not None else None,
        coded_again_by=tuple((row.coded_again or "").splitlines()),
    )


def revision_of(row: Row[Any]) -> Revision | None:
    """The report that replaces that of the row, out of its columns and those of `REVISER`."""
    if row.superseded_by_id is None:
        return None
    return Revision(row.superseded_by_id, row.reviser_title, row.reviser_published, row.superseded_reason or "")
