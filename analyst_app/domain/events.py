"""Events: one record for each thing that a report says happened, with the words behind every field."""

from dataclasses import dataclass, field

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import Place
from analyst_app.domain.spans import Span

EVENT_FIELDS = (
    "type",
    "count",
    "places_count",
    "actor",
    "target",
    "status",
    "disputed_by",
    "date",
    "places",
    "killed",
    "injured",
    "reported_by",
    "part_of",
    "note",
)
"""The fields that an analyst can correct, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that one field of an event rests on. A field may have several, e.g. one for each place."""

    field: str
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """What a report says happened. `id` is unique within its report; `part_of` names another event of it.

    `actor` and `target` are canonical party names where they are parties, else the report's words.
    `confidence` maps a field of `EVENT_FIELDS`, or "event" for the whole record, to 0..1.
    """

    id: str
    type: EventType
    date: DateSpan
    trigger: Span
    count: Estimate | None = None
    places_count: int | None = None
    actor: str | None = None
    target: str | None = None
    status: Status = Status.OCCURRED
    disputed_by: str | None = None
    places: tuple[Place, ...] = ()
    killed: Estimate | None = None
    injured: Estimate | None = None
    reported_by: str | None = None
    part_of: str | None = None
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    confidence: tuple[tuple[str, float], ...] = field(default=())

    def words_behind(self, name: str) -> tuple[Span, ...]:
        """The spans that a field rests on, in the order of the text."""
        return tuple(sorted(e.span for e in self.evidence if e.field == name))

    def confidence_of(self, name: str) -> float | None:
        """How sure the extraction is of a field, or of the record ("event"); None where it does not say."""
        return dict(self.confidence).get(name)


def break_loops(part_of: dict[str, str | None]) -> dict[str, str | None]:
    """The same wholes without those that dangle or would go in a circle (the first of such a circle is kept)."""
    kept: dict[str, str | None] = dict.fromkeys(part_of)
    for child, whole in part_of.items():
        above = whole
        while above is not None and above != child:
            above = kept.get(above)
        if whole in part_of and above is None:
            kept[child] = whole
    return kept
