"""Characters that a reader cannot see, and what is shown in their place. A text is stored with them, since offsets count them.

Marks that turn the direction of writing make “Izyum” read as another word, and invisible ones hide a word from a search:
they are shown as signs of their own, one for one, and never obeyed.
"""

import re

_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f"
_WIDTHLESS = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u200b"
    "\u2028\u2029\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0\ufff9\ufffa\ufffb"
)
_JOINING = "\u200c\u200d"
"""Needed between the parts of an emoji and in the scripts of South Asia and Persia; among Latin and Cyrillic letters, they hide."""

TURNS, HIDES = "⇄", "¦"
"""What is shown for a mark that turns the direction of writing, and for one that takes no room."""

INVISIBLE = re.compile(
    f"[{_TURNING}{_WIDTHLESS}\U000e0000-\U000e007f]|(?<=[\\u0000-\\u052f])[{_JOINING}]|[{_JOINING}](?=[\\u0000-\\u052f])"
)
"""Each character of a text that should be shown and not obeyed, but for control characters."""

_CONTROLS = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n\r"} | {0x7F: "␡"}
_CONTROLS |= dict.fromkeys(range(0x80, 0xA0), HIDES)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def shown(text: str) -> str:
    """The text as it is put before a person: every hidden character a visible one, and no offset moved, in UTF-16 neither.

    Line and paragraph separators count as hidden: a text has line feeds alone.
    """
    if text.isascii() and _CONTROL.search(text) is None:
        return text
    plain = _CONTROL.sub(lambda mark: _CONTROLS[ord(mark[0])], text)
    return INVISIBLE.sub(_sign, plain)


def _sign(mark: re.Match[str]) -> str:
    if mark[0] in _TURNING:
        return TURNS
    # Above the first plane, two units of UTF-16 stay two.
    return HIDES if ord(mark[0]) < 0x10000 else "\U0001f3f7"
