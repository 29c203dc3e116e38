"""Words that decide by what stands beside them what another word means; the lists live in `resources/lexicons/context.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from analyst_app.extraction.words.phrases import fold


@dataclass(frozen=True, slots=True)
class ContextWords:
    """Sets of folded words; what each is for is said beside it in the file."""

    trying: frozenset[str]
    bargains: frozenset[str]
    weapon_qualifies: frozenset[str]
    not_arms_before: frozenset[str]
    verbs_or_nouns: frozenset[str]
    verbs_only: frozenset[str]
    inside: frozenset[str]
    acting: frozenset[str]
    taking: frozenset[str]
    yielding: frozenset[str]
    parts_of_states: frozenset[str]
    state_matters: frozenset[str]
    city_matters: frozenset[str]
    before_places: frozenset[str]
    often_before_places: frozenset[str]
    done_to_people: frozenset[str]
    city_does: frozenset[str]
    assets: frozenset[str]
    no_act_behind: frozenset[str]
    flies: frozenset[str]

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> Self:
        """The sets of the parsed file; one that is missing is empty."""
        sets = table.get("sets", {})
        return cls(**{field.name: frozenset(fold(word) for word in sets.get(field.name, ())) for field in fields(cls)})
