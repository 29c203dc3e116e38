"""Events while they are being put together: fields with the words behind them and how surely each was found.

A draft lives inside one extraction and never leaves the package.
"""

from dataclasses import dataclass, field

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.spans import Span


@dataclass(frozen=True, slots=True)
class Found[T]:
    """A value with the words it rests on, and how surely it was read, 0..1."""

    value: T
    span: Span | None = None
    sure: float = 0.9


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place as the report words it, with its span."""

    text: str
    span: Span


@dataclass(slots=True, eq=False)
class Draft:
    """One event in the making. `whole` is the draft it is part of; `key` is its position in the text's order."""

    type: EventType
    trigger: Span
    sentence: int
    block: int
    verbal: bool = False
    noun: str = ""
    sure: float = 0.85
    count: Found[Estimate] | None = None
    places_count: Found[int] | None = None
    actor: Found[str] | None = None
    target: Found[str] | None = None
    status: Found[Status] = field(default_factory=lambda: Found(Status.OCCURRED, None, 0.9))
    disputed_by: Found[str] | None = None
    date: Found[DateSpan] | None = None
    places: list[PlaceName] = field(default_factory=list)
    places_sure: float = 0.9
    killed: Found[Estimate] | None = None
    injured: Found[Estimate] | None = None
    reported_by: Found[str] | None = None
    whole: "Draft | None" = None
    part_words: Span | None = None
    answers: "Draft | None" = None
    own_date: bool = False
    weapon: str = ""
    chunk: int = -1
    open_end: bool = False
