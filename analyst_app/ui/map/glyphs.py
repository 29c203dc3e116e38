"""A shape for each event type, so that no type is told by colour alone."""

from collections.abc import Sequence
from functools import cache
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPolygonF, QTransform

from analyst_app.domain.ontology import EventType

type Points = Sequence[tuple[float, float]]

_OUTLINES: dict[EventType, tuple[Points, ...]] = {
    EventType.AIRSTRIKE: (((0, -0.9), (0.9, 0.7), (-0.9, 0.7)),),
    EventType.MISSILE_STRIKE: (((0, -1), (0.38, -0.2), (0.38, 0.9), (-0.38, 0.9), (-0.38, -0.2)),),
    EventType.GROUND_ASSAULT: (((-0.75, -0.75), (0.75, -0.75), (0.75, 0.75), (-0.75, 0.75)),),
    EventType.ATTACK: (((0, -1), (0.8, 0), (0, 1), (-0.8, 0)),),
    EventType.INTERCEPTION: (((-0.9, 0.8), (0, -0.9), (0.9, 0.8), (0, 0.25)),),
    EventType.TERRITORY_CHANGE: (((-0.6, -1), (0.9, -0.5), (-0.3, 0), (-0.3, 1), (-0.6, 1)),),
    EventType.EVACUATION: (((-0.8, -0.9), (0, -0.9), (0.9, 0), (0, 0.9), (-0.8, 0.9), (0.1, 0)),),
    EventType.CASUALTIES: (((-0.95, -0.3), (0.95, -0.3), (0.95, 0.3), (-0.95, 0.3)),),
    EventType.DETENTION: (
        ((-0.8, -0.9), (-0.35, -0.9), (-0.35, 0.9), (-0.8, 0.9)),
        ((0.35, -0.9), (0.8, -0.9), (0.8, 0.9), (0.35, 0.9)),
    ),
}


@cache
def glyph(kind: EventType) -> QPainterPath:
    """The shape of a type, from -1 to 1 in both directions, y running down."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    if kind is EventType.SHELLING:
        path.addEllipse(QRectF(-0.7, -0.7, 1.4, 1.4))
    elif kind is EventType.EXPLOSION:
        _add(path, _star(rays=8, inner=0.45))
    elif kind is EventType.EQUIPMENT_LOSS:
        _add(path, [(0.9 * sin(n * pi / 3), -0.9 * cos(n * pi / 3)) for n in range(6)])
    elif kind in {EventType.DRONE_STRIKE, EventType.CLASH}:
        cross = QPainterPath()
        cross.addRect(QRectF(-0.95, -0.28, 1.9, 0.56))
        cross.addRect(QRectF(-0.28, -0.95, 0.56, 1.9))
        cross.setFillRule(Qt.FillRule.WindingFill)
        path.addPath(cross if kind is EventType.DRONE_STRIKE else QTransform().rotate(45).map(cross))
    else:
        for points in _OUTLINES[kind]:
            _add(path, points)
    return path


def paint_glyph(painter: QPainter, kind: EventType, centre: QPointF, size: float, ink: QColor) -> None:
    """Paint a type's shape, `size` pixels from its middle to its rim."""
    placed = QTransform().translate(centre.x(), centre.y()).scale(size, size)
    painter.fillPath(placed.map(glyph(kind)), QBrush(ink))


def ink_on(fill: QColor) -> QColor:
    """What can be read on a fill: near black or white."""
    return QColor("#14171b") if fill.lightnessF() > 0.42 else QColor("#ffffff")


def _add(path: QPainterPath, points: Points) -> None:
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    path.closeSubpath()


def _star(*, rays: int, inner: float) -> Points:
    radii = [1.0 if n % 2 == 0 else inner for n in range(rays * 2)]
    return [(r * sin(n * pi / rays), -r * cos(n * pi / rays)) for n, r in enumerate(radii)]
