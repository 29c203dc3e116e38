"""Questions about series of other people's events: which there are, and what they tell of each day."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from analyst_app.domain.counting import LONGEST_COUNTED_SPAN, WindowDay
from analyst_app.domain.external import ExternalSeries, Layout
from analyst_app.storage.tables import ExternalEventRecord, ExternalSeriesRecord, table_of

_SERIES = table_of(ExternalSeriesRecord)
_EVENTS = table_of(ExternalEventRecord)
_LENGTH = func.julianday(_EVENTS.c.date_end) - func.julianday(_EVENTS.c.date_start) + 1
_UNDATED = _LENGTH > LONGEST_COUNTED_SPAN


@dataclass(frozen=True, slots=True)
class ExternalCount:
    """What a series tells of one day, type, party and region: how many acts, in how many lines."""

    day: date
    type: str | None
    actor: str | None
    region: str | None
    number: int
    lines: int


def list_external(reader: Connection) -> tuple[ExternalSeries, ...]:
    """The series by name. Its days are those from the first to the last that some event can count on."""
    query = (
        select(
            *(_SERIES.c[name] for name in ("id", "name", "layout", "file_name", "imported_at", "left_out")),
            func.count(_EVENTS.c.id).label("events"),
            func.count(_EVENTS.c.id).filter(_UNDATED).label("undated"),
            func.min(_EVENTS.c.date_start).filter(~_UNDATED).label("first_day"),
            func.max(_EVENTS.c.date_end).filter(~_UNDATED).label("last_day"),
            (func.count(_EVENTS.c.type) > 0).label("typed"),
            (func.count(_EVENTS.c.actor) > 0).label("sided"),
        )
        .select_from(_SERIES.outerjoin(_EVENTS, _EVENTS.c.series_id == _SERIES.c.id))
        .where(~_SERIES.c.deleted)
        .group_by(_SERIES.c.id)
        .order_by(func.casefold(_SERIES.c.name))
    )
    return tuple(ExternalSeries(number, name, Layout(layout), *others) for number, name, layout, *others in reader.execute(query))


def external_counts(
    reader: Connection, series: int, *, window: WindowDay, first: date | None = None, last: date | None = None
) -> tuple[ExternalCount, ...]:
    """What counts on each day, that of `window` for an event of two; events of more days count on none."""
    day = _EVENTS.c.date_end if window is WindowDay.LAST else _EVENTS.c.date_start
    groups = (day, _EVENTS.c.type, _EVENTS.c.actor, _EVENTS.c.region)
    query = select(*groups, func.sum(_EVENTS.c.number).label("number"), func.count().label("lines"))
    query = query.where(_EVENTS.c.series_id == series, ~_UNDATED).group_by(*groups).order_by(*groups)
    if first is not None:
        query = query.where(day >= first)
    if last is not None:
        query = query.where(day <= last)
    return tuple(ExternalCount(*row) for row in reader.execute(query))
