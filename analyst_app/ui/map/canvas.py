"""The map itself: ground, marks and furniture in one picture that is moved, pointed at, saved and copied."""

from math import atan, degrees, log2, radians, sinh

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from analyst_app.domain.mapping import MapAnswer, MapBox, MapMark
from analyst_app.domain.ontology import Ontology
from analyst_app.services.map import Outlines, map_point
from analyst_app.ui.map.furniture import Caption, Furniture
from analyst_app.ui.map.ground import Frame, Ground, areas_of
from analyst_app.ui.map.layers import GroundLayer, MarkLayer
from analyst_app.ui.map.look import look_of
from analyst_app.ui.theme import Theme

CLOSEST = 0.06
"""Degrees across at the closest zoom: some four kilometres in Ukraine."""
WIDEST = 360.0
ZOOM = 1.45
STEP = 0.2
"""Of the view, how far a key moves the map."""
AIR = 0.12
"""Of an extent, what is left free around it."""
LEAST_EXTENT = 1.5
"""Degrees that are shown around a single place."""
FIRST_VIEW = MapBox(21.0, 43.8, 41.5, 53.0)
"""What is in view before anything is known of the events."""


class MapCanvas(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """Shows an answer on the outlines of the world.

    Signals:
        moved(): another part of the world, or another scale, is in view.
        pointed(MapMark or None): the mouse came upon a mark, or left it.
        picked(MapMark or None): a mark was clicked, or the map beside all of them.
    """

    moved = Signal()
    pointed = Signal(object)
    picked = Signal(object)

    def __init__(self, *, theme: Theme, ontology: Ontology, parent: QWidget | None = None) -> None:
        self._box: pg.ViewBox | None = None  # before pyqtgraph's own __init__, which resizes already
        super().__init__(parent)
        self._theme, self._ontology = theme, ontology
        self._answer: MapAnswer | None = None
        self.setAccessibleName("Map of events")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.ground = Ground(look_of(theme, ontology))
        self._ground, self.marks = GroundLayer(self.ground), MarkLayer(self.ground)
        box = pg.ViewBox(lockAspect=1.0, enableMenu=False, defaultPadding=0.0)
        box.setLimits(xMin=-200, xMax=200, yMin=-180, yMax=180, minXRange=CLOSEST, maxXRange=WIDEST)
        self.setCentralItem(box)
        for layer in (self._ground, self.marks):
            box.addItem(layer, ignoreBounds=True)
        self.furniture = Furniture(self.ground)
        self.scene().addItem(self.furniture)
        self._box = box
        box.sigRangeChanged.connect(self._follow_range)
        self.scene().sigMouseMoved.connect(self._point)
        self.scene().sigMouseClicked.connect(self._click)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_box(FIRST_VIEW)

    @property
    def frame(self) -> Frame:
        """What is in view."""
        assert self._box is not None
        (west, _), (_, north) = self._box.viewRange()
        size = QSizeF(self.viewport().size())
        return Frame(west, north, size.width() / max(self._width(), 1e-9), size)

    @property
    def level(self) -> int:
        """The level of zoom of web maps that is nearest."""
        return max(0, round(log2(self.frame.scale * 360 / 256)))

    @property
    def in_view(self) -> MapBox:
        """What is in view, in degrees of longitude and latitude."""
        frame = self.frame
        return MapBox(frame.west, _latitude(frame.south), frame.east, _latitude(frame.north))

    def show_outlines(self, outlines: Outlines) -> None:
        """Draw on these outlines."""
        self.ground.show_outlines(outlines)
        if self._answer is not None:
            self.show_answer(self._answer, self.furniture.caption)
        self._ground.renew()

    def show_answer(self, answer: MapAnswer, caption: Caption) -> None:
        """Show the marks, and say what they are."""
        self._answer = answer
        told = [(mark.code, mark.amounts[0][0], mark.total) for mark in answer.marks if mark.code]
        areas = areas_of(told, answer.largest_area)
        named = frozenset(code for code, _, _ in told)
        if areas != self.ground.areas or named != self._ground.named:
            self.ground.areas, self._ground.named = areas, named
            self._ground.renew()
        self.marks.show_answer(answer, self.ground.look, scale=self.frame.scale)
        self.furniture.show_answer(answer, caption)

    def renew(self) -> None:
        """Paint the ground anew, whatever is known of it."""
        self._ground.renew()

    def choose(self, mark: MapMark | None) -> None:
        """Ring a mark."""
        self.marks.chosen = mark
        self.marks.update()

    def show_box(self, box: MapBox) -> None:
        """Bring a part of the world into view, with some air around it."""
        (west, south), (east, north) = map_point(box.west, box.south), map_point(box.east, box.north)
        self._show(west, south, east, north)

    def show_all(self) -> None:
        """Bring everything that is located into view."""
        if self._answer is None or self._answer.extent is None:
            return
        extent = self._answer.extent
        (west, south), (east, north) = map_point(extent.west, extent.south), map_point(extent.east, extent.north)
        plates = [one for one in self.marks.placed if one.plate is not None]
        xs, ys = [west, east, *(one.x for one in plates)], [south, north, *(one.y for one in plates)]
        self._show(min(xs), min(ys), max(xs), max(ys))

    def show_country(self, code: str) -> None:
        """Bring a country into view."""
        found = self.ground.box_of(code)
        if found is not None:
            self._show(*found)

    @Slot()
    def show_world(self) -> None:
        """The whole world."""
        self._show(-170, -70, 190, 140)

    def zoom(self, factor: float) -> None:
        """Closer (above 1) or further away, around the middle."""
        assert self._box is not None
        self._box.scaleBy((1 / factor, 1 / factor))

    def move(self, right: int, up: int) -> None:
        """Move the view by steps."""
        size = self.frame.size
        self.move_by(right * STEP * size.width(), up * STEP * size.height())

    def move_by(self, right: float, up: float) -> None:
        """Move the view by pixels."""
        assert self._box is not None
        scale = self.frame.scale
        self._box.translateBy(x=right / scale, y=up / scale)

    def bring_into_view(self, mark: MapMark) -> None:
        """Move so that a mark can be seen, where it can't."""
        placed = next((one for one in self.marks.placed if one.mark == mark), None)
        if placed is not None and self._box is not None:
            at, size = self.frame.place(placed.x, placed.y), self.frame.size
            if not QRectF(QPointF(0, 0), size).adjusted(30, 30, -30, -30).contains(at):
                frame = self.frame
                self._box.translateBy(
                    x=placed.x - (frame.west + frame.east) / 2,
                    y=placed.y - (frame.north + frame.south) / 2,
                )

    def _width(self) -> float:
        assert self._box is not None
        (west, east), _ = self._box.viewRange()
        return float(east - west)

    def _show(self, west: float, south: float, east: float, north: float) -> None:
        assert self._box is not None
        wide, high = max(east - west, LEAST_EXTENT), max(north - south, LEAST_EXTENT)
        middle_x, middle_y = (west + east) / 2, (south + north) / 2
        wide, high = wide * (1 + 2 * AIR) / 2, high * (1 + 2 * AIR) / 2
        area = QRectF(middle_x - wide, middle_y - high, 2 * wide, 2 * high)
        self._box.setRange(area, padding=0, disableAutoRange=True)

    @Slot()
    def _follow_range(self) -> None:
        self._measure()
        self.moved.emit()

    def _measure(self) -> None:
        size = QSizeF(self.viewport().size())
        self._ground.size = self.marks.size = size
        self.furniture.fit(self.frame)

    @Slot()
    def _restyle(self) -> None:
        self.ground.look = look_of(self._theme, self._ontology)
        self.setBackground(self.ground.look.sea)
        self.setBackgroundBrush(QBrush(self.ground.look.sea))
        self.marks.forget_pictures()
        self.furniture.forget_picture()
        if self._answer is not None:
            self.show_answer(self._answer, self.furniture.caption)
        self._ground.renew()
        self._measure()

    def _point(self, place: QPointF) -> None:
        mark = self.marks.mark_at(self.frame, place) if self.rect().contains(place.toPoint()) else None
        if mark != self.marks.pointed:
            self.marks.pointed = mark
            self.marks.update()
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if mark is not None else Qt.CursorShape.OpenHandCursor)
            self.pointed.emit(mark)

    def _click(self, event: object) -> None:
        place = event.scenePos()  # type: ignore[attr-defined]  # pyqtgraph's own event
        if event.double():  # type: ignore[attr-defined]  # as above
            assert self._box is not None
            self._box.scaleBy((1 / ZOOM / ZOOM, 1 / ZOOM / ZOOM), center=self._box.mapSceneToView(place))
            return
        self.picked.emit(self.marks.mark_at(self.frame, place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The furniture keeps to the edges."""
        super().resizeEvent(event)
        if self._box is not None:
            self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys go to the screen's actions."""
        event.ignore()


def _latitude(y: float) -> float:
    return degrees(atan(sinh(radians(max(-180.0, min(180.0, y))))))
