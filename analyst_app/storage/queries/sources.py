"""Questions about sources: what is known of them, and on which days they published."""

from datetime import date

from sqlalchemy import Connection, func, select

from analyst_app.domain.rows import SourceRow
from analyst_app.storage.tables import ReportRecord, SourceRecord, table_of

_REPORTS, _SOURCES = table_of(ReportRecord), table_of(SourceRecord)
_THERE = (~_REPORTS.c.deleted, _REPORTS.c.second_of_id.is_(None))


def list_sources(reader: Connection) -> tuple[SourceRow, ...]:
    """The sources by name, with what is known of each, how many reports it has and the day of the last one."""
    of_source = select(func.count(), func.max(_REPORTS.c.published)).where(_REPORTS.c.source_id == _SOURCES.c.id, *_THERE)
    numbers = of_source.with_only_columns(func.count()).correlate(_SOURCES).scalar_subquery()
    last = of_source.with_only_columns(func.max(_REPORTS.c.published)).correlate(_SOURCES).scalar_subquery()
    rows = reader.execute(select(_SOURCES, numbers.label("reports"), last.label("last")).order_by(func.casefold(_SOURCES.c.name)))
    return tuple(
        SourceRow(
            id=row.id,
            name=row.name,
            side=row.side,
            reports=row.reports,
            reliability=row.reliability,
            rhythm_days=row.rhythm_days,
            note=row.note,
            last_report=row.last,
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
