"""Where days and values are in device pixels, for items that paint there so that patterns and signs keep their size at any zoom."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from analyst_app.services.charts import Column
from analyst_app.ui.charts.axis import DAY, seconds
from analyst_app.ui.charts.look import Look, paint_gap


class Scale:
    """From the numbers of a chart to pixels of the painter that it was made from."""

    def __init__(self, transform: QTransform) -> None:
        self._across, self._left = transform.m11(), transform.dx()
        self._down, self._top = transform.m22(), transform.dy()

    @property
    def day(self) -> float:
        """The width of a day."""
        return abs(self._across) * DAY

    def x(self, places: Column) -> Column:
        """Pixels from the left."""
        return places * self._across + self._left

    def y(self, values: Column) -> Column:
        """Pixels from the top."""
        return values * self._down + self._top

    def at(self, place: float, value: float) -> tuple[float, float]:
        """One place."""
        return place * self._across + self._left, value * self._down + self._top

    def box(self, left: float, right: float, low: float, high: float) -> QRectF:
        """A box between places and values."""
        (a, b), (c, d) = self.at(left, high), self.at(right, low)
        return QRectF(a, b, c - a, d - b)


class DayItem(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph has no types
    """An item over consecutive days; `paint_days` of a kind paints those in view.

    Args:
        first: the first day.
        days: how many there are.
        low: the bottom of the panel.
        top: the top of the panel.
        look: what to paint with.
    """

    full = False
    """Whether it leaves no room free, so that what is chosen is marked above it."""

    def __init__(self, *, first: date, days: int, low: float, top: float, look: Look) -> None:
        super().__init__()
        self._low, self._top = low, top
        self.places = seconds(first) + np.arange(days) * DAY
        self._left, self._right = seconds(first) - DAY, seconds(first) + days * DAY
        self._look = look
        self._first = first
        self._chosen: tuple[int, int] | None = None

    def choose(self, first: date | None, last: date | None) -> None:
        """Mark days, or none."""
        self._chosen = None if first is None or last is None else ((first - self._first).days, (last - self._first).days)
        self.update()

    def boundingRect(self) -> QRectF:
        """As Qt asks for it."""
        return QRectF(self._left, self._low, self._right - self._left, self._top - self._low)

    def in_view(self) -> slice:
        """The days that are in view, and one more to each side."""
        box = self.getViewBox()
        if box is None:
            return slice(0, len(self.places))
        (left, right), _ = box.viewRange()
        first, last = np.searchsorted(self.places, (left - DAY, right + DAY)).tolist()
        return slice(max(0, first), max(0, last))

    def viewTransformChanged(self) -> None:
        """What is in view is other now."""
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """As Qt asks for it."""
        del option, widget
        with in_pixels(painter) as scale:
            if self._chosen is not None and not self.full:
                self._paint_chosen(painter, scale, *self._chosen)
            self.paint_days(painter, scale, self.in_view())
            if self._chosen is not None and self.full:
                self._paint_chosen(painter, scale, *self._chosen)

    def paint_days(self, painter: QPainter, scale: Scale, days: slice) -> None:
        """Paint some of the days in pixels."""
        raise NotImplementedError

    def paint_gaps(self, painter: QPainter, scale: Scale, covered: Column, days: slice) -> None:
        """Days without a report, run by run."""
        missing = np.flatnonzero(~covered[days]) + days.start
        for run in runs_of(missing):
            left, right = float(self.places[run[0]]) - DAY / 2, float(self.places[run[-1]]) + DAY / 2
            paint_gap(painter, scale.box(left, right, self._low, self._top), self._look)

    def _paint_chosen(self, painter: QPainter, scale: Scale, first: int, last: int) -> None:
        left, right = (float(self.places[0]) + at * DAY for at in (first, last))
        box = scale.box(left - DAY / 2, right + DAY / 2, self._low, self._top)
        soft = QColor(self._look.accent)
        soft.setAlpha(34)
        painter.fillRect(box, soft)
        painter.setPen(QPen(self._look.accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([box.bottomLeft(), box.topLeft(), box.topRight(), box.bottomRight()]))


def runs_of(places: Column) -> list[Column]:
    """Ascending numbers, split where one is left out."""
    return np.split(places, np.flatnonzero(np.diff(places) > 1) + 1) if places.size else []


@contextmanager
def in_pixels(painter: QPainter) -> Iterator[Scale]:
    """Let a painter paint in device pixels, and tell where the chart's numbers are there."""
    scale = Scale(painter.worldTransform())
    painter.save()
    painter.setWorldTransform(QTransform())
    yield scale
    painter.restore()
