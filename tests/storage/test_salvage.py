"""Salvage: files with bits flipped and pages spoiled at random give up everything that is readable, and say what is lost."""

import random
from contextlib import closing

import pytest
from storage.samples import an_extraction, at

from analyst_app.domain.errors import DatabaseError
from analyst_app.storage import queries
from analyst_app.storage.backup import check
from analyst_app.storage.database import Database
from analyst_app.storage.engines import connect
from analyst_app.storage.pages import _list_of_tables
from analyst_app.storage.salvage import salvage
from support import plain_events

REPORTS = 80


@pytest.fixture(scope="module")
def sound(template, tmp_path_factory):
    path = tmp_path_factory.mktemp("sound") / "events.sqlite"
    path.write_bytes(template.read_bytes())
    with closing(Database.open(path)) as database, database.unit_of_work("Import", analyst="ana") as uow:
        for n in range(REPORTS):
            uow.reports.add(an_extraction(f"r{n}").report, an_extraction(f"r{n}"), imported_at=at(9))
    with closing(Database.open(path)) as database:
        for n in range(20):
            with database.unit_of_work(f"Correct {n}", analyst="ana") as uow:
                uow.events.change(3 * n + 1, actor="Ukraine")
    return path


def readable(path, table):
    """The rows of a table that can be read one by one."""
    found = set()
    with closing(connect(path)) as connection:
        for number in range(1, 3 * REPORTS + 1):
            try:
                row = connection.execute(f"SELECT * FROM {table} WHERE rowid = ?", (number,)).fetchone()
            except Exception:  # noqa: BLE001 - whatever a damaged page makes of it
                continue
            if row is not None and row[0] == number:
                found.add(number)
    return found


@pytest.mark.parametrize("seed", range(24))
def test_everything_readable_is_saved_and_the_rest_is_named(sound, tmp_path, seed):
    chance = random.Random(seed)
    path, target = tmp_path / "damaged.sqlite", tmp_path / "saved.sqlite"
    content = bytearray(sound.read_bytes())
    for _ in range(chance.choice([1, 4, 16])):
        page = chance.randrange(len(content) // 4096)
        if seed % 2:
            content[page * 4096 : (page + 1) * 4096] = chance.randbytes(4096)
        else:
            content[page * 4096 + chance.randrange(100 if page == 0 else 0, 4096)] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    if not content.startswith(b"SQLite format 3\0"):
        with pytest.raises(DatabaseError):
            salvage(path, target)
        return
    # More may be saved than SQLite can read by itself: the list of tables is mended first.
    before = readable(path, "report")
    try:
        done = {one.table: one for one in salvage(path, target)}
    except DatabaseError:
        assert not before
        return
    assert [line for line in check(target) if "do not read as they did" not in line] == []
    assert bool(check(target)) == bool(done["report"].doubtful)
    assert path.read_bytes() == content, "the damaged file is left alone"
    assert done["report"].saved + done["report"].lost >= REPORTS
    saved = {number for (number,) in rows(target, "SELECT id FROM report")}
    # A flipped bit may make one row break the rules of its table: such a row is named as lost, never saved wrong.
    assert before - saved <= set(done["report"].rows)
    for table in ("report", "event"):
        assert not {number for (number,) in rows(target, f"SELECT id FROM {table}")} & set(done[table].rows)
    with closing(Database.open(target)) as database, database.reading() as reader:
        assert queries.count_reports(reader) == done["report"].saved
        assert plain_events.count_events(reader) == done["event"].saved
    assert sorted(file.name for file in tmp_path.iterdir()) == ["damaged.sqlite", "saved.sqlite"]


def rows(path, question):
    with closing(connect(path)) as connection:
        return connection.execute(question).fetchall()


def test_a_file_whose_list_of_tables_is_spoiled_gives_up_every_row(sound, tmp_path):
    """The list fills some pages; without it SQLite reads nothing at all."""
    content = bytearray(sound.read_bytes())
    listing = _list_of_tables(bytes(content))
    assert len(listing) > 1
    for number in listing[1:]:
        content[(number - 1) * 4096 : number * 4096] = b"\xa5" * 4096
    path, target = tmp_path / "damaged.sqlite", tmp_path / "saved.sqlite"
    path.write_bytes(content)
    done = {one.table: one for one in salvage(path, target)}
    assert (done["report"].saved, done["event"].saved, done["event"].lost) == (REPORTS, 3 * REPORTS, 0)
    assert check(target) == ()


def test_a_file_that_was_cut_off_gives_up_what_is_left(sound, tmp_path):
    """SQLite itself reads nothing of a file that is shorter than its header says."""
    content = sound.read_bytes()
    saved = []
    for part in (0.5, 0.8, 0.95):
        path, target = tmp_path / f"damaged{part}.sqlite", tmp_path / f"saved{part}.sqlite"
        path.write_bytes(content[: int(len(content) * part)])
        try:
            done = {one.table: one for one in salvage(path, target)}
        except DatabaseError:
            saved.append(0)
            assert not target.exists()
            continue
        assert check(target) == ()
        saved.append(done["event"].saved)
    assert saved == sorted(saved)
    assert saved[-1] > 2 * REPORTS


def test_a_word_changed_on_the_disk_is_found(sound, tmp_path):
    path = tmp_path / "events.sqlite"
    path.write_bytes(sound.read_bytes().replace(b"16 airstrikes on Kupiansk", b"96 airstrikes on Kupiansk", 1))
    assert any("do not read as they did when they came in" in line for line in check(path))
