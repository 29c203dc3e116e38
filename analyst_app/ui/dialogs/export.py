"""The dialog that writes events to a file: which, in what format, with what columns, in which order, where."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter, EventOrder
from analyst_app.paths import user_paths
from analyst_app.services.export_choices import ExportChoice, last_choice, remember_choice
from analyst_app.services.exporting import COLUMNS, FORMATS
from analyst_app.ui.context import Context
from analyst_app.ui.dialogs.export_columns import ColumnList
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.theme import SNUG
from analyst_app.ui.widgets.words import Rank, Words

STATES: tuple[tuple[str, frozenset[ReviewState]], ...] = (
    ("Confirmed events", frozenset({ReviewState.CONFIRMED})),
    ("Confirmed and proposed events", frozenset({ReviewState.CONFIRMED, ReviewState.PROPOSED})),
    ("All events, rejected ones too", frozenset(ReviewState)),
)
AS_SHOWN = "The events as the table shows them"
OWN_COLUMNS = "This format has columns and an order of its own."


class ExportDialog(FramedDialog):
    """Gathers the choices, beginning with those of the last time; whoever opened it starts the job on `accepted`.

    It then asks for `path`, `matching` and `choice`.
    """

    def __init__(self, *, context: Context, shown: EventFilter | None = None, parent: QWidget | None = None) -> None:
        super().__init__("Export events", theme=context.theme, accept="Export", parent=parent)
        self.offer_cancel()
        self._shown = shown
        self.which = QComboBox(self)
        self.which.addItems([*([AS_SHOWN] if shown is not None else []), *(words for words, _ in STATES)])
        self.formats = QComboBox(self)
        for name, known in FORMATS.items():
            self.formats.addItem(known.label, name)
        self.file = QLineEdit(self)
        self.file.setAccessibleName("File to write")
        browse = QPushButton("Browse…", self)
        browse.clicked.connect(self._browse)
        self.columns = ColumnList(theme=context.theme)
        self.own = Words(theme=context.theme, rank=Rank.MUTED, wraps=True)
        self.own.setTextFormat(Qt.TextFormat.PlainText)
        self.order = QComboBox(self)
        for order in EventOrder:
            self.order.addItem(f"By {order.value}", order)
        self.descending = QCheckBox("&Last or largest first", self)
        self.formats.currentIndexChanged.connect(self._rename)
        self.columns.changed.connect(self._describe)
        self.columns.list.currentItemChanged.connect(self._describe)
        self._begin_with(last_choice(user_paths()))
        where = QHBoxLayout()
        where.setSpacing(SNUG)
        where.addWidget(self.file, stretch=1)
        where.addWidget(browse)
        form = QFormLayout()
        form.setSpacing(SNUG)
        form.addRow("&Which", self.which)
        form.addRow("&Format", self.formats)
        form.addRow(self._label("F&ile", self.file), where)
        form.addRow(self._label("&Rows", self.order), self._rows())
        form.addRow("&Columns", self.columns)
        form.addRow("", self.own)
        self.body.addLayout(form)
        self.setMinimumWidth(context.theme.scaled(620))

    @property
    def path(self) -> Path:
        """Where to write."""
        return Path(self.file.text().strip()).expanduser()

    @property
    def format(self) -> str:
        """The name of the format."""
        return str(self.formats.currentData())

    @property
    def matching(self) -> EventFilter:
        """Which events to write."""
        if self._shown is not None and self.which.currentIndex() == 0:
            # A table that is restricted to no state shows them all, and an export that is told none would write the confirmed alone.
            return replace(self._shown, states=self._shown.states or frozenset(ReviewState))
        return EventFilter(states=dict(STATES)[self.which.currentText()])

    @property
    def choice(self) -> ExportChoice:
        """Everything that is chosen. Formats with columns of their own are given all, in the usual order."""
        ticked = self.columns.columns
        columns = ticked if FORMATS[self.format].columns else ticked or COLUMNS
        return ExportChoice(
            format=self.format,
            folder=str(self.path.parent),
            which=self.which.currentText(),
            columns=columns,
            order=EventOrder(self.order.currentData()),
            descending=self.descending.isChecked(),
        )

    def _begin_with(self, last: ExportChoice) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        known = Path(last.folder) if last.folder and Path(last.folder).is_dir() else Path(documents or Path.home())
        self.file.setText(str(known / "events"))
        self.formats.setCurrentIndex(max(0, self.formats.findData(last.format)))
        if self._shown is None:
            self.which.setCurrentIndex(max(0, self.which.findText(last.which)))
        self.order.setCurrentIndex(self.order.findData(last.order))
        self.descending.setChecked(last.descending)
        self.columns.show_columns(last.columns)
        self._rename()

    def _label(self, words: str, of: QWidget) -> QLabel:
        label = QLabel(words, self)
        label.setBuddy(of)
        return label

    def _rows(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SNUG)
        row.addWidget(self.order, stretch=1)
        row.addWidget(self.descending)
        return row

    @Slot()
    def _rename(self) -> None:
        self.file.setText(str(self.path.with_suffix(FORMATS[self.format].suffix)))
        for part in (self.columns, self.order, self.descending):
            part.setEnabled(FORMATS[self.format].columns)
        self._describe()

    @Slot()
    def _describe(self) -> None:
        """Say how many columns are chosen and what the current one means, or why none can be chosen."""
        chosen = f"{len(self.columns.columns)} of {len(COLUMNS)} columns. {self.columns.meaning}"
        self.own.setText(chosen if FORMATS[self.format].columns else OWN_COLUMNS)

    @Slot()
    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "Export events", str(self.path))
        if chosen:
            self.file.setText(chosen)

    def accept(self) -> None:
        """Refuse what can't be written anyway."""
        if missing := FORMATS[self.format].missing():
            self.complain(missing)
            return
        if not self.choice.columns:
            self.complain("No column is ticked. Tick at least one to write.")
            return
        if not self.file.text().strip() or self.path.is_dir():
            self.complain("Name a file to write, for instance events.csv.")
            return
        if not self.path.parent.is_dir():
            self.complain(f"There is no folder {self.path.parent}. Choose one that exists.")
            return
        remember_choice(user_paths(), self.choice)
        super().accept()
