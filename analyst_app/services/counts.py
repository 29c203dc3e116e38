"""Daily attack counts, for charts, tables and the command line: one answer for all of them."""

from dataclasses import replace

from analyst_app.analysis.counts import count_days
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import CountBy, Counts, EventFilter
from analyst_app.services.workbench import Workbench
from analyst_app.storage import queries


def daily_counts(workbench: Workbench, *, matching: EventFilter | None = None, by: CountBy = CountBy.TYPE) -> Counts:
    """Count by day; of confirmed events unless the filter names other states."""
    chosen = matching or EventFilter()
    if not chosen.states:
        chosen = replace(chosen, states=frozenset({ReviewState.CONFIRMED}))
    with workbench.database.reading() as session:
        rows = queries.countable_events(session, states=chosen.states)
        days = queries.reported_days(session)
    return count_days(rows, matching=chosen, by=by, reported_days=days)
