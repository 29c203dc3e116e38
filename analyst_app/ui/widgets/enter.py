"""Enter on a button that has the keyboard presses that button, whatever a dialog would do of itself."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

ENTER_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def press_by_enter(event: QKeyEvent, focused: QWidget | None) -> bool:
    """Press the button that has the keyboard, where the key is Enter by itself; tell whether that was done."""
    alone = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() not in ENTER_KEYS or not alone:
        return False
    if not isinstance(focused, QPushButton | QToolButton) or not focused.isEnabled():
        return False
    if not event.isAutoRepeat():
        focused.click()
    return True
