"""What the events table says of each event."""

from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter
from analyst_app.services import events, review, superseding
from analyst_app.ui.events.columns import columns


def test_a_rejected_event_of_a_replaced_report_stays_rejected(workbench, two_reports):
    earlier, later = two_reports
    first, second, *_ = review.open_report(workbench, report_id=earlier).events
    review.reject_events(workbench, event_ids=[first.id])
    review.accept_events(workbench, event_ids=[second.id])
    superseding.supersede(workbench, report_ids=[earlier], by=later)
    (state,) = [column for column in columns(workbench.ontology) if column.title == "State"]
    rows = {row.stored.id: row for row in events.list_events(workbench, matching=EventFilter(states=frozenset(ReviewState), current=False))}
    assert state.text(rows[first.id]) == "✗ Rejected"
    assert state.tooltip(rows[first.id]).startswith("Rejected, revised by “")
    assert state.text(rows[second.id]) == "↷ Revised"
    assert state.tooltip(rows[second.id]).startswith("Confirmed, revised by “")
