"""Few inputs are read here, many in other processes; what comes out is the same, in order, and one bad input costs no other."""

import contextlib
import multiprocessing

import pytest

from analyst_app.domain.errors import Cancelled
from analyst_app.domain.reports import Report
from analyst_app.domain.rows import ImportStatus
from analyst_app.services import bulk, library
from analyst_app.services.bulk import extract_each
from analyst_app.services.intake import Incoming
from support.invented import extraction
from support.stand_in import StandIn


class Engine:
    """What `extract_each` needs of an engine, with extractions that take no time."""

    def extractor(self):
        return StandIn()

    def recipe(self):
        return StandIn()


@pytest.fixture
def shared_out(monkeypatch):
    """Everything is many."""
    monkeypatch.setattr(bulk, "FEW_WORDS", 0)


def inputs(*texts):
    return [Incoming(f"{n}.txt", Report(f"{n}", text)) for n, text in enumerate(texts)]


def names(results):
    return [(item.name, result.report.key, bool(result.problem)) for item, result in results]


def test_few_inputs_start_no_process():
    with contextlib.closing(extract_each(Engine(), inputs("word", "word"))) as results:
        assert next(results)[1].report.key == "0"
        assert not multiprocessing.active_children()


def test_many_inputs_come_in_order_each_with_its_name(shared_out):
    many = inputs(*["word"] * 30, "break", *["word"] * 30)
    assert names(extract_each(Engine(), many)) == [(f"{n}.txt", f"{n}", n == 30) for n in range(61)]
    assert not multiprocessing.active_children()


def test_extractions_that_come_in_are_passed_on_in_their_place(shared_out):
    done = extraction(key="came")
    mixed = [*inputs("word", "word"), Incoming("came.jsonl", done.report, done), *inputs("word")]
    assert [item.name for item, _ in extract_each(Engine(), mixed)] == ["0.txt", "1.txt", "came.jsonl", "0.txt"]


def test_progress_counts_reports(shared_out):
    told = []
    list(extract_each(Engine(), inputs(*["word"] * 40), progress=lambda *how_far: told.append(how_far), total=40))
    counts = [done for done, _, _ in told]
    assert counts == sorted(counts)
    assert {total for _, total, _ in told} == {40}


def test_progress_of_a_single_report_is_told_in_per_cent():
    told = []
    list(extract_each(Engine(), inputs("word"), progress=lambda *how_far: told.append(how_far), total=1))
    assert [(done, total) for done, total, _ in told] == sorted((done, total) for done, total, _ in told)
    assert (50, 100) in [(done, total) for done, total, _ in told]


@pytest.mark.parametrize("few", [0, 20_000])
def test_work_stops_when_it_is_asked_to(few, monkeypatch):
    monkeypatch.setattr(bulk, "FEW_WORDS", few)

    def stop(_done, _total, _message=""):
        raise Cancelled

    with pytest.raises(Cancelled):
        list(extract_each(Engine(), inputs(*["word"] * 40), progress=stop, total=40))
    assert not multiprocessing.active_children()


def test_a_bug_met_in_the_only_report_is_shown_as_one():
    with pytest.raises(RuntimeError) as met:
        list(extract_each(Engine(), inputs("break"), total=1))
    assert "ValueError" in met.value.__notes__[0]


def test_an_import_in_several_processes_stores_what_one_process_would(workbench, tmp_path, shared_out):
    for n, text in enumerate(("Russian forces shelled Sumy five times on Monday.", "Two drones were shot down over Kharkiv.", "")):
        (tmp_path / f"{n}.txt").write_text(text, encoding="utf-8")
    imported = library.import_files(workbench, paths=[tmp_path])
    by_name = {outcome.name: outcome for outcome in imported.outcomes}
    assert by_name["0.txt"].events == by_name["1.txt"].events == 1
    assert [outcome.status for outcome in imported.outcomes].count(ImportStatus.IMPORTED) == 2
    assert not multiprocessing.active_children()
