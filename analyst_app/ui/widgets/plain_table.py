"""A table of words for dialogs: any number of lines, chosen by whole lines, ticked where that is asked for. Knows no service."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from analyst_app.ui.theme import Theme

type Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
_NO_TICK = Qt.CheckState.Unchecked


class PlainModel(QAbstractTableModel):
    """Lines of words; the first column may be ticked.

    Signals:
        ticked(): other lines are ticked.
    """

    ticked = Signal()

    def __init__(self, titles: Sequence[str], *, theme: Theme, ticks: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._titles, self._theme, self._ticks = tuple(titles), theme, ticks
        self._lines: list[tuple[str, ...]] = []
        self._tones: list[str] = []
        self._chosen: set[int] = set()

    @property
    def chosen(self) -> list[int]:
        """The numbers of the ticked lines."""
        return sorted(self._chosen)

    def show(self, lines: Sequence[Sequence[str]], tones: Sequence[str] = ()) -> None:
        """Show other lines, all of them ticked; `tones` colour their first column."""
        self.beginResetModel()
        self._lines = [tuple(line) for line in lines]
        self._tones = list(tones)
        self._chosen = set(range(len(lines))) if self._ticks else set()
        self.endResetModel()
        self.ticked.emit()

    def change(self, number: int, column: int, words: str) -> None:
        """Write other words into one cell."""
        line = list(self._lines[number])
        line[column] = words
        self._lines[number] = tuple(line)
        self.dataChanged.emit(self.index(number, column), self.index(number, column))

    def tick(self, numbers: Sequence[int], *, on: bool) -> None:
        """Tick or untick lines."""
        self._chosen = self._chosen | set(numbers) if on else self._chosen - set(numbers)
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, 0), [_ROLE.CheckStateRole])
        self.ticked.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """As Qt asks for it."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """As Qt asks for it."""
        return 0 if parent.isValid() else len(self._titles)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """As Qt asks for it."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self._ticks and index.column() == 0 else flags

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """As Qt asks for it."""
        if not index.isValid():
            return None
        if role in {_ROLE.DisplayRole, _ROLE.ToolTipRole}:
            return self._lines[index.row()][index.column()]
        if role == _ROLE.ForegroundRole and index.column() == 0 and index.row() < len(self._tones):
            return self._theme.colour(self._tones[index.row()])
        if role == _ROLE.CheckStateRole and self._ticks and index.column() == 0:
            return Qt.CheckState.Checked if index.row() in self._chosen else _NO_TICK
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        """As Qt asks for it: a tick."""
        if role != _ROLE.CheckStateRole or not self._ticks:
            return False
        self.tick([index.row()], on=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """As Qt asks for it."""
        if orientation is Qt.Orientation.Horizontal and role == _ROLE.DisplayRole:
            return self._titles[section]
        return Qt.AlignmentFlag.AlignLeft if role == _ROLE.TextAlignmentRole else None


class PlainTable(QTableView):
    """Shows lines; `widths` are in characters, 0 shares what is left. Space ticks the chosen lines.

    Signals:
        chosen_changed(): other lines are chosen.
    """

    chosen_changed = Signal()

    def __init__(
        self, titles: Sequence[str], *, widths: Sequence[int], theme: Theme, name: str, ticks: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.lines = PlainModel(titles, theme=theme, ticks=ticks, parent=self)
        self._ticks = ticks
        self.setModel(self.lines)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(widths):
            mode = QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, mode)
            if width:
                least = self.fontMetrics().horizontalAdvance(titles[column]) + 28
                self.setColumnWidth(column, max(least, width * self.fontMetrics().averageCharWidth() + 24))
        self.selectionModel().selectionChanged.connect(self.chosen_changed)

    @property
    def chosen(self) -> list[int]:
        """The numbers of the chosen lines, from top to bottom."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def show_lines(self, lines: Sequence[Sequence[str]], tones: Sequence[str] = ()) -> None:
        """Show other lines, the first of them chosen."""
        self.lines.show(lines, tones)
        if lines:
            self.choose(0)

    def choose(self, number: int) -> None:
        """Choose one line and no other, whatever keys are held: the view's own way would add to what is chosen."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.lines.index(number, 0), flags)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks all chosen lines as the first of them is not."""
        if event.key() == Qt.Key.Key_Space and self._ticks and self.chosen:
            self.lines.tick(self.chosen, on=self.chosen[0] not in self.lines.chosen)
            return
        super().keyPressEvent(event)
