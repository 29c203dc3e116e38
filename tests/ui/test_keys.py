"""One's own keys: chosen in the overview by keyboard, told where they clash, kept, and used at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from analyst_app.paths import user_paths
from analyst_app.services.settings import load_settings
from analyst_app.ui.actions import Scope, build_actions, plain_title
from analyst_app.ui.dialogs.shortcuts import ShortcutsDialog
from analyst_app.ui.screens import every_action
from analyst_app.ui.settings.keys import Keys
from analyst_app.ui.settings.preferences import Preferences

EVERY = every_action()
BY_ID = {spec.id: spec for spec in EVERY}
ACCEPT, REJECT, PALETTE, SEARCH = (BY_ID[name] for name in ("review.accept", "review.reject", "edit.palette", "library.search"))


@pytest.fixture
def keys(qapp):
    return Keys()


@pytest.fixture
def overview(qtbot, theme, keys):
    dialog = ShortcutsDialog(EVERY, first=Scope.REVIEW, theme=theme, keys=keys)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.list.hasFocus)
    return dialog


def written(dialog, spec):
    return next(item.text(1) for item in dialog._items() if item.data(0, Qt.ItemDataRole.UserRole) is spec)


def test_the_overview_shows_every_action_with_its_keys_those_of_the_screen_first(overview, keys):
    shown = {item.text(0): item.text(1) for item in overview._items()}
    assert [spec.id for spec in EVERY if plain_title(spec) not in shown] == []
    assert shown["Accept"] == "A"
    assert shown["Redo"] == keys.written(BY_ID["edit.redo"])
    assert overview.list.topLevelItem(0).text(0) == "Review"


def test_a_key_is_changed_by_keyboard_alone(qtbot, overview, keys):
    overview.choose("review.accept")
    qtbot.keyClick(overview.list, Qt.Key.Key_Return)
    assert overview.field.hasFocus()
    qtbot.keyClick(overview.field, Qt.Key.Key_F7)
    assert overview.problem.text() == ""
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert keys.of(ACCEPT) == ("F7",)
    assert written(overview, ACCEPT) == "F7  (yours)"
    assert overview.list.hasFocus()
    qtbot.keyClick(overview.list, Qt.Key.Key_Delete)
    assert keys.of(ACCEPT) == ("A",)
    assert keys.own == {}


def test_a_clash_is_told_in_words_and_settled_only_when_the_analyst_says_so(qtbot, overview, keys):
    overview.choose("review.accept")
    overview.begin()
    qtbot.keyClick(overview.field, Qt.Key.Key_R)
    assert "“Reject” (Review)" in overview.problem.text()
    assert keys.of(REJECT) == ("R",)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert (keys.of(ACCEPT), keys.of(REJECT)) == (("R",), ())
    assert written(overview, REJECT) == "none  (yours)"
    overview.reset_every.click()
    assert (keys.of(ACCEPT), keys.of(REJECT)) == (("A",), ("R",))


def test_escape_gives_up_the_change_before_it_closes_the_overview(qtbot, overview, keys):
    overview.choose("review.accept")
    overview.begin()
    qtbot.keyClick(overview.field, Qt.Key.Key_Escape)
    assert overview.isVisible()
    assert not overview.capture.isVisible()
    assert keys.own == {}


def test_a_key_can_be_added_beside_those_there_are_or_all_can_be_taken(qtbot, overview, keys):
    overview.choose("review.accept")
    overview.begin()
    qtbot.keyClick(overview.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    overview.beside.click()
    assert keys.of(ACCEPT) == ("A", "Ctrl+Return")
    overview.begin()
    overview.none.click()
    assert keys.of(ACCEPT) == ()


@pytest.mark.parametrize("key", [Qt.Key.Key_F10])
def test_keys_with_a_meaning_in_every_window_are_refused(qtbot, overview, keys, key):
    overview.choose("review.accept")
    overview.begin()
    qtbot.keyClick(overview.field, key)
    assert "meaning of its own" in overview.problem.text()
    assert not overview.use.isEnabled()


def test_the_search_finds_actions_by_name_and_by_key(qtbot, overview):
    for words, found in (("reje", "Reject"), ("ctrl+k", "Commands")):
        overview.search.setText(words)
        assert found in [item.text(0) for item in overview._items() if not item.isHidden()]
    overview.search.setText("no such action")
    assert all(item.isHidden() for item in overview._items())


def test_a_key_of_one_screen_clashes_with_what_works_everywhere_but_not_with_another_screen(keys):
    assert keys.objection(ACCEPT, "Ctrl+K", among=EVERY) != ""
    assert keys.objection(PALETTE, "A", among=EVERY) != ""
    assert keys.objection(BY_ID["charts.kind"], "A", among=EVERY) == ""


def test_a_key_goes_back_to_its_first_owner_by_reset(keys):
    keys.give(ACCEPT, ["R"], among=EVERY)
    keys.reset([REJECT], among=EVERY)
    assert keys.of(REJECT) == ("R",)
    assert keys.of(ACCEPT) == ()
    keys.reset([ACCEPT], among=EVERY)
    assert keys.own == {}


def test_actions_work_by_the_keys_of_now_and_their_buttons_say_so(qtbot, keys):
    from PySide6.QtWidgets import QPushButton, QWidget

    from analyst_app.ui.actions import ActionSpec, explain_by

    class Screen(QWidget):
        pressed = 0

        def act(self):
            self.pressed += 1

    screen = Screen()
    qtbot.addWidget(screen)
    spec = ActionSpec("a", "Act", "act", ("A",), scope=Scope.REVIEW)
    action = build_actions([spec], target=screen)["a"]
    button = QPushButton(screen)
    explain_by(button, action)
    assert button.toolTip() == "Act (A)"
    keys.give(spec, ["F8"], among=[spec])
    keys.apply(screen.findChildren(QAction), [spec])
    assert button.toolTip() == "Act (F8)"
    screen.show()
    screen.activateWindow()
    screen.setFocus()
    qtbot.waitUntil(screen.hasFocus)
    qtbot.keyClick(screen, Qt.Key.Key_A)
    assert screen.pressed == 0
    qtbot.keyClick(screen, Qt.Key.Key_F8)
    assert screen.pressed == 1


def test_the_event_card_names_the_keys_of_now(qtbot, context, two_reports, settled, keys):
    from analyst_app.ui.review.view import ReviewView

    view = ReviewView(context)
    qtbot.addWidget(view)
    view.show_report(two_reports[0])
    settled()
    count = view.events_panel.card.rows["count"]
    assert count.value.toolTip() == "Edit (C)"
    keys.give(BY_ID["review.edit_count"], ["F8"], among=EVERY)
    keys.apply(view.findChildren(QAction), EVERY)
    assert count.value.toolTip() == "Edit (F8)"
    assert "F8" in count._label.text()
    assert "(F9)" not in view.header.finish.toolTip()
    keys.give(BY_ID["review.accept_rest"], ["F9"], among=EVERY)
    keys.apply(view.findChildren(QAction), EVERY)
    assert "(F9)" in view.header.finish.toolTip()


def test_keys_are_kept_from_one_start_to_the_next(qapp):
    first = Keys(Preferences(user_paths()).settings.shortcuts)
    first.give(SEARCH, ["Ctrl+G"], among=EVERY)
    preferences = Preferences(user_paths())
    from dataclasses import replace

    preferences.change(replace(preferences.settings, shortcuts=dict(first.own)))
    again = Keys(load_settings(user_paths()).shortcuts)
    assert again.of(SEARCH) == ("Ctrl+G",)
    assert again.of(ACCEPT) == ("A",)
