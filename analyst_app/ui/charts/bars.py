"""The item that paints a panel's bars: stacked or beside each other, whiskers, days without a report, zeros that were reported."""

from collections.abc import Mapping
from datetime import date

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from analyst_app.ui.charts.axis import DAY, seconds
from analyst_app.ui.charts.hatching import fill
from analyst_app.ui.charts.series import DayBar, Panel, Piece
from analyst_app.ui.colours import TypeStyle

WIDTH = 0.72
"""Of a day, the bar's share."""
THINNEST = 2.5
"""Pixels. A count beside one a thousand times as large must still be seen."""
CAP = 5.0
"""Pixels to each side of a whisker's end."""


class DayBars(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph has no types
    """Paints in device pixels, so that patterns, whiskers and rings keep their size at any zoom."""

    def __init__(
        self,
        panel: Panel,
        *,
        styles: Mapping[str, TypeStyle],
        gaps: frozenset[date],
        zeros: frozenset[date],
        ink: QColor,
        quiet: QColor,
        accent: QColor,
        top: float,
    ) -> None:
        super().__init__()
        self._panel = panel
        self._styles = styles
        self._gaps = gaps
        self._zeros = zeros
        self._ink = ink
        self._quiet = quiet
        self._accent = accent
        self._top = top
        self._chosen: date | None = None
        days = [bar.day for bar in panel.bars] + list(gaps) + list(zeros)
        self._left = seconds(min(days)) - DAY if days else 0.0
        self._right = seconds(max(days)) + DAY if days else DAY

    def choose(self, day: date | None) -> None:
        """Mark a day."""
        self._chosen = day
        self.update()

    def piece_at(self, bar: DayBar, place: QPointF) -> Piece | None:
        """The piece of a bar at a place of the chart, or None beside it."""
        return next((piece for piece, box in self._boxes(bar) if box.contains(place)), None)

    def boundingRect(self) -> QRectF:
        """As Qt asks for it."""
        return QRectF(self._left, 0, self._right - self._left, self._top)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """As Qt asks for it."""
        del option, widget
        to_pixels = painter.worldTransform()
        painter.save()
        painter.setWorldTransform(QTransform())
        for day in self._gaps:
            self._paint_gap(painter, to_pixels, day)
        if self._chosen is not None:
            self._paint_chosen(painter, to_pixels, self._chosen)
        for bar in self._panel.bars:
            for piece, box in self._boxes(bar):
                fill(painter, _visible(to_pixels.mapRect(box)) if piece.best else to_pixels.mapRect(box), self._styles[piece.group])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for bar in self._panel.bars:
            if self._panel.stacked:
                self._paint_whisker(painter, to_pixels, bar)
        counted = {bar.day for bar in self._panel.bars if bar.best}
        for day in self._zeros - counted:
            self._paint_zero(painter, to_pixels, day)
        painter.restore()

    def _boxes(self, bar: DayBar) -> list[tuple[Piece, QRectF]]:
        left, width = seconds(bar.day) - DAY * WIDTH / 2, DAY * WIDTH
        boxes: list[tuple[Piece, QRectF]] = []
        height = 0.0
        if self._panel.stacked:
            for piece in bar.pieces:
                boxes.append((piece, QRectF(left, height, width, piece.best)))
                height += piece.best
            return boxes
        groups = list(self._styles)
        share = width / len(groups)
        return [(piece, QRectF(left + groups.index(piece.group) * share, 0, share, piece.best)) for piece in bar.pieces]

    def _paint_gap(self, painter: QPainter, to_pixels: QTransform, day: date) -> None:
        box = to_pixels.mapRect(QRectF(seconds(day) - DAY / 2, 0, DAY, self._top))
        soft = QColor(self._quiet)
        soft.setAlpha(38)
        painter.fillRect(box, soft)
        painter.setPen(QPen(self._quiet, 1, Qt.PenStyle.DotLine))
        painter.drawLine(box.topLeft(), box.bottomLeft())
        painter.drawLine(box.topRight(), box.bottomRight())

    def _paint_chosen(self, painter: QPainter, to_pixels: QTransform, day: date) -> None:
        box = to_pixels.mapRect(QRectF(seconds(day) - DAY / 2, 0, DAY, self._top))
        soft = QColor(self._accent)
        soft.setAlpha(34)
        painter.fillRect(box, soft)
        painter.setPen(QPen(self._accent, 2))
        painter.drawLine(box.topLeft(), box.topRight())
        painter.drawLine(box.topLeft(), box.bottomLeft())
        painter.drawLine(box.topRight(), box.bottomRight())

    def _paint_whisker(self, painter: QPainter, to_pixels: QTransform, bar: DayBar) -> None:
        if bar.low == bar.best == bar.high:
            return
        x = seconds(bar.day)
        low, best = to_pixels.map(QPointF(x, bar.low)), to_pixels.map(QPointF(x, bar.best))
        painter.setPen(QPen(self._ink, 1.6))
        if bar.high is None:
            tip = QPointF(best.x(), best.y() - 14)
            painter.drawLine(low, tip)
            painter.drawLine(tip, tip + QPointF(-4, 5))
            painter.drawLine(tip, tip + QPointF(4, 5))
        else:
            high = to_pixels.map(QPointF(x, bar.high))
            painter.drawLine(low, high)
            painter.drawLine(high + QPointF(-CAP, 0), high + QPointF(CAP, 0))
        if bar.low != bar.best:
            painter.drawLine(low + QPointF(-CAP, 0), low + QPointF(CAP, 0))

    def _paint_zero(self, painter: QPainter, to_pixels: QTransform, day: date) -> None:
        centre = to_pixels.map(QPointF(seconds(day), 0)) - QPointF(0, 8)
        painter.setPen(QPen(self._ink, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, 4.5, 5.5)


def _visible(box: QRectF) -> QRectF:
    missing = THINNEST - box.height()
    return box.adjusted(0, -missing, 0, 0) if missing > 0 else box
