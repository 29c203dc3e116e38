"""One field of the event card: its name and key, value, words, confidence, and what was proposed. Knows no services."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLabel, QSizePolicy, QWidget

from analyst_app.ui.theme import Theme

SURE, FAIRLY_SURE = 0.9, 0.7
"""From here on the confidence mark has three, or two, of its three dots."""


@dataclass(frozen=True, slots=True)
class FieldLook:
    """What a row shows. `below` is a second line (what was proposed, or what could not be saved), `alarming` where it is the latter."""

    value: str
    said: bool
    words: str = ""
    confidence: float | None = None
    below: str = ""
    alarming: bool = False


class ValueButton(QAbstractButton):
    """A field's value: looks like text, wraps, and can be pressed and reached by Tab.

    Signals:
        reached(): it has the keyboard focus now.
        stepped(by): up or down was pressed; 0 means back to the list.
    """

    reached = Signal()
    stepped = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.said = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """One line of words."""
        return QSize(80, self.heightForWidth(400))

    def minimumSizeHint(self) -> QSize:
        """Narrow: the words wrap."""
        return QSize(60, self._metrics().height() + 6)

    def heightForWidth(self, width: int) -> int:
        """As many lines as the words need."""
        box = self._metrics().boundingRect(QRect(0, 0, max(20, width - 12), 10000), Qt.TextFlag.TextWordWrap, self.text())
        return max(box.height(), self._metrics().height()) + 6

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words; a frame where the mouse or the focus is."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tones = self._theme.tones
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(QColor(tones.accent if self.hasFocus() else tones.line), 2 if self.hasFocus() else 1))
            painter.setBrush(QColor(tones.hover if self.underMouse() else tones.base))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(QColor(tones.ink if self.said else tones.muted))
        painter.setFont(self._theme.font())
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
        painter.drawText(self.rect().adjusted(6, 3, -6, -2), flags, self.text())
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the field is looked at."""
        super().focusInEvent(event)
        self.reached.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from field to field, and back to the list; Enter edits."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: 0, Qt.Key.Key_Escape: 0}
        key = Qt.Key(event.key())
        if key in steps:
            self.stepped.emit(steps[key])
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

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font())


class FieldRow(QObject):
    """The widgets of one field, laid into two lines of the card's grid; an editor can take the place of the value.

    Signals:
        pointed(): the analyst looks at the field: show its words.
        pressed(): edit it.
        stepped(by): on to a neighbouring field, or with 0 back to the list.
    """

    pointed = Signal()
    pressed = Signal()
    stepped = Signal(int)

    def __init__(self, name: str, key: str, *, grid: QGridLayout, line: int, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid, self._line = grid, line
        self._name = name
        self._editor: QWidget | None = None
        self._key, self._theme = key, theme
        self._label = QLabel(parent)
        self._label.setProperty("role", "muted")
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._label.setContentsMargins(0, 4, 0, 0)
        self.value = ValueButton(theme, parent)
        self.value.setToolTip(self.tr("Edit (%1)").replace("%1", key))
        self._words = _WordsLabel(theme, parent)
        self._dots = QLabel(parent)
        self._dots.setContentsMargins(0, 4, 0, 0)
        self._below = QLabel(parent)
        self._below.setWordWrap(True)
        self._below.setContentsMargins(6, 0, 0, 4)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._label, line, 0, top | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.value, line, 1)
        grid.addWidget(self._words, line, 2)
        grid.addWidget(self._dots, line, 3, top)
        grid.addWidget(self._below, line + 1, 1, 1, 3)
        self.value.reached.connect(self.pointed)
        self.value.clicked.connect(self.pressed)
        self.value.stepped.connect(self.stepped)
        self._words.pointed.connect(self.pointed)

    def show_look(self, look: FieldLook, *, chosen: bool) -> None:
        """Show another value; `chosen` where its words are those that stand out in the text."""
        self.value.said = look.said
        keycap = f"background: {self._theme.tones.hover}; font-size: small"
        self._label.setText(f"{self._name}&nbsp; <span style='{keycap}'>&nbsp;{self._key}&nbsp;</span>")
        self.value.setText(look.value)
        self.value.setAccessibleName(f"{self._name}: {look.value}")
        self.value.updateGeometry()
        self._words.show_words(look.words, chosen=chosen)
        self._dots.setText("" if look.confidence is None else dots(look.confidence))
        told = "" if look.confidence is None else self.tr("Confidence %1 %").replace("%1", str(round(look.confidence * 100)))
        self._dots.setToolTip(told)
        self._dots.setAccessibleName(told)
        _set_role(self._dots, "bad" if look.confidence is not None and look.confidence < FAIRLY_SURE else "muted")
        self._below.setText(look.below)
        self._below.setVisible(bool(look.below))
        _set_role(self._below, "bad" if look.alarming else "muted")

    def put_editor(self, editor: QWidget) -> None:
        """Let an editor take the place of value and words."""
        self._editor = editor
        for widget in (self.value, self._words, self._dots):
            widget.hide()
        self._grid.addWidget(editor, self._line, 1, 1, 3)
        editor.show()

    def take_editor(self) -> None:
        """Show the value again."""
        if self._editor is not None:
            self._grid.removeWidget(self._editor)
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
        for widget in (self.value, self._words, self._dots):
            widget.show()


class _WordsLabel(QLabel):
    """The words behind a field, in quotation marks; a click shows them in the text."""

    pointed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWordWrap(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setContentsMargins(6, 3, 2, 3)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_words(self, words: str, *, chosen: bool) -> None:
        """Show other words; underlined and marked where they stand out in the text."""
        self.setText(f"▸ {words}" if chosen and words else words)
        self.setToolTip(self.tr("Show these words in the text") if words else "")
        _set_role(self, "" if chosen else "muted")
        font = self._theme.font(bold=chosen)
        font.setItalic(True)
        self.setFont(font)

    def mousePressEvent(self, event: object) -> None:
        """Show them in the text."""
        del event
        if self.text():
            self.pointed.emit()


def dots(confidence: float) -> str:
    """A confidence as one to three dots."""
    full = 3 if confidence >= SURE else 2 if confidence >= FAIRLY_SURE else 1
    return "●" * full + "○" * (3 - full)


def _set_role(label: QLabel, role: str) -> None:
    if label.property("role") != role:
        label.setProperty("role", role)
        label.style().polish(label)
