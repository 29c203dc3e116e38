"""Which events pass a filter, as masks over a picture. Says nothing of order or counts."""

from collections.abc import Collection, Iterable, Mapping

import numpy as np

from analyst_app.analysis.picture import Column, Picture
from analyst_app.domain.counting import Unit, WindowDay
from analyst_app.domain.places import PlaceKind
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter
from analyst_app.storage import queries
from analyst_app.storage.blocks import KINDS, MUNITIONS, SAID, STATES, STATUSES, TYPES, term_ids, terms_with
from analyst_app.storage.database import Reader

_TERMS = ("actor", "place", "region", *SAID)
"""The columns whose words a search looks at, beside titles, sources and types."""


def in_states(picture: Picture, states: Collection[ReviewState]) -> Column:
    """The events of the library that are in one of these states; of all states where none is named."""
    return picture.there & _one_of(picture.column("state"), (STATES.index(state) for state in states), some=bool(states))


def at_places(picture: Picture, reader: Reader, matching: EventFilter) -> Column:
    """The events at the places, and in the regions and directions, that the filter names."""
    mask = np.ones(picture.size, dtype=bool)
    for wanted, values in ((matching.places, place_column(picture)), (matching.regions, picture.column("region"))):
        if wanted:
            mask &= _one_of(values, term_ids(reader, wanted).values())
    if matching.directions:
        mask &= _one_of(picture.column("direction"), term_ids(reader, matching.directions).values())
    return mask


def passing(picture: Picture, reader: Reader, matching: EventFilter, *, window: WindowDay | None = None) -> Column:
    """The events that pass everything else that the filter asks for, but states and places."""
    mask = _within(picture, matching, window)
    if matching.types:
        mask &= _one_of(picture.column("type"), map(TYPES.index, matching.types))
    if matching.statuses:
        mask &= _one_of(picture.column("status"), map(STATUSES.index, matching.statuses))
    if matching.actors:
        mask &= _one_of(picture.column("actor"), term_ids(reader, matching.actors).values())
    if matching.sources:
        wanted = (number for number, name in queries.source_names(reader).items() if name in matching.sources)
        mask &= _one_of(picture.of_report("source"), wanted)
    for ids, column in ((matching.report_ids, "report"), (matching.event_ids, "id")):
        if ids:
            mask &= _one_of(picture.column(column), ids)
    if matching.current:
        mask &= picture.current
    if matching.analysts:
        mask &= _decided_by(picture, reader, matching.analysts)
    if matching.text.strip():
        mask &= _told_with(picture, reader, matching.text)
    return mask


def _within(picture: Picture, matching: EventFilter, window: WindowDay | None) -> Column:
    mask = np.ones(picture.size, dtype=bool)
    day = picture.column("end" if (window or picture.window) is WindowDay.LAST else "start")
    if matching.first_day is not None:
        mask &= day >= matching.first_day.toordinal()
    if matching.last_day is not None:
        mask &= day <= matching.last_day.toordinal()
    return mask


def _decided_by(picture: Picture, reader: Reader, analysts: frozenset[str]) -> Column:
    """Who decided is no column: it is read off the rows, and again after any command."""
    key = (analysts, queries.last_command(reader))
    return picture.latest("analysts", key, lambda: np.isin(picture.column("id"), queries.events_decided_by(reader, analysts)))


def _told_with(picture: Picture, reader: Reader, text: str) -> Column:
    sources = queries.source_names(reader)
    return picture.latest("words", (text, *sources.items()), lambda: _with_words(picture, reader, text, sources))


def of_unit(picture: Picture, unit: Unit) -> Column | None:
    """The events that count in this unit; None where all do."""
    launched: Column = (picture.column("flags") & MUNITIONS) > 0
    return {Unit.MUNITIONS: launched, Unit.ACTS: ~launched}.get(unit)


def place_column(picture: Picture) -> Column:
    """The first place of each event."""
    return picture.column("place")


def settlement_column(picture: Picture) -> Column:
    """The first place of each event where that is a settlement."""
    return np.where(picture.column("kind") == KINDS.index(PlaceKind.SETTLEMENT), picture.column("place"), 0)


def _one_of(values: Column, wanted: Iterable[int], *, some: bool = True) -> Column:
    if not some:
        return np.ones(values.size, dtype=bool)
    numbers = np.fromiter(wanted, dtype=np.int64)
    if numbers.size <= 3:
        mask = np.zeros(values.size, dtype=bool)
        for number in numbers:
            mask |= values == number
        return mask
    size = int(values.max(initial=0)) + 1
    table = np.zeros(size, dtype=bool)
    table[numbers[(numbers >= 0) & (numbers < size)]] = True
    result: Column = table[values]
    return result


def _with_words(picture: Picture, reader: Reader, text: str, sources: Mapping[int, str]) -> Column:
    """Every word has to be in one of the fields, in any case of letters."""
    mask = np.ones(picture.size, dtype=bool)
    for word in text.casefold().split():
        found = np.array(terms_with(reader, word), dtype=np.int64)
        here = _one_of(picture.column("type"), (number for number, kind in enumerate(TYPES) if word in kind))
        here |= _one_of(picture.of_report("source"), (number for number, name in sources.items() if word in name.casefold()))
        for name in _TERMS:
            here |= _one_of(picture.column(name), found)
        titles = _one_of(picture.by_report("title"), found)
        here |= titles[picture.column("report")]
        mask &= here
    return mask
