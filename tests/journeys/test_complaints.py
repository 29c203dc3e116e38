"""What users of other tools complain of most in reviewing (undo, fiddly decisions, tangled events), each shown not to happen here.

Complaint 6 (no mouse) is in `test_keystrokes.py`, complaint 18 (a confidence filter) in `tests/ui/review/test_queue_strip.py`.
"""

from dataclasses import replace

from PySide6.QtCore import QRect
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMessageBox
from ui.review.samples import TEXT, an_extraction, events_of_the_day

from analyst_app.services import library, review
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from analyst_app.ui.screens import Screen
from support.keystrokes import bring_in

EVENTS = """
    SELECT event.report_id, event.key, event.type, event.count_best, event.actor, event.status, event.part_of_id, event.state, event.note
    FROM event JOIN report ON report.id = event.report_id WHERE NOT report.deleted ORDER BY event.report_id, event.key
"""


def page(driver):
    return driver.session.screens.page(Screen.REVIEW)


def undo_words(driver):
    return driver.window.actions_by_id["edit.undo"].text().replace("&", "")


def test_complaint_4_everything_is_undone_and_done_again_across_reports_and_restarts(open_window, stored, tmp_path):
    """Section B, 4: no (real) undo. Bulk, fields, merge, split, highlights, removal, import; each step named, after a restart too."""
    driver = open_window()
    first, second = bring_in(driver, tmp_path, reports=2)
    pictures = [stored(EVENTS)]

    def step(*keys, typed=""):
        driver.press(*keys[:1])
        if typed:
            driver.type(typed)
        driver.press(*keys[1:])
        pictures.append(stored(EVENTS))

    driver.session.screens.open_report(first)
    driver.settle()
    step("C", "Return", typed="17")
    step("R")
    step("Shift+D")
    step("Delete")
    step("Shift+S", "Return", typed="400+159")
    page(driver).events_panel.list.setFocus()
    driver.press("J")
    step("Shift+G", "1")
    step("Shift+A")
    assert page(driver).session.report_id == second
    step("Shift+A")
    steps = []
    driver.window.close()
    driver = open_window()
    driver.settle()
    for picture in reversed(pictures[:-1]):
        driver.wait_until(lambda: undo_words(driver) not in steps[-1:], "the next step's name")
        steps.append(undo_words(driver))
        driver.do("edit.undo")
        assert stored(EVENTS) == picture, steps[-1]
    assert [words.partition(" of ")[0] for words in steps] == [
        "Undo accept",
        "Undo accept",
        "Undo merge",
        "Undo split",
        "Undo removal",
        "Undo duplicate",
        "Undo reject",
        "Undo correction",
    ]
    assert steps[0] == "Undo accept of the rest of “Report 1”"
    assert steps[-2:] == ["Undo reject of 17 airstrikes", "Undo correction of count of 16 airstrikes"]
    for picture in pictures[1:]:
        driver.do("edit.redo")
        assert stored(EVENTS) == picture
    for _ in pictures:
        driver.do("edit.undo")
    assert stored(EVENTS) == [], "the import as well"


def test_complaint_4_another_analysts_step_is_not_undone_unasked(open_window, database, stored, tmp_path):
    driver = open_window()
    (report_id,) = bring_in(driver, tmp_path, reports=1)
    driver.window.close()
    other = Workbench.open(database, settings=Settings(), analyst="Taras")
    event_id = review.open_report(other, report_id=report_id).events[0].id
    review.reject_events(other, event_ids=[event_id])
    other.close()
    driver = open_window()
    driver.wait_until(lambda: undo_words(driver) == "Undo reject of 16 airstrikes (by Taras)", "the step's name with whose it is")
    for answer, state in (("No", "rejected"), ("Yes", "proposed")):
        driver.do("edit.undo")
        (box,) = [box for box in driver.window.findChildren(QMessageBox) if box.isVisible()]
        assert "Taras" in box.text()
        assert box.defaultButton() is box.button(QMessageBox.StandardButton.No)
        box.button(QMessageBox.StandardButton[answer]).click()
        driver.settle()
        assert stored("SELECT state FROM event WHERE id = ?", event_id) == [(state,)]


def test_complaint_7_one_focus_one_key_and_large_targets(driver, tmp_path, stored):
    """Section B, 7: deciding is fiddly and the wrong one is accepted. One event has the focus, seen in list, card and text."""
    (report_id,) = bring_in(driver, tmp_path, reports=1)
    driver.session.screens.open_report(report_id)
    driver.settle()
    view = page(driver)
    third = view.session.events[2]
    driver.press("J", "J")
    panel = view.events_panel
    assert panel.list.selected_ids() == [third.id]
    assert panel.header._summary.text() == "Attack on 4 places"
    assert view.text_panel.strip._focused == third.id
    driver.press("A")
    assert stored("SELECT key FROM event WHERE state = 'confirmed'") == [("e3",)], "the one in focus and no other"
    driver.press("K", "U")
    assert stored("SELECT key FROM event WHERE state = 'confirmed'") == [], "and one key takes it back"
    deciding = [view.findChild(QAction, f"review.{name}") for name in ("accept", "reject", "reopen", "remove", "accept_rest")]
    assert not any(action.autoRepeat() for action in deciding), "a key held down too long decides one event"
    smallest = QRect(0, 0, 44, 24)
    for button in (panel.header.accept, panel.header.reject):
        assert button.rect().contains(smallest), "WCAG 2.2, target size: 24 pixels at least"
    row = panel.list.visualRect(panel.list.currentIndex())
    assert row.height() >= 24


def test_complaint_15_events_stand_beside_the_text_and_only_the_focused_one_shows_in_it(driver, tmp_path):
    """Section B, 15: events become an unreadable tangle. However many there are, the text shows the words of one."""
    many = tuple(
        replace(event, id=f"n{number}", part_of=None) for number, event in enumerate(e for _ in range(30) for e in events_of_the_day())
    )
    assert len(many) == 300
    workbench = driver.session.context.workbench
    extraction = an_extraction("many", events=many, text=f"{TEXT}\nMany.")
    with workbench.database.unit_of_work("Import") as uow:
        report_id = uow.reports.add(extraction.report, extraction, imported_at=workbench.clock())
    driver.session.screens.open_report(report_id)
    driver.settle()
    view = page(driver)
    seen = set()
    for _ in range(3):
        event = view.session.focused_event.event
        emphasis = view.text_panel.text._painter.layers.emphasis
        shown = {emphasis.trigger, *emphasis.words, *emphasis.field_words} - {None}
        assert shown == {event.trigger, *(words.span for words in event.evidence)}
        seen.add(event.id)
        card = view.events_panel.card
        assert card.rows["count"].value.accessibleName() == f"Count: {event.count.best}" if event.count else True
        for _ in range(7):
            driver.press("J")
    assert len(seen) == 3
    driver.press("W")
    field = view.events_panel.card.field
    assert field
    assert set(view.text_panel.text._painter.layers.emphasis.field_words) == set(view.session.focused_event.event.words_behind(field))
    assert len(library.list_reports(workbench)) == 1
