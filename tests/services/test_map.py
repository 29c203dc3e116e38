"""What a map is told: where, how exactly, how many; over the real database."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyst_app.analysis.map_clusters import APART, TILE, clusters, mercator
from analyst_app.domain.mapping import Exactness, MapBox, MapQuestion, Measure
from analyst_app.domain.ontology import EventType
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import CountBy, EventFilter
from analyst_app.services import acts, counts, events, history, review
from analyst_app.services.map import MapBoard
from support import on_the_map as told_of

CLOSE = MapQuestion(level=9)
EVERY = EventFilter()


@pytest.fixture
def board(workbench):
    return MapBoard(workbench)


@pytest.fixture
def week(workbench, tmp_path, board):
    told_of.a_week(workbench, tmp_path)
    return board


def by_name(answer):
    return {mark.names[0]: mark for mark in answer.marks}


def test_a_settlement_is_a_point_a_region_and_a_country_are_areas(week):
    marks = by_name(week.ask(matching=EVERY, view=CLOSE))
    assert marks["Lyman"].exactness is Exactness.POINT
    assert (marks["Lyman"].lon, marks["Lyman"].lat) == pytest.approx((37.8111, 48.9853))
    assert (marks["Kharkiv Oblast"].exactness, marks["Kharkiv Oblast"].code) == (Exactness.AREA, "UA-63")
    assert (marks["Ukraine"].exactness, marks["Ukraine"].code) == (Exactness.AREA, "UA")


def test_one_region_in_two_wordings_is_one_area(week):
    region = by_name(week.ask(matching=EVERY, view=CLOSE))["Kharkiv Oblast"]
    assert region.amounts == ((EventType.GROUND_ASSAULT, 3), (EventType.AIRSTRIKE, 2))


def test_what_is_told_of_a_direction_stands_with_its_town_and_is_told_apart(week):
    mark = by_name(week.ask(matching=EVERY, view=CLOSE))["Kupiansk"]
    assert (mark.total, mark.roughly, mark.exactness) == (15, 5, Exactness.POINT)
    assert set(mark.names) == {"Kupiansk", "Kupiansk direction"}
    assaults = EventFilter(types=frozenset({EventType.GROUND_ASSAULT}))
    alone = by_name(week.ask(matching=assaults, view=CLOSE))["Kupiansk direction"]
    assert (alone.total, alone.exactness) == (5, Exactness.AROUND)


def test_events_without_a_known_place_are_counted_and_not_dropped_in_silence(week):
    answer = week.ask(matching=EVERY, view=CLOSE)
    assert (answer.located, answer.elsewhere) == (8, 1)
    answer = week.ask(matching=EVERY, view=replace(CLOSE, measure=Measure.EVENTS))
    assert (answer.located, answer.elsewhere) == (9, 1)
    assert by_name(answer)["Kupiansk"].events == 4


def test_an_unknown_place_gives_way_to_the_region_named_with_it(workbench, tmp_path, board):
    told_of.stored(workbench, tmp_path, told_of.told(EventType.SHELLING, (told_of.NOWHERE, told_of.REGION), 2))
    (mark,) = board.ask(matching=EVERY, view=CLOSE).marks
    assert (mark.names, mark.exactness) == (("Kharkiv Oblast",), Exactness.AREA)


def test_each_place_alone_shows_what_the_chart_by_place_counts(workbench, week):
    """At a level at which nothing is drawn together, map and chart must agree."""
    totals = {}
    for row in counts.daily_counts(workbench, by=CountBy.PLACE).rows:
        totals[row.group] = totals.get(row.group, 0) + row.best
    shown = {mark.names[0]: mark.total for mark in week.ask(matching=EVERY, view=CLOSE).marks}
    assert shown["Lyman"] == totals["Lyman"]
    assert shown["Kherson"] == totals["Kherson"]
    assert shown["Kupiansk"] == totals["Kupiansk"] + totals["Kupiansk direction"]
    assert shown["Kharkiv Oblast"] == totals["Kharkiv Oblast"]


def test_a_part_is_not_added_to_a_total_that_is_drawn_with_it_and_is_shown_by_itself_elsewhere(workbench, tmp_path, board):
    whole = told_of.told(EventType.ATTACK, told_of.DIRECTION, 20, number="whole")
    here = told_of.told(EventType.SHELLING, told_of.KUPIANSK, 8, part_of="whole")
    away = told_of.told(EventType.AIRSTRIKE, told_of.LYMAN, 3, part_of="whole")
    told_of.stored(workbench, tmp_path, whole, here, away)
    near = by_name(board.ask(matching=EVERY, view=CLOSE))
    assert (near["Kupiansk direction"].total, near["Lyman"].total) == (20, 3)
    (far,) = board.ask(matching=EVERY, view=MapQuestion(level=2)).marks
    assert far.total == 20


def test_one_act_told_by_two_reports_counts_once(workbench, week):
    alike = events.list_events(workbench, matching=EventFilter(types=frozenset({EventType.AIRSTRIKE}), places=frozenset({"Kupiansk"})))
    other = events.list_events(workbench, matching=EventFilter(types=frozenset({EventType.SHELLING}), places=frozenset({"Kupiansk"})))
    ids = [alike[0].stored.id, other[0].stored.id]
    acts.link_same_act(workbench, event_ids=ids, preferred=ids[0])
    assert by_name(week.ask(matching=EVERY, view=CLOSE))["Kupiansk direction"].total == 4 + 5


def test_days_filters_and_boxes_restrict(week):
    tuesday = told_of.FIRST + timedelta(days=1)
    one_day = week.ask(matching=EVERY, view=replace(CLOSE, first_day=tuesday, last_day=tuesday))
    assert {name: mark.total for name, mark in by_name(one_day).items()} == {"Kupiansk": 11, "Kharkiv Oblast": 2}
    south = week.ask(matching=EVERY, view=replace(CLOSE, box=MapBox(30, 45, 34, 48)))
    assert {mark.names[0] for mark in south.marks if mark.exactness is Exactness.POINT} == {"Kherson"}
    assert {mark.names[0] for mark in south.marks if mark.exactness is Exactness.AREA} == {"Ukraine", "Kharkiv Oblast"}
    sources = EventFilter(sources=frozenset({"Southern Command"}))
    assert set(by_name(week.ask(matching=sources, view=CLOSE))) == {"Kherson", "Ukraine"}


def test_sizes_can_be_compared_while_time_runs(week):
    monday = told_of.FIRST
    whole = week.ask(matching=EVERY, view=CLOSE)
    daily = [
        week.ask(matching=EVERY, view=replace(CLOSE, first_day=day, last_day=day)) for day in (monday + timedelta(days=n) for n in range(3))
    ]
    assert whole.largest == 15
    assert {answer.largest for answer in daily} == {11}
    assert {answer.largest_area for answer in daily} == {9}
    assert [day.amount for day in whole.days] == [4 + 2 + 3, 6 + 5 + 2, 1 + 9]


def test_a_correction_moves_the_mark_and_undo_brings_it_back(workbench, week):
    before = week.ask(matching=EVERY, view=CLOSE)
    (row,) = events.list_events(workbench, matching=EventFilter(places=frozenset({"Lyman"})))
    review.correct_event(workbench, event_id=row.stored.id, field="places", value=(told_of.KHERSON,))
    moved = by_name(week.ask(matching=EVERY, view=CLOSE))
    assert "Lyman" not in moved
    assert moved["Kherson"].total == 3
    history.undo(workbench)
    assert week.ask(matching=EVERY, view=CLOSE) == before


def test_another_place_of_the_same_name_moves_the_mark_too(workbench, tmp_path, board):
    """Of two villages of one name in one region the columns say the same; the map must not."""
    first = Place("Ivanivka", "Ivanivka", PlaceKind.SETTLEMENT, "UA", "Kharkiv", "Izium", 49.1, 37.1, 1, "one")
    told_of.stored(workbench, tmp_path, told_of.told(EventType.SHELLING, first, 2))
    (before,) = board.ask(matching=EVERY, view=CLOSE).marks
    (row,) = events.list_events(workbench)
    for other, lat in ((replace(first, admin2="Chuhuiv", lat=49.8, place_id="two"), 49.8), (first, 49.1)):
        review.correct_event(workbench, event_id=row.stored.id, field="places", value=(other,))
        (after,) = board.ask(matching=EVERY, view=CLOSE).marks
        assert after.lat == pytest.approx(lat)
    history.undo(workbench)
    (undone,) = board.ask(matching=EVERY, view=CLOSE).marks
    assert undone.lat == pytest.approx(49.8)
    assert before.lat == pytest.approx(49.1)


def test_rejected_events_leave_and_states_are_those_of_the_filter(workbench, week):
    (row,) = events.list_events(workbench, matching=EventFilter(places=frozenset({"Lyman"})))
    review.reject_events(workbench, event_ids=[row.stored.id])
    confirmed = EventFilter(states=frozenset({ReviewState.CONFIRMED}))
    assert "Lyman" not in by_name(week.ask(matching=confirmed, view=CLOSE))


def test_behind_a_mark_are_the_events_it_counts_and_their_reports(workbench, week):
    answer = week.ask(matching=EVERY, view=CLOSE)
    mark = by_name(answer)["Kupiansk"]
    ids = week.behind(matching=EVERY, view=answer.view, places=mark.places)
    rows = events.list_events(workbench, matching=EventFilter(event_ids=ids))
    assert len(rows) == mark.events == 3
    assert sum(row.counted_attacks for row in rows) == mark.total
    sources = week.told_by(matching=EVERY, view=answer.view, places=mark.places)
    assert (sources.reports, set(sources.titles)) == (2, {"Monday", "Tuesday"})


def test_an_empty_database_and_a_filter_that_nothing_passes_give_an_empty_map(board, workbench, tmp_path):
    empty = board.ask(matching=EVERY, view=MapQuestion())
    assert (empty.marks, empty.days, empty.located, empty.elsewhere, empty.extent) == ((), (), 0, 0, None)
    told_of.a_week(workbench, tmp_path)
    nothing = board.ask(matching=EventFilter(actors=frozenset({"Nobody"})), view=MapQuestion())
    assert (nothing.marks, nothing.days, nothing.extent) == ((), (), None)


positions = st.lists(st.tuples(st.floats(-179, 179), st.floats(-80, 80), st.integers(0, 50)), min_size=1, max_size=60)


@given(positions, st.integers(0, 14))
def test_what_is_drawn_together_is_close_and_no_weight_is_lost(where, level):
    lon, lat, weight = (np.array(values, dtype=float) for values in zip(*where, strict=True))
    x, y = mercator(lon, lat)
    labels = clusters(x, y, weight, level=level)
    assert sorted(set(labels.tolist())) == list(range(labels.max() + 1))
    assert np.bincount(labels, weight).sum() == pytest.approx(weight.sum())
    pixels = TILE * 2.0**level
    for label in range(labels.max() + 1):
        mine = labels == label
        assert np.ptp(x[mine]) * pixels <= 3 * APART
        assert np.ptp(y[mine]) * pixels <= 3 * APART
