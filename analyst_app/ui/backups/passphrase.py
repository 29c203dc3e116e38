"""Asking for the passphrase of an encrypted database, and choosing a new one. Nothing typed here is kept anywhere."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.theme import NORMAL, Theme

SHORTEST = 12
"""Characters that a new passphrase has at least: four or five words are easier to keep than signs."""

_ENCRYPT = (
    "The database and its backups are encrypted as a whole. Without the passphrase nobody can read them, and nobody can help you: keep it"
    " where you will find it."
)
_CHANGE = "The database and its backups get the new passphrase. Copies elsewhere keep the old one."


def _field(parent: QWidget, name: str) -> QLineEdit:
    field = QLineEdit(parent)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(name)
    return field


class AskPassphrase(FramedDialog):
    """One field.

    Signals:
        given(str): something was typed and confirmed.
    """

    given = Signal(str)

    def __init__(self, path: Path, *, problem: str = "", theme: Theme, parent: QWidget | None = None) -> None:
        explained = f"“{path.name}” is encrypted. Type its passphrase."
        super().__init__("Passphrase", theme=theme, accept="Open", explained=explained, parent=parent)
        self.offer_cancel()
        self.field = _field(self, "Passphrase")
        self.body.addWidget(self.field)
        self.complain(problem)
        self.setMinimumWidth(theme.scaled(420))

    def accept(self) -> None:
        """Hand over what was typed."""
        if not self.field.text():
            self.complain("Type the passphrase first.")
            return
        typed = self.field.text()
        self.field.clear()
        super().accept()
        self.given.emit(typed)


class ChoosePassphrase(FramedDialog):
    """The old one where there is one, the new one twice; or none, to make the file readable for everybody again.

    Signals:
        chosen(old, new): each a passphrase or None.
    """

    chosen = Signal(object, object)

    def __init__(self, *, encrypted: bool, theme: Theme, parent: QWidget | None = None) -> None:
        title = "Change the passphrase" if encrypted else "Encrypt the database"
        super().__init__(title, theme=theme, accept=title, explained=_CHANGE if encrypted else _ENCRYPT, parent=parent)
        self.offer_cancel()
        form = QFormLayout()
        form.setSpacing(NORMAL)
        self.old = _field(self, "Passphrase of now") if encrypted else None
        self.new, self.again = _field(self, "New passphrase"), _field(self, "New passphrase again")
        if self.old is not None:
            form.addRow("Passphrase of now", self.old)
        form.addRow("New passphrase", self.new)
        form.addRow("The same again", self.again)
        self.body.addLayout(form)
        self.none = QCheckBox("No passphrase: anybody who has the file can read it", self)
        self.none.setVisible(encrypted)
        self.none.toggled.connect(self.new.setDisabled)
        self.none.toggled.connect(self.again.setDisabled)
        self.body.addWidget(self.none)
        self.setMinimumWidth(theme.scaled(480))

    def accept(self) -> None:
        """Check what was typed, then hand it over."""
        old = None if self.old is None else self.old.text()
        new = None if self.none.isChecked() else self.new.text()
        if old is not None and not old:
            self.complain("Type the passphrase of now first.")
        elif new is not None and len(new) < SHORTEST:
            self.complain(f"Take at least {SHORTEST} characters; four or five words are easy to keep.")
        elif new is not None and new != self.again.text():
            self.complain("The two new passphrases differ. Type the same one twice.")
        else:
            for field in (self.old, self.new, self.again):
                if field is not None:
                    field.clear()
            super().accept()
            self.chosen.emit(old, new)
