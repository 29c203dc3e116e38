"""The daily attack count: what one must be able to trust without looking."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyst_app.domain.counting import Countable, contributions, daily_counts
from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType, Status

D8, D9, D10 = date(2023, 11, 8), date(2023, 11, 9), date(2023, 11, 10)


def event(key, kind="attack", count=None, *, days=(D8, D9), status="occurred", part_of=None, **more):
    number = Estimate.exactly(count) if isinstance(count, int) else count
    return Countable(key, EventType(kind), Status(status), DateSpan(*days), number, part_of, **more)


def test_a_window_of_24_hours_counts_on_its_last_day():
    assert daily_counts([event(1, "airstrike", 16)]) == {(D9, EventType.AIRSTRIKE): 16}


def test_parts_of_a_total_add_nothing():
    total = event(1, count=559)
    parts = [event(2, part_of=1), event(3, "shelling", 40, part_of=1), event(4, "shelling", 3, part_of=3)]
    assert daily_counts([total, *parts]) == {(D9, EventType.ATTACK): 559}


def test_a_part_counts_by_itself_where_its_whole_is_rejected():
    assert daily_counts([event(2, "shelling", 40, part_of=1)]) == {(D9, EventType.SHELLING): 40}


def test_a_part_on_another_day_than_its_whole_counts():
    whole = event(1, count=10, days=(D8, D8))
    assert daily_counts([whole, event(2, count=3, days=(D9, D9), part_of=1)]) == {(D8, EventType.ATTACK): 10, (D9, EventType.ATTACK): 3}


def test_a_whole_without_a_number_adds_its_parts_and_at_least_one():
    whole = event(1)
    assert daily_counts([whole]) == {(D9, EventType.ATTACK): 1}
    assert daily_counts([whole, event(2, "shelling", 4, part_of=1), event(3, "airstrike", 2, part_of=1)]) == {(D9, EventType.ATTACK): 6}


@pytest.mark.parametrize("status", ["planned", "denied"])
def test_what_did_not_happen_does_not_count(status):
    assert daily_counts([event(1, count=5, status=status)]) == {}


@pytest.mark.parametrize("status", ["occurred", "attempted", "repelled"])
def test_attempts_and_repelled_acts_count(status):
    assert daily_counts([event(1, "ground_assault", 3, status=status)]) == {(D9, EventType.GROUND_ASSAULT): 3}


def test_cumulative_figures_and_other_families_count_on_no_day():
    assert daily_counts([event(1, count=900, days=(D8, D10)), event(2, "interception", 27)]) == {}


def test_one_act_told_by_two_reports_counts_once_by_the_preferred_one():
    first, second = event(1, "airstrike", 16, act=7), event(2, "airstrike", 18, act=7, preferred=True)
    assert daily_counts([first, second]) == {(D9, EventType.AIRSTRIKE): 18}


def test_an_act_inside_another_reports_total_is_not_added_again():
    total, part = event(1, count=100), event(2, "airstrike", 16, part_of=1, act=7)
    elsewhere = event(3, "airstrike", 16, act=7, preferred=True)
    assert daily_counts([total, part, elsewhere]) == {(D9, EventType.ATTACK): 100}


@pytest.mark.parametrize(
    ("count", "bounds"),
    [
        (Estimate.exactly(16), (16, 16, 16)),
        (Estimate.at_least(70), (70, 70, None)),
        (Estimate.up_to(20), (1, 20, 20)),
        (Estimate.between(10, 12), (10, 11, 12)),
        (Estimate.about(40), (40, 40, 40)),
        (None, (1, 1, None)),
    ],
)
def test_bounds_are_kept_apart_from_the_best_figure(count, bounds):
    added = contributions([event(1, count=count)])[1]
    assert (added.low, added.best, added.high) == bounds


@given(st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9), st.none() | st.integers(0, 50)), max_size=10))
def test_any_web_of_parts_gives_a_count_and_no_loop(rows):
    events = [event(n, count=count, part_of=whole) for n, (_, whole, count) in enumerate(rows) if whole is None or whole < n]
    total = sum(daily_counts(events).values())
    assert 0 <= total <= sum(e.count.best if e.count else len(rows) * 51 for e in events)
