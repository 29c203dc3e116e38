"""What analysts complain of in other tools, each as a test that fails here if it came true.

The numbers are those of the list of complaints that the text view answers: 1 long documents, 2 many annotations, 3 switching
documents, 6 the mouse, 8 overlapping labels, 9 offsets.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.review.samples import TEXT, words_of

from analyst_app.domain.review import Origin
from analyst_app.domain.rows import EntityRow
from analyst_app.domain.spans import Entity, Label, Span
from analyst_app.services import review, spans
from analyst_app.ui.review import highlights
from analyst_app.ui.review.span_index import SpanIndex
from analyst_app.ui.review.text import ReportText

SHIFT, CTRL, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LINE = "In the Kupiansk direction the enemy attacked near Synkivka and Petropavlivka with aviation. "


def rows_every(step, text):
    return [EntityRow(at, Entity(Span(at, at + 8), Label.ACTOR, text[at : at + 8]), Origin.MACHINE) for at in range(0, len(text) - 8, step)]


@pytest.fixture
def reader(qtbot, theme):
    made = ReportText(theme)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


@pytest.fixture
def measured(monkeypatch):
    """How many pieces of text had to be measured on the screen."""
    calls = []
    real = highlights.rects_of
    monkeypatch.setattr(highlights, "rects_of", lambda *where: calls.append(1) or real(*where))
    return calls


def test_complaint_1_a_long_document_costs_what_is_seen_of_it_and_nothing_else(reader, measured):
    text = "\n".join(LINE * 3 for _ in range(4000))
    assert len(text) > 1_000_000
    reader.set_report(text)
    reader.set_entities(rows_every(60, text))
    reader.grab()
    laid_out = 0
    block = reader.document().firstBlock()
    while block.isValid():
        laid_out += block.layout().lineCount() > 0
        block = block.next()
    assert laid_out < 40
    assert 0 < len(measured) < 300
    measured.clear()
    reader.verticalScrollBar().setValue(reader.verticalScrollBar().maximum() // 2)
    reader.grab()
    assert 0 < len(measured) < 300


def test_complaint_1_scrolling_back_measures_nothing_again(reader, measured):
    text = "\n".join(LINE * 3 for _ in range(100))
    reader.set_report(text)
    reader.set_entities(rows_every(30, text))
    reader.grab()
    measured.clear()
    reader.viewport().repaint()
    assert not measured


def test_complaint_2_twenty_thousand_annotations_are_all_there_and_cost_what_is_seen(reader, measured):
    text = "\n".join(LINE * 3 for _ in range(1500))
    few, many = rows_every(2000, text), rows_every(20, text)
    assert len(many) > 20_000
    reader.set_report(text)
    reader.set_entities(few)
    reader.grab()
    some = len(measured)
    measured.clear()
    reader.set_entities(many)
    reader.grab()
    assert some < len(measured) < 1_000
    for row in (many[0], many[70], many[10_000], many[-1]):
        assert reader.entities_at(row.entity.span.start + 1) == [row.id]


@pytest.mark.parametrize("position", [0, 40_000, 99_999])
def test_complaint_2_finding_what_is_at_a_place_looks_at_few_of_many(position):
    looked = []

    class Watched(Span):
        def __lt__(self, other):
            looked.append(1)
            return super().__lt__(other)

    index = SpanIndex((Watched(at, at + 4), at) for at in range(0, 100_000, 5))
    looked.clear()
    assert [at for _, at in index.at(position)] == ([position // 5 * 5] if position % 5 < 4 else [])
    assert len(looked) < 50


def test_complaint_3_the_next_report_is_there_without_asking_the_database(shown, qtbot, press, monkeypatch, second_id):
    qtbot.waitUntil(lambda: shown.session.queue.prepared_id == second_id)
    for service, name in ((review, "open_report"), (spans, "open_text"), (spans, "list_entities")):
        monkeypatch.setattr(service, name, lambda *_, **__: pytest.fail("the next report was read only when it was asked for"))
    press("]")
    assert shown.session.report_id == second_id
    assert shown.text_panel.text.toPlainText().startswith("On 10 November")


def test_complaint_6_a_report_is_worked_through_without_a_mouse(shown, press, workbench, report_id):
    text = shown.text_panel.text
    press(Qt.Key.Key_F6)
    text.set_caret(0)
    # To the first highlight; a word more; another label; then words of one's own, by word and by sentence.
    press(".", (Qt.Key.Key_Up, ALT))
    press("m", "q")
    press((Qt.Key.Key_Down, CTRL), (Qt.Key.Key_Down, CTRL), (Qt.Key.Key_Right, CTRL | SHIFT))
    press("m", "a")
    # An event of words, linked to its fields, and decided.
    press(".", "+", "v", "g")
    made = shown.session.focused_event
    press("a")
    stored = review.open_report(workbench, report_id=report_id)
    labelled = {
        row.entity.text: row.entity.label for row in stored.entities if row.origin is Origin.ANALYST or row.entity.label is Label.QUANTITY
    }
    assert labelled["axis, 9 November 2023"] is Label.QUANTITY
    assert Label.ACTOR in {row.entity.label for row in stored.entities if row.origin is Origin.ANALYST}
    assert next(event for event in stored.events if event.id == made.id).state == "confirmed"


def test_complaint_8_overlapping_labels_are_stacked_always_in_the_same_way():
    spans_there = [Span(0, 30), Span(5, 20), Span(5, 12), Span(15, 40), Span(28, 35), Span(50, 60)]
    orders = [spans_there, spans_there[::-1], spans_there[3:] + spans_there[:3]]
    depths = [{(span.start, span.end): depth for span, _, depth in SpanIndex((s, 0) for s in order).stacked(0, 60)} for order in orders]
    assert depths[0] == depths[1] == depths[2]
    assert depths[0] == {(0, 30): 0, (5, 20): 1, (5, 12): 2, (15, 40): 2, (28, 35): 1, (50, 60): 0}
    over = [(a, b) for a in spans_there for b in spans_there if a < b and a.overlaps(b)]
    assert all(depths[0][a.start, a.end] != depths[0][b.start, b.end] for a, b in over)


def test_complaint_8_each_of_several_labels_on_the_same_words_is_seen(reader):
    text = "Russian air defence forces"
    wide = EntityRow(1, Entity(Span(0, 26), Label.ORGANISATION, text), Origin.MACHINE)
    inner = EntityRow(2, Entity(Span(8, 19), Label.WEAPON, text[8:19]), Origin.MACHINE)
    reader.set_report(text)

    def picture(*rows):
        reader.set_entities(rows)
        return reader.viewport().grab().toImage()

    both, only_wide, only_inner, none = picture(wide, inner), picture(wide), picture(inner), picture()
    assert both != only_wide
    assert both != only_inner
    assert only_wide != none != only_inner
    reader.set_entities([wide, inner])
    assert reader.entities_at(10) == [2, 1]


def test_complaint_8_every_event_and_label_of_the_same_words_is_picked_by_one_key(shown, press):
    # Three events are told by one word, "reached".
    text = shown.text_panel.text
    text.setFocus()
    text.set_caret(words_of("reached").start + 2)
    seen = []
    for _ in range(4):
        press(";")
        seen.append(shown.session.focused_event.event.id)
    assert seen == ["e3", "e4", "e5", "e3"]


ODD = st.sampled_from(
    ["🚀", "👩‍🚒", "🇺🇦", "e\u0301", "\r\n", "\r", "\n", "\u2028", "\u200b", "\u202e", "\u00ad", "\0", "Харків", "мото\u0301р", " ", "a"]
)


@given(pieces=st.lists(ODD, min_size=1, max_size=14), data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_complaint_9_what_is_selected_by_keys_is_what_is_stored_whatever_the_characters(reader, pieces, data):
    text = "".join(pieces)
    reader.set_report(text)
    reader.setFocus()
    start = data.draw(st.integers(0, len(text) - 1), label="caret")
    reader.set_caret(start)
    here = reader.caret()
    for _ in range(data.draw(st.integers(1, 5), label="steps")):
        QTest.keyClick(reader, Qt.Key.Key_Right, SHIFT)
    cursor = reader.textCursor()
    low = len(reader.toPlainText().encode("utf-16-le")[: 2 * cursor.selectionStart()].decode("utf-16-le", "ignore"))
    high = len(reader.toPlainText().encode("utf-16-le")[: 2 * cursor.selectionEnd()].decode("utf-16-le", "ignore"))
    assert low <= here
    assert reader.createMimeDataFromSelection().text() == text[low:high]
    span = reader.selected_span()
    if text[low:high].strip():
        assert span.of(text).strip() == span.of(text)
        assert text[low:high].strip() in span.of(text)
        reader.select(span)
        assert reader.selected_span() == span


@given(pieces=st.lists(ODD, min_size=2, max_size=14), data=st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_complaint_9_a_highlight_is_drawn_around_its_own_characters(reader, pieces, data):
    text = "x" + "".join(pieces) + "x"
    start = data.draw(st.integers(0, len(text) - 1), label="start")
    span = Span(start, data.draw(st.integers(start + 1, len(text)), label="end"))
    reader.set_report(text)
    reader.set_entities([EntityRow(1, Entity(span, Label.ACTOR, span.of(text)), Origin.MACHINE)])
    assert all((reader.entities_at(at) == [1]) is (span.start <= at < span.end) for at in range(len(text)))
    cursor = reader.textCursor()
    cursor.setPosition(reader._painter.offsets.to_units(span.start))
    cursor.setPosition(reader._painter.offsets.to_units(span.end), cursor.MoveMode.KeepAnchor)
    reader.setTextCursor(cursor)
    assert reader.createMimeDataFromSelection().text() == span.of(text)


def test_complaint_9_words_marked_behind_emoji_are_stored_as_seen(shown, press, workbench, report_id):
    text = shown.text_panel.text
    text.setFocus()
    start = TEXT.index("🚜")
    text.set_caret(start)
    for _ in range(8):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right, SHIFT)
    press("m", "o")
    (made,) = [row for row in spans.list_entities(workbench, report_id=report_id) if row.origin is Origin.ANALYST]
    assert made.entity.text == made.entity.span.of(TEXT) == TEXT[start : start + 8].strip()
