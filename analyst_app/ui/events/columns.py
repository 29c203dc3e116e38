"""What the events table shows of each event. Pure functions over rows."""

from PySide6.QtGui import QColor

from analyst_app.domain.ontology import Ontology
from analyst_app.domain.rows import EventOrder, EventRow
from analyst_app.ui.colours import STATE_MARKS
from analyst_app.ui.models.paged import Column
from analyst_app.ui.theme import Theme
from analyst_app.ui.widgets.filter_bar import STATE_WORDS, STATUS_WORDS

NOTHING = "–"


def columns(ontology: Ontology, *, brief: bool = False) -> tuple[Column[EventRow], ...]:
    """The columns from left to right; `brief` leaves out what the chart above the table says already."""
    every: tuple[Column[EventRow], ...] = (
        Column("Date", _days, order=EventOrder.DATE, width=13, explained="The days that the event happened on"),
        Column("Type", lambda row: ontology[row.stored.event.type].label, order=EventOrder.TYPE, width=16),
        Column(
            "Count",
            _count,
            order=EventOrder.COUNT,
            width=7,
            number=True,
            tooltip=_count_explained,
            explained="As the report gives it: 16+ is at least 16",
        ),
        Column("Adds", _adds, width=5, number=True, tooltip=_adds_explained, explained="What the event adds to the daily attack count"),
        Column("Actor", lambda row: _said(row.stored.event.actor), order=EventOrder.ACTOR, width=14),
        Column("Target", lambda row: _said(row.stored.event.target), width=16),
        Column("Status", lambda row: STATUS_WORDS[row.stored.event.status], order=EventOrder.STATUS, width=11),
        Column("Place", _places, order=EventOrder.PLACE, width=20),
        Column("Source", lambda row: _said(row.source), order=EventOrder.SOURCE, width=18),
        Column("State", _state, order=EventOrder.STATE, width=13, colour=_state_colour),
        Column("Words", lambda row: " ".join(row.evidence.split()), width=0, tooltip=_told_where),
    )
    return tuple(column for column in every if not brief or column.title not in {"Target", "Status"})


def _said(words: str | None) -> str:
    return words or NOTHING


def _days(row: EventRow) -> str:
    span = row.stored.event.date
    if span.start == span.end:
        return span.start.isoformat()
    if (span.start.year, span.start.month) == (span.end.year, span.end.month):
        return f"{span.start.isoformat()}/{span.end.day:02}"
    return f"{span.start.isoformat()}/{span.end.month:02}-{span.end.day:02}"


def _count(row: EventRow) -> str:
    return NOTHING if row.stored.event.count is None else str(row.stored.event.count)


def _count_explained(row: EventRow) -> str:
    count = row.stored.event.count
    if count is None:
        return "The report gives no number."
    return f"low {_bound(count.low)}, best {count.best}, high {_bound(count.high)}"


def _bound(number: int | None) -> str:
    return "not said" if number is None else str(number)


def _adds(row: EventRow) -> str:
    return NOTHING if row.counts_on is None else str(row.counted_attacks)


def _adds_explained(row: EventRow) -> str:
    if row.counts_on is None:
        return "Adds to no day: it is no attack, did not happen, spans more than two days, or is part of a total or told by another report."
    return f"Adds {row.counted_attacks} to {row.counts_on.isoformat()}."


def _places(row: EventRow) -> str:
    return ", ".join(place.label for place in row.stored.event.places) or NOTHING


def _state(row: EventRow) -> str:
    linked = " =" if row.stored.act_id is not None else ""
    return f"{STATE_MARKS[row.stored.state]} {STATE_WORDS[row.stored.state]}{linked}"


def _state_colour(row: EventRow, theme: Theme) -> QColor:
    return theme.state_colour(row.stored.state)


def _told_where(row: EventRow) -> str:
    return f"{' '.join(row.evidence.split())}\n\n{row.report_title}"
