"""The figures of a set the first time it was read, before anyone could learn from it; once written, they stay."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from quality.gold import Json
from quality.running import ROOT, by_style, outcomes, state
from quality.score import figures
from quality.sets import ReportSet

FOLDER = ROOT / "docs" / "quality"


class AlreadyRun(RuntimeError):
    """The set was read before; a second first run would be none."""


class NotComplete(RuntimeError):
    """Reports of the set are missing."""


def path_of(chosen: ReportSet, *, folder: Path = FOLDER) -> Path:
    return folder / f"first-run-{chosen.name}.json"


def record(chosen: ReportSet, *, folder: Path = FOLDER) -> Json:
    """Read the set and write its figures down.

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
    reports = outcomes(gold)
    row = {
        "set": chosen.name,
        "run": datetime.now(UTC).date().isoformat(),
        **asdict(state()),
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
