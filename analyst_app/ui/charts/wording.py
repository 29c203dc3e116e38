"""The sentences of the charts screen: titles, totals with their units and sides, what is left out. Pure."""

from collections.abc import Iterable
from datetime import date

from analyst_app.domain.rows import CountBy, Counts
from analyst_app.ui.charts.series import NOBODY, NOT_SAID, ChartData, DayBar, Panel

BY_WORDS = {CountBy.TYPE: "type", CountBy.PLACE: "place", CountBy.ACTOR: "side", CountBy.STATUS: "status", CountBy.SOURCE: "source"}
UNITS = "Acts; each drone, missile or bomb launched counts as one act."


def chart_title(by: CountBy, *, proposals: bool) -> str:
    """What a panel's title says after its side."""
    return f"attacks a day by {BY_WORDS[by]}, {'confirmed and proposed' if proposals else 'confirmed events'}"


def total_words(data: ChartData, *, by: CountBy = CountBy.TYPE) -> str:
    """The totals of the panels, each with its side; never their sum. Places overlap, so they have none."""
    if not any(panel.bars for panel in data.panels):
        return "Nothing counts on any day."
    if by is CountBy.PLACE:
        return "Places are not added up: an attack told of a place may also be in a total told without one."
    return "   ".join(_panel_total(panel) for panel in data.panels if panel.side is not None) or _each_group(data)


def caveats(counts: Counts, data: ChartData) -> str:
    """What one must know beside every total."""
    told = len(counts.duplicates)
    parts = [f"{told} possible duplicate{'' if told == 1 else 's'} across reports" if told else "no possible duplicates across reports"]
    if counts.not_counted:
        parts.append(f"{counts.not_counted} attack event{'' if counts.not_counted == 1 else 's'} of these add to no day")
    if data.hidden_sides:
        parts.append(f"{data.hidden_sides} more side{'' if data.hidden_sides == 1 else 's'}: choose them above")
    return f"{UNITS} {'; '.join(parts)[:1].upper()}{'; '.join(parts)[1:]}."


def day_words(day: date, panel: Panel | None, shown: int) -> str:
    """The heading of the list below the chart."""
    side = f", {panel.title}" if panel is not None and panel.side is not None else ""
    return f"{day.isoformat()}{side}: {shown} event{'' if shown == 1 else 's'} counted"


def days_of(panels: Iterable[Panel]) -> list[date]:
    """Every day that has a bar, in order."""
    return sorted({bar.day for panel in panels for bar in panel.bars})


def _panel_total(panel: Panel) -> str:
    days = len(panel.bars)
    return f"{panel.title}: {panel.total:,} attacks{_range(panel.bars)} on {days} day{'' if days == 1 else 's'}."


def _range(bars: tuple[DayBar, ...]) -> str:
    low, best = sum(bar.low for bar in bars), sum(bar.best for bar in bars)
    if any(bar.high is None for bar in bars):
        return f" ({low:,} or more)"
    high = sum(bar.high or 0 for bar in bars)
    return "" if low == best == high else f" ({low:,} to {high:,})"


def _each_group(data: ChartData) -> str:
    totals: dict[str, int] = {}
    for panel in data.panels:
        for bar in panel.bars:
            for piece in bar.pieces:
                totals[piece.group] = totals.get(piece.group, 0) + piece.best
    labels = {NOBODY: NOT_SAID}
    return "   ".join(f"{labels.get(group, group)}: {totals[group]:,} attacks." for group in data.groups if group in totals)
