"""The figures of a set the first time it was read, before anyone could learn from it; once written, they stay."""

import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from quality.gold import Json
from quality.running import ROOT, by_style
from quality.score import figures, outcome
from quality.sets import ReportSet

FOLDER = ROOT / "docs" / "quality"


class AlreadyRun(RuntimeError):
    """The set was read before; a second first run would be none."""


class NotComplete(RuntimeError):
    """Reports of the set are missing."""


def path_of(chosen: ReportSet, *, folder: Path = FOLDER) -> Path:
    return folder / f"first-run-{chosen.name}.json"


def record(chosen: ReportSet, *, folder: Path = FOLDER, program: str = "HEAD") -> Json:
    """Read the set with the program as it was committed, `program` being a commit, and write its figures down.

    What lies changed in the checkout has no part in it: whoever changes the extraction may have seen the reports.

    Raises:
        AlreadyRun: where there is a record.
        NotComplete: where reports are missing.
    """
    path = path_of(chosen, folder=folder)
    if path.exists():
        raise AlreadyRun(f"{chosen.name} had its first run; the record is {path.name}.")
    gold = chosen.read()
    if len(gold) < chosen.size:
        raise NotComplete(f"{chosen.name} holds {len(gold)} of {chosen.size} reports.")
    commit = _git("rev-parse", program).decode().strip()
    found = {row["id"]: row for row in _read_by(commit, gold)}
    reports = [outcome(row, found[row["id"]]) for row in gold]
    row = {
        "set": chosen.name,
        "run": datetime.now(UTC).date().isoformat(),
        "commit": commit,
        "annotations": digest(gold),
        "versions": found[gold[0]["id"]]["versions"],
        "figures": figures(reports),
        "by_style": by_style(reports),
    }
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(row, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return row


def load(chosen: ReportSet, *, folder: Path = FOLDER) -> Json | None:
    """The record of the set's first run; None where there is none yet."""
    path = path_of(chosen, folder=folder)
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def digest(gold: list[Json]) -> str:
    """Changes with any word or annotation of the reports, so that a later correction of the set can be told."""
    return hashlib.sha256(json.dumps(gold, sort_keys=True).encode()).hexdigest()[:12]


def _read_by(commit: str, gold: list[Json]) -> list[Json]:
    """What the program of that commit extracts, by its own command, with no settings or words of anyone's."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with tarfile.open(fileobj=io.BytesIO(_git("archive", commit, "analyst_app", "resources", "migrations"))) as archive:
            archive.extractall(folder, filter="data")
        asked, answered = folder / "asked.jsonl", folder / "answered.jsonl"
        plain = [{key: row[key] for key in ("id", "text", "published")} for row in gold]
        asked.write_text("".join(json.dumps(row) + "\n" for row in plain), encoding="utf-8")
        subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "analyst_app", "extract", str(asked), "--out", str(answered)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder), "ANALYST_APP_HOME": str(folder / "home")},
            check=True,
            capture_output=True,
        )
        return [json.loads(line) for line in answered.read_text(encoding="utf-8").splitlines()]


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True).stdout
