"""Every figure of every chart against SQL over the file and plain Python over the CSV that stands behind the chart."""

import csv
import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from datetime import date, timedelta

import pytest

from analyst_app.domain.counting import Unit
from analyst_app.domain.errors import UserError
from analyst_app.domain.ontology import EventType
from analyst_app.domain.rows import CountBy, EventFilter
from analyst_app.services import counts
from analyst_app.services.chart_table import chart_table, table_as_text, write_chart_table
from analyst_app.services.charts import REST, Against, ChartKind, ChartQuestion, Pick, ask_chart, events_behind, reports_behind
from support import chronicle

DAY_OF = "date_end"
ATTACKS = "('airstrike','drone_strike','missile_strike','shelling','ground_assault','clash','explosion','attack')"
COUNTED = f"state = 'confirmed' AND type IN {ATTACKS} AND status IN ('occurred','attempted','repelled')"


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    return chronicle.file_in(tmp_path_factory.mktemp("charts"))


@pytest.fixture
def workbench(stored, tmp_path):
    with chronicle.opened(stored, tmp_path) as opened:
        yield opened


@pytest.fixture
def sql(workbench):
    def ask(question, *values):
        with closing(sqlite3.connect(workbench.database_path)) as raw:
            return raw.execute(question, values).fetchall()

    return ask


@pytest.fixture
def table(workbench, tmp_path):
    """The CSV of a question's chart, as another program reads it."""

    def read(**asked):
        chart = ask_chart(workbench, question=ChartQuestion(**asked))
        write_chart_table(chart, path=tmp_path / "chart.csv")
        with (tmp_path / "chart.csv").open(encoding="utf-8", newline="") as file:
            return chart, list(csv.DictReader(file))

    return read


def at(n):
    return chronicle.FIRST + timedelta(days=n)


def test_daily_bars_are_what_sql_adds_up(table, sql):
    chart, lines = table()
    wanted = {
        (day, side, kind): (low, best, None if is_open else high, events)
        for day, side, kind, low, best, high, is_open, events in sql(
            f"SELECT {DAY_OF}, actor, type, sum(coalesce(count_low, count_best)), sum(count_best), sum(count_high),"
            f" max(count_high IS NULL), count(*) FROM event WHERE {COUNTED} GROUP BY 1, 2, 3"
        )
    }
    found = {
        (line["day"], line["side"], line["type"]): (
            int(line["low"]),
            int(line["best"]),
            int(line["high"]) if line["high"] else None,
            int(line["events"]),
        )
        for line in lines
        if line["type"] != "total"
    }
    assert found == wanted
    assert any(high is None for _, _, high, _ in wanted.values())
    totals = {sheet.side: sheet.total for sheet in chart.grid.sheets}
    assert totals == dict(sql(f"SELECT actor, sum(count_best) FROM event WHERE {COUNTED} GROUP BY 1"))


def test_a_gap_is_a_gap_and_a_zero_is_a_zero(table):
    _, lines = table(side="Russia")
    told = {line["day"]: (line["best"], line["told"]) for line in lines if line["type"] == "total"}
    for n in chronicle.GAPS:
        assert told[str(at(n))] == ("", "no report")
    assert told[str(at(chronicle.ZERO))] == ("0", "reported: none")
    _, lines = table(side="Ukraine")
    assert {line["told"] for line in lines if line["day"] == str(at(chronicle.ZERO))} == {"none counted"}
    assert len(told) == chronicle.DAYS


def test_the_mean_of_seven_days_is_that_of_the_days_with_a_report(table):
    _, lines = table(side="Russia")
    days = {line["day"]: line for line in lines if line["type"] == "total"}
    for n in range(chronicle.DAYS):
        if n in chronicle.GAPS:
            continue
        before = [int(days[str(at(k))]["best"]) for k in range(max(0, n - 6), n + 1) if k not in chronicle.GAPS]
        said = days[str(at(n))]["mean_7_days"]
        assert (said == "") if len(before) < 4 else float(said) == pytest.approx(sum(before) / len(before), abs=1e-4)


def test_the_day_unlike_the_others_is_marked_and_what_made_it_so_is_named(table):
    chart, lines = table(side="Russia")
    marked = {line["day"]: line["unusual"] for line in lines if line["unusual"]}
    assert marked[str(at(chronicle.PEAK))] == "more"
    assert marked[str(at(chronicle.ZERO))] == "fewer"
    assert marked[str(at(chronicle.LULL))] == "fewer"
    peak = next(found for found in chart.unusual if found.day == at(chronicle.PEAK))
    by_type = {line["type"]: int(line["best"]) for line in lines if line["day"] == str(at(chronicle.PEAK)) and line["type"] != "total"}
    assert (peak.group, peak.group_count) == ("ground_assault", by_type["ground_assault"])


def test_days_are_judged_alike_however_few_are_shown(workbench):
    whole = ask_chart(workbench, question=ChartQuestion())
    first, last = at(105), at(129)
    some = ask_chart(workbench, question=ChartQuestion(matching=EventFilter(first_day=first, last_day=last)))
    assert [u for u in whole.unusual if first <= u.day <= last] == list(some.unusual) != []


def test_every_figure_stands_with_its_unit_and_acts_and_munitions_make_the_attacks(table, sql):
    totals = {}
    for unit in (Unit.ATTACKS, Unit.ACTS, Unit.MUNITIONS):
        chart, lines = table(unit=unit, side="Russia")
        assert {line["unit"] for line in lines} == {unit.value}
        totals[unit] = chart.grid.sheets[0].total
    assert totals[Unit.ATTACKS] == totals[Unit.ACTS] + totals[Unit.MUNITIONS]
    ((drones,),) = sql("SELECT sum(count_best) FROM event WHERE actor = 'Russia' AND type = 'drone_strike'")
    assert totals[Unit.MUNITIONS] == drones


def test_possible_duplicates_stand_beside_the_figures(table, workbench):
    chart, lines = table(side="Russia", matching=EventFilter(types=frozenset({EventType.AIRSTRIKE})))
    assert chart.duplicates == len(counts.possible_duplicates(workbench, matching=EventFilter(types=frozenset({EventType.AIRSTRIKE})))) > 0
    doubtful = {line["day"]: int(line["possible_duplicates"]) for line in lines if line["type"] == "airstrike"}
    assert {n for n in range(chronicle.DAYS) if doubtful.get(str(at(n)))} == {
        n for n in range(2, chronicle.DAYS, 14) if n not in chronicle.GAPS | {chronicle.ZERO}
    }


def test_running_totals(table, sql):
    _, lines = table(kind=ChartKind.RUNNING, side="Russia")
    daily = dict(sql(f"SELECT {DAY_OF}, sum(count_best) FROM event WHERE {COUNTED} AND actor = 'Russia' GROUP BY 1"))
    running = 0
    for n in range(chronicle.DAYS):
        running += daily.get(str(at(n)), 0)
        told = next(line for line in lines if line["day"] == str(at(n)) and line["type"] == "total")
        assert told["best"] == ("" if n in chronicle.GAPS else str(running))


def test_shares(table, sql):
    _, lines = table(kind=ChartKind.SHARE)
    totals = dict(sql(f"SELECT actor, sum(count_best) FROM event WHERE {COUNTED} GROUP BY 1"))
    for side, kind, best in sql(f"SELECT actor, type, sum(count_best) FROM event WHERE {COUNTED} GROUP BY 1, 2"):
        (line,) = [line for line in lines if (line["side"], line["type"]) == (side, kind)]
        assert int(line["best"]) == best
        assert float(line["share"]) == pytest.approx(best / totals[side], abs=1e-4)


def test_the_heat_map_has_every_direction_and_day(table, sql):
    chart, lines = table(kind=ChartKind.HEAT, by=CountBy.DIRECTION, side="Russia")
    assert set(chronicle.DIRECTIONS) | {"not said"} == set(chart.grid.groups)
    found = {(line["day"], line["direction"]): int(line["best"]) for line in lines if line["events"] and line["direction"] != "total"}
    assert sum(best for (_, direction), best in found.items() if direction != "not said") == sum(
        best for (best,) in sql("SELECT count_best FROM event WHERE type = 'ground_assault' AND status = 'repelled'")
    )
    assert {line["day"] for line in lines if line["direction"] == "total"} == {str(at(n)) for n in {*chronicle.GAPS, chronicle.ZERO}}


def test_of_many_groups_a_heat_map_holds_the_largest_and_a_comparison_those_compared(workbench):
    chart = ask_chart(
        workbench, question=ChartQuestion(kind=ChartKind.COMPARE, by=CountBy.DIRECTION, side="Russia", groups=("Lyman", "Kupiansk"))
    )
    assert chart.choices[:2] == ("not said", "Pokrovsk")
    assert set(chart.grid.groups) == {"Lyman", "Kupiansk"}
    assert [series.name for series in chart.comparison.series] == ["Lyman", "Kupiansk"]
    found = events_behind(workbench, question=chart.question, grid=chart.grid, pick=Pick(at(10), at(10)))
    assert len(found) == int(chart.grid.sheets[0].events[10].sum()) == 2


def test_weeks(table, sql):
    _, lines = table(kind=ChartKind.WEEKS, side="Russia")
    assert len(lines) == chronicle.DAYS // 7
    for before, week in zip([None, *lines], lines, strict=False):
        ((best,),) = sql(
            f"SELECT sum(count_best) FROM event WHERE {COUNTED} AND actor = 'Russia' AND {DAY_OF} BETWEEN ? AND ?",
            week["first_day"],
            week["last_day"],
        )
        assert int(week["best"]) == best
        if week["change_per_cent"]:
            assert float(week["change_per_cent"]) == pytest.approx(100 * (best - int(before["best"])) / int(before["best"]), abs=0.06)
    assert "days without a report" in {week["remark"] for week in lines}


def test_two_types_are_compared_with_difference_and_ratio(table, sql):
    chart, lines = table(kind=ChartKind.COMPARE, side="Russia", groups=("shelling", "airstrike"))
    daily = defaultdict(Counter)
    for day, kind, best in sql(f"SELECT {DAY_OF}, type, sum(count_best) FROM event WHERE {COUNTED} AND actor = 'Russia' GROUP BY 1, 2"):
        daily[day][kind] += best
    second = [line for line in lines if line["series"] == "airstrike"]
    assert len(second) == chronicle.DAYS
    for n, line in enumerate(second):
        both = daily[line["day"]]
        assert line["difference"] == ("" if n in chronicle.GAPS else str(float(both["shelling"] - both["airstrike"])))
        last = [daily[str(at(k))] for k in range(max(0, n - 6), n + 1) if k not in chronicle.GAPS]
        divisor = sum(day["airstrike"] for day in last)
        if n in chronicle.GAPS or len(last) < 4 or not divisor:
            assert line["ratio"] == ""
        else:
            assert float(line["ratio"]) == pytest.approx(sum(day["shelling"] for day in last) / divisor, abs=1e-3)
    assert [series.side for series in chart.comparison.series] == ["Russia", "Russia"]


def test_sides_sources_and_periods_are_compared(table, sql):
    chart, _ = table(kind=ChartKind.COMPARE, by=CountBy.ACTOR, groups=("Russia", "Ukraine"))
    totals = dict(sql(f"SELECT actor, sum(count_best) FROM event WHERE {COUNTED} GROUP BY 1"))
    assert {series.name: series.total for series in chart.comparison.series} == totals
    chart, _ = table(kind=ChartKind.COMPARE, by=CountBy.SOURCE, side="Russia")
    assert {series.name for series in chart.comparison.series} == {"General Staff", "Air Force"}
    period = EventFilter(first_day=at(100), last_day=at(113))
    chart, lines = table(kind=ChartKind.COMPARE, side="Russia", against=Against.BEFORE, matching=period)
    assert [series.name for series in chart.comparison.series] == ["2024-04-10 to 2024-04-23", "2024-03-27 to 2024-04-09"]
    for first, last, series in ((at(100), at(113), 0), (at(86), at(99), 1)):
        ((best,),) = sql(
            f"SELECT sum(count_best) FROM event WHERE {COUNTED} AND actor = 'Russia' AND {DAY_OF} BETWEEN ? AND ?", str(first), str(last)
        )
        assert chart.comparison.series[series].total == best
    assert len(lines) == 28


def test_what_was_launched_and_shot_down(table, sql):
    chart, lines = table(kind=ChartKind.RATE)
    launched = dict(sql("SELECT date_end, sum(count_best) FROM event WHERE type = 'drone_strike' AND actor = 'Russia' GROUP BY 1"))
    # The jets are a part of what was shot down.
    down = dict(
        sql(
            "SELECT date_end, sum(count_best) FROM event"
            " WHERE type = 'interception' AND actor = 'Ukraine' AND part_of_id IS NULL GROUP BY 1"
        )
    )
    found = {line["day"]: line for line in lines if line["launched_by"] == "Russia"}
    assert {day: int(line["launched_best"]) for day, line in found.items()} == launched
    assert {day: int(line["shot_down_best"]) for day, line in found.items()} == {day: down.get(day, 0) for day in launched}
    for line in found.values():
        assert float(line["rate"]) == pytest.approx(int(line["shot_down_best"]) / int(line["launched_best"]), abs=1e-4)
    assert chart.rates.total("Russia")[0].best == sum(launched.values())


@pytest.mark.parametrize(
    ("kind", "pick", "wanted"),
    [
        (
            ChartKind.DAYS,
            Pick(at(10), at(10), "Ukraine", "airstrike"),
            "actor = 'Ukraine' AND type = 'airstrike' AND date_end = '2024-01-11'",
        ),
        (ChartKind.DAYS, Pick(at(10), at(10)), f"{COUNTED} AND date_end = '2024-01-11'"),
        (
            ChartKind.WEEKS,
            Pick(at(7), at(13), "Ukraine"),
            f"{COUNTED} AND actor = 'Ukraine' AND date_end BETWEEN '2024-01-08' AND '2024-01-14'",
        ),
        (ChartKind.RATE, Pick(at(11), at(11), "Russia"), "type = 'drone_strike' AND actor = 'Russia' AND date_end = '2024-01-12'"),
        (ChartKind.RATE, Pick(at(11), at(11), down=True), "type = 'interception' AND date_end = '2024-01-12'"),
    ],
)  # fmt: skip
def test_the_events_behind_what_was_picked(workbench, sql, kind, pick, wanted):
    question = ChartQuestion(kind=kind)
    chart = ask_chart(workbench, question=question)
    found = events_behind(workbench, question=question, grid=chart.grid, pick=pick)
    assert found == {number for (number,) in sql(f"SELECT id FROM event WHERE {wanted}")}
    assert found


def test_the_reports_behind_a_day_are_named_with_their_number(workbench):
    question = ChartQuestion()
    chart = ask_chart(workbench, question=question)
    told = reports_behind(workbench, question=question, grid=chart.grid, pick=Pick(at(10), at(11)))
    assert told.number == 4
    assert told.sources == (("Air Force", 2), ("General Staff", 2))


def test_all_others_are_those_that_are_not_named(workbench):
    question = ChartQuestion(by=CountBy.STATUS)
    chart = ask_chart(workbench, question=question)
    few = chart.grid.__class__(
        CountBy.STATUS, Unit.ATTACKS, chart.grid.first, ("occurred", REST), chart.grid.sheets, chart.grid.covered, frozenset(), ()
    )
    rest = events_behind(workbench, question=question, grid=few, pick=Pick(at(10), at(10), group=REST))
    assert rest == events_behind(workbench, question=question, grid=chart.grid, pick=Pick(at(10), at(10), group="repelled")) != frozenset()


def test_what_is_recalled_from_uncovered_days_is_told_and_left_out(workbench, sql):
    with workbench.database.unit_of_work("Recall", analyst="test") as uow:
        uow.events.change(1, date=chronicle.DateSpan.day(date(2014, 7, 1)))
    chart = ask_chart(workbench, question=ChartQuestion())
    assert chart.grid.first == chronicle.FIRST
    ((recalled,),) = sql("SELECT count_best FROM event WHERE id = 1")
    assert chart.earlier == recalled
    asked = ask_chart(workbench, question=ChartQuestion(matching=EventFilter(first_day=date(2014, 1, 1))))
    assert (asked.grid.first, asked.earlier) == (date(2014, 7, 1), 0)


def test_an_empty_chart_has_an_empty_table_and_a_file_that_cannot_be_written_is_told(workbench, tmp_path):
    for kind in ChartKind:
        nothing = ask_chart(workbench, question=ChartQuestion(kind=kind, matching=EventFilter(first_day=date(2030, 1, 1))))
        assert nothing.empty
        assert chart_table(nothing).lines == ()
        whole = ask_chart(workbench, question=ChartQuestion(kind=kind))
        assert not whole.empty
        assert table_as_text(whole).count("\n") == len(chart_table(whole).lines) + 1
    with pytest.raises(UserError, match="cannot be written"):
        write_chart_table(nothing, path=tmp_path / "missing" / "chart.csv")
