"""One table of own rules, edited in place by keyboard: Enter or F2 edits a cell, Insert adds a row, Delete removes rows."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from analyst_app.ui.dialogs.own_rules_columns import Column, Holds, Page, Row, blank, shown, typed
from analyst_app.ui.theme import Theme

_EDITING_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2})

type Index = QModelIndex | QPersistentModelIndex

ROOMY_ITEMS = "QListView::item { padding: 4px 8px; }"
"""What lists of the rules' dialogs add to the style sheet."""

_ROOT = QModelIndex()
_TITLE_MARGIN, _ROW_AIR, _HIGHEST = 26, 14, 10_000
"""Pixels beside a column's title or a cell's words, above and below a row's, and more than any row needs."""
_LEAST_CHARACTERS = 4
"""Characters that a column keeps for each part of its share, however narrow the dialog."""


def fitting(dialog: QWidget, width: int, height: int) -> QSize:
    """A size for a dialog, no larger than nine tenths of the screen: at large text the wished one would not fit on a laptop's."""
    room = dialog.screen().availableSize() * 0.9
    return QSize(width, height).boundedTo(room)


class RuleModel(QAbstractTableModel):
    """The rows of one kind of rule, as they are being typed."""

    def __init__(self, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = page
        self.rows: list[Row] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = [list(row) for row in rows]
        self.endResetModel()

    def add(self, row: Row | None = None) -> int:
        """Add a row at the end, a blank one where none is given, and return its number."""
        number = len(self.rows)
        self.beginInsertRows(_ROOT, number, number)
        self.rows.append(blank(self.page) if row is None else list(row))
        self.endInsertRows()
        return number

    def put(self, number: int, row: Row) -> None:
        """Give a row other values."""
        self.rows[number] = list(row)
        self.dataChanged.emit(self.index(number, 0), self.index(number, self.columnCount() - 1))

    def remove(self, numbers: Sequence[int]) -> None:
        """Take rows out."""
        for number in sorted(numbers, reverse=True):
            self.beginRemoveRows(_ROOT, number, number)
            del self.rows[number]
            self.endRemoveRows()

    def column(self, index: Index) -> Column:
        """What the cell's column is."""
        return self.page.columns[index.column()]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.page.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell in words; its value under `UserRole`."""
        value, column = self.rows[index.row()][index.column()], self.column(index)
        if role == Qt.ItemDataRole.UserRole:
            return value
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole}:
            return shown(value, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {shown(value, column) or 'empty'}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed, or the value of a choice."""
        if role not in {Qt.ItemDataRole.EditRole, Qt.ItemDataRole.UserRole}:
            return False
        column = self.column(index)
        self.rows[index.row()][index.column()] = value if role == Qt.ItemDataRole.UserRole else typed(str(value), column)
        self.dataChanged.emit(index, index)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be edited in place, but for the place, which is chosen."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self.column(index).holds is Holds.PLACE else flags | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The columns' titles, and what to write there."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.page.columns[section]
        return {Qt.ItemDataRole.DisplayRole: column.title, Qt.ItemDataRole.ToolTipRole: column.hint}.get(Qt.ItemDataRole(role))


class CellDelegate(QStyledItemDelegate):
    """A list to choose from where a column has choices, else a line to type in."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The editor of a cell."""
        model = index.model()
        assert isinstance(model, RuleModel)
        column = model.column(index)
        if column.holds is not Holds.CHOICE:
            editor = super().createEditor(parent, option, index)
            editor.setAccessibleName(column.title)
            return editor
        box = QComboBox(parent)
        box.setAccessibleName(column.title)
        for value, words in column.choices:
            box.addItem(words, value)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's value."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.UserRole)))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take the editor's value."""
        if isinstance(editor, QComboBox):
            assert isinstance(model, RuleModel)
            values = [value for value, _ in model.column(index).choices]
            model.setData(index, values[editor.currentIndex()], Qt.ItemDataRole.UserRole)
        else:
            super().setModelData(editor, model, index)


class WrappingDelegate(QStyledItemDelegate):
    """Makes a row as high as its words need when they are wrapped; Qt's own measure forgets the style sheet's margins."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The room that a cell's words take in the width of its column."""
        room = QRect(0, 0, max(1, option.rect.width() - _TITLE_MARGIN), _HIGHEST)
        metrics: QFontMetrics = option.fontMetrics
        needed = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), str(index.data()))
        return QSize(super().sizeHint(option, index).width(), needed.height() + _ROW_AIR)


class RuleTable(QTableView):
    """Shows a `RuleModel`.

    Signals:
        place_asked(row): the place of a row is to be chosen.
    """

    place_asked = Signal(int)

    def __init__(self, model: RuleModel, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules = model
        self.setAccessibleName(model.page.title)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        # Tab leaves the table; the arrows move in it.
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self._choose_place)
        theme.changed.connect(self._measure)
        self._measure()

    def edit_cell(self, row: int, column: int) -> None:
        """Go to a cell and edit it."""
        index = self._rules.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._choose_place(index):
            self.edit(index)

    def chosen_rows(self) -> list[int]:
        """The numbers of the rows that have a selected cell."""
        return sorted({index.row() for index in self.selectionModel().selectedIndexes()})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F2 edit, which must not close the dialog; Escape must; a letter typed replaces what a cell holds."""
        current = self.currentIndex()
        # An open editor's own Enter comes by here as well.
        editing = self.state() is QAbstractItemView.State.EditingState
        if event.key() == Qt.Key.Key_Escape and not editing:
            event.ignore()
        elif event.key() in _EDITING_KEYS and current.isValid() and not editing and not _modified(event):
            self.edit_cell(current.row(), current.column())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the width."""
        super().resizeEvent(event)
        self._share()

    @Slot(QModelIndex)
    def _choose_place(self, index: QModelIndex) -> bool:
        if self._rules.column(index).holds is Holds.PLACE:
            self.place_asked.emit(index.row())
            return True
        return False

    @Slot()
    def _measure(self) -> None:
        self.verticalHeader().setDefaultSectionSize(QFontMetrics(self.font()).height() + _ROW_AIR)
        self._share()

    def _share(self) -> None:
        """Give each column its share of the width, and never less than its title needs."""
        columns = self._rules.page.columns
        whole = sum(column.share for column in columns)
        metrics = QFontMetrics(self.horizontalHeader().font())
        for section, column in enumerate(columns):
            words = _LEAST_CHARACTERS * column.share * metrics.averageCharWidth()
            least = max(metrics.horizontalAdvance(column.title), words) + _TITLE_MARGIN
            self.setColumnWidth(section, max(least, self.viewport().width() * column.share // whole))


def _modified(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
