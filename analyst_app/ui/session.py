"""One open database: its workbench, its tasks, its screens, from opening to closing."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from analyst_app.domain.errors import DatabaseError, UserError
from analyst_app.domain.likeness import Lookalike
from analyst_app.domain.review import UndoStatus
from analyst_app.domain.rows import EventFilter, ImportStatus, ReviewProgress
from analyst_app.paths import make_private, user_paths
from analyst_app.services import exporting, history, keeping, library, queue, review
from analyst_app.services.export_choices import ExportChoice
from analyst_app.services.library import Imported
from analyst_app.services.workbench import Workbench
from analyst_app.ui.context import Context
from analyst_app.ui.dialogs.export import ExportDialog
from analyst_app.ui.dialogs.lookalikes import LookalikesDialog
from analyst_app.ui.dialogs.outcomes import OutcomesDialog, summary
from analyst_app.ui.dialogs.own_rules import OwnRulesDialog
from analyst_app.ui.dialogs.paste import PasteDialog
from analyst_app.ui.library.guessing import Guessing
from analyst_app.ui.library.importing import Importer
from analyst_app.ui.screens import Screen, Screens
from analyst_app.ui.status import StatusLine
from analyst_app.ui.tasks import Tasks
from analyst_app.ui.theme import Theme
from analyst_app.ui.undoing import Undoing

log = logging.getLogger("session")

RICH_FORMS = ("text/rtf", "application/rtf", "text/richtext")
"""What word processors call rich text on the clipboard."""


class Surroundings(Protocol):
    """What a session needs of the window around it."""

    theme: Theme
    status: StatusLine
    stack: QStackedWidget
    actions_by_id: dict[str, QAction]

    def show_undo(self, undo: str | None, redo: str | None) -> None:
        """Name the steps in the menu."""


class Session(QObject):
    """Made closed; `open` opens it in the background. `close` must be called.

    Signals:
        opened(): context, screens and importer are there.
        refused(sentence): the database can't be opened.
        faulted(DatabaseError): the same, before it, where the file is what fails.
        report_came_in(report id): one report was brought in by itself, and is open in Review.
    """

    opened = Signal()
    refused = Signal(str)
    report_came_in = Signal(int)
    faulted = Signal(object)

    def __init__(
        self,
        path: Path,
        *,
        files: Sequence[Path],
        window: QWidget,
        around: Surroundings,
        passphrase: str | None = None,
        before: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(window)
        self.path = path
        self.passphrase = passphrase
        self._before = before
        self._files = tuple(files)
        self._window = window
        self._around = around
        self.tasks = Tasks(self)
        self._context: Context | None = None
        self._screens: Screens | None = None
        self._importer: Importer | None = None
        self._steps_taken: Undoing | None = None

    @property
    def context(self) -> Context:
        """What the screens were given."""
        assert self._context is not None
        return self._context

    @property
    def is_open(self) -> bool:
        """Whether the database is open, so that there are screens."""
        return self._screens is not None

    @property
    def brings_files(self) -> bool:
        """Whether it was opened in order to import files."""
        return bool(self._files)

    @property
    def screens(self) -> Screens:
        """The five screens."""
        assert self._screens is not None
        return self._screens

    @property
    def importer(self) -> Importer:
        """What brings reports in."""
        assert self._importer is not None
        return self._importer

    def open(self) -> None:
        """Open the database on a lane."""
        path, passphrase, before = self.path, self.passphrase, self._before
        handle = self.tasks.submit(lambda: _open(path, passphrase, before))
        handle.succeeded.connect(self._arrive)
        handle.failed.connect(self._refuse)

    def close(self) -> None:
        """Stop all work, take the screens away, close the files."""
        self.tasks.close()
        if self._screens is not None:
            self._screens.leave()
        if self._context is not None:
            try:
                keeping.closing_copy(self._context.workbench)
            except DatabaseError as fault:
                log.warning("No backup was made on closing: %s", fault.fault)
            self._context.workbench.close()
        self._around.status.show_database(None)
        self._around.status.show_progress(None)
        self._around.status.say("")
        self.deleteLater()

    @Slot(object)
    def _arrive(self, workbench: Workbench) -> None:
        self._context = Context(workbench=workbench, tasks=self.tasks, theme=self._around.theme)
        self._screens = Screens(self._context, stack=self._around.stack, actions=self._around.actions_by_id, parent=self)
        self._screens.said.connect(self._around.status.say)
        self._importer = Importer(self._context, parent=self)
        self._importer.finished.connect(self._came_in)
        self._importer.alike.connect(self._offer_lookalikes)
        self.tasks.changed.connect(self.ask_how_far)
        self._around.status.show_database(workbench.database_path, analyst=workbench.analyst)
        self.ask_how_far()
        self._around.status.say("Loading the language model…")
        warm = self.tasks.submit_job(lambda _progress: workbench.warm_up(), title="")
        warm.succeeded.connect(self._warmed)
        if self._files:
            self._importer.read_files(self._files)
        # Last, because whoever hears it may close the session again.
        self.opened.emit()

    @Slot(object)
    def _refuse(self, error: Exception) -> None:
        if isinstance(error, DatabaseError):
            self.faulted.emit(error)
        self.refused.emit(str(error) if isinstance(error, UserError) else "An error in the program stopped it.")

    @Slot()
    def _warmed(self) -> None:
        self._around.status.say("")

    @Slot()
    def ask_how_far(self) -> None:
        """Ask for the review's progress and the steps that undo and redo would take."""
        workbench = self.context.workbench
        handle = self.tasks.submit(lambda: (review.review_progress(workbench), history.undo_status(workbench)))
        handle.succeeded.connect(self._show_how_far)

    @Slot(object)
    def _show_how_far(self, answer: tuple[ReviewProgress, UndoStatus]) -> None:
        progress, steps = answer
        self._around.status.show_progress(progress)
        self._around.show_undo(*history.menu_words(steps, analyst=self.context.workbench.analyst))

    def undo(self) -> None:
        """Take the last step back and say which it was."""
        self._undoing().undo()

    def redo(self) -> None:
        """Do the step again and say which it is."""
        self._undoing().redo()

    def _undoing(self) -> Undoing:
        if self._steps_taken is None:
            self._steps_taken = Undoing(self.context.workbench, self.tasks, window=self._window, parent=self)
            self._steps_taken.said.connect(self._around.status.say)
        return self._steps_taken

    def show_review(self) -> None:
        """Show Review; where no report is open there, the next one with open proposals."""
        if self.screens.report is not None:
            self.screens.show(Screen.REVIEW)
            return
        workbench = self.context.workbench
        handle = self.tasks.submit(lambda: queue.resume_report(workbench, choice=queue.load_choice(user_paths())))
        handle.succeeded.connect(self._show_found)

    @Slot(object)
    def _show_found(self, report_id: int | None) -> None:
        if report_id is None:
            self.screens.show(Screen.REVIEW)
        else:
            self.screens.open_report(report_id)

    def draft(self, text: str) -> PasteDialog:
        """Show the paste dialog with a text in it."""
        dialog = PasteDialog(text, theme=self._around.theme, parent=self._window)
        dialog.drafted.connect(self.importer.paste)
        dialog.open()
        Guessing(dialog, self.context)
        return dialog

    def take_copied(self, copied: QMimeData) -> None:
        """Show the paste dialog with what was copied; its bullets, rows and headings come as soon as they are read."""
        plain, html = copied.text(), copied.html().encode()
        rtf = next((bytes(copied.data(form).data()) for form in RICH_FORMS if copied.hasFormat(form)), b"")
        dialog = self.draft(plain)
        if not html and not rtf:
            return
        workbench = self.context.workbench
        handle = self.tasks.submit(lambda: library.copied_text(workbench, plain=plain, html=html or None, rtf=rtf or None))
        handle.succeeded.connect(dialog.take_rich)
        handle.failed.connect(lambda _error: None)  # the plain text is there

    def prepare_reading(self) -> None:
        """Files are about to be chosen: have what reads them ready by then."""
        workbench = self.context.workbench
        self.tasks.submit(lambda: library.prepare_reading(workbench))

    @Slot(object)
    def _came_in(self, imported: Imported) -> None:
        """One report that came in well is opened at once; anything else is told."""
        good = [outcome for outcome in imported.outcomes if outcome.status is ImportStatus.IMPORTED]
        words = summary(imported.outcomes, stopped=imported.stopped)
        self._around.status.say(f"{words}.")
        if len(good) < len(imported.outcomes) or not good:
            told = OutcomesDialog(imported.outcomes, theme=self._around.theme, stopped=imported.stopped, parent=self._window)
            told.retried.connect(self.importer.read_files)
            told.open()
        elif len(good) == 1 and good[0].report_id is not None:
            self.screens.open_report(good[0].report_id)
            self.report_came_in.emit(good[0].report_id)
        elif self.screens.current is not Screen.LIBRARY:
            self.screens.show(Screen.LIBRARY)

    @Slot(object)
    def _offer_lookalikes(self, pairs: Sequence[Lookalike]) -> None:
        """Reports that look like earlier ones are kept; what becomes of them is asked."""
        LookalikesDialog(pairs, context=self.context, parent=self._window).open()

    def show_rules(self) -> None:
        """Show the dialog of the analyst's own rules."""
        dialog = OwnRulesDialog(context=self.context, paths=user_paths(), parent=self._window)
        dialog.saved.connect(lambda _number: self._around.status.say("Your rules are saved. They hold from the next report on."))
        dialog.open()

    def export(self) -> None:
        """Show the export dialog; where the events table is open, its filter can be taken."""
        shown: EventFilter | None = self.screens.events.matching if self.screens.current is Screen.EVENTS else None
        dialog = ExportDialog(context=self.context, shown=shown, parent=self._window)
        dialog.accepted.connect(lambda: self.write_chosen(dialog.path, matching=dialog.matching, choice=dialog.choice))
        dialog.open()

    def show_brief(self) -> None:
        """Show the brief of the filter's last day, or of the last day that a report was published on."""
        from analyst_app.ui.dialogs.brief_preview import BriefPreview  # noqa: PLC0415 - Qt's SVG is loaded when it is first needed

        BriefPreview(context=self.context, day=self.context.filter.matching.last_day, parent=self._window).open()

    def show_series(self) -> None:
        """Show the series of other people's events."""
        from analyst_app.ui.dialogs.external_series import ExternalSeriesDialog  # noqa: PLC0415 - not needed at the start

        dialog = ExternalSeriesDialog(context=self.context, parent=self._window)
        dialog.said.connect(self._around.status.say)
        dialog.open()

    def write(self, path: Path, *, format: str, matching: EventFilter) -> None:  # noqa: A002 - the service's word
        """Write events to a file on the job lane, with all columns and by day."""
        self.write_chosen(path, matching=matching, choice=ExportChoice(format=format))

    def write_chosen(self, path: Path, *, matching: EventFilter, choice: ExportChoice) -> None:
        """Write events to a file on the job lane as they were asked for, and say what was written and what was left out."""
        workbench = self.context.workbench
        handle = self.tasks.submit_job(
            lambda progress: exporting.export_events(
                workbench,
                path=path,
                format=choice.format,
                matching=matching,
                columns=choice.columns,
                order=choice.order,
                descending=choice.descending,
                progress=progress,
            ),
            title=f"Writing {path.name}",
        )
        handle.succeeded.connect(lambda written: self._around.status.say(exporting.told(written, path)))


def _open(path: Path, passphrase: str | None, before: Callable[[], object] | None) -> Workbench:
    """On a lane: open the database, in the user's own folder where it is there."""
    if path == user_paths().default_database:
        try:
            make_private(path.parent)
        except OSError as problem:
            raise UserError(f"The folder {path.parent} cannot be made: {problem.strerror}. Choose another database.") from problem
    if before is not None:
        before()
    return Workbench.open(path, passphrase=passphrase)
