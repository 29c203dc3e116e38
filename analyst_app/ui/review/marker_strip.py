"""The strip beside the scroll bar: where in the report its events are, how they are decided, and what a search found."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from analyst_app.domain.review import ReviewState
from analyst_app.ui.theme import Theme


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
        self.setFixedWidth(14)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Where the events are"))
        self.setToolTip(self.tr("Events in the text: a full line is accepted, a half one open, a short one rejected"))
        theme.changed.connect(self.update)

    def show_markers(self, markers: Sequence[Marker]) -> None:
        """Draw other events."""
        self._markers = markers
        self.update()

    def show_focus(self, event_id: int | None) -> None:
        """Let another event's tick stand out."""
        self._focused = event_id
        self.update()

    def show_matches(self, shares: Sequence[float]) -> None:
        """Draw what a search found."""
        self._matches = shares
        self.update()

    def show_view(self, first: float, last: float) -> None:
        """Shade the part of the text that is in view."""
        self._view = (first, last)
        self.update()

    def sizeHint(self) -> QSize:
        """Narrow and high."""
        return QSize(14, 100)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ticks; several at one height are drawn once."""
        del event
        painter = QPainter(self)
        tones = self._theme.tones
        painter.fillRect(self.rect(), QColor(tones.window))
        high, wide = self.height() - 4, self.width()
        first, last = self._view
        painter.fillRect(QRectF(0, 2 + first * high, wide, max(6.0, (last - first) * high)), QColor(tones.hover))
        drawn: set[tuple[int, str]] = set()
        for share in self._matches:
            place = round(2 + share * high)
            if (place, "match") not in drawn:
                drawn.add((place, "match"))
                painter.fillRect(QRectF(wide - 4, place, 4, 2), QColor(tones.pending))
        lengths = {ReviewState.CONFIRMED: 1.0, ReviewState.PROPOSED: 0.55, ReviewState.REJECTED: 0.3}
        for marker in self._markers:
            place = round(2 + marker.share * high)
            if (place, marker.state) not in drawn:
                drawn.add((place, marker.state))
                painter.fillRect(QRectF(1, place, (wide - 2) * lengths[marker.state], 2.5), self._theme.state_colour(marker.state))
        for marker in self._markers:
            if marker.event_id == self._focused:
                painter.fillRect(QRectF(0, 1 + marker.share * high, wide, 4), QColor(tones.accent))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        self.went.emit(max(0.0, min(1.0, (event.position().y() - 2) / max(1, self.height() - 4))))
