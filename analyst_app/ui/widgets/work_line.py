"""The place in the status bar that shows long work: what it is, how far it is, and the buttons that pause and stop it."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from analyst_app.ui.tasks import Lane, TaskHandle, Tasks
from analyst_app.ui.theme import SNUG, Theme

BEFORE_SHOWN = 400
"""Milliseconds. Work that is done sooner is not worth a flicker."""


class WorkLine(QWidget):
    """Follows the jobs of a `Tasks` that have a title; several wait in line behind the first, and what is paused lets others before it.

    What reads reports can be paused.
    """

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handles: list[TaskHandle] = []
        self.title = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(theme.scaled(140))
        self.bar.setAccessibleName("Progress")
        self.pause = QPushButton("Pause", self)
        self.pause.setCheckable(True)
        self.pause.clicked.connect(self._pause)
        self.stop = QPushButton("Stop", self)
        self.stop.setToolTip("Stop this work; what is finished is kept")
        self.stop.clicked.connect(self._cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SNUG)
        for widget in (self.title, self.bar, self.pause, self.stop):
            layout.addWidget(widget)
        self._wait = QTimer(self, interval=BEFORE_SHOWN, singleShot=True)
        self._wait.timeout.connect(self._appear)
        self.hide()

    @property
    def working(self) -> bool:
        """Whether long work is being done."""
        return bool(self._handles)

    def follow(self, tasks: Tasks) -> None:
        """Show the jobs of these tasks from now on."""
        tasks.started.connect(self._begin)

    @property
    def _shown(self) -> TaskHandle | None:
        going = (handle for handle in self._handles if not handle.paused)
        return next(going, self._handles[0] if self._handles else None)

    @Slot(object)
    def _begin(self, handle: TaskHandle) -> None:
        if handle.lane not in {Lane.JOB, Lane.READING} or not handle.title:
            return
        self._handles.append(handle)
        handle.progressed.connect(self._show_progress)
        handle.finished.connect(self._end)
        if self._shown is handle:
            self._present()

    def _present(self) -> None:
        shown = self._shown
        assert shown is not None
        self.title.setText(f"{shown.title}: paused" if shown.paused else f"{shown.title}…")
        if not shown.paused:
            self.bar.setRange(0, 0)
        self.stop.setEnabled(not shown.stopping)
        self.pause.setVisible(shown.lane is Lane.READING)
        self._show_pause(shown)
        if not self.isVisible():
            self._wait.start()

    def _show_pause(self, shown: TaskHandle) -> None:
        self.pause.setChecked(shown.paused)
        self.pause.setText("Go on" if shown.paused else "Pause")
        self.pause.setToolTip("Go on where it stopped" if shown.paused else "Stand still until “Go on”; other work is not held up")

    @Slot(int, int, str)
    def _show_progress(self, done: int, total: int, message: str) -> None:
        shown = self._shown
        if shown is None or self.sender() is not shown:
            return
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        counted = f" {done:,} of {total:,}" if total else ""
        self.title.setText(f"{shown.title}{counted}{': paused' if shown.paused else ''}")
        self.title.setToolTip(message)

    @Slot()
    def _end(self) -> None:
        ended = self.sender()
        self._handles = [handle for handle in self._handles if handle is not ended]
        if self._handles:
            self._present()
        else:
            self._wait.stop()
            self.hide()

    @Slot()
    def _appear(self) -> None:
        self.setVisible(bool(self._handles))

    @Slot()
    def _pause(self) -> None:
        shown = self._shown
        if shown is None:
            return
        if shown.paused:
            shown.resume()
            self.title.setText(self.title.text().removesuffix(": paused"))
        else:
            shown.pause()
            self.title.setText(f"{self.title.text().removesuffix('…')}: paused")
        self._show_pause(shown)

    @Slot()
    def _cancel(self) -> None:
        shown = self._shown
        if shown is not None:
            shown.cancel()
            self.stop.setEnabled(False)
            self.title.setText(f"{shown.title}: stopping…")
