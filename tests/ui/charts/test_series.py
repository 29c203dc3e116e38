from datetime import date

import pytest

from analyst_app.domain.ontology import EventType
from analyst_app.domain.rows import CountBy, Counts, DayCount
from analyst_app.services.workbench import load_ontology
from analyst_app.ui.charts.series import MOST_GROUPS, NOT_SAID, REST, chart_data, group_label, sides
from analyst_app.ui.charts.wording import caveats, total_words

FIRST, SECOND, THIRD, FOURTH = (date(2023, 11, day) for day in (8, 9, 10, 11))


def counted(day, group, best, *, actor="Russia", low=None, high="same", events=1):
    return DayCount(day, group, actor, best if low is None else low, best, best if high == "same" else high, events)


def counts(*rows, by=CountBy.TYPE, reported=(), zeros=(), duplicates=0, not_counted=0):
    return Counts(by, rows, frozenset(reported), frozenset(zeros), duplicates, not_counted)


def test_two_sides_are_two_panels_and_never_one_sum():
    answer = counts(counted(SECOND, "attack", 559), counted(SECOND, "airstrike", 16), counted(SECOND, "shelling", 4, actor="Ukraine"))
    data = chart_data(answer, side=None)
    assert [(panel.side, panel.total) for panel in data.panels] == [("Russia", 575), ("Ukraine", 4)]
    words = total_words(data)
    assert "Russia: 575 attacks" in words
    assert "Ukraine: 4 attacks" in words
    assert "579" not in words


def test_one_side_can_be_chosen_and_events_without_a_side_are_a_side_of_their_own():
    answer = counts(counted(SECOND, "attack", 5), counted(SECOND, "attack", 9, actor=None))
    assert sides(answer) == ("Russia", NOT_SAID)
    assert [panel.title for panel in chart_data(answer, side=NOT_SAID).panels] == [NOT_SAID]
    assert chart_data(answer, side=NOT_SAID).panels[0].total == 9


def test_a_bar_stacks_its_groups_in_the_order_of_the_legend_and_knows_its_events():
    answer = counts(counted(SECOND, "attack", 559), counted(SECOND, "airstrike", 16, events=2))
    data = chart_data(answer, side="Russia")
    (bar,) = data.panels[0].bars
    assert [piece.group for piece in bar.pieces] == ["airstrike", "attack"]
    assert data.groups == ("airstrike", "attack")
    assert bar.best == 575
    assert bar.events == 3


def test_bounds_add_up_and_an_open_bound_stays_open():
    closed = counts(counted(SECOND, "attack", 5, low=4, high=6), counted(SECOND, "clash", 2))
    (bar,) = chart_data(closed, side="Russia").panels[0].bars
    assert (bar.low, bar.best, bar.high) == (6, 7, 8)
    open_ended = counts(counted(SECOND, "attack", 5, high=None), counted(SECOND, "clash", 2))
    data = chart_data(open_ended, side="Russia")
    assert data.panels[0].bars[0].high is None
    assert "at least 7 attacks" in total_words(data)


def test_a_day_without_a_report_is_a_gap_and_a_reported_zero_is_not():
    answer = counts(
        counted(FIRST, "attack", 1),
        counted(FOURTH, "attack", 1),
        reported=(FIRST, SECOND, FOURTH),
        zeros=[(SECOND, EventType.GROUND_ASSAULT)],
    )
    data = chart_data(answer, side=None)
    assert data.gaps == {THIRD}
    assert data.zeros == {SECOND}


def test_sides_as_breakdown_stand_beside_each_other():
    answer = counts(counted(SECOND, "Russia", 9), counted(SECOND, "Ukraine", 2, actor="Ukraine"), by=CountBy.ACTOR)
    (panel,) = chart_data(answer, side=None).panels
    assert not panel.stacked
    words = total_words(chart_data(answer, side=None))
    assert "Russia: 9 attacks" in words
    assert "Ukraine: 2 attacks" in words
    assert "11" not in words


def test_many_groups_keep_the_largest_and_gather_the_rest_without_losing_any():
    rows = [counted(SECOND, f"place {n}", 100 - n) for n in range(20)]
    data = chart_data(counts(*rows, by=CountBy.PLACE), side="Russia")
    assert len(data.groups) == MOST_GROUPS
    assert data.groups[-1] == REST
    assert data.panels[0].total == sum(100 - n for n in range(20))
    assert data.panels[0].bars[0].events == 20


def test_nothing_to_count_has_no_panels_but_says_so():
    data = chart_data(counts(), side=None)
    assert data.panels == ()
    assert total_words(data) == "Nothing counts on any day."


@pytest.mark.parametrize(
    ("found", "words"), [(0, "No possible duplicates"), (1, "1 possible duplicate across"), (3, "3 possible duplicates across")]
)
def test_the_number_of_possible_duplicates_stands_beside_every_total(found, words):
    answer = counts(counted(SECOND, "attack", 1), duplicates=found, not_counted=4)
    said = caveats(answer, chart_data(answer, side=None))
    assert words in said
    assert "4 attack events of these add to no day" in said


def test_more_sides_than_fit_are_told():
    answer = counts(*(counted(SECOND, "attack", 9 - n, actor=f"side {n}") for n in range(5)))
    data = chart_data(answer, side=None)
    assert len(data.panels) == 3
    assert "2 more sides" in caveats(answer, data)


def test_groups_have_the_names_of_the_ontology():
    assert group_label("ground_assault", by=CountBy.TYPE, ontology=load_ontology()) == "Ground assault"
    assert group_label("not said", by=CountBy.ACTOR, ontology=load_ontology()) == NOT_SAID
