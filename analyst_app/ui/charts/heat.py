"""A heat map: groups down, days across, the number as a step of one tone and, where it fits, in figures."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from analyst_app.services.charts import Column, Grid
from analyst_app.ui.charts.axis import DAY
from analyst_app.ui.charts.look import HEAT_SHARES, Look
from analyst_app.ui.charts.scale import DayItem, Scale

_NICE = (1, 2, 3, 4, 5, 7, 10, 15, 20, 25, 30, 40, 50, 70)


def heat_steps(most: int) -> tuple[int, ...]:
    """The least number of each step, from 1 on, so that the last one holds the largest numbers; as many as there are tones, or fewer."""
    if most <= 0:
        return ()
    wanted = np.unique(np.round(np.geomspace(1, max(most * 0.7, 1), len(HEAT_SHARES)))).astype(int).tolist()
    return tuple(dict.fromkeys(_nice(number) for number in wanted))


def step_of(number: int, steps: Sequence[int]) -> int:
    """Which step a number is on; steps are spread over all tones."""
    at = max(n for n, least in enumerate(steps) if number >= least)
    return round(at * (len(HEAT_SHARES) - 1) / max(1, len(steps) - 1))


class HeatCells(DayItem):
    """The cells: `rows` are columns of the sheet, the first at the top. A day without a report is no zero."""

    full = True

    def __init__(self, grid: Grid, best: Column, *, steps: Sequence[int], look: Look) -> None:
        super().__init__(first=grid.first, days=len(grid.covered), low=0, top=best.shape[1], look=look)
        self._grid, self._best, self._steps = grid, best, tuple(steps)

    def paint_days(self, painter: QPainter, scale: Scale, days: slice) -> None:
        """Cell by cell; without gaps between them where they are narrow."""
        rows = self._best.shape[1]
        self.paint_gaps(painter, scale, self._grid.covered, days)
        air = 1.0 if scale.day >= 6 else 0.0
        painter.setFont(self._look.small)
        metrics = QFontMetricsF(self._look.small)
        shown = self._best[days]
        for n, row in np.argwhere(shown).tolist():
            number, place = int(shown[n, row]), float(self.places[days][n])
            box = scale.box(place - DAY / 2, place + DAY / 2, rows - row - 1, rows - row)
            step = step_of(number, self._steps)
            # Cells of less than a pixel would vanish between two.
            cell = QRectF(box.left(), box.top(), max(box.width(), 1.0), box.height()).adjusted(0, air, -air, 0)
            painter.fillRect(cell, self._look.heat(step))
            words = f"{number:,}"
            if metrics.horizontalAdvance(words) + 3 <= cell.width() and metrics.height() <= cell.height():
                painter.setPen(self._look.heat_ink(step))
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, words)
        painter.setPen(QPen(self._look.line, 0.6))
        for row in range(1, rows):
            box = scale.box(self._left, self._right, row, row)
            painter.drawLine(box.topLeft(), box.topRight())


def _nice(number: int) -> int:
    """The largest handy number that is not above this one."""
    scale = 1
    while number >= 100 * scale:
        scale *= 10
    return max(n * scale for n in _NICE if n * scale <= number)
