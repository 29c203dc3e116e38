"""Series of other people's events over one's own: the same days, type, region and side, as far as their lines say them.

What is said of them in words is in `docs/comparison-series.md`.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from analyst_app.analysis.compare import Comparison, Series, group_series
from analyst_app.analysis.series import EVERY_SIDE, SIDE_NOT_SAID, Grid
from analyst_app.domain.counting import WindowDay
from analyst_app.domain.external import ExternalSeries, PartyNaming, region_key
from analyst_app.domain.ontology import ATTACK_TYPES
from analyst_app.domain.rows import CountBy, EventFilter
from analyst_app.storage.database import Reader
from analyst_app.storage.queries.external import ExternalCount, external_counts

COMPARABLE = frozenset({CountBy.TYPE, CountBy.REGION, CountBy.ACTOR})
"""The breakdowns by whose groups an external series can be told apart."""
_NOT_FOLLOWED = {
    "statuses": "status",
    "sources": "source",
    "places": "place",
    "directions": "direction",
    "text": "words",
    "analysts": "analyst",
}
"""What of a filter no line of an external series says."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A comparison with external series; `aside` are those that say too little for it, by name."""

    comparison: Comparison
    aside: tuple[str, ...]


def not_followed(matching: EventFilter) -> tuple[str, ...]:
    """The parts of a filter that external series cannot follow."""
    return tuple(word for name, word in _NOT_FOLLOWED.items() if getattr(matching, name))


def beside_external(
    reader: Reader,
    grid: Grid,
    externals: Iterable[ExternalSeries],
    *,
    groups: tuple[str, ...],
    matching: EventFilter,
    window: WindowDay,
    naming: PartyNaming,
) -> Beside:
    """One's own series of each group, each followed by that of every external series; without groups of all together.

    An event of two days counts on that of `window`, one of more days on none, as one's own do. `naming` tells whom the words for who
    acts name. Of a series in which some lines have a type,
    those count that are attacks. A day between a series' first and last without a line is a zero: such files are kept for every day.
    """
    sheet, known = grid.sheets[0], tuple(externals)
    comparable = [one for one in known if _says_enough(one, grid.by, groups, matching)]
    counts = {one.id: external_counts(reader, one.id, window=window, first=grid.first, last=grid.last) for one in comparable}
    made: list[Series] = []
    for group in groups or ("",):
        made.append(group_series(grid, sheet, group))
        wanted = _Wanted(grid.by, group, group if grid.by is CountBy.ACTOR else sheet.side, matching, naming)
        made.extend(_series(grid, one, list(wanted.of(counts[one.id], typed=one.typed)), group) for one in comparable)
    return Beside(Comparison(tuple(made), aligned=False), tuple(one.name for one in known if one not in comparable))


def _says_enough(series: ExternalSeries, by: CountBy, groups: tuple[str, ...], matching: EventFilter) -> bool:
    typed = bool(matching.types) or (by is CountBy.TYPE and bool(groups))
    if (typed and not series.typed) or (by is CountBy.ACTOR and not series.sided):
        return False
    return not groups or by in COMPARABLE


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which lines of a series stand against one of one's own."""

    by: CountBy
    group: str
    side: str
    matching: EventFilter
    naming: PartyNaming

    def of(self, counts: Collection[ExternalCount], *, typed: bool) -> Iterator[ExternalCount]:
        """Those of them."""
        regions = {region_key(name) for name in self.matching.regions}
        if self.by is CountBy.REGION and self.group:
            here = region_key(self.group)
            regions = {here} if not regions or here in regions else {""}
        types = {kind.value for kind in (self.matching.types or ATTACK_TYPES)}
        if self.by is CountBy.TYPE and self.group:
            types &= {self.group}
        acting = {actor: self._acts(actor) for actor in {count.actor for count in counts}}
        for count in counts:
            if typed and count.type not in types:
                continue
            if regions and region_key(count.region or "") not in regions:
                continue
            if acting[count.actor]:
                yield count

    def _acts(self, actor: str | None) -> bool:
        if actor is None:
            return True
        mine = self.side in {EVERY_SIDE, SIDE_NOT_SAID} or self.naming.names(actor, self.side)
        return mine and (not self.matching.actors or any(self.naming.names(actor, party) for party in self.matching.actors))


def _series(grid: Grid, external: ExternalSeries, counts: list[ExternalCount], group: str) -> Series:
    length = len(grid.covered)
    best, lines = np.zeros(length, dtype=np.int64), np.zeros(length, dtype=np.int64)
    at = np.fromiter(((count.day - grid.first).days for count in counts), np.int64, len(counts))
    np.add.at(best, at, [count.number for count in counts])
    np.add.at(lines, at, [count.lines for count in counts])
    days = grid.first.toordinal() + np.arange(length)
    first, last = external.first_day or date.max, external.last_day or date.min
    covered = (days >= first.toordinal()) & (days <= last.toordinal())
    none, no = np.zeros(length, dtype=np.int64), np.zeros(length, dtype=bool)
    return Series(external.name, "", group, grid.first, best, best, best, no, covered, lines, none, external=True)
