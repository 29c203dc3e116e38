"""What the window does to keep its database safe: the daily copy, faults and notices with their ways on, passphrase, backups, the lock."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox

from analyst_app.domain.errors import DatabaseError, Fault, UserError
from analyst_app.services import keeping, maintenance
from analyst_app.ui.backups.dialog import BackupsDialog
from analyst_app.ui.backups.passphrase import AskPassphrase, ChoosePassphrase
from analyst_app.ui.backups.trouble import NoticesDialog, TroubleDialog, Way
from analyst_app.ui.dialogs.lock import Lock
from analyst_app.ui.review.view import ReviewView
from analyst_app.ui.screens import Screen

if TYPE_CHECKING:
    from analyst_app.ui.main_window import MainWindow
    from analyst_app.ui.session import Session

NOT_ENCRYPTED = "Only an encrypted database can be locked, as there is no passphrase otherwise. Encrypt it with File → Passphrase."


class Keeper(QObject):
    """One to an open database; goes with its session."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(session)
        self._window = window
        self._session = session
        self._trouble: TroubleDialog | None = None
        self.lock = Lock(window, theme=window.theme, opens=self._opens)
        session.opened.connect(self._arrive)
        session.faulted.connect(self._refuse)
        window.preferences.changed.connect(self._follow_settings)

    @Slot()
    def _arrive(self) -> None:
        workbench = self._session.context.workbench
        self._session.tasks.submit_job(lambda _progress: keeping.daily_copy(workbench), title="Keeping a backup")
        notices = keeping.notices(workbench)
        if notices:
            told = NoticesDialog(notices, theme=self._window.theme, parent=self._window)
            told.chosen.connect(self._take)
            told.open()
        if keeping.encrypted(workbench):
            self._follow_settings()
            self.lock.watch()

    @Slot()
    def _follow_settings(self) -> None:
        self.lock.minutes = self._window.preferences.settings.safety.lock_after_minutes

    def _opens(self, passphrase: str) -> bool:
        return keeping.opens_with(self._session.context.workbench, passphrase=passphrase)

    @Slot(object)
    def _refuse(self, error: DatabaseError) -> None:
        """The database cannot be opened: ask for its passphrase, or offer what can be done with the file."""
        path = self._session.path
        if error.fault is Fault.LOCKED:
            problem = "" if self._session.passphrase is None else str(error)
            asked = AskPassphrase(path, problem=problem, theme=self._window.theme, parent=self._window)
            asked.given.connect(lambda passphrase: self._window.open_database(path, passphrase=passphrase))
            asked.open()
        elif error.fault is Fault.DAMAGED:
            copies = maintenance.list_kept(database=path)
            self._window.opening.offer("Save what can be read…", self._salvage)
            if copies:
                self._window.opening.offer(f"Restore the backup of {copies[0].made_at.astimezone():%d %B, %H:%M}", self._restore_newest)

    def explain(self, error: DatabaseError) -> None:
        """Show a fault of the open database; a second one of the same kind renews the dialog that is there."""
        if self._trouble is not None:
            self._trouble.settle()
        self._trouble = TroubleDialog(error, theme=self._window.theme, parent=self._window)
        self._trouble.chosen.connect(self._take)
        self._trouble.finished.connect(self._forget)
        self._trouble.open()

    @Slot()
    def _forget(self) -> None:
        self._trouble = None

    @Slot(object)
    def _take(self, way: Way) -> None:
        match way:
            case Way.AGAIN:
                self._try_again()
            case Way.COPY:
                self.save_copy()
            case Way.BACKUPS:
                self._settle()
                self.show_backups()
            case Way.SALVAGE:
                self._settle()
                self._salvage()
            case Way.LOCAL:
                self._work_here()
            case Way.OTHER:
                self._settle()
                self._window.commands.choose_database()

    def _settle(self) -> None:
        if self._trouble is not None:
            self._trouble.settle()

    def _try_again(self) -> None:
        workbench = self._session.context.workbench
        handle = self._session.tasks.submit(lambda: keeping.try_again(workbench))
        handle.succeeded.connect(self._again)
        handle.failed.connect(self._still)

    @Slot()
    def _again(self) -> None:
        self._settle()
        self._window.status.say("The database can be written to again. Do your last step once more.")

    @Slot(object)
    def _still(self, error: Exception) -> None:
        if self._trouble is not None:
            self._trouble.still(error)

    def save_copy(self) -> None:
        """Ask for a name, write everything that was saved into it, and say where it is."""
        old = self._session.path
        proposed = str(old.with_name(f"{old.stem}-copy{old.suffix}"))
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Save a copy", proposed, "Databases (*.sqlite)", options=QFileDialog.Option.DontConfirmOverwrite
        )
        if chosen:
            self.write_copy(Path(chosen))

    def write_copy(self, target: Path) -> None:
        """Write the copy on the job lane."""
        workbench = self._session.context.workbench
        handle = self._session.tasks.submit_job(lambda _progress: keeping.save_copy(workbench, target=target), title="Saving a copy")
        handle.succeeded.connect(self._copied)
        handle.failed.connect(self._still if self._trouble is not None else self._window.complain)

    @Slot(object)
    def _copied(self, path: Path) -> None:
        self._window.status.say(f"Everything is saved in {path}.")
        if self._trouble is not None:
            self._trouble.complain("")
            self._trouble.said.setText(f"Everything is saved in {path}. Open it with File → Open Database, or go on here.")

    def _work_here(self) -> None:
        path, passphrase = self._session.path, self._session.passphrase
        handle = self._session.tasks.submit_job(
            lambda _progress: maintenance.local_copy(database=path, passphrase=passphrase), title="Copying the database"
        )
        handle.succeeded.connect(lambda copy: self._window.open_database(copy, passphrase=passphrase))

    def show_backups(self) -> None:
        """The backups of the open database."""
        dialog = BackupsDialog(self._session.context, parent=self._window)
        dialog.restore_asked.connect(self.restore)
        dialog.restoring.connect(self._leave_report)
        dialog.report_restored.connect(self._show_restored)
        dialog.open()

    @Slot()
    def _leave_report(self) -> None:
        screens = self._session.screens
        if screens.report is not None:
            page = screens.page(Screen.REVIEW)
            assert isinstance(page, ReviewView)
            page.clear()

    @Slot(object)
    def _show_restored(self, restored: keeping.Restored) -> None:
        """The report that Review shows may be the one that was replaced."""
        if self._session.screens.report is not None:
            self._session.screens.open_report(restored.report_id)
        self._window.status.say(f"{restored.changes.label}. Undo takes it back.")

    def restore(self, copy: Path, passphrase: str | None) -> None:
        """Close the database, put the copy in its place, and open it again."""
        path, known = self._session.path, passphrase
        if known is None and maintenance.may_be_encrypted(database=copy):
            known = self._session.passphrase
        put = partial(maintenance.restore, backup=copy, database=path, passphrase=known)
        self._window.open_database(path, passphrase=known, before=put)

    @Slot()
    def _restore_newest(self) -> None:
        self.restore(maintenance.list_kept(database=self._session.path)[0].path, None)

    @Slot()
    def _salvage(self) -> None:
        path, passphrase = self._session.path, self._session.passphrase
        target = path.with_name(f"{path.stem}-saved{path.suffix}")
        handle = self._session.tasks.submit_job(
            lambda _progress: maintenance.salvage(database=path, target=target, passphrase=passphrase), title="Saving what can be read"
        )
        handle.succeeded.connect(partial(self._salvaged, target))
        handle.failed.connect(lambda error: self._window.complain(UserError(str(error))))

    def _salvaged(self, target: Path, done: tuple[maintenance.Salvaged, ...]) -> None:
        names = {"report": "reports", "event": "events"}
        said = ", ".join(f"{one.saved:,} {names[one.table]} saved, {one.lost:,} lost" for one in done if one.table in names)
        passphrase = self._session.passphrase
        box = QMessageBox(QMessageBox.Icon.Information, "Saved", f"{said}. They are in {target}.", parent=self._window)
        box.finished.connect(lambda: self._window.open_database(target, passphrase=passphrase))
        box.open()

    def change_passphrase(self) -> None:
        """Encrypt the database, change its passphrase, or take it off."""
        encrypted = keeping.encrypted(self._session.context.workbench)
        dialog = ChoosePassphrase(encrypted=encrypted, theme=self._window.theme, parent=self._window)
        dialog.chosen.connect(self.put_passphrase)
        dialog.open()

    def put_passphrase(self, old: str | None, new: str | None) -> None:
        """Close the database, give it the other passphrase with its backups, and open it again."""
        path = self._session.path
        if old is not None and not self._opens(old):
            self._window.complain(UserError("This is not the passphrase of now, so nothing was changed. Type it again."))
            return
        put = partial(maintenance.change_passphrase, database=path, old=old, new=new)
        self._window.open_database(path, passphrase=new, before=put)

    def lock_now(self) -> None:
        """Lock the window, where there is a passphrase to unlock it with."""
        if keeping.encrypted(self._session.context.workbench):
            self.lock.lock()
        else:
            self._window.complain(UserError(NOT_ENCRYPTED))

    def leave(self) -> None:
        """The database is being closed."""
        self.lock.stop()
