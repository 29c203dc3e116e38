"""A field's value as a button that looks like text, and the short button of a field that nothing is said about."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from analyst_app.ui.theme import Theme

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: 0, Qt.Key.Key_Escape: 0}
_SIDE, _TOP = 6, 3


class FieldButton(QAbstractButton):
    """What both have in common: arrows go on, Enter presses, the focus is told.

    Signals:
        reached(): it has the keyboard focus now.
        stepped(by): up or down was pressed; 0 means back to the list.
    """

    reached = Signal()
    stepped = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paint_frame(self, painter: QPainter, *, always: bool = False) -> None:
        """A frame where the mouse or the focus is."""
        tones = self._theme.tones
        focused, under = self.hasFocus(), self.underMouse()
        if focused or under or always:
            painter.setPen(QPen(QColor(tones.accent if focused else tones.line), 2 if focused else 1))
            painter.setBrush(QColor(tones.hover if under else tones.base))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the field is looked at."""
        super().focusInEvent(event)
        self.reached.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from field to field, and back to the list; Enter edits."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """No longer."""
        super().leaveEvent(event)
        self.update()


class ValueButton(FieldButton):
    """A value that wraps; where there is no column for them, the report's words stand behind it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.said = True
        self._words = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_words(self, words: str) -> None:
        """Set the report's words behind the value; none where they have a column of their own."""
        if words != self._words:
            self._words = words
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """One line of words."""
        return QSize(80, self.heightForWidth(400))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the longest word: what is between spaces is never cut."""
        metrics = QFontMetrics(self._theme.font())
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=40)
        return QSize(min(longest, 24 * metrics.averageCharWidth()) + 2 * _SIDE + 2, metrics.height() + 2 * _TOP)

    def heightForWidth(self, width: int) -> int:
        """As many lines as the words need."""
        return round(self._laid_out(width).boundingRect().height()) + 2 * _TOP

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """The value in ink, the words behind it quietly."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_frame(painter)
        tones = self._theme.tones
        painter.setPen(QColor(tones.ink if self.said else tones.muted))
        self._laid_out(self.width()).draw(painter, QPointF(_SIDE, _TOP))
        painter.end()

    def _laid_out(self, width: int) -> QTextLayout:
        text = f"{self.text()}   {self._words}" if self._words else self.text()
        layout = QTextLayout(text, self._theme.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        if self._words:
            quiet, spot = QTextCharFormat(), QTextLayout.FormatRange()
            quiet.setForeground(QColor(self._theme.tones.muted))
            quiet.setFontItalic(True)
            spot.start, spot.length, spot.format = len(self.text()), len(text) - len(self.text()), quiet
            layout.setFormats([spot])
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(20, width - 2 * _SIDE))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout


class UnsaidButton(FieldButton):
    """A field about which nothing is said: its name and its key."""

    def __init__(self, name: str, key: str, *, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._name, self._key = name, key
        self.setAccessibleName(self.tr("%1: not said").replace("%1", name))
        self.name_key(key)

    def name_key(self, key: str) -> None:
        """Show another key; none where the analyst took it away."""
        self._key = key
        self.setToolTip(self.tr("Edit (%1)").replace("%1", key) if key else self.tr("Edit"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Its words and some air."""
        metrics = QFontMetrics(self._theme.font())
        return QSize(metrics.horizontalAdvance(f"{self._name}  {self._key}") + 4 * _SIDE, metrics.height() + 2 * _TOP + 2)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The name quietly, the key on a plate."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_frame(painter, always=True)
        tones, metrics = self._theme.tones, QFontMetrics(self._theme.font())
        painter.setFont(self._theme.font())
        painter.setPen(QColor(tones.muted))
        room = self.rect().adjusted(_SIDE, 0, -_SIDE, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._name)
        painter.setPen(QColor(tones.ink))
        painter.drawText(room.adjusted(metrics.horizontalAdvance(self._name) + _SIDE, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._key)
        painter.end()
