"""What an empty database shows: the three ways to begin, in words."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from analyst_app.ui.theme import LOOSE, NORMAL, SNUG, WIDE, Theme
from analyst_app.ui.widgets.enter import ENTER_KEYS, press_by_enter
from analyst_app.ui.widgets.words import Rank, Words

ICON = 32
NARROWEST_CARD, WIDEST_CARD = 220, 270
WAYS = (
    (
        "file.paste",
        "paste",
        "Paste a report",
        "Copy a situation report from anywhere and paste it here. Entities and events are proposed at once.",
    ),
    ("file.open", "open", "Open files", "Choose one or more report files, or drop files and whole folders anywhere on this window."),
    (
        "file.samples",
        "samples",
        "Try the samples",
        "Four short reports of consecutive days, to see how review, events and charts work together.",
    ),
)


class FirstStart(QWidget):
    """Three cards with a button each. `actions` are the window's, by their ids."""

    def __init__(self, *, theme: Theme, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._marks: list[tuple[QLabel, str]] = []
        self._cards: list[QFrame] = []
        self.buttons: dict[str, QPushButton] = {}
        title = Words("No reports yet", theme=theme, rank=Rank.TITLE)
        text = Words(
            "Everything stays on this computer: reports, events and decisions are kept in one database file.",
            theme=theme,
            rank=Rank.MUTED,
            wraps=True,
        )
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        cards = QHBoxLayout()
        cards.setSpacing(WIDE)
        cards.addStretch(1)
        for way in WAYS:
            cards.addWidget(self._card(way, actions[way[0]]), stretch=100)
        cards.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(LOOSE, LOOSE, LOOSE, LOOSE)
        column.setSpacing(SNUG)
        column.addStretch(2)
        column.addWidget(title, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(text)
        column.addSpacing(WIDE)
        column.addLayout(cards)
        column.addStretch(3)
        theme.changed.connect(self._draw)
        self._draw()

    @property
    def first(self) -> QPushButton:
        """The button of the first way."""
        return self.buttons[WAYS[0][0]]

    def event(self, event: QEvent) -> bool:
        """Enter belongs to the card that has the keyboard, not to the library, which has no report to open."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in ENTER_KEYS:
            event.accept()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes the way that has the keyboard, as the space bar does."""
        if not press_by_enter(event, self.focusWidget()):
            super().keyPressEvent(event)

    def _card(self, way: tuple[str, str, str, str], action: QAction) -> QFrame:
        identity, icon, heading, text = way
        card = QFrame(self)
        card.setProperty("role", "panel")
        mark = QLabel(card)
        self._marks.append((mark, icon))
        button = QPushButton(heading, card)
        button.setProperty("rank", "primary" if not self.buttons else "")
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)
        self.buttons[identity] = button
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        layout.setSpacing(NORMAL)
        layout.addWidget(mark)
        layout.addWidget(Words(heading, theme=self._theme, rank=Rank.SECTION))
        layout.addWidget(Words(text, theme=self._theme, rank=Rank.MUTED, wraps=True), stretch=1)
        layout.addWidget(button)
        layout.addWidget(Words(keys or "in the File menu", theme=self._theme, rank=Rank.MUTED), alignment=Qt.AlignmentFlag.AlignHCenter)
        card.setMinimumWidth(NARROWEST_CARD)
        self._cards.append(card)
        return card

    @Slot()
    def _draw(self) -> None:
        for card in self._cards:
            card.setMaximumWidth(self._theme.scaled(WIDEST_CARD))
        size = self._theme.scaled(ICON)
        for mark, icon in self._marks:
            mark.setPixmap(self._theme.icon(icon, tone="accent").pixmap(QSize(size, size)))
