"""The commands that look after a database, as they are typed: backups, salvage, and passphrases that never stand in an argument."""

import os
from contextlib import closing
from datetime import UTC, datetime

import pytest
from storage.samples import TEXT, an_extraction, at, dump

from analyst_app import cli
from analyst_app.domain.keeping import Occasion
from analyst_app.paths import user_paths
from analyst_app.storage.database import Database
from analyst_app.storage.encryption import looks_encrypted
from support.quick_keys import quick_keys

PASSPHRASE = "four words are enough"


@pytest.fixture
def filled(path):
    with closing(Database.open(path, backups=user_paths().backups)) as database:
        with database.unit_of_work("Import", analyst="ana") as uow:
            for key in ("a", "b"):
                told = an_extraction(key, f"{TEXT}\nNothing new from {key}-Zmiiv.")
                uow.reports.add(told.report, told, imported_at=at(9))
        database.keep(Occasion.CLOSING, at=datetime.now(UTC))
    return path


@pytest.fixture
def quickly():
    with quick_keys():
        yield


def typed(words):
    """An open file to read a passphrase from, as `3< FILE` gives one."""
    reading, writing = os.pipe()
    os.write(writing, f"{words}\n".encode())
    os.close(writing)
    return str(reading)


def run(capsys, *arguments):
    code = cli.main([str(word) for word in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_copies_that_are_kept_are_listed(filled, capsys):
    code, out, _ = run(capsys, "db", "backups", "--database", filled)
    assert code == 0
    assert "closing" in out
    assert len(out.splitlines()) == 1


def test_lost_rows_are_named(filled, capsys, tmp_path):
    content = filled.read_bytes()
    spoiled = content.replace(b"b-Zmiiv", b"b-Zm\xffiv")
    filled.write_bytes(spoiled)
    code, out, _ = run(capsys, "db", "salvage", filled, "--out", tmp_path / "saved.sqlite")
    assert code == 1
    assert "report" in out
    assert "1 lost: 2" in out


def test_a_database_is_encrypted_used_and_read_again_without_a_passphrase_in_any_argument(filled, capsys, tmp_path, quickly):
    before = dump(filled, journal=True)
    database = ("--database", filled)
    code, out, err = run(capsys, "db", "encrypt", *database, "--new-passphrase-fd", typed(PASSPHRASE))
    assert (code, err) == (0, "")
    assert "nobody can read it" in out
    assert looks_encrypted(filled)
    assert PASSPHRASE not in out
    for command in ("info", "check"):
        code, out, err = run(capsys, "db", command, *database, "--passphrase-fd", typed(PASSPHRASE))
        assert (code, err) == (0, ""), command
    code, out, _ = run(capsys, "counts", *database, "--state", "all", "--passphrase-fd", typed(PASSPHRASE))
    assert code == 0
    assert "1118" in out or "1,118" in out
    code, _, err = run(capsys, "db", "check", *database, "--passphrase-fd", typed("another one"))
    assert code == 2
    assert "does not open" in err
    plain = tmp_path / "plain.sqlite"
    code, _, _ = run(capsys, "db", "decrypt", *database, "--out", plain, "--passphrase-fd", typed(PASSPHRASE))
    assert code == 0
    assert dump(plain, journal=True) == before


def test_a_passphrase_is_asked_for_where_none_is_given(filled, capsys, monkeypatch, quickly):
    answers = iter([PASSPHRASE, PASSPHRASE, PASSPHRASE])
    monkeypatch.setattr("getpass.getpass", lambda _question: next(answers))
    assert run(capsys, "db", "encrypt", "--database", filled)[0] == 0
    assert run(capsys, "db", "info", "--database", filled)[0] == 0


def test_two_passphrases_that_differ_change_nothing(filled, capsys, monkeypatch):
    before = filled.read_bytes()
    answers = iter(["one that is long enough", "another that is long enough"])
    monkeypatch.setattr("getpass.getpass", lambda _question: next(answers))
    code, _, err = run(capsys, "db", "encrypt", "--database", filled)
    assert code == 2
    assert "differ" in err
    assert filled.read_bytes() == before


def test_nobody_to_ask_is_said_in_a_sentence(filled, capsys, monkeypatch):
    def nobody(_question):
        raise EOFError

    monkeypatch.setattr("getpass.getpass", nobody)
    code, _, err = run(capsys, "db", "encrypt", "--database", filled)
    assert code == 2
    assert "--passphrase-fd" in err
