"""Questions around two reports: which ones to compare, which may replace which, second codings, and what became of proposals."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from analyst_app.domain.comparing import RatesBy, SecondCoding
from analyst_app.domain.renewal import WORDS
from analyst_app.domain.review import Origin, ReviewState
from analyst_app.storage.queries.acts import reason_of
from analyst_app.storage.tables import EventRecord, ReportRecord, table_of

_REPORTS, _EVENTS = table_of(ReportRecord), table_of(EventRecord)
_LISTED = (~_REPORTS.c.deleted, _REPORTS.c.second_of_id.is_(None))
MOST = 30
"""Reports of one kind that are offered: a list to choose from, not the library."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a report's standing rests on: its day and source, what replaces it, and what it is a second coding of."""

    id: int
    title: str
    published: date
    source_id: int | None
    superseded_by: int | None
    second_of: int | None
    coder: str | None


def standing_of(reader: Connection, report_id: int) -> Standing | None:
    """One report's standing, or None where it has gone."""
    columns = [_REPORTS.c[name] for name in ("id", "title", "published", "source_id", "superseded_by_id", "second_of_id", "coder")]
    row = reader.execute(select(*columns).where(_REPORTS.c.id == report_id, ~_REPORTS.c.deleted)).one_or_none()
    return None if row is None else Standing(*row)


def replaced_by(reader: Connection, report_id: int) -> tuple[int, ...]:
    """The reports that this one replaces."""
    query = select(_REPORTS.c.id).where(_REPORTS.c.superseded_by_id == report_id, *_LISTED)
    return tuple(reader.scalars(query.order_by(_REPORTS.c.published, _REPORTS.c.id)))


def published_on(reader: Connection, day: date, *, source_id: int | None) -> tuple[int, ...]:
    """Some reports of a day, those of the source first."""
    query = select(_REPORTS.c.id).where(_REPORTS.c.published == day, *_LISTED)
    own = _REPORTS.c.source_id.is_distinct_from(source_id)
    return tuple(reader.scalars(query.order_by(own, _REPORTS.c.id).limit(MOST)))


def replaceable_by(reader: Connection, report: Standing) -> tuple[int, ...]:
    """Earlier reports of a report's source, of its day and the day before, that no other one replaces; those of the day first."""
    days = (report.published, report.published - timedelta(days=1))
    query = select(_REPORTS.c.id).where(
        _REPORTS.c.source_id == report.source_id,
        _REPORTS.c.published.in_(days),
        _REPORTS.c.id != report.id,
        (_REPORTS.c.published < report.published) | (_REPORTS.c.id < report.id),
        _REPORTS.c.superseded_by_id.is_(None),
        *_LISTED,
    )
    return tuple(reader.scalars(query.order_by(_REPORTS.c.published.desc(), _REPORTS.c.id.desc()).limit(MOST)))


def second_codings(reader: Connection, *, first_id: int | None = None) -> tuple[SecondCoding, ...]:
    """The second codings of one report, or of all; those of removed reports are left out."""
    first = _REPORTS.alias("first")
    open_ones = func.count(_EVENTS.c.id).filter(_EVENTS.c.state == ReviewState.PROPOSED.value)
    columns = (_REPORTS.c.id, _REPORTS.c.second_of_id, first.c.title, first.c.published, _REPORTS.c.coder)
    query = (
        select(*columns, (func.count(_EVENTS.c.id) - open_ones).label("decided"), func.count(_EVENTS.c.id).label("events"))
        .select_from(_REPORTS.join(first, first.c.id == _REPORTS.c.second_of_id).outerjoin(_EVENTS, _EVENTS.c.report_id == _REPORTS.c.id))
        .where(~_REPORTS.c.deleted, ~first.c.deleted, _REPORTS.c.second_of_id.is_not(None))
        .group_by(_REPORTS.c.id)
        .order_by(first.c.published.desc(), _REPORTS.c.id)
    )
    if first_id is not None:
        query = query.where(_REPORTS.c.second_of_id == first_id)
    return tuple(SecondCoding(*row) for row in reader.execute(query))


def reasons_of(reader: Connection, acts: Collection[int]) -> dict[int, str]:
    """Why the preferred event of each act was preferred."""
    return {act: reason_of(reader, act) for act in acts}


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of the machine's events in one group, and of its fields in those that were accepted."""

    confirmed: int
    rejected: int
    changed: Mapping[str, int]


def decided_proposals(reader: Connection, *, by: RatesBy) -> dict[str, Decided]:
    """The machine's events that were decided about, by the month of their report or by its source. Second codings are left out."""
    group = {"month": "substr(report.published, 1, 7)", "source": "coalesce(source.name, '')"}[by.value]
    joined = (
        "FROM event JOIN report ON report.id = event.report_id LEFT JOIN source ON source.id = report.source_id"
        " WHERE NOT report.deleted AND report.second_of_id IS NULL AND event.origin = ? AND event.state <> ?"
    )
    values = (Origin.MACHINE.value, ReviewState.PROPOSED.value)
    states = reader.exec_driver_sql(f"SELECT {group}, event.state, count(*) {joined} GROUP BY 1, 2", values)
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    for name, state, number in states:
        numbers[name][state] = number
    fields = reader.exec_driver_sql(
        f"SELECT grp, kept.key, count(*) FROM (SELECT {group} AS grp, event.proposed AS proposed {joined}"  # noqa: S608 - our own words
        " AND event.state = ? AND event.proposed IS NOT NULL) AS told, json_each(told.proposed) AS kept WHERE kept.key <> ?"
        " GROUP BY 1, 2",
        (*values, ReviewState.CONFIRMED.value, WORDS),
    )
    changed: dict[str, dict[str, int]] = defaultdict(dict)
    for name, field, number in fields:
        changed[name][field] = number
    confirmed, rejected = ReviewState.CONFIRMED.value, ReviewState.REJECTED.value
    return {name: Decided(of.get(confirmed, 0), of.get(rejected, 0), changed[name]) for name, of in sorted(numbers.items())}
