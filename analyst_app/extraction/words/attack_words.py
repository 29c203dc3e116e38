"""What words name a violent act or its interception, and which event types they can stand for.

Source: the annotation contract's label ATTACK; the words live in `resources/lexicons/attack.toml`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from analyst_app.domain.ontology import EventType
from analyst_app.extraction.words.phrases import PhraseTable, plural, scan, verb_forms

_MODIFIER_WORDS = 4
_JOINTS = frozenset({"and", "or"})


class Needs(StrEnum):
    """What must stand beside a verb for it to name an act."""

    NOTHING = ""
    WEAPON = "weapon"
    TARGET = "target"
    ATTEMPT = "attempt"
    DENIAL = "denial"
    AIMED = "aimed"


@dataclass(frozen=True, slots=True)
class AttackNoun:
    """A noun that names an act; `alone` is False where it needs a modifier ("artillery fire"), `counted` where it needs a number."""

    types: tuple[EventType, ...]
    alone: bool = True
    counted: bool = False


@dataclass(frozen=True, slots=True)
class AttackVerb:
    """A form of a verb that names an act, and what must stand beside it."""

    types: tuple[EventType, ...]
    needs: Needs = Needs.NOTHING


class AttackWords:
    """The attack lexicon. Compounds take their type from their modifier: "drone attacks" → drone_strike."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.nouns: PhraseTable[AttackNoun] = PhraseTable()
        self.verbs: PhraseTable[AttackVerb] = PhraseTable()
        self.attempt_verbs: PhraseTable[AttackVerb] = PhraseTable()
        self.modifiers: PhraseTable[EventType] = PhraseTable()
        self.heads: set[str] = set()
        for row in table.get("noun", ()):
            self._add_noun(row)
        for row in table.get("verb", ()):
            self._add_verb(row)
        modifiers = table.get("modifiers", {})
        for head in modifiers.get("heads", ()):
            self.heads |= {head, plural(head)}
        for name, words in modifiers.items():
            if name != "heads":
                for word in words:
                    self.modifiers.add(word, EventType(name))

    def types(self, words: str) -> tuple[EventType, ...]:
        """The event types that the words can stand for, surest first; empty where they name no act."""
        keys = [word.key for word in scan(words)]
        if (known := self._exactly(keys)) is not None:
            return known
        if not keys:
            return ()
        if keys[-1] in self.heads:
            return self._compound(keys)
        verb = self.verbs.longest_at(keys, 0)
        return verb.value.types if verb else ()

    def compound_start(self, keys: Sequence[str], head: int) -> int:
        """The index of the first word of the compound whose head is word `head`: its modifiers, joined or not."""
        start = head
        while start > 0:
            step = self._modifier_before(keys, start)
            if step == start and start < head and keys[start - 1] in _JOINTS:
                step = self._modifier_before(keys, start - 1)
                step = start if step == start - 1 else step
            if step == start:
                return start
            start = step
        return start

    def _modifier_before(self, keys: Sequence[str], end: int) -> int:
        for length in range(min(_MODIFIER_WORDS, end), 0, -1):
            if self.modifiers.of(keys[end - length : end]) is not None:
                return end - length
        return end

    def _exactly(self, keys: Sequence[str]) -> tuple[EventType, ...] | None:
        for table in (self.nouns, self.verbs, self.attempt_verbs):
            if (found := table.of(keys)) is not None:
                return found.types
        return None

    def _compound(self, keys: Sequence[str]) -> tuple[EventType, ...]:
        """Modifiers say the kind, the nearest to the head first; the head's own types come behind."""
        kinds: list[EventType] = []
        end = len(keys) - 1
        while end > 0:
            start = self._modifier_before(keys, end)
            if start < end:
                kind = self.modifiers.of(keys[start:end])
                if kind is not None:
                    kinds.append(kind)
            end = start if start < end else end - 1
        # Of coordinated modifiers the first named leads: "artillery and rocket strikes".
        if any(key in _JOINTS for key in keys):
            kinds.reverse()
        own = self._exactly(keys[-1:]) or ()
        return tuple(dict.fromkeys((*kinds, *own)))

    def _add_noun(self, row: Mapping[str, Any]) -> None:
        noun = AttackNoun(tuple(EventType(t) for t in row["types"]), bool(row.get("alone", True)), bool(row.get("counted", False)))
        for word in (*row["words"], *row.get("forms", ())):
            self.nouns.add(word, noun)
            self.nouns.add(plural(word), noun)

    def _add_verb(self, row: Mapping[str, Any]) -> None:
        verb = AttackVerb(tuple(EventType(t) for t in row["types"]), Needs(row.get("object", "")))
        table = self.attempt_verbs if verb.needs is Needs.ATTEMPT else self.verbs
        for word in row["words"]:
            for form in verb_forms(word):
                table.add(form, verb)
        for form in row.get("forms", ()):
            table.add(form, verb)
