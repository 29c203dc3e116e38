"""Review: the states a proposal and a report go through, and a field's correction."""

from enum import StrEnum


class ReviewState(StrEnum):
    """What the analyst has decided about an event."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class ReportState(StrEnum):
    """How far the review of a report has come."""

    NEW = "new"
    IN_REVIEW = "in_review"
    REVIEWED = "reviewed"


class Origin(StrEnum):
    """Who made an entity or an event."""

    MACHINE = "machine"
    ANALYST = "analyst"
