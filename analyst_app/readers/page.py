"""Saved web pages: the report without menus and notices, and what the page says of title, author, medium and day.

Fetches nothing: pictures, styles and links of a page stay what they are, words.
"""

import logging
import re
from collections.abc import Sequence
from datetime import date, datetime

import trafilatura
from lxml import html  # type: ignore[import-untyped] # lxml ships no types
from trafilatura.settings import Document

from analyst_app.domain.reports import Report
from analyst_app.readers.about import likely, one_line, person
from analyst_app.readers.decoding import decode, normalise
from analyst_app.readers.markup import lines_of, parse, text_of, trimmed

# Both libraries tell as an error what is only a page without a report in it; there is a sentence for that.
for _library in ("trafilatura", "htmldate"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)

_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "td", "th", "blockquote", "div", "dd", "pre")
_ASIDE = frozenset({"nav", "aside", "footer", "form"})
_ASIDE_NAMED = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|banner|breadcrumbs?|comments?|cookies?|footer|menu|nav\w*|newsletter|promo|recommend\w*|related|"
    r"share|sharing|sidebar|social|subscribe|tags)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ITEM_MARK = re.compile(r"(?:[•◦▪-]|\d{1,3}\.|[a-zA-Z]\)|[ivxlIVXL]{1,6}\.) +")
_LARGEST_COMPARED, _LARGEST_SEARCHED = 2_000, 20_000
"""Elements of a page up to which a second way of searching it is tried, whose time grows with the square, and up to which any is."""
_MOSTLY_LINKED = 0.8
"""Share of linked characters from which a line that was not taken for the report is a pointer to another page."""


def read_page(data: bytes, *, key: str, name: str) -> Report:
    """The report of a page; the whole page where no part of it stands out as a report.

    Raises:
        InputError: where the bytes are no text.
    """
    declared = _CHARSET.search(data[:4096])
    markup = trimmed(decode(data, name=name, declared=declared[1].decode("ascii") if declared else None))
    tree = parse(markup)
    if tree is None:
        return Report(key, "")
    found = _searched(markup, size=sum(1 for _ in tree.iter()))
    if found is None:
        return Report(key, normalise(text_of(tree)))
    return Report(
        key,
        normalise(_report_text(tree, found.text or "")),
        _day(found.date),
        title=one_line(found.title),
        source=one_line(found.sitename),
        author=person(found.author),
        moment=_moment(tree, _day(found.date)),
    )


def _searched(markup: str, *, size: int) -> Document | None:
    """Where the report is and what the page says of it; None where nothing stands out, or the page is too large to be searched."""
    if size > _LARGEST_SEARCHED:
        return None
    found = trafilatura.bare_extraction(
        markup,
        fast=size > _LARGEST_COMPARED,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        # What the page says of its day in its head; a day guessed from its words is left to the extraction, which knows reports.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    return found if isinstance(found, Document) else None


def _report_text(tree: html.HtmlElement, searched: str) -> str:
    """The text of the part of the page that holds the paragraphs of `searched`.

    trafilatura finds the report well, but drops short list items and rows from its midst, and a dropped “559 attacks” is
    a wrong count. So it only says where the report is; its words are read from the page.
    """
    sought = {_folded(line) for line in searched.split("\n")} - {""}
    blocks = [block for block in tree.iter(*_BLOCKS) if _folded(block.text_content()) in sought]
    if not blocks:
        return text_of(tree)
    part = _smallest_around(blocks)
    wanted = {element for block in blocks for element in (block, *block.iterancestors())}
    for element in list(part.iter(html.etree.Element)):
        named = f"{element.get('class', '')} {element.get('id', '')}"
        if element not in wanted and (element.tag in _ASIDE or _ASIDE_NAMED.search(named)) and element.getparent() is not None:
            element.drop_tree()
    kept = [line for line, linked in lines_of(part) if linked < _MOSTLY_LINKED or _folded(line) in sought]
    return re.sub(r"\n{3,}", "\n\n", "".join(kept)).strip("\n")


def _smallest_around(blocks: Sequence[html.HtmlElement]) -> html.HtmlElement:
    shared = list(reversed([blocks[0], *blocks[0].iterancestors()]))
    for block in blocks[1:]:
        above = list(reversed([block, *block.iterancestors()]))
        shared = [mine for mine, other in zip(shared, above, strict=False) if mine is other]
    # A single paragraph's neighbours belong to it: the search may have found no more than one.
    nearest = shared[-1]
    return nearest.getparent() if len(blocks) == 1 and nearest.tag != "body" and nearest.getparent() is not None else nearest


def _folded(line: str) -> str:
    """A line without what stands before items and between cells, and without its spacing."""
    return "".join(_ITEM_MARK.sub("", line.replace("|", "").strip()).split()).casefold()


def _moment(tree: html.HtmlElement, day: date | None) -> datetime | None:
    """When the page says that it was published, with a zone, on the day that was found."""
    for written in tree.xpath("//meta[@property='article:published_time']/@content | //time[@datetime]/@datetime"):
        try:
            moment = datetime.fromisoformat(written.strip())
        except ValueError:
            continue
        if moment.tzinfo is not None and moment.date() == day:
            return moment
    return None


def _day(written: str | None) -> date | None:
    try:
        day = date.fromisoformat(written) if written else None
    except ValueError:
        return None
    return day if day is not None and likely(day) else None
