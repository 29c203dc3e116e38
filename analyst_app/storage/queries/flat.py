"""Events as pieces of lines, for tables of any length: straight from the rows, without an object for each of their parts."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from itertools import batched
from operator import eq, itemgetter
from typing import Any

from sqlalchemy import Connection

from analyst_app.domain.places import Place
from analyst_app.domain.rows import FlatEvent
from analyst_app.storage.assembly import read_places
from analyst_app.storage.packing import spans_of
from analyst_app.storage.queries.events import same_acts

AT_ONCE = 1000
"""Events that are read together."""

_EVENTS = """SELECT event.id, event.report_id, event.key,
    printf('%s,%s,%s,%s,%s', event.type, event.count_low, event.count_best, event.count_high, event.places_count), event.actor,
    event.target, event.status, event.disputed_by, event.date_start || ',' || event.date_end,
    printf('%s,%s,%s,%s,%s,%s', event.killed_low, event.killed_best, event.killed_high, event.injured_low, event.injured_best,
        event.injured_high), event.reported_by, whole.key, event.preferred, event.state, event.confidence, event.note, event.analyst,
    coalesce(substr(event.reviewed_at, 1, 19) || 'Z', ''), event.trigger_start, event.trigger_end, event.evidence, event.places,
    event.act_id FROM event LEFT JOIN event AS whole ON whole.id = event.part_of_id """
_IN = "WHERE event.id IN (SELECT value FROM json_each(?))"
_BETWEEN = "WHERE event.id BETWEEN ? AND ?"
_REPORTS = """SELECT report.id, report.key, report.title, source.name, report.published, report.text
    FROM report LEFT JOIN source ON source.id = report.source_id WHERE report.id IN (SELECT value FROM json_each(?))"""

_flat = partial(tuple.__new__, FlatEvent)
"""What `_make` does, without a call of Python for each."""

type Adds = Callable[[Sequence[int]], Iterable[tuple[int | None, int, str]]]
"""For the ids of events the days that they count on, as ordinals, what they add, and what their numbers count."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What the events of one chunk share."""

    reports: Mapping[int, tuple[Any, ...]]
    places: Mapping[str | None, tuple[Any, ...]]
    acts: Mapping[int | None, Sequence[tuple[int, str]]]


def flat_events(reader: Connection, ids: Iterable[int], adds: Adds) -> Iterator[FlatEvent]:
    """The events with these ids, in their order, read a thousand at a time; those that are gone are left out."""
    driver = reader.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    places = _Places(reader)
    reports: dict[int, tuple[Any, ...]] = {}
    for chunk in batched(ids, AT_ONCE):
        rows = _read(driver, chunk)
        wanted = {row[1] for row in rows}
        reports = {number: reports[number] for number in wanted & reports.keys()}
        missing = str(list(wanted - reports.keys()))
        reports.update((row[0], (row[1:5], row[5], _is_tidy(row[5]))) for row in driver.execute(_REPORTS, (missing,)))
        acts = same_acts(reader, {row[-1] for row in rows if row[-1] is not None})
        around = _Around(reports, places.of({row[-2] for row in rows}), acts)
        yield from [_line(row, around, added) for row, added in zip(rows, adds([row[0] for row in rows]), strict=True)]


class _Places:
    """The cells of places, by what stands in the column `places`: few thousands, however many events there are."""

    def __init__(self, reader: Connection) -> None:
        self._reader = reader
        self._cells: dict[str | None, tuple[Any, ...]] = {None: (*_cells(None), "")}

    def of(self, packed: set[str | None]) -> Mapping[str | None, tuple[Any, ...]]:
        new = {words: [int(n) for n in words.strip("[]").split(",") if n] for words in packed if words and words not in self._cells}
        known = read_places(self._reader, {place for ids in new.values() for place in ids})
        for words, ids in new.items():
            places = [known[place] for place in ids]
            self._cells[words] = (*_cells(places[0] if places else None), "; ".join(place.text for place in places))
        return self._cells


def _cells(place: Place | None) -> tuple[Any, ...]:
    if place is None:
        return ("", *(None,) * 8)
    lat, lon = (None if degrees is None else round(degrees, 5) for degrees in (place.lat, place.lon))
    return (place.text, place.name, place.kind.value, place.admin2, place.admin1, place.country, lat, lon, place.geo_precision)


def _line(row: tuple[Any, ...], around: _Around, added: tuple[int | None, int, str]) -> FlatEvent:
    (
        number, report_id, key, type_and_counts, actor, target, status, disputed_by, days, casualties, reported_by, whole, preferred,
        state, confidence, note, analyst, reviewed_at, trigger_start, trigger_end, evidence, places, act,
    ) = row  # fmt: skip
    report, text, tidy = around.reports[report_id]
    day, adds, unit = added
    same = "" if act is None else "; ".join([name for other, name in around.acts.get(act, ()) if other != number])
    return _flat((
        key, report, type_and_counts, unit, actor, target, status, disputed_by, days, around.places[places], casualties, reported_by, whole,
        same, bool(preferred) if same else None, "" if day is None else _iso(day), adds, state,
        None if confidence is None else round(confidence, 3), text[trigger_start:trigger_end], _evidence(evidence, text, tidy=tidy),
        note, analyst, reviewed_at,
    ))  # fmt: skip


def _read(driver: sqlite3.Connection, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """The rows of events, in the order of their ids."""
    first, last = min(ids), max(ids)
    if last - first < len(ids) + AT_ONCE // 10:
        # Nearly all of a run, as events of one day are: read as such it is quicker.
        rows = driver.execute(_EVENTS + _BETWEEN, (first, last)).fetchall()
    else:
        rows = driver.execute(_EVENTS + _IN, (str(list(ids)),)).fetchall()
    if len(rows) == len(ids) and all(map(eq, ids, map(itemgetter(0), rows))):
        return rows
    known = {row[0]: row for row in rows}
    return [known[number] for number in ids if number in known]


@lru_cache(maxsize=5000)
def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _is_tidy(text: str) -> bool:
    """Whether all white space of a text is single spaces and line ends."""
    return "  " not in text and text.replace("\n", "").isprintable()


def _evidence(packed: str | None, text: str, *, tidy: bool) -> str:
    """The words behind the fields, each passage once, in the order of the text. Most of an export's time is spent here."""
    if not packed:
        return ""
    spans = spans_of(packed)
    words = "; ".join(dict.fromkeys([text[start:end] for start, end in spans]))
    # Passages are tidied one by one only where there is white space to tidy.
    if not tidy or "\n" in words or " ;" in words or ";  " in words or words[0] == " " or words[-1] == " ":
        words = "; ".join(dict.fromkeys([" ".join(text[start:end].split()) for start, end in spans]))
    return words
