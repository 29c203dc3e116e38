"""The figures behind a chart as a table: for a CSV file and for the clipboard. Every number that a chart shows is in it."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isnan
from pathlib import Path

from analyst_app.domain.cells import guard
from analyst_app.domain.rows import CountBy
from analyst_app.exporters.csv import write_table
from analyst_app.services.charts import (
    OVERLAPPING,
    Chart,
    ChartKind,
    Column,
    Figure,
    Grid,
    Series,
    Sheet,
    rate_of,
    shares,
)

type Cell = str | int | float | date | None

TOTAL = "total"
"""Stands for a side's sum of all groups."""
NO_REPORT, NOTHING, DENIED, COUNTED = "no report", "none counted", "reported: none", "counted"


@dataclass(frozen=True, slots=True)
class Table:
    """Lines of cells, each as long as the header; an empty cell is a number that does not exist."""

    header: tuple[str, ...]
    lines: tuple[tuple[Cell, ...], ...]


def chart_table(chart: Chart) -> Table:
    """The table of a chart; of an empty one the header alone."""
    by = chart.question.by.value
    kind = chart.question.kind
    if kind is ChartKind.COMPARE:
        return Table(
            ("day", "side", "series", "unit", "low", "best", "high", "mean_7_days", "difference", "ratio", "events", "told"),
            _compared(chart),
        )
    if kind is ChartKind.SHARE:
        return Table(("side", by, "unit", "best", "share", "events", "possible_duplicates"), tuple(_shares(chart)))
    if kind is ChartKind.WEEKS:
        return Table(_WEEKS, tuple(_weeks(chart)))
    if kind is ChartKind.RATE:
        return Table(_RATES, tuple(_rates(chart)))
    return Table(("day", "side", by, *_FIGURES), tuple(_days(chart)))


def write_chart_table(chart: Chart, *, path: Path) -> int:
    """Write the table as CSV and return the number of its lines.

    Raises:
        UserError: where the file cannot be written.
    """
    table = chart_table(chart)
    return write_table(path, table.header, table.lines)


def table_as_text(chart: Chart) -> str:
    """The table with tabs between its cells, as spreadsheets take it from the clipboard."""
    table = chart_table(chart)
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(table.header)
    writer.writerows([guard(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in line] for line in table.lines)
    return text.getvalue()


_FIGURES = ("unit", "low", "best", "high", "events", "possible_duplicates", "revised", "mean_7_days", "usual", "unusual", "told")
_WEEKS = (
    "first_day", "last_day", "side", "unit", "low", "best", "high", "events", "possible_duplicates", "days_with_report", "week_before",
    "change_per_cent", "mean_of_four_weeks", "change_from_mean_per_cent", "remark",
)  # fmt: skip
_RATES = (
    "day", "launched_by", "launched_low", "launched_best", "launched_high", "shot_down_low", "shot_down_best", "shot_down_high",
    "rate", "told",
)  # fmt: skip


def _days(chart: Chart) -> Iterator[tuple[Cell, ...]]:
    grid = chart.grid
    if grid is None:
        return
    marked = {(found.day, found.side): found for found in chart.unusual}
    running = chart.question.kind is ChartKind.RUNNING
    summed = chart.question.by not in OVERLAPPING and chart.question.by is not CountBy.ACTOR
    for n, sheet in enumerate(sheet.running(grid.covered) if running else sheet for sheet in grid.sheets):
        means = chart.means[n] if chart.means else None
        low, high, is_open = sheet.bounds()
        for at, day in enumerate(grid.days):
            side, unit = sheet.side, grid.unit.value
            if not grid.covered[at]:
                yield day, side, TOTAL, unit, *(None,) * 9, NO_REPORT
                continue
            for g, group in enumerate(grid.groups):
                if sheet.events[at, g]:
                    yield day, side, group, unit, *_cells(sheet, at, g), None, None, None, COUNTED
            if summed or not sheet.events[at].any():
                found = marked.get((day, side))
                figures = (int(low[at]), int(sheet.daily[at]), None if is_open[at] else int(high[at]))
                others = (int(column[at].sum()) for column in (sheet.events, sheet.doubtful, sheet.revised))
                mean = None if means is None else _number(means[at])
                unusual = None if found is None else "more" if found.above else "fewer"
                usual = None if found is None else round(found.usual, 2)
                yield day, side, TOTAL, unit, *figures, *others, mean, usual, unusual, _told(grid, sheet, at, day)


def _cells(sheet: Sheet, at: int, g: int) -> tuple[int | None, ...]:
    high = None if sheet.is_open[at, g] else int(sheet.high[at, g])
    counted = (int(column[at, g]) for column in (sheet.events, sheet.doubtful, sheet.revised))
    return int(sheet.low[at, g]), int(sheet.best[at, g]), high, *counted


def _told(grid: Grid, sheet: Sheet, at: int, day: date) -> str:
    if sheet.events[at].any():
        return COUNTED
    return DENIED if grid.zeros_of(day, sheet.side) else NOTHING


def _shares(chart: Chart) -> Iterator[tuple[Cell, ...]]:
    for sheet in chart.grid.sheets if chart.grid is not None else ():
        parts = shares(sheet)
        for g, group in enumerate(chart.grid.groups if chart.grid is not None else ()):
            unit = chart.question.unit.value
            if sheet.events[:, g].any():
                events, doubtful = int(sheet.events[:, g].sum()), int(sheet.doubtful[:, g].sum())
                yield sheet.side, group, unit, int(sheet.best[:, g].sum()), _number(parts[g]), events, doubtful


def _compared(chart: Chart) -> tuple[tuple[Cell, ...], ...]:
    compared = chart.comparison
    if compared is None:
        return ()
    lines: list[tuple[Cell, ...]] = []
    for n, series in enumerate(compared.series):
        differences = compared.differences(series) if n else None
        ratios = compared.ratios(series) if n else None
        lines.extend(_line(chart, series, at, differences, ratios) for at in range(len(series.best)))
    return tuple(lines)


def _line(chart: Chart, series: Series, at: int, differences: Column | None, ratios: Column | None) -> tuple[Cell, ...]:
    day, unit, name = series.first + timedelta(days=at), chart.question.unit.value, _series_name(series)
    if not series.covered[at]:
        return day, series.side, name, unit, None, None, None, _number(series.mean[at]), None, None, None, NO_REPORT
    high = None if series.is_open[at] else int(series.high[at])
    difference, ratio = (None if column is None else _number(column[at]) for column in (differences, ratios))
    figures = (int(series.low[at]), int(series.best[at]), high, _number(series.mean[at]), difference, ratio, int(series.events[at]))
    return day, series.side, name, unit, *figures, COUNTED if series.events[at] else NOTHING


def _series_name(series: Series) -> str:
    if not series.external:
        return series.name or "your events"
    return f"{series.group}, {series.name} (external)" if series.group else f"{series.name} (external)"


def _weeks(chart: Chart) -> Iterator[tuple[Cell, ...]]:
    for week in chart.weeks:
        changes = [None if one.value is None else round(one.value, 1) for one in (week.of_before, week.of_four)]
        remark = str(week.of_before.change or week.of_before.why_not or "")
        figures = (week.low, week.best, week.high, week.events, week.doubtful, week.covered, week.before, changes[0])
        mean = None if week.mean_of_four is None else round(week.mean_of_four, 2)
        yield week.first, week.last, week.side, chart.question.unit.value, *figures, mean, changes[1], remark


def _rates(chart: Chart) -> Iterator[tuple[Cell, ...]]:
    if chart.rates is None:
        return
    for day in chart.rates.days:
        rate = day.rate
        told = "" if rate is not None else "more shot down than launched" if day.launched.best else "none launched"
        yield day.day, day.side, *_figure(day.launched), *_figure(day.down), None if rate is None else round(rate, 4), told
    for when, figure in sorted(chart.rates.unassigned.items()):
        yield when, "", None, None, None, *_figure(figure), rate_of(0, figure.best), "nobody, or several sides, can have launched it"


def _figure(figure: Figure) -> Sequence[int | None]:
    return figure.low, figure.best, figure.high


def _number(value: float) -> float | None:
    return None if isnan(value) else round(float(value), 4)
