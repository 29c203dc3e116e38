"""The series of other people's events that one's own are compared with: bring in, name, take out. Undo takes each step back."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.errors import UserError
from analyst_app.services import external
from analyst_app.services.external import Candidate, ExternalImport, ExternalSeries
from analyst_app.ui.context import Context
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.dialogs.import_mapping import ImportMappingDialog
from analyst_app.ui.dialogs.import_mapping_fields import LAYOUTS
from analyst_app.ui.widgets.words import Rank, Words

TITLES = ("Name", "Columns", "Events", "Days", "Left out", "File")
FILES = "Tables (*.csv *.tsv *.tab *.txt);;All files (*)"
EXPLAINED = (
    "Other people's events, to hold your own against: files of ACLED or UCDP GED, or any CSV. They are read-only, marked as external"
    " wherever they are shown, and never counted among yours. Choose them in Charts, Comparison."
)
NONE_YET = "No series yet. Add a file of ACLED, of UCDP GED, or any CSV with a column of days."


class ExternalSeriesDialog(FramedDialog):
    """A list of them.

    Signals:
        said(str): what was done, in a sentence.
    """

    said = Signal(str)

    def __init__(self, *, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Comparison series", theme=context.theme, accept="Close", explained=EXPLAINED, parent=parent)
        self._context = context
        self._shown: tuple[ExternalSeries, ...] = ()
        self.table = _SeriesTable(self)
        self.told = Words(theme=context.theme, rank=Rank.MUTED, wraps=True)
        self.add = self._button("&Add a file…", self._choose_file)
        self.rename = self._button("&Rename", self._edit_name)
        self.remove = self._button("Re&move", self._remove)
        self._lay_out()
        context.tasks.changed.connect(self._follow)
        self._ask()

    def bring_in(self, path: Path) -> None:
        """Look into a file and show what its lines would become."""
        self.complain("")
        handle = self._context.tasks.submit(lambda: external.look_into(path))
        handle.succeeded.connect(self._show_mapping)
        handle.failed.connect(self._failed)

    def _lay_out(self) -> None:
        table = self.table
        table.setAccessibleName("Comparison series")
        table.setHorizontalHeaderLabels(list(TITLES))
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        table.setTabKeyNavigation(False)
        table.itemChanged.connect(self._renamed)
        table.itemSelectionChanged.connect(self._show_what_applies)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.removed.connect(self._remove)
        self.body.addWidget(table, stretch=1)
        self.body.addWidget(self.told)
        for button in (self.add, self.rename, self.remove):
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self.fit(820, 420)
        self._show_what_applies()

    def _button(self, words: str, handler: object) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(handler)
        return button

    @property
    def _chosen(self) -> ExternalSeries | None:
        row = self.table.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) and self.table.selectedItems() else None

    def _ask(self) -> None:
        workbench = self._context.workbench
        self._context.tasks.submit(lambda: external.list_series(workbench)).succeeded.connect(self._show)

    @Slot(object)
    def _follow(self, changes: ChangeSet) -> None:
        if changes.external:
            self._ask()

    @Slot(object)
    def _show(self, found: tuple[ExternalSeries, ...]) -> None:
        here = self.table.currentRow()
        self._shown = found
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(found))
            for row, one in enumerate(found):
                days = "" if one.first_day is None else f"{one.first_day} to {one.last_day}"
                out = f"{one.left_out:,}" if one.left_out else ""
                for column, words in enumerate((one.name, LAYOUTS[one.layout], f"{one.events:,}", days, out, one.file_name)):
                    item = QTableWidgetItem(words)
                    item.setToolTip(words)
                    if column:
                        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                    self.table.setItem(row, column, item)
        if found:
            self.table.selectRow(min(max(here, 0), len(found) - 1))
        self.told.setText("" if found else NONE_YET)
        self.told.setVisible(not found)
        self._show_what_applies()

    @Slot()
    def _show_what_applies(self) -> None:
        for button in (self.rename, self.remove):
            button.setEnabled(self._chosen is not None)

    @Slot()
    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "A table of other people's events", "", FILES)
        if chosen:
            self.bring_in(Path(chosen))

    @Slot(object)
    def _show_mapping(self, found: Candidate) -> None:
        dialog = ImportMappingDialog(found, context=self._context, parent=self)
        dialog.imported.connect(self._came_in)
        dialog.open()

    @Slot(object)
    def _came_in(self, done: ExternalImport) -> None:
        words = external.said_of(done)
        self.said.emit(words)
        self.complain(" ".join(done.problems[:3]))

    @Slot()
    def _edit_name(self) -> None:
        item = self.table.item(self.table.currentRow(), 0)
        if item is not None:
            self.table.editItem(item)

    @Slot(QTableWidgetItem)
    def _renamed(self, item: QTableWidgetItem) -> None:
        one, workbench, name = self._shown[item.row()], self._context.workbench, item.text()
        if name.strip() == one.name:
            return
        handle = self._context.tasks.submit(lambda: external.rename_series(workbench, series=one.id, name=name))
        handle.failed.connect(self._failed)
        self.complain("")

    @Slot()
    def _remove(self) -> None:
        one, workbench = self._chosen, self._context.workbench
        if one is None:
            return
        handle = self._context.tasks.submit(lambda: external.remove_series(workbench, series=one.id))
        handle.succeeded.connect(lambda _: self.said.emit(f"“{one.name}” is taken out. Undo brings it back."))
        handle.failed.connect(self._failed)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.complain(str(error))
        self._ask()


class _SeriesTable(QTableWidget):
    """The table.

    Signals:
        removed(): the chosen series is to be taken out.
    """

    removed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, len(TITLES), parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The delete key takes out; everything else is as in any table."""
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)
