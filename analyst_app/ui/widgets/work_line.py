"""The place in the status bar that shows long work: what it is, how far it is, and the button that stops it."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from analyst_app.ui.tasks import Lane, TaskHandle, Tasks
from analyst_app.ui.theme import SNUG, Theme

BEFORE_SHOWN = 400
"""Milliseconds. Work that is done sooner is not worth a flicker."""


class WorkLine(QWidget):
    """Follows the jobs of a `Tasks` that have a title; several wait in line behind the first."""

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._handles: list[TaskHandle] = []
        self.title = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(theme.scaled(140))
        self.bar.setAccessibleName("Progress")
        self.stop = QPushButton("Stop", self)
        self.stop.setToolTip("Stop this work; what is finished is kept")
        self.stop.clicked.connect(self._cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SNUG)
        for widget in (self.title, self.bar, self.stop):
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

    @Slot(object)
    def _begin(self, handle: TaskHandle) -> None:
        if handle.lane is not Lane.JOB or not handle.title:
            return
        self._handles.append(handle)
        handle.progressed.connect(self._show_progress)
        handle.finished.connect(self._end)
        if len(self._handles) == 1:
            self._present()

    def _present(self) -> None:
        self.title.setText(self._handles[0].title + "…")
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self._wait.start()

    @Slot(int, int, str)
    def _show_progress(self, done: int, total: int, message: str) -> None:
        if not self._handles or self.sender() is not self._handles[0]:
            return
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        counted = f" {done:,} of {total:,}" if total else ""
        self.title.setText(f"{self._handles[0].title}{counted}")
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
    def _cancel(self) -> None:
        if self._handles:
            self._handles[0].cancel()
            self.stop.setEnabled(False)
            self.title.setText(self._handles[0].title + ": stopping…")
