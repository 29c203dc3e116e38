"""The full extraction against plain `nlp.pipe` of the same model on the same texts: speed, start, memory, two processes against one."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import spacy

from analyst_app.domain.reports import Report
from analyst_app.extraction.bulk.pool import Pool
from analyst_app.extraction.bulk.recipe import Recipe
from analyst_app.extraction.model import pipeline
from analyst_app.services.library import sample_reports
from bench.measure import Figure
from quality.gold import read_all

MODEL = pipeline._installed(pipeline.DEFAULT_MODEL)
RECIPE = Recipe(pipeline.DEFAULT_MODEL)
GOLD = Path(__file__).parents[1] / "data" / "gold"

# A process each, since what is imported and loaded once is not loaded again.
BARE = "import sys, spacy; nlp = spacy.load(sys.argv[1]); nlp(open(sys.argv[2], encoding='utf-8').read())"
OURS = """
import sys
from analyst_app.domain.reports import Report
from analyst_app.extraction.bulk.recipe import Recipe
recipe = Recipe(sys.argv[1])
recipe.extractor(recipe.gazetteer()).extract(Report("first", open(sys.argv[2], encoding="utf-8").read()))
"""
LONG = """
import json, resource, sys, psutil
from analyst_app.domain.reports import Report
from analyst_app.extraction.bulk.recipe import Recipe
recipe = Recipe(sys.argv[1])
extractor = recipe.extractor(recipe.gazetteer())
text = open(sys.argv[2], encoding="utf-8").read()
extractor.extract(Report("short", text[:2000]))
idle = psutil.Process().memory_info().rss / 1024
extractor.extract(Report("long", text))
print(json.dumps((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle) / 1024))
"""


def texts() -> list[str]:
    """The annotated reports and the samples: some thirty of many styles."""
    return [*(gold["text"] for gold in read_all(GOLD)), *(path.read_text(encoding="utf-8") for path in sample_reports())]


def reports(*, words: int) -> list[Report]:
    """The same texts again and again, so many words together."""
    found, told = [], 0
    while told < words:
        for text in texts():
            found.append(Report(f"r{len(found)}", f"{text}\n\nReport {len(found)}.\n"))
            told += len(text.split())
    return found


def word_count(many: list[Report]) -> int:
    return sum(len(report.text.split()) for report in many)


def interleaved(times: int, *acts: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> list[float]:
    """The shortest run of each, run in turns, so that what disturbs the machine disturbs all of them."""
    best = [float("inf")] * len(acts)
    for _ in range(times):
        for n, act in enumerate(acts):
            start = clock()
            act()
            best[n] = min(best[n], clock() - start)
    return best


def figures() -> Iterator[Figure]:
    yield from _speed()
    yield _two_processes()
    with tempfile.TemporaryDirectory() as folder:
        yield from _alone(Path(folder))


def _speed() -> Iterator[Figure]:
    many = reports(words=12_000)
    words = word_count(many)
    extractor, nlp = RECIPE.extractor(RECIPE.gazetteer()), spacy.load(MODEL)
    acts = (lambda: list(extractor.extract_many(many)), lambda: list(nlp.pipe(report.text for report in many)))
    for name, clock in (("processor time", time.process_time), ("wall clock", time.perf_counter)):
        full, plain = interleaved(3, *acts, clock=clock)
        bar = 0.8 if clock is time.process_time else None
        yield Figure("extraction", f"against nlp.pipe, {name}", words / full, "words/s", words / plain, bar, more_is_better=True)
    short = many[0]
    one, bare = interleaved(5, lambda: extractor.extract(short), lambda: nlp(short.text), clock=time.process_time)
    yield Figure("extraction", "one report against nlp(text)", one, "s", bare, 2.0)


def _two_processes() -> Figure:
    many = reports(words=40_000)
    words = word_count(many)
    with ExitStack() as stack:
        pools = [stack.enter_context(Pool(RECIPE, processes=n)) for n in (1, 2)]
        for pool in pools:
            list(pool.run(many[:100]))
        one, two = interleaved(3, *(partial(_run, pool, many) for pool in pools))
    return Figure("extraction", "two processes against one", words / two, "words/s", words / one, 1.6, more_is_better=True)


def _run(pool: Pool, many: list[Report]) -> None:
    list(pool.run(many))


def _alone(folder: Path) -> Iterator[Figure]:
    short, long = folder / "short.txt", folder / "long.txt"
    short.write_text(" ".join(reports(words=400)[0].text.split()[:400]), encoding="utf-8")
    long.write_text("\n\n".join(report.text for report in reports(words=100_000)), encoding="utf-8")
    ours, bare = interleaved(3, partial(_start, OURS, short), partial(_start, BARE, short), clock=_time_of_children)
    yield Figure("extraction", "load to first result, 400 words", ours, "s", bare, 2.0)
    yield Figure("extraction", "100,000 words in one report, over idle", json.loads(_start(LONG, long)), "MB", 1024.0, 1.0)


def _start(program: str, text: Path) -> str:
    command = [sys.executable, "-W", "ignore", "-c", program, MODEL if program is BARE else pipeline.DEFAULT_MODEL, str(text)]
    path = os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path}).stdout


def _time_of_children() -> float:
    spent = os.times()
    return spent.children_user + spent.children_system
