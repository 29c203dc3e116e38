"""Two reports side by side: which events are told by both, in which fields they agree, and how far two codings of one text do."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analyst_app.domain.rows import ReportDetail, ReportRow, StoredEvent


class Relation(StrEnum):
    """How two reports stand to one another: it decides what a difference between them means."""

    SAME_DAY = "same day"
    OTHER_DAY = "other day"
    REVISION = "revision"
    CODING = "second coding"


class Verdict(StrEnum):
    """What a row of a comparison says.

    `CHANGED`: both may be right, as they count on different days, or one report replaces the other.
    """

    AGREE = "agree"
    CONTRADICT = "contradict"
    CHANGED = "changed"
    LEFT = "only left"
    RIGHT = "only right"


class Saying(StrEnum):
    """What two events say of one field. `OTHER_DAY`: their days, where they count on different ones."""

    SAME = "same"
    CONTRARY = "contrary"
    OTHER_DAY = "other day"
    LEFT = "left alone"
    RIGHT = "right alone"


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: an event of each report, or of one alone. `fields` holds what either says something about, in the cards' order."""

    left: StoredEvent | None
    right: StoredEvent | None
    verdict: Verdict
    fields: tuple[tuple[str, Saying], ...] = ()

    @property
    def contrary(self) -> tuple[str, ...]:
        """The fields in which the two differ."""
        return tuple(name for name, saying in self.fields if saying is Saying.CONTRARY)

    @property
    def linked(self) -> bool:
        """Whether the two are linked as one act."""
        return self.left is not None and self.right is not None and self.left.act_id is not None and self.left.act_id == self.right.act_id


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports with their events aligned. `reasons` are the notes of the acts that their events are linked as, by act."""

    left: ReportDetail
    right: ReportDetail
    relation: Relation
    pairs: tuple[Pair, ...]
    reasons: dict[int, str]


@dataclass(frozen=True, slots=True)
class OtherValue:
    """What another report says of an event's act: `later` where it replaces the event's own, else that one replaces it. None: nothing."""

    row: ReportRow
    event: StoredEvent | None
    later: bool


class Why(StrEnum):
    """Why a report is offered to be compared with another one."""

    REVISED_BY = "replaces it"
    REVISES = "replaced by it"
    CODING = "second coding"
    SAME_DAY = "same day"
    DAY_BEFORE = "day before"
    DAY_AFTER = "day after"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A report to compare with, and why."""

    row: ReportRow
    why: Why


@dataclass(frozen=True, slots=True)
class LabelAgreement:
    """How far two coders label the same words with one label: `alpha` is None where neither varies. Counts are words of the text."""

    label: str
    alpha: float | None
    both: int
    first_only: int
    second_only: int


@dataclass(frozen=True, slots=True)
class SpanAgreement:
    """Two coders' labelled spans of one text: alpha over all labels and by label, and the counts behind it.

    `same` spans agree in borders and label, `other_label` in borders alone, `other_borders` overlap one of the same label.
    """

    words: int
    alpha: float | None
    labels: tuple[LabelAgreement, ...]
    same: int
    other_label: int
    other_borders: int
    first_only: int
    second_only: int


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """In how many of the events that both coders have they give one field the same value."""

    field: str
    same: int
    of: int


@dataclass(frozen=True, slots=True)
class EventAgreement:
    """The events of two coders: those that both have, and in which fields they agree."""

    first: int
    second: int
    both: int
    fields: tuple[FieldAgreement, ...]

    @property
    def share(self) -> float | None:
        """Events that both have over all that either has; None where there are none."""
        every = self.first + self.second - self.both
        return self.both / every if every else None

    @property
    def field_share(self) -> float | None:
        """Equal fields over all fields that are compared; None where there are none."""
        of = sum(field.of for field in self.fields)
        return sum(field.same for field in self.fields) / of if of else None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two codings of one report agree, and how far each is decided."""

    spans: SpanAgreement
    events: EventAgreement
    first_open: int
    second_open: int


@dataclass(frozen=True, slots=True)
class SecondCoding:
    """A second coding of a report: who codes, and how far it is."""

    report_id: int
    first_id: int
    title: str
    published: date
    coder: str
    decided: int
    events: int


class RatesBy(StrEnum):
    """What correction rates are told by."""

    MONTH = "month"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class CorrectionRate:
    """What became of the machine's values of one field: `right` were accepted as they were, `changed` corrected.

    `rejected` counts the fields of events that were rejected whole. `group` is a month (`2023-11`) or a source; "" is all of them.
    """

    group: str
    field: str
    right: int
    changed: int
    rejected: int

    @property
    def decided(self) -> int:
        """All values that somebody has decided about."""
        return self.right + self.changed + self.rejected

    @property
    def share_right(self) -> float | None:
        """Right ones over all; None where nothing is decided."""
        return self.right / self.decided if self.decided else None
