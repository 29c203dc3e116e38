"""Which words of a sentence name events, and in what sense. Tells nothing of who, where or whether it happened."""

from dataclasses import dataclass
from enum import StrEnum

from analyst_app.domain.ontology import EventType
from analyst_app.domain.spans import Label, Span
from analyst_app.extraction.events.ledgers import entries, leads_list
from analyst_app.extraction.events.munitions import munition_doing
from analyst_app.extraction.events.trigger_checks import (
    PRISONERS,
    explodes_underneath,
    of_another_period,
    opens_offensive,
    prisoners_counted,
    spent,
    walks_out,
)
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.patients import acted_on, is_vehicle, lost_weapon, stand_for_flown
from analyst_app.extraction.grammar.row import BE, Row


class Sense(StrEnum):
    """What sort of thing a trigger tells; it decides which arguments are looked for."""

    ATTACK = "attack"
    INTERCEPT = "intercept"
    TERRITORY = "territory"
    LOSS = "loss"
    DETAIN = "detain"
    EVACUATE = "evacuate"
    KILL = "kill"


TYPE_OF = {
    Sense.INTERCEPT: EventType.INTERCEPTION,
    Sense.TERRITORY: EventType.TERRITORY_CHANGE,
    Sense.LOSS: EventType.EQUIPMENT_LOSS,
    Sense.DETAIN: EventType.DETENTION,
    Sense.EVACUATE: EventType.EVACUATION,
    Sense.KILL: EventType.CASUALTIES,
}


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an event at chunk `k`. `types` are those of an attack word; `verb` is the sense's name in the word list."""

    k: int
    span: Span
    sense: Sense
    noun: bool
    types: tuple[EventType, ...] = ()
    verb: str = ""
    sure: float = 0.95
    length: int = 1


_TYPES_OF = {
    "target": (EventType.ATTACK,),
    "impact": (EventType.ATTACK,),
    "use": (EventType.ATTACK, EventType.DRONE_STRIKE, EventType.MISSILE_STRIKE, EventType.AIRSTRIKE),
    "explode": (EventType.EXPLOSION,),
}
_OUT = frozenset({"out", "from", "away", "safety", "off"})
_AWAY = _OUT | {"to", "into"}
_CARRY = frozenset({"carry", "fly", "drive", "ship", "lead", "get", "send", "shift", "take", "bring"})
_CARE = frozenset({"hospital", "hospitals", "clinic", "custody", "court", "prison", "morgue", "surgery", "doctor", "doctors", "infirmary"})
_GOES_ON = frozenset({"hit", "hits", "hitting", "struck", "strike", "strikes", "targeted", "target", "targets", "pounded", "rocked"})
_SEIZABLE = frozenset({Kind.PEOPLE, Kind.PARTY, Kind.NUMBER, Kind.BODY, Kind.THING, Kind.PRONOUN})
_WIDE = frozenset({"capture", "seize", "occupy", "retake", "recapture", "overrun", "liberate", "conquer", "take control of"})
_ORDERS = frozenset({"order", "tell", "urge", "ask", "call", "instruct", "advise", "warn", "command"})
_BURNS = frozenset({"burn", "torch", "set"})
_FALLS_ON = frozenset(
    {"on", "by", "into", "in", "at", "near", "within", "outside", "over", "from", "under", "below", "short", "for", "across"}
)


class TriggerFinder:
    """Finds the triggers of one row after another."""

    def find(self, row: Row) -> list[Trigger]:
        """The triggers of a row, in order."""
        found: list[Trigger] = []
        for k, chunk in enumerate(row.chunks):
            if chunk.kind is Kind.VERB:
                trigger = self._verb(row, k)
            elif chunk.kind is Kind.ACT:
                trigger = self._act(row, k)
            elif chunk.kind in {Kind.THING, Kind.PEOPLE} and (row.word(k) in row.words.nouns or prisoners_counted(row, k)):
                trigger = self._noun(row, k)
            else:
                trigger = None
            if trigger is not None:
                found.append(trigger)
        found = [trigger for trigger in found if not (of_another_period(row, trigger.k) or _doubled(row, trigger, found))]
        return [trigger for trigger in found if not (self._done_by_act(row, trigger) or self._does_what_act_does(row, trigger, found))]

    def _done_by_act(self, row: Row, trigger: Trigger) -> bool:
        """Whether a passive verb only says what its act did ("was hit by 14 air strikes")."""
        after = trigger.k + 1
        if trigger.noun or trigger.sense is not Sense.ATTACK or after >= len(row) or not row.is_passive(trigger.k):
            return False
        return row.chunks[after].kind is Kind.ACT and row.chunks[after].prep in {"by", "in"}

    def _does_what_act_does(self, row: Row, trigger: Trigger, found: list[Trigger]) -> bool:
        """Whether a verb only goes on with the act that is its subject ("A bomb blast hit a police van")."""
        if trigger.noun or trigger.sense is not Sense.ATTACK or row.word(trigger.k) not in _GOES_ON or row.is_passive(trigger.k):
            return False
        subject = row.subject(trigger.k)
        if subject is None or row.chunks[subject].kind is not Kind.ACT or row.chunks[subject].prep or row.chunks[subject].det == "the":
            return False
        return any(t.k == subject and t.noun for t in found)

    def _act(self, row: Row, k: int) -> Trigger | None:
        mention = row.mention(k)
        if mention is None or not mention.attack_types:
            return None
        return Trigger(k, mention.span, _sense(mention.attack_types), noun=True, types=mention.attack_types)

    def _verb(self, row: Row, k: int) -> Trigger | None:
        mention = row.mention(k)
        if mention is not None and mention.label is Label.ATTACK:
            if not mention.attack_types or walks_out(row, k):
                return None
            return Trigger(k, mention.span, _sense(mention.attack_types), noun=False, types=mention.attack_types)
        if row.is_auxiliary(k):
            return None
        if row.lemma(k) == "take" and row.scene.words[min(row.chunks[k].head + 1, row.sentence.tokens.stop - 1)] == "place":
            return None
        for form, last in self._forms(row, k):
            for name in sorted(row.words.verbs[form]):
                sense = self._sense_of(row, k, name, form)
                if sense is not None:
                    types = _TYPES_OF.get(name, (EventType.ATTACK,)) if sense is Sense.ATTACK else ()
                    return Trigger(
                        k,
                        row.scene.span(row.chunks[k].head, last),
                        sense,
                        noun=False,
                        types=types,
                        verb=name,
                        sure=0.85,
                        length=len(form.split()),
                    )
        return None

    def _forms(self, row: Row, k: int) -> list[tuple[str, int]]:
        """The listed forms that start at the verb, the longest first, each with its last token."""
        words, token = row.scene.words, row.chunks[k].head
        found = [
            (" ".join(phrase), token + len(phrase) - 1)
            for phrase in row.words.phrases.get(words[token], ())
            if tuple(words[token : token + len(phrase)]) == phrase
        ]
        if words[token] in row.words.verbs:
            found.append((words[token], token))
        elif row.scene.lemmas[token] in row.words.verbs:
            found.append((row.scene.lemmas[token], token))
        return found

    def _sense_of(self, row: Row, k: int, name: str, form: str) -> Sense | None:  # noqa: C901, PLR0911 - one line for each sense
        at = acted_on(row, k, len(form.split()))
        if name in {"capture", "retake"}:
            return self._capture(row, k, at, form)
        if name == "fall":
            return self._fall(row, k)
        if name == "lose":
            return self._lose(row, k, at, form)
        if name == "detain":
            return Sense.DETAIN if self._seizes(row, at, form) else None
        if name == "evacuate":
            return Sense.EVACUATE
        if name == "flee":
            return Sense.EVACUATE if self._subject_is_people(row, k) else None
        if name in {"move", "leave"}:
            return self._move(row, k, at, name)
        if name in {"destroy", "kill"} and munition_doing(row, k) is not None:
            return Sense.ATTACK
        if name == "destroy":
            return self._destroy(row, k, at)
        if name == "kill":
            return Sense.KILL
        return self._attacks(row, k, at, name)

    def _attacks(self, row: Row, k: int, at: int | None, name: str) -> Sense | None:
        """Verbs that tell of an attack only with certain subjects or objects."""
        if name == "explode":
            return Sense.ATTACK
        if name == "impact":
            subject = row.subject(k)
            return Sense.ATTACK if subject is not None and row.chunks[subject].kind is Kind.WEAPON else None
        if at is None:
            return None
        told = {
            "tread": explodes_underneath(row, at),
            "use": spent(row, k, at),
            "target": row.chunks[at].kind in {Kind.PLACE, Kind.PLACES, Kind.THING},
        }
        return Sense.ATTACK if told.get(name) else None

    def _capture(self, row: Row, k: int, at: int | None, form: str) -> Sense | None:  # noqa: PLR0911 - one return for each case of the rule
        if at is None:
            return None
        chunk = row.chunks[at]
        if any(row.scene.words[i] in PRISONERS for i in range(row.chunks[k].last + 1, min(chunk.last + 3, row.sentence.tokens.stop))):
            return Sense.DETAIN
        wide = row.lemma(k) in _WIDE or form in _WIDE or " " in form or form.startswith(("ret", "recapt", "liberat", "recover", "wrest"))
        if chunk.kind is Kind.PLACE:
            return Sense.TERRITORY
        if chunk.kind is Kind.PLACES:
            return (
                Sense.TERRITORY
                if chunk.number is not None or chunk.det in {"the", "a", "another"} or self._place_follows(row, at)
                else None
            )
        if chunk.kind is Kind.PRONOUN:
            return Sense.TERRITORY if row.word(at) == "it" and wide else None
        if is_vehicle(row, at):
            return Sense.LOSS if wide and self._by_party(row, k) else None
        unknown = chunk.kind is Kind.THING and not row.words.is_a(row.word(at), "facility")
        if unknown and chunk.number is not None and chunk.plural and row.lemma(k) == "capture" and not self._place_straight_of(row, at):
            return Sense.DETAIN
        if chunk.kind is Kind.THING and wide and row.word(at) not in {"power", "control", "initiative"}:
            return Sense.TERRITORY if self._place_follows(row, at) or row.words.is_a(row.word(at), "facility") else None
        if chunk.kind is Kind.WEAPON and wide:
            return Sense.LOSS
        return Sense.DETAIN if chunk.kind in {Kind.PEOPLE, Kind.PARTY, Kind.NUMBER} and row.lemma(k) in {"capture", "seize"} else None

    def _place_follows(self, row: Row, at: int) -> bool:
        return at + 1 < len(row) and row.chunks[at + 1].kind is Kind.PLACE and bool(row.chunks[at + 1].prep)

    def _place_straight_of(self, row: Row, at: int) -> bool:
        return at + 1 < len(row) and row.chunks[at + 1].kind is Kind.PLACE and row.chunks[at + 1].prep == "of"

    def _fall(self, row: Row, k: int) -> Sense | None:
        subject = row.subject(k)
        if subject is None or row.scene.children(row.chunks[k].head, frozenset({"neg"})):
            return None
        chunk, after = row.chunks[subject], k + 1
        named = chunk.kind is Kind.PLACES or (chunk.kind is Kind.THING and row.words.is_a(row.word(subject), "facility"))
        if named and chunk.det in {"the", "its"} and after < len(row):
            return Sense.TERRITORY if row.chunks[after].prep == "to" and row.chunks[after].kind is Kind.PARTY else None
        if chunk.kind is not Kind.PLACE:
            return None
        if after < len(row) and row.chunks[after].prep in _FALLS_ON and row.chunks[after].kind is not Kind.DATE:
            return None
        return Sense.TERRITORY

    def _seizes(self, row: Row, at: int | None, form: str) -> bool:
        """Whether people are seized: anything that can be detained, of verbs in two words only people and what is counted like them."""
        if at is None:
            return " " in form
        chunk = row.chunks[at]
        if chunk.kind is Kind.THING and " " in form:
            return chunk.number is not None and chunk.plural
        return chunk.kind in _SEIZABLE

    def _lose(self, row: Row, k: int, at: int | None, form: str) -> Sense | None:
        """Places given up; equipment lost by a party ("lost two tanks"), not a drone lost from the radar."""
        if at is None:
            return None
        if " " in form or row.lemma(k) != "lose":
            taken = row.chunks[at].kind is Kind.PLACE or (row.chunks[at].kind is Kind.PLACES and row.chunks[at].det in {"the", "two", ""})
            return Sense.TERRITORY if taken else None
        place = row.chunks[at].kind is Kind.PLACE or (row.chunks[at].kind is Kind.PLACES and row.chunks[at].det == "the")
        if place:
            return Sense.TERRITORY
        if row.is_passive(k):
            return None
        return Sense.LOSS if lost_weapon(row, at) is not None else None

    def _subject_is_people(self, row: Row, k: int) -> bool:
        subject = row.subject(k)
        if subject is None:
            return False
        chunk = row.chunks[subject]
        return chunk.kind in {Kind.PEOPLE, Kind.NUMBER} or (chunk.kind is Kind.THING and chunk.plural)

    def _move(self, row: Row, k: int, at: int | None, name: str) -> Sense | None:
        if name == "leave":
            before = row.verb_before(k)
            if row.chunks[k].prep == "to" and before is not None and row.lemma(before) in _ORDERS:
                return Sense.EVACUATE
            return Sense.EVACUATE if self._leaves(row, k) else None
        if at is None or not self._are_people(row, k, at):
            return None
        words = row.scene.words
        passive = row.is_passive(k)
        start = row.chunks[k].head + 1 if passive else row.chunks[at].last + 1
        behind = words[start : min(start + 5, row.sentence.tokens.stop)]
        if set(behind[:4]) & _CARE:
            return None
        away = _OUT if row.lemma(k) in _CARRY else _AWAY
        out = words[row.chunks[k].head + 1] if row.chunks[k].head + 1 < row.sentence.tokens.stop else ""
        return Sense.EVACUATE if set(behind[:2]) & away or out == "out" else None

    def _are_people(self, row: Row, k: int, at: int) -> bool:
        """Whether what is moved are people, and no troops; a counted noun of no other kind that is flown or led out is."""
        chunk = row.chunks[at]
        if row.words.is_a(row.word(at), "military"):
            return False
        led = row.lemma(k) in {"fly", "airlift", "lead", "bus", "ferry", "escort", "rescue"}
        return chunk.kind in {Kind.PEOPLE, Kind.NUMBER} or (led and chunk.kind is Kind.THING and chunk.plural and chunk.number is not None)

    def _leaves(self, row: Row, k: int) -> bool:
        """Whether so many people are said to have left a place ("About 4,000 people have left the city")."""
        subject = row.subject(k)
        if subject is None or row.is_passive(k) or row.chunks[subject].number is None:
            return False
        people = row.chunks[subject].kind in {Kind.PEOPLE, Kind.NUMBER} and not row.words.is_a(row.word(subject), "military")
        at = row.direct_object(k)
        return people and (at is None or row.chunks[at].kind in {Kind.PLACE, Kind.PLACES})

    def _destroy(self, row: Row, k: int, at: int | None) -> Sense | None:
        if at is not None and row.chunks[at].kind is Kind.THING and row.direct_object(k) is None and leads_list(row):
            return Sense.LOSS
        if at is None:
            token = row.chunks[k].last + 1
            colon = any(word == ":" for word in row.scene.words[token : row.sentence.tokens.stop])
            return Sense.LOSS if colon or leads_list(row) else None
        if row.word(k) == "destroyed" and stand_for_flown(row, at):
            return Sense.INTERCEPT
        if is_vehicle(row, at):
            return Sense.LOSS if row.lemma(k) not in _BURNS and self._by_party(row, k) else None
        people = row.chunks[at].kind in {Kind.PARTY, Kind.PEOPLE} and row.chunks[at].number is not None
        return Sense.LOSS if row.chunks[at].kind is Kind.WEAPON or (people and lost_weapon(row, at) is not None) else None

    def _by_party(self, row: Row, k: int) -> bool:
        subject = None if row.is_passive(k) else row.subject(k)
        return subject is not None and row.chunks[subject].kind in {Kind.PARTY, Kind.PRONOUN}

    def _noun(self, row: Row, k: int) -> Trigger | None:  # noqa: PLR0911 - one return for each case of the rule
        chunk = row.chunks[k]
        if prisoners_counted(row, k):
            return Trigger(k, row.span(k), Sense.DETAIN, noun=True, verb="detain", sure=0.8)
        name = row.words.nouns[row.word(k)]
        if name == "assault":
            if not opens_offensive(row, k):
                return None
            return Trigger(k, row.scene.span(chunk.head, chunk.head), Sense.ATTACK, noun=True, types=(EventType.GROUND_ASSAULT,), sure=0.7)
        if row.word(k) == "losses":
            told = leads_list(row) or any(row.chunks[e.thing].kind is Kind.WEAPON for e in entries(row, k + 1))
            return Trigger(k, row.scene.span(chunk.head, chunk.head), Sense.LOSS, noun=True, verb="lose", sure=0.75) if told else None
        sense = {"evacuate": Sense.EVACUATE, "detain": Sense.DETAIN, "capture": Sense.TERRITORY, "retake": Sense.TERRITORY}.get(name)
        if name == "fall" and row.word(k) == "fall":
            sense = Sense.TERRITORY
        after = k + 1
        if (
            sense is None
            or after >= len(row)
            or row.chunks[after].sep.startswith(":")
            or (row.chunks[after].prep != "of" and sense is not Sense.EVACUATE)
        ):
            return None
        moved = row.word(k) in {"removal", "transfer", "extraction"} and sense is Sense.EVACUATE
        if moved and (row.chunks[after].prep != "of" or row.chunks[after].kind not in {Kind.PEOPLE, Kind.NUMBER}):
            return None
        if sense is Sense.TERRITORY and row.chunks[after].kind not in {Kind.PLACE, Kind.PLACES}:
            return None
        if sense is Sense.DETAIN and row.chunks[after].kind not in {Kind.PEOPLE, Kind.NUMBER, Kind.PARTY}:
            return None
        return Trigger(k, row.scene.span(chunk.head, chunk.head), sense, noun=True, verb=name, sure=0.75)


def _sense(types: tuple[EventType, ...]) -> Sense:
    return Sense.INTERCEPT if types[0] is EventType.INTERCEPTION else Sense.ATTACK


def is_copula(row: Row, k: int) -> bool:
    """Whether a verb only links ("nine were air strikes")."""
    return row.word(k) in BE


def _doubled(row: Row, trigger: Trigger, found: list[Trigger]) -> bool:
    """Whether a verb only shares the object of the one it is joined to ("had shot down or suppressed 181 targets")."""
    if trigger.noun or trigger.sense is not Sense.INTERCEPT or row.chunks[trigger.k].sep != "and":
        return False
    return any(t.k == trigger.k - 1 and t.sense is Sense.INTERCEPT and not t.noun for t in found)
