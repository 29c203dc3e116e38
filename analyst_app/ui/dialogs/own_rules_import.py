"""The dialog that shows what a colleague's rules bring before they come in: what is new, and what contradicts mine."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from analyst_app.domain.rule_merging import Conflict, Key, Saying
from analyst_app.services.rules import Incoming
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.dialogs.own_rules_table import WrappingDelegate, fitting
from analyst_app.ui.theme import Theme

NEW, MINE, THEIRS = "+ new", "○ yours stays", "● theirs comes in"
TITLES = ("Effect", "Name", "Theirs", "Yours")


class ImportRulesDialog(FramedDialog):
    """Contradictions stand first, each decided by a key or a click; whoever opened it reads `prefer` when it is accepted."""

    def __init__(self, incoming: Incoming, *, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(f"Rules in {name}", theme=theme, accept="Bring in", explained=summary(incoming), parent=parent)
        self.offer_cancel()
        found = incoming.found
        self.accept_button.setEnabled(bool(found.additions or found.conflicts))
        self.table = _Brought(len(found.conflicts) + len(found.additions), self)
        self._conflicts: tuple[Conflict, ...] = found.conflicts
        self._theirs: set[int] = set()
        for row, conflict in enumerate(found.conflicts):
            self._put(row, MINE, conflict.theirs, conflict.mine)
        for row, saying in enumerate(found.additions, start=len(found.conflicts)):
            self._put(row, NEW, saying, None)
        self.table.toggled.connect(self.toggle)
        self.table.cellClicked.connect(self._clicked)
        self.body.addWidget(self.table)
        self.resize(fitting(self, theme.scaled(820), theme.scaled(460)))
        if self.table.rowCount():
            self.table.setCurrentCell(0, 0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def prefer(self) -> frozenset[Key]:
        """The contradictions that are decided for the colleague."""
        return frozenset(self._conflicts[row].mine.key for row in self._theirs)

    @Slot(int)
    def toggle(self, row: int) -> None:
        """Decide a contradiction the other way."""
        item = self.table.item(row, 0)
        if item is not None and row < len(self._conflicts):
            self._theirs ^= {row}
            item.setText(THEIRS if row in self._theirs else MINE)

    @Slot(int, int)
    def _clicked(self, row: int, column: int) -> None:
        if column == 0:
            self.toggle(row)

    def _put(self, row: int, effect: str, theirs: Saying, mine: Saying | None) -> None:
        name = f"{theirs.words} ({theirs.conditions})" if theirs.conditions else theirs.words
        for column, words in enumerate((effect, name, theirs.meaning, mine.meaning if mine is not None else "")):
            item = QTableWidgetItem(words)
            item.setToolTip(words)
            self.table.setItem(row, column, item)
        if mine is None and (first := self.table.item(row, 0)) is not None:
            first.setForeground(self.theme.colour("good"))


class _Brought(QTableWidget):
    """The table.

    Signals:
        toggled(row): the space bar decides a contradiction the other way.
    """

    toggled = Signal(int)

    def __init__(self, rows: int, parent: QWidget) -> None:
        super().__init__(rows, len(TITLES), parent)
        self.setAccessibleName("What the rules bring")
        self.setHorizontalHeaderLabels(list(TITLES))
        self.setItemDelegate(WrappingDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The space bar decides; everything else is as in any table."""
        if event.key() == Qt.Key.Key_Space and self.currentRow() >= 0:
            self.toggled.emit(self.currentRow())
        else:
            super().keyPressEvent(event)


def summary(incoming: Incoming) -> str:
    """One line: "3 names are new, 1 contradicts yours, 5 you have already."."""
    found = incoming.found
    parts = [f"{len(found.additions)} name{' is' if len(found.additions) == 1 else 's are'} new"]
    if found.conflicts:
        parts.append(f"{len(found.conflicts)} contradict{'s' if len(found.conflicts) == 1 else ''} yours")
    if found.known:
        parts.append(f"{found.known} you have already")
    kept = " Of what contradicts, yours stays; the space bar or a click takes theirs." if found.conflicts else ""
    return f"{', '.join(parts)}.{kept}"
