"""Spans sorted so that those of a piece of text are found without looking at the others. Knows no Qt and no meaning."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from analyst_app.domain.spans import Span


class SpanIndex[T]:
    """Any number of spans, overlapping or not, each with what it stands for; in the order of the text, longer ones first."""

    def __init__(self, items: Iterable[tuple[Span, T]] = ()) -> None:
        self._items = sorted(items, key=lambda item: (item[0].start, -item[0].end))
        self._starts = [span.start for span, _ in self._items]
        # The furthest end so far never falls, so the first span that can reach a position is found by bisection.
        self._reach = list(accumulate((span.end for span, _ in self._items), max))
        self._depths = _depths([span for span, _ in self._items], self._reach)

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[tuple[Span, T]]:
        return iter(self._items)

    def touching(self, start: int, end: int) -> list[tuple[Span, T]]:
        """The spans that share at least one character with `text[start:end]`, in the order of the text."""
        first, last = bisect_right(self._reach, start), bisect_left(self._starts, end)
        return [item for item in self._items[first:last] if item[0].end > start]

    def stacked(self, start: int, end: int) -> list[tuple[Span, T, int]]:
        """The same with how deep each lies among those that it overlaps: 0 for the outermost, and always the same for the same spans."""
        first, last = bisect_right(self._reach, start), bisect_left(self._starts, end)
        depths = self._depths
        return [(*self._items[n], depths.get(n, 0)) for n in range(first, last) if self._items[n][0].end > start]

    def at(self, position: int) -> list[tuple[Span, T]]:
        """The spans that hold the character at a position, the shortest first."""
        return sorted(self.touching(position, position + 1), key=lambda item: item[0].end - item[0].start)

    def after(self, position: int) -> tuple[Span, T] | None:
        """The first span that starts after a position, or None."""
        at = bisect_right(self._starts, position)
        return self._items[at] if at < len(self._items) else None

    def before(self, position: int) -> tuple[Span, T] | None:
        """The last span that starts before a position, or None."""
        at = bisect_left(self._starts, position)
        return self._items[at - 1] if at else None


def _depths(spans: Sequence[Span], reach: Sequence[int]) -> dict[int, int]:
    """The depth of each span, by number, that lies deeper than 0: the least that no earlier span still there has."""
    found: dict[int, int] = {}
    ends: list[int] = []  # of the last span of each depth
    for number, span in enumerate(spans):
        if not number or reach[number - 1] <= span.start:
            ends = [span.end]
            continue
        depth = next((depth for depth, end in enumerate(ends) if end <= span.start), len(ends))
        ends[depth : depth + 1] = [span.end]
        if depth:
            found[number] = depth
    return found
