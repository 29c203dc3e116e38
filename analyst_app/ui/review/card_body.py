"""Where the card lays its fields: a grid for what is said, and below it, in lines, the short buttons of what is not."""

from collections.abc import Iterable

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
        self._below = QWidget(self)
        self._flow = FlowLayout(self._below, spacing=4)
        self._flow.setContentsMargins(12, 2, 12, 8)
        self._not_said = QLabel(self.tr("Not said:"), self._below)
        self._not_said.setProperty("role", "muted")
        self._flow.addWidget(self._not_said)
        self._buttons: list[UnsaidButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.grid)
        column.addWidget(self._below)
        column.addStretch(1)

    def add_unsaid(self, buttons: Iterable[UnsaidButton]) -> None:
        """Take the short buttons in."""
        for button in buttons:
            self._buttons.append(button)
            self._flow.addWidget(button)

    def settle(self) -> None:
        """Lay out anew after buttons came or went."""
        self._not_said.setVisible(any(not button.isHidden() for button in self._buttons))
        self._flow.invalidate()

    def set_narrow(self, *, narrow: bool) -> None:
        """Without the column of the report's words, or with it."""
        self.grid.setColumnStretch(2, 0 if narrow else 2)
