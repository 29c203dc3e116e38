"""Which paragraphs of a Word document are items of lists, and what each begins with on the page. Knows nothing of words."""

from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree  # type: ignore[import-untyped] # lxml ships no types

from analyst_app.readers.items import Numbering

_LISTED = f"{qn('w:pPr')}/{qn('w:numPr')}"
_STYLED = f"{qn('w:pPr')}/{qn('w:pStyle')}"
_VALUE = qn("w:val")
_DEEPEST = 8
_LONGEST_CHAIN = 10
"""Styles that may stand on one another; a hostile document makes them stand in a ring."""


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    start: int


class WordLists:
    """The lists of one document; ask for the marks in reading order, since items are counted."""

    def __init__(self, document: Document) -> None:
        self._numbering = Numbering()
        self._styles = {
            style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style")) if style.get(qn("w:styleId"))
        }
        self._levels = _levels(document)

    def mark(self, paragraph: etree._Element) -> str:
        """What the paragraph begins with, blank and all; nothing where it is no item."""
        listed = paragraph.find(_LISTED)
        if listed is None:
            listed = self._by_style(paragraph)
        if listed is None:
            return ""
        named = _number(listed.find(qn("w:numId")), 0)
        level = min(_number(listed.find(qn("w:ilvl")), 0), _DEEPEST)
        if not named:  # 0 takes a paragraph out of its style's list
            return ""
        form = self._levels.get((str(named), level), _Level("bullet", 1))
        return self._numbering.mark(of=str(named), level=level, style=form.style, start=form.start)

    def _by_style(self, paragraph: etree._Element) -> etree._Element | None:
        styled = paragraph.find(_STYLED)
        called = styled.get(_VALUE) if styled is not None else None
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(called)
            if style is None:
                return None
            listed = style.find(_LISTED)
            if listed is not None:
                return listed
            base = style.find(qn("w:basedOn"))
            called = base.get(_VALUE) if base is not None else None
        return None


def _levels(document: Document) -> dict[tuple[str, int], _Level]:
    """The form of each level of each list, by the list's number."""
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError):  # the document has no lists
        return {}
    forms = {
        abstract.get(qn("w:abstractNumId")): [
            (
                _digits(level.get(qn("w:ilvl")), 0),
                _Level(_value(level.find(qn("w:numFmt"))) or "decimal", _number(level.find(qn("w:start")), 1)),
            )
            for level in abstract.iter(qn("w:lvl"))
        ]
        for abstract in numbering.iter(qn("w:abstractNum"))
    }
    found: dict[tuple[str, int], _Level] = {}
    for number in numbering.iter(qn("w:num")):
        for level, form in forms.get(_value(number.find(qn("w:abstractNumId"))), ()):
            found[str(_digits(number.get(qn("w:numId")), 0)), level] = form
    return found


def _value(element: etree._Element | None) -> str | None:
    value = None if element is None else element.get(_VALUE)
    return None if value is None else str(value)


def _number(element: etree._Element | None, otherwise: int) -> int:
    return _digits(_value(element), otherwise)


def _digits(written: str | None, otherwise: int) -> int:
    return int(written) if written is not None and written.isascii() and written.isdigit() and len(written) < 9 else otherwise
