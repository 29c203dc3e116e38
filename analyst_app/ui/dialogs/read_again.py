"""The dialog that reads reports again: first it tells what would change, then it renews the proposals of those that are ticked."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QProgressBar, QPushButton, QWidget

from analyst_app.domain.errors import UserError
from analyst_app.services import reextraction
from analyst_app.services.progress import Progress
from analyst_app.services.reextraction import Previews, Renewed
from analyst_app.ui.context import Context
from analyst_app.ui.dialogs.frame import FramedDialog
from analyst_app.ui.tasks import Lane, TaskHandle
from analyst_app.ui.widgets.plain_table import PlainTable
from analyst_app.ui.widgets.words import Rank, Words

EXPLAINED = (
    "Reports that an earlier version, lexicon, rule or gazetteer has read are read again. What would change of their proposals is listed. "
    "What you have confirmed, rejected, corrected or added stays as it is."
)


class ReadAgainDialog(FramedDialog):
    """Reads at once, the named reports or all that need it; the accept button renews what is ticked, as one step of undo.

    Signals:
        renewed(Renewed): it is done.
    """

    renewed = Signal(object)

    def __init__(self, report_ids: Sequence[int] | None, *, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Read again", theme=context.theme, accept="Renew proposals", explained=EXPLAINED, parent=parent)
        self._context = context
        self._previews = Previews()
        self._job: TaskHandle | None = None
        theme = context.theme
        self.state = Words("Looking which reports need it…", theme=theme, wraps=True)
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress")
        self.progress.setRange(0, 0)
        self.table = PlainTable(
            ["Report", "New", "Gone", "Changed"], widths=[0, 8, 8, 10], theme=theme, name="What would change", ticks=True
        )
        self.details = QPlainTextEdit(self)
        self.details.setReadOnly(True)
        self.details.setAccessibleName("What would change of the chosen report")
        self.details.setMaximumHeight(theme.scaled(150))
        self.note = Words(theme=theme, rank=Rank.BAD, wraps=True)
        for widget in (self.state, self.progress, self.table, self.details, self.note):
            self.body.addWidget(widget)
        self.stop_button = QPushButton("Stop", self)
        self.stop_button.clicked.connect(self._stop)
        self.buttons.addButton(self.stop_button, self.buttons.ButtonRole.ActionRole)
        self.offer_cancel()
        self._show_working(working=True)
        self.table.chosen_changed.connect(self._tell)
        self.table.lines.ticked.connect(self._enable)
        self.fit(760, 560)
        workbench, wanted = context.workbench, None if report_ids is None else tuple(report_ids)

        def read(progress: Progress) -> Previews:
            due = reextraction.outdated_reports(workbench, report_ids=wanted)
            return reextraction.preview_renewal(workbench, report_ids=due, progress=progress) if due else Previews()

        self._start(read, "Reading again").succeeded.connect(self._show)

    def _start(self, work: Callable[[Progress], object], title: str) -> TaskHandle:
        self._job = self._context.tasks.submit_job(work, title=title, lane=Lane.READING)
        self._job.progressed.connect(self._show_progress)
        self._job.failed.connect(self._refuse)
        self._job.finished.connect(self._ended)
        return self._job

    @Slot(int, int, str)
    def _show_progress(self, done: int, total: int, message: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.state.setText(f"Reading {done:,} of {total:,}: {message}" if total > 1 else "Reading…")

    @Slot(object)
    def _show(self, previews: Previews) -> None:
        self._previews = previews
        self.table.show_lines(
            [
                (one.title, _number(len(one.renewal.new)), _number(len(one.renewal.gone)), _number(len(one.renewal.changed)))
                for one in previews.changing
            ]
        )
        self._show_working(working=False)
        self.state.setText(found_words(previews))
        self.note.setText("\n".join(f"{title}: {problem}" for title, problem in previews.failed[:5]))
        self.note.setVisible(bool(previews.failed))
        self.table.setVisible(bool(previews.changing))
        self.details.setVisible(bool(previews.changing))
        self._enable()
        self._tell()

    def _show_working(self, *, working: bool) -> None:
        self.progress.setVisible(working)
        self.stop_button.setVisible(working)
        if working:
            for widget in (self.table, self.details, self.note):
                widget.hide()
            self.accept_button.setEnabled(False)

    @Slot()
    def _tell(self) -> None:
        chosen = self.table.chosen
        lines = self._previews.changing[chosen[0]].lines if chosen and chosen[0] < len(self._previews.changing) else ()
        self.details.setPlainText("\n".join(lines))

    @Slot()
    def _enable(self) -> None:
        ticked = len(self.table.lines.chosen)
        whole = ticked == len(self._previews.changing)
        self.accept_button.setEnabled(ticked > 0 or (whole and bool(self._previews.same)))
        self.accept_button.setText("Renew proposals" if whole else f"Renew {ticked} of {len(self._previews.changing)}")

    def accept(self) -> None:
        """Renew what is ticked."""
        if not self.accept_button.isEnabled():
            return
        previews = self._previews
        accepted = {previews.changing[number].report_id for number in self.table.lines.chosen}
        workbench = self._context.workbench
        self._show_working(working=True)
        job = self._start(
            lambda progress: reextraction.renew_reports(workbench, previews=previews, accepted=accepted, progress=progress),
            "Renewing proposals",
        )
        job.succeeded.connect(self._finish)

    @Slot(object)
    def _finish(self, renewed: Renewed) -> None:
        self.renewed.emit(renewed)
        self.done(QDialog.DialogCode.Accepted)

    @Slot()
    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.stop_button.setEnabled(False)

    @Slot()
    def _ended(self) -> None:
        self._job = None
        self.stop_button.setEnabled(True)

    @Slot(object)
    def _refuse(self, error: Exception) -> None:
        self._show_working(working=False)
        self.state.setText("")
        if isinstance(error, UserError):
            self.complain(str(error))

    def reject(self) -> None:
        """Stop what is being read, and close."""
        self._stop()
        super().reject()


def found_words(previews: Previews) -> str:
    """What reading again has found, in a sentence."""
    changing, same = len(previews.changing), len(previews.same)
    if not changing and not same:
        return "Stopped before anything was read." if previews.stopped else "Every report has been read by what the program knows now."
    read = changing + same
    stopped = "Stopped: " if previews.stopped else ""
    more = f" {previews.left:,} more are due: read again once these are done." if previews.left else ""
    if not changing:
        return f"{stopped}{read} report{'' if read == 1 else 's'} read, and nothing would change.{more}"
    return f"{stopped}{changing} of {read} report{'' if read == 1 else 's'} would change. Tick those to be renewed (Space).{more}"


def _number(count: int) -> str:
    return str(count) if count else "–"
