"""Two sources of one day, a report that replaces another, and two coders: told through the real window, by keys."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from analyst_app.services import counts, history, library, review
from analyst_app.ui.compare.choosing import ChooseCoder, ChooseReplaced, ChooseToCompare
from analyst_app.ui.screens import Screen
from support.invented import TEXT, extraction, written

MORE = "The command publishes its tally each morning; what was told in the evening before is corrected in it where that was wrong.\n"
FROM_SOUTH = "In the south the day was quiet but for drones, and nobody was hurt; roads are open, and trains run again since the morning.\n"
"""So that the reports do not look alike, about which the program would ask."""
EVENING = extraction("evening", title="Evening update")
MORNING = extraction("morning", title="Morning tally", text=TEXT.replace("16", "18") + MORE, airstrikes=18)
SOUTH = extraction("south", source="Southern Command", title="Southern summary", text=TEXT.replace("16", "19") + FROM_SOUTH, airstrikes=19)


def workbench(driver):
    return driver.session.context.workbench


def airstrikes(driver):
    return sum(row.best for row in counts.daily_counts(workbench(driver)).rows if row.group == "airstrike")


def bring_in(driver, tmp_path, *extractions):
    driver.window.commands.read([written(tmp_path, *extractions)])
    driver.settle()


def dialog(driver, kind):
    driver.wait_until(lambda: any(one.isVisible() for one in driver.window.findChildren(kind)), f"the dialog {kind.__name__}")
    return next(one for one in driver.window.findChildren(kind) if one.isVisible())


def ids(driver):
    return {row.key: row.id for row in library.list_reports(workbench(driver))}


@pytest.fixture
def two_sources(driver, tmp_path):
    """Confirmed reports of two sources, with the library in front."""
    bring_in(driver, tmp_path, EVENING, SOUTH)
    for number in ids(driver).values():
        review.accept_rest(workbench(driver), report_id=number)
    driver.do("view.library")
    driver.settle()
    return driver


def test_two_reports_of_a_day_are_compared_and_the_preferred_figure_counts(two_sources):
    driver = two_sources
    assert airstrikes(driver) == 16 + 19
    driver.session.screens.library.table.selectAll()
    driver.press("Ctrl+D")
    driver.settle()
    assert driver.session.screens.current is Screen.COMPARE
    page = driver.session.screens.page(Screen.COMPARE)
    assert page.pairs.rows.model().index(0, 0).data() == "≠ Contradict"
    driver.press("2")
    driver.type("closer to the front")
    driver.press("Return")
    driver.settle()
    assert airstrikes(driver) == 19
    driver.press("O")
    driver.settle()
    assert driver.session.screens.current is Screen.REVIEW
    driver.do("edit.undo")
    driver.settle()
    assert airstrikes(driver) == 35


def test_a_report_in_review_is_compared_with_one_of_its_day_by_keys(two_sources):
    driver = two_sources
    driver.session.screens.open_report(ids(driver)["evening"])
    driver.settle()
    driver.press("Ctrl+D")
    driver.settle()
    dialog(driver, ChooseToCompare).accept()
    driver.settle()
    page = driver.session.screens.page(Screen.COMPARE)
    assert page.sides.right.title.text() == "Southern summary"
    assert page.pairs.rows.hasFocus()


def test_the_morning_tally_is_offered_to_replace_the_evening_update_and_takes_over(driver, tmp_path):
    bring_in(driver, tmp_path, EVENING)
    driver.settle()
    review.accept_rest(workbench(driver), report_id=ids(driver)["evening"])
    bring_in(driver, tmp_path, MORNING)
    review.accept_rest(workbench(driver), report_id=ids(driver)["morning"])
    offered = dialog(driver, ChooseReplaced)
    offered.reason.setText("the morning tally")
    offered.accept()
    driver.settle()
    assert airstrikes(driver) == 18
    driver.do("view.events")
    driver.settle()
    table = driver.session.screens.events.table
    states = [table.model().index(row, 8).data() for row in range(table.model().rowCount())]
    assert states.count("↷ Revised") == 5
    driver.session.screens.open_report(ids(driver)["evening"])
    driver.settle()
    driver.press("Ctrl+D")
    dialog(driver, ChooseToCompare).accept()
    driver.settle()
    page = driver.session.screens.page(Screen.COMPARE)
    assert page.pairs.rows.model().index(0, 3).data() == "count 16 → 18"
    history.undo(workbench(driver))
    assert airstrikes(driver) == 34


@pytest.mark.slow
def test_complaint_17_two_coders_one_report_from_the_menu_to_the_settled_difference(two_sources):
    driver = two_sources
    driver.session.screens.open_report(ids(driver)["evening"])
    driver.settle()
    driver.do("report.code_again")
    driver.settle()
    chosen = dialog(driver, ChooseCoder)
    chosen.name.setText("Oksana")
    chosen.accept()
    driver.settle()
    driver.wait_until(lambda: driver.session.screens.current is Screen.REVIEW, "the second coding to open")
    driver.settle()
    assert "This coding is Oksana's" in driver.window.status.note.text()
    page = driver.session.screens.page(Screen.REVIEW)
    detail = review.open_report(workbench(driver), report_id=page.session.report_id)
    assert detail.row.coder == "Oksana"
    assert {event.analyst for event in detail.events} == {None}
    assert airstrikes(driver) == 16 + 19
    assert library.count_reports(workbench(driver)) == 2
    oksana = replace(workbench(driver), analyst="Oksana")
    review.accept_rest(oksana, report_id=detail.row.id)
    driver.do("view.compare")
    driver.settle()
    compare = driver.session.screens.page(Screen.COMPARE)
    driver.press("A")
    driver.settle()
    driver.press("Return")
    driver.settle()
    assert compare.comparison.right.row.id == detail.row.id
    before = compare.tally.text()
    driver.press("Shift+T")
    driver.settle()
    assert "contradict" not in compare.tally.text(), before
    assert compare.agreement.events_told.text().endswith("of their fields 100% agree.")
    driver.do("edit.undo")
    driver.settle()
    assert compare.tally.text() == before
    assert QApplication.activeModalWidget() is None
