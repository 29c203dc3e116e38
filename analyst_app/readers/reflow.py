"""Printed lines to paragraphs: undoes the line breaks, divided words and running heads that a page layout puts into a text.

Pure text; knows nothing of PDF. Conservative: a break is undone only where a line is as full as its page's lines are.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_FULL = 0.75
"""Share of the page's usual line length from which a line is taken to have been broken by the margin."""
_SHORTEST_MARGIN = 35
"""Characters. Pages with shorter lines are lists or tables, whose breaks mean something."""
_REPEATED_ON = 3
"""Pages that must carry a line at their very top or bottom before it is taken for a running head."""
_STARTS_ANEW = re.compile(r"\s*(?:[•▪■●◦‣⁃–—*-]\s|\(?\d{1,3}[.)]\s|[A-Z][\w ’'-]{2,40}:\s*$)")
_ENDS_A_SENTENCE = re.compile(r"[.!?:;][\"”’)]*\s*$")
_DIVIDED = re.compile(r"([A-Za-z]+)-$")
_KEEP_THEIR_HYPHEN = frozenset({
    "air", "anti", "co", "counter", "cross", "ex", "long", "mid", "mine", "multi", "non", "post", "pre", "pro", "self", "semi", "short",
    "four", "three", "two",
})  # fmt: skip
_PAGE_NUMBER = re.compile(r"\s*(?:page\s+)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:/|of)\s*\d{1,4})?\s*", re.IGNORECASE)


def reflow(pages: Sequence[str]) -> str:
    """The text of the pages, in paragraphs apart by an empty line where the layout had one."""
    lines = [[line.rstrip() for line in page.splitlines()] for page in pages]
    heads = _running_heads(lines)
    parts: list[str] = []
    broken_off = False
    for page in lines:
        kept = _without_heads(page, heads)
        if not any(kept):
            continue
        margin = _margin(kept)
        joined = _joined(kept, margin)
        if broken_off:
            parts[-1] = _append(parts[-1], joined)
        else:
            parts.append(joined)
        broken_off = _continues(kept[-1], "x", margin) and not _ENDS_A_SENTENCE.search(kept[-1])
    return "\n\n".join(parts)


def _running_heads(pages: Iterable[Sequence[str]]) -> frozenset[str]:
    seen: Counter[str] = Counter()
    for page in pages:
        written = [line for line in page if line.strip()]
        seen.update({_folded(line) for line in (*written[:1], *written[-1:])})
    return frozenset(line for line, times in seen.items() if times >= _REPEATED_ON)


def _folded(line: str) -> str:
    """A line without the page number that tells it from its like."""
    return re.sub(r"\d+", "#", line).strip().casefold()


def _without_heads(page: Sequence[str], heads: frozenset[str]) -> list[str]:
    kept = list(page)
    for end in (0, -1):
        _strip(kept, end)
        if kept and (_folded(kept[end]) in heads or _PAGE_NUMBER.fullmatch(kept[end])):
            kept.pop(end)
            _strip(kept, end)
    return kept


def _strip(lines: list[str], end: int) -> None:
    """Take the empty lines off one end (0 the first, -1 the last)."""
    while lines and not lines[end].strip():
        lines.pop(end)


def _margin(lines: Sequence[str]) -> int:
    """The usual length of a full line of a page."""
    lengths = sorted(len(line) for line in lines if line.strip())
    return lengths[int(0.9 * len(lengths))] if lengths else 0


def _joined(lines: Sequence[str], margin: int) -> str:
    text = ""
    previous = ""
    for line in lines:
        text = _append(text, line.strip()) if _continues(previous, line, margin) else f"{text}\n{line.strip()}"
        previous = line
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")


def _continues(previous: str, line: str, margin: int) -> bool:
    if not previous.strip() or not line.strip() or margin < _SHORTEST_MARGIN or _STARTS_ANEW.match(line):
        return False
    if len(previous) < _FULL * margin:
        return False
    # A full line that ends a sentence ends its paragraph only where the next line is indented.
    return not (_ENDS_A_SENTENCE.search(previous) and line.startswith("  "))


def _append(text: str, line: str) -> str:
    if text.endswith("\u00ad"):
        return text[:-1] + line
    divided = _DIVIDED.search(text[-40:])
    if divided and line[:1].islower():
        return (text if divided[1].lower() in _KEEP_THEIR_HYPHEN else text[:-1]) + line
    return f"{text}{line}" if text.endswith(("-", "–", "/")) else f"{text} {line}"
