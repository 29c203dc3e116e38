"""A folder with hostile files among reports is imported whole: each of them is one line in the list, and every report is there."""

from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData

from analyst_app.domain.errors import Cancelled
from analyst_app.domain.rows import ImportStatus
from analyst_app.readers import Reader
from analyst_app.readers.apart.reader import Allowance
from analyst_app.services import library
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from hostile import corpus, seeds


@pytest.fixture
def workbench(tmp_path):
    with closing(Workbench.open(tmp_path / "work.sqlite", settings=Settings(), analyst="anna")) as opened:
        yield opened


def test_reports_among_hostile_files_are_all_stored(workbench, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    words = {name: f"Report {name}: two drones struck Izyum on {day} November 2023." for day, name in enumerate("abcdef", 3)}
    (folder / "a.docx").write_bytes(seeds.word(words["a"]))
    (folder / "b.odt").write_bytes(seeds.odt(words["b"]))
    (folder / "c.zip").write_bytes(seeds.zipped({"one.txt": words["c"], "two.eml": seeds.mail(words["d"]), "bad.pdf": b"%PDF-1.4"}))
    (folder / "d.msg").write_bytes(seeds.outlook(body=words["e"]))
    (folder / "z.txt").write_text(words["f"])
    bad = {"deep.docx", "laughs.docx", "locked.odt", "laughs.odt"}
    for hostile in corpus.documents("/nowhere"):
        if hostile.name in bad:
            (folder / hostile.name).write_bytes(hostile.data)
    small = replace(workbench, reader=Reader(Allowance(memory=500 * 1024 * 1024, seconds=10)))
    greedy = next(hostile for hostile in corpus.bombs() if hostile.name == "bomb.odt")
    (folder / greedy.name).write_bytes(greedy.data)
    try:
        imported = library.import_files(small, paths=[folder])
    finally:
        small.reader.close()
    by_status = {status: [item for item in imported.outcomes if item.status is status] for status in ImportStatus}
    assert len(by_status[ImportStatus.IMPORTED]) == 6
    failed = {outcome.name.rsplit("/", 1)[-1] for outcome in by_status[ImportStatus.FAILED]}
    assert failed == bad | {"bomb.odt", "c.zip"}, "of the archive, the member that is no PDF"
    assert all(outcome.problem.endswith(".") and "\n" not in outcome.problem for outcome in by_status[ImportStatus.FAILED])
    titles = [row.title for row in library.list_reports(workbench)]
    assert len(titles) == 6


def test_what_is_copied_with_its_looks_keeps_its_bullets_in_the_report(workbench):
    copied = QMimeData()
    copied.setHtml("<h2>Past day</h2><ul><li>16 airstrikes on Izyum</li><li>559 attacks</li></ul>")
    copied.setText("Past day\n16 airstrikes on Izyum\n559 attacks")
    text = library.copied_text(workbench, plain=copied.text(), html=copied.html().encode())
    assert text == "Past day\n\n• 16 airstrikes on Izyum\n• 559 attacks"
    (outcome,) = library.paste_report(workbench, text=text).outcomes
    assert outcome.status is ImportStatus.IMPORTED


def test_an_import_that_waits_for_a_slow_file_can_be_stopped(workbench, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Two drones struck Izyum on 3 November 2023.")
    (folder / "slow.html").write_bytes(seeds.page(f"<p>{'<b>word</b> ' * 600_000}</p>"))
    calls = []

    def stop(done, total, message=""):
        calls.append((done, total))
        if len(calls) > 2:  # before each file, and then while the second one is waited for
            raise Cancelled

    imported = library.import_files(workbench, paths=[folder], progress=stop)
    assert imported.stopped
    assert set(calls) == {(0, 2)}
