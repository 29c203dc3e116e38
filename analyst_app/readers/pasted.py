"""Text from the clipboard, made fit to be stored. Since nothing has been counted in it yet, it may be tidied, unlike a file's text."""

import re
from dataclasses import dataclass

from analyst_app.readers.decoding import decode, normalise

_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
# Looked for from the first of the blanks alone: from each of a hundred thousand, it would take an hour.
_LINE_TAIL = re.compile(r"(?<![ \t\u00a0])[ \t\u00a0]+$", re.MULTILINE)
_GAP = re.compile(r"\n{3,}")
_NO_WORD = re.compile(r"[\W_]+")
_ALIKE = 0.9
"""Share of the plain form's letters that the rich form must have, and may have more: else it shows something else."""

HTML, RTF = "html", "rtf"


@dataclass(frozen=True, slots=True)
class Copied:
    """What the clipboard holds: plain text, and the same as markup (“html” or “rtf”) where it was copied with its looks."""

    plain: str = ""
    rich: tuple[str, bytes] | None = None


def clean_pasted(text: str, *, rich: str = "") -> str:
    """The pasted text without invisible marks, blanks at line ends and wide gaps.

    `rich` is the text of its rich form, which has the bullets and rows that the plain form lost. It is taken where it says the
    same. Joiners inside emoji and scripts (U+200C, U+200D) stay, and so do marks that turn the direction of writing: the window
    shows them.
    """
    chosen = rich if rich.strip() and (not text.strip() or _say_the_same(text, rich)) else text
    tidy = _LINE_TAIL.sub("", _INVISIBLE.sub("", normalise(chosen)))
    return _GAP.sub("\n\n", tidy).strip()


def rich_text(data: bytes, *, form: str) -> str:
    """The words of copied markup, with headings, bullets, rows and line breaks.

    Raises:
        InputError: where it is damaged.
    """
    if form == RTF:
        from analyst_app.readers.rich import plain_of  # noqa: PLC0415 - loaded when first needed

        return plain_of(data)
    from analyst_app.readers.markup import visible_text  # noqa: PLC0415 - the same for lxml

    return visible_text(decode(data, name="The copied text"))


def _say_the_same(plain: str, rich: str) -> bool:
    """Whether both forms have the same letters and figures, but for the numbers of lists that only one of them shows."""
    mine, other = (_NO_WORD.sub("", words).casefold() for words in (plain, rich))
    return _ALIKE * len(mine) <= len(other) <= len(mine) / _ALIKE and mine[:20] in other[:60] and mine[-20:] in other[-60:]
