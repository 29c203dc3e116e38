"""Who acts, where the clause itself does not say: a shared subject, a pronoun, the line above a list, an act told before.

Works on drafts that the builders have left without an actor; never changes one that they found.
"""

from dataclasses import replace

from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.spans import Label
from analyst_app.extraction.events.arguments import Arguments
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.grammar.scene import Scene
from analyst_app.extraction.text.reading import BlockKind
from analyst_app.extraction.who.subjects import Subjects
from analyst_app.extraction.who.targets import Targets

_POINTS = frozenset({"it", "they", "he", "she", "them", "who", "which"})
_OWNS = frozenset({"its", "their", "his", "her", "whose"})
_BANDS = frozenset({"group", "militia", "faction", "movement", "organisation", "organization", "gang", "band", "paramilitaries", "rebels"})
_PARTITIVE = frozenset({Kind.NUMBER, Kind.PRONOUN})
_DEFINITE = frozenset({"the", "these", "those", "this", "that", "all", "both", "'s"})
_REST = frozenset({"other", "remaining", "rest", "last", "first"})
_HAVE_TROOPS = frozenset({"government", "ministry", "authorities", "presidency", "military", "army", "command", "junta", "administration"})
_GUESS = 0.65
"""How sure at most the builders are of a pronoun whose party they take from the last quotation."""
_BODIES = frozenset({"administration", "administrations", "ministry", "authorities", "service", "agency", "council", "mission", "office"})
"""Words that take up a body named before by its last word."""
_BEFORE_COLON = 3
_SOON = 3
"""Sentences between an act and who owns up to it."""
_FALLS_SHORT = frozenset({"fail", "try", "attempt", "seek"})
"""Verbs of who attacks in vain; those of beating off say who repels."""
_TROOPS = frozenset(
    {"unit", "troop", "troops", "soldier", "defender", "serviceman", "servicemen", "detachment", "subunit", "brigade", "group"}
)
_UNKNOWN = frozenset({"gunmen", "assailants", "attackers", "fighters", "militants", "bandits", "men", "jihadists", "insurgents", "rebels"})
_FAR = 6
"""Blocks between an act and another that takes up its name."""


class Doers:
    """Follows one report sentence by sentence, in order, and keeps who its subjects were."""

    def __init__(self, arguments: Arguments, scene: Scene) -> None:
        self.arguments = arguments
        self.scene = scene
        self.subjects = Subjects(arguments)
        self.targets = Targets(arguments)
        self._topic: Found[str] | None = None
        self._topic_block = -1
        self._last: str | None = None
        self._led_by: dict[int, Found[str] | None] = {}

    # Sentence by sentence

    def complete(self, row: Row, drafts: list[Draft], told: list[Draft]) -> None:
        """Give the drafts of a row that have no actor the one that its own or an earlier sentence names.

        `told` are all drafts so far, the row's included.
        """
        self._turn_to(row)
        for draft in drafts:
            if draft.chunk < 0:
                continue
            self.targets.settle(row, draft, told)
            if draft.type is EventType.CLASH:
                self._face(row, draft)
            elif draft.actor is None and draft.type is not EventType.EVACUATION:
                draft.actor = self._found(row, draft, told)
            elif draft.actor is not None:
                draft.actor = self._better(row, draft) or draft.actor
            if draft.actor is not None and draft.actor.value in _BODIES:
                draft.actor = replace(draft.actor, value=self.arguments.body_meant(row, draft.actor.value) or draft.actor.value)
            if draft.status.value is Status.REPELLED and draft.target is None:
                self._beaten_by(row, draft)
            self._last = self._last if draft.actor is None else draft.actor.value

    def remember(self, row: Row) -> None:
        """Keep the party that is the sentence's subject; a sentence about somebody else takes it away."""
        self._turn_to(row)
        first = next((k for k, c in enumerate(row.chunks) if c.kind is Kind.VERB and not row.is_auxiliary(k)), None)
        subject = None if first is None else self.subjects.subject(row, first)
        if first is None or subject is None:
            return
        chunk = row.chunks[subject]
        if chunk.kind is Kind.PRONOUN or chunk.det in _OWNS:
            return
        if row.is_passive(first):
            self._topic = self.subjects.agent(row, first) or self._topic
            return
        found = self.arguments.acting(row, subject)
        if found is not None or chunk.kind in {Kind.BODY, Kind.PEOPLE}:
            self._topic = found

    def take_credit(self, row: Row, fresh: list[Draft], told: list[Draft]) -> None:
        """As in "JNIM claimed the attack", "Kabul blamed the Taliban": who did what was told before, in a sentence of its own."""
        if fresh:
            return
        named = next((found for k in range(len(row)) if (found := self.subjects.credited(row, k)) is not None), None)
        if named is None:
            return
        last = next((draft for draft in reversed(told) if draft.type.is_attack or draft.type is EventType.DETENTION), None)
        if last is None or row.sentence.index - last.sentence > _SOON:
            return
        if last.actor is None or last.actor.value.lower().split()[-1] in _UNKNOWN:
            last.actor = named

    def _turn_to(self, row: Row) -> None:
        """Between plain paragraphs a subject may go on, not into another bullet or entry."""
        block = row.sentence.block
        if block != self._topic_block and self.scene.blocks[block].kind is not BlockKind.PARAGRAPH:
            self._topic = None
        self._topic_block = block

    def _found(self, row: Row, draft: Draft, told: list[Draft]) -> Found[str] | None:
        if self._of_speaker(row, draft):
            return None if self._topic is None else self.arguments.opponent(row, self._topic)
        return (
            self._by_subject(row, draft)
            or self.subjects.relative(row, draft.chunk)
            or self.subjects.blamed(row, draft.chunk)
            or self.subjects.from_side(row, draft)
            or self._by_reporter(row, draft)
            or self._of_act(row, draft, told)
            or self._by_lead_in(row, draft)
        )

    def _speaks_for_itself(self, row: Row, draft: Draft) -> bool:
        """As in "The Somali government said its troops …": a pronoun means who is quoted in the same sentence before it."""
        source = draft.reported_by
        if source is None or source.span is None or source.span.start >= draft.trigger.start:
            return False
        return source.span.start >= row.scene.starts[row.sentence.tokens.start]

    def _of_speaker(self, row: Row, draft: Draft) -> bool:
        """As in "The ministry said its troops ...": they are those of a body whose side is not told, not of whom the story was about."""
        source = draft.reported_by
        if source is None or not self._speaks_for_itself(row, draft) or self.arguments.party_in(source.value) is not None:
            return False
        if _HAVE_TROOPS.isdisjoint(source.value.lower().split()):
            return False
        verb = self.subjects.performing(row, draft)
        subject = None if verb is None else self.subjects.subject(row, verb)
        if verb is None or subject is None or row.is_passive(verb) or row.chunks[subject].det not in {"its", "their"}:
            return False
        return not any(chunk.kind is Kind.PARTY for chunk in row.chunks[:subject])

    def _better(self, row: Row, draft: Draft) -> Found[str] | None:
        """What the builder only guessed: whom a pronoun means, and who does what a participle behind another verb tells."""
        actor = draft.actor
        if actor is None or row.chunks[draft.chunk].kind is not Kind.VERB:
            return None
        accused = self.subjects.accused(row, draft.chunk)
        if accused is not None:
            return accused
        if actor.sure <= _GUESS and self._topic is not None and not self._speaks_for_itself(row, draft):
            found = self._by_subject(row, draft)
            return found if found is not None and found.value == self._topic.value else None
        return self._shared(row, draft.chunk) if self.subjects.goes_on(row, draft.chunk) else None

    # The subject

    def _by_subject(self, row: Row, draft: Draft) -> Found[str] | None:
        """The subject that the verb shares with another one, or for which a pronoun stands."""
        verb = self.subjects.performing(row, draft)
        if verb is None:
            return None
        if row.is_passive(verb) and not self.subjects.describes(row, verb):
            return self.subjects.agent(row, verb) if draft.type is EventType.CASUALTIES else None
        return self._doing(row, verb)

    def _doing(self, row: Row, verb: int) -> Found[str] | None:
        """Who does what an active verb tells."""
        subject = None if self.subjects.goes_on(row, verb) else self.subjects.subject(row, verb)
        return self._shared(row, verb) if subject is None else self._who(row, subject)

    def _who(self, row: Row, subject: int) -> Found[str] | None:
        chunk = row.chunks[subject]
        after = subject + 1
        if chunk.kind is Kind.NUMBER and after < len(row) and row.chunks[after].prep == "of":
            # "one of its frigates"
            subject, chunk = after, row.chunks[after]
        if (chunk.kind is Kind.PRONOUN and row.word(subject) in _POINTS) or chunk.det in _OWNS:
            return self._meant(row, subject)
        if chunk.first > 0 and row.scene.words[chunk.first - 1] == "whose" and subject > 0:
            return self.arguments.acting(row, subject - 1)
        found = self.arguments.acting(row, subject)
        if found is None and chunk.det == "the" and row.word(subject) in _BANDS and self._last is not None:
            return Found(self._last, row.span(subject), 0.65)
        return found

    def _shared(self, row: Row, verb: int) -> Found[str] | None:
        """As in "units repelled two attacks, ..., and destroyed a tank": the subject of the verb before in the sentence."""
        at: int | None = verb
        while at is not None and (at := self.subjects.earlier(row, at)) is not None:
            if row.is_passive(at) or self.subjects.goes_on(row, at):
                continue
            subject = self.subjects.subject(row, at)
            if subject is not None:
                found = self._who(row, subject)
                return None if found is None else replace(found, sure=0.75)
        return None

    def _by_reporter(self, row: Row, draft: Draft) -> Found[str] | None:
        """Who reports that the other side's weapons were shot down has done it ("Russia’s ministry said 12 Ukrainian drones …")."""
        if draft.type is not EventType.INTERCEPTION or draft.reported_by is None:
            return None
        party = self.arguments.party_in(draft.reported_by.value)
        owners = {
            owner.value
            for k, chunk in enumerate(row.chunks)
            if chunk.kind is Kind.WEAPON and (owner := self.arguments.acting(row, k)) is not None
        }
        fights = any(set(conflict.opponents(party)) & owners for conflict in self.arguments.conflicts) if party is not None else False
        return Found(party, draft.reported_by.span, 0.65) if party is not None and fights else None

    def _meant(self, row: Row, k: int) -> Found[str] | None:
        """Who a pronoun stands for: the party named last before it in the sentence, else the last sentence's subject."""
        for at in range(k - 1, -1, -1):
            chunk = row.chunks[at]
            if chunk.kind is Kind.PARTY and (not chunk.prep or chunk.prep == "by"):
                return self.arguments.acting(row, at)
        return None if self._topic is None else Found(self._topic.value, row.span(k), 0.7)

    # Beaten off

    def _beaten_by(self, row: Row, draft: Draft) -> None:
        """Who repels is the target, and where nobody is said to attack the attack is the opponent's."""
        cue = draft.status.span
        at = None if cue is None else next((k for k in range(len(row)) if row.span(k).overlaps(cue)), None)
        if at is None or row.chunks[at].kind is not Kind.VERB or row.lemma(at) in _FALLS_SHORT:
            return
        by = self.subjects.agent(row, at) if row.is_passive(at) else self._doing(row, at)
        if by is None and not row.is_passive(at):
            by = _own_troops(row, self.subjects.subject(row, at))
        if by is None:
            return
        if draft.actor is None or draft.actor.value == by.value:
            draft.actor = self.arguments.opponent(row, by)
        draft.target = by

    # Clashes

    def _face(self, row: Row, draft: Draft) -> None:
        """The two sides of a clash: "between A and B", "A and B clashed", "A clashed with B"."""
        k = draft.chunk
        sides = self._between(row, k) or self._joined(row, k)
        if sides is None:
            return
        one, other = sides
        if one is not None and other is not None and one.value != other.value:
            draft.actor, draft.target = one, other

    def _between(self, row: Row, k: int) -> tuple[Found[str] | None, Found[str] | None] | None:
        for at in range(k + 1, len(row) - 1):
            if row.chunks[at].prep == "between":
                return self.arguments.acting(row, at), self.arguments.acting(row, at + 1)
            if row.chunks[at].kind is Kind.VERB and row.chunks[at].sep:
                return None
        return None

    def _joined(self, row: Row, k: int) -> tuple[Found[str] | None, Found[str] | None] | None:
        if row.chunks[k].kind is not Kind.VERB:
            return None
        subject = self.subjects.subject(row, k)
        if subject is None:
            return None
        first = subject - 1
        if first >= 0 and "and" in row.chunks[subject].sep and row.chunks[first].kind is Kind.PARTY and not row.chunks[first].prep:
            return self.arguments.acting(row, first), self._who(row, subject)
        for at in range(subject + 1, len(row)):
            chunk = row.chunks[at]
            joined = at < k and "and" in chunk.sep and not chunk.prep
            against = at > k and chunk.prep in {"with", "against"}
            if joined or against:
                return self._who(row, subject), self.arguments.acting(row, at)
        return None

    # An act told before

    def _of_act(self, row: Row, draft: Draft, told: list[Draft]) -> Found[str] | None:
        """As in "four of the day's air strikes fell on", "the other three drones hit": what is taken up has its actor already."""
        if draft.whole is not None and draft.whole.actor is not None:
            return draft.whole.actor
        if not draft.type.is_attack or not self._takes_up(row, draft):
            return None
        for other in reversed(told):
            if draft.block - other.block > _FAR:
                return None
            kindred = other.type is draft.type or (draft.type is EventType.ATTACK and other.type.is_attack)
            if kindred and other is not draft and other.sentence < draft.sentence:
                return None if other.actor is None else Found(other.actor.value, draft.trigger, 0.7)
        return None

    def _takes_up(self, row: Row, draft: Draft) -> bool:
        """Whether the words of the act, or of the weapon that does it, mean what was told before."""
        k = draft.chunk
        if row.chunks[k].kind is Kind.VERB:
            subject = row.subject(k)
            if subject is None:
                return False
            k = subject
            if row.chunks[k].kind is Kind.NUMBER and k + 1 < len(row) and row.chunks[k + 1].prep == "of":
                k += 1
            if row.chunks[k].kind not in {Kind.WEAPON, Kind.ACT, Kind.NUMBER}:
                return False
        chunk = row.chunks[k]
        partitive = k > 0 and chunk.prep == "of" and row.chunks[k - 1].kind in _PARTITIVE and chunk.det in _DEFINITE
        rest = chunk.det in _DEFINITE and bool(_REST & set(chunk.adjectives))
        return partitive or rest or (chunk.kind is Kind.NUMBER and k > 0 and row.chunks[k - 1].kind is Kind.NUMBER)

    # Lists

    def _by_lead_in(self, row: Row, draft: Draft) -> Found[str] | None:
        """As in "the enemy:", "the work of the Defence Forces:" above bullets that name nobody."""
        above = self.scene.blocks[row.sentence.block].lead_in
        if above is None or self._has_subject(row, draft.chunk):
            return None
        if above not in self._led_by:
            self._led_by[above] = self._leader(above)
        return self._led_by[above]

    def _leader(self, block: int) -> Found[str] | None:
        """The party that a line above a list ends with, or the only one in a line that tells nothing else."""
        span = self.scene.blocks[block].span
        named = [m for m in self.scene.reading.mentions if m.label is Label.ACTOR and span.covers(m.span)]
        near = [mention for mention in named if span.end - mention.span.end <= _BEFORE_COLON]
        if not near and len(named) == 1 and not self._tells(block):
            near = named
        return Found(near[-1].canonical or near[-1].text, near[-1].span, 0.75) if near else None

    def _has_subject(self, row: Row, k: int) -> bool:
        return row.chunks[k].kind is Kind.VERB and not row.is_passive(k) and row.subject(k) is not None

    def _tells(self, block: int) -> bool:
        """Whether the line above a list is a sentence with a verb of its own."""
        span = self.scene.blocks[block].span
        return any(self.scene.is_verb(i) for i, start in enumerate(self.scene.starts) if span.start <= start < span.end)


def _own_troops(row: Row, subject: int | None) -> Found[str] | None:
    """Units of no named side beat off attacks on the side that the report speaks for ("units of the North group repelled")."""
    speaker = row.scene.reading.speaker
    if subject is None or speaker is None or row.lemma(subject) not in _TROOPS:
        return None
    return Found(speaker, row.span(subject), 0.7)
