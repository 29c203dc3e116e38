"""The counting rule of `domain.counting`, for all events at once. A test holds the two equal for any web of parts and acts."""

from dataclasses import dataclass

import numpy as np

from analyst_app.analysis.picture import Column, Picture
from analyst_app.domain.counting import WindowDay
from analyst_app.storage.blocks import PREFERRED, TYPES

DEEPEST = 64
"""Wholes above one another; no report comes near it."""

ATTACKS = np.array([kind.is_attack for kind in TYPES])
OPEN = -1
"""Stands in `high` for a bound that no report sets."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """Which events count, and what they add."""

    counted: Column
    own: tuple[Column, Column, Column]
    slots: Column | None = None
    summed: tuple[Column, Column, Column] | None = None
    """What events without a number add with their parts, and where in it each one's amount stands, -1 for all others."""

    def of(self, at: Column) -> tuple[Column, Column, Column]:
        """Low, best and high of the events that stand there."""
        low, best, high = (values[at] for values in self.own)
        best = np.where(best < 0, 1, best)
        if self.slots is not None and self.summed is not None:
            slot = self.slots[at]
            made = slot >= 0
            for values, sums in zip((low, best, high), self.summed, strict=True):
                values[made] = sums[slot[made]]
        return low, best, high


def counting_day(picture: Picture, window: WindowDay | None = None) -> Column:
    """The day on which an event would count, as an ordinal; that of the picture's window unless another is given."""
    return picture.column("end" if (window or picture.window) is WindowDay.LAST else "start")


def amounts(
    picture: Picture, taking_part: Column, *, scope: Column | None = None, window: WindowDay | None = None, places: bool = False
) -> Amounts:
    """Apply the rule among the events that take part, as if there were no others.

    Args:
        picture: all events.
        taking_part: which of them.
        scope: where given, the rule is applied among the events with the same value by itself, for each value.
        window: the day that a window of two days counts on; as the picture has it unless given.
        places: add up the places that were hit where a report counts them, instead of acts.

    Events of reports that others replace have no part in it, whoever asks for them: an act is not silenced by a figure that is revised.
    """
    taking_part = taking_part & picture.current
    if places:
        taking_part = taking_part & (picture.column("places_count") >= 0)
    counted = taking_part & picture.countable
    names = ("places_count",) * 3 if places else ("least", "best", "most")
    own = picture.column(names[0]), picture.column(names[1]), picture.column(names[2])
    linked = picture.linked[taking_part[picture.linked]]
    if not linked.size:
        return Amounts(counted, own)
    web = _Web.of(picture, linked, scope=scope, window=window)
    covered = web.covered
    counted[linked] &= ~covered & ~_told_elsewhere(picture, linked, covered, scope)
    unsaid = own[1][linked] < 0
    if not unsaid.any():
        return Amounts(counted, own)
    slots = np.full(picture.size, -1, dtype=np.int32)
    slots[linked[unsaid]] = np.flatnonzero(unsaid)
    return Amounts(counted, own, slots, web.summed(unsaid, (own[0][linked], own[1][linked], own[2][linked])))


@dataclass(frozen=True, slots=True)
class _Web:
    """The linked events that take part: where each one's whole stands among them (-1: none), and what decides who covers whom."""

    whole: Column
    countable: Column
    start: Column
    end: Column
    day: Column

    @classmethod
    def of(cls, picture: Picture, linked: Column, *, scope: Column | None, window: WindowDay | None) -> "_Web":
        here = np.full(picture.size + 1, -1, dtype=np.int32)
        here[linked] = np.arange(linked.size, dtype=np.int32)
        whole = here[picture.whole[linked]]
        if scope is not None:
            mine = scope[linked]
            whole = np.where((whole >= 0) & (mine[whole] != mine), -1, whole)
        start, end, day = (column[linked] for column in (picture.column("start"), picture.column("end"), counting_day(picture, window)))
        return cls(whole, picture.countable[linked], start, end, day)

    @property
    def covered(self) -> Column:
        """Whether one of an event's wholes counts and spans its day."""
        found = np.zeros(self.whole.size, dtype=bool)
        parts = np.flatnonzero(self.countable & (self.whole >= 0))
        above = self.whole[parts]
        for _ in range(DEEPEST):
            if not parts.size:
                break
            found[parts] |= self._spans(above, self.day[parts])
            above = self.whole[above]
            parts, above = parts[above >= 0], above[above >= 0]
        return found

    def _spans(self, whole: Column, day: Column) -> Column:
        result: Column = self.countable[whole] & (self.start[whole] <= day) & (day <= self.end[whole])
        return result

    def summed(self, unsaid: Column, own: tuple[Column, Column, Column]) -> tuple[Column, Column, Column]:
        """The amounts, those of events without a number made from their parts, the lowest parts first."""
        low, best, high = (np.where(unsaid, 0, values).astype(np.int64) for values in own)
        is_open = ~unsaid & (own[2] == OPEN)
        depth = self._depth()
        for level in range(int(depth.max()), -1, -1):
            at = np.flatnonzero(depth == level)
            mine = at[unsaid[at]]
            is_open[mine] |= best[mine] == 0
            low[mine], best[mine] = np.maximum(1, low[mine]), np.maximum(1, best[mine])
            parts = at[(self.whole[at] >= 0) & self.countable[at]]
            parts = parts[unsaid[self.whole[parts]] & self._spans(self.whole[parts], self.day[parts])]
            above = self.whole[parts]
            for values in (low, best, high):
                np.add.at(values, above, values[parts])
            np.logical_or.at(is_open, above, is_open[parts])
        return low, best, np.where(is_open, OPEN, high)

    def _depth(self) -> Column:
        depth = np.zeros(self.whole.size, dtype=np.int32)
        above = self.whole
        for _ in range(DEEPEST):
            below = above >= 0
            if not below.any():
                break
            depth += below
            above = np.where(below, self.whole[above], -1)
        return depth


def _told_elsewhere(picture: Picture, linked: Column, covered: Column, scope: Column | None) -> Column:
    """Whether another event of the same act counts in an event's stead, or the act is inside a total that counts."""
    silent = np.zeros(linked.size, dtype=bool)
    at = np.flatnonzero(picture.column("act")[linked])
    if not at.size:
        return silent
    rows = linked[at]
    act = picture.column("act")[rows].astype(np.int64)
    within = np.zeros(rows.size, dtype=np.int64) if scope is None else scope[rows].astype(np.int64)
    later = (picture.column("flags")[rows] & PREFERRED) == 0
    order = np.lexsort((picture.column("id")[rows], picture.column("report")[rows], later, within, act))
    first = np.ones(rows.size, dtype=bool)
    first[1:] = (act[order][1:] != act[order][:-1]) | (within[order][1:] != within[order][:-1])
    group = np.cumsum(first) - 1
    inside = np.zeros(int(group[-1]) + 1, dtype=bool)
    np.logical_or.at(inside, group, covered[at][order])
    silent[at[order]] = ~first | inside[group]
    return silent
