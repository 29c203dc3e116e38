"""Borders and the caret move by what a reader sees: characters with all that is combined with them, words, sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyst_app.domain.spans import Span
from analyst_app.ui.review.span_steps import (
    Edge,
    Step,
    enclosing,
    moved,
    next_character,
    next_sentence,
    previous_character,
    previous_sentence,
    whole_characters,
)

TEXT = "Fighting near Kupiansk,\r\n5 km west. 👩‍🚒 in the cafe\u0301 is well. “Quiet.” Later\nthey left."
ODD = st.lists(st.sampled_from(["👩‍🚒", "🇺🇦", "e\u0301", "a", " ", "\r\n", "\n", ".", "Б", "\u200b", "👍🏽"]), min_size=1, max_size=20).map(
    "".join
)


def at(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("words", "edge", "outward", "step", "then"),
    [
        ("Kupiansk", Edge.END, True, Step.WORD, "Kupiansk,\r\n5"),
        ("Kupiansk", Edge.START, True, Step.WORD, "near Kupiansk"),
        ("Kupiansk", Edge.END, True, Step.CHARACTER, "Kupiansk,"),
        ("Kupiansk", Edge.START, True, Step.CHARACTER, "r Kupiansk"),
        ("Kupiansk", Edge.END, False, Step.CHARACTER, "Kupians"),
        ("Kupiansk", Edge.START, False, Step.CHARACTER, "upiansk"),
        ("near Kupiansk,", Edge.END, False, Step.WORD, "near Kupiansk"),
        ("near Kupiansk", Edge.END, False, Step.WORD, "near"),
        ("near Kupiansk", Edge.START, False, Step.WORD, "Kupiansk"),
        ("Kupiansk", Edge.END, False, Step.WORD, None),
        ("Kupiansk", Edge.START, False, Step.WORD, None),
        ("west.", Edge.END, True, Step.CHARACTER, "west. 👩‍🚒"),
        ("👩‍🚒", Edge.END, False, Step.CHARACTER, None),
        ("the cafe\u0301", Edge.END, False, Step.CHARACTER, "the caf"),
        ("the", Edge.END, True, Step.WORD, "the cafe\u0301"),
        ("Fighting", Edge.START, True, Step.WORD, None),
        ("left.", Edge.END, True, Step.WORD, None),
    ],
)
def test_one_press_moves_a_border_by_one_step(words, edge, outward, step, then):
    found = moved(TEXT, at(words), edge=edge, outward=outward, step=step)
    assert (found and found.of(TEXT)) == then


def test_the_caret_goes_from_sentence_to_sentence_and_line_to_line():
    starts, here = [], 0
    while here < len(TEXT):
        starts.append(here)
        here = next_sentence(TEXT, here)
    assert [TEXT[start:].split(maxsplit=1)[0] for start in starts] == ["Fighting", "5", "👩‍🚒", "“Quiet.”", "Later", "they"]
    back = [len(TEXT)]
    while back[-1]:
        back.append(previous_sentence(TEXT, back[-1]))
    assert back[1:] == starts[::-1]


def test_a_selection_grows_from_word_to_sentence_to_paragraph():
    caret, grown, now = TEXT.index("cafe") + 2, [], None
    while (now := enclosing(TEXT, now, caret)) is not None:
        grown.append(now.of(TEXT))
    assert grown == ["cafe\u0301", "👩‍🚒 in the cafe\u0301 is well.", "5 km west. 👩‍🚒 in the cafe\u0301 is well. “Quiet.” Later"]


@given(ODD)
def test_characters_are_never_cut(text):
    borders, here = [0], 0
    while here < len(text):
        here = next_character(text, here)
        borders.append(here)
    assert borders[-1] == len(text)
    assert [previous_character(text, border) for border in borders[1:]] == borders[:-1]
    for number in range(len(text)):
        whole = whole_characters(text, Span(number, number + 1))
        assert whole.start in borders
        assert whole.end in borders
        assert whole.covers(Span(number, number + 1))


@given(ODD, st.data())
def test_a_moved_border_stays_in_the_text_without_space_at_the_ends(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    for edge in Edge:
        for step in Step:
            for outward in (True, False):
                found = moved(text, span, edge=edge, outward=outward, step=step)
                if found is not None:
                    assert found.end <= len(text)
                    assert found.of(text) == found.of(text).strip() != ""
