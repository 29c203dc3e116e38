"""Opens the palette over a window: gathers its lines, asks for reports on a lane, remembers what was used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from analyst_app.ui.actions import WINDOW_ACTIONS
from analyst_app.ui.palette import sources
from analyst_app.ui.palette.entries import Entry
from analyst_app.ui.palette.palette import Palette
from analyst_app.ui.palette.reports import find_reports
from analyst_app.ui.screens import specs_of

if TYPE_CHECKING:
    from analyst_app.ui.main_window import MainWindow
    from analyst_app.ui.tasks import TaskHandle

ITSELF = "edit.palette"


def open_palette(window: MainWindow) -> Palette:
    """Show the palette over the screen in front."""
    palette = Palette(_entries(window), recent=window.habits.remembered.commands, theme=window.theme, parent=window)
    _Asking(palette, window)
    palette.open()
    return palette


def _entries(window: MainWindow) -> list[Entry]:
    specs = [spec for spec in WINDOW_ACTIONS if spec.id != ITSELF]
    actions = dict(window.actions_by_id)
    lines: list[Entry] = []
    if window.session is not None and window.screens.current is not None:
        screens = window.screens
        of_screen = specs_of(window.screens.current)
        page = screens.page(window.screens.current)
        actions |= {action.objectName(): action for action in page.findChildren(QAction) if action.objectName()}
        # What belongs to the screen in front comes first.
        specs = [*of_screen, *specs]
        lines = sources.of_filters(screens)
    leading = [f"view.{name}" for name in window.rail.buttons]
    return [*sources.of_actions(specs, actions, keys=window.keys, screens=leading), *lines]


class _Asking(QObject):
    """Lies in the palette: answers its questions for reports, and keeps what was chosen."""

    def __init__(self, palette: Palette, window: MainWindow) -> None:
        super().__init__(palette)
        self._palette = palette
        self._window = window
        self._waiting: TaskHandle | None = None
        palette.asked.connect(self._ask)
        palette.used.connect(window.habits.use)

    @Slot(str)
    def _ask(self, query: str) -> None:
        if self._waiting is not None:
            self._waiting.abandon()
            self._waiting = None
        session = self._window.session
        if session is None or self._window.screens.current is None:
            return
        workbench, screens = session.context.workbench, session.screens
        handle = session.tasks.submit(lambda: find_reports(workbench, query))
        handle.succeeded.connect(lambda rows: self._palette.show_more(query, sources.of_reports(rows, screens)))
        handle.finished.connect(self._done)
        self._waiting = handle

    @Slot()
    def _done(self) -> None:
        self._waiting = None
