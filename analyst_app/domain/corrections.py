"""What analysts made of the machine's proposals, as the database keeps it: the matter from which rules can be learned."""

from dataclasses import dataclass

from analyst_app.domain.ontology import EventType
from analyst_app.domain.places import Place
from analyst_app.domain.spans import Label


@dataclass(frozen=True, slots=True)
class PartyDecision:
    """An actor or target (`field`) of a confirmed event, as proposed and as confirmed; the two are equal where it was left.

    `words` are those of the report that the field rests on, "" where it rests on none of its own, or on several.
    """

    field: str
    words: str
    proposed: str | None
    confirmed: str | None


@dataclass(frozen=True, slots=True)
class PlacesDecision:
    """The corrected places of a confirmed event, as proposed and as confirmed."""

    proposed: tuple[Place, ...]
    confirmed: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class LabelDecision:
    """Words that the machine had labelled `proposed` (None: not at all) and that are labelled `decided` now (None: unmarked).

    `type` is that of the report's event nearest to the words, None where it has none.
    """

    words: str
    proposed: Label | None
    decided: Label | None
    type: EventType | None = None


@dataclass(frozen=True, slots=True)
class Decisions:
    """The latest decisions of a database."""

    parties: tuple[PartyDecision, ...]
    places: tuple[PlacesDecision, ...]
    labels: tuple[LabelDecision, ...]
