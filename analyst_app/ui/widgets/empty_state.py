"""What a screen shows while it has nothing to show: why, and what to do about it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from analyst_app.ui.actions import explain_by
from analyst_app.ui.theme import LOOSE, NORMAL, SNUG, Theme
from analyst_app.ui.widgets.words import Rank, Words

ICON = 56


class EmptyState(QWidget):
    """A mark, a sentence, an explanation and up to three buttons in the middle of the room."""

    def __init__(
        self, *, theme: Theme, icon: str, title: str, text: str, actions: Sequence[QAction] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon
        self._mark = QLabel(self)
        self.title = Words(title, theme=theme, rank=Rank.SECTION)
        self.text = Words(text, theme=theme, rank=Rank.MUTED, wraps=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.buttons = [_button_of(action, parent=self) for action in actions]
        row = QHBoxLayout()
        row.setSpacing(SNUG)
        row.addStretch()
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(LOOSE, LOOSE, LOOSE, LOOSE)
        column.setSpacing(NORMAL)
        column.addStretch(2)
        column.addWidget(self._mark, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.title, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.text, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(row)
        column.addStretch(3)
        theme.changed.connect(self._draw)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        # A layout that centres a label gives it the height of its size hint, which is too low for a long text.
        narrow = self._theme.scaled(320)
        self.text.setMinimumWidth(narrow)
        self.text.setMaximumWidth(self._theme.scaled(460))
        self.text.setMinimumHeight(self.text.heightForWidth(narrow))
        self._mark.setPixmap(
            self._theme.icon(self._icon_name, tone="strong_line").pixmap(QSize(self._theme.scaled(ICON), self._theme.scaled(ICON)))
        )


def _button_of(action: QAction, *, parent: QWidget) -> QPushButton:
    button = QPushButton(action.text().replace("&", ""), parent)
    explain_by(button, action)
    button.clicked.connect(action.trigger)
    return button
