"""A button that opens a list to tick: one filter of a filter bar. Nothing ticked means that the filter does not restrict."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QSortFilterProxyModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QPushButton, QToolButton, QVBoxLayout, QWidget

from analyst_app.ui.theme import SNUG, TIGHT, Theme

LONG_LIST = 10
"""From this many choices on, a box to narrow the list is shown."""
LONGEST_SHOWN = 26
"""Characters of a choice's name on the button."""
_VALUE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list."""

    value: str
    label: str


class ChoiceButton(QToolButton):
    """Shows its name and what is ticked: "Type: any", "Type: Airstrike", "Type: 3 chosen".

    Signals:
        changed(): other values are ticked.
    """

    changed = Signal()

    def __init__(self, name: str, *, theme: Theme, anything: str = "any", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._anything = anything
        self._choices: tuple[Choice, ...] = ()
        self._ticked: frozenset[str] = frozenset()
        self.setProperty("rank", "choice")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.clicked.connect(self.open_list)
        self._write()

    @property
    def values(self) -> frozenset[str]:
        """What is ticked."""
        return self._ticked

    def offer(self, choices: Sequence[Choice]) -> None:
        """Set what can be ticked. A ticked value that is no longer offered stays ticked, so that the filter does not change by itself."""
        self._choices = tuple(choices)
        self._write()

    def tick(self, values: frozenset[str]) -> None:
        """Tick these and no others; tells only where that is a change."""
        if values != self._ticked:
            self._ticked = values
            self._write()
            self.changed.emit()

    @Slot()
    def open_list(self) -> None:
        """Show the list below the button."""
        offered = {choice.value for choice in self._choices}
        gone = tuple(Choice(value, value) for value in sorted(self._ticked - offered))
        popup = _Ticks(self._choices + gone, self._ticked, theme=self._theme, parent=self)
        popup.ticked.connect(self.tick)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        popup.setFocus()

    def _write(self) -> None:
        labels = {choice.value: choice.label for choice in self._choices}
        if not self._ticked:
            shown = self._anything
        elif len(self._ticked) == 1:
            only = next(iter(self._ticked))
            shown = labels.get(only, only)
            shown = shown if len(shown) <= LONGEST_SHOWN else shown[: LONGEST_SHOWN - 1] + "…"
        else:
            shown = f"{len(self._ticked)} chosen"
        self.setText(f"{self._name}: {shown} ▾")
        self.setChecked(bool(self._ticked))
        self.setToolTip("\n".join(sorted(labels.get(value, value) for value in self._ticked)) or f"{self._name}: {self._anything}")


class _Ticks(QFrame):
    """The list itself. Space ticks, Escape or Enter closes, typing narrows a long list."""

    ticked = Signal(frozenset)

    def __init__(self, choices: Sequence[Choice], ticked: frozenset[str], *, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "panel")
        self._items = QStandardItemModel(self)
        for choice in choices:
            item = QStandardItem(choice.label)
            item.setData(choice.value, _VALUE)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if choice.value in ticked else Qt.CheckState.Unchecked)
            self._items.appendRow(item)
        self._items.itemChanged.connect(self._tell)
        narrowed = QSortFilterProxyModel(self)
        narrowed.setSourceModel(self._items)
        narrowed.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._list = QListView(self)
        self._list.setModel(narrowed)
        self._list.setAccessibleName("Choices")
        self._list.setMinimumHeight(min(len(choices), 12) * (self.fontMetrics().height() + 8) + SNUG)
        self._list.setMinimumWidth(theme.scaled(220))
        if choices:
            self._list.setCurrentIndex(narrowed.index(0, 0))
        self._clear = QPushButton("Any", self)
        self._clear.setToolTip("Tick nothing: the filter does not restrict")
        self._clear.clicked.connect(self._untick)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SNUG, SNUG, SNUG, SNUG)
        layout.setSpacing(TIGHT)
        self._narrow = QLineEdit(self)
        self._narrow.setPlaceholderText("Narrow the list")
        self._narrow.setAccessibleName("Narrow the list")
        self._narrow.textChanged.connect(narrowed.setFilterFixedString)
        self._narrow.setVisible(len(choices) >= LONG_LIST)
        layout.addWidget(self._narrow)
        layout.addWidget(self._list)
        below = QHBoxLayout()
        below.addWidget(self._clear)
        below.addStretch()
        layout.addLayout(below)
        self.setFocusProxy(self._narrow if len(choices) >= LONG_LIST else self._list)

    @Slot()
    def _tell(self) -> None:
        items = [self._items.item(row) for row in range(self._items.rowCount())]
        self.ticked.emit(frozenset(item.data(_VALUE) for item in items if item.checkState() is Qt.CheckState.Checked))

    @Slot()
    def _untick(self) -> None:
        self._items.blockSignals(True)  # noqa: FBT003 - Qt takes no keyword here
        for row in range(self._items.rowCount()):
            self._items.item(row).setCheckState(Qt.CheckState.Unchecked)
        self._items.blockSignals(False)  # noqa: FBT003 - as above
        self.ticked.emit(frozenset())
        self.close()

    def event(self, event: QEvent) -> bool:
        """Keys belong to the list, not to the shortcuts of the screen below it."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter closes as Escape does: every tick is taken at once."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.close()
            return
        super().keyPressEvent(event)
