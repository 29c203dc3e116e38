"""The mark that keeps a spreadsheet from running a text cell as a formula, and its removal. Used by what writes and what reads tables."""

import re

_RUN = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
"""Beginnings that a spreadsheet runs (OWASP, “CSV Injection”, with the full-width signs), also behind marks of ours."""


def guard(text: str) -> str:
    """A text cell made harmless by a leading apostrophe where a spreadsheet would run it. Numbers are no text cells."""
    return f"'{text}" if _RUN.match(text) else text


def unguard(text: str) -> str:
    """The text that `guard` was given: `unguard(guard(text)) == text` for every text."""
    return text[1:] if text.startswith("'") and _RUN.match(text) else text
