"""The one place where code points of the stored text meet the UTF-16 units in which Qt counts. Knows no widgets.

The text that Qt shows has as many code points as the stored one, character for character, so nothing but the width
of the characters beyond the basic plane has to be converted.
"""

import re
from bisect import bisect_left, bisect_right

from analyst_app.domain.spans import Span
from analyst_app.ui.review.invisibles import unseen, with_signs

_WIDE = re.compile("[\U00010000-\U0010ffff]")
LINE_BREAKS = "\n\r\u2029\ufdd0\ufdd1"
"""What `QTextDocument` takes for the end of a block when text is set."""

INVISIBLE = "\u200b"
"""Stands for the carriage return of a line break, which is seen as the break itself."""
_BREAKS = "\r\u2029\ufdd0\ufdd1"


def displayed(text: str, hidden: list[int] | None = None) -> str:
    """The text as it can be handed to Qt: as long as the stored one, with every block break a line feed, and nothing unseen in it.

    Qt makes one break of CR LF, which would move every later offset; the CR becomes a character without width instead. What is
    not seen, or would turn the order of letters, becomes a sign of the same width; `hidden` says where, if it is known already.
    """
    shown = with_signs(text, unseen(text) if hidden is None else hidden)
    if text.isascii() and "\r" not in text:
        return shown
    shown = shown.replace("\r\n", f"{INVISIBLE}\n")
    for line_break in _BREAKS:  # a table of all would take a hundred times as long in a text that has none
        shown = shown.replace(line_break, "\n")
    return shown


class Offsets:
    """Converts positions and spans of one text in both directions."""

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self._wide = [] if text.isascii() else [found.start() for found in _WIDE.finditer(text)]
        self._wide_units = [at + before for before, at in enumerate(self._wide)]

    @property
    def units(self) -> int:
        """How many UTF-16 units the text has."""
        return self.length + len(self._wide)

    def to_units(self, position: int) -> int:
        """The UTF-16 position of a code-point position."""
        return position + bisect_left(self._wide, position)

    def to_code_points(self, unit: int) -> int:
        """The code-point position of a UTF-16 position; one inside a surrogate pair is that of its character."""
        passed = bisect_right(self._wide_units, unit - 1)
        halved = passed and self._wide_units[passed - 1] == unit - 1
        return unit - passed if not halved else self._wide[passed - 1]

    def span(self, first_unit: int, last_unit: int) -> Span | None:
        """The span between two UTF-16 positions in either order; None where they hold no character."""
        low, high = sorted((first_unit, last_unit))
        if low == high:
            return None
        start, end = self.to_code_points(low), self.to_code_points(high)
        # The second half of a character selects it whole.
        end += self.to_units(end) < high
        return Span(start, end) if start < end else None
