"""The entities of the report as a table: words, label, who marked them. Selecting one shows it in the text."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from analyst_app.domain.review import Origin
from analyst_app.domain.rows import EntityRow
from analyst_app.ui.review import event_words
from analyst_app.ui.review.session import ReviewSession
from analyst_app.ui.theme import Theme

type Index = QModelIndex | QPersistentModelIndex

_COLUMNS = ("words", "label", "stands_for", "origin")


class EntityModel(QAbstractTableModel):
    """The session's entities, in reading order."""

    def __init__(self, session: ReviewSession, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._rows: tuple[EntityRow, ...] = ()
        self._row_of: dict[int, int] = {}
        for signal in (session.opened, session.closed, session.entities_changed):
            signal.connect(self._reset)

    def row(self, number: int) -> EntityRow | None:
        """The entity of one line."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def line_of(self, entity_id: int) -> int | None:
        """Where an entity stands."""
        return self._row_of.get(entity_id)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Words, label, what they stand for, who marked them."""
        return 0 if parent is not None and parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The names of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Words"), self.tr("Label"), self.tr("Stands for"), self.tr("Marked by"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._cell(row, _COLUMNS[index.column()])
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1:
            return self._theme.label_style(row.entity.label).line
        return None

    def _cell(self, row: EntityRow, column: str) -> str:
        if column == "words":
            return " ".join(row.entity.text.split())
        if column == "label":
            return event_words.label_name(row.entity.label)
        if column == "stands_for":
            return row.entity.canonical or ""
        return self.tr("you") if row.origin is Origin.ANALYST else self.tr("program")

    def _reset(self) -> None:
        self.beginResetModel()
        self._rows = self._session.entities
        self._row_of = {row.id: line for line, row in enumerate(self._rows)}
        self.endResetModel()


class EntityTable(QTableView):
    """The table.

    Signals:
        chosen(entity id): the analyst went to an entity.
    """

    chosen = Signal(int)

    def __init__(self, session: ReviewSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entities = EntityModel(session, theme, self)
        self._following = False
        self._theme = theme
        self.setObjectName("entity-table")
        self.setAccessibleName(self.tr("Entities of the report"))
        self.setModel(self._entities)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._chosen_id: int | None = None
        session.entities_changed.connect(self._choose_again)
        theme.changed.connect(self._fit)
        self._fit()

    def chosen_row(self) -> EntityRow | None:
        """The entity that the analyst is at."""
        return self._entities.row(self.currentIndex().row())

    def show_entity(self, entity_id: int) -> None:
        """Go to an entity, without telling."""
        line = self._entities.line_of(entity_id)
        if line is not None:
            self._following = True
            self.selectRow(line)
            self.scrollTo(self._entities.index(line, 0))
            self._following = False

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell where the analyst went."""
        super().currentChanged(current, previous)
        row = self._entities.row(current.row()) if current.isValid() else None
        if row is not None:
            self._chosen_id = row.id
            if not self._following:
                self.chosen.emit(row.id)

    def _choose_again(self) -> None:
        """Stay at an entity that is changed; where it is gone, at none."""
        if self._chosen_id is not None:
            self.show_entity(self._chosen_id)

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 12)
        for column, widest in ((1, "Organisation"), (2, "Kharkiv Oblast"), (3, "Marked by")):
            self.setColumnWidth(column, metrics.horizontalAdvance(widest) + 26)
