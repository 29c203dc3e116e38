"""The day's work by keys alone, counted: what the bars say of keystrokes is measured in the real window."""

from statistics import median

import pytest

from analyst_app.domain.review import ReviewState
from analyst_app.services import library, review
from analyst_app.ui.screens import Screen
from support.keystrokes import CountingDriver, MouseUsed, bring_in, confirm_correct_reports, correct_wrong_counts, without_mouse


def workbench(driver):
    return driver.session.context.workbench


def test_a_correct_report_of_ten_events_takes_at_most_twelve_keys(driver, tmp_path):
    assert median(confirm_correct_reports(driver, tmp_path, reports=3)) <= 12


def test_a_wrong_count_takes_at_most_five_keys(driver, tmp_path):
    assert median(correct_wrong_counts(driver, tmp_path)) <= 5


def test_complaint_6_a_whole_report_is_reviewed_without_a_mouse(driver, tmp_path, stored):
    """Section B, 6: mouse-only annotation. From the library to the finished report, with everything that can go wrong in it."""
    report_id, _ = bring_in(driver, tmp_path, reports=2)
    hands = CountingDriver(driver)
    with without_mouse():
        hands.press("Ctrl+2")
        page = driver.session.screens.page(Screen.REVIEW)
        assert page.session.report_id == report_id
        hands.press("A", "C")
        hands.type("560")
        hands.press("Return", "A", "R", "K", "U", "A")
        hands.press("S", "R", "A")
        hands.press("Shift+S")
        hands.type("2+1")
        hands.press("Return", "P")
        hands.type("Dvorichna")
        hands.press("Return", "Return", "D", "R", "F", "1", "N")
        hands.type("told by phone")
        hands.press("Return", "F6")
        # In the text: to its beginning, some words on, and an event and a highlight of them.
        hands.press("Ctrl+Home", "Shift+Right", "Shift+Right", "Shift+Right", "Shift+Right", "Shift+Right", "Shift+Right", "Shift+Right")
        hands.press("V", "X", "A")
        hands.press("F6", "Ctrl+Home", "Ctrl+Shift+Right", "M", "D", "F6")
        hands.press("Shift+H", "Shift+H", "Y", "Y", "Shift+N", "Shift+T", "Shift+T", "Shift+A")
    detail = review.open_report(workbench(driver), report_id=report_id)
    assert all(event.state is not ReviewState.PROPOSED for event in detail.events)
    assert detail.row.state == "reviewed"
    assert stored("SELECT count_best FROM event WHERE key = 'e2' AND report_id = ?", report_id) == [(560,)]
    assert stored("SELECT count(*) FROM event WHERE origin = 'analyst' AND report_id = ?", report_id) == [(2,)]
    assert stored("SELECT note FROM event WHERE note <> '' AND report_id = ?", report_id) == [("told by phone",)]
    assert page.session.report_id != report_id
    assert len(library.list_reports(workbench(driver))) == 2


def test_the_watch_over_the_mouse_sees_it(driver, qtbot):
    from PySide6.QtCore import Qt

    with pytest.raises(MouseUsed), without_mouse():
        qtbot.mouseClick(driver.window, Qt.MouseButton.LeftButton)
