"""One page of the events table out of a million: which events, in which order. What they say is read for that page alone."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from analyst_app.analysis.counts import shown_events
from analyst_app.analysis.duplicates import find_alike
from analyst_app.analysis.picture import Column, Picture
from analyst_app.analysis.rule import amounts, counting_day
from analyst_app.analysis.selection import in_states
from analyst_app.domain.counting import Unit
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter, EventOrder, FlatEvent
from analyst_app.storage import queries
from analyst_app.storage.blocks import MUNITIONS, NO_CONFIDENCE, STATES, STATUSES, TYPES, term_words
from analyst_app.storage.database import Reader


def count_of(picture: Picture, reader: Reader, matching: EventFilter) -> int:
    """How many events pass the filter."""
    return int(np.count_nonzero(_listed(picture, reader, matching)))


def page_of(
    picture: Picture, reader: Reader, *, matching: EventFilter, order: EventOrder, descending: bool, limit: int, offset: int = 0
) -> tuple[int, ...]:
    """The ids of one page of the events that pass the filter."""
    return tuple(in_order(picture, reader, matching=matching, order=order, descending=descending)[offset : offset + limit].tolist())


def all_flat(picture: Picture, reader: Reader, *, matching: EventFilter) -> Iterator[FlatEvent]:
    """Every event that passes the filter, by day, as `list_events` has them: what one adds is reckoned among all that could count."""
    ids = in_order(picture, reader, matching=matching, order=EventOrder.DATE, descending=False)
    counted = (matching.states or frozenset(ReviewState)) - {ReviewState.REJECTED}
    taking_part = in_states(picture, counted) if counted else np.zeros(picture.size, dtype=bool)
    added, day = amounts(picture, taking_part), counting_day(picture)
    # Two bits: whether there is a number, and whether it counts munitions.
    number_counts = 2 * (picture.column("best") >= 0) + ((picture.column("flags") & MUNITIONS) > 0)

    def adds(chunk: Sequence[int]) -> list[tuple[int | None, int, str]]:
        at = np.searchsorted(picture.column("id"), chunk)
        units = map(_UNITS.__getitem__, number_counts[at].tolist())
        lines = zip(added.counted[at].tolist(), day[at].tolist(), added.of(at)[1].tolist(), units, strict=True)
        return [(when, best, unit) if counts else (None, 0, unit) for counts, when, best, unit in lines]

    return queries.flat_events(reader, map(int, ids), adds)


_UNITS = ("", "", Unit.ACTS.value, Unit.MUNITIONS.value)


def in_order(picture: Picture, reader: Reader, *, matching: EventFilter, order: EventOrder, descending: bool) -> Column:
    """The ids of the events that pass the filter.

    What has no value comes last, whichever way the list runs; within one value, reports and their events keep their order.
    """
    listed = _listed(picture, reader, matching)
    at = picture.in_order[listed[picture.in_order]]
    keys, nothing = _keys(picture, reader, order, at)
    last = int(keys.max(initial=0))
    if descending:
        keys = last - keys
    keys = np.where(nothing, last + 1, keys)
    # Sixteen bits are sorted by counting, ten times as quick as by comparing.
    keys = keys.astype(np.uint16 if last < np.iinfo(np.uint16).max else np.int64)
    ids: Column = picture.column("id")[at[np.argsort(keys, kind="stable")]]
    return ids


def _listed(picture: Picture, reader: Reader, matching: EventFilter) -> Column:
    shown = shown_events(picture, reader, matching)
    if matching.doubtful:
        doubtful = np.zeros(picture.size, dtype=bool)
        doubtful[find_alike(picture, shown).events] = True
        shown &= doubtful
    return shown


def _keys(picture: Picture, reader: Reader, order: EventOrder, at: Column) -> tuple[Column, Column]:
    """What these events are sorted by, as numbers from 0 on, and where there is no value."""
    if order is EventOrder.DATE:
        days = picture.column("end")[at].astype(np.int64)
        return days - days.min(initial=0 if not days.size else int(days[0])), np.zeros(at.size, dtype=bool)
    if order is EventOrder.COUNT:
        best = picture.column("best")[at].astype(np.int64)
        return np.maximum(best, 0), best < 0
    if order is EventOrder.CONFIDENCE:
        shares = picture.column("confidence")[at].astype(np.int64)
        return np.where(shares == NO_CONFIDENCE, 0, shares), shares == NO_CONFIDENCE
    numbers = picture.of_report("source")[at] if order is EventOrder.SOURCE else picture.column(order.value)[at]
    # Sources can be renamed without any event's changing; terms never change.
    table = (
        _ranks(reader, order, numbers)
        if order is EventOrder.SOURCE
        else picture.latest("ranks", order, lambda: _ranks(reader, order, picture.column(order.value)))
    )
    nothing = np.zeros(at.size, dtype=bool) if order in _FIXED else numbers == 0
    return table[numbers], nothing


def _ranks(reader: Reader, order: EventOrder, numbers: Column) -> Column:
    """For each number of a column the rank of its word."""
    words = _words(reader, order, numbers)
    ranks = {word: rank for rank, word in enumerate(sorted({word.encode() for word in words.values()}))}
    table = np.zeros(int(numbers.max(initial=0)) + 1, dtype=np.int64)
    for number, word in words.items():
        if number < table.size:
            table[number] = ranks[word.encode()]
    return table


_FIXED: Mapping[EventOrder, Sequence[str]] = {EventOrder.TYPE: TYPES, EventOrder.STATUS: STATUSES, EventOrder.STATE: STATES}


def _words(reader: Reader, order: EventOrder, numbers: Column) -> dict[int, str]:
    if order in _FIXED:
        return {number: str(word) for number, word in enumerate(_FIXED[order])}
    if order is EventOrder.SOURCE:
        return queries.source_names(reader)
    return term_words(reader, [number for number in np.flatnonzero(np.bincount(numbers)).tolist() if number] if numbers.size else [])
