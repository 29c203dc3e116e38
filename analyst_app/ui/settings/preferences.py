"""The settings while the window runs: read once, changed in one place, written at once. Knows no widgets."""

import logging

from PySide6.QtCore import QObject, Signal

from analyst_app.domain.errors import InputError
from analyst_app.paths import Paths
from analyst_app.services.settings import Settings, load_settings, save_settings

log = logging.getLogger("settings")


class Preferences(QObject):
    """One for each window.

    Signals:
        changed(): `settings` are others.
    """

    changed = Signal()

    def __init__(self, paths: Paths, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.paths = paths
        self._settings = load_settings(paths)

    @property
    def settings(self) -> Settings:
        """As they hold now."""
        return self._settings

    def change(self, settings: Settings) -> None:
        """Take other settings and write them.

        Raises:
            InputError: where they cannot be written; they hold until the window is closed all the same.
        """
        if settings == self._settings:
            return
        self._settings = settings
        self.changed.emit()
        try:
            save_settings(self.paths, settings)
        except OSError as fault:
            log.warning("The settings cannot be written: %s", fault.strerror)
            told = f"The settings cannot be written to {self.paths.settings}: {fault.strerror}."
            raise InputError(f"{told} They hold until you close the window.") from fault
