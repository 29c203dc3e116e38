"""The dialog “My rules”, worked by keyboard: what is typed is what is saved, proposals are taken or put away, faults lose nothing."""

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit

from analyst_app.domain.own_rules import (
    NO_RULES,
    NotAttackRule,
    OrganisationRule,
    OwnRules,
    PartyKind,
    PartyRule,
    PlaceRule,
    Section,
    WeaponFamily,
    WeaponRule,
)
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.paths import user_paths
from analyst_app.services import library, review, rules
from analyst_app.ui.dialogs.own_place import FIRST_PLACE, NONE, OWN, PlaceRuleDialog
from analyst_app.ui.dialogs.own_rules import OwnRulesDialog
from analyst_app.ui.dialogs.own_rules_import import MINE, NEW, THEIRS, ImportRulesDialog
from analyst_app.ui.main_window import MainWindow
from support.invented import TEXT, extraction, written

VILLAGE = Place("Terny", "Terny", PlaceKind.SETTLEMENT, "UA", "Donetsk", "Kramatorsk", 49.1, 37.9, 1, "geonames:2")
HELD = OwnRules(
    parties=(PartyRule("River Column", ("Reed Men", "marsh rats"), ("Reedish",), note="seen in April"),),
    weapons=(WeaponRule("Grom", WeaponFamily.SHELLING),),
    organisations=(OrganisationRule("Wolf Watch"),),
    places=(PlaceRule("Terny", VILLAGE, ("Oskil", "Lyman"), "Donetsk"), PlaceRule("Nowhere", None)),
    not_attacks=(NotAttackRule("fire station"),),
)


@pytest.fixture
def opened(qtbot, context, settled):
    """Opens the dialog on rules, waits for its answers, and closes it in the end."""
    made = []

    def start(held=NO_RULES):
        if held != NO_RULES:
            rules.save_rules(held, paths=user_paths())
        dialog = OwnRulesDialog(context=context, paths=user_paths())
        dialog.show()
        made.append(dialog)
        settled()
        return dialog

    yield start
    for dialog in filter(shiboken6.isValid, made):
        dialog.close()


@pytest.fixture
def type_in(qtbot):
    """Types into the editor that is open in a table, and commits it with Enter."""

    def write(table, words):
        editor = open_editor(table, QLineEdit)
        editor.selectAll()
        qtbot.keyClicks(editor, words)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: table.state() is QAbstractItemView.State.NoState)

    return write


def open_editor(table, kind):
    return next(editor for editor in table.viewport().findChildren(kind) if editor.isVisible())


def saved():
    return rules.load_rules(paths=user_paths())


def go(table, row, column):
    table.setCurrentIndex(table.model().index(row, column))


def test_what_is_held_is_shown_and_saved_again_unchanged(opened, settled):
    dialog = opened(HELD)
    assert dialog.draft == HELD
    before = user_paths().own_rules.read_text(encoding="utf-8")
    dialog.accept()
    settled()
    assert saved() == HELD
    assert user_paths().own_rules.read_text(encoding="utf-8") == before


def test_a_party_is_typed_by_keyboard_alone(qtbot, opened, type_in, settled):
    dialog = opened()
    dialog.go_to(Section.PARTIES)
    table = dialog.tables[Section.PARTIES]
    qtbot.keyClick(table, Qt.Key.Key_Insert)
    type_in(table, "Delta Front")
    go(table, 0, 1)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    type_in(table, "the Bank Boys;  delta men ; Bank Boys")
    go(table, 0, 3)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    box = open_editor(table, QComboBox)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.state() is QAbstractItemView.State.NoState)
    go(table, 0, 4)
    qtbot.keyClick(table, "s")
    type_in(table, "seen on Monday")
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.saved) as told:
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [1]
    assert saved().parties == (PartyRule("Delta Front", ("Bank Boys", "delta men"), (), PartyKind.STATE, "seen on Monday"),)


def test_enter_in_a_table_never_closes_the_dialog(qtbot, opened):
    dialog = opened(HELD)
    dialog.go_to(Section.WEAPONS)
    table = dialog.tables[Section.WEAPONS]
    go(table, 0, 0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(open_editor(table, QLineEdit), Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert saved() == HELD


def test_escape_in_a_table_closes_the_dialog_and_a_letter_on_a_place_does_nothing(qtbot, opened):
    dialog = opened(HELD)
    dialog.go_to(Section.PLACES)
    table = dialog.tables[Section.PLACES]
    go(table, 0, 1)
    qtbot.keyClick(table, "x")
    assert dialog.draft == HELD
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_rows_are_removed_by_key_and_blank_ones_are_no_rules(qtbot, opened, settled):
    dialog = opened(HELD)
    dialog.go_to(Section.PLACES)
    table = dialog.tables[Section.PLACES]
    go(table, 0, 0)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert table.currentIndex().row() == 0
    dialog.models[Section.ORGANISATIONS].add()
    dialog.accept()
    settled()
    assert saved().places == (PlaceRule("Nowhere", None),)
    assert saved().organisations == HELD.organisations


def test_what_contradicts_itself_is_not_saved_and_shown_where_it_stands(opened, settled):
    dialog = opened(HELD)
    model = dialog.models[Section.ORGANISATIONS]
    model.add()
    number = model.add()
    model.setData(model.index(number, 0), "the Reed Men")
    dialog.accept()
    settled()
    assert "two things" in dialog.problem.text()
    assert dialog.problem.isVisible()
    table = dialog.tables[Section.ORGANISATIONS]
    assert table.isVisible()
    assert (table.currentIndex().row(), table.currentIndex().column()) == (number, 0)
    assert saved() == HELD
    model.setData(model.index(number, 0), "Bear Watch")
    dialog.accept()
    settled()
    assert [rule.name for rule in saved().organisations] == ["Wolf Watch", "Bear Watch"]


def test_cancel_changes_nothing(opened):
    dialog = opened(HELD)
    dialog.models[Section.PARTIES].remove([0])
    dialog.reject()
    assert saved() == HELD


def test_a_file_with_a_fault_is_told_kept_and_can_be_set_aside(opened, settled):
    rules.save_rules(HELD, paths=user_paths())
    broken = user_paths().own_rules.read_text(encoding="utf-8").replace('name = "Grom"', "name = 7")
    user_paths().own_rules.write_text(broken, encoding="utf-8")
    dialog = opened()
    assert "Line" in dialog.problem.text()
    assert "“name”" in dialog.problem.text()
    assert not dialog.accept_button.isEnabled()
    dialog.accept()
    settled()
    assert user_paths().own_rules.read_text(encoding="utf-8") == broken
    anew = next(b for b in dialog.buttons.buttons() if "anew" in b.text())
    anew.click()
    settled()
    settled()
    assert dialog.accept_button.isEnabled()
    assert not dialog.problem.isVisible()
    kept = [p for p in user_paths().data.iterdir() if p.name.startswith("rules-2")]
    assert [p.read_text(encoding="utf-8") for p in kept] == [broken]


@pytest.fixture
def corrected(workbench, tmp_path):
    """Two reports in which Kupiansk was corrected to a village of that name."""
    other = extraction("south", text=TEXT.replace("16", "18"), airstrikes=18)
    for outcome in library.import_files(workbench, paths=[written(tmp_path, extraction(), other)], confirm=True).outcomes:
        event = review.open_report(workbench, report_id=outcome.report_id).events[-2]
        review.correct_event(workbench, event_id=event.id, field="places", value=(VILLAGE,))


def test_a_proposal_is_taken_by_enter_and_saved(qtbot, opened, corrected, settled):
    dialog = opened(HELD)
    assert dialog.rail.item(0).text() == "Proposals  1"
    assert dialog.proposals.table.item(0, 0).text() == "You chose Terny, Kramatorsk, Donetsk, UA for “Kupiansk” 2 times."
    qtbot.keyClick(dialog.proposals.table, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.proposals.count == 0
    assert dialog.rail.item(4).text() == "Places  3"
    dialog.accept()
    settled()
    assert saved().places[-1].words == "Kupiansk"
    assert saved().places[-1].place.place_id == "geonames:2"


def test_a_proposal_put_away_by_key_stays_away_once_saved(qtbot, opened, corrected, settled):
    dialog = opened()
    qtbot.keyClick(dialog.proposals.table, Qt.Key.Key_Delete)
    assert dialog.proposals.count == 0
    dialog.reject()
    again = opened()
    assert again.proposals.count == 1
    qtbot.keyClick(again.proposals.table, Qt.Key.Key_Delete)
    again.accept()
    settled()
    assert opened().proposals.count == 0
    assert saved() == NO_RULES


def test_without_proposals_the_page_says_so(opened):
    dialog = opened()
    assert dialog.proposals.state.isVisible()
    assert "same way twice" in dialog.proposals.state.text()


def test_a_place_is_chosen_among_its_namesakes(qtbot, opened, settled):
    dialog = opened()
    dialog.add(Section.PLACES)
    choice = dialog.findChild(PlaceRuleDialog)
    qtbot.keyClicks(choice.words, "Petropavlivka")
    qtbot.keyClicks(choice.near, "Oskil; the Krasna")
    qtbot.waitUntil(lambda: choice.found.count() > FIRST_PLACE + 3)
    assert choice.found.currentRow() == FIRST_PLACE
    assert not choice.point.isVisible()
    near_kupiansk = next(
        row for row in range(choice.found.count()) if "Kupiansk, Kharkiv, UA · settlement" in choice.found.item(row).text()
    )
    choice.found.setCurrentRow(near_kupiansk)
    qtbot.keyClick(choice.found, Qt.Key.Key_Return)
    (rule,) = dialog.draft.places
    assert (rule.words, rule.near, rule.place.admin1, rule.place.text) == ("Petropavlivka", ("Oskil", "Krasna"), "Kharkiv", "Petropavlivka")
    assert dialog.tables[Section.PLACES].isVisible()


def test_a_place_of_ones_own_needs_coordinates(qtbot, opened):
    dialog = opened()
    dialog.add(Section.PLACES)
    choice = dialog.findChild(PlaceRuleDialog)
    choice.words.setText("Hill 217")
    choice.found.setCurrentItem(choice.found.findItems(OWN, Qt.MatchFlag.MatchExactly)[0])
    assert choice.point.isVisible()
    for words in ("", "49.9", "north, east", "149.9, 37.7"):
        choice.point.setText(words)
        choice.accept()
        assert choice.problem.isVisible(), words
    choice.point.setText("49.9, 37.7")
    choice.accept()
    (rule,) = dialog.draft.places
    assert (rule.place.lat, rule.place.lon, rule.place.name) == (49.9, 37.7, "Hill 217")


def test_a_rule_for_a_place_is_opened_again_as_it_was(qtbot, opened, settled):
    dialog = opened(HELD)
    dialog.go_to(Section.PLACES)
    table = dialog.tables[Section.PLACES]
    go(table, 0, 1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    choice = dialog.findChild(PlaceRuleDialog)
    settled()
    assert choice.found.currentItem().text().startswith("Terny, Kramatorsk, Donetsk, UA")
    choice.accept()
    assert dialog.draft == HELD
    go(table, 1, 1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    none = [d for d in dialog.findChildren(PlaceRuleDialog) if d.words.text() == "Nowhere"][-1]
    settled()
    assert none.found.currentItem().text() == NONE
    none.accept()
    assert dialog.draft == HELD


def test_a_colleagues_rules_are_shown_before_they_come_in(qtbot, opened, tmp_path, settled):
    theirs = OwnRules(
        parties=(PartyRule("Delta Front", ("Reed Men",)),),
        weapons=(WeaponRule("Grom", WeaponFamily.MISSILE_STRIKE), WeaponRule("Zmey", WeaponFamily.DRONE_STRIKE)),
        not_attacks=(NotAttackRule("fire station"),),
    )
    rules.hand_out(theirs, target=tmp_path / "theirs.toml")
    dialog = opened(HELD)
    dialog.preview(tmp_path / "theirs.toml")
    settled()
    shown = dialog.findChild(ImportRulesDialog)
    effects = [shown.table.item(row, 0).text() for row in range(shown.table.rowCount())]
    assert effects == [MINE, MINE, NEW]
    assert [shown.table.item(1, column).text() for column in (1, 2, 3)] == ["Grom", "a weapon (missile strike)", "a weapon (shelling)"]
    shown.table.setCurrentCell(1, 0)
    qtbot.keyClick(shown.table, Qt.Key.Key_Space)
    assert shown.table.item(1, 0).text() == THEIRS
    shown.accept()
    assert dialog.draft.weapons == (WeaponRule("Grom", WeaponFamily.MISSILE_STRIKE), WeaponRule("Zmey", WeaponFamily.DRONE_STRIKE))
    assert dialog.draft.parties == HELD.parties
    assert saved() == HELD


def test_a_file_that_is_none_of_rules_is_told_in_the_dialog(opened, tmp_path, settled):
    (tmp_path / "letter.toml").write_text("Dear colleague", encoding="utf-8")
    dialog = opened(HELD)
    dialog.preview(tmp_path / "letter.toml")
    settled()
    assert "letter.toml" in dialog.problem.text()
    assert dialog.draft == HELD


def test_what_the_tables_show_is_handed_out(opened, tmp_path, settled):
    dialog = opened(HELD)
    dialog.models[Section.PARTIES].remove([0])
    dialog.export(tmp_path / "mine.toml")
    settled()
    assert rules.look_into(tmp_path / "mine.toml", mine=NO_RULES).rules.parties == ()
    dialog.export(tmp_path / "nowhere" / "mine.toml")
    settled()
    assert "no folder" in dialog.problem.text()


@pytest.mark.parametrize("size", [70, 100, 200])
def test_the_dialog_fits_the_screen_at_any_text_size(opened, theme, size):
    theme.choose(text_size=size)
    dialog = opened(HELD)
    room = dialog.screen().availableSize()
    assert dialog.width() <= room.width()
    assert dialog.height() <= room.height()
    for row in range(dialog.rail.count()):
        widest = dialog.rail.visualItemRect(dialog.rail.item(row)).width()
        assert dialog.rail.fontMetrics().horizontalAdvance(dialog.rail.item(row).text()) < widest


def test_the_menu_opens_the_dialog_and_the_window_says_that_rules_are_saved(qtbot, theme, tmp_path, monkeypatch):
    from analyst_app.services.workbench import Workbench

    monkeypatch.setattr(Workbench, "warm_up", lambda _self: None)
    window = MainWindow(theme=theme)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.ready):
        window.open_database(tmp_path / "events.sqlite")
    window.actions_by_id["edit.rules"].trigger()
    dialog = window.findChild(OwnRulesDialog)
    qtbot.waitUntil(dialog.accept_button.isEnabled)
    dialog.models[Section.ORGANISATIONS].add(["Wolf Watch", ""])
    with qtbot.waitSignal(dialog.saved):
        dialog.accept()
    assert "next report" in window.status.note.text()
    assert saved().organisations == (OrganisationRule("Wolf Watch"),)
    window.close()
