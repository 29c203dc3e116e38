"""The days in view: all, or a window of them that is moved by hand or runs by itself."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from analyst_app.domain.mapping import MapDay
from analyst_app.ui.map.time_strip import TimeStrip
from analyst_app.ui.map.wording import DAYS, Length, span_words
from analyst_app.ui.theme import SNUG, Theme
from analyst_app.ui.widgets.words import Words

PACE = 450
"""Milliseconds that a step of running time is shown for."""
MOST_STEPS = 150
"""A long time runs in longer steps, so that it takes about a minute."""
LONG = 45
"""Days from which on running time shows weeks and not days, unless told otherwise."""


class TimeLine(QWidget):
    """Play, length, strip, and the days in words.

    Signals:
        changed(): other days are in view.
        runs(bool): time began or ceased to run.
    """

    changed = Signal()
    runs = Signal(bool)

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._days: tuple[MapDay, ...] = ()
        self._last: date | None = None
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(PACE)
        self._next.timeout.connect(self._run_on)
        self._running = False
        self.play_button = QToolButton(self)
        self.play_button.setProperty("rank", "plain")
        self.play_button.setCheckable(True)
        self.play_button.setToolTip("Let time run, or stop it (Space)")
        self.play_button.setAccessibleName("Play")
        self.length = QComboBox(self)
        self.length.setAccessibleName("Length of time in view")
        self.length.setToolTip("How much time is in view (T)")
        for length in Length:
            self.length.addItem(length.value, length)
        self.strip = TimeStrip(theme=theme)
        self.words = Words(theme=theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SNUG)
        row.addWidget(self.play_button)
        row.addWidget(self.length)
        row.addWidget(self.strip, stretch=1)
        row.addWidget(self.words)
        self.play_button.clicked.connect(self.run)
        self.length.activated.connect(self._take_length)
        self.strip.moved.connect(self.end_on)
        theme.changed.connect(self._draw)
        self._draw()

    @property
    def shown(self) -> tuple[date, date] | None:
        """The days in view; None for all of them."""
        length = Length(self.length.currentData())
        if length is Length.ALL or not self._days:
            return None
        first, last = self._days[0].day, self._days[-1].day
        end = min(max(self._last or last, first), last)
        return (first if length is Length.SO_FAR else end - timedelta(days=DAYS[length] - 1), end)

    @property
    def span(self) -> tuple[date | None, date | None]:
        """The days in view, or the first and the last of all."""
        window = self.shown
        if window is not None:
            return window
        return (self._days[0].day, self._days[-1].day) if self._days else (None, None)

    @property
    def running(self) -> bool:
        """Whether time runs."""
        return self._running

    def show_days(self, days: Sequence[MapDay]) -> None:
        """The selection is another: these are its days."""
        if tuple(days) != self._days:
            self._days = tuple(days)
            self._tell()

    def go_on(self) -> None:
        """The map shows the days asked for: the next step of running time may come. Nothing piles up where the map is slow."""
        if self._running and not self._next.isActive():
            self._next.start()

    def set_pace(self, milliseconds: int) -> None:
        """Show each step of running time for so long."""
        self._next.setInterval(milliseconds)

    def set_length(self, length: Length) -> None:
        """Show so much time."""
        self.length.setCurrentIndex(self.length.findData(length))
        self._take_length()

    def step(self, days: int) -> None:
        """Move the window; where all days are in view, begin with one of them."""
        if not self._days:
            return
        if self.shown is None:
            self._last = self._days[0].day if days > 0 else self._days[-1].day
            self.set_length(Length.DAY)
            return
        self.end_on(self.shown[1] + timedelta(days=days))

    @Slot()
    def next_length(self) -> None:
        """The next length of time."""
        self.length.setCurrentIndex((self.length.currentIndex() + 1) % self.length.count())
        self._take_length()

    @Slot(object)
    def end_on(self, day: date) -> None:
        """Move the window so that it ends on a day, or as near to it as there are days."""
        if not self._days:
            return
        if self.shown is None:
            self.length.setCurrentIndex(self.length.findData(Length.DAY))
        self._last = min(max(day, self._days[0].day), self._days[-1].day)
        self._tell()
        self.changed.emit()

    @Slot(bool)
    def run(self, running: bool) -> None:  # noqa: FBT001 - the signal's signature
        """Let time run from where it is, from the first day where it is at the end; or stop it."""
        running = running and bool(self._days)
        if running != self._running:
            self._running = running
            self.runs.emit(running)
        if not running:
            self._next.stop()
        elif self.shown is None or self.shown[1] >= self._days[-1].day:
            self._last = self._days[0].day
            if Length(self.length.currentData()) is Length.ALL:
                self.length.setCurrentIndex(self.length.findData(Length.WEEK if len(self._days) > LONG else Length.DAY))
            self._tell()
            self.changed.emit()
        else:
            self.go_on()
        self._draw()

    @Slot()
    def _run_on(self) -> None:
        window = self.shown
        if not self._running or window is None or window[1] >= self._days[-1].day:
            self.run(False)  # noqa: FBT003 - as above
            return
        self.end_on(window[1] + timedelta(days=max(1, len(self._days) // MOST_STEPS)))

    @Slot()
    def _take_length(self) -> None:
        if Length(self.length.currentData()) is Length.ALL:
            self.run(False)  # noqa: FBT003 - as above
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        self.strip.show_days(self._days, self.shown)
        self.words.setText(span_words(*self.span))
        self.play_button.setEnabled(len(self._days) > 1)
        self.play_button.setChecked(self._running)

    @Slot()
    def _draw(self) -> None:
        self.play_button.setIcon(self._theme.icon("pause" if self._running else "play"))
        self.play_button.setChecked(self._running)
        # The widest words, so that nothing moves while time runs.
        self.words.setMinimumWidth(self.words.fontMetrics().horizontalAdvance("2026-08-28 to 2026-08-28 "))
        self.strip.update()
