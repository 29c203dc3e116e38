"""One day's work: what must hold from the first paste to the exported file."""

import csv
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from analyst_app.domain.rows import EventFilter
from analyst_app.services import counts, library, review
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from analyst_app.ui.dialogs.paste import PasteDialog
from analyst_app.ui.screens import Screen
from support.invented import extraction, where, written

SAMPLE = next(path for path in library.sample_reports() if "2023-11-09" in path.name)


def open_invented(driver, tmp_path):
    driver.window.commands.read([written(tmp_path, extraction())])
    driver.settle()
    driver.wait_until(lambda: driver.session.screens.current is Screen.REVIEW, "the report to open")
    driver.settle()


def workbench(driver):
    return driver.session.context.workbench


def by_key(driver):
    (row,) = library.list_reports(workbench(driver))
    return {e.event.id: e for e in review.open_report(workbench(driver), report_id=row.id).events}


def test_paste_review_confirm_chart_export(driver, stored, tmp_path):
    QGuiApplication.clipboard().setText(SAMPLE.read_text(encoding="utf-8"))
    driver.do("file.paste")
    dialog = driver.window.findChild(PasteDialog)
    dialog.accept()
    driver.settle()
    driver.wait_until(lambda: driver.session.screens.current is Screen.REVIEW, "the pasted report to open")
    driver.settle()
    driver.press("Shift+A")
    confirmed = stored("SELECT type, count_best FROM event WHERE state = 'confirmed'")
    assert ("airstrike", 16) in confirmed
    assert ("attack", 559) in confirmed
    assert ("ground_assault", 3) in confirmed
    driver.session.screens.show(Screen.CHARTS)
    driver.settle()
    totals = {(str(row.day), row.group): row.best for row in counts.daily_counts(workbench(driver)).rows}
    assert totals == {("2023-11-09", "airstrike"): 16, ("2023-11-09", "attack"): 559, ("2023-11-09", "ground_assault"): 3}
    driver.session.write(tmp_path / "events.csv", format="csv", matching=EventFilter())
    driver.settle()
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(confirmed)
    assert {row["counted_attacks"] for row in rows if row["type"] == "attack" and row["part_of"]} == {"0"}


def test_a_wrong_count_is_corrected_in_five_keys(driver, stored, tmp_path):
    open_invented(driver, tmp_path)
    driver.press("C")
    driver.type("18")
    driver.press("Return")
    driver.settle()
    assert stored("SELECT count_low, count_best, count_high FROM event WHERE key = 'e1'") == [(18, 18, 18)]
    assert [(c.field, c.proposed) for c in by_key(driver)["e1"].corrections] == [("count", "16")]


def test_a_rejection_is_taken_back_by_name(driver, stored, tmp_path):
    open_invented(driver, tmp_path)
    driver.press("R")
    assert stored("SELECT state FROM event WHERE key = 'e1'") == [("rejected",)]
    undo = driver.window.actions_by_id["edit.undo"]
    driver.wait_until(lambda: undo.text() == "&Undo reject of 16 airstrikes", "the step's name in the menu")
    driver.do("edit.undo")
    assert stored("SELECT state FROM event WHERE key = 'e1'") == [("proposed",)]
    driver.do("edit.redo")
    assert stored("SELECT state FROM event WHERE key = 'e1'") == [("rejected",)]


def test_a_missed_event_is_made_of_selected_words(driver, stored, tmp_path):
    open_invented(driver, tmp_path)
    page = driver.session.screens.page(Screen.REVIEW)
    page.text_panel.text.select(where("plan to move"))
    driver.press("V", "M")
    made = stored("SELECT type, trigger_start, trigger_end, origin, state FROM event WHERE origin = 'analyst'")
    assert made == [("missile_strike", where("plan to move").start, where("plan to move").end, "analyst", "proposed")]
    driver.press("A")
    assert stored("SELECT state FROM event WHERE origin = 'analyst'") == [("confirmed",)]


def test_closing_in_the_middle_of_a_review_loses_nothing(open_window, stored, tmp_path):
    driver = open_window()
    open_invented(driver, tmp_path)
    driver.press("A", "R", "A")
    driver.window.close()
    decided = [("e1", "confirmed"), ("e2", "rejected"), ("e3", "confirmed"), ("e4", "proposed"), ("e5", "proposed")]
    assert stored("SELECT key, state FROM event ORDER BY key") == decided
    again = open_window()
    again.do("view.review")
    assert again.session.screens.current is Screen.REVIEW
    again.press("A")
    assert stored("SELECT state FROM event WHERE key = 'e4'") == [("confirmed",)]


def test_accepting_ten_keys_confirms_a_correct_report(driver, stored, tmp_path):
    open_invented(driver, tmp_path)
    driver.press("A", "A", "A", "A", "A")
    assert stored("SELECT DISTINCT state FROM event") == [("confirmed",)]


def test_a_folder_of_reports_is_read_and_what_fails_is_named(driver, stored, tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for path in library.sample_reports():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (folder / "empty.txt").touch()
    driver.window.commands.read([folder])
    driver.settle()
    assert len(stored("SELECT id FROM report")) == 4
    assert len(stored("SELECT DISTINCT published FROM report")) == 4


def test_the_file_alone_tells_the_whole_day(open_window, database, tmp_path):
    driver = open_window()
    open_invented(driver, tmp_path)
    driver.press("Shift+A")
    driver.window.close()
    opened = Workbench.open(Path(database), settings=Settings(), analyst="other")
    assert sum(row.best for row in counts.daily_counts(opened).rows) == 578
    opened.close()
