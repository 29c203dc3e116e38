"""The two layers of the scene: the ground, painted once and moved with the map, and the marks, painted from small cached pictures."""

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap, QRegion, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from analyst_app.domain.mapping import Exactness, MapAnswer, MapMark
from analyst_app.services.map import map_point
from analyst_app.ui.map.ground import Frame, Ground
from analyst_app.ui.map.look import Look
from analyst_app.ui.map.symbols import RIM, paint_circle, paint_plate, plate_size

WORLD = QRectF(-180, -180, 360, 360)
MARGIN = 0.25
"""Of the view's size, how far the ground is painted beyond each edge."""
SETTLES = 60
"""Milliseconds after the last step of zooming until the ground is painted anew; until then its picture is stretched."""
NAMES_HOLD = 1.3
"""Of a scale, how far the map is zoomed until names are set anew."""
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
        self.ground.stamps.sharpness = None if widget is None else widget.devicePixelRatioF()
        if widget is None:
            self.ground.paint(painter, frame, named=self.named)
        else:
            self._show(painter, frame, widget.devicePixelRatioF())
        painter.restore()

    def _show(self, painter: QPainter, frame: Frame, sharpness: float) -> None:
        known = self._frame
        stretched = abs(frame.scale / known.scale - 1) > 1e-6
        covered = known.west <= frame.west and known.north >= frame.north and known.east >= frame.east and known.south <= frame.south
        if self._picture is None or self._stale:
            self._picture = self._painted(self._around(frame), sharpness)
            stretched = False
        elif not (covered or stretched):
            self._picture = self._moved(self._around(frame), self._picture, sharpness)
        elif stretched:
            self._soon.start()
        corner, size = frame.place(self._frame.west, self._frame.north), self._frame.size
        if stretched:
            painter.fillRect(QRectF(QPointF(0, 0), frame.size), self.ground.look.sea)
            painter.drawPixmap(QRectF(corner, size * (frame.scale / self._frame.scale)), self._picture, QRectF(self._picture.rect()))
        else:
            # On whole pixels, or every word would be blurred.
            painter.drawPixmap(QPointF(round(corner.x()), round(corner.y())), self._picture)

    def _around(self, frame: Frame) -> Frame:
        """A frame with the margin around it, whole pixels away from that of the picture, so that parts of it can be used again."""
        width, height = (round(length * (1 + 2 * MARGIN)) for length in (frame.size.width(), frame.size.height()))
        corner = frame.place(self._frame.west, self._frame.north)
        left, top = round(-frame.size.width() * MARGIN - corner.x()), round(-frame.size.height() * MARGIN - corner.y())
        scale = frame.scale
        return Frame(self._frame.west + left / scale, self._frame.north - top / scale, scale, QSizeF(width, height))

    def _painted(self, frame: Frame, sharpness: float) -> QPixmap:
        self._frame = frame
        picture = _empty(frame.size, sharpness)
        painter = QPainter(picture)
        self.ground.paint(painter, frame, named=self.named)
        painter.end()
        self._stale = False
        self._soon.stop()
        return picture

    def _moved(self, frame: Frame, known: QPixmap, sharpness: float) -> QPixmap:
        """The picture of another frame of the same scale: what is known of it is used again, the rest is painted."""
        corner = frame.place(self._frame.west, self._frame.north)
        at = QPoint(round(corner.x()), round(corner.y()))
        picture = _empty(frame.size, sharpness)
        painter = QPainter(picture)
        painter.drawPixmap(at, known)
        rest = QRegion(QRect(QPoint(0, 0), frame.size.toSize())) - QRegion(QRect(at, self._frame.size.toSize()))
        for part in rest:  # type: ignore[attr-defined]  # the stubs do not know that a region has parts
            west, north = frame.west + part.left() / frame.scale, frame.north - part.top() / frame.scale
            painter.save()
            painter.translate(part.topLeft())
            painter.setClipRect(QRect(QPoint(0, 0), part.size()))
            self.ground.paint(painter, Frame(west, north, frame.scale, QSizeF(part.size())), named=self.named)
            painter.restore()
        painter.end()
        self._frame = frame
        return picture


def _empty(size: QSizeF, sharpness: float) -> QPixmap:
    picture = QPixmap(round(size.width() * sharpness), round(size.height() * sharpness))
    picture.setDevicePixelRatio(sharpness)
    return picture


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark with where it is on the map and how large: a circle's radius, or an area's plate; `half` is half its width and height."""

    mark: MapMark
    x: float
    y: float
    radius: float
    half: tuple[float, float]
    plate: QSizeF | None = None

    def hit(self, offset: QPointF) -> bool:
        """Whether a point that far from its middle is on it."""
        if self.plate is not None:
            return abs(offset.x()) <= self.half[0] and abs(offset.y()) <= self.half[1]
        return float(offset.x() ** 2 + offset.y() ** 2) <= (self.radius + RIM) ** 2


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

    def show_answer(self, answer: MapAnswer, look: Look, *, scale: float) -> None:
        """Show these marks; `scale` is in pixels a degree."""
        circles = [self._circle(mark, answer.largest, look) for mark in answer.marks if mark.exactness is not Exactness.AREA]
        taken = np.array([(one.x, one.y, one.radius) for one in circles], dtype=np.float64).reshape(-1, 3)
        placed = [*circles, *(self._plate(mark, taken, look, scale=scale) for mark in answer.marks if mark.exactness is Exactness.AREA)]
        # Plates lie over circles: they are few, and where a plate can stand is not as free.
        self.placed = tuple(sorted(placed, key=lambda one: (one.plate is not None, -one.radius)))
        self._names = (0.0, [])
        self.update()

    def forget_pictures(self) -> None:
        """Colours or fonts are other now."""
        self._pictures.clear()
        self._ground.stamps.forget()

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
        width, height = frame.size.width(), frame.size.height()
        ringed = {mark.places for mark in (self.chosen, self.pointed) if mark is not None}
        for placed in self.placed:
            centre = frame.place(placed.x, placed.y)
            across, down = placed.half
            if -across <= centre.x() <= width + across and -down <= centre.y() <= height + down:
                if widget is None:
                    _paint(painter, placed, centre, look)
                else:
                    picture = self._picture_of(placed, look, widget.devicePixelRatioF())
                    left, top = round(centre.x()) - round(across + RIM + 1), round(centre.y()) - round(down + RIM + 1)
                    painter.drawPixmap(left, top, picture)
                if placed.mark.places in ringed:
                    self._paint_ring(painter, placed, centre, strong=placed.mark == self.chosen)
        self._paint_names(painter, frame, look)
        painter.restore()

    def _circle(self, mark: MapMark, largest: int, look: Look) -> Placed:
        radius = look.radius(mark.total, largest)
        return Placed(mark, *map_point(mark.lon, mark.lat), radius, (radius, radius))

    def _plate(self, mark: MapMark, circles: NDArray[np.float64], look: Look, *, scale: float) -> Placed:
        """An area's plate, well inside it, where it hides the fewest circles (rows of place and radius)."""
        plate = plate_size(mark, look)
        half = (plate.width() / 2, plate.height() / 2)
        places = self._ground.middles_of(mark.code) or (map_point(mark.lon, mark.lat),)
        x, y = places[0]
        if len(places) > 1 and len(circles):
            # Of hundreds of areas and circles, each with each: too many for one by one.
            apart = np.abs(np.array(places)[:, None, :] - circles[None, :, :2]) * scale - circles[None, :, 2:]
            x, y = places[int((apart < half).all(axis=2).sum(axis=1).argmin())]
        return Placed(mark, x, y, 0.0, half, plate)

    def _picture_of(self, placed: Placed, look: Look, sharpness: float) -> QPixmap:
        key = (placed.mark.amounts, placed.mark.exactness, placed.radius, sharpness)
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
        if not 1 / NAMES_HOLD < self._names[0] / frame.scale < NAMES_HOLD:
            self._names = (frame.scale, _names(self.placed, frame, look))
        for placed, words, box in self._names[1]:
            at = frame.place(placed.x, placed.y)
            if -box.width() <= at.x() <= frame.size.width() + box.width() and -80 <= at.y() <= frame.size.height() + 80:
                self._ground.stamps.put(painter, words, box.translated(at), look, ink=look.ink)


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
    boxes = np.zeros((len(placed) + NAMED_MARKS, 4))
    for n, one in enumerate(placed):
        (across, down), x, y = one.half, one.x * frame.scale, -one.y * frame.scale
        boxes[n] = x - across, y - down, x + across, y + down
    taken = len(placed)
    found: list[tuple[Placed, str, QRectF]] = []
    for one in sorted(placed, key=lambda one: (one.plate is None, -one.mark.total))[: NAMED_MARKS * 3]:
        words = name_of(one.mark)
        width, height, down = metrics.horizontalAdvance(words) + 4, metrics.height(), one.half[1]
        left, top = one.x * frame.scale - width / 2, -one.y * frame.scale + down + 1
        others = boxes[:taken]
        free = (others[:, 0] >= left + width) | (others[:, 2] <= left) | (others[:, 1] >= top + height) | (others[:, 3] <= top)
        if free.all():
            boxes[taken] = left, top, left + width, top + height
            taken += 1
            found.append((one, words, QRectF(-width / 2, down + 1, width, height)))
        if len(found) >= NAMED_MARKS:
            break
    return found
