"""The events of a selection as points and areas of a map, drawn together by level of zoom. Counts by the contract's rule; draws nothing."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import numpy as np

from analyst_app.analysis.map_clusters import COUNTRIES_FROM, DEEPEST, REGIONS_FROM, clusters, mercator, middles
from analyst_app.analysis.map_places import Sites
from analyst_app.analysis.map_spots import AREA, Spots
from analyst_app.analysis.picture import Column, Picture
from analyst_app.analysis.rule import ATTACKS, amounts, counting_day
from analyst_app.analysis.selection import at_places, in_states, passing
from analyst_app.domain.mapping import NAMED, Exactness, MapAnswer, MapBox, MapDay, MapMark, MapQuestion, Measure
from analyst_app.domain.rows import EventFilter
from analyst_app.storage.blocks import TYPES
from analyst_app.storage.database import Reader

_DENSE = 4_000_000
"""Sums that are kept for every mark and window there could be; beyond that only for those that there are."""


@dataclass(frozen=True, slots=True)
class _Level:
    """How the spots are drawn together at one level: the mark of each, where marks stand, what each event adds to its mark."""

    mark_of: Column
    lon: Column
    lat: Column
    is_area: Column
    amount: Column
    counted: Column


class MapPoints:
    """One selection of one moment. Levels are worked out when they are first asked for."""

    def __init__(self, picture: Picture, reader: Reader, where: tuple[Sites, Spots], *, matching: EventFilter, measure: Measure) -> None:
        sites, spots = where
        taking_part = in_states(picture, matching.states) & at_places(picture, reader, matching)
        shown = taking_part & passing(picture, reader, matching) & picture.current
        if measure is Measure.ATTACKS:
            shown &= picture.countable & ATTACKS[picture.column("type")]
        place = sites.of(picture.column("id"))
        self._picture = picture
        self._taking_part = taking_part
        self._measure = measure
        self._elsewhere = int(np.count_nonzero(shown & (place == 0)))
        self._at = np.flatnonzero(shown & (place > 0))
        self._spots = spots
        self._every_spot = spots.of_place[place]
        """Of all events, not of the shown ones alone: -1 for none. A total that is filtered out of sight still covers its parts."""
        self._spot = self._every_spot[self._at]
        self._day = counting_day(picture)[self._at].astype(np.int64)
        self._levels: dict[int, _Level] = {}

    def answer(self, view: MapQuestion) -> MapAnswer:
        """The marks of a view."""
        level = self._level(view.level)
        first, last = _days(self._day, view)
        used = level.counted & (self._day >= first) & (self._day <= last)
        largest, largest_area = self._largest(level, last - first + 1)
        return MapAnswer(
            view=view,
            marks=self._marks(level, used, view.box),
            largest=largest,
            largest_area=largest_area,
            days=self._time_line(),
            located=int(self._at.size),
            elsewhere=self._elsewhere,
            extent=self._extent(),
            countries=self._countries(),
        )

    def behind(self, view: MapQuestion, places: Collection[int]) -> tuple[int, ...]:
        """The ids of the events that a mark of a view counts, by its places."""
        level = self._level(view.level)
        first, last = _days(self._day, view)
        mine = np.zeros(len(self._spots.names), dtype=bool)
        mine[list(places)] = True
        used = level.counted & mine[self._spot] & (self._day >= first) & (self._day <= last)
        return tuple(self._picture.column("id")[self._at[used]].tolist())

    def reports(self, view: MapQuestion, places: Collection[int]) -> frozenset[int]:
        """The reports that tell of these events."""
        at = np.searchsorted(self._picture.column("id"), self.behind(view, places))
        return frozenset(self._picture.column("report")[at].tolist())

    def _level(self, number: int) -> _Level:
        number = min(number, DEEPEST)
        if number not in self._levels:
            self._levels[number] = self._made(number)
        return self._levels[number]

    def _made(self, number: int) -> _Level:
        spots = self._spots
        size = len(spots.names)
        weight = np.bincount(self._spot, minlength=size).astype(float)
        as_area = (spots.exactness == AREA) & (number >= np.where(spots.is_country, COUNTRIES_FROM, REGIONS_FROM))
        near = np.flatnonzero(~as_area)
        mark_of = np.zeros(size, dtype=np.int64)
        mark_of[near] = clusters(*mercator(spots.lon[near], spots.lat[near]), weight[near], level=number)
        joined = int(mark_of[near].max(initial=-1)) + 1
        areas = np.flatnonzero(as_area)
        mark_of[areas] = joined + np.arange(areas.size)
        marks = joined + areas.size
        lon, lat = (middles(values, weight, mark_of, marks) if size else values for values in (spots.lon, spots.lat))
        amount, counted = self._amounts(mark_of)
        return _Level(mark_of, lon, lat, np.arange(marks) >= joined, amount, counted)

    def _amounts(self, mark_of: Column) -> tuple[Column, Column]:
        """What each shown event adds to its mark: a part adds nothing to the mark that its total counts at, and something to others."""
        if self._measure is Measure.EVENTS:
            return np.ones(self._at.size, dtype=np.int64), np.ones(self._at.size, dtype=bool)
        scope = np.where(self._every_spot >= 0, mark_of[self._every_spot] if mark_of.size else 0, -1) + 1
        added = amounts(self._picture, self._taking_part, scope=scope)
        return added.of(self._at)[1].astype(np.int64), added.counted[self._at]

    def _marks(self, level: _Level, used: Column, box: MapBox) -> tuple[MapMark, ...]:
        inside = (level.lon >= box.west) & (level.lon <= box.east) & (level.lat >= box.south) & (level.lat <= box.north)
        # An area can be seen while its middle is outside.
        inside |= level.is_area
        mark = level.mark_of[self._spot]
        used = used & inside[mark]
        mark, amount = mark[used], level.amount[used]
        size, kinds = level.lon.size, len(TYPES)
        events = np.bincount(mark, minlength=size)
        by_type = np.bincount(mark * kinds + self._picture.column("type")[self._at[used]], amount, size * kinds)
        of_spot = np.bincount(self._spot[used], amount, len(self._spots.names)).astype(np.int64)
        there = np.flatnonzero(by_type.reshape(size, kinds).sum(axis=1))
        in_marks = np.lexsort((-of_spot, level.mark_of))
        first, last = (np.searchsorted(level.mark_of[in_marks], there, side).tolist() for side in ("left", "right"))
        spots, told = in_marks.tolist(), of_spot.tolist()
        return tuple(
            self._mark(kinds_told, [(spot, told[spot]) for spot in spots[start:end] if told[spot]], number, (lon, lat), is_area=is_area)
            for start, end, kinds_told, number, lon, lat, is_area in zip(
                first,
                last,
                by_type.reshape(size, kinds)[there].astype(np.int64).tolist(),
                events[there].tolist(),
                level.lon[there].tolist(),
                level.lat[there].tolist(),
                level.is_area[there].tolist(),
                strict=True,
            )
        )

    def _mark(self, by_type: list[int], spots: list[tuple[int, int]], events: int, where: tuple[float, float], *, is_area: bool) -> MapMark:
        exactness, total = self._spots.exactness_of, sum(by_type)
        roughly = 0 if is_area else sum(amount for spot, amount in spots if exactness[spot] is not Exactness.POINT)
        shown = Exactness.AREA if is_area else Exactness.AROUND if roughly * 2 > total else Exactness.POINT
        return MapMark(
            lon=where[0],
            lat=where[1],
            exactness=shown,
            names=tuple(self._spots.names[spot] for spot, _ in spots[:NAMED]),
            amounts=tuple((TYPES[n], by_type[n]) for n in sorted(range(len(by_type)), key=lambda n: -by_type[n]) if by_type[n]),
            events=events,
            places=tuple(spot for spot, _ in spots),
            roughly=roughly,
            code=self._spots.codes[spots[0][0]] if is_area else "",
        )

    def _largest(self, level: _Level, length: int) -> tuple[int, int]:
        if not self._at.size or not level.counted.any():
            return 0, 0
        mark = level.mark_of[self._spot][level.counted]
        window = (self._day[level.counted] - self._day.min()) // max(length, 1)
        windows = int(window.max()) + 1
        cells = keys = mark * windows + window
        if level.lon.size * windows > _DENSE:
            cells, keys = np.unique(keys, return_inverse=True)
        else:
            cells = np.arange(level.lon.size * windows)
        sums = np.bincount(keys, level.amount[level.counted], cells.size)
        area = level.is_area[cells // windows]
        return int(sums[~area].max(initial=0)), int(sums[area].max(initial=0))

    def _time_line(self) -> tuple[MapDay, ...]:
        finest = self._level(DEEPEST)
        day = self._day[finest.counted]
        if not day.size:
            return ()
        first = int(day.min())
        sums = np.bincount(day - first, finest.amount[finest.counted]).astype(np.int64).tolist()
        return tuple(MapDay(date.fromordinal(first + n), amount) for n, amount in enumerate(sums))

    def _extent(self) -> MapBox | None:
        if not self._at.size:
            return None
        used = np.flatnonzero(np.bincount(self._spot))
        lon, lat = self._spots.lon[used], self._spots.lat[used]
        return MapBox(float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))

    def _countries(self) -> tuple[str, ...]:
        told: Counter[str] = Counter()
        number = np.bincount(self._spot, minlength=1)
        for spot in np.flatnonzero(number).tolist():
            country = self._spots.countries[spot]
            if country:
                told[country] += int(number[spot])
        return tuple(country for country, _ in told.most_common())


def _days(days: Column, view: MapQuestion) -> tuple[int, int]:
    """The window of a view, as ordinals; where it is open, from the first and to the last day of the selection."""
    first = view.first_day.toordinal() if view.first_day is not None else int(days.min(initial=date.max.toordinal()))
    last = view.last_day.toordinal() if view.last_day is not None else int(days.max(initial=1))
    return first, max(first, last)
