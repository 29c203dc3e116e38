"""The handlers of the window's own actions: thin steps from a key to the session or the theme."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox

from analyst_app import __version__
from analyst_app.ui.theme import Appearance

if TYPE_CHECKING:
    from analyst_app.ui.main_window import MainWindow
    from analyst_app.ui.session import Session

STEP = 10
"""Per cent by which the text grows or shrinks."""


class Commands(QObject):
    """Every method without arguments is the handler of one line of `WINDOW_ACTIONS`."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    @property
    def _session(self) -> Session:
        assert self._window.session is not None
        return self._window.session

    @Slot()
    def show_library(self) -> None:
        """The library screen."""
        self._show("library")

    @Slot()
    def show_review(self) -> None:
        """The review screen."""
        self._session.show_review()

    @Slot()
    def show_events(self) -> None:
        """The events screen."""
        self._show("events")

    @Slot()
    def show_charts(self) -> None:
        """The charts screen."""
        self._show("charts")

    @Slot()
    def show_map(self) -> None:
        """The map screen."""
        self._show("map")

    @Slot()
    def show_compare(self) -> None:
        """Two reports side by side."""
        self._show("compare")

    @Slot()
    def compare_with(self) -> None:
        """Compare the chosen report with another one."""
        from analyst_app.ui.compare import opening  # noqa: PLC0415 - the screens are imported once a database is open

        opening.compare_with(self._window)

    @Slot()
    def report_replaces(self) -> None:
        """Say which earlier report the chosen one replaces."""
        from analyst_app.ui.compare import opening  # noqa: PLC0415 - as above

        opening.replaces(self._window)

    @Slot(int)
    def offer_replacing(self, report_id: int) -> None:
        """Ask whether a report that came in replaces an earlier one of its source and day, where there is one."""
        from analyst_app.ui.compare import opening  # noqa: PLC0415 - as above

        opening.offer_replacing(self._window, report_id)

    @Slot()
    def let_count(self) -> None:
        """Let the chosen report count again."""
        from analyst_app.ui.compare import opening  # noqa: PLC0415 - as above

        opening.let_count(self._window)

    @Slot()
    def code_again(self) -> None:
        """Begin a second coding of the chosen report."""
        from analyst_app.ui.compare import opening  # noqa: PLC0415 - as above

        opening.code_again(self._window)

    @Slot()
    def undo(self) -> None:
        """Take the last step back, whichever screen it was made in."""
        self._session.undo()

    @Slot()
    def redo(self) -> None:
        """Do the step again."""
        self._session.redo()

    @Slot()
    def show_rules(self) -> None:
        """The analyst's own rules for the extraction."""
        self._session.show_rules()

    @Slot()
    def paste_report(self) -> None:
        """The paste dialog with the clipboard's text."""
        self._session.take_copied(QGuiApplication.clipboard().mimeData() or QMimeData())

    @Slot()
    def open_reports(self) -> None:
        """Choose report files to import."""
        self._session.prepare_reading()
        chosen, _ = QFileDialog.getOpenFileNames(self._window, "Open reports")
        self.read([Path(name) for name in chosen])

    @Slot()
    def open_folder(self) -> None:
        """Choose a folder whose reports are imported."""
        self._session.prepare_reading()
        chosen = QFileDialog.getExistingDirectory(self._window, "Open a folder of reports")
        self.read([Path(chosen)] if chosen else [])

    def read(self, paths: Sequence[Path]) -> None:
        """Import files and folders."""
        if paths:
            self._session.importer.read_files(paths)

    @Slot()
    def open_samples(self) -> None:
        """Import the sample reports."""
        self._session.importer.read_samples()

    @Slot()
    def choose_database(self) -> None:
        """Choose a database file, old or new, to work with from now on."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            "Open or make a database",
            "",
            "Databases (*.sqlite *.db);;All files (*)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self._window.open_database(Path(chosen))

    @Slot()
    def export_events(self) -> None:
        """The export dialog."""
        self._session.export()

    @Slot()
    def show_brief(self) -> None:
        """The daily brief as it will be printed."""
        self._session.show_brief()

    @Slot()
    def show_series(self) -> None:
        """Other people's events to compare one's own with."""
        self._session.show_series()

    @Slot()
    def show_backups(self) -> None:
        """The backups of the open database."""
        self._window.keeper.show_backups()

    @Slot()
    def save_copy(self) -> None:
        """Everything in a new file."""
        self._window.keeper.save_copy()

    @Slot()
    def change_passphrase(self) -> None:
        """Encrypt the database, or change its passphrase."""
        self._window.keeper.change_passphrase()

    @Slot()
    def lock(self) -> None:
        """Hide everything until the passphrase is given."""
        self._window.keeper.lock_now()

    @Slot()
    def quit(self) -> None:
        """Close the window."""
        self._window.close()

    @Slot()
    def larger_text(self) -> None:
        """Text a step larger."""
        self._window.theme.choose(text_size=self._window.theme.text_size + STEP)

    @Slot()
    def smaller_text(self) -> None:
        """Text a step smaller."""
        self._window.theme.choose(text_size=self._window.theme.text_size - STEP)

    @Slot()
    def normal_text(self) -> None:
        """Text as the system has it."""
        self._window.theme.choose(text_size=100)

    @Slot()
    def use_light(self) -> None:
        """The light palette."""
        self._window.theme.choose(appearance=Appearance.LIGHT)

    @Slot()
    def use_dark(self) -> None:
        """The dark palette."""
        self._window.theme.choose(appearance=Appearance.DARK)

    @Slot()
    def use_contrast(self) -> None:
        """Black on white, with outlines."""
        self._window.theme.choose(appearance=Appearance.CONTRAST)

    @Slot()
    def use_contrast_dark(self) -> None:
        """White on black, with outlines."""
        self._window.theme.choose(appearance=Appearance.CONTRAST_DARK)

    @Slot()
    def use_system(self) -> None:
        """The palette that the system asks for."""
        self._window.theme.choose(appearance=Appearance.SYSTEM)

    @Slot()
    def show_shortcuts(self) -> None:
        """Every key on one page, those of the open screen first; and where they are changed."""
        from analyst_app.ui.dialogs.shortcuts import ShortcutsDialog  # noqa: PLC0415 - not needed at the start

        window = self._window
        ShortcutsDialog(window.specs(), first=window.scope, theme=window.theme, keys=window.keys, parent=window).open()

    @Slot()
    def show_palette(self) -> None:
        """Everything that can be done or gone to, found by a few letters."""
        from analyst_app.ui.palette.opening import open_palette  # noqa: PLC0415 - as above

        open_palette(self._window)

    @Slot()
    def show_settings(self) -> None:
        """The settings page."""
        from analyst_app.ui.settings.opening import open_settings  # noqa: PLC0415 - as above

        open_settings(self._window)

    @Slot()
    def show_about(self) -> None:
        """Version and what the program is."""
        purpose = "An offline workstation for people who count what happens in a war.\nNothing leaves this computer."
        words = f"Analyst App {__version__}\n\n{purpose}"
        box = QMessageBox(QMessageBox.Icon.NoIcon, "About", words, QMessageBox.StandardButton.Ok, self._window)
        box.open()

    def _show(self, name: str) -> None:
        from analyst_app.ui.screens import Screen  # noqa: PLC0415 - the screens are imported once a database is open

        self._session.screens.show(Screen(name))
