"""The command line as a script meets it: one clear sentence and the right exit code for bad input, and the rest is done."""

import json
import os
import subprocess
import sys

import pytest

from analyst_app.services import library
from support.invented import extraction, written

USAGE = 2


@pytest.fixture
def run(home, tmp_path):
    def start(*arguments, text=None):
        env = {**os.environ, "ANALYST_APP_HOME": str(home), "PYTHONWARNINGS": "ignore"}
        return subprocess.run(
            [sys.executable, "-m", "analyst_app", *map(str, arguments)],
            cwd=tmp_path,
            env=env,
            input=text,
            capture_output=True,
            text=True,
            check=False,
        )

    return start


@pytest.fixture
def filled(run, tmp_path):
    database = tmp_path / "events.sqlite"
    done = run("import", written(tmp_path, extraction()), "--database", database, "--confirm")
    assert done.returncode == 0, done.stderr
    return database


def one_sentence(words):
    lines = words.strip().splitlines()
    return len(lines) == 1 and "Traceback" not in words


def test_counts_of_the_day(run, filled):
    rows = json.loads(run("counts", "--database", filled, "--format", "json").stdout)["rows"]
    assert {(row["day"], row["group"], row["best"]) for row in rows} == {
        ("2023-11-09", "airstrike", 16),
        ("2023-11-09", "attack", 559),
        ("2023-11-09", "ground_assault", 3),
    }


def test_our_own_extractions_are_imported_and_exported_without_loss(run, filled, tmp_path):
    assert run("export", "--database", filled, "--format", "jsonl", "--out", tmp_path / "again.jsonl").returncode == 0
    again = run("import", tmp_path / "again.jsonl", "--database", tmp_path / "second.sqlite", "--confirm")
    assert again.returncode == 0
    assert again.stdout.strip() == "1 report imported, 5 events as they were reviewed"
    assert run("export", "--database", tmp_path / "second.sqlite", "--format", "jsonl", "--out", tmp_path / "third.jsonl").returncode == 0
    assert (tmp_path / "third.jsonl").read_bytes() == (tmp_path / "again.jsonl").read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [
        ("counts", "--database", "nowhere.sqlite"),
        ("export", "--database", "text.sqlite", "--format", "csv", "--out", "x.csv"),
        ("db", "check", "--database", "nowhere.sqlite"),
    ],
)
def test_a_database_that_cannot_be_opened_is_said_in_a_sentence(run, tmp_path, arguments):
    (tmp_path / "text.sqlite").write_text("This is no database, only words that go on for a while.\n" * 50, encoding="utf-8")
    done = run(*arguments)
    assert done.returncode == USAGE
    assert one_sentence(done.stderr), done.stderr


@pytest.mark.parametrize(
    "arguments",
    [("extract", "x", "--published", "2023-02-30"), ("export", "--database", "x", "--format", "wax", "--out", "y"), ("counts",)],
)
def test_wrong_usage_exits_with_2(run, arguments):
    done = run(*arguments)
    assert done.returncode == USAGE
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path, home):
    """Root may write anywhere but on a read-only file system, so one is mounted, in a namespace of its own."""
    locked = tmp_path / "locked"
    locked.mkdir()
    source = written(tmp_path, extraction())
    command = f"{sys.executable} -m analyst_app import {source} --database {locked}/events.sqlite"
    if os.geteuid() == 0:
        mount = f"mount -t tmpfs none {locked} && mount -o remount,ro {locked}"
        if subprocess.run(["unshare", "--mount", "sh", "-c", mount], capture_output=True, check=False).returncode:
            pytest.skip("root may not mount a read-only file system here")
        runner = ["unshare", "--mount", "sh", "-c", f"{mount} && {command}"]
    else:
        locked.chmod(0o500)
        runner = ["sh", "-c", command]
    env = {**os.environ, "ANALYST_APP_HOME": str(home), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(runner, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == USAGE, done.stderr
    assert one_sentence(done.stderr), done.stderr


def test_bad_files_are_named_and_the_others_are_done(run, tmp_path):
    (tmp_path / "empty.txt").touch()
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 64)
    good = library.sample_reports()[0]
    done = run("extract", tmp_path / "empty.txt", tmp_path / "binary.txt", tmp_path / "nowhere.txt", good, "--out", tmp_path / "out.jsonl")
    assert done.returncode == 1
    complaints = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(complaints) == 3
    for name in ("empty.txt", "binary.txt", "nowhere.txt"):
        assert any(name in line for line in complaints), done.stderr
    (row,) = map(json.loads, (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
    assert row["id"] == good.stem
    assert row["events"]


def test_extract_never_takes_answers_from_its_input(run, tmp_path):
    source = written(tmp_path, extraction())
    done = run("extract", source)
    row = json.loads(done.stdout)
    assert row["text"] == extraction().report.text
    assert row["versions"]["model"] != extraction().versions.model
    assert row["events"] != json.loads(source.read_text(encoding="utf-8"))["events"]


def test_text_on_standard_input(run):
    done = run("extract", "-", "--published", "2024-05-02", text="Russian forces carried out 12 airstrikes on Kharkiv region overnight.")
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)
    assert row["published"] == "2024-05-02"
    assert [(e["type"], e["count"]["best"]) for e in row["events"]] == [("airstrike", 12)]


def test_a_text_of_five_megabytes_is_refused_in_a_sentence_and_the_others_are_done(run, tmp_path):
    (tmp_path / "large.txt").write_text("Nothing new was said about the weather. " * 130_000, encoding="utf-8")
    done = run("extract", tmp_path / "large.txt", library.sample_reports()[0], "--out", tmp_path / "out.jsonl")
    assert done.returncode == 1
    assert one_sentence(done.stderr), done.stderr
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_a_place_of_ones_own_is_known_from_then_on(run, tmp_path):
    assert run("gazetteer", "lookup", "Vyhadanivske").returncode == 1
    own = tmp_path / "own.csv"
    own.write_text(
        "name,kind,country,admin1,admin2,lat,lon,alternate names\nVyhadanivske,settlement,UA,Kharkiv,Kupiansk,49.5,37.5,\n",
        encoding="utf-8",
    )
    added = run("gazetteer", "import", own)
    assert added.returncode == 0, added.stderr
    assert "49.5" in run("gazetteer", "lookup", "Vyhadanivske").stdout
    row = json.loads(run("extract", "-", text="Russian forces shelled Vyhadanivske on 3 May 2024.").stdout)
    assert [place["lat"] for event in row["events"] for place in event["places"]] == [49.5]
