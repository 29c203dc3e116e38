"""A choice where each answer has a letter: press it and the choice is made. Knows nothing of events."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QListWidget, QListWidgetItem, QStyle, QWidget

MOST_ROWS = 7
"""More than these are scrolled."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer; `key` is the letter that chooses it, `explained` its tooltip."""

    value: Any
    words: str
    key: str
    explained: str = ""


class LetterPicker(QListWidget):
    """Choices in columns. A letter chooses at once; arrows and Enter, or a click, as well.

    Signals:
        picked(value): the choice.
        cancelled(): Escape.
    """

    picked = Signal(object)
    cancelled = Signal()

    def __init__(self, choices: Sequence[Choice], *, current: Any = None, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for choice in choices:
            item = QListWidgetItem(f"{choice.key.upper()}   {choice.words}" if choice.key else choice.words)
            item.setToolTip(choice.explained)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{choice.words}, {choice.explained}")
            self.addItem(item)
            if choice.value == current:
                self.setCurrentItem(item)
        if self.currentRow() < 0 and choices:
            self.setCurrentRow(0)
        self.itemClicked.connect(lambda item: self._pick(self.row(item)))

    def fit(self, width: int) -> None:
        """Take as many columns as a width allows, and the height that they need."""
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(self.item(row).text()) for row in range(self.count())), default=0) + 24
        columns = max(1, min((width - 8) // max(1, widest), 3))
        rows = -(-self.count() // columns)
        scrolls = rows > MOST_ROWS
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent) + 4 if scrolls else 0
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        cell = QSize(max(1, (width - 8 - bar) // columns), metrics.height() + 8)
        for row in range(self.count()):
            self.item(row).setSizeHint(cell)
        self.setFixedHeight(min(rows, MOST_ROWS) * cell.height() + 6)

    def event(self, event: QEvent) -> bool:
        """Letters are answers here, not the screen's keys."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters choose."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._pick(self.currentRow())
            return
        typed = event.text().casefold()
        found = [row for row, choice in enumerate(self._choices) if typed and choice.key.casefold() == typed]
        if found:
            self._pick(found[0])
            return
        super().keyPressEvent(event)

    def _pick(self, row: int) -> None:
        if 0 <= row < len(self._choices):
            self.picked.emit(self._choices[row].value)
