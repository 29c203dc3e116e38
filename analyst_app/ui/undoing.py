"""Undo and redo from the menu: the step is done and named; another analyst's step is asked about first."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.errors import AnothersStep, UserError
from analyst_app.services import history
from analyst_app.services.workbench import Workbench
from analyst_app.ui.tasks import Tasks


class Undoing(QObject):
    """Steps back and forth.

    Signals:
        said(sentence): for the status line.
    """

    said = Signal(str)

    def __init__(self, workbench: Workbench, tasks: Tasks, *, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench, self._tasks, self._window = workbench, tasks, window

    def undo(self) -> None:
        """Take the last step back and say which it was."""
        self._step(history.undo, self.tr("Undone: %1"))

    def redo(self) -> None:
        """Do the step again and say which it is."""
        self._step(history.redo, self.tr("Done again: %1"))

    def _step(self, go: Callable[..., ChangeSet], told: str, *, anothers: bool = False) -> None:
        workbench = self._workbench
        handle = self._tasks.submit(lambda: go(workbench, anothers=anothers))
        handle.succeeded.connect(lambda changes: self.said.emit(told.replace("%1", history.step_words(changes.label))))
        handle.failed.connect(lambda error: self._refused(error, go, told))

    def _refused(self, error: Exception, go: Callable[..., ChangeSet], told: str) -> None:
        if isinstance(error, AnothersStep):
            self._ask(error, go, told)
        elif isinstance(error, UserError):
            self._tasks.complained.emit(error)

    def _ask(self, step: AnothersStep, go: Callable[..., ChangeSet], told: str) -> None:
        question = self.tr("The step is not yours: %1 made it.\n\n%2\n\nGo on with it?")
        words = question.replace("%1", step.whose).replace("%2", step.step)
        buttons = QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No
        box = QMessageBox(QMessageBox.Icon.Question, self.tr("Another analyst's step"), words, buttons, self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setDefaultButton(QMessageBox.StandardButton.No)
        box.accepted.connect(lambda: self._step(go, told, anothers=True))
        box.open()
