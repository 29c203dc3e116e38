"""Questions to the database, answered as the frozen rows of `domain.rows`; nothing here writes, and no mapped object leaves.

Each takes what `Database.reading` gives (or a unit of work's `reader`) and leaves deleted reports out.
"""

from analyst_app.storage.bulk import report_called, same_text
from analyst_app.storage.queries.entities import get_entity, report_entities, report_text
from analyst_app.storage.queries.events import get_event, rows_of
from analyst_app.storage.queries.flat import flat_events
from analyst_app.storage.queries.library import (
    events_decided_by,
    journal_tail,
    known_analysts,
    last_command,
    review_progress,
    source_names,
)
from analyst_app.storage.queries.likeness import lookalikes
from analyst_app.storage.queries.reports import (
    count_reports,
    detail_of,
    filtered_progress,
    get_report,
    list_reports,
    report_detail,
    report_events,
    report_state,
)
from analyst_app.storage.queries.sources import days_of_regular_sources, last_day, list_sources
from analyst_app.storage.renewal import outdated_reports, renewal_of, report_to_read
from analyst_app.storage.report_files import files_in

__all__ = [
    "count_reports",
    "days_of_regular_sources",
    "detail_of",
    "events_decided_by",
    "files_in",
    "filtered_progress",
    "flat_events",
    "get_entity",
    "get_event",
    "get_report",
    "journal_tail",
    "known_analysts",
    "last_command",
    "last_day",
    "list_reports",
    "list_sources",
    "lookalikes",
    "outdated_reports",
    "renewal_of",
    "report_called",
    "report_detail",
    "report_entities",
    "report_events",
    "report_state",
    "report_text",
    "report_to_read",
    "review_progress",
    "rows_of",
    "same_text",
    "source_names",
]
