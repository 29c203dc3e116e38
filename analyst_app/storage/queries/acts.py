"""Which events tell the same act as others."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from itertools import batched

from sqlalchemy import Connection, select

from analyst_app.domain.ontology import EventType
from analyst_app.domain.review import ReviewState
from analyst_app.storage.assembly import CHUNK
from analyst_app.storage.tables import ActRecord, EventRecord, ReportRecord, table_of

_EVENTS, _REPORTS, _ACTS = table_of(EventRecord), table_of(ReportRecord), table_of(ActRecord)


def members_of(reader: Connection, acts: Collection[int]) -> dict[int, list[int]]:
    """The events of each of these acts, those of removed reports left out."""
    found: dict[int, list[int]] = defaultdict(list)
    joined = _EVENTS.join(_REPORTS, _REPORTS.c.id == _EVENTS.c.report_id)
    query = select(_EVENTS.c.act_id, _EVENTS.c.id).select_from(joined).where(~_REPORTS.c.deleted).order_by(_EVENTS.c.id)
    for chunk in batched(sorted(acts), CHUNK):
        for act_id, event_id in reader.execute(query.where(_EVENTS.c.act_id.in_(chunk))):
            found[act_id].append(event_id)
    return found


def attacks_of(reader: Connection, *, report_id: int) -> list[tuple[int, int | None, date]]:
    """Id, act and last day of a report's attacks that are not rejected; none where the report has gone."""
    query = (
        select(_EVENTS.c.id, _EVENTS.c.act_id, _EVENTS.c.date_end)
        .select_from(_EVENTS.join(_REPORTS, _REPORTS.c.id == _EVENTS.c.report_id))
        .where(_EVENTS.c.report_id == report_id, ~_REPORTS.c.deleted, _EVENTS.c.state != ReviewState.REJECTED.value)
        .where(_EVENTS.c.type.in_([kind.value for kind in EventType if kind.is_attack]))
    )
    return [(row.id, row.act_id, row.date_end) for row in reader.execute(query)]


def reason_of(reader: Connection, act_id: int) -> str:
    """Why the preferred event of an act was preferred, as the analyst put it."""
    return reader.scalar(select(_ACTS.c.note).where(_ACTS.c.id == act_id)) or ""
