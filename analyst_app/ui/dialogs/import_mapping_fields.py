"""How a foreign table is read: whose columns, which encoding, which sign between cells, and which column says what. Knows no lines."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from analyst_app.services.external import DELIMITERS, Candidate, Layout, Part, SeriesMapping
from analyst_app.ui.theme import NORMAL, SNUG, Theme

NO_COLUMN = "—"
LAYOUTS = {Layout.ACLED: "ACLED columns", Layout.UCDP: "UCDP GED columns", Layout.CSV: "Other columns"}
ENCODINGS = {
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252 (Western)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1250": "Windows-1250 (Central European)",
    "cp1256": "Windows-1256 (Arabic)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16, low byte first",
    "utf-16-be": "UTF-16, high byte first",
}
SIGNS = {",": "Comma ,", ";": "Semicolon ;", "\t": "Tab", "|": "Bar |"}
PARTS = {
    Part.DAY: "&Day",
    Part.LAST_DAY: "&Last day",
    Part.TYPE: "&Type",
    Part.NUMBER: "N&umber of acts",
    Part.ACTOR: "A&cting party",
    Part.REGION: "&Region",
    Part.PLACE: "&Place",
    Part.KILLED: "&Killed",
    Part.NOTES: "Description",
    Part.IDENT: "Identifier",
    Part.PRECISION: "Precision of the day",
}
_ACROSS = 3
"""Fields beside one another."""


class MappingFields(QWidget):
    """All of it as boxes to choose from.

    Signals:
        reread(): the file has to be looked into again, by another layout, encoding or sign.
        changed(): other columns are chosen, or the order of day and month is.
    """

    reread = Signal()
    changed = Signal()

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.layout_box = self._box("Layout", ((label, layout) for layout, label in LAYOUTS.items()))
        self.encoding = self._box("Encoding", ((label, name) for name, label in ENCODINGS.items()))
        self.sign = self._box("Between cells", ((SIGNS[sign], sign) for sign in DELIMITERS))
        self.order = self._box("Dates such as 04/05/2023", (("4 May: day first", True), ("April 5: month first", False)))
        self.columns = {part: self._box(label.replace("&", ""), ()) for part, label in PARTS.items()}
        top, grid = QGridLayout(), QGridLayout()
        labelled = (("La&yout", self.layout_box), ("&Encoding", self.encoding), ("&Sign between cells", self.sign))
        self._place(top, (*labelled, ("Dates such as &04/05/2023", self.order)), across=2)
        self._place(grid, ((label, self.columns[part]) for part, label in PARTS.items()), across=_ACROSS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(NORMAL)
        column.addLayout(top)
        column.addLayout(grid)
        for box in (self.layout_box, self.encoding, self.sign):
            box.activated.connect(self.reread)
        for box in (self.order, *self.columns.values()):
            box.activated.connect(self.changed)

    @property
    def mapping(self) -> SeriesMapping:
        """The columns as they are chosen."""
        chosen = {part: str(box.currentData()) for part, box in self.columns.items() if box.currentData()}
        return SeriesMapping(Layout(self.layout_box.currentData()), chosen, day_first=bool(self.order.currentData()))

    @Slot(object)
    def show_candidate(self, candidate: Candidate) -> None:
        """Show how a file seems to be written and what its columns seem to say."""
        table, mapping = candidate.table, candidate.mapping
        self._choose(self.layout_box, mapping.layout)
        encoding = "utf-8" if table.encoding == "utf-8-sig" else table.encoding
        self._choose(self.encoding, encoding)
        self._choose(self.sign, table.delimiter)
        self._choose(self.order, mapping.day_first)
        for part, box in self.columns.items():
            with QSignalBlocker(box):
                box.clear()
                box.addItem(NO_COLUMN, "")
                for name in table.header:
                    box.addItem(name, name)
                self._choose(box, mapping.columns.get(part, ""))
        self.columns[Part.NUMBER].setEnabled(mapping.layout is Layout.CSV)
        self.columns[Part.PRECISION].setEnabled(mapping.layout is Layout.ACLED)

    def candidate(self, found: Candidate) -> Candidate:
        """What was found, with the columns that are chosen."""
        return replace(found, mapping=self.mapping)

    def _choose(self, box: QComboBox, value: object) -> None:
        with QSignalBlocker(box):
            box.setCurrentIndex(max(0, box.findData(value)))

    def _box(self, name: str, entries: Iterable[tuple[str, object]]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(14)
        for label, value in entries:
            box.addItem(label, value)
        return box

    def _place(self, grid: QGridLayout, fields: Iterable[tuple[str, QComboBox]], *, across: int) -> None:
        """Label and box beside each other, a few pairs to a row."""
        grid.setHorizontalSpacing(SNUG)
        grid.setVerticalSpacing(SNUG)
        for number, (words, box) in enumerate(fields):
            label = QLabel(words, self)
            label.setBuddy(box)
            row, column = divmod(number, across)
            grid.addWidget(label, row, 2 * column)
            grid.addWidget(box, row, 2 * column + 1)
        for column in range(across):
            grid.setColumnStretch(2 * column + 1, 1)
