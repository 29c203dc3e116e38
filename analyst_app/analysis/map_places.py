"""Which place each event is shown at, kept level with the file run by run. Knows places as numbers, and nothing of counts or drawing."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analyst_app.analysis.picture import Column
from analyst_app.domain.places import Place
from analyst_app.storage.blocks import SHIFT
from analyst_app.storage.database import Reader
from analyst_app.storage.queries import map as queries


@dataclass(frozen=True, slots=True, eq=False)
class Sites:
    """Where events are: `events` are ids, ascending, `places` the number of each one's first place that has coordinates, 0 without one."""

    events: Column
    places: Column
    known: Mapping[int, Place]

    def of(self, ids: Column) -> Column:
        """The places of events with these ids."""
        # A table, since ids are given out one after the other: a search would take ten times as long.
        table = np.zeros(int(max(ids.max(initial=0), self.events.max(initial=0))) + 1, dtype=np.int64)
        table[self.events] = self.places
        found: Column = table[ids]
        return found


class SiteLedger:
    """Reads again only the runs of events that have changed since it was last asked. May be asked from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runs: dict[int, tuple[int, Column, Column]] = {}
        self._places: dict[int, Place] = {}
        self._last_command = 0
        self._newest: Sites | None = None

    def read(self, reader: Reader) -> Sites:
        """Where the events are that this reader sees."""
        with self._lock:
            point = queries.journal_since(reader, self._last_command)
            self._last_command = point.last_command
            # A stamp is made of words: an event moved to another place of the same name and region keeps it.
            for number in {event >> SHIFT for event in point.touched}:
                self._runs.pop(number, None)
            stamps = queries.block_stamps(reader)
            gone = [number for number in self._runs if number not in stamps]
            stale = [number for number, stamp in stamps.items() if number not in self._runs or self._runs[number][0] != stamp]
            for number in gone:
                del self._runs[number]
            for number in stale:
                self._runs[number] = (stamps[number], *self._read_run(reader, number))
            if gone or stale or self._newest is None:
                runs = [self._runs[number] for number in sorted(self._runs)]
                empty = np.zeros(0, dtype=np.int64)
                self._newest = Sites(
                    np.concatenate([empty, *(events for _, events, _ in runs)]),
                    np.concatenate([empty, *(places for _, _, places in runs)]),
                    self._places,
                )
            return self._newest

    def _read_run(self, reader: Reader, number: int) -> tuple[Column, Column]:
        rows = queries.places_between(reader, number << SHIFT, ((number + 1) << SHIFT) - 1)
        numbers = {words: json.loads(words) for words in {words for _, words in rows}}
        unknown = {place for places in numbers.values() for place in places} - self._places.keys()
        if unknown:
            # A new mapping, because earlier answers may be read by another thread.
            self._places = {**self._places, **queries.places_with(reader, unknown)}
        first = {words: next((n for n in places if self._places[n].lat is not None), 0) for words, places in numbers.items()}
        events = np.fromiter((event for event, _ in rows), dtype=np.int64, count=len(rows))
        return events, np.fromiter((first[words] for _, words in rows), dtype=np.int64, count=len(rows))
