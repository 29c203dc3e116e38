"""The text shows what the events rest on, stays quick however long it is, and everything can be marked by keyboard."""

import random

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from ui.review.samples import TEXT, an_extraction, words_of

from analyst_app.domain.errors import UserError
from analyst_app.domain.spans import Entity, Label, Span
from analyst_app.services import review
from analyst_app.ui.actions import WINDOW_ACTIONS, clashes
from analyst_app.ui.review.actions import REVIEW_ACTIONS
from analyst_app.ui.review.text import ReportText
from analyst_app.ui.review.text_layout import is_heading

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


def emphasis(view):
    return view.text_panel.text._painter.layers.emphasis


def point_at(qtbot, view, words, *, after=""):
    text = view.text_panel.text
    span = words_of(words, after=after)
    middle = Span((span.start + span.end) // 2, span.end)
    text.reveal(span)
    place = text.place_of(middle)
    qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=place.center() + QPointF(2, 0).toPoint())


def test_the_focused_events_words_stand_out(shown):
    event = shown.session.focused_event.event
    assert emphasis(shown).trigger == event.trigger
    assert set(emphasis(shown).words) | {event.trigger} == {e.span for e in event.evidence}


def test_a_click_on_a_field_shows_its_words(shown, qtbot):
    row = shown.events_panel.card.rows["date"]
    qtbot.mouseClick(row._words, Qt.MouseButton.LeftButton)
    assert [span.of(TEXT) for span in emphasis(shown).field_words] == ["past 24 hours"]


def test_w_goes_through_the_words_of_the_fields(shown, press):
    seen = []
    for _ in range(6):
        press("w")
        seen += [span.of(TEXT) for span in emphasis(shown).field_words]
    assert seen[:5] == ["airstrikes", "16", "Russia", "Ukrainian", "past 24 hours"]
    assert not emphasis(shown).field_words


def test_a_click_on_a_trigger_focuses_its_event(shown, qtbot):
    point_at(qtbot, shown, "assaults")
    assert shown.session.focused_event.event.id == "e6"


def test_clicks_on_the_same_words_go_through_everything_that_lies_there(shown, qtbot):
    seen = []
    for _ in range(4):
        point_at(qtbot, shown, "reached")
        seen.append(shown.session.focused_event.event.id)
    assert seen == ["e3", "e4", "e5", "e3"]


def test_a_click_on_an_entity_of_no_event_shows_it_in_the_table(shown, qtbot):
    point_at(qtbot, shown, "mortars")
    assert shown.entity_table.isVisible()
    assert shown.entity_table.chosen_row().entity.text == "mortars"


def test_choosing_an_entity_shows_it_in_the_text(shown, press):
    press("y", Qt.Key.Key_Down)
    row = shown.entity_table.chosen_row()
    assert emphasis(shown).field_words == (row.entity.span,)
    press("y")
    assert emphasis(shown).trigger == shown.session.focused_event.event.trigger


def test_words_are_marked_by_keyboard_alone(shown, press, workbench, report_id):
    press(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is shown.text_panel.text
    shown.text_panel.text.reveal(words_of("farm"))
    press((Qt.Key.Key_Right, SHIFT | CTRL), "m", "l")
    marked = [row.entity for row in review.open_report(workbench, report_id=report_id).entities if row.entity.text == "farm"]
    assert [entity.label for entity in marked] == [Label.LOCATION]
    assert "farm" in [row.entity.text for row in shown.session.entities]


def test_an_entity_is_relabelled_resized_and_unmarked(shown, press, workbench, report_id):
    press("y")
    shown.entity_table.show_entity(next(row.id for row in shown.session.entities if row.entity.text == "mortars"))
    press("m", "q")
    assert "QUANTITY" in {row.entity.label for row in shown.session.entities if row.entity.text == "mortars"}
    shown.entity_table.show_entity(next(row.id for row in shown.session.entities if row.entity.text == "mortars"))
    shown.text_panel.text.select(words_of("with mortars"))
    press("z")
    assert "with mortars" in [row.entity.text for row in shown.session.entities]
    shown.entity_table.show_entity(next(row.id for row in shown.session.entities if row.entity.text == "with mortars"))
    press(Qt.Key.Key_Delete)
    assert "with mortars" not in [row.entity.text for row in review.open_report(workbench, report_id=report_id).entities]


def test_the_selected_words_become_those_behind_a_field(shown, press, workbench, report_id):
    press("w", "w")
    assert shown.events_panel.card.field == "count"
    shown.text_panel.text.select(words_of("559"))
    press((Qt.Key.Key_W, SHIFT))
    event = review.open_report(workbench, report_id=report_id).events[0].event
    assert [span.of(TEXT) for span in event.words_behind("count")] == ["559"]


def test_asking_for_an_event_of_nothing_says_what_to_do(shown, press):
    told = []
    shown.status.connect(told.append)
    shown.text_panel.text.reveal(Span(0, 1))
    press((Qt.Key.Key_W, SHIFT))
    assert told


def test_an_event_is_asked_for_by_its_letter(shown, press, monkeypatch):
    asked = []

    def refuse(_workbench, **named):
        asked.append(named)
        raise UserError("The language model is not there.")

    monkeypatch.setattr(review, "create_event", refuse)
    shown.text_panel.text.select(words_of("move"))
    press("v", "v")
    assert [(named["type"], named["trigger"].of(TEXT)) for named in asked] == [("evacuation", "move")]
    assert not shown.overlay.isVisible()
    assert "language model" in shown._message.text()


def test_an_event_made_of_selected_words_gets_the_focus_and_is_stored(shown, press, workbench, report_id):
    shown.text_panel.text.select(words_of("beaten off"))
    press("v", "g")
    made = shown.session.focused_event
    assert (made.event.type, made.event.trigger.of(TEXT)) == ("ground_assault", "beaten off")
    assert made.id in {event.id for event in review.open_report(workbench, report_id=report_id).events}
    assert QApplication.focusWidget() is shown.events_panel.list


def test_escape_leaves_the_question_without_an_answer(shown, press):
    shown.text_panel.text.select(words_of("move"))
    press("v", ESCAPE)
    assert not shown.overlay.isVisible()
    assert len(shown.session.events) == 10


def test_the_legend_counts_and_hides(shown, qtbot):
    chips = shown.text_panel.legend.chips
    assert chips[Label.QUANTITY].accessibleName().endswith("11")
    qtbot.mouseClick(chips[Label.WEAPON], Qt.MouseButton.LeftButton)
    position = words_of("mortars").start
    assert shown.text_panel.text.entities_at(position) == []
    qtbot.mouseClick(chips[Label.WEAPON], Qt.MouseButton.LeftButton)
    assert shown.text_panel.text.entities_at(position)


def test_find_goes_from_match_to_match_and_around(shown, press):
    press((Qt.Key.Key_F, CTRL), "region")
    bar = shown.text_panel.find_bar
    first = bar._told.text()
    press(ENTER, ENTER, ENTER, ENTER)
    assert first == bar._told.text() == "1 of 4"
    press(ESCAPE)
    assert not bar.isVisible()
    assert len(shown.text_panel.text._painter.layers.matches) == 0


def test_what_was_found_is_selected_when_the_search_is_closed_so_that_all_of_it_becomes_an_event(shown, press):
    before = {stored.id for stored in shown.session.events}
    press((Qt.Key.Key_F, CTRL), "luhansk region", ESCAPE)
    assert shown.text_panel.text.selected_span().of(TEXT) == "Luhansk region"
    press("v", "g")
    (made,) = [stored for stored in shown.session.events if stored.id not in before]
    assert made.event.trigger.of(TEXT) == "Luhansk region"


def test_letters_typed_into_the_search_line_decide_nothing(shown, press, workbench, report_id):
    press((Qt.Key.Key_F, CTRL), "arudk")
    assert {event.state for event in review.open_report(workbench, report_id=report_id).events} == {"proposed"}
    assert shown.text_panel.find_bar._told.text() == "not found"


def test_the_text_cannot_be_changed(shown, press):
    press(Qt.Key.Key_F6, "zqx", Qt.Key.Key_Backspace)
    assert shown.text_panel.text.toPlainText() == TEXT
    press(ESCAPE) if shown.events_panel.card.editing else None


@pytest.mark.parametrize("text", ["One\r\ntwo 🚀 three\r\nfour", "Пошкоджено 5 👩‍🚒 будинків\u2029Далі\rтут"])
def test_what_is_selected_and_copied_are_the_stored_words(qtbot, theme, text):
    shown = ReportText(theme)
    qtbot.addWidget(shown)
    shown.set_report(text)
    start = text.index("🚀") if "🚀" in text else text.index("👩")
    shown.select(Span(start, len(text)))
    assert shown.selected_span() == Span(start, len(text))
    assert shown.createMimeDataFromSelection().text() == text[start:]


def test_a_long_text_with_many_spans_is_drawn_only_where_it_is_seen(qtbot, theme):
    random.seed(7)
    line = "In the Kupiansk direction the enemy attacked near Synkivka and Petropavlivka with aviation. "
    text = "\n".join(line * 3 for _ in range(2000))
    starts = random.sample(range(0, len(text) - 20, 21), 12_000)
    from analyst_app.domain.review import Origin
    from analyst_app.domain.rows import EntityRow

    rows = [EntityRow(n, Entity(Span(s, s + 8), list(Label)[n % 8], text[s : s + 8]), Origin.MACHINE) for n, s in enumerate(sorted(starts))]
    shown = ReportText(theme)
    qtbot.addWidget(shown)
    shown.resize(700, 800)
    shown.show()
    shown.set_report(text)
    shown.set_entities(rows)
    shown.grab()
    assert 0 < len(shown._painter._entities) < 60
    shown.reveal(Span(len(text) - 10, len(text) - 1))
    shown.grab()
    assert len(shown._painter._entities) < 120


def test_clicks_between_two_lines_do_not_jump_to_the_end_of_the_paragraph(qtbot, theme):
    shown = ReportText(theme)
    qtbot.addWidget(shown)
    shown.resize(500, 400)
    shown.show()
    text = "word " * 100
    shown.set_report(text)
    shown.grab()
    layout = shown.firstVisibleBlock().layout()
    first, second = layout.lineAt(0), layout.lineAt(1)
    gap = QPointF(60, shown.contentOffset().y() + (first.y() + first.height() + second.y()) / 2)
    above = shown._position_at(QPointF(60, shown.contentOffset().y() + first.y() + 2))
    below = shown._position_at(QPointF(60, shown.contentOffset().y() + second.y() + 2))
    assert shown._position_at(gap) in {above, below}
    qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=gap.toPoint())
    assert abs(shown.caret() - above) <= 1 or abs(shown.caret() - below) <= 1


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("In the Kupiansk direction:", True),
        ("OTHER", True),
        ("## Summary", True),
        ("- Three assaults were repelled.", False),
        ("Russia flew 16 airstrikes on 9 November.", False),
        ("", False),
        ("12", False),
    ],
)
def test_headings_are_told_from_sentences(words, heading):
    assert is_heading(words) is heading


def test_no_key_means_two_things_and_every_action_has_a_title():
    assert clashes([*WINDOW_ACTIONS, *REVIEW_ACTIONS]) == []
    assert all(spec.title and spec.shortcuts for spec in REVIEW_ACTIONS)


def test_the_keys_pressed_all_day_are_no_chords(shown):
    frequent = {"accept", "reject", "reopen", "edit", "edit_count", "edit_type", "edit_status", "edit_date", "edit_places", "edit_actor"}
    keys = {spec.id.removeprefix("review."): spec.shortcuts[0] for spec in REVIEW_ACTIONS}
    assert all(len(keys[name]) == 1 for name in frequent)
    assert set(shown.named_actions) == {spec.id for spec in REVIEW_ACTIONS}


def test_everything_that_takes_the_keyboard_has_a_name_for_screen_readers(shown, press):
    press((Qt.Key.Key_F, CTRL), (Qt.Key.Key_E, SHIFT))
    nameless = []
    for widget in shown.findChildren(QWidget):
        takes = widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if not takes or isinstance(widget.parent(), QLineEdit) or widget.objectName().startswith("qt_"):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name) and not (isinstance(widget, QAbstractButton) and widget.text()):
            nameless.append(f"{type(widget).__name__} {widget.objectName()}")
    assert not nameless


@pytest.mark.parametrize(("appearance", "size"), [("light", 100), ("dark", 100), ("light", 200)])
def test_the_screen_fits_a_small_display_in_every_look(shown, theme, appearance, size):
    theme.choose(appearance=appearance, text_size=size)
    shown.resize(1280, 720)
    QApplication.processEvents()
    assert shown.minimumSizeHint().width() <= 1280
    assert shown.minimumSizeHint().height() <= 720
    assert not shown.grab().isNull()


def test_another_report_forgets_the_spans_of_the_first(shown, add_report, settled):
    shown.show_report(add_report(an_extraction("plain", events=(), entities=(), text="Nothing happened.")))
    settled()
    assert shown.text_panel.text.toPlainText() == "Nothing happened."
    assert not emphasis(shown)
    assert shown.text_panel.text.entities_at(3) == []


def test_a_text_that_is_one_single_paragraph_is_drawn_only_where_it_is_seen(qtbot, theme):
    from analyst_app.domain.review import Origin
    from analyst_app.domain.rows import EntityRow
    from analyst_app.ui.review.text_layout import units_between

    text = "In the Kupiansk direction the enemy attacked near Synkivka and Petropavlivka with aviation. " * 600
    rows = [EntityRow(s, Entity(Span(s, s + 8), Label.ACTOR, text[s : s + 8]), Origin.MACHINE) for s in range(0, len(text) - 20, 21)]
    shown = ReportText(theme)
    qtbot.addWidget(shown)
    shown.resize(700, 400)
    shown.show()
    shown.set_report(text)
    shown.set_entities(rows)
    shown.reveal(Span(len(text) // 2, len(text) // 2 + 1))
    shown.grab()
    assert not shown._painter._entities
    block = shown.firstVisibleBlock()
    top = -shown.contentOffset().y() - shown.blockBoundingGeometry(block).top()
    start, end = units_between(block, top, top + 400)
    assert start <= len(text) // 2 < end
    assert end - start < 4000
