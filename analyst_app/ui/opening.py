"""What the window shows while no database is open: that one is being opened, or why it can't be."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from analyst_app.ui.theme import LOOSE, NORMAL, Theme
from analyst_app.ui.widgets.words import Rank, Words


class Opening(QWidget):
    """A quiet notice; a reason and a button where opening failed."""

    def __init__(self, *, theme: Theme, choose: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Words("Opening…", theme=theme, rank=Rank.SECTION)
        self.reason = Words(theme=theme, rank=Rank.MUTED, wraps=True)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._theme = theme
        self.button = QPushButton("Open another database…", self)
        self.button.setProperty("rank", "primary")
        self.button.clicked.connect(choose.trigger)
        column = QVBoxLayout(self)
        column.setContentsMargins(LOOSE, LOOSE, LOOSE, LOOSE)
        column.setSpacing(NORMAL)
        self._column = column
        self._offers: list[QPushButton] = []
        column.addStretch(2)
        for widget in (self.heading, self.reason, self.button):
            column.addWidget(widget, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.wait_for(None)

    def wait_for(self, path: Path | None) -> None:
        """Say what is being opened."""
        self.heading.setText("Opening…")
        self._give_reason(path.name if path is not None else "")
        self.button.hide()
        for offer in self._offers:
            offer.deleteLater()
        self._offers.clear()

    def offer(self, words: str, do: Callable[[], object]) -> None:
        """Show one more button below the reason, until another database is opened."""
        button = QPushButton(words, self)
        button.clicked.connect(do)
        self._offers.append(button)
        self._column.insertWidget(self._column.indexOf(self.button), button, alignment=Qt.AlignmentFlag.AlignHCenter)
        button.show()

    @Slot(str)
    def explain(self, sentence: str) -> None:
        """Say why it can't be opened."""
        self.heading.setText("The database cannot be opened")
        self._give_reason(sentence)
        self.button.show()

    def _give_reason(self, words: str) -> None:
        """In lines of one length, with room for all of them: a centred label does not ask for it by itself."""
        self.reason.setText(words)
        self.reason.setFixedWidth(self._theme.scaled(480))
        self.reason.setMinimumHeight(max(0, self.reason.heightForWidth(self.reason.width())))
