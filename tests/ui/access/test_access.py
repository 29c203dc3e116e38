"""The whole window, empty and with reports, and its dialogs: for those who hear it, use no mouse, or read at twice the size."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from analyst_app.services.workbench import Workbench
from support.ui_tour import Tour
from support.ui_walking import WALKS, backward_steps, tabbed

KINDS = [walk.__name__ for walk in WALKS]


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


def test_all_screens_are_right_on_a_display_with_a_fractional_scale(tmp_path):
    environment = os.environ | {"QT_SCALE_FACTOR": "1.5", "QT_QPA_PLATFORM": "offscreen", "ANALYST_APP_HOME": str(tmp_path / "home")}
    tests = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "support.ui_tour", str(tmp_path)],
        cwd=tests,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["ratio"] == 1.5
    assert {kind: found for kind, found in told["faults"].items() if found} == {}


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
