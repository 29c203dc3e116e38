"""The window: menus, rail, status bar, and the database that is open. It only arranges; what is done is done by services.

Imports nothing heavy: the window is painted first, and everything that needs the database is built once that is open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QMessageBox, QStackedWidget, QWidget

from analyst_app.domain.errors import DatabaseError, UserError
from analyst_app.paths import user_paths
from analyst_app.ui.actions import WINDOW_ACTIONS, ActionSpec, Menu, Scope, build_actions, by_menu
from analyst_app.ui.commands import Commands
from analyst_app.ui.opening import Opening
from analyst_app.ui.settings.habits import Habits
from analyst_app.ui.settings.keys import Keys
from analyst_app.ui.settings.preferences import Preferences
from analyst_app.ui.status import StatusLine
from analyst_app.ui.tasks import Tasks
from analyst_app.ui.theme import Theme
from analyst_app.ui.widgets.rail import Rail

if TYPE_CHECKING:
    from analyst_app.domain.rows import EventFilter
    from analyst_app.ui.backups.keeper import Keeper
    from analyst_app.ui.screens import Screen, Screens
    from analyst_app.ui.session import Session

SIZE = (1360, 860)
ALWAYS = frozenset(
    {"file.quit", "file.database", "edit.palette", "edit.settings", "help.shortcuts", "help.about"}
    | {f"view.{n}" for n in ("larger", "smaller", "normal", "light", "dark", "contrast", "contrast_dark", "system")}
)
"""Actions that need no open database."""
SCREEN_MENUS = (Menu.LIBRARY, Menu.REVIEW, Menu.EVENTS, Menu.CHARTS, Menu.MAP, Menu.COMPARE)
"""The menus of which only that of the open screen is shown."""


class MainWindow(QMainWindow):
    """Shows a notice until `open_database` has succeeded.

    Signals:
        painted(): the empty window was painted for the first time.
        ready(): a database is open and its screens can be used.
        broke(Exception): a bug happened in the background.
    """

    painted = Signal()
    ready = Signal()
    broke = Signal(object)

    def __init__(self, *, theme: Theme, preferences: Preferences | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.preferences = preferences or Preferences(user_paths(), self)
        self.keys = Keys(self.preferences.settings.shortcuts, self)
        self.habits = Habits(self)
        self.session: Session | None = None
        self.keeper: Keeper
        self._was_painted = False
        self.commands = Commands(self)
        self.actions_by_id = build_actions(WINDOW_ACTIONS, target=self, handlers=self.commands)
        self.menus: dict[Menu, QMenu] = {}
        self._build_menus()
        self.rail = Rail(
            [(n, self.actions_by_id[f"view.{n}"], n) for n in ("library", "review", "events", "charts", "map", "compare")], theme=theme
        )
        self.stack = QStackedWidget(self)
        self.opening = Opening(theme=theme, choose=self.actions_by_id["file.database"])
        self.stack.addWidget(self.opening)
        self.status = StatusLine(theme=theme)
        self.setStatusBar(self.status)
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.stack, stretch=1)
        self.setCentralWidget(whole)
        self.setWindowTitle("Analyst App")
        self.setAcceptDrops(True)
        self.resize(*SIZE)
        self._enable(open_database=False)
        self._give_keys()
        self.keys.changed.connect(self._give_keys)
        self.keys.changed.connect(self._keep_keys)

    @property
    def screens(self) -> Screens:
        """The screens of the open database.

        Raises:
            RuntimeError: while none is open.
        """
        if self.session is None:
            raise RuntimeError("no database is open")
        return self.session.screens

    def open_database(
        self, path: Path, *, files: Sequence[Path] = (), passphrase: str | None = None, before: Callable[[], object] | None = None
    ) -> None:
        """Open a database in the background, show its library, and import the files into it; `before` is done while it is closed."""
        from analyst_app.ui.backups.keeper import Keeper  # noqa: PLC0415 - these two pull in everything else
        from analyst_app.ui.session import Session  # noqa: PLC0415 - as above

        self.leave_database()
        self.opening.wait_for(path)
        self.session = Session(path, files=files, window=self, around=self, passphrase=passphrase, before=before)
        self.keeper = Keeper(self, self.session)
        self.watch(self.session.tasks)
        self.session.opened.connect(self._arrive)
        self.session.refused.connect(self.opening.explain)
        self.session.open()

    def reopen_database(self) -> None:
        """Open the same database again, so that it follows settings that were changed; screen and filter stay."""
        if self.session is not None and self.session.is_open:
            matching = self.session.context.filter.matching
            self.open_database(self.session.path, passphrase=self.session.passphrase)
            self.session.opened.connect(partial(self._restrict, matching))

    def _restrict(self, matching: EventFilter) -> None:
        if self.session is not None:
            self.session.context.filter.put(matching)

    def leave_database(self) -> None:
        """Close the open database, and wait until nothing works on it any more."""
        self.habits.note()
        if self.session is not None:
            self.keeper.leave()
            self.session.close()
            self.session = None
        for menu in SCREEN_MENUS:
            self.menus[menu].clear()
            self.menus[menu].menuAction().setVisible(False)
        self.stack.setCurrentWidget(self.opening)
        self._enable(open_database=False)

    @Slot()
    def _arrive(self) -> None:
        from analyst_app.ui.screens import Screen  # noqa: PLC0415 - as above

        assert self.session is not None
        self._enable(open_database=True)
        self.screens.built.connect(self._fill_menu)
        self.screens.built.connect(self.habits.divide)
        self.screens.shown.connect(self._mark)
        self.session.report_came_in.connect(self.commands.offer_replacing)
        self.screens.paste_asked.connect(self.commands.paste_report)
        self.screens.open_asked.connect(self.commands.open_reports)
        self.screens.show(Screen.LIBRARY)
        self.habits.go_back()
        self.ready.emit()

    def watch(self, tasks: Tasks) -> None:
        """Show the long work of these tasks, and what went wrong in it."""
        self.status.work.follow(tasks)
        tasks.complained.connect(self.complain)
        tasks.broke.connect(self.broke)

    @Slot(object)
    def complain(self, error: Exception) -> None:
        """Tell the analyst what is wrong with a file, a text or the world."""
        if isinstance(error, DatabaseError) and self.session is not None and self.session.is_open:
            self.keeper.explain(error)
            return
        box = QMessageBox(QMessageBox.Icon.Warning, "Analyst App", str(error), QMessageBox.StandardButton.Ok, self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.open()

    def _build_menus(self) -> None:
        held = by_menu(WINDOW_ACTIONS)
        for menu in Menu:
            built = self.menuBar().addMenu(menu.value)
            self.menus[menu] = built
            self._add(built, [(spec.group, self.actions_by_id[spec.id]) for spec in held.get(menu, ())])
            built.menuAction().setVisible(menu in held)

    def _add(self, menu: QMenu, actions: Sequence[tuple[int, QAction]]) -> None:
        before = actions[0][0] if actions else 0
        for group, action in actions:
            if group != before:
                menu.addSeparator()
            before = group
            menu.addAction(action)

    @Slot(object)
    def _fill_menu(self, screen: Screen) -> None:
        from analyst_app.ui.screens import specs_of  # noqa: PLC0415 - as above

        page, specs = self.screens.page(screen), specs_of(screen)
        self.keys.apply(page.findChildren(QAction), specs)
        for menu, listed in by_menu(specs).items():
            found = [(spec.group, page.findChild(QAction, spec.id)) for spec in listed]
            self._add(self.menus[menu], [(group, action) for group, action in found if action is not None])

    @Slot(object)
    def _mark(self, screen: Screen) -> None:
        self.rail.mark(screen)
        for menu in SCREEN_MENUS:
            self.menus[menu].menuAction().setVisible(menu.name.lower() == screen and not self.menus[menu].isEmpty())

    def _enable(self, *, open_database: bool) -> None:
        for identity, action in self.actions_by_id.items():
            action.setEnabled(open_database or identity in ALWAYS)
        self.rail.setEnabled(open_database)

    def show_undo(self, undo: str | None, redo: str | None) -> None:
        """Name the steps in the menu: "Undo reject of 16 airstrikes"."""
        for identity, verb, step in (("edit.undo", "&Undo", undo), ("edit.redo", "&Redo", redo)):
            action = self.actions_by_id[identity]
            action.setText(f"{verb} {step}" if step else verb)
            action.setEnabled(step is not None)

    @Slot()
    def _give_keys(self) -> None:
        """Let every action that is there work by its keys of now."""
        self.keys.apply(self.findChildren(QAction), WINDOW_ACTIONS if self.session is None else self.specs())

    @Slot()
    def _keep_keys(self) -> None:
        try:
            self.preferences.change(replace(self.preferences.settings, shortcuts=dict(self.keys.own)))
        except UserError as fault:
            self.complain(fault)

    def specs(self) -> list[ActionSpec]:
        """Every action there is: the window's and those of all screens."""
        from analyst_app.ui.screens import every_action  # noqa: PLC0415 - as above

        return every_action()

    @property
    def scope(self) -> Scope:
        """The scope of the screen in front."""
        if self.session is None or self.screens.current is None:
            return Scope.WINDOW
        return Scope[self.screens.current.name]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and texts are welcome once a database is open."""
        if self.session is not None and (event.mimeData().hasUrls() or event.mimeData().hasText()):
            self.session.prepare_reading()
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files are imported; a text becomes a draft."""
        self.take_in(event.mimeData())
        event.acceptProposedAction()

    def take_in(self, dropped: QMimeData) -> None:
        """What a drop brings."""
        paths = [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]
        if paths:
            self.commands.read(paths)
        elif dropped.hasText() and self.session is not None:
            self.session.take_copied(dropped)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell, once, that the window can be seen."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop all work and close the database, out of sight because a backup is made, before the window goes."""
        self.hide()
        self.leave_database()
        super().closeEvent(event)
