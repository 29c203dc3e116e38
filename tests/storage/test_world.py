"""What the world does to an open file, one fault at a time: a sentence, a way on, and nothing that was acknowledged is lost."""

import os
import shutil
import subprocess
import sys
import threading
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from storage.samples import an_extraction, at

from analyst_app.domain.errors import DatabaseError, Fault
from analyst_app.domain.keeping import NoticeKind, Occasion
from analyst_app.storage import archive, drives, queries
from analyst_app.storage.backup import check, restore
from analyst_app.storage.database import Database
from analyst_app.storage.engines import connect

SENTENCES = 3
"""A message has at most so many: what happened, that nothing was lost, what to do."""


def add(database, key):
    with database.unit_of_work(f"Import {key}", analyst="ana") as uow:
        return uow.reports.add(an_extraction(key).report, an_extraction(key), imported_at=at(9))


def keys(path):
    """The reports that a program which opens the file now would see."""
    with closing(Database.open(path)) as database, database.reading() as reader:
        return sorted(row.key for row in queries.list_reports(reader))


def refused(call, fault):
    with pytest.raises(DatabaseError) as caught:
        call()
    assert caught.value.fault is fault, caught.value
    said = str(caught.value)
    assert 1 <= said.count(". ") + 1 <= SENTENCES, said
    assert "sqlite3." not in said
    return said


@contextmanager
def a_small_disk(folder, kilobytes):
    """A file system of its own; needs root."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("a small file system can be mounted by root alone")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill_up(database):
    """Import until it is refused: what was acknowledged, and the refusal."""
    told = []
    for n in range(200):
        try:
            add(database, f"r{n:03}")
        except DatabaseError as fault:
            return told, fault
        told.append(f"r{n:03}")
    raise AssertionError("the disk never filled")


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a small file system")
def test_a_disk_that_fills_at_any_write_loses_nothing_that_was_acknowledged(template, tmp_path):
    """From a disk that has no room for the log's first page on, in small steps."""
    seen = set()
    for step in range(24):
        with a_small_disk(tmp_path / f"disk{step}", template.stat().st_size // 1024 + 4 + 12 * step) as disk:
            path = Path(shutil.copy(template, disk / "events.sqlite"))
            try:
                database = Database.open(path)
            except DatabaseError as fault:
                seen.add(("opening", fault.fault, "Free some space" in str(fault)))
                continue
            told, fault = fill_up(database)
            seen.add(("writing", fault.fault, "Free some space" in str(fault)))
            with database.reading() as reader:
                assert sorted(row.key for row in queries.list_reports(reader)) == told
            # A way on: a copy on another disk, with everything.
            copy = database.save_copy(tmp_path / f"copy{step}.sqlite")
            database.close()
            # With room again, the file is whole and has everything, too.
            moved = tmp_path / f"moved{step}"
            shutil.copytree(disk, moved)
        assert keys(moved / "events.sqlite") == keys(copy) == told
        assert check(moved / "events.sqlite") == ()
    assert seen == {("opening", Fault.FULL, True), ("writing", Fault.FULL, True)}


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a small file system")
def test_a_full_disk_leaves_no_half_backup(database, tmp_path):
    add(database, "a")
    with a_small_disk(tmp_path / "disk", 64) as disk:
        refused(lambda: archive.keep(database.path, disk / "b", occasion=Occasion.ASKED, at=datetime.now(UTC)), Fault.FULL)
        assert list((disk / "b").iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a folder read-only")
def test_a_folder_that_becomes_read_only_while_open_is_said(database, path, tmp_path):
    """A real read-only mount, which stops root, too."""
    add(database, "a")
    database.close()
    folder = tmp_path / "mount"
    folder.mkdir()
    mounted = subprocess.run(["mount", "--bind", str(path.parent), str(folder)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("a folder can be mounted by root alone")
    try:
        opened = Database.open(folder / path.name)
        subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
        said = refused(lambda: Database.open(folder / path.name), Fault.READ_ONLY)
        assert "cannot be written to" in said
        opened.close()
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
    assert keys(path) == ["a"]


def test_a_file_that_is_removed_while_open_is_saved_as_a_copy(database, path):
    add(database, "a")
    path.unlink()
    said = refused(lambda: add(database, "b"), Fault.MOVED)
    (kept,) = archive.kept_in(database.archive_folder)
    assert kept.occasion is Occasion.RESCUE
    assert str(kept.path) in said
    database.close()
    assert restore(kept.path, path) is None
    assert keys(path) == ["a"]


def test_a_file_that_is_replaced_while_open_is_left_alone_and_ours_is_saved(database, path, template):
    add(database, "a")
    other = shutil.copy(template, path.with_name("other.sqlite"))
    Path(other).replace(path)
    before = path.read_bytes()
    refused(lambda: add(database, "b"), Fault.MOVED)
    database.close()
    assert path.read_bytes() == before
    (kept,) = archive.kept_in(database.archive_folder)
    assert keys(kept.path) == ["a"]


def test_a_file_that_goes_between_the_last_step_and_closing_is_saved(database, path):
    add(database, "a")
    path.unlink()
    database.close()
    (kept,) = archive.kept_in(database.archive_folder)
    assert keys(kept.path) == ["a"]


def test_what_was_saved_of_a_removed_or_replaced_file_is_told_at_the_next_opening(database, path, template):
    add(database, "a")
    path.unlink()
    database.close()
    with closing(Database.open(path)) as made:
        (told,) = made.notices
        assert told.kind is NoticeKind.RESCUED
        assert "a new one was made" in told.sentence
        assert "File → Backups" in told.sentence
    # In the place of the removed file there is another one now.
    (told,) = notices(path).values()
    assert "was removed or replaced the last time" in told


def test_a_file_that_goes_during_a_step_is_said_though_the_step_was_written(database, path):
    add(database, "a")

    def step():
        with database.unit_of_work("Import b", analyst="ana") as uow:
            uow.reports.add(an_extraction("b").report, an_extraction("b"), imported_at=at(9))
            path.unlink()

    refused(step, Fault.MOVED)
    (kept,) = archive.kept_in(database.archive_folder)
    assert keys(kept.path) == ["a", "b"]


@pytest.mark.parametrize("suffixes", [("-wal",), ("-shm",), ("-wal", "-shm")], ids=" and ".join)
def test_a_log_that_is_removed_while_open_loses_nothing(path, suffixes, tmp_path):
    database = Database.open(path)
    for key in ("a", "b"):
        add(database, key)
    for suffix in suffixes:
        path.with_name(path.name + suffix).unlink()
    with database.reading() as reader:
        assert queries.count_reports(reader) == 2
    add(database, "c")
    # As a crash would leave it.
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for file in path.parent.glob("events.sqlite*"):
        shutil.copy(file, crashed)
    assert keys(crashed / path.name) == ["a", "b", "c"]
    database.close()
    assert keys(path) == ["a", "b", "c"]
    assert check(path) == ()


def crash(path, tmp_path):
    """What lies on the disk when the program ends without closing."""
    database = Database.open(path)
    add(database, "a")
    folder = tmp_path / "crashed"
    shutil.copytree(path.parent, folder, ignore=shutil.ignore_patterns("crashed"))
    database.close()
    return folder / path.name


def notices(path):
    with closing(Database.open(path)) as database:
        return {notice.kind: notice.sentence for notice in database.notices}


def test_after_a_crash_everything_is_there_without_a_word(path, tmp_path):
    crashed = crash(path, tmp_path)
    crashed.with_name(crashed.name + "-shm").unlink(missing_ok=True)
    assert notices(crashed) == {}
    assert keys(crashed) == ["a"]


def test_a_log_that_is_missing_after_a_crash_is_told(path, tmp_path):
    crashed = crash(path, tmp_path)
    crashed.with_name(crashed.name + "-wal").unlink()
    told = notices(crashed)
    assert set(told) == {NoticeKind.LOG_LOST}
    assert "bring the log along" in told[NoticeKind.LOG_LOST]
    assert notices(crashed) == {}, "told once"


def test_looking_at_a_file_after_a_crash_takes_nothing_away(path, tmp_path):
    crashed = crash(path, tmp_path)
    assert check(crashed) == ()
    assert notices(crashed) == {}
    assert keys(crashed) == ["a"]


def test_two_windows_on_one_file_both_save_and_are_told(path, tmp_path):
    with closing(Database.open(path)) as first:
        add(first, "a")
        second = Database.open(path)
        assert [notice.kind for notice in second.notices] == [NoticeKind.SHARED]
        add(second, "b")
        add(first, "c")
        with first.reading() as reader:
            assert queries.count_reports(reader) == 3
        second.close()
        add(first, "d")
    assert keys(path) == ["a", "b", "c", "d"]
    assert notices(path) == {}


HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.readline()
"""


def test_a_lock_of_a_second_is_waited_for_and_one_for_ever_is_said(path):
    database = Database.open(path, busy_timeout_ms=1500)
    add(database, "a")
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "locked\n"
        let_go = threading.Timer(1.0, lambda: other.communicate("\n"))
        let_go.start()
        add(database, "b")
        let_go.join()
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "locked\n"
        refused(lambda: add(database, "c"), Fault.BUSY)
        refused(database.try_writing, Fault.BUSY)
        other.communicate("\n")
    database.try_writing()
    add(database, "c")
    database.close()
    assert keys(path) == ["a", "b", "c"]


def test_a_clock_set_back_is_told_and_the_order_of_steps_stays(database, path):
    add(database, "a")
    database.close()
    with closing(connect(path)) as connection:
        late = datetime.now(UTC) + timedelta(days=400)
        connection.execute("UPDATE journal_command SET at = ?", (late.isoformat(timespec="microseconds"),))
    with closing(Database.open(path)) as opened:
        assert [notice.kind for notice in opened.notices] == [NoticeKind.CLOCK]
        assert f"{late:%d %B %Y}" in opened.notices[0].sentence
        add(opened, "b")
        with opened.reading() as reader:
            assert next(command.label for command in queries.journal_tail(reader)) == "Import b"


MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/share /mnt/share nfs4 rw 0 0
//nas/data /mnt/my\\040data cifs rw 0 0
me@host: /home/me/far fuse.sshfs rw 0 0
tmpfs /mnt/share/fast tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/me/events.sqlite", None),
        ("/mnt/share/events.sqlite", "nfs4"),
        ("/mnt/shared/events.sqlite", None),
        ("/mnt/my data/x/events.sqlite", "cifs"),
        ("/home/me/far/events.sqlite", "fuse.sshfs"),
        ("/mnt/share/fast/events.sqlite", None),
    ],
)
def test_network_drives_are_told_apart(path, kind):
    assert drives.kind_of(MOUNTS, Path(path)) == kind


def test_a_file_on_a_network_drive_is_told_with_a_way_on(path, monkeypatch, tmp_path):
    listing = tmp_path / "mounts"
    listing.write_text(f"server:/share {os.path.realpath(path.parent)} nfs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(drives, "MOUNTS", listing)
    assert "Work with a copy on this computer" in notices(path)[NoticeKind.NETWORK]


def test_a_damaged_file_that_is_read_while_open_is_said_with_the_backup_untouched(database, path):
    for n in range(40):
        add(database, f"r{n}")
    kept = database.keep(Occasion.ASKED, at=datetime.now(UTC))
    database.close()
    content = bytearray(path.read_bytes())
    content[16384:] = b"\xff" * (len(content) - 16384)
    path.write_bytes(content)

    def read_all():
        with closing(Database.open(path)) as broken, broken.reading() as reader:
            for number in range(1, 41):
                queries.report_detail(reader, report_id=number)

    refused(read_all, Fault.DAMAGED)
    restore(kept.path, path)
    assert len(keys(path)) == 40
