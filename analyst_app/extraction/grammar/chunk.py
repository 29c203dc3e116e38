"""The chunks of a sentence as records: noun phrases with their number and preposition, verbs, and the marks between them."""

from dataclasses import dataclass
from enum import StrEnum

from analyst_app.domain.estimates import Estimate


class Kind(StrEnum):
    """What a chunk is."""

    NUMBER = "number"
    TIMES = "times"
    ACT = "act"
    WEAPON = "weapon"
    PLACE = "place"
    PLACES = "places"
    PEOPLE = "people"
    PARTY = "party"
    BODY = "body"
    DATE = "date"
    THING = "thing"
    PRONOUN = "pronoun"
    VERB = "verb"


@dataclass(frozen=True, slots=True)
class Chunk:
    """`first`, `last` and `head` are tokens. `mention` is the one at its head, `party` an ACTOR that modifies it.

    `sep` holds what stands between it and the chunk before it ("", ",", ", and", ":", "(", ";", "–"), `prep` its preposition.
    """

    kind: Kind
    first: int
    last: int
    head: int
    clause: int
    sep: str = ""
    prep: str = ""
    det: str = ""
    count: Estimate | None = None
    number: int | None = None
    mention: int | None = None
    party: int | None = None
    possessor: int | None = None
    weapon: int | None = None
    plural: bool = False
    adjectives: tuple[str, ...] = ()
