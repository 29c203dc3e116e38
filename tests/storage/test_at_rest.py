"""What lies on the disk is its owner's alone, and no word of a report is in crash reports, settings or logs."""

import logging
import os
import stat
from contextlib import closing
from pathlib import Path

import pytest

from analyst_app import cli
from analyst_app.domain.rows import EventFilter
from analyst_app.exporters.atomic import replacing
from analyst_app.paths import user_paths
from analyst_app.services import exporting, keeping, library, review
from analyst_app.services.settings import Settings, save_settings
from analyst_app.services.workbench import Workbench
from support.invented import extraction, written

MARK = "Dvorichna"
"""A word of the stored report."""

OTHERS = stat.S_IRWXG | stat.S_IRWXO


@pytest.fixture
def open_umask():
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder):
    return {str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode) for path in Path(folder).rglob("*")}


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in another way")
def test_every_file_and_folder_is_for_its_owner_alone_whatever_the_umask(open_umask, home, tmp_path, monkeypatch):
    path = user_paths().default_database
    with closing(Workbench.open(path, settings=Settings(), analyst="Vira")) as workbench:
        library.import_files(workbench, paths=[written(tmp_path, extraction())])
        review.accept_events(workbench, event_ids=[1])
        keeping.daily_copy(workbench)
        assert path.with_name(path.name + "-wal").exists()
        seen = modes(home)
    save_settings(user_paths(), Settings())
    crash(monkeypatch)
    seen |= modes(home)
    assert len(seen) > 8
    assert {name: oct(mode) for name, mode in seen.items() if mode & OTHERS} == {}


def crash(monkeypatch):
    """A bug whose message quotes a report."""

    def broken(_arguments):
        raise ValueError(f"cannot read {MARK!r}")

    monkeypatch.setattr(cli, "parse", lambda _arguments: type("Chosen", (), {"command": staticmethod(broken)})())
    return cli.main(["counts"])


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in another way")
def test_an_export_that_is_being_written_is_for_its_owner_alone(open_umask, tmp_path):
    with replacing(tmp_path / "events.csv") as part:
        part.write_text("x", encoding="utf-8")
        assert not stat.S_IMODE(part.stat().st_mode) & OTHERS
    assert (tmp_path / "events.csv").read_text(encoding="utf-8") == "x"


def test_no_word_of_a_report_is_in_crash_reports_settings_or_logs(home, tmp_path, monkeypatch, caplog, capsys):
    path = tmp_path / "elsewhere" / "events.sqlite"
    with caplog.at_level(logging.DEBUG), closing(Workbench.open(path, settings=Settings(), analyst="Vira")) as workbench:
        library.import_files(workbench, paths=[written(tmp_path, extraction())])
        review.accept_events(workbench, event_ids=[1])
        exporting.export_events(workbench, path=tmp_path / "events.csv", format="csv", matching=EventFilter())
    save_settings(user_paths(), Settings())
    assert crash(monkeypatch) == cli.BUG
    (report,) = user_paths().crash_reports.iterdir()
    assert "ValueError" in report.read_text(encoding="utf-8"), "the report still says what went wrong"
    told = [file for file in Path(home).rglob("*") if file.is_file() and MARK.encode() in file.read_bytes()]
    assert told == []
    assert MARK not in caplog.text
    assert MARK not in capsys.readouterr().err
