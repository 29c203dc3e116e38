"""The rail on the left that leads from screen to screen."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from analyst_app.ui.actions import explain_by
from analyst_app.ui.theme import SNUG, TIGHT, Theme

ICON = 24
LARGEST_ICON = 34
"""With large text the words are what is read; six icons as large as they would leave a low window no room."""


class Rail(QWidget):
    """One button for each screen action; `mark` shows where one is."""

    def __init__(self, screens: Sequence[tuple[str, QAction, str]], *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._icons: list[tuple[QToolButton, str]] = []
        self._buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(SNUG, SNUG, SNUG, SNUG)
        column.setSpacing(TIGHT)
        for name, action, icon in screens:
            button = QToolButton(self)
            button.setText(action.text().replace("&", ""))
            explain_by(button, action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(action.trigger)
            group.addButton(button)
            column.addWidget(button)
            self._buttons[name] = button
            self._icons.append((button, icon))
        column.addStretch()
        theme.changed.connect(self._draw)
        self._draw()

    @property
    def buttons(self) -> Mapping[str, QToolButton]:
        """The buttons by the names of their screens."""
        return self._buttons

    def mark(self, name: str) -> None:
        """Show that this screen is open."""
        self._buttons[name].setChecked(True)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        widest = max(button.fontMetrics().horizontalAdvance(button.text()) for button, _ in self._icons)
        for button, icon in self._icons:
            button.setIcon(self._theme.icon(icon, tone="chosen_ink" if button.isChecked() else "muted"))
            side = min(self._theme.scaled(ICON), LARGEST_ICON)
            button.setIconSize(QSize(side, side))
            button.setFixedWidth(max(widest + 20, 72))
