"""Opening, locking, threads and faults: what the world does to a file is said in a sentence, and no decision is lost."""

import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from storage.samples import an_extraction, at, dump

from analyst_app.domain.errors import DatabaseError
from analyst_app.storage import queries
from analyst_app.storage.database import Database
from analyst_app.storage.engines import connect
from analyst_app.storage.faults import as_database_error
from support import plain_events


def add(database, key="r"):
    with database.unit_of_work(f"Import {key}") as uow:
        return uow.reports.add(an_extraction(key).report, an_extraction(key), imported_at=at(9))


def test_a_new_database_is_private_and_its_folders_are_made(tmp_path):
    path = tmp_path / "deep" / "er" / "new #1 ?.sqlite"
    database = Database.open(path)
    add(database)
    assert database.path == path
    for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    database.close()
    database.close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_both_engines_keep_their_promises(database):
    def pragma(connection, name):
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

    with database.unit_of_work("Look") as uow:
        writer = {name: pragma(uow.reader, name) for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "query_only")}
    assert writer == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000, "query_only": 0}
    with database.reading() as reader:
        assert pragma(reader, "query_only") == 1
        assert pragma(reader, "journal_mode") == "wal"


def test_a_reading_cannot_write_and_sees_one_stable_picture(database):
    add(database, "a")
    with database.reading() as reader:
        assert queries.count_reports(reader) == 1
        add(database, "b")
        assert queries.count_reports(reader) == 1
    with database.reading() as reader:
        assert queries.count_reports(reader) == 2
    with pytest.raises(DatabaseError, match="cannot be written"), database.reading() as reader:
        reader.exec_driver_sql("DELETE FROM entity")


def test_an_exception_takes_everything_back(database, path, report_id, event_ids):
    before = dump(path, journal=True)

    def fail():
        with database.unit_of_work("Fail") as uow:
            uow.events.change(event_ids[0], actor="X")
            uow.reports.add(an_extraction("b").report, an_extraction("b"), imported_at=at(9))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert dump(path, journal=True) == before


def test_what_was_committed_is_there_after_opening_again(path):
    first = Database.open(path)
    add(first)
    # Not closed: as after a crash.
    second = Database.open(path)
    with second.reading() as reader:
        assert queries.count_reports(reader) == 1
    first.close()
    second.close()


def test_a_unit_of_work_that_changes_nothing_leaves_no_line(database, report_id):
    with database.unit_of_work("Nothing") as uow, pytest.raises(RuntimeError, match="once it has committed"):
        _ = uow.changes
    assert uow.command_id is None
    assert uow.changes.event_ids == frozenset()
    with database.reading() as reader:
        assert len(queries.journal_tail(reader)) == 1


def in_a_thread(function):
    caught = []

    def run():
        try:
            function()
        except BaseException as fault:  # noqa: BLE001  # handed to the test
            caught.append(fault)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(60)
    return caught[0] if caught else None


def test_another_thread_is_told_to_open_its_own(database, event_ids):
    with database.unit_of_work("Here") as uow:
        fault = in_a_thread(lambda: uow.events.get(event_ids[0]))
        assert isinstance(fault, RuntimeError)
        assert "another thread" in str(fault)
    with database.reading() as reader:
        assert "another thread" in str(in_a_thread(lambda: plain_events.count_events(reader)))
    assert in_a_thread(lambda: add(database, "own")) is None


def test_a_unit_of_work_inside_another_is_a_bug_not_a_standstill(database):
    with database.unit_of_work("Outer"), pytest.raises(RuntimeError, match="inside another"), database.unit_of_work("Inner"):
        pytest.fail("reached")


def test_writers_of_many_threads_all_get_their_turn(database):
    faults = []

    def work(name):
        for n in range(10):
            add(database, f"{name}-{n}")

    threads = [threading.Thread(target=lambda name=name: faults.append(in_a_thread(lambda: work(name)))) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == [None] * 4
    with database.reading() as reader:
        assert queries.count_reports(reader) == 40


WAIT = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE report SET author = 'other program'")
print("locked", flush=True)
sys.stdin.readline()
connection.execute("COMMIT")
print("done", flush=True)
"""


@contextmanager
def another_program_writing(path):
    process = subprocess.Popen([sys.executable, "-c", WAIT, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "locked\n"
    try:
        yield lambda: (process.stdin.write("\n"), process.stdin.flush())
    finally:
        process.communicate("\n", timeout=30)


def test_a_file_that_another_program_keeps_locked_is_said_and_nothing_is_written(path):
    database = Database.open(path, busy_timeout_ms=50)
    add(database)
    with another_program_writing(path):
        with pytest.raises(DatabaseError, match="Another program is writing to “events"):
            add(database, "b")
        with database.reading() as reader:
            assert queries.list_reports(reader)[0].author == "A. Writer"
    add(database, "b")
    database.close()


def test_a_writer_waits_for_another_program_and_then_sees_its_work(path):
    database = Database.open(path)
    add(database)
    with another_program_writing(path) as let_go:
        timer = threading.Timer(0.05, let_go)
        timer.start()
        with database.unit_of_work("Describe") as uow:
            assert queries.get_report(uow.reader, report_id=1).author == "other program"
            uow.reports.change(1, title="After it")
        timer.join()
    database.close()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Not a database at all, but long enough to have a header.", "is not a database of this program"),
        (b"SQLite format 3\x00" + b"\xff" * 200, "is not a database of this program"),
    ],
)
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path, content, sentence):
    path = tmp_path / "letter.docx"
    path.write_bytes(content)
    with pytest.raises(DatabaseError, match=sentence):
        Database.open(path)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE alembic_version (version_num TEXT)")
        other.execute("INSERT INTO alembic_version VALUES ('0001')")
        other.commit()
    before = path.read_bytes()
    with pytest.raises(DatabaseError, match="database of another program"):
        Database.open(path)
    assert path.read_bytes() == before


def test_folders_missing_files_and_empty_files(tmp_path):
    with pytest.raises(DatabaseError, match="is a folder"):
        Database.open(tmp_path)
    with pytest.raises(DatabaseError, match="There is no database"):
        Database.open(tmp_path / "gone.sqlite", create=False)
    assert not (tmp_path / "gone.sqlite").exists()
    empty = tmp_path / "empty.sqlite"
    empty.touch()
    with pytest.raises(DatabaseError, match="is empty"):
        Database.open(empty, create=False)
    database = Database.open(empty)
    add(database)
    database.close()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(DatabaseError, match="cannot be made"):
        Database.open(tmp_path / "file" / "below.sqlite")


AS_NOBODY = """
import os, sys
from pathlib import Path
from analyst_app.domain.errors import DatabaseError
from analyst_app.storage.database import Database
if os.geteuid() == 0:  # root may write everywhere, so be somebody else
    os.setresgid(65534, 65534, 65534)
    os.setresuid(65534, 65534, 65534)
try:
    Database.open(Path(sys.argv[1]))
except DatabaseError as fault:
    print(fault)
else:
    print("opened")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps permissions in another way")
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o777), (0o666, 0o555)])
def test_a_file_or_folder_that_may_not_be_written_is_said(template, file_mode, folder_mode):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = Path(shutil.copy(template, folder / "events.sqlite"))
        path.chmod(file_mode)
        folder.chmod(folder_mode)
        done = subprocess.run([sys.executable, "-c", AS_NOBODY, str(path)], capture_output=True, text=True, check=False)
        folder.chmod(0o700)
    assert "cannot be written to. What was saved before is safe. Change the permissions" in done.stdout, done.stderr


def test_a_damaged_file_is_said(path):
    database = Database.open(path)
    for n in range(30):
        add(database, f"r{n}")
    database.close()
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)

    def read_all():
        with closing(Database.open(path)) as broken, broken.reading() as reader:
            plain_events.list_events(reader)

    with pytest.raises(DatabaseError, match="damaged"):
        read_all()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_FULL, "disk is full"),
        (sqlite3.SQLITE_READONLY, "cannot be written"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "cannot be written"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "Another program is writing"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "damaged"),
        (sqlite3.SQLITE_IOERR_WRITE, "drive"),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, "cannot be opened"),
    ],
)
def test_every_fault_of_the_world_becomes_a_sentence(tmp_path, code, words):
    fault = sqlite3.OperationalError("x")
    fault.sqlite_errorcode = code
    assert words in str(as_database_error(fault, tmp_path / "events.sqlite"))


def test_other_faults_stay_bugs(tmp_path):
    fault = sqlite3.IntegrityError("x")
    fault.sqlite_errorcode = sqlite3.SQLITE_CONSTRAINT_CHECK
    assert as_database_error(fault, tmp_path) is None
    assert as_database_error(ValueError("x"), tmp_path) is None
    assert as_database_error(None, tmp_path) is None


def test_a_full_disk_is_said_and_the_file_stays_whole(path, monkeypatch):
    database = Database.open(path)
    add(database)
    with database.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    pictures = []

    def fill():
        for n in range(200):
            pictures.append(dump(path, journal=True))
            add(database, f"r{n}")

    with pytest.raises(DatabaseError, match="disk is full"):
        fill()
    assert dump(path, journal=True) == pictures[-1]
    database.close()
    with closing(connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
