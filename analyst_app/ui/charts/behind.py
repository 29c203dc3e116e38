"""The events behind what is chosen in a chart: how many they are, and how to ask which. Of a million events no chart carries them along."""

from collections.abc import Callable
from datetime import date

from analyst_app.domain.rows import CountBy, Counts, EventFilter
from analyst_app.services.counts import counted_events
from analyst_app.services.workbench import Workbench
from analyst_app.ui.charts.series import NOT_SAID, REST, ChartData, Panel, Piece

NO_EVENT = frozenset({-1})
"""Ids that no event has: a list that is to be empty."""

type Chosen = tuple[date, str, str]
"""A day, and the side and group of it that are chosen; "" for all."""


def chosen_pieces(data: ChartData | None, chosen: Chosen | None) -> list[tuple[Panel, Piece]]:
    """The pieces of bars that are chosen, each with its panel."""
    if data is None or chosen is None:
        return []
    day, side, group = chosen
    panels = [panel for panel in data.panels if not side or panel.side == side]
    pieces = [(panel, piece) for panel in panels for bar in panel.bars if bar.day == day for piece in bar.pieces]
    return [(panel, piece) for panel, piece in pieces if not group or piece.group == group]


def chosen_number(data: ChartData | None, chosen: Chosen | None) -> int:
    """How many events are behind them."""
    return sum(piece.events for _, piece in chosen_pieces(data, chosen))


def behind(
    workbench: Workbench, answer: Counts | None, data: ChartData | None, *, chosen: Chosen | None, matching: EventFilter
) -> Callable[[], frozenset[int]]:
    """The question for their ids, to be asked on another thread."""
    shown = chosen_pieces(data, chosen)
    if answer is None or data is None or chosen is None or not shown:
        return lambda: NO_EVENT
    named, drawn = {row.group for row in answer.rows}, {piece.group for _, piece in shown}
    groups = (drawn & named) | (named - set(data.groups) if REST in drawn else set())
    actors = None if answer.by is CountBy.ACTOR else {None if panel.side == NOT_SAID else panel.side for panel, _ in shown}
    by, unit, window = answer.by, answer.unit, answer.window
    return lambda: (
        frozenset(
            counted_events(workbench, matching=matching, by=by, unit=unit, window=window, days=[chosen[0]], groups=groups, actors=actors)
        )
        or NO_EVENT
    )
