"""The status bar: which database, how far the review is, what runs in the background."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStatusBar, QWidget

from analyst_app.domain.rows import ReviewProgress
from analyst_app.ui.theme import NORMAL, WIDE, Theme
from analyst_app.ui.widgets.elided import Elided
from analyst_app.ui.widgets.words import Rank, Words
from analyst_app.ui.widgets.work_line import WorkLine

PASSES_AFTER = 20_000
"""Milliseconds after which a note is taken away: a step undone in Review tells nothing any more in Charts."""


class StatusLine(QStatusBar):
    """Left the database and a passing note, right the work and the review's progress."""

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(NORMAL, 0, NORMAL, 0)
        self.database = Words(theme=theme, rank=Rank.MUTED)
        self.note = Elided(mode=Qt.TextElideMode.ElideRight)
        self.note.setProperty("role", "muted")
        self.note.setContentsMargins(WIDE, 0, NORMAL, 0)
        self._passing = QTimer(self, interval=PASSES_AFTER, singleShot=True)
        self._passing.timeout.connect(self.note.clear)
        self.work = WorkLine(theme=theme)
        self.progress = Words(theme=theme)
        self.analyst = Words(theme=theme, rank=Rank.MUTED)
        self.analyst.setContentsMargins(WIDE, 0, 0, 0)
        self.analyst.setToolTip("Written beside each decision; another name is chosen in the settings")
        self.addWidget(self.database)
        self.addWidget(self.analyst)
        self.addWidget(self.note, 1)
        self.addPermanentWidget(self.work)
        self.addPermanentWidget(self.progress)

    def show_database(self, path: Path | None, *, analyst: str = "") -> None:
        """Name the open database, its folder in the tooltip, and who decides in it."""
        self.analyst.setText(analyst)
        self.database.setText("" if path is None else path.name)
        self.database.setToolTip("" if path is None else f"All decisions are saved in {path}")

    def show_progress(self, progress: ReviewProgress | None) -> None:
        """Say how far the review is, in the words an analyst would use."""
        self.progress.setText("" if progress is None or not progress.reports else progress_words(progress))

    def say(self, words: str) -> None:
        """A quiet note, until the next one, or until it is no news any more."""
        self.note.setText(words)
        self._passing.start()


def progress_words(progress: ReviewProgress) -> str:
    """“12 of 17 events, 3 of 9 reports reviewed”."""
    events = f"{progress.events_decided:,} of {progress.events:,} events"
    return f"{events}, {progress.reports_reviewed:,} of {progress.reports:,} reports reviewed"
