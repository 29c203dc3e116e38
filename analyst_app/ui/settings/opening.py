"""Opens the settings page over a window, and lets what was changed there hold at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from analyst_app.services import events
from analyst_app.services.settings import Settings
from analyst_app.ui.settings.dialog import SettingsDialog

if TYPE_CHECKING:
    from analyst_app.domain.rows import FilterChoices
    from analyst_app.ui.main_window import MainWindow


def open_settings(window: MainWindow) -> SettingsDialog:
    """Show the page over the screen in front."""
    paths = window.preferences.paths
    places = [("Backups", paths.backups), ("Settings", paths.settings)]
    if window.session is not None and window.screens.current is not None:
        places = [("Database", window.session.context.workbench.database_path), *places]
    dialog = SettingsDialog(window.preferences, theme=window.theme, places=places, parent=window)
    dialog.keys_asked.connect(window.commands.show_shortcuts)
    _Following(dialog, window)
    dialog.open()
    return dialog


class _Following(QObject):
    """Lies in the dialog: brings the names of those who decided something, and opens the database again where it must know of a change."""

    def __init__(self, dialog: SettingsDialog, window: MainWindow) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._window = window
        dialog.saved.connect(self._follow)
        if window.session is not None and window.screens.current is not None:
            workbench = window.session.context.workbench
            handle = window.session.tasks.submit(lambda: events.filter_choices(workbench))
            handle.succeeded.connect(self._offer)

    @Slot(object)
    def _offer(self, choices: FilterChoices) -> None:
        self._dialog.offer_analysts(choices.analysts)

    @Slot(object, object)
    def _follow(self, before: Settings, now: Settings) -> None:
        if (before.coding, before.days, before.extraction) == (now.coding, now.days, now.extraction):
            return
        if self._window.status.work.working:
            self._window.status.say("The settings hold from the next start on: what is being worked on now goes on as it is.")
        else:
            self._window.reopen_database()
