"""Enter on a button that has the keyboard presses that one, in the real window: on the first cards, and in dialogs with another default."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from analyst_app.services import library
from analyst_app.services.workbench import Workbench
from analyst_app.ui.dialogs.export import ExportDialog
from analyst_app.ui.dialogs.paste import PasteDialog
from analyst_app.ui.driving import Driver
from analyst_app.ui.main_window import MainWindow
from analyst_app.ui.screens import Screen
from support.invented import TEXT, extraction, written


@pytest.fixture
def driver(qtbot, theme, tmp_path, monkeypatch):
    monkeypatch.setattr(Workbench, "warm_up", lambda _self: None)
    monkeypatch.setenv("ANALYST_APP_HOME", str(tmp_path / "home"))
    window = MainWindow(theme=theme)
    qtbot.addWidget(window)
    made = Driver(window)
    made.open(tmp_path / "events.sqlite")
    yield made
    window.close()


def dialog_in_front(driver, kind):
    driver.settle()
    shown = [dialog for dialog in driver.window.findChildren(kind) if dialog.isVisible()]
    assert len(shown) == 1
    return shown[0]


def test_enter_goes_the_way_that_is_chosen_of_an_empty_library(driver):
    first = driver.session.screens._welcome.first
    assert QApplication.focusWidget() is first
    driver.press("Return")
    dialog_in_front(driver, PasteDialog).close()
    driver.settle()
    driver.focus(first)
    driver.press("Enter")
    dialog_in_front(driver, PasteDialog).close()


def test_enter_on_a_button_of_a_dialog_does_what_the_button_says_and_elsewhere_what_the_dialog_is_for(driver):
    driver.window.actions_by_id["file.export"].trigger()
    dialog = dialog_in_front(driver, ExportDialog)
    accepted = []
    dialog.buttons.accepted.disconnect()
    dialog.buttons.accepted.connect(lambda: accepted.append(True))
    before = dialog.choice.columns
    dialog.columns.list.setCurrentRow(0)
    driver.focus(dialog.columns.down)
    driver.press("Return")
    assert dialog.choice.columns == (before[1], before[0], *before[2:])
    assert dialog.isVisible()
    assert accepted == []
    driver.focus(dialog.columns.list)
    driver.press("Return")
    assert accepted == [True]
    dialog.close()


def test_a_row_that_only_one_report_tells_says_why_no_figure_is_chosen(driver, tmp_path):
    one, other = extraction(), extraction("south", title="Evening summary", text=TEXT.replace("16", "18"), airstrikes=18)
    shorter = replace(other, events=other.events[:4])
    workbench, file = driver.session.context.workbench, written(tmp_path, one, shorter)
    driver.session.context.tasks.submit(lambda: library.import_files(workbench, paths=[file]))
    driver.settle()
    left, right = sorted(row.id for row in library.list_reports(workbench))
    compare = driver.session.screens.page(Screen.COMPARE)
    compare.compare(left, right)
    driver.press("Ctrl+6")
    driver.focus(compare.pairs.rows)
    compare.pairs.rows.choose(4)
    for key in ("1", "2"):
        driver.window.status.note.setText("")
        driver.press(key)
        assert driver.window.status.note.text() == "Only one of the two tells of this; there is no figure to choose."
