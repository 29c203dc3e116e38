"""New events whose surrounding words are being read. The card is complete without it: what can't be read, the analyst types."""

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from analyst_app.services import proposing
from analyst_app.services.review import CreatedEvent
from analyst_app.ui.context import Context
from analyst_app.ui.tasks import Lane


class FillingIn(QObject):
    """Reads one event's words after the other, apart from commands.

    Signals:
        changed(): another event is being read, or is read now.
    """

    changed = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._reading: set[int] = set()

    def is_read(self, event_id: int) -> bool:
        """Whether the words around an event are being read now."""
        return event_id in self._reading

    def begin(self, created: CreatedEvent) -> None:
        """Let the words around a new event be read, and the fields filled in that are then still as it was made."""
        workbench, event_id, made = self._context.workbench, created.event_id, created.event
        self._reading.add(event_id)
        self.changed.emit()
        handle = self._context.tasks.submit(lambda: proposing.fill_in(workbench, event_id=event_id, as_made=made), lane=Lane.JOB)
        for end in (handle.succeeded, handle.failed):
            end.connect(lambda _what: self._end(event_id) if isValid(self) else None)

    def _end(self, event_id: int) -> None:
        self._reading.discard(event_id)
        self.changed.emit()
