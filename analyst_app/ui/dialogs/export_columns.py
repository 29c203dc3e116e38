"""The columns of an export: ticked or not, and dragged or moved by keyboard into their order."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from analyst_app.services.exporting import COLUMNS, MEANINGS
from analyst_app.ui.theme import SNUG, Theme


class ColumnList(QWidget):
    """A list to tick, with buttons to move a column, to tick all and to go back to the usual order.

    Signals:
        changed(): other columns are ticked, or they stand in another order.
    """

    changed = Signal()

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget(self)
        self.list.setAccessibleName("Columns to write, in their order")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setMinimumHeight(theme.scaled(150))
        self.up = self._button("Move &up", lambda: self._move(-1))
        self.down = self._button("Move &down", lambda: self._move(1))
        self.usual = self._button("&All, usual order", lambda: self.show_columns(COLUMNS))
        self.none = self._button("&None", self._untick)
        buttons = QVBoxLayout()
        buttons.setSpacing(SNUG)
        for button in (self.up, self.down, self.usual, self.none):
            buttons.addWidget(button)
        buttons.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SNUG)
        row.addWidget(self.list, stretch=1)
        row.addLayout(buttons)
        self.setFocusProxy(self.list)
        self.show_columns(COLUMNS)
        self.list.itemChanged.connect(self.changed)
        self.list.model().rowsMoved.connect(self.changed)

    @property
    def columns(self) -> tuple[str, ...]:
        """What is ticked, in its order."""
        items = (self.list.item(number) for number in range(self.list.count()))
        return tuple(item.text() for item in items if item.checkState() is Qt.CheckState.Checked)

    @property
    def meaning(self) -> str:
        """What the current column means."""
        item = self.list.currentItem()
        return f"{item.text()}: {MEANINGS[item.text()]}." if item is not None else ""

    def show_columns(self, columns: Sequence[str]) -> None:
        """Tick these, in this order; the others follow unticked."""
        self.list.clear()
        for name in (*columns, *(name for name in COLUMNS if name not in columns)):
            item = QListWidgetItem(name, self.list)
            item.setToolTip(MEANINGS[name])
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in columns else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)
        self.changed.emit()

    def _button(self, words: str, act: object) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + by < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + by, item)
            self.list.setCurrentRow(row + by)
            self.changed.emit()

    @Slot()
    def _untick(self) -> None:
        for number in range(self.list.count()):
            self.list.item(number).setCheckState(Qt.CheckState.Unchecked)
