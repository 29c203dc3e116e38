"""The table view that library, events and chart share: whole rows, sorted by header, walked by keyboard, kept in place on refresh."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from analyst_app.ui.models.paged import Column, PagedModel
from analyst_app.ui.theme import Theme

NARROWEST_REST = 40
"""Characters that the columns that take what is left keep at least, all together."""
TITLE_MARGIN, CELL_MARGIN, FRAME = 40, 22, 8
"""Pixels beside the title of a column that sorts (its mark needs room) and beside other words; more for words that must not be cut."""
_ASCENDING, _DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class PagedTable(QTableView):
    """Shows a `PagedModel`.

    Signals:
        opened(row): a double click on a row, or `open_current`.
        chosen(row): another row is current; None where there is none.
        sorted(order, descending): a header was clicked or sorted by keyboard.
    """

    opened = Signal(object)
    chosen = Signal(object)
    sorted = Signal(str, bool)

    def __init__(self, model: PagedModel[Any], *, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self._kept: int | None = None
        self._kept_number = -1
        self.setAccessibleName(name)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setSortIndicatorShown(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(24)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.sectionClicked.connect(self._sort_by)
        self.doubleClicked.connect(self._open)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self.selectionModel().currentRowChanged.connect(self._tell_chosen)
        theme.changed.connect(self._measure)
        if any(column.fits for column in model.columns):
            model.counted.connect(self._fit)
            model.arrived.connect(self._fit)
        self._measure()

    @property
    def current(self) -> Any:
        """The current row, or None."""
        return self._rows.row(self.currentIndex().row()) if self.currentIndex().isValid() else None

    @property
    def selected(self) -> list[Any]:
        """The selected rows that are loaded, from top to bottom."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [row for row in map(self._rows.row, numbers) if row is not None]

    def show_order(self, order: str, *, descending: bool) -> None:
        """Put the sort mark on the column of an order, without asking anything."""
        for section, column in enumerate(self._rows.columns):
            if column.order == order:
                self.horizontalHeader().setSortIndicator(section, _DESCENDING if descending else _ASCENDING)

    def choose(self, number: int) -> None:
        """Make a row current, where there are so many, and show it."""
        if 0 <= number < self._rows.rowCount():
            index = self._rows.index(number, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    @Slot(int)
    def _sort_by(self, section: int) -> None:
        column = self._rows.columns[section]
        header = self.horizontalHeader()
        if not column.order:
            # Qt has moved the mark already; it goes back to where the order is.
            self.sorted.emit("", False)  # noqa: FBT003 - a signal takes no keywords
            return
        self.sorted.emit(column.order, header.sortIndicatorOrder() is _DESCENDING)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row(index.row())
        if row is not None:
            self.opened.emit(row)

    @Slot()
    def _remember(self) -> None:
        self._kept = self._rows.key(self.current) if self.current is not None else None
        self._kept_number = self.currentIndex().row()

    @Slot()
    def _restore(self) -> None:
        if self._kept is None and self._kept_number < 0:
            return
        number = self._rows.number_of(self._kept) if self._kept is not None else None
        self.choose(number if number is not None else min(self._kept_number, self._rows.rowCount() - 1))

    @Slot(QModelIndex, QModelIndex)
    def _tell_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.chosen.emit(self._rows.row(current.row()) if current.isValid() else None)

    @Slot()
    def _measure(self) -> None:
        """Widths and heights that fit the text size: columns in characters, the one without a width takes the rest."""
        metrics = QFontMetrics(self.font())
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 12)
        for section, column in enumerate(self._rows.columns):
            if column.width and not column.fits:
                self.setColumnWidth(section, self._width_of(column, metrics))
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Give the columns that fit their words what these need now; other columns stay as they were drawn by hand."""
        metrics = QFontMetrics(self.font())
        for section, column in enumerate(self._rows.columns):
            if column.fits:
                needed = max(map(metrics.horizontalAdvance, self._rows.words_of(section)), default=0) + CELL_MARGIN + FRAME
                self.setColumnWidth(section, self._width_of(column, metrics, most=needed))
        self._fill()

    @staticmethod
    def _width_of(column: Column[Any], metrics: QFontMetrics, *, most: int | None = None) -> int:
        room = column.width * metrics.horizontalAdvance("0") + CELL_MARGIN
        return max(
            room if most is None else min(room, most),
            metrics.horizontalAdvance(column.title) + (TITLE_MARGIN if column.order else CELL_MARGIN),
        )

    def _fill(self) -> None:
        columns = self._rows.columns
        taken = sum(self.columnWidth(section) for section, column in enumerate(columns) if column.width)
        open_ones = sum(not column.width for column in columns)
        least = NARROWEST_REST * QFontMetrics(self.font()).averageCharWidth() // max(1, open_ones)
        for section, column in enumerate(columns):
            if not column.width:
                self.setColumnWidth(section, max(least, self.viewport().width() - taken))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The open column follows the window's width."""
        super().resizeEvent(event)
        self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last row: single cells mean nothing here."""
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self._rows.rowCount() - 1}
        if event.key() in ends and not event.modifiers():
            self.choose(ends[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def open_current(self) -> None:
        """What Enter does."""
        if self.currentIndex().isValid():
            self._open(self.currentIndex())
