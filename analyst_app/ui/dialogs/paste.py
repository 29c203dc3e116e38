"""The dialog that makes a report of copied text. Knows no service: it hands out a draft."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.theme import SNUG, Theme
from analyst_app.ui.widgets.day_field import DayField
from analyst_app.ui.widgets.words import Rank, Words

FROM_TEXT = "read from the text"


@dataclass(frozen=True, slots=True)
class Draft:
    """A report to be made. What is None is read from the text, or not known."""

    text: str
    title: str | None
    source: str | None
    published: date | None


class PasteDialog(FramedDialog):
    """Shown with the clipboard's text already in it: Ctrl+Enter adds the report.

    Signals:
        drafted(Draft): the analyst wants this report.
    """

    drafted = Signal(object)

    def __init__(self, text: str, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            "Paste a report", theme=theme, accept="Add report", explained="What you leave empty is read from the text.", parent=parent
        )
        self.offer_cancel()
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName("Text of the report")
        self.text.setPlaceholderText("Paste or type the text of the report")
        self.text.setTabChangesFocus(True)
        self.title = QLineEdit(self)
        self.title.setPlaceholderText(FROM_TEXT)
        self.source = QLineEdit(self)
        self.source.setPlaceholderText("not known")
        self.published = DayField(theme=theme, name="Date of the report", placeholder=FROM_TEXT)
        self._size = Words(theme=theme, rank=Rank.MUTED)
        form = QFormLayout()
        form.setSpacing(SNUG)
        form.addRow("&Title", self.title)
        form.addRow("&Source", self.source)
        below = QHBoxLayout()
        below.addWidget(self.published)
        below.addStretch()
        below.addWidget(self._size)
        form.addRow("&Date", below)
        form.labelForField(below).setBuddy(self.published)  # type: ignore[attr-defined]  # the label of a row is a QLabel
        self.body.addWidget(self.text, stretch=1)
        self.body.addLayout(form)
        send = QShortcut(QKeySequence("Ctrl+Return"), self)
        send.activated.connect(self.accept)
        self.text.textChanged.connect(self._measure)
        self.text.setPlainText(text)
        self._measure()
        self.resize(theme.scaled(680), theme.scaled(540))
        (self.accept_button if text.strip() else self.text).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _measure(self) -> None:
        words = len(self.text.toPlainText().split())
        self._size.setText(f"{words:,} word{'' if words == 1 else 's'}")
        self.accept_button.setEnabled(words > 0)

    def accept(self) -> None:
        """Hand out the draft, unless the date does not exist."""
        if not self.text.toPlainText().strip():
            return
        if not self.published.valid:
            self.complain("There is no such day. Write the date as 2023-11-09, or leave it empty to have it read from the text.")
            self.published.setFocus()
            return
        self.drafted.emit(
            Draft(
                text=self.text.toPlainText(),
                title=self.title.text().strip() or None,
                source=self.source.text().strip() or None,
                published=self.published.day,
            )
        )
        super().accept()
