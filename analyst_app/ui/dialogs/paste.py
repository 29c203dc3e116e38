"""The dialog that makes a report of copied text. Knows no service: it hands out a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCompleter, QFormLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.theme import SNUG, Theme
from analyst_app.ui.widgets.day_field import DayField
from analyst_app.ui.widgets.words import Rank, Words

FROM_TEXT = "read from the text"
FROM_TEXT_OR_TODAY = "read from the text, else today"
BEFORE_ASKED = 250
"""Milliseconds without a key before it is asked what the text says of itself."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A report to be made. What is None is read from the text, or not known."""

    text: str
    title: str | None
    source: str | None
    published: date | None
    author: str | None = None


class PasteDialog(FramedDialog):
    """Shown with the clipboard's text already in it: Ctrl+Enter adds the report.

    Signals:
        drafted(Draft): the analyst wants this report.
        guess_asked(text): what would be read from this text as title and date, if the analyst leaves them empty?
    """

    drafted = Signal(object)
    guess_asked = Signal(str)

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
        self.author = QLineEdit(self)
        self.author.setPlaceholderText("not known")
        self.published = DayField(theme=theme, name="Date of the report", placeholder=FROM_TEXT_OR_TODAY)
        self.published.setMinimumWidth(theme.scaled(290))
        self._size = Words(theme=theme, rank=Rank.MUTED)
        form = QFormLayout()
        form.setSpacing(SNUG)
        form.addRow("&Title", self.title)
        form.addRow("&Source", self.source)
        form.addRow("&Author", self.author)
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
        self._pause = QTimer(self, interval=BEFORE_ASKED, singleShot=True)
        self._pause.timeout.connect(self._ask_guess)
        self.text.textChanged.connect(self._measure)
        self.text.setPlainText(text)
        self._plain = self.text.toPlainText()
        self._measure()
        self.fit(680, 540)
        (self.accept_button if text.strip() else self.text).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def take_rich(self, text: str) -> None:
        """Show the same text with its bullets, rows and headings, unless it has been changed meanwhile."""
        if self.text.toPlainText() == self._plain and text.strip():
            self.text.setPlainText(text)

    @Slot()
    def _measure(self) -> None:
        words = len(self.text.toPlainText().split())
        self._size.setText(f"{words:,} word{'' if words == 1 else 's'}")
        self.accept_button.setEnabled(words > 0)
        self._pause.start()

    @Slot()
    def _ask_guess(self) -> None:
        self.guess_asked.emit(self.text.toPlainText())

    def offer_sources(self, names: Sequence[str]) -> None:
        """Complete the source by those that are known."""
        self.source.setCompleter(completer_of(names, parent=self.source))

    def show_guess(self, title: str | None, published: date | None) -> None:
        """Show, where nothing is typed, what will be read from the text."""
        self.title.setPlaceholderText(f"{title}  ({FROM_TEXT})" if title else FROM_TEXT)
        self.published.setPlaceholderText(f"{published.isoformat()}  ({FROM_TEXT})" if published else FROM_TEXT_OR_TODAY)

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
                author=self.author.text().strip() or None,
                published=self.published.day,
            )
        )
        super().accept()


def completer_of(names: Sequence[str], *, parent: QWidget) -> QCompleter:
    """Completes names that begin or go on as what is typed, whatever the case."""
    completer = QCompleter(list(names), parent)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return completer
