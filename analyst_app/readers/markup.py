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
    "main", "figure", "figcaption", "hr", "address", "form", "nav", "aside",
})  # fmt: skip
_LINES = frozenset({"div", "li", "tr", "dt", "dd", "br", "caption", "center"})
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_PARAGRAPH, _LINE, _CELL, _LINK, _LINK_ENDS = "\x02", "\x03", "\x04", "\x05", "\x06"
"""Marks while text is gathered; characters that no page can hold, since the parser drops them."""
_GAPS = re.compile(f"[ {_PARAGRAPH}{_LINE}{_CELL}]{{2,}}|[{_PARAGRAPH}{_LINE}]")
_LINKS = re.compile(f"[{_LINK}{_LINK_ENDS}]")


def visible_text(markup: str) -> str:
    """The text of a page or of a piece of one: paragraphs apart by an empty line, lines and table rows by a line end, cells by a tab."""
    tree = parse(markup)
    return "" if tree is None else text_of(tree)


def text_of(tree: html.HtmlElement) -> str:
    """The same of a tree."""
    return "".join(line for line, _ in lines_of(tree)).strip("\n")


def lines_of(tree: html.HtmlElement) -> Iterator[tuple[str, float]]:
    """Each line of the visible text, line ends and all, with the share of its characters that are links."""
    gathered = _SPACES.sub(" ", "".join(_pieces(tree)))
    broken = _GAPS.sub(_broken, gathered)
    laid_out = re.sub(f" ?{_CELL} ?", "\t", broken.strip(f"\n {_CELL}"))
    depth = 0
    for marked in laid_out.splitlines(keepends=True):
        words = linked = 0
        for piece in re.split(f"([{_LINK}{_LINK_ENDS}])", marked):
            if piece in {_LINK, _LINK_ENDS}:
                depth += 1 if piece == _LINK else -1
            else:
                words += len(piece.strip())
                linked += len(piece.strip()) if depth else 0
        yield _LINKS.sub("", marked), linked / words if words else 0.0


def _broken(gap: re.Match[str]) -> str:
    """The one break that a run of marks comes to; empty cells of a row stay."""
    if _PARAGRAPH in gap[0]:
        return "\n\n"
    return "\n" if _LINE in gap[0] else gap[0]


def parse(markup: str) -> html.HtmlElement | None:
    """The tree of a page, or None where there is nothing in it."""
    try:
        # As bytes: lxml refuses a text that declares an encoding, and an odd one would win over the text itself.
        data = _DECLARATION.sub("", markup).encode("utf-8", "replace")
        return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (ValueError, etree.ParserError):
        return None


def _pieces(tree: html.HtmlElement) -> Iterator[str]:
    """Words and marks in reading order; a loop of its own, since pages nest deeper than Python recurses."""
    waiting: list[html.HtmlElement | str] = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
            continue
        if isinstance(item.tag, str) and item.tag not in _SILENT and "hidden" not in item.attrib:
            opens, closes = _marks(item.tag)
            waiting.append(closes)
            for child in reversed(item):
                waiting.append(child.tail or "")
                waiting.append(child)
            waiting.append(item.text or "")
            waiting.append(opens)


def _marks(tag: str) -> tuple[str, str]:
    if tag in _PARAGRAPHS:
        return _PARAGRAPH, _PARAGRAPH
    if tag in _LINES:
        return _LINE, _LINE
    if tag in {"td", "th"}:
        return "", _CELL
    return (_LINK, _LINK_ENDS) if tag == "a" else ("", "")
