"""OpenDocument texts (.odt): paragraphs, lists and tables in reading order. Runs no macro, follows no link, opens no object."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree  # type: ignore[import-untyped] # lxml ships no types
from odfdo import Document
from odfdo.security import SecurityError, security

from analyst_app.domain.errors import InputError
from analyst_app.domain.reports import Report
from analyst_app.readers.about import file_day, one_line, person
from analyst_app.readers.decoding import normalise
from analyst_app.readers.items import Numbering
from analyst_app.readers.unpacking import FAULTS, ODT, damaged, is_locked, opened

# Of the size that is unpacked, ours is the limit; a long list of like lines is packed tighter than the library allows.
security.max_compression_ratio = 2_000

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_PASSED_OVER = frozenset({
    f"{_TEXT}tracked-changes", f"{_TEXT}note", f"{_OFFICE}annotation", f"{_TEXT}hidden-text", f"{_TEXT}hidden-paragraph",
    f"{_OFFICE}forms", f"{_TEXT}sequence-decls", f"{_TEXT}variable-decls", f"{_OFFICE}scripts", f"{_TEXT}script",
    f"{_TEXT}table-of-content", f"{_OFFICE}event-listeners",
})  # fmt: skip
_FAULTS = (etree.XMLSyntaxError, AttributeError, TypeError, AssertionError, SecurityError, RecursionError, *FAULTS)
"""What odfdo lets through where an archive is cut off or its parts are not what they say."""
_BREAKS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_SPACES = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 1000
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}


def read_odt(data: bytes, *, key: str, name: str) -> Report:
    """The report of a document, dated by its last saving only where its text names no day.

    Raises:
        InputError: where the archive is damaged, locked by a password, or unpacks to more than a report ever does.
    """
    with opened(data, name=name, what=ODT) as archive:
        if any(is_locked(part) for part in archive.infolist()) or _is_encrypted(archive.namelist(), data):
            raise InputError(f"{name} is locked by a password. Open it in a word processor, save it without one and open that file.")
    try:
        document = Document(io.BytesIO(data))
        content, styles = (_parsed(document, part) for part in ("content.xml", "styles.xml"))
        text = normalise(_text(content, styles))
        about = document.meta
        title, author = about.title, about.creator or about.initial_creator
        # The library's own template has a day that means nothing.
        saved = None if (about.generator or "").startswith("odfdo") else about.date or about.creation_date
    except _FAULTS as fault:
        raise damaged(name, ODT) from fault
    return Report(
        key, text, file_day(saved if isinstance(saved, datetime) else None, text=text), title=one_line(title), author=person(author)
    )


def _is_encrypted(parts: list[str], data: bytes) -> bool:
    if "META-INF/manifest.xml" not in parts:
        return False
    with opened(data, name="", what=ODT) as archive:
        try:
            return b"encryption-data" in archive.read("META-INF/manifest.xml")
        except FAULTS:
            return False


def _parsed(document: Document, named: str) -> etree._Element:
    part = document.container.get_part(named) if document.container is not None else None
    if part is None:
        raise KeyError(named)
    data = part.encode() if isinstance(part, str) else part
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _text(content: etree._Element, styles: etree._Element) -> str:
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise KeyError("office:text")
    forms = _list_forms(styles) | _list_forms(content)
    text, after_item = "", False
    for block, is_item in _blocks(body, forms, Numbering()):
        if block.strip():
            text += ("" if not text else "\n" if is_item and after_item else "\n\n") + block
            after_item = is_item
    return text


def _list_forms(part: etree._Element) -> dict[tuple[str, int], str]:
    """The form of the numbers of each level of each style of lists."""
    found: dict[tuple[str, int], str] = {}
    for style in part.iter(f"{_TEXT}list-style"):
        for level in style:
            depth = level.get(f"{_TEXT}level", "")
            if isinstance(level.tag, str) and depth.isdigit():
                is_number = level.tag == f"{_TEXT}list-level-style-number"
                form = _FORMS.get(level.get("{urn:oasis:names:tc:opendocument:xmlns:style:1.0}num-format", ""), "decimal")
                found[style.get(f"{_STYLE}name", ""), int(depth[:2]) - 1] = form if is_number else "bullet"
    return found


@dataclass(frozen=True, slots=True)
class _List:
    """A list that the walk is inside of: its number, the style it was given or took over, and how deep it lies."""

    called: str
    style: str
    level: int


def _blocks(body: etree._Element, forms: dict[tuple[str, int], str], numbering: Numbering) -> Iterator[tuple[str, bool]]:
    """Paragraphs and tables, and whether each is an item of a list; a loop, since documents nest deeper than Python recurses."""
    lists = 0
    waiting: list[tuple[etree._Element, _List | None, list[str]]] = [(child, None, []) for child in reversed(body)]
    while waiting:
        element, around, mark = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in _PASSED_OVER:
            continue
        if element.tag in _PARAGRAPHS:
            words = _words(element)
            # The mark stands before the first paragraph of its item alone.
            yield (mark.pop() if mark and words.strip() else "") + words, around is not None
        elif element.tag == f"{_TABLE}table":
            yield "\n".join(_rows(element)), False
        elif element.tag == f"{_TEXT}list":
            style = element.get(f"{_TEXT}style-name") or (around.style if around else "")
            lists += around is None
            inside = _List(around.called if around else str(lists), style, around.level + 1 if around else 0)
            waiting.extend((child, inside, []) for child in reversed(element))
        elif element.tag == f"{_TEXT}list-item" and around is not None:
            begins = [numbering.mark(of=around.called, level=around.level, style=forms.get((around.style, around.level), "bullet"))]
            waiting.extend((child, around, begins) for child in reversed(element))
        else:
            waiting.extend((child, around, mark) for child in reversed(element))


def _rows(table: etree._Element) -> Iterator[str]:
    """Each row, without the rows of tables inside its cells, whose words are that cell's."""
    for row in _nearest(table, f"{_TABLE}table-row"):
        cells = [cell for cell in row if cell.tag == f"{_TABLE}table-cell"]
        yield "\t".join(" ".join(" ".join(_words(part) for part in cell.iter(*_PARAGRAPHS)).split()) for cell in cells)


def _nearest(container: etree._Element, tag: str) -> Iterator[etree._Element]:
    waiting = list(reversed(container))
    while waiting:
        child = waiting.pop()
        if child.tag == tag:
            yield child
        elif child.tag not in _PASSED_OVER:
            waiting.extend(reversed(child))


def _words(paragraph: etree._Element) -> str:
    pieces: list[str] = []
    waiting: list[etree._Element | str] = [*_inside(paragraph), paragraph.text or ""]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            pieces.append(_SPACES.sub(" ", item))
        elif item.tag == f"{_TEXT}s":
            blanks = item.get(f"{_TEXT}c", "1")
            pieces.append(" " * (min(int(blanks[:6]), _MOST_BLANKS) if blanks.isascii() and blanks.isdigit() else 1))
        elif item.tag in _BREAKS:
            pieces.append(_BREAKS[item.tag])
        elif isinstance(item.tag, str) and item.tag not in _PASSED_OVER:
            if item.tag in _PARAGRAPHS and any(pieces):
                pieces.append("\n")  # a text box inside the paragraph
            waiting.extend(_inside(item))
            waiting.append(item.text or "")
    return "".join(pieces)


def _inside(element: etree._Element) -> Iterator[etree._Element | str]:
    """The children of an element and the words behind each, the last of them first."""
    for child in reversed(element):
        yield child.tail or ""
        yield child
