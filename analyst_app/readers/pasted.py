"""Text from the clipboard, made fit to be stored. Since nothing has been counted in it yet, it may be tidied, unlike a file's text."""

import re

from analyst_app.readers.decoding import normalise
from analyst_app.readers.markup import visible_text

_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
# Looked for from the first of the blanks alone: from each of a hundred thousand, it would take an hour.
_LINE_TAIL = re.compile(r"(?<![ \t\u00a0])[ \t\u00a0]+$", re.MULTILINE)
_GAP = re.compile(r"\n{3,}")


def clean_pasted(text: str, html: str | None = None) -> str:
    """The pasted text without invisible marks, blanks at line ends and wide gaps; the words of `html` where there is no plain text.

    Joiners inside emoji and scripts (U+200C, U+200D) stay.
    """
    plain = text if text.strip() or html is None else visible_text(html)
    tidy = _LINE_TAIL.sub("", _INVISIBLE.sub("", normalise(plain)))
    return _GAP.sub("\n\n", tidy).strip()
