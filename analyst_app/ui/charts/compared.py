"""Drawings that hold one thing against another: series and periods, weeks, what was launched and what of it was shot down."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import numpy as np
from PySide6.QtCore import QPointF

from analyst_app.domain.ontology import EventType, Ontology
from analyst_app.domain.rows import CountBy
from analyst_app.services.charts import Chart, Column, Comparison, Pick, RateDay, Series, Week, rate_of
from analyst_app.ui.charts.axis import day_at
from analyst_app.ui.charts.legend import GAP_SIGN, RANGE_SIGN, Entry
from analyst_app.ui.charts.lines import DayLines, Line
from analyst_app.ui.charts.look import LineStyle, Look
from analyst_app.ui.charts.panels import OWN_SCALE, Panel, Picture, own_scales
from analyst_app.ui.charts.plain_bars import LaunchBars, WeekBars
from analyst_app.ui.charts.wording import amount_words, change_sign, chart_title, one_of, rate_words, series_label, week_words

HEADROOM = 1.12
RATE_WEEK = 7


def compared_picture(chart: Chart, look: Look, ontology: Ontology, *, beside: bool) -> Picture:
    """Series over each other, or beside each other in panels of one scale; below them difference and ratio to the first."""
    compared = chart.comparison
    if compared is None or not compared.series:
        return Picture([])
    names = [series_label(chart, n, ontology=ontology) for n in range(len(compared.series))]
    side = "" if chart.question.by is CountBy.ACTOR and not compared.aligned else f"{compared.series[0].side}: "
    top = max(1.0, *(float(np.where(s.is_open, s.best, np.maximum(s.best, s.high)).max(initial=1)) for s in compared.series)) * HEADROOM
    groups = [[n] for n in range(len(names))] if beside else [list(range(len(names)))]
    panels = [
        _lines_panel(chart, shown, names, title=f"{side}{names[shown[0]] if beside else chart_title(chart)}", top=top, look=look)
        for shown in groups
    ]
    if len(compared.series) > 1:
        panels += [_difference_panel(chart, names, look), _ratio_panel(chart, names, look)]
    entries = [Entry(name, line=_style(compared.series[n], look, n)) for n, name in enumerate(names)]
    entries.append(Entry("thick: mean of 7 days; thin: each day; band: low to high"))
    if not all(series.covered.all() for series in compared.series):
        entries.append(Entry("no report", sign=GAP_SIGN))
    first = compared.series[0].first
    return Picture(panels, entries, first, first + timedelta(days=len(compared.series[0].best) - 1))


def _lines_panel(chart: Chart, shown: Sequence[int], names: Sequence[str], *, title: str, top: float, look: Look) -> Panel:
    compared = _comparison(chart)
    series = [compared.series[n] for n in shown]
    lines = [_line(one, look, n) for one, n in zip(series, shown, strict=True)]
    covered = np.logical_or.reduce([one.covered for one in series])
    item = DayLines(lines, first=compared.series[0].first, look=look, low=0, top=top, covered=covered)

    def words(place: QPointF) -> str:
        at = (day_at(place.x()) - compared.series[0].first).days
        if not 0 <= at < len(series[0].best):
            return ""
        head = f"day {at + 1}" if compared.aligned else day_at(place.x()).isoformat()
        return "\n".join([head, *(f"{names[n]}: {_series_words(chart, one, at)}" for one, n in zip(series, shown, strict=True))])

    def pick(place: QPointF) -> Pick | None:
        at = (day_at(place.x()) - compared.series[0].first).days
        if not 0 <= at < len(series[0].best):
            return None
        own = [one for one in series if not one.external]
        if not own:
            return None
        nearest = min(own, key=lambda one: abs(float(one.best[at]) - place.y()))
        day = nearest.first + timedelta(days=at)
        return Pick(day, day, nearest.side or None, nearest.group or None)

    return Panel(title, f"{chart.question.unit.value} a day", [item], 0, top, words, pick, weight=4)


def _style(series: Series, look: Look, n: int) -> LineStyle:
    return look.external_style(n) if series.external else look.line_style(n)


def _line(series: Series, look: Look, n: int) -> Line:
    known = series.covered
    daily = np.where(known, series.best.astype(float), np.nan)
    mean = series.mean
    high = np.where(series.is_open, np.maximum(series.best, series.low), np.maximum(series.high, series.best)).astype(float)
    low = np.where(known, series.low.astype(float), np.nan)
    if np.isnan(mean).all():
        return Line(daily, _style(series, look, n), low, np.where(known, high, np.nan))
    return Line(mean, _style(series, look, n), low, np.where(known, high, np.nan), faint=daily)


def _series_words(chart: Chart, series: Series, at: int) -> str:
    day = f" ({series.first + timedelta(days=at)})" if _comparison(chart).aligned else ""
    if not series.covered[at]:
        return f"no report{day}"
    high = None if series.is_open[at] else int(series.high[at])
    best = int(series.best[at])
    mean = series.mean[at]
    told = "" if np.isnan(mean) else f", mean of 7 days {mean:,.1f}"
    doubtful = f", {int(series.doubtful[at])} events may be told twice" if series.doubtful[at] else ""
    return f"{amount_words(low=int(series.low[at]), best=best, high=high, unit=one_of(chart.question.unit, best))}{told}{doubtful}{day}"


def _difference_panel(chart: Chart, names: Sequence[str], look: Look) -> Panel:
    compared, others = _comparison(chart), _comparison(chart).series[1:]
    columns = [compared.differences(other) for other in others]
    reach = max(1.0, *(float(np.nanmax(np.abs(c), initial=1.0)) for c in columns)) * HEADROOM
    title = f"Difference: {names[0]} less {names[1] if len(others) == 1 else 'each other'}"
    panel = _against_panel(chart, columns, names, look, low=-reach, top=reach, level=0, said=lambda v: f"{v:+,.0f}")
    panel.title, panel.unit = title, chart.question.unit.value
    return panel


def _ratio_panel(chart: Chart, names: Sequence[str], look: Look) -> Panel:
    compared, others = _comparison(chart), _comparison(chart).series[1:]
    columns = [compared.ratios(other) for other in others]
    top = max(2.0, *(float(np.nanmax(c, initial=1.0)) for c in columns)) * HEADROOM
    title = f"Ratio: {names[0]} over {names[1] if len(others) == 1 else 'each other'}, by means of 7 days"
    panel = _against_panel(chart, columns, names, look, low=0, top=top, level=1, said=lambda v: f"{v:,.2f} times")
    panel.title, panel.unit, panel.whole = title, "times", False
    return panel


def _against_panel(
    chart: Chart,
    columns: Sequence[Column],
    names: Sequence[str],
    look: Look,
    *,
    low: float,
    top: float,
    level: float,
    said: Callable[[float], str],
) -> Panel:
    compared = _comparison(chart)
    first = compared.series[0].first
    lines = [Line(column, look.line_style(n)) for n, column in enumerate(columns, start=1)]
    covered = np.logical_or.reduce([series.covered for series in compared.series])
    item = DayLines(lines, first=first, look=look, low=low, top=top, covered=covered, level=level)

    def words(place: QPointF) -> str:
        at = (day_at(place.x()) - first).days
        if not 0 <= at < len(columns[0]):
            return ""
        told = ["none" if np.isnan(column[at]) else said(float(column[at])) for column in columns]
        head = f"day {at + 1}" if compared.aligned else day_at(place.x()).isoformat()
        return "\n".join([head, *(f"{names[0]} to {names[n]}: {one}" for n, one in enumerate(told, start=1))])

    return Panel("", "", [item], low, top, words, weight=2)


def _comparison(chart: Chart) -> Comparison:
    assert chart.comparison is not None
    return chart.comparison


def weeks_picture(chart: Chart, look: Look, ontology: Ontology) -> Picture:
    """One panel a side; above each bar its change from the week before."""
    del ontology
    grid = chart.grid
    assert grid is not None
    if not chart.weeks:
        days = len(grid.covered)
        return Picture([], [Entry(f"No whole week yet: {days} of the 7 days that a week takes.")])
    sides: dict[str, list[Week]] = {}
    for week in chart.weeks:
        sides.setdefault(week.side, []).append(week)
    style = look.styles(CountBy.SOURCE, ["week"])["week"]
    panels = []
    peaks = {side: max(max(week.best, week.high or 0, 1) for week in weeks) for side, weeks in sides.items()}
    tops = own_scales(peaks)
    for side, weeks in sides.items():
        top = tops[side] * (1.25 if len(sides) == 1 else 1.5)
        bars = WeekBars(weeks, [change_sign(week.of_before) for week in weeks], grid=grid, style=style, look=look, top=top)
        panels.append(_week_panel(chart, side, weeks, bars, top=top, own=tops[side] != max(tops.values())))
    entries = [Entry("seven days, counted back from the last day; above: change from the week before", style=style)]
    if any(week.high is None or week.low != week.high for week in chart.weeks):
        entries.append(Entry("low to high (arrow: no upper bound)", sign=RANGE_SIGN))
    if not grid.covered.all():
        entries.append(Entry("no report", sign=GAP_SIGN))
    entries.append(Entry("–: no percentage (too few, days without a report, or no week before)", sign=""))
    return Picture(panels, entries)


def _week_panel(chart: Chart, side: str, weeks: Sequence[Week], bars: WeekBars, *, top: float, own: bool) -> Panel:
    def week_at(place: QPointF) -> Week | None:
        day = day_at(place.x())
        return next((week for week in weeks if week.first <= day <= week.last), None)

    def words(place: QPointF) -> str:
        found = week_at(place)
        return "" if found is None else week_words(found, unit=chart.question.unit)

    def pick(place: QPointF) -> Pick | None:
        found = week_at(place)
        return None if found is None else Pick(found.first, found.last, side)

    title = f"{side}: {chart_title(chart)}{OWN_SCALE if own else ''}"
    return Panel(title, f"{chart.question.unit.value} a week", [bars], 0, top, words, pick)


def rate_picture(chart: Chart, look: Look, ontology: Ontology) -> Picture:
    """For each side what it launched and what of it was shot down, and below the rate by day and over seven days."""
    grid, rates = chart.grid, chart.rates
    assert grid is not None
    assert rates is not None
    styles = look.styles(CountBy.TYPE, [EventType.DRONE_STRIKE.value, EventType.INTERCEPTION.value])
    launched, down = styles.values()
    panels = []
    for side in (sheet.side for sheet in grid.sheets):
        days = [day for day in rates.days if day.side == side]
        if not days:
            continue
        top = max(max(day.launched.best, day.launched.high or 0, day.down.best) for day in days) * HEADROOM
        bars = LaunchBars(days, grid=grid, launched=launched, down=down, look=look, top=max(top, 1))
        panels.append(_launch_panel(side, days, bars, max(top, 1)))
        panels.append(_rate_panel(chart, side, days, look))
    entries = [
        Entry(
            f"launched ({ontology[EventType.DRONE_STRIKE].plural.lower()} and {ontology[EventType.MISSILE_STRIKE].plural.lower()})",
            style=launched,
        ),
        Entry("of these shot down", style=down),
        Entry("rate of each day", line=look.line_style(0)),
        Entry("rate over 7 days", line=look.line_style(1)),
    ]
    if not grid.covered.all():
        entries.append(Entry("no report", sign=GAP_SIGN))
    return Picture(panels, entries)


def _launch_panel(side: str, days: Sequence[RateDay], bars: LaunchBars, top: float) -> Panel:
    by_day = {day.day: day for day in days}

    def words(place: QPointF) -> str:
        found = by_day.get(day_at(place.x()))
        return f"{day_at(place.x())} · {side}\nnone launched" if found is None else rate_words(found)

    def pick(place: QPointF) -> Pick | None:
        found = by_day.get(day_at(place.x()))
        if found is None:
            return None
        return Pick(found.day, found.day, side, down=place.y() <= found.down.best)

    return Panel(f"{side}: launched, and shot down", "munitions a day", [bars], 0, top, words, pick, weight=3)


def _rate_panel(chart: Chart, side: str, days: Sequence[RateDay], look: Look) -> Panel:
    grid = chart.grid
    assert grid is not None
    by_day = {day.day: day for day in days}
    daily, over = np.full(len(grid.covered), np.nan), np.full(len(grid.covered), np.nan)
    for at, when in enumerate(grid.days):
        found = by_day.get(when)
        if found is not None and found.rate is not None:
            daily[at] = 100 * found.rate
        week = [by_day[day] for day in _week_before(when) if day in by_day]
        rate = rate_of(sum(day.launched.best for day in week), sum(day.down.best for day in week))
        if rate is not None and grid.covered[at]:
            over[at] = 100 * rate
    lines = [Line(daily, look.line_style(0)), Line(over, look.line_style(1))]
    item = DayLines(lines, first=grid.first, look=look, low=0, top=104, covered=grid.covered, level=100)

    def words(place: QPointF) -> str:
        at = grid.place_of(day_at(place.x()))
        if at is None:
            return ""
        told = ["no rate" if np.isnan(column[at]) else f"{column[at]:.0f} %" for column in (daily, over)]
        return f"{grid.days[at]} · launched by {side}\nshot down of that day: {told[0]}\nover 7 days: {told[1]}"

    return Panel(f"{side}: share that was shot down", "per cent", [item], 0, 104, words, suffix=" %", weight=2)


def _week_before(day: date) -> list[date]:
    return [day - timedelta(days=n) for n in range(RATE_WEEK)]
