"""HTML to the words that a reader sees. Fetches nothing and runs nothing: scripts, styles and pictures are passed over."""

import re
from collections.abc import Iterator

from lxml import etree, html  # type: ignore[import-untyped] # lxml ships no types

from analyst_app.readers.items import Numbering

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
_LONG_TAG = re.compile(r"(<[a-zA-Z][\w:-]{0,40})[^<>]{10000,}")
_PARAGRAPH, _LINE, _CELL, _LINK, _LINK_ENDS, _ITEM = "\x02", "\x03", "\x04", "\x05", "\x06", "\x07"
"""Marks while text is gathered; a page that holds such characters has them taken out."""
_MARKS = dict.fromkeys(range(2, 8), " ")
_GAPS = re.compile(f"[ {_PARAGRAPH}{_LINE}{_CELL}]{{2,}}|[{_PARAGRAPH}{_LINE}]")
_LINKS = re.compile(f"[{_LINK}{_LINK_ENDS}]")
_EMPTY_ITEM = re.compile(f"{_ITEM}[^{_ITEM}]*{_ITEM}(?=[ {_PARAGRAPH}{_LINE}]*(?:{_ITEM}|$))")
_ITEM_THEN = re.compile(f"({_ITEM}[^{_ITEM}]*{_ITEM})[ {_PARAGRAPH}{_LINE}]+")
_ITEM_MARK = re.compile(f"{_ITEM}([^{_ITEM}]*){_ITEM}")
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_WORDS_OWN_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


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
    gathered = _ITEM_THEN.sub(r"\1", _EMPTY_ITEM.sub("", gathered))
    broken = _GAPS.sub(_broken, gathered)
    laid_out = re.sub(f" ?{_CELL} ?", "\t", broken.strip(f"\n {_CELL}"))
    depth = 0
    for marked in laid_out.splitlines(keepends=True):
        words = linked = 0
        for piece in re.split(f"([{_LINK}{_LINK_ENDS}])", _ITEM_MARK.sub("", marked)):
            if piece in {_LINK, _LINK_ENDS}:
                depth += 1 if piece == _LINK else -1
            else:
                words += len(piece.strip())
                linked += len(piece.strip()) if depth else 0
        yield _ITEM_MARK.sub(r"\1", _LINKS.sub("", marked)), linked / words if words else 0.0


def _broken(gap: re.Match[str]) -> str:
    """The one break that a run of marks comes to; empty cells of a row stay."""
    if _PARAGRAPH in gap[0]:
        return "\n\n"
    return "\n" if _LINE in gap[0] else gap[0]


def trimmed(markup: str) -> str:
    """The page without what no tag needs, such as a picture written into it, and what costs the parser the square of its length."""
    return _LONG_TAG.sub(r"\1", markup)


def parse(markup: str) -> html.HtmlElement | None:
    """The tree of a page, or None where there is nothing in it."""
    try:
        # As bytes: lxml refuses a text that declares an encoding, and an odd one would win over the text itself.
        data = _DECLARATION.sub("", trimmed(markup)).encode("utf-8", "replace")
        return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (ValueError, etree.ParserError):
        return None


def _pieces(tree: html.HtmlElement) -> Iterator[str]:
    """Words and marks in reading order; a loop of its own, since pages nest deeper than Python recurses."""
    numbering, lists = Numbering(), dict[html.HtmlElement, int]()
    waiting: list[html.HtmlElement | str] = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
            continue
        if not isinstance(item.tag, str) or item.tag in _SILENT or _is_hidden(item):
            continue
        if _WORDS_OWN_MARK.search(item.get("style", "")):
            yield _own_mark(item)
            continue
        opens, closes = _marks(item.tag)
        waiting.append(closes)
        for child in reversed(item):
            waiting.append((child.tail or "").translate(_MARKS))
            waiting.append(child)
        waiting.append((item.text or "").translate(_MARKS))
        waiting.append(f"{opens}{_ITEM}{_item_mark(item, numbering, lists)}{_ITEM}" if item.tag == "li" else opens)


def _is_hidden(element: html.HtmlElement) -> bool:
    """Whether nobody sees the words of an element, going by itself alone; style sheets are not read."""
    return "hidden" in element.attrib or _HIDING.search(element.get("style", "")) is not None


def _item_mark(item: html.HtmlElement, numbering: Numbering, lists: dict[html.HtmlElement, int]) -> str:
    """What an item of a list begins with on the page."""
    around = list(item.iterancestors("ul", "ol", "menu"))
    holder = around[0] if around else item
    style = _FORMS.get(holder.get("type", ""), "decimal") if holder.tag == "ol" else "bullet"
    start = holder.get("start", "1")
    counted = str(lists.setdefault(holder, len(lists)))
    return numbering.mark(
        of=counted,
        level=max(len(around) - 1, 0),
        style=style,
        start=int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1,
    )


def _own_mark(span: html.HtmlElement) -> str:
    """The bullet or number that a word processor put into the words of an item, without the blanks that stand for a tab."""
    written = (span.text_content() or "").replace("\u00a0", " ").strip().translate(_MARKS)[:12]
    return f"{_LINE}{written if any(c.isalnum() for c in written[:-1]) else '•'} "


def _marks(tag: str) -> tuple[str, str]:
    if tag in _PARAGRAPHS:
        return _PARAGRAPH, _PARAGRAPH
    if tag in _LINES:
        return _LINE, _LINE
    if tag in {"td", "th"}:
        return "", _CELL
    return (_LINK, _LINK_ENDS) if tag == "a" else ("", "")
