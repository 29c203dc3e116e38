"""The events of the report: the list, and below it the focused event's card; the keys that decide act here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from analyst_app.domain.review import ReviewState
from analyst_app.ui.context import Context
from analyst_app.ui.review.card_header import CardHeader
from analyst_app.ui.review.commands import ReviewCommands
from analyst_app.ui.review.event_card import EventCard
from analyst_app.ui.review.event_list import EventList
from analyst_app.ui.review.session import ReviewSession


class EventsPanel(QWidget):
    """Decides on the selected events, and moves on.

    Signals:
        all_decided(): the last open event was decided.
    """

    all_decided = Signal()

    def __init__(self, context: Context, session: ReviewSession, commands: ReviewCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._commands = session, commands
        self._compact = self._shared_by_hand = False
        self._most = 0
        self.list = EventList(session, context.theme, self)
        self.header = CardHeader(context, session, self)
        self.card = EventCard(context, session, commands, self)
        below = QWidget(self)
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.card, 1)
        self._splitter = splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(3)
        splitter.addWidget(self.list)
        splitter.addWidget(below)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        splitter.splitterMoved.connect(self._keep_share)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)
        self.list.chosen.connect(session.focus)
        self.list.left.connect(self.card.go_in)
        self.list.doubleClicked.connect(lambda _index: self.edit_first())
        self.card.released.connect(self.take_focus)
        for signal in (session.opened, context.theme.changed):
            signal.connect(self._begin)
        session.focused.connect(self._share_height)
        self.header.accept.clicked.connect(self.toggle)
        self.header.reject.clicked.connect(self._flip_rejection)

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_compact(self, *, compact: bool) -> None:
        """Where there is little height: two rows of the list at least, and not three."""
        self._compact = compact
        self.header.set_compact(compact=compact)
        self._begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share another height out, unless the analyst has done so."""
        super().resizeEvent(event)
        self._begin()

    def _begin(self) -> None:
        self._most = 0
        self._share_height()

    def _share_height(self) -> None:
        """The card gets what its fields need, and the list the rest; it grows with an event that needs more, and never back and forth."""
        if self._shared_by_hand or self._session.focused_event is None:
            return
        row, height = self.list.row_height(), self._splitter.height()
        self._most = max(self._most, self.header.sizeHint().height() + self.card.content_height() + 8)
        least = 2 * row + 4 if self._compact else min(3 * row, height * 2 // 5)
        rows = max(least, height - self._most)
        self._splitter.setSizes([rows, max(1, height - rows)])

    def _keep_share(self) -> None:
        self._shared_by_hand = True

    # Actions

    def accept(self) -> None:
        """Accept, and go to the next open event."""
        self._decide(ReviewState.CONFIRMED, go_on=True)

    def reject(self) -> None:
        """Reject, and go to the next open event."""
        self._decide(ReviewState.REJECTED, go_on=True)

    def reopen(self) -> None:
        """Take the decision back, and stay."""
        self._decide(ReviewState.PROPOSED, go_on=False)

    def toggle(self) -> None:
        """Accept what is open, reopen what is decided; accepting goes on."""
        stored = self._session.focused_event
        if stored is not None and stored.state is ReviewState.PROPOSED:
            self.accept()
        else:
            self.reopen()

    def next_event(self) -> None:
        """To the next event."""
        self.list.step(1)

    def previous_event(self) -> None:
        """To the event before."""
        self.list.step(-1)

    def edit_first(self) -> None:
        """Edit the event, beginning with its count."""
        self.card.edit("count")

    def duplicate(self) -> None:
        """Make another event with the same fields."""
        if self._session.focused_id is not None:
            self._commands.duplicate(self._session.focused_id)

    def _flip_rejection(self) -> None:
        stored = self._session.focused_event
        if stored is not None and stored.state is ReviewState.REJECTED:
            self.accept()
        else:
            self.reject()

    def _decide(self, state: ReviewState, *, go_on: bool) -> None:
        self.card.finish_editing()
        ids = self.list.selected_ids()
        if not ids or self._session.opening.is_on:
            return
        was_open = bool(self._session.open_events())
        self._commands.decide(ids, state)
        if go_on and not self._session.focus_next_open() and was_open:
            self.all_decided.emit()
