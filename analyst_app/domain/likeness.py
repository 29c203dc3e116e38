"""How alike two texts are, and the small sketch by which likely pairs are found. Pure arithmetic over words.

The measure is the share of common runs of three words among all runs of three words of both texts (Jaccard's coefficient of their
shingles, as Broder uses it for near-duplicate pages, 1997), with case, marks and spaces left aside: 1 is the same words in the same
order, 0 no common run. A report of 300 words with one figure changed is 0.98 alike, with ten figures changed about 0.82.
"""

import re
import struct
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import blake2b
from zlib import crc32

ALIKE = 0.9
"""From here on a report is offered as one that may be in already."""

RUN = 3
"""Words of a run."""

BANDS, ROWS = 12, 6
"""The sketch: all runs are dealt into 72 bins, of each the least is kept, and six bins together are one band.

Two texts have the least of a bin in common with a probability `a` where they are `a` alike, so they share at least one of twelve bands
with 1 - (1 - a^6)^12: 9,999 of 10,000 pairs that are 0.9 alike do, one of six that are 0.5 alike. Bins that stay empty, in short
texts, take the next one's (Shrivastava and Li, 2014).
"""

_WORD = re.compile(r"\w+")
_MIXED, _64_BITS = 0x9E3779B97F4A7C15, (1 << 64) - 1


class Verdict(StrEnum):
    """What was decided about a report that looks like an earlier one; `OPEN` keeps both, marked."""

    OPEN = "open"
    KEPT = "kept"
    SKIPPED = "skipped"
    REPLACES = "replaces"


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A report that came in and the earlier one that it looks like; `alike` is 0 to 1 by the measure of this module."""

    id: int
    report_id: int
    title: str
    source: str | None
    published: date
    other_id: int
    other_title: str
    other_source: str | None
    other_published: date
    alike: float
    verdict: Verdict


def runs_of(text: str) -> frozenset[int]:
    """The runs of three words of a text, as numbers of 48 bits; a shorter text is one run."""
    words = [crc32(word.encode("utf-8", "surrogatepass")) for word in _WORD.findall(text.casefold())]
    if len(words) < RUN:
        words += [0] * (RUN - len(words))
    return frozenset(
        ((one * 0x85EBCA77 + two * 0xC2B2AE3D27 + three * 0x165667B19E3) * _MIXED & _64_BITS) >> 16
        for one, two, three in zip(words, words[1:], words[2:], strict=False)
    )


def alike(one: frozenset[int], other: frozenset[int]) -> float:
    """The measure, of two texts' runs: 0 to 1."""
    common = len(one & other)
    return common / (len(one) + len(other) - common)


def bands_of(runs: frozenset[int]) -> tuple[int, ...]:
    """The sketch of a text's runs: `BANDS` numbers of 40 bits, the same on every machine. Texts that are alike share some."""
    bins = BANDS * ROWS
    least = [-1] * bins
    for run in runs:
        place = run % bins
        if least[place] < 0 or run < least[place]:
            least[place] = run
    # From the last to the first, twice round, so that an empty bin takes what the next one holds.
    for place in range(2 * bins - 1, -1, -1):
        if least[place % bins] < 0:
            least[place % bins] = least[(place + 1) % bins]
    return tuple(_number(band, least[band * ROWS : (band + 1) * ROWS]) for band in range(BANDS))


def _number(band: int, least: list[int]) -> int:
    return int.from_bytes(blake2b(struct.pack(f"<B{ROWS}q", band, *least), digest_size=5).digest())
