"""A choice by letter that lies over the screen beside the words it is about, and goes when it is made."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from analyst_app.domain.spans import Span
from analyst_app.ui.review.letter_picker import Choice, LetterPicker
from analyst_app.ui.review.text import ReportText

WIDTH = 420
MOST_QUOTED = 40


class PickerOverlay(QFrame):
    """One choice at a time; Escape, or a click elsewhere, makes none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("role", "panel")
        self.setAutoFillBackground(True)
        self._question = QLabel(self)
        self._question.setProperty("role", "muted")
        self._question.setWordWrap(True)
        self.picker: LetterPicker | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 8, 10, 8)
        self._column.addWidget(self._question)
        self.hide()

    def ask(
        self, question: str, choices: Sequence[Choice], *, near: QPoint, then: Callable[[Any], None], back_to: QWidget, current: Any = None
    ) -> None:
        """Ask; `then` hears the answer. `near` is a point of the parent, below which it opens where there is room."""
        self.close_picker()
        self._question.setText(question)
        picker = LetterPicker(choices, current=current, name=question, parent=self)
        self.picker = picker
        self._column.addWidget(picker)
        room = self._over.rect()
        self.setFixedWidth(min(max(WIDTH, self.fontMetrics().horizontalAdvance("M") * 36), room.width() - 24))
        picker.fit(self.width() - 24)

        def answered(value: Any) -> None:
            self.close_picker()
            back_to.setFocus(Qt.FocusReason.OtherFocusReason)
            then(value)

        def gone() -> None:
            self.close_picker()
            back_to.setFocus(Qt.FocusReason.OtherFocusReason)

        picker.picked.connect(answered)
        picker.cancelled.connect(gone)
        self.adjustSize()
        x = max(12, min(near.x(), room.width() - self.width() - 12))
        y = near.y() + 6 if near.y() + 6 + self.height() < room.height() else max(12, near.y() - self.height() - 36)
        self.move(x, y)
        self.show()
        self.raise_()
        picker.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_picker(self) -> None:
        """Ask nothing any more."""
        self.hide()
        if self.picker is not None:
            self._column.removeWidget(self.picker)
            self.picker.hide()
            self.picker.deleteLater()
            self.picker = None


def quoted(span: Span, text: str) -> str:
    """The words of a span in one line, cut where they are many."""
    words = " ".join(span.of(text).split())
    return words if len(words) <= MOST_QUOTED else f"{words[: MOST_QUOTED - 1]}…"


def below(span: Span, text: ReportText, over: QWidget) -> QPoint:
    """The point under a span's first character, in the coordinates of a widget that lies over the text."""
    return text.viewport().mapTo(over, text.place_of(span).bottomLeft())
