"""From a reading to the drafts of its events: sentence by sentence, then over the whole report."""

from dataclasses import replace

from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType, Status
from analyst_app.extraction.casualties.casualties import CasualtyReader
from analyst_app.extraction.casualties.casualty_parts import split_by_place
from analyst_app.extraction.casualties.victims import Victims
from analyst_app.extraction.events.arguments import Arguments, Reach, order, reaches
from analyst_app.extraction.events.attack_frame import Told
from analyst_app.extraction.events.attacks import AttackBuilder
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.events.gapping import fill_gaps
from analyst_app.extraction.events.lists import ListReader
from analyst_app.extraction.events.memory import Memory
from analyst_app.extraction.events.other_events import OtherBuilder
from analyst_app.extraction.events.status import Repelled, StatusReader, load_cues
from analyst_app.extraction.events.told import Telling, telling
from analyst_app.extraction.events.trigger_checks import in_general
from analyst_app.extraction.events.triggers import Sense, Trigger, TriggerFinder
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.chunks import Chunker
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.grammar.scene import Scene
from analyst_app.extraction.text.reading import BlockKind, Reading
from analyst_app.extraction.where_when.filling import Filler
from analyst_app.extraction.where_when.line_labels import line_label
from analyst_app.extraction.where_when.when import date_above, default_date, own_date, remember, spread_dates
from analyst_app.extraction.who.attribution import Attributor, Quote, load_attribution
from analyst_app.extraction.who.denials import apply_quotes, quote_back
from analyst_app.extraction.who.doers import Doers
from analyst_app.extraction.who.own_side import OwnSide
from analyst_app.extraction.who.party_wording import name_as_report
from analyst_app.extraction.who.refutations import Refuter
from analyst_app.extraction.wholes.breakdowns import breakdown_of
from analyst_app.extraction.wholes.consolidate import consolidate
from analyst_app.extraction.wholes.part_links import link_parts, split_shares
from analyst_app.extraction.wholes.parts import PartReader, Role
from analyst_app.extraction.wholes.revisions import given_up, revise
from analyst_app.extraction.wholes.unnamed_parts import UnnamedParts, takes_place
from analyst_app.extraction.words.lexicons import Lexicons
from analyst_app.extraction.words.trigger_words import load_trigger_words


class EventReader:
    """Reads the events of readings. Holds only word lists, so one reader serves any number of reports."""

    def __init__(self, lexicons: Lexicons) -> None:
        self.arguments = Arguments(lexicons.party, lexicons.parties.conflicts, is_city=lexicons.parties.is_capital)
        self.chunker = Chunker(load_trigger_words())
        self.finder = TriggerFinder()
        self.attacks = AttackBuilder(self.arguments)
        self.others = OtherBuilder(self.arguments)
        self.statuses = StatusReader(load_cues())
        self.parts = PartReader()
        self.unnamed = UnnamedParts(self.arguments, self.statuses)
        self.casualties = CasualtyReader()
        self.quotations = load_attribution()

    def read(self, reading: Reading) -> list[Draft]:
        """The drafts of a report's events, in the order of the text, linked and without repetitions."""
        return _Story(self, reading).tell()


class _Story:
    """One report on its way through: its memory and the lists that are still open."""

    def __init__(self, reader: EventReader, reading: Reading) -> None:
        self.reader = reader
        self.reading = reading
        self.scene = Scene(reading)
        self.memory = Memory()
        self.attributor = Attributor(reader.quotations, reader.arguments, self.scene)
        self.lists = ListReader(reader.arguments, reader.attacks, self.scene)
        self.filler = Filler(self.scene, self.memory, self.reader.arguments.conflicts)
        self.doers = Doers(reader.arguments, self.scene)
        self.refuter = Refuter(reader.quotations, reader.arguments, self.memory)
        self.victims = Victims(reader.casualties, reader.arguments, self.memory)
        self.superseded: set[int] = set()
        self.block = -1
        self.opens = False

    def tell(self) -> list[Draft]:
        for sentence in self.scene.sentences:
            self.opens = sentence.block != self.block
            if self.opens:
                self.block = sentence.block
                self.memory.block_date = date_above(self.scene, self.block, self.memory)
                self.memory.line_places = ()
            row = Row(self.scene, sentence, self.reader.chunker)
            if row.chunks:
                self._row(row)
        drafts = [d for d in self.memory.drafts if not (d.open_end and self.lists.continued(d))]
        for draft in drafts:
            if draft.date is None:
                draft.date = default_date(self.reading, draft, self.memory)
        OwnSide(self.reader.arguments, self.scene).take(drafts)
        name_as_report(drafts, self.reading, self.reader.arguments.party_of)
        chronicle = any(block.kind is BlockKind.TIME_STAMP for block in self.scene.blocks)
        return consolidate(drafts, self.superseded, chronicle=chronicle)

    def _row(self, row: Row) -> None:
        memory = self.memory
        triggers = self.reader.finder.find(row)
        acts = [t for t in triggers if t.sense is not Sense.KILL]
        spans = reaches(row, acts)
        label = line_label(row, opens_block=self.opens)
        remember(row, memory, label)
        self.superseded |= given_up(row)
        quotes = self.attributor.read(row, triggers, memory)
        start = len(memory.drafts)
        if not self._list_item(row, acts):
            self._triggers(row, acts, spans, quotes)
            self._unnamed(row, acts)
            memory.drafts[start:] = [d for d in memory.drafts[start:] if not takes_place(row, d.chunk)]
            memory.drafts.extend(fill_gaps(row, memory.drafts[start:], memory))
        fresh = memory.drafts[start:]
        link_parts(row, fresh, memory)
        memory.drafts.extend(split_shares(row, fresh))
        fresh = memory.drafts[start:]
        self.doers.complete(row, fresh, memory.drafts)
        self.filler.share_right_edge(row, fresh)
        self.filler.fill(row, fresh, label)
        for draft in self.victims.read(row, fresh, quotes):
            self.lists.open(row, [draft], Trigger(draft.chunk, draft.trigger, Sense.KILL, noun=False))
        self.doers.complete(row, [d for d in memory.drafts[start:] if d.type is EventType.CASUALTIES], memory.drafts)
        memory.drafts.extend(split_by_place(row, memory.drafts[start:]))
        revise(row, memory.drafts, start)
        self.refuter.read(row, memory.drafts[start:], quotes)
        self.doers.take_credit(row, memory.drafts[start:], memory.drafts)
        self.doers.remember(row)
        quote_back(row, triggers, quotes, memory.drafts)
        self.filler.remember_places(row)

    def _unnamed(self, row: Row, triggers: list[Trigger]) -> None:
        """Add the parts that only a number tells."""
        for draft, beaten in self.reader.unnamed.read(row, triggers, self.memory):
            if beaten is not None:
                self._beaten(row, draft, beaten)
                whole = draft.whole
                if whole is not None and whole.status.span == beaten.span:
                    # "21 assaults, of which five failed": the others did not.
                    whole.status = Found(Status.OCCURRED, whole.trigger, 0.8)
            self.memory.drafts.append(draft)

    # Triggers

    def _triggers(self, row: Row, triggers: list[Trigger], spans: list[Reach], quotes: list[Quote]) -> None:
        reader, memory = self.reader, self.memory
        repelled = reader.statuses.repelled(row, triggers)
        roles: dict[int, Role] = {}
        from_included = reader.parts.included_from(row, triggers)
        whole_of_list = reader.parts.whole_of_list(row, memory)
        first = len(memory.drafts)
        for n, (trigger, reach) in enumerate(zip(triggers, spans, strict=True)):
            reader.parts.read(row, triggers, n, memory, roles)
            role = roles.get(trigger.k)
            if role is not None and role.points_back:
                continue
            drafts = self._drafts(row, trigger, reach, role, repelled.get(trigger.k))
            if not drafts:
                continue
            if role is not None:
                self._apply(row, drafts, role, trigger)
            if drafts[0].whole is None:
                drafts[0].whole = self._including(row, trigger, memory.drafts[first:], from_included) or _listed(
                    row, trigger, whole_of_list
                )
            drafts[0].whole = drafts[0].whole or breakdown_of(self.scene, row, drafts[0], memory)
            apply_quotes(drafts, trigger, quotes)
            for draft in drafts:
                # a share of the past day has its date by itself
                found = None if draft.own_date else own_date(row, draft, reach, memory)
                if found is not None:
                    draft.date, draft.own_date = found, True
            spread_dates(row, drafts, memory)
            memory.drafts.extend(drafts)
            self.lists.open(row, drafts, trigger)

    def _including(self, row: Row, trigger: Trigger, told: list[Draft], start: int | None) -> Draft | None:
        """What "including ..." at chunk `start` breaks down: the number told before it in the sentence."""
        if start is None or trigger.k < start:
            return None
        if any(row.chunks[at].sep.startswith(";") for at in range(start + 1, trigger.k + 1)):
            return None
        return next((d for d in reversed(told) if d.chunk < start and d.count is not None), None)

    def _drafts(self, row: Row, trigger: Trigger, reach: Reach, role: Role | None, repelled: Repelled | None) -> list[Draft]:
        reader, memory = self.reader, self.memory
        status = reader.statuses.read(row, trigger, repelled)
        if status is None:
            return []
        if (repelled is not None and self._told_and_beaten(row, trigger, repelled)) or self._counts_what_was_told(row, trigger):
            return []
        told = Told(row, trigger, reach, memory)
        if trigger.sense is not Sense.ATTACK:
            drafts = reader.others.build(told)
        else:
            sure = role is not None or repelled is not None or status.value is not Status.OCCURRED
            drafts = self._attacks(told, role, sure=sure)
        for draft in drafts:
            draft.status = status
            if status.value is Status.REPELLED and draft.type is EventType.ATTACK:
                draft.type = EventType.GROUND_ASSAULT
            if status.value is Status.DENIED and status.span is not None and draft.count is None and row.chunks[trigger.k].det == "no":
                draft.count = Found(Estimate.exactly(0), row.span(trigger.k), 0.95)
            if repelled is not None:
                self._beaten(row, draft, repelled)
        return drafts

    def _attacks(self, told: Told, role: Role | None, *, sure: bool) -> list[Draft]:
        """The drafts of an attack word; none where it tells no act. What has a role or a status is `sure` to tell one."""
        row, trigger = told.row, told.trigger
        way = Telling.EVENT if sure else telling(row, trigger, told.reach, told.memory)
        if way is Telling.AGAIN:
            self._again(row, trigger, told.reach)
        if way is not Telling.EVENT:
            return []
        drafts = self.reader.attacks.build(told, None if role is None else role.spread)
        if not in_general(row, trigger.k):
            return drafts
        return [d for d in drafts if d.places or d.count is not None or d.places_count is not None or d.target is not None]

    def _told_and_beaten(self, row: Row, trigger: Trigger, repelled: Repelled) -> bool:
        """As in "attacked a base; troops repelled the assault": the one act told before is the one that was beaten off."""
        chunk = row.chunks[trigger.k]
        if not trigger.noun or chunk.det not in {"the", "this", "that"} or chunk.number is not None or chunk.plural:
            return False
        draft = self.memory.antecedent(row, trigger.k, trigger.types, row.sentence.block)
        if draft is None or row.sentence.index - draft.sentence > 1 or draft.status.value not in {Status.OCCURRED, Status.ATTEMPTED}:
            return False
        if draft.count is not None and draft.count.value.best != 1:
            return False
        draft.status = Found(Status.REPELLED, repelled.span, 0.85)
        self._beaten(row, draft, repelled)
        return True

    def _counts_what_was_told(self, row: Row, trigger: Trigger) -> bool:
        """As in "hit Kharkiv with guided bombs: five strikes": the number of the act before the colon."""
        chunk = row.chunks[trigger.k]
        if not trigger.noun or not chunk.sep.startswith(":") or trigger.types[:1] != (EventType.ATTACK,):
            return False
        draft = next((d for d in reversed(self.memory.drafts) if d.sentence == row.sentence.index and d.type.is_attack), None)
        if draft is None or not draft.verbal or draft.count is not None:
            return False
        if chunk.number is None:
            # As in "struck the town with artillery: hits outside it".
            return row.word(trigger.k) in {"hits", "impacts"}
        if len(row) == trigger.k + 1:
            draft.count = row.figure(trigger.k)
        return draft.count is not None

    def _beaten(self, row: Row, draft: Draft, repelled: Repelled) -> None:
        """Who repels is the target; bare attacks that troops beat off are assaults."""
        if draft.type in {EventType.ATTACK, EventType.CLASH}:
            draft.type = EventType.GROUND_ASSAULT
        by = None if repelled.by is None else self.reader.arguments.acting(row, repelled.by)
        if by is None and repelled.by is not None and row.chunks[repelled.by].kind is Kind.PRONOUN and self.memory.source_party is not None:
            by = Found(self.memory.source_party, row.span(repelled.by), 0.7)
        if by is not None:
            draft.target = by
            if draft.actor is None or draft.actor.value == by.value:
                draft.actor = self.reader.arguments.opponent(row, by)

    def _again(self, row: Row, trigger: Trigger, reach: Reach) -> None:
        """As in "The bombardment has affected X": more about the act told before."""
        draft = self.memory.antecedent(row, trigger.k, trigger.types, row.sentence.block)
        if draft is None or draft.places:
            return
        draft.places = order(row, [at for at in reach.right(row, trigger.k) if self.reader.arguments.is_place(row, at)])

    def _apply(self, row: Row, drafts: list[Draft], role: Role, trigger: Trigger) -> None:
        if role.count is not None and not (drafts[0].count is not None and row.chunks[trigger.k].number is not None and role.whole is None):
            drafts[0].count = role.count
        whole = role.whole
        if role.of_them:
            whole = next((d for d in reversed(self.memory.drafts) if d.count is not None), None)
        if whole is not None:
            for draft in drafts if role.spread is not None else drafts[:1]:
                draft.whole = whole
                draft.part_words = None if role.words_at is None else row.span(role.words_at)
                if draft.type is EventType.ATTACK and whole.type.is_attack:
                    draft.type = whole.type
                if whole.sentence == draft.sentence or self._same_direction(row, whole, draft):
                    names = {p.text for p in draft.places}
                    draft.places = [*draft.places, *[p for p in whole.places if p.text not in names]] if draft.places else []
        if role.last_two:
            self._former_and_latter(row, drafts, trigger)

    def _same_direction(self, row: Row, whole: Draft, draft: Draft) -> bool:
        """Whether the row names the whole's place itself ("of the engagements on the Bakhmut axis")."""
        named = {row.text(at) for at, c in enumerate(row.chunks) if c.kind is Kind.PLACE}
        return bool(draft.places) and any(p.text in named for p in whole.places)

    def _former_and_latter(self, row: Row, drafts: list[Draft], trigger: Trigger) -> None:
        """As in "21 of the former and three of the latter were explosions"."""
        wholes = [d for d in self.memory.drafts if d.count is not None and d.sentence == row.sentence.index][-2:]
        numbers = [
            at
            for at in range(trigger.k)
            if row.chunks[at].kind is Kind.NUMBER
            and row.chunks[at + 1].prep == "of"
            and row.word(at + 1) in {"former", "latter", "first", "last"}
        ]
        base = drafts[0]
        del drafts[:]
        for at, whole in zip(numbers, wholes, strict=False):
            count = row.chunks[at].count
            if count is not None:
                drafts.append(
                    replace(base, count=Found(count, row.span(at), 0.9), whole=whole, places=list(whole.places), part_words=row.span(at))
                )
        if not drafts:
            drafts.append(base)

    # Lists

    def _list_item(self, row: Row, triggers: list[Trigger]) -> bool:
        drafts = self.lists.item(row, triggers)
        if drafts is None:
            return False
        self.memory.drafts.extend(drafts)
        return True


def _listed(row: Row, trigger: Trigger, opened: tuple[int, Draft] | None) -> Draft | None:
    """The whole of "This figure includes ..." for a trigger behind it in the same part of the sentence."""
    if opened is None or trigger.k <= opened[0]:
        return None
    return None if any(row.chunks[at].sep.startswith(";") for at in range(opened[0], trigger.k + 1)) else opened[1]
