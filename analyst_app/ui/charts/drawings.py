"""From the answer of a chart question to a drawing: daily bars, running totals, heat map, shares."""

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
from PySide6.QtCore import QPointF

from analyst_app.domain.ontology import Ontology
from analyst_app.domain.rows import CountBy
from analyst_app.services.charts import MOST_ROWS, OVERLAPPING, Chart, ChartKind, Grid, Pick, Sheet, shares
from analyst_app.ui.charts.axis import day_at
from analyst_app.ui.charts.bars import DayBars, Marked
from analyst_app.ui.charts.compared import compared_picture, rate_picture, weeks_picture
from analyst_app.ui.charts.heat import HeatCells, heat_steps, step_of
from analyst_app.ui.charts.legend import EMPTY_SIGN, FEWER_SIGN, GAP_SIGN, MEAN_SIGN, MORE_SIGN, RANGE_SIGN, REVISED_SIGN, ZERO_SIGN, Entry
from analyst_app.ui.charts.look import Look
from analyst_app.ui.charts.panels import OWN_SCALE, Panel, Picture, own_scales
from analyst_app.ui.charts.plain_bars import ShareBar, ShareBars
from analyst_app.ui.charts.wording import NOBODY, amount_words, chart_title, day_words, group_label, mark_words, one_of, side_title
from analyst_app.ui.colours import TypeStyle

HEADROOM, HEADROOM_OF_SEVERAL = 1.16, 1.34
"""Above the highest bar; short panels need more, for marks and the arrows of open bounds."""
ROOM_FOR_SHARES = 1.35
"""The width of a share chart in longest bars: behind each bar stand its words."""


def picture_of(chart: Chart, *, look: Look, ontology: Ontology, beside: bool = False) -> Picture:
    """Draw an answer. `beside`: compared series in panels of their own instead of over each other."""
    makers = {
        ChartKind.DAYS: _days,
        ChartKind.RUNNING: _days,
        ChartKind.HEAT: _heat,
        ChartKind.SHARE: _shares,
        ChartKind.WEEKS: weeks_picture,
        ChartKind.RATE: rate_picture,
    }
    if chart.grid is None or chart.empty:
        return Picture([], named="Nothing to draw")
    if chart.question.kind is ChartKind.COMPARE:
        picture = compared_picture(chart, look, ontology, beside=beside)
    else:
        picture = makers[chart.question.kind](chart, look, ontology)
    if picture.first is None and chart.question.kind is not ChartKind.SHARE:
        picture.first, picture.last = chart.grid.first, chart.grid.last
    picture.named = f"{chart_title(chart)}; {len(picture.panels)} panels"
    return picture


def _days(chart: Chart, look: Look, ontology: Ontology) -> Picture:
    grid = chart.grid
    assert grid is not None
    running = chart.question.kind is ChartKind.RUNNING
    sheets = [sheet.running(grid.covered) for sheet in grid.sheets] if running else list(grid.sheets)
    stacked = grid.by is not CountBy.ACTOR
    styles = look.styles(grid.by, grid.groups)
    tall = HEADROOM if len(sheets) == 1 else HEADROOM_OF_SEVERAL
    tops = own_scales({sheet.side: max(1.0, _peak(sheet, stacked=stacked)) for sheet in sheets})
    panels = []
    for n, sheet in enumerate(sheets):
        top, own = tops[sheet.side] * tall, tops[sheet.side] != max(tops.values())
        marks = [Marked(at, u.above) for u in chart.unusual if u.side == sheet.side and (at := grid.place_of(u.day)) is not None]
        bars = DayBars(
            grid,
            sheet,
            styles=styles,
            look=look,
            top=top,
            stacked=stacked,
            mean=chart.means[n] if chart.means else None,
            marked=marks,
            zeros=frozenset() if running else frozenset(day for day, _, _ in grid.zeros if grid.zeros_of(day, sheet.side)),
            revised=frozenset() if running else chart.revised_days,
        )
        unit = f"{grid.unit.value} so far" if running else f"{grid.unit.value} a day"
        panels.append(_day_panel(chart, sheet, bars, unit=unit, top=top, ontology=ontology))
        panels[-1].title += OWN_SCALE if own else ""
    entries = [Entry(group_label(group, by=grid.by, ontology=ontology), style=style) for group, style in styles.items()]
    entries += _signs(chart, sheets, stacked=stacked)
    return Picture(panels, entries)


def _day_panel(chart: Chart, sheet: Sheet, bars: DayBars, *, unit: str, top: float, ontology: Ontology) -> Panel:
    grid = chart.grid
    assert grid is not None

    marked = {found.day: found for found in chart.unusual if found.side == sheet.side}

    def words(place: QPointF) -> str:
        at = grid.place_of(day_at(place.x()))
        if at is None:
            return ""
        said = day_words(chart, sheet, at, ontology=ontology)
        found = marked.get(grid.days[at])
        return said if found is None else f"{said}\n{mark_words(found)}"

    def pick(place: QPointF) -> Pick | None:
        day = day_at(place.x())
        at = grid.place_of(day)
        return None if at is None else Pick(day, day, sheet.side or None, bars.group_at(at, place))

    return Panel(f"{side_title(sheet.side)}: {chart_title(chart)}", unit, [bars], 0, top, words, pick)


def _signs(chart: Chart, sheets: Iterable[Sheet], *, stacked: bool) -> list[Entry]:
    grid = chart.grid
    assert grid is not None
    entries = []
    if stacked and any((s.low != s.best).any() or (s.high != s.best).any() or s.is_open.any() for s in sheets):
        entries.append(Entry("low to high (arrow: no upper bound)", sign=RANGE_SIGN))
    if chart.means:
        entries.append(Entry("mean of 7 days", sign=MEAN_SIGN))
    if any(found.above for found in chart.unusual):
        entries.append(Entry("unusually many", sign=MORE_SIGN))
    if any(not found.above for found in chart.unusual):
        entries.append(Entry("unusually few", sign=FEWER_SIGN))
    if not grid.covered.all():
        entries.append(Entry("no report", sign=GAP_SIGN))
    if chart.question.kind is ChartKind.DAYS and any(grid.place_of(day) is not None for day in chart.revised_days):
        entries.append(Entry("revised by a later report", sign=REVISED_SIGN))
    if grid.zeros and chart.question.kind is ChartKind.DAYS:
        entries.append(Entry("reported: none", sign=ZERO_SIGN))
    return entries


def _peak(sheet: Sheet, *, stacked: bool) -> float:
    if not stacked:
        return float(sheet.best.max(initial=1))
    return float(max(sheet.daily.max(initial=1), sheet.high.sum(axis=1).max(initial=1)))


def _heat(chart: Chart, look: Look, ontology: Ontology) -> Picture:
    grid = chart.grid
    assert grid is not None
    totals = sum((sheet.best.sum(axis=0) for sheet in grid.sheets), np.zeros(len(grid.groups), dtype=np.int64))
    order = [g for g in sorted(range(len(grid.groups)), key=lambda g: (grid.groups[g] == NOBODY, -int(totals[g]))) if totals[g]]
    shown = order[: MOST_ROWS if len(grid.sheets) == 1 else max(4, MOST_ROWS // len(grid.sheets))]
    steps = heat_steps(max((int(sheet.best[:, shown].max(initial=0)) for sheet in grid.sheets), default=0))
    panels = []
    for sheet in grid.sheets:
        rows = [g for g in shown if sheet.best[:, g].any()]
        names = tuple(group_label(grid.groups[g], by=grid.by, ontology=ontology) for g in rows)
        if rows:
            panels.append(_heat_panel(chart, sheet, rows, names=names, steps=steps, look=look))
    entries = [Entry(_step_words(steps, n), tone=look.heat(step_of(least, steps))) for n, least in enumerate(steps)]
    entries.append(Entry("none counted", sign=EMPTY_SIGN))
    if not grid.covered.all():
        entries.append(Entry("no report", sign=GAP_SIGN))
    if hidden := len(chart.choices) - len(shown):
        entries.append(Entry(f"{hidden} smaller ones are not shown"))
    return Picture(panels, entries)


def _heat_panel(chart: Chart, sheet: Sheet, rows: list[int], *, names: tuple[str, ...], steps: tuple[int, ...], look: Look) -> Panel:
    grid = chart.grid
    assert grid is not None
    cells = HeatCells(grid, sheet.best[:, rows], steps=steps, look=look)

    def cell(place: QPointF) -> tuple[date, int, int] | None:
        day, row = day_at(place.x()), len(rows) - 1 - int(place.y())
        at = grid.place_of(day)
        return None if at is None or not 0 <= row < len(rows) else (day, at, row)

    def words(place: QPointF) -> str:
        found = cell(place)
        if found is None:
            return ""
        day, at, row = found
        head = f"{day.isoformat()} · {names[row]} · {side_title(sheet.side)}"
        if not grid.covered[at]:
            return f"{head}\nno report of this day"
        if not sheet.events[at, rows[row]]:
            return f"{head}\nno {grid.unit.value} counted"
        return f"{head}\n{_cell_words(grid, sheet, at, rows[row])}"

    def pick(place: QPointF) -> Pick | None:
        found = cell(place)
        return None if found is None else Pick(found[0], found[0], sheet.side or None, grid.groups[rows[found[2]]])

    return Panel(f"{side_title(sheet.side)}: {chart_title(chart)}", "", [cells], 0, len(rows), words, pick, names=names, weight=len(rows))


def _cell_words(grid: Grid, sheet: Sheet, at: int, g: int) -> str:
    high = None if sheet.is_open[at, g] else int(sheet.high[at, g])
    best = int(sheet.best[at, g])
    return amount_words(low=int(sheet.low[at, g]), best=best, high=high, unit=one_of(grid.unit, best))


def _step_words(steps: tuple[int, ...], n: int) -> str:
    if n == len(steps) - 1:
        return f"{steps[n]:,} and more"
    return f"{steps[n]:,}" if steps[n + 1] - steps[n] == 1 else f"{steps[n]:,}–{steps[n + 1] - 1:,}"


def _shares(chart: Chart, look: Look, ontology: Ontology) -> Picture:
    grid = chart.grid
    assert grid is not None
    styles = look.styles(grid.by, grid.groups)
    sheets = [sheet for sheet in grid.sheets if sheet.total]
    right = max((float(shares(sheet).max()) for sheet in sheets), default=1.0) * 100 * ROOM_FOR_SHARES
    return Picture([_share_panel(chart, sheet, styles, look=look, ontology=ontology, right=right) for sheet in sheets])


def _share_panel(chart: Chart, sheet: Sheet, styles: Mapping[str, TypeStyle], *, look: Look, ontology: Ontology, right: float) -> Panel:
    grid = chart.grid
    assert grid is not None
    parts = shares(sheet) * 100
    order = [g for g in sorted(range(len(grid.groups)), key=lambda g: -parts[g]) if sheet.events[:, g].any()]
    totals = sheet.best.sum(axis=0).tolist()
    said = [f"{parts[g]:.1f} % · {totals[g]:,} {one_of(grid.unit, totals[g])}" for g in order]
    bars = [ShareBar(float(parts[g]), styles[grid.groups[g]], words) for g, words in zip(order, said, strict=True)]
    names = tuple(group_label(grid.groups[g], by=grid.by, ontology=ontology) for g in order)

    def row(place: QPointF) -> int | None:
        at = len(order) - 1 - int(place.y())
        return at if 0 <= at < len(order) else None

    def words(place: QPointF) -> str:
        at = row(place)
        if at is None:
            return ""
        doubtful = int(sheet.doubtful[:, order[at]].sum())
        told = f"\n{doubtful} of {int(sheet.events[:, order[at]].sum())} events may be told twice" if doubtful else ""
        return f"{names[at]} · {side_title(sheet.side)}\n{said[at]}{told}"

    def pick(place: QPointF) -> Pick | None:
        at = row(place)
        return None if at is None else Pick(grid.first, grid.last, sheet.side or None, grid.groups[order[at]])

    of = "the places' own counts" if grid.by in OVERLAPPING else f"{sheet.total:,} {grid.unit.value}"
    title = f"{side_title(sheet.side)}: {chart_title(chart)}"
    return Panel(
        title, "", [ShareBars(bars, look=look, right=right)], 0, len(order), words, pick, names=names, days=False, right=right,
        bottom=f"per cent of {of}", suffix=" %", weight=max(1, len(order)),
    )  # fmt: skip
