"""Rich text files (.rtf), and what word processors copy as such. Opens no object that is embedded in one."""

import re
from datetime import date

from striprtf.striprtf import rtf_to_text

from analyst_app.domain.errors import InputError
from analyst_app.domain.reports import Report
from analyst_app.readers.about import file_day, one_line, person
from analyst_app.readers.decoding import normalise

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_FIELD = re.compile(r"(\{\\field)(?=\{)", re.IGNORECASE)
_ABOUT = {
    "title": re.compile(r"\{\\title\s+((?:[^{}]|\{[^{}]*+\}){0,500}+)\}"),
    "author": re.compile(r"\{\\author\s+((?:[^{}]|\{[^{}]*+\}){0,500}+)\}"),
}
_SAVED = re.compile(r"\{\\(?:revtim|creatim)\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
# What stands before an item: in a group of its own, for readers that know no lists; ours is such a reader.
_ITEM_MARK = re.compile(r"\{\\(?:\*\\)?(?:listtext|pntext)\b((?:[^{}]|\{[^{}]{0,200}+\}){0,300}+)\}", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\\\w])(\(?(?:\d{1,3}|[a-zA-Z]|[ivxlIVXL]{1,6})[.)])")
_HIDDEN = re.compile(r"\{\\(?:\*\\)?v\b(?!0)[^{}]{0,10000}+\}")


def read_rich(data: bytes, *, key: str, name: str) -> Report:
    """The report of a rich text file, dated by its last saving only where its text names no day.

    Raises:
        InputError: where the file is cut off or not what it says.
    """
    markup = _decoded(data)
    text = _plain(markup, name)
    return Report(
        key,
        text,
        file_day(_saved(markup), text=text),
        title=one_line(_about("title", markup, name)),
        author=person(_about("author", markup, name)),
    )


def plain_of(data: bytes) -> str:
    """The words of copied rich text.

    Raises:
        InputError: where it is damaged.
    """
    return _plain(_decoded(data), "The copied text")


def _decoded(data: bytes) -> str:
    page = _CODE_PAGE.search(data[:4096])
    try:
        # Seven bits by the standard; some writers put their code page's bytes in as they are.
        return data.decode(f"cp{page[1].decode()}" if page else "cp1252", "replace")
    except LookupError:
        return data.decode("cp1252", "replace")


def _plain(markup: str, name: str) -> str:
    # striprtf puts the address of a link into the text, by a search that takes the square of a hostile file's length; a
    # blank behind the word hides fields from it, and the words of the link stay.
    shown = _FIELD.sub(r"\1 ", _ITEM_MARK.sub(_item_mark, _HIDDEN.sub("", markup)))
    try:
        return normalise(rtf_to_text(shown, errors="replace"))  # type: ignore[no-untyped-call] # striprtf has none
    except (ValueError, TypeError, AttributeError, IndexError, LookupError, OverflowError, RecursionError) as fault:
        raise InputError(f"{name} is a damaged rich text file. Open it in a word processor and save it as .docx or .txt.") from fault


def _item_mark(group: re.Match[str]) -> str:
    number = _NUMBER.search(group[1])
    return f"{{{number[1]} }}" if number else r"{\u8226? }"


def _saved(markup: str) -> date | None:
    found = _SAVED.search(markup[:20_000])
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _about(what: str, markup: str, name: str) -> str | None:
    found = _ABOUT[what].search(markup[:20_000])
    return _plain(f"{{\\rtf1 {found[1]}}}", name) if found else None
