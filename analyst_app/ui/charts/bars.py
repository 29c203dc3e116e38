"""The item that paints a panel's daily bars, stacked or beside each other: band, mean, gaps, zeros, unusual and revised days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from pyqtgraph.Qt.internals import PrimitiveArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from analyst_app.services.charts import Column, Grid, Sheet
from analyst_app.ui.charts.axis import DAY
from analyst_app.ui.charts.hatching import NARROWEST_PATTERN, fill
from analyst_app.ui.charts.look import Look, paint_mark, paint_revised
from analyst_app.ui.charts.scale import DayItem, Scale, runs_of
from analyst_app.ui.colours import TypeStyle

WIDTH = 0.72
"""Of a day, the bar's share; all of it where bars are too narrow for air between them."""
THINNEST = 2.5
"""Pixels. A count beside one a thousand times as large must still be seen."""
CAP = 5.0
"""Pixels to each side of a whisker's end."""
CLOSE = 4.0
"""Pixels between two points of a line."""
NARROWEST_WHISKER = 9.0
"""Pixels of a day. Below that the bounds are painted as a band."""


@dataclass(frozen=True, slots=True)
class Marked:
    """An unusual day: which of the days, and whether it is more than usual."""

    at: int
    above: bool


class DayBars(DayItem):
    """The bars of one sheet."""

    def __init__(
        self,
        grid: Grid,
        sheet: Sheet,
        *,
        styles: Mapping[str, TypeStyle],
        look: Look,
        top: float,
        stacked: bool = True,
        mean: Column | None = None,
        marked: Sequence[Marked] = (),
        zeros: frozenset[date] = frozenset(),
        revised: frozenset[date] = frozenset(),
    ) -> None:
        super().__init__(first=grid.first, days=len(grid.covered), low=0, top=top, look=look)
        self._grid, self._sheet, self._stacked = grid, sheet, stacked
        self._styles = [styles[group] for group in grid.groups]
        self._mean, self._marked = mean, tuple(marked)
        self._zeros = {at for day in zeros if (at := grid.place_of(day)) is not None and not sheet.events[at].any()}
        self._revised = {at for day in revised if (at := grid.place_of(day)) is not None and sheet.revised[at].any()}
        self._ends = np.cumsum(sheet.best, axis=1) if stacked else sheet.best
        self._low_sums, self._high_sums, self._open = sheet.bounds()
        self._daily = sheet.daily

    def group_at(self, at: int, place: QPointF) -> str | None:
        """The group whose piece is at a place of a day, or None beside it."""
        for box, g in self._boxes(at):
            if box.contains(place):
                return self._grid.groups[g]
        return None

    def _boxes(self, at: int) -> list[tuple[QRectF, int]]:
        """The pieces of a day in the numbers of the chart."""
        left, width = float(self.places[at]) - DAY * WIDTH / 2, DAY * WIDTH
        share = width / max(1, len(self._styles))
        boxes = []
        for g in np.flatnonzero(self._sheet.best[at]).tolist():
            best, end = int(self._sheet.best[at, g]), int(self._ends[at, g])
            box = QRectF(left, end - best, width, best) if self._stacked else QRectF(left + g * share, 0, share, best)
            boxes.append((box, g))
        return boxes

    def paint_days(self, painter: QPainter, scale: Scale, days: slice) -> None:
        """Back to front."""
        self.paint_gaps(painter, scale, self._grid.covered, days)
        if scale.day * WIDTH >= NARROWEST_PATTERN:
            for at in range(days.start, min(days.stop, len(self.places))):
                for box, g in self._boxes(at):
                    fill(painter, _visible(scale.box(box.left(), box.right(), box.top(), box.bottom())), self._styles[g])
        else:
            self._paint_narrow(painter, scale, days)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._stacked:
            self._paint_bounds(painter, scale, days)
        if self._mean is not None:
            paint_line(painter, scale.x(self.places[days]), scale.y(self._mean[days]), pen=QPen(self._look.ink, 2), halo=self._look.base)
        self._paint_marks(painter, scale, days)

    def _paint_marks(self, painter: QPainter, scale: Scale, days: slice) -> None:
        """What a day is marked with: reported zeros, revised figures, more or fewer than usual."""
        for at in self._zeros:
            if days.start <= at < days.stop:
                painter.setPen(QPen(self._look.ink, 1.6))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(*scale.at(float(self.places[at]), 0)) - QPointF(0, 8), 4.5, 5.5)
        for at in self._revised:
            if days.start <= at < days.stop:
                paint_revised(painter, QPointF(*scale.at(float(self.places[at]), 0)) - QPointF(0, 8), self._look)
        for mark in self._marked:
            if days.start <= mark.at < days.stop:
                self._paint_mark(painter, scale, mark)

    def _paint_narrow(self, painter: QPainter, scale: Scale, days: slice) -> None:
        """Bars too narrow for patterns: plain, edge to edge, each group in one call."""
        width = max(1.0, scale.day)
        left = scale.x(self.places[days]) - width / 2
        painter.setPen(Qt.PenStyle.NoPen)
        for g, style in enumerate(self._styles):
            best = self._sheet.best[days, g]
            at = np.flatnonzero(best)
            if not at.size:
                continue
            ends = self._ends[days, g][at]
            upper, lower = scale.y(ends), scale.y(ends - best[at] if self._stacked else ends * 0)
            painter.setBrush(style.fill)
            # Through memory that Qt shares: a list of boxes would take longer to make than to paint.
            boxes = PrimitiveArray(QRectF, 4)
            boxes.resize(at.size)
            numbers = boxes.ndarray()
            numbers[:, 0], numbers[:, 1], numbers[:, 2], numbers[:, 3] = left[at], upper, width, lower - upper
            painter.drawRects(*boxes.drawargs())

    def _paint_bounds(self, painter: QPainter, scale: Scale, days: slice) -> None:
        low, best, high = self._low_sums[days], self._daily[days], np.maximum(self._high_sums[days], self._daily[days])
        is_open = self._open[days]
        if scale.day < NARROWEST_WHISKER:
            paint_band(painter, scale, self.places[days], low, high, known=self._grid.covered[days], colour=self._look.ink)
            return
        for n in np.flatnonzero((low != best) | (high != best) | is_open).tolist():
            place = float(self.places[days][n])
            bounds = float(low[n]), float(best[n]), None if is_open[n] else float(high[n])
            paint_whisker(painter, scale, place, bounds, colour=self._look.ink)

    def _paint_mark(self, painter: QPainter, scale: Scale, mark: Marked) -> None:
        peak = float(self._daily[mark.at])
        if scale.day >= NARROWEST_WHISKER and not self._open[mark.at]:
            peak = max(peak, float(self._high_sums[mark.at]))
        lift = 22.0 if scale.day >= NARROWEST_WHISKER and self._open[mark.at] else 6.0
        if mark.at in self._zeros:
            lift += 14.0
        x, y = scale.at(float(self.places[mark.at]), peak)
        paint_mark(painter, QPointF(x, y - lift - (0.0 if mark.above else 9.0)), self._look, above=mark.above)


def paint_whisker(painter: QPainter, scale: Scale, place: float, bounds: tuple[float, float, float | None], *, colour: QColor) -> None:
    """From low to high, with an arrow where there is no upper bound."""
    low_value, best_value, high_value = bounds
    low, best = (QPointF(*scale.at(place, value)) for value in (low_value, best_value))
    painter.setPen(QPen(colour, 1.6))
    if high_value is None:
        tip = QPointF(best.x(), best.y() - 14)
        painter.drawLine(low, tip)
        painter.drawLine(tip, tip + QPointF(-4, 5))
        painter.drawLine(tip, tip + QPointF(4, 5))
    else:
        high = QPointF(*scale.at(place, high_value))
        painter.drawLine(low, high)
        painter.drawLine(high + QPointF(-CAP, 0), high + QPointF(CAP, 0))
    if low_value != best_value:
        painter.drawLine(low + QPointF(-CAP, 0), low + QPointF(CAP, 0))


def paint_band(painter: QPainter, scale: Scale, places: Column, low: Column, high: Column, *, known: Column, colour: QColor) -> None:
    """The room between two lines, broken where nothing is known."""
    soft = QColor(colour)
    soft.setAlpha(60)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(soft)
    at = np.flatnonzero(known)
    for run in runs_of(at):
        if (low[run] == high[run]).all():
            continue
        x = scale.x(places[run]).tolist()
        upper, lower = scale.y(high[run].astype(float)).tolist(), scale.y(low[run].astype(float)).tolist()
        points = [*zip(x, upper, strict=True), *reversed(list(zip(x, lower, strict=True)))]
        painter.drawPolygon(QPolygonF([QPointF(*point) for point in points]))


def paint_line(painter: QPainter, x: Column, y: Column, *, pen: QPen, halo: QColor | None = None) -> None:
    """A line through points in pixels, broken where there is no number; a single point is a dot.

    Where points are close, the line is painted piece by piece: Qt takes far longer for one path of a thousand points.
    """
    painter.setBrush(Qt.BrushStyle.NoBrush)
    dense = len(x) > 1 and x[-1] - x[0] < CLOSE * len(x)
    for run in runs_of(np.flatnonzero(~np.isnan(y))):
        points = [QPointF(*point) for point in zip(x[run].tolist(), y[run].tolist(), strict=True)]
        if len(points) == 1:
            painter.setPen(pen)
            painter.setBrush(pen.color())
            painter.drawEllipse(points[0], pen.widthF(), pen.widthF())
            painter.setBrush(Qt.BrushStyle.NoBrush)
        elif dense and not pen.dashPattern():
            painter.setPen(pen)
            painter.drawLines([QLineF(*pair) for pair in pairwise(points)])
        else:
            path = QPolygonF(points)
            if halo is not None:
                painter.setPen(QPen(halo, pen.widthF() + 2.5))
                painter.drawPolyline(path)
            painter.setPen(pen)
            painter.drawPolyline(path)


def _visible(box: QRectF) -> QRectF:
    missing = THINNEST - box.height()
    return box.adjusted(0, -missing, 0, 0) if missing > 0 else box
