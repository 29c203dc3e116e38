"""Spans of days, as events and filters use them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class DateSpan:
    """First and last day, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse a span that ends before it starts."""
        if self.end < self.start:
            raise ValueError(f"ends before it starts: {self.start}..{self.end}")

    @classmethod
    def day(cls, day: date) -> "DateSpan":
        """One single day."""
        return cls(day, day)

    @classmethod
    def ending(cls, day: date, *, days: int) -> "DateSpan":
        """From `days` before `day` up to `day`: `ending(D, days=1)` is a 24-hour window of a report of day D."""
        return cls(day - timedelta(days=days), day)

    @property
    def length(self) -> int:
        """How many days the span holds, at least 1."""
        return (self.end - self.start).days + 1

    def __contains__(self, day: date) -> bool:
        """Whether a day lies inside."""
        return self.start <= day <= self.end

    def __iter__(self) -> Iterator[date]:
        """Every day, in order."""
        return (self.start + timedelta(days=n) for n in range(self.length))

    def __str__(self) -> str:
        """`2023-11-08/2023-11-09`, or the one day."""
        return str(self.start) if self.start == self.end else f"{self.start}/{self.end}"
