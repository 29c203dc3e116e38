"""What is pressed while another report is being opened never decides on the one still shown. In the real window, with real keys."""

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from analyst_app.domain.errors import Stale
from analyst_app.domain.review import ReviewState
from analyst_app.services import events, library, spans
from analyst_app.services.workbench import Workbench
from analyst_app.ui.driving import Driver
from analyst_app.ui.main_window import MainWindow
from analyst_app.ui.screens import Screen
from support.invented import TEXT, extraction, written


@pytest.fixture
def driver(qtbot, theme, tmp_path, monkeypatch):
    """A window whose first report is open in Review, with a second one in the library."""
    monkeypatch.setattr(Workbench, "warm_up", lambda _self: None)
    window = MainWindow(theme=theme)
    qtbot.addWidget(window)
    made = Driver(window)
    made.open(tmp_path / "events.sqlite")
    other = extraction("south", source="Southern Command", title="Evening summary", text=TEXT.replace("16", "18"), airstrikes=18)
    handle = made.session.tasks.submit(
        lambda: library.import_files(made.session.context.workbench, paths=[written(tmp_path, extraction(), other)])
    )
    assert handle is not None
    made.settle()
    first, second = sorted(row.id for row in library.list_reports(made.session.context.workbench))
    made.first, made.second = first, second
    made.session.screens.open_report(first)
    made.review = made.session.screens.page(Screen.REVIEW)
    show_first(made)
    yield made
    window.close()


def press_at_once(*keys):
    """Press keys without waiting for what they do."""
    for key in keys:
        QTest.keySequence(QApplication.focusWidget(), QKeySequence(key))


def decided(driver):
    return [row.stored for row in events.list_events(driver.session.context.workbench) if row.stored.state is not ReviewState.PROPOSED]


def choose_in_library(driver, report_id):
    driver.press("Ctrl+1")
    shelf = driver.session.screens.library
    shelf.table.choose(next(n for n in range(shelf.model.rowCount()) if shelf.model.row(n).id == report_id))
    driver.focus(shelf.table)


def show_first(driver):
    """Go back to the first report, with nothing read in advance: this is about a report that is not there at once."""
    driver.session.screens.open_report(driver.first)
    driver.settle()
    driver.review.session.queue._prepare_soon.stop()
    driver.review.session.queue._prepared = None


def test_a_key_right_after_opening_a_report_from_the_library_does_nothing_to_the_last_one(driver):
    for key in ("R", "A", "Shift+A", "Del", "Shift+D", "Space", "Return"):
        show_first(driver)
        choose_in_library(driver, driver.second)
        press_at_once("Return")
        assert driver.review.session.report_id == driver.first
        assert driver.session.screens.current is Screen.REVIEW
        press_at_once(key)
        driver.settle()
        assert driver.review.session.report_id == driver.second, key
        assert decided(driver) == [], key
    assert len(events.list_events(driver.session.context.workbench)) == 10
    driver.press("R")
    assert [stored.report_id for stored in decided(driver)] == [driver.second]


def test_no_field_of_the_last_report_is_opened_and_its_buttons_decide_nothing(driver):
    choose_in_library(driver, driver.second)
    press_at_once("Return", "C")
    driver.review.events_panel.card.rows["count"].button.click()
    driver.review.events_panel.header.reject.click()
    driver.review.header.finish.click()
    assert driver.review.events_panel.card.editing == ""
    driver.settle()
    assert driver.review.session.report_id == driver.second
    assert decided(driver) == []
    driver.press("C")
    assert driver.review.events_panel.card.editing == "count"


def test_the_same_from_compare_and_by_the_key_for_the_next_report(driver):
    driver.session.screens.page(Screen.COMPARE).compare(driver.second, driver.first)
    driver.press("Ctrl+6")
    driver.focus(driver.session.screens.page(Screen.COMPARE).pairs.rows)
    press_at_once("O")
    assert driver.review.session.report_id == driver.first
    press_at_once("R")
    driver.settle()
    assert driver.review.session.report_id == driver.second
    assert decided(driver) == []
    driver.review.session.queue._prepare_soon.stop()
    press_at_once("]", "R")
    driver.settle()
    assert driver.review.session.report_id == driver.first
    assert decided(driver) == []


def test_where_a_report_cannot_be_opened_the_last_one_is_decided_on_again(driver, monkeypatch):
    def fail(_workbench, *, report_id):
        raise Stale(f"Report {report_id} has gone.")

    with monkeypatch.context() as patched:
        patched.setattr(spans, "open_text", fail)
        choose_in_library(driver, driver.second)
        press_at_once("Return", "R")
        driver.settle()
    assert decided(driver) == []
    assert driver.review.session.report_id == driver.first
    driver.press("R")
    assert [stored.report_id for stored in decided(driver)] == [driver.first]
