"""Locking the window: after some minutes without a key or a movement, or at once, its content goes until the passphrase is given."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QMainWindow, QPushButton, QWidget

from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.theme import Theme

LOOK_EVERY = 5000
"""Milliseconds between looks at how long nothing was done."""

_ALIVE = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin})


class LockDialog(FramedDialog):
    """Takes the keyboard and the mouse from every other window; leaves only by the right passphrase, or with the program.

    Signals:
        tried(str): a passphrase to be looked at.
        left(): the analyst would rather close the program.
    """

    tried = Signal(str)
    left = Signal()

    def __init__(self, *, theme: Theme, parent: QWidget) -> None:
        explained = "The work goes on where you left it. Type the passphrase of the database."
        super().__init__("Locked", theme=theme, accept="Unlock", explained=explained, parent=parent)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, on=False)
        self.field = QLineEdit(self)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName("Passphrase")
        self.body.addWidget(self.field)
        leave = QPushButton("Close the program", self)
        leave.clicked.connect(self.left)
        self.buttons.addButton(leave, QDialogButtonBox.ButtonRole.ActionRole)
        self.setMinimumWidth(theme.scaled(420))

    def accept(self) -> None:
        """Hand over what was typed."""
        typed = self.field.text()
        self.field.clear()
        self.tried.emit(typed)

    def reject(self) -> None:
        """Escape does not unlock."""

    def settle(self) -> None:
        """Go, because the passphrase was right."""
        super().accept()


class Lock(QObject):
    """Watches one window. `opens` says whether a passphrase is the right one; `minutes` may be changed at any time, None is never.

    Signals:
        locked(), unlocked(): the content has gone, or is back.
    """

    locked = Signal()
    unlocked = Signal()

    def __init__(
        self, window: QMainWindow, *, theme: Theme, opens: Callable[[str], bool], clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._opens = opens
        self._clock = clock
        self._last = clock()
        self._hidden: list[QWidget] = []
        self.minutes: int | None = None
        self.dialog: LockDialog | None = None
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def watch(self) -> None:
        """Begin to watch for keys and movements."""
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._last = self._clock()
        self._timer.start()

    def stop(self) -> None:
        """Watch no longer, because the database is closed; a locked window shows what is then in it."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._timer.stop()
        if self.dialog is not None:
            self._unlock()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is there; nothing is kept back."""
        del watched
        if event.type() in _ALIVE:
            self._last = self._clock()
        return False

    @Slot()
    def look(self) -> None:
        """Lock where nothing was done for long enough."""
        if self.minutes is not None and self.dialog is None and self._clock() - self._last >= 60 * self.minutes:
            self.lock()

    @Slot()
    def lock(self) -> None:
        """Take everything out of sight, other dialogs too, and ask."""
        if self.dialog is not None:
            return
        parts = [self._window.centralWidget(), self._window.menuBar(), self._window.statusBar()]
        others = [widget for widget in QApplication.topLevelWidgets() if widget is not self._window and widget.isVisible()]
        self._hidden = [widget for widget in (*others, *parts) if widget is not None and widget.isVisible()]
        for widget in self._hidden:
            widget.hide()
        self.dialog = LockDialog(theme=self._theme, parent=self._window)
        self.dialog.tried.connect(self._try)
        self.dialog.left.connect(self._leave)
        self.dialog.open()
        self.locked.emit()

    @Slot(str)
    def _try(self, passphrase: str) -> None:
        if self._opens(passphrase):
            self._unlock()
        elif self.dialog is not None:
            self.dialog.complain("This is not the passphrase. Type it again.")

    @Slot()
    def _leave(self) -> None:
        self._window.close()

    def _unlock(self) -> None:
        if self.dialog is not None:
            self.dialog.settle()
            self.dialog = None
        for widget in reversed(self._hidden):
            widget.show()
        self._hidden = []
        self._last = self._clock()
        self.unlocked.emit()
