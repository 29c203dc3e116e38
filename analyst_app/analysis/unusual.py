"""Days whose count is unlike what was usual, by one stated rule, and why. The rule is explained for readers in `docs/unusual-days.md`.

For a day with a report:
- *level*: the median of the 28 days before it, of those with a report; of fewer than 14 there is no judgement;
- *weekday*: the median of how far the eight same weekdays before lay from their own level, of at least four; else 0;
- *usual*: level plus weekday, at least 0;
- *variation*: 1.4826 times the median absolute deviation of those 28 days from the level, at least the root of the level, at least 1;
- *unusual*: where the count is more than 3.5 variations away from the usual.

The factors are those of the modified z-score (Iglewicz and Hoaglin, "How to Detect and Handle Outliers", 1993); the root is how far
counts stray by chance alone. Only earlier days are looked at, so a mark once set is not moved by what comes later.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from analyst_app.analysis.series import Column, Grid, Sheet

LEVEL_DAYS, LEAST_LEVEL_DAYS = 28, 14
WEEKDAYS, LEAST_WEEKDAYS = 8, 4
MARK = 3.5
OF_NORMAL = 1.4826
"""Median absolute deviations in one standard deviation of a normal distribution."""
LOOK_BACK = LEVEL_DAYS + 7 * WEEKDAYS
"""Days before a period that judging its first day takes."""


@dataclass(frozen=True, slots=True)
class UnusualDay:
    """A marked day of one side. `group` is the one that strayed furthest the same way, if the counts are broken down."""

    day: date
    side: str
    count: int
    usual: float
    level: float
    weekday: float
    variation: float
    compared: int
    group: str | None = None
    group_count: int = 0
    group_level: float = 0.0

    @property
    def above(self) -> bool:
        """Whether it is more than usual."""
        return self.count > self.usual

    @property
    def times(self) -> float:
        """How many variations away."""
        return abs(self.count - self.usual) / self.variation


@dataclass(frozen=True, slots=True, eq=False)
class Usual:
    """What the rule reckons for every day; NaN where it does not judge."""

    level: Column
    weekday: Column
    variation: Column
    compared: Column

    @property
    def usual(self) -> Column:
        """What was to be expected."""
        result: Column = np.maximum(0.0, self.level + self.weekday)
        return result


def usual_counts(values: Column, covered: Column) -> Usual:
    """Apply the rule to the counts of consecutive days."""
    known = np.where(covered, values.astype(np.float64), np.nan)
    before = _before(known, LEVEL_DAYS)
    compared = np.count_nonzero(~np.isnan(before), axis=1)
    level = _levels(known)
    spread = OF_NORMAL * _median(np.abs(before - level[:, None]), LEAST_LEVEL_DAYS)
    same_weekday = _before(known - level, 7 * WEEKDAYS)[:, ::7]
    weekday = np.nan_to_num(_median(same_weekday, LEAST_WEEKDAYS))
    variation = np.fmax(np.fmax(spread, np.sqrt(level)), 1.0)
    return Usual(level, weekday, np.where(np.isnan(level), np.nan, variation), compared)


def unusual_days(grid: Grid, sheet: Sheet) -> Iterator[UnusualDay]:
    """The marked days of one side, in order. Groups of a breakdown are looked at to say what made the day unusual."""
    found = usual_counts(sheet.daily, grid.covered)
    usual = found.usual
    with np.errstate(invalid="ignore"):
        marked = grid.covered & (np.abs(sheet.daily - usual) > MARK * found.variation)
    at = np.flatnonzero(marked)
    levels = [_levels(np.where(grid.covered, sheet.best[:, g], np.nan))[at] for g in range(len(grid.groups))] if at.size else []
    days = grid.days
    for k, n in enumerate(at.tolist()):
        count, expected = int(sheet.daily[n]), float(usual[n])
        away = [(1 if count > expected else -1) * (int(sheet.best[n, g]) - float(levels[g][k])) for g in range(len(grid.groups))]
        g = int(np.argmax(away)) if len(away) > 1 else -1
        yield UnusualDay(
            day=days[n],
            side=sheet.side,
            count=count,
            usual=expected,
            level=float(found.level[n]),
            weekday=float(found.weekday[n]),
            variation=float(found.variation[n]),
            compared=int(found.compared[n]),
            group=grid.groups[g] if g >= 0 else None,
            group_count=int(sheet.best[n, g]) if g >= 0 else 0,
            group_level=float(levels[g][k]) if g >= 0 else 0.0,
        )


def _levels(known: Column) -> Column:
    return _median(_before(known, LEVEL_DAYS), LEAST_LEVEL_DAYS)


def _before(values: Column, days: int) -> Column:
    """For each day the values of so many days before it, the earliest first."""
    padded = np.concatenate([np.full(days, np.nan), values])
    result: Column = np.lib.stride_tricks.sliding_window_view(padded, days)[: len(values)]
    return result


def _median(rows: Column, least: int) -> Column:
    """The median of each row's numbers, NaN where they are fewer than `least`."""
    ordered = np.sort(rows, axis=1)  # what is not a number comes last
    known = np.count_nonzero(~np.isnan(rows), axis=1)
    each = np.arange(len(rows))
    middle = (ordered[each, np.maximum(known - 1, 0) // 2] + ordered[each, np.minimum(known // 2, rows.shape[1] - 1)]) / 2
    return np.where(known >= least, middle, np.nan)
