"""The counted things of one trigger: "eight on the Kupiansk axis, 12 on the Lyman axis", "a tank and two carriers".

One unit becomes one event. A unit whose noun is left out takes it from the unit before.
"""

from dataclasses import dataclass, field

from analyst_app.domain.estimates import Estimate
from analyst_app.extraction.grammar.chunk import Chunk, Kind
from analyst_app.extraction.grammar.row import Row

_OF_WHOM = frozenset({"them", "these", "those", "which", "whom"})
_HARMED = frozenset({"dead", "killed", "wounded", "injured", "hurt", "kia", "wia"})
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


def series(row: Row, start: int, stop: int, kinds: frozenset[Kind], *, first: Unit | None = None) -> list[Unit]:
    """The units from chunk `start`, itself the first, up to `stop`; `kinds` are the nouns that are counted.

    `first` stands for the first unit where that is told elsewhere, as by the subject of a passive.
    """
    listing = _Listing([first or _unit(row, start)])
    for k in range(start + 1, stop):
        listing.mark(row.chunks[k])
        chunk = row.chunks[k]
        harmed = row.word(k) in _HARMED and Kind.PEOPLE not in kinds
        if harmed or (chunk.kind is Kind.PEOPLE and Kind.PEOPLE not in kinds and chunk.prep != "of"):
            break
        if _opens(row, k, kinds, listing.units[0]):
            listing.add(row, k)
        elif chunk.kind is Kind.PLACE and chunk.prep not in {"towards", "toward", "through", "with"}:
            listing.place(row, k, stop)
    units = listing.units
    for unit, following in zip(units, [*units[1:], None], strict=True):
        unit.end = following.k if following is not None else stop
    return units


@dataclass(slots=True)
class _Listing:
    """Units met so far, and whether a colon opened a list or a bracket is open; `waiting` is a place told ahead of its unit."""

    units: list[Unit]
    listing: bool = False
    inside: bool = False
    closed: bool = False
    waiting: int | None = None

    def mark(self, chunk: Chunk) -> None:
        self.listing = self.listing or ":" in chunk.sep
        if "(" in chunk.sep:
            self.inside = True
        elif ")" in chunk.sep:
            self.inside, self.closed = False, True

    def add(self, row: Row, k: int) -> None:
        unit = _unit(row, k)
        unit.elided = row.chunks[k].kind is Kind.NUMBER
        if self.waiting is not None:
            unit.places.insert(0, self.waiting)
            self.waiting = None
        _link(row, unit, self.units, listing=self.listing, inside=self.inside)
        if self.closed and not self.inside:
            unit.part = unit.nested
        self.units.append(unit)

    def place(self, row: Row, k: int, stop: int) -> None:
        """Give a place to the unit before it, or, as in "and, above the Black Sea, a missile", to the one behind."""
        chunk = row.chunks[k]
        ahead = "and" in chunk.sep and bool(chunk.prep) and k + 1 < stop
        if ahead and row.chunks[k + 1].sep == "," and row.chunks[k + 1].count is not None:
            self.waiting = k
        else:
            self.units[-1].places.append(k)


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
    before = row.chunks[k - 1]
    among = before.kind is Kind.PRONOUN and before.prep in {"among", "of"} and bool(before.sep)
    joined = bool(chunk.sep) or chunk.prep in {"including", "among"} or among
    if not joined:
        return False
    if chunk.kind is Kind.NUMBER:
        named = k + 2 < len(row) and row.chunks[k + 2].kind is Kind.ACT and not row.chunks[k + 2].sep and not row.chunks[k + 2].prep
        return first.count is not None and _is_elided(chunk, after) and not (named and after is not None and after.kind is Kind.PRONOUN)
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
    if after.prep == "by" and after.kind in {Kind.PARTY, Kind.THING, Kind.PEOPLE}:
        return True
    if after.kind in {Kind.PLACE, Kind.THING, Kind.WEAPON, Kind.PARTY, Kind.PLACES}:
        return after.prep in _PLACE_PREPOSITIONS or after.prep == "with"
    return after.kind is Kind.DATE


def _link(row: Row, unit: Unit, units: list[Unit], *, listing: bool, inside: bool) -> None:
    first = units[0]
    after = row.chunks[unit.k + 1] if unit.k + 1 < len(row) else None
    before = row.chunks[unit.k - 1]
    chunk = unit.chunk
    # Behind a comma "of which" is said of all that stands before: "43 missiles and 74 drones, of which".
    of_them = after is not None and not after.sep and after.prep == "of" and after.kind is Kind.PRONOUN and row.word(unit.k + 1) in _OF_WHOM
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
