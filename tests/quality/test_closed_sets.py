"""The set that only measures stays closed, and a first run stays the first."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from quality import first_run
from quality.sets import BY_NAME, TESTS


def quality(*arguments):
    command = [sys.executable, "-W", "ignore", "-m", "quality", *arguments]
    return subprocess.run(command, cwd=TESTS, check=False, capture_output=True, text=True)


def test_errors_of_the_closed_set_are_refused():
    done = quality("errors", "held-out")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "held-out only measures" in done.stderr


def test_a_first_run_is_written_once_and_never_again(tmp_path):
    few = replace(BY_NAME["development"], folder=tmp_path / "reports", beside=None, size=1)
    few.folder.mkdir()
    with pytest.raises(first_run.NotComplete, match="0 of 1 reports"):
        first_run.record(few, folder=tmp_path)
    source = next(iter(sorted(BY_NAME["development"].folder.glob("*.md"))))
    (few.folder / source.name).write_bytes(source.read_bytes())
    row = first_run.record(few, folder=tmp_path)
    written = first_run.path_of(few, folder=tmp_path).read_bytes()
    assert json.loads(written) == row == first_run.load(few, folder=tmp_path)
    assert row["figures"]["reports"] == 1
    assert set(row["versions"]) == {"program", "model", "lexicons", "gazetteer"}
    with pytest.raises(first_run.AlreadyRun):
        first_run.record(few, folder=tmp_path)
    assert first_run.path_of(few, folder=tmp_path).read_bytes() == written
