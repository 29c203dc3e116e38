"""Series of daily counts beside one another: day by day, or period against period aligned by day, with difference and ratio."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from analyst_app.analysis.series import Column, Grid, Sheet, moving_mean


class Against(StrEnum):
    """Which earlier period a period is held against."""

    BEFORE = "the period before"
    YEAR = "a year earlier"


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One line of a comparison. `first` is the day of its first number; what no report covers is no zero.

    `external`: made from other people's events, of which none is among one's own.
    """

    name: str
    side: str
    group: str
    first: date
    low: Column
    best: Column
    high: Column
    is_open: Column
    covered: Column
    events: Column
    doubtful: Column
    external: bool = False

    @property
    def last(self) -> date:
        """The day of its last number."""
        return self.first + timedelta(days=len(self.best) - 1)

    @property
    def total(self) -> int:
        """All days together."""
        return int(self.best.sum())

    @property
    def mean(self) -> Column:
        """The mean over seven days."""
        return moving_mean(self.best, self.covered)


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Series of one length. `aligned`: they lie over different days, the first ones over one another."""

    series: tuple[Series, ...]
    aligned: bool

    def differences(self, other: Series) -> Column:
        """The first series less another one, day by day; NaN where one of them is not covered."""
        base = self.series[0]
        return np.where(base.covered & other.covered, (base.best - other.best).astype(np.float64), np.nan)

    def ratios(self, other: Series) -> Column:
        """The first series over another one, by their means over seven days; NaN where there is none, or nothing to divide by."""
        base, divisor = self.series[0].mean, other.mean
        with np.errstate(invalid="ignore", divide="ignore"):
            result: Column = np.where(divisor > 0, base / divisor, np.nan)
        return result

    def common(self, other: Series) -> tuple[int, int, int]:
        """Over the days that both cover: the first series' total, the other's, and how many days they are."""
        both = self.series[0].covered & other.covered
        return int(self.series[0].best[both].sum()), int(other.best[both].sum()), int(np.count_nonzero(both))


def compare_groups(grid: Grid, sheet: Sheet, groups: tuple[str, ...]) -> Comparison:
    """Groups of one side's sheet over the same days; in a breakdown by side each group is a side."""
    at = [grid.groups.index(group) for group in groups if group in grid.groups]
    return Comparison(tuple(_series(grid, sheet, slice(n, n + 1), grid.groups[n], grid.groups[n]) for n in at), aligned=False)


def group_series(grid: Grid, sheet: Sheet, group: str) -> Series:
    """One group of a side's sheet, or without a name all its groups together."""
    if not group:
        return _series(grid, sheet, slice(None), "")
    at = grid.groups.index(group) if group in grid.groups else len(grid.groups)
    return _series(grid, sheet, slice(at, at + 1), group, group)


def compare_periods(now: tuple[Grid, Sheet], then: tuple[Grid, Sheet] | None, *, first: date, earlier: date, length: int) -> Comparison:
    """A side's totals from `first` on and from `earlier` on, each so many days long, aligned by day."""
    made = [_padded(_series(*now, slice(None), ""), first, length)]
    made.append(_padded(_series(*then, slice(None), "") if then is not None else _nothing(now[1].side), earlier, length))
    return Comparison(tuple(made), aligned=True)


def earlier_period(first: date, last: date, against: Against) -> tuple[date, date]:
    """The period of the same length that lies right before, or a year earlier."""
    length = (last - first).days + 1
    if against is Against.BEFORE:
        return first - timedelta(days=length), first - timedelta(days=1)
    start = first.replace(year=first.year - 1) if (first.month, first.day) != (2, 29) else date(first.year - 1, 2, 28)
    return start, start + timedelta(days=length - 1)


def _series(grid: Grid, sheet: Sheet, columns: slice, name: str, group: str = "") -> Series:
    low, best, high, is_open, events, doubtful = (
        column[:, columns] for column in (sheet.low, sheet.best, sheet.high, sheet.is_open, sheet.events, sheet.doubtful)
    )
    return Series(
        name,
        sheet.side,
        group,
        grid.first,
        low.sum(axis=1),
        best.sum(axis=1),
        high.sum(axis=1),
        is_open.any(axis=1),
        grid.covered,
        events.sum(axis=1),
        doubtful.sum(axis=1),
    )


def _nothing(side: str) -> Series:
    none, no = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool)
    return Series("", side, "", date.min, none, none, none, no, no, none, none)


def _padded(series: Series, first: date, length: int) -> Series:
    """The same over the days of a period; days that it lacks are not covered."""
    source = np.arange(length) + ((first - series.first).days if len(series.best) else length)
    inside = (source >= 0) & (source < len(series.best))

    def take(column: Column) -> Column:
        result = np.zeros(length, dtype=column.dtype)
        result[inside] = column[source[inside]]
        return result

    last = first + timedelta(days=length - 1)
    return replace(
        series,
        name=f"{first} to {last}",
        first=first,
        low=take(series.low),
        best=take(series.best),
        high=take(series.high),
        is_open=take(series.is_open),
        covered=take(series.covered),
        events=take(series.events),
        doubtful=take(series.doubtful),
    )
