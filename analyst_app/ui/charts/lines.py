"""Lines over days, with bands and signs: comparisons, differences, ratios and rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from analyst_app.services.charts import Column
from analyst_app.ui.charts.bars import paint_band, paint_line
from analyst_app.ui.charts.look import LineStyle, Look, paint_sign
from analyst_app.ui.charts.scale import DayItem, Scale

NARROWEST_SIGN = 16.0
"""Pixels of a day. Closer together, signs would hide the line."""
FAR_APART = 60.0
"""Pixels between the signs that tell lines apart where not every day has one."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line: its numbers by day, NaN where there is none, its style, and the bounds around it where it has some."""

    values: Column
    style: LineStyle
    low: Column | None = None
    high: Column | None = None
    faint: Column | None = None
    """The daily numbers behind a line of means, drawn as thin as can be."""


class DayLines(DayItem):
    """Lines of one panel. `level` is a line across that means something: no difference, a ratio of one."""

    def __init__(
        self,
        lines: Sequence[Line],
        *,
        first: date,
        look: Look,
        low: float,
        top: float,
        covered: Column | None = None,
        level: float | None = None,
    ) -> None:
        super().__init__(first=first, days=max((len(line.values) for line in lines), default=1), low=low, top=top, look=look)
        self._lines, self._level, self._covered = tuple(lines), level, covered

    def paint_days(self, painter: QPainter, scale: Scale, days: slice) -> None:
        """Back to front."""
        if self._covered is not None:
            self.paint_gaps(painter, scale, self._covered, days)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._level is not None:
            box = scale.box(self._left, self._right, self._level, self._level)
            painter.setPen(QPen(self._look.line, 1.4))
            painter.drawLine(box.topLeft(), box.topRight())
        for line in self._lines:
            self._paint_one(painter, scale, days, line)

    def _paint_one(self, painter: QPainter, scale: Scale, days: slice, line: Line) -> None:
        values = line.values[days]
        if line.low is not None and line.high is not None:
            known = ~np.isnan(line.low[days])
            paint_band(painter, scale, self.places[days], line.low[days], line.high[days], known=known, colour=line.style.colour)
        x, y = scale.x(self.places[days]), scale.y(values)
        if line.faint is not None:
            thin = QColor(line.style.colour)
            thin.setAlpha(120)
            paint_line(painter, x, scale.y(line.faint[days]), pen=QPen(thin, 1))
        paint_line(painter, x, y, pen=line.style.pen())
        painter.setPen(QPen(self._look.base, 1))
        painter.setBrush(line.style.colour)
        step = 1 if scale.day >= NARROWEST_SIGN else max(1, round(FAR_APART / max(scale.day, 0.01)))
        for n in range((-days.start) % step, len(values), step):
            if not np.isnan(values[n]):
                paint_sign(painter, QPointF(float(x[n]), float(y[n])), line.style.sign, 3.6)
        painter.setBrush(Qt.BrushStyle.NoBrush)
