"""The charts screen over a real database: what is shown is what was asked for, and every figure leads to its events."""

import csv
import io
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from analyst_app.domain.counting import Unit
from analyst_app.domain.ontology import EventType
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import CountBy, EventFilter
from analyst_app.services import counts, events, review
from analyst_app.services.charts import OVERLAPPING, ChartKind, Pick
from analyst_app.ui.charts.view import ChartsView
from support import chronicle
from support.invented import DAY as NINTH


def at(n):
    return chronicle.FIRST + timedelta(days=n)


def shown_in(table, column):
    model = table.model()
    titles = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    return [model.index(row, titles.index(column)).data() for row in range(model.rowCount())]


def totals(view):
    return {sheet.side: sheet.total for sheet in view.chart.grid.sheets}


@pytest.fixture
def two(qtbot, two_reports, workbench, context, settled):
    """The screen over two reports of one day, the first of them confirmed."""
    review.accept_rest(workbench, report_id=two_reports[0])
    made = ChartsView(context)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    settled()
    return made


def test_the_chart_counts_confirmed_events_alone_until_proposals_are_included(two, workbench, settled):
    assert totals(two) == {"Russia": 16 + 559 + 3}
    assert "Russia: 578 attacks" in two.total.text()
    two.actions_by_id["charts.proposals"].setChecked(True)
    settled()
    assert totals(two) == {"Russia": 16 + 18 + 2 * (559 + 3)}
    told = len(counts.possible_duplicates(workbench, matching=two.matching))
    assert told > 1
    assert f"{told} possible duplicates across reports" in two.caveats.text()
    assert "confirmed and proposed" in two.plot.picture.panels[0].title


def test_a_correction_redraws_the_chart(two, workbench, context, settled):
    (airstrike,) = events.list_events(
        workbench, matching=EventFilter(types=frozenset({EventType.AIRSTRIKE}), states=frozenset({ReviewState.CONFIRMED}))
    )
    context.tasks.submit(lambda: review.reject_events(workbench, event_ids=[airstrike.stored.id]))
    settled()
    assert totals(two) == {"Russia": 559 + 3}


def test_from_a_bar_to_its_events_to_the_sentence(qtbot, two, settled):
    two.choose(Pick(NINTH, NINTH, "Russia", "airstrike"))
    settled()
    assert shown_in(two.listing.table, "Count") == ["16"]
    assert two.listing.words.text().startswith("2023-11-09 · Russia · Airstrike: 16 attacks in 1 event.")
    assert "1 report: Northern Command" in two.listing.words.text()
    two.keys.open_current()
    assert two.listing.table.hasFocus()
    with qtbot.waitSignal(two.event_opened):
        two.keys.open_current()
    with qtbot.waitSignal(two.events_asked) as asked:
        two.keys.show_in_events()
    assert len(asked.args[0].event_ids) == 1


def test_every_breakdown_adds_up_to_the_same_day_and_places_are_not_added_up(two, settled):
    for _ in range(two.controls.breakdown.count()):
        if two.controls.breakdown.currentData() in OVERLAPPING:
            # The shelling of Dvorichna is part of the 559 that are told without a place.
            assert "not added up" in two.total.text()
        else:
            assert sum(totals(two).values()) == 578
            assert "578" in two.total.text()
        two.keys.next_breakdown()
        settled()


def test_without_a_confirmed_event_the_screen_says_what_to_do(qtbot, two_reports, context, settled):
    empty = ChartsView(context)
    qtbot.addWidget(empty)
    empty.show()
    settled()
    assert empty._pages.currentIndex() == 1


@pytest.mark.parametrize("kind", list(ChartKind))
def test_every_kind_can_be_chosen_and_says_its_totals(screen, settled, kind):
    screen.controls.choose_kind(kind)
    settled()
    assert screen.chart.question.kind is kind
    assert screen.plot.picture.panels
    assert screen.total.text()
    assert "possible duplicate" in screen.caveats.text()


def test_units_sides_and_kinds_go_round_by_key(screen, settled):
    seen = set()
    for _ in range(len(Unit)):
        seen.add(screen.chart.question.unit)
        screen.keys.next_unit()
        settled()
    assert seen == set(Unit)
    screen.keys.next_side()
    settled()
    assert list(totals(screen)) == ["Russia"]
    kinds = set()
    for _ in range(len(ChartKind)):
        kinds.add(screen.chart.question.kind)
        screen.keys.next_kind()
        settled()
    assert kinds == set(ChartKind)


def test_an_unusual_day_is_found_by_key_and_explained_in_words(screen, settled):
    marked = sorted((u.day, u.side) for u in screen.chart.unusual)
    said = []
    for _ in marked:
        screen.keys.next_unusual()
        settled()
        said.append(screen.listing.words.text())
    found = next(words for words in said if words.startswith(f"{at(chronicle.PEAK)} · Russia"))
    peak = next(u for u in screen.chart.unusual if u.day == at(chronicle.PEAK) and u.side == "Russia")
    assert f"Unusual: {peak.count:,} attacks, more than the {peak.usual:,.0f} to be expected" in found
    assert f"{peak.times:.1f} times the usual variation of {peak.variation:,.0f}" in found
    assert "Most of it: Ground assault" in found
    assert len(set(said)) == len(marked)


def test_brushing_presets_and_keys_set_the_days_of_the_filter(screen, settled):
    screen.plot.brushed.emit(at(30), at(40))
    settled()
    assert (screen.matching.first_day, screen.matching.last_day) == (at(30), at(40))
    assert (screen.chart.grid.first, screen.chart.grid.last) == (at(30), at(40))
    for button, days in zip(screen.controls.presets, (7, 30, 90), strict=True):
        button.click()
        settled()
        last = at(chronicle.DAYS - 1)
        assert (screen.matching.first_day, screen.matching.last_day) == (last - timedelta(days=days - 1), last)
    screen.keys.zoom_in()
    first, last = screen.plot.days_in_view
    screen.keys.take_days_in_view()
    settled()
    assert (screen.matching.first_day, screen.matching.last_day) == (first, last)
    screen.keys.every_day()
    settled()
    assert screen.matching.first_day is None
    assert len(screen.chart.grid.covered) == chronicle.DAYS


def test_series_to_compare_are_ticked_and_stand_over_or_beside_each_other(screen, settled):
    screen.controls.choose_kind(ChartKind.COMPARE)
    settled()
    screen.controls.series.tick(frozenset({"airstrike", "shelling", "drone_strike"}))
    settled()
    assert [series.name for series in screen.chart.comparison.series] == ["shelling", "drone_strike", "airstrike"]
    assert len(screen.plot.picture.panels) == 3
    screen.keys.turn_beside()
    settled()
    assert len(screen.plot.picture.panels) == 5
    for series in screen.chart.comparison.series:
        assert f": {series.total:,} attacks." in screen.total.text()


def test_a_heat_map_opens_on_directions(screen, settled):
    screen.controls.choose_kind(ChartKind.HEAT)
    settled()
    assert screen.chart.question.by is CountBy.DIRECTION
    assert set(screen.plot.picture.panels[0].names) == {*chronicle.DIRECTIONS, "Not said"}
    screen.controls.choose_kind(ChartKind.DAYS)
    settled()
    assert screen.chart.question.by is CountBy.TYPE


def test_without_a_whole_week_that_is_said(two, settled):
    two.controls.choose_kind(ChartKind.WEEKS)
    settled()
    assert two.plot.picture.panels == []
    assert two.plot._legend.words == ("No whole week yet: 1 of the 7 days that a week takes.",)


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_the_reports_are_told_where_the_pointer_stands(screen, settled, monkeypatch):
    told = []
    monkeypatch.setattr(screen.plot, "tell_reports", lambda pick, words: told.append((pick, words)))
    pick = Pick(at(10), at(10), "Russia")
    screen.plot.hovered.emit(pick)
    screen.plot.hovered.emit(Pick(at(11), at(11), "Russia"))
    screen.plot.hovered.emit(Pick(at(12), at(12), "Ukraine"))
    settled()
    settled()
    # What was passed over meanwhile is not asked for.
    assert told == [(pick, "1 report: General Staff"), (Pick(at(12), at(12), "Ukraine"), "1 report: General Staff")]


def test_the_figures_go_to_the_clipboard_and_into_a_file(screen, settled, tmp_path, monkeypatch):
    screen.keys.copy_data()
    copied = list(csv.DictReader(io.StringIO(QGuiApplication.clipboard().text()), delimiter="\t"))
    path = tmp_path / "chart.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    screen.keys.save_data()
    with path.open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == copied
    for side, total in totals(screen).items():
        assert sum(int(line["best"]) for line in copied if line["side"] == side and line["type"] == "total" and line["best"]) == total
        assert f"{side}: " in screen.total.text()
        assert f"{total:,} attacks" in screen.total.text()
    screen.keys.copy_picture()
    assert QGuiApplication.clipboard().image().width() == 2 * screen.plot.viewport().width()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "chart"), "SVG (*.svg)"))
    screen.keys.save_picture()
    assert (tmp_path / "chart.svg").read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize("kind", list(ChartKind))
def test_nothing_is_cut_at_large_text(screen, theme, settled, kind):
    theme.choose(text_size=200)
    screen.controls.choose_kind(kind)
    settled()
    for shown in screen.plot._shown:
        title = shown.plot.titleLabel
        assert title.boundingRect().width() <= screen.plot.width()
        box = shown.plot.getViewBox().sceneBoundingRect()
        assert box.height() >= 20
        assert box.width() >= 300
    assert screen.controls.height() >= screen.controls.heightForWidth(screen.controls.width())
