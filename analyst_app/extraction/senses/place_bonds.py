"""Which mentions of a report say where another one lies, and by which bond: stated, in the same sentence, in the heading above.

Works on the mentions' kinds and the words between them; knows no gazetteer.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from analyst_app.domain.places import PlaceKind
from analyst_app.extraction.senses.place_links import Named
from analyst_app.extraction.senses.place_ties import Tie
from analyst_app.extraction.text.reading import Reading
from analyst_app.gazetteer.hints import Bond

type Tied = tuple[int, Bond, tuple[float | None, float | None]]
"""A mention, its bond, and for a measured one the distance and bearing."""

_OUTER_KINDS = frozenset({PlaceKind.REGION, PlaceKind.DISTRICT, PlaceKind.COMMUNITY, PlaceKind.COUNTRY, PlaceKind.AREA})
_FRAMES = (_OUTER_KINDS - {PlaceKind.COUNTRY}, frozenset({PlaceKind.DIRECTION}))
_WIDTH = (PlaceKind.COUNTRY, PlaceKind.AREA, PlaceKind.REGION, PlaceKind.DISTRICT, PlaceKind.COMMUNITY)
_GOES_ON = frozenset({Tie.LIST, Tie.COMMA})
_MOST_IN_PARAGRAPH, _MOST_IN_SECTION = 12, 16
_LONGEST_LIST, _DEEPEST = 40, 3
_UNMEASURED = (None, None)


class Bonds:
    """The bonds of one report's mentions, whose kinds are known as far as they are sure."""

    def __init__(self, reading: Reading, named: Sequence[Named], kinds: Sequence[PlaceKind]) -> None:
        self._blocks = reading.blocks
        self._named = named
        self._kinds = kinds
        self._in_block: dict[int, list[int]] = defaultdict(list)
        self._in_sentence: dict[int, list[int]] = defaultdict(list)
        self._in_section: dict[int | None, list[int]] = defaultdict(list)
        self._frame_before: list[int | None] = []
        last: int | None = None
        for i, each in enumerate(named):
            if i and each.block != named[i - 1].block:
                last = None
            self._frame_before.append(last)
            if kinds[i] in _FRAMES[0] | _FRAMES[1]:
                last = i
            self._in_block[each.block].append(i)
            self._in_sentence[each.sentence].append(i)
            self._in_section[self._blocks[each.block].heading if self._blocks else None].append(i)

    def of(self, i: int) -> list[Tied]:
        """All that ties mention `i` to others, the firmest bonds first."""
        here = self._named[i]
        section = self._blocks[here.block].heading if self._blocks else None
        found: list[Tied] = [(k, bond, _UNMEASURED) for k, bond in self._within(i)]
        found += self._measured(i)
        found += [(k, Bond.FRAME, _UNMEASURED) for k in self._frames(i)]
        found += [(k, Bond.HEADING, _UNMEASURED) for k in self._headings(i)]
        found += [(k, self._nearness(i, k), _UNMEASURED) for k in _around(self._in_block[here.block], i, _MOST_IN_PARAGRAPH)]
        found += [(k, Bond.SECTION, _UNMEASURED) for k in _around(self._in_section[section], i, _MOST_IN_SECTION)]
        return found

    def _within(self, i: int) -> Iterator[tuple[int, Bond]]:
        """Mentions in which the report says that this one lies: behind it or its list, before it as owner or head of a bracket."""
        holders = self._holders_behind(i)
        if holders:
            others = self._listed_with(holders[0])
            bond = Bond.WITHIN if holders[0] == i + 1 and not others else Bond.AMONG
            yield from ((k, bond) for k in (*holders, *others))
            return
        for at in range(i, max(0, i - _LONGEST_LIST), -1):
            tie = self._named[at - 1].tie
            if tie is Tie.HOLDS and self._kinds[at - 1] in _OUTER_KINDS and self._wider(at - 1, i):
                yield at - 1, Bond.WITHIN if at == i else Bond.AMONG
            if tie not in _GOES_ON or self._kinds[at - 1] in _OUTER_KINDS:
                return

    def _holders_behind(self, i: int) -> list[int]:
        """The place that holds this one, the one that holds that, and so on: "X in Y district, Z region"."""
        found: list[int] = []
        outer = self._holder_behind(i)
        while outer is not None and len(found) < _DEEPEST:
            found.append(outer)
            at, outer = outer, None
            if at + 1 < len(self._named) and self._named[at].tie in {Tie.INSIDE, Tie.COMMA}:
                outer = at + 1 if self._kinds[at + 1] in _OUTER_KINDS and self._wider(at + 1, at) else None
        return found

    def _listed_with(self, holder: int) -> list[int]:
        """Further holders in one list with the first: "X and Y in Kharkiv and Donetsk regions"."""
        found: list[int] = []
        at = holder
        while at + 1 < len(self._named) and len(found) < _DEEPEST:
            if self._named[at].tie is not Tie.LIST or self._kinds[at + 1] is not self._kinds[holder]:
                break
            if at + 1 < len(self._named) and self._named[at + 1].tie is Tie.INSIDE:
                break
            at += 1
            found.append(at)
        return found

    def _holder_behind(self, i: int) -> int | None:
        for at in range(i, min(i + _LONGEST_LIST, len(self._named) - 1)):
            tie, kind = self._named[at].tie, self._kinds[at + 1]
            outer = kind in _OUTER_KINDS and self._wider(at + 1, i)
            if outer and tie in {Tie.INSIDE, Tie.COMMA}:
                return at + 1
            if tie is Tie.INSIDE and at == i and kind is PlaceKind.SETTLEMENT and self._kinds[i] not in _OUTER_KINDS - {PlaceKind.DISTRICT}:
                return at + 1
            if tie not in _GOES_ON or kind in _FRAMES[0] | _FRAMES[1]:
                return None
        return None

    def _wider(self, outer: int, inner: int) -> bool:
        kind = self._kinds[inner]
        return kind not in _WIDTH or (self._kinds[outer] in _WIDTH and _WIDTH.index(self._kinds[outer]) < _WIDTH.index(kind))

    def _measured(self, i: int) -> Iterable[Tied]:
        here = self._named[i]
        if here.tie is Tie.MEASURED and here.measure is not None:
            yield i + 1, Bond.MEASURED, (here.measure.km, here.measure.bearing)
        before = self._named[i - 1] if i else None
        if before is not None and before.tie is Tie.MEASURED and before.measure is not None:
            back = before.measure.back
            yield i - 1, Bond.MEASURED, (back.km, back.bearing)

    def _frames(self, i: int) -> Iterable[int]:
        """The region and the direction that the sentence speaks of: the last before the name, else the first behind it."""
        here = self._named[i]
        sentence = _around(self._in_sentence[here.sentence], i, 2 * _MOST_IN_PARAGRAPH)
        for kinds in _FRAMES:
            framing = [k for k in sentence if self._kinds[k] in kinds and self._named[k].block == here.block]
            own_part = [k for k in framing if self._named[k].part == here.part]
            before, behind = [k for k in own_part if k < i], [k for k in own_part if k > i]
            yield from (before[:1] or behind[:1] or [k for k in framing if k < i][:1])

    def _headings(self, i: int) -> Iterable[int]:
        """The places of the headings and of the line above, else the region or direction last spoken of in the paragraph."""
        here = self._named[i]
        block = self._blocks[here.block] if self._blocks else None
        above = [] if block is None or block.lead_in is None else [block.lead_in]
        heading = None if block is None else block.heading
        while heading is not None and heading not in above:
            above.append(heading)
            heading = self._blocks[heading].heading
        for at in above:
            yield from self._in_block.get(at, ())[:_MOST_IN_PARAGRAPH]
        last = self._frame_before[i]
        if not above and last is not None and self._named[last].sentence != here.sentence:
            yield last

    def _nearness(self, i: int, k: int) -> Bond:
        here, there = self._named[i], self._named[k]
        if here.sentence != there.sentence:
            return Bond.PARAGRAPH
        return Bond.NEXT if abs(i - k) == 1 and here.part == there.part else Bond.SENTENCE


def _around(members: Sequence[int], i: int, most: int) -> list[int]:
    """The members of an ascending list that stand nearest to `i`, the nearest first; of two alike the one before it."""
    at = bisect_left(members, i)
    near = members[max(0, at - most // 2) : at + most // 2 + 1]
    return sorted((k for k in near if k != i), key=lambda k: (abs(k - i), k > i))
