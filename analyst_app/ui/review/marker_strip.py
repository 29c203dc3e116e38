"""The strip beside the scroll bar: where in the report its events are, how they are decided, and what a search found."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from analyst_app.domain.review import ReviewState
from analyst_app.ui.theme import Theme

LENGTHS = {ReviewState.CONFIRMED: 1.0, ReviewState.PROPOSED: 0.55, ReviewState.REJECTED: 0.3}
"""How long the tick of a state is, so that it is not told by colour alone."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A place in the text, from 0 to 1."""

    share: float
    state: ReviewState
    event_id: int


class MarkerStrip(QWidget):
    """Draws a tick for each event; the focused one is longest. A click goes there.

    Signals:
        went(share): the analyst pointed at a place of the text.
    """

    went = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._markers: Sequence[Marker] = ()
        self._matches: Sequence[float] = ()
        self._focused: int | None = None
        self._view = (0.0, 1.0)
        self._ticks: QPixmap | None = None
        self.setFixedWidth(14)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Where the events are"))
        self.setToolTip(self.tr("Events in the text: a full line is accepted, a half one open, a short one rejected"))
        theme.changed.connect(self._draw_anew)

    def show_markers(self, markers: Sequence[Marker]) -> None:
        """Draw other events."""
        self._markers = markers
        self._draw_anew()

    def show_focus(self, event_id: int | None) -> None:
        """Let another event's tick stand out."""
        self._focused = event_id
        self._draw_anew()

    def show_matches(self, shares: Sequence[float]) -> None:
        """Draw what a search found."""
        self._matches = shares
        self._draw_anew()

    def show_view(self, first: float, last: float) -> None:
        """Shade the part of the text that is in view."""
        self._view = (first, last)
        self.update()

    def sizeHint(self) -> QSize:
        """Narrow and high."""
        return QSize(14, 100)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is in view, and the ticks over it: they stay the same while the text is scrolled, so they are kept."""
        del event
        if self._ticks is None or self._ticks.deviceIndependentSize().toSize() != self.size():
            self._ticks = self._drawn()
        painter = QPainter(self)
        tones = self._theme.tones
        painter.fillRect(self.rect(), QColor(tones.window))
        (first, last), high = self._view, self.height() - 4
        painter.fillRect(QRectF(0, 2 + first * high, self.width(), max(6.0, (last - first) * high)), QColor(tones.hover))
        painter.drawPixmap(0, 0, self._ticks)
        painter.end()

    def _drawn(self) -> QPixmap:
        """The ticks; several at one height are drawn once."""
        ratio = self.devicePixelRatioF()
        ticks = QPixmap(self.size() * ratio)
        ticks.setDevicePixelRatio(ratio)
        ticks.fill(Qt.GlobalColor.transparent)
        painter = QPainter(ticks)
        tones, high, wide = self._theme.tones, self.height() - 4, self.width()
        for place in {round(2 + share * high) for share in self._matches}:
            painter.fillRect(QRectF(wide - 4, place, 4, 2), QColor(tones.pending))
        inks = {state: self._theme.state_colour(state) for state in LENGTHS}
        for place, state in sorted({(round(2 + marker.share * high), marker.state) for marker in self._markers}):
            painter.fillRect(QRectF(1, place, (wide - 2) * LENGTHS[state], 2.5), inks[state])
        for marker in self._markers:
            if marker.event_id == self._focused:
                painter.fillRect(QRectF(0, 1 + marker.share * high, wide, 4), QColor(tones.accent))
        painter.end()
        return ticks

    def _draw_anew(self) -> None:
        self._ticks = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        self.went.emit(max(0.0, min(1.0, (event.position().y() - 2) / max(1, self.height() - 4))))
