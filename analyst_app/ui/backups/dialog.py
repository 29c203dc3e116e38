"""The copies of a database: which there are, what is in one, and bringing one report or all of it back."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from analyst_app.domain.errors import DatabaseError, Fault
from analyst_app.domain.keeping import Contents, Kept
from analyst_app.services import keeping
from analyst_app.ui.backups.passphrase import AskPassphrase
from analyst_app.ui.backups.wording import compared, row, summary
from analyst_app.ui.context import Context
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.theme import NORMAL, SNUG, WIDE
from analyst_app.ui.widgets.words import Rank, Words

EXPLAINED = (
    "A checked copy is kept of each day and each time the database is closed: the last of 7 days and of 4 weeks, and those that you make."
)
LEAST_OF_WHY, LEAST_OF_TITLE = 8, 14
"""Heights of a letter that the columns that tell lines apart are wide at least."""


class BackupsDialog(FramedDialog):
    """Asks the services through the tasks of the open database.

    Signals:
        restore_asked(path, passphrase): put this copy in the place of the whole database.
        restoring(): one report is about to be brought back; a screen that shows it leaves it before.
        report_restored(Restored): one report was brought back.
    """

    restore_asked = Signal(object, object)
    restoring = Signal()
    report_restored = Signal(object)

    def __init__(self, context: Context, *, parent: QWidget | None = None) -> None:
        super().__init__("Backups", theme=context.theme, accept="Close", explained=EXPLAINED, parent=parent)
        self._context = context
        self._shown: Path | None = None
        self._passphrases: dict[Path, str] = {}
        self._copies: tuple[Kept, ...] = ()
        self.copies = _Table(("Made", "Why", "Size"), name="Backups", stretch=1, least=LEAST_OF_WHY)
        self.reports = _Table(("Report", "Published", "Decided", "Today"), name="Reports in this backup", stretch=0, least=LEAST_OF_TITLE)
        self.summary = Words("Choose a backup to see what is in it.", theme=context.theme, rank=Rank.MUTED, wraps=True)
        self.make = QPushButton("Back up now", self)
        self.other = QPushButton("Open another file…", self)
        self.one = QPushButton("Restore this report", self)
        self.whole = QPushButton("Restore everything…", self)
        self._lay_out()
        self.copies.itemSelectionChanged.connect(self._choose)
        self.reports.itemSelectionChanged.connect(self._enable)
        self.make.clicked.connect(self._make)
        self.other.clicked.connect(self._open_other)
        self.one.clicked.connect(self._restore_one)
        self.whole.clicked.connect(self._restore_whole)
        self._enable()
        self.resize(context.theme.scaled(1060), context.theme.scaled(560))
        self.list_copies()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(WIDE)
        grid.setVerticalSpacing(SNUG)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 6)
        grid.addWidget(self.copies, 0, 0, 2, 1)
        grid.addWidget(self.reports, 0, 1)
        grid.addWidget(self.summary, 1, 1)
        grid.setRowStretch(0, 1)
        for column, buttons in enumerate(((self.make, self.other), (self.one, self.whole))):
            line = QHBoxLayout()
            line.setSpacing(NORMAL)
            for button in buttons:
                button.setAutoDefault(False)
                line.addWidget(button)
            line.addStretch(1)
            grid.addLayout(line, 2, column)
        self.body.addLayout(grid)

    def list_copies(self) -> None:
        """Show the copies that there are now."""
        workbench = self._context.workbench
        handle = self._context.tasks.submit(lambda: keeping.kept_copies(workbench))
        handle.succeeded.connect(self._show_copies)

    @Slot(object)
    def _show_copies(self, copies: tuple[Kept, ...]) -> None:
        self._copies = copies
        self.copies.show_lines([row(copy) for copy in copies])
        if copies:
            self.copies.selectRow(0)
        else:
            self.summary.setText("There is no backup yet: nothing was decided so far, or the database was just made.")

    @Slot()
    def _choose(self) -> None:
        chosen = self.copies.currentRow()
        if 0 <= chosen < len(self._copies):
            self.look_into(self._copies[chosen].path)

    def look_into(self, path: Path, *, passphrase: str | None = None) -> None:
        """Show what is in a copy, also in one that lies elsewhere."""
        self._shown = path
        if passphrase is not None:
            self._passphrases[path] = passphrase
        known = self._passphrases.get(path)
        self.summary.setText("Looking…")
        self.complain("")
        self.reports.show_lines([])
        self._reports: tuple[int, ...] = ()
        self._enable()
        workbench = self._context.workbench
        handle = self._context.tasks.submit(lambda: keeping.look_into(workbench, copy=path, passphrase=known))
        handle.succeeded.connect(lambda held: self._show(path, held))
        handle.failed.connect(lambda fault: self._fail(path, fault))

    def _show(self, path: Path, held: Contents) -> None:
        if path != self._shown:
            return
        self.summary.setText(summary(held))
        rows = [(report.title, report.published, f"{report.decided} of {report.events}", compared(report)) for report in held.reports]
        self._reports = tuple(report.report_id for report in held.reports)
        self.reports.show_lines(rows)
        self._enable()

    def _fail(self, path: Path, fault: Exception) -> None:
        if path != self._shown:
            return
        self.summary.setText("This backup cannot be read.")
        self._shown = None
        self._enable()
        if isinstance(fault, DatabaseError) and fault.fault is Fault.LOCKED:
            asked = AskPassphrase(path, problem=str(fault) if path in self._passphrases else "", theme=self.theme, parent=self)
            asked.given.connect(lambda passphrase: self.look_into(path, passphrase=passphrase))
            asked.open()
        else:
            self.complain(str(fault))

    @Slot()
    def _enable(self) -> None:
        self.one.setEnabled(self._shown is not None and self.reports.currentRow() >= 0 and bool(self.reports.selectedItems()))
        self.whole.setEnabled(self._shown is not None and self.reports.rowCount() > 0)

    @Slot()
    def _make(self) -> None:
        workbench = self._context.workbench
        self.make.setEnabled(False)
        handle = self._context.tasks.submit_job(lambda _progress: keeping.copy_now(workbench), title="Backing up")
        handle.succeeded.connect(self.list_copies)
        handle.failed.connect(lambda fault: self.complain(str(fault)))
        handle.finished.connect(lambda: self.make.setEnabled(True))

    @Slot()
    def _open_other(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Look into a backup", "", "Databases (*.sqlite *.db);;All files (*)")
        if chosen:
            self.copies.clearSelection()
            self.look_into(Path(chosen))

    @Slot()
    def _restore_one(self) -> None:
        path, report_id, workbench = self._shown, self._reports[self.reports.currentRow()], self._context.workbench
        if path is None:
            return
        known = self._passphrases.get(path)
        self.restoring.emit()
        handle = self._context.tasks.submit(
            lambda: keeping.restore_report(workbench, copy=path, report_id=report_id, passphrase=known), title="Restoring a report"
        )
        handle.succeeded.connect(self._restored)
        handle.failed.connect(lambda fault: self.complain(str(fault)))

    @Slot(object)
    def _restored(self, restored: keeping.Restored) -> None:
        self.report_restored.emit(restored)
        if self._shown is not None:
            self.look_into(self._shown)

    @Slot()
    def _restore_whole(self) -> None:
        path = self._shown
        if path is None:
            return
        sure = FramedDialog(
            "Restore everything?",
            theme=self.theme,
            accept="Restore everything",
            explained="All reports and decisions become those of this backup. The file of now is kept beside the database, so that you can"
            " open it again.",
            parent=self,
        )
        sure.offer_cancel()
        sure.accepted.connect(lambda: self._go(path))
        sure.open()

    def _go(self, path: Path) -> None:
        known = self._passphrases.get(path)
        self.accept()
        self.restore_asked.emit(path, known)


class _Table(QTableWidget):
    """Lines to choose one from; the column that tells them apart takes what is left, and never less than is legible."""

    def __init__(self, columns: Sequence[str], *, name: str, stretch: int, least: int) -> None:
        super().__init__(0, len(columns))
        self._stretched, self._least = stretch, least
        self.setHorizontalHeaderLabels(list(columns))
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Interactive)
        header.setHighlightSections(False)
        header.sectionResized.connect(self._stretch)

    def show_lines(self, lines: Sequence[Sequence[str]]) -> None:
        """Show other lines; what a cell cuts off is in its tooltip."""
        self.clearContents()
        self.setRowCount(len(lines))
        for number, words in enumerate(lines):
            for column, said in enumerate(words):
                item = QTableWidgetItem(said)
                item.setToolTip(said)
                self.setItem(number, column, item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The open column follows the table's width."""
        super().resizeEvent(event)
        self._stretch()

    @Slot()
    def _stretch(self) -> None:
        taken = self.horizontalHeader().length() - self.columnWidth(self._stretched)
        self.setColumnWidth(self._stretched, max(self._least * QFontMetrics(self.font()).height(), self.viewport().width() - taken))
