"""Importing many files: stopped and gone on with, told again what is in, what failed can be tried again, undone as one step."""

from dataclasses import replace

import pytest

from analyst_app.domain.errors import Cancelled
from analyst_app.domain.rows import ImportStatus
from analyst_app.readers import Reader
from analyst_app.services import bringing_in, history, library
from support.stand_in import StandIn


class Engine:
    """What an import needs of an engine; counts what it extracts."""

    def __init__(self):
        self.read = []

    def extractor(self):
        return self

    def extract(self, report, *, tell=lambda _done, _of: None):
        self.read.append(report.text)
        return StandIn().extract(report, tell=tell)

    def extract_many(self, reports, *, progress=None):
        yield from map(self.extract, reports)

    def close(self):
        pass


@pytest.fixture
def engine():
    return Engine()


@pytest.fixture
def bench(workbench, engine):
    return replace(workbench, engine=engine)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "reports"
    made.mkdir()
    for number in range(12):
        (made / f"{number:02}.txt").write_text(f"word{number} " * 40, encoding="utf-8")
    return made


def stop_after(number):
    def progress(done, _total, _message=""):
        if done >= number:
            raise Cancelled

    return progress


def statuses(imported):
    return [outcome.status for outcome in imported.outcomes]


def test_a_stopped_import_keeps_what_is_done_and_goes_on_where_it_was(bench, engine, folder):
    first = library.import_files(bench, paths=[folder], progress=stop_after(5))
    assert first.stopped
    assert 5 <= library.count_reports(bench) < 12
    done = library.count_reports(bench)
    assert len(first.changes.report_ids) == done
    engine.read.clear()
    second = library.import_files(bench, paths=[folder])
    assert not second.stopped
    assert library.count_reports(bench) == 12
    assert len(engine.read) == 12 - done
    assert statuses(second).count(ImportStatus.DUPLICATE) == done


def test_what_is_in_is_not_read_again(bench, folder, monkeypatch):
    library.import_files(bench, paths=[folder])
    opened = []
    monkeypatch.setattr(Reader, "read", lambda _self, path, **_: opened.append(path))
    again = library.import_files(bench, paths=[folder])
    assert opened == []
    assert statuses(again) == [ImportStatus.DUPLICATE] * 12
    assert sorted(outcome.report_id for outcome in again.outcomes) == sorted(row.id for row in library.list_reports(bench))


def test_a_file_that_has_changed_since_is_read_again(bench, engine, folder):
    library.import_files(bench, paths=[folder])
    engine.read.clear()
    (folder / "03.txt").write_text("another text altogether", encoding="utf-8")
    again = library.import_files(bench, paths=[folder])
    assert engine.read == ["another text altogether"]
    assert statuses(again).count(ImportStatus.IMPORTED) == 1


def test_a_copy_elsewhere_is_known_by_its_words_and_not_extracted(bench, engine, folder, tmp_path):
    library.import_files(bench, paths=[folder])
    copied = tmp_path / "copy.txt"
    copied.write_text((folder / "00.txt").read_text(encoding="utf-8"), encoding="utf-8")
    engine.read.clear()
    assert statuses(library.import_files(bench, paths=[copied])) == [ImportStatus.DUPLICATE]
    assert engine.read == []


def test_a_removed_report_and_an_undone_import_come_in_again(bench, folder):
    library.import_files(bench, paths=[folder])
    library.remove_report(bench, report_id=library.list_reports(bench)[0].id)
    assert statuses(library.import_files(bench, paths=[folder])).count(ImportStatus.IMPORTED) == 1
    while history.undo_status(bench).undo:
        history.undo(bench)
    assert library.count_reports(bench) == 0
    assert statuses(library.import_files(bench, paths=[folder])) == [ImportStatus.IMPORTED] * 12


def test_a_batch_of_several_chunks_is_undone_as_one_step(bench, folder, monkeypatch):
    monkeypatch.setattr(bringing_in, "CHUNK", 5)
    library.import_files(bench, paths=[folder])
    assert history.undo_status(bench).undo == "Import 12 files"
    history.undo(bench)
    assert library.count_reports(bench) == 0
    assert history.undo_status(bench).undo is None
    history.redo(bench)
    assert library.count_reports(bench) == 12


def test_what_failed_names_its_file_and_can_be_tried_again(bench, folder):
    broken = folder / "broken.txt"
    broken.write_bytes(b"")
    (folder / "bug.txt").write_text("break it", encoding="utf-8")
    imported = library.import_files(bench, paths=[folder])
    failed = {outcome.path for outcome in imported.outcomes if outcome.status is ImportStatus.FAILED}
    assert failed == {str(broken), str(folder / "bug.txt")}
    broken.write_text("now it has words", encoding="utf-8")
    again = library.import_files(bench, paths=[broken])
    assert statuses(again) == [ImportStatus.IMPORTED]


def test_progress_counts_what_was_in_before(bench, folder):
    library.import_files(bench, paths=[folder], progress=stop_after(5))
    there = library.count_reports(bench)
    told = []
    library.import_files(bench, paths=[folder], progress=lambda done, total, _message="": told.append((done, total)))
    assert {total for _, total in told} == {12}
    assert min(done for done, _ in told) == there
    assert told[-1] == (12, 12)


def test_what_is_stored_is_told_while_the_import_goes_on(bench, folder, monkeypatch):
    monkeypatch.setattr(bringing_in, "CHUNK", 5)
    told = []
    imported = library.import_files(bench, paths=[folder], stored=lambda changes: told.append((changes, library.count_reports(bench))))
    assert [number for _, number in told] == [5, 10, 12]
    assert frozenset().union(*(changes.report_ids for changes, _ in told)) == imported.changes.report_ids
