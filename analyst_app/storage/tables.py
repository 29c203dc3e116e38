"""The tables as mapped classes, private to `storage`. What is in a file is decided by `migrations/`; a test holds the two equal.

Words that can take only a few values are held by CHECK constraints, so that a file with an unknown one cannot be written:
a new event type needs a migration, and an older program then refuses the file by its version.
Ids are never given out twice (AUTOINCREMENT), since undo puts deleted rows back under their old ids.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, Date, Dialect, ForeignKey, Index, MetaData, Table, Text, TypeDecorator, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import PlaceKind
from analyst_app.domain.review import Origin, ReportState, ReviewState
from analyst_app.domain.spans import Label

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


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


class Moment(TypeDecorator[datetime]):
    """A time in UTC, kept as ISO 8601 text of one length, so that it sorts as text."""

    impl = Text
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What the journal turns its ISO text back into."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write; a time without a zone is a bug, as nobody could tell what it means."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read back, in UTC."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)


def _one_of(column: str, values: Sequence[str]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(str(v)) for v in values)})", name=column)


def _estimate(name: str) -> CheckConstraint:
    return CheckConstraint(
        f"({name}_best IS NULL AND {name}_low IS NULL AND {name}_high IS NULL)"
        f" OR ({name}_best IS NOT NULL AND {name}_best >= 0 AND coalesce({name}_low, 0) BETWEEN 0 AND {name}_best"
        f" AND coalesce({name}_high, {name}_best) >= {name}_best)",
        name=name,
    )


class Base(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Text(), datetime: Moment(), date: Date(), dict[str, Any]: JSON(none_as_null=True)}


_GROWING = {"sqlite_autoincrement": True}


def table_of(record: type[Base]) -> Table:
    """The table behind a mapped class, for statements that need no objects."""
    return Base.metadata.tables[record.__tablename__]


class MetaRecord(Base):
    """Facts about the file itself, such as the program that last changed its tables."""

    __tablename__ = "meta"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class SourceRecord(Base):
    """Who publishes reports."""

    __tablename__ = "source"
    __table_args__ = (_GROWING,)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    side: Mapped[str | None]
    reliability: Mapped[str | None]
    note: Mapped[str] = mapped_column(insert_default="")


class RunRecord(Base):
    """The versions of everything that made a proposal; one row for each combination."""

    __tablename__ = "extraction_run"
    __table_args__ = (Index("uq_extraction_run_versions", "program", "model", "lexicons", "gazetteer", unique=True), _GROWING)
    id: Mapped[int] = mapped_column(primary_key=True)
    program: Mapped[str]
    model: Mapped[str]
    lexicons: Mapped[str]
    gazetteer: Mapped[str]


class ReportRecord(Base):
    """A report. Its text never changes; `cursor` is where the analyst stopped; `deleted` takes it out of every list and count."""

    __tablename__ = "report"
    __table_args__ = (
        _one_of("state", list(ReportState)),
        CheckConstraint("deleted IN (0, 1)", name="deleted"),
        Index("ix_report_published", "published"),
        _GROWING,
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


class EntityRecord(Base):
    """A labelled span. `proposed` keeps what the machine proposed for what the analyst changed."""

    __tablename__ = "entity"
    __table_args__ = (
        CheckConstraint('"start" >= 0 AND "start" < "end"', name="span"),
        _one_of("label", list(Label)),
        _one_of("origin", list(Origin)),
        _one_of("state", list(EntityState)),
        Index("ix_entity_report_id_start", "report_id", "start"),
        _GROWING,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    start: Mapped[int]
    end: Mapped[int]
    label: Mapped[str]
    text: Mapped[str]
    canonical: Mapped[str | None]
    origin: Mapped[str]
    state: Mapped[str]
    proposed: Mapped[dict[str, Any] | None]


class ActRecord(Base):
    """One act that several events tell; they count once."""

    __tablename__ = "act"
    __table_args__ = (_GROWING,)
    id: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[str]


class EventRecord(Base):
    """One record for each thing that a report says happened.

    `position` is its place in the report's own order; `proposed` keeps the machine's value of each corrected field.
    """

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("trigger_start >= 0 AND trigger_start < trigger_end", name="trigger"),
        CheckConstraint("date_start <= date_end", name="date"),
        CheckConstraint("places_count >= 0", name="places_count"),
        CheckConstraint("part_of_id <> id", name="part_of"),
        CheckConstraint("preferred IN (0, 1) AND (preferred = 0 OR act_id IS NOT NULL)", name="preferred"),
        _estimate("count"),
        _estimate("killed"),
        _estimate("injured"),
        _one_of("type", list(EventType)),
        _one_of("status", list(Status)),
        _one_of("state", list(ReviewState)),
        _one_of("origin", list(Origin)),
        Index("uq_event_report_id_key", "report_id", "key", unique=True),
        Index("ix_event_date_end_type", "date_end", "type"),
        Index("ix_event_state_date_end", "state", "date_end"),
        Index("uq_event_preferred", "act_id", unique=True, sqlite_where=text("preferred = 1")),
        _GROWING,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("extraction_run.id"), index=True)
    key: Mapped[str]
    position: Mapped[int]
    type: Mapped[str]
    status: Mapped[str]
    count_low: Mapped[int | None]
    count_best: Mapped[int | None]
    count_high: Mapped[int | None]
    places_count: Mapped[int | None]
    actor: Mapped[str | None] = mapped_column(index=True)
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
    part_of_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
    trigger_start: Mapped[int]
    trigger_end: Mapped[int]
    note: Mapped[str]
    state: Mapped[str]
    origin: Mapped[str]
    confidence: Mapped[float | None]
    field_confidence: Mapped[dict[str, Any] | None]
    proposed: Mapped[dict[str, Any] | None]
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"), index=True)
    preferred: Mapped[bool]
    analyst: Mapped[str | None]
    reviewed_at: Mapped[datetime | None]


class PlaceRecord(Base):
    """A place of an event; position 0 is the most specific."""

    __tablename__ = "event_place"
    __table_args__ = (
        _one_of("kind", list(PlaceKind)),
        CheckConstraint("geo_precision BETWEEN 1 AND 3", name="geo_precision"),
        CheckConstraint("(lat IS NULL) = (lon IS NULL) AND lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name="lat_lon"),
        Index("uq_event_place_event_id_position", "event_id", "position", unique=True),
        _GROWING,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    position: Mapped[int]
    text: Mapped[str]
    name: Mapped[str | None] = mapped_column(index=True)
    kind: Mapped[str]
    country: Mapped[str | None]
    admin1: Mapped[str | None]
    admin2: Mapped[str | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    geo_precision: Mapped[int | None]
    place_id: Mapped[str | None]


class EvidenceRecord(Base):
    """The words that one field of an event rests on."""

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint('"start" >= 0 AND "start" < "end"', name="span"),
        Index("uq_evidence_event_id_position", "event_id", "position", unique=True),
        _GROWING,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    position: Mapped[int]
    field: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]


class CommandRecord(Base):
    """One command, in the words of the menu. `of_id` names the command that an undo or a redo acted on."""

    __tablename__ = "journal_command"
    __table_args__ = (
        _one_of("kind", list(CommandKind)),
        _one_of("state", list(CommandState)),
        CheckConstraint("(of_id IS NULL) = (kind IN ('command', 'batch'))", name="of_id"),
        Index("ix_journal_command_state_kind", "state", "kind"),
        _GROWING,
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
        Index("ix_journal_change_table_name_row_id", "table_name", "row_id"),
        _GROWING,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    command_id: Mapped[int] = mapped_column(ForeignKey("journal_command.id"), index=True)
    table_name: Mapped[str]
    row_id: Mapped[int]
    event_id: Mapped[int | None] = mapped_column(index=True)
    report_id: Mapped[int | None]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
