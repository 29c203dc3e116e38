"""A question that is answered by a typed line, over the screen; it says at once what the line comes to."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

NARROWEST = 36
"""Times the width of an M."""


class LineOverlay(QFrame):
    """One question at a time; Enter answers, Escape does not."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("role", "panel")
        self.setAutoFillBackground(True)
        self._question = QLabel(self)
        self._question.setWordWrap(True)
        self.line = QLineEdit(self)
        self._meaning = QLabel(self)
        self._meaning.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        for widget in (self._question, self.line, self._meaning):
            column.addWidget(widget)
        self._read: Callable[[str], Any] = str
        self._explain: Callable[[Any], str] = str
        self._then: Callable[[Any], None] | None = None
        self._back_to: QWidget | None = None
        self.line.textChanged.connect(self._say)
        self.line.returnPressed.connect(self._answer)
        self.hide()

    def ask(
        self,
        question: str,
        *,
        value: str,
        read: Callable[[str], Any],
        explain: Callable[[Any], str],
        then: Callable[[Any], None],
        back_to: QWidget,
    ) -> None:
        """Ask; `read` raises ValueError with a sentence where a line is no answer, `then` hears what was read."""
        self._read, self._explain, self._then, self._back_to = read, explain, then, back_to
        self._question.setText(question)
        self.line.setAccessibleName(question)
        self.line.setText(value)
        self._say()
        room = self._over.rect()
        self.setFixedWidth(min(self.fontMetrics().horizontalAdvance("M") * NARROWEST, room.width() - 24))
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self.line.selectAll()

    def meaning(self) -> str:
        """What the typed line comes to, as shown."""
        return self._meaning.text()

    def close_line(self) -> None:
        """Ask nothing any more."""
        if self.isVisible():
            self.hide()
            if self._back_to is not None:
                self._back_to.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape answers nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_line()
            return
        super().keyPressEvent(event)

    def _say(self) -> None:
        try:
            words, role = self._explain(self._read(self.line.text())), "muted"
        except ValueError as fault:
            words, role = str(fault), "bad"
        self._meaning.setText(words)
        if self._meaning.property("role") != role:
            self._meaning.setProperty("role", role)
            self._meaning.style().polish(self._meaning)
        if self.isVisible():
            self._place()

    def _place(self) -> None:
        self.adjustSize()
        room = self._over.rect()
        self.move(QPoint((room.width() - self.width()) * 3 // 4, max(12, (room.height() - self.height()) // 3)))

    def _answer(self) -> None:
        try:
            value = self._read(self.line.text())
        except ValueError:
            self.line.selectAll()
            return
        self.close_line()
        if self._then is not None:
            self._then(value)
