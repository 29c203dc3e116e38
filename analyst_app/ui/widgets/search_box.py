"""A search box that asks once the typing pauses."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from analyst_app.ui.theme import Theme

PAUSE = 150
"""Milliseconds without a key before the question is asked."""


class SearchBox(QLineEdit):
    """One line with a glass and a clear button.

    Signals:
        asked(words): the typing paused on other words than before.
    """

    asked = Signal(str)

    def __init__(self, *, theme: Theme, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._last = ""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._ask)
        self.textChanged.connect(self._pause.start)
        for button, name in zip(self.findChildren(QToolButton), ("Clear", "Search"), strict=False):
            button.setAccessibleName(name)
        theme.changed.connect(self._draw)
        self._draw()

    @property
    def words(self) -> str:
        """What was asked last."""
        return self._last

    def put(self, words: str) -> None:
        """Show words as if they had been asked for already."""
        self._last = words.strip()
        self.setText(words)
        self._pause.stop()

    @Slot()
    def _ask(self) -> None:
        words = self.text().strip()
        if words != self._last:
            self._last = words
            self.asked.emit(words)

    @Slot()
    def _draw(self) -> None:
        self._glass.setIcon(self._theme.icon("search", tone="muted"))
