"""Lists: bullets and lines that go on with what their lead-in began ("destroyed:", "of these:", "39, of which")."""

from dataclasses import dataclass

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType
from analyst_app.domain.spans import Span
from analyst_app.extraction.events.arguments import Arguments, order
from analyst_app.extraction.events.attacks import AttackBuilder
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.events.ledgers import Entry, entries
from analyst_app.extraction.events.tables import TableReader
from analyst_app.extraction.events.triggers import Trigger
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.grammar.scene import Scene

_IDLE = frozenset({"be", "include", "make", "total", "amount"})
_MEN = frozenset({"personnel", "manpower", "servicemen", "troops", "soldiers", "militants", "invaders", "occupiers", "men", "fighters"})
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
        self.tables = TableReader(scene)
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
        """The drafts of a line that goes on with its lead-in, or of a table's line; None where the line speaks for itself."""
        table = self.tables.read(row.sentence.block, row.sentence.index) if self._opens_block(row) else None
        if table is not None:
            return table
        lead = self._lead(row)
        if lead is None or not self._opens_block(row) or any(t.noun or t.k for t in triggers):
            return None
        if any(c.kind is Kind.VERB and row.lemma(k) not in _IDLE for k, c in enumerate(row.chunks)):
            return None
        found = entries(row)
        if not found:
            figure = self._figure(row)
            return None if figure is None else self._continue(row, lead, Entry(*figure, row.chunks[figure[1]].count))  # type: ignore[arg-type]
        return [draft for entry in found for draft in self._continue(row, lead, entry)]

    def _opens_block(self, row: Row) -> bool:
        before = row.sentence.index - 1
        return before < 0 or self.scene.sentences[before].block != row.sentence.block

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

    def _continue(self, row: Row, lead: _Open, entry: Entry) -> list[Draft]:
        base = lead.drafts[-1] if not lead.drafts[-1].whole else next((d for d in lead.drafts if d.whole is None), lead.drafts[0])
        drafts = listed(self.arguments, row, base, entry)
        if base.open_end or base.count is None:
            lead.continued = True
        else:
            drafts[0].whole = base
        return drafts


def listed(arguments: Arguments, row: Row, base: Draft, entry: Entry) -> list[Draft]:
    """The drafts of one entry of a list that goes on with `base`: the entry, and the past day's share of it."""
    chunk = row.chunks[entry.thing]
    draft = Draft(type=base.type, trigger=base.trigger, sentence=row.sentence.index, block=row.sentence.block, noun=base.noun, sure=0.85)
    draft.actor, draft.status, draft.reported_by = base.actor, base.status, base.reported_by
    draft.date, draft.own_date = base.date, base.own_date
    draft.count = Found(entry.count, row.span(entry.at), 0.93)
    if chunk.kind is Kind.PLACE:
        draft.places = order(row, [entry.thing])
        draft.target = None
        return [draft, *_share(row, draft, entry)]
    if base.type.is_attack and chunk.kind is Kind.WEAPON:
        return [_sent(row, draft, base, entry)]
    draft.places = order(row, [at for at, c in enumerate(row.chunks) if c.kind is Kind.PLACE]) or list(base.places)
    if base.type is EventType.CASUALTIES and chunk.kind is Kind.WEAPON:
        # the list of losses opened with its men
        draft.type = EventType.EQUIPMENT_LOSS
    if draft.type is EventType.EQUIPMENT_LOSS and (chunk.kind in {Kind.PEOPLE, Kind.PARTY} or row.word(entry.thing) in _MEN):
        draft.type, draft.killed, draft.count = EventType.CASUALTIES, draft.count, None
        draft.target = base.target or (None if base.actor is None else arguments.opponent(row, base.actor))
    else:
        span = row.scene.span(chunk.head, chunk.head) if chunk.mention is None else row.scene.reading.mentions[chunk.mention].span
        draft.target = Found(span.of(row.scene.reading.text), span, 0.9)
    return [draft, *_share(row, draft, entry)]


def _sent(row: Row, draft: Draft, base: Draft, entry: Entry) -> Draft:
    """As in "attacked X with:" and a line "two Kh-59 missiles from Y": the weapon says what attack it is, and Y is no place of it."""
    kind = row.weapon_type(entry.thing)
    draft.type = kind if kind is not None and base.type is EventType.ATTACK else base.type
    draft.weapon = (
        row.scene.reading.mentions[row.chunks[entry.thing].weapon or 0].text if row.chunks[entry.thing].weapon is not None else ""
    )
    draft.target, draft.places = base.target, list(base.places)
    if base.count is None:
        base.open_end = True
    return draft


def _share(row: Row, total: Draft, entry: Entry) -> list[Draft]:
    """As in "(+21)" behind a running total: the share of the past day."""
    return [] if entry.share is None else [share_of(row.scene, total, entry.share[0], row.span(entry.share[1]))]


def share_of(scene: Scene, total: Draft, count: Estimate, words: Span) -> Draft:
    """The part of a running total that falls to the past day."""
    draft = Draft(type=total.type, trigger=total.trigger, sentence=total.sentence, block=total.block, noun=total.noun, sure=0.85)
    draft.actor, draft.target, draft.places = total.actor, total.target, list(total.places)
    draft.status, draft.whole, draft.chunk = total.status, total, total.chunk
    draft.date, draft.own_date = Found(DateSpan.ending(scene.reading.published, days=1), None, 0.85), True
    if total.type is EventType.CASUALTIES:
        draft.killed = Found(count, words, 0.9)
    else:
        draft.count = Found(count, words, 0.9)
    return draft
