"""The label that opens a line ("Kherson community: ...", "3 March | Debre Elias | ...", "June 6 – ..."): its places and its date.

Knows the marks that end a label, not what the line tells.
"""

import re
from dataclasses import dataclass

from analyst_app.extraction.events.arguments import order
from analyst_app.extraction.events.drafts import PlaceName
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row

_COLONS = frozenset({":", "|"})
_DASHES = frozenset({"–", "—", "-", "‒", "--"})
_INSIDE = frozenset({Kind.PLACE, Kind.DATE, Kind.NUMBER})
_COMPASS = re.compile(r"(?:north|south)?-?(?:east|west)?(?:ern)?", re.IGNORECASE)
_MOST = 8
"""Chunks; no label is longer."""


@dataclass(frozen=True, slots=True)
class LineLabel:
    """The places of a label, and where its dates stand; `end` is the first chunk behind it."""

    places: tuple[PlaceName, ...]
    dates: tuple[int, ...]
    end: int


def line_label(row: Row, *, opens_block: bool) -> LineLabel | None:
    """The label of a row, None where it has none; a dash ends one only where the row opens its block."""
    end = 0
    for k, chunk in enumerate(row.chunks[: min(_MOST, len(row) - 1)]):
        # A word behind a place or a distance only goes on with it ("47 NM southwest of Hodeidah"); "1.3" counts the entries.
        goes_on = chunk.kind is Kind.THING and not chunk.det and (k or not any(letter.isalpha() for letter in row.text(k)))
        if chunk.kind not in _INSIDE and not goes_on:
            break
        between = row.scene.words[chunk.last + 1 : row.chunks[k + 1].first]
        dashed = opens_block and not row.chunks[0].prep and any(word in _DASHES for word in between)
        if dashed or any(word in _COLONS for word in between):
            end = k + 1
    if not end:
        return None
    found = [k for k in range(end) if row.chunks[k].kind is Kind.PLACE]
    places = order(row, [k for n, k in enumerate(found) if not (n and _locates(row, k))])
    if not places and not any(row.chunks[k].kind is Kind.DATE for k in range(end)):
        return None
    return LineLabel(tuple(places), tuple(k for k in range(end) if row.chunks[k].kind is Kind.DATE), end)


def _locates(row: Row, k: int) -> bool:
    """Whether "west of Y" only locates the place named before it."""
    word = row.scene.words[row.chunks[k].first - 2] if row.chunks[k].prep == "of" and row.chunks[k].first > 1 else ""
    return bool(word) and _COMPASS.fullmatch(word) is not None
