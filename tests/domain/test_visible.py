"""What cannot be seen in a text is shown by a sign, one for one, and nothing that can be seen is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyst_app.domain.visible import HIDES, INVISIBLE, TURNS, shown


@pytest.mark.parametrize("mark", ["\u202a", "\u202e", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c"])
def test_marks_that_turn_the_direction_are_shown_and_turn_nothing(mark):
    assert shown(f"Izy{mark}um") == f"Izy{TURNS}um"


@pytest.mark.parametrize("mark", ["\u200b", "\u2060", "\ufeff", "\u180e", "\u2028", "\u200d", "\u200c"])
def test_marks_without_width_are_shown(mark):
    assert shown(f"Izy{mark}um") == f"Izy{HIDES}um"


def test_control_characters_have_their_pictures():
    assert shown("a\x00b\x1bc\x7fd\x9be") == "a␀b␛c␡d¦e"


@pytest.mark.parametrize("words", ["👩\u200d🚒 and 👨🏽\u200d⚕️", "می\u200cخواهم", "Izyum\n\tКуп’янськ – 16"])
def test_what_scripts_and_emoji_need_stays(words):
    assert shown(words) == words


@given(st.text())
def test_no_offset_moves_in_code_points_nor_in_utf16(words):
    seen = shown(words)
    assert len(seen) == len(words)
    assert [len(c.encode("utf-16-le", "surrogatepass")) for c in seen] == [len(c.encode("utf-16-le", "surrogatepass")) for c in words]
    assert INVISIBLE.search(seen) is None
