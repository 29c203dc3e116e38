"""What the focused event is, how it is decided, and the buttons to decide it. Decides nothing by itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from analyst_app.domain.review import Origin, ReviewState
from analyst_app.ui.colours import STATE_MARKS
from analyst_app.ui.context import Context
from analyst_app.ui.review import event_words
from analyst_app.ui.review.session import ReviewSession


class CardHeader(QWidget):
    """What the focused event is, how it is decided, and the buttons to decide it."""

    def __init__(self, context: Context, session: ReviewSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._session = context, session
        self._summary = QLabel(self)
        self._summary.setWordWrap(True)
        self._state = QLabel(self)
        self.accept = QPushButton(self)
        self.reject = QPushButton(self)
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 12, 4)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(self._summary)
        told.addWidget(self._state)
        line.addLayout(told, 1)
        line.addWidget(self.accept, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.reject, 0, Qt.AlignmentFlag.AlignTop)
        for signal in (
            session.opened,
            session.closed,
            session.focused,
            session.events_changed,
            session.saving_changed,
            session.filling_in.changed,
            context.theme.changed,
        ):
            signal.connect(self._refresh)
        self._refresh()

    def set_compact(self, *, compact: bool) -> None:
        """Where there is little height: without the summary, which the list has."""
        self._summary.setVisible(not compact)
        margins = self._line.contentsMargins()
        self._line.setContentsMargins(margins.left(), 2 if compact else 8, margins.right(), 2 if compact else 4)

    def _refresh(self) -> None:
        stored = self._session.focused_event
        self.setVisible(stored is not None)
        if stored is None:
            return
        theme = self._context.theme
        self._summary.setFont(theme.font(scale=1.15, bold=True))
        self._summary.setText(event_words.summary(stored.event, self._session.ontology))
        state = event_words.state_label(stored.state)
        words = f"{STATE_MARKS[stored.state]} {state}"
        if self._session.is_pending(stored.id):
            words = self.tr("… %1, saving").replace("%1", state)
        elif stored.state is not ReviewState.PROPOSED and stored.analyst:
            words += self.tr(" by %1").replace("%1", stored.analyst)
        elif stored.origin is Origin.ANALYST:
            words += self.tr(" · added by you")
        if self._session.filling_in.is_read(stored.id):
            words += self.tr(" · reading the words around it…")
        if stored.act_id is not None:
            words += self.tr(" · linked, counts here") if stored.preferred else self.tr(" · linked, counts in another report")
        self._state.setText(words)
        self._state.setStyleSheet(f"color: {theme.state_colour(stored.state).name()}")
        decided = stored.state is not ReviewState.PROPOSED
        self.accept.setText(self.tr("Reopen  U") if decided else self.tr("Accept  A"))
        self.reject.setText(self.tr("Reject  R") if stored.state is not ReviewState.REJECTED else self.tr("Accept  A"))
