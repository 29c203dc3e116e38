"""The dialog that tells what became of each input of an import; what failed can be copied, and tried again."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QWidget

from analyst_app.domain.rows import ImportOutcome, ImportStatus
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.theme import Theme
from analyst_app.ui.widgets.plain_table import PlainTable

MARKS = {ImportStatus.IMPORTED: "✓ Imported", ImportStatus.DUPLICATE: "= Already there", ImportStatus.FAILED: "✗ Not read"}
TONES = {ImportStatus.IMPORTED: "good", ImportStatus.DUPLICATE: "pending", ImportStatus.FAILED: "bad"}
_ORDER = (ImportStatus.FAILED, ImportStatus.DUPLICATE, ImportStatus.IMPORTED)


class OutcomesDialog(FramedDialog):
    """What went wrong stands first.

    Signals:
        retried(paths): read these files once more.
    """

    retried = Signal(object)

    def __init__(self, outcomes: Sequence[ImportOutcome], *, theme: Theme, stopped: bool = False, parent: QWidget | None = None) -> None:
        super().__init__("What came in", theme=theme, accept="Close", explained=summary(outcomes, stopped=stopped), parent=parent)
        self._outcomes = sorted(outcomes, key=lambda one: _ORDER.index(one.status))
        failed = [outcome for outcome in self._outcomes if outcome.status is ImportStatus.FAILED]
        self._again = tuple(dict.fromkeys(Path(outcome.path) for outcome in failed if outcome.path))
        self.table = PlainTable(["Result", "Report", "Why"], widths=[16, 26, 0], theme=theme, name="Imported files")
        self.table.show_lines(
            [(MARKS[outcome.status], outcome.name, reason(outcome)) for outcome in self._outcomes],
            [TONES[outcome.status] for outcome in self._outcomes],
        )
        self.body.addWidget(self.table)
        self.copy_button = QPushButton("Copy list", self)
        self.copy_button.setToolTip("Copy what was not read, and why, to paste it elsewhere")
        self.copy_button.clicked.connect(self._copy)
        self.retry_button = QPushButton(f"Try {len(self._again)} again" if len(self._again) > 1 else "Try again", self)
        self.retry_button.setToolTip("Read once more what could not be read")
        self.retry_button.clicked.connect(self._retry)
        for button, needed in ((self.copy_button, failed), (self.retry_button, self._again)):
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
            button.setVisible(bool(needed))
        self.fit(760, 420)

    @Slot()
    def _copy(self) -> None:
        failed = [outcome for outcome in self._outcomes if outcome.status is ImportStatus.FAILED]
        QGuiApplication.clipboard().setText("".join(f"{outcome.path or outcome.name}\t{reason(outcome)}\n" for outcome in failed))

    @Slot()
    def _retry(self) -> None:
        self.retried.emit(self._again)
        self.accept()


def reason(outcome: ImportOutcome) -> str:
    """Why an input failed, or what it brought."""
    if outcome.status is ImportStatus.IMPORTED:
        return f"{outcome.events} event{'' if outcome.events == 1 else 's'} {'as reviewed' if outcome.reviewed else 'proposed'}"
    return outcome.problem or ("The same text is in the library already." if outcome.status is ImportStatus.DUPLICATE else "")


def summary(outcomes: Sequence[ImportOutcome], *, stopped: bool = False) -> str:
    """One line: "3 reports imported, 1 already there, 1 could not be read"."""
    counts = {status: sum(outcome.status is status for outcome in outcomes) for status in ImportStatus}
    imported = counts[ImportStatus.IMPORTED]
    parts = [f"{imported} report{'' if imported == 1 else 's'} imported"]
    if counts[ImportStatus.DUPLICATE]:
        parts.append(f"{counts[ImportStatus.DUPLICATE]} already there")
    if counts[ImportStatus.FAILED]:
        parts.append(f"{counts[ImportStatus.FAILED]} could not be read")
    told = ", ".join(parts)
    return f"Stopped: {told}. Open the same files again to go on where it stopped" if stopped else told
