"""Characters that are not seen, or that turn the order of others around: which of a text's they are and what they are called.

They are shown by a sign of their own and never obeyed, so that no text can look other than it is. The stored text keeps them.
"""

import re
import unicodedata

STAND_IN = "\u25af"
"""An upright box, for characters of the basic plane; those beyond it get one that is as wide in UTF-16."""
WIDE_STAND_IN = "\U0001fbc0"

TURNS_ORDER = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What the Unicode bidirectional algorithm obeys (UAX 9)."""

UNSEEN_SET = (
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls, but for tabs and line breaks
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "]"
)
"""What may be unseen, as a set of a regular expression."""
_ODD = re.compile(UNSEEN_SET)
_PLAIN = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
"""What is seen of ASCII; taking it out is much quicker than looking for the rest."""
_JOINER, _EMOJI_STYLE, _BLACK_FLAG = "\u200d", "\ufe0f", "\U0001f3f4"
_TAGS = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{1,10}\U000e007f")


def unseen(text: str) -> list[int]:
    """The positions of the characters that need a sign, in code points and in order. What makes up one emoji needs none."""
    if text.isascii() and not text.encode().translate(None, _PLAIN):
        return []
    flags = {at for found in _TAGS.finditer(text) for at in range(*found.span())} if _BLACK_FLAG in text else set()
    return [found.start() for found in _ODD.finditer(text) if found.start() not in flags and not _belongs(text, found.start())]


def with_signs(text: str, positions: list[int]) -> str:
    """The text with a sign in each of these places; as long as before, in code points and in UTF-16."""
    if not positions:
        return text
    pieces, last = [], 0
    for at in positions:
        pieces += [text[last:at], STAND_IN if ord(text[at]) < 0x10000 else WIDE_STAND_IN]
        last = at + 1
    return "".join([*pieces, text[last:]])


def name_of(character: str) -> str:
    """What an unseen character is called: `Right-to-left override (U+202E)`."""
    name = unicodedata.name(character, "control character").lower().capitalize()
    return f"{name} (U+{ord(character):04X})"


def _belongs(text: str, at: int) -> bool:
    """Whether a character only shapes the one before it: a joiner within an emoji, a style behind a character that is seen."""
    character, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if character == _JOINER:
        return _pictured(before) and _pictured(after)
    if "\ufe00" <= character <= _EMOJI_STYLE or "\U000e0100" <= character <= "\U000e01ef":
        return bool(before.strip()) and not _ODD.match(before)
    return False


def _pictured(character: str) -> bool:
    return bool(character) and (character == _EMOJI_STYLE or unicodedata.category(character) in {"So", "Sk"})
