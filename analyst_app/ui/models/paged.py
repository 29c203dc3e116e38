"""A table over rows that are asked for page by page when they come into view. Knows no service: it is given the questions.

The table knows its length from the start, so a jump to the end of a million rows loads one page.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor

from analyst_app.ui.tasks import TaskHandle, Tasks
from analyst_app.ui.theme import Theme

PAGE = 200
"""Rows asked for at a time; several screens full, fetched in a few milliseconds."""
PAGES_KEPT = 50
NOT_YET = "…"
"""What a cell shows until its page is here."""

type Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROLE = Qt.ItemDataRole
_ROLES_OF_ROWS = frozenset({_ROLE.DisplayRole, _ROLE.ToolTipRole, _ROLE.ForegroundRole, _ROLE.AccessibleTextRole})


@dataclass(frozen=True, slots=True)
class Column[Row]:
    """One column: what it shows of a row.

    `order` is what the source sorts by, "" where it cannot; `width` is in characters, 0 takes what is left. A column that `fits` is no
    wider than the words that are here need, and `width` at most.
    """

    title: str
    text: Callable[[Row], str]
    order: str = ""
    width: int = 10
    number: bool = False
    tooltip: Callable[[Row], str] | None = None
    colour: Callable[[Row, Theme], QColor | None] | None = None
    explained: str = ""
    fits: bool = False


@dataclass(frozen=True, slots=True)
class Source[Row]:
    """The questions behind a table; both run on another thread. `page(offset, limit)` answers in a stable order."""

    count: Callable[[], int]
    page: Callable[[int, int], Sequence[Row]]


@dataclass(frozen=True, slots=True)
class _Answer[Row]:
    count: int
    pages: tuple[tuple[int, Sequence[Row]], ...]


class PagedModel[Row](QAbstractTableModel):
    """Rows of a `Source`, lazily. `key` tells a row's id.

    Signals:
        counted(total): a new question is answered; the table has its new length.
        arrived(): a page came in.
    """

    counted = Signal(int)
    arrived = Signal()

    def __init__(self, columns: Sequence[Column[Row]], *, key: Callable[[Row], int], tasks: Tasks, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.key = key
        self._tasks = tasks
        self._theme = theme
        self._source: Source[Row] | None = None
        self._count = 0
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._wanted: list[int] = []
        self._asking: TaskHandle | None = None
        self._fetching: TaskHandle | None = None
        self._pending = QTimer(self, interval=0, singleShot=True)
        self._pending.timeout.connect(self._fetch)

    @property
    def busy(self) -> bool:
        """Whether a question or a page is on its way."""
        return self._asking is not None or self._fetching is not None or self._pending.isActive()

    def ask(self, source: Source[Row]) -> None:
        """Show the rows of another source from the top. What is shown stays until the answer is here."""
        self._source = source
        self._question(pages=(0,), anew=True)

    def refresh(self) -> None:
        """Ask the same source again, because what it tells may have changed; position and selection stay where they can."""
        recent = tuple(self._pages)[-3:] or (0,)
        self._question(pages=recent, anew=False)

    def row(self, number: int) -> Row | None:
        """A row, or None where it is not here yet."""
        page = self._pages.get(number // PAGE)
        place = number % PAGE
        return page[place] if page is not None and place < len(page) else None

    def words_of(self, section: int) -> frozenset[str]:
        """The different words of a column, in the pages that are here."""
        return frozenset(self.columns[section].text(row) for rows in self._pages.values() for row in rows)

    def number_of(self, row_id: int) -> int | None:
        """Where a row stands, among the pages that are here."""
        for page, rows in self._pages.items():
            for place, row in enumerate(rows):
                if self.key(row) == row_id:
                    return page * PAGE + place
        return None

    def _question(self, *, pages: tuple[int, ...], anew: bool) -> None:
        source = self._source
        if source is None:
            return
        for handle in (self._asking, self._fetching):
            if handle is not None:
                handle.abandon()
        self._fetching = None
        self._wanted.clear()

        def answer() -> _Answer[Row]:
            total = source.count()
            asked = [page for page in pages if page * PAGE < total] or [0]
            return _Answer(total, tuple((page, source.page(page * PAGE, PAGE)) for page in asked))

        self._asking = self._tasks.submit(answer)
        self._asking.succeeded.connect(self._start_anew if anew else self._take_in)
        self._asking.finished.connect(self._answered)

    @Slot(object)
    def _start_anew(self, answer: _Answer[Row]) -> None:
        self.beginResetModel()
        self._count = answer.count
        self._pages = OrderedDict(answer.pages)
        self.endResetModel()
        self.counted.emit(self._count)

    @Slot(object)
    def _take_in(self, answer: _Answer[Row]) -> None:
        if answer.count != self._count:
            self._start_anew(answer)
            return
        self._pages = OrderedDict(answer.pages)
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(self.columns) - 1))
        self.counted.emit(self._count)

    @Slot()
    def _answered(self) -> None:
        self._asking = None

    def _want(self, page: int) -> None:
        if page not in self._wanted:
            self._wanted.append(page)
        if self._fetching is None and not self._pending.isActive():
            self._pending.start()

    @Slot()
    def _fetch(self) -> None:
        if self._source is None or not self._wanted or self._asking is not None:
            return
        # The newest wish first, and only few of them: whoever drags the scroll bar has passed the older ones already.
        page = self._wanted.pop()
        del self._wanted[:-2]
        source = self._source
        self._fetching = self._tasks.submit(lambda: (page, source.page(page * PAGE, PAGE)))
        self._fetching.succeeded.connect(self._put_in)
        self._fetching.finished.connect(self._fetched)

    @Slot(object)
    def _put_in(self, answer: tuple[int, Sequence[Row]]) -> None:
        page, rows = answer
        self._pages[page] = rows
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        last = min(self._count, (page + 1) * PAGE) - 1
        if last >= page * PAGE:
            self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(self.columns) - 1))
        self.arrived.emit()

    @Slot()
    def _fetched(self) -> None:
        self._fetching = None
        if self._wanted:
            self._pending.start()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """As Qt asks for it."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """As Qt asks for it."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """As Qt asks for it; asking for a cell whose page is not here sends for the page."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if column.number else _LEFT
        if role not in _ROLES_OF_ROWS:
            return None
        row = self.row(index.row())
        if row is None:
            self._want(index.row() // PAGE)
            return NOT_YET if role == _ROLE.DisplayRole else None
        return self._of_row(row, column, role)

    def _of_row(self, row: Row, column: Column[Row], role: int) -> Any:
        if role == _ROLE.ForegroundRole:
            return column.colour(row, self._theme) if column.colour else None
        if role == _ROLE.ToolTipRole and column.tooltip is not None:
            return column.tooltip(row)
        return column.text(row)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """As Qt asks for it."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == _ROLE.DisplayRole:
            return column.title
        if role == _ROLE.ToolTipRole:
            return column.explained or column.title
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if column.number else _LEFT
        return None
