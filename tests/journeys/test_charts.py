"""From a line in the charts to the sentence it rests on, and from the charts to figures that another program adds up."""

import csv
from collections import Counter
from datetime import timedelta

import pytest

from analyst_app.cli import main
from analyst_app.services.chart_table import write_chart_table
from analyst_app.services.charts import ChartKind, Pick
from analyst_app.ui.charts.picture import save_picture
from analyst_app.ui.screens import Screen
from support import chronicle


def at(n):
    return chronicle.FIRST + timedelta(days=n)


@pytest.fixture
def charts(driver):
    chronicle.store(driver.session.context.workbench)
    driver.session.screens.show(Screen.CHARTS)
    driver.settle()
    return driver.session.screens.page(Screen.CHARTS)


def test_from_an_unusual_day_to_the_sentence_by_keys(driver, charts):
    driver.focus(charts.plot)
    for _ in range(len(charts.chart.unusual)):
        driver.press("U")
        if charts.listing.words.text().startswith(f"{at(chronicle.PEAK)} · Russia"):
            break
    assert "Unusual:" in charts.listing.words.text()
    driver.press("Return", "Return")
    driver.wait_until(lambda: driver.session.screens.current is Screen.REVIEW, "the sentence to be shown")
    driver.settle()
    review = driver.session.screens.page(Screen.REVIEW)
    assert f"Summary of {at(chronicle.PEAK)}" in review.text_panel.text.toPlainText()


def test_a_correction_in_review_is_in_the_chart_and_in_its_figures(driver, charts, stored, tmp_path):
    charts.choose(Pick(at(30), at(30), "Ukraine", "airstrike"))
    driver.settle()
    ((event, report, before),) = stored(
        "SELECT id, report_id, count_best FROM event WHERE date_end = ? AND actor = 'Ukraine' AND type = 'airstrike'", str(at(30))
    )
    driver.session.screens.open_event(report, event)
    driver.settle()
    driver.press("C")
    driver.type("97")
    driver.press("Return")
    driver.settle()
    driver.session.screens.show(Screen.CHARTS)
    driver.settle()
    driver.wait_until(lambda: "97" in charts.listing.words.text(), "the chart to follow")
    write_chart_table(charts.chart, path=tmp_path / "chart.csv")
    with (tmp_path / "chart.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    (line,) = [x for x in lines if (x["day"], x["side"], x["type"]) == (str(at(30)), "Ukraine", "airstrike")]
    assert (line["best"], line["revised"]) == ("97", "1")
    assert before != 97


def test_a_month_is_brushed_compared_and_handed_out(driver, charts, stored, tmp_path):
    driver.focus(charts.plot)
    charts.plot.brushed.emit(at(90), at(119))
    driver.settle()
    matching = driver.session.screens.events.matching
    assert (matching.first_day, matching.last_day) == (at(90), at(119))
    charts.controls.choose_kind(ChartKind.COMPARE)
    driver.settle()
    assert [series.side for series in charts.chart.comparison.series] == ["Russia", "Russia"]
    wanted = Counter()
    for kind, best in stored(
        "SELECT type, count_best FROM event WHERE actor = 'Russia' AND status != 'denied' AND type != 'interception'"
        " AND date_end BETWEEN ? AND ?",
        str(at(90)),
        str(at(119)),
    ):
        wanted[kind] += best
    assert [(series.name, series.total) for series in charts.chart.comparison.series] == wanted.most_common(2)
    for suffix, first in ((".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")):
        save_picture(charts.plot, tmp_path / f"chart{suffix}")
        assert (tmp_path / f"chart{suffix}").read_bytes().startswith(first)


def test_the_command_line_draws_any_kind_and_writes_its_figures(charts, database, tmp_path, capsys):
    for name, more in (("heat.svg", ("--kind", "heat", "--by", "direction")), ("weeks.csv", ("--kind", "weeks", "--from", "2024-03-01"))):
        assert main(["chart", "--database", str(database), "--out", str(tmp_path / name), *more]) == 0
    assert b"Pokrovsk" in (tmp_path / "heat.svg").read_bytes()
    with (tmp_path / "weeks.csv").open(encoding="utf-8", newline="") as file:
        weeks = list(csv.DictReader(file))
    assert min(week["first_day"] for week in weeks) >= "2024-03-01"
    assert {week["side"] for week in weeks} == {"Russia", "Ukraine"}
    assert main(["chart", "--database", str(database), "--out", str(tmp_path / "chart.gif")]) == 1
    assert "PNG, SVG or PDF" in capsys.readouterr().err
