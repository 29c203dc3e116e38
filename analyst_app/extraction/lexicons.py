"""The lexicons of the extraction: read from `resources/lexicons/*.toml`, with an analyst's own file before them.

Each word list is a class of its own; this module only loads them and gives them one version.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from analyst_app.domain.errors import InputError
from analyst_app.domain.ontology import EventType
from analyst_app.extraction.attack_words import AttackWords
from analyst_app.extraction.context_words import ContextWords
from analyst_app.extraction.organisation_names import OrganisationNames
from analyst_app.extraction.party_names import PartyNames
from analyst_app.extraction.people_words import PeopleWords
from analyst_app.extraction.place_words import PlaceWords
from analyst_app.extraction.weapon_words import WeaponWords
from analyst_app.resources import resource

FILES = ("attack", "weapons", "parties", "organisations", "places", "people", "context")
_CACHED = 16_384


@dataclass(frozen=True, slots=True)
class Lexicons:
    """All word lists. `version` changes with any word of any of them."""

    attack: AttackWords
    weapons: WeaponWords
    parties: PartyNames
    organisations: OrganisationNames
    places: PlaceWords
    people: PeopleWords
    context: ContextWords
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


@lru_cache(_CACHED)
def _attack_types(lexicon: AttackWords, words: str) -> tuple[EventType, ...]:
    return lexicon.types(words)


@lru_cache(_CACHED)
def _weapon_type(lexicon: WeaponWords, words: str) -> EventType | None:
    return lexicon.type(words)


@lru_cache(_CACHED)
def _party(lexicon: PartyNames, words: str) -> str | None:
    return lexicon.party(words)


def load(own: Path | None = None) -> Lexicons:
    """The shipped lexicons; `own` is the analyst's file with tables of the same form, e.g. `[[parties.party]]`.

    What the analyst's file says goes before the shipped words.

    Raises:
        InputError: where the analyst's file cannot be read or holds something else.
    """
    texts = {name: resource(f"lexicons/{name}.toml").read_text(encoding="utf-8") for name in FILES}
    tables: dict[str, Mapping[str, Any]] = {name: tomllib.loads(text) for name, text in texts.items()}
    digest = hashlib.sha256("".join(texts.values()).encode())
    if own is None:
        return _build(tables, digest.hexdigest()[:12])
    try:
        added = own.read_text(encoding="utf-8")
        rules = tomllib.loads(added)
        digest.update(added.encode())
        return _build(_with_own(tables, rules, own), digest.hexdigest()[:12])
    except OSError as fault:
        raise InputError(f"The file of own words {own} cannot be read: {fault.strerror}. Choose another in the settings.") from fault
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise InputError(
            f"The file of own words {own} is not well formed: {fault}. Correct it, or choose another in the settings."
        ) from fault


def _with_own(tables: Mapping[str, Mapping[str, Any]], rules: Mapping[str, Any], own: Path) -> dict[str, Mapping[str, Any]]:
    unknown = set(rules) - set(FILES)
    if unknown:
        raise InputError(f"The file of own words {own} has unknown tables: {', '.join(sorted(unknown))}. Known are {', '.join(FILES)}.")
    return {name: _merge(rules.get(name, {}), table) for name, table in tables.items()}


def _merge(first: Any, then: Any) -> Any:
    if isinstance(first, dict) and isinstance(then, dict):
        return {
            key: _merge(first[key], then[key]) if key in first and key in then else first.get(key, then.get(key))
            for key in {**then, **first}
        }
    if isinstance(first, list) and isinstance(then, list):
        return [*first, *then]
    return first


def _build(tables: Mapping[str, Mapping[str, Any]], version: str) -> Lexicons:
    return Lexicons(
        attack=AttackWords(tables["attack"]),
        weapons=WeaponWords(tables["weapons"]),
        parties=PartyNames(tables["parties"]),
        organisations=OrganisationNames(tables["organisations"]),
        places=PlaceWords(tables["places"]),
        people=PeopleWords(tables["people"]),
        context=ContextWords.read(tables["context"]),
        version=version,
    )
