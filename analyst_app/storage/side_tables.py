"""The tables beside the reports and their events: files that reports came from, reports that look alike, other people's events."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from analyst_app.domain.external import Layout
from analyst_app.domain.likeness import Verdict
from analyst_app.domain.ontology import EventType
from analyst_app.storage.table_base import DERIVED, GROWING, Base, one_of


class ReportFileRecord(Base):
    """A file that a report was read from, as it was then; a file of `reports` reports is in where it has so many rows.

    Facts of an import, so neither changed nor in the journal.
    """

    __tablename__ = "report_file"
    __table_args__ = (GROWING,)
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    path: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    modified: Mapped[int]
    reports: Mapped[int]


class LikenessRecord(Base):
    """A report whose words are nearly those of an earlier one, found when it came in, and what was decided about the two."""

    __tablename__ = "report_likeness"
    __table_args__ = (
        CheckConstraint("alike BETWEEN 0 AND 1", name="alike"),
        one_of("verdict", list(Verdict)),
        Index("ix_report_likeness_open", "report_id", sqlite_where=text("verdict = 'open'")),
        GROWING,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    alike: Mapped[float]
    verdict: Mapped[str]


class ReportBandRecord(Base):
    """By which numbers reports with nearly the same words are found (`likeness.py`), always as many to a report."""

    __tablename__ = "report_band"
    __table_args__ = ({"sqlite_with_rowid": False, **DERIVED},)
    band: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    report_id: Mapped[int] = mapped_column(primary_key=True)


class ExternalSeriesRecord(Base):
    """A file of somebody else's events, kept beside one's own to be compared with; its rows never change.

    `layout` says whose columns it had; `left_out` how many of its lines made no sense. `deleted` takes it out of every list: so an
    import is undone, and a removal, too.
    """

    __tablename__ = "external_series"
    __table_args__ = (
        one_of("layout", list(Layout)),
        CheckConstraint("deleted IN (0, 1)", name="deleted"),
        GROWING,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    layout: Mapped[str]
    file_name: Mapped[str]
    imported_at: Mapped[datetime]
    left_out: Mapped[int]
    deleted: Mapped[bool]


class ExternalEventRecord(Base):
    """One line of an external series; no count of ours sees it. `said` is its type in the file's words, `type` ours where one fits."""

    __tablename__ = "external_event"
    __table_args__ = (
        CheckConstraint("date_start <= date_end", name="date"),
        CheckConstraint("number >= 0", name="number"),
        CheckConstraint("killed >= 0", name="killed"),
        one_of("type", list(EventType)),
        Index("ix_external_event_series_id_date_end", "series_id", "date_end"),
        GROWING,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("external_series.id"))
    ident: Mapped[str]
    date_start: Mapped[date]
    date_end: Mapped[date]
    type: Mapped[str | None]
    said: Mapped[str]
    actor: Mapped[str | None]
    region: Mapped[str | None]
    place: Mapped[str | None]
    number: Mapped[int]
    killed: Mapped[int | None]
