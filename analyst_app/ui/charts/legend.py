"""The legend above a chart, part of the picture: colours with patterns, and what the signs mean."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from analyst_app.ui.charts.hatching import fill
from analyst_app.ui.colours import TypeStyle

GAP_SIGN, ZERO_SIGN, RANGE_SIGN = "gap", "zero", "range"
_SWATCH = 16.0
_AIR = 18.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the legend: a group's fill, or one of the signs."""

    label: str
    style: TypeStyle | None = None
    sign: str = ""


class Legend(pg.GraphicsWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Sets its entries in lines as wide as the picture."""

    def __init__(self, entries: Sequence[Entry], *, font: QFont, ink: QColor, quiet: QColor, width: float) -> None:
        super().__init__()
        self._entries = tuple(entries)
        self._font = font
        self._ink = ink
        self._quiet = quiet
        self._metrics = QFontMetricsF(font)
        self.fit(width)

    def fit(self, width: float) -> None:
        """Set the lines anew for another width."""
        self._width = max(width, 100.0)
        height = self._lines()[-1][1].y() + self._line_height() if self._entries else 0.0
        self.setMinimumHeight(height)
        self.setMaximumHeight(height)

    def _line_height(self) -> float:
        return max(_SWATCH, self._metrics.height()) + 6

    def _lines(self) -> list[tuple[Entry, QPointF]]:
        placed: list[tuple[Entry, QPointF]] = []
        x = y = 0.0
        for entry in self._entries:
            width = _SWATCH + 6 + self._metrics.horizontalAdvance(entry.label) + _AIR
            if x and x + width > self._width:
                x, y = 0.0, y + self._line_height()
            placed.append((entry, QPointF(x, y)))
            x += width
        return placed

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """As Qt asks for it."""
        del option, widget
        painter.setFont(self._font)
        for entry, place in self._lines():
            top = place.y() + (self._line_height() - _SWATCH) / 2
            box = QRectF(place.x(), top, _SWATCH, _SWATCH)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # noqa: FBT003 - Qt's signature
            if entry.style is not None:
                fill(painter, box, entry.style)
            else:
                self._paint_sign(painter, box, entry.sign)
            painter.setPen(self._ink)
            words = QRectF(QPointF(place.x() + _SWATCH + 6, place.y()), QSizeF(self._width, self._line_height()))
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, entry.label)

    def _paint_sign(self, painter: QPainter, box: QRectF, sign: str) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if sign == GAP_SIGN:
            soft = QColor(self._quiet)
            soft.setAlpha(38)
            painter.fillRect(box, soft)
            painter.setPen(QPen(self._quiet, 1, Qt.PenStyle.DotLine))
            painter.drawLine(box.topLeft(), box.bottomLeft())
            painter.drawLine(box.topRight(), box.bottomRight())
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._ink, 1.6))
        if sign == ZERO_SIGN:
            painter.drawEllipse(box.center(), 4.5, 5.5)
            return
        middle = box.center().x()
        painter.drawLine(QPointF(middle, box.top()), QPointF(middle, box.bottom()))
        for y in (box.top(), box.bottom()):
            painter.drawLine(QPointF(middle - 4, y), QPointF(middle + 4, y))
