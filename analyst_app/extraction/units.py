"""The counted things of one trigger: "eight on the Kupiansk axis, 12 on the Lyman axis", "a tank and two carriers".

One unit becomes one event. A unit whose noun is left out takes it from the unit before.
"""

from dataclasses import dataclass, field

from analyst_app.domain.estimates import Estimate
from analyst_app.extraction.chunk import Chunk, Kind
from analyst_app.extraction.row import Row

_OF_WHOM = frozenset({"them", "these", "those", "which", "whom"})
_PLACE_PREPOSITIONS = frozenset(
    {"in", "on", "near", "at", "over", "around", "above", "outside", "inside", "across", "along", "against", "from", "of", "to"}
)


@dataclass(slots=True)
class Unit:
    """A counted thing at chunk `k` with the chunks that follow it up to `end`. `part` tells that it is a part of the first unit."""

    k: int
    end: int
    chunk: Chunk
    count: Estimate | None = None
    count_at: int | None = None
    weapon: int | None = None
    places: list[int] = field(default_factory=list)
    part: bool = False
    nested: bool = False
    elided: bool = False
    of_last: bool = False


def series(row: Row, start: int, stop: int, kinds: frozenset[Kind]) -> list[Unit]:
    """The units from chunk `start`, itself the first, up to `stop`; `kinds` are the nouns that are counted."""
    units = [_unit(row, start)]
    listing = inside = False
    for k in range(start + 1, stop):
        chunk = row.chunks[k]
        if ":" in chunk.sep:
            listing = True
        if "(" in chunk.sep:
            inside = True
        elif ")" in chunk.sep:
            inside = False
        if chunk.kind is Kind.PEOPLE and Kind.PEOPLE not in kinds:
            break
        if not _opens(row, k, kinds, units[0]):
            if chunk.kind is Kind.PLACE and chunk.prep not in {"towards", "toward", "through", "with"}:
                units[-1].places.append(k)
            continue
        unit = _unit(row, k)
        unit.elided = chunk.kind is Kind.NUMBER
        _link(row, unit, units, listing=listing, inside=inside)
        units.append(unit)
    for unit, following in zip(units, [*units[1:], None], strict=True):
        unit.end = following.k if following is not None else stop
    return units


def _unit(row: Row, k: int) -> Unit:
    chunk = row.chunks[k]
    unit = Unit(k, k + 1, chunk, count=chunk.count, count_at=k if chunk.count is not None else None)
    if chunk.kind is Kind.WEAPON:
        unit.weapon = k
    if chunk.kind is Kind.PLACE:
        unit.places.append(k)
        if k + 1 < len(row) and row.chunks[k + 1].kind is Kind.TIMES:
            unit.count, unit.count_at = row.chunks[k + 1].count, k + 1
    if chunk.kind is Kind.NUMBER and k + 1 < len(row):
        after = row.chunks[k + 1]
        if after.kind is Kind.WEAPON and after.prep == "of":
            unit.weapon = k + 1
    return unit


def _opens(row: Row, k: int, kinds: frozenset[Kind], first: Unit) -> bool:
    chunk = row.chunks[k]
    after = row.chunks[k + 1] if k + 1 < len(row) else None
    joined = bool(chunk.sep) or chunk.prep in {"including", "among"}
    if not joined:
        return False
    if chunk.kind is Kind.NUMBER:
        return first.count is not None and _is_elided(chunk, after)
    if chunk.kind is Kind.PLACE and not chunk.prep:
        return after is not None and after.kind is Kind.TIMES and not after.sep
    if chunk.kind is Kind.WEAPON and Kind.PLACE in kinds:
        return after is not None and after.kind is Kind.PLACE and not after.prep and not after.sep
    if chunk.kind not in kinds or chunk.kind is Kind.PLACE:
        return False
    return chunk.count is not None or chunk.number is not None or (chunk.kind is Kind.WEAPON and not chunk.prep)


def _is_elided(chunk: Chunk, after: Chunk | None) -> bool:
    """Whether a bare number stands for "so many of the same": before a place, a target, "of them", or at the end."""
    if chunk.prep and chunk.prep not in {"including", "among"}:
        return False
    if after is None or after.sep:
        return True
    if after.kind is Kind.PRONOUN:
        return after.prep == "of"
    if after.kind in {Kind.PLACE, Kind.THING, Kind.WEAPON, Kind.PARTY, Kind.PLACES}:
        return after.prep in _PLACE_PREPOSITIONS or after.prep == "with"
    return after.kind is Kind.DATE


def _link(row: Row, unit: Unit, units: list[Unit], *, listing: bool, inside: bool) -> None:
    first = units[0]
    after = row.chunks[unit.k + 1] if unit.k + 1 < len(row) else None
    before = row.chunks[unit.k - 1]
    chunk = unit.chunk
    of_them = after is not None and after.prep == "of" and after.kind is Kind.PRONOUN and row.word(unit.k + 1) in _OF_WHOM
    among = (before.kind is Kind.PRONOUN and before.prep in {"among", "of"}) or chunk.prep in {"including", "among"}
    of_last = after is not None and after.prep == "of" and row.word(unit.k + 1) in {"last", "latter", "former"}
    unit.of_last = of_last
    unit.nested = of_them
    earlier_part = units[-1].part and units[-1] is not first
    if listing or inside or of_them or among or of_last:
        unit.part = not (listing and first.count is None and unit.k == first.k)
    elif earlier_part:
        unit.part = True
    elif "and" not in chunk.sep and unit.elided and not first.places and _smaller(unit, first) and len(units) == 1:
        # "shot down 32 of them, 20 over Odesa region": a figure put behind another that has no place of its own.
        unit.part = after is not None and after.kind is Kind.PLACE


def _smaller(unit: Unit, first: Unit) -> bool:
    return unit.count is not None and first.count is not None and unit.count.best < first.count.best
