"""The drawing itself: a legend and one panel a side, in one picture that is shown, copied and saved alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from analyst_app.domain.ontology import EventType, Ontology
from analyst_app.domain.rows import CountBy
from analyst_app.ui.charts.axis import DAY, DayAxis, day_at, seconds
from analyst_app.ui.charts.bars import DayBars
from analyst_app.ui.charts.legend import GAP_SIGN, RANGE_SIGN, ZERO_SIGN, Entry, Legend
from analyst_app.ui.charts.series import ChartData, DayBar, Panel, group_label
from analyst_app.ui.charts.wording import amount_words
from analyst_app.ui.colours import TypeStyle
from analyst_app.ui.theme import Theme

FEWEST_DAYS = 5.0
"""Days that are in view at the closest zoom, and around a single day."""
HEADROOM, HEADROOM_OF_SEVERAL = 1.14, 1.3
LEAST_BARS = 36
"""Pixels of height that the bars of a panel have at least."""
UNIT = "attacks a day"


@dataclass(frozen=True, slots=True)
class Drawing:
    """What to draw: the data, what its groups are, and the words of the title after the side's name."""

    data: ChartData
    by: CountBy
    title: str


@dataclass(slots=True)
class _Shown:
    panel: Panel
    plot: pg.PlotItem
    bars: DayBars


class ChartPlot(pg.GraphicsLayoutWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """A legend above one panel a side.

    Signals:
        picked(day, side, group): a bar was clicked; side and group are "" where the click was beside a piece.
    """

    picked = Signal(object, str, str)
    _legend: Legend | None = None  # here because pyqtgraph calls resizeEvent before __init__ is done

    def __init__(self, *, theme: Theme, ontology: Ontology, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ontology = ontology
        self._shown: list[_Shown] = []
        self._drawing: Drawing | None = None
        self.setAccessibleName("Daily attack counts")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ci.layout.setContentsMargins(8, 8, 8, 4)
        self.ci.layout.setVerticalSpacing(6)
        self.scene().sigMouseMoved.connect(self._hover)
        self.scene().sigMouseClicked.connect(self._click)

    def draw(self, drawing: Drawing) -> None:
        """Draw anew. Days in view start whole."""
        self._drawing = drawing
        self.clear()
        self._shown = []
        tones = self._theme.tones
        self.setBackground(tones.base)
        styles = self._styles(drawing)
        self._legend = self._make_legend(drawing, styles)
        self.addItem(self._legend, row=0, col=0)
        # Short panels need more air above the bars for the arrows of open bounds.
        headroom = HEADROOM if len(drawing.data.panels) == 1 else HEADROOM_OF_SEVERAL
        top = max((_top(panel) for panel in drawing.data.panels), default=1) * headroom
        for row, panel in enumerate(drawing.data.panels, start=1):
            self._shown.append(self._add_panel(panel, drawing, styles, top=top, row=row))
        for shown in self._shown[1:]:
            shown.plot.setXLink(self._shown[0].plot)
        # While the picture was empty but for its legend, the layout shrank to that; it takes the whole room again.
        self.ci.setGeometry(self.range)
        self.setMinimumHeight(ceil(self.ci.layout.effectiveSizeHint(Qt.SizeHint.MinimumSize).height()))
        self.show_all_days()

    def choose(self, day: date | None) -> None:
        """Mark a day in every panel."""
        for shown in self._shown:
            shown.bars.choose(day)

    @Slot()
    def show_all_days(self) -> None:
        """The whole time in view."""
        if self._drawing is None or self._drawing.data.first is None or self._drawing.data.last is None or not self._shown:
            return
        first, last = seconds(self._drawing.data.first), seconds(self._drawing.data.last)
        spare = max(DAY * 0.75, (FEWEST_DAYS * DAY - (last - first)) / 2)
        plot = self._shown[0].plot
        plot.setXRange(first - spare, last + spare, padding=0)

    def zoom(self, factor: float) -> None:
        """Show more days (above 1) or fewer."""
        if self._shown:
            self._shown[0].plot.getViewBox().scaleBy(x=factor)

    def _styles(self, drawing: Drawing) -> Mapping[str, TypeStyle]:
        if drawing.by is CountBy.TYPE:
            return {group: self._theme.type_style(EventType(group)) for group in drawing.data.groups}
        return {group: self._theme.series_style(place) for place, group in enumerate(drawing.data.groups)}

    def _make_legend(self, drawing: Drawing, styles: Mapping[str, TypeStyle]) -> Legend:
        entries = [Entry(group_label(group, by=drawing.by, ontology=self._ontology), style=style) for group, style in styles.items()]
        stacked = [panel for panel in drawing.data.panels if panel.stacked]
        if any(bar.low != bar.best or bar.high != bar.best for panel in stacked for bar in panel.bars):
            entries.append(Entry("low to high (arrow: no upper bound)", sign=RANGE_SIGN))
        if drawing.data.gaps:
            entries.append(Entry("no report", sign=GAP_SIGN))
        if drawing.data.zeros:
            entries.append(Entry("reported: none", sign=ZERO_SIGN))
        tones = self._theme
        return Legend(
            entries, font=self._theme.font(scale=0.92), ink=tones.colour("ink"), quiet=tones.colour("muted"), width=self.width() - 24
        )

    def _add_panel(self, panel: Panel, drawing: Drawing, styles: Mapping[str, TypeStyle], *, top: float, row: int) -> _Shown:
        tones, font = self._theme.tones, self._theme.font(scale=0.92)
        plot = pg.PlotItem(axisItems={"bottom": DayAxis()})
        self.addItem(plot, row=row, col=0)
        self.ci.layout.setRowStretchFactor(row, 1)
        plot.setTitle(
            f"{panel.title}: {drawing.title}", color=tones.ink, size=f"{self._theme.font(scale=1.05).pointSizeF():.1f}pt", bold=True
        )
        plot.titleLabel.item.setTextWidth(-1)
        last, alone = row == len(drawing.data.panels), len(drawing.data.panels) == 1
        plot.setLabel("left", UNIT if alone else "", color=tones.muted, **{"font-size": f"{font.pointSizeF():.1f}pt"})
        plot.hideButtons()
        plot.setMenuEnabled(False)
        plot.showGrid(x=False, y=True, alpha=0.18)
        for side in ("left", "bottom"):
            axis = plot.getAxis(side)
            axis.setTickFont(font)
            axis.setPen(tones.strong_line)
            axis.setTextPen(tones.muted)
        # Panels below each other share their days: the last one names them.
        plot.getAxis("bottom").setStyle(showValues=last)
        plot.getAxis("bottom").setHeight(QFontMetrics(font).height() * 2 + 10 if last else 6)
        plot.setMinimumHeight(QFontMetrics(font).height() * (5 if last else 3) + LEAST_BARS)
        plot.getAxis("left").enableAutoSIPrefix(False)  # noqa: FBT003 - pyqtgraph's signature
        bars = DayBars(
            panel,
            styles=styles,
            gaps=drawing.data.gaps,
            zeros=drawing.data.zeros,
            ink=self._theme.colour("ink"),
            quiet=self._theme.colour("muted"),
            accent=self._theme.colour("accent"),
            top=top,
        )
        plot.addItem(bars)
        box = plot.getViewBox()
        box.setMouseEnabled(x=True, y=False)
        box.setYRange(0, top, padding=0)
        if drawing.data.first is not None and drawing.data.last is not None:
            month = 31 * DAY
            box.setLimits(
                xMin=seconds(drawing.data.first) - month, xMax=seconds(drawing.data.last) + month, minXRange=2 * DAY, yMin=0, yMax=top
            )
        return _Shown(panel, plot, bars)

    def _find(self, place: QPointF) -> tuple[_Shown, date, QPointF] | None:
        for shown in self._shown:
            box = shown.plot.getViewBox()
            if box.sceneBoundingRect().contains(place):
                inside = box.mapSceneToView(place)
                return shown, day_at(inside.x()), inside
        return None

    def _click(self, event: object) -> None:
        found = self._find(event.scenePos())  # type: ignore[attr-defined]  # pyqtgraph's own event
        if found is None:
            return
        shown, day, inside = found
        bar = next((bar for bar in shown.panel.bars if bar.day == day), None)
        piece = shown.bars.piece_at(bar, inside) if bar is not None else None
        self.picked.emit(day, shown.panel.side or "", piece.group if piece is not None else "")

    def _hover(self, place: QPointF) -> None:
        found = self._find(place)
        if found is None or self._drawing is None:
            QToolTip.hideText()
            return
        shown, day, _ = found
        QToolTip.showText(self.mapToGlobal(self.mapFromScene(place)), self.words_of(shown.panel, day), self)

    def words_of(self, panel: Panel, day: date) -> str:
        """A day of a panel in words: what the tooltip and the line below the chart say."""
        assert self._drawing is not None
        bar = next((bar for bar in panel.bars if bar.day == day), None)
        head = f"{day.isoformat()} · {panel.title}"
        none = [
            f"reported: no {self._ontology[kind].plural.lower()}" for at, kind in sorted(self._drawing.data.reported_zeros) if at == day
        ]
        if bar is None:
            told = "no report of this day" if day in self._drawing.data.gaps else "no attacks counted"
            return "\n".join([head, told, *none])
        lines = [head]
        for piece in reversed(bar.pieces):
            label = group_label(piece.group, by=self._drawing.by, ontology=self._ontology)
            lines.append(f"{label}: {amount_words(low=piece.low, best=piece.best, high=piece.high)}")
        if len(bar.pieces) > 1 and panel.stacked:
            lines.append(f"together: {amount_words(low=bar.low, best=bar.best, high=bar.high)}")
        return "\n".join(lines + none)

    def bar_of(self, panel: Panel, day: date) -> DayBar | None:
        """The bar of a day, if it has one."""
        return next((bar for bar in panel.bars if bar.day == day), None)

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


def _top(panel: Panel) -> int:
    if not panel.stacked:
        return max((piece.best for bar in panel.bars for piece in bar.pieces), default=1) or 1
    return max((max(bar.best, bar.high or 0) for bar in panel.bars), default=1) or 1
