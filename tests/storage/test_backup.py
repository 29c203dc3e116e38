"""Copies: verified, never losing what they replace; damage is found and what can be read is saved."""

import stat
from contextlib import closing

import pytest
from storage.samples import an_extraction, at, dump

from analyst_app.domain.errors import DatabaseError
from analyst_app.storage import queries
from analyst_app.storage.backup import backup, check, info, restore
from analyst_app.storage.database import Database
from analyst_app.storage.engines import connect
from analyst_app.storage.salvage import salvage
from support import plain_events


def fill(path, *keys):
    with closing(Database.open(path)) as database, database.unit_of_work("Import") as uow:
        for key in keys:
            uow.reports.add(an_extraction(key).report, an_extraction(key), imported_at=at(9))


def test_a_copy_of_an_open_database_holds_what_was_committed(path, tmp_path):
    fill(path, "a")
    with closing(Database.open(path)) as database:
        with database.unit_of_work("Import") as uow:
            uow.reports.add(an_extraction("b").report, an_extraction("b"), imported_at=at(9))
        copy = backup(path, tmp_path / "new" / "copy.sqlite")
        assert dump(copy, journal=True) == dump(path, journal=True)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [file.name for file in copy.parent.iterdir()] == ["copy.sqlite"]


def test_nothing_is_written_over(path, tmp_path):
    (tmp_path / "there.sqlite").write_text("mine", encoding="utf-8")
    with pytest.raises(DatabaseError, match="there already"):
        backup(path, tmp_path / "there.sqlite")
    assert (tmp_path / "there.sqlite").read_text(encoding="utf-8") == "mine"


def damage(path):
    """Spoil one page of the events in the middle of the file."""
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        query = "SELECT pageno FROM dbstat WHERE name = 'event' AND pagetype = 'leaf' ORDER BY pageno"
        pages = [number for (number,) in connection.execute(query)]
    content = bytearray(path.read_bytes())
    start = (pages[len(pages) // 2] - 1) * 4096
    content[start : start + 4096] = b"\xa5" * 4096
    path.write_bytes(content)


def test_a_damaged_database_gives_no_backup_but_a_sentence(path, tmp_path):
    fill(path, *(f"r{n}" for n in range(60)))
    damage(path)
    with pytest.raises(DatabaseError, match="damaged"):
        backup(path, tmp_path / "copy.sqlite")
    assert sorted(file.name for file in tmp_path.iterdir() if "copy" in file.name) == []
    assert check(path)[0].startswith("Damaged pages")


def test_what_can_be_read_of_a_damaged_database_is_saved(path, tmp_path):
    fill(path, *(f"r{n}" for n in range(60)))
    damage(path)
    target = tmp_path / "saved.sqlite"
    report = {one.table: one for one in salvage(path, target)}
    assert (report["report"].saved, report["report"].lost) == (60, 0)
    assert report["event"].saved + report["event"].lost == 180
    assert 0 < report["event"].lost < 60
    assert check(target) == ()
    with closing(Database.open(target)) as database, database.reading() as reader:
        assert queries.count_reports(reader) == 60
        assert plain_events.count_events(reader) == report["event"].saved


def test_a_sound_database_is_saved_whole(path, tmp_path):
    fill(path, "a", "b")
    target = tmp_path / "saved.sqlite"
    assert all(one.lost == 0 for one in salvage(path, target))
    assert dump(target, journal=True) == dump(path, journal=True)


def test_nothing_to_save_is_said_and_leaves_no_file(path, tmp_path):
    with pytest.raises(DatabaseError, match="No report could be read"):
        salvage(path, tmp_path / "saved.sqlite")
    assert not (tmp_path / "saved.sqlite").exists()


def test_restoring_keeps_the_replaced_file(path, tmp_path):
    fill(path, "a")
    saved = backup(path, tmp_path / "copy.sqlite")
    fill(path, "b")
    newer = dump(path)
    kept = restore(saved, path)
    assert dump(path) == dump(saved)
    assert dump(kept) == newer
    assert saved.exists()
    assert restore(saved, tmp_path / "elsewhere.sqlite") is None


def test_an_open_database_is_not_replaced(path, tmp_path):
    saved = backup(path, tmp_path / "copy.sqlite")
    with closing(Database.open(path)) as database:
        with database.reading() as reader:
            plain_events.count_events(reader)
        fill_into = dump(path)
        with pytest.raises(DatabaseError, match="is open"):
            restore(saved, path)
        with database.unit_of_work("Import") as uow:
            uow.reports.add(an_extraction().report, an_extraction(), imported_at=at(9))
    assert dump(path) != fill_into
    assert sorted(file.name for file in tmp_path.iterdir()) == ["copy.sqlite", "events.sqlite"]


def test_a_backup_that_is_none_changes_nothing(path, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear analyst", encoding="utf-8")
    before = dump(path)
    with pytest.raises(DatabaseError, match="not a database"):
        restore(tmp_path / "letter.txt", path)
    with pytest.raises(DatabaseError, match="no file"):
        restore(tmp_path / "gone.sqlite", path)
    assert dump(path) == before


def test_a_damaged_or_foreign_file_can_be_replaced(path, tmp_path):
    fill(path, "a")
    saved = backup(path, tmp_path / "copy.sqlite")
    path.write_bytes(b"rubbish")
    kept = restore(saved, path)
    assert kept.read_bytes() == b"rubbish"
    assert dump(path) == dump(saved)


def test_a_file_says_what_is_in_it(path, tmp_path):
    fill(path, "a", "b")
    facts = dict(info(path))
    assert (facts["reports"], facts["events"], facts["proposed"], facts["confirmed"]) == ("2", "6", "6", "0")
    assert facts["last day"] == "2023-11-09"
    with closing(connect(path)) as connection:
        connection.execute("DROP TABLE meta")
    with pytest.raises(DatabaseError, match="another program"):
        info(path)


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ('UPDATE entity SET "end" = 90000 WHERE id = 1', "1 entities stand outside their report."),
        ("UPDATE event SET trigger_end = 90000 WHERE id = 1", "1 events are named by words outside their report."),
        ("UPDATE report SET char_count = 1", "1 reports are not as long as they should be."),
        ("DELETE FROM report", "A row of event points to a row of report that is not there."),
        ("INSERT INTO report_search (report_search) VALUES ('delete-all')", "The full-text index does not fit the reports."),
    ],
)
def test_a_check_finds_what_is_wrong(path, statement, finding):
    fill(path, "a")
    assert check(path) == ()
    with closing(connect(path, foreign_keys=False)) as connection:
        connection.execute(statement)
    assert any(line.startswith(finding) for line in check(path))
