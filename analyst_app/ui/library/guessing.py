"""Tells the paste dialog what will be read from its text, and which sources are known, without holding anybody up."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from analyst_app.domain.rows import SourceRow
from analyst_app.services import sources
from analyst_app.services.describing import Guess, guess_description
from analyst_app.ui.context import Context
from analyst_app.ui.dialogs.paste import PasteDialog
from analyst_app.ui.tasks import Lane, TaskHandle


class Guessing(QObject):
    """Lives as long as its dialog."""

    def __init__(self, dialog: PasteDialog, context: Context) -> None:
        super().__init__(dialog)
        self._dialog, self._context = dialog, context
        self._asking: TaskHandle | None = None
        workbench = context.workbench
        known = context.tasks.submit(lambda: sources.list_sources(workbench), lane=Lane.PICTURE)
        known.succeeded.connect(self._offer)
        dialog.guess_asked.connect(self._ask)

    @Slot(object)
    def _offer(self, known: Sequence[SourceRow]) -> None:
        self._dialog.offer_sources([row.name for row in known])

    @Slot(str)
    def _ask(self, text: str) -> None:
        if self._asking is not None:
            self._asking.abandon()
        workbench = self._context.workbench
        self._asking = self._context.tasks.submit(lambda: guess_description(workbench, text=text), lane=Lane.PICTURE)
        self._asking.succeeded.connect(self._show)
        self._asking.finished.connect(self._answered)

    @Slot(object)
    def _show(self, guess: Guess) -> None:
        self._dialog.show_guess(guess.title, guess.published)

    @Slot()
    def _answered(self) -> None:
        self._asking = None
