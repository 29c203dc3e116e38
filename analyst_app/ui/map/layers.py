"""The two layers of the scene: the ground, painted once and moved with the map, and the marks, painted from small cached pictures."""

from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from analyst_app.domain.mapping import Exactness, MapAnswer, MapMark
from analyst_app.services.map import map_point
from analyst_app.ui.map.ground import Frame, Ground
from analyst_app.ui.map.look import Look
from analyst_app.ui.map.symbols import RIM, paint_circle, paint_plate, plate_size, write_over_map

WORLD = QRectF(-180, -180, 360, 360)
MARGIN = 0.4
"""Of the view's size, how far the ground is painted beyond each edge."""
SETTLES = 90
"""Milliseconds after the last step of zooming until the ground is painted anew; until then its picture is stretched."""
NAMED_MARKS = 40
MOST_PICTURES = 800


class GroundLayer(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph has no types
    """Shows a ground. On screen it moves and stretches a picture; into files it paints lines."""

    def __init__(self, ground: Ground) -> None:
        super().__init__()
        self.ground = ground
        self.size = QSizeF(1, 1)
        self.named: frozenset[str] = frozenset()
        self._picture: QPixmap | None = None
        self._frame = Frame(0, 0, 1, QSizeF())
        self._stale = True
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLES)
        self._soon.timeout.connect(self.renew)

    def renew(self) -> None:
        """Paint anew: outlines, areas, colours or scale are other now."""
        self._stale = True
        self.update()

    def boundingRect(self) -> QRectF:
        """As Qt asks for it."""
        return WORLD

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """As Qt asks for it."""
        del option
        frame = frame_of(painter.worldTransform(), self.size)
        painter.save()
        painter.setWorldTransform(QTransform())
        if widget is None:
            self.ground.paint(painter, frame, named=self.named)
        else:
            self._show(painter, frame, widget.devicePixelRatioF())
        painter.restore()

    def _show(self, painter: QPainter, frame: Frame, sharpness: float) -> None:
        known = self._frame
        stretched = abs(frame.scale / known.scale - 1) > 1e-6
        covered = known.west <= frame.west and known.north >= frame.north and known.east >= frame.east and known.south <= frame.south
        if self._picture is None or self._stale or not covered:
            self._picture = self._painted(frame, sharpness)
            stretched = False
        elif stretched:
            self._soon.start()
        corner, size = frame.place(self._frame.west, self._frame.north), self._frame.size
        if stretched:
            painter.drawPixmap(QRectF(corner, size * (frame.scale / self._frame.scale)), self._picture, QRectF(self._picture.rect()))
        else:
            # On whole pixels, or every word would be blurred.
            painter.drawPixmap(QPointF(round(corner.x()), round(corner.y())), self._picture)

    def _painted(self, frame: Frame, sharpness: float) -> QPixmap:
        width, height = (round(length * (1 + 2 * MARGIN)) for length in (frame.size.width(), frame.size.height()))
        west, north = frame.west - frame.size.width() * MARGIN / frame.scale, frame.north + frame.size.height() * MARGIN / frame.scale
        self._frame = Frame(west, north, frame.scale, QSizeF(width, height))
        picture = QPixmap(round(width * sharpness), round(height * sharpness))
        picture.setDevicePixelRatio(sharpness)
        painter = QPainter(picture)
        self.ground.paint(painter, self._frame, named=self.named)
        painter.end()
        self._stale = False
        self._soon.stop()
        return picture


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark with where it is on the map and how large: the radius of a circle, or the size of an area's plate."""

    mark: MapMark
    x: float
    y: float
    radius: float
    plate: QSizeF | None = None

    def hit(self, offset: QPointF) -> bool:
        """Whether a point that far from its middle is on it."""
        if self.plate is not None:
            return abs(offset.x()) <= self.plate.width() / 2 and abs(offset.y()) <= self.plate.height() / 2
        return float(offset.x() ** 2 + offset.y() ** 2) <= (self.radius + RIM) ** 2

    @property
    def half(self) -> tuple[float, float]:
        """Half of its width and height."""
        return (self.radius, self.radius) if self.plate is None else (self.plate.width() / 2, self.plate.height() / 2)


class MarkLayer(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph has no types
    """The marks, the large ones below, and the names of the largest where there is room."""

    def __init__(self, ground: Ground) -> None:
        super().__init__()
        self._ground = ground
        self.size = QSizeF(1, 1)
        self.placed: tuple[Placed, ...] = ()
        self.chosen: MapMark | None = None
        self.pointed: MapMark | None = None
        self._pictures: dict[object, QPixmap] = {}
        self._names: tuple[float, list[tuple[Placed, str, QRectF]]] = (0.0, [])

    def show_answer(self, answer: MapAnswer, look: Look) -> None:
        """Show these marks."""
        placed = [self._place(mark, answer.largest, look) for mark in answer.marks]
        # Plates lie over circles: they are few, and where a plate can stand is not as free.
        self.placed = tuple(sorted(placed, key=lambda one: (one.plate is not None, -one.radius)))
        self._names = (0.0, [])
        self.update()

    def forget_pictures(self) -> None:
        """Colours or fonts are other now."""
        self._pictures.clear()

    def mark_at(self, frame: Frame, place: QPointF) -> MapMark | None:
        """The topmost mark at a place of the surface, or else the area there."""
        for placed in reversed(self.placed):
            if placed.hit(place - frame.place(placed.x, placed.y)):
                return placed.mark
        x, y = frame.west + place.x() / frame.scale, frame.north - place.y() / frame.scale
        areas = sorted((one.mark for one in self.placed if one.mark.code), key=lambda mark: -len(mark.code))
        return next((mark for mark in areas if self._ground.covers(mark.code, x, y)), None)

    def boundingRect(self) -> QRectF:
        """As Qt asks for it."""
        return WORLD

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """As Qt asks for it."""
        del option
        frame = frame_of(painter.worldTransform(), self.size)
        look = self._ground.look
        painter.save()
        painter.setWorldTransform(QTransform())
        for placed in self.placed:
            centre = frame.place(placed.x, placed.y)
            across, down = placed.half
            if -across <= centre.x() <= frame.size.width() + across and -down <= centre.y() <= frame.size.height() + down:
                if widget is None:
                    _paint(painter, placed, centre, look)
                else:
                    picture = self._picture_of(placed, look, widget.devicePixelRatioF())
                    half = picture.deviceIndependentSize() / 2
                    painter.drawPixmap(QPointF(round(centre.x() - half.width()), round(centre.y() - half.height())), picture)
                if placed.mark in {self.chosen, self.pointed}:
                    self._paint_ring(painter, placed, centre, strong=placed.mark == self.chosen)
        self._paint_names(painter, frame, look)
        painter.restore()

    def _place(self, mark: MapMark, largest: int, look: Look) -> Placed:
        x, y = map_point(mark.lon, mark.lat)
        if mark.exactness is not Exactness.AREA:
            return Placed(mark, x, y, look.radius(mark.total, largest))
        middle = self._ground.middle_of(mark.code)
        return Placed(mark, *(middle or (x, y)), look.radius(mark.total, largest), plate_size(mark, look))

    def _picture_of(self, placed: Placed, look: Look, sharpness: float) -> QPixmap:
        key = (placed.mark.amounts, placed.mark.exactness, round(placed.radius * 2), sharpness)
        picture = self._pictures.get(key)
        if picture is None:
            if len(self._pictures) > MOST_PICTURES:
                self._pictures.clear()
            across, down = (round(half + RIM + 1) for half in placed.half)
            picture = QPixmap(round(2 * across * sharpness), round(2 * down * sharpness))
            picture.setDevicePixelRatio(sharpness)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            _paint(painter, placed, QPointF(across, down), look)
            painter.end()
            self._pictures[key] = picture
        return picture

    def _paint_ring(self, painter: QPainter, placed: Placed, centre: QPointF, *, strong: bool) -> None:
        look = self._ground.look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.accent, 3.4 if strong else 2.2))
        across, down = (half + 3.5 for half in placed.half)
        box = QRectF(centre.x() - across, centre.y() - down, 2 * across, 2 * down)
        if placed.plate is None:
            painter.drawEllipse(box)
        else:
            painter.drawRoundedRect(box, 4, 4)

    def _paint_names(self, painter: QPainter, frame: Frame, look: Look) -> None:
        if abs(self._names[0] / frame.scale - 1) > 1e-6:
            self._names = (frame.scale, _names(self.placed, frame, look))
        for placed, words, box in self._names[1]:
            at = frame.place(placed.x, placed.y)
            if -box.width() <= at.x() <= frame.size.width() + box.width() and -80 <= at.y() <= frame.size.height() + 80:
                write_over_map(painter, words, box.translated(round(at.x()), round(at.y())), look.small, look, ink=look.ink)


def frame_of(to_pixels: QTransform, size: QSizeF) -> Frame:
    """The frame that a transformation from the map's degrees to pixels shows."""
    scale = to_pixels.m11()
    return Frame(-to_pixels.dx() / scale, to_pixels.dy() / scale, scale, size)


def name_of(mark: MapMark) -> str:
    """What a mark is called on the map."""
    more = len(mark.places) - 1
    return mark.names[0] if not more else f"{mark.names[0]} +{more}"


def _paint(painter: QPainter, placed: Placed, centre: QPointF, look: Look) -> None:
    if placed.plate is None:
        paint_circle(painter, placed.mark, centre, placed.radius, look)
    else:
        paint_plate(painter, placed.mark, centre, look)


def _names(placed: tuple[Placed, ...], frame: Frame, look: Look) -> list[tuple[Placed, str, QRectF]]:
    """The names of the largest marks, below them, where they hide no other mark and no other name; boxes are seen from the mark."""
    metrics = QFontMetricsF(look.small)
    taken: list[tuple[float, float, float, float]] = []
    for one in placed:
        at, (across, down) = frame.place(one.x, one.y), one.half
        taken.append((at.x() - across, at.y() - down, at.x() + across, at.y() + down))
    found: list[tuple[Placed, str, QRectF]] = []
    for one in sorted(placed, key=lambda one: (one.plate is None, -one.mark.total))[: NAMED_MARKS * 2]:
        words = name_of(one.mark)
        width, height = metrics.horizontalAdvance(words) + 4, metrics.height()
        at, (_, down) = frame.place(one.x, one.y), one.half
        box = QRectF(-width / 2, down + 1, width, height)
        left, top = at.x() + box.left(), at.y() + box.top()
        right, bottom = left + width, top + height
        if not any(left < east and right > west and top < south and bottom > north for west, north, east, south in taken):
            taken.append((left, top, right, bottom))
            found.append((one, words, box))
        if len(found) >= NAMED_MARKS:
            break
    return found
