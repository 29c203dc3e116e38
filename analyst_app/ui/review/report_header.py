"""The head of the review screen: which report this is, how far its review has come, and the way to the next."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from analyst_app.domain.review import ReviewState
from analyst_app.ui.colours import STATE_MARKS
from analyst_app.ui.context import Context
from analyst_app.ui.review import event_words
from analyst_app.ui.review.session import ReviewSession

GAPS = 116
"""Pixels between title, words and buttons, and at the ends."""


class ReportHeader(QWidget):
    """Follows the session. The buttons are public; what they do is decided by the screen."""

    def __init__(self, context: Context, session: ReviewSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._session = context, session
        self._compact = False
        self._title = ElidedLabel(self)
        self._about = ElidedLabel(self)
        self._about.setProperty("role", "muted")
        self._progress = ElidedLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Decided events"))
        self.details = self._button(QToolButton(self), self.tr("Details"), self.tr("Correct title, source, author and date (Shift+E)"))
        self.queue = self._button(
            QToolButton(self), self.tr("Queue"), self.tr("Order of the reports, and how sure a proposal has to be (Shift+Q)")
        )
        self.back = self._button(QToolButton(self), "‹  [", self.tr("The report shown before ([)"))
        self.forward = self._button(QToolButton(self), "]  ›", self.tr("The next report with open events (])"))
        self.finish = self._button(QPushButton(self), "", self.tr("Accept what is still open and open the next report (Shift+A)"))
        self.finish.setProperty("rank", "primary")
        titles = QVBoxLayout()
        titles.setSpacing(1)
        titles.addWidget(self._title)
        titles.addWidget(self._about)
        far = QVBoxLayout()
        far.setSpacing(4)
        far.addStretch(1)
        far.addWidget(self._progress)
        far.addWidget(self._bar)
        far.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.details)
        line.addSpacing(8)
        line.addLayout(far, 1)
        line.addSpacing(8)
        line.addWidget(self.queue)
        line.addWidget(self.back)
        line.addWidget(self.forward)
        line.addWidget(self.finish)
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(14, 8, 12, 8)
        self._lines.setSpacing(8)
        self._lines.addLayout(titles, 1)
        self._lines.addLayout(line)
        for signal in (session.opened, session.entities_changed, session.events_changed, context.theme.changed):
            signal.connect(self._refresh)
        for signal in (session.queue.chosen, session.queue.progressed):
            signal.connect(self._refresh)

    def progress_words(self) -> str:
        """How far the review is, as shown."""
        return self._progress.words

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the title would be cut, the controls go below it."""
        super().resizeEvent(event)
        self._arrange()

    def _far(self, decided: int, events: int) -> str:
        """“12 of 17 events, 3 of 9 reports”, and how many proposals are set aside."""
        words = self.tr("%1 of %2 events").replace("%1", str(decided)).replace("%2", str(events))
        progress = self._session.queue.progress
        if progress is not None:
            reports = self.tr(", %1 of %2 reports").replace("%1", event_words.number(progress.reports_reviewed))
            words += reports.replace("%2", event_words.number(progress.reports))
        aside = len(self._session.set_aside())
        if aside:
            words += self.tr(", %1 set aside").replace("%1", str(aside))
        return words

    def set_compact(self, *, compact: bool) -> None:
        """Where there is little height, smaller and closer."""
        self._compact = compact
        self._lines.setContentsMargins(14, 4 if compact else 8, 12, 4 if compact else 8)
        self._refresh()

    def _arrange(self) -> None:
        far = self._progress.full_width() + 4
        # Not asked of the layout, whose own hint still has what the words were given before.
        buttons = sum(b.sizeHint().width() for b in (self.details, self.queue, self.back, self.forward, self.finish))
        narrow = self._title.full_width() + buttons + max(far, self._bar.sizeHint().width()) + GAPS > self.width()
        # Below the title, where it stands on a line with the buttons, it may be cut, so that the window can be narrow.
        self._progress.setMinimumWidth(0 if narrow else far)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if direction is not self._lines.direction():
            self._lines.setDirection(direction)
            self._name()
            self.updateGeometry()

    def _name(self) -> None:
        """Title, source and day: in two lines beside the controls, in one line above them."""
        detail = self._session.detail
        if detail is None:
            return
        row = detail.row
        about = [row.source or self.tr("no source"), event_words.day(row.published), row.author]
        about.append(f"{STATE_MARKS[row.state]} {event_words.state_label(row.state)}")
        if row.coder is not None:
            about.append(self.tr("second coding by %1").replace("%1", row.coder))
        if row.revised_by is not None:
            about.append(self.tr("revised by “%1”, counts nowhere").replace("%1", row.revised_by.title))
        told = "  ·  ".join(part for part in about if part)
        beside = self._lines.direction() is QBoxLayout.Direction.LeftToRight
        self._about.setVisible(beside)
        self._about.set_words(told)
        self._title.setFont(self._context.theme.font(scale=1.0 if self._compact else 1.25, bold=True))
        self._title.set_words(row.title, more="" if beside else f"  ·  {told}")

    def _button[B: QToolButton | QPushButton](self, button: B, words: str, told: str) -> B:
        button.setText(words)
        button.setToolTip(told)
        button.setAccessibleName(told)
        if isinstance(button, QToolButton):
            button.setProperty("rank", "quiet")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _refresh(self) -> None:
        detail = self._session.detail
        if detail is None:
            return
        self._name()
        events = self._session.events
        decided = sum(stored.state is not ReviewState.PROPOSED for stored in events)
        self._progress.set_words(self._far(decided, len(events)))
        self._bar.setMaximum(max(1, len(events)))
        self._bar.setValue(decided if events else 1)
        left = len(events) - decided
        many = self.tr("Accept %1 and go on  ⇧A").replace("%1", str(left))
        self.finish.setText(many if left else self.tr("Finish and go on  ⇧A"))
        self._arrange()


class ElidedLabel(QLabel):
    """A line that is cut with dots where it does not fit, whole in the tooltip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = self._more = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_words(self, words: str, *, more: str = "") -> None:
        """Show another line; `more` stands behind it where there is room, and is cut first."""
        self._words, self._more = words, more
        self._cut()

    @property
    def words(self) -> str:
        """The line, cut or not."""
        return self._words

    def full_width(self) -> int:
        """The width at which nothing is cut."""
        return QFontMetrics(self.font()).horizontalAdvance(self._words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut elsewhere."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        cut = QFontMetrics(self.font()).elidedText(self._words + self._more, Qt.TextElideMode.ElideRight, max(20, self.width()))
        if cut != self.text():
            self.setText(cut)
        whole = self._words + self._more
        self.setAccessibleName(whole)
        self.setToolTip(whole if cut != whole else "")
