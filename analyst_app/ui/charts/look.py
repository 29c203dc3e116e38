"""What the items of a chart are painted with: inks, fonts, fills with patterns, lines that differ in dash and sign as in colour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from analyst_app.domain.ontology import EventType
from analyst_app.domain.rows import CountBy
from analyst_app.ui.charts.hatching import lines
from analyst_app.ui.colours import TypeStyle, blend, contrast
from analyst_app.ui.theme import Theme

HEAT_SHARES = (0.10, 0.26, 0.44, 0.62, 0.81, 1.0)
"""How much of the darkest (in the dark appearance the brightest) tone the steps of a heat map have."""
_DASHES: tuple[tuple[float, ...], ...] = ((), (7, 4), (2, 3), (9, 3, 2, 3))
_SIGNS = "osdt"
_EXTERNAL = (1.2, 2.2)


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How one line is drawn: colour, dashes (none: whole), and the sign on its days."""

    colour: QColor
    dashes: tuple[float, ...]
    sign: str

    def pen(self, width: float = 2.2) -> QPen:
        """The pen of the line."""
        pen = QPen(self.colour, width)
        if self.dashes:
            pen.setDashPattern(list(self.dashes))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen


class Look:
    """The colours and fonts of one drawing, as the theme has them when it is made."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.ink = theme.colour("ink")
        self.quiet = theme.colour("muted")
        self.line = theme.colour("strong_line")
        self.accent = theme.colour("accent")
        self.base = theme.colour("base")
        self.mark = theme.colour("bad")
        self.font: QFont = theme.font(scale=0.92)
        self.small: QFont = theme.font(scale=0.8)
        self.heading: QFont = theme.font(scale=1.05, bold=True)

    def styles(self, by: CountBy, groups: Sequence[str]) -> Mapping[str, TypeStyle]:
        """A fill for each group: event types have their own, others are handed out in order."""
        if by is CountBy.TYPE:
            known = set(EventType)
            return {g: self._theme.type_style(EventType(g)) if g in known else self._theme.series_style(n) for n, g in enumerate(groups)}
        return {group: self._theme.series_style(place) for place, group in enumerate(groups)}

    def line_style(self, position: int) -> LineStyle:
        """The n-th line of a drawing."""
        fill = self._theme.series_style((0, 2, 4, 5, 1, 3)[position % 6]).fill
        return LineStyle(fill, _DASHES[position % len(_DASHES)], _SIGNS[position % len(_SIGNS)])

    def external_style(self, position: int) -> LineStyle:
        """The n-th line where it is made from other people's events: dotted as none of one's own is, with hollow signs."""
        return LineStyle(self.line_style(position).colour, _EXTERNAL, "x")

    def heat(self, step: int) -> QColor:
        """The ground of a heat map's step; each step is darker than the one before, or brighter on a dark ground."""
        tone = "#a6dcff" if self._theme.dark else "#06407f"
        return blend(tone, self._theme.tones.base, HEAT_SHARES[step])

    def heat_ink(self, step: int) -> QColor:
        """Legible on that step."""
        return max((QColor("#000000"), QColor("#ffffff")), key=lambda ink: contrast(self.heat(step), ink))


def paint_sign(painter: QPainter, at: QPointF, sign: str, size: float) -> None:
    """A circle, square, diamond or triangle, or the hollow ring of an external series."""
    x, y = at.x(), at.y()
    if sign == "x":
        painter.save()
        painter.setPen(QPen(painter.brush().color(), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, size, size)
        painter.restore()
        return
    if sign == "o":
        painter.drawEllipse(at, size, size)
    elif sign == "s":
        painter.drawRect(QRectF(x - size, y - size, 2 * size, 2 * size))
    else:
        reach = size * 1.35
        points = [QPointF(x, y - reach), QPointF(x + reach, y), QPointF(x, y + reach), QPointF(x - reach, y)]
        if sign == "t":
            points = [QPointF(x, y - reach), QPointF(x + reach, y + size), QPointF(x - reach, y + size)]
        painter.drawPolygon(QPolygonF(points))


def paint_mark(painter: QPainter, at: QPointF, look: Look, *, above: bool) -> None:
    """The mark of an unusual day: a triangle that points up for more than usual, and down for fewer."""
    reach, rise = 5.5, 9.0 if above else -9.0
    tip = QPointF(at.x(), at.y() - rise)
    painter.setPen(QPen(look.base, 1))
    painter.setBrush(look.mark)
    painter.drawPolygon(QPolygonF([tip, at + QPointF(reach, 0), at + QPointF(-reach, 0)]))


def paint_revised(painter: QPainter, at: QPointF, look: Look) -> None:
    """The mark of a day with figures of a report that replaces another one: a diamond at the foot of the bar."""
    painter.setPen(QPen(look.ink, 1.4))
    painter.setBrush(look.base)
    paint_sign(painter, at, "d", 3.6)


def paint_gap(painter: QPainter, box: QRectF, look: Look) -> None:
    """Days without a report."""
    soft = QColor(look.quiet)
    soft.setAlpha(38)
    painter.fillRect(box, soft)
    soft.setAlpha(110)
    painter.setPen(QPen(soft, 1))
    painter.drawLines(list(lines(box, Qt.BrushStyle.FDiagPattern)))
    painter.setPen(QPen(look.quiet, 1, Qt.PenStyle.DotLine))
    painter.drawLine(box.topLeft(), box.bottomLeft())
    painter.drawLine(box.topRight(), box.bottomRight())
