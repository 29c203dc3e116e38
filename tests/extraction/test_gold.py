"""The figures on the development reports, by the contract's own scorer, where they are at hand.

The rules were written with these reports in view, so the figures guard against losing ground; they do not say how well
unseen reports are read.
"""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from analyst_app.domain import contract
from analyst_app.domain.reports import Report
from support.event_reading import extractor

EVALUATION = Path(__file__).parents[3] / "shared" / "eval"
FLOORS = {"triggers": 0.93, "events": 0.90, "events_strict": 0.80}


@pytest.mark.skipif(not (EVALUATION / "score.py").exists(), reason="the development reports are not beside this checkout")
def test_the_development_reports_are_read_no_worse_than_before(tmp_path):
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    gold.write_text(_run(EVALUATION / "gold.py", EVALUATION / "gold"), encoding="utf-8")
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    reports = [Report(row["id"], row["text"], date.fromisoformat(row["published"])) for row in rows]
    lines = (json.dumps(contract.to_json(x)) for x in extractor().extract_many(reports))
    predicted.write_text("\n".join(lines), encoding="utf-8")
    figures = json.loads(_run(EVALUATION / "score.py", gold, predicted, "--json"))
    for name, floor in FLOORS.items():
        assert figures[name]["f1"] >= floor, (name, figures[name])


def _run(script: Path, *arguments: object) -> str:
    command = [sys.executable, str(script), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
