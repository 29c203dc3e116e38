"""The parties to conflicts by name: aliases, adjectives, capitals, the bodies that fight for them, and who is whose enemy.

The names live in `resources/lexicons/parties.toml`; what a word means in one report is decided in `parties.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from analyst_app.extraction.words.phrases import PhraseTable, Word, scan

_ARTICLES = frozenset({"the", "a", "an", "its", "their", "our"})
_ACRONYM_LENGTH = 8


class Form(StrEnum):
    """In which way a name stands for its party."""

    NAME = "name"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    BODY = "body"


class Generic(StrEnum):
    """Words for a party that only the report's side and subject name."""

    ENEMY = "enemy"
    OWN = "own"
    JUNTA = "junta"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PartyName:
    """One name of a party. `state`: the name is a country's, too; `upper`: an acronym that counts only in capitals."""

    party: str
    form: Form
    state: bool
    upper: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Who fights whom; `own` is the side for which anonymous "defence forces" stand, where reports have a usual one.

    `began` is the day that "since the beginning of the war" means.
    """

    name: str
    sides: tuple[tuple[str, ...], ...]
    own: str | None = None
    began: date | None = None

    def opponents(self, party: str) -> tuple[str, ...]:
        """The parties of the other sides, none where the party takes no part."""
        if not any(party in side for side in self.sides):
            return ()
        return tuple(other for side in self.sides if party not in side for other in side)


class PartyNames:
    """The parties lexicon."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.names: PhraseTable[PartyName] = PhraseTable()
        self.generic: PhraseTable[Generic] = PhraseTable()
        self.force_nouns: PhraseTable[bool] = PhraseTable()
        self.group_heads: PhraseTable[bool] = PhraseTable()
        self.fighters: PhraseTable[bool] = PhraseTable()
        self.force_prefixes: frozenset[str] = frozenset()
        self.conflicts: tuple[Conflict, ...] = ()
        self.countries: dict[str, str] = {}
        self.canonical = tuple(dict.fromkeys(row["name"] for row in table.get("party", ())))
        for row in table.get("party", ()):
            self._add(row)
        forces = table.get("forces", {})
        for nouns, key in ((self.force_nouns, "nouns"), (self.group_heads, "group_heads"), (self.fighters, "fighters")):
            for noun in forces.get(key, ()):
                nouns.add(noun, value=True)
        self.force_prefixes = frozenset(forces.get("prefixes", ()))
        for kind, words in table.get("generic", {}).items():
            for word in words:
                self.generic.add(word, Generic(kind))
        self.conflicts = tuple(
            Conflict(row["name"], tuple(tuple(side) for side in row["sides"]), row.get("own"), row.get("began"))
            for row in table.get("conflict", ())
        )

    def party(self, words: str) -> str | None:
        """The party that the words name, by themselves: "Moscow’s forces" → Russia; None for "the enemy", "gunmen"."""
        found = [word for word in scan(words) if word.key not in _ARTICLES]
        keys = [word.key for word in found]
        if not keys:
            return None
        if (leading := self.at(found, keys, 0)) is not None:
            return leading[1].party
        # "Armed Forces of Ukraine", "Chechen fighters of Russia's Akhmat": a party named behind "of", or last.
        for start in range(1, len(found)):
            if (later := self.at(found, keys, start)) is not None and (keys[start - 1] == "of" or later[1].form is Form.BODY):
                return later[1].party
        return None

    def at(self, words: Sequence[Word], keys: Sequence[str], start: int) -> tuple[int, PartyName] | None:
        """The longest party name that begins at word `start`, with its length in words."""
        found = self.names.longest_at(keys, start)
        if found is None:
            return None
        if found.value.upper and not words[start].all_caps:
            return None
        if not any(word.has_capital for word in words[start : start + found.length]) and found.value.form is not Form.BODY:
            return None
        return found.length, found.value

    def is_capital(self, words: str) -> bool:
        """Whether the words are a capital that can stand for its state ("Kyiv"), as a place a city like any other."""
        found = scan(words)
        name = self.names.of([word.key for word in found])
        return name is not None and name.form is Form.CAPITAL

    def opponents(self, party: str) -> tuple[str, ...]:
        """Everyone whom a party fights in a known conflict, nearest conflict first."""
        return tuple(dict.fromkeys(other for conflict in self.conflicts for other in conflict.opponents(party)))

    def _add(self, row: Mapping[str, Any]) -> None:
        state = "country" in row
        if state:
            self.countries[row["name"]] = row["country"]
        forms = ((Form.NAME, "names"), (Form.DEMONYM, "demonyms"), (Form.CAPITAL, "capitals"), (Form.BODY, "bodies"))
        for form, key in forms:
            for name in row.get(key, ()):
                self.names.add(name, PartyName(row["name"], form, state, _is_acronym(name)))


def _is_acronym(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return " " not in name and len(letters) <= _ACRONYM_LENGTH and len(letters) > 1 and all(c.isupper() for c in letters)
