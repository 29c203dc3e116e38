"""The ground and the marks of a map that is printed: outlines cut to a picture, thinned out to its size. Knows no colours and no format."""

from collections.abc import Iterator
from math import atan, degrees, floor, log2, radians, sinh

import numpy as np

from analyst_app.analysis.borders import Border
from analyst_app.analysis.outlines import Detail, Outlines, map_point
from analyst_app.analysis.picture import Column
from analyst_app.domain.briefing import BriefMap, LineKind, MapLine, PlacedMark
from analyst_app.domain.mapping import MapAnswer, MapBox

WIDTH, HEIGHT = 720, 400
LEAST_EXTENT = 4.0
"""Degrees that are shown around a single place."""
AIR = 0.18
"""Of an extent, what is left free around it."""
MARGIN = 200.0
"""Pixels beyond the picture at which outlines are cut off: more than any of their lines is long."""
REGIONS_FROM = 9.0
"""Pixels a degree. Further out, only countries are told apart."""
_KINDS = {Border.REGION: LineKind.REGION, Border.COUNTRY: LineKind.COUNTRY, Border.COAST: LineKind.COAST}

type Ring = tuple[tuple[float, float], ...]


class MapCut:
    """The part of the world that holds an extent, in the proportions of the picture."""

    def __init__(self, extent: MapBox) -> None:
        west, south = map_point(extent.west, extent.south)
        east, north = map_point(extent.east, extent.north)
        wide = max(LEAST_EXTENT, east - west) * (1 + 2 * AIR)
        high = max(LEAST_EXTENT * HEIGHT / WIDTH, north - south) * (1 + 2 * AIR)
        self.scale = min(WIDTH / wide, HEIGHT / high)
        self.west = (west + east) / 2 - WIDTH / 2 / self.scale
        self.north = (south + north) / 2 + HEIGHT / 2 / self.scale

    @property
    def level(self) -> int:
        """The level of web maps whose scale is next."""
        return max(0, floor(log2(self.scale * 360 / 256) + 0.5))

    @property
    def box(self) -> MapBox:
        """What the picture shows, in degrees."""
        south, east = self.north - HEIGHT / self.scale, self.west + WIDTH / self.scale
        return MapBox(self.west, _latitude(south), east, _latitude(self.north))

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the outlines in the picture."""
        return (x - self.west) * self.scale, (self.north - y) * self.scale

    def draw(self, outlines: Outlines, answer: MapAnswer) -> BriefMap:
        """The ground and the marks of an answer."""
        detail = outlines.detail_for(1 / self.scale)
        east, south = self.west + WIDTH / self.scale, self.north - HEIGHT / self.scale
        points = detail.points_of(outlines.within(self.west, south, east, self.north))
        x, y = self._pixels(detail, points)
        marks = tuple(PlacedMark(mark, *map(_short, self.place(*map_point(mark.lon, mark.lat)))) for mark in answer.marks)
        return BriefMap(
            width=WIDTH,
            height=HEIGHT,
            land=tuple(_runs(x, y, detail.joined[points] > 0, least=4)),
            lines=tuple(self._lines(x, y, detail.border[points])),
            marks=tuple(one for one in marks if 0 <= one.x <= WIDTH and 0 <= one.y <= HEIGHT),
            elsewhere=answer.elsewhere,
            attribution=outlines.attribution,
            box=self.box,
        )

    def _pixels(self, detail: Detail, points: Column) -> tuple[Column, Column]:
        x, y = self.place(detail.x[points], detail.y[points])  # type: ignore[arg-type]  # arithmetic alone, so columns will do
        return np.clip(x, -MARGIN, WIDTH + MARGIN), np.clip(y, -MARGIN, HEIGHT + MARGIN)

    def _lines(self, x: Column, y: Column, border: Column) -> Iterator[MapLine]:
        for kind, name in _KINDS.items():
            if kind is not Border.REGION or self.scale >= REGIONS_FROM:
                yield from (MapLine(name, run) for run in _runs(x, y, border == kind, least=2))


def _runs(x: Column, y: Column, joined: Column, *, least: int) -> Iterator[Ring]:
    """The lines of points that are joined, without those that lie outside the picture altogether and without points that nobody sees."""
    step = np.diff(np.concatenate([[0], joined.astype(np.int8), [0]]))
    for first, last in zip(np.flatnonzero(step == 1).tolist(), np.flatnonzero(step == -1).tolist(), strict=True):
        run = slice(first, last + 1)
        xs, ys = np.rint(x[run]).astype(int), np.rint(y[run]).astype(int)
        if xs.max() < 0 or ys.max() < 0 or xs.min() > WIDTH or ys.min() > HEIGHT:
            continue
        kept = np.ones(xs.size, dtype=bool)
        kept[1:] = (np.diff(xs) != 0) | (np.diff(ys) != 0)
        if np.count_nonzero(kept) >= least:
            yield tuple(zip((_short(v) for v in x[run][kept]), (_short(v) for v in y[run][kept]), strict=True))


def _short(value: float) -> float:
    return round(float(value), 1)


def _latitude(y: float) -> float:
    """Degrees of latitude of Mercator's."""
    return degrees(atan(sinh(radians(y))))
