"""What stands at the edges of the map and belongs to the picture: title, legend, scale bar, and whose outlines they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan, ceil, cos, floor, log10, radians, sinh

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from analyst_app.domain.mapping import Exactness, MapAnswer, MapMark
from analyst_app.domain.ontology import EventType
from analyst_app.ui.map.glyphs import ink_on, paint_glyph
from analyst_app.ui.map.ground import Frame, Ground
from analyst_app.ui.map.look import Look
from analyst_app.ui.map.symbols import compact, write

EDGE = 10.0
PAD = 9.0
ATTRIBUTION = "Made with Natural Earth"
KM_PER_DEGREE = 111.32
SCALE_BAR = 130.0
"""Pixels that the scale bar has at most."""
_LEFT = Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class Caption:
    """The words of the picture: what is shown, of when and of which events, and what is not on the map."""

    title: str = ""
    lines: tuple[str, ...] = ()
    unit: str = "attacks"


class Furniture(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph has no types
    """Paints in pixels of the scene, over everything."""

    def __init__(self, ground: Ground) -> None:
        super().__init__()
        self._ground = ground
        self._frame = Frame(0, 0, 1, QSizeF(1, 1))
        self._answer: MapAnswer | None = None
        self.caption = Caption()
        self.legend_shown = True
        self._picture: QPixmap | None = None
        self._painted_for: tuple[object, ...] = ()
        self.setZValue(100)

    def fit(self, frame: Frame) -> None:
        """Keep to the edges of another frame."""
        self.prepareGeometryChange()
        self._frame = frame
        self.update()

    def show_answer(self, answer: MapAnswer, caption: Caption) -> None:
        """Explain these marks."""
        self._answer, self.caption, self._picture = answer, caption, None
        self.update()

    def forget_picture(self) -> None:
        """Colours or fonts are other now."""
        self._picture = None
        self.update()

    def show_legend(self, *, shown: bool) -> None:
        """Show or hide the legend, on screen and in pictures."""
        self.legend_shown = shown
        self.update()

    def boundingRect(self) -> QRectF:
        """As Qt asks for it."""
        return QRectF(QPointF(0, 0), self._frame.size)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """As Qt asks for it."""
        del option
        painter.save()
        painter.setWorldTransform(QTransform())
        if widget is None:
            self._paint(painter)
        else:
            painter.drawPixmap(QPointF(0, 0), self._picture_for(widget.devicePixelRatioF()))
        self._paint_scale(painter, self._ground.look)
        painter.restore()

    def _picture_for(self, sharpness: float) -> QPixmap:
        """What stands at the edges but the scale bar: it changes with the marks, not while the map is moved or zoomed."""
        key = (self._frame.size.toTuple(), sharpness, self.legend_shown)
        if self._picture is None or self._painted_for != key:
            size = self._frame.size
            picture = QPixmap(ceil(size.width() * sharpness), ceil(size.height() * sharpness))
            picture.setDevicePixelRatio(sharpness)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            self._paint(painter)
            painter.end()
            self._picture, self._painted_for = picture, key
        return self._picture

    def _paint(self, painter: QPainter) -> None:
        look = self._ground.look
        self._paint_attribution(painter, look)
        if self._answer is not None:
            self._paint_title(painter, look)
            if self.legend_shown and self._answer.marks:
                self._paint_legend(painter, self._answer, look)

    def _paint_attribution(self, painter: QPainter, look: Look) -> None:
        metrics = QFontMetricsF(look.small)
        width, height = metrics.horizontalAdvance(ATTRIBUTION) + 10, metrics.height() + 2
        size = self._frame.size
        box = QRectF(size.width() - width, size.height() - height, width, height)
        painter.fillRect(box, look.panel)
        write(painter, ATTRIBUTION, box, look.small, look.muted)

    def _paint_scale(self, painter: QPainter, look: Look) -> None:
        frame = self._frame
        length, width = self._scale_bar()
        words = f"{length:,.0f} km" if length >= 1 else f"{length * 1000:,.0f} m"
        metrics, y = QFontMetricsF(look.small), frame.size.height() - EDGE
        box = QRectF(EDGE - 4, y - metrics.height() - 8, max(width, metrics.horizontalAdvance(words)) + 8, metrics.height() + 12)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # noqa: FBT003 - Qt takes no keyword here
        painter.fillRect(box, look.panel)
        painter.setPen(QPen(look.ink, 2))
        painter.drawLine(QPointF(EDGE, y), QPointF(EDGE + width, y))
        for x in (EDGE, EDGE + width):
            painter.drawLine(QPointF(x, y - 5), QPointF(x, y))
        write(painter, words, QRectF(EDGE, y - metrics.height() - 5, box.width(), metrics.height()), look.small, look.ink, align=_LEFT)

    def _scale_bar(self) -> tuple[float, int]:
        """Its length in kilometres and in pixels."""
        # A degree of Mercator is that much shorter on the ground.
        km_per_pixel = KM_PER_DEGREE * cos(_latitude((self._frame.north + self._frame.south) / 2)) / self._frame.scale
        length = nice(SCALE_BAR * km_per_pixel)
        return length, round(length / km_per_pixel)

    def _paint_title(self, painter: QPainter, look: Look) -> None:
        lines = [(self.caption.title, look.bold, look.ink), *((line, look.small, look.muted) for line in self.caption.lines)]
        lines = [line for line in lines if line[0]]
        if not lines:
            return
        width = max(QFontMetricsF(font).horizontalAdvance(words) for words, font, _ in lines)
        height = sum(QFontMetricsF(font).height() for _, font, _ in lines)
        box = QRectF(EDGE, EDGE, width + 2 * PAD, height + PAD)
        _panel(painter, box, look)
        y = box.top() + PAD / 2
        for words, font, ink in lines:
            step = QFontMetricsF(font).height()
            write(painter, words, QRectF(box.left() + PAD, y, width + 2, step), font, ink, align=_LEFT)
            y += step

    def _paint_legend(self, painter: QPainter, answer: MapAnswer, look: Look) -> None:
        types = _types(answer.marks)
        metrics = QFontMetricsF(look.small)
        row = max(metrics.height() + 3, 17 * look.growth)
        sizes = legend_sizes(answer.largest)
        rows = _exactness_rows(answer.marks)
        unit = f"Size: {self.caption.unit}"
        radii = [look.radius(size, answer.largest) for size in sizes]
        sizes_height = row + 2 * max(radii, default=0) + 6 if sizes else 0.0
        widest = max(
            [metrics.horizontalAdvance(look.labels[kind]) for kind in types] + [metrics.horizontalAdvance(words) for _, words in rows]
        )
        needed = sum(2 * radius + 8 + metrics.horizontalAdvance(compact(size)) for size, radius in zip(sizes, radii, strict=True))
        width = max(widest + row + 6, metrics.horizontalAdvance(unit), needed) + 2 * PAD
        height = row * (len(types) + len(rows)) + sizes_height + 2 * PAD + 12
        size = self._frame.size
        if height > size.height() - 2 * EDGE or width > size.width() * 0.5:
            return
        box = QRectF(size.width() - width - EDGE, EDGE, width, height)
        _panel(painter, box, look)
        y = box.top() + PAD
        for kind in types:
            _type_row(painter, kind, QRectF(box.left() + PAD, y, width - 2 * PAD, row), look)
            y += row
        y = _rule(painter, box, y, look)
        for sample, words in rows:
            _exactness_row(painter, sample, words, QRectF(box.left() + PAD, y, width - 2 * PAD, row), look)
            y += row
        if sizes:
            y = _rule(painter, box, y, look)
            write(painter, unit, QRectF(box.left() + PAD, y, width, row), look.small, look.muted, align=_LEFT)
            _size_row(painter, sizes, radii, QPointF(box.left() + PAD, y + row + max(radii)), look)


def nice(most: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten that is not above."""
    power = 10 ** floor(log10(max(most, 1e-9)))
    return float(next(step * power for step in (5, 2, 1) if step * power <= most * 1.0001))


def legend_sizes(largest: int) -> tuple[int, ...]:
    """Up to three totals that explain the sizes, the largest first."""
    if largest < 1:
        return ()
    first = int(nice(largest))
    return tuple(dict.fromkeys(size for size in (first, int(nice(first / 5)) if first >= 5 else 1, 1) if 1 <= size <= first))


def _latitude(y: float) -> float:
    """Of the map's degrees, in radians."""
    return atan(sinh(radians(max(-180.0, min(180.0, y)))))


def _types(marks: Sequence[MapMark]) -> list[EventType]:
    there = {kind for mark in marks for kind, _ in mark.amounts}
    return [kind for kind in EventType if kind in there]


def _exactness_rows(marks: Sequence[MapMark]) -> list[tuple[Exactness, str]]:
    there = {mark.exactness for mark in marks}
    words = {
        Exactness.POINT: "at a place",
        Exactness.AROUND: "around a place, in a district",
        Exactness.AREA: "somewhere in a region or country",
    }
    return [(exactness, words[exactness]) for exactness in Exactness if exactness in there]


def _panel(painter: QPainter, box: QRectF, look: Look) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.region_line, 1))
    painter.setBrush(look.panel)
    painter.drawRoundedRect(box, 5, 5)


def _rule(painter: QPainter, box: QRectF, y: float, look: Look) -> float:
    painter.setPen(QPen(look.region_line, 1))
    painter.drawLine(QPointF(box.left() + PAD, y + 3), QPointF(box.right() - PAD, y + 3))
    return y + 6


def _type_row(painter: QPainter, kind: EventType, box: QRectF, look: Look) -> None:
    side = box.height() * 0.42
    centre = QPointF(box.left() + side + 1, box.center().y())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.styles[kind].fill)
    painter.drawEllipse(centre, side, side)
    paint_glyph(painter, kind, centre, side * 0.58, ink_on(look.styles[kind].fill))
    write(painter, look.labels[kind], box.adjusted(box.height() + 6, 0, 20, 0), look.small, look.ink, align=_LEFT)


def _exactness_row(painter: QPainter, exactness: Exactness, words: str, box: QRectF, look: Look) -> None:
    side = box.height() * 0.42
    centre = QPointF(box.left() + side + 1, box.center().y())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(look.ink, 1.3)
    if exactness is not Exactness.POINT:
        pen.setDashPattern([3.0, 2.2])
    painter.setPen(pen)
    if exactness is Exactness.AREA:
        square = QRectF(centre.x() - side, centre.y() - side, 2 * side, 2 * side)
        painter.drawRect(square)
        painter.setPen(QPen(look.muted, 1))
        for part in (0.35, 0.7, 1.0):
            painter.drawLine(square.bottomLeft() + QPointF(2 * side * part, 0), square.bottomLeft() - QPointF(0, 2 * side * part))
    else:
        painter.drawEllipse(centre, side - 1, side - 1)
    write(painter, words, box.adjusted(box.height() + 6, 0, 20, 0), look.small, look.ink, align=_LEFT)


def _size_row(painter: QPainter, sizes: Sequence[int], radii: Sequence[float], start: QPointF, look: Look) -> None:
    x, metrics = start.x(), QFontMetricsF(look.small)
    for size, radius in zip(sizes, radii, strict=True):
        painter.setPen(QPen(look.ink, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(x + radius, start.y()), radius, radius)
        words = compact(size)
        width = metrics.horizontalAdvance(words) + 2
        box = QRectF(x + 2 * radius + 3, start.y() - metrics.height() / 2, width, metrics.height())
        write(painter, words, box, look.small, look.ink, align=_LEFT)
        x += 2 * radius + 8 + width
