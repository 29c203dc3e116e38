"""Work in several processes gives what one would give, loses nothing when one dies, and leaves none behind."""

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from analyst_app.domain.errors import Cancelled, InputError
from analyst_app.domain.reports import Report
from analyst_app.extraction.bulk import pool as pools
from analyst_app.extraction.bulk.job import MOST_PENDING
from analyst_app.extraction.bulk.pool import Pool
from analyst_app.extraction.bulk.recipe import Recipe
from support.event_reading import DAY, extractor
from support.stand_in import StandIn, texts

posix = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are killed by signals here")
TESTS = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def no_process_left():
    yield
    assert not multiprocessing.active_children()


@pytest.fixture
def pool():
    with Pool(StandIn(), processes=2) as opened:
        yield opened


def keys(results):
    return [result.report.key for result in results]


def test_two_processes_give_what_one_gives_in_the_order_of_the_reports():
    lines = (
        "Russian forces carried out 14 air strikes on Sumy region on Monday.",
        "Police evacuated 32 people from Kupiansk; an assault near Orikhiv was repelled.",
        "Ukraine's Air Force shot down 70 of 87 drones, 17 of which fell on Kharkiv.",
        "\ud800 💥 \u0000 俄军炮击了哈尔科夫。",
        "",
    )
    reports = [Report(f"r{n}", f"{lines[n % 5]} {lines[n * 7 % 4]}", DAY) for n in range(40)]
    with Pool(Recipe("en_core_web_sm"), processes=2) as pool:
        results = list(pool.run(reports))
    assert [result.extraction for result in results] == list(extractor().extract_many(reports))
    assert sum(len(result.extraction.events) for result in results) > 40


def test_progress_tells_of_each_report_and_of_the_steps_of_a_long_one(pool):
    told = []
    reports = texts(*["word " * 10_000] * 3, *["word"] * 50)
    assert keys(pool.run(reports, watch=lambda done, per_cent: told.append((done, per_cent)))) == [report.key for report in reports]
    counts = [done for done, _ in told]
    assert counts == sorted(counts)
    assert counts[-1] == len(reports)


def test_reports_are_taken_as_they_are_needed(pool):
    taken = []

    def endless():
        for n in range(10**9):
            taken.append(n)
            yield Report(f"r{n}", "word")

    with contextlib.closing(pool.run(endless())) as results:
        for _ in range(1000):
            next(results)
    assert len(taken) < 1000 + 2 * MOST_PENDING


@posix
def test_what_waits_for_ever_can_be_stopped(pool):
    def stop(_done, _per_cent):
        raise Cancelled

    with pytest.raises(Cancelled):
        list(pool.run(texts("word", "wait", "word"), watch=stop))
    assert not multiprocessing.active_children()
    assert keys(pool.run(texts("word"))) == ["r0"], "the pool can be used again"


@posix
def test_a_report_that_ends_every_process_is_named_and_the_others_are_read(pool):
    results = list(pool.run(texts("word", "word", "die", *["word"] * 60)))
    (lost,) = [result for result in results if result.extraction is None]
    assert lost.report.key == "r2"
    assert "ended twice" in lost.problem
    assert keys(results) == [f"r{n}" for n in range(63)]


@posix
def test_a_process_that_is_killed_costs_no_report(pool, tmp_path):
    results = list(pool.run(texts(*["word"] * 40, f"die-once {tmp_path / 'mark'}", *["word"] * 40)))
    assert keys(results) == [f"r{n}" for n in range(81)]
    assert all(result.extraction is not None for result in results)


@posix
def test_a_process_that_is_silent_too_long_is_given_up(pool, monkeypatch):
    monkeypatch.setattr("analyst_app.extraction.bulk.process._AT_LEAST", 0.0)
    monkeypatch.setattr("analyst_app.extraction.bulk.process._PER_CHARACTER", 0.0)
    (result,) = pool.run(texts("wait"))
    assert "too long" in result.problem


def test_a_bug_in_one_report_costs_no_other(pool):
    results = list(pool.run(texts("word", "break", "word")))
    assert [bool(result.problem) for result in results] == [False, True, False]
    assert "ValueError: r1" in results[1].fault


def test_a_model_that_is_not_there_is_said_once():
    with Pool(StandIn(refused="not installed"), processes=2) as pool, pytest.raises(InputError, match="not installed"):
        list(pool.run(texts("word", "word")))


@posix
def test_where_no_process_can_be_started_the_work_is_done_in_this_one(caplog):
    with Pool(StandIn(stillborn=True), processes=2) as pool:
        assert keys(pool.run(texts(*["word"] * 40))) == [f"r{n}" for n in range(40)]
    assert "goes on in one process" in caplog.text


@posix
def test_processes_end_when_the_one_that_started_them_is_killed():
    program = (
        "import multiprocessing, sys\n"
        "from analyst_app.extraction.bulk.pool import Pool\n"
        "from support.stand_in import StandIn, texts\n"
        "def pids(done, per_cent):\n"
        "    if done == 1:\n"
        "        print(*[child.pid for child in multiprocessing.active_children()], flush=True)\n"
        "list(Pool(StandIn(), processes=2).run(texts('word', *['wait'] * 40), watch=pids))\n"
    )
    path = os.pathsep.join([str(TESTS), str(TESTS.parent)])
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path}
    ) as parent:
        children = [psutil.Process(int(pid)) for pid in parent.stdout.readline().split()]
        parent.kill()
    assert children
    assert not psutil.wait_procs(children, timeout=30)[1]


def test_as_many_processes_as_cores_but_for_the_windows(monkeypatch):
    def chosen(cores):
        monkeypatch.setattr(pools.os, "process_cpu_count", lambda: cores, raising=False)
        return pools.sensible_processes()

    assert [chosen(cores) for cores in (None, 1, 2, 4, 64)] == [1, 1, 2, 3, 4]


def test_importing_the_pool_imports_neither_spacy_nor_numpy():
    program = "import sys, analyst_app.extraction.bulk.pool; print(sorted({'spacy', 'numpy', 'thinc'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip() == "[]"
