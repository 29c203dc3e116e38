"""Starts the window: the application object, the crash dialog, the garbage collector's guard, and the order of the first second.

The window is painted before the database is opened, and the database before the language model is loaded.
"""

import contextlib
import gc
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from analyst_app import __version__
from analyst_app.domain.errors import UserError
from analyst_app.paths import user_paths
from analyst_app.resources import resource
from analyst_app.ui.crash import CrashDialog, crash_report, install_hook, keep_report
from analyst_app.ui.main_window import MainWindow
from analyst_app.ui.settings.preferences import Preferences
from analyst_app.ui.settings.remembered import keep_remembered, load_remembered
from analyst_app.ui.theme import Theme

COLLECT_EVERY = 1000
"""Milliseconds between looks at whether the collector has something to do."""
LOOK_AGAIN = 60
"""Full collections, each of which comes after dozens of smaller ones."""


def run(database: Path | None, files: Sequence[Path]) -> int:
    """Open the window on a database (the user's own where none is named), import the files, return the exit code when it is closed."""
    application = make_application()
    paths = user_paths()
    preferences = Preferences(paths)
    look = preferences.settings.appearance
    theme = Theme(application, appearance=look.theme, text_size=look.text_size)
    window = MainWindow(theme=theme, preferences=preferences)
    window.habits.take_up(load_remembered(paths))
    crashes = Crashes(window, theme=theme)
    restore = install_hook(crashes.show)
    window.broke.connect(crashes.show)
    with collecting_on_a_timer(application):
        window.painted.connect(lambda: window.open_database(database or paths.default_database, files=files))
        window.show()
        code = application.exec()
    restore()
    remember_look(theme, preferences)
    keep_remembered(paths, window.habits.remembered)
    return int(code)


def make_application() -> QApplication:
    """The application object with its names and icon; the one that is there, if there is one."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("analyst-app")
    application.setApplicationDisplayName("Analyst App")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("analyst-app")
    application.setWindowIcon(QIcon(str(resource("icons/analyst-app.svg"))))
    return application


def remember_look(theme: Theme, preferences: Preferences) -> None:
    """Keep what was chosen in the View menu for the next start; a folder that can't be written loses no more than that."""
    settings = preferences.settings
    chosen = replace(settings.appearance, theme=theme.appearance.value, text_size=theme.text_size)
    with contextlib.suppress(UserError):
        preferences.change(replace(settings, appearance=chosen))


@contextlib.contextmanager
def collecting_on_a_timer(application: QApplication) -> Iterator[None]:
    """Collect garbage on the GUI thread alone: a Qt object freed by another thread's collection takes the process down."""
    gc.disable()
    collector = Collector()
    timer = QTimer(application, interval=COLLECT_EVERY)
    timer.timeout.connect(collector.collect_if_due)
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        gc.unfreeze()
        gc.enable()


class Collector:
    """Does what the automatic collector would do, without going through everything that lasts each time.

    The language model and the rows of a long report are some hundred thousand objects, which a full collection looks at for a
    fifth of a second. What has outlived one is set apart, and looked at again only at every `LOOK_AGAIN`-th.
    """

    def __init__(self) -> None:
        self._full = 0

    def collect_if_due(self) -> None:
        """Collect the oldest generation that has grown past its threshold."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if thresholds[generation] and counts[generation] > thresholds[generation]:
                self._collect(generation)
                return

    def _collect(self, generation: int) -> None:
        if generation < 2:
            gc.collect(generation)
            return
        self._full += 1
        if self._full % LOOK_AGAIN == 0:
            gc.unfreeze()
        gc.collect()
        gc.freeze()


class Crashes(QObject):
    """Shows one crash dialog at a time; a bug that comes back on every repaint must not bury the screen."""

    def __init__(self, window: MainWindow, *, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._shown: CrashDialog | None = None

    @Slot(object)
    def show(self, error: BaseException) -> None:
        """Keep the report and show it."""
        report = crash_report(error)
        file = keep_report(report, user_paths())
        if self._shown is None:
            self._shown = CrashDialog(report, file=file, theme=self._theme, parent=self._window)
            self._shown.finished.connect(self._forget)
            self._shown.open()

    @Slot()
    def _forget(self) -> None:
        self._shown = None
