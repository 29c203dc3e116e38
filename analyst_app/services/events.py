"""Questions about events over all reports."""

from analyst_app.domain.rows import EventFilter, EventOrder, EventRow, FilterChoices
from analyst_app.services.workbench import Workbench
from analyst_app.storage import queries


def list_events(
    workbench: Workbench,
    *,
    matching: EventFilter | None = None,
    order: EventOrder = EventOrder.DATE,
    descending: bool = True,
    limit: int = 200,
    offset: int = 0,
) -> tuple[EventRow, ...]:
    """One page of the events that pass the filter, each with what it adds to which day."""
    with workbench.database.reading() as session:
        return queries.list_events(
            session, matching=matching or EventFilter(), order=order, descending=descending, limit=limit, offset=offset
        )


def count_events(workbench: Workbench, *, matching: EventFilter | None = None) -> int:
    """How many events pass the filter."""
    with workbench.database.reading() as session:
        return queries.count_events(session, matching=matching or EventFilter())


def filter_choices(workbench: Workbench) -> FilterChoices:
    """What the filters can offer."""
    with workbench.database.reading() as session:
        return queries.filter_choices(session)
