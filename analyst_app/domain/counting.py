"""The contract's rule for daily attack counts, as one pure function over any set of events.

Source: ANNOTATION.md, "Daily attack count"; summarised in `docs/counting.md`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import COUNTED_STATUSES, EventType, Status

LONGEST_COUNTED_SPAN = 2
"""Days. A longer span is a cumulative figure and counts on no day."""


class WindowDay(StrEnum):
    """Which day of a window of two days it counts on; the contract says its last."""

    LAST = "last"
    FIRST = "first"


class Unit(StrEnum):
    """What a figure adds up. Attacks, by the contract's rule, are acts and munitions together; places hit are counted by themselves."""

    ATTACKS = "attacks"
    ACTS = "acts"
    MUNITIONS = "munitions"
    PLACES = "places hit"


@dataclass(frozen=True, slots=True)
class Countable:
    """What the rule needs of an event. `act` groups events of different reports that tell the same act."""

    id: Hashable
    type: EventType
    status: Status
    date: DateSpan
    count: Estimate | None
    part_of: Hashable | None = None
    act: Hashable | None = None
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one event adds to the count of one day; `high` is None where the report sets no upper bound."""

    counts_on: date | None
    low: int = 0
    best: int = 0
    high: int | None = 0


NOTHING = Contribution(None)


_ACT = r"(?:attacks?|strikes?|air\s?strikes?|raids?|assaults?|launch(?:es)?|hits?|shellings?|bombings?|bombardments?)\b"
_ENDS = r"(?:with|by|of|on|in|at|from|to|for|into|over|using|against|were|was|have|had|has)\b"
_MUNITIONS = re.compile(
    rf"(?:[\s-]+(?!{_ACT}|{_ENDS}|\d)[\w'’“”\"/-]+){{0,4}}?[\s-]+[“\"]?(?:\w+-)*"
    rf"(?:drones?|uavs?|quadcopters?|shaheds?|gerans?|lancets?|munitions?|missiles?|rockets?|bombs?|kabs?)\b(?!\s+{_ACT})",
    re.IGNORECASE,
)
BY_MUNITION = (EventType.AIRSTRIKE, EventType.DRONE_STRIKE, EventType.MISSILE_STRIKE, EventType.SHELLING)
"""The types of which a number may count what was launched or dropped."""


LONGEST_NOUN = 60
"""Characters behind a number in which its noun stands."""


def counts_munitions(kind: EventType, following: str) -> bool:
    """Whether a number counts what was launched or dropped (“31 drones”) and not acts (“16 airstrikes”, “three drone attacks”).

    `following` is what stands behind the number in the report.
    """
    return kind in BY_MUNITION and _MUNITIONS.match(following) is not None


def last_day(event: Countable, window: WindowDay = WindowDay.LAST) -> date | None:
    """The day on which an event would count, or None where it is not countable."""
    if not event.type.is_attack or event.status not in COUNTED_STATUSES or event.date.length > LONGEST_COUNTED_SPAN:
        return None
    return event.date.end if window is WindowDay.LAST else event.date.start


def contributions(events: Iterable[Countable], *, window: WindowDay = WindowDay.LAST) -> dict[Hashable, Contribution]:
    """What each event adds, by its id.

    A whole that is not among `events` (rejected, say, or filtered out) covers nothing, so its parts count by themselves.
    Of events linked as one act the preferred one counts (the first, where none is preferred), and none of them where
    one is already inside a whole that counts.
    """
    known = {event.id: event for event in events}
    parts: dict[Hashable, list[Countable]] = defaultdict(list)
    acts: dict[Hashable, list[Countable]] = defaultdict(list)
    for event in known.values():
        if event.part_of is not None:
            parts[event.part_of].append(event)
        if event.act is not None:
            acts[event.act].append(event)
    covered = {event.id for event in known.values() if _is_covered(event, known, window)}
    silent = _told_elsewhere(acts, covered)
    result: dict[Hashable, Contribution] = {}
    for event in known.values():
        day = last_day(event, window)
        if day is None or event.id in covered or event.id in silent:
            result[event.id] = NOTHING
        else:
            result[event.id] = Contribution(day, *_amount(event, parts, window))
    return result


def daily_counts(events: Iterable[Countable]) -> Mapping[tuple[date, EventType], int]:
    """Best counts by day and type; a day and type that nothing counts on has no entry."""
    known = list(events)
    adds = contributions(known)
    totals: Counter[tuple[date, EventType]] = Counter()
    for event in known:
        day = adds[event.id].counts_on
        if day is not None:
            totals[day, event.type] += adds[event.id].best
    return totals


def _wholes(event: Countable, known: Mapping[Hashable, Countable]) -> Iterator[Countable]:
    seen = {event.id}
    while event.part_of is not None and event.part_of in known and event.part_of not in seen:
        event = known[event.part_of]
        seen.add(event.id)
        yield event


def _spans(event: Countable, day: date) -> bool:
    return last_day(event) is not None and day in event.date


def _is_covered(event: Countable, known: Mapping[Hashable, Countable], window: WindowDay) -> bool:
    day = last_day(event, window)
    return day is not None and any(_spans(whole, day) for whole in _wholes(event, known))


def _told_elsewhere(acts: Mapping[Hashable, list[Countable]], covered: set[Hashable]) -> set[Hashable]:
    silent: set[Hashable] = set()
    for members in acts.values():
        counted = next((e for e in members if e.preferred), members[0])
        inside = any(e.id in covered for e in members)
        silent.update(e.id for e in members if inside or e.id != counted.id)
    return silent


def _amount(event: Countable, parts: Mapping[Hashable, list[Countable]], window: WindowDay) -> tuple[int, int, int | None]:
    if event.count is not None:
        return bounds(event.count)
    low = best = 0
    high: int | None = 0
    for part in parts.get(event.id, ()):
        day = last_day(part, window)
        if day is None or not _spans(event, day):
            continue
        part_low, part_best, part_high = _amount(part, parts, window)
        low, best = low + part_low, best + part_best
        high = None if high is None or part_high is None else high + part_high
    # An act told without a number happened at least once, and nothing says how often at most.
    return max(1, low), max(1, best), None if not best else high


def bounds(count: Estimate | None) -> tuple[int, int, int | None]:
    """What a number adds, at least, most likely and at most; without one, at least 1 and nobody knows how many."""
    if count is None:
        return 1, 1, None
    low = count.low if count.low is not None else min(1, count.best) if count.high is not None else count.best
    high = count.high if count.high is not None or count.low is not None else count.best
    return low, count.best, high
