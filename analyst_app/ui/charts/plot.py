"""The drawing itself: a legend and panels in one picture that is shown, copied and saved alike; hovering, choosing, brushing, zooming."""

from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGraphicsRectItem, QToolTip, QWidget

from analyst_app.services.charts import Pick
from analyst_app.ui.charts.axis import DAY, DayAxis, day_at, seconds
from analyst_app.ui.charts.legend import Legend
from analyst_app.ui.charts.look import Look
from analyst_app.ui.charts.panels import Panel, Picture
from analyst_app.ui.theme import Theme

FEWEST_DAYS = 5.0
"""Days that are in view at the closest zoom, and around a single day."""
LEAST_HEIGHT = 36
"""Pixels that the items of a panel have at least for each unit of its weight."""
ROW_AIR = 8
FEW = 9


def _form(panel: Panel) -> tuple[bool, bool, str]:
    """What plots must share to be used again."""
    return panel.days, bool(panel.names), panel.suffix


@dataclass(slots=True)
class _Shown:
    panel: Panel
    plot: Any


class DayBox(pg.ViewBox):  # type: ignore[misc]  # pyqtgraph has no types
    """Dragging brushes days; with Shift, or the middle button, it pans. The wheel zooms.

    Signals:
        brushed(first, last): these days were dragged over.
    """

    brushed = Signal(object, object)

    def __init__(self, accent: QColor) -> None:
        super().__init__(enableMenu=False)
        soft = QColor(accent)
        soft.setAlpha(60)
        self._brush = QGraphicsRectItem()
        self._brush.setBrush(soft)
        self._brush.setPen(QPen(accent, 0))
        self._brush.setZValue(1000)
        self._brush.hide()
        self.addItem(self._brush, ignoreBounds=True)

    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        """As pyqtgraph asks for it."""
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if not plain:
            super().mouseDragEvent(event, axis)
            return
        event.accept()
        left, right = sorted(self.mapToView(place).x() for place in (event.buttonDownPos(), event.pos()))
        low, high = self.viewRange()[1]
        self._brush.setRect(QRectF(left, low, right - left, high - low))
        self._brush.setVisible(not event.isFinish())
        if event.isFinish():
            self.brushed.emit(day_at(left), day_at(right))


class ChartPlot(pg.GraphicsLayoutWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """A legend above the panels of a picture.

    Signals:
        picked(Pick): something was clicked.
        hovered(Pick): the pointer stands on something that reports tell; answer with `tell_reports`.
        brushed(first, last): days were chosen by dragging over them.
    """

    picked = Signal(object)
    hovered = Signal(object)
    brushed = Signal(object, object)
    _legend: Legend | None = None  # here because pyqtgraph calls resizeEvent before __init__ is done

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: list[_Shown] = []
        self._picture: Picture | None = None
        self._under: tuple[str, Pick | None] = ("", None)
        self._pointer = QPoint()
        self.setAccessibleName("Chart")
        self.setAccessibleDescription("Right and left choose a day; its figures and events are told below")
        self.viewport().setAccessibleName("Chart")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ci.layout.setContentsMargins(8, 8, 12, 4)
        self.ci.layout.setVerticalSpacing(6)
        self.scene().sigMouseMoved.connect(self._hover)
        self.scene().sigMouseClicked.connect(self._click)

    @property
    def picture(self) -> Picture | None:
        """What is drawn."""
        return self._picture

    def draw(self, picture: Picture) -> None:
        """Draw anew. Days in view start whole."""
        before = [] if self._picture is None else [_form(shown.panel) for shown in self._shown]
        self._picture = picture
        self._under = ("", None)
        look = Look(self._theme)
        # Making plots takes longer than all else; those of the picture before are used again where they have the same form.
        again = bool(before) and before == [_form(panel) for panel in picture.panels]
        kept = [shown.plot for shown in self._shown] if again else []
        if kept:
            self.removeItem(self._legend)
            for plot in kept:
                plot.clear()
        else:
            self.clear()
        self._shown = []
        self.setBackground(look.base)
        self.setAccessibleName(picture.named or "Chart")
        self._legend = Legend(picture.entries, look=look, width=self.width() - 24)
        self.addItem(self._legend, row=0, col=0)
        for row, panel in enumerate(picture.panels, start=1):
            plot = kept[row - 1] if kept else self._add_plot(panel, look, row=row)
            self._fill(plot, panel, look, row=row, last=row == len(picture.panels))
            self._shown.append(_Shown(panel, plot))
        dated = [shown.plot for shown in self._shown if shown.panel.days]
        for plot in dated[1:] if not kept else []:
            plot.setXLink(dated[0])
        self._align()
        # While the picture was empty but for its legend, the layout shrank to that; it takes the whole room again.
        self.ci.setGeometry(self.range)
        self.setMinimumHeight(ceil(self.ci.layout.effectiveSizeHint(Qt.SizeHint.MinimumSize).height()))
        self.show_all_days()

    def choose(self, first: date | None, last: date | None) -> None:
        """Mark days in every panel."""
        for shown in self._shown:
            for item in shown.panel.items:
                if hasattr(item, "choose"):
                    item.choose(first, last)

    @Slot()
    def show_all_days(self) -> None:
        """The whole time in view."""
        picture = self._picture
        dated = self._dated
        if dated is None or picture is None or picture.first is None or picture.last is None:
            return
        first, last = seconds(picture.first), seconds(picture.last)
        spare = max(DAY * 0.75, (FEWEST_DAYS * DAY - (last - first)) / 2)
        dated.setXRange(first - spare, last + spare, padding=0)

    def zoom(self, factor: float) -> None:
        """Show more days (above 1) or fewer."""
        if self._dated is not None:
            self._dated.getViewBox().scaleBy(x=factor)

    def pan(self, share: float) -> None:
        """Move by a share of the days in view, later (above 0) or earlier."""
        if self._dated is not None:
            left, right = self._dated.viewRange()[0]
            self._dated.getViewBox().translateBy(x=(right - left) * share)

    @property
    def days_in_view(self) -> tuple[date, date] | None:
        """The first and the last day that are in view as a whole, within what is drawn."""
        picture = self._picture
        if self._dated is None or picture is None or picture.first is None or picture.last is None:
            return None
        left, right = self._dated.viewRange()[0]
        first, last = max(picture.first, day_at(left + DAY / 2)), min(picture.last, day_at(right - DAY / 2))
        return (first, last) if first <= last else None

    @property
    def _dated(self) -> Any:
        return next((shown.plot for shown in self._shown if shown.panel.days), None)

    def _add_plot(self, panel: Panel, look: Look, *, row: int) -> Any:
        box = DayBox(look.accent)
        axes = {"bottom": DayAxis()} if panel.days else {}
        plot = pg.PlotItem(axisItems=axes, viewBox=box)
        self.addItem(plot, row=row, col=0)
        plot.hideButtons()
        plot.setMenuEnabled(False)
        box.setMouseEnabled(x=panel.days, y=False)
        box.brushed.connect(self.brushed)
        return plot

    def _fill(self, plot: Any, panel: Panel, look: Look, *, row: int, last: bool) -> None:
        box = plot.getViewBox()
        self.ci.layout.setRowStretchFactor(row, panel.weight)
        size = f"{look.heading.pointSizeF():.1f}pt"
        plot.setTitle(panel.title, color=self._theme.tones.ink, size=size, bold=True, justify="left")
        plot.showGrid(x=not panel.days, y=not panel.names, alpha=0.18)
        self._set_axes(plot, panel, look, last=last)
        for item in panel.items:
            plot.addItem(item)
        # Limits of the picture before would bend the range of this one.
        box.setLimits(xMin=None, xMax=None, yMin=None, yMax=None)
        box.setYRange(panel.low, panel.top, padding=0)
        if not panel.days:
            box.setXRange(0, panel.right, padding=0)
            return
        picture = self._picture
        if picture is not None and picture.first is not None and picture.last is not None:
            month = 31 * DAY
            left, right = seconds(picture.first) - month, seconds(picture.last) + month
            box.setLimits(xMin=left, xMax=right, minXRange=2 * DAY, yMin=panel.low, yMax=panel.top)

    def _set_axes(self, plot: Any, panel: Panel, look: Look, *, last: bool) -> None:
        height, font = QFontMetrics(look.font).height(), look.font
        words = {"font-size": f"{font.pointSizeF():.1f}pt"}
        plot.setLabel("left", panel.unit, color=self._theme.tones.muted, **words)
        for side in ("left", "bottom"):
            axis = plot.getAxis(side)
            axis.setTickFont(font)
            axis.setPen(look.line)
            axis.setZValue(-1)  # the lines across lie behind the bars
            axis.setTextPen(look.quiet)
            axis.enableAutoSIPrefix(False)  # noqa: FBT003 - pyqtgraph's signature
        left, bottom = plot.getAxis("left"), plot.getAxis("bottom")
        # Of few things there are no halves.
        few = panel.whole and panel.top - panel.low < FEW
        left.setTickSpacing(*((1, 1) if few else (None, None)))
        rows = len(panel.names)
        if panel.names:
            left.setTicks([[(rows - n - 0.5, name) for n, name in enumerate(panel.names)]])
            left.setStyle(tickLength=0)
        if not panel.days:
            bottom.setTicks([[(share, f"{share}{panel.suffix}") for share in range(0, 101, 10) if share <= panel.right]])
            plot.setLabel("bottom", panel.bottom, color=self._theme.tones.muted, **words)
            plot.setMinimumHeight(height * 4 + rows * (height + ROW_AIR))
            return
        # Panels below each other share their days: the last one names them.
        bottom.setStyle(showValues=last)
        bottom.setHeight(height * 2 + 10 if last else 6)
        room = rows * (height + 2) if rows else max(LEAST_HEIGHT * panel.weight, QFontMetrics(font).horizontalAdvance(panel.unit) + 6)
        plot.setMinimumHeight(height * (5 if last else 3) + room)

    def _align(self) -> None:
        """Panels below each other begin at the same place."""
        if not self._shown:
            return
        metrics = QFontMetrics(Look(self._theme).font)
        widest = 0
        for shown in self._shown:
            panel = shown.panel
            words = panel.names or (f"{panel.top:,.0f}", f"{panel.low:,.0f}", "0.00")
            widest = max(widest, max(metrics.horizontalAdvance(word) for word in words) + (metrics.height() + 8 if panel.unit else 0) + 16)
        for shown in self._shown:
            shown.plot.getAxis("left").setWidth(widest)

    def _find(self, place: QPointF) -> tuple[Panel, QPointF] | None:
        for shown in self._shown:
            box = shown.plot.getViewBox()
            if box.sceneBoundingRect().contains(place):
                return shown.panel, box.mapSceneToView(place)
        return None

    def _click(self, event: Any) -> None:
        found = self._find(event.scenePos())
        pick = None if found is None else found[0].pick(found[1])
        if pick is not None:
            self.picked.emit(pick)

    def _hover(self, place: QPointF) -> None:
        found = self._find(place)
        words = "" if found is None else found[0].words(found[1])
        pick = None if found is None else found[0].pick(found[1])
        self._pointer = self.mapToGlobal(self.mapFromScene(place))
        changed = (words, pick) != self._under
        self._under = (words, pick)
        if not words:
            QToolTip.hideText()
        elif changed:
            QToolTip.showText(self._pointer, words, self)
            if pick is not None:
                self.hovered.emit(pick)

    def tell_reports(self, pick: Pick, words: str) -> None:
        """Add the reports to what is said of a place, if the pointer still stands there."""
        said, under = self._under
        if under == pick and said:
            QToolTip.showText(self._pointer, f"{said}\n{words}", self)

    def close(self) -> bool:
        """Closing takes the scene apart, and resizes while doing so."""
        self._legend = None
        return bool(super().close())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The legend breaks its lines anew."""
        super().resizeEvent(event)
        if self._legend is not None:
            self._legend.fit(self.width() - 24)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys go to the screen's actions."""
        event.ignore()
