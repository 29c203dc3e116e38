"""Drives the real window as a person would: triggers actions, presses keys, waits until the work is done, takes pictures.

The demo and the journeys of the tests stand on it. Waits for conditions, never for a time.
"""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from analyst_app.ui.main_window import MainWindow
from analyst_app.ui.session import Session

PATIENCE = 120.0
"""Seconds until a condition counts as failed: loading the model on a busy machine is the longest."""

TURN = 20
"""Milliseconds that one turn of the event loop may take."""


class DriverError(AssertionError):
    """The window did not do what was waited for."""


class Driver:
    """Holds one window; opened and closed by whoever made it."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self._bugs: list[BaseException] = []
        window.broke.connect(self._bugs.append)

    @property
    def session(self) -> Session:
        """The open database."""
        if self.window.session is None:
            raise DriverError("no database is open")
        return self.window.session

    def open(self, database: Path) -> None:
        """Show the window and open a database in it."""
        opened: list[bool] = []
        connection = self.window.ready.connect(lambda: opened.append(True))
        self.window.show()
        self.window.activateWindow()
        self.window.open_database(database)
        self.wait_until(lambda: bool(opened), "the database to open")
        self.window.ready.disconnect(connection)
        self.settle()

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        """Let the window work until the condition holds.

        Raises:
            DriverError: where it does not, in `PATIENCE` seconds, or a bug came up meanwhile.
        """
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if self._bugs:
                raise DriverError(f"a bug came up while waiting for {what}") from self._bugs[0]
            if time.monotonic() > deadline:
                raise DriverError(f"waited in vain for {what}")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, TURN)
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, TURN)

    def settle(self) -> None:
        """Wait until nothing is being worked on and everything is painted."""
        for _ in range(3):
            self.wait_until(lambda: not self.session.tasks.busy, "the work to end")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, TURN)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if QApplication.activeWindow() is None:
            # With no display there is no window manager that gives the keyboard back when a dialog closes.
            self.window.activateWindow()
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, TURN)

    def do(self, action_id: str) -> None:
        """Trigger an action of the window or of a screen, and wait until it is done.

        Raises:
            DriverError: where there is no such action, or it is disabled.
        """
        action = self.window.actions_by_id.get(action_id) or self.window.findChild(QAction, action_id)
        if action is None or not action.isEnabled():
            raise DriverError(f"the action {action_id} cannot be used now")
        action.trigger()
        self.settle()

    def press(self, *keys: str) -> None:
        """Press keys, each as in a shortcut ("A", "Shift+A", "Return"), where the keyboard is, and wait for what they do."""
        for key in keys:
            QTest.keySequence(QApplication.focusWidget() or self.window, QKeySequence(key))
            self.settle()

    def type(self, words: str) -> None:
        """Type into whatever has the keyboard."""
        target = QApplication.focusWidget()
        if target is None:
            raise DriverError("nothing has the keyboard")
        QTest.keyClicks(target, words)

    def focus(self, widget: QWidget) -> None:
        """Give the keyboard to a widget."""
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, TURN)

    def picture(self, path: Path) -> Path:
        """Save what the window shows."""
        self.settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        if not self.window.grab().save(str(path)):
            raise DriverError(f"{path} cannot be written")
        return path
