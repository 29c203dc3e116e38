"""A newcomer's first ten minutes, as the README tells them, by keys alone. What was found and mended is in docs/first-ten-minutes.md."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from analyst_app.services import library
from analyst_app.ui.screens import Screen


@pytest.fixture
def samples(driver):
    """An empty window, and the samples called in from the palette."""
    driver.press("Ctrl+K")
    driver.type("samples")
    driver.press("Return")
    driver.wait_until(lambda: len(library.list_reports(driver.session.context.workbench)) == 4, "the samples to come in")
    driver.settle()
    return driver


def focused(driver):
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    assert driver.window.isAncestorOf(widget)
    return widget


def test_an_empty_window_begins_on_the_first_of_its_three_ways(driver):
    first = focused(driver)
    assert isinstance(first, QPushButton)
    assert first.text() == "Paste a report"
    driver.press("Tab", "Tab")
    assert focused(driver).text() == "Try the samples"


def test_the_five_minutes_of_the_readme_go_by_keys_alone(samples, stored, tmp_path):
    driver = samples
    shelf = driver.session.screens.library
    assert focused(driver) is shelf.table, "the keyboard is in the list once the reports are there"
    driver.press("Down")
    assert driver.window.screens.current is Screen.LIBRARY
    assert "2023-11-09" in shelf.table.current.key
    driver.press("Return")
    assert driver.window.screens.current is Screen.REVIEW
    driver.press("J", "J", "K", "A", "R")
    assert [state for (state,) in stored("SELECT state FROM event WHERE state != 'proposed' ORDER BY state")] == ["confirmed", "rejected"]
    driver.press("Ctrl+Z", "Shift+A")
    assert driver.window.screens.current is Screen.REVIEW
    confirmed = stored("SELECT count(*) FROM event WHERE state = 'confirmed'")[0][0]
    assert confirmed >= 7
    driver.press("Ctrl+4", "Right")
    assert driver.window.screens.current is Screen.CHARTS
    driver.press("Return", "Return")
    assert driver.window.screens.current is Screen.REVIEW
    driver.press("Ctrl+5")
    assert driver.window.screens.current is Screen.MAP
    focused(driver)
    driver.press("Ctrl+1")
    assert focused(driver) is shelf.table
