"""The list of a report's events: one two-line row each, painted and never made a widget, so that hundreds cost nothing."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from analyst_app.domain.ontology import Status
from analyst_app.domain.review import Origin, ReviewState
from analyst_app.domain.rows import StoredEvent
from analyst_app.ui.colours import STATE_MARKS
from analyst_app.ui.review import event_words
from analyst_app.ui.review.session import ReviewSession
from analyst_app.ui.theme import Theme

type Index = QModelIndex | QPersistentModelIndex

EVENT = Qt.ItemDataRole.UserRole
UNSURE = 0.7
"""Below this confidence a row carries a mark; the extraction's confidence is calibrated, so that is three in ten wrong."""


class EventModel(QAbstractListModel):
    """The events of the session, in reading order."""

    def __init__(self, session: ReviewSession, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._events: tuple[StoredEvent, ...] = ()
        self._row_of: dict[int, int] = {}
        session.opened.connect(self._reset)
        session.closed.connect(self._reset)
        session.events_changed.connect(self._follow)

    def row_of(self, event_id: int | None) -> int | None:
        """Where an event stands in the list."""
        return None if event_id is None else self._row_of.get(event_id)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many events there are."""
        return 0 if parent is not None and parent.isValid() else len(self._events)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The event itself, or what a screen reader says of it."""
        if not index.isValid() or index.row() >= len(self._events):
            return None
        stored = self._events[index.row()]
        if role == EVENT:
            return stored
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return event_words.spoken(stored, self._session.ontology)
        return None

    def _reset(self) -> None:
        self.beginResetModel()
        self._take()
        self.endResetModel()

    def _take(self) -> None:
        self._events = self._session.events
        self._row_of = {stored.id: row for row, stored in enumerate(self._events)}

    def _follow(self, ids: Iterable[int]) -> None:
        before = [stored.id for stored in self._events]
        if [stored.id for stored in self._session.events] != before:
            self._reset()
            return
        self._take()
        rows = [self._row_of[i] for i in ids if i in self._row_of]
        for row in rows or ([0] if self._events else []):
            last = row if rows else len(self._events) - 1
            self.dataChanged.emit(self.index(row), self.index(last))


class EventDelegate(QStyledItemDelegate):
    """Paints one event: what happened and when, who did it where, the decision, and how sure the proposal is."""

    def __init__(self, session: ReviewSession, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._fonts: dict[tuple[bool, bool], tuple[QFont, QFontMetrics]] = {}
        theme.changed.connect(self._fonts.clear)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two lines of the current text size."""
        line = QFontMetrics(self._theme.font()).height()
        return QSize(200, round(line * 2.15) + 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        stored: StoredEvent | None = index.data(EVENT)
        if stored is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, state = QRect(option.rect), option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, rect, stored, chosen=chosen, focused=stored.id == self._session.focused_id)
        inner = rect.adjusted(10, 7, -12, -7)
        if stored.event.part_of is not None:
            inner.setLeft(inner.left() + 18)
        first, second = QRect(inner), QRect(inner)
        first.setHeight(inner.height() // 2)
        second.setTop(first.bottom() + 1)
        left = self._paint_first(painter, first, stored, chosen=chosen)
        self._paint_second(painter, second, stored, chosen=chosen, left=left)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, stored: StoredEvent, *, chosen: bool, focused: bool) -> None:
        tones = self._theme.tones
        painter.fillRect(rect, QColor(tones.chosen if chosen else tones.base))
        painter.setPen(QPen(QColor(tones.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height() - 1), self._theme.state_colour(stored.state))
        if focused:
            painter.setPen(QPen(QColor(tones.accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _paint_first(self, painter: QPainter, rect: QRect, stored: StoredEvent, *, chosen: bool) -> tuple[str, str]:
        """Draw what happened and when; give back the days and the status where there is no room for them here."""
        tones, event = self._theme.tones, stored.event
        ink = QColor(tones.chosen_ink if chosen else tones.ink)
        muted = ink if chosen else QColor(tones.muted)
        rejected = stored.state is ReviewState.REJECTED
        mark = "…" if self._session.is_pending(stored.id) else STATE_MARKS[stored.state]
        rect = self._write(painter, rect, mark, self._theme.state_colour(stored.state), bold=True, width="✓ ")
        words = event_words.summary(event, self._session.ontology)
        if event.part_of is not None:
            words = f"↳ {words}"
        days = event_words.days(event.date)
        _, bold = self._font(bold=True, struck=rejected)
        _, plain = self._font(bold=False, struck=False)
        if bold.horizontalAdvance(words) + plain.horizontalAdvance(days) + 20 <= rect.width():
            rect, days = self._write(painter, rect, days, muted, right=True), ""
        rect = self._write(painter, rect, words, muted if rejected else ink, bold=True, struck=rejected)
        status = "" if event.status is Status.OCCURRED else event_words.status_label(event.status).lower()
        if plain.horizontalAdvance(status) > rect.width():
            return days, status
        self._write(painter, rect, status, QColor(tones.pending))
        return days, ""

    def _paint_second(self, painter: QPainter, rect: QRect, stored: StoredEvent, *, chosen: bool, left: tuple[str, str]) -> None:
        tones, event = self._theme.tones, stored.event
        muted = QColor(tones.chosen_ink if chosen else tones.muted)
        rect = self._write(painter, rect, "", muted, width="✓ ", bold=True)
        sure = event.confidence_of("event")
        if stored.origin is Origin.ANALYST:
            rect = self._write(painter, rect, self.tr("yours"), muted, right=True)
        elif stored.state is ReviewState.PROPOSED and sure is not None and sure < UNSURE:
            rect = self._write(
                painter, rect, self.tr("unsure %1 %").replace("%1", str(round(sure * 100))), QColor(tones.pending), right=True
            )
        days, status = left
        if days:
            rect = self._write(painter, rect, days, muted, right=True)
        if status:
            rect = self._write(painter, rect, status, QColor(tones.pending))
        parts = [event_words.parties(event), event_words.where(event.places)]
        words = " · ".join(part for part in parts if part) or self.tr("no party, no place")
        if stored.corrections:
            words += self.tr(" · corrected")
        self._write(painter, rect, words, muted)

    def _font(self, *, bold: bool, struck: bool) -> tuple[QFont, QFontMetrics]:
        if (bold, struck) not in self._fonts:
            font = self._theme.font(bold=bold)
            font.setStrikeOut(struck)
            self._fonts[bold, struck] = (font, QFontMetrics(font))
        return self._fonts[bold, struck]

    def _write(
        self,
        painter: QPainter,
        rect: QRect,
        words: str,
        ink: QColor,
        *,
        bold: bool = False,
        right: bool = False,
        struck: bool = False,
        width: str = "",
    ) -> QRect:
        """Write at one end of the rest of a line, cut with dots, and give back what is left of the line."""
        font, metrics = self._font(bold=bold, struck=struck)
        room = min(rect.width(), max(metrics.horizontalAdvance(words), metrics.horizontalAdvance(width)) + 1)
        painter.setFont(font)
        painter.setPen(ink)
        place = QRect(rect.right() - room + 1 if right else rect.left(), rect.top(), room, rect.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))
        gap = 10 if not width else 2
        return rect.adjusted(0, 0, -room - gap, 0) if right else rect.adjusted(room + gap, 0, 0, 0)


class EventList(QListView):
    """The events, one of which has the focus; several can be selected and decided at once.

    Signals:
        chosen(event id): the analyst moved to another event.
        left(): the right arrow: on to the fields of the event.
    """

    chosen = Signal(int)
    left = Signal()

    def __init__(self, session: ReviewSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._events = EventModel(session, self)
        self._following = False
        self.empty_words = self.tr("No events were proposed.\n\nSelect words in the text and press V to make one.")
        self.setObjectName("event-list")
        self.setAccessibleName(self.tr("Events of the report"))
        self.setModel(self._events)
        self.setItemDelegate(EventDelegate(session, theme, self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        session.saving_changed.connect(self.viewport().update)
        for signal in (session.opened, session.focused, session.events_changed):
            signal.connect(self._follow)
        theme.changed.connect(self._fit)
        self._fit()

    def selected_ids(self) -> list[int]:
        """The selected events, in reading order; the focused one where the selection is elsewhere."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        ids: Sequence[int] = [self._events.index(row).data(EVENT).id for row in rows]
        focused = self._session.focused_id
        if focused is None or focused in ids:
            return list(ids)
        return [focused]

    def row_height(self) -> int:
        """How high one event is."""
        return self.itemDelegate().sizeHint(QStyleOptionViewItem(), QModelIndex()).height()

    def step(self, by: int) -> None:
        """Move to a neighbouring event; at the ends stay."""
        row = self._events.row_of(self._session.focused_id)
        if row is not None and 0 <= row + by < self._events.rowCount():
            self._session.focus(self._events.index(row + by).data(EVENT).id)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows; where there are none, say how to make one."""
        super().paintEvent(event)
        if not self._events.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(20, 20, -20, -20), flags, self.empty_words)
            painter.end()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the session where the analyst went."""
        super().currentChanged(current, previous)
        stored: StoredEvent | None = current.data(EVENT) if current.isValid() else None
        if stored is not None and not self._following:
            self.chosen.emit(stored.id)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """The right arrow goes on to the fields."""
        if action is QAbstractItemView.CursorAction.MoveRight:
            self.left.emit()
            return self.currentIndex()
        return super().moveCursor(action, modifiers)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the focused event in view."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def _fit(self) -> None:
        self.setMinimumHeight(self.fontMetrics().height() * 3)
        self.scheduleDelayedItemsLayout()

    def _follow(self) -> None:
        row = self._events.row_of(self._session.focused_id)
        if row is None or row == self.currentIndex().row():
            self.viewport().update()
            return
        self._following = True
        index = self._events.index(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        self._following = False
