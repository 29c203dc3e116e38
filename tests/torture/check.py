"""What must hold after a kill: the database opens and is sound, what was acknowledged is there, nothing half is, the journal replays."""

import json
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, field

from torture.work import DATABASE, LINES, OLD, PLANTED, TABLE, digest, picture

from analyst_app.domain.errors import Stale
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from analyst_app.storage.backup import check
from analyst_app.storage.migrate import HEAD, revision_of
from analyst_app.storage.undo import redo, undo


@dataclass
class Told:
    """What the killed process had told: its last acknowledged picture, what it had begun, and how files may look."""

    steps: int = 0
    last: str | None = None
    begun: str | None = None
    old: str | None = None
    files: dict = field(default_factory=dict)
    expected: dict = field(default_factory=dict)

    def hear(self, line):
        said = json.loads(line)
        if "expect" in said:
            self.expected[said["expect"]] = said["digest"]
        if "old" in said:
            self.old = said["old"]
        if "begin" in said:
            self.begun = said["begin"]
        if "exported" in said:
            self.files[said["exported"]] = said["digest"]
        if "picture" in said:
            self.last = said["picture"]
            if "done" in said:
                self.steps += 1
                self.begun = None


class Lost(AssertionError):
    """Something that must hold does not."""


def demand(holds, what):
    if not holds:
        raise Lost(what)


def verify(folder, told, *, replay):
    """Look at everything in a folder after the process that worked in it was killed.

    Raises:
        Lost: where something that must hold does not.
    """
    path = folder / DATABASE
    demand(path.exists(), "the database is gone")
    copy = folder.parent / "looked-at"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    found = check(copy / DATABASE)
    demand(found == (), f"not sound: {found}")
    with closing(Workbench.open(copy / DATABASE, settings=Settings(), analyst="torture")) as workbench:
        demand(not workbench.database.notices, f"told {workbench.database.notices}")
        _compare(workbench, told)
        if replay:
            _replay(workbench)
    _files(folder, told)
    _backups(copy)
    _old(copy, told)


def _compare(workbench, told):
    """The last acknowledged picture, or that and the one command which was on its way, whole."""
    path = workbench.database_path
    now = picture(path)
    if told.last in (None, now):
        return
    demand(told.begun is not None, "an acknowledged step is not there, and none was on its way")
    try:
        (redo if told.begun == "undo" else undo)(workbench.database)
    except Stale as nothing:
        raise Lost(f"an acknowledged step is not there ({told.begun} was on its way)") from nothing
    after = picture(path)
    if after != told.last and told.begun in ("bring_in", "large"):
        # An import that undo took back leaves its reports as removed ones, under numbers of their own.
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("DELETE FROM entity WHERE report_id IN (SELECT id FROM report WHERE batch_id = (SELECT max(batch_id) FROM report))")
            raw.execute("DELETE FROM event WHERE report_id IN (SELECT id FROM report WHERE batch_id = (SELECT max(batch_id) FROM report))")
            raw.execute("DELETE FROM report WHERE batch_id = (SELECT max(batch_id) FROM report)")
            raw.commit()
        after = picture(path)
    demand(after == told.last, f"after {told.begun} the state is neither the one before nor the one after it")


def _replay(workbench):
    """Undo everything and do it again: the same state."""
    before = picture(workbench.database_path)
    undone, redone = (_as_often_as_can_be(step, workbench) for step in (undo, redo))
    # What was undone before the kill is done again, too: go back to where it was.
    for _ in range(redone - undone):
        undo(workbench.database)
    demand(picture(workbench.database_path) == before, "the journal does not replay to the same state")


def _as_often_as_can_be(step, workbench):
    steps = 0
    with suppress(Stale):
        while True:
            step(workbench.database)
            steps += 1
    return steps


def _files(folder, told):
    for name in (TABLE, LINES):
        there = digest(folder / name)
        allowed = {told.files.get(name), told.expected.get(name)}
        demand(there in allowed or (told.files.get(name) is None and there is None), f"{name} is neither the old file nor the new one")


def _backups(copy):
    for kept in (copy.parent / "home" / "data" / "backups").glob("*/*.sqlite"):
        demand(check(kept) == (), f"the backup {kept.name} is not sound")


def _old(copy, told):
    path = copy / OLD
    if path.exists():
        demand(revision_of(path) in (HEAD, PLANTED), "the old file is at no revision")
        demand(picture(path) == (told.old or picture(path)), "the old file lost something on its way up")
