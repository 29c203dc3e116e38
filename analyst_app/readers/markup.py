"""HTML to the words that a reader sees. Fetches nothing and runs nothing: scripts, styles and pictures are passed over."""

import re
from collections.abc import Iterator

from lxml import etree, html  # type: ignore[import-untyped] # lxml ships no types

_SILENT = frozenset({
    "script", "style", "noscript", "template", "head", "title", "svg", "math", "object", "iframe", "canvas", "audio", "video", "select",
    "button", "textarea",
})  # fmt: skip
_PARAGRAPHS = frozenset({
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "ul", "ol", "dl", "section", "article", "header", "footer",
    "main", "figure", "figcaption", "hr", "address", "form",
})  # fmt: skip
_LINES = frozenset({"div", "li", "tr", "dt", "dd", "br", "caption", "center"})
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_PARAGRAPH, _LINE, _CELL = "\x02", "\x03", "\x04"
"""Breaks while text is gathered; characters that XML cannot hold, so that no page can write one."""
_BREAKS = re.compile(f"[ {_PARAGRAPH}{_LINE}]*[{_PARAGRAPH}{_LINE}][ {_PARAGRAPH}{_LINE}{_CELL}]*")


def visible_text(markup: str) -> str:
    """The text of a page or of a piece of one: paragraphs apart by an empty line, lines and table rows by a line end, cells by a tab."""
    tree = parse(markup)
    if tree is None:
        return ""
    gathered = _SPACES.sub(" ", "".join(_pieces(tree)))
    broken = _BREAKS.sub(lambda found: "\n\n" if _PARAGRAPH in found[0] else "\n", gathered)
    return re.sub(f" ?{_CELL} ?", "\t", broken.strip(f"\n {_CELL}"))


def parse(markup: str) -> html.HtmlElement | None:
    """The tree of a page, or None where there is nothing in it."""
    try:
        # As bytes: lxml refuses a text that declares an encoding, and an odd one would win over the text itself.
        data = _DECLARATION.sub("", markup).encode("utf-8", "replace")
        return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (ValueError, etree.ParserError):
        return None


def _pieces(tree: html.HtmlElement) -> Iterator[str]:
    """Words and breaks in reading order; a loop of its own, since pages nest deeper than Python recurses."""
    waiting: list[html.HtmlElement | str] = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
            continue
        if isinstance(item.tag, str) and item.tag not in _SILENT and "hidden" not in item.attrib:
            mark = _mark(item.tag)
            waiting.append(mark)
            for child in reversed(item):
                waiting.append(child.tail or "")
                waiting.append(child)
            waiting.append(item.text or "")
            waiting.append("" if mark == _CELL else mark)


def _mark(tag: str) -> str:
    if tag in _PARAGRAPHS:
        return _PARAGRAPH
    if tag in _LINES:
        return _LINE
    return _CELL if tag in {"td", "th"} else ""
