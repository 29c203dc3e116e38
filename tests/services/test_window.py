"""The day that a 24-hour window counts on holds everywhere alike: counts, charts, map, brief, events table and exports."""

import csv
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from storage.samples import KUPIANSK

from analyst_app.domain.counting import WindowDay
from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event
from analyst_app.domain.mapping import MapQuestion
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.reports import Extraction, Report
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter
from analyst_app.domain.spans import Span
from analyst_app.services import counts, events, exporting, library
from analyst_app.services.brief import make_brief
from analyst_app.services.charts import ChartQuestion, ask_chart
from analyst_app.services.map import MapBoard
from analyst_app.services.settings import Days, Settings
from analyst_app.services.workbench import Workbench
from support.invented import DAY as PUBLISHED
from support.invented import VERSIONS, written

BEFORE = PUBLISHED - timedelta(days=1)
WINDOW = DateSpan(BEFORE, PUBLISHED)


def told(name, count, days, status=Status.OCCURRED):
    return Event(name, EventType.AIRSTRIKE, days, Span(0, 10), Estimate.exactly(count), actor="Russia", status=status, places=(KUPIANSK,))


@pytest.fixture(params=list(WindowDay), ids=str)
def opened(request, tmp_path):
    """A report that tells of 16 airstrikes of the last 24 hours, 4 of the day before, and none of shelling in the window."""
    text = "airstrikes were told of here."
    denied = replace(told("e3", 0, WINDOW, Status.DENIED), type=EventType.SHELLING)
    told_of = (told("e1", 16, WINDOW), told("e2", 4, DateSpan.day(BEFORE)), denied)
    extraction = Extraction(Report("r", text, PUBLISHED, "Summary", "Staff"), PUBLISHED, (), told_of, VERSIONS)
    settings = Settings(days=Days(window=request.param.value))
    with closing(Workbench.open(tmp_path / "events.sqlite", settings=settings, analyst="Vira")) as workbench:
        library.import_files(workbench, paths=[written(tmp_path, extraction)], confirm=True)
        yield workbench


def expected(opened):
    last = opened.settings.days.window_day is WindowDay.LAST
    return {BEFORE: 4, PUBLISHED: 16} if last else {BEFORE: 20}


def test_counts_and_charts(opened):
    answer = counts.daily_counts(opened)
    wanted = expected(opened)
    assert {row.day: row.best for row in answer.rows} == wanted
    assert answer.window is opened.settings.days.window_day
    assert answer.reported_days == frozenset(wanted)
    assert answer.zeros == {(max(wanted), EventType.SHELLING)}
    chart = ask_chart(opened, question=ChartQuestion())
    (sheet,) = chart.grid.sheets
    assert {day: int(n) for day, n in zip(chart.grid.days, sheet.daily, strict=True) if n} == wanted
    assert {zero[0] for zero in chart.grid.zeros} == {max(wanted)}


def test_map_and_brief(opened):
    for day, number in expected(opened).items():
        matching = EventFilter(states=frozenset({ReviewState.CONFIRMED}), first_day=day, last_day=day)
        answer = MapBoard(opened).ask(matching=matching, view=MapQuestion())
        assert sum(mark.total for mark in answer.marks) == number
        (side,) = make_brief(opened, day=day, with_map=False).sides
        assert side.total.day.best == number


def test_events_table_and_every_export_of_it(opened, tmp_path):
    rows = events.list_events(opened, matching=EventFilter(states=frozenset({ReviewState.CONFIRMED})))
    table: dict = {}
    for row in rows:
        if row.counts_on is not None:
            table[row.counts_on] = table.get(row.counts_on, 0) + row.counted_attacks
    assert table == expected(opened)
    for columns in (exporting.COLUMNS, ("counts_on", "counted_attacks")):
        path = tmp_path / "out.csv"
        exporting.export_events(opened, path=path, format="csv", columns=columns)
        with path.open(encoding="utf-8", newline="") as file:
            lines = [line for line in csv.DictReader(file) if line["counts_on"]]
        found = {}
        for line in lines:
            found[line["counts_on"]] = found.get(line["counts_on"], 0) + int(line["counted_attacks"])
        assert found == {str(day): number for day, number in expected(opened).items()}
