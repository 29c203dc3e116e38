"""Highlights put right by keyboard alone, taken back by name, and still right after a restart."""

from dataclasses import replace

from analyst_app.domain.reports import Report
from analyst_app.ui.screens import Screen
from support.invented import DAY, extraction, written

WORDS = (
    "BAKHMUT: Fighting goes on.\n"
    "Bakhmut was shelled 🚜 twice. Two people in Bakhmut were hurt; a school near Bakhmut burned.\n"
    "- The Bakhmut\r\n  direction is quiet.\n"
)


def open_bakhmut(driver, tmp_path):
    told = replace(extraction(), report=Report("bakhmut", WORDS, DAY, "Bakhmut"), events=(), entities=())
    driver.window.commands.read([written(tmp_path, told)])
    driver.settle()
    driver.wait_until(lambda: driver.session.screens.current is Screen.REVIEW, "the report to open")
    driver.settle()
    return driver.session.screens.page(Screen.REVIEW)


def marked(stored):
    return [WORDS[start:end] for start, end in stored('SELECT "start", "end" FROM entity WHERE state = 0 ORDER BY "start"')]


def undo_line(driver):
    return driver.window.actions_by_id["edit.undo"].text().replace("&", "")


def test_all_mentions_of_a_town_are_marked_and_taken_back_by_name_across_a_restart(open_window, stored, tmp_path):
    driver = open_window()
    text = open_bakhmut(driver, tmp_path).text_panel.text
    driver.press("F6")
    text.set_caret(WORDS.index("Bakhmut"))
    driver.press("M", "L")
    assert marked(stored) == ["Bakhmut"]
    driver.press("*")
    assert marked(stored) == ["BAKHMUT", "Bakhmut", "Bakhmut", "Bakhmut", "Bakhmut"]
    driver.wait_until(lambda: "4 mentions of Bakhmut" in undo_line(driver), "the step's name in the menu")
    driver.window.close()
    again = open_window()
    again.wait_until(lambda: "4 mentions of Bakhmut" in undo_line(again), "the step's name after the restart")
    again.do("edit.undo")
    assert marked(stored) == ["Bakhmut"]
    again.do("edit.redo")
    assert len(marked(stored)) == 5


def test_a_highlight_is_made_of_words_on_two_lines_shrunk_split_and_removed(driver, stored, tmp_path):
    text = open_bakhmut(driver, tmp_path).text_panel.text
    driver.press("F6")
    text.set_caret(WORDS.index("The Bakhmut"))
    driver.press("Ctrl+Shift+Down", "Ctrl+Shift+Right", "M", "L")
    assert marked(stored) == ["The Bakhmut\r\n  direction"]
    driver.press("Alt+Down")
    assert marked(stored) == ["Bakhmut\r\n  direction"]
    text.set_caret(WORDS.index("direction"))
    driver.press("/")
    assert marked(stored) == ["Bakhmut", "direction"]
    driver.press("Del")
    assert marked(stored) == ["direction"]
    driver.do("edit.undo")
    assert marked(stored) == ["Bakhmut", "direction"]
