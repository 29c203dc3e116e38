"""The fourteen event types of the contract, and what the program knows of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class EventType(StrEnum):
    """The contract's event types."""

    AIRSTRIKE = "airstrike"
    DRONE_STRIKE = "drone_strike"
    MISSILE_STRIKE = "missile_strike"
    SHELLING = "shelling"
    GROUND_ASSAULT = "ground_assault"
    CLASH = "clash"
    EXPLOSION = "explosion"
    ATTACK = "attack"
    INTERCEPTION = "interception"
    TERRITORY_CHANGE = "territory_change"
    EVACUATION = "evacuation"
    CASUALTIES = "casualties"
    EQUIPMENT_LOSS = "equipment_loss"
    DETENTION = "detention"

    @property
    def is_attack(self) -> bool:
        """Whether the type is of family attack, the one that daily attack counts add up."""
        return self in ATTACK_TYPES


ATTACK_TYPES = frozenset(list(EventType)[:8])


class Status(StrEnum):
    """Whether and how far the act happened."""

    OCCURRED = "occurred"
    ATTEMPTED = "attempted"
    REPELLED = "repelled"
    PLANNED = "planned"
    DENIED = "denied"


COUNTED_STATUSES = frozenset({Status.OCCURRED, Status.ATTEMPTED, Status.REPELLED})


@dataclass(frozen=True, slots=True)
class TypeInfo:
    """What is shown and exported for a type; the texts live in `resources/ontology/event_types.toml`."""

    type: EventType
    label: str
    plural: str
    unit: str
    covers: str
    acled_event: str
    acled_sub_event: str
    key: str


Ontology = Mapping[EventType, TypeInfo]


def read_ontology(table: Mapping[str, Any]) -> Ontology:
    """Build the ontology from the parsed file.

    Raises:
        ValueError: where a type is missing, unknown or incomplete.
    """
    found = {EventType(name): TypeInfo(type=EventType(name), **row) for name, row in table["type"].items()}
    missing = set(EventType) - set(found)
    if missing:
        raise ValueError(f"the ontology lacks {sorted(missing)}")
    return {kind: found[kind] for kind in EventType}
