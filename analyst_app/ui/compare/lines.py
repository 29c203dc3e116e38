"""A table of ready cells, for lists of some hundred lines: walked by keyboard, measured anew when the text grows. Asks nothing itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from analyst_app.ui.theme import Theme

type Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MARGIN = 24
"""Pixels beside the words of a cell."""
NARROWEST = 12
"""Characters that a column that shares what is left keeps at least."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows; `tone` is one of the theme's inks."""

    text: str
    tone: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """One column: `width` in characters, 0 shares what is left."""

    text: str
    width: int = 0
    number: bool = False


class LinesModel(QAbstractTableModel):
    """Lines of cells under titles."""

    def __init__(self, titles: Sequence[Title], *, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.titles = tuple(titles)
        self._theme = theme
        self._lines: tuple[tuple[Cell, ...], ...] = ()

    def show(self, lines: Sequence[Sequence[Cell]]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = tuple(map(tuple, lines))
        self.endResetModel()

    def name(self, column: int, words: str) -> None:
        """Give a column another title."""
        old = self.titles[column]
        self.titles = (*self.titles[:column], Title(words, old.width, old.number), *self.titles[column + 1 :])
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, column, column)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """As Qt asks for it."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """As Qt asks for it."""
        return 0 if parent.isValid() else len(self.titles)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """As Qt asks for it."""
        if not index.isValid():
            return None
        cell = self._lines[index.row()][index.column()]
        if role in {_ROLE.DisplayRole, _ROLE.AccessibleTextRole}:
            return cell.text
        if role == _ROLE.ToolTipRole:
            return cell.tip or cell.text
        if role == _ROLE.ForegroundRole and cell.tone:
            return self._theme.colour(cell.tone)
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if self.titles[index.column()].number else _LEFT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """As Qt asks for it."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        title = self.titles[section]
        if role in {_ROLE.DisplayRole, _ROLE.ToolTipRole}:
            return title.text
        return (_RIGHT if title.number else _LEFT) if role == _ROLE.TextAlignmentRole else None


class LinesTable(QTableView):
    """Shows lines of cells, one of them current; where it `wraps`, a line is as high as its longest cell needs.

    Signals:
        chosen(int): another line is current, -1 where there is none.
        opened(int): a double click on a line.
    """

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, titles: Sequence[Title], *, theme: Theme, name: str, wraps: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wraps = wraps
        self.lines = LinesModel(titles, theme=theme, parent=self)
        self.setModel(self.lines)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(wraps)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(24)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        theme.changed.connect(self._measure)
        self._measure()

    @property
    def number(self) -> int:
        """The current line, -1 where there is none."""
        return self.currentIndex().row()

    def show_lines(self, lines: Sequence[Sequence[Cell]], *, current: int = 0) -> None:
        """Show other lines; `current` is the one to stand on, or the last where there are fewer."""
        self.lines.show(lines)
        self._wrap()
        self.choose(min(current, len(lines) - 1))
        if not lines:
            self.chosen.emit(-1)

    def choose(self, number: int) -> None:
        """Stand on a line, where there are so many."""
        if 0 <= number < self.lines.rowCount():
            index = self.lines.index(number, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    @Slot(QModelIndex, QModelIndex)
    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.row())

    @Slot()
    def _measure(self) -> None:
        metrics = QFontMetrics(self.font())
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 12)
        for section, title in enumerate(self.lines.titles):
            if title.width:
                least = metrics.horizontalAdvance(title.text) + MARGIN
                self.setColumnWidth(section, max(title.width * metrics.horizontalAdvance("0") + MARGIN, least))
        self._fill()

    def _fill(self) -> None:
        titles = self.lines.titles
        open_ones = [section for section, title in enumerate(titles) if not title.width]
        taken = sum(self.columnWidth(section) for section in range(len(titles)) if section not in open_ones)
        least = NARROWEST * QFontMetrics(self.font()).averageCharWidth()
        for section in open_ones:
            self.setColumnWidth(section, max(least, (self.viewport().width() - taken) // len(open_ones)))
        self._wrap()

    def _wrap(self) -> None:
        if self._wraps:
            self.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The open columns follow the window's width."""
        super().resizeEvent(event)
        self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last line."""
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.lines.rowCount() - 1}
        if event.key() in ends and not event.modifiers():
            self.choose(ends[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)
