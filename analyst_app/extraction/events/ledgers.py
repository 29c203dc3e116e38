"""Figures told as a list and not as sentences: "tanks – 9,888 (+7), guns – 22,430", "Air strikes: 18", "People abducted  96".

Says what a line counts and where its number stands; makes no events.
"""

from dataclasses import dataclass

from analyst_app.domain.estimates import Estimate
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.text.line_kinds import bullet_length, is_tally
from analyst_app.extraction.text.reading import BlockKind

_COUNTED = frozenset({Kind.WEAPON, Kind.PLACE, Kind.PEOPLE, Kind.THING, Kind.PARTY})
_LONGEST = 130
"""Characters; a line of figures is short."""
_MARKS = (":", "–", "=", "/")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is counted, at chunk `thing`, and the chunk of its number; `share` is the past day's "(+7)" with its chunk."""

    thing: int
    at: int
    count: Estimate
    share: tuple[Estimate, int] | None = None


def entries(row: Row, start: int = 0, stop: int | None = None) -> list[Entry]:
    """The entries of a list from chunk `start` on, up to `stop`, in order."""
    found: list[Entry] = []
    k = start
    while k < (len(row) if stop is None else stop):
        at = _number(row, k)
        count = None if at is None else row.chunks[at].count
        if at is None or count is None:
            k += 1
            continue
        share = day_share(row, at)
        found.append(Entry(k, at, count, share))
        k = max(at, share[1] if share is not None else at) + 1
    return found


def _number(row: Row, k: int) -> int | None:
    chunk = row.chunks[k]
    if chunk.kind not in _COUNTED or (chunk.prep and k and chunk.number is None):
        return None
    if chunk.count is not None and (chunk.number is not None or (chunk.kind is Kind.WEAPON and chunk.det in {"a", "an"})):
        return k
    after = k + 1
    while after < len(row) and row.chunks[after].kind in {Kind.PLACE, Kind.THING, Kind.WEAPON} and row.chunks[after].prep:
        after += 1
    if after >= len(row) or row.chunks[after].kind is not Kind.NUMBER or row.chunks[after].count is None:
        return None
    behind = row.chunks[after]
    return after if behind.sep.startswith(_MARKS) or (not behind.sep and not behind.prep) else None


def day_share(row: Row, number: int) -> tuple[Estimate, int] | None:
    """The figure "(+21)" straight behind the number at a chunk, with its chunk."""
    k = number + 1
    while k < len(row) and row.chunks[k].kind in {Kind.WEAPON, Kind.THING, Kind.PEOPLE} and not row.chunks[k].sep:
        k += 1
    if k >= len(row):
        return None
    chunk = row.chunks[k]
    if chunk.number is None or chunk.count is None:
        return None
    mention = row.scene.reading.mentions[chunk.number].span
    text = row.scene.reading.text
    if text[mention.end : mention.end + 2].lstrip().startswith("%"):
        return None
    total = row.chunks[number].count
    bracketed = text[mention.start - 1 : mention.start] == "(" and text[mention.end : mention.end + 1] == ")"
    within = bracketed and total is not None and chunk.count.best < total.best
    return (chunk.count, k) if within or "+" in text[max(0, mention.start - 3) : mention.start] else None


def line_figure(row: Row) -> int | None:
    """The chunk of the number that a line of figures ends in; None where the row is no such line."""
    block = row.scene.blocks[row.sentence.block]
    if block.kind is not BlockKind.BULLET or block.span.end - block.span.start > _LONGEST:
        return None
    words = block.span.of(row.scene.reading.text)
    if not is_tally(words[bullet_length(words) :].lstrip()):
        return None
    return next((k for k, c in enumerate(row.chunks) if c.kind is Kind.NUMBER and c.count is not None), None)


def leads_list(row: Row) -> bool:
    """Whether a list hangs on the row's block."""
    return any(block.lead_in == row.sentence.block for block in row.scene.blocks)
