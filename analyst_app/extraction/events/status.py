"""Whether an act happened: tried, beaten off, planned, said not to have happened, or only feared or supposed.

Cues have a scope: a helping verb holds for its verb, "attempts to" for the infinitive behind it, "repelled" for the assault it governs.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.spans import Span
from analyst_app.extraction.events.drafts import Found
from analyst_app.extraction.events.triggers import Sense, Trigger
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.negation import nobody_acted_on, none_of, nothing_of_it
from analyst_app.extraction.grammar.row import HAVE, Row
from analyst_app.resources import resource

_REPELLABLE = frozenset({EventType.GROUND_ASSAULT, EventType.ATTACK, EventType.CLASH})
_SPOKEN_OF = frozenset({Kind.PARTY, Kind.BODY, Kind.PEOPLE, Kind.THING, Kind.PRONOUN, Kind.NUMBER})
_FOUGHT = frozenset({EventType.GROUND_ASSAULT})
_COUNTING = frozenset(
    {
        "record",
        "report",
        "register",
        "observe",
        "see",
        "hear",
        "note",
        "detect",
        "be",
        "document",
        "log",
        "occur",
        "take",
        "conduct",
        "carry",
        "launch",
    }
)


_SAID_BY_DENIAL = frozenset({"located"})
"""A drone that was "not located" is one that jamming sent astray: the denial tells the act."""


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of `status.toml`, each list as a set."""

    lists: Mapping[str, frozenset[str]]
    repel_phrases: frozenset[tuple[str, str]]

    def has(self, name: str, word: str) -> bool:
        """Whether a word is on a list, e.g. `has("plan.verbs", "threaten")`."""
        return word in self.lists[name]


@dataclass(frozen=True, slots=True)
class Repelled:
    """A cue that an assault was beaten off: its words, and the chunk of who did it."""

    span: Span
    by: int | None


@lru_cache(1)
def load_cues() -> Cues:
    """The shipped cues; read once."""
    table = tomllib.loads(resource("lexicons/status.toml").read_text(encoding="utf-8"))
    lists = {f"{group}.{name}": frozenset(words) for group, row in table.items() if isinstance(row, dict) for name, words in row.items()}
    phrases = frozenset((a, b) for a, b in (phrase.split() for phrase in table["repel"]["phrases"]))
    return Cues(lists, phrases)


class StatusReader:
    """Reads the status of the triggers of a row."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues

    def read(self, row: Row, trigger: Trigger, repelled: Repelled | None) -> Found[Status] | None:
        """The status, or None where the words tell of no event (hopes, fears, conditions)."""
        if repelled is not None:
            return Found(Status.REPELLED, repelled.span, 0.92)
        if self._supposed(row, trigger.k):
            return None
        return self._of_noun(row, trigger) if trigger.noun else self._of_verb(row, trigger)

    def repelled(self, row: Row, triggers: list[Trigger]) -> dict[int, Repelled]:
        """Which triggers (by chunk) are said to have been beaten off, and by whom."""
        found: dict[int, Repelled] = {}
        for k, chunk in enumerate(row.chunks):
            span = self._repel_words(row, k)
            if span is None:
                continue
            adjective = chunk.kind is not Kind.VERB
            passive = not adjective and row.is_passive(k)
            by = self._repeller(row, k, passive=passive) if not adjective else None
            for trigger in self._bound(row, triggers, k, passive=passive or adjective):
                found[trigger.k] = Repelled(span, by)
        return found

    def _repel_words(self, row: Row, k: int) -> Span | None:
        chunk, words = row.chunks[k], row.scene.words
        token = chunk.head
        if chunk.kind is Kind.VERB:
            after = words[token + 1] if token + 1 < row.sentence.tokens.stop else ""
            if (words[token], after) in self.cues.repel_phrases:
                return row.scene.span(token, token + 1)
            if self.cues.has("repel.verbs", row.lemma(k)) or self.cues.has("repel.adjectives", words[token]):
                failing = words[token] == "failed" and after == "to"
                return None if failing else row.scene.span(token, token)
            return None
        # "all were unsuccessful": an adjective behind a linking verb
        if (
            chunk.kind is Kind.THING
            and self.cues.has("repel.adjectives", words[chunk.last])
            and row.scene.tags[chunk.last][:2] in {"JJ", "VB", "NN"}
        ):
            return row.scene.span(chunk.last, chunk.last)
        return None

    def _repeller(self, row: Row, k: int, *, passive: bool) -> int | None:
        if passive:
            return next((at for at in range(k + 1, len(row)) if row.chunks[at].prep == "by" and row.chunks[at].kind is Kind.PARTY), None)
        subject = row.subject(k)
        return subject if subject is not None and row.chunks[subject].kind in {Kind.PARTY, Kind.PRONOUN, Kind.BODY} else None

    def _bound(self, row: Row, triggers: list[Trigger], k: int, *, passive: bool) -> list[Trigger]:
        able = [t for t in triggers if t.sense is Sense.ATTACK and _REPELLABLE & set(t.types[:2])]
        if passive:
            so_many = row.subject(k)
            if so_many is not None and row.chunks[so_many].kind is Kind.NUMBER:
                # "eight attempts ...; five were stopped": a part of them
                able = [t for t in able if t.k == so_many or row.chunks[t.k].prep == "of"]
            before = [t for t in able if t.k < k]
            if before:
                return before[-1:]
            subject = row.subject(k)
            alone = subject is None or row.chunks[subject].kind in {Kind.PRONOUN, Kind.NUMBER, Kind.ACT}
            return [t for t in able if t.k > k] if alone else []
        after = [t for t in able if t.k > k]
        nearest = after[0] if after else None
        between = range(k + 1, nearest.k) if nearest is not None else range(0)
        if nearest is not None and not any(row.chunks[at].kind is Kind.VERB for at in between):
            return [t for t in after if t is nearest or row.governor(t.k) == k]
        before = [t for t in able if t.k < k]
        return before[-1:]

    def _supposed(self, row: Row, k: int) -> bool:
        clause = row.chunks[k].clause
        start = row.sentence.tokens.start
        words = row.scene.words
        if words[start] in self.cues.lists["unreal.openers"] or self._inverted(row):
            return True
        marks = row.scene.children(clause, frozenset({"mark"}))
        return any(words[i] in self.cues.lists["unreal.openers"] for i in marks)

    def _inverted(self, row: Row) -> bool:
        """Whether a condition opens the sentence by its verb alone ("Had the dam been struck, ...")."""
        first = row.chunks[0]
        opens = first.kind is Kind.VERB and first.first == row.sentence.tokens.start and row.word(0) in {"had", "were", "should"}
        return opens and len(row) > 1 and row.chunks[1].kind is not Kind.VERB and row.scene.words[row.sentence.tokens.stop - 1] != "?"

    # Verbs

    def _of_verb(self, row: Row, trigger: Trigger) -> Found[Status] | None:  # noqa: PLR0911 - one return for each case of the rule
        k = trigger.k
        helpers = row.auxiliaries(k)
        cues = self.cues
        if any(cues.has("unreal.helpers", word) for word in helpers):
            return Found(Status.PLANNED, None, 0.75) if helpers[0] == "would" and self._announced(row, k) else None
        if nobody_acted_on(row, trigger) or nothing_of_it(row, k):
            return Found(Status.DENIED, row.span(k), 0.85)
        token = row.chunks[k].head
        negations = [i for i in row.scene.children(token, frozenset({"neg"})) if row.scene.words[i] in cues.lists["negation.words"]]
        if negations and row.word(k) not in _SAID_BY_DENIAL:
            return Found(Status.DENIED, row.scene.span(negations[0], negations[0]), 0.7)
        if any(cues.has("plan.helpers", word) for word in helpers):
            return Found(Status.PLANNED, None, 0.85)
        infinitive = self._infinitive(row, k)
        if infinitive is not None:
            return self._behind(row, trigger, infinitive)
        if row.scene.words[token].endswith("ing") and not helpers:
            return self._gerund(row, trigger)
        if EventType.GROUND_ASSAULT in trigger.types[:2] and self._in_vain(row):
            return Found(Status.REPELLED, None, 0.85)
        governor = row.governor(k)
        if governor is not None and cues.has("unreal.verbs", row.lemma(governor)) and row.scene.deps[row.chunks[k].clause] == "ccomp":
            return None
        return Found(Status.OCCURRED, None, 0.92)

    def _announced(self, row: Row, k: int) -> bool:
        """Whether "would" is a future that somebody told of ("said his troops would storm the town"), not a supposition."""
        said = {row.scene.words[i] for i in row.sentence.tokens}
        if said & self.cues.lists["unreal.openers"]:
            return False
        before = next((at for at in range(k - 1, -1, -1) if row.word(at) in self.cues.lists["plan.told"]), None)
        subject = row.subject(k)
        named = subject is not None and row.chunks[subject].kind in {
            Kind.PARTY,
            Kind.BODY,
            Kind.PEOPLE,
            Kind.THING,
            Kind.PRONOUN,
            Kind.NUMBER,
        }
        return before is not None and named

    def _in_vain(self, row: Row) -> bool:
        """Whether the sentence says that a try led to nothing ("without success")."""
        said = f" {' '.join(row.scene.words[i] for i in row.sentence.tokens)} "
        return any(f" {cue} " in said for cue in self.cues.lists["repel.adverbs"])

    def _infinitive(self, row: Row, k: int) -> int | None:
        """Where the "to" of the verb's group stands, as the chunk that carries it."""
        at = k
        while True:
            if row.chunks[at].prep == "to":
                return at
            if at > 0 and row.chunks[at - 1].kind is Kind.VERB and row.is_auxiliary(at - 1) and not row.chunks[at].sep:
                at -= 1
                continue
            return None

    def _behind(self, row: Row, trigger: Trigger, at: int) -> Found[Status] | None:  # noqa: C901, PLR0911, PLR0912 - one line for each thing that can stand before an infinitive
        """The status of an infinitive by what stands before it."""
        before = at - 1
        while before >= 0 and row.chunks[before].kind in {Kind.DATE, Kind.TIMES}:
            before -= 1
        if before < 0:
            return None
        if row.word(at) == "have":
            # "claimed to have captured": told as done
            return Found(Status.OCCURRED, None, 0.85)
        cues, word, lemma = self.cues, row.word(before), row.lemma(before)
        span = row.scene.span(row.chunks[before].head, row.chunks[before].head)
        if word in {"attempts", "attempt", "efforts", "bid"} or cues.has("attempt.verbs", lemma) or cues.has("attempt.nouns", lemma):
            failed = any(cues.has("repel.adjectives", adjective) for adjective in row.chunks[before].adjectives)
            if failed or self._in_vain(row):
                return Found(Status.REPELLED, span, 0.85)
            return Found(Status.ATTEMPTED, span, 0.92)
        if cues.has("repel.fail", lemma):
            if trigger.types[:1] == (EventType.EXPLOSION,):
                # bombs that failed to go off
                return None
            return Found(Status.REPELLED, span, 0.9)
        if row.chunks[before].kind is Kind.THING and not row.chunks[at].sep and cues.has("unreal.nouns", lemma):
            return None
        governing = before if row.chunks[before].kind is Kind.VERB else row.verb_before(at)
        if governing is not None:
            lemma = row.lemma(governing)
            span = row.scene.span(row.chunks[governing].head, row.chunks[governing].head)
            if cues.has("attempt.verbs", lemma):
                return Found(Status.ATTEMPTED, span, 0.85)
            if self._plans(lemma, trigger) or (cues.has("plan.nouns", row.lemma(before)) and row.chunks[before].kind is Kind.THING):
                return Found(Status.PLANNED, span, 0.9)
            if governing == before and row.word(governing) in {"are", "is", "were", "was"}:
                return Found(Status.PLANNED, span, 0.8)
            if cues.has("real.verbs", lemma):
                return Found(Status.OCCURRED, None, 0.75)
        return None

    def _gerund(self, row: Row, trigger: Trigger) -> Found[Status] | None:
        before = row.verb_before(trigger.k)
        joined = before is not None and before == trigger.k - 1 and not row.chunks[trigger.k].sep
        if before is not None and joined and self._plans(row.lemma(before), trigger):
            return Found(Status.PLANNED, row.span(before), 0.9)
        if before is not None and joined and self.cues.has("unreal.verbs", row.lemma(before)):
            return None
        return Found(Status.OCCURRED, None, 0.85)

    def _plans(self, lemma: str, trigger: Trigger) -> bool:
        if not self.cues.has("plan.verbs", lemma):
            return False
        return trigger.sense is Sense.EVACUATE or not self.cues.has("plan.evacuation_only", lemma)

    # Nouns

    def _of_noun(self, row: Row, trigger: Trigger) -> Found[Status] | None:  # noqa: PLR0911 - one return for each case of the rule
        chunk, cues = row.chunks[trigger.k], self.cues
        span = row.span(trigger.k)
        if any(cues.has("attempt.adjectives", word) for word in chunk.adjectives):
            return Found(Status.REPELLED if self._in_vain(row) else Status.ATTEMPTED, span, 0.93)
        if any(cues.has("repel.adjectives", word) for word in chunk.adjectives):
            return Found(Status.REPELLED, span, 0.9)
        if any(cues.has("unreal.adjectives", word) for word in chunk.adjectives) or chunk.det in cues.lists["unreal.determiners"]:
            return None
        if none_of(row, trigger.k):
            return Found(Status.DENIED, span, 0.95)
        if self._none_succeeded(row, trigger.k):
            return Found(Status.REPELLED, span, 0.85)
        if any(cues.has("plan.adjectives", word) for word in chunk.adjectives) and "forced" not in chunk.adjectives:
            return Found(Status.PLANNED, span, 0.85)
        if self._attempts_before(row, trigger.k):
            return Found(Status.ATTEMPTED, span, 0.85)
        governor = row.governor(trigger.k)
        if governor is None:
            return Found(Status.OCCURRED, None, 0.85)
        return self._governed(row, trigger, governor)

    def _prepared(self, row: Row, k: int, governor: int) -> bool:
        """As in "is preparing a larger assault"; "prepared for attacks" is a defence."""
        return row.lemma(governor) == "prepare" and not row.chunks[k].prep and k > governor and not row.is_passive(governor)

    def _none_succeeded(self, row: Row, k: int) -> bool:
        """As in "None of the three assaults got through", "enemy assaults near X had no success"."""
        before = row.chunks[k - 1] if k else None
        if before is not None and row.chunks[k].prep == "of" and row.word(k - 1) in {"none", "neither"}:
            return any(row.scene.words[i] in self.cues.lists["repel.success"] for i in row.sentence.tokens)
        return self._in_vain(row) and bool(_FOUGHT & set(_types(row, k)))

    def _attempts_before(self, row: Row, k: int) -> bool:
        return k > 0 and row.chunks[k].prep in {"at", "of"} and self.cues.has("attempt.nouns", row.lemma(k - 1))

    def _governed(self, row: Row, trigger: Trigger, governor: int) -> Found[Status] | None:  # noqa: PLR0911 - one return for each case of the rule
        cues, lemma = self.cues, row.lemma(governor)
        if self._prepared(row, trigger.k, governor):
            return Found(Status.PLANNED, row.span(governor), 0.85)
        helpers = row.auxiliaries(governor)
        span = row.scene.span(row.chunks[governor].head, row.chunks[governor].head)
        direct = row.chunks[trigger.k].prep in {"", "of", "for"}
        if any(cues.has("unreal.helpers", word) for word in helpers):
            return None
        negated = [
            i
            for i in row.scene.children(row.chunks[governor].head, frozenset({"neg"}))
            if row.scene.words[i] in cues.lists["negation.words"]
        ]
        if negated and (lemma in _COUNTING or direct):
            return Found(Status.DENIED, row.scene.span(negated[0], negated[0]), 0.75) if lemma in _COUNTING else None
        if cues.has("attempt.verbs", lemma):
            return Found(Status.ATTEMPTED, span, 0.93)
        if direct and self._plans(lemma, trigger) and trigger.k > governor:
            return Found(Status.PLANNED, span, 0.88)
        if any(cues.has("plan.helpers", word) for word in helpers):
            return Found(Status.PLANNED, span, 0.8)
        if cues.has("unreal.verbs", lemma):
            return None
        infinitive = self._infinitive(row, governor)
        if infinitive is not None and (set(helpers) - HAVE) | {""}:
            return self._behind(row, trigger, infinitive)
        return Found(Status.OCCURRED, None, 0.92)


def _types(row: Row, k: int) -> tuple[EventType, ...]:
    mention = row.mention(k)
    return () if mention is None else mention.attack_types[:2]
