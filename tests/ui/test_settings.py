"""The settings page in the real window, and what the window remembers from one start to the next."""

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSplitter

from analyst_app.paths import user_paths
from analyst_app.services.settings import Days, Settings, load_settings
from analyst_app.ui.dialogs.shortcuts import ShortcutsDialog
from analyst_app.ui.driving import Driver
from analyst_app.ui.main_window import MainWindow
from analyst_app.ui.screens import Screen
from analyst_app.ui.settings.dialog import SECTIONS, SettingsDialog
from analyst_app.ui.settings.preferences import Preferences
from analyst_app.ui.settings.remembered import Remembered, keep_remembered, load_remembered
from support.invented import extraction, written


@pytest.fixture
def start(qtbot, theme, tmp_path, monkeypatch):
    """Starts the window on the same database, as often as a test asks; closing it keeps what the program keeps."""
    from analyst_app.services.workbench import Workbench

    monkeypatch.setattr(Workbench, "warm_up", lambda _self: None)
    drivers = []

    def started():
        window = MainWindow(theme=theme)
        qtbot.addWidget(window)
        window.habits.take_up(load_remembered(user_paths()))
        driver = Driver(window)
        drivers.append(driver)
        driver.open(tmp_path / "events.sqlite")
        return driver

    yield started
    for driver in drivers:
        driver.window.close()


def closed(driver):
    driver.window.close()
    keep_remembered(user_paths(), driver.window.habits.remembered)


@pytest.fixture
def driver(start, tmp_path):
    made = start()
    made.window.commands.read([written(tmp_path, extraction())])
    made.settle()
    return made


def page_of(driver):
    driver.settle()
    driver.press("Ctrl+,")
    dialog = driver.window.findChild(SettingsDialog)
    assert dialog is not None
    return dialog


def test_every_setting_of_the_shown_sections_has_a_field_with_name_and_explanation(driver):
    page = page_of(driver)
    shown = {(name, option.name) for name, _ in SECTIONS for option in dataclasses.fields(getattr(Settings(), name))}
    assert set(page.fields) == shown
    for field in page.fields.values():
        assert field.widget.accessibleName()
        assert field.widget.accessibleDescription()
    assert {name for name, _ in SECTIONS} | {"extraction"} == {f.name for f in dataclasses.fields(Settings)} - {"shortcuts"}
    page.reject()


def test_what_is_entered_is_kept_and_cancel_keeps_nothing(driver):
    page = page_of(driver)
    page.fields["days", "day_starts_at"].box.setValue(7)
    page.reject()
    assert load_settings(user_paths()) == Settings()
    page = page_of(driver)
    page.fields["days", "time_zone"].box.setEditText("Europe/Kyiv")
    page.fields["days", "day_starts_at"].box.setValue(7)
    page.fields["days", "window"].box.setCurrentIndex(1)
    page.fields["safety", "lock_after_minutes"].tick.setChecked(True)
    page.accept()
    driver.settle()
    kept = load_settings(user_paths())
    assert kept.days == Days(time_zone="Europe/Kyiv", day_starts_at=7, window="first")
    assert kept.safety.lock_after_minutes == 10


def test_the_look_is_shown_while_it_is_chosen_and_taken_back_by_cancel(driver, theme):
    page = page_of(driver)
    page.fields["appearance", "theme"].box.setCurrentIndex(page.fields["appearance", "theme"].box.findData("contrast"))
    page.fields["appearance", "text_size"].box.setValue(150)
    assert (theme.appearance, theme.text_size) == ("contrast", 150)
    page.reject()
    assert (theme.appearance, theme.text_size) == ("light", 100)


def test_a_time_zone_that_does_not_exist_is_told_with_the_way_on(driver):
    page = page_of(driver)
    page.fields["days", "time_zone"].box.setEditText("Kyiv")
    page.accept()
    assert "Europe/Kyiv" in page.problem.text()
    assert page.isVisible()
    page.reject()


def test_another_analyst_decides_from_now_on_and_screen_and_filter_stay(driver):
    from analyst_app.domain.ontology import EventType
    from analyst_app.domain.rows import EventFilter

    driver.do("view.events")
    restricted = EventFilter(types=frozenset({EventType.AIRSTRIKE}))
    driver.session.context.filter.put(restricted)
    page = page_of(driver)
    page.fields["coding", "analyst"].box.setEditText("Olena")
    page.accept()
    driver.wait_until(lambda: driver.session.is_open and driver.window.screens.current is Screen.EVENTS, "the database to open again")
    driver.settle()
    assert driver.session.context.workbench.analyst == "Olena"
    assert driver.window.status.analyst.text() == "Olena"
    assert driver.session.context.filter.matching == restricted


def test_the_names_of_those_who_decided_can_be_chosen(driver):
    driver.session.screens.open_report(1)
    driver.settle()
    driver.do("review.accept_rest")
    name = driver.session.context.workbench.analyst
    page = page_of(driver)
    box = page.fields["coding", "analyst"].box
    driver.wait_until(lambda: box.findText(name) >= 0, "the names to come")
    page.reject()


def test_the_page_says_where_database_and_backups_lie_and_leads_to_the_keys(driver):
    page = page_of(driver)
    told = [label.accessibleName() for label in page.findChildren(type(page.problem).__mro__[1]) if label.accessibleName()]
    assert any(str(user_paths().backups) in words for words in told)
    assert any("events.sqlite" in words for words in told)
    page._ask_for_keys()
    driver.settle()
    overview = driver.window.findChild(ShortcutsDialog)
    assert overview is not None
    overview.accept()


def test_keys_of_ones_own_hold_in_screens_that_are_built_later(driver):
    driver.window.keys.give(next(s for s in driver.window.specs() if s.id == "events.open"), ["F9"], among=driver.window.specs())
    driver.do("view.events")
    assert driver.window.screens.events.actions_by_id["events.open"].shortcut().toString() == "F9"
    assert load_settings(user_paths()).shortcuts == {"events.open": ("F9",)}


def test_settings_that_cannot_be_written_are_told_and_hold_all_the_same(qapp, tmp_path, monkeypatch):
    from analyst_app.domain.errors import InputError

    (tmp_path / "home").write_text("a file where the folder should be")
    monkeypatch.setenv("ANALYST_APP_HOME", str(tmp_path / "home"))
    preferences = Preferences(user_paths())
    with pytest.raises(InputError, match="cannot be written"):
        preferences.change(Settings(days=Days(day_starts_at=6)))
    assert preferences.settings.days.day_starts_at == 6


def test_the_window_comes_back_as_it_was_left(start, driver):
    window = driver.window
    window.resize(1111, 700)
    driver.do("view.charts")
    splitter = driver.session.screens.page(Screen.CHARTS).findChildren(QSplitter)[0]
    usual = splitter.sizes()
    splitter.setSizes([200, 400])
    driver.settle()
    left = splitter.sizes()
    assert abs(usual[0] / usual[1] - left[0] / left[1]) > 0.2
    closed(driver)
    again = start()
    again.wait_until(lambda: again.window.screens.current is Screen.CHARTS, "the screen that was left")
    again.settle()
    # The screen of the tests is narrower than the window was; Qt keeps a window on its screen.
    assert again.window.height() == 700
    assert again.window.width() < 1111
    upper, lower = again.session.screens.page(Screen.CHARTS).findChildren(QSplitter)[0].sizes()
    assert upper / lower == pytest.approx(left[0] / left[1], abs=0.05)


def test_the_report_that_was_open_is_open_again(start, driver):
    driver.session.screens.open_report(1)
    driver.settle()
    closed(driver)
    again = start()
    again.wait_until(lambda: again.window.screens.current is Screen.REVIEW, "the review")
    again.settle()
    assert again.window.screens.report == 1


def test_an_empty_database_begins_with_its_welcome_whatever_was_open_before(start, driver, tmp_path):
    driver.do("view.charts")
    closed(driver)
    again = start()
    again.open(tmp_path / "other.sqlite")
    assert again.window.screens.current is Screen.LIBRARY


def test_a_memory_that_cannot_be_read_costs_nothing(qapp):
    folder = user_paths().settings
    folder.mkdir(parents=True)
    for broken in ("{", "[]", '{"geometry": 5, "divided": {"a": 1}, "commands": [1], "report": {"x": "y"}, "screen": null}'):
        (folder / "window.json").write_text(broken)
        assert load_remembered(user_paths()) == Remembered()


def test_the_page_is_filled_in_by_keyboard_alone(qtbot, driver):
    page = page_of(driver)
    driver.wait_until(page.fields["coding", "analyst"].widget.hasFocus, "the first field")
    qtbot.keyClicks(QApplication.focusWidget(), "Vira")
    reached = []
    for _ in range(20):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
        if QApplication.focusWidget() is page.accept_button:
            break
    assert page.accept_button in reached
    assert {field.widget.focusProxy() or field.widget for key, field in page.fields.items() if key != ("coding", "analyst")} <= set(reached)
    qtbot.keyClick(page.accept_button, Qt.Key.Key_Return)
    driver.wait_until(lambda: load_settings(user_paths()).coding.analyst == "Vira", "the name to be kept")
    driver.wait_until(lambda: driver.session.is_open and driver.window.screens.current is not None, "the database to open again")
