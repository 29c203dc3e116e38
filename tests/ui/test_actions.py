import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from analyst_app.ui.actions import ActionSpec, Menu, Scope, build_actions, by_menu, clashes, plain_title
from analyst_app.ui.commands import Commands
from analyst_app.ui.screens import every_action

EVERY = every_action()


def test_no_key_means_two_things_at_one_place():
    assert clashes(EVERY) == []


def test_a_clash_would_be_found():
    twice = (ActionSpec("a", "A", "a", ("Ctrl+K",)), ActionSpec("b", "B", "b", ("Ctrl+K",), scope=Scope.REVIEW))
    assert clashes(twice) == ["Ctrl+K: a and b"]
    assert clashes(reversed(twice)) == ["Ctrl+K: b and a"]


def test_every_action_has_a_name_of_its_own_and_keys_that_qt_knows():
    assert len({spec.id for spec in EVERY}) == len(EVERY)
    for spec in EVERY:
        assert plain_title(spec).strip(), spec.id
        for keys in spec.shortcuts:
            assert QKeySequence(keys).toString() != "", f"{spec.id}: {keys}"


def test_every_action_can_be_found_in_a_menu_or_by_a_key():
    assert [spec.id for spec in EVERY if spec.menu is None and not spec.shortcuts] == []
    assert list(by_menu(EVERY)) == list(Menu)


def test_a_missing_handler_is_found_when_the_actions_are_built(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    with pytest.raises(AttributeError):
        build_actions((ActionSpec("a", "A", "not_there"),), target=widget)


def test_the_windows_handlers_are_all_there():
    from analyst_app.ui.actions import WINDOW_ACTIONS

    assert [spec.handler for spec in WINDOW_ACTIONS if not callable(getattr(Commands, spec.handler, None))] == []
