"""What is read off daily counts, against plain Python over the same rows."""

from collections import Counter
from datetime import date, timedelta
from statistics import mean, median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyst_app.analysis.compare import Against, compare_groups, compare_periods, earlier_period
from analyst_app.analysis.interception import NONE, Figure, rates_of
from analyst_app.analysis.series import EVERY_SIDE, REST, SIDE_NOT_SAID, grid_of, moving_mean, shares
from analyst_app.analysis.unusual import unusual_days, usual_counts
from analyst_app.analysis.weeks import Change, NoPercentage, percentage, weeks_of
from analyst_app.domain.ontology import EventType
from analyst_app.domain.rows import CountBy, Counts, DayCount

FIRST = date(2024, 1, 1)


def day(n):
    return FIRST + timedelta(days=n)


def counted(n, group, best, *, actor="Russia", low=None, high="same", events=1, doubtful=0):
    return DayCount(day(n), group, actor, best if low is None else low, best, best if high == "same" else high, events, doubtful)


def counts(*rows, by=CountBy.TYPE, reported=(), zeros=(), duplicates=0, not_counted=0):
    return Counts(by, rows, frozenset(map(day, reported)), frozenset(zeros), duplicates, not_counted)


ROWS = st.lists(
    st.builds(
        lambda n, group, actor, low, more, most: DayCount(
            day(n), group, actor, low, low + more, None if most is None else low + more + most
        ),
        st.integers(0, 40),
        st.sampled_from(["airstrike", "shelling", "clash"]),
        st.sampled_from(["Russia", "Ukraine", None]),
        st.integers(0, 9),
        st.integers(0, 9),
        st.none() | st.integers(0, 9),
    ),
    max_size=60,
    unique_by=lambda row: (row.day, row.group, row.actor),
)  # fmt: skip


@given(rows=ROWS, reported=st.frozensets(st.integers(0, 45)))
def test_sheets_hold_each_figure_where_its_day_side_and_group_are(rows, reported):
    grid = grid_of(counts(*rows, reported=reported))
    if grid is None:
        assert not rows
        assert not reported
        return
    found = {}
    for sheet in grid.sheets:
        for at, when in enumerate(grid.days):
            for g, group in enumerate(grid.groups):
                if sheet.events[at, g]:
                    high = None if sheet.is_open[at, g] else int(sheet.high[at, g])
                    found[when, group, sheet.side] = (int(sheet.low[at, g]), int(sheet.best[at, g]), high)
    assert found == {(r.day, r.group, r.actor or SIDE_NOT_SAID): (r.low, r.best, r.high) for r in rows}
    gaps = {when for when, covered in zip(grid.days, grid.covered, strict=True) if not covered}
    assert gaps == set(grid.days) - {r.day for r in rows} - set(map(day, reported))


@given(rows=ROWS)
def test_running_totals_and_shares_add_up_to_the_total_of_the_side(rows):
    grid = grid_of(counts(*rows))
    for sheet in grid.sheets if grid else ():
        mine = [r for r in rows if (r.actor or SIDE_NOT_SAID) == sheet.side]
        assert sheet.total == sum(r.best for r in mine)
        assert int(sheet.running(grid.covered).best[-1].sum()) == sheet.total
        for at, when in enumerate(grid.days):
            total = sum(r.best for r in mine if r.day <= when)
            assert int(sheet.running(grid.covered).daily[at]) == (total if grid.covered[at] else 0)
        if sheet.total:
            assert shares(sheet).sum() == pytest.approx(1)
            of = Counter()
            for r in mine:
                of[r.group] += r.best
            assert shares(sheet).tolist() == pytest.approx([of[group] / sheet.total for group in grid.groups])


def test_two_sides_are_two_sheets_and_never_one_sum():
    grid = grid_of(counts(counted(1, "attack", 559), counted(1, "shelling", 4, actor="Ukraine"), counted(1, "attack", 7, actor=None)))
    assert [(sheet.side, sheet.total) for sheet in grid.sheets] == [("Russia", 559), ("Ukraine", 4), (SIDE_NOT_SAID, 7)]


def test_many_groups_keep_the_largest_and_gather_the_rest_without_losing_any():
    grid = grid_of(counts(*(counted(1, f"place {n}", 100 - n) for n in range(20)), by=CountBy.PLACE))
    assert len(grid.groups) == 8
    assert grid.groups[-1] == REST
    assert grid.sheets[0].total == sum(100 - n for n in range(20))
    assert len(grid_of(counts(*(counted(1, f"place {n}", 9) for n in range(20)), by=CountBy.PLACE), most_groups=None).groups) == 20


@given(values=st.lists(st.none() | st.integers(0, 50), min_size=1, max_size=30))
def test_a_mean_takes_days_with_a_report_alone_and_needs_four_of_them(values):
    covered = np.array([value is not None for value in values])
    found = moving_mean(np.array([value or 0 for value in values]), covered)
    for n in range(len(values)):
        told = [value for value in values[max(0, n - 6) : n + 1] if value is not None]
        if values[n] is None or len(told) < 4:
            assert np.isnan(found[n])
        else:
            assert found[n] == pytest.approx(mean(told))


def plain_rule(values):
    """The rule of `docs/unusual-days.md`, day by day in plain Python; None is a day without a report."""
    levels, marked = [], []
    for n, value in enumerate(values):
        before = [v for v in values[max(0, n - 28) : n] if v is not None]
        level = median(before) if len(before) >= 14 else None
        levels.append(level)
        if level is None or value is None:
            continue
        habits = [
            values[n - 7 * k] - levels[n - 7 * k] for k in range(1, 9) if n >= 7 * k and None not in (values[n - 7 * k], levels[n - 7 * k])
        ]
        usual = max(0, level + (median(habits) if len(habits) >= 4 else 0))
        variation = max(1.4826 * median(abs(v - level) for v in before), level**0.5, 1)
        if abs(value - usual) > 3.5 * variation:
            marked.append((n, usual, variation))
    return marked


@given(values=st.lists(st.none() | st.integers(0, 12) | st.integers(30, 90), min_size=20, max_size=130))
def test_unusual_days_are_those_of_the_stated_rule(values):
    rows = [counted(n, "attack", value) for n, value in enumerate(values) if value]
    reported = [n for n, value in enumerate(values) if value is not None]
    grid = grid_of(counts(*rows, reported=reported))
    if grid is None or not grid.sheets:
        return
    shift = (grid.first - FIRST).days
    found = [((u.day - FIRST).days, u.usual, u.variation) for u in unusual_days(grid, grid.sheets[0])]
    wanted = plain_rule(values[shift : shift + len(grid.covered)])
    assert [n for n, _, _ in found] == [n + shift for n, _, _ in wanted]
    for (_, usual, variation), (_, plain_usual, plain_variation) in zip(found, wanted, strict=True):
        assert usual == pytest.approx(plain_usual)
        assert variation == pytest.approx(plain_variation)


def test_a_habit_of_the_week_is_not_unusual_and_a_break_of_it_is():
    weekly = [60 if n % 7 == 4 else 5 for n in range(120)]
    weekly[116] = 5
    found = usual_counts(np.array(weekly), np.ones(120, dtype=bool))
    grid = grid_of(counts(*(counted(n, "attack", value) for n, value in enumerate(weekly))))
    marked = {(u.day - FIRST).days: u for u in unusual_days(grid, grid.sheets[0])}
    assert found.usual[109] == 60
    assert 109 not in marked
    assert not marked[116].above


def test_an_unusual_day_names_what_made_it_so():
    rows = [counted(n, "shelling", 20) for n in range(40)] + [counted(n, "airstrike", 45 if n == 35 else 5) for n in range(40)]
    grid = grid_of(counts(*rows))
    (found,) = unusual_days(grid, grid.sheets[0])
    assert (found.day, found.count, found.usual, found.group, found.group_count, found.group_level) == (day(35), 65, 25, "airstrike", 45, 5)


def test_what_comes_later_moves_no_mark():
    rows = [counted(n, "attack", 50 if n == 30 else 5) for n in range(60)]
    early, late = (list(unusual_days(g, g.sheets[0])) for g in (grid_of(counts(*rows[:31])), grid_of(counts(*rows))))
    assert early == [u for u in late if u.day <= day(30)] != []


def test_difference_and_ratio_need_both_series():
    rows = [counted(n, "airstrike", 8) for n in range(10)] + [counted(n, "shelling", 2) for n in range(10) if n != 3]
    grid = grid_of(counts(*rows, reported=[11]))
    compared = compare_groups(grid, grid.sheets[0], ("airstrike", "shelling"))
    differences, ratios = compared.differences(compared.series[1]), compared.ratios(compared.series[1])
    assert differences[:4].tolist() == [6, 6, 6, 8]
    assert np.isnan(differences[10])
    assert differences[11] == 0
    assert np.isnan(ratios[2])
    assert ratios[6] == pytest.approx(8 / (12 / 7))
    assert compared.common(compared.series[1]) == (80, 18, 11)


def test_a_period_is_held_against_an_earlier_one_day_by_day():
    rows = [counted(n, "airstrike", n) for n in range(20)]
    now, then = grid_of(counts(*rows[10:])), grid_of(counts(*rows[4:10]))
    compared = compare_periods((now, now.sheets[0]), (then, then.sheets[0]), first=day(10), earlier=day(0), length=10)
    assert compared.aligned
    first, second = compared.series
    assert first.best.tolist() == list(range(10, 20))
    assert second.best.tolist() == [0, 0, 0, 0, 4, 5, 6, 7, 8, 9]
    assert second.covered.tolist() == [False] * 4 + [True] * 6
    assert second.name == "2024-01-01 to 2024-01-10"
    assert np.isnan(compared.differences(second)[:4]).all()
    assert compared.differences(second)[4:].tolist() == [10] * 6


def test_nothing_told_of_the_earlier_period_is_a_gap():
    now = grid_of(counts(counted(1, "airstrike", 3)))
    compared = compare_periods((now, now.sheets[0]), None, first=day(0), earlier=day(-9), length=4)
    assert not compared.series[1].covered.any()
    assert compared.series[0].best.tolist() == [0, 3, 0, 0]


@pytest.mark.parametrize(
    ("first", "last", "against", "wanted"),
    [
        (date(2024, 3, 11), date(2024, 3, 17), Against.BEFORE, (date(2024, 3, 4), date(2024, 3, 10))),
        (date(2024, 3, 11), date(2024, 3, 17), Against.YEAR, (date(2023, 3, 11), date(2023, 3, 17))),
        (date(2024, 2, 29), date(2024, 3, 1), Against.YEAR, (date(2023, 2, 28), date(2023, 3, 1))),
    ],
)
def test_earlier_periods_are_as_long(first, last, against, wanted):
    assert earlier_period(first, last, against) == wanted


@pytest.mark.parametrize(
    ("latest", "baseline", "value", "why"),
    [
        (30, 20, 50.0, None),
        (5, 2, None, NoPercentage.LOW_BASELINE),
        (6, 2, 200.0, None),
        (4, 3, 100 / 3, None),
        (9, 0, None, NoPercentage.LOW_BASELINE),
        (9, None, None, NoPercentage.NO_WEEK_BEFORE),
    ],
)
def test_no_percentage_of_next_to_nothing(latest, baseline, value, why):
    found = percentage(latest, baseline)
    assert found.why_not is why
    assert (found.value is None) if value is None else found.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("latest", "change"),
    [
        (126, Change.LARGE_INCREASE), (125, Change.INCREASE), (110, Change.INCREASE), (109, Change.LIMITED), (75, Change.LIMITED),
        (74, Change.LARGE_DECREASE),
    ],
)  # fmt: skip
def test_changes_have_acleds_classes(latest, change):
    assert percentage(latest, 100).change is change


def test_weeks_are_whole_and_end_on_the_last_day():
    rows = [counted(n, "attack", n) for n in range(38) if n != 25]
    grid = grid_of(counts(*rows, reported=[26]))
    weeks = list(weeks_of(grid, grid.sheets[0]))
    assert [week.first for week in weeks] == [day(3 + 7 * n) for n in range(5)]
    assert [week.best for week in weeks] == [sum(r.best for r in rows if w.first <= r.day <= w.last) for w in weeks]
    assert weeks[0].of_before.why_not is NoPercentage.NO_WEEK_BEFORE
    assert weeks[1].of_before.value == pytest.approx(100 * 49 / weeks[0].best)
    assert weeks[3].covered == 6
    assert {weeks[3].of_before.why_not, weeks[4].of_before.why_not, weeks[4].of_four.why_not} == {NoPercentage.GAPS}
    assert weeks[4].mean_of_four == pytest.approx(mean(w.best for w in weeks[:4]))


def test_what_was_shot_down_answers_the_only_other_side_that_launched():
    monday, tuesday, friday = day(0), day(1), day(2)
    launched = {
        (monday, "Russia"): Figure(30, 30, None, 1),
        (monday, "Ukraine"): Figure(5, 5, 5, 1),
        (tuesday, "Russia"): Figure(10, 10, 10, 1),
    }
    down = {
        (monday, "Ukraine"): Figure(20, 24, 24, 1),
        (monday, SIDE_NOT_SAID): Figure(2, 2, 2, 1),
        (tuesday, SIDE_NOT_SAID): Figure(11, 11, 11, 1),
        (friday, "Ukraine"): Figure(1, 1, 1, 1),
    }  # fmt: skip
    rates = rates_of(launched, down)
    rate_of = {(d.day, d.side): d.rate for d in rates.days}
    assert rate_of == {(monday, "Russia"): 0.8, (monday, "Ukraine"): 0.0, (tuesday, "Russia"): None}
    assert rates.unassigned == {monday: Figure(2, 2, 2, 1), friday: Figure(1, 1, 1, 1)}
    assert rates.total("Russia") == (Figure(40, 40, None, 2), Figure(31, 35, 35, 2))
    assert rates.total("nobody") == (NONE, NONE)


def test_a_reported_zero_is_covered_and_kept():
    grid = grid_of(counts(counted(0, "attack", 1), counted(3, "attack", 1), reported=[0, 1, 3], zeros=[(day(1), EventType.GROUND_ASSAULT)]))
    assert grid.covered.tolist() == [True, True, False, True]
    assert grid.since(day(1)).zeros == {(day(1), EVERY_SIDE, EventType.GROUND_ASSAULT)}
    assert grid.zeros_of(day(1), "Russia") == (EventType.GROUND_ASSAULT,)
    assert grid.since(day(2)).zeros == frozenset()
    assert grid.since(day(2)).covered.tolist() == [False, True]
