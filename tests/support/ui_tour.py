"""A tour through the real window, all its screens and all dialogs, that writes down the faults that `ui_walking` finds.

As a program, it tours in the environment that it is started in, and prints the faults: `python -m support.ui_tour FOLDER`.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog

from analyst_app.services.workbench import Workbench
from analyst_app.ui.actions import WINDOW_ACTIONS, Scope
from analyst_app.ui.crash import CrashDialog
from analyst_app.ui.driving import Driver
from analyst_app.ui.main import collecting_on_a_timer, make_application
from analyst_app.ui.main_window import MainWindow
from analyst_app.ui.screens import Screen, specs_of
from analyst_app.ui.theme import Theme
from support.invented import TEXT, extraction, written
from support.ui_walking import WALKS


class Tour:
    """Goes through all screens and everything that their actions open, and writes down the faults of each kind."""

    def __init__(self, folder, *, text_size):
        self.faults = defaultdict(set)
        self.visited = set()
        self.theme = Theme(QApplication.instance(), appearance="light", text_size=text_size)
        self.window = MainWindow(theme=self.theme)
        self.driver = Driver(self.window)
        self.window.resize(1280, 690)
        self.driver.open(folder / "events.sqlite")
        self.folder = folder

    def go(self):
        self.screens("empty")
        self.dialogs("empty")
        self.bring_in()
        self.screens("with reports")
        for screen in Screen:
            self.show(screen)
            self.dialogs(screen)
        crash = CrashDialog("Traceback", file=None, theme=self.theme, parent=self.window)
        crash.open()
        self.close_dialogs("crash")

    def bring_in(self):
        other = extraction("south", source="Southern Command", title="Evening summary", text=TEXT.replace("16", "18"), airstrikes=18)
        self.window.commands.read([written(self.folder, extraction(), other)])
        self.driver.settle()
        self.close_dialogs("after an import")
        self.driver.session.screens.open_report(1)
        self.driver.settle()
        self.driver.do("review.accept")

    def show(self, screen):
        if screen is Screen.REVIEW and self.driver.session.screens.report is not None:
            self.driver.session.screens.open_report(1)
        else:
            self.driver.session.screens.show(screen)
        self.driver.settle()

    def screens(self, state):
        for screen in Screen:
            self.show(screen)
            self.look(self.window, f"{screen}, {state}")

    def dialogs(self, state):
        """Everything that ends in an ellipsis, and the pages of the Help menu."""
        for spec in (*WINDOW_ACTIONS, *specs_of(self.driver.session.screens.current)):
            if not spec.title.endswith("…") and not spec.id.startswith("help."):
                continue
            if spec.scope is Scope.WINDOW and f"{spec.id} empty" in self.visited and state not in {"empty", "library"}:
                continue
            action = self.window.actions_by_id.get(spec.id) or self.window.findChild(QAction, spec.id)
            if action is not None and action.isEnabled():
                action.trigger()
                self.driver.settle()
                self.visited.add(f"{spec.id} {state}")
                self.close_dialogs(f"{spec.id} {state}")

    def close_dialogs(self, state):
        for dialog in [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]:
            self.visited.add(type(dialog).__name__)
            self.look(dialog, f"{type(dialog).__name__}, {state}")
            dialog.reject()
            self.driver.settle()

    def look(self, window, where):
        for walk in WALKS:
            self.faults[walk.__name__] |= {f"{fault}   [{where}]" for fault in walk(window)}

    def close(self):
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.theme.choose(appearance="light", text_size=100)
        self.theme.deleteLater()


def main(folder):
    """The screens alone, in the scale that the environment asks for."""
    application = make_application()
    Workbench.warm_up = lambda _self: None
    with collecting_on_a_timer(application):
        tour = Tour(folder, text_size=100)
        tour.bring_in()
        tour.screens("with reports")
        ratio = tour.window.devicePixelRatio()
        tour.close()
    sys.stdout.write(json.dumps({"ratio": ratio, "faults": {kind: sorted(found) for kind, found in tour.faults.items()}}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
