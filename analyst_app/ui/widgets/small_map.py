"""A map of a few places beside a list of them: where each one is, which is chosen, how exactly it is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from analyst_app.domain.mapping import EXACTNESS_OF_KIND, Exactness
from analyst_app.domain.ontology import EventType
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.services.map import Outlines, load_outlines, map_point
from analyst_app.ui.map.ground import Area, Frame, Ground
from analyst_app.ui.map.look import look_of
from analyst_app.ui.tasks import Tasks
from analyst_app.ui.theme import Theme

HEIGHT = 112
DOT = 6.0
LEAST = 3.2
"""Degrees that are shown at least, so that a single village is seen in its region."""
AIR = 0.25
"""Of the places' extent, what is left free around it."""
ATTRIBUTION = "Made with Natural Earth"


@dataclass(frozen=True, slots=True)
class _Dot:
    place: Place
    x: float
    y: float
    kept: bool
    number: int
    """Its place among the offered ones, -1 where it is kept already."""


class SmallMap(QWidget):
    """Shows places that are kept already and places that are offered. Hidden while none of them has coordinates.

    Signals:
        picked(number): an offered place was clicked.
    """

    picked = Signal(int)

    def __init__(self, *, theme: Theme, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ground = Ground(look_of(theme))
        self._dots: tuple[_Dot, ...] = ()
        self._chosen: int | None = None
        self._picture: tuple[Frame, QPixmap] | None = None
        self.setAccessibleName(self.tr("Map of the places"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.hide()
        theme.changed.connect(self._restyle)
        tasks.submit_job(lambda _progress: load_outlines(), title="").succeeded.connect(self._take_outlines)

    def show_places(self, kept: Sequence[Place], offered: Sequence[Place] = (), *, chosen: int | None = None) -> None:
        """Show these places; `chosen` is a number among the offered ones."""
        dots = [_dot(place, kept=True, number=-1) for place in kept] + [
            _dot(place, kept=False, number=n) for n, place in enumerate(offered)
        ]
        self._dots, self._chosen = tuple(dot for dot in dots if dot is not None), chosen
        areas = {_code(dot.place) for dot in self._dots if dot.kept or dot.number == chosen} - {""}
        self._ground.areas = tuple(Area(code, EventType.ATTACK, 0.6) for code in sorted(areas, key=len))
        self._picture = None
        self.setVisible(bool(self._dots))
        self.setAccessibleDescription("; ".join(_told(dot.place) for dot in self._dots))
        self.update()

    @property
    def shown(self) -> tuple[Place, ...]:
        """The places on the map."""
        return tuple(dot.place for dot in self._dots)

    def where(self, place: Place) -> QPointF | None:
        """Where a place is on the widget; None where it is not shown."""
        frame = self._frame()
        return next((frame.place(dot.x, dot.y) for dot in self._dots if dot.place == place), None)

    def sizeHint(self) -> QSize:
        """As Qt asks for it."""
        return QSize(260, self._theme.scaled(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, dots, names, whose outlines they are."""
        del event
        painter = QPainter(self)
        frame, look = self._frame(), self._ground.look
        if self._picture is None or self._picture[0] != frame:
            picture = QPixmap(self.size() * self.devicePixelRatioF())
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            ground = QPainter(picture)
            self._ground.paint(ground, frame)
            ground.end()
            self._picture = (frame, picture)
        painter.drawPixmap(0, 0, self._picture[1])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for dot in sorted(self._dots, key=lambda dot: (dot.kept, dot.number == self._chosen)):
            self._paint_dot(painter, dot, frame.place(dot.x, dot.y))
        metrics = QFontMetricsF(look.small)
        width = metrics.horizontalAdvance(ATTRIBUTION) + 8
        box = QRectF(self.width() - width, self.height() - metrics.height(), width, metrics.height())
        painter.fillRect(box, look.panel)
        painter.setFont(look.small)
        painter.setPen(look.muted)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, ATTRIBUTION)
        painter.setPen(self._theme.colour("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(self.rect()).adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on an offered place takes it."""
        dot = self._dot_at(event.position())
        if dot is not None and not dot.kept:
            self.picked.emit(dot.number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell which place is under the mouse."""
        dot = self._dot_at(event.position())
        self.setToolTip(_told(dot.place) if dot is not None else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor if dot is not None and not dot.kept else Qt.CursorShape.ArrowCursor)

    @Slot(object)
    def _take_outlines(self, outlines: Outlines) -> None:
        self._ground.show_outlines(outlines)
        self._picture = None
        self.update()

    @Slot()
    def _restyle(self) -> None:
        self._ground.look = look_of(self._theme)
        self._ground.stamps.forget()
        self._picture = None
        self.updateGeometry()
        self.update()

    def _frame(self) -> Frame:
        xs, ys = [dot.x for dot in self._dots] or [30.0], [dot.y for dot in self._dots] or [57.0]
        wide, high = (max(LEAST, (max(values) - min(values)) * (1 + 2 * AIR)) for values in (xs, ys))
        size = QSizeF(max(self.width(), 1), max(self.height(), 1))
        scale = min(size.width() / wide, size.height() / high)
        middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
        return Frame(middle_x - size.width() / scale / 2, middle_y + size.height() / scale / 2, scale, size)

    def _dot_at(self, place: QPointF) -> _Dot | None:
        frame = self._frame()
        near = [(dot, frame.place(dot.x, dot.y) - place) for dot in self._dots]
        hit = [(dot, offset.manhattanLength()) for dot, offset in near if offset.manhattanLength() <= DOT * 2]
        return min(hit, key=lambda found: found[1])[0] if hit else None

    def _paint_dot(self, painter: QPainter, dot: _Dot, at: QPointF) -> None:
        look, chosen = self._ground.look, dot.number == self._chosen and not dot.kept
        radius = DOT * look.growth * (1.3 if chosen else 1.0)
        pen = QPen(look.accent if chosen else look.ink, 2.4 if chosen else 1.5)
        if EXACTNESS_OF_KIND.get(dot.place.kind, Exactness.AROUND) is not Exactness.POINT:
            pen.setDashPattern([2.0, 1.6])
        painter.setPen(pen)
        painter.setBrush(look.accent if dot.kept else look.base)
        painter.drawEllipse(at, radius, radius)
        words = dot.place.label if dot.kept else _apart(dot.place)
        width, height = QFontMetricsF(look.small).horizontalAdvance(words) + 4, QFontMetricsF(look.small).height()
        left = at.x() + radius + 2
        if left + width > self.width():
            left = at.x() - radius - 2 - width
        self._ground.stamps.put(painter, words, QRectF(left, at.y() - height / 2, width, height), look, ink=look.ink)


def _dot(place: Place, *, kept: bool, number: int) -> _Dot | None:
    if place.lat is None or place.lon is None:
        return None
    return _Dot(place, *map_point(place.lon, place.lat), kept, number)


def _code(place: Place) -> str:
    """The code of the outline of a region or country."""
    if place.kind in {PlaceKind.REGION, PlaceKind.COUNTRY} and place.place_id is not None:
        return place.place_id.removeprefix("iso:")
    return ""


def _apart(place: Place) -> str:
    """What tells an offered place from others of its name."""
    return place.admin2 or place.admin1 or place.country or place.label


def _told(place: Place) -> str:
    return ", ".join(part for part in (place.label, place.admin2, place.admin1, place.country) if part)
