"""The dialog that tells what became of each input of an import."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from analyst_app.domain.rows import ImportOutcome, ImportStatus
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.theme import Theme

MARKS = {ImportStatus.IMPORTED: "✓ Imported", ImportStatus.DUPLICATE: "= Already there", ImportStatus.FAILED: "✗ Not read"}
TONES = {ImportStatus.IMPORTED: "good", ImportStatus.DUPLICATE: "pending", ImportStatus.FAILED: "bad"}
_ORDER = (ImportStatus.FAILED, ImportStatus.DUPLICATE, ImportStatus.IMPORTED)


class OutcomesDialog(FramedDialog):
    """What went wrong stands first."""

    def __init__(self, outcomes: Sequence[ImportOutcome], *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("What came in", theme=theme, accept="Close", explained=summary(outcomes), parent=parent)
        self.table = QTableWidget(len(outcomes), 3, self)
        self.table.setAccessibleName("Imported files")
        self.table.setHorizontalHeaderLabels(["Result", "Report", "Why"])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        for row, outcome in enumerate(sorted(outcomes, key=lambda one: _ORDER.index(one.status))):
            result = QTableWidgetItem(MARKS[outcome.status])
            result.setForeground(theme.colour(TONES[outcome.status]))
            for column, item in enumerate((result, QTableWidgetItem(outcome.name), QTableWidgetItem(reason(outcome)))):
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                item.setToolTip(item.text())
                self.table.setItem(row, column, item)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.body.addWidget(self.table)
        self.resize(theme.scaled(720), theme.scaled(420))


def reason(outcome: ImportOutcome) -> str:
    """Why an input failed, or what it brought."""
    if outcome.status is ImportStatus.IMPORTED:
        return f"{outcome.events} event{'' if outcome.events == 1 else 's'} proposed"
    return outcome.problem or ("The same text is in the library already." if outcome.status is ImportStatus.DUPLICATE else "")


def summary(outcomes: Sequence[ImportOutcome]) -> str:
    """One line: "3 reports imported, 1 already there, 1 could not be read"."""
    counts = {status: sum(outcome.status is status for outcome in outcomes) for status in ImportStatus}
    imported = counts[ImportStatus.IMPORTED]
    parts = [f"{imported} report{'' if imported == 1 else 's'} imported"]
    if counts[ImportStatus.DUPLICATE]:
        parts.append(f"{counts[ImportStatus.DUPLICATE]} already there")
    if counts[ImportStatus.FAILED]:
        parts.append(f"{counts[ImportStatus.FAILED]} could not be read")
    return ", ".join(parts)
