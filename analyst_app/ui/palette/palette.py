"""The palette itself: a line to type in and what it finds, over the screen; the whole of it by keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from analyst_app.ui.palette.entries import MOST_SHOWN, Entry, found
from analyst_app.ui.palette.matching import sought_day
from analyst_app.ui.theme import NORMAL, SNUG, Theme
from analyst_app.ui.widgets.search_box import SearchBox
from analyst_app.ui.widgets.words import Rank, Words

WIDTH, HEIGHT = 680, 460
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
_RUN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PLACE = Qt.ItemDataRole.UserRole


class Palette(QDialog):
    """Deleted when closed. What is chosen runs after it has gone, so that the screen below has the keyboard again.

    Signals:
        asked(query): the typing paused; whoever knows of more answers with `show_more`.
        used(entry id): this is what was chosen.
    """

    asked = Signal(str)
    used = Signal(str)

    def __init__(self, entries: Sequence[Entry], *, recent: Sequence[str], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._window = parent
        self._entries = tuple(entries)
        self._recent = tuple(recent)
        self._more: tuple[str, tuple[Entry, ...]] = ("", ())
        self._shown: list[Entry] = []
        self.setWindowTitle("Commands")
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = SearchBox(theme=theme, placeholder="What do you want to do, or which report?")
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._write)
        self.search.asked.connect(self.asked)
        self.list = self._build_list()
        self.told = Words(theme=theme, rank=Rank.MUTED, wraps=True)
        frame = QFrame(self)
        frame.setProperty("role", "panel")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(NORMAL, NORMAL, NORMAL, NORMAL)
        inner.setSpacing(SNUG)
        for widget in (self.search, self.list, self.told):
            inner.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self._place(parent)
        self._write()
        self.search.setFocus()

    @property
    def shown(self) -> Sequence[Entry]:
        """The lines as they stand, best first."""
        return self._shown

    @property
    def current(self) -> Entry | None:
        """The line that Enter runs."""
        item = self.list.currentItem()
        return None if item is None else self._shown[item.data(0, _PLACE)]

    def show_more(self, query: str, entries: Sequence[Entry]) -> None:
        """Show what was found elsewhere, if the query is still the same."""
        if query == self.search.text().strip():
            self._more = (query, tuple(entries))
            self._write()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While one types, the arrows move in the list and Enter runs what is chosen there."""
        if watched is self.search and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in _MOVES:
                self._move(_MOVES[key])
                return True
            if key in _RUN:
                self.run_current()
                return True
        return super().eventFilter(watched, event)

    @Slot()
    def run_current(self) -> None:
        """Close and do what is chosen; what can't be done now says so and stays."""
        entry = self.current
        if entry is None:
            return
        if not entry.usable:
            self.told.setText(f"“{entry.title}” cannot be used now.")
            return
        self.used.emit(entry.id)
        self.accept()
        self._window.activateWindow()
        QTimer.singleShot(0, self._window, entry.run)

    def _build_list(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setAccessibleName("What was found")
        tree.setColumnCount(3)
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        tree.itemActivated.connect(self.run_current)
        tree.itemClicked.connect(self.run_current)
        return tree

    def _place(self, parent: QWidget) -> None:
        width = min(self._theme.scaled(WIDTH), parent.width() - 40)
        height = min(self._theme.scaled(HEIGHT), parent.height() - 80)
        self.resize(width, height)
        self.move(
            parent.mapToGlobal(parent.rect().topLeft()).x() + (parent.width() - width) // 2,
            parent.mapToGlobal(parent.rect().topLeft()).y() + 48,
        )

    @Slot()
    def _write(self) -> None:
        query = self.search.text().strip()
        commands = found(self._entries, query, recent=self._recent)
        elsewhere = list(self._more[1]) if self._more[0] == query else []
        self._shown = [*elsewhere, *commands] if sought_day(query) is not None else [*commands, *elsewhere]
        self.list.clear()
        for place, entry in enumerate(self._shown[:MOST_SHOWN]):
            self.list.addTopLevelItem(self._line(place, entry))
        self.told.setText(
            ""
            if self._shown
            else f"Nothing is called “{query}” here. Type a few letters of a command, a day as 9 Nov, or words of a report."
        )
        self.told.setVisible(not self._shown)
        self._choose(0)

    def _line(self, place: int, entry: Entry) -> QTreeWidgetItem:
        mark = "" if entry.ticked is None else "☑ " if entry.ticked else "☐ "
        item = QTreeWidgetItem([mark + entry.title, entry.kind, entry.keys])
        item.setData(0, _PLACE, place)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, entry.spoken())
        item.setSizeHint(0, QSize(0, self.fontMetrics().height() + 2 * SNUG))
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column in range(3):
            item.setToolTip(column, entry.spoken())
        muted = self._theme.colour("muted" if entry.usable else "disabled")
        for column in (1, 2) if entry.usable else (0, 1, 2):
            item.setForeground(column, muted)
        return item

    def _move(self, by: int) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        place = max(0, min(self.list.topLevelItemCount() - 1, item.data(0, _PLACE) + by))
        self._choose(place)

    def _choose(self, place: int) -> None:
        chosen = self.list.topLevelItem(place)
        if chosen is not None:
            self.list.setCurrentItem(chosen)
            # The keyboard stays in the line; who listens hears what the arrows choose.
            self.search.setAccessibleDescription(self._shown[place].spoken())
            QAccessible.updateAccessibility(QAccessibleEvent(self.search, QAccessible.Event.DescriptionChanged))
