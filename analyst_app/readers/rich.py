"""Rich text files (.rtf). Opens no object that is embedded in one."""

import re

from striprtf.striprtf import rtf_to_text

from analyst_app.domain.errors import InputError
from analyst_app.domain.reports import Report
from analyst_app.readers.decoding import normalise

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_FIELD = re.compile(r"(\{\\field)(?=\{)", re.IGNORECASE)
_ABOUT = {
    "title": re.compile(r"\{\\title\s+((?:[^{}]|\{[^{}]*\}){0,500})\}"),
    "author": re.compile(r"\{\\author\s+((?:[^{}]|\{[^{}]*\}){0,500})\}"),
}


def read_rich(data: bytes, *, key: str, name: str) -> Report:
    """The report of a rich text file.

    Raises:
        InputError: where the file is cut off or not what it says.
    """
    page = _CODE_PAGE.search(data[:4096])
    try:
        # Seven bits by the standard; some writers put their code page's bytes in as they are.
        markup = data.decode(f"cp{page[1].decode()}" if page else "cp1252", "replace")
    except LookupError:
        markup = data.decode("cp1252", "replace")
    return Report(key, _plain(markup, name), title=_about("title", markup, name), author=_about("author", markup, name))


def _plain(markup: str, name: str) -> str:
    # striprtf puts the address of a link into the text, by a search that takes the square of a hostile file's length; a
    # blank behind the word hides fields from it, and the words of the link stay.
    shown = _FIELD.sub(r"\1 ", markup)
    try:
        return normalise(rtf_to_text(shown, errors="replace"))  # type: ignore[no-untyped-call] # striprtf has none
    except (ValueError, IndexError, LookupError, OverflowError) as fault:
        raise InputError(f"{name} is a damaged rich text file. Open it in a word processor and save it as .docx or .txt.") from fault


def _about(what: str, markup: str, name: str) -> str | None:
    found = _ABOUT[what].search(markup[:20_000])
    return _plain(f"{{\\rtf1 {found[1]}}}", name).strip() or None if found else None
