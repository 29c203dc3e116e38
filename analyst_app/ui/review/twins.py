"""Which attacks of the report other reports have, too: asked for after every change, apart from commands. Knows no widgets."""

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from analyst_app.services import acts
from analyst_app.services.acts import ToldElsewhere
from analyst_app.ui.context import Context
from analyst_app.ui.review.session import ReviewSession
from analyst_app.ui.tasks import Lane, TaskHandle

PAUSE = 150
"""Milliseconds without a change before it is asked again: who decides one event after the other is not kept waiting."""


class Twins(QObject):
    """Follows the session.

    Signals:
        changed(): `told` is another.
    """

    changed = Signal()

    def __init__(self, context: Context, session: ReviewSession, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._session = context, session
        self._asked: TaskHandle | None = None
        self.told: tuple[ToldElsewhere, ...] = ()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE)
        self._soon.timeout.connect(self._ask)
        session.opened.connect(self._forget)
        # Not in the turn in which the report opens: it is to be painted first.
        session.opened.connect(self._soon.start)
        session.closed.connect(self._forget)
        context.tasks.changed.connect(lambda _changes: self._soon.start())

    def of_event(self, event_id: int | None) -> tuple[ToldElsewhere, ...]:
        """What other reports have of one event."""
        return tuple(one for one in self.told if one.event_id == event_id)

    def unsettled(self) -> tuple[int, ...]:
        """The events that another report may tell and that are linked with none, in reading order."""
        settled = {one.event_id for one in self.told if one.linked}
        open_ones = {one.event_id for one in self.told} - settled
        return tuple(stored.id for stored in self._session.events if stored.id in open_ones)

    def _forget(self) -> None:
        if self._asked is not None:
            self._asked.abandon()
            self._asked = None
        if self.told:
            self.told = ()
            self.changed.emit()

    def _ask(self) -> None:
        report_id, workbench = self._session.report_id, self._context.workbench
        if report_id is None or self._context.tasks.closed:
            return
        if self._asked is not None:
            self._asked.abandon()

        self._asked = self._context.tasks.submit(lambda: acts.told_elsewhere(workbench, report_id=report_id), lane=Lane.PICTURE)
        self._asked.succeeded.connect(lambda told: self._take(report_id, told) if isValid(self) else None)

    def _take(self, report_id: int, told: tuple[ToldElsewhere, ...]) -> None:
        self._asked = None
        if report_id == self._session.report_id and told != self.told:
            self.told = told
            self.changed.emit()
