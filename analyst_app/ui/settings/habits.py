"""Puts a window back as it was left: size and place, how it was divided, the screen and the report that were open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, Slot
from PySide6.QtWidgets import QSplitter, QWidget

from analyst_app.ui.settings.remembered import Remembered

if TYPE_CHECKING:
    from analyst_app.ui.main_window import MainWindow
    from analyst_app.ui.screens import Screen


class Habits(QObject):
    """Belongs to one window, which tells it when a screen is built, when a database is open, and before either goes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.remembered = Remembered()

    def take_up(self, remembered: Remembered) -> None:
        """Remember what was kept, and give the window its size and place again, where a screen still has room for it."""
        self.remembered = remembered
        if remembered.geometry:
            self._window.restoreGeometry(QByteArray.fromHex(remembered.geometry.encode()))

    @Slot(str)
    def use(self, command: str) -> None:
        """Remember that this command of the palette was used last."""
        self.remembered.used(command)

    @Slot(object)
    def divide(self, screen: Screen) -> None:
        """Divide a screen that was just built as it was when it was left."""
        for name, splitter in _splitters(screen, self._window.screens.page(screen)):
            kept = self.remembered.divided.get(name)
            if kept:
                splitter.restoreState(QByteArray.fromHex(kept.encode()))

    def note(self) -> None:
        """Remember how things are now; the window is about to close, or to leave its database."""
        self.remembered.geometry = _digits(self._window.saveGeometry())
        session = self._window.session
        if session is None or not session.is_open or session.screens.current is None:
            return
        self.remembered.screen = session.screens.current.value
        if session.screens.report is not None:
            self.remembered.report = {str(session.context.workbench.database_path): session.screens.report}
        for screen, page in session.screens.built_pages.items():
            self.remembered.divided |= {name: _digits(splitter.saveState()) for name, splitter in _splitters(screen, page)}

    def go_back(self) -> None:
        """Show the screen that was left, where the database has reports; the library is shown already."""
        session = self._window.session
        if session is None or self.remembered.screen in {"", "library"} or session.brings_files:
            return
        from analyst_app.services import library  # noqa: PLC0415 - the window is painted before anything is loaded

        workbench = session.context.workbench
        session.tasks.submit(lambda: library.count_reports(workbench)).succeeded.connect(self._show_left)

    @Slot(object)
    def _show_left(self, reports: int) -> None:
        from analyst_app.ui.screens import Screen  # noqa: PLC0415 - as above

        session = self._window.session
        if session is None or not reports or session.screens.current is not Screen.LIBRARY:
            return
        report = self.remembered.report.get(str(session.context.workbench.database_path))
        if self.remembered.screen == Screen.REVIEW and report is not None:
            session.screens.open_report(report)
        elif self.remembered.screen in {Screen.EVENTS, Screen.CHARTS, Screen.MAP}:
            session.screens.show(Screen(self.remembered.screen))


def _splitters(screen: str, page: QWidget) -> list[tuple[str, QSplitter]]:
    """The splitters of a screen by a name that is another one as soon as they divide something else."""
    found = page.findChildren(QSplitter)
    return [(f"{screen} {at} {one.orientation().name} {one.count()}", one) for at, one in enumerate(found)]


def _digits(state: QByteArray) -> str:
    return bytes(state.toHex().data()).decode()
