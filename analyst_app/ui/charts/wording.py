"""The sentences of the charts screen: titles, totals with their units and sides, what is left out, a day or a week in words. Pure."""

from collections.abc import Iterable
from datetime import date

import numpy as np

from analyst_app.domain.counting import Unit, WindowDay
from analyst_app.domain.ontology import EventType, Ontology
from analyst_app.domain.rows import CountBy
from analyst_app.services.charts import (
    EVERY_SIDE,
    OVERLAPPING,
    SIDE_NOT_SAID,
    Chart,
    ChartKind,
    Figure,
    Grid,
    Percentage,
    Pick,
    RateDay,
    Reports,
    Sheet,
    UnusualDay,
    Week,
    not_followed,
    rate_of,
)
from analyst_app.ui.shared_filter import states_in_words

NOBODY = "not said"
"""The counts' own word for a breakdown's group without a value."""
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
UNIT_WORDS = {
    Unit.ATTACKS: "Attacks: acts and munitions, each drone, missile or bomb launched counts as one.",
    Unit.ACTS: "Acts: what reports count as attacks; munitions are left out.",
    Unit.MUNITIONS: "Munitions: drones, missiles, rockets and bombs launched or dropped; acts are left out.",
    Unit.PLACES: "Places hit, where a report counts places; neither acts nor munitions.",
}
RATE_WORDS = "Drones and missiles that reports count as launched, and as shot down."
WHOLE_RATIO = 100
"""A ratio from which on it is said without decimals."""
SOURCES_NAMED = 4
"""Sources that are named; the others are counted."""


def group_label(group: str, *, by: CountBy, ontology: Ontology) -> str:
    """A group as the legend names it."""
    if by is CountBy.TYPE and group in set(EventType):
        return ontology[EventType(group)].label
    if by is CountBy.ACTOR and group == NOBODY:
        return SIDE_NOT_SAID
    return group[:1].upper() + group[1:]


def one_of(unit: Unit, number: float) -> str:
    """The unit's noun for a number of them."""
    if number != 1:
        return unit.value
    return {Unit.ATTACKS: "attack", Unit.ACTS: "act", Unit.MUNITIONS: "munition", Unit.PLACES: "place hit"}[unit]


def side_title(side: str) -> str:
    """What a panel is headed with."""
    return "Each side" if side == EVERY_SIDE else side


def chart_title(chart: Chart) -> str:
    """What a panel's title says after its side."""
    asked = chart.question
    by, unit = BY_WORDS[asked.by], asked.unit.value
    told = states_in_words(asked.matching.states)
    said = {
        ChartKind.DAYS: f"{unit} a day by {by}",
        ChartKind.COMPARE: f"{unit} a day, compared by {by}" if asked.against is None else f"{unit} a day, against {asked.against.value}",
        ChartKind.HEAT: f"{unit} by {by} and day",
        ChartKind.SHARE: f"share of {unit} by {by}",
        ChartKind.RUNNING: f"{unit} so far by {by}",
        ChartKind.WEEKS: f"{unit} by week",
        ChartKind.RATE: "drones and missiles launched, and shot down",
    }[asked.kind]
    return f"{said}, {told}"


def total_words(chart: Chart, *, ontology: Ontology) -> str:
    """The totals of the sides, each with its unit; never their sum. Places overlap, so they have none."""
    if chart.empty or chart.grid is None:
        return "Nothing counts on any day."
    if chart.rates is not None:
        return "   ".join(_rate_total(side, *chart.rates.total(side)) for side in chart.sides[: len(chart.grid.sheets)])
    if chart.comparison is not None:
        return _compared_totals(chart, ontology=ontology)
    by, unit = chart.grid.by, chart.grid.unit
    if by in OVERLAPPING:
        return "Places, regions and directions may tell the same acts, so they are not added up. Totals are in the breakdown by type."
    if by is CountBy.ACTOR:
        totals = zip(chart.grid.groups, chart.grid.sheets[0].best.sum(axis=0).tolist(), strict=True)
        said = {group: f"{group_label(group, by=by, ontology=ontology)}: {number:,} {one_of(unit, number)}." for group, number in totals}
        return "   ".join(said.values())
    return "   ".join(_sheet_total(sheet, chart.grid) for sheet in chart.grid.sheets)


def caveats(chart: Chart) -> str:
    """What one must know beside every total."""
    told, grid = chart.duplicates, chart.grid
    parts = [f"{told:,} possible duplicate{'' if told == 1 else 's'} across reports" if told else "no possible duplicates across reports"]
    if chart.not_counted and chart.question.kind is not ChartKind.RATE:
        parts.append(f"{chart.not_counted:,} attack event{'' if chart.not_counted == 1 else 's'} of these add to no day")
    if chart.question.window is WindowDay.FIRST:
        parts.append("24-hour windows count on their first day")
    if chart.superseded:
        parts.append(f"{chart.superseded:,} attack event{'' if chart.superseded == 1 else 's'} of replaced reports left out")
    if grid is not None and (gaps := int((~grid.covered).sum())):
        parts.append(f"{gaps} day{'' if gaps == 1 else 's'} without a report")
    if chart.earlier and grid is not None:
        parts.append(f"{chart.earlier:,} recalled from before {grid.first}, which no report covers, are left out unless a first day is set")
    several = grid is not None and not chart.question.side and chart.question.by is not CountBy.ACTOR
    if several and grid is not None and (hidden := len(chart.sides) - len(grid.sheets)) > 0:
        parts.append(f"{hidden} more side{'' if hidden == 1 else 's'}: choose them above")
    if chart.rates is not None and chart.rates.unassigned:
        lost = sum(figure.best for figure in chart.rates.unassigned.values())
        parts.append(f"{lost:,} shot down on days when nobody, or several sides, can have launched them are in no rate")
    unit = RATE_WORDS if chart.rates is not None else UNIT_WORDS[chart.question.unit]
    words = "; ".join(parts)
    return f"{unit} {words[:1].upper()}{words[1:]}. {external_words(chart)}".rstrip()


def external_words(chart: Chart) -> str:
    """What one must know of the external series of a comparison; nothing where there is none."""
    if not chart.question.external or chart.question.kind is not ChartKind.COMPARE or chart.question.against is not None:
        return ""
    parts = []
    if chart.comparison is not None and any(series.external for series in chart.comparison.series):
        parts.append(
            "External series are other people's events: a line each, or the number that its line gives; none is among your own."
            " They are shown only on the days of your own events, from the first to the last."
        )
    if chart.aside:
        parts.append(f"Not shown, as it says too little for this comparison: {listed(chart.aside)}.")
    if ignored := not_followed(chart.question.matching):
        parts.append(f"External series do not follow the filter's {listed(ignored)}.")
    return " ".join(parts)


def amount_words(*, low: int, best: int, high: int | None, unit: str = "") -> str:
    """A count with its bounds, as a reader would say it: "at least 16 attacks", "16 attacks (10 to 20)"."""
    counted = f"{best:,} {unit}".strip()
    if high is None:
        return f"at least {counted}" if low == best else f"{counted} ({low:,} or more)"
    return counted if low == best == high else f"{counted} ({low:,} to {high:,})"


def figure_words(figure: Figure, unit: str = "") -> str:
    """A figure with its bounds."""
    return amount_words(low=figure.low, best=figure.best, high=figure.high, unit=unit)


def day_words(chart: Chart, sheet: Sheet, at: int, *, ontology: Ontology) -> str:
    """A day of a side in words: every group with its bounds, the sum where there is one, what is told of the day."""
    grid = chart.grid
    assert grid is not None
    day, unit = grid.days[at], grid.unit
    lines = [f"{day.isoformat()} · {side_title(sheet.side)}"]
    none = _zeros_told(grid, sheet.side, day, ontology)
    shown = [g for g in range(len(grid.groups)) if sheet.events[at, g]]
    if not shown:
        return "\n".join([*lines, *_nothing_told(grid, sheet.side, at, ontology)])
    for g in reversed(shown):
        label = group_label(grid.groups[g], by=grid.by, ontology=ontology)
        lines.append(f"{label}: {_cell(sheet, at, g, one_of(unit, int(sheet.best[at, g])))}")
    if len(shown) > 1 and grid.by not in OVERLAPPING and grid.by is not CountBy.ACTOR:
        low, high, is_open = (column[at] for column in sheet.bounds())
        best = int(sheet.daily[at])
        lines.append(f"together: {amount_words(low=int(low), best=best, high=None if is_open else int(high), unit=one_of(unit, best))}")
    doubtful, revised = int(sheet.doubtful[at].sum()), int(sheet.revised[at].sum())
    if doubtful:
        lines.append(f"{doubtful} of {int(sheet.events[at].sum())} events may be told twice")
    if revised:
        lines.append(f"{revised} event{'' if revised == 1 else 's'} corrected, revised by a later report, or chosen over another figure")
    return "\n".join(lines + none)


def unusual_words(found: UnusualDay, *, unit: Unit, by: CountBy, ontology: Ontology) -> str:
    """Why a day is marked, in words."""
    how = "more" if found.above else "fewer"
    away = abs(found.count - found.usual)
    weekday = (
        f"{found.day:%A}s lay {abs(found.weekday):,.0f} {'above' if found.weekday > 0 else 'below'} it" if round(found.weekday) else ""
    )
    usual = f"the median of the {found.compared} reported days of the four weeks before is {found.level:,.0f}"
    words = (
        f"Unusual: {found.count:,} {one_of(unit, found.count)}, {how} than the {found.usual:,.0f} to be expected"
        f" ({usual}{', and ' + weekday if weekday else ''}). It is {away:,.0f} away, {found.times:.1f} times the usual variation of"
        f" {found.variation:,.0f}; a day is marked from 3.5 times on."
    )
    if found.group is None:
        return words
    label = group_label(found.group, by=by, ontology=ontology)
    return f"{words} Most of it: {label}, {found.group_count:,} where {found.group_level:,.0f} were usual."


def mark_words(found: UnusualDay) -> str:
    """The mark of a day in a few words."""
    return f"unusually {'many' if found.above else 'few'}: {found.usual:,.0f} were to be expected (U says why)"


def change_words(change: Percentage) -> str:
    """A change in per cent with its class, or why there is none."""
    if change.value is None:
        return f"no percentage: {change.why_not}"
    return f"{change.value:+,.0f} %, {change.change}"


def change_sign(change: Percentage) -> str:
    """The change as it stands above a bar."""
    if change.value is None:
        return "–"
    return f"{change.value:+,.0f} %" if round(change.value) else "±0 %"


def week_words(week: Week, *, unit: Unit) -> str:
    """A week in words."""
    amount = amount_words(low=week.low, best=week.best, high=week.high, unit=one_of(unit, week.best))
    lines = [f"{week.first.isoformat()} to {week.last.isoformat()} · {week.side}", f"{amount}; {week.covered} of 7 days reported"]
    if week.before is not None:
        lines.append(f"week before: {week.before:,}; {change_words(week.of_before)}")
    if week.mean_of_four is not None:
        lines.append(f"mean of the four weeks before: {week.mean_of_four:,.1f}; {change_words(week.of_four)}")
    if week.doubtful:
        lines.append(f"{week.doubtful} of {week.events} events may be told twice")
    return "\n".join(lines)


def rate_words(day: RateDay) -> str:
    """A day's launches and what was shot down."""
    lines = [
        f"{day.day.isoformat()} · launched by {day.side}",
        f"launched: {figure_words(day.launched)}",
        f"shot down: {figure_words(day.down)}",
    ]
    if day.rate is not None:
        lines.append(f"rate: {100 * day.rate:.0f} %")
    elif day.launched.best:
        lines.append("no rate: more told shot down than launched")
    return "\n".join(lines)


def reports_words(reports: Reports) -> str:
    """The reports behind something, with their sources."""
    if not reports.number:
        return "no report"
    named = [name if number == 1 else f"{name} ({number})" for name, number in reports.sources[:SOURCES_NAMED]]
    more = len(reports.sources) - SOURCES_NAMED
    return (
        f"{reports.number} report{'' if reports.number == 1 else 's'}: {', '.join(named)}{f' and {more} more sources' if more > 0 else ''}"
    )


def stops_of(chart: Chart | None) -> list[tuple[date, date]]:
    """What can be chosen one after the other: the days on which something counts, or the weeks; first and last day of each."""
    grid = None if chart is None else chart.grid
    if chart is None or grid is None:
        return []
    if chart.weeks:
        return sorted({(week.first, week.last) for week in chart.weeks})
    if chart.rates is not None:
        return sorted({(day.day, day.day) for day in chart.rates.days})
    counted = np.logical_or.reduce([sheet.events.any(axis=1) for sheet in grid.sheets]).tolist() if grid.sheets else []
    return [(day, day) for day, there in zip(grid.days, counted, strict=False) if there]


def listed(names: Iterable[str]) -> str:
    """Names one after another."""
    return ", ".join(names)


def _nothing_told(grid: Grid, side: str, at: int, ontology: Ontology) -> list[str]:
    told = f"no {grid.unit.value} counted" if grid.covered[at] else "no report of this day"
    return [told, *_zeros_told(grid, side, grid.days[at], ontology)]


def _zeros_told(grid: Grid, side: str, day: date, ontology: Ontology) -> list[str]:
    return [f"reported: no {ontology[kind].plural.lower()}" for kind in grid.zeros_of(day, side)]


def _cell(sheet: Sheet, at: int, g: int, unit: str) -> str:
    high = None if sheet.is_open[at, g] else int(sheet.high[at, g])
    return amount_words(low=int(sheet.low[at, g]), best=int(sheet.best[at, g]), high=high, unit=unit)


def _sheet_total(sheet: Sheet, grid: Grid) -> str:
    days = int(sheet.events.any(axis=1).sum())
    high = None if sheet.is_open.any() else int(sheet.high.sum())
    amount = amount_words(low=int(sheet.low.sum()), best=sheet.total, high=high, unit=one_of(grid.unit, sheet.total))
    return f"{sheet.side}: {amount} on {days:,} day{'' if days == 1 else 's'}."


def _rate_total(side: str, launched: Figure, down: Figure) -> str:
    rate = rate_of(launched.best, down.best)
    said = "" if rate is None else f", {100 * rate:.0f} %"
    return f"{side} launched {figure_words(launched, 'munitions')}; shot down {figure_words(down)}{said}."


def _compared_totals(chart: Chart, *, ontology: Ontology) -> str:
    compared, unit = chart.comparison, chart.question.unit
    if compared is None or not compared.series:
        return "Choose at least two series to compare."
    said = [
        f"{series_label(chart, n, ontology=ontology)}: {one.total:,} {one_of(unit, one.total)}." for n, one in enumerate(compared.series)
    ]
    for n, other in enumerate(compared.series[1:], start=1):
        mine, theirs, days = compared.common(other)
        first, second = (series_label(chart, k, ontology=ontology) for k in (0, n))
        lies = f"{abs(mine - theirs):,} {'more' if mine >= theirs else 'fewer'}" if mine != theirs else "as many"
        ratio = f", {_ratio(mine / theirs)} times" if theirs else ""
        both = "1 day that both cover" if days == 1 else f"{days:,} days that both cover"
        said.append(f"On the {both}: {first} {lies} {'as' if mine == theirs else 'than'} {second}{ratio}.")
    side = "" if chart.question.by is CountBy.ACTOR and chart.question.against is None else f"{compared.series[0].side}.   "
    return side + "   ".join(said)


def _ratio(ratio: float) -> str:
    """Decimals of a ratio in the hundreds would be more exact than any count."""
    return f"{ratio:,.0f}" if ratio >= WHOLE_RATIO else f"{ratio:.2f}"


def series_label(chart: Chart, position: int, *, ontology: Ontology) -> str:
    """A series as the legend names it."""
    assert chart.comparison is not None
    series, by = chart.comparison.series[position], chart.question.by
    if chart.comparison.aligned:
        return series.name
    group = group_label(series.group, by=by, ontology=ontology) if series.group else ""
    if series.external:
        return f"{f'{group}, ' if group else ''}{series.name} (external)"
    return group or "Your events"


def pick_words(chart: Chart, pick: Pick, *, ontology: Ontology) -> str:
    """What is chosen, in words: the heading of the list below the chart."""
    grid = chart.grid
    if grid is None:
        return ""
    if chart.rates is not None:
        return "\n".join(rate_words(day) for day in chart.rates.days if day.day == pick.first and day.side == (pick.side or day.side))
    if chart.weeks and pick.first != pick.last:
        return "\n".join(
            week_words(week, unit=grid.unit) for week in chart.weeks if week.first == pick.first and week.side == (pick.side or week.side)
        )
    when = pick.first.isoformat() if pick.first == pick.last else f"{pick.first.isoformat()} to {pick.last.isoformat()}"
    group = "" if pick.group is None else f" · {group_label(pick.group, by=grid.by, ontology=ontology)}"
    first, last = grid.place_of(pick.first), grid.place_of(pick.last)
    sheets = [sheet for sheet in grid.sheets if sheet.side == (pick.side or sheet.side)]
    if first is None or last is None:
        return f"{when}{group}"
    lines = []
    for sheet in sheets:
        rows, chosen = slice(first, last + 1), slice(None)
        if pick.group in grid.groups:
            place = grid.groups.index(pick.group or "")
            chosen = slice(place, place + 1)
        low, best, high, is_open, events = (
            column[rows, chosen] for column in (sheet.low, sheet.best, sheet.high, sheet.is_open, sheet.events)
        )
        number = int(best.sum())
        told = int(events.sum())
        summed = grid.by is not CountBy.ACTOR and grid.by not in OVERLAPPING
        if pick.group is None and not summed:
            amount = f"{told:,} event{'' if told == 1 else 's'}"
        else:
            bound = None if is_open.any() else int(high.sum())
            amount = amount_words(low=int(low.sum()), best=number, high=bound, unit=one_of(grid.unit, number))
            amount += f" in {told:,} event{'' if told == 1 else 's'}"
        if not told and first == last:
            amount = "; ".join(_nothing_told(grid, sheet.side, first, ontology))
        lines.append(f"{when} · {side_title(sheet.side)}{group}: {amount}.")
        lines += [
            unusual_words(found, unit=grid.unit, by=grid.by, ontology=ontology)
            for found in chart.unusual
            if found.day == pick.first == pick.last and found.side == sheet.side
        ]
    return "\n".join(lines)
