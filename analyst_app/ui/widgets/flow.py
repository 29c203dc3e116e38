"""A layout that sets widgets in lines and begins a new line where the room ends, so that nothing is cut at large text."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, top to bottom; each widget as large as it asks to be."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def _arrange(self, room: QRect, *, move: bool) -> int:
        shown = [item for item in self._items if not item.isEmpty()]
        # One height for all, so that fields and buttons of a line stand level.
        height = max((item.sizeHint().height() for item in shown), default=0)
        margins = self.contentsMargins()
        inner = room.marginsRemoved(margins)
        x, y = inner.x(), inner.y()
        for item in shown:
            width = min(item.sizeHint().width(), max(inner.width(), item.minimumSize().width()))
            if x > inner.x() and x + width > inner.right() + 1:
                x, y = inner.x(), y + height + self.spacing()
            if move:
                item.setGeometry(QRect(x, y, width, height))
            x += width + self.spacing()
        return y + height - room.y() + margins.bottom()

    def addItem(self, item: QLayoutItem) -> None:
        """As Qt asks for it."""
        self._items.append(item)

    def count(self) -> int:
        """As Qt asks for it."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """As Qt asks for it."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """As Qt asks for it."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """More lines where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the lines are at this width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, room: QRect) -> None:
        """As Qt asks for it."""
        super().setGeometry(room)
        self._arrange(room, move=True)

    def sizeHint(self) -> QSize:
        """As small as it can be; the width decides."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The widest widget must fit."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())
