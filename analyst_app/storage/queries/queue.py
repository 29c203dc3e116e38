"""Which report comes next in the queue, and where an analyst stopped. What waits is a report with an open proposal."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select, text, tuple_

from analyst_app.domain.review import CONFIDENCE_DECIMALS, QueueChoice, QueueOrder
from analyst_app.storage.queries.library import IS_WAITING, TO_REVIEW
from analyst_app.storage.tables import ChangeRecord, CommandKind, CommandRecord, EventRecord, ReportRecord, SourceRecord, table_of

_REPORTS, _EVENTS, _SOURCES = table_of(ReportRecord), table_of(EventRecord), table_of(SourceRecord)
_COMMANDS, _CHANGES = table_of(CommandRecord), table_of(ChangeRecord)

LATEST = 200
"""Steps of an analyst that are looked through for the report where he stopped."""


def next_in_queue(reader: Connection, *, after: int | None, choice: QueueChoice) -> int | None:
    """The next report that waits, in the order chosen, past the end from the beginning; None where none waits.

    By confidence a report stands where the least sure of all its proposals puts it, decided ones too, so that deciding moves nothing.
    """
    place = _place(choice.order)
    query = _waiting(choice).order_by(*place).limit(1)
    here = reader.execute(_reports(*place).where(_REPORTS.c.id == after)).one_or_none()
    if here is not None:
        found = reader.scalar(query.where(tuple_(*place) > tuple_(*here)))
        if found is not None:
            return int(found)
    first = reader.scalar(query)
    return None if first is None else int(first)


def reports_waiting(reader: Connection, *, choice: QueueChoice) -> int:
    """How many reports have open proposals that are not set aside."""
    return int(reader.scalar(select(func.count()).select_from(_waiting(choice).subquery())) or 0)


def last_worked_on(reader: Connection, *, analyst: str, choice: QueueChoice) -> int | None:
    """The report of an analyst's latest step that still waits; None where all of that is done."""
    steps = (
        select(_COMMANDS.c.id)
        .where(_COMMANDS.c.analyst == analyst, _COMMANDS.c.kind == CommandKind.COMMAND.value)
        .order_by(_COMMANDS.c.id.desc())
        .limit(LATEST)
    )
    touched = (
        select(_CHANGES.c.report_id, func.max(_CHANGES.c.command_id).label("latest"))
        .where(_CHANGES.c.command_id.in_(steps), _CHANGES.c.report_id.is_not(None))
        .group_by(_CHANGES.c.report_id)
        .subquery()
    )
    query = _waiting(choice).join(touched, touched.c.report_id == _REPORTS.c.id).order_by(touched.c.latest.desc()).limit(1)
    found = reader.scalar(query)
    return None if found is None else int(found)


def _reports(*columns: ColumnElement[Any]) -> Select[Any]:
    return select(*columns).select_from(_REPORTS.outerjoin(_SOURCES, _SOURCES.c.id == _REPORTS.c.source_id))


def _waiting(choice: QueueChoice) -> Select[Any]:
    is_open = select(_EVENTS.c.id).where(_EVENTS.c.report_id == _REPORTS.c.id, IS_WAITING)
    if choice.at_least:
        # What has no confidence was made by an analyst and is never set aside.
        is_open = is_open.where(func.round(func.coalesce(_EVENTS.c.confidence, 1) * 100, CONFIDENCE_DECIMALS) >= choice.at_least)
    return _reports(_REPORTS.c.id).where(*TO_REVIEW, is_open.correlate(_REPORTS).exists())


def _place(order: QueueOrder) -> tuple[ColumnElement[Any], ...]:
    day, number = _REPORTS.c.published, _REPORTS.c.id
    if order is QueueOrder.SOURCE:
        return func.casefold(func.coalesce(_SOURCES.c.name, "")), day, number
    if order is QueueOrder.CONFIDENCE:
        least = select(func.min(_EVENTS.c.confidence)).where(_EVENTS.c.report_id == _REPORTS.c.id).correlate(_REPORTS).scalar_subquery()
        return func.coalesce(least, text("2.0")), day, number
    return day, number
