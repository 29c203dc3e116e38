"""Word documents (.docx): paragraphs and tables in reading order, with all changes accepted. Runs no macro, follows no link."""

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped] # lxml ships no types

from analyst_app.domain.errors import InputError
from analyst_app.domain.reports import Report
from analyst_app.readers.decoding import normalise
from analyst_app.readers.limits import LARGEST_UNPACKED, MOST_PARTS, in_megabytes

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_WORDS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "\u00ad"}
_LETTERS = qn("w:t")
_PASSED_OVER = frozenset({
    qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:pPr"), qn("w:rPr"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",  # says again what its neighbour says
})  # fmt: skip
_FAULTS = (PackageNotFoundError, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, OSError, EOFError, NotImplementedError)
"""What python-docx lets through where an archive is cut off or its parts are not what they say."""


def read_word(data: bytes, *, key: str, name: str) -> Report:
    """The report of a document. Its dates are those of the file, not of the report, and are left out.

    Raises:
        InputError: where the archive is damaged, is no Word document, or unpacks to more than a report ever does.
    """
    _check_archive(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
        about = document.core_properties
        title, author = about.title.strip(), about.author.strip()
    except _FAULTS as fault:
        raise InputError(f"{name} is a damaged Word document. Open it in a word processor, save it again and open that file.") from fault
    return Report(key, normalise(_text(body)), title=title or None, author=author or None)


def _check_archive(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as fault:
        raise InputError(f"{name} is a damaged Word document. Ask for the file again, or open a copy of it.") from fault
    if not any(part.filename == "[Content_Types].xml" for part in parts) or not any(p.filename.startswith("word/") for p in parts):
        raise InputError(f"{name} is an archive and no Word document. Unpack it and open the files in it.")
    size = sum(part.file_size for part in parts)
    if size > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
        raise InputError(f"{name} unpacks to {in_megabytes(size)}, more than any report. Copy its text into the program instead.")


def _text(body: etree._Element) -> str:
    return "\n\n".join(block for block in _blocks(body) if block.strip())


def _blocks(container: etree._Element) -> Iterator[str]:
    """Paragraphs and tables; content controls and accepted insertions are looked into, which python-docx passes over."""
    for child in container:
        if child.tag in _PASSED_OVER:
            continue
        if child.tag == _PARAGRAPH:
            yield _words(child)
        elif child.tag == _TABLE:
            yield "\n".join(_rows(child))
        else:
            yield from _blocks(child)


def _rows(table: etree._Element) -> Iterator[str]:
    for row in _nearest(table, _ROW):
        yield "\t".join(" ".join(" ".join(_blocks(cell)).split()) for cell in _nearest(row, _CELL))


def _nearest(container: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The elements of a tag below this one, without those inside one another: a table in a cell is that cell's."""
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag not in _PASSED_OVER:
            yield from _nearest(child, tag)


def _words(paragraph: etree._Element) -> str:
    pieces: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == _LETTERS:
            pieces.append(element.text or "")
        elif element.tag in _WORDS:
            pieces.append(_WORDS[element.tag])
        elif element.tag not in _PASSED_OVER:
            if element.tag == _PARAGRAPH and pieces:
                pieces.append("\n")  # a text box inside the paragraph
            waiting.extend(reversed(element))
    return "".join(pieces)
