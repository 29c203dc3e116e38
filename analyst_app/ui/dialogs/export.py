"""The dialog that writes events to a file: which, in what format, where."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter
from analyst_app.services.exporting import FORMATS
from analyst_app.ui.context import Context
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.theme import SNUG

STATES: tuple[tuple[str, frozenset[ReviewState]], ...] = (
    ("Confirmed events", frozenset({ReviewState.CONFIRMED})),
    ("Confirmed and proposed events", frozenset({ReviewState.CONFIRMED, ReviewState.PROPOSED})),
    ("All events, rejected ones too", frozenset()),
)
AS_SHOWN = "The events as the table shows them"


class ExportDialog(FramedDialog):
    """Gathers the choices; whoever opened it starts the job on `accepted` with `path`, `format` and `matching`."""

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
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.file.setText(str(Path(folder or Path.home()) / "events"))
        self.formats.currentIndexChanged.connect(self._rename)
        self._rename()
        where = QHBoxLayout()
        where.setSpacing(SNUG)
        where.addWidget(self.file, stretch=1)
        where.addWidget(browse)
        form = QFormLayout()
        form.setSpacing(SNUG)
        form.addRow("&Which", self.which)
        form.addRow("&Format", self.formats)
        form.addRow("F&ile", where)
        self.body.addLayout(form)
        self.setMinimumWidth(context.theme.scaled(560))

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
            return self._shown
        return EventFilter(states=dict(STATES)[self.which.currentText()])

    @Slot()
    def _rename(self) -> None:
        self.file.setText(str(self.path.with_suffix(FORMATS[self.format].suffix)))

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
        if not self.file.text().strip() or self.path.is_dir():
            self.complain("Name a file to write, for instance events.csv.")
            return
        if not self.path.parent.is_dir():
            self.complain(f"There is no folder {self.path.parent}. Choose one that exists.")
            return
        super().accept()
