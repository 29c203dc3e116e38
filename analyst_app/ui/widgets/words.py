"""Labels of a few fixed ranks, which follow the text size: screen titles, section titles, body, quiet notes."""

from enum import StrEnum

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from analyst_app.ui.theme import Theme


class Rank(StrEnum):
    """How loud the words are; the value is the style sheet's role."""

    TITLE = "title"
    SECTION = "section"
    BODY = "body"
    MUTED = "muted"
    BAD = "bad"


_SCALES = {Rank.TITLE: 1.5, Rank.SECTION: 1.15}


class Words(QLabel):
    """A label of one rank. Its text can be selected nowhere and is read by screen readers as it stands."""

    def __init__(self, text: str = "", *, theme: Theme, rank: Rank = Rank.BODY, wraps: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._rank = rank
        self.setProperty("role", rank.value)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        if not wraps:
            self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        if self._rank in _SCALES:
            self.setFont(self._theme.font(scale=_SCALES[self._rank], bold=True))
