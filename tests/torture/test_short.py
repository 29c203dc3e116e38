"""A short torture, a short soak, and that the page on reliability names tests that exist and holds the figures of the last runs."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from torture import page
from torture.kills import NoDisk, disk

TESTS = Path(__file__).parents[1]

SHORT = """
import json, sys, warnings
warnings.simplefilter("ignore")
from dataclasses import asdict
from torture.kills import kills, power_losses
outcome = {"kills": asdict(kills(10, seed=7000)), "power": asdict(power_losses(3, seed=7000)) if sys.argv[1] == "disk" else None}
print(json.dumps(outcome))
"""


def run(*command):
    """In a process of its own: it forks, which one with threads and a window must not."""
    return subprocess.run([sys.executable, "-W", "ignore", *command], cwd=TESTS, capture_output=True, text=True, check=False, timeout=240)


@pytest.mark.skipif(sys.platform == "win32", reason="kills and forks")
def test_killed_at_random_points_nothing_acknowledged_is_lost(tmp_path):
    try:
        with disk(tmp_path):
            kind = "disk"
    except NoDisk:
        kind = "none"  # without root no power is lost here; the page says so, too
    done = run("-c", SHORT, kind)
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout.splitlines()[-1])
    assert outcome["kills"]["lost"] == []
    assert outcome["kills"]["steps"] > 0, "nothing was done before the kills"
    if outcome["power"] is not None:
        assert outcome["power"]["lost"] == []


def test_a_short_year_keeps_the_file_small():
    done = run("-c", "from torture.soak import run; import json; print(json.dumps(run(weeks=6, share=0.1, seed=3)))")
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures["decisions"] >= 200
    assert figures["undone"] > 0
    (size,) = [bar for bar in figures["bars"] if bar["what"].startswith("size of the file")]
    assert size["held"], size


def test_every_test_that_the_page_names_exists():
    for name in [test for *_, test in page.PROMISES] + [test for *_, test in page.FAULTS]:
        file, _, function = name.partition("::")
        text = (TESTS / file).read_text(encoding="utf-8")
        assert not function or re.search(rf"^def {function}\b", text, flags=re.MULTILINE), name


def test_the_page_holds_the_figures_of_the_last_runs():
    assert page.PAGE.read_text(encoding="utf-8") == "\n".join(page._lines()) + "\n", "run: make torture, or make soak"
