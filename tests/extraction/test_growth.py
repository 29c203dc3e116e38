"""Work grows with a report's length and no faster, whatever the report holds. Counted in lines run, so a slow machine changes nothing."""

import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

import analyst_app
from analyst_app.extraction.grammar import scene
from support.event_reading import extraction

PACKAGE = str(Path(analyst_app.__file__).parent)
SHORT, TIMES = 30, 8

KINDS = {
    "one sentence": lambda n: "Russian forces shelled Kupiansk and Sumy, " * n,
    "bullets": lambda n: "\n".join(f"• {i} shellings of Kupiansk" for i in range(n)),
    "one paragraph": lambda n: "Three people were killed and five injured in Kharkiv. " * n,
    "many paragraphs": lambda n: "Russian troops shelled Kupiansk.\n\n" * n,
    "interceptions": lambda n: "Air defence shot down 5 drones over Sumy; Russia launched 7 drones at Kharkiv.\n\n" * n,
    "parts of parts": lambda n: "Russia made 9 attacks, of which 3 were airstrikes, including 2 attacks on Sumy. " * n,
    "headings": lambda n: "\n\n".join(f"Kupiansk axis {i}\n\nTroops beat off two assaults." for i in range(n)),
    "dates": lambda n: "on 5 May 2024, " * n,
    "figures": lambda n: "1 23 456 7,890 " * n,
    "names": lambda n: "Kupiansk, Sumy, Novyi Vybud, " * n,
    "quotations": lambda n: "“We were shelled,” the governor said. " * n,
    "signs": lambda n: "(,;" * n,
}


@contextmanager
def lines_run():
    """How many lines of the program are run meanwhile, those of loops and generators each time."""
    counted = [0]
    tool = sys.monitoring.PROFILER_ID

    def count(code, _line):
        if not code.co_filename.startswith(PACKAGE):
            return sys.monitoring.DISABLE
        counted[0] += 1
        return None

    sys.monitoring.use_tool_id(tool, "lines run")
    sys.monitoring.register_callback(tool, sys.monitoring.events.LINE, count)
    sys.monitoring.set_events(tool, sys.monitoring.events.LINE)
    try:
        yield counted
    finally:
        sys.monitoring.set_events(tool, 0)
        sys.monitoring.free_tool_id(tool)


def work(text):
    with lines_run() as counted:
        extraction(text)
    return counted[0]


@pytest.mark.parametrize("kind", KINDS)
def test_eight_times_the_text_is_eight_times_the_work(kind, monkeypatch):
    monkeypatch.setattr(scene, "LONGEST_SENTENCE", 60)
    short = KINDS[kind](SHORT)
    extraction(short)
    once, often = work(short), work(KINDS[kind](SHORT * TIMES))
    assert often < 1.25 * TIMES * once
