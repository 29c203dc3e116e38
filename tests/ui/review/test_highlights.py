"""Highlights are changed by keyboard and mouse in the real screen; what is stored is what the analyst sees."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication
from ui.review.samples import TEXT, words_of

from analyst_app.domain.spans import Label, Span
from analyst_app.services import history, spans
from analyst_app.ui.review.span_steps import Edge

SHIFT, CTRL, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
RIGHT, LEFT, UP, DOWN = Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down


@pytest.fixture
def text(shown):
    return shown.text_panel.text


@pytest.fixture
def stored(workbench, report_id):
    return lambda: [row.entity.text for row in spans.list_entities(workbench, report_id=report_id)]


@pytest.fixture
def caret_in(text):
    """Put the caret into words, as a click or the arrows do."""

    def put(words, by=2, *, after=""):
        text.setFocus()
        text.set_caret(words_of(words, after=after).start + by)

    return put


def step(workbench):
    return history.undo_status(workbench).undo


def test_the_keys_go_from_highlight_to_highlight_and_show_each(shown, press, text):
    text.set_caret(0)
    seen = []
    for _ in range(3):
        press(".")
        seen.append(shown.text_panel.shown_entity.entity.text)
    assert seen == ["9 November 2023", "Russia", "16"]
    assert QApplication.focusWidget() is text
    assert text.caret() == words_of("16").start
    assert text.held == words_of("16")
    assert shown.entity_table.chosen_row().entity.text == "16"
    press(",", ",")
    assert shown.text_panel.shown_entity.entity.text == "9 November 2023"


def test_hidden_labels_are_passed_over(shown, press, text, qtbot):
    qtbot.mouseClick(shown.text_panel.legend.chips[Label.ACTOR], Qt.MouseButton.LeftButton)
    text.set_caret(0)
    press(".", ".")
    assert shown.text_panel.shown_entity.entity.text == "16"


def test_a_border_moves_by_word_and_by_character_and_each_step_is_undone_by_name(shown, press, caret_in, stored, workbench):
    caret_in("Synkivka")
    press((UP, ALT))
    assert "near Synkivka" in stored()
    assert step(workbench) == "Extend “Synkivka”"
    press((DOWN, ALT), (LEFT, ALT | SHIFT))
    assert "Synkivk" in stored()
    assert shown.text_panel.shown_entity.entity.text == "Synkivk"
    history.undo(workbench)
    history.undo(workbench)
    history.undo(workbench)
    assert "Synkivka" in stored()


def test_keys_faster_than_the_database_all_count(shown, qtbot, caret_in, settled, stored):
    caret_in("Synkivka")
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), RIGHT, ALT)
    settled()
    assert "Synkivka were beaten off" in stored()


def test_a_border_that_can_go_no_further_says_so(shown, press, caret_in):
    told = []
    shown.status.connect(told.append)
    caret_in("Synkivka")
    press((LEFT, ALT))
    assert "no further" in told[-1]


def test_borders_that_meet_another_highlight_are_refused_and_the_old_ones_shown(shown, press, caret_in, stored, text):
    caret_in("16", 1)
    press((RIGHT, ALT))
    assert "16" in stored()
    assert "overlap the attack “airstrikes”" in shown._message.text()
    assert text.held == words_of("16")


def test_a_highlight_is_split_at_the_caret(shown, press, caret_in, stored, workbench):
    caret_in("guided air bombs", len("guided "))
    press("/")
    assert {"guided", "air bombs"} <= set(stored())
    assert step(workbench) == "Split “guided air bombs”"


def test_without_a_selection_the_highlight_at_the_caret_is_labelled_anew(shown, press, caret_in, workbench, report_id):
    caret_in("Shahed drones")
    press("m", "p")
    row = next(row for row in spans.list_entities(workbench, report_id=report_id) if row.entity.text == "Shahed drones")
    assert row.entity.label is Label.PERSON
    assert step(workbench) == "Relabel “Shahed drones” as person"
    assert QApplication.focusWidget() is shown.text_panel.text


def test_delete_takes_off_the_label_of_the_highlight_that_was_gone_to_and_nothing_else(shown, press, caret_in, stored, workbench):
    caret_in("mortars", 0)
    press(",", ".", Qt.Key.Key_Delete)
    assert "mortars" not in stored()
    assert step(workbench) == "Unmark “mortars”"
    assert {event.state for event in shown.session.events} == {"proposed"}


def test_all_mentions_of_the_same_words_are_marked_in_one_step(shown, press, text, stored, workbench):
    text.setFocus()
    text.select(words_of("settlements"))
    press("m", "l")
    assert shown.text_panel.shown_entity.entity.text == "settlements"
    press("*")
    assert stored().count("settlements") == TEXT.count("settlements") == 2
    assert step(workbench) == "Mark 1 mention of settlements"


def test_the_same_words_are_gone_to_whether_marked_or_not(shown, press, text, caret_in):
    caret_in("settlements")
    press(">")
    assert text.selected_span() == words_of("settlements", after="residents")
    press("<")
    assert text.selected_span() == words_of("settlements")


def test_words_are_selected_with_the_arrows_and_marked_without_a_mouse(shown, press, text, stored):
    press(Qt.Key.Key_F6)
    text.set_caret(words_of("beaten").start)
    press((RIGHT, CTRL | SHIFT), (RIGHT, CTRL | SHIFT), "m", "t")
    assert "beaten off" in stored()


def test_a_selection_goes_on_by_sentences_and_across_line_breaks(shown, press, text):
    press(Qt.Key.Key_F6)
    text.set_caret(words_of("OTHER").start)
    press((DOWN, CTRL), (DOWN, CTRL | SHIFT), (DOWN, CTRL | SHIFT))
    selected = text.selected_span().of(TEXT)
    assert selected.startswith("A drone strike")
    assert selected.endswith("line of contact.")
    assert "\n" in selected
    press((UP, CTRL | SHIFT), (UP, CTRL))
    assert text.caret() == words_of("A drone strike").start


def test_a_selection_grows_and_shrinks_again(shown, press, text, caret_in):
    caret_in("Kindrashivka")
    press("+", "+")
    assert text.selected_span().of(TEXT).startswith("A drone strike on a farm")
    press("-")
    assert text.selected_span() == words_of("Kindrashivka")
    press("-")
    assert text.selected_span() is None


def test_the_key_for_things_at_the_caret_shows_each_in_turn(shown, press, caret_in, text):
    caret_in("airstrikes")
    at = text.caret()
    seen = []
    for _ in range(3):
        press(";")
        entity = shown.text_panel.shown_entity
        seen.append(entity.entity.text if entity is not None else shown.session.focused_event.event.id)
        assert text.caret() == at
    assert seen == ["e1", "airstrikes", "e1"]


def test_a_grip_is_dragged_to_other_words(shown, press, qtbot, stored, workbench):
    text = shown.text_panel.text
    text.setFocus()
    text.set_caret(words_of("mortars").start)
    press(",", ".")
    bar = text._grips()[Edge.END]
    start = QPoint(round(bar.left()), round(bar.center().y()))
    end = text.place_of(Span(words_of("and guided").start + 3, words_of("and guided").start + 4)).center()
    qtbot.mousePress(text.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(text.viewport(), end)
    qtbot.mouseRelease(text.viewport(), Qt.MouseButton.LeftButton, pos=end)
    press()
    assert "mortars and" in stored()
    assert step(workbench) == "Extend “mortars”"


def test_the_right_mouse_button_offers_what_the_keys_do(text):
    menu = text.menu()
    offered = {action.text() for action in menu.actions()}
    menu.deleteLater()
    assert {"Mark All Mentions", "Split Highlight", "Move Entity to Selection"} <= offered


def test_a_changed_highlight_stays_the_one_at_hand(shown, press, caret_in):
    caret_in("Synkivka")
    press((RIGHT, ALT), "m", "o")
    assert shown.text_panel.shown_entity.entity.text == "Synkivka were"
    assert shown.entity_table.chosen_row().entity.label is Label.ORGANISATION


def test_letters_of_the_report_alone_grow_and_the_top_line_stays(shown, press, text):
    height = text.fontMetrics().height()
    press((Qt.Key.Key_Equal, ALT), (Qt.Key.Key_Equal, ALT))
    assert text.fontMetrics().height() > height
    assert shown.fontMetrics().height() < text.fontMetrics().height()
    press((Qt.Key.Key_0, ALT))
    assert text.fontMetrics().height() == height


def test_the_tooltip_names_the_labels_and_what_is_not_seen(text):
    text.set_report("On \u202eKup\u200bynsk")
    assert text.told_of(3) == "Right-to-left override (U+202E): turns the order of letters; not obeyed here"
    assert text.told_of(7) == "Zero width space (U+200B): is not seen in print"
    assert text.told_of(0) == ""


def test_characters_that_turn_the_order_are_shown_as_signs_and_the_letters_stay_in_their_order(text):
    words = "Attack by \u202eRussia\u202c on \u2067Kup\u200byansk\u2069"
    text.set_report(words)
    text.grab()
    layout = text.document().firstBlock().layout()
    line = layout.lineAt(0)
    places = [line.cursorToX(unit)[0] for unit in range(len(words) + 1)]
    assert places == sorted(places)
    assert len(set(places)) == len(places)
    text.selectAll()
    assert text.createMimeDataFromSelection().text() == words


def test_a_click_beside_a_grip_is_still_a_click(shown, text, qtbot, caret_in, press):
    caret_in("mortars", 0)
    press(",", ".")
    told = []
    text.clicked.connect(told.append)
    place = text.place_of(words_of("Izyum")).center() + QPoint(8, 0)
    qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == [text._position_at(QPointF(place))]


def test_words_are_found_across_line_breaks_and_through_what_is_not_seen(shown, press):
    bar = shown.text_panel.find_bar
    bar.set_text("Kup\u200bian\u00adsk\r\ndirection. KUPIANSK  Direction.")
    press((Qt.Key.Key_F, CTRL), "kupiansk direction")
    assert bar._told.text() == "1 of 2"
    assert [span.start for span in bar._spans] == [0, bar._text.index("KUP")]


def test_more_matches_than_are_marked_are_not_told_as_all(shown, press):
    bar = shown.text_panel.find_bar
    bar.set_text("a " * 6000)
    press((Qt.Key.Key_F, CTRL), "a")
    assert bar._told.text().endswith(" of 5000+")
