"""What the report that replaces an event's own, or is replaced by it, says of the same act: the old value beside the new one."""

from PySide6.QtCore import QObject, Signal, Slot

from analyst_app.domain.comparing import OtherValue
from analyst_app.domain.ontology import Ontology
from analyst_app.domain.rows import EventRow
from analyst_app.services import comparing
from analyst_app.ui.context import Context
from analyst_app.ui.review import event_words
from analyst_app.ui.tasks import TaskHandle


class OtherValues(QObject):
    """Asks only about events of reports that are replaced or replace another one.

    Signals:
        told(event id, sentence): for the event that was asked about last.
    """

    told = Signal(int, str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._asking: TaskHandle | None = None

    @Slot(object)
    def ask(self, row: EventRow | None) -> None:
        """Ask about this event; an older question is given up."""
        if self._asking is not None:
            self._asking.abandon()
            self._asking = None
        if row is None or not (row.revises or row.revised_by):
            return
        workbench, event_id = self._context.workbench, row.stored.id
        self._asking = self._context.tasks.submit(lambda: (event_id, comparing.other_values(workbench, event_id=event_id)))
        self._asking.succeeded.connect(self._tell)
        self._asking.finished.connect(self._finish)

    @Slot(object)
    def _tell(self, answer: tuple[int, tuple[OtherValue, ...]]) -> None:
        event_id, values = answer
        said = [sentence(value, self._context.workbench.ontology) for value in values]
        self.told.emit(event_id, "; ".join(said))

    @Slot()
    def _finish(self) -> None:
        self._asking = None


def sentence(value: OtherValue, ontology: Ontology) -> str:
    """“before: 16 airstrikes (Evening update)”, or what is told now."""
    when = "now" if value.later else "before"
    said = "not told" if value.event is None else event_words.summary(value.event.event, ontology)
    return f"{when}: {said} ({value.row.title})"
