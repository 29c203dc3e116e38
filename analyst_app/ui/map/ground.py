"""What lies under the marks: sea, land, borders, names, and shaded areas. Painted into a picture that moves with the map."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QLocale, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from analyst_app.domain.ontology import EventType
from analyst_app.services.map import Border, Detail, Outlines
from analyst_app.ui.map.look import Look
from analyst_app.ui.map.stamps import Stamps

STEP = 7.0
"""Pixels between the lines of a shaded area."""
REGIONS_FROM = 9.0
"""Pixels a degree. Further out, only countries are told apart."""
REGION_NAMES_FROM = 42.0
"""Pixels a degree. Closer, regions are named; further out, countries."""
SLIVER = 0.05
"""Degrees that two outlines of one border are apart at most."""
SCATTERED = 0.25
"""Of a country's box, the least that its regions' boxes cover where its name can stand in their midst."""
_FAINTEST, _STRONGEST = 0.14, 0.42


@dataclass(frozen=True, slots=True)
class Area:
    """A region or country of which something is told as a whole: in the colour of its largest type, as strong as its share."""

    code: str
    kind: EventType
    strength: float


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of the map on a surface: the degrees at its left and upper edge, pixels a degree, and its size in pixels."""

    west: float
    north: float
    scale: float
    size: QSizeF

    @property
    def east(self) -> float:
        """The degrees at its right edge."""
        return self.west + self.size.width() / self.scale

    @property
    def south(self) -> float:
        """The degrees at its lower edge."""
        return self.north - self.size.height() / self.scale

    def place(self, x: float, y: float) -> QPointF:
        """Where a point of the map is on the surface."""
        return QPointF((x - self.west) * self.scale, (self.north - y) * self.scale)


class Ground:
    """Paints any frame of the world; keeps nothing of what it has painted."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.stamps = Stamps()
        self.outlines: Outlines | None = None
        self.areas: tuple[Area, ...] = ()
        self._labels: dict[str, tuple[float, float]] = {}
        self._settled: set[str] = set()
        self._countries: dict[str, tuple[float, float, float, float]] = {}
        self._middles: dict[int, tuple[tuple[float, float], ...]] = {}
        self._numbers: dict[str, int] = {}

    def show_outlines(self, outlines: Outlines) -> None:
        """Take the outlines over, once they are read."""
        self.outlines = outlines
        self._countries, self._labels = _extents(outlines)
        self._numbers = {code: number for number, code in enumerate(outlines.codes)}
        self._middles.clear()
        self._settled.clear()

    def box_of(self, country: str) -> tuple[float, float, float, float] | None:
        """West, south, east and north of a country, in the map's degrees."""
        return self._countries.get(country)

    def middles_of(self, code: str) -> tuple[tuple[float, float], ...]:
        """Points well inside a region, the best first; none for countries and for codes without an outline."""
        number = self._numbers.get(code)
        return () if number is None else self._middles_of(number)

    def covers(self, code: str, x: float, y: float) -> bool:
        """Whether a point of the map is in an area."""
        if self.outlines is None or not code:
            return False
        detail = self.outlines.details[0]
        regions = self.outlines.regions_of(code)
        boxes = self.outlines.boxes[regions]
        near = regions[(boxes[:, 0] <= x) & (x <= boxes[:, 2]) & (boxes[:, 1] <= y) & (y <= boxes[:, 3])]
        points = detail.points_of(near)
        if not points.size:
            return False
        xs, ys, joined = detail.x[points], detail.y[points], detail.joined[points][:-1] > 0
        below, above = ys[:-1], ys[1:]
        crosses = joined & ((below > y) != (above > y))
        with np.errstate(divide="ignore", invalid="ignore"):
            at = xs[:-1] + (y - below) / (above - below) * (xs[1:] - xs[:-1])
        return bool(np.count_nonzero(crosses & (at > x)) % 2)

    def paint(self, painter: QPainter, frame: Frame, *, named: frozenset[str] = frozenset()) -> None:
        """Paint a frame at the painter's origin; the areas in `named` are named by their marks."""
        look = self.look
        painter.fillRect(QRectF(QPointF(0, 0), frame.size), look.sea)
        if self.outlines is None:
            return
        detail = self.outlines.detail_for(1 / frame.scale)
        points = detail.points_of(self.outlines.within(frame.west, frame.south, frame.east, frame.north))
        if not points.size:
            return
        xs, ys = (detail.x[points] - frame.west) * frame.scale, (frame.north - detail.y[points]) * frame.scale
        # Smooth edges would take ten times as long, and the lines over them are smooth.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # noqa: FBT003 - Qt takes no keyword here
        painter.fillPath(pg.arrayToQPath(xs, ys, detail.joined[points], finiteCheck=False), look.land)
        border = detail.border[points]
        # Outlines of different sources leave slivers between neighbours, which are no sea.
        painter.setPen(QPen(look.land, max(1.0, SLIVER * frame.scale)))
        painter.drawPath(_lines(xs, ys, (border == Border.COUNTRY) | (border == Border.REGION)))
        for area in self.areas:
            self._paint_area(painter, frame, detail, area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pens = [(Border.COAST, QPen(look.coast_line, 0.9)), (Border.COUNTRY, QPen(look.country_line, 1.5))]
        if frame.scale >= REGIONS_FROM:
            pens.insert(0, (Border.REGION, QPen(look.region_line, 0.8)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for kind, pen in pens:
            painter.setPen(pen)
            painter.drawPath(_lines(xs, ys, border == kind))
        self._paint_names(painter, frame, named)

    def _paint_area(self, painter: QPainter, frame: Frame, detail: Detail, area: Area) -> None:
        assert self.outlines is not None
        regions = self.outlines.regions_of(area.code)
        points = detail.points_of(regions)
        if not points.size:
            return
        xs, ys = (detail.x[points] - frame.west) * frame.scale, (frame.north - detail.y[points]) * frame.scale
        joined = detail.joined[points]
        whole = self.look.styles[area.kind].fill
        tint, line = QColor(whole), QColor(whole)
        of_country = area.code not in self.outlines.codes
        strength = _FAINTEST + (_STRONGEST - _FAINTEST) * area.strength
        tint.setAlphaF(strength / 6 if of_country else strength / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # noqa: FBT003 - as above
        painter.fillPath(pg.arrayToQPath(xs, ys, joined, finiteCheck=False), tint)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line.setAlphaF(min(1.0, strength * 1.9))
        if of_country:
            return
        painter.setPen(QPen(line, 1.1))
        painter.drawPath(hatching(xs, ys, joined > 0, frame=frame))

    def _paint_names(self, painter: QPainter, frame: Frame, named: frozenset[str]) -> None:
        outlines = self.outlines
        assert outlines is not None
        if frame.scale < REGION_NAMES_FROM:
            for code, (west, south, east, north) in self._countries.items():
                if (
                    code in self._labels
                    and code not in named
                    and west < frame.east
                    and east > frame.west
                    and south < frame.north
                    and north > frame.south
                ):
                    self._name(painter, country_name(code), frame.place(*self._label_of(code)), room=(east - west) * frame.scale)
            return
        for region in outlines.within(frame.west, frame.south, frame.east, frame.north).tolist():
            if outlines.codes[region] not in named:
                west, _, east, _ = outlines.boxes[region]
                middle = frame.place(*self._middle(region))
                self._name(painter, outlines.names[region], middle, room=(east - west) * frame.scale)

    def _name(self, painter: QPainter, words: str, middle: QPointF, *, room: float) -> None:
        metrics = QFontMetricsF(self.look.small)
        width = metrics.horizontalAdvance(words)
        if width * 1.15 <= room:
            box = QRectF(middle.x() - width / 2 - 2, middle.y() - metrics.height() / 2, width + 4, metrics.height())
            self.stamps.put(painter, words, box, self.look, ink=self.look.muted)

    def _label_of(self, code: str) -> tuple[float, float]:
        """Where a country's name stands: in its midst where that is land of it, else in its largest region."""
        assert self.outlines is not None
        if code not in self._settled:
            self._settled.add(code)
            if not self.covers(code, *self._labels[code]):
                regions = self.outlines.regions_of(code)
                boxes = self.outlines.boxes[regions]
                areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
                self._labels[code] = self._middle(int(regions[int(areas.argmax())]))
        return self._labels[code]

    def _middle(self, region: int) -> tuple[float, float]:
        return self._middles_of(region)[0]

    def _middles_of(self, region: int) -> tuple[tuple[float, float], ...]:
        assert self.outlines is not None
        if region not in self._middles:
            self._middles[region] = self.outlines.middles_of(region)
        return self._middles[region]


def country_name(code: str) -> str:
    """A country's English name by its ISO 3166-1 code; the code itself where Qt knows none."""
    territory = QLocale.codeToTerritory(code)
    return code if territory is QLocale.Country.AnyCountry else QLocale.territoryToString(territory)


def hatching(xs: NDArray[Any], ys: NDArray[Any], joined: NDArray[Any], *, frame: Frame) -> QPainterPath:
    """The lines of a shaded area: rising, `STEP` apart, cut where they leave its rings; lines outside the frame are left out.

    Lines and no brush, so that they look the same on screen and in every file, and fixed to the ground, so that pictures of
    neighbouring parts fit together.
    """
    phase = (frame.west - frame.north) * frame.scale % STEP
    start = np.flatnonzero(joined[:-1])
    across, along = (xs + ys + phase) / STEP, (ys - xs)
    low, high = across[start], across[start + 1]
    # Of the whole numbers between the two ends of an edge, each is a line that crosses it.
    first, last = np.ceil(np.minimum(low, high)), np.ceil(np.maximum(low, high))
    most = (frame.size.width() + frame.size.height() + phase) / STEP
    first, last = np.clip(first, 0, np.ceil(most)), np.clip(last, 0, np.ceil(most))
    many = (last - first).astype(np.int64)
    edge = np.repeat(np.arange(start.size), many)
    line = np.arange(edge.size) - np.repeat(np.cumsum(many) - many, many) + first[edge]
    share = (line - low[edge]) / (high[edge] - low[edge])
    at = along[start][edge] + share * (along[start + 1] - along[start])[edge]
    order = np.lexsort((at, line))
    order = order[: order.size // 2 * 2]
    line, at = line[order] * STEP - phase, at[order]
    path: QPainterPath = pg.arrayToQPath((line - at) / 2, (line + at) / 2, connect="pairs", finiteCheck=False)
    return path


def areas_of(told: Sequence[tuple[str, EventType, int]], largest: int) -> tuple[Area, ...]:
    """Areas by code, largest type and total; countries first, so that regions lie over them."""
    ordered = sorted(told, key=lambda one: len(one[0]))
    return tuple(Area(code, kind, min(1.0, total / max(largest, 1))) for code, kind, total in ordered if code)


def _lines(xs: NDArray[Any], ys: NDArray[Any], wanted: NDArray[Any]) -> QPainterPath:
    """The wanted lines, each from a point to the next one, without the points that none of them touches."""
    touched = wanted.copy()
    touched[1:] |= wanted[:-1]
    path: QPainterPath = pg.arrayToQPath(xs[touched], ys[touched], wanted[touched].astype(np.int32), finiteCheck=False)
    return path


def _extents(outlines: Outlines) -> tuple[dict[str, tuple[float, float, float, float]], dict[str, tuple[float, float]]]:
    """The box of each country, and where its name stands; a country of scattered islands has no such place.

    Far islands are left out: a country reaches from its largest region outwards, as far as regions are near one another.
    """
    found: dict[str, tuple[float, float, float, float]] = {}
    labels: dict[str, tuple[float, float]] = {}
    boxes, countries = outlines.boxes, np.array(outlines.countries)
    for code in dict.fromkeys(outlines.countries):
        mine = boxes[countries == code]
        area = (mine[:, 2] - mine[:, 0]) * (mine[:, 3] - mine[:, 1])
        box = mine[int(area.argmax())].copy()
        reach = 0.35 * max(box[2] - box[0], box[3] - box[1], 1.0)
        left = np.ones(len(mine), dtype=bool)
        while True:
            near = left & (mine[:, 0] <= box[2] + reach) & (mine[:, 2] >= box[0] - reach)
            near &= (mine[:, 1] <= box[3] + reach) & (mine[:, 3] >= box[1] - reach)
            if not near.any():
                break
            left &= ~near
            box[:2] = np.minimum(box[:2], mine[near][:, :2].min(axis=0))
            box[2:] = np.maximum(box[2:], mine[near][:, 2:].max(axis=0))
        west, south, east, north = box.tolist()
        found[code] = (west, south, east, north)
        land = area[~left]
        if land.sum() > SCATTERED * (east - west) * (north - south):
            middles = ((mine[:, :2] + mine[:, 2:]) / 2)[~left]
            x, y = np.average(middles, axis=0, weights=land)
            labels[code] = (float(x), float(y))
    return found, labels
