"""Saved web pages: the report without menus and notices, and what the page says of title, author, medium and day.

Fetches nothing: pictures, styles and links of a page stay what they are, words.
"""

import re
from datetime import date

import trafilatura
from trafilatura.settings import Document

from analyst_app.domain.reports import Report
from analyst_app.readers.decoding import decode, normalise
from analyst_app.readers.markup import visible_text

_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_SHORTEST_SHARE = 0.25
"""Where the report found is a smaller part of the page than this, the search for it has most likely missed: the whole page is kept."""
_LONGEST_PAGE_KEPT = 5_000
"""Characters. On a longer page the rest is menus and comments often enough to trust the search."""


def read_page(data: bytes, *, key: str, name: str) -> Report:
    """The report of a page.

    Raises:
        InputError: where the bytes are no text.
    """
    declared = _CHARSET.search(data[:4096])
    markup = decode(data, name=name, declared=declared[1].decode("ascii") if declared else None)
    found = _main_part(markup)
    whole = visible_text(markup)
    text = found.text if found is not None and found.text else ""
    if not text or (len(whole) < _LONGEST_PAGE_KEPT and len(text) < _SHORTEST_SHARE * len(whole)):
        text = whole
    return Report(
        key,
        normalise(text),
        _day(found.date) if found else None,
        title=found.title or None if found else None,
        source=found.sitename or None if found else None,
        author=found.author or None if found else None,
    )


def _main_part(markup: str) -> Document | None:
    found = trafilatura.bare_extraction(
        markup,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        # What the page says of its day in its head; a day guessed from its words is left to the extraction, which knows reports.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    return found if isinstance(found, Document) else None


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None
