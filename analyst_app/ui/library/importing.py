"""Brings reports in on the job lane: pasted text, files, folders, the samples."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from analyst_app.services import library
from analyst_app.services.library import Imported
from analyst_app.services.progress import Progress
from analyst_app.ui.context import Context
from analyst_app.ui.dialogs.paste import Draft


class Importer(QObject):
    """Starts imports; progress and cancel are shown by whoever watches the tasks.

    Signals:
        finished(Imported): an import is done; some of its inputs may have failed.
    """

    finished = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    @Slot(object)
    def paste(self, draft: Draft) -> None:
        """Make a report of a draft."""
        workbench = self._context.workbench
        self._start(
            lambda progress: library.paste_report(
                workbench, text=draft.text, title=draft.title, source=draft.source, published=draft.published, progress=progress
            ),
            title="Reading the pasted report",
        )

    def read_files(self, paths: Sequence[Path]) -> None:
        """Import files, and every report below folders."""
        workbench, chosen = self._context.workbench, tuple(paths)
        title = f"Importing {chosen[0].name}" if len(chosen) == 1 else f"Importing {len(chosen)} files"
        self._start(lambda progress: library.import_files(workbench, paths=chosen, progress=progress), title=title)

    @Slot()
    def read_samples(self) -> None:
        """Import the sample reports."""
        self.read_files(library.sample_reports())

    def _start(self, job: Callable[[Progress], Imported], *, title: str) -> None:
        handle = self._context.tasks.submit_job(job, title=title)
        handle.succeeded.connect(self.finished)
