"""What was launched and what of it was shot down, day by day and side by side.

Launched are the drones and missiles that reports count as munitions. Shot down is what events of type interception say, by the same rule
as attacks: parts of a total add nothing, acts told twice count once, windows of up to two days count on their last.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from analyst_app.analysis.picture import Column, Picture
from analyst_app.analysis.rule import OPEN, counting_day
from analyst_app.analysis.selection import at_places, in_states, passing
from analyst_app.analysis.series import SIDE_NOT_SAID
from analyst_app.domain.counting import Countable, WindowDay, contributions
from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.rows import DayCount, EventFilter
from analyst_app.storage.blocks import PREFERRED, STATUSES, TYPES, term_words
from analyst_app.storage.database import Reader

LAUNCHED = frozenset({EventType.DRONE_STRIKE, EventType.MISSILE_STRIKE})


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum with its bounds; `high` is None where a report sets no upper bound."""

    low: int = 0
    best: int = 0
    high: int | None = 0
    events: int = 0

    def __add__(self, other: "Figure") -> "Figure":
        high = None if self.high is None or other.high is None else self.high + other.high
        return Figure(self.low + other.low, self.best + other.best, high, self.events + other.events)


NONE = Figure()


@dataclass(frozen=True, slots=True)
class RateDay:
    """What one side launched on one day, and what of it was shot down."""

    day: date
    side: str
    launched: Figure
    down: Figure

    @property
    def rate(self) -> float | None:
        """The share that was shot down, 0 to 1; None where nothing was launched, or more is told shot down than launched."""
        return rate_of(self.launched.best, self.down.best)


@dataclass(frozen=True, slots=True)
class Rates:
    """The days of all sides. `unassigned`: shot down on days on which nobody, or several sides, can have launched it."""

    days: tuple[RateDay, ...]
    unassigned: Mapping[date, Figure]

    def total(self, side: str) -> tuple[Figure, Figure]:
        """All that a side launched, and all of it that was shot down."""
        launched, down = NONE, NONE
        for day in self.days:
            if day.side == side:
                launched, down = launched + day.launched, down + day.down
        return launched, down


def rate_of(launched: int, down: int) -> float | None:
    """Shot down over launched, where that can be a share."""
    return down / launched if launched and down <= launched else None


def launched_of(rows: Iterable[DayCount]) -> dict[tuple[date, str], Figure]:
    """The counted munitions by day and side."""
    found: dict[tuple[date, str], Figure] = defaultdict(lambda: NONE)
    for row in rows:
        found[row.day, row.actor or SIDE_NOT_SAID] += Figure(row.low, row.best, row.high, row.events)
    return dict(found)


def shot_down(
    picture: Picture, reader: Reader, *, matching: EventFilter, window: WindowDay | None = None
) -> dict[tuple[date, str], Figure]:
    """What interceptions say, by day and the side that shot; of the filter, types, statuses and actors are about launches and left out."""
    asked = replace(matching, types=frozenset({EventType.INTERCEPTION}), statuses=frozenset({Status.OCCURRED}), actors=frozenset())
    taking_part = in_states(picture, matching.states) & at_places(picture, reader, matching) & _interceptions(picture)
    at = np.flatnonzero(taking_part & passing(picture, reader, asked, window=window))
    silent, made = _by_the_rule(picture, taking_part, window)
    actors = picture.column("actor")
    words = {0: SIDE_NOT_SAID, **term_words(reader, set(np.unique(actors[at]).tolist()) - {0})}
    days = counting_day(picture, window)
    found: dict[tuple[date, str], Figure] = defaultdict(lambda: NONE)
    columns = (days[at], actors[at], *(picture.column(name)[at] for name in ("least", "best", "most")))
    for n, day, actor, low, best, high in zip(at.tolist(), *(column.tolist() for column in columns), strict=True):
        if n not in silent:
            figure = made.get(n) or Figure(low, 1 if best < 0 else best, None if high == OPEN else high, 1)
            found[date.fromordinal(day), words[actor]] += figure
    return dict(found)


def rates_of(launched: Mapping[tuple[date, str], Figure], down: Mapping[tuple[date, str], Figure]) -> Rates:
    """Put what was shot down to the side that launched on that day: any but the one that shot, where there is only one."""
    sides: dict[date, set[str]] = defaultdict(set)
    for day, side in launched:
        sides[day].add(side)
    answered: dict[tuple[date, str], Figure] = defaultdict(lambda: NONE)
    unassigned: dict[date, Figure] = defaultdict(lambda: NONE)
    for (day, shooter), figure in down.items():
        others = sides[day] - {shooter} if shooter != SIDE_NOT_SAID else sides[day]
        if len(others) == 1:
            answered[day, next(iter(others))] += figure
        else:
            unassigned[day] += figure
    days = tuple(RateDay(day, side, launched[day, side], answered.get((day, side), NONE)) for day, side in sorted(launched))
    return Rates(days, dict(unassigned))


def _interceptions(picture: Picture) -> Column:
    is_one = picture.column("type") == TYPES.index(EventType.INTERCEPTION)
    result: Column = is_one & (picture.column("status") == STATUSES.index(Status.OCCURRED)) & picture.short & picture.current
    return result


def _by_the_rule(picture: Picture, taking_part: Column, window: WindowDay | None) -> tuple[set[int], dict[int, Figure]]:
    """Of interceptions that are parts, wholes or acts told twice: which add nothing, and what the others add."""
    linked = picture.linked[taking_part[picture.linked]]
    # The first report's event counts where none of an act is preferred.
    linked = linked[np.lexsort((picture.column("id")[linked], picture.column("report")[linked]))]
    names = ("start", "end", "least", "best", "most", "act", "flags")
    columns = {name: picture.column(name)[linked].tolist() for name in names}
    events = [
        Countable(
            id=n,
            # The rule is asked as for attacks: what may count was chosen before.
            type=EventType.ATTACK,
            status=Status.OCCURRED,
            date=DateSpan(date.fromordinal(columns["start"][k]), date.fromordinal(columns["end"][k])),
            count=_estimate(columns["least"][k], columns["best"][k], columns["most"][k]),
            part_of=whole if whole >= 0 else None,
            act=columns["act"][k] or None,
            preferred=bool(columns["flags"][k] & PREFERRED),
        )
        for k, (n, whole) in enumerate(zip(linked.tolist(), picture.whole[linked].tolist(), strict=True))
    ]
    added = contributions(events, window=window or picture.window)
    silent = {n for n in linked.tolist() if added[n].counts_on is None}
    return silent, {n: Figure(a.low, a.best, a.high, 1) for n in linked.tolist() if (a := added[n]).counts_on is not None}


def _estimate(least: int, best: int, most: int) -> Estimate | None:
    return None if best < 0 else Estimate(least, best, None if most == OPEN else most)
