"""Questions about sources: what is known of them, and on which days they published."""

from datetime import date

from sqlalchemy import Connection, func, select
from sqlalchemy import text as sql

from analyst_app.domain.rows import SourceRow
from analyst_app.storage.tables import LISTED, ReportRecord, SourceRecord, table_of

_REPORTS, _SOURCES = table_of(ReportRecord), table_of(SourceRecord)
_THERE = (sql(LISTED),)


def list_sources(reader: Connection) -> tuple[SourceRow, ...]:
    """The sources by name, with what is known of each, how many reports it has and the day of the last one."""
    # The plus has all reports counted by the index of the library's lines; source by source each report would be read.
    counted = reader.exec_driver_sql(
        f"SELECT source_id, count(*), max(published) FROM report WHERE {LISTED} GROUP BY +source_id"  # noqa: S608 - our own words
    )
    known = {source_id: (number, last) for source_id, number, last in counted}
    rows = reader.execute(select(_SOURCES).order_by(func.casefold(_SOURCES.c.name)))
    return tuple(
        SourceRow(
            id=row.id,
            name=row.name,
            side=row.side,
            reports=known[row.id][0] if row.id in known else 0,
            reliability=row.reliability,
            rhythm_days=row.rhythm_days,
            note=row.note,
            last_report=date.fromisoformat(known[row.id][1]) if row.id in known else None,
        )
        for row in rows
    )


def last_day(reader: Connection) -> date | None:
    """The last day that any report in the library is of; None where there is none."""
    return reader.scalar(select(_REPORTS.c.published).where(*_THERE).order_by(_REPORTS.c.published.desc()).limit(1))


def days_of_regular_sources(reader: Connection, *, first: date, last: date) -> dict[int, tuple[str, int, list[date]]]:
    """Of each source that has a rhythm its name, the rhythm, and the days of its reports between two days, with the last one before."""
    known = reader.execute(select(_SOURCES.c.id, _SOURCES.c.name, _SOURCES.c.rhythm_days).where(_SOURCES.c.rhythm_days.is_not(None))).all()
    found: dict[int, tuple[str, int, list[date]]] = {}
    for row in known:
        own = select(_REPORTS.c.published).where(_REPORTS.c.source_id == row.id, *_THERE)
        before = reader.scalar(own.where(_REPORTS.c.published < first).order_by(_REPORTS.c.published.desc()).limit(1))
        days = reader.scalars(own.where(_REPORTS.c.published.between(first, last)).distinct()).all()
        found[row.id] = (row.name, row.rhythm_days, [*([before] if before is not None else []), *days])
    return found
