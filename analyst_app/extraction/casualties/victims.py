"""Gives casualties to their events: of the same sentence, of the one before, or to a record of their own."""

from itertools import pairwise

from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType, Status
from analyst_app.extraction.casualties.casualties import CasualtyReader
from analyst_app.extraction.casualties.facts import Fact, choose, give
from analyst_app.extraction.events.arguments import Arguments, Reach, order
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.events.ledgers import day_share
from analyst_app.extraction.events.lists import share_of
from analyst_app.extraction.events.memory import Memory
from analyst_app.extraction.events.triggers import Sense, Trigger
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.grammar.scene import Sentence
from analyst_app.extraction.where_when.when import default_date, own_date
from analyst_app.extraction.who.attribution import Quote
from analyst_app.extraction.who.denials import apply_quotes

_DEBRIS = frozenset({"debris", "fragments", "fragment", "wreckage", "remains", "remnants", "shrapnel", "splinters"})
_FLOWN = frozenset({EventType.DRONE_STRIKE, EventType.MISSILE_STRIKE, EventType.AIRSTRIKE, EventType.SHELLING})
_MOVED = frozenset({EventType.EVACUATION, EventType.DETENTION})
"""Whose wounded are no new ones ("brought 70 wounded out of the town")."""
_NEAR = 4
"""How many sentences behind an act its casualties may be told."""


_IN_ALL = frozenset({("in", "all"), ("in", "total"), ("all", "told")})


def _sums_up(row: Row) -> bool:
    """Whether a sentence adds up: "In all, 41 people were killed"."""
    words = row.scene.words[row.sentence.tokens.start : row.sentence.tokens.stop]
    return words[0] in {"altogether", "overall"} or any(pair in _IN_ALL for pair in pairwise(words))


def _named_in(place: str, names: set[str]) -> bool:
    """Whether a place has one of these names, or is a part of such a place: "central Sumy" of "Sumy"."""
    return any(place == name or place.endswith(f" {name}") for name in names)


def _of_elsewhere(row: Row, fact: Fact) -> bool:
    """Whether it only says that nobody came to harm where nothing was told of: "no casualties in the other communities"."""
    said = {row.scene.words[i] for i in row.sentence.tokens}
    return fact.count.best == 0 and bool(said & {"other", "elsewhere", "remaining"})


class Victims:
    """Enters the casualties of one report's rows into its events."""

    def __init__(self, reader: CasualtyReader, arguments: Arguments, memory: Memory) -> None:
        self.reader = reader
        self.arguments = arguments
        self.memory = memory
        self._pending: list[tuple[Sentence, Fact]] = []

    def read(self, row: Row, fresh: list[Draft], quotes: list[Quote]) -> list[Draft]:
        """Enter what a row says of dead and injured into its events; the drafts of those that no event explains."""
        alone: list[Draft] = []
        self._settle(row, fresh)
        moved = [d.count.span for d in fresh if d.type in _MOVED and d.count is not None and d.count.span is not None]
        for fact in self.reader.read(row):
            if any(row.span(fact.k).covers(span) for span in moved) or _of_elsewhere(row, fact):
                continue
            alone_here = self._stands_alone(row, fact, fresh)
            draft = None if alone_here else (choose(row, fact, fresh) or self._told_before(row, fact))
            if not alone_here and (draft is None or draft.type is EventType.INTERCEPTION):
                draft = self._below(row, draft)
            if draft is None and fact.toll:
                self._pending.append((row.sentence, fact))
            if draft is None:
                draft = self._casualties(row, fact, quotes)
                if draft is not None and draft not in alone:
                    alone.append(draft)
            if draft is not None:
                give(draft, fact)
                self._victims(row, fact, draft)
        return alone

    def _below(self, row: Row, shot_down: Draft | None) -> Draft | None:
        """The event that people on the ground come to harm by: the strike that was shot down, else the fall of its debris."""
        at = next((k for k, c in enumerate(row.chunks) if row.word(k) in _DEBRIS), None)
        if at is None:
            return shot_down
        near = (d for d in reversed(self.memory.drafts) if row.sentence.index - d.sentence <= _NEAR + 1 and d.block == row.sentence.block)
        strike = next((d for d in near if d.type in _FLOWN and d.status.value not in {Status.PLANNED, Status.DENIED}), None)
        if strike is None:
            # a bulletin tells of the debris paragraphs after the list of what was sent
            sent = (d for d in reversed(self.memory.drafts) if d.type in _FLOWN and d.count is not None and d.answers is None)
            flown = any(c.weapon is not None for c in row.chunks) or shot_down is None
            strike = next(sent, None) if flown and not any(c.kind is Kind.PLACE for c in row.chunks) else None
        if strike is not None or shot_down is None:
            return strike
        span = row.scene.span(row.chunks[at].head, row.chunks[at].head)
        fall = Draft(EventType.EXPLOSION, span, row.sentence.index, row.sentence.block, chunk=at, sure=0.7)
        fall.places = order(row, [n for n, c in enumerate(row.chunks) if self.arguments.is_place(row, n)]) or list(shot_down.places)
        fall.date, fall.own_date = shot_down.date, shot_down.own_date
        self.memory.drafts.append(fall)
        return fall

    def _settle(self, row: Row, fresh: list[Draft]) -> None:
        """Enter tolls told ahead of their act ("Rescuers recovered a fifth body. A missile hit the block on Monday")."""
        act = next((d for d in fresh if d.type.is_attack), None)
        if act is None:
            return
        for sentence, fact in self._pending:
            if sentence.block == row.sentence.block and row.sentence.index - sentence.index == 1:
                give(act, fact)
        self._pending.clear()

    def _stands_alone(self, row: Row, fact: Fact, fresh: list[Draft]) -> bool:
        """Whether a party is said to have killed so many, by no act of its own that the sentence names."""
        if fact.lost:
            return True
        if not fact.active or fact.by is None:
            return False
        by = row.chunks[fact.by]
        party = self.arguments.acting(row, fact.by) if by.kind is Kind.PARTY else None
        acts = [d for d in fresh if d.type.is_attack and d.chunk < fact.k]
        if any(party is None or d.status.value is not Status.REPELLED or d.actor is None or d.actor.value == party.value for d in acts):
            return False
        return by.kind is Kind.PARTY or (
            by.kind is Kind.PRONOUN and fact.victims is not None and row.chunks[fact.victims].kind is Kind.PARTY
        )

    def _told_before(self, row: Row, fact: Fact) -> Draft | None:
        """The event of the paragraph that casualties told in a sentence of their own belong to."""
        memory, block = self.memory, row.sentence.block
        for k, chunk in enumerate(row.chunks):
            mention = row.mention(k)
            if chunk.kind is Kind.ACT and mention is not None and chunk.det in {"the", "this", "that", "these"}:
                found = memory.antecedent(row, k, mention.attack_types, block)
                if found is not None:
                    return found
        none = fact.count.best == 0
        named = fact.places or [at for at, c in enumerate(row.chunks) if c.kind is Kind.PLACE and not (none and at > fact.k)]
        places = {row.text(at) for at in named}
        if (places and fact.toll) or (places and self._confirmed(row)):
            return next((d for d in memory.drafts if d.type.is_attack and any(_named_in(p.text, places) for p in d.places)), None)
        dated = any(c.kind is Kind.DATE for c in row.chunks)
        near = [d for d in reversed(memory.drafts) if d.block == block and row.sentence.index - d.sentence <= _NEAR]
        able = [d for d in near if d.type.is_attack and d.status.value not in {Status.PLANNED, Status.DENIED}]
        if len(near) > 1 and _sums_up(row):
            # the toll of all of them is that of the strike that they came from, and not of the last
            return next((d for d in able if not d.places and d.count is not None), None)
        if places:
            return next((d for d in able if places & {p.text for p in d.places} and not dated), None) or self._same_toll(row, near)
        if dated and not self._same_day(row):
            return None
        return able[0] if able and not dated else self._same_toll(row, near)

    def _same_toll(self, row: Row, near: list[Draft]) -> Draft | None:
        """The record of casualties that "another 11 were injured in the region on the same day" goes on with."""
        more = {row.scene.words[i] for i in row.sentence.tokens} & {"another", "more", "further", "also", "others"}
        if not more or not self._same_day(row):
            return None
        return next((d for d in near if d.type is EventType.CASUALTIES and d.whole is None), None)

    def _same_day(self, row: Row) -> bool:
        dates = [c for c in row.chunks if c.kind is Kind.DATE]
        return all("same" in row.scene.words[c.first : c.last + 1] or row.scene.words[max(0, c.first - 1)] == "same" for c in dates)

    def _confirmed(self, row: Row) -> bool:
        return any(row.scene.words[i] in {"confirmed", "toll", "number"} for i in row.sentence.tokens)

    def _casualties(self, row: Row, fact: Fact, quotes: list[Quote]) -> Draft | None:
        word = row.chunks[fact.k]
        existing = next((d for d in self.memory.drafts if d.type is EventType.CASUALTIES and d.sentence == row.sentence.index), None)
        if existing is not None:
            return existing
        if fact.count.best == 0 or fact.toll:
            return None
        places = order(row, fact.places or [at for at, c in enumerate(row.chunks) if self.arguments.is_place(row, at)])
        draft = Draft(
            EventType.CASUALTIES,
            row.scene.span(word.head, word.head),
            row.sentence.index,
            row.sentence.block,
            verbal=True,
            chunk=fact.k,
            sure=0.7,
        )
        draft.places = places
        if fact.lost:
            self._own_losses(row, fact, draft)
        elif fact.active and fact.by is not None:
            draft.actor = self.arguments.acting(row, fact.by)
            if draft.actor is None and row.chunks[fact.by].kind is Kind.PRONOUN and self.memory.source_party is not None:
                draft.actor = Found(self.memory.source_party, row.span(fact.by), 0.6)
        found = own_date(row, draft, Reach(0, len(row), frozenset()), self.memory)
        draft.date = found or default_date(row.scene.reading, draft, self.memory)
        draft.own_date = found is not None
        if (
            not places
            and not draft.own_date
            and draft.target is None
            and fact.victims is not None
            and row.chunks[fact.victims].kind is not Kind.PARTY
        ):
            return None
        trigger = Trigger(fact.k, draft.trigger, Sense.KILL, noun=False)
        apply_quotes([draft], trigger, quotes)
        self.memory.drafts.append(draft)
        share = None if fact.victims is None else day_share(row, fact.victims) or self._share_of_them(row, fact.victims)
        if share is not None:
            self.memory.drafts.append(share_of(row.scene, draft, share[0], row.span(share[1])))
        return draft

    def _share_of_them(self, row: Row, victims: int) -> tuple[Estimate, int] | None:
        """As in "835,940 invaders, 1,270 of them over the past day"."""
        for k in range(victims + 1, min(victims + 4, len(row) - 2)):
            chunk, after, dated = row.chunks[k : k + 3]
            of_them = after.kind is Kind.PRONOUN and after.prep == "of" and dated.kind is Kind.DATE
            if chunk.kind is Kind.NUMBER and chunk.sep and chunk.count is not None and of_them:
                return chunk.count, k
        return None

    def _own_losses(self, row: Row, fact: Fact, draft: Draft) -> None:
        """As in "the army lost 430 men": who lost them is the target, its one enemy the actor."""
        draft.target = self.arguments.acting(row, fact.victims)
        if draft.target is not None:
            draft.actor = self.arguments.opponent(row, draft.target)

    def _victims(self, row: Row, fact: Fact, draft: Draft) -> None:
        """The victims' side is the target where the report names no other."""
        if fact.victims is None or draft.target is not None or draft.type is EventType.INTERCEPTION:
            return
        chunk = row.chunks[fact.victims]
        at = fact.victims
        if chunk.kind is Kind.NUMBER and at + 2 < len(row) and "(" in row.chunks[at + 1].sep and ")" in row.chunks[at + 2].sep:
            chunk, at = row.chunks[at + 2], at + 2
        if chunk.kind is not Kind.PARTY and at + 1 < len(row) and row.chunks[at + 1].prep == "of" and row.chunks[at + 1].kind is Kind.PARTY:
            chunk, at = row.chunks[at + 1], at + 1
        named = chunk.mention if chunk.kind is Kind.PARTY else (chunk.party if chunk.kind is Kind.PEOPLE else None)
        if named is not None:
            party = self.arguments.party(row, named)
            if party is not None and (draft.actor is None or draft.actor.value != party.value):
                draft.target = party
                for part in self.memory.drafts:
                    if part.whole is draft:
                        part.target = part.target or party
