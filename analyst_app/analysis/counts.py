"""Daily attack counts over a picture of all events, by the contract's rule, broken down by whatever an event says.

Which events take part in the rule is decided before it is applied, which of them are shown, after:
a filter on type, actor, status or source shows a share of the day's total, so the shares add up to it; a filter on
places, and a breakdown by them, ask what is told of those places, where a total without a place has no say.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np

from analyst_app.analysis.duplicates import find_alike
from analyst_app.analysis.picture import Column, Picture
from analyst_app.analysis.rule import ATTACKS, OPEN, Amounts, amounts, counting_day
from analyst_app.analysis.selection import at_places, in_states, of_unit, passing, place_column, settlement_column
from analyst_app.domain.counting import Unit, WindowDay
from analyst_app.domain.ontology import EventType, Status
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


@dataclass(frozen=True, slots=True)
class _Counted:
    """The events that are shown, and what they add."""

    shown: Column
    added: Amounts
    groups: Column
    counting: Column


def count_days(picture: Picture, reader: Reader, *, matching: EventFilter, setting: CountSetting) -> Counts:
    """Count the events that pass the filter; `matching.states` are the states that take part."""
    answer = _counted(picture, reader, matching, setting)
    alike = find_alike(picture, answer.shown)
    doubtful = np.zeros(picture.size, dtype=bool)
    doubtful[alike.events] = True
    attacks = answer.shown & ATTACKS[picture.column("type")]
    return Counts(
        by=setting.by,
        rows=_rows(picture, reader, answer, setting, doubtful),
        reported_days=_reported_days(picture, matching, setting.window),
        zeros=_zeros(picture, answer.shown, setting.window),
        duplicates=len(alike),
        not_counted=int(np.count_nonzero(attacks & ~answer.added.counted & picture.current)),
        superseded=int(np.count_nonzero(attacks & ~picture.current)),
        revised_days=_revised_days(picture, answer, setting),
        unit=setting.unit,
        window=setting.window,
    )


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
        (groups, answer.groups, _group_words(reader, setting.by, answer.groups[at])),
        (actors, picture.column("actor"), _actor_words(reader, picture.column("actor")[at])),
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
    added = amounts(
        picture,
        taking_part,
        scope=groups if setting.by in PLACES else None,
        window=setting.window,
        places=setting.unit is Unit.PLACES,
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


def _group_words(reader: Reader, by: CountBy, numbers: Column) -> Mapping[int, str]:
    fixed: Mapping[CountBy, Iterable[str]] = {CountBy.TYPE: TYPES, CountBy.STATUS: STATUSES, CountBy.STATE: STATES}
    if by in fixed:
        return {number: str(word) for number, word in enumerate(fixed[by])}
    if by is CountBy.SOURCE:
        return {0: NOT_SAID, **queries.source_names(reader)}
    return {0: NOT_SAID, **term_words(reader, _used(numbers) - {0})}


def _actor_words(reader: Reader, numbers: Column) -> Mapping[int, str | None]:
    return {0: None, **term_words(reader, _used(numbers) - {0})}


def _used(numbers: Column) -> set[int]:
    return set(np.flatnonzero(np.bincount(numbers)).tolist()) if numbers.size else set()


def _ranks(numbers: Column, words: Mapping[int, str | None]) -> tuple[Column, list[str | None]]:
    """For each number the rank of its word, and the words by rank. Numbers of one word get one rank."""
    used = _used(numbers)
    ordered = sorted({words[number] for number in used}, key=lambda word: word or "")
    rank_of = {word: rank for rank, word in enumerate(ordered)}
    table = np.zeros(max(used, default=0) + 1, dtype=np.int64)
    for number in used:
        table[number] = rank_of[words[number]]
    return table[numbers], ordered


def _rows(picture: Picture, reader: Reader, answer: _Counted, setting: CountSetting, doubtful: Column) -> tuple[DayCount, ...]:
    at = np.flatnonzero(answer.counting)
    if not at.size:
        return ()
    numbers, actors = answer.groups[at], picture.column("actor")[at]
    group_ranks, groups = _ranks(numbers, _group_words(reader, setting.by, numbers))
    actor_ranks, parties = _ranks(actors, _actor_words(reader, actors))
    day = counting_day(picture, setting.window)[at]
    first, width, deep = int(day.min()), len(parties), len(groups) * len(parties)
    keys = (day - first).astype(np.int64) * deep + group_ranks * width + actor_ranks
    size = (int(day.max()) - first + 1) * deep
    if size > _DENSE:
        cells, keys = np.unique(keys, return_inverse=True)
        size, used = cells.size, np.arange(cells.size)
    else:
        cells = used = np.flatnonzero(np.bincount(keys, minlength=size))
    low, best, high = answer.added.of(at)
    flags = picture.column("flags")[at]
    weights = (low, best, high, high == OPEN, None, doubtful[at], ((flags & (CORRECTED | PREFERRED)) > 0) | picture.revising[at])
    sums = [np.bincount(keys, values, size)[used].astype(np.int64).tolist() for values in weights]
    sums[2] = [None if is_open else most for most, is_open in zip(sums[2], sums.pop(3), strict=True)]
    days = [date.fromordinal(first + n) for n in range(int(day.max()) - first + 1)]
    words = [group or NOT_SAID for group in groups]
    return tuple(
        map(
            partial(tuple.__new__, DayCount),  # what `_make` does, without a call of Python for each
            zip(
                map(days.__getitem__, (cells // deep).tolist()),
                map(words.__getitem__, (cells % deep // width).tolist()),
                map(parties.__getitem__, (cells % width).tolist()),
                *sums,
                strict=True,
            ),
        )
    )


def _revised_days(picture: Picture, answer: _Counted, setting: CountSetting) -> frozenset[date]:
    """The days on which something counts that a report says in another one's stead."""
    days = counting_day(picture, setting.window)[answer.counting & picture.revising]
    return frozenset(map(date.fromordinal, _used(days)))


def _zeros(picture: Picture, shown: Column, window: WindowDay) -> frozenset[tuple[date, EventType]]:
    denied = (picture.column("status") == STATUSES.index(Status.DENIED)) & (picture.column("best") == 0)
    at = np.flatnonzero(shown & denied & picture.current & ATTACKS[picture.column("type")])
    days, kinds = counting_day(picture, window)[at].tolist(), picture.column("type")[at].tolist()
    return frozenset((date.fromordinal(day), TYPES[kind]) for day, kind in zip(days, kinds, strict=True))


def _reported_days(picture: Picture, matching: EventFilter, window: WindowDay) -> frozenset[date]:
    """The days that reports cover: the day of publication, and those of the week before it on which an event could count.

    Where windows count on their first day, it is the day before publication: what a report of the last 24 hours covers.

    A day outside them is a gap in what was read, not a day without attacks. What a report recalls from longer ago is background:
    it does not say that the report covers that day.
    """
    published = picture.by_report("published")[picture.by_report("standing") == COUNTS]
    if window is WindowDay.FIRST:
        published = published - 1
    end, told = picture.column("end"), picture.of_report("published")
    known = picture.current & (picture.column("state") != STATES.index(ReviewState.REJECTED))
    known &= picture.short & (end <= told) & (told - end <= COVERED_DAYS)
    days = {*_used(published), *_used(counting_day(picture, window)[known])}
    first = matching.first_day.toordinal() if matching.first_day is not None else 0
    last = matching.last_day.toordinal() if matching.last_day is not None else date.max.toordinal()
    return frozenset(date.fromordinal(day) for day in days if first <= day <= last)
