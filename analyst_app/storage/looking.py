"""Looking into a copy without changing it: what it holds, and one report of it with its review, to be put back.

A copy from before an update is brought to this program's tables in a place of its own, which goes again afterwards.
"""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Row, select, text

from analyst_app.domain.errors import Stale
from analyst_app.domain.keeping import Contents, KeptReport
from analyst_app.domain.reports import Extraction, Report, Versions
from analyst_app.domain.reviewed import StoredExtraction
from analyst_app.storage import queries
from analyst_app.storage.backup import require_database
from analyst_app.storage.bulk import NewReport
from analyst_app.storage.engines import reader_engine
from analyst_app.storage.faults import sorted_faults
from analyst_app.storage.migrate import HEAD, revision_of, upgrade
from analyst_app.storage.queries.acts import reason_of
from analyst_app.storage.reviewed import reviewed_of
from analyst_app.storage.tables import EventRecord, ReportRecord, table_of
from analyst_app.storage.unit_of_work import UnitOfWork

UNKNOWN = Versions("", "", "", "")
"""Of a report that was stored without an extraction."""

_REPORTS = text("""
    SELECT report.id, report.title, report.published, report.text_sha256,
        count(event.id) AS events, coalesce(sum(event.state <> 'proposed'), 0) AS decided
    FROM report LEFT JOIN event ON event.report_id = report.id
    WHERE NOT report.deleted AND report.second_of_id IS NULL GROUP BY report.id ORDER BY report.published DESC, report.id DESC""")
_LAST = text("SELECT label, at FROM journal_command ORDER BY id DESC LIMIT 1")


@contextmanager
def looking_into(copy: Path, *, passphrase: str | None = None) -> Iterator[Connection]:
    """A reading of a copy, at this program's tables.

    Raises:
        DatabaseError: where it cannot be read, or was made by a newer program.
    """
    require_database(copy, passphrase=passphrase)
    with tempfile.TemporaryDirectory(prefix=".look-", dir=copy.parent) as folder:
        path = copy
        if revision_of(copy, passphrase=passphrase) != HEAD:
            path = Path(shutil.copy(copy, Path(folder) / copy.name))
            upgrade(path, backups=Path(folder) / "backups", passphrase=passphrase)
        engine = reader_engine(path, passphrase=passphrase)
        try:
            with sorted_faults(copy), engine.connect() as connection, connection.begin():
                yield connection
        finally:
            engine.dispose()


def contents(copy: Connection, now: Connection) -> Contents:
    """What a copy holds, its reports beside those of today, which are told by their texts."""
    today = {row.text_sha256: int(row.decided) for row in now.execute(_REPORTS)}
    reports = tuple(
        KeptReport(row.id, row.title, str(row.published), int(row.events), int(row.decided), today.get(row.text_sha256))
        for row in copy.execute(_REPORTS)
    )
    last = copy.execute(_LAST).one_or_none()
    counts = {
        "reports": len(reports),
        "events": sum(report.events for report in reports),
        "decided": sum(report.decided for report in reports),
    }
    return Contents(counts, "" if last is None else last.label, None if last is None else datetime.fromisoformat(last.at), reports)


def report_of(copy: Connection, report_id: int) -> StoredExtraction:
    """One report of a copy with its review.

    Raises:
        Stale: where the copy has no such report.
    """
    detail = queries.report_detail(copy, report_id=report_id)
    if detail is None:
        raise Stale("This report is not in the backup. Choose another one.")
    row = detail.row
    report = Report(row.key, detail.text, row.published, row.title, row.source, row.author)
    entities, events = (e.entity for e in detail.entities), (e.event for e in detail.events)
    extraction = Extraction(report, row.published, tuple(entities), tuple(events), detail.versions or UNKNOWN)
    return StoredExtraction(extraction, reviewed_of(copy, report_id, {event.id for event in detail.events}))


def put_back(uow: UnitOfWork, stored: StoredExtraction) -> int:
    """Bring a report back as it was, in the place of the one with the same text and day, or key, where there is one, and return its new id.

    Its ties to other reports, and links of its events to theirs, stay as they are now; those that the copy alone had are not made.
    """
    there = _place_of(uow.reader, stored.extraction)
    acts = [] if there is None else _acts(uow.reader, there)
    ties = None if there is None else uow.reports.ties_of(there)
    if there is not None:
        uow.acts.unlink([event.id for _, act in acts for event in act if event.report_id == there])
    reviewed = replace(stored.reviewed, events=tuple(replace(e, act=None, preferred=False) for e in stored.reviewed.events))
    # The review has the entities, removed ones too.
    new = NewReport(stored.extraction.report, replace(stored.extraction, entities=()), reviewed.file_name)
    (added,) = uow.reports.add_many([new], imported_at=reviewed.imported_at)
    uow.reports.restore(added, reviewed, {})
    if there is not None and ties is not None:
        # Before the old one goes, which would let what it replaces count again.
        uow.reports.tie(added, ties)
        uow.reports.remove([there])
    own = uow.reader.execute(select(EventRecord.key, EventRecord.id).where(EventRecord.report_id == added))
    ids = {row.key: row.id for row in own}
    for reason, act in acts:
        # An event that the copy does not have drops out of its act.
        members = [(ids.get(event.key) if event.report_id == there else event.id, event.preferred) for event in act]
        linked = [event_id for event_id, _ in members if event_id is not None]
        if len(linked) > 1:
            counting = next((event_id for event_id, counts in members if counts and event_id), linked[0])
            uow.acts.link(linked, preferred=counting, reason=reason)
    return added


def _place_of(reader: Connection, extraction: Extraction) -> int | None:
    """The report that one of a copy is now: of two days told in the same words its own, though its day was corrected since."""
    report = extraction.report
    there = queries.same_text(reader, report.text, published=extraction.published)
    if there is not None:
        return there
    table = table_of(ReportRecord)
    listed = (~table.c.deleted, table.c.second_of_id.is_(None))
    return reader.scalar(select(table.c.id).where(table.c.key == report.key, table.c.text == report.text, *listed).limit(1))


def _acts(reader: Connection, report_id: int) -> list[tuple[str, Sequence[Row[int, str, int, bool]]]]:
    """The reason and the members of every act that an event of this report tells, those of other reports too."""
    own = select(EventRecord.act_id).where(EventRecord.report_id == report_id, EventRecord.act_id.is_not(None)).distinct()
    members = select(EventRecord.id, EventRecord.key, EventRecord.report_id, EventRecord.preferred)
    of_act = {act: members.where(EventRecord.act_id == act).order_by(EventRecord.id) for act in reader.scalars(own).all()}
    return [(reason_of(reader, act), reader.execute(told).all()) for act, told in of_act.items() if act is not None]
