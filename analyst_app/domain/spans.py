"""Spans of a report's text: half-open, in Unicode code points of the stored text."""

import re
from dataclasses import dataclass
from enum import StrEnum

_SENTENCE_END = re.compile(r"[.!?](?=[\"'”’)\]]*\s+[^a-z\s])")
_LONGEST = 400
"""Characters before and after a span that are looked at."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`text[start:end]`, with `0 <= start < end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse an empty or reversed span."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The words of this span."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


def sentence_span(text: str, span: Span) -> Span:
    """The sentence that a span stands in, or its line where no sentence ends before or after it; at most some hundred characters."""
    first = max(text.rfind("\n", 0, span.start) + 1, span.start - _LONGEST)
    end = text.find("\n", span.end)
    last = min(len(text) if end < 0 else end, span.end + _LONGEST)
    before = [found.end() for found in _SENTENCE_END.finditer(text, first, span.start)]
    after = _SENTENCE_END.search(text, span.end, last)
    return Span(before[-1] if before else first, after.start() + 1 if after else last)


def sentence_around(text: str, span: Span) -> str:
    """The words of a span's sentence on one line.

    Made to be read beside a table, so a dot that ends an abbreviation may cut it short: extraction has its own, better eyes.
    """
    return " ".join(sentence_span(text, span).of(text).split())


class Label(StrEnum):
    """The eight labels of the contract's entity layer."""

    ACTOR = "ACTOR"
    PERSON = "PERSON"
    ORGANISATION = "ORGANISATION"
    LOCATION = "LOCATION"
    DATE = "DATE"
    QUANTITY = "QUANTITY"
    ATTACK = "ATTACK"
    WEAPON = "WEAPON"


@dataclass(frozen=True, slots=True)
class Entity:
    """A labelled span with its words; entities of one report never overlap. `canonical` is a party's or place's own name."""

    span: Span
    label: Label
    text: str
    canonical: str | None = None
