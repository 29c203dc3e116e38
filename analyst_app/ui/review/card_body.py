"""Where the card lays its fields: a grid for what is said, and below it, in lines, the short buttons of what is not."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from analyst_app.ui.review.value_button import UnsaidButton
from analyst_app.ui.widgets.flow import FlowLayout


class CardBody(QWidget):
    """The inside of the card's scroll area."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.grid = QGridLayout()
        self.grid.setContentsMargins(12, 4, 12, 4)
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(0)
        self.grid.setColumnStretch(1, 3)
        self.grid.setColumnStretch(2, 2)
        self._buttons: list[UnsaidButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self.grid)
        self._column.addStretch(1)
        self._flow: FlowLayout | None = None
        self._not_said: QLabel | None = None

    def add_unsaid(self, make: Iterable[Callable[[QWidget], UnsaidButton]]) -> None:
        """Make the short buttons, after the rows, so that Tab comes to them as they are seen."""
        below = QWidget(self)
        self._flow = FlowLayout(below, spacing=4)
        self._flow.setContentsMargins(12, 2, 12, 8)
        self._not_said = QLabel(self.tr("Not said:"), below)
        self._not_said.setProperty("role", "muted")
        self._flow.addWidget(self._not_said)
        self._buttons = [button(below) for button in make]
        for button in self._buttons:
            self._flow.addWidget(button)
        self._column.insertWidget(1, below)

    def settle(self) -> None:
        """Lay out anew after buttons came or went."""
        if self._not_said is not None and self._flow is not None:
            self._not_said.setVisible(any(not button.isHidden() for button in self._buttons))
            self._flow.invalidate()

    def height_at(self, width: int) -> int:
        """What the fields need at a width."""
        self._column.activate()
        return self._column.totalHeightForWidth(width) if self._column.hasHeightForWidth() else self._column.totalSizeHint().height()

    def set_narrow(self, *, narrow: bool) -> None:
        """Without the column of the report's words, or with it."""
        self.grid.setColumnStretch(2, 0 if narrow else 2)
