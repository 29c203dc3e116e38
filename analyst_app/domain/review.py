"""Review: the states a proposal and a report go through, the order in which reports come, and the lines of a history."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

CONFIDENCE_DECIMALS = 6
"""Decimals to which a confidence in per cent is compared with a threshold: to a machine 0.29 * 100 is less than 29."""


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


class QueueOrder(StrEnum):
    """Which report comes next: the oldest, the one with the least sure proposal, or source by source."""

    DATE = "date"
    CONFIDENCE = "confidence"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class QueueChoice:
    """How the analyst works through the reports. `at_least` in per cent: proposals less sure than that are set aside."""

    order: QueueOrder = QueueOrder.DATE
    at_least: int = 0

    def sets_aside(self, confidence: float | None) -> bool:
        """Whether a proposal of this confidence is set aside; one without any never is."""
        return confidence is not None and round(confidence * 100, CONFIDENCE_DECIMALS) < self.at_least


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One field that one step changed: who, when, from what to what.

    `command` is the step in the words of the menu, `undone` whether it has been taken back since. `event_id` is None for what
    concerns the report or its entities.
    """

    at: datetime
    analyst: str
    command: str
    field: str
    before: str
    after: str
    event_id: int | None = None
    undone: bool = False


@dataclass(frozen=True, slots=True)
class UndoStatus:
    """The steps that undo and redo would act on next, by their labels, and whose they are; None and "" where there is none."""

    undo: str | None
    redo: str | None
    undo_by: str = ""
    redo_by: str = ""
