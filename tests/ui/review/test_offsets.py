"""Positions of the stored text survive the way through Qt, whatever characters the text holds."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from analyst_app.domain.spans import Span
from analyst_app.ui.review.invisibles import STAND_IN, WIDE_STAND_IN, unseen
from analyst_app.ui.review.offsets import Offsets, displayed

ODD = st.sampled_from(
    ["\r\n", "\r", "\n", "\u2028", "\u2029", "\ufdd0", "\0", "🚀", "👩‍🚒", "🇺🇦", "\u00a0", "\u00ad", "é", "e\u0301", "Харків", "\t"]
)
REPORTS = (
    st.lists(st.one_of(ODD, st.text(max_size=4)), max_size=25).map("".join).filter(lambda t: not any("\ud800" <= c <= "\udfff" for c in t))
)


@st.composite
def text_and_span(draw):
    text = draw(REPORTS.filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


@given(REPORTS)
def test_the_displayed_text_has_the_same_length_and_keeps_every_character_that_is_seen(text):
    shown, hidden = displayed(text), set(unseen(text))
    assert len(shown) == len(text)
    assert len(shown.encode("utf-16-le")) == len(text.encode("utf-16-le"))
    for at, (stored, seen) in enumerate(zip(text, shown, strict=True)):
        assert (seen in {STAND_IN, WIDE_STAND_IN}) if at in hidden else (stored == seen or stored in "\r\u2029\ufdd0\ufdd1")


@given(text_and_span())
def test_a_span_goes_to_utf16_and_back_unchanged(case):
    text, span = case
    offsets = Offsets(text)
    first, last = offsets.to_units(span.start), offsets.to_units(span.end)
    assert first == len(text[: span.start].encode("utf-16-le")) // 2
    assert last == len(text[: span.end].encode("utf-16-le")) // 2
    assert offsets.span(first, last) == span
    assert offsets.span(last, first) == span


@given(text_and_span())
def test_what_qt_selects_at_a_converted_span_are_the_words_of_the_stored_text(case):
    text, span = case
    offsets = Offsets(text)
    document = QTextDocument()
    document.setPlainText(displayed(text))
    assert document.characterCount() - 1 == offsets.units
    cursor = QTextCursor(document)
    cursor.setPosition(offsets.to_units(span.start))
    cursor.setPosition(offsets.to_units(span.end), QTextCursor.MoveMode.KeepAnchor)
    assert cursor.selectedText().replace("\u2029", "\n") == displayed(text)[span.start : span.end]


@given(REPORTS)
def test_every_utf16_position_belongs_to_a_character(text):
    offsets = Offsets(text)
    back = [offsets.to_code_points(unit) for unit in range(offsets.units + 1)]
    assert back == sorted(back)
    assert set(back) == set(range(len(text) + 1))


def test_half_of_an_emoji_selects_it_whole():
    offsets = Offsets("a🚀b")
    assert offsets.span(1, 2) == Span(1, 2)
    assert offsets.span(2, 3) == Span(1, 2)
    assert offsets.span(3, 3) is None
