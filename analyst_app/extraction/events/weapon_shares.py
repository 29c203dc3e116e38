"""An act's number told weapon by weapon: "struck 14 times, nine times with artillery and five with drones".

Knows where the numbers and weapons stand; makes no events.
"""

from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row

_WITH = frozenset({"with", "by", "using", "from"})


def weapon_shares(row: Row, whole: int) -> list[tuple[int, int]]:
    """Each number behind the number at chunk `whole` with the weapon that it counts the acts of; none where they exceed it together."""
    total = row.chunks[whole].count
    found = _pairs(row, whole + 1)
    told = sum(count.best for k, _ in found if (count := row.chunks[k].count) is not None)
    return found if total is not None and told <= total.best and (len(found) > 1 or told < total.best) else []


def weapons_in_turn(row: Row, first: int) -> list[tuple[int, int]]:
    """As in "seven times with drones and once with artillery", where no number is that of all: the pairs from chunk `first` on."""
    if first + 1 >= len(row) or row.chunks[first + 1].kind is not Kind.WEAPON or row.chunks[first + 1].prep not in _WITH:
        return []
    behind = _pairs(row, first + 2)
    return [(first, first + 1), *behind] if behind else []


def _pairs(row: Row, start: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for k in range(start, len(row) - 1):
        chunk, weapon = row.chunks[k], row.chunks[k + 1]
        if chunk.sep.startswith(";") or (chunk.kind is Kind.VERB and not row.is_auxiliary(k)):
            break
        counts = chunk.kind in {Kind.TIMES, Kind.NUMBER} and chunk.count is not None and (chunk.sep or chunk.prep == "including")
        if counts and weapon.kind is Kind.WEAPON and weapon.prep in _WITH and not weapon.sep:
            found.append((k, k + 1))
    return found
