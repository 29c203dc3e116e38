"""Full text over the titles and texts of reports. Whatever an analyst types is a question, never a syntax error."""

import re
import unicodedata

from sqlalchemy import Connection, text

from analyst_app.domain.spans import Span

MARKS = ("⟦", "⟧")
"""What stands around the found words of a snippet."""

_PIECES = re.compile(r'"([^"]*)"|([^\s"]+)')
# Noncharacters: no text that came in as Unicode may hold them.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"


def match_expression(words: str) -> str | None:
    """The index's own query for what an analyst typed, or None where there is no word in it.

    All words must be there, in any form ("airstrike" finds "airstrikes"); words between quotes must follow one another;
    the last one may be unfinished.
    """
    # What cannot be written in UTF-8 is in no stored text either.
    clean = words.encode("utf-8", "replace").decode().replace("\x00", " ")
    terms: list[str] = []
    for found in _PIECES.finditer(clean):
        phrase, word = found.groups()
        content = phrase if phrase is not None else word
        if not any(_is_word_character(character) for character in content):
            continue
        unfinished = phrase is None and found.end() == len(clean)
        terms.append(f'"{content}"' + ("*" if unfinished else ""))
    return " ".join(terms) or None


def snippets(connection: Connection, words: str, report_ids: list[int]) -> dict[int, str]:
    """For each report that has the words, the passage where they stand, found words between `MARKS`."""
    expression = match_expression(words)
    if expression is None or not report_ids:
        return {}
    query = text(
        "SELECT rowid, snippet(report_search, 1, :open, :close, '…', 24) FROM report_search"
        # With the plus one walk through what matches finds them all; without it there would be a walk for each.
        " WHERE report_search MATCH :expression AND +rowid IN (SELECT value FROM json_each(:ids))"
    )
    values = {"open": MARKS[0], "close": MARKS[1], "expression": expression, "ids": str(list(report_ids))}
    return {number: " ".join(passage.split()) for number, passage in connection.execute(query, values)}


def find_in_report(connection: Connection, words: str, report_id: int) -> tuple[Span, ...]:
    """Where the words stand in one report's text, in its order; empty where they do not."""
    expression = match_expression(words)
    if expression is None:
        return ()
    query = text(
        "SELECT highlight(report_search, 1, :open, :close) FROM report_search WHERE report_search MATCH :expression AND rowid = :id"
    )
    marked = connection.scalar(query, {"open": _OPEN, "close": _CLOSE, "expression": expression, "id": report_id})
    spans: list[Span] = []
    position = start = 0
    for piece in re.split(f"([{_OPEN}{_CLOSE}])", marked or ""):
        if piece == _OPEN:
            start = position
        elif piece == _CLOSE:
            spans.append(Span(start, position))
        else:
            position += len(piece)
    return tuple(spans)


def _is_word_character(character: str) -> bool:
    # The index's tokenizer takes letters, numbers and private-use characters for words, and all else for what stands between.
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co"
