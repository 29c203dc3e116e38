"""The lexicons of the extraction: read from `resources/lexicons/*.toml`, with an analyst's own rules before them.

Each word list is a class of its own; this module only loads them and gives them one version.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from analyst_app.domain.ontology import EventType
from analyst_app.domain.own_rules import NO_RULES, OwnRules, bare
from analyst_app.extraction.words.attack_words import AttackWords
from analyst_app.extraction.words.context_words import ContextWords
from analyst_app.extraction.words.organisation_names import OrganisationNames
from analyst_app.extraction.words.own_words import OwnWords, Tables, with_own
from analyst_app.extraction.words.party_names import Form, PartyNames
from analyst_app.extraction.words.people_words import PeopleWords
from analyst_app.extraction.words.phrases import scan
from analyst_app.extraction.words.place_words import PlaceWords
from analyst_app.extraction.words.weapon_words import WeaponWords
from analyst_app.resources import resource

FILES = ("attack", "weapons", "parties", "organisations", "places", "people", "context")
_CACHED = 16_384
_PRONOUNS = frozenset({"them", "him", "us", "who", "whom", "which", "whose", "one", "ones", "side", "sides", "men", "people"})


@dataclass(frozen=True, slots=True)
class Lexicons:
    """All word lists. `version` changes with any word of the shipped ones, `own.version` with the analyst's rules."""

    attack: AttackWords
    weapons: WeaponWords
    parties: PartyNames
    organisations: OrganisationNames
    places: PlaceWords
    people: PeopleWords
    context: ContextWords
    own: OwnWords
    version: str

    def attack_types(self, words: str) -> tuple[EventType, ...]:
        """The event types that an ATTACK word can name, surest first: "drone attacks" → drone_strike, attack, …; () where none."""
        return _attack_types(self.attack, words)

    def weapon_type(self, words: str) -> EventType | None:
        """The attack that a weapon makes: "Shahed drones" → drone_strike; None for one that stands for no attack."""
        return _weapon_type(self.weapons, words)

    def party(self, words: str) -> str | None:
        """The party that the words name by themselves: "Russian troops" → "Russia"; None for "the enemy", "gunmen"."""
        return _party(self.parties, words)

    def could_name_a_party(self, words: str) -> bool:
        """Whether a rule could give the words to one party: not "they", "the enemy", "troops", nor "Russian forces"."""
        found = scan(bare(words))
        keys = [word.key for word in found]
        leading = self.parties.at(found, keys, 0) if keys else None
        if leading is not None and leading[1].state and leading[1].form is not Form.BODY:
            return False
        tables = (self.parties.force_nouns, self.parties.fighters, self.parties.generic)
        plain = self.people.common | _PRONOUNS | {key for table in tables for phrase in table for key in phrase}
        return any(key not in plain for key in keys)


@lru_cache(_CACHED)
def _attack_types(lexicon: AttackWords, words: str) -> tuple[EventType, ...]:
    return lexicon.types(words)


@lru_cache(_CACHED)
def _weapon_type(lexicon: WeaponWords, words: str) -> EventType | None:
    return lexicon.type(words)


@lru_cache(_CACHED)
def _party(lexicon: PartyNames, words: str) -> str | None:
    return lexicon.party(words)


def load(own: OwnRules = NO_RULES) -> Lexicons:
    """The shipped lexicons, with what the analyst's own rules add before the shipped words."""
    texts = {name: resource(f"lexicons/{name}.toml").read_text(encoding="utf-8") for name in FILES}
    tables: Tables = {name: tomllib.loads(text) for name, text in texts.items()}
    digest = hashlib.sha256("".join(texts.values()).encode())
    return _build(with_own(tables, own), OwnWords(own), digest.hexdigest()[:12])


def _build(tables: Tables, own: OwnWords, version: str) -> Lexicons:
    return Lexicons(
        attack=AttackWords(tables["attack"]),
        weapons=WeaponWords(tables["weapons"]),
        parties=PartyNames(tables["parties"]),
        organisations=OrganisationNames(tables["organisations"]),
        places=PlaceWords(tables["places"]),
        people=PeopleWords(tables["people"]),
        context=ContextWords.read(tables["context"]),
        own=own,
        version=version,
    )
