"""The settings page: who reviews, how the window looks, what a day is, what protects the work, where the files lie.

Built from what `services.settings` declares; how the window looks is shown at once, everything is kept when it is accepted.
"""

import dataclasses
import zoneinfo
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QWidget

from analyst_app.domain.errors import UserError
from analyst_app.services.settings import Settings
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.settings.fields import Heard, SettingField, TextField, field_of
from analyst_app.ui.settings.preferences import Preferences
from analyst_app.ui.theme import NORMAL, SNUG, TIGHT, Theme
from analyst_app.ui.widgets.elided import Elided
from analyst_app.ui.widgets.words import Rank, Words

SECTIONS = (
    ("coding", "You"),
    ("appearance", "How the window looks"),
    ("days", "What a day is"),
    ("safety", "Safety"),
)
"""The sections of the settings that the page shows, with their headings."""


class SettingsDialog(FramedDialog):
    """Closed without Save, the look is what it was before.

    Signals:
        saved(settings before, settings now): they were changed.
        keys_asked(): show the keys instead.
    """

    saved = Signal(object, object)
    keys_asked = Signal()

    def __init__(
        self, preferences: Preferences, *, theme: Theme, places: Sequence[tuple[str, Path]], parent: QWidget | None = None
    ) -> None:
        super().__init__("Settings", theme=theme, accept="Save", parent=parent)
        self.offer_cancel()
        self._preferences = preferences
        self._look_before = (theme.appearance.value, theme.text_size)
        self.fields: dict[tuple[str, str], SettingField] = {}
        self._heard = Heard(self)
        page = QWidget(self)
        self._grid = QGridLayout(page)
        self._grid.setHorizontalSpacing(NORMAL)
        self._grid.setVerticalSpacing(TIGHT)
        self._grid.setContentsMargins(0, 0, NORMAL, 0)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        for name, heading in SECTIONS:
            self._add_section(name, heading)
        self._add_files(places)
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        self._view = QScrollArea(self)
        self._view.setWidget(page)
        self._view.setWidgetResizable(True)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self._view)
        keys = QPushButton("Keyboard shortcuts…", self)
        keys.clicked.connect(self._ask_for_keys)
        self.buttons.addButton(keys, self.buttons.ButtonRole.ResetRole)
        self._heard.changed.connect(self._show_look)
        self.fit(640, 680)

    @property
    def entered(self) -> Settings:
        """The settings as they stand on the page."""
        settings = self._preferences.settings
        for name, _ in SECTIONS:
            values = {option: field.value for (section, option), field in self.fields.items() if section == name}
            settings = replace(settings, **{name: replace(getattr(settings, name), **values)})
        return settings

    def offer_analysts(self, names: Sequence[str]) -> None:
        """Set the names that can be chosen: those who have decided something in this database, and the one set now."""
        field = self.fields["coding", "analyst"]
        assert isinstance(field, TextField)
        now = self._preferences.settings.coding.analyst
        field.offer(sorted({*names, *([now] if now else [])}))

    def accept(self) -> None:
        """Keep the settings; a time zone that does not exist, and a file that can't be written, are told."""
        entered, before = self.entered, self._preferences.settings
        zone = entered.days.time_zone
        if zone and zone not in zoneinfo.available_timezones():
            self.complain(f"No time zone is called “{zone}”. Write it as Europe/Kyiv, or leave it empty for the system's.")
            return
        try:
            self._preferences.change(entered)
        except UserError as fault:
            self.complain(str(fault))
            return
        self._look_before = (self.theme.appearance.value, self.theme.text_size)
        if entered != before:
            self.saved.emit(before, entered)
        super().accept()

    def reject(self) -> None:
        """Close, and take back what was tried of the look."""
        appearance, text_size = self._look_before
        self.theme.choose(appearance=appearance, text_size=text_size)
        super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the first field."""
        super().showEvent(event)
        self.fields["coding", "analyst"].widget.setFocus()

    def _add_section(self, name: str, heading: str) -> None:
        section = getattr(self._preferences.settings, name)
        self._add_heading(heading)
        for option in dataclasses.fields(section):
            offered = sorted(zoneinfo.available_timezones()) if option.name == "time_zone" else ()
            value = self._value_now(name, option.name, getattr(section, option.name))
            field = field_of(option, value, offered=offered, heard=self._heard, parent=self)
            field.widget.setAccessibleName(option.metadata["label"])
            field.widget.setAccessibleDescription(option.metadata["help"])
            field.widget.setToolTip(option.metadata["help"])
            label = Words(option.metadata["label"], theme=self.theme, wraps=True)
            label.setBuddy(field.widget)
            row = self._grid.rowCount()
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(field.widget, row, 1, 1, 2)
            explained = Words(option.metadata["help"], theme=self.theme, rank=Rank.MUTED, wraps=True)
            explained.setContentsMargins(0, 0, 0, SNUG)
            self._grid.addWidget(explained, row + 1, 1, 1, 2)
            self.fields[name, option.name] = field

    def _add_heading(self, heading: str) -> None:
        words = Words(heading, theme=self.theme, rank=Rank.SECTION)
        words.setContentsMargins(0, 0 if self._grid.rowCount() == 1 else NORMAL, 0, SNUG)
        self._grid.addWidget(words, self._grid.rowCount(), 0, 1, 3)

    def _value_now(self, section: str, option: str, stored: Any) -> Any:
        """The look may have been changed since by keys of its own."""
        if section != "appearance":
            return stored
        return {"theme": self._look_before[0], "text_size": self._look_before[1]}[option]

    def _add_files(self, places: Sequence[tuple[str, Path]]) -> None:
        self._add_heading("Where the files lie")
        for told, path in places:
            shown = Elided(str(path), mode=Qt.TextElideMode.ElideMiddle)
            shown.setAccessibleName(f"{told}: {path}")
            button = QPushButton("Show folder", self)
            button.setAccessibleName(f"Show the folder of: {told}")
            folder = path if path.suffix == "" else path.parent
            button.setEnabled(folder.is_dir())
            button.setToolTip("Open it in the file manager" if folder.is_dir() else "It is made when it is first needed")
            button.clicked.connect(lambda _checked=False, folder=folder: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
            row = self._grid.rowCount()
            for column, widget in enumerate((QLabel(told), shown, button)):
                self._grid.addWidget(widget, row, column)

    @Slot()
    def _show_look(self) -> None:
        entered = self.entered.appearance
        if (entered.theme, entered.text_size) != (self.theme.appearance.value, self.theme.text_size):
            self.theme.choose(appearance=entered.theme, text_size=entered.text_size)

    @Slot()
    def _ask_for_keys(self) -> None:
        self.accept()
        if self.result() == QDialog.DialogCode.Accepted:
            self.keys_asked.emit()
