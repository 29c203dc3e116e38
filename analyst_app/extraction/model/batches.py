"""How many texts are parsed at once: enough to be quick, few enough to be small in memory. Importing it does not import spaCy."""

from collections.abc import Callable, Iterable, Iterator

LONGEST_PIECE = 40_000
"""Characters parsed at once. The parser needs three kilobytes of memory for each, and gives them back afterwards."""

MOST_TEXTS = 32
"""Texts parsed together: with more of them, the parser leaves the processor's cache and is slower again."""


def batches[T](items: Iterable[T], *, length: Callable[[T], int], most: int = MOST_TEXTS) -> Iterator[list[T]]:
    """Items in their order, at most `most` and no longer than a piece together; one that is longer comes alone."""
    batch: list[T] = []
    characters = 0
    for item in items:
        size = length(item)
        if batch and (len(batch) == most or characters + size > LONGEST_PIECE):
            yield batch
            batch, characters = [], 0
        batch.append(item)
        characters += size
    if batch:
        yield batch
