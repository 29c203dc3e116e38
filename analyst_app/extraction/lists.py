"""Lists: bullets and lines that go on with what their lead-in began ("destroyed:", "of these:", "39, of which")."""

from dataclasses import dataclass

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType
from analyst_app.domain.spans import Span
from analyst_app.extraction.arguments import Arguments, order
from analyst_app.extraction.attacks import AttackBuilder
from analyst_app.extraction.chunk import Chunk, Kind
from analyst_app.extraction.drafts import Draft, Found
from analyst_app.extraction.row import Row
from analyst_app.extraction.scene import Scene
from analyst_app.extraction.triggers import Trigger

_OF_WHICH = (
    "of which",
    "of these",
    "of them",
    "including",
    "among them",
    "of those",
    "these include",
    "this includes",
    "they include",
    "breakdown",
    "namely",
)
_COUNTED = frozenset({Kind.WEAPON, Kind.PLACE, Kind.PEOPLE, Kind.THING, Kind.PARTY})


@dataclass(slots=True)
class _Open:
    """The last trigger of a block that ends like a lead-in, with its drafts."""

    drafts: list[Draft]
    trigger: Trigger
    continued: bool = False


class ListReader:
    """Follows the lists of one report."""

    def __init__(self, arguments: Arguments, attacks: AttackBuilder, scene: Scene) -> None:
        self.arguments = arguments
        self.attacks = attacks
        self.scene = scene
        self._open: dict[int, _Open] = {}

    def open(self, row: Row, drafts: list[Draft], trigger: Trigger) -> None:
        """Remember what a later list may go on with."""
        before = self._open.get(row.sentence.block)
        if before is None or before.drafts[-1].sentence != row.sentence.index or before.trigger.k < trigger.k:
            self._open[row.sentence.block] = _Open(drafts, trigger)

    def continued(self, draft: Draft) -> bool:
        """Whether a list went on with a draft that had nothing of its own."""
        return any(open_.continued and draft in open_.drafts for open_ in self._open.values())

    def item(self, row: Row, triggers: list[Trigger]) -> list[Draft] | None:
        """The drafts of a line that goes on with its lead-in; None where the line speaks for itself."""
        lead = self._lead(row)
        if lead is None:
            return None
        if any(t.noun or t.k for t in triggers):
            return None
        line = self._figure(row)
        if line is None:
            return None
        return self._continue(row, lead, *line)

    def whole(self, row: Row) -> Draft | None:
        """The total that a bullet with words of its own is a part of ("Of these: – nine were air strikes")."""
        lead = self._lead(row)
        block = self.scene.blocks[row.sentence.block]
        if lead is None or block.lead_in is None:
            return None
        words = " ".join(self.scene.blocks[block.lead_in].span.of(self.scene.reading.text).lower().split())[-60:]
        if not any(cue in words for cue in _OF_WHICH):
            return None
        return next((d for d in lead.drafts if d.count is not None), None)

    def _lead(self, row: Row) -> _Open | None:
        block = self.scene.blocks[row.sentence.block]
        return None if block.lead_in is None else self._open.get(block.lead_in)

    def _figure(self, row: Row) -> tuple[int, int] | None:
        """What a line counts, and where its number is: "tanks – 6 684", "57 drones", "Kupiansk axis – 7"."""
        things = [k for k, c in enumerate(row.chunks) if c.kind in _COUNTED]
        numbers = [k for k, c in enumerate(row.chunks) if c.kind is Kind.NUMBER and c.count is not None]
        if not things:
            return None
        thing = things[0]
        if row.chunks[thing].count is not None:
            return thing, thing
        return (thing, numbers[0]) if numbers else None

    def _continue(self, row: Row, lead: _Open, thing: int, number: int) -> list[Draft]:
        base = lead.drafts[-1] if not lead.drafts[-1].whole else next((d for d in lead.drafts if d.whole is None), lead.drafts[0])
        chunk, count = row.chunks[thing], row.chunks[number].count
        draft = Draft(
            type=base.type, trigger=base.trigger, sentence=row.sentence.index, block=row.sentence.block, noun=base.noun, sure=0.85
        )
        draft.actor, draft.status, draft.reported_by = base.actor, base.status, base.reported_by
        draft.date, draft.own_date = base.date, base.own_date
        draft.count = None if count is None else Found(count, row.span(number), 0.93)
        if chunk.kind is Kind.PLACE:
            draft.places = order(row, [thing])
            draft.target = None
        else:
            span = self._words(row, chunk)
            draft.target = Found(span.of(self.scene.reading.text), span, 0.9)
            draft.places = order(row, [at for at, c in enumerate(row.chunks) if c.kind is Kind.PLACE]) or list(base.places)
        if base.open_end or base.count is None:
            lead.continued = True
        else:
            draft.whole = base
        return [draft, *self._of_the_day(row, draft, number)]

    def _words(self, row: Row, chunk: Chunk) -> Span:
        return self.scene.reading.mentions[chunk.mention].span if chunk.mention is not None else row.scene.span(chunk.head, chunk.head)

    def _of_the_day(self, row: Row, total: Draft, number: int) -> list[Draft]:
        """As in "(+21)" behind a running total: the share of the past day."""
        found = day_share(row, number)
        return [] if found is None else [share_of(self.scene, total, found[0], row.span(found[1]))]


def day_share(row: Row, number: int) -> tuple[Estimate, int] | None:
    """The figure "(+21)" straight behind the number at a chunk, with its chunk."""
    k = number + 1
    while k < len(row) and row.chunks[k].kind in {Kind.WEAPON, Kind.THING, Kind.PEOPLE} and not row.chunks[k].sep:
        k += 1
    if k >= len(row) or row.chunks[k].number is None or row.chunks[k].count is None:
        return None
    start = row.scene.reading.mentions[row.chunks[k].number or 0].span.start
    before = row.scene.reading.text[max(0, start - 3) : start]
    return (row.chunks[k].count, k) if "+" in before else None  # type: ignore[return-value]


def share_of(scene: Scene, total: Draft, count: Estimate, words: Span) -> Draft:
    """The part of a running total that falls to the past day."""
    draft = Draft(type=total.type, trigger=total.trigger, sentence=total.sentence, block=total.block, noun=total.noun, sure=0.85)
    draft.actor, draft.target, draft.places = total.actor, total.target, list(total.places)
    draft.status, draft.whole = total.status, total
    draft.date, draft.own_date = Found(DateSpan.ending(scene.reading.published, days=1), None, 0.85), True
    if total.type is EventType.CASUALTIES:
        draft.killed = Found(count, words, 0.9)
    else:
        draft.count = Found(count, words, 0.9)
    return draft
