"""The page of “My rules” on which corrections propose rules, to be taken or dismissed by one key each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QPushButton, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from analyst_app.domain.rule_merging import sayings
from analyst_app.services.rule_suggestions import Suggestion
from analyst_app.ui.dialogs.own_rules_table import WrappingDelegate
from analyst_app.ui.theme import NORMAL, SNUG, Theme
from analyst_app.ui.widgets.words import Rank, Words

EXPLAINED = "What you correct the same way twice is proposed here as a rule."
WAITING = "Looking through your corrections…"
NOTHING = "No correction was made the same way twice yet, or the rules say it already."
_SUGGESTION = Qt.ItemDataRole.UserRole


class ProposalsPage(QWidget):
    """A list of proposals.

    Signals:
        taken(Suggestion), put_away(Suggestion): the analyst decided on one; it has left the list.
    """

    taken = Signal(object)
    put_away = Signal(object)

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = Words(WAITING, theme=theme, rank=Rank.MUTED, wraps=True)
        self.table = _Proposals(self)
        self.take_button = QPushButton("Make it a rule", self)
        self.dismiss_button = QPushButton("Dismiss", self)
        self.take_button.setToolTip("Enter")
        self.dismiss_button.setToolTip("Delete: it is not proposed again")
        self.take_button.clicked.connect(self.take)
        self.dismiss_button.clicked.connect(self.dismiss)
        self.table.taken.connect(self.take)
        self.table.dismissed.connect(self.dismiss)
        buttons = QHBoxLayout()
        buttons.setSpacing(SNUG)
        buttons.addWidget(self.take_button)
        buttons.addWidget(self.dismiss_button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(NORMAL)
        column.addWidget(Words(EXPLAINED, theme=theme, rank=Rank.MUTED, wraps=True))
        column.addWidget(self.state)
        column.addWidget(self.table, stretch=1)
        column.addLayout(buttons)
        self._enable()

    def show_proposals(self, found: Sequence[Suggestion]) -> None:
        """Show what was found."""
        self.table.setRowCount(len(found))
        for row, suggestion in enumerate(found):
            meant = "; ".join(f"{saying.words} = {saying.meaning}" for saying in sayings((suggestion.rule,)))
            for column, words in enumerate((suggestion.reason, meant)):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                item.setData(_SUGGESTION, suggestion)
                self.table.setItem(row, column, item)
        if found:
            self.table.setCurrentCell(0, 0)
        self._enable()

    def explain(self, sentence: str) -> None:
        """Say why nothing can be proposed."""
        self.state.setText(sentence)
        self.state.show()

    @property
    def count(self) -> int:
        """How many proposals are left."""
        return self.table.rowCount()

    @Slot()
    def take(self) -> None:
        """Make the current proposal a rule."""
        if (suggestion := self._leave()) is not None:
            self.taken.emit(suggestion)

    @Slot()
    def dismiss(self) -> None:
        """Put the current proposal away for good."""
        if (suggestion := self._leave()) is not None:
            self.put_away.emit(suggestion)

    def _leave(self) -> Suggestion | None:
        """Take the current proposal out of the list, and return it."""
        row = self.table.currentRow()
        item = self.table.item(row, 0)
        if item is None:
            return None
        suggestion = item.data(_SUGGESTION)
        assert isinstance(suggestion, Suggestion)
        self.table.removeRow(row)
        self._enable()
        return suggestion

    def _enable(self) -> None:
        for button in (self.take_button, self.dismiss_button):
            button.setEnabled(self.count > 0)
        self.state.setText(NOTHING)
        self.state.setVisible(self.count == 0)
        self.table.setVisible(self.count > 0)


class _Proposals(QTableWidget):
    """Two columns of words.

    Signals:
        taken(), dismissed(): Enter and Delete.
    """

    taken = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, 2, parent)
        self.setAccessibleName("Proposed rules")
        self.setHorizontalHeaderLabels(["Corrections", "Rule"])
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setItemDelegate(WrappingDelegate(self))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self.taken)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes, Delete dismisses."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.taken.emit()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)
