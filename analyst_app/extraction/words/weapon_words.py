"""What words name a weapon, munition or platform, and the attack that each makes.

Source: the annotation contract's label WEAPON; the words live in `resources/lexicons/weapons.toml`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analyst_app.domain.ontology import EventType
from analyst_app.extraction.words.phrases import PhraseTable, plural, scan

CALIBRE = re.compile(r"(?:\d+(?:[.,]\d+)?-?(?:mm|millimet(?:er|re)|kg|kilogram|pound|inch|ton|tonne)|\d{2,3})")
"""A calibre or mass before a weapon noun: "152-mm", "122mm", "500-kg"."""

DESIGNATION = re.compile(
    r"(?:[A-ZА-Я]{1,6}[a-z]{0,2}-?\d{1,4}[A-Za-z]{0,4}\d?(?:[-/][A-Z0-9]+)*|\d[A-Z]{1,2}\d{1,3}|[A-Z][a-z]+-[A-Z0-9]\w*)"
)
"""A model's designation: "Kh-59", "T-72B3", "2S1", "Iskander-M"."""

_MODIFIER_WORDS = 3


@dataclass(frozen=True, slots=True)
class WeaponNoun:
    """A weapon noun or model; `type` is the attack it makes, `alone` whether it is a weapon in any context."""

    type: EventType | None
    alone: bool = True


class WeaponWords:
    """The weapons lexicon: heads with their plurals, models that may stand alone, modifiers that may precede."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.heads: PhraseTable[WeaponNoun] = PhraseTable()
        self.models: PhraseTable[WeaponNoun] = PhraseTable()
        self.modifiers: PhraseTable[bool] = PhraseTable()
        for row in table.get("weapon", ()):
            self._add(row)

    def type(self, words: str) -> EventType | None:
        """The attack that the weapon makes, None where it makes none or the words name no weapon."""
        keys = [word.key for word in scan(words)]
        # The model decides before the noun: a "FAB-500 bomb" is dropped from the air.
        for start in range(len(keys)):
            model = self.models.longest_at(keys, start)
            if model is not None and model.value.type is not None:
                return model.value.type
        for end in range(len(keys), 0, -1):
            for start in range(end):
                head = self.heads.of(keys[start:end])
                if head is not None:
                    return head.type
        return None

    def modifier_before(self, keys: Sequence[str], written: Sequence[str], end: int) -> int:
        """Where the one modifier that ends before word `end` starts; `end` itself where there is none."""
        for length in range(min(_MODIFIER_WORDS, end), 0, -1):
            part = keys[end - length : end]
            if self.modifiers.of(part) is not None or self.models.of(part) is not None:
                return end - length
        if end and ((CALIBRE.fullmatch(keys[end - 1]) and not keys[end - 1].isdigit()) or DESIGNATION.fullmatch(written[end - 1])):
            return end - 1
        return end

    def _add(self, row: Mapping[str, Any]) -> None:
        kind = EventType(row["type"]) if row.get("type") else None
        conditional = set(row.get("needs_context", ()))
        for word in row.get("heads", ()):
            noun = WeaponNoun(kind, word not in conditional)
            self.heads.add(word, noun)
            self.heads.add(plural(word), noun)
        for word in row.get("models", ()):
            self.models.add(word, WeaponNoun(kind, word not in conditional))
        for word in row.get("modifiers", ()):
            self.modifiers.add(word, value=True)
