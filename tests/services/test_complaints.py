"""What users of other tools complain of most in keeping, bringing in and handing out their work, each shown not to happen here.

The numbers are those of docs/decisions/0012-complaints.md.
"""

import json
import re
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, suppress
from pathlib import Path

import pytest

from analyst_app.domain.contract import to_json
from analyst_app.domain.rows import EventFilter, ImportStatus
from analyst_app.services import exporting, history, keeping, library, review
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from support.event_reading import extraction as read
from support.invented import TEXT, extraction, written

TESTS = Path(__file__).parents[1]
DECISION = TESTS.parent / "docs" / "decisions" / "0012-complaints.md"


def count(database, question):
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute(question).fetchone()[0]


def many(folder, number):
    """A file of this many reports, and one line that is none."""
    path = folder / "many.jsonl"
    lines = [json.dumps(to_json(extraction(f"r{n}", title=f"Report {n}", text=TEXT.replace("559", str(600 + n))))) for n in range(number)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


DECIDE_AND_DIE = """
import os, sys
from pathlib import Path
from analyst_app.services import review
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
workbench = Workbench.open(Path(sys.argv[1]), settings=Settings(), analyst="Vira")
review.accept_events(workbench, event_ids=[int(sys.argv[2])])
os._exit(9)
"""


def test_complaint_5_a_decision_is_in_the_file_before_the_program_can_be_lost(workbench, report_id, database):
    first = review.open_report(workbench, report_id=report_id).events[0]
    workbench.close()
    killed = subprocess.run([sys.executable, "-c", DECIDE_AND_DIE, str(database), str(first.id)], check=False, timeout=120)
    assert killed.returncode == 9
    assert count(database, f"SELECT state = 'confirmed' FROM event WHERE id = {first.id}") == 1


def test_complaint_5_what_is_removed_stays_in_the_file_and_comes_back_with_its_decisions(workbench, report_id, database):
    review.accept_rest(workbench, report_id=report_id)
    library.remove_report(workbench, report_id=report_id)
    assert library.count_reports(workbench) == 0
    assert count(database, "SELECT count(*) FROM event WHERE state = 'confirmed'") == 5
    history.undo(workbench)
    (row,) = library.list_reports(workbench)
    assert row.confirmed == 5


def test_complaint_11_an_import_tells_how_far_it_is_stops_when_asked_and_goes_on_without_anything_twice(workbench, tmp_path):
    from analyst_app.domain.errors import Cancelled

    path, told = many(tmp_path, 60), []

    def until_a_third(done, total, _message=""):
        told.append((done, total))
        if done >= 20:
            raise Cancelled

    with suppress(Cancelled):
        library.import_files(workbench, paths=[path], progress=until_a_third)
    assert len(told) > 5
    assert max(done for done, _ in told) < 60
    part = library.count_reports(workbench)
    assert part < 60
    library.import_files(workbench, paths=[path])
    assert library.count_reports(workbench) == 60


def test_complaint_11_one_input_that_fails_is_named_with_its_reason_and_costs_no_other(workbench, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    outcomes = library.import_files(workbench, paths=[tmp_path / "empty.txt", written(tmp_path, extraction())]).outcomes
    assert {outcome.status for outcome in outcomes} == {ImportStatus.FAILED, ImportStatus.IMPORTED}
    assert all(outcome.problem for outcome in outcomes if outcome.status is ImportStatus.FAILED)


def test_complaint_12_decisions_go_through_while_a_large_import_is_written(workbench, report_id, tmp_path):
    """No "database is locked", for the one nor for the other."""
    path, faults = many(tmp_path, 300), []

    def bring_in():
        try:
            library.import_files(workbench, paths=[path])
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is the test's result
            faults.append(fault)

    importing = threading.Thread(target=bring_in)
    importing.start()
    stored = review.open_report(workbench, report_id=report_id).events
    decisions = 0
    while importing.is_alive() or not decisions:
        review.accept_events(workbench, event_ids=[stored[0].id])
        review.reopen_events(workbench, event_ids=[stored[0].id])
        decisions += 1
    importing.join()
    assert faults == []
    assert library.count_reports(workbench) == 301


def test_complaint_12_a_second_program_on_the_same_file_reads_while_the_first_writes(workbench, report_id, database):
    with closing(Workbench.open(database, settings=Settings(), analyst="Olena")) as second:
        for _ in range(5):
            review.accept_rest(workbench, report_id=report_id)
            assert library.list_reports(second)[0].confirmed == 5
            history.undo(workbench)
            assert library.list_reports(second)[0].confirmed == 0


def test_complaint_13_a_file_on_a_network_drive_is_told_with_a_way_on(workbench, database, monkeypatch):
    """How drives are told apart is held in tests/storage/test_world.py."""
    from analyst_app.storage import opening

    monkeypatch.setattr(opening, "network_drive", lambda _path: "nfs4")
    workbench.close()
    with closing(Workbench.open(database, settings=Settings(), analyst="Vira")) as again:
        told = " ".join(notice.sentence for notice in keeping.notices(again))
    assert "network drive" in told
    assert "copy on this computer" in told


@pytest.mark.parametrize("form", ["csv", "csv-excel"])
def test_complaint_19_excel_gets_the_mark_that_it_needs_and_other_programs_get_none(workbench, report_id, tmp_path, form):
    words = "Перевірено: Куп’янськ 🚀"
    first = review.open_report(workbench, report_id=report_id).events[0]
    review.correct_event(workbench, event_id=first.id, field="note", value=words)
    review.accept_rest(workbench, report_id=report_id)
    path = tmp_path / "events.csv"
    exporting.export_events(workbench, path=path, format=form, matching=EventFilter())
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") == (form == "csv-excel")
    assert words in path.read_text(encoding="utf-8-sig")


def test_complaint_20_south_of_a_town_and_its_region_are_found_without_a_server():
    (event,) = read("Two airstrikes were carried out south of Krasnohorivka, Donetsk Oblast, on 15 May.").events
    where = event.places[0]
    assert (where.name, where.admin1) == ("Krasnohorivka", "Donetsk")
    assert where.lat == pytest.approx(48.0, abs=0.3)
    assert where.geo_precision == 2, "south of a town is near it and not in it"


def test_complaint_20_a_place_that_nobody_knows_takes_no_other_with_it():
    found = read("Airstrikes hit Qwertyville, Kupiansk and Izium on 15 May.").events
    named = {place.name for event in found for place in event.places if place.lat is not None}
    assert {"Kupiansk", "Izium"} <= named


def test_every_complaint_is_answered_and_every_test_that_answers_exists():
    table = DECISION.read_text(encoding="utf-8")
    rows = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("| ")]
    assert [row for row in rows if row.isdigit()] == [str(number) for number in range(1, 21)]
    sources = "".join(file.read_text(encoding="utf-8") for file in TESTS.rglob("test_*.py"))
    missing = [name for name in re.findall(r"`(test_\w+)`", table) if f"def {name}(" not in sources]
    assert missing == []
