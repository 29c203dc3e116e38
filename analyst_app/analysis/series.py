"""Daily counts as columns of numbers, one sheet a side, and what can be read off them: means, running totals, shares.

Works on the answer of `counts`; knows nothing of events. Two sides are never added up.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyst_app.domain.counting import Unit
from analyst_app.domain.ontology import EventType
from analyst_app.domain.rows import CountBy, Counts, DayCount

type Column = NDArray[Any]

SIDE_NOT_SAID = "Side not said"
REST = "all others"
EVERY_SIDE = ""
"""The name of the one sheet of a breakdown by side, whose groups are the sides and have no sum."""
MOST_GROUPS = 8
"""Groups of a breakdown with a colour and pattern of their own; the rest is drawn as one."""
_SAID = attrgetter("actor", "day", "group")
_FIGURES = ("low", "best", "events", "doubtful", "revised")
MEAN_DAYS = 7
LEAST_OF_MEAN = 4
"""Days with a report that a mean over seven days needs; of fewer there is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The counts of one side: days down, groups across. Where `is_open`, a report sets no upper bound and `high` says nothing."""

    side: str
    low: Column
    best: Column
    high: Column
    is_open: Column
    events: Column
    doubtful: Column
    revised: Column

    @property
    def total(self) -> int:
        """The best counts of all days; of one side alone, so it may be added up."""
        return int(self.best.sum())

    @property
    def daily(self) -> Column:
        """The best counts of each day."""
        result: Column = self.best.sum(axis=1)
        return result

    def bounds(self) -> tuple[Column, Column, Column]:
        """For each day the lowest and the highest sum, and whether the highest is open."""
        return self.low.sum(axis=1), self.high.sum(axis=1), self.is_open.any(axis=1)

    def days(self, rows: slice) -> "Sheet":
        """Some of the days."""
        return Sheet(self.side, *(column[rows] for column in self._columns()))

    def running(self, covered: Column) -> "Sheet":
        """The running totals up to each day that a report covers; once open, a bound stays open."""
        low, best, high, is_open, *others = self._columns()
        there = covered[:, None]
        sums = [np.cumsum(column, axis=0) * there for column in (low, best, high)]
        return Sheet(
            self.side,
            sums[0],
            sums[1],
            sums[2],
            np.logical_or.accumulate(is_open, axis=0) & there,
            *(np.cumsum(column, axis=0) * there for column in others),
        )

    def _columns(self) -> tuple[Column, ...]:
        return self.low, self.best, self.high, self.is_open, self.events, self.doubtful, self.revised


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Sheets over the same days and groups. `covered`: days that a report covers; all others are gaps. `sides`: all that there are.

    `zeros`: days, sides and types of which a report says that there were none; the side is `EVERY_SIDE` where it is not known whose.
    """

    by: CountBy
    unit: Unit
    first: date
    groups: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    covered: Column
    zeros: frozenset[tuple[date, str, EventType]]
    sides: tuple[str, ...]

    @property
    def last(self) -> date:
        """The last day."""
        return self.first + timedelta(days=len(self.covered) - 1)

    @property
    def days(self) -> tuple[date, ...]:
        """Every day, in order."""
        start = self.first.toordinal()
        return tuple(map(date.fromordinal, range(start, start + len(self.covered))))

    def zeros_of(self, day: date, side: str) -> tuple[EventType, ...]:
        """The types of which a report says that there were none of this side on a day; of any, for the sheet of every side."""
        found = {kind for when, whose, kind in self.zeros if when == day and (EVERY_SIDE in {whose, side} or whose == side)}
        return tuple(sorted(found))

    def place_of(self, day: date) -> int | None:
        """Which row a day is, or None outside."""
        at = (day - self.first).days
        return at if 0 <= at < len(self.covered) else None

    def sheet(self, side: str) -> Sheet | None:
        """The sheet of a side, if it is shown."""
        return next((sheet for sheet in self.sheets if sheet.side == side), None)

    def since(self, day: date) -> "Grid":
        """The days from this one on; without an earlier one, all."""
        at = (day - self.first).days
        if at <= 0 or at >= len(self.covered):
            return self
        rows = slice(at, None)
        kept = tuple(sheet.days(rows) for sheet in self.sheets)
        zeros = frozenset(zero for zero in self.zeros if zero[0] >= day)
        return Grid(self.by, self.unit, day, self.groups, kept, self.covered[rows], zeros, self.sides)


def sides_of(rows: Iterable[DayCount]) -> tuple[str, ...]:
    """The acting parties of counts, the one with the most first; where none is said, that is a side of its own and comes last."""
    totals: dict[str | None, int] = {}
    for row in rows:
        totals[row.actor] = totals.get(row.actor, 0) + row.best
    found = sorted(totals.items(), key=lambda item: (item[0] is None, -item[1], item[0] or ""))
    return tuple(SIDE_NOT_SAID if side is None else side for side, _ in found)


def grid_of(
    counts: Counts,
    *,
    sides: Collection[str] | None = None,
    most_sides: int = 3,
    most_groups: int | None = MOST_GROUPS,
    only: Collection[str] | None = None,
) -> Grid | None:
    """Arrange counts in sheets: of the given sides, else of the largest ones; None where there is no day at all.

    Args:
        counts: what was counted.
        sides: whose sheets to make.
        most_sides: how many sheets where none are given.
        most_groups: beyond this many groups the smallest are put together as `REST`; None keeps all.
        only: groups to keep, all others left out: of thousands of places no sheet could hold every day.
    """
    known = sides_of(counts.rows)
    every = counts.by is CountBy.ACTOR
    shown = (EVERY_SIDE,) if every else tuple(sides) if sides is not None else known[:most_sides]
    days = {row.day for row in counts.rows} | set(counts.reported_days)
    if not days:
        return None
    kept = None if only is None else set(only)
    rows = [row for row in counts.rows if (every or (row.actor or SIDE_NOT_SAID) in shown) and (kept is None or row.group in kept)]
    groups = _groups(counts.by, rows, most_groups)
    first, length = min(days), (max(days) - min(days)).days + 1
    covered = np.zeros(length, dtype=bool)
    covered[[(day - first).days for day in days]] = True
    zeros = frozenset((day, EVERY_SIDE, kind) for day, kind in counts.zeros)
    return Grid(counts.by, counts.unit, first, groups, tuple(_sheets(rows, shown, groups, first, length)), covered, zeros, known)


def _groups(by: CountBy, rows: Iterable[DayCount], most: int | None) -> tuple[str, ...]:
    totals: dict[str, int] = {}
    for row in rows:
        totals[row.group] = totals.get(row.group, 0) + row.best
    if by is CountBy.TYPE:
        order = [kind.value for kind in EventType]
        return tuple(sorted(totals, key=order.index))
    largest = [group for group, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0]))]
    return tuple(largest) if most is None or len(largest) <= most else (*largest[: most - 1], REST)


def _sheets(rows: list[DayCount], shown: tuple[str, ...], groups: tuple[str, ...], first: date, length: int) -> Iterator[Sheet]:
    start, width = first.toordinal(), len(groups)
    side_at = {side: n for n, side in enumerate(shown)}
    group_at = {group: n for n, group in enumerate(groups)}
    every, rest = shown == (EVERY_SIDE,), group_at.get(REST, 0)
    sides = dict.fromkeys((row.actor for row in rows), 0)
    if not every:
        sides.update({None if side == SIDE_NOT_SAID else side: n * length * width for side, n in side_at.items()})
    # Rows of one day share its object, whose hash is reckoned once.
    day_at = {day: (day.toordinal() - start) * width for day in {row.day for row in rows}}
    said = map(_SAID, rows)
    keys = np.fromiter((sides[actor] + day_at[day] + group_at.get(group, rest) for actor, day, group in said), np.int64, len(rows))
    low, best, events, doubtful, revised = (np.fromiter(map(attrgetter(name), rows), np.float64, len(rows)) for name in _FIGURES)
    high = np.fromiter((-1 if row.high is None else row.high for row in rows), np.float64, len(rows))
    shape = (len(shown), length, width)

    def summed(weights: Column) -> Column:
        result: Column = np.bincount(keys, weights, int(np.prod(shape))).astype(np.int64).reshape(shape)
        return result

    opened = summed(high < 0) > 0
    lows, bests, highs, told, twice, mended = map(summed, (low, best, np.maximum(high, 0), events, doubtful, revised))
    for n, side in enumerate(shown):
        yield Sheet(side, lows[n], bests[n], highs[n], opened[n], told[n], twice[n], mended[n])


def moving_mean(values: Column, covered: Column, *, days: int = MEAN_DAYS, least: int = LEAST_OF_MEAN) -> Column:
    """The mean of each day and those before it, over the days that a report covers.

    NaN where these are fewer than `least`, and on a day without a report.
    """
    known = np.where(covered, values, 0).astype(np.float64)
    sums, number = (np.convolve(column, np.ones(days))[: len(values)] for column in (known, covered.astype(np.float64)))
    # Convolution adds in floating point; counts of days are whole numbers.
    number = np.rint(number)
    with np.errstate(invalid="ignore", divide="ignore"):
        result: Column = np.where(covered & (number >= least), sums / number, np.nan)
    return result


def shares(sheet: Sheet) -> Column:
    """Each group's share of the side's total, 0 to 1; NaN where nothing counts."""
    totals = sheet.best.sum(axis=0).astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        result: Column = totals / totals.sum() if totals.size else totals
    return result
