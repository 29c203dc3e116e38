"""Spans of a report's text: half-open, in Unicode code points of the stored text."""

from dataclasses import dataclass
from enum import StrEnum


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
