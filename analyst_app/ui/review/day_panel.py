"""The double-count guard: what this report adds to which day, what is left out, and what seems to be told twice."""

from html import escape

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from analyst_app.ui.context import Context
from analyst_app.ui.review.day_sums import report_sums
from analyst_app.ui.review.session import ReviewSession
from analyst_app.ui.review.sums_words import SumsWords
from analyst_app.ui.review.twins import Twins

QWIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's own number for a size without a bound; the binding does not have it."""

SHARE = 4
"""Of the height that it stands in, the panel takes at most one part of so many; the rest is scrolled to."""

AT_ONCE, SOON = 200, 60
"""Events of a report that are added up at once after a change, and milliseconds until those of a longer one are."""


class DayPanel(QFrame):
    """Follows the session; adds up anew after every change. Where there is little room only its first line is unfolded.

    Signals:
        event_wanted(event id): the analyst wants to see an event of this report.
        twin_wanted(report id, event id): or one of another report.
    """

    event_wanted = Signal(int)
    twin_wanted = Signal(int, int)

    def __init__(self, context: Context, session: ReviewSession, twins: Twins, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._session, self._twins = context, session, twins
        self._open = True
        self._warned: tuple[int, ...] = ()
        self._at = -1
        self.setProperty("role", "panel")
        self.setObjectName("day-panel")
        self.setAccessibleName(self.tr("What this report adds"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._fold = QToolButton(self)
        self._fold.setAutoRaise(True)
        self._fold.clicked.connect(self.toggle)
        self._head, self._body = self._label(), self._label()
        self._scroller = QScrollArea(self)
        self._scroller.setWidgetResizable(True)
        self._scroller.setFrameShape(QFrame.Shape.NoFrame)
        self._scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroller.setWidget(self._body)
        first = QHBoxLayout()
        first.addWidget(self._head, 1)
        first.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 6, 4)
        column.setSpacing(2)
        column.addLayout(first)
        column.addWidget(self._scroller)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._refresh)
        for signal in (session.closed, twins.changed, context.theme.changed):
            signal.connect(self._refresh)
        session.opened.connect(self._open_report)
        session.events_changed.connect(self._follow_changes)
        self._refresh()

    def words(self) -> str:
        """What there is to read, as HTML, folded or not."""
        return f"{self._head.text()}<br>{self._body.text()}"

    @property
    def unfolded(self) -> bool:
        """Whether all of it is shown."""
        return self._open

    def toggle(self) -> None:
        """Unfold or fold."""
        self.unfold(unfolded=not self._open)

    def unfold(self, *, unfolded: bool) -> None:
        """Show all of it, or the first line alone."""
        self._open = unfolded
        self._fit()

    def next_warning(self) -> int | None:
        """The next event that something is wrong with, past the last from the first again; None where all is well."""
        if not self._warned:
            return None
        self._at = (self._at + 1) % len(self._warned)
        return self._warned[self._at]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words wrap anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def sizeHint(self) -> QSize:
        """As wide as it comes."""
        return QSize(300, super().sizeHint().height())

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        flags = Qt.TextInteractionFlag
        label.setTextInteractionFlags(flags.TextSelectableByMouse | flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard)
        label.linkActivated.connect(self._follow)
        return label

    def _follow(self, link: str) -> None:
        kind, *numbers = link.split(":")
        if kind == "event":
            self.event_wanted.emit(int(numbers[0]))
        else:
            self.twin_wanted.emit(int(numbers[0]), int(numbers[1]))

    def _open_report(self) -> None:
        """Never the sums of another report, not even for a moment."""
        self._head.setText(self.tr("Adding up…"))
        self._body.clear()
        self.setVisible(self._session.report_id is not None)
        self._follow_changes()

    def _follow_changes(self) -> None:
        """At once, unless adding up takes longer than a key may wait: then the decision is painted first."""
        if len(self._session.all_events) <= AT_ONCE:
            self._refresh()
        else:
            self._soon.start()

    def _standing(self) -> str:
        """Of a report that another one replaces, and of a second coding, that nothing of it counts, before what it says by itself."""
        detail = self._session.detail
        if detail is not None and detail.row.revised_by is not None:
            said = self.tr("“%1” replaces this report, so nothing of it counts. By itself:")
            return f"<b>{escape(said.replace('%1', detail.row.revised_by.title))}</b> "
        if detail is not None and detail.row.coder is not None:
            return f"<b>{escape(self.tr('A second coding counts nowhere. By itself:'))}</b> "
        return ""

    def _refresh(self) -> None:
        self._soon.stop()
        self.setVisible(self._session.report_id is not None)
        if self._session.report_id is None:
            return
        sums = report_sums(self._session.all_events)
        words = SumsWords(sums, told=self._twins.told, session=self._session, tones=self._context.theme.tones)
        self._head.setText(self._standing() + words.head())
        self._body.setText(words.body())
        warned = tuple(dict.fromkeys((*sums.warnings, *self._twins.unsettled())))
        if warned != self._warned:
            self._warned, self._at = warned, -1
        for label in (self._head, self._body):
            # Tab comes to it where there is a link to follow.
            label.setFocusPolicy(Qt.FocusPolicy.StrongFocus if "<a " in label.text() else Qt.FocusPolicy.NoFocus)
        self._fit()

    def _fit(self) -> None:
        """As high as the words, up to its share of what it stands in."""
        told = self.tr("Fold the sums (Shift+T)") if self._open else self.tr("Unfold the sums (Shift+T)")
        self._fold.setText("▾" if self._open else "▸")
        self._fold.setToolTip(told)
        self._fold.setAccessibleName(told)
        self._scroller.setVisible(self._open)
        over = self.parentWidget()
        room = over.height() // SHARE if over is not None else 200
        width, line = max(50, self.width() - 18), self.fontMetrics().height()
        # A label of a fixed height answers with that height: it is set free before it is asked.
        self._head.setMinimumHeight(0)
        self._head.setMaximumHeight(QWIDGETSIZE_MAX)
        head = max(line, self._head.heightForWidth(max(50, width - self._fold.sizeHint().width() - 8)))
        self._head.setFixedHeight(head)
        self._scroller.setFixedHeight(max(line + 4, min(self._body.heightForWidth(width) + 4, room - head)))
        self.updateGeometry()
