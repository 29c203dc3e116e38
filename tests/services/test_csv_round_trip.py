"""Our own CSV comes back: every column that it has is the same again, nothing comes in twice, and lines without sense are named."""

import csv
import shutil
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from analyst_app.domain.counting import Unit
from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event, Evidence
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.reports import Extraction, Report
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter, EventOrder, ImportStatus
from analyst_app.domain.spans import Span
from analyst_app.services import acts, counts, exporting, history, library, review
from analyst_app.services.events import list_events
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from support.invented import DAY, VERSIONS, extraction, written

EVERYTHING = EventFilter(states=frozenset(ReviewState))
HOSTILE = "=1+1; 31 drones were launched. “Quoted”, 'marked' and\ttabbed; -2 more; @home; 31 drones were launched."
KHARKIV = Place("Харків, the city", "Kharkiv", PlaceKind.SETTLEMENT, "UA", "Kharkiv", None, 49.98081, 36.25272, 1, None)


def hostile():
    """A report whose words a spreadsheet would run, with munitions, parts, casualties, a denial and a long span."""
    day = DateSpan.day(DAY)
    report = Report("=r,1", HOSTILE, DAY, '=cmd|"/c calc"!A1', "+Desk")
    count = Span(HOSTILE.index("31"), HOSTILE.index("31") + 2)
    events = (
        Event("e1", EventType.DRONE_STRIKE, day, Span(6, 15), Estimate.exactly(31), actor="Russia", places=(KHARKIV, Place("Izyum")),
              evidence=(Evidence("count", count), Evidence("actor", Span(0, 4)))),
        Event("e2", EventType.DRONE_STRIKE, day, Span(9, 15), Estimate.at_least(4), part_of="e1", status=Status.REPELLED,
              killed=Estimate.between(2, 5), confidence=(("event", 0.5), ("count", 0.25))),
        Event("e3", EventType.SHELLING, DateSpan(date(2023, 11, 1), DAY), Span(16, 20), Estimate.up_to(9), note="-2+3", target="@target",
              injured=Estimate.about(7), places_count=4, disputed_by="Russia", reported_by="'Ministry"),
        Event("e4", EventType.GROUND_ASSAULT, day, Span(20, 24), Estimate.exactly(0), status=Status.DENIED),
    )  # fmt: skip
    return Extraction(report, DAY, (), events, VERSIONS)


@pytest.fixture
def filled(workbench, tmp_path):
    """Reports with decisions of every kind, an act told by two of them, and words that a spreadsheet would run."""
    other = replace(extraction("south"), report=replace(extraction("south").report, text=extraction().report.text + " Again."))
    library.import_files(workbench, paths=[written(tmp_path, extraction("north"), other, hostile())])
    rows = {f"{row.report_key}:{row.stored.event.id}": row.stored.id for row in list_events(workbench, matching=EVERYTHING)}
    review.accept_events(workbench, event_ids=[rows["north:e1"], rows["south:e1"], rows["=r,1:e1"], rows["=r,1:e3"], rows["=r,1:e4"]])
    review.reject_events(workbench, event_ids=[rows["=r,1:e2"]])
    acts.link_same_act(workbench, event_ids=[rows["north:e1"], rows["south:e1"]], preferred=rows["south:e1"])
    return workbench


def exported(workbench, path, **how):
    exporting.export_events(workbench, path=path, format=how.pop("format", "csv"), matching=EVERYTHING, **how)
    return path


@pytest.fixture
def second(tmp_path):
    with closing(Workbench.open(tmp_path / "second.sqlite", settings=Settings(), analyst="Ola")) as opened:
        yield opened


def lines(path, encoding="utf-8-sig"):
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("how", [{}, {"format": "csv-excel"}, {"order": EventOrder.CONFIDENCE, "descending": True}])
def test_every_column_is_the_same_again(filled, second, tmp_path, how):
    table = exported(filled, tmp_path / "events.csv", **how)
    imported = library.import_files(second, paths=[table])
    assert [(one.status, one.reviewed) for one in imported.outcomes] == [(ImportStatus.IMPORTED, True)] * 3
    first = {line["event_id"]: line for line in lines(exported(filled, tmp_path / "first.csv"))}
    again = {line["event_id"]: line for line in lines(exported(second, tmp_path / "again.csv"))}
    assert len(first) == len(hostile().events) + 2 * len(extraction().events)
    assert again == first
    assert first["'=r,1:e1"]["count_unit"] == "munitions"


def test_counts_by_every_unit_are_the_same_again(filled, second, tmp_path):
    library.import_files(second, paths=[exported(filled, tmp_path / "events.csv")])
    for unit in Unit:
        assert counts.daily_counts(second, unit=unit).rows == counts.daily_counts(filled, unit=unit).rows


def test_nothing_comes_in_twice_and_undo_takes_it_out(filled, second, tmp_path):
    table = exported(filled, tmp_path / "events.csv")
    library.import_files(second, paths=[table])
    again = library.import_files(second, paths=[exported(filled, tmp_path / "copy.csv")])
    assert {one.status for one in again.outcomes} == {ImportStatus.DUPLICATE}
    history.undo(second)
    assert library.count_reports(second) == 0


def test_where_the_report_itself_is_its_events_stay_as_they_are(filled, tmp_path):
    before = lines(exported(filled, tmp_path / "before.csv"))
    imported = library.import_files(filled, paths=[exported(filled, tmp_path / "events.csv")])
    assert {one.status for one in imported.outcomes} == {ImportStatus.DUPLICATE}
    assert lines(exported(filled, tmp_path / "after.csv")) == before


def test_a_few_columns_are_enough_and_what_they_leave_out_is_a_proposal(filled, second, tmp_path):
    columns = ("event_id", "report_id", "type", "date_start", "date_end", "count_best", "actor", "trigger")
    library.import_files(second, paths=[exported(filled, tmp_path / "events.csv", columns=columns)])
    rows = {f"{row.report_key}:{row.stored.event.id}": row for row in list_events(second, matching=EVERYTHING)}
    assert len(rows) == len(hostile().events) + 2 * len(extraction().events)
    assert {row.stored.state for row in rows.values()} == {ReviewState.PROPOSED}
    assert rows["=r,1:e1"].stored.event.count == Estimate(None, 31, None)
    assert rows["north:e1"].trigger == list_events(filled, matching=EventFilter(event_ids=frozenset({1})))[0].trigger


def test_lines_without_sense_are_named_and_the_others_come_in(filled, second, tmp_path):
    table = exported(filled, tmp_path / "events.csv")
    rows = lines(table)
    rows[1]["type"] = "fireworks"
    rows[2]["date_end"] = "11/9/2023"
    rows[3]["event_id"] = rows[4]["event_id"] = rows[0]["event_id"]
    rows[3]["report_id"] = rows[4]["report_id"] = rows[0]["report_id"]
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    imported = library.import_files(second, paths=[table])
    problems = [one.problem for one in imported.outcomes if one.status is ImportStatus.FAILED]
    assert [words.split(":")[0] for words in problems] == [f"events.csv, line {n}" for n in (3, 4, 5, 6)]
    assert "fireworks" in problems[0]
    assert "11/9/2023" in problems[1]
    assert "earlier line" in problems[2]
    assert sum(one.events for one in imported.outcomes) == len(rows) - 4


def test_a_table_of_others_is_no_report_and_says_where_it_belongs(second, tmp_path):
    path = tmp_path / "acled.csv"
    path.write_text("event_date,event_type,sub_event_type\n2023-11-09,Battles,Armed clash\n", encoding="utf-8")
    (outcome,) = library.import_files(second, paths=[path]).outcomes
    assert outcome.status is ImportStatus.FAILED
    assert "Comparison Series" in outcome.problem


def test_a_damaged_copy_of_the_database_is_not_needed(filled, second, tmp_path):
    """The table alone is enough: the first database may be gone."""
    table = exported(filled, tmp_path / "events.csv")
    wanted = counts.daily_counts(filled).rows
    shutil.move(table, tmp_path / "elsewhere.csv")
    library.import_files(second, paths=[tmp_path / "elsewhere.csv"])
    assert counts.daily_counts(second).rows == wanted
