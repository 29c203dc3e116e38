"""Daily attack counts over a picture of all events, by the contract's rule, broken down by whatever an event says.

Which events take part in the rule is decided before it is applied, which of them are shown, after:
a filter on type, actor, status or source shows a share of the day's total, so the shares add up to it; a filter on
places, and a breakdown by them, ask what is told of those places, where a total without a place has no say.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

import numpy as np

from analyst_app.analysis.duplicates import find_alike
from analyst_app.analysis.picture import Column, Picture
from analyst_app.analysis.rule import ATTACKS, OPEN, Amounts, amounts, counting_day
from analyst_app.analysis.selection import at_places, in_states, of_unit, passing, place_column, settlement_column
from analyst_app.analysis.series import REST
from analyst_app.domain.counting import Unit, WindowDay
from analyst_app.domain.ontology import EventType
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import CountBy, Counts, CountSetting, DayCount, EventFilter
from analyst_app.storage import queries
from analyst_app.storage.blocks import CORRECTED, COUNTS, PREFERRED, STATES, STATUSES, TYPES, term_words
from analyst_app.storage.database import Reader

NOT_SAID = "not said"
"""The group of events that give no value for what the counts are broken down by."""

COVERED_DAYS = 7
"""How far back from its publication a report covers days; longer ago is background."""

PLACES = frozenset({CountBy.PLACE, CountBy.REGION, CountBy.DIRECTION, CountBy.SETTLEMENT})
"""The breakdowns within whose groups the rule is applied by itself."""

_DENSE = 8_000_000
"""Sums that are kept for every day, group and actor there could be; beyond that only for those that there are."""


class GroupSum(NamedTuple):
    """What counts of one group and one acting party on all days together."""

    group: str
    actor: str | None
    best: int


@dataclass(frozen=True, slots=True)
class _Counted:
    """The events that are shown, and what they add."""

    shown: Column
    added: Amounts
    groups: Column
    counting: Column


class Counting:
    """One question, worked out once: sums over all days, and the days of all groups, or of some and of all others together.

    Of thousands of places there are far more days than anybody looks at; sums say which of them to ask for.
    """

    def __init__(self, picture: Picture, reader: Reader, *, matching: EventFilter, setting: CountSetting) -> None:
        self._picture, self._matching, self._setting = picture, matching, setting
        self._answer = _counted(picture, reader, matching, setting)
        self._at = np.flatnonzero(self._answer.counting)
        self._low, self._best, self._high = self._answer.added.of(self._at)
        numbers, actors = self._answer.groups[self._at], picture.column("actor")[self._at]
        used, acting = _used(numbers), _used(actors)
        self._group_of, groups = _ranks(numbers, used, _group_words(reader, setting.by, used))
        self._groups = [group or NOT_SAID for group in groups]
        self._actor_of, self._actors = _ranks(actors, acting, _actor_words(reader, acting))

    def sums(self) -> tuple[GroupSum, ...]:
        """What counts of each group and party."""
        width = len(self._actors)
        keys = self._group_of * width + self._actor_of
        cells = np.flatnonzero(np.bincount(keys, minlength=len(self._groups) * width))
        best = np.bincount(keys, self._best)[cells].astype(np.int64)
        return tuple(
            GroupSum(self._groups[cell // width], self._actors[cell % width], number)
            for cell, number in zip(cells.tolist(), best.tolist(), strict=True)
        )

    def days(self, kept: Collection[str] | None = None) -> Counts:
        """Day by day; of the groups that are kept, with all others as `REST`, where they are named."""
        picture, setting, answer = self._picture, self._setting, self._answer
        alike = find_alike(picture, answer.shown)
        attacks = answer.shown & ATTACKS[picture.column("type")]
        return Counts(
            by=setting.by,
            rows=self._rows(alike.events, None if kept is None else frozenset(kept)),
            reported_days=_reported_days(picture, self._matching, setting.window),
            zeros=_zeros(picture, answer.shown, setting.window),
            duplicates=len(alike),
            not_counted=int(np.count_nonzero(attacks & ~answer.added.counted & picture.current)),
            superseded=int(np.count_nonzero(attacks & ~picture.current)),
            revised_days=_revised_days(picture, answer, setting),
            unit=setting.unit,
            window=setting.window,
        )

    def _rows(self, alike: Column, kept: frozenset[str] | None) -> tuple[DayCount, ...]:
        picture, at = self._picture, self._at
        if not at.size:
            return ()
        group_of, groups = self._with_rest(kept)
        day = counting_day(picture, self._setting.window)[at]
        first, last, width = int(day.min()), int(day.max()), len(self._actors)
        deep = len(groups) * width
        keys = (day - first).astype(np.int64) * deep + group_of * width + self._actor_of
        size = (last - first + 1) * deep
        if size > _DENSE:
            cells, keys = np.unique(keys, return_inverse=True)
            size, used, events = cells.size, np.arange(cells.size), np.bincount(keys)
        else:
            events = np.bincount(keys, minlength=size)
            cells = used = np.flatnonzero(events)
        doubtful = np.zeros(picture.size, dtype=bool)
        doubtful[alike] = True
        revised = ((picture.column("flags")[at] & (CORRECTED | PREFERRED)) > 0) | picture.revising[at]
        # Few events have bounds of their own, may be told twice or are revised: these are picked out first.
        best = np.bincount(keys, self._best, size)
        low, high = (best + _beyond(keys, bound, self._best, size) for bound in (self._low, self._high))
        adds = [values[used].astype(np.int64).tolist() for values in (low, best, high)]
        tell = [np.bincount(keys[mask], minlength=size)[used].tolist() for mask in (self._high == OPEN, doubtful[at], revised)]
        adds[2] = [None if is_open else most for most, is_open in zip(adds[2], tell[0], strict=True)]
        days = [date.fromordinal(first + n) for n in range(last - first + 1)]
        return tuple(
            map(
                partial(tuple.__new__, DayCount),  # what `_make` does, without a call of Python for each
                zip(
                    map(days.__getitem__, (cells // deep).tolist()),
                    map(groups.__getitem__, (cells % deep // width).tolist()),
                    map(self._actors.__getitem__, (cells % width).tolist()),
                    *adds,
                    events[used].tolist(),
                    *tell[1:],
                    strict=True,
                ),
            )
        )

    def _with_rest(self, kept: frozenset[str] | None) -> tuple[Column, list[str]]:
        """The group of each event, and their names; where some are kept, all others are one."""
        if kept is None:
            return self._group_of, self._groups
        names = sorted(kept & set(self._groups))
        place = {name: n for n, name in enumerate(names)}
        table = np.array([place.get(group, len(names)) for group in self._groups], dtype=np.int64)
        return table[self._group_of], [*names, REST]


def _beyond(keys: Column, bound: Column, best: Column, size: int) -> Column:
    """By key, how far the sum of a bound lies from that of the best numbers."""
    at = np.flatnonzero(bound != best)
    result: Column = np.bincount(keys[at], bound[at] - best[at], size)
    return result


def count_days(picture: Picture, reader: Reader, *, matching: EventFilter, setting: CountSetting) -> Counts:
    """Count the events that pass the filter; `matching.states` are the states that take part."""
    return Counting(picture, reader, matching=matching, setting=setting).days()


def counted_ids(
    picture: Picture,
    reader: Reader,
    *,
    matching: EventFilter,
    setting: CountSetting,
    days: Collection[date],
    groups: Collection[str] | None = None,
    actors: Collection[str | None] | None = None,
) -> tuple[int, ...]:
    """The events behind these days of `count_days`, of these groups and actors alone where they are given."""
    answer = _counted(picture, reader, matching, setting)
    behind = np.isin(counting_day(picture, setting.window), [day.toordinal() for day in days]) & answer.counting
    at = np.flatnonzero(behind)
    for wanted, values, words in (
        (groups, answer.groups, _group_words(reader, setting.by, _used(answer.groups[at]))),
        (actors, picture.column("actor"), _actor_words(reader, _used(picture.column("actor")[at]))),
    ):
        if wanted is not None:
            at = at[np.isin(values[at], [number for number, word in words.items() if word in wanted])]
    return tuple(picture.column("id")[at].tolist())


def shown_events(picture: Picture, reader: Reader, matching: EventFilter, *, window: WindowDay | None = None) -> Column:
    """The events that a count by type would show, counted or not."""
    taking_part = in_states(picture, matching.states) & at_places(picture, reader, matching)
    return taking_part & passing(picture, reader, matching, window=window)


def _counted(picture: Picture, reader: Reader, matching: EventFilter, setting: CountSetting) -> _Counted:
    taking_part = in_states(picture, matching.states) & at_places(picture, reader, matching)
    groups = _groups(picture, setting.by)
    scope, places = setting.by if setting.by in PLACES else None, setting.unit is Unit.PLACES
    # Whatever else a filter asks for, the rule is applied among the same events.
    among = (matching.states, matching.places, matching.regions, matching.directions, scope, places, setting.window)
    added = picture.latest(
        "amounts",
        among,
        lambda: amounts(picture, taking_part, scope=groups if scope else None, window=setting.window, places=places),
    )
    shown = taking_part & passing(picture, reader, matching, window=setting.window)
    of_this = of_unit(picture, setting.unit)
    if of_this is not None:
        shown &= of_this
    return _Counted(shown, added, groups, added.counted & shown)


def _groups(picture: Picture, by: CountBy) -> Column:
    columns = {
        CountBy.SOURCE: lambda: picture.of_report("source"),
        CountBy.PLACE: lambda: place_column(picture),
        CountBy.SETTLEMENT: lambda: settlement_column(picture),
    }
    return columns[by]() if by in columns else picture.column(by.value)


def _group_words(reader: Reader, by: CountBy, used: Collection[int]) -> Mapping[int, str]:
    fixed: Mapping[CountBy, Iterable[str]] = {CountBy.TYPE: TYPES, CountBy.STATUS: STATUSES, CountBy.STATE: STATES}
    if by in fixed:
        return {number: str(word) for number, word in enumerate(fixed[by])}
    if by is CountBy.SOURCE:
        return {0: NOT_SAID, **queries.source_names(reader)}
    return {0: NOT_SAID, **term_words(reader, set(used) - {0})}


def _actor_words(reader: Reader, used: Collection[int]) -> Mapping[int, str | None]:
    return {0: None, **term_words(reader, set(used) - {0})}


def _used(numbers: Column) -> set[int]:
    return set(np.flatnonzero(np.bincount(numbers)).tolist()) if numbers.size else set()


def _ranks(numbers: Column, used: Collection[int], words: Mapping[int, str | None]) -> tuple[Column, list[str | None]]:
    """For each number the rank of its word, and the words by rank. Numbers of one word get one rank."""
    ordered = sorted({words[number] for number in used}, key=lambda word: word or "")
    rank_of = {word: rank for rank, word in enumerate(ordered)}
    table = np.zeros(max(used, default=0) + 1, dtype=np.int64)
    for number in used:
        table[number] = rank_of[words[number]]
    return table[numbers], ordered


def _revised_days(picture: Picture, answer: _Counted, setting: CountSetting) -> frozenset[date]:
    """The days on which something counts that a report says in another one's stead."""
    days = counting_day(picture, setting.window)[answer.counting & picture.revising]
    return frozenset(map(date.fromordinal, _used(days)))


def _zeros(picture: Picture, shown: Column, window: WindowDay) -> frozenset[tuple[date, EventType]]:
    at = picture.denied[shown[picture.denied]]
    days, kinds = counting_day(picture, window)[at].tolist(), picture.column("type")[at].tolist()
    return frozenset((date.fromordinal(day), TYPES[kind]) for day, kind in zip(days, kinds, strict=True))


def _reported_days(picture: Picture, matching: EventFilter, window: WindowDay) -> frozenset[date]:
    """The days that reports cover: the day of publication, and those of the week before it on which an event could count.

    Where windows count on their first day, it is the day before publication: what a report of the last 24 hours covers.

    A day outside them is a gap in what was read, not a day without attacks. What a report recalls from longer ago is background:
    it does not say that the report covers that day.
    """
    days = picture.latest("reported days", window, lambda: _all_reported(picture, window))
    first = matching.first_day.toordinal() if matching.first_day is not None else 0
    last = matching.last_day.toordinal() if matching.last_day is not None else date.max.toordinal()
    return frozenset(map(date.fromordinal, days[(days >= first) & (days <= last)].tolist()))


def _all_reported(picture: Picture, window: WindowDay) -> Column:
    published = picture.by_report("published")[picture.by_report("standing") == COUNTS]
    if window is WindowDay.FIRST:
        published = published - 1
    end, told = picture.column("end"), picture.of_report("published")
    known = picture.current & (picture.column("state") != STATES.index(ReviewState.REJECTED))
    known &= picture.short & (end <= told) & (told - end <= COVERED_DAYS)
    return np.array(sorted({*_used(published), *_used(counting_day(picture, window)[known])}), dtype=np.int64)
