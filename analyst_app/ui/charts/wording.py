"""The sentences of the charts screen: titles, totals with their units and sides, what is left out. Pure."""

from collections.abc import Iterable
from datetime import date

from analyst_app.domain.rows import CountBy, Counts
from analyst_app.ui.charts.series import NOBODY, NOT_SAID, ChartData, Panel

BY_WORDS = {
    CountBy.TYPE: "type",
    CountBy.PLACE: "place",
    CountBy.REGION: "region",
    CountBy.DIRECTION: "direction",
    CountBy.SETTLEMENT: "settlement",
    CountBy.ACTOR: "side",
    CountBy.STATUS: "status",
    CountBy.SOURCE: "source",
    CountBy.STATE: "state of review",
}
OVERLAPPING = frozenset({CountBy.PLACE, CountBy.REGION, CountBy.DIRECTION, CountBy.SETTLEMENT})
UNITS = "Acts; each drone, missile or bomb launched counts as one act."


def chart_title(by: CountBy, *, proposals: bool) -> str:
    """What a panel's title says after its side."""
    return f"attacks a day by {BY_WORDS[by]}, {'confirmed and proposed' if proposals else 'confirmed events'}"


def total_words(data: ChartData, *, by: CountBy = CountBy.TYPE) -> str:
    """The totals of the panels, each with its side; never their sum. Places overlap, so they have none."""
    if not any(panel.bars for panel in data.panels):
        return "Nothing counts on any day."
    if by in OVERLAPPING:
        return "Places are not added up: an attack told of a place may also be in a total told without one."
    return "   ".join(_panel_total(panel) for panel in data.panels if panel.side is not None) or _each_group(data)


def caveats(counts: Counts, data: ChartData) -> str:
    """What one must know beside every total."""
    told = counts.duplicates
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


def amount_words(*, low: int, best: int, high: int | None, unit: str = "") -> str:
    """A count with its bounds, as a reader would say it: "at least 16 attacks", "16 attacks (10 to 20)"."""
    counted = f"{best:,} {unit}".strip()
    if high is None:
        return f"at least {counted}" if low == best else f"{counted} ({low:,} or more)"
    return counted if low == best == high else f"{counted} ({low:,} to {high:,})"


def days_of(panels: Iterable[Panel]) -> list[date]:
    """Every day that has a bar, in order."""
    return sorted({bar.day for panel in panels for bar in panel.bars})


def _panel_total(panel: Panel) -> str:
    days = len(panel.bars)
    attacks = amount_words(
        low=sum(bar.low for bar in panel.bars),
        best=panel.total,
        high=None if any(bar.high is None for bar in panel.bars) else sum(bar.high or 0 for bar in panel.bars),
        unit="attacks",
    )
    return f"{panel.title}: {attacks} on {days} day{'' if days == 1 else 's'}."


def _each_group(data: ChartData) -> str:
    totals: dict[str, int] = {}
    for panel in data.panels:
        for bar in panel.bars:
            for piece in bar.pieces:
                totals[piece.group] = totals.get(piece.group, 0) + piece.best
    labels = {NOBODY: NOT_SAID}
    return "   ".join(f"{labels.get(group, group)}: {totals[group]:,} attacks." for group in data.groups if group in totals)
