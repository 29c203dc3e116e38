"""How one mark is painted: a circle cut by types for points, dashed where only the surroundings are known, a plate for areas."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from analyst_app.domain.mapping import Exactness, MapMark
from analyst_app.ui.map.glyphs import ink_on, paint_glyph
from analyst_app.ui.map.look import Look

RIM = 2.5
"""Pixels around a mark that its outline and halo take."""
LEAST_SLICE = 0.12
"""Of a circle: a thinner slice has no room for its shape."""
NUMBERED = 11.0
"""Pixels of radius: a smaller circle shows the shape of its type rather than a number."""
FEW_TYPES = 0.6
"""Of a circle: the share of the largest type from which on its shape stands for the whole."""
_DASHES = [3.0, 2.2]


def compact(number: int) -> str:
    """A number in few letters: 940, 1,250, 12k, 3.4M."""
    if number < 10_000:
        return f"{number:,}"
    if number < 1_000_000:
        return f"{number / 1000:.0f}k"
    return f"{number / 1_000_000:.1f}M"


def paint_circle(painter: QPainter, mark: MapMark, centre: QPointF, radius: float, look: Look) -> None:
    """A circle whose slices are the types' shares; its outline is dashed where most of it is known around a place only."""
    rough = mark.exactness is not Exactness.POINT
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.base)
    painter.drawEllipse(centre, radius + 1.6, radius + 1.6)
    total, turned = max(mark.total, 1), 0.0
    for kind, amount in mark.amounts:
        share = amount / total
        fill = QColor(look.styles[kind].fill)
        fill.setAlpha(140 if rough else 255)
        painter.setBrush(fill)
        if len(mark.amounts) == 1:
            painter.drawEllipse(centre, radius, radius)
        else:
            painter.setPen(QPen(look.base, 1))
            painter.drawPie(box, round((90 - turned * 360) * 16), -round(share * 360 * 16))
            painter.setPen(Qt.PenStyle.NoPen)
        turned += share
    pen = QPen(look.ink, 1.3)
    if rough:
        pen.setDashPattern(_DASHES)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius, radius)
    _paint_inside(painter, mark, centre, radius, look)


def _paint_inside(painter: QPainter, mark: MapMark, centre: QPointF, radius: float, look: Look) -> None:
    """The number where there is room for it; the shapes of the types around it, or that of the largest alone."""
    words = compact(mark.total)
    metrics = QFontMetricsF(look.bold)
    plate = QSizeF(max(metrics.horizontalAdvance(words) + 6, metrics.height()), metrics.height() - 1)
    numbered = plate.width() <= 1.6 * radius and radius >= NUMBERED * look.growth
    if numbered:
        total, turned = max(mark.total, 1), 0.0
        for kind, amount in mark.amounts:
            share = amount / total
            if share >= LEAST_SLICE and len(mark.amounts) > 1:
                angle = (turned + share / 2) * 2 * pi
                place = centre + QPointF(sin(angle), -cos(angle)) * radius * 0.77
                paint_glyph(painter, kind, place, radius * 0.13 + 1, ink_on(look.styles[kind].fill))
            turned += share
        if len(mark.amounts) == 1:
            above = centre - QPointF(0, radius * 0.68)
            paint_glyph(painter, mark.amounts[0][0], above, radius * 0.14 + 1, ink_on(look.styles[mark.amounts[0][0]].fill))
        _paint_number(painter, words, centre, plate, look)
    elif mark.amounts and mark.amounts[0][1] >= FEW_TYPES * mark.total:
        kind = mark.amounts[0][0]
        paint_glyph(painter, kind, centre, radius * 0.5, ink_on(look.styles[kind].fill))


def _paint_number(painter: QPainter, words: str, centre: QPointF, plate: QSizeF, look: Look) -> None:
    box = QRectF(QPointF(centre.x() - plate.width() / 2, centre.y() - plate.height() / 2), plate)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.panel)
    painter.drawRoundedRect(box, plate.height() / 2, plate.height() / 2)
    write(painter, words, box, look.bold, look.ink)


def plate_size(mark: MapMark, look: Look) -> QSizeF:
    """How large the plate of an area is."""
    metrics = QFontMetricsF(look.bold)
    return QSizeF(metrics.horizontalAdvance(compact(mark.total)) + metrics.height() + 14, metrics.height() + 11)


def paint_plate(painter: QPainter, mark: MapMark, centre: QPointF, look: Look) -> None:
    """A plate with the number and the largest type's shape, and a strip of the types' shares: nothing that could pass for a point."""
    size = plate_size(mark, look)
    box = QRectF(QPointF(centre.x() - size.width() / 2, centre.y() - size.height() / 2), size)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(look.ink, 1.1)
    pen.setDashPattern(_DASHES)
    painter.setPen(pen)
    painter.setBrush(look.panel)
    painter.drawRoundedRect(box, 3, 3)
    inner = box.adjusted(3, 3, -3, -8)
    if mark.amounts:
        kind = mark.amounts[0][0]
        half = inner.height() * 0.36
        paint_glyph(painter, kind, QPointF(inner.left() + half + 2, inner.center().y()), half, look.styles[kind].fill)
    words = inner.adjusted(inner.height(), 0, 0, 0)
    write(painter, compact(mark.total), words, look.bold, look.ink)
    strip = QRectF(box.left() + 4, box.bottom() - 7.5, box.width() - 8, 4)
    total, left = max(mark.total, 1), strip.left()
    for kind, amount in mark.amounts:
        width = strip.width() * amount / total
        painter.fillRect(QRectF(left, strip.top(), width, strip.height()), look.styles[kind].fill)
        left += width


def write(
    painter: QPainter,
    words: str,
    box: QRectF,
    font: QFont,
    ink: QColor,
    *,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignCenter,
) -> None:
    """One line of words in a box."""
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter if align is not Qt.AlignmentFlag.AlignCenter else align, words)
