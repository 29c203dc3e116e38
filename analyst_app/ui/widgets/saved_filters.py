"""The button of the filter bar that saves the filter under a name, and takes, renames or deletes saved ones."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QInputDialog, QMenu, QMessageBox, QToolButton, QWidget

from analyst_app.domain.errors import UserError
from analyst_app.domain.rows import EventFilter
from analyst_app.ui.shared_filter import SharedFilter

LONGEST_SHOWN = 22
"""Characters of a filter's name on the button."""


class SavedFiltersButton(QToolButton):
    """Shows the name of the saved filter that is set, and opens a menu of all."""

    def __init__(self, shared: SharedFilter, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shared = shared
        self.setProperty("rank", "choice")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Saved filters")
        self.setStyleSheet("QToolButton::menu-indicator { image: none; }")  # the text has an arrow, as its neighbours have
        self.choices = QMenu(self)
        self.setMenu(self.choices)
        self.choices.aboutToShow.connect(self.fill)
        shared.changed.connect(self._write)
        shared.saved_changed.connect(self._write)
        self._write()

    @Slot()
    def fill(self) -> None:
        """Make the menu as the saved filters are now."""
        self.choices.clear()
        for one in self._shared.saved:
            # An ampersand in a name is no mark of a key.
            action = self.choices.addAction(one.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(one.name == self._shared.name)
            action.triggered.connect(lambda _checked, name=one.name: self._shared.apply(name))
        if self._shared.saved:
            self.choices.addSeparator()
        save = self.choices.addAction("Save This Filter…")
        save.setEnabled(self._shared.matching != EventFilter() and self._shared.name is None)
        save.triggered.connect(self._ask_to_save)
        for words, do in (("Rename", self._ask_to_rename), ("Delete", self._delete)):
            below = self.choices.addMenu(words)
            below.setEnabled(bool(self._shared.saved))
            for one in self._shared.saved:
                below.addAction(one.name.replace("&", "&&")).triggered.connect(lambda _checked, name=one.name, do=do: do(name))

    @Slot()
    def _ask_to_save(self) -> None:
        name, given = QInputDialog.getText(self, "Save this filter", "Name, for instance Drones near Kharkiv:")
        if given:
            self._try(lambda: self._shared.save(name))

    def _ask_to_rename(self, name: str) -> None:
        new_name, given = QInputDialog.getText(self, "Rename the filter", "Name:", text=name)
        if given:
            self._try(lambda: self._shared.rename(name, new_name))

    def _delete(self, name: str) -> None:
        self._try(lambda: self._shared.delete(name))

    def _try(self, do: Callable[[], None]) -> None:
        try:
            do()
        except UserError as problem:
            box = QMessageBox(QMessageBox.Icon.Warning, "Saved filters", str(problem), QMessageBox.StandardButton.Ok, self)
            box.setTextFormat(Qt.TextFormat.PlainText)
            box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            box.open()

    @Slot()
    def _write(self) -> None:
        name = self._shared.name
        shown = name if name is None or len(name) <= LONGEST_SHOWN else f"{name[: LONGEST_SHOWN - 1]}…"
        self.setText(f"Saved: {shown.replace('&', '&&')} ▾" if shown else "Saved ▾")
        self.setChecked(name is not None)
        self.setToolTip(name or "Save this filter under a name, or take a saved one")
