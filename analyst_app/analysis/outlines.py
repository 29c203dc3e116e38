"""The base map made ready to draw: projected, in several degrees of detail, its borders told apart. Knows no colours and no screen.

Points are left out by rounding, so that what two neighbours share stays shared and no gaps open between them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import asinh, degrees, radians, tan

import numpy as np

from analyst_app.analysis.borders import Border, borders
from analyst_app.analysis.map_clusters import HIGHEST, mercator
from analyst_app.analysis.picture import Column
from analyst_app.gazetteer import load_basemap
from analyst_app.gazetteer.basemap import RegionShape

STEPS = (0.001, 0.1, 0.25)
"""Degrees between the points that are kept, from the finest detail to the coarsest."""


@dataclass(frozen=True, slots=True, eq=False)
class Detail:
    """All regions in one degree of detail: the points of region n are those from `start[n]` to `start[n + 1]`.

    `joined` is 1 where a point is joined to the next one, `border` what that line is.
    """

    step: float
    x: Column
    y: Column
    start: Column
    joined: Column
    border: Column

    def points_of(self, regions: Column) -> Column:
        """Where the points of these regions stand."""
        runs = [np.arange(self.start[n], self.start[n + 1]) for n in regions.tolist()]
        return np.concatenate(runs) if runs else np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Outlines:
    """The regions of the world. Coordinates are degrees of longitude, and of Mercator's latitude, which run alike in both directions.

    `boxes` are west, south, east and north of each region. `attribution` must be shown wherever the outlines are.
    """

    codes: tuple[str, ...]
    countries: tuple[str, ...]
    names: tuple[str, ...]
    boxes: Column
    details: tuple[Detail, ...]
    attribution: str

    def detail_for(self, degrees_per_pixel: float) -> Detail:
        """The coarsest detail that looks like the finest one at this scale."""
        fitting = [detail for detail in self.details if detail.step <= degrees_per_pixel]
        return fitting[-1] if fitting else self.details[0]

    def within(self, west: float, south: float, east: float, north: float) -> Column:
        """The regions that may be seen in this box."""
        boxes = self.boxes
        return np.flatnonzero((boxes[:, 0] <= east) & (boxes[:, 2] >= west) & (boxes[:, 1] <= north) & (boxes[:, 3] >= south))

    def regions_of(self, code: str) -> Column:
        """The regions that a code stands for: one, or all of a country; none where the code is unknown."""
        if code in self.codes:
            return np.array([self.codes.index(code)])
        return np.array([n for n, country in enumerate(self.countries) if country == code], dtype=np.int64)

    def middles_of(self, region: int) -> tuple[tuple[float, float], ...]:
        """Points well inside a region, the best first: the middles of the longest lines through it from west to east."""
        detail = self.details[0]
        points = detail.points_of(np.array([region]))
        x, y, joined = detail.x[points], detail.y[points], detail.joined[points]
        here = np.flatnonzero(joined[:-1])
        south, north = float(self.boxes[region, 1]), float(self.boxes[region, 3])
        found: list[tuple[float, tuple[float, float]]] = []
        for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
            level = south + (north - south) * share
            a = here[(y[here] > level) != (y[here + 1] > level)]
            at = np.sort(x[a] + (level - y[a]) / (y[a + 1] - y[a]) * (x[a + 1] - x[a]))
            length = at[1::2] - at[: at.size // 2 * 2 : 2]
            if length.size:
                widest = int(length.argmax()) * 2
                # What is near the middle is better than what is a little longer.
                value = float(length.max()) * (1 - abs(share - 0.5))
                found.append((value, (float(at[widest] + at[widest + 1]) / 2, level)))
        if not found:
            return ((float(self.boxes[region, 0] + self.boxes[region, 2]) / 2, (south + north) / 2),)
        return tuple(point for _, point in sorted(found, reverse=True))


@lru_cache(maxsize=1)
def load_outlines() -> Outlines:
    """Read the shipped base map and make it ready. Takes a second at first: not for the window's own thread.

    Raises:
        ResourceMissing: where the shipped file is not there.
    """
    basemap = load_basemap()
    return outlines_of(basemap.regions, attribution=basemap.attribution)


def outlines_of(regions: Sequence[RegionShape], *, attribution: str) -> Outlines:
    """Make these regions ready."""
    rings = [ring for region in regions for polygon in region.polygons for ring in polygon]
    counts = [sum(len(polygon) for polygon in region.polygons) for region in regions]
    region_of_ring = np.repeat(np.arange(len(regions)), counts)
    points = np.array([point for ring in rings for point in ring], dtype=float).reshape(-1, 2)
    ring_of = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    region_of = region_of_ring[ring_of]
    countries = tuple(region.country for region in regions)
    numbers = {country: n for n, country in enumerate(dict.fromkeys(countries))}
    country_of = np.array([numbers[country] for country in countries], dtype=np.int64)[region_of]
    border = borders(points, ring_of, region_of, country_of)
    return Outlines(
        codes=tuple(region.code for region in regions),
        countries=countries,
        names=tuple(region.name for region in regions),
        boxes=_boxes(points, region_of, len(regions)),
        details=tuple(_detail(points, ring_of, region_of, border, step) for step in STEPS),
        attribution=attribution,
    )


def map_point(lon: float, lat: float) -> tuple[float, float]:
    """Longitude and latitude in degrees in the coordinates of the outlines."""
    return lon, degrees(asinh(tan(radians(max(-HIGHEST, min(HIGHEST, lat))))))


def map_degrees(lon: Column, lat: Column) -> tuple[Column, Column]:
    """The same for many points."""
    x, y = mercator(lon, lat)
    return x * 360.0 - 180.0, (y - 0.5) * 360.0


def _boxes(points: Column, region_of: Column, regions: int) -> Column:
    x, y = map_degrees(points[:, 0], points[:, 1])
    boxes = np.tile(np.array([np.inf, np.inf, -np.inf, -np.inf]), (regions, 1))
    for place, values, extreme in ((0, x, np.minimum), (1, y, np.minimum), (2, x, np.maximum), (3, y, np.maximum)):
        extreme.at(boxes[:, place], region_of, values)
    return boxes


def _detail(points: Column, ring_of: Column, region_of: Column, border: Column, step: float) -> Detail:
    rounded = np.rint(points / step).astype(np.int64)
    kept = np.ones(ring_of.size, dtype=bool)
    kept[1:] = (rounded[1:] != rounded[:-1]).any(axis=1) | (ring_of[1:] != ring_of[:-1])
    # What has shrunk to a point or a line is left out; four points close a triangle.
    kept &= (np.bincount(ring_of[kept], minlength=int(ring_of.max(initial=0)) + 1) >= 4)[ring_of]
    ring_of, region_of = ring_of[kept], region_of[kept]
    joined = np.zeros(ring_of.size, dtype=np.int32)
    joined[:-1] = ring_of[1:] == ring_of[:-1]
    x, y = map_degrees(*(rounded[kept].T * step))
    start = np.searchsorted(region_of, np.arange(int(region_of.max(initial=-1)) + 2))
    return Detail(step, x, y, start, joined, np.where(joined, border[kept], Border.NONE))
