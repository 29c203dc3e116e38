"""The line that asks why one figure is preferred; Enter saves, Escape leaves everything as it was."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from analyst_app.ui.theme import NORMAL, SNUG, Theme
from analyst_app.ui.widgets.words import Words


class _Line(QLineEdit):
    """Keeps Enter and Escape for itself, which mean other things in the screen around it."""

    def event(self, event: QEvent) -> bool:
        """As Qt asks: whether a key is a shortcut, or this line's."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in _OWN:
            event.accept()
            return True
        return super().event(event)


_OWN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape})


class ReasonBar(QFrame):
    """Hidden until it asks.

    Signals:
        answered(reason): saved, with or without words.
        left(): not saved.
    """

    answered = Signal(str)
    left = Signal()

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.question = Words(theme=theme)
        self.words = _Line(self)
        self.words.setAccessibleName(self.tr("Reason"))
        self.words.setPlaceholderText(self.tr("for instance: closer to the front, later, an official tally"))
        save = QPushButton(self.tr("Save"), self)
        save.setProperty("rank", "primary")
        save.clicked.connect(self._save)
        cancel = QPushButton(self.tr("Cancel"), self)
        cancel.clicked.connect(self._leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(NORMAL, SNUG, NORMAL, SNUG)
        row.setSpacing(SNUG)
        row.addWidget(self.question)
        row.addWidget(self.words, stretch=1)
        row.addWidget(save)
        row.addWidget(cancel)
        self.words.returnPressed.connect(self._save)
        self.hide()

    def ask(self, question: str, *, before: str = "") -> None:
        """Show the line, with the words that were given before."""
        self.question.setText(question)
        self.words.setText(before)
        self.words.selectAll()
        self.show()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return
        super().keyPressEvent(event)

    @Slot()
    def _save(self) -> None:
        if self.isVisible():
            self.hide()
            self.answered.emit(self.words.text())

    @Slot()
    def _leave(self) -> None:
        self.hide()
        self.left.emit()
