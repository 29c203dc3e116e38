"""Week on week, with ACLED's guard against percentages of next to nothing.

Source: ACLED, "Trendfinder" documentation: changes above 25 % are large, from 10 % moderate, below -25 % a large decrease; where the
baseline is at most 2 and the latest week at most 5, no percentage is given.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from analyst_app.analysis.series import Grid, Sheet

WEEK = 7
FOUR = 4
LOW_BASELINE, LOW_LATEST = 2, 5
LARGE, MODERATE = 25.0, 10.0


class Change(StrEnum):
    """ACLED's classes of change."""

    LARGE_INCREASE = "large increase"
    INCREASE = "moderate increase"
    LIMITED = "limited change"
    LARGE_DECREASE = "large decrease"


class NoPercentage(StrEnum):
    """Why a change has no percentage."""

    NO_WEEK_BEFORE = "there is no week before"
    GAPS = "days without a report"
    LOW_BASELINE = "too few to compare in per cent"


@dataclass(frozen=True, slots=True)
class Percentage:
    """A change in per cent, or why there is none."""

    value: float | None
    why_not: NoPercentage | None = None

    @property
    def change(self) -> Change | None:
        """The class of the change."""
        if self.value is None:
            return None
        if self.value > LARGE:
            return Change.LARGE_INCREASE
        if self.value >= MODERATE:
            return Change.INCREASE
        return Change.LIMITED if self.value >= -LARGE else Change.LARGE_DECREASE


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days of one side, held against the week before and against the mean of the four weeks before."""

    side: str
    first: date
    low: int
    best: int
    high: int | None
    events: int
    doubtful: int
    covered: int
    before: int | None
    of_before: Percentage
    mean_of_four: float | None
    of_four: Percentage

    @property
    def last(self) -> date:
        """Its seventh day."""
        return self.first + timedelta(days=WEEK - 1)


def percentage(latest: float, baseline: float | None, *, gaps: bool = False) -> Percentage:
    """The change from a baseline, unless the guard or gaps forbid to give one."""
    if baseline is None:
        return Percentage(None, NoPercentage.NO_WEEK_BEFORE)
    if gaps:
        return Percentage(None, NoPercentage.GAPS)
    if baseline == 0 or (baseline <= LOW_BASELINE and latest <= LOW_LATEST):
        return Percentage(None, NoPercentage.LOW_BASELINE)
    return Percentage(100 * (latest - baseline) / baseline)


def weeks_of(grid: Grid, sheet: Sheet) -> Iterator[Week]:
    """The whole weeks of one side, counted back from the last day, the earliest first. A first week that is not whole is left out."""
    number = len(grid.covered) // WEEK
    start = len(grid.covered) - number * WEEK
    low, high, is_open = sheet.bounds()
    columns = [
        column[start:].reshape(number, WEEK)
        for column in (low, sheet.daily, high, is_open, sheet.events.sum(axis=1), sheet.doubtful.sum(axis=1), grid.covered)
    ]
    lows, bests, highs, opens, events, doubtful, covered = (column.sum(axis=1).tolist() for column in columns)
    for n in range(number):
        earlier = slice(n - FOUR, n)
        before = bests[n - 1] if n else None
        mean = float(np.mean(bests[earlier])) if n >= FOUR else None
        yield Week(
            side=sheet.side,
            first=grid.first + timedelta(days=start + n * WEEK),
            low=lows[n],
            best=bests[n],
            high=None if opens[n] else highs[n],
            events=events[n],
            doubtful=doubtful[n],
            covered=covered[n],
            before=before,
            of_before=percentage(bests[n], before, gaps=min(covered[max(0, n - 1) : n + 1]) < WEEK),
            mean_of_four=mean,
            of_four=percentage(bests[n], mean, gaps=n >= FOUR and min(covered[n - FOUR : n + 1]) < WEEK),
        )
