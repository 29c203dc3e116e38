"""Questions about events over all reports."""

from analyst_app.analysis import choices
from analyst_app.analysis.paging import count_of, page_of
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
    """One page of the events that pass the filter, each with what it adds to which day.

    That is reckoned among all events in the review states of the filter (rejected ones never count), whatever else it asks for:
    a part stays a part when its whole is filtered out of sight.
    """
    chosen = matching or EventFilter()
    picture = workbench.ledger.picture(workbench.database)
    with workbench.database.reading() as reader:
        ids = page_of(picture, reader, matching=chosen, order=order, descending=descending, limit=limit, offset=offset)
        return queries.rows_of(reader, ids, states=chosen.states, window=picture.window)


def count_events(workbench: Workbench, *, matching: EventFilter | None = None) -> int:
    """How many events pass the filter."""
    picture = workbench.ledger.picture(workbench.database)
    with workbench.database.reading() as reader:
        return count_of(picture, reader, matching or EventFilter())


def filter_choices(workbench: Workbench) -> FilterChoices:
    """What the filters can offer."""
    picture = workbench.ledger.picture(workbench.database)
    with workbench.database.reading() as reader:
        return choices.filter_choices(picture, reader)
