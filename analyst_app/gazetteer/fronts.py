"""The directions that armies fight in, with their towns and days. Reads one small shipped table.

A direction is called by an adjective as often as by its town ("Siverskyi", "Prydniprovske"), and its fighting has a beginning
and an end, so that a report's day tells which of a front's many villages of one name is meant.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import cos, radians
from pathlib import Path
from typing import Self

from analyst_app.domain.places import PlaceKind
from analyst_app.gazetteer.folding import fold
from analyst_app.gazetteer.places_file import NameRole, Row
from analyst_app.resources import resource

_SCALE = 30.0
"""Kilometres from a front's town at which nearness to it has lost half its worth."""
_KM_OF_DEGREE = 111.2
_EVER = date.max


@dataclass(frozen=True, slots=True)
class Front:
    """One direction. `since` is None where there was no fighting on it."""

    row: Row
    names: frozenset[str]
    since: date | None
    until: date


class Fronts:
    """All directions; never changes."""

    def __init__(self, fronts: Iterable[Front]) -> None:
        self._fronts = tuple(fronts)
        self._named = {name: front for front in reversed(self._fronts) for name in front.names}
        self._countries = frozenset(front.row.country for front in self._fronts)
        self._on = lru_cache(512)(self._find_on)
        self._near = lru_cache(20_000)(self._find_near)

    @classmethod
    def read(cls, path: Path | None = None) -> Self:
        """Read the shipped table, or the one at `path`.

        Raises:
            ResourceMissing: where the shipped file is not there.
        """
        with (path or resource("gazetteer/fronts.csv")).open(encoding="utf-8", newline="") as file:
            return cls(_front(row) for row in csv.DictReader(line for line in file if not line.startswith("#")))

    def named(self, folded: str) -> Row | None:
        """The direction of a folded name."""
        front = self._named.get(folded)
        return None if front is None else front.row

    def nearness(self, row: Row, day: date) -> float:
        """From 0 to 1: how near a place lies to a town in whose direction there was fighting on a day."""
        if row.lat is None or row.lon is None or row.country not in self._countries:
            return 0.0
        return self._near(row.lat, row.lon, day)

    def _find_near(self, lat: float, lon: float, day: date) -> float:
        nearest = float("inf")
        for front_lat, front_lon, km_of_lon in self._on(day):
            dx, dy = (lon - front_lon) * km_of_lon, (lat - front_lat) * _KM_OF_DEGREE
            nearest = min(nearest, dx * dx + dy * dy)
        return 1.0 / (1.0 + nearest / (_SCALE * _SCALE))

    def _find_on(self, day: date) -> tuple[tuple[float, float, float], ...]:
        on = (f.row for f in self._fronts if f.since is not None and f.since <= day <= f.until)
        points = [(row.lat, row.lon) for row in on if row.lat is not None and row.lon is not None]
        return tuple((lat, lon, cos(radians(lat)) * _KM_OF_DEGREE) for lat, lon in points)


def _front(cells: dict[str, str]) -> Front:
    names = [cells["name"], *cells["other_names"].split(";")]
    row = Row(
        folded=fold(cells["name"]),
        role=NameRole.PRIMARY,
        place_id=f"front:{cells['country']}:{fold(cells['name']).replace(' ', '-')}",
        name=cells["name"],
        kind=PlaceKind.DIRECTION,
        country=cells["country"],
        admin1=cells["admin1"] or None,
        admin2=cells["admin2"] or None,
        lat=float(cells["lat"]),
        lon=float(cells["lon"]),
        population=0,
        precision=2,
        seat=True,
    )
    return Front(
        row=row,
        names=frozenset(folded for name in names if (folded := fold(name))),
        since=date.fromisoformat(cells["from"]) if cells["from"] else None,
        until=date.fromisoformat(cells["until"]) if cells["until"] else _EVER,
    )
