"""What the dialogs have in common: a heading, an explanation, the fields, a place for the one thing that is wrong, the buttons."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from analyst_app.ui.theme import NORMAL, WIDE, Theme
from analyst_app.ui.widgets.enter import press_by_enter
from analyst_app.ui.widgets.focus_order import tab_through
from analyst_app.ui.widgets.words import Rank, Words


class FramedDialog(QDialog):
    """Deleted when closed. Subclasses fill `body` and override `accept` to check what was entered."""

    def __init__(self, title: str, *, theme: Theme, accept: str, explained: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._was_shown = False
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body = QVBoxLayout()
        self.body.setSpacing(NORMAL)
        self.problem = Words(theme=theme, rank=Rank.BAD, wraps=True)
        self.problem.hide()
        self.buttons = QDialogButtonBox(self)
        self.accept_button = QPushButton(accept, self)
        self.accept_button.setProperty("rank", "primary")
        self.accept_button.setDefault(True)
        self.buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        column.setSpacing(NORMAL)
        column.addWidget(Words(title, theme=theme, rank=Rank.SECTION))
        if explained:
            column.addWidget(Words(explained, theme=theme, rank=Rank.MUTED, wraps=True))
        column.addLayout(self.body, stretch=1)
        column.addWidget(self.problem)
        column.addWidget(self.buttons)

    def offer_cancel(self) -> None:
        """Add the button that closes without doing anything."""
        cancel = QPushButton("Cancel", self)
        self.buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)

    def complain(self, sentence: str) -> None:
        """Show what is wrong, above the buttons; "" takes it away."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard; anywhere else it is for the button that is meant first."""
        if not press_by_enter(event, self.focusWidget()):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """No larger than the screen, and in the order of reading for Tab, when it is first shown."""
        if not self._was_shown:
            self._was_shown = True
            tab_through(self, page=self)
            room = self.screen().availableSize()
            self.resize(self.size().boundedTo(room))
        super().showEvent(event)

    def fit(self, width: int, height: int) -> None:
        """Take this size, in pixels at normal text size, as far as the screen has room for it."""
        room = self.screen().availableSize()
        self.resize(min(self.theme.scaled(width), room.width()), min(self.theme.scaled(height), room.height()))
