"""Files encrypted as a whole: made, opened, refused, given another passphrase, copied, and nothing readable left behind."""

import sys
from contextlib import closing
from datetime import UTC, datetime

import pytest
from storage.samples import TEXT, an_extraction, at, dump

from analyst_app.domain.errors import DatabaseError, Fault
from analyst_app.domain.keeping import Occasion
from analyst_app.services import maintenance
from analyst_app.storage import archive, queries
from analyst_app.storage.backup import backup, check, info, reencrypt, restore
from analyst_app.storage.database import Database
from analyst_app.storage.encryption import looks_encrypted
from analyst_app.storage.engines import connect
from analyst_app.storage.looking import contents, looking_into
from analyst_app.storage.salvage import salvage
from analyst_app.storage.undo import undo
from support import plain_events
from support.quick_keys import LIBRARY, quick_keys, rounds


@pytest.fixture(scope="module", autouse=True)
def quickly():
    with quick_keys():
        yield


WORDS = "correct horse ' battery"
OTHER = "another one"
MARK = b"Synkivka"
"""A word of the stored report."""


def fill(database, key="a"):
    with database.unit_of_work("Import", analyst="ana") as uow:
        uow.reports.add(an_extraction(key).report, an_extraction(key), imported_at=at(9))


@pytest.fixture
def locked(tmp_path):
    path = tmp_path / "locked.sqlite"
    with closing(Database.open(path, passphrase=WORDS)) as database:
        fill(database)
    return path


def readable(folder):
    """Files below a folder that hold a word of the report."""
    return [file.name for file in folder.rglob("*") if file.is_file() and MARK in file.read_bytes()]


def test_nothing_of_a_report_can_be_read_in_any_file_while_open_or_closed(tmp_path):
    assert MARK.decode() in TEXT
    path = tmp_path / "locked.sqlite"
    with closing(Database.open(path, passphrase=WORDS)) as database:
        fill(database)
        assert path.with_name(path.name + "-wal").stat().st_size > 0
        assert readable(tmp_path) == []
        database.keep(Occasion.ASKED, at=datetime.now(UTC))
    assert readable(tmp_path) == []
    assert not path.read_bytes().startswith(b"SQLite")
    assert looks_encrypted(path)


def test_an_encrypted_database_works_like_any_other(locked):
    with closing(Database.open(locked, passphrase=WORDS)) as database:
        assert database.encrypted
        assert (database.opens_with(WORDS), database.opens_with(OTHER)) == (True, False)
        with database.unit_of_work("Correct", analyst="ana") as uow:
            uow.events.change(1, actor="Ukraine")
            assert uow.reader.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        undo(database)
        with database.reading() as reader:
            assert plain_events.list_events(reader)[0].stored.event.actor == "Russia"
            assert queries.count_reports(reader) == 1
    assert check(locked, passphrase=WORDS) == ()


@pytest.mark.parametrize(
    ("passphrase", "sentence"),
    [(None, "may be encrypted. Type its passphrase"), (OTHER, "This passphrase does not open “locked"), ("", "passphrase is empty")],
)
def test_without_its_passphrase_it_is_refused_and_left_as_it_is(locked, passphrase, sentence):
    before = locked.read_bytes()
    for attempt in (Database.open, info, check):
        with pytest.raises(DatabaseError, match=sentence) as caught:
            attempt(locked, passphrase=passphrase)
        assert caught.value.fault is Fault.LOCKED
    assert locked.read_bytes() == before


def test_what_the_library_says_of_a_wrong_passphrase_does_not_reach_the_terminal(locked, capfd):
    with pytest.raises(DatabaseError):
        Database.open(locked, passphrase=OTHER)
    assert capfd.readouterr().err == ""


def test_the_key_is_derived_as_the_library_does_by_itself(tmp_path):
    """256,000 rounds: what makes guessing slow. Files of this program can be opened by SQLCipher's own tools."""
    rounds(LIBRARY)
    try:
        path = tmp_path / "locked.sqlite"
        Database.open(path, passphrase=WORDS).close()
        with closing(connect(path, passphrase=WORDS)) as connection:
            assert connection.execute("PRAGMA kdf_iter").fetchone() == ("256000",)
            assert connection.execute("PRAGMA cipher_kdf_algorithm").fetchone() == ("PBKDF2_HMAC_SHA512",)
    finally:
        rounds(1000)


def test_a_plain_database_is_no_encrypted_one(path):
    with pytest.raises(DatabaseError, match="is not encrypted"):
        Database.open(path, passphrase=WORDS)


def test_encrypting_changing_and_writing_a_plain_copy_keep_every_row(path, tmp_path, monkeypatch):
    monkeypatch.setenv("ANALYST_APP_HOME", str(tmp_path / "home"))
    with closing(Database.open(path)) as database:
        fill(database)
    before = dump(path, journal=True)
    maintenance.keep_now(database=path)
    assert maintenance.change_passphrase(database=path, old=None, new=WORDS) == ()
    assert readable(tmp_path) == []
    assert maintenance.change_passphrase(database=path, old=WORDS, new=OTHER) == ()
    with pytest.raises(DatabaseError, match="does not open"):
        Database.open(path, passphrase=WORDS)
    assert check(path, passphrase=OTHER) == ()
    for copy in maintenance.list_kept(database=path):
        assert check(copy.path, passphrase=OTHER) == ()
    plain = maintenance.decrypted_copy(database=path, target=tmp_path / "plain.sqlite", passphrase=OTHER)
    assert dump(plain, journal=True) == before
    assert check(plain) == ()
    Database.open(plain).close()
    maintenance.change_passphrase(database=path, old=OTHER, new=None)
    assert dump(path, journal=True) == before


def test_an_open_database_does_not_change_its_passphrase(path):
    with closing(Database.open(path)) as database:
        fill(database)
        with pytest.raises(DatabaseError, match="is open"):
            reencrypt(path, old=None, new=WORDS)
    assert check(path) == ()


def test_backups_of_it_are_encrypted_and_come_back(locked, tmp_path):
    copy = backup(locked, tmp_path / "copy.sqlite", passphrase=WORDS)
    assert looks_encrypted(copy)
    with closing(Database.open(locked, passphrase=WORDS)) as database:
        kept = database.keep(Occasion.CLOSING, at=datetime.now(UTC))
        assert database.keep(Occasion.CLOSING, at=datetime.now(UTC)) is None
        with looking_into(kept.path, passphrase=WORDS) as reader, database.reading() as now:
            assert contents(reader, now).counts["reports"] == 1
        with pytest.raises(DatabaseError), looking_into(kept.path, passphrase=OTHER):
            pass
    replaced = restore(copy, locked, passphrase=WORDS)
    assert check(locked, passphrase=WORDS) == check(replaced, passphrase=WORDS) == ()


def test_a_damaged_encrypted_file_is_told_and_saved_as_far_as_it_can_be_read(tmp_path):
    path = tmp_path / "locked.sqlite"
    with closing(Database.open(path, passphrase=WORDS)) as database:
        for n in range(60):
            fill(database, f"r{n}")
    content = bytearray(path.read_bytes())
    for page in range(76, 80):
        content[page * 4096 + 100] ^= 1
    path.write_bytes(content)
    assert check(path, passphrase=WORDS)
    done = {one.table: one for one in salvage(path, tmp_path / "saved.sqlite", passphrase=WORDS)}
    assert done["report"].saved > 0
    assert looks_encrypted(tmp_path / "saved.sqlite")
    assert check(tmp_path / "saved.sqlite", passphrase=WORDS) == ()


def test_without_the_extra_a_clear_word_is_said(locked, monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    with pytest.raises(DatabaseError, match="need the extra “encryption”"):
        Database.open(locked, passphrase=WORDS)


def test_texts_and_other_files_do_not_look_encrypted(tmp_path):
    for name, content in (("text", b"Report of the day. " * 4096), ("short", bytes(range(256))), ("odd", bytes(range(256)) * 17)):
        (tmp_path / name).write_bytes(content)
        assert not looks_encrypted(tmp_path / name)
    assert not looks_encrypted(tmp_path / "gone")


def test_copies_under_another_passphrase_are_left_and_named(locked, tmp_path):
    folder = archive.folder_of(tmp_path / "backups", locked)
    archive.keep(locked, folder, occasion=Occasion.ASKED, at=datetime.now(UTC), passphrase=WORDS)
    (left,) = archive.reencrypt_all(folder, old="a wrong one", new=OTHER)
    assert check(left, passphrase=WORDS) == ()
