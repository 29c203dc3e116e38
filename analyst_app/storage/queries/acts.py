"""Which events tell the same act as others."""

from collections import defaultdict
from collections.abc import Collection
from itertools import batched

from sqlalchemy import Connection, select

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


def reason_of(reader: Connection, act_id: int) -> str:
    """Why the preferred event of an act was preferred, as the analyst put it."""
    return reader.scalar(select(_ACTS.c.note).where(_ACTS.c.id == act_id)) or ""
