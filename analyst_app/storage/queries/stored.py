"""Events as they are stored, by their ids, without what they add to which day: what a screen asks after each decision."""

import json
from collections.abc import Collection

from sqlalchemy import Connection

from analyst_app.domain.rows import StoredEvent
from analyst_app.storage.assembly import stored_events


def events_with(reader: Connection, event_ids: Collection[int]) -> tuple[StoredEvent, ...]:
    """The events with these ids that are still there, those of removed reports left out."""
    query = (
        "SELECT event.id FROM event JOIN report ON report.id = event.report_id"
        " WHERE NOT report.deleted AND event.id IN (SELECT value FROM json_each(?)) ORDER BY event.id"
    )
    there = [int(number) for (number,) in reader.exec_driver_sql(query, (json.dumps(sorted(event_ids)),))]
    return tuple(stored_events(reader, there))
