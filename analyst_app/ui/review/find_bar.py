"""The line for finding words in the report; it only finds, the text view shows."""

import re
from collections.abc import Sequence
from itertools import islice

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from analyst_app.domain.spans import Span
from analyst_app.ui.review.invisibles import UNSEEN_SET, unseen

MOST_MATCHES = 5000


class FindBar(QWidget):
    """Finds as one types, whatever the case, the space between words, and what is not seen among their letters.

    Signals:
        found(spans, current): what matches, and which one is gone to; -1 for none.
        closed(Span or None): Escape; nothing is marked any more. What was gone to last, where something was found.
    """

    found = Signal(object, int)
    closed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._spans: tuple[Span, ...] = ()
        self._current = -1
        self._from = 0
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("Find in this report"))
        self.line.setAccessibleName(self.line.placeholderText())
        self.line.setClearButtonEnabled(True)
        self._told = QLabel(self)
        self._told.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.addWidget(self.line, 1)
        row.addWidget(self._told)
        for sign, told, act in (
            ("↑", self.tr("Find previous (Shift+F3)"), lambda: self.go(-1)),
            ("↓", self.tr("Find next (F3)"), lambda: self.go(1)),
            ("✕", self.tr("Close (Esc)"), self.close_bar),
        ):
            button = QToolButton(self)
            button.setText(sign)
            button.setProperty("rank", "quiet")
            button.setToolTip(told)
            button.setAccessibleName(told)
            button.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(button)
        self.line.textChanged.connect(self._search)
        self.hide()

    def open_bar(self, words: str, *, start: int) -> None:
        """Take the focus; search from a position on, at first for the selected words."""
        self._from = start
        self.show()
        if words and "\n" not in words:
            self.line.setText(words)
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self._search()

    def set_text(self, text: str) -> None:
        """Search in another text."""
        self._text = text
        if self.isVisible():
            self._from = 0
            self._search()

    def go(self, by: int) -> None:
        """To the next or the previous match, past the ends around."""
        if self._spans:
            self._current = (self._current + by) % len(self._spans)
            self._tell()

    def close_bar(self) -> None:
        """Close, and mark nothing."""
        last = self._spans[self._current] if self._spans else None
        self.hide()
        self._spans, self._current = (), -1
        self.closed.emit(last)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _search(self) -> None:
        pieces = self.line.text().split()
        found: list[Span] = []
        if pieces:
            matches = re.finditer(_pattern(pieces, through=bool(unseen(self._text))), self._text, re.IGNORECASE)
            found = [Span(match.start(), match.end()) for match in islice(matches, MOST_MATCHES)]
        self._spans = tuple(found)
        after = (number for number, span in enumerate(found) if span.start >= self._from)
        self._current = next(after, 0 if found else -1)
        self._tell()

    def _tell(self) -> None:
        many = len(self._spans)
        if not self.line.text().strip():
            self._told.setText("")
        elif many:
            most = f"{many}+" if many == MOST_MATCHES else str(many)
            self._told.setText(self.tr("%1 of %2").replace("%1", str(self._current + 1)).replace("%2", most))
        else:
            self._told.setText(self.tr("not found"))
        self.found.emit(self._spans, self._current)


def _pattern(pieces: Sequence[str], *, through: bool) -> str:
    """Words with any space or line break between them; `through` looks past characters that are not seen, too."""
    if not through:
        return r"\s+".join(map(re.escape, pieces))
    words = (f"{UNSEEN_SET}*".join(map(re.escape, piece)) for piece in pieces)
    return rf"(?:\s|{UNSEEN_SET})+".join(words)
