"""Brings reports in on the lane for reading: pasted text, files, folders, the samples."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.likeness import Lookalike
from analyst_app.services import duplicates, library
from analyst_app.services.library import Imported
from analyst_app.services.progress import Progress
from analyst_app.ui.context import Context
from analyst_app.ui.dialogs.paste import Draft
from analyst_app.ui.tasks import Lane


@dataclass(frozen=True, slots=True)
class _Arrived:
    """What came in, and which of it looks like earlier reports."""

    imported: Imported
    pairs: tuple[Lookalike, ...]

    @property
    def changes(self) -> ChangeSet:
        """What every view hears of."""
        return self.imported.changes


class Importer(QObject):
    """Starts imports; progress, pause and stop are shown by whoever watches the tasks.

    Signals:
        finished(Imported): an import is done, or stopped; some of its inputs may have failed.
        alike(pairs): some of what came in looks like earlier reports; told after `finished`.
    """

    finished = Signal(object)
    alike = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    @Slot(object)
    def paste(self, draft: Draft) -> None:
        """Make a report of a draft."""
        workbench = self._context.workbench
        self._start(
            lambda progress: library.paste_report(
                workbench,
                text=draft.text,
                title=draft.title,
                source=draft.source,
                author=draft.author,
                published=draft.published,
                progress=progress,
            ),
            title="Reading the pasted report",
        )

    @Slot(object)
    def read_files(self, paths: Sequence[Path]) -> None:
        """Import files, and every report below folders. What is in already is not read again; what comes in can be worked on at once."""
        workbench, chosen = self._context.workbench, tuple(paths)
        title = f"Importing {chosen[0].name}" if len(chosen) == 1 else f"Importing {len(chosen)} files"
        tell = self._context.tasks.tell
        self._start(lambda progress: library.import_files(workbench, paths=chosen, progress=progress, stored=tell), title=title)

    @Slot()
    def read_samples(self) -> None:
        """Import the sample reports."""
        self.read_files(library.sample_reports())

    def _start(self, job: Callable[[Progress], Imported], *, title: str) -> None:
        workbench = self._context.workbench

        def whole(progress: Progress) -> _Arrived:
            imported = job(progress)
            return _Arrived(imported, duplicates.list_lookalikes(workbench, report_ids=imported.changes.report_ids))

        handle = self._context.tasks.submit_job(whole, title=title, lane=Lane.READING)
        handle.succeeded.connect(self._arrive)

    @Slot(object)
    def _arrive(self, arrived: _Arrived) -> None:
        self.finished.emit(arrived.imported)
        if arrived.pairs:
            self.alike.emit(arrived.pairs)
