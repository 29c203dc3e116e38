"""The legend above a chart, part of the picture: colours with patterns, lines with signs, steps of a heat map, what the marks mean."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from analyst_app.ui.charts.hatching import fill
from analyst_app.ui.charts.look import LineStyle, Look, paint_gap, paint_mark, paint_revised, paint_sign
from analyst_app.ui.colours import TypeStyle

GAP_SIGN, ZERO_SIGN, RANGE_SIGN, MEAN_SIGN, MORE_SIGN, FEWER_SIGN, EMPTY_SIGN = "gap", "zero", "range", "mean", "more", "fewer", "empty"
REVISED_SIGN = "revised"
_SWATCH = 16.0
_LINE = 30.0
_AIR = 18.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the legend: a group's fill, a line's style, the step of a heat map, or one of the signs."""

    label: str
    style: TypeStyle | None = None
    sign: str = ""
    line: LineStyle | None = None
    tone: QColor | None = None

    @property
    def width(self) -> float:
        """Pixels of what stands before the words."""
        if self.style is None and self.tone is None and self.line is None and not self.sign:
            return 0.0
        return _LINE if self.line is not None or self.sign == MEAN_SIGN else _SWATCH


class Legend(pg.GraphicsWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Sets its entries in lines as wide as the picture."""

    def __init__(self, entries: Sequence[Entry], *, look: Look, width: float) -> None:
        super().__init__()
        self._entries = tuple(entries)
        self._look = look
        self._metrics = QFontMetricsF(look.font)
        self.fit(width)

    @property
    def words(self) -> tuple[str, ...]:
        """What it says."""
        return tuple(entry.label for entry in self._entries)

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
            width = entry.width + 6 + self._metrics.horizontalAdvance(entry.label) + _AIR
            if x and x + width > self._width:
                x, y = 0.0, y + self._line_height()
            placed.append((entry, QPointF(x, y)))
            x += width
        return placed

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """As Qt asks for it."""
        del option, widget
        painter.setFont(self._look.font)
        for entry, place in self._lines():
            top = place.y() + (self._line_height() - _SWATCH) / 2
            box = QRectF(place.x(), top, entry.width, _SWATCH)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # noqa: FBT003 - Qt's signature
            if entry.style is not None:
                fill(painter, box, entry.style)
            elif entry.tone is not None:
                painter.fillRect(box, entry.tone)
                painter.setPen(QPen(self._look.line, 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box)
            elif entry.line is not None:
                self._paint_line(painter, box, entry.line)
            else:
                self._paint_sign(painter, box, entry.sign)
            painter.setPen(self._look.ink)
            words = QRectF(QPointF(place.x() + entry.width + 6, place.y()), QSizeF(self._width, self._line_height()))
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, entry.label)

    def _paint_line(self, painter: QPainter, box: QRectF, style: LineStyle) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(style.pen())
        painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))
        painter.setPen(QPen(self._look.base, 1))
        painter.setBrush(style.colour)
        paint_sign(painter, box.center(), style.sign, 3.6)

    def _paint_sign(self, painter: QPainter, box: QRectF, sign: str) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if sign == GAP_SIGN:
            paint_gap(painter, box, self._look)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if sign in {MORE_SIGN, FEWER_SIGN}:
            lower = sign == MORE_SIGN
            paint_mark(painter, box.center() + QPointF(0, 4.5 if lower else -4.5), self._look, above=lower)
            return
        if sign == REVISED_SIGN:
            paint_revised(painter, box.center(), self._look)
            return
        painter.setPen(QPen(self._look.line if sign == EMPTY_SIGN else self._look.ink, 2 if sign == MEAN_SIGN else 1.6))
        if sign == EMPTY_SIGN:
            painter.drawRect(box)
        elif sign == MEAN_SIGN:
            painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))
        elif sign == ZERO_SIGN:
            painter.drawEllipse(box.center(), 4.5, 5.5)
        elif sign == RANGE_SIGN:
            middle = box.center().x()
            painter.drawLine(QPointF(middle, box.top()), QPointF(middle, box.bottom()))
            for y in (box.top(), box.bottom()):
                painter.drawLine(QPointF(middle - 4, y), QPointF(middle + 4, y))
