"""The panel that says what this report adds to which day, and warns where its figures do not add up."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QWidget

from analyst_app.domain.ontology import EventType
from analyst_app.ui.context import Context
from analyst_app.ui.review import event_words
from analyst_app.ui.review.day_sums import DaySum, ReportSums, report_sums
from analyst_app.ui.review.session import ReviewSession


class DayPanel(QFrame):
    """Follows the session; adds up anew after every change."""

    def __init__(self, context: Context, session: ReviewSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._session = context, session
        self.setProperty("role", "panel")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setObjectName("day-panel")
        self.setAccessibleName(self.tr("What this report adds"))
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._words.setContentsMargins(10, 8, 10, 8)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        # Placed by hand: with a layout of its own, Qt would ask that for the height, and not the words.
        self._scroller = scroller = QScrollArea(self)
        scroller.setWidgetResizable(True)
        scroller.setFrameShape(QFrame.Shape.NoFrame)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setWidget(self._words)
        for signal in (session.opened, session.closed, session.events_changed, context.theme.changed):
            signal.connect(self._refresh)
        self._refresh()

    def words(self) -> str:
        """What is shown, as HTML."""
        return self._words.text()

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the words, up to a fifth of what it stands in; the rest is scrolled to."""
        over = self.parentWidget()
        room = over.height() // 5 if over is not None else 200
        return max(40, min(self._words.heightForWidth(max(50, width - 4)) + 6, room))

    def sizeHint(self) -> QSize:
        """The height at the present width."""
        return QSize(300, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Never less than the words need, up to its share."""
        return QSize(100, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words fill it."""
        super().resizeEvent(event)
        self._scroller.setGeometry(self.rect().adjusted(1, 1, -1, -1))
        if self.height() != self.heightForWidth(self.width()):
            # Asked again: the first answer was for another width, and for a window not yet at its size.
            self.updateGeometry()

    def _refresh(self) -> None:
        self.setVisible(self._session.report_id is not None)
        if self._session.report_id is None:
            return
        sums = report_sums(self._session.events)
        tones = self._context.theme.tones
        parts = [f"<b>{escape(self.tr('What this report adds'))}</b>"]
        parts += [self._day(day) for day in sums.days]
        if not sums.days:
            parts.append(f"<span style='color:{tones.muted}'>{escape(self.tr('No attack that counts on a day.'))}</span>")
        parts += [self._warning(too_many.whole_id, too_many.total, too_many.parts) for too_many in sums.too_many]
        if left := self._left_out(sums):
            parts.append(f"<span style='color:{tones.muted}'>{escape(left)}</span>")
        self._words.setText("<br>".join(parts))
        self.updateGeometry()

    def _day(self, day: DaySum) -> str:
        tones = self._context.theme.tones
        actor = day.actor or self.tr("party not named")
        head = f"{event_words.day(day.day)} · {escape(actor)}: "
        confirmed, expected = self._figures(day.confirmed), self._figures(day.expected)
        if day.confirmed == day.expected:
            return f"{head}<b>{confirmed}</b> <span style='color:{tones.good}'>✓</span>"
        accepted = escape(self.tr("accepted %1").replace("%1", confirmed or "0"))
        return f"{head}<b>{expected}</b> <span style='color:{tones.muted}'>({accepted})</span>"

    def _figures(self, counts: Sequence[tuple[EventType, int]]) -> str:
        ontology = self._session.ontology
        named = [
            f"{event_words.number(many)} {(ontology[kind].label if many == 1 else ontology[kind].plural).lower()}" for kind, many in counts
        ]
        together = sum(many for _, many in counts)
        return ", ".join(named) + (f" = {event_words.number(together)}" if len(named) > 1 else "")

    def _warning(self, whole_id: int, total: int, parts: int) -> str:
        stored = self._session.find_event(whole_id)
        name = event_words.summary(stored.event, self._session.ontology) if stored is not None else str(total)
        words = self.tr("⚠ The parts of “%1” add up to %2: more than the total. Correct a count, or what is part of it.")
        told = words.replace("%1", name).replace("%2", event_words.number(parts))
        return f"<span style='color:{self._context.theme.tones.bad}'>{escape(told)}</span>"

    def _left_out(self, sums: ReportSums) -> str:
        parts = [
            words.replace("%1", str(many))
            for many, words in (
                (sums.parts, self.tr("%1 inside a total")),
                (sums.cumulative, self.tr("%1 over more than two days")),
                (sums.not_acts, self.tr("%1 planned or denied")),
            )
            if many
        ]
        return self.tr("Not counted again: %1").replace("%1", ", ".join(parts)) if parts else ""
