"""Bars that are not daily stacks: shares of a side, whole weeks with their change, what was launched and shot down."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from analyst_app.services.charts import Grid, RateDay, Week
from analyst_app.ui.charts.axis import DAY, seconds
from analyst_app.ui.charts.bars import WIDTH, paint_whisker
from analyst_app.ui.charts.hatching import fill
from analyst_app.ui.charts.look import Look
from analyst_app.ui.charts.scale import DayItem, Scale, in_pixels
from analyst_app.ui.colours import TypeStyle

WEEK_WIDTH = 0.8


@dataclass(frozen=True, slots=True)
class ShareBar:
    """One bar: its share in per cent, its fill, and the words behind it."""

    share: float
    style: TypeStyle
    words: str


class ShareBars(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph has no types
    """Bars from the left, one a row, the first at the top."""

    def __init__(self, bars: Sequence[ShareBar], *, look: Look, right: float) -> None:
        super().__init__()
        self._bars, self._look, self._right = tuple(bars), look, right

    def boundingRect(self) -> QRectF:
        """As Qt asks for it."""
        return QRectF(0, 0, self._right, len(self._bars))

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """As Qt asks for it."""
        del option, widget
        with in_pixels(painter) as scale:
            painter.setFont(self._look.font)
            for row, bar in enumerate(self._bars):
                bottom = len(self._bars) - row - 1
                box = scale.box(0, bar.share, bottom + 0.16, bottom + 0.84)
                fill(painter, QRectF(box.left(), box.top(), max(box.width(), 2.0), box.height()), bar.style)
                painter.setPen(self._look.ink)
                words = QRectF(box.right() + 8, box.top(), 2000, box.height())
                painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, bar.words)


class WeekBars(DayItem):
    """One bar a week, with its bounds and its change."""

    def __init__(self, weeks: Sequence[Week], changes: Sequence[str], *, grid: Grid, style: TypeStyle, look: Look, top: float) -> None:
        super().__init__(first=grid.first, days=len(grid.covered), low=0, top=top, look=look)
        self._weeks, self._changes, self._style, self._grid = tuple(weeks), tuple(changes), style, grid

    def paint_days(self, painter: QPainter, scale: Scale, days: slice) -> None:
        """Week by week."""
        self.paint_gaps(painter, scale, self._grid.covered, days)
        painter.setFont(self._look.small)
        metrics = QFontMetricsF(self._look.small)
        for week, change in zip(self._weeks, self._changes, strict=True):
            middle = seconds(week.first) + 3 * DAY
            half = 3.5 * DAY * WEEK_WIDTH
            box = scale.box(middle - half, middle + half, 0, week.best)
            if week.covered and week.best:
                fill(painter, box, self._style)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if week.high is None or week.low != week.best or week.high != week.best:
                high = None if week.high is None else float(week.high)
                paint_whisker(painter, scale, middle, (float(week.low), float(week.best), high), colour=self._look.ink)
            if metrics.horizontalAdvance(change) <= scale.day * 7 - 2:
                peak = max(week.best, week.high or 0)
                _, y = scale.at(middle, peak)
                lift = 17 if week.high is None else 3
                painter.setPen(self._look.ink)
                words = QRectF(box.center().x() - 100, y - lift - metrics.height(), 200, metrics.height())
                painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, change)


class LaunchBars(DayItem):
    """What was launched on a day as a bar with an edge, what of it was shot down as its filled part."""

    def __init__(self, days: Sequence[RateDay], *, grid: Grid, launched: TypeStyle, down: TypeStyle, look: Look, top: float) -> None:
        super().__init__(first=grid.first, days=len(grid.covered), low=0, top=top, look=look)
        self._told, self._launched, self._down, self._grid = tuple(days), launched, down, grid

    def paint_days(self, painter: QPainter, scale: Scale, days: slice) -> None:
        """Day by day, those in view alone."""
        self.paint_gaps(painter, scale, self._grid.covered, days)
        left, right = float(self.places[days][0]) - DAY, float(self.places[days][-1]) + DAY
        narrow = scale.day * WIDTH < 2
        for told in self._told:
            place = seconds(told.day)
            if not left <= place <= right:
                continue
            reach = DAY * (0.5 if narrow else WIDTH / 2)
            for figure, style in ((told.launched, self._launched), (told.down, self._down)):
                if figure.best:
                    fill(painter, scale.box(place - reach, place + reach, 0, figure.best), style)
            if scale.day > 9 and (told.launched.high is None or told.launched.low != told.launched.best):
                high = None if told.launched.high is None else float(told.launched.high)
                bounds = float(told.launched.low), float(told.launched.best), high
                paint_whisker(painter, scale, place, bounds, colour=self._look.ink)
            if told.down.best > told.launched.best and scale.day > 5:
                x, y = scale.at(place, told.down.best)
                painter.setPen(QPen(self._look.mark, 2))
                painter.drawLine(QPointF(x - 4, y), QPointF(x + 4, y))
