"""From a report to the map, from a mark to the sentence behind it, and back."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from analyst_app.ui.screens import Screen
from support import on_the_map as told_of


def on_the_map(driver):
    driver.do("view.map")
    screen = driver.session.screens.page(Screen.MAP)
    driver.wait_until(lambda: screen.answer is not None and not driver.session.tasks.busy, "the map to be drawn")
    return screen


def shown(screen):
    return {mark.names[0]: mark.total for mark in screen.answer.marks}


def test_a_mark_leads_to_the_sentence_and_a_rejection_there_leaves_the_map(driver, stored, tmp_path):
    workbench = driver.session.context.workbench
    report = told_of.stored(
        workbench,
        tmp_path,
        told_of.told(told_of.EventType.AIRSTRIKE, told_of.KUPIANSK, 4),
        told_of.told(told_of.EventType.SHELLING, told_of.KHERSON, 2),
    )
    screen = on_the_map(driver)
    assert shown(screen) == {"Kupiansk": 4, "Kherson": 2}
    kherson = next(one for one in screen.canvas.marks.placed if one.mark.names == ("Kherson",))
    at = screen.canvas.frame.place(kherson.x, kherson.y).toPoint()
    QTest.mouseClick(screen.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    driver.settle()
    driver.press("Return", "Return")
    assert driver.session.screens.current is Screen.REVIEW
    assert driver.session.screens.report == report
    driver.press("R")
    assert stored("SELECT type FROM event WHERE state = 'rejected'") == [("shelling",)]
    assert shown(on_the_map(driver)) == {"Kupiansk": 4}
    driver.do("edit.undo")
    assert shown(on_the_map(driver)) == {"Kupiansk": 4, "Kherson": 2}


def test_the_whole_map_by_keyboard(driver, tmp_path):
    told_of.a_week(driver.session.context.workbench, tmp_path)
    screen = on_the_map(driver)
    whole = screen.canvas.frame
    driver.press("+", "+", "Right", "Up")
    assert screen.canvas.frame.scale > whole.scale
    assert screen.canvas.frame.west > whole.west
    driver.press("0")
    assert abs(screen.canvas.frame.scale / whole.scale - 1) < 0.01
    driver.press("N", "N", "Shift+N")
    assert "Kupiansk" in screen.chosen.text()
    driver.press("Ctrl+Return")
    assert driver.session.screens.current is Screen.EVENTS
    assert driver.session.screens.events.model.rowCount() == 3
    driver.do("view.map")
    driver.press("Escape", "T", ",")
    assert screen.time.span[0] == screen.time.span[1] == told_of.FIRST + (screen.answer.days[1].day - told_of.FIRST)
    driver.press("M")
    assert screen.answer.view.measure == "events"
