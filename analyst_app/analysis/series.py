"""Daily counts as columns of numbers, one sheet a side, and what can be read off them: means, running totals, shares.

Works on the answer of `counts`; knows nothing of events. Two sides are never added up.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

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
_FIGURES = ("low", "best", "events", "doubtful", "revised")
MEAN_DAYS = 7
LEAST_OF_MEAN = 4
"""Days with a report that a mean over seven days needs; of fewer there is none."""


class Acting(Protocol):
    """Something that counts, with who acts."""

    @property
    def actor(self) -> str | None:
        """The acting party; None where none is said."""

    @property
    def best(self) -> int:
        """How much counts."""


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


def sides_of(rows: Iterable[Acting]) -> tuple[str, ...]:
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
    told = _Told(counts.rows)
    known = told.sides()
    every = counts.by is CountBy.ACTOR
    shown = (EVERY_SIDE,) if every else tuple(sides) if sides is not None else known[:most_sides]
    days = {*told.days, *counts.reported_days}
    if not days:
        return None
    side_at = np.array([0 if every else _place(shown, actor or SIDE_NOT_SAID) for actor in told.actors], dtype=np.int64)
    kept = np.array([only is None or group in only for group in told.groups], dtype=bool)
    used = (side_at[told.actor] >= 0) & kept[told.group]
    groups = _groups(counts.by, told.totals(used), most_groups)
    first, length = min(days), (max(days) - min(days)).days + 1
    covered = np.zeros(length, dtype=bool)
    covered[[(day - first).days for day in days]] = True
    zeros = frozenset((day, EVERY_SIDE, kind) for day, kind in counts.zeros)
    group_at = np.array([_place(groups, group if group in groups else REST) for group in told.groups], dtype=np.int64)
    keys = (side_at[told.actor] * length + told.day - first.toordinal()) * len(groups) + group_at[told.group]
    sheets = tuple(told.sheets(keys[used], used, shown, (length, len(groups))))
    return Grid(counts.by, counts.unit, first, groups, sheets, covered, zeros, known)


def _place(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else -1


class _Told:
    """The rows of counts as columns: who, which group and which day as numbers, since there are tens of thousands of them."""

    def __init__(self, rows: Sequence[DayCount]) -> None:
        columns = list(zip(*rows, strict=True)) or [()] * len(DayCount._fields)
        said = dict(zip(DayCount._fields, columns, strict=True))
        self.actors, self.actor = _numbered(said["actor"])
        self.groups, self.group = _numbered(said["group"])
        self.days, days = _numbered(said["day"])
        self.day = np.array([day.toordinal() for day in self.days], dtype=np.int64)[days]
        self._figures = {name: np.array(said[name], dtype=np.float64) for name in _FIGURES}
        # What is open upwards has no number, which is none that can be added.
        self._high = np.array(said["high"], dtype=np.float64)

    def sides(self) -> tuple[str, ...]:
        """As `sides_of` has them."""
        totals = np.bincount(self.actor, self._figures["best"], len(self.actors)).tolist()
        found = sorted(zip(self.actors, totals, strict=True), key=lambda item: (item[0] is None, -item[1], item[0] or ""))
        return tuple(SIDE_NOT_SAID if actor is None else actor for actor, _ in found)

    def totals(self, used: Column) -> dict[str, float]:
        """What counts of each group that is used."""
        size = len(self.groups)
        there = np.bincount(self.group[used], minlength=size).tolist()
        totals = np.bincount(self.group[used], self._figures["best"][used], size).tolist()
        return {group: total for group, total, number in zip(self.groups, totals, there, strict=True) if number}

    def sheets(self, keys: Column, used: Column, sides: tuple[str, ...], days_and_groups: tuple[int, int]) -> Iterator[Sheet]:
        """The figures of each side by day and group; `keys` say where those that are used stand."""
        shape = (len(sides), *days_and_groups)

        def summed(weights: Column) -> Column:
            result: Column = np.bincount(keys, weights, int(np.prod(shape))).astype(np.int64).reshape(shape)
            return result

        high = self._high[used]
        opened = summed(np.isnan(high)) > 0
        low, best, events, doubtful, revised = (summed(self._figures[name][used]) for name in _FIGURES)
        highs = summed(np.nan_to_num(high))
        for n, side in enumerate(sides):
            yield Sheet(side, low[n], best[n], highs[n], opened[n], events[n], doubtful[n], revised[n])


def _numbered[Value: Hashable](column: Sequence[Value]) -> tuple[list[Value], Column]:
    """The values that there are, and for each row the number of its own."""
    values = list(dict.fromkeys(column))
    place = {value: n for n, value in enumerate(values)}
    return values, np.fromiter(map(place.__getitem__, column), np.int64, len(column))


def _groups(by: CountBy, totals: dict[str, float], most: int | None) -> tuple[str, ...]:
    if by is CountBy.TYPE:
        order = [kind.value for kind in EventType]
        return tuple(sorted(totals, key=order.index))
    # What was put together as the rest before stays the rest, however large it is.
    rest = totals.pop(REST, None) is not None
    largest = [group for group, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0]))]
    if most is not None and len(largest) + rest > most:
        return (*largest[: most - 1], REST)
    return (*largest, REST) if rest else tuple(largest)


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
