"""Counting and saving against SQLite's own scan and commit on the same file."""

import sqlite3
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event
from analyst_app.domain.ontology import EventType
from analyst_app.domain.reports import Extraction, Report, Versions
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter
from analyst_app.domain.spans import Span
from analyst_app.services import counts, review
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench, now
from analyst_app.storage.bulk import NewReport
from bench.measure import Figure, best_of

REPORTS = 2000
TYPES = [kind for kind in EventType if kind.is_attack]


def invented():
    """Reports of five events each, over the years before today."""
    today = now().date()
    for n in range(REPORTS):
        day = today - timedelta(days=n % 1000)
        text = f"Report {n}. " + "Russian forces carried out airstrikes. " * 8
        events = tuple(
            Event(
                f"e{i}", TYPES[(n + i) % len(TYPES)], DateSpan.ending(day, days=1), Span(i, i + 5), Estimate.exactly(i + 1), actor="Russia"
            )
            for i in range(5)
        )
        yield NewReport(Report(f"r{n}", text, day), Extraction(Report(f"r{n}", text, day), day, (), events, Versions("b", "b", "b", "b")))


def figures():
    with tempfile.TemporaryDirectory() as folder:
        workbench = Workbench.open(Path(folder) / "bench.sqlite", settings=Settings(), analyst="bench")
        with workbench.database.unit_of_work("Import", analyst="bench") as uow:
            uow.reports.add_many(invented(), imported_at=now(), state_of_events=ReviewState.CONFIRMED)
        scan = "SELECT date_end, type, count(*), sum(count_best) FROM event WHERE state = 'confirmed' GROUP BY 1, 2"
        with closing(sqlite3.connect(workbench.database_path)) as raw:
            floor = best_of(5, lambda: raw.execute(scan).fetchall())
        yield Figure(
            "charts", f"daily counts by type, {REPORTS * 5:,} events", best_of(3, lambda: counts.daily_counts(workbench)), "s", floor
        )
        yield Figure("reliability", "accept one event, until saved", _accept(workbench), "s", _commit(Path(folder) / "raw.sqlite"))
        yield Figure("charts", "counts of 30 days", best_of(3, lambda: _month(workbench)), "s", floor)
        workbench.close()


def _month(workbench):
    today = now().date()
    return counts.daily_counts(workbench, matching=EventFilter(first_day=today - timedelta(days=30), last_day=today))


def _accept(workbench):
    turns = iter(range(1, 100))
    return best_of(10, lambda: review.reject_events(workbench, event_ids=[next(turns)]))


def _commit(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (x)")

        def insert():
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("INSERT INTO t VALUES (1)")
            raw.execute("COMMIT")

        return best_of(10, insert)
