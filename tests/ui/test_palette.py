"""The command palette over the real window: everything by keyboard, from any screen."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from analyst_app.domain.ontology import EventType
from analyst_app.domain.rows import EventFilter
from analyst_app.ui.driving import Driver
from analyst_app.ui.main_window import MainWindow
from analyst_app.ui.palette.entries import Entry, found
from analyst_app.ui.palette.matching import SoughtDay, score, sought_day, sought_words
from analyst_app.ui.palette.palette import Palette
from analyst_app.ui.screens import Screen, specs_of
from support.invented import extraction, written


@pytest.fixture
def driver(qtbot, theme, tmp_path, monkeypatch):
    from analyst_app.services.workbench import Workbench

    monkeypatch.setattr(Workbench, "warm_up", lambda _self: None)
    window = MainWindow(theme=theme)
    qtbot.addWidget(window)
    made = Driver(window)
    made.open(tmp_path / "events.sqlite")
    other = extraction(
        "south",
        source="Southern Command",
        title="Evening summary",
        text="Russia made 16 airstrikes, attacks, shelling, assaults, 559, move.\n",
    )
    window.commands.read([written(tmp_path, extraction(), other)])
    made.settle()
    yield made
    window.close()


def palette_of(driver):
    driver.press("Ctrl+K")
    palette = driver.window.findChild(Palette)
    assert palette is not None
    return palette


@pytest.mark.parametrize("screen", list(Screen))
def test_in_every_screen_the_palette_offers_all_that_its_menus_and_keys_do(driver, screen):
    driver.do(f"view.{screen}")
    palette = palette_of(driver)
    offered = {entry.id for entry in palette._entries}
    wanted = {spec.id for spec in (*specs_of(screen), *driver.window.specs()) if spec.scope in {driver.window.scope, "Everywhere"}}
    assert wanted - offered == {"edit.palette"}
    for entry in palette._entries:
        assert entry.title.strip()
        assert entry.kind.strip()
    palette.reject()


def test_a_few_letters_and_enter_run_a_command_and_the_keyboard_goes_back(qtbot, driver):
    driver.do("view.library")
    palette = palette_of(driver)
    assert QApplication.focusWidget() is palette.search
    qtbot.keyClicks(palette.search, "chart")
    assert palette.current.id == "view.charts"
    driver.press("Return")
    assert driver.window.screens.current is Screen.CHARTS
    assert driver.window.findChild(Palette) is None
    assert driver.window.isAncestorOf(QApplication.focusWidget())


def test_arrows_choose_while_one_types_and_escape_leaves_without_doing_anything(qtbot, driver):
    driver.do("view.events")
    palette = palette_of(driver)
    qtbot.keyClicks(palette.search, "view")
    first = palette.current
    driver.press("Down")
    assert palette.current is not first
    assert palette.search.accessibleDescription() == palette.current.spoken()
    driver.press("Up")
    assert palette.current is first
    driver.press("Escape")
    assert driver.window.screens.current is Screen.EVENTS


def test_what_was_used_last_stands_first_the_next_time(qtbot, driver):
    for words in ("larger text", "charts"):
        palette = palette_of(driver)
        qtbot.keyClicks(palette.search, words)
        driver.press("Return")
    palette = palette_of(driver)
    assert [entry.id for entry in palette.shown[:2]] == ["view.charts", "view.larger"]
    palette.reject()


@pytest.mark.parametrize("words", ["go to report of 9 Nov", "9 november 2023", "2023-11-09", "9.11."])
def test_a_report_is_reached_by_its_day(qtbot, driver, words):
    driver.do("view.charts")
    palette = palette_of(driver)
    palette.search.setText(words)
    driver.wait_until(lambda: any(entry.id.startswith("report:") for entry in palette.shown), "the report of that day")
    assert palette.current.id.startswith("report:")
    driver.press("Return")
    assert driver.window.screens.current is Screen.REVIEW
    assert driver.window.screens.report is not None


def test_a_report_is_reached_by_words_of_its_title(qtbot, driver):
    palette = palette_of(driver)
    palette.search.setText("evening")
    driver.wait_until(lambda: any(entry.title == "Evening summary" for entry in palette.shown), "the report")
    palette.reject()


def test_a_saved_filter_is_applied_from_any_screen(qtbot, driver):
    shared = driver.session.context.filter
    shared.put(EventFilter(types=frozenset({EventType.AIRSTRIKE})))
    shared.save("Air")
    shared.put(EventFilter())
    palette = palette_of(driver)
    qtbot.keyClicks(palette.search, "filter air")
    driver.press("Return")
    assert shared.name == "Air"
    assert driver.window.screens.current is Screen.EVENTS


def test_what_cannot_be_done_now_says_so_and_nothing_happens(qtbot, driver):
    driver.window.show_undo(None, None)
    palette = palette_of(driver)
    qtbot.keyClicks(palette.search, "undo")
    assert not palette.current.usable
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.reject()


def test_a_query_without_an_answer_says_what_can_be_asked(qtbot, driver):
    palette = palette_of(driver)
    palette.search.setText("xyzzy")
    assert palette.shown == []
    assert "9 Nov" in palette.told.text()
    palette.reject()


def test_the_palette_says_on_or_off_of_what_can_be_switched(driver):
    driver.do("view.charts")
    palette = palette_of(driver)
    proposals = next(entry for entry in palette._entries if entry.id == "charts.proposals")
    assert proposals.ticked is False
    assert "off" in proposals.spoken()
    palette.reject()


def test_the_palette_opens_while_no_database_is_open(qtbot, theme):
    window = MainWindow(theme=theme)
    qtbot.addWidget(window)
    window.show()
    window.actions_by_id["edit.palette"].trigger()
    palette = window.findChild(Palette)
    usable = {entry.id for entry in palette._entries if entry.usable}
    assert "file.database" in usable
    assert "file.export" not in usable
    palette.reject()
    window.close()


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("9 Nov", SoughtDay(11, 9)),
        ("go to report of 9 November 2023", SoughtDay(11, 9, 2023)),
        ("November 9th, 2023", SoughtDay(11, 9, 2023)),
        ("2023-11-09", SoughtDay(11, 9, 2023)),
        ("09.11.2023", SoughtDay(11, 9, 2023)),
        ("9.11.", SoughtDay(11, 9)),
        ("1 May", SoughtDay(5, 1)),
        ("31 Foo", None),
        ("32 May", None),
        ("accept the rest", None),
        ("2023-13-09", None),
    ],
)
def test_days_are_read_as_they_are_written(words, day):
    assert sought_day(words) == day


def test_a_day_without_its_year_is_the_newest_one_that_has_a_report(driver):
    from analyst_app.ui.palette.reports import find_reports

    rows = find_reports(driver.session.context.workbench, "9 nov")
    assert {row.published for row in rows} == {date(2023, 11, 9)}
    assert find_reports(driver.session.context.workbench, "29 feb") == ()


def test_words_that_only_ask_for_a_report_are_left_out():
    assert sought_words("Go to the report of Kupiansk") == "kupiansk"
    assert sought_words("reports from Southern Command") == "southern command"


def test_beginnings_of_words_are_better_than_letters_inside():
    assert score("ex", "Export Events") > score("ex", "Next Event")
    assert score("exev", "Export Events") is not None
    assert score("zq", "Export Events") is None
    assert score("events export", "Export Events") is not None
    assert score("resume", "Résumé") is not None


def test_the_exact_name_stands_first():
    entries = [Entry(name, name, "x", lambda: None) for name in ("Accept or Reopen", "Accept the Rest and Go On", "Accept")]
    assert found(entries, "accept", recent=())[0].title == "Accept"
    assert found(entries, "accept", recent=("Accept or Reopen",))[0].title == "Accept or Reopen"


def test_the_palette_opens_also_while_one_types_or_reads(driver):
    driver.do("view.library")
    driver.do("library.search")
    palette_of(driver).reject()
    driver.session.screens.open_report(1)
    driver.settle()
    driver.do("review.pane")
    palette_of(driver).reject()
    driver.do("review.find")
    palette_of(driver).reject()
    driver.settle()
