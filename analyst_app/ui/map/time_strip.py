"""The strip of days below the map: what each day adds, and a window that is dragged over it."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from analyst_app.domain.mapping import MapDay
from analyst_app.ui.theme import Theme

HEIGHT = 54
LEAST_WINDOW = 5.0
"""Pixels that the window is wide at least, so that it can be seen and taken."""


class TimeStrip(QWidget):
    """Paints the days and lets the window be moved by mouse and keys.

    Signals:
        moved(date): the window is asked to end on that day.
    """

    moved = Signal(object)

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._days: tuple[MapDay, ...] = ()
        self._window: tuple[date, date] | None = None
        self._taken_at = 0
        self.setAccessibleName("Days in view")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        theme.changed.connect(self.updateGeometry)

    def show_days(self, days: Sequence[MapDay], window: tuple[date, date] | None) -> None:
        """Show these days, one after the other, and the window over them; no window means all of them."""
        self._days, self._window = tuple(days), window
        self.update()

    def sizeHint(self) -> QSize:
        """As Qt asks for it."""
        return QSize(320, self._theme.scaled(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """As Qt asks for it."""
        return QSize(160, self._theme.scaled(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars, window, first and last day."""
        del event
        painter = QPainter(self)
        theme, room = self._theme, self._room()
        painter.fillRect(self.rect(), theme.colour("base"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        if self._days:
            self._paint_bars(painter, room)
            self._paint_window(painter, room)
            self._paint_ends(painter, room)
        painter.setPen(QPen(theme.colour("accent" if self.hasFocus() else "line"), 2 if self.hasFocus() else 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right move the window by a day, Home and End to the ends; other keys belong to the screen."""
        if self._days and self._window is not None:
            last = self._window[1]
            asked = {
                Qt.Key.Key_Left: last - timedelta(days=1),
                Qt.Key.Key_Right: last + timedelta(days=1),
                Qt.Key.Key_Home: self._days[0].day,
                Qt.Key.Key_End: self._days[-1].day,
            }.get(Qt.Key(event.key()))
            if asked is not None:
                self.moved.emit(asked)
                return
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the window where it is, or bring it to the mouse."""
        if event.button() is Qt.MouseButton.LeftButton and self._days:
            at = self._index_at(event.position().x())
            self._taken_at = 0
            if self._window is not None and self._window[0] <= self._days[at].day <= self._window[1]:
                self._taken_at = (self._window[1] - self._days[at].day).days
            else:
                self.moved.emit(self._days[at].day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the window; without a button, tell the day."""
        if not self._days:
            return
        day = self._days[self._index_at(event.position().x())]
        self.setToolTip(f"{day.day.isoformat()}: {day.amount:,}")
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.moved.emit(day.day + timedelta(days=self._taken_at))

    @Slot()
    def updateGeometry(self) -> None:
        """The text size is another."""
        super().updateGeometry()
        self.update()

    def _room(self) -> QRectF:
        words = QFontMetricsF(self._theme.font(scale=0.82)).height()
        return QRectF(self.rect()).adjusted(6, 5, -6, -words - 3)

    def _index_at(self, x: float) -> int:
        room = self._room()
        share = (x - room.left()) / max(room.width(), 1)
        return max(0, min(len(self._days) - 1, int(share * len(self._days))))

    def _paint_bars(self, painter: QPainter, room: QRectF) -> None:
        wide = room.width() / len(self._days)
        # Of more days than pixels the highest of each pixel is shown.
        columns: dict[int, int] = {}
        for n, day in enumerate(self._days):
            at = int(n * wide) if wide < 1 else n
            columns[at] = max(columns.get(at, 0), day.amount)
        step, most = max(1.0, wide), max(1, *columns.values())
        bar = max(1.0, min(step * 0.75, 26.0))
        colour = QColor(self._theme.colour("muted"))
        for at, amount in columns.items():
            if amount:
                height = max(1.5, room.height() * amount / most)
                painter.fillRect(QRectF(room.left() + at * step + (step - bar) / 2, room.bottom() - height, bar, height), colour)

    def _paint_window(self, painter: QPainter, room: QRectF) -> None:
        if self._window is None:
            return
        wide = room.width() / len(self._days)
        first, last = ((day - self._days[0].day).days for day in self._window)
        left, right = max(0, first) * wide, min(len(self._days), last + 1) * wide
        missing = max(0.0, LEAST_WINDOW - (right - left))
        box = QRectF(room.left() + left - missing / 2, 2, right - left + missing, self.height() - 4)
        soft = QColor(self._theme.colour("accent"))
        soft.setAlpha(60)
        painter.fillRect(box, soft)
        painter.setPen(QPen(self._theme.colour("accent"), 2))
        painter.drawLine(box.topLeft(), box.bottomLeft())
        painter.drawLine(box.topRight(), box.bottomRight())

    def _paint_ends(self, painter: QPainter, room: QRectF) -> None:
        painter.setFont(self._theme.font(scale=0.82))
        painter.setPen(self._theme.colour("ink"))
        box = QRectF(room.left(), room.bottom() + 1, room.width(), self.height() - room.bottom() - 2)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | middle, self._days[0].day.isoformat())
        if len(self._days) > 1:
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | middle, self._days[-1].day.isoformat())
