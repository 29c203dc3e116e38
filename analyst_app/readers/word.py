"""Word documents (.docx): paragraphs, lists and tables in reading order, with all changes accepted. Runs no macro, follows no link."""

import io
from collections.abc import Iterator
from datetime import date

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped] # lxml ships no types

from analyst_app.domain.errors import InputError
from analyst_app.domain.reports import Report
from analyst_app.readers.about import file_day, one_line, person
from analyst_app.readers.decoding import normalise
from analyst_app.readers.unpacking import FAULTS, WORD, damaged, is_locked, opened
from analyst_app.readers.word_lists import WordLists

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_WORDS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "\u00ad"}
_LETTERS = qn("w:t")
_RUN = qn("w:r")
_HIDDEN = f"{qn('w:rPr')}/{qn('w:vanish')}"
_PASSED_OVER = frozenset({
    qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:pPr"), qn("w:rPr"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",  # says again what its neighbour says
})  # fmt: skip
_OF_THE_TEMPLATE = date(2013, 12, 23)
"""The day that stands in whatever is written with python-docx, unless its writer names another."""
_FAULTS = (PackageNotFoundError, etree.XMLSyntaxError, AttributeError, TypeError, AssertionError, *FAULTS)
"""What python-docx lets through where an archive is cut off or its parts are not what they say."""


def read_word(data: bytes, *, key: str, name: str) -> Report:
    """The report of a document, dated by its last saving only where its text names no day.

    Raises:
        InputError: where the archive is damaged, locked, or unpacks to more than a report ever does.
    """
    with opened(data, name=name, what=WORD) as archive:
        if any(is_locked(part) for part in archive.infolist()):
            raise InputError(f"{name} is locked by a password. Open it in a word processor, save it without one and open that file.")
    try:
        document = docx.Document(io.BytesIO(data))
        text = normalise(_text(document))
        about = document.core_properties
        title, author, saved = about.title, about.author, about.modified or about.created
    except _FAULTS as fault:
        raise damaged(name, WORD) from fault
    day = file_day(saved, text=text)
    return Report(key, text, None if day == _OF_THE_TEMPLATE else day, title=one_line(title), author=person(author))


def _text(document: Document) -> str:
    lists = WordLists(document)
    text = ""
    after_item = False
    for block, is_item in _blocks(document.element.body, lists):
        if block.strip():
            text_end = "" if not text else "\n" if is_item and after_item else "\n\n"
            text += text_end + block
            after_item = is_item
    return text


def _blocks(container: etree._Element, lists: WordLists) -> Iterator[tuple[str, bool]]:
    """Paragraphs and tables, and whether each is an item of a list.

    Content controls and accepted insertions are looked into, which python-docx passes over. A loop of its own, since
    documents nest deeper than Python recurses.
    """
    waiting = list(reversed(container))
    while waiting:
        child = waiting.pop()
        if child.tag in _PASSED_OVER:
            continue
        if child.tag == _PARAGRAPH:
            words = _words(child)
            mark = lists.mark(child) if words.strip() else ""
            yield mark + words, bool(mark)
        elif child.tag == _TABLE:
            yield "\n".join(_rows(child)), False
        else:
            waiting.extend(reversed(child))


def _rows(table: etree._Element) -> Iterator[str]:
    for row in _nearest(table, _ROW):
        yield "\t".join(" ".join(_cell(cell).split()) for cell in _nearest(row, _CELL))


def _cell(cell: etree._Element) -> str:
    """The words of a cell, tables inside it and all, in one go: tables nest deeper than Python recurses."""
    return " ".join(_words(paragraph) for paragraph in _nearest(cell, _PARAGRAPH))


def _nearest(container: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The elements of a tag below this one, without those inside one another: a table in a cell is that cell's."""
    waiting = list(reversed(container))
    while waiting:
        child = waiting.pop()
        if child.tag == tag:
            yield child
        elif child.tag not in _PASSED_OVER:
            waiting.extend(reversed(child))


def _words(paragraph: etree._Element) -> str:
    pieces: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == _LETTERS:
            pieces.append(element.text or "")
        elif element.tag in _WORDS:
            pieces.append(_WORDS[element.tag])
        elif element.tag not in _PASSED_OVER and not _is_hidden(element):
            if element.tag == _PARAGRAPH and pieces:
                pieces.append("\n")  # a text box inside the paragraph
            waiting.extend(reversed(element))
    return "".join(pieces)


def _is_hidden(element: etree._Element) -> bool:
    """Whether a run's words are hidden by their format, so that nobody who opens the document sees them."""
    if element.tag != _RUN:
        return False
    found = element.find(_HIDDEN)
    return found is not None and found.get(qn("w:val"), "true") not in {"0", "false", "off"}
