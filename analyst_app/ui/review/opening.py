"""The report that was asked for and is not there yet; until it is, nothing may act on the one still shown. Knows no widgets."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from analyst_app.ui.context import Context
from analyst_app.ui.tasks import TaskHandle


class Opening(QObject):
    """One question at a time: a newer one takes the place of the one before.

    Signals:
        changed(): a report is being opened now, or is not any more.
    """

    changed = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._asked: TaskHandle | None = None

    @property
    def is_on(self) -> bool:
        """Whether what is shown is about to give way to another report."""
        return self._asked is not None

    def ask(self, question: Callable[[], Any], then: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        """Run a question that leads to another report; one of the two others hears of it, unless something newer is asked before."""
        self.stop()
        self._asked = handle = self._context.tasks.submit(question)
        handle.succeeded.connect(lambda answer: self._end(then, answer) if isValid(self) else None)
        handle.failed.connect(lambda error: self._end(failed, error) if isValid(self) else None)
        self.changed.emit()

    def stop(self) -> None:
        """Hear no more of what was asked."""
        if self._asked is not None:
            self._asked.abandon()
            self._asked = None
            self.changed.emit()

    def _end(self, hear: Callable[[Any], None], answer: Any) -> None:
        self._asked = None
        hear(answer)
        self.changed.emit()
