"""Counts as reports give them: low, best and high, any of which may be unknown.

The contract's notation is used to write and to type them: `16`, `16+`, `<=16`, `10-12`, `~40`.
"""

import re
from dataclasses import dataclass

_EXACT = re.compile(r"\d+")
_AT_LEAST = re.compile(r"(\d+)\+")
_UP_TO = re.compile(r"(?:<=|≤)(\d+)")
_RANGE = re.compile(r"(\d+)[-–](\d+)")
_ABOUT = re.compile(r"~(\d+)")
_THOUSANDS = re.compile(r"(?<=\d)[,\s\u00a0\u202f](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number of acts, people or pieces; a bound that the report does not give is None."""

    low: int | None
    best: int
    high: int | None

    def __post_init__(self) -> None:
        """Refuse negative numbers and bounds on the wrong side."""
        given = [n for n in (self.low, self.best, self.high) if n is not None]
        if given[0] < 0 or given != sorted(given):
            raise ValueError(f"not an estimate: {self.low}/{self.best}/{self.high}")

    @classmethod
    def exactly(cls, number: int) -> "Estimate":
        """The report's “16”."""
        return cls(number, number, number)

    @classmethod
    def at_least(cls, number: int) -> "Estimate":
        """The report's “at least 16”, “more than 16”."""
        return cls(number, number, None)

    @classmethod
    def up_to(cls, number: int) -> "Estimate":
        """The report's “up to 16”."""
        return cls(None, number, number)

    @classmethod
    def between(cls, low: int, high: int) -> "Estimate":
        """The report's “10 to 12”; best is the middle, rounded down."""
        return cls(low, (low + high) // 2, high)

    @classmethod
    def about(cls, number: int) -> "Estimate":
        """The report's “about 40”."""
        return cls(None, number, None)

    @classmethod
    def parse(cls, words: str) -> "Estimate":
        """Read the contract's notation, with or without thousands marks.

        Raises:
            ValueError: where the words are none of `16`, `16+`, `<=16`, `10-12`, `~40`.
        """
        plain = _THOUSANDS.sub("", words.strip()).replace(" ", "")
        if _EXACT.fullmatch(plain):
            return cls.exactly(int(plain))
        if found := _AT_LEAST.fullmatch(plain):
            return cls.at_least(int(found[1]))
        if found := _UP_TO.fullmatch(plain):
            return cls.up_to(int(found[1]))
        if found := _RANGE.fullmatch(plain):
            return cls.between(int(found[1]), int(found[2]))
        if found := _ABOUT.fullmatch(plain):
            return cls.about(int(found[1]))
        raise ValueError(f"not a count: {words!r} (write 16, 16+, <=16, 10-12 or ~40)")

    def __str__(self) -> str:
        """The contract's notation; bounds that fit none of its forms as `low/best/high`."""
        forms = {
            (self.best, self.best): f"{self.best}",
            (self.best, None): f"{self.best}+",
            (None, self.best): f"<={self.best}",
            (None, None): f"~{self.best}",
        }
        if (written := forms.get((self.low, self.high))) is not None:
            return written
        if self.low is not None and self.high is not None and (self.low + self.high) // 2 == self.best:
            return f"{self.low}-{self.high}"
        return "/".join("?" if n is None else str(n) for n in (self.low, self.best, self.high))
