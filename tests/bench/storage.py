"""A million events: counts, the table, corrections and export against bars of time, and against SQLite's own work on the same file."""

import resource
import shutil
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event
from analyst_app.domain.ontology import EventType
from analyst_app.domain.reports import Extraction, Report, Versions
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import CountBy, EventFilter, EventOrder
from analyst_app.domain.spans import Span
from analyst_app.services import counts, events, exporting, review
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench, now
from analyst_app.storage.bulk import NewReport
from bench import million
from bench.measure import Figure, best_of

BUILD = Path(__file__).parents[2] / "build"
PAGE = 200
IMPORTED = 2000
REPORTS = 300
"""Reports that are written as JSON lines."""

SCAN = "SELECT date_end, type, actor, count(*), sum(count_best) FROM event WHERE state = 'confirmed' GROUP BY 1, 2, 3"
DUMP = """SELECT report.key || ':' || event.key, report.key, report.title, source.name, report.published, event.type,
    event.count_low, event.count_best, event.count_high, event.places_count,
    CASE WHEN event.count_best IS NULL THEN NULL ELSE 'acts' END, event.actor, event.target, event.status,
    event.disputed_by, event.date_start, event.date_end, place.text, place.name, place.kind, place.admin2, place.admin1, place.country,
    place.lat, place.lon, place.geo_precision,
    (SELECT group_concat(each.text, '; ') FROM json_each(event.places) JOIN place AS each ON each.id = value),
    event.killed_low, event.killed_best, event.killed_high, event.injured_low,
    event.injured_best, event.injured_high, event.reported_by, report.key || ':' || whole.key,
    (SELECT group_concat(told.key || ':' || other.key, '; ') FROM event AS other JOIN report AS told ON told.id = other.report_id
        WHERE other.act_id = event.act_id AND other.id <> event.id), event.preferred, event.date_end,
    event.count_best, event.state, event.confidence, substr(report.text, event.trigger_start + 1, event.trigger_end - event.trigger_start),
    event.evidence, event.note, event.analyst, event.reviewed_at
    FROM event JOIN report ON report.id = event.report_id LEFT JOIN source ON source.id = report.source_id
    LEFT JOIN place ON place.id = json_extract(event.places, '$[0]') LEFT JOIN event AS whole ON whole.id = event.part_of_id
    WHERE NOT report.deleted ORDER BY event.date_end, event.report_id, event.position"""
"""The columns of our CSV, in the order of ours, as far as SQLite can give them: evidence stays packed, and what counts is not reckoned."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of time, in seconds, whatever the machine; shaped as a floor of one second."""

    seconds: float

    def figure(self, name: str, value: float) -> Figure:
        return Figure("million", name, value, "s", 1.0, self.seconds)


def figures():
    path = million.database(BUILD)
    with closing(Workbench.open(path, settings=Settings(), analyst="bench")) as workbench:
        yield from _counts(workbench)
        yield from _pages(workbench)
        yield from _export(workbench)
    yield from _correction(path)
    yield from _json_lines(path)
    yield from _sizes(path)
    yield from _journal()


def _counts(workbench):
    opening = best_of(1, lambda: counts.daily_counts(workbench))
    yield Figure("million", "first daily counts after opening", opening, "s")
    with closing(sqlite3.connect(workbench.database_path)) as raw:
        scan = best_of(2, lambda: raw.execute(SCAN).fetchall())
        places = [name for (name,) in raw.execute("SELECT text FROM place ORDER BY id LIMIT 3")]
    by_type = best_of(7, lambda: counts.daily_counts(workbench))
    yield Bar(0.120).figure("daily counts by type, all years", by_type)
    yield Figure("million", "the same, against SQLite's scan of the events", by_type, "s", scan, 0.3)
    chosen = EventFilter(places=frozenset(places), actors=frozenset({"Russia"}))
    filtered = best_of(7, lambda: counts.daily_counts(workbench, matching=chosen))
    yield Bar(0.200).figure("daily counts of three places and one side", filtered)
    yield Figure("million", "the same, against SQLite's scan of the events", filtered, "s", scan, 0.3)
    for by in (CountBy.ACTOR, CountBy.STATUS, CountBy.SOURCE, CountBy.REGION, CountBy.PLACE):
        yield Figure("million", f"daily counts by {by}", best_of(3, lambda by=by: counts.daily_counts(workbench, by=by)), "s")


def _pages(workbench):
    found = million.EVENTS - PAGE
    slowest = {}
    for order in EventOrder:
        for descending in (True, False):
            question = {"order": order, "descending": descending}
            spent = best_of(3, lambda q=question: events.list_events(workbench, **q, limit=PAGE))
            at_end = best_of(3, lambda q=question: events.list_events(workbench, **q, limit=PAGE, offset=found))
            slowest[f"by {order}"] = max(spent, at_end, slowest.get(f"by {order}", 0))
    worst = max(slowest, key=slowest.get)
    yield Bar(0.150).figure(f"events table: first or last page, worst sort ({worst})", slowest[worst])
    filters = {
        "a type and a side": EventFilter(types=frozenset({EventType.SHELLING}), actors=frozenset({"Ukraine"})),
        "a month": EventFilter(first_day=million.FIRST_DAY + timedelta(days=500), last_day=million.FIRST_DAY + timedelta(days=530)),
        "a place": EventFilter(places=frozenset({"nowhere"})),
        "a word": EventFilter(text="positions"),
        "possible duplicates": EventFilter(doubtful=True, states=frozenset({ReviewState.CONFIRMED})),
    }
    spent = {name: best_of(3, lambda f=chosen: _first_page(workbench, f)) for name, chosen in filters.items()}
    worst = max(spent, key=spent.get)
    yield Bar(0.150).figure(f"events table: number and first page, worst filter ({worst})", spent[worst])
    yield Figure("million", "choices of the filters", best_of(3, lambda: events.filter_choices(workbench)), "s")


def _first_page(workbench, chosen):
    events.count_events(workbench, matching=chosen)
    return events.list_events(workbench, matching=chosen, limit=PAGE)


def _export(workbench):
    with tempfile.TemporaryDirectory() as folder:
        target, dumped = Path(folder) / "ours.csv", Path(folder) / "theirs.csv"
        everything = EventFilter(states=frozenset(ReviewState))
        memory = []

        def watch(done, total, name):
            if done % 100_000 == 0:
                memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)

        start = time.perf_counter()
        written = exporting.export_events(workbench, path=target, format="csv", matching=everything, progress=watch)
        spent = time.perf_counter() - start
        assert written.rows == million.EVENTS
        shell = shutil.which("sqlite3")
        floor = None
        if shell:
            start = time.perf_counter()
            with dumped.open("wb") as out:
                subprocess.run([shell, "-csv", "-header", str(workbench.database_path), DUMP], stdout=out, check=True)
            floor = time.perf_counter() - start
        yield Figure("million", "export of 1,000,000 events as CSV, against sqlite3's own", spent, "s", floor, 2.5)
        grown = memory[-2] - memory[1]
        yield Figure("million", "memory from the first 100,000 lines of it to the last", grown, "MB", 1.0, 16.0)


def _json_lines(path):
    """Whole reports with their reviews; of the first ones alone, since each takes its time."""
    chosen = EventFilter(states=frozenset(ReviewState), report_ids=frozenset(range(1, REPORTS + 1)))
    with tempfile.TemporaryDirectory() as folder, closing(Workbench.open(path, settings=Settings(), analyst="bench")) as workbench:
        start = time.process_time()
        written = exporting.export_events(workbench, path=Path(folder) / "out.jsonl", format="jsonl", matching=chosen)
        yield Figure("million", "export of a report as JSON lines", 1000 * (time.process_time() - start) / written.rows, "ms")


def _correction(path):
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(path, Path(folder) / "copy.sqlite"))
        with closing(Workbench.open(copy, settings=Settings(), analyst="bench")) as workbench:
            counts.daily_counts(workbench)
            turn = count(1)

            def correct():
                n = next(turn)
                review.correct_event(workbench, event_id=n * 54_321, field="count", value=Estimate.exactly(n))
                counts.daily_counts(workbench)

            yield Bar(0.150).figure("one event corrected, until the counts are right again", best_of(7, correct))
            floor = _commit(Path(folder) / "raw.sqlite")
            yield Figure("reliability", "accept one event, until saved", _accept(workbench), "s", floor)


def _sizes(path):
    with closing(sqlite3.connect(path)) as raw:
        used = dict(raw.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"))
        (texts,) = raw.execute("SELECT sum(length(CAST(text AS BLOB))) FROM report").fetchone()
    left_out = sum(size for name, size in used.items() if "journal" in name or name.startswith("report_search")) + texts
    yield Figure(
        "million",
        "size of an event, without journal and report text",
        (sum(used.values()) - left_out) / million.EVENTS,
        "bytes",
        1.0,
        600.0,
    )


def _journal():
    """An import of two thousand events, each of them confirmed by itself."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite"
        with closing(Workbench.open(path, settings=Settings(), analyst="an analyst")) as workbench:
            with workbench.database.unit_of_work("Import", analyst="bench") as uow:
                uow.reports.add_many(_invented(), imported_at=now())
            for event in range(1, IMPORTED + 1):
                review.accept_events(workbench, event_ids=[event])
        with closing(sqlite3.connect(path)) as raw:
            (size,) = raw.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%journal%'").fetchone()
        yield Figure("million", "journal of an event imported and confirmed", size / IMPORTED, "bytes", 1.0, 700.0)


def _invented():
    day = now().date()
    for n in range(IMPORTED // 5):
        text = f"Report {n}. " + "Russian forces carried out airstrikes. " * 8
        numbers = [Estimate.exactly(i + 1) for i in range(5)]
        told = tuple(Event(f"e{i}", EventType.AIRSTRIKE, DateSpan.day(day), Span(i, i + 5), numbers[i], actor="Russia") for i in range(5))
        yield NewReport(Report(f"r{n}", text, day), Extraction(Report(f"r{n}", text, day), day, (), told, Versions("b", "b", "b", "b")))


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
