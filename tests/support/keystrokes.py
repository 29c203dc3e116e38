"""Counts the keys that an analyst presses for a piece of work in the real window; a key held with another counts, too."""

import json
from contextlib import contextmanager
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from ui.review.samples import TEXT, an_extraction

from analyst_app.domain import contract
from analyst_app.services import library, review
from analyst_app.ui.driving import Driver

WRONG = (("18", 0), ("5", 5), ("120", 1), ("31", 7), ("7", 8))
"""What is typed for the count of which event of the sample, counted from 0: short and long numbers, near and far events."""


class CountingDriver:
    """Presses keys through a driver and counts them: Shift+A is two."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.keys = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += key.count("+") + 1 if len(key) > 1 else 1
            self.driver.press(key)

    def type(self, words: str) -> None:
        self.keys += len(words)
        self.driver.type(words)

    def counted(self, act) -> int:
        """How many keys an act takes."""
        before = self.keys
        act()
        return self.keys - before


class MouseUsed(AssertionError):
    """Something was pressed, turned or dragged."""


class _NoMouse(QObject):
    MOUSE = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.Wheel, QEvent.Type.DragEnter})

    def __init__(self) -> None:
        super().__init__()
        self.used = False

    def eventFilter(self, _watched, event) -> bool:  # noqa: N802 - the name is Qt's
        self.used = self.used or event.type() in self.MOUSE
        return False


@contextmanager
def without_mouse():
    """Raises MouseUsed at the end where the mouse was needed."""
    watch = _NoMouse()
    QApplication.instance().installEventFilter(watch)
    try:
        yield
    finally:
        QApplication.instance().removeEventFilter(watch)
    if watch.used:
        raise MouseUsed


def bring_in(driver: Driver, folder, *, reports: int) -> list[int]:
    """Reports of ten events each; their ids in the order of the queue."""
    made = [an_extraction(f"r{number}", text=f"{TEXT}\nReport {number}.", title=f"Report {number}") for number in range(reports)]
    file = folder / "ten-events.jsonl"
    file.write_text("".join(json.dumps(contract.to_json(one)) + "\n" for one in made), encoding="utf-8")
    workbench = driver.session.context.workbench
    outcomes = library.import_files(workbench, paths=[file]).outcomes
    ids = [outcome.report_id for outcome in outcomes]
    assert all(len(review.open_report(workbench, report_id=report_id).events) == 10 for report_id in ids)
    return ids


def confirm_correct_reports(driver: Driver, folder, *, reports: int = 5) -> list[int]:
    """Keys for each correct report of ten events: every event accepted by itself, the report finished, the next one open."""
    ids = bring_in(driver, folder, reports=reports + 1)
    hands = CountingDriver(driver)
    workbench = driver.session.context.workbench
    driver.session.screens.open_report(ids[0])
    driver.settle()
    spent = []
    for report_id, following in pairwise(ids):
        spent.append(hands.counted(lambda: hands.press(*["A"] * 10, "Shift+A")))
        detail = review.open_report(workbench, report_id=report_id)
        assert {event.state for event in detail.events} == {"confirmed"}
        assert detail.row.state == "reviewed"
        page = driver.session.screens.page("review")
        assert page.session.report_id == following
    return spent


def correct_wrong_counts(driver: Driver, folder) -> list[int]:
    """Keys for each wrong count, from the event in focus to saved."""
    (report_id,) = bring_in(driver, folder, reports=1)
    hands = CountingDriver(driver)
    workbench = driver.session.context.workbench
    driver.session.screens.open_report(report_id)
    driver.settle()
    session = driver.session.screens.page("review").session
    spent = []
    for words, place in WRONG:
        event_id = session.events[place].id
        session.focus(event_id)
        driver.settle()

        def correct(words=words) -> None:
            hands.press("C")
            hands.type(words)
            hands.press("Return")

        spent.append(hands.counted(correct))
        assert str(review.find_event(workbench, event_id).event.count) == words
    return spent
