"""What the analyst is shown when the database fails: what happened, that nothing was lost, and the ways on as buttons."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPushButton, QWidget

from analyst_app.domain.errors import DatabaseError, Fault
from analyst_app.domain.keeping import Notice, NoticeKind
from analyst_app.ui.backups.wording import HEADINGS
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.theme import Theme
from analyst_app.ui.widgets.words import Rank, Words

SAFE = "Every decision that was shown as saved is safe."
"""Said where the sentence of the fault does not say so itself."""


class Way(StrEnum):
    """What can be done about it; the value is the button's text."""

    AGAIN = "Try again"
    COPY = "Save a copy…"
    SALVAGE = "Save what can be read…"
    BACKUPS = "Backups…"
    LOCAL = "Work with a copy here"
    OTHER = "Open another database…"


_WAYS = {
    Fault.FULL: (Way.AGAIN, Way.COPY),
    Fault.BUSY: (Way.AGAIN, Way.COPY),
    Fault.READ_ONLY: (Way.AGAIN, Way.COPY),
    Fault.DRIVE: (Way.AGAIN, Way.COPY),
    Fault.DAMAGED: (Way.BACKUPS, Way.SALVAGE),
    Fault.MOVED: (Way.OTHER, Way.COPY),
    Fault.OTHER: (Way.AGAIN, Way.COPY),
}


class TroubleDialog(FramedDialog):
    """One fault with its ways on.

    Signals:
        chosen(Way): the analyst takes this way; the dialog stays until it is closed or `settle` is called.
    """

    chosen = Signal(object)

    def __init__(self, error: DatabaseError, *, theme: Theme, parent: QWidget | None = None) -> None:
        ways = _WAYS.get(error.fault, ())
        super().__init__(HEADINGS[error.fault], theme=theme, accept=ways[0] if ways else "Close", parent=parent)
        self._first = ways[0] if ways else None
        self.said = QLabel(str(error), self)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self.said)
        if error.fault in (Fault.DRIVE, Fault.OTHER):
            self.body.addWidget(Words(SAFE, theme=theme, rank=Rank.MUTED, wraps=True))
        self.body.addStretch(1)
        for way in ways[1:]:
            button = QPushButton(way, self)
            button.clicked.connect(lambda _=False, way=way: self.chosen.emit(way))
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        if ways:
            self.buttons.addButton(QPushButton("Close", self), QDialogButtonBox.ButtonRole.RejectRole)
        self.setMinimumWidth(theme.scaled(520))

    def accept(self) -> None:
        """Take the first way; the dialog stays until that has worked."""
        if self._first is None:
            super().accept()
        else:
            self.chosen.emit(self._first)

    def settle(self) -> None:
        """Go, because what stood in the way is gone or another way was taken."""
        super().accept()

    def still(self, error: Exception) -> None:
        """Say that it is not gone."""
        self.complain(f"Not yet: {error}")


class NoticesDialog(FramedDialog):
    """What is worth knowing of a file that was opened all the same; a copy on this computer is offered for one on a network drive.

    Signals:
        chosen(Way): the analyst takes this way.
    """

    chosen = Signal(object)

    def __init__(self, notices: Sequence[Notice], *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Before you go on", theme=theme, accept="Go on", parent=parent)
        for notice in notices:
            self.body.addWidget(Words(notice.sentence, theme=theme, wraps=True))
        self.body.addStretch(1)
        kinds = {notice.kind for notice in notices}
        for way, wanted in ((Way.LOCAL, {NoticeKind.NETWORK}), (Way.BACKUPS, {NoticeKind.LOG_LOST, NoticeKind.RESCUED})):
            if wanted & kinds:
                button = QPushButton(way, self)
                button.clicked.connect(lambda _=False, way=way: self.take(way))
                self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self.setMinimumWidth(theme.scaled(520))

    def take(self, way: Way) -> None:
        """Take a way on, and go."""
        super().accept()
        self.chosen.emit(way)
