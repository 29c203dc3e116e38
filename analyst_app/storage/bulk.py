"""Writing whole reports with all that was extracted from them, many at a time, without an object for each row.

The session's recorder does not see these rows: an import is journaled by its batch id alone.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from itertools import batched
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select, text, update

from analyst_app.domain.places import Place
from analyst_app.domain.reports import Extraction, Report, Versions
from analyst_app.domain.review import Origin, ReportState, ReviewState
from analyst_app.storage.columns import check_event, check_span, event_columns, place_columns, whole_of
from analyst_app.storage.tables import (
    LISTED,
    Base,
    EntityRecord,
    EntityState,
    EventRecord,
    PlaceRecord,
    ReportRecord,
    RunRecord,
    SourceRecord,
    table_of,
)

CHUNK = 200
"""Reports whose rows are put together before they are written: enough to be quick, few enough to be small in memory."""


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report to store, with what was extracted from it; `file_name` is where it was read from.

    A second coding names the report that it codes again, which is stored already, and its coder.
    """

    report: Report
    extraction: Extraction | None = None
    file_name: str | None = None
    second_of: int | None = None
    coder: str | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """What all reports of one call share."""

    imported_at: datetime
    batch_id: int | None
    state_of_events: ReviewState
    analyst: str


def text_hash(words: str) -> str:
    """What two reports with the same text share."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def add_reports(connection: Connection, items: Iterable[NewReport], stamp: Stamp) -> list[int]:
    """Store the reports and return their ids, in their order.

    Raises:
        ValueError: where an entity or event does not fit the text of its report.
    """
    ids: list[int] = []
    for chunk in batched(items, CHUNK):
        rows = _Rows(connection, stamp)
        ids.extend(rows.add(item) for item in chunk)
        rows.write()
    return ids


def source_id(connection: Connection, name: str | None) -> int | None:
    """The row of a source, made where there is none yet."""
    if not name:
        return None
    known = connection.scalar(select(SourceRecord.id).where(SourceRecord.name == name))
    if known is not None:
        return int(known)
    return int(connection.scalars(insert(table_of(SourceRecord)).returning(SourceRecord.id), {"name": name, "note": ""}).one())


def place_id(connection: Connection, place: Place) -> int:
    """The row of a place, made where there is none yet that is the same in everything."""
    values = place_columns(place)
    known = connection.scalar(_same_place(), {f"same_{name}": value for name, value in values.items()})
    if known is not None:
        return int(known)
    table = table_of(PlaceRecord)
    return int(connection.scalars(insert(table).returning(table.c.id), values).one())


@lru_cache(maxsize=1)
def _same_place() -> Select[int]:
    """Asked for every place of an import, so it is built once. The name, which has an index, comes first."""
    table = table_of(PlaceRecord)
    same = (table.c[name].is_not_distinct_from(bindparam(f"same_{name}")) for name in place_columns(Place("")))
    return select(table.c.id).where(table.c.text == bindparam("same_text"), *same).limit(1)


def run_id(connection: Connection, versions: Versions) -> int:
    """The row of a set of versions, made where there is none yet."""
    values = {"program": versions.program, "model": versions.model, "lexicons": versions.lexicons, "gazetteer": versions.gazetteer}
    known = connection.scalar(select(RunRecord.id).filter_by(**values))
    if known is not None:
        return int(known)
    return int(connection.scalars(insert(table_of(RunRecord)).returning(RunRecord.id), values).one())


_TABLES: tuple[type[Base], ...] = (ReportRecord, EntityRecord, EventRecord)


@dataclass(slots=True)
class _Rows:
    """The rows of one chunk, by table, with ids given out here so that rows can name one another before they are written."""

    connection: Connection
    stamp: Stamp
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {table.__tablename__: [] for table in _TABLES})
    wholes: list[dict[str, int]] = field(default_factory=list)
    sources: dict[str, int | None] = field(default_factory=dict)
    runs: dict[Versions, int] = field(default_factory=dict)
    places: dict[Place, int] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read which ids were given out last; the writer's transaction keeps others from giving out any."""
        self.last = {name: int(seq) for name, seq in self.connection.execute(text("SELECT name, seq FROM sqlite_sequence"))}

    def add(self, item: NewReport) -> int:
        report, extraction = item.report, item.extraction
        words = report.text if extraction is None else extraction.report.text
        events = () if extraction is None else extraction.events
        run = None if extraction is None else self._run(extraction.versions)
        report_id = self._put("report", self._report(item, words, run))
        if extraction is None:
            return report_id
        for entity in extraction.entities:
            check_span(entity.span, words, entity.text)
            self._put(
                "entity",
                {
                    "report_id": report_id,
                    "start": entity.span.start,
                    "end": entity.span.end,
                    "label": entity.label.value,
                    "canonical": entity.canonical,
                    "origin": Origin.MACHINE.value,
                    "state": EntityState.ACTIVE.value,
                    "proposed": None,
                },
            )
        self._events(extraction, report_id, run, {event.id: 0 for event in events})
        return report_id

    def _events(self, extraction: Extraction, report_id: int, run: int | None, ids: dict[str, int]) -> None:
        decided = self.stamp.state_of_events is not ReviewState.PROPOSED
        for position, event in enumerate(extraction.events):
            check_event(event, extraction.report.text)
            places = [self._place(place) for place in event.places]
            ids[event.id] = self._put(
                "event",
                {
                    **event_columns(event),
                    "report_id": report_id,
                    "run_id": run,
                    "position": position,
                    "part_of_id": None,
                    "places": places or None,
                    "state": self.stamp.state_of_events.value,
                    "origin": Origin.MACHINE.value,
                    "analyst": self.stamp.analyst or None if decided else None,
                    "reviewed_at": self.stamp.imported_at if decided else None,
                },
            )
        for event in extraction.events:
            whole = whole_of(event.part_of, ids)
            if whole is not None:
                # Written last: a part may stand before its whole.
                self.wholes.append({"part": ids[event.id], "whole": whole})

    def write(self) -> None:
        for table in _TABLES:
            rows = self.rows[table.__tablename__]
            if rows:
                self.connection.execute(insert(table_of(table)), rows)
        if self.wholes:
            events = table_of(EventRecord)
            self.connection.execute(
                update(events).where(events.c.id == bindparam("part")).values(part_of_id=bindparam("whole")), self.wholes
            )

    def _put(self, table: str, row: dict[str, Any]) -> int:
        row["id"] = self.last[table] = self.last.get(table, 0) + 1
        self.rows[table].append(row)
        return int(row["id"])

    def _place(self, place: Place) -> int:
        if place not in self.places:
            self.places[place] = place_id(self.connection, place)
        return self.places[place]

    def _run(self, versions: Versions) -> int:
        if versions not in self.runs:
            self.runs[versions] = run_id(self.connection, versions)
        return self.runs[versions]

    def _report(self, item: NewReport, words: str, run: int | None) -> dict[str, Any]:
        report, extraction = item.report, item.extraction
        read = report if extraction is None else extraction.report
        source = report.source or read.source
        if source and source not in self.sources:
            self.sources[source] = source_id(self.connection, source)
        published = extraction.published if extraction is not None else report.published
        decided = extraction is not None and self.stamp.state_of_events is not ReviewState.PROPOSED
        return {
            "key": report.key,
            "title": report.title or read.title or report.key,
            "source_id": self.sources[source] if source else None,
            "author": report.author or read.author,
            "published": published or self.stamp.imported_at.date(),
            "text": words,
            "text_sha256": text_hash(words),
            "char_count": len(words),
            "imported_at": self.stamp.imported_at,
            "file_name": item.file_name,
            "state": (ReportState.REVIEWED if decided else ReportState.NEW).value,
            "deleted": False,
            "run_id": run,
            "batch_id": self.stamp.batch_id,
            "cursor": None,
            "superseded_by_id": None,
            "superseded_reason": None,
            "second_of_id": item.second_of,
            "coder": item.coder,
        }


def report_called(connection: Connection, key: str) -> int | None:
    """A report of the library that has this key, or None."""
    table = table_of(ReportRecord)
    return connection.scalar(select(table.c.id).where(table.c.key == key, ~table.c.deleted, table.c.second_of_id.is_(None)).limit(1))


def same_text(connection: Connection, words: str, *, published: date | None = None) -> int | None:
    """The report that has exactly this text, or None; deleted ones and second codings do not count.

    `published` asks for the report of that day alone: two quiet days may be told in the same words.
    """
    # In SQLite's words, as every report of an import asks it twice.
    query = f"SELECT id, text, published FROM report WHERE text_sha256 = ? AND {LISTED} ORDER BY id"  # noqa: S608 - our own words
    found = connection.exec_driver_sql(query, (text_hash(words),))
    day = None if published is None else published.isoformat()
    return next((int(number) for number, text, of_day in found if text == words and day in {None, of_day}), None)
