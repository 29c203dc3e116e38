"""What the torture does until it is killed: imports, decisions, corrections, undo, redo, exports, backups, migrations, each told on a pipe.

Every step is announced before and acknowledged after, with a picture of the whole database; what was acknowledged must be there later.
"""

import hashlib
import json
import os
import shutil
from contextlib import closing, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import event as sa_event

from analyst_app import resources
from analyst_app.domain.contract import to_json
from analyst_app.domain.dates import DateSpan
from analyst_app.domain.errors import Stale
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event
from analyst_app.domain.keeping import Occasion
from analyst_app.domain.ontology import EventType
from analyst_app.domain.reports import Extraction, Report, Versions
from analyst_app.domain.rows import EventFilter
from analyst_app.domain.spans import Entity, Label, Span
from analyst_app.services import exporting, history, library, review
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from analyst_app.storage.engines import connect
from analyst_app.storage.migrate import HEAD, upgrade

DATABASE, OLD, TABLE, LINES = "events.sqlite", "old.sqlite", "events.csv", "events.jsonl"
PLANTED = "9999"
"""The revision that the torture's own migration leads to."""

FIRST = date(2024, 1, 1)
VERSIONS = Versions("torture", "none", "none", "none")
LARGE = 230
"""Reports of an import that takes several transactions."""

EVENTS_IN_A_REPORT = 4
LIVE = "SELECT event.id FROM event JOIN report ON report.id = report_id WHERE NOT deleted ORDER BY random() LIMIT {}"
PICTURE = (
    "SELECT id, key, state, note, actor, count_best, act_id FROM event ORDER BY id",
    "SELECT id, key, state, deleted, title FROM report ORDER BY id",
    'SELECT id, report_id, start, "end", label, state FROM entity ORDER BY id',
)  # fmt: skip


def picture(path):
    """A digest of everything that an analyst can see or change; the journal's own lines left out."""
    with closing(connect(path)) as connection:
        rows = [connection.execute(question).fetchall() for question in PICTURE]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:20]


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()[:20] if path.exists() else None


def a_report(number):
    """A report whose text is its own, with four events."""
    day = FIRST + timedelta(days=number % 300)
    lines = [f"Report {number} of {day}."]
    lines += [f"Russia carried out {number % 40 + n} airstrikes near place {n} of {number}." for n in range(EVENTS_IN_A_REPORT)]
    text = "\n".join(lines)
    events, entities = [], []
    for n, line in enumerate(lines[1:]):
        start = text.index(line)
        trigger = start + line.index("airstrikes")
        count = Estimate.exactly(number % 40 + n)
        events.append(Event(f"e{n + 1}", EventType.AIRSTRIKE, DateSpan.day(day), Span(trigger, trigger + 10), count, actor="Russia"))
        entities.append(Entity(Span(start, start + 6), Label.ACTOR, "Russia", "Russia"))
    report = Report(f"t-{number}", text, day, f"Report {number}", f"Source {number % 7}")
    return Extraction(report, day, tuple(entities), tuple(events), VERSIONS)


def write_reports(path, numbers):
    lines = (json.dumps(to_json(a_report(number)), ensure_ascii=False) + "\n" for number in numbers)
    path.write_text("".join(lines), encoding="utf-8")
    return path


def plant(folder):
    """Our migrations with one more, which rebuilds two tables."""
    shutil.copytree(resources.migrations(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    source = f'''"""Planted."""

import sqlalchemy as sa
from alembic import op

revision = "{PLANTED}"
down_revision = "{HEAD}"


def upgrade():
    with op.batch_alter_table("event") as batch:
        batch.alter_column("note", nullable=True, existing_type=sa.Text())
    with op.batch_alter_table("entity") as batch:
        batch.add_column(sa.Column("more", sa.Text()))
    op.execute("UPDATE entity SET more = 'new'")
'''
    (folder / "versions" / "9999_planted.py").write_text(source, encoding="utf-8")
    return folder


class Work:
    """One run in one folder, which may hold what earlier runs left."""

    def __init__(self, folder, seed, pipe, *, weakened=False):
        self.folder, self.pipe, self.random = Path(folder), pipe, Random(seed)
        self.path = self.folder / DATABASE
        self.workbench = Workbench.open(self.path, settings=Settings(), analyst="torture")
        if weakened:
            # The control: without waiting for the disk, power loss has to cost something, or the torture proves nothing.
            sa_event.listen(self.workbench.database._writer, "connect", lambda raw, _record: raw.execute("PRAGMA synchronous = OFF"))
        self.scripts = self.folder.parent / "migrations"
        self.number = sum(1 for _ in self.rows("SELECT id FROM report"))

    def rows(self, question):
        with self.workbench.database.reading() as reader:
            return reader.exec_driver_sql(question).fetchall()

    def tell(self, **what):
        os.write(self.pipe, (json.dumps(what) + "\n").encode())

    def go_on(self):
        self.tell(ready=True, picture=picture(self.path))
        kinds = [self.bring_in] * 3 + [self.decide] * 12 + [self.correct] * 6 + [self.undo] * 4 + [self.redo] * 2
        kinds += [self.export_table, self.export_lines, self.keep, self.migrate, self.remove, self.large]
        while True:
            kind = self.random.choice(kinds)
            self.tell(begin=kind.__name__)
            extra = kind() or {}
            self.tell(done=kind.__name__, picture=picture(self.path), **extra)

    def some(self, question, most):
        ids = [number for (number,) in self.rows(question)]
        return self.random.sample(ids, min(len(ids), self.random.randint(1, most))) if ids else []

    def bring_in(self, reports=None):
        number = reports or self.random.randint(1, 12)
        numbers = range(self.number, self.number + number)
        self.number += number
        library.import_files(self.workbench, paths=[write_reports(self.folder / "incoming.jsonl", numbers)])

    def large(self):
        """More than one transaction holds."""
        self.bring_in(LARGE)

    def decide(self):
        events = self.some(LIVE.format(40), 6)
        if events:
            decision = self.random.choice([review.accept_events, review.reject_events, review.reopen_events])
            decision(self.workbench, event_ids=events)

    def correct(self):
        for event_id in self.some(LIVE.format(5), 1):
            field, value = self.random.choice(
                [("actor", "Ukraine"), ("note", f"seen {self.random.random()}"), ("count", Estimate.at_least(7))]
            )
            review.correct_event(self.workbench, event_id=event_id, field=field, value=value)

    def remove(self):
        for report_id in self.some("SELECT id FROM report WHERE NOT deleted ORDER BY random() LIMIT 5", 1):
            library.remove_report(self.workbench, report_id=report_id)

    def undo(self):
        self.step(history.undo)

    def redo(self):
        self.step(history.redo)

    def step(self, do):
        with suppress(Stale):  # there may be nothing to take back
            do(self.workbench)

    def export_table(self):
        return self.export(TABLE, "csv")

    def export_lines(self):
        return self.export(LINES, "jsonl")

    def export(self, name, form):
        shadow = self.folder / f"shadow-{name}"
        exporting.export_events(self.workbench, path=shadow, format=form, matching=EventFilter())
        self.tell(expect=name, digest=digest(shadow))
        exporting.export_events(self.workbench, path=self.folder / name, format=form, matching=EventFilter())
        return {"exported": name, "digest": digest(self.folder / name)}

    def keep(self):
        kept = self.workbench.database.keep(Occasion.CLOSING, at=datetime.now(UTC))
        return {"kept": None if kept is None else kept.path.name}

    def migrate(self):
        """An old file of its own is brought to the planted revision."""
        path = self.folder / OLD
        if not path.exists():
            unfinished = self.folder / "unfinished.sqlite"
            unfinished.unlink(missing_ok=True)
            self.workbench.database.save_copy(unfinished)
            unfinished.replace(path)
            self.tell(old=picture(path))
            return {}
        upgrade(path, backups=self.folder / "old-backups", scripts=self.scripts)
        left = {"migrated": picture(path)}
        path.unlink()
        return left
