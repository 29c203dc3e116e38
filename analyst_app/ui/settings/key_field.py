"""The field that takes the next keys pressed as a shortcut, and gives up on Escape."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

_ALONE = frozenset({Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_unknown})
_PASSED_ON = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})


class KeyField(QLineEdit):
    """Shows what was pressed. Tab leaves it, as it leaves any field.

    Signals:
        pressed(keys): keys were pressed, in Qt's portable notation.
        given_up(): Escape was pressed.
    """

    pressed = Signal(str)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys = ""
        self.setReadOnly(True)
        self.setPlaceholderText("press the keys")
        self.setAccessibleName("New keys")
        self.setAccessibleDescription("Press the keys that the action is to have; Escape gives up")

    def forget(self) -> None:
        """Wait for keys anew."""
        self.keys = ""
        self.clear()

    def event(self, event: QEvent) -> bool:
        """Every key is taken as it is: neither shortcuts nor buttons hear it, but for Tab."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() not in _PASSED_ON:
            self._take(event)
            return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        if event.key() in _ALONE:
            return
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        pressed = QKeySequence(event.keyCombination())
        if (
            event.modifiers() == Qt.KeyboardModifier.ShiftModifier
            and event.text()
            and not event.text().isalpha()
            and event.text().isprintable()
        ):
            # Shift is how the sign is typed on this keyboard, and no part of the shortcut: "?" and not "Shift+?".
            pressed = QKeySequence(event.key())
        self.keys = pressed.toString(QKeySequence.SequenceFormat.PortableText)
        self.setText(pressed.toString(QKeySequence.SequenceFormat.NativeText))
        self.pressed.emit(self.keys)
