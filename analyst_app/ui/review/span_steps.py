"""How borders and the caret move through a report: by character as one sees it, by word, by sentence. Knows no widgets.

All positions are code points of the stored text; line breaks are crossed like any other space.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from PySide6.QtCore import QTextBoundaryFinder

from analyst_app.domain.spans import Span
from analyst_app.ui.review.offsets import Offsets

_WORD = re.compile("\\w[\\w\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f'’\u2010\u2011-]*")
_SENTENCE_START = re.compile(r"(?:[.!?…][\"'”’)\]]*[^\S\n]+(?=[^a-z\s])|\n\s*)(?=\S)")
_INK = re.compile(r"\S")
_LONGEST = 4_000
"""Characters before and after a position that are looked at."""
_LONGEST_CHARACTER = 64


class Step(StrEnum):
    """How far one press of a key goes."""

    CHARACTER = "character"
    WORD = "word"


class Edge(StrEnum):
    """Which border of a span moves."""

    START = "start"
    END = "end"


def moved(text: str, span: Span, *, edge: Edge, outward: bool, step: Step) -> Span | None:
    """The span with one border moved, without space at its ends; None where it can't go further that way."""
    if edge is Edge.END:
        end = _later(text, span.end, step) if outward else _earlier_inside(text, span, step)
        found = _trimmed(text, span.start, end)
    else:
        start = _earlier(text, span.start, step) if outward else _later_inside(text, span, step)
        found = _trimmed(text, start, span.end)
    return None if found == span else found


def next_character(text: str, position: int) -> int:
    """Where the character after a position ends, with all that is combined with it."""
    return min((at for at in _borders_near(text, position) if at > position), default=len(text))


def previous_character(text: str, position: int) -> int:
    """Where the character before a position begins."""
    return max((at for at in _borders_near(text, position) if at < position), default=0)


def whole_characters(text: str, span: Span) -> Span:
    """The span with its borders moved outward to those of characters as one sees them."""
    before, after = _borders_near(text, span.start), _borders_near(text, span.end)
    start = max((at for at in before if at <= span.start), default=span.start)
    return Span(start, min((at for at in after if at >= span.end), default=span.end))


def next_sentence(text: str, position: int) -> int:
    """Where the next sentence or line begins; the end of the text after the last."""
    found = _SENTENCE_START.search(text, max(0, position - 1), position + _LONGEST)
    while found is not None and found.end() <= position:
        found = _SENTENCE_START.search(text, found.end(), position + _LONGEST)
    return found.end() if found is not None else min(len(text), position + _LONGEST)


def previous_sentence(text: str, position: int) -> int:
    """Where this sentence or line begins, or the one before where the position is its beginning."""
    first = max(0, position - _LONGEST)
    return max((found.end() for found in _SENTENCE_START.finditer(text, first, position) if found.end() < position), default=first)


def enclosing(text: str, span: Span | None, caret: int) -> Span | None:
    """What lies around a selection, a step further: the word, the sentence, the paragraph; None where there is no more."""
    at = Span(caret, min(len(text), caret + 1)) if span is None and caret < len(text) else span
    if at is None:
        return None
    word = next((Span(*found.span()) for found in _WORD.finditer(text, max(0, at.start - 100), at.end + 100) if found.end() > at.start), at)
    start, end = previous_sentence(text, at.start + 1), next_sentence(text, at.end - 1)
    line = text.rfind("\n", 0, at.start) + 1, text.find("\n", at.end)
    wider = [(word.start, word.end), (start, end), (line[0], line[1] if line[1] >= 0 else len(text))]
    around = (found for first, last in wider if (found := _trimmed(text, first, last)) is not None)
    return next((found for found in around if found.covers(at) and (span is None or found != span)), None)


def trimmed(text: str, span: Span) -> Span | None:
    """The span without space around its words; None where it holds nothing else."""
    return _trimmed(text, span.start, span.end)


def _later(text: str, position: int, step: Step) -> int:
    if step is Step.CHARACTER:
        # Space alone would be trimmed away again.
        after = _INK.search(text, position)
        return position if after is None else next_character(text, after.start())
    found = _WORD.search(text, position)
    return position if found is None else found.end()


def _earlier(text: str, position: int, step: Step) -> int:
    before = text[max(0, position - _LONGEST) : position]
    if step is Step.CHARACTER:
        return previous_character(text, position - (len(before) - len(before.rstrip())))
    words = list(_WORD.finditer(before))
    return position - len(before) + words[-1].start() if words else position


def _earlier_inside(text: str, span: Span, step: Step) -> int:
    if step is Step.CHARACTER:
        return previous_character(text, span.end)
    ends = [found.end() for found in _WORD.finditer(text, span.start, span.end) if found.end() < span.end]
    return ends[-1] if ends else span.end


def _later_inside(text: str, span: Span, step: Step) -> int:
    if step is Step.CHARACTER:
        return next_character(text, span.start)
    starts = [found.start() for found in _WORD.finditer(text, span.start, span.end) if found.start() > span.start]
    return starts[0] if starts else span.start


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    last = end - (len(words) - len(words.rstrip()))
    return Span(first, last) if first < last else None


def _borders_near(text: str, position: int) -> list[int]:
    first = max(0, position - _LONGEST_CHARACTER)
    return [first + at for at in _characters(text[first : position + _LONGEST_CHARACTER])]


def _characters(window: str) -> Iterator[int]:
    """The borders between characters as one sees them."""
    offsets = Offsets(window)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, window)
    at = 0
    while at >= 0:
        yield offsets.to_code_points(at)
        at = finder.toNextBoundary()
