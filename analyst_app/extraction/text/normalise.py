"""A copy of a report's text in plain characters, of the same length, for matching and for spaCy.

Offsets into the copy are offsets into the stored text; nothing here may add or remove a character.
"""

import re
import unicodedata
from itertools import chain

_LONE_RETURN = re.compile(r"\r(?!\n)")
_SPACES = "\t\r\u00a0\u1680\u202f\u205f\u3000\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\ufe0e\ufe0f"
_LINE_ENDS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_HYPHENS = "\u00ad\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63\uff0d"
_DASHES = "\u2015\u2e3a\u2e3b"
_SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u02bc\u2032\u00b4\u0060\uff07"
_DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02"
_DIGIT_ZEROS = "\u0660\u06f0\u0966\u09e6\u1040\uff10"
"""Zeros of the digit rows that turn up in pasted reports: Arabic, Persian, Devanagari, Bengali, Burmese, full width."""


def _table() -> dict[int, str]:
    controls = (range(0x0A), range(0x0E, 0x1C), range(0x1F, 0x20), range(0x7F, 0x85), range(0x86, 0xA0))
    invisible = (range(0x2000, 0x200B), range(0x202A, 0x202F), range(0x2066, 0x206A))
    table = dict.fromkeys(chain(*controls, *invisible), " ")
    for signs, plain in (
        (_SPACES, " "),
        (_LINE_ENDS, "\n"),
        (_HYPHENS, "-"),
        (_DASHES, "—"),
        (_SINGLE_QUOTES, "'"),
        (_DOUBLE_QUOTES, '"'),
    ):
        table |= dict.fromkeys(map(ord, signs), plain)
    for zero in map(ord, _DIGIT_ZEROS):
        table |= {zero + n: str(unicodedata.decimal(chr(zero + n))) for n in range(10)}
    # A lone surrogate cannot be encoded, so spaCy would refuse the whole text.
    table |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
    return table


_TABLE = _table()


def prepare(text: str) -> str:
    """The text with typographic signs in their plain form, exactly as long as before.

    Line ends become a line feed (a carriage return before one a space), every other white space, control or invisible sign a space,
    hyphens and en dashes "-", quotation marks ' and ", digits of other scripts 0 to 9.
    """
    return _LONE_RETURN.sub("\n", text).translate(_TABLE)
