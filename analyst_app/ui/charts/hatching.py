"""Fills with patterns of plain lines, so that they look the same on screen, in PNG and in SVG, and at any scale."""

from collections.abc import Iterator
from math import floor

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from analyst_app.ui.colours import TypeStyle

STEP = 6.0
"""Pixels between the lines of a pattern."""
NARROWEST_PATTERN = 5.0
"""Pixels. A narrower bar shows its colour alone."""
THINNEST_EDGED = 4.0
"""Pixels. Of a thinner piece the edge would leave nothing to see."""
_RISING = {Qt.BrushStyle.BDiagPattern, Qt.BrushStyle.DiagCrossPattern}
_FALLING = {Qt.BrushStyle.FDiagPattern, Qt.BrushStyle.DiagCrossPattern}
_LEVEL = {Qt.BrushStyle.HorPattern, Qt.BrushStyle.CrossPattern}
_UPRIGHT = {Qt.BrushStyle.VerPattern, Qt.BrushStyle.CrossPattern}


def fill(painter: QPainter, box: QRectF, style: TypeStyle) -> None:
    """Fill a box of device pixels with colour, pattern and edge."""
    painter.fillRect(box, style.fill)
    if min(box.width(), box.height()) >= NARROWEST_PATTERN:
        painter.setPen(QPen(style.ink, 1.2))
        if style.pattern is Qt.BrushStyle.Dense6Pattern:
            painter.setBrush(style.ink)
            painter.setPen(Qt.PenStyle.NoPen)
            for dot in dots(box):
                painter.drawEllipse(dot, 1.1, 1.1)
        else:
            painter.drawLines(list(lines(box, style.pattern)))
    if box.height() < THINNEST_EDGED:
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(style.edge, 1))
    painter.drawRect(box)


def lines(box: QRectF, pattern: Qt.BrushStyle) -> Iterator[QLineF]:
    """The lines of a pattern, each cut to the box; they lie on a grid of the picture, so that neighbours match."""
    if pattern in _LEVEL:
        yield from (QLineF(box.left(), y, box.right(), y) for y in _grid(box.top(), box.bottom()))
    if pattern in _UPRIGHT:
        yield from (QLineF(x, box.top(), x, box.bottom()) for x in _grid(box.left(), box.right()))
    if pattern in _FALLING:
        for offset in _grid(box.top() - box.right(), box.bottom() - box.left()):
            left, right = max(box.left(), box.top() - offset), min(box.right(), box.bottom() - offset)
            yield QLineF(left, left + offset, right, right + offset)
    if pattern in _RISING:
        for offset in _grid(box.top() + box.left(), box.bottom() + box.right()):
            left, right = max(box.left(), offset - box.bottom()), min(box.right(), offset - box.top())
            yield QLineF(left, offset - left, right, offset - right)


def dots(box: QRectF) -> Iterator[QPointF]:
    """A grid of dots that keep off the edges."""
    inner = box.adjusted(2, 2, -2, -2)
    return (QPointF(x, y) for y in _grid(inner.top(), inner.bottom()) for x in _grid(inner.left(), inner.right()))


def _grid(low: float, high: float) -> Iterator[float]:
    at = (floor(low / STEP) + 1) * STEP
    while at < high:
        yield at
        at += STEP
