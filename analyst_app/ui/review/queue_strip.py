"""The strip that orders the queue of reports and sets unsure proposals aside. Decides nothing; tells what was chosen."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QSlider, QToolButton, QWidget

from analyst_app.domain.review import QueueOrder, ReviewState
from analyst_app.ui.review import event_words
from analyst_app.ui.review.session import ReviewSession
from analyst_app.ui.theme import Theme
from analyst_app.ui.widgets.flow import FlowLayout

STEP, MOST = 5, 95
"""Per cent: how far one key moves the threshold, and how far it goes."""


class QueueStrip(QFrame):
    """Unfolds below the head.

    Signals:
        closed(): it is folded again.
    """

    closed = Signal()

    def __init__(self, session: ReviewSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("role", "panel")
        self.setObjectName("queue-strip")
        self.order = QComboBox(self)
        self.order.setAccessibleName(self.tr("Order of the reports"))
        for order, words in (
            (QueueOrder.DATE, self.tr("Oldest first")),
            (QueueOrder.CONFIDENCE, self.tr("Least sure first")),
            (QueueOrder.SOURCE, self.tr("By source")),
        ):
            self.order.addItem(words, order)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, MOST // STEP)
        self.slider.setPageStep(2)
        self.slider.setMinimumWidth(theme.scaled(140))
        self.slider.setAccessibleName(self.tr("Set aside proposals less sure than"))
        self._told, self._waiting = QLabel(self), QLabel(self)
        self._waiting.setProperty("role", "muted")
        close = QToolButton(self)
        close.setText("✕")
        close.setAutoRaise(True)
        close.setAccessibleName(self.tr("Close"))
        close.clicked.connect(self.fold)
        line = FlowLayout(self, spacing=10)
        line.setContentsMargins(14, 6, 12, 6)
        for words, widget in ((self.tr("Next report:"), self.order), (self.tr("Set aside:"), self.slider)):
            label = QLabel(words, self)
            label.setProperty("role", "muted")
            label.setBuddy(widget)
            line.addWidget(label)
            line.addWidget(widget)
        line.addWidget(self._told)
        line.addWidget(self._waiting)
        line.addWidget(close)
        self.order.activated.connect(self._choose)
        self.slider.valueChanged.connect(self._choose)
        for signal in (session.opened, session.events_changed, session.queue.chosen, session.queue.progressed, theme.changed):
            signal.connect(self._show)
        self._show()
        self.hide()

    def unfold(self) -> None:
        """Show it, or hide it again."""
        if self.isVisible():
            self.fold()
            return
        self.show()
        self.order.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def fold(self) -> None:
        """Hide."""
        self.hide()
        self.closed.emit()

    def told(self) -> str:
        """What the threshold comes to, as shown."""
        return self._told.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape go back to the work."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.fold()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        queue = self._session.queue
        queue.choose(replace(queue.choice, order=QueueOrder(self.order.currentData()), at_least=self.slider.value() * STEP))

    def _show(self) -> None:
        choice = self._session.queue.choice
        self.order.setCurrentIndex(self.order.findData(choice.order))
        self.slider.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.slider.setValue(choice.at_least // STEP)
        self.slider.blockSignals(False)  # noqa: FBT003 - Qt's own
        aside = len(self._session.set_aside())
        here = sum(stored.state is ReviewState.PROPOSED for stored in self._session.all_events)
        if not choice.at_least:
            words = self.tr("nothing")
        else:
            words = self.tr("less sure than %1 %: %2 of %3 open here; they stay open")
            words = words.replace("%1", str(choice.at_least)).replace("%2", str(aside)).replace("%3", str(here))
        self._told.setText(words)
        waiting = event_words.number(self._session.queue.waiting)
        self._waiting.setText(self.tr("reports that wait: %1").replace("%1", waiting))
        self.updateGeometry()
