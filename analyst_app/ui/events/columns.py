"""What the events table shows of each event. Pure functions over rows."""

import re

from PySide6.QtGui import QColor

from analyst_app.domain.ontology import Ontology
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventOrder, EventRow
from analyst_app.ui.colours import STATE_MARKS
from analyst_app.ui.models.paged import Column
from analyst_app.ui.theme import Theme
from analyst_app.ui.widgets.filter_bar import STATE_WORDS, STATUS_WORDS

NOTHING = "–"
_THOUSANDS = re.compile(r"(?<=\d)(?=(?:\d{3})+(?!\d))")


def columns(ontology: Ontology, *, brief: bool = False) -> tuple[Column[EventRow], ...]:
    """The columns from left to right; `brief` is for the list below a chart, which has no room to tell the sentence."""
    every: tuple[Column[EventRow], ...] = (
        Column("Date", _days, order=EventOrder.DATE, width=13, explained="The days that the event happened on"),
        Column("Type", lambda row: ontology[row.stored.event.type].label, order=EventOrder.TYPE, width=15),
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
        Column("Actor → target", _parties, order=EventOrder.ACTOR, width=20, explained="Who acts, and whom or what it meets"),
        Column("Status", lambda row: STATUS_WORDS[row.stored.event.status], order=EventOrder.STATUS, width=10),
        Column("Place", _places, order=EventOrder.PLACE, width=17 if brief else 0),
        Column("Source", lambda row: _said(row.source), order=EventOrder.SOURCE, width=20 if not brief else 15),
        Column("State", _state, order=EventOrder.STATE, width=12, tooltip=_state_told, colour=_state_colour),
        Column("Sentence", sentence_of, width=0, tooltip=_told_where),
    )
    left_out = {"Status"} if brief else {"Sentence"}
    return tuple(column for column in every if column.title not in left_out)


def sentence_of(row: EventRow) -> str:
    """The sentence that tells the event; of a report whose text gives none, the words that its fields rest on."""
    return row.sentence or " ".join(row.evidence.split())


def _said(words: str | None) -> str:
    return words or NOTHING


def _days(row: EventRow) -> str:
    span = row.stored.event.date
    if span.start == span.end:
        return span.start.isoformat()
    if (span.start.year, span.start.month) == (span.end.year, span.end.month):
        return f"{span.start.isoformat()}/{span.end.day:02}"
    return f"{span.start.isoformat()}/{span.end.month:02}-{span.end.day:02}"


def _parties(row: EventRow) -> str:
    actor, target = row.stored.event.actor, row.stored.event.target
    return f"{_said(actor)} → {target}" if target else _said(actor)


def _count(row: EventRow) -> str:
    return NOTHING if row.stored.event.count is None else _THOUSANDS.sub(",", str(row.stored.event.count))


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
    if row.revised_by is not None:
        return f"Adds to no day: “{row.revised_by.title}” replaces its report."
    if row.counts_on is None:
        return "Adds to no day: it is no attack, did not happen, spans more than two days, or is part of a total or told by another report."
    return f"Adds {row.counted_attacks} to {row.counts_on.isoformat()}."


def _places(row: EventRow) -> str:
    return ", ".join(place.label for place in row.stored.event.places) or NOTHING


def _shown_revised(row: EventRow) -> bool:
    """A rejected event stays rejected, whatever replaces its report."""
    return row.revised_by is not None and row.stored.state is not ReviewState.REJECTED


def _state_told(row: EventRow) -> str:
    revised = f", revised by “{row.revised_by.title}”" if row.revised_by is not None else ""
    return f"{STATE_WORDS[row.stored.state]}{revised}"


def _state(row: EventRow) -> str:
    linked = " =" if row.stored.act_id is not None else ""
    if _shown_revised(row):
        return f"↷ Revised{linked}"
    return f"{STATE_MARKS[row.stored.state]} {STATE_WORDS[row.stored.state]}{linked}"


def _state_colour(row: EventRow, theme: Theme) -> QColor:
    return theme.colour("muted") if _shown_revised(row) else theme.state_colour(row.stored.state)


def told_by(row: EventRow) -> str:
    """Which report tells an event, and which one replaces that, where one does."""
    parts = [row.report_title, row.source]
    if row.revised_by is not None:
        why = f" ({row.revised_by.reason})" if row.revised_by.reason else ""
        parts.append(f"revised by “{row.revised_by.title}”{why}")
    return ", ".join(part for part in parts if part)


def _told_where(row: EventRow) -> str:
    return f"{sentence_of(row)}\n\n{row.report_title}"
