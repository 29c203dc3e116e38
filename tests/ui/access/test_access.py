"""The whole window, empty and with reports, and its dialogs: for those who hear it, use no mouse, or read at twice the size."""

from collections import defaultdict

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from analyst_app.services.workbench import Workbench
from analyst_app.ui.actions import WINDOW_ACTIONS
from analyst_app.ui.crash import CrashDialog
from analyst_app.ui.driving import Driver
from analyst_app.ui.main_window import MainWindow
from analyst_app.ui.screens import Screen, specs_of
from analyst_app.ui.theme import Theme
from support.invented import TEXT, extraction, written
from support.ui_walking import WALKS, backward_steps, tabbed

KINDS = [walk.__name__ for walk in WALKS]


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
        other = extraction("south", source="Southern Command", title="Evening summary", text=TEXT.replace("16", "18"), airstrikes=18)
        self.window.commands.read([written(self.folder, extraction(), other)])
        self.driver.settle()
        self.close_dialogs("after an import")
        self.driver.session.screens.open_report(1)
        self.driver.settle()
        self.driver.do("review.accept")
        self.screens("with reports")
        for screen in Screen:
            self.show(screen)
            self.dialogs(screen)
        crash = CrashDialog("Traceback", file=None, theme=self.theme, parent=self.window)
        crash.open()
        self.close_dialogs("crash")

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
            if (spec.scope is WINDOW_ACTIONS[0].scope) and f"{spec.id} empty" in self.visited and state not in {"empty", "library"}:
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


@pytest.fixture(scope="module", params=[100, 200], ids=["usual size", "twice the size"])
def tour(request, qapp, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tour")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANALYST_APP_HOME", str(folder / "home"))
        patch.setattr(Workbench, "warm_up", lambda _self: None)
        for name in ("getSaveFileName", "getOpenFileName", "getExistingDirectory"):
            patch.setattr(QFileDialog, name, staticmethod(lambda *_, **__: ("", "")))
        patch.setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_, **__: ""))
        patch.setattr(QFileDialog, "getOpenFileNames", staticmethod(lambda *_, **__: ([], "")))
        made = Tour(folder, text_size=request.param)
        made.go()
        made.close()
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_on_any_screen_or_dialog_is(tour, kind):
    """`kind` is the fault that nothing may have: nameless, out of reach of Tab, out of the order of reading, cut, ..."""
    assert sorted(tour.faults[kind]) == []


def test_the_tour_saw_the_screens_and_the_dialogs_that_there_are(tour):
    known = {
        "PasteDialog",
        "ExportDialog",
        "BriefPreview",
        "OwnRulesDialog",
        "Palette",
        "SettingsDialog",
        "ShortcutsDialog",
        "DescribeDialog",
    }
    assert known - tour.visited == set()


def test_the_walks_find_what_they_are_for(qtbot):
    from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    upper, middle, lower = QPushButton("✕"), QPushButton("Middle"), QPushButton("Lower")
    label, trap = QLabel("Far too long for its room"), QPlainTextEdit()
    label.setFixedSize(20, 8)
    for widget in (upper, label, trap, middle, lower):
        column.addWidget(widget)
    for one, following in ((upper, trap), (trap, lower), (lower, middle)):
        QWidget.setTabOrder(one, following)
    window.setFixedWidth(40)
    window.show()
    found = {walk.__name__: walk(window) for walk in WALKS}
    assert [name for name in ("nameless", "out_of_reach", "cut") if not found[name]] == []
    trap.setTabChangesFocus(True)
    assert tabbed(window) == [upper, trap, lower, middle]
    assert backward_steps(window) != []
