"""What attack nouns and attack verbs share: the draft, its type, its weapon, its target, counted places."""

from dataclasses import dataclass

from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType
from analyst_app.domain.spans import Span
from analyst_app.extraction.events.arguments import Arguments, Reach, order
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.events.ledgers import line_figure
from analyst_app.extraction.events.memory import Memory
from analyst_app.extraction.events.triggers import Trigger, is_copula
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import BE, Row
from analyst_app.extraction.grammar.units import Unit

INSTRUMENT = frozenset({"with", "by", "using", "involving", "from"})
_WHERE = frozenset({"in", "at", "on", "across", "over", "against"})
_UNITS = frozenset(
    {"unit", "units", "troops", "forces", "force", "crews", "crew", "battalion", "brigade", "regiment", "battery", "batteries"}
)
_MANY = 20
GENERIC = frozenset({EventType.ATTACK})


@dataclass(frozen=True, slots=True)
class Told:
    """What a builder is given of the sentence."""

    row: Row
    trigger: Trigger
    reach: Reach
    memory: Memory


class AttackFrame:
    """The common ground of the builders of attack words."""

    def __init__(self, arguments: Arguments) -> None:
        self.arguments = arguments

    def draft(self, told: Told, kind: EventType) -> Draft:
        """A draft of this type at the trigger, with nothing filled in."""
        row, trigger = told.row, told.trigger
        return Draft(
            type=kind,
            trigger=trigger.span,
            sentence=row.sentence.index,
            block=row.sentence.block,
            verbal=not trigger.noun,
            noun=row.lemma(trigger.k),
            sure=trigger.sure,
        )

    def times(self, told: Told) -> tuple[Estimate | None, int | None]:
        """How often, where "seven times" or "twice" stands in reach, and at which chunk."""
        row = told.row
        for at in [*told.reach.right(row, told.trigger.k), *told.reach.left(row, told.trigger.k)]:
            if row.chunks[at].kind is Kind.TIMES:
                return row.chunks[at].count, at
        return None, None

    def target_in(self, row: Row, positions: list[int], *, of_whom: bool = True) -> Found[str] | None:
        """The first thing among these chunks that is acted on ("on an apartment block"); `of_whom`: also behind "of"."""
        for at in positions:
            chunk = row.chunks[at]
            if chunk.prep in {"on", "at", "against", "upon"} or (chunk.prep == "of" and chunk.kind is Kind.THING and of_whom):
                found = self.arguments.target(row, at)
                if found is not None:
                    return found
        return None

    def counted_places(self, told: Told, drafts: list[Draft]) -> None:
        """As in "shelled positions in 139 areas", "hits were recorded at 13 locations": places counted, and not acts."""
        row = told.row
        if len(drafts) != 1 or drafts[0].count is not None or drafts[0].places_count is not None:
            return
        governor = row.governor(told.trigger.k) if told.trigger.noun else None
        hit = (
            None
            if governor is None or governor < told.trigger.k or row.subject(governor) != told.trigger.k
            else row.direct_object(governor)
        )
        for at in told.reach.right(row, told.trigger.k):
            chunk = row.chunks[at]
            where = chunk.prep in _WHERE or at == hit
            if chunk.kind is Kind.PLACES and chunk.number is not None and chunk.count is not None and where:
                drafts[0].places_count = Found(chunk.count.best, row.span(at), 0.85)
                return

    def places_units(self, told: Told, base: Draft, units: list[Unit]) -> list[Draft]:
        """One draft for each counted group of places."""
        row = told.row
        drafts: list[Draft] = []
        behind = [at for at in told.reach.right(row, told.trigger.k) if self.arguments.is_place(row, at)]
        for unit in units:
            draft = self.draft(told, base.type)
            draft.actor, draft.target = base.actor, None
            if unit.count is not None:
                draft.places_count = Found(unit.count.best, row.span(unit.k), 0.9)
            own = [at for at in unit.places if self.arguments.is_place(row, at)]
            draft.places = order(row, own or behind)
            drafts.append(draft)
        return drafts

    def pronoun(self, told: Told, k: int) -> Found[str] | None:
        """Who "it", "they" or "its aircraft" stands for: the party named before in the sentence, else the one quoted."""
        row, chunk = told.row, told.row.chunks[k]
        if not (chunk.kind is Kind.PRONOUN or chunk.det in {"its", "their", "his"}):
            return None
        for at in range(k - 1, -1, -1):
            before = row.chunks[at]
            if before.kind is Kind.PARTY and not (before.prep and before.prep != "by"):
                return self.arguments.acting(row, at)
        if told.memory.source_party is not None:
            return Found(told.memory.source_party, row.span(k), 0.65)
        return None

    def instrument(self, row: Row, reach: Reach, k: int) -> int | None:
        """The chunk of the weapon that the act is done with."""
        chunk = row.chunks[k]
        if chunk.weapon is not None:
            return k
        for at in reach.right(row, k):
            other = row.chunks[at]
            if other.kind is Kind.WEAPON and (other.prep in INSTRUMENT or other.prep == "of"):
                return None if self._of_several_kinds(row, at) else at
            if other.kind is Kind.NUMBER and other.sep:
                return None
        return None

    def _of_several_kinds(self, row: Row, at: int) -> bool:
        """Whether weapons of other kinds are joined to one ("with artillery, drones and missiles"): the act has no stated kind."""
        kinds = {row.weapon_type(at)}
        following = at + 1
        while (
            following < len(row)
            and row.chunks[following].kind is Kind.WEAPON
            and row.chunks[following].sep
            and not row.chunks[following].prep
        ):
            kinds.add(row.weapon_type(following))
            following += 1
        return len(kinds - {None}) > 1

    def _barrages(self, told: Told) -> bool:
        """Whether somebody opened fire so often that only guns can be meant ("opened fire 4,912 times")."""
        count, _ = self.times(told)
        return count is not None and count.best >= _MANY

    def kind(self, told: Told, weapon: int | None, actor: Found[str] | None, doer: int | None = None) -> EventType:
        """The event's type: that of the word, made exact by the weapon, or by which troops do it, where the word leaves it open."""
        types = told.trigger.types
        if types[:2] == (EventType.ATTACK, EventType.SHELLING) and self._barrages(told):
            return EventType.SHELLING
        named = told.row.weapon_type(weapon)
        if named is not None and (
            types[0] in GENERIC or named in types or (types[0] is EventType.AIRSTRIKE and named is EventType.DRONE_STRIKE)
        ):
            return named
        span = actor.span if actor is not None else None
        if doer is not None and doer < told.trigger.k:
            span = Span(told.row.span(doer).start, told.row.span(told.trigger.k - 1).end)
        arm = self._arm_of(told.row, span) if types[0] in GENERIC and span is not None else None
        return arm or types[0]

    def _arm_of(self, row: Row, doer: Span) -> EventType | None:
        """What troops do by what they are: aviation, gunners, missile units; None for others, and for several of them together."""
        words = set(doer.of(row.scene.reading.text).lower().split())
        arms = {
            EventType.AIRSTRIKE: any(row.words.is_a(word, "aviation") for word in words)
            or ("air" in words and {"force", "forces"} & words),
            EventType.SHELLING: {"artillery", "gunners"} & words,
            EventType.MISSILE_STRIKE: "missile" in words and _UNITS & words,
        }
        named = [kind for kind, there in arms.items() if there]
        return named[0] if len(named) == 1 else None


def count_of(row: Row, unit: Unit) -> Found[Estimate] | None:
    """The number of a unit with the words it stands in."""
    if unit.count is None:
        return None
    words: Span | None = None if unit.count_at is None else _number_span(row, unit.count_at)
    return Found(unit.count, words, 0.92)


def _number_span(row: Row, k: int) -> Span:
    number = row.chunks[k].number
    return row.span(k) if number is None else row.scene.reading.mentions[number].span


def number_for(row: Row, k: int) -> int | None:  # noqa: PLR0911 - one return for each case of the rule
    """The chunk that counts the act at `k` from elsewhere: "nine were air strikes", "made two attempts to ...", "47 of them raids"."""
    if k == 0:
        return None
    at = k - 1
    if row.chunks[at].kind is Kind.PRONOUN and row.chunks[at].prep == "of" and at > 0 and not row.chunks[k].sep:
        at -= 1
        return at if row.chunks[at].kind is Kind.NUMBER else None
    if row.chunks[at].kind is Kind.NUMBER and row.chunks[k].prep == "of":
        return at
    if row.lemma(at) in {"attempt", "try"} and row.chunks[at].kind is not Kind.VERB and row.chunks[at].count is not None:
        return at
    tried = next(
        (n for n in range(at, max(-1, at - 3), -1) if row.lemma(n) in {"attempt", "try"} and row.chunks[n].number is not None), None
    )
    if tried is not None and row.chunks[k].prep == "to":
        return tried
    if row.chunks[at].kind is Kind.VERB and is_copula(row, at):
        subject = row.subject(at)
        if subject is not None and row.chunks[subject].kind is Kind.NUMBER and not row.chunks[k].count:
            return subject
    return None


def figure_behind(row: Row, k: int) -> int | None:
    """The number that a line of figures gives for the act at `k`: "air strikes – 19", "attacks with MLRS – 41"."""
    line = line_figure(row)
    if line is not None and line > k and all(c.kind not in {Kind.ACT, Kind.VERB} for n, c in enumerate(row.chunks[:line]) if n != k):
        return line
    for at in range(k + 1, min(k + 5, len(row))):
        chunk = row.chunks[at]
        if chunk.kind is Kind.NUMBER:
            return at if chunk.sep in {"–", ":", "– –"} and chunk.count is not None else None
        if chunk.kind not in {Kind.WEAPON, Kind.PLACE, Kind.PARTY, Kind.THING, Kind.PLACES} or not chunk.prep:
            return None
    return None


def number_of(row: Row, k: int) -> int | None:
    """The chunk that tells the number of the acts at `k`: "put the number of air raids at 74", "the number of attacks rose to 12"."""
    if k == 0 or row.chunks[k].prep != "of" or row.word(k - 1) not in {"number", "total", "count"}:
        return None
    for at in range(k + 1, len(row)):
        chunk = row.chunks[at]
        if chunk.sep.startswith(";"):
            return None
        if chunk.kind is Kind.NUMBER and chunk.count is not None and (chunk.prep in {"at", "to"} or row.word(at - 1) in BE):
            return at
    return None


def joins_act(row: Row, k: int) -> bool:
    """Whether a weapon's name only shares the noun of the acts behind it ("6 missile and 35 air strikes")."""
    chunk = row.chunks[k]
    behind = row.chunks[k + 1] if k + 1 < len(row) else None
    if behind is None or chunk.kind is not Kind.WEAPON or chunk.number is None or chunk.plural:
        return False
    several = chunk.count is None or chunk.count.best != 1
    verb = row.verb_before(k)
    sent = verb is None or row.words.is_a(row.word(verb), "launch")
    return (several or not sent) and behind.kind is Kind.ACT and behind.sep == "and" and behind.number is not None


def counts_as_act(row: Row, k: int) -> bool:
    """Whether each piece launched or dropped counts as an act (drones, missiles, rockets, bombs; not shells, tanks, aircraft)."""
    words = {row.scene.words[i] for i in range(row.chunks[k].first, row.chunks[k].last + 1)} | {row.lemma(k)}
    if row.words.is_a(row.lemma(k), "carrier"):
        return False
    kind = row.weapon_type(k)
    if kind in {EventType.DRONE_STRIKE, EventType.MISSILE_STRIKE, EventType.EXPLOSION}:
        return True
    return any(row.words.is_a(word, "munition") for word in words)
