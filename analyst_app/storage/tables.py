"""The tables as mapped classes, private to `storage`. What is in a file is decided by `migrations/`; a test holds the two equal.

Words that can take only a few values are held by CHECK constraints, so that a file with an unknown one cannot be written:
a new event type needs a migration, and an older program then refuses the file by its version.
Ids are never given out twice (AUTOINCREMENT), since undo puts deleted rows back under their old ids.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import PlaceKind
from analyst_app.domain.review import Origin, ReportState, ReviewState
from analyst_app.domain.spans import Label
from analyst_app.storage.packing import Coded, Confidences, Passages
from analyst_app.storage.side_tables import ExternalEventRecord, ExternalSeriesRecord, LikenessRecord, ReportBandRecord, ReportFileRecord
from analyst_app.storage.table_base import DERIVED, GROWING, Base, code_of, estimate, one_of, table_of

__all__ = [
    "LISTED",
    "ActRecord",
    "Base",
    "ChangeRecord",
    "CommandKind",
    "CommandRecord",
    "CommandState",
    "EntityRecord",
    "EntityState",
    "EventBlockRecord",
    "EventRecord",
    "ExternalEventRecord",
    "ExternalSeriesRecord",
    "LikenessRecord",
    "MetaRecord",
    "PlaceRecord",
    "ReportBandRecord",
    "ReportBlockRecord",
    "ReportFileRecord",
    "ReportRecord",
    "RunRecord",
    "SourceRecord",
    "TermRecord",
    "table_of",
]


class CommandKind(StrEnum):
    """What a line of the journal is: a command of the analyst, an import, or the undoing or redoing of one."""

    COMMAND = "command"
    BATCH = "batch"
    UNDO = "undo"
    REDO = "redo"


class CommandState(StrEnum):
    """Where a command stands: done, undone (can be redone), or abandoned (undone, and then something else was done)."""

    DONE = "done"
    UNDONE = "undone"
    ABANDONED = "abandoned"


class EntityState(StrEnum):
    """Whether an entity is shown; a removed one is kept, so that what the machine proposed can still be compared."""

    ACTIVE = "active"
    REMOVED = "removed"


LISTED = "deleted = 0 AND second_of_id IS NULL"
"""The reports that a list of reports has, in the words of the index over them, by which SQLite knows it again."""


class MetaRecord(Base):
    """Facts about the file itself, such as the program that last changed its tables."""

    __tablename__ = "meta"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class SourceRecord(Base):
    """Who publishes reports. `rhythm_days` says how often: each so many days one is expected; none where nothing is."""

    __tablename__ = "source"
    __table_args__ = (CheckConstraint("rhythm_days > 0", name="rhythm_days"), GROWING)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    side: Mapped[str | None]
    reliability: Mapped[str | None]
    rhythm_days: Mapped[int | None]
    note: Mapped[str] = mapped_column(insert_default="")


class RunRecord(Base):
    """The versions of everything that made a proposal; one row for each combination."""

    __tablename__ = "extraction_run"
    __table_args__ = (Index("uq_extraction_run_versions", "program", "model", "lexicons", "gazetteer", unique=True), GROWING)
    id: Mapped[int] = mapped_column(primary_key=True)
    program: Mapped[str]
    model: Mapped[str]
    lexicons: Mapped[str]
    gazetteer: Mapped[str]


class ReportRecord(Base):
    """A report. Its text never changes; `cursor` is where the analyst stopped; `deleted` takes it out of every list and count.

    One that another report replaces (`superseded_by_id`, with the reason) stays in every list and counts nowhere. A second coding is a
    report of its own with the text of `second_of_id`, coded by `coder`; it is in no list and counts nowhere.
    """

    __tablename__ = "report"
    __table_args__ = (
        one_of("state", list(ReportState)),
        CheckConstraint("deleted IN (0, 1)", name="deleted"),
        CheckConstraint("superseded_by_id <> id", name="superseded_by"),
        CheckConstraint("second_of_id <> id AND (second_of_id IS NULL) = (coder IS NULL)", name="second_of"),
        Index("ix_report_published", "published"),
        # The library's: a hundred thousand lines are counted and sorted without one text being read.
        Index("ix_report_listed", "published", "id", "state", "source_id", "superseded_by_id", "imported_at", sqlite_where=text(LISTED)),
        Index("ix_report_deleted", "id", sqlite_where=text("deleted = 1")),
        Index("ix_report_superseded_by_id", "superseded_by_id", sqlite_where=text("superseded_by_id IS NOT NULL")),
        Index("ix_report_second_of_id", "second_of_id", sqlite_where=text("second_of_id IS NOT NULL")),
        GROWING,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"), index=True)
    author: Mapped[str | None]
    published: Mapped[date]
    text: Mapped[str]
    text_sha256: Mapped[str] = mapped_column(index=True)
    char_count: Mapped[int]
    imported_at: Mapped[datetime]
    file_name: Mapped[str | None]
    state: Mapped[str]
    deleted: Mapped[bool]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("extraction_run.id"), index=True)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("journal_command.id"), index=True)
    cursor: Mapped[int | None]
    superseded_by_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"))
    superseded_reason: Mapped[str | None]
    second_of_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"))
    coder: Mapped[str | None]


class EntityRecord(Base):
    """A labelled span; its words are those of the report. `proposed` keeps what the machine proposed for what the analyst changed.

    There are several to an event, so what can take few values is kept as its place in its list: every byte here counts fivefold.
    """

    __tablename__ = "entity"
    __table_args__ = (
        CheckConstraint('"start" >= 0 AND "start" < "end"', name="span"),
        code_of("label", list(Label)),
        code_of("origin", list(Origin)),
        code_of("state", list(EntityState)),
        GROWING,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    label: Mapped[str] = mapped_column(Coded(list(Label)))
    canonical: Mapped[str | None]
    origin: Mapped[str] = mapped_column(Coded(list(Origin)))
    state: Mapped[str] = mapped_column(Coded(list(EntityState)))
    proposed: Mapped[dict[str, Any] | None]


class ActRecord(Base):
    """One act that several events tell; they count once."""

    __tablename__ = "act"
    __table_args__ = (GROWING,)
    id: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[str]


class EventRecord(Base):
    """One record for each thing that a report says happened.

    `position` is its place in the report's own order; `proposed` keeps the machine's value of each corrected field; `places` are
    ids of `place`, the most specific first; `evidence` the words that each field rests on, as `[field, start, end]`.
    """

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("trigger_start >= 0 AND trigger_start < trigger_end", name="trigger"),
        CheckConstraint("date_start <= date_end", name="date"),
        CheckConstraint("places_count >= 0", name="places_count"),
        CheckConstraint("part_of_id <> id", name="part_of"),
        CheckConstraint("preferred IN (0, 1) AND (preferred = 0 OR act_id IS NOT NULL)", name="preferred"),
        estimate("count"),
        estimate("killed"),
        estimate("injured"),
        one_of("type", list(EventType)),
        one_of("status", list(Status)),
        one_of("state", list(ReviewState)),
        one_of("origin", list(Origin)),
        Index("uq_event_report_id_key", "report_id", "key", unique=True),
        Index("ix_event_part_of_id", "part_of_id", sqlite_where=text("part_of_id IS NOT NULL")),
        Index("ix_event_waiting", "report_id", "confidence", sqlite_where=text("state = 'proposed'")),
        Index("ix_event_act_id", "act_id", sqlite_where=text("act_id IS NOT NULL")),
        Index("uq_event_preferred", "act_id", unique=True, sqlite_where=text("preferred = 1")),
        GROWING,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("extraction_run.id"))
    key: Mapped[str]
    position: Mapped[int]
    type: Mapped[str]
    status: Mapped[str]
    count_low: Mapped[int | None]
    count_best: Mapped[int | None]
    count_high: Mapped[int | None]
    places_count: Mapped[int | None]
    actor: Mapped[str | None]
    target: Mapped[str | None]
    disputed_by: Mapped[str | None]
    date_start: Mapped[date]
    date_end: Mapped[date]
    killed_low: Mapped[int | None]
    killed_best: Mapped[int | None]
    killed_high: Mapped[int | None]
    injured_low: Mapped[int | None]
    injured_best: Mapped[int | None]
    injured_high: Mapped[int | None]
    reported_by: Mapped[str | None]
    part_of_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    trigger_start: Mapped[int]
    trigger_end: Mapped[int]
    note: Mapped[str]
    state: Mapped[str]
    origin: Mapped[str]
    confidence: Mapped[float | None]
    field_confidence: Mapped[dict[str, float] | None] = mapped_column(Confidences)
    proposed: Mapped[dict[str, Any] | None]
    places: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    evidence: Mapped[list[list[Any]] | None] = mapped_column(Passages)
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
    preferred: Mapped[bool]
    analyst: Mapped[str | None]
    reviewed_at: Mapped[datetime | None]


class PlaceRecord(Base):
    """A place as some event has it, once for all events. A fact: never changed, so neither in the journal nor in undo's way."""

    __tablename__ = "place"
    __table_args__ = (
        one_of("kind", list(PlaceKind)),
        CheckConstraint("geo_precision BETWEEN 1 AND 3", name="geo_precision"),
        CheckConstraint("(lat IS NULL) = (lon IS NULL) AND lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name="lat_lon"),
        GROWING,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(index=True)
    name: Mapped[str | None]
    kind: Mapped[str]
    country: Mapped[str | None]
    admin1: Mapped[str | None]
    admin2: Mapped[str | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    geo_precision: Mapped[int | None]
    place_id: Mapped[str | None]


class TermRecord(Base):
    """A word that the columns name by number: parties, places, notes, titles. `folded` is what a search compares, where that differs."""

    __tablename__ = "term"
    __table_args__ = DERIVED
    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(unique=True)
    folded: Mapped[str | None]


class EventBlockRecord(Base):
    """The columns of a run of events, packed (`blocks.py`). A trigger takes a block out when an event of it changes; commits put it back.

    `stamp` is made from the content; `counted` holds what counts need, `said` what only a search does.
    """

    __tablename__ = "event_block"
    __table_args__ = (Index("ix_event_block_id_stamp", "id", "stamp"), DERIVED)
    id: Mapped[int] = mapped_column(primary_key=True)
    stamp: Mapped[int]
    counted: Mapped[bytes] = mapped_column(LargeBinary)
    said: Mapped[bytes] = mapped_column(LargeBinary)


class ReportBlockRecord(Base):
    """The same of a run of reports."""

    __tablename__ = "report_block"
    __table_args__ = (Index("ix_report_block_id_stamp", "id", "stamp"), DERIVED)
    id: Mapped[int] = mapped_column(primary_key=True)
    stamp: Mapped[int]
    columns: Mapped[bytes] = mapped_column(LargeBinary)


class CommandRecord(Base):
    """One command, in the words of the menu. `of_id` names the command that an undo or a redo acted on."""

    __tablename__ = "journal_command"
    __table_args__ = (
        one_of("kind", list(CommandKind)),
        one_of("state", list(CommandState)),
        CheckConstraint("(of_id IS NULL) = (kind IN ('command', 'batch'))", name="of_id"),
        Index("ix_journal_command_state_kind", "state", "kind"),
        GROWING,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    analyst: Mapped[str]
    at: Mapped[datetime]
    kind: Mapped[str]
    state: Mapped[str]
    of_id: Mapped[int | None] = mapped_column(ForeignKey("journal_command.id"), index=True)


class ChangeRecord(Base):
    """One row change of a command: `before` is null for a new row, `after` for a deleted one.

    Of a changed row both hold the changed columns only. `event_id` and `report_id` say whose row it was, also after it has gone.
    """

    __tablename__ = "journal_change"
    __table_args__ = (
        CheckConstraint('"before" IS NOT NULL OR "after" IS NOT NULL', name="images"),
        GROWING,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    command_id: Mapped[int] = mapped_column(ForeignKey("journal_command.id"), index=True)
    table_name: Mapped[str]
    row_id: Mapped[int]
    event_id: Mapped[int | None] = mapped_column(index=True)
    report_id: Mapped[int | None]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
