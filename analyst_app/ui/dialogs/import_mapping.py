"""The dialog that brings other people's events in as a series: its name, which column says what, and what each line would become."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QFormLayout, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem, QWidget

from analyst_app.domain.errors import UserError
from analyst_app.domain.external import LONGEST_NAME
from analyst_app.domain.ontology import Ontology
from analyst_app.services.external import Candidate, ExternalImport, PreviewLine, import_series, look_into, preview
from analyst_app.ui.context import Context
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.dialogs.import_mapping_fields import MappingFields
from analyst_app.ui.tasks import TaskHandle
from analyst_app.ui.widgets.words import Rank, Words

TITLES = ("Line", "Day", "Type", "Number", "Acting party", "Region", "Place", "Killed")
EXPLAINED = "The events stay apart from yours: they are only held against them in Charts, marked as external. Nothing of them is changed."
UNKNOWN_ORDER = "No date of the file tells whether its day or its month stands first. See that the days below are right."


class ImportMappingDialog(FramedDialog):
    """Shows the first lines as they would come in, follows every choice, and stays open where something is wrong.

    Signals:
        imported(ExternalImport): the series is there.
    """

    imported = Signal(object)

    def __init__(self, found: Candidate, *, context: Context, parent: QWidget | None = None) -> None:
        name = found.table.path.name
        super().__init__(f"Compare with {name}", theme=context.theme, accept="Bring in", explained=EXPLAINED, parent=parent)
        self.offer_cancel()
        self._context = context
        self._found = found
        self._asking: TaskHandle | None = None
        self._importing: TaskHandle | None = None
        self.name = QLineEdit(found.name, self)
        self.name.setMaxLength(LONGEST_NAME)
        self.fields = MappingFields(theme=context.theme)
        self.told = Words(theme=context.theme, rank=Rank.MUTED, wraps=True)
        self.lines = _Lines(self)
        form = QFormLayout()
        form.addRow("&Name in charts", self.name)
        self.body.addLayout(form)
        self.body.addWidget(self.fields)
        self.body.addWidget(self.told)
        self.body.addWidget(self.lines, stretch=1)
        self.fields.show_candidate(found)
        self.fields.reread.connect(self._reread)
        self.fields.changed.connect(self._ask)
        self.fit(900, 640)
        self._ask()
        self.accept_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def candidate(self) -> Candidate:
        """The file with the columns that are chosen."""
        return self.fields.candidate(self._found)

    def accept(self) -> None:
        """Bring it in; what is wrong is said, and the dialog stays."""
        if self._importing is not None:
            return
        workbench, candidate, name = self._context.workbench, self.candidate, self.name.text()
        self.complain("")
        self.accept_button.setEnabled(False)
        self._importing = self._context.tasks.submit_job(
            lambda progress: import_series(workbench, candidate, name=name, progress=progress), title=f"Reading {candidate.table.path.name}"
        )
        self._importing.succeeded.connect(self._done)
        self._importing.failed.connect(self._failed)
        self._importing.finished.connect(self._over)

    def done(self, result: int) -> None:
        """Closing stops what runs."""
        for handle in (self._asking, self._importing):
            if handle is not None:
                handle.abandon()
        super().done(result)

    @Slot(object)
    def _done(self, done: ExternalImport) -> None:
        self._importing = None
        self.imported.emit(done)
        super().accept()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.complain(str(error))

    @Slot()
    def _over(self) -> None:
        self._importing = None
        self.accept_button.setEnabled(True)

    @Slot()
    def _reread(self) -> None:
        """Look into the file again as it is said to be written."""
        path, layout = self._found.table.path, self.fields.mapping.layout
        encoding, sign = str(self.fields.encoding.currentData()), str(self.fields.sign.currentData())
        handle = self._context.tasks.submit(lambda: look_into(path, layout=layout, encoding=encoding, delimiter=sign))
        handle.succeeded.connect(self._take)
        handle.failed.connect(self._failed)

    @Slot(object)
    def _take(self, found: Candidate) -> None:
        self._found = found
        self.complain("")
        self.fields.show_candidate(found)
        self._ask()

    @Slot()
    def _ask(self) -> None:
        if self._asking is not None:
            self._asking.abandon()
        workbench, candidate = self._context.workbench, self.candidate
        self._asking = self._context.tasks.submit(lambda: preview(workbench, candidate))
        self._asking.succeeded.connect(self._show)
        self._asking.failed.connect(self._failed)

    @Slot(object)
    def _show(self, lines: tuple[PreviewLine, ...]) -> None:
        self._asking = None
        bad = sum(line.event is None for line in lines)
        words = f"{self._found.table.told}; {len(self._found.table.header)} columns. The first {len(lines)} lines as they would come in"
        words += f", {bad} of them left out." if bad else "."
        if not self._found.day_order_known:
            words += f" {UNKNOWN_ORDER}"
        self.told.setText(words)
        self.lines.show_lines(lines, self._context)


class _Lines(QTableWidget):
    """What the first lines become; of a line that makes no sense the reason across the row."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, len(TITLES), parent)
        self.setAccessibleName("The first lines as they would come in")
        self.setHorizontalHeaderLabels(list(TITLES))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(120)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for wide in (TITLES.index("Acting party"), TITLES.index("Place")):
            header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)

    def show_lines(self, lines: tuple[PreviewLine, ...], context: Context) -> None:
        """Fill the table."""
        self.clearSpans()
        self.setRowCount(len(lines))
        for row, line in enumerate(lines):
            words = [str(line.number), *_words(line, context.workbench.ontology)]
            for column, cell in enumerate(words):
                item = QTableWidgetItem(cell)
                item.setToolTip(cell)
                self.setItem(row, column, item)
            reason = self.item(row, 1)
            if line.event is None and reason is not None:
                reason.setForeground(context.theme.colour("bad"))
                self.setSpan(row, 1, 1, len(TITLES) - 1)


def _words(line: PreviewLine, ontology: Ontology) -> list[str]:
    event = line.event
    if event is None:
        return [f"✗ left out: {line.problem}", *[""] * (len(TITLES) - 2)]
    kind = ontology[event.type].label if event.type is not None else f"no type of ours ({event.said})" if event.said else ""
    killed = "" if event.killed is None else str(event.killed)
    return [str(event.date), kind, str(event.number), event.actor or "", event.region or "", event.place or "", killed]
