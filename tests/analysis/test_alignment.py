"""Two reports of the same fighting: which events are told by both, and where they contradict one another."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyst_app.analysis.alignment import align
from analyst_app.domain.comparing import Relation, Saying, Verdict
from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Event
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.review import Origin, ReviewState
from analyst_app.domain.rows import StoredEvent
from analyst_app.domain.spans import Span

DAY = date(2023, 11, 9)
KUPIANSK = Place("Kupiansk", "Kupiansk", PlaceKind.SETTLEMENT, "UA", "Kharkiv", "Kupiansk", 49.7, 37.6, 1, "ua-1")
IZIUM = Place("Izium", "Izium", PlaceKind.SETTLEMENT, "UA", "Kharkiv", "Izium", 49.2, 37.3, 1, "ua-2")
OBLAST = Place("Kharkiv region", "Kharkiv Oblast", PlaceKind.REGION, "UA", "Kharkiv")
RUSSIA = {"actor": "Russia"}


def rows(pairs):
    return [(pair.verdict, pair.left and pair.left.event.id, pair.right and pair.right.event.id) for pair in pairs]


def same_day(left, right):
    return align(left, right, relation=Relation.SAME_DAY)


def test_the_same_act_stands_in_one_row_and_what_one_alone_tells_in_a_row_of_its_own(told):
    left = told(("e1", "16", RUSSIA), ("e2", "3", {"type": EventType.GROUND_ASSAULT}))
    right = told(("x1", "16", RUSSIA), ("x2", None, {"type": EventType.SHELLING}))
    assert rows(same_day(left, right)) == [(Verdict.AGREE, "e1", "x1"), (Verdict.RIGHT, None, "x2"), (Verdict.LEFT, "e2", None)]


def test_figures_that_cannot_both_be_right_contradict_and_the_field_is_named(told):
    (pair,) = same_day(told(("e1", "559", RUSSIA)), told(("x1", "578", RUSSIA)))
    assert (pair.verdict, pair.contrary) == (Verdict.CONTRADICT, ("count",))


@pytest.mark.parametrize(("left", "right"), [("16+", "20"), ("10-12", "11"), ("<=20", "16"), ("16", "16")])
def test_figures_whose_bounds_overlap_do_not_contradict(told, left, right):
    (pair,) = same_day(told(("e1", left, {})), told(("x1", right, {})))
    assert pair.verdict is Verdict.AGREE


def test_what_only_one_of_them_says_is_no_contradiction(told):
    (pair,) = same_day(told(("e1", "16", RUSSIA)), told(("x1", None, {"places": (KUPIANSK,)})))
    assert pair.verdict is Verdict.AGREE
    assert dict(pair.fields) == {
        "type": Saying.SAME, "count": Saying.LEFT, "actor": Saying.LEFT, "status": Saying.SAME, "date": Saying.SAME, "places": Saying.RIGHT,
    }  # fmt: skip


def test_other_parties_other_places_and_other_days_are_other_acts(told):
    left = told(("e1", "3", {"actor": "Russia", "places": (KUPIANSK,)}))
    for other in ({"actor": "Ukraine"}, {"places": (IZIUM,)}, {"day": DAY - timedelta(days=3)}):
        pairs = same_day(left, told(("x1", "3", {**RUSSIA, "places": (KUPIANSK,), **other})))
        assert {pair.verdict for pair in pairs} == {Verdict.LEFT, Verdict.RIGHT}


def test_a_town_may_be_what_another_source_calls_by_its_region(told):
    (pair,) = same_day(told(("e1", "3", {"places": (KUPIANSK,)})), told(("x1", "3", {"places": (OBLAST,)})))
    assert pair.verdict is Verdict.AGREE


def test_the_best_fitting_pair_is_taken_first(told):
    left = told(("e1", "3", {}), ("e2", "3", {"places": (KUPIANSK,)}))
    right = told(("x1", "4", {"places": (KUPIANSK,)}), ("x2", "3", {"places": (IZIUM,)}))
    assert [row[1:] for row in rows(same_day(left, right))] == [("e1", "x2"), ("e2", "x1")]


def test_yesterday_and_today_are_held_against_each_other_without_calling_it_a_contradiction(told):
    today = told(("x1", "20", {**RUSSIA, "day": DAY + timedelta(days=1)}), ("x2", "2", {"type": EventType.SHELLING, "day": DAY}))
    yesterday = told(("e1", "16", RUSSIA), ("e2", "5", {"type": EventType.SHELLING}))
    pairs = align(yesterday, today, relation=Relation.OTHER_DAY, shift=1)
    # Of the shelling both tell the same day, so there one of them is wrong.
    assert rows(pairs) == [(Verdict.CHANGED, "e1", "x1"), (Verdict.CONTRADICT, "e2", "x2")]


def test_the_figure_of_a_report_that_replaces_another_is_a_change(told):
    (pair,) = align(told(("e1", "14", {})), told(("x1", "16", {})), relation=Relation.REVISION)
    assert (pair.verdict, pair.contrary) == (Verdict.CHANGED, ("count",))


def test_two_codings_differ_wherever_their_values_do(told):
    left = told(("e1", "16", {**RUSSIA, "places": (KUPIANSK,)}))
    right = told(("x1", "16+", {"type": EventType.DRONE_STRIKE, "places": (OBLAST,), "status": Status.ATTEMPTED}))
    (pair,) = align(left, right, relation=Relation.CODING)
    assert pair.verdict is Verdict.CONTRADICT
    assert pair.contrary == ("type", "count", "actor", "status", "places")


def test_in_two_codings_a_part_agrees_where_its_wholes_are_in_one_row(told):
    left = told(("e1", "559", {"type": EventType.ATTACK}), ("e2", "16", {"part_of": "e1"}))
    right = told(("x1", "559", {"type": EventType.ATTACK}), ("x2", "16", {"part_of": "x1"}))
    assert [pair.verdict for pair in align(left, right, relation=Relation.CODING)] == [Verdict.AGREE, Verdict.AGREE]
    (_, lone) = align(left, told(("x1", "559", {"type": EventType.ATTACK}), ("x2", "16", {})), relation=Relation.CODING)
    assert lone.contrary == ("part_of",)


EVENTS = st.lists(
    st.tuples(
        st.sampled_from([EventType.AIRSTRIKE, EventType.SHELLING]),
        st.integers(0, 3),
        st.none() | st.integers(0, 3),
        st.sampled_from([None, "Russia", "Ukraine"]),
        st.sampled_from([(), (KUPIANSK,), (IZIUM,), (OBLAST,)]),
    ),
    max_size=6,
)


def stored(drawn):
    return [
        StoredEvent(
            n,
            1,
            Event(
                f"e{n}",
                kind,
                DateSpan.day(DAY + timedelta(days=day)),
                Span(n, n + 2),
                None if count is None else Estimate.exactly(count),
                actor=actor,
                places=places,
            ),
            ReviewState.CONFIRMED,
            Origin.MACHINE,
        )
        for n, (kind, day, count, actor, places) in enumerate(drawn)
    ]


@given(left=EVENTS, right=EVENTS, relation=st.sampled_from(Relation), shift=st.integers(0, 1))
def test_every_event_of_either_stands_in_one_row_and_the_left_ones_in_their_order(left, right, relation, shift):
    one, other = stored(left), stored(right)
    pairs = align(one, other, relation=relation, shift=shift)
    assert [pair.left.id for pair in pairs if pair.left] == [event.id for event in one]
    assert sorted(pair.right.id for pair in pairs if pair.right) == [event.id for event in other]


@given(events=EVENTS, relation=st.sampled_from(Relation))
def test_a_report_agrees_with_itself(events, relation):
    same = stored(events)
    assert all(pair.verdict is Verdict.AGREE for pair in align(same, same, relation=relation))


def window(end):
    return {"date": DateSpan(end - timedelta(days=1), end)}


def test_only_events_that_count_on_the_same_day_can_contradict(told):
    """The last 24 hours of today and of yesterday share a day, and count on two."""
    yesterday, today = told(("e1", "16", window(DAY))), told(("x1", "9", window(DAY + timedelta(days=1))))
    (pair,) = align(yesterday, today, relation=Relation.OTHER_DAY, shift=1)
    assert (pair.verdict, pair.contrary, dict(pair.fields)["date"]) == (Verdict.CHANGED, ("count",), Saying.OTHER_DAY)
    (pair,) = align(yesterday, told(("x1", "16", window(DAY + timedelta(days=1)))), relation=Relation.OTHER_DAY, shift=1)
    assert pair.verdict is Verdict.AGREE
    (pair,) = same_day(yesterday, told(("x1", "16", {"day": DAY - timedelta(days=1)})))
    assert (pair.verdict, dict(pair.fields)["date"]) == (Verdict.CHANGED, Saying.OTHER_DAY)
    (pair,) = same_day(yesterday, told(("x1", "9", {"day": DAY})))
    assert pair.verdict is Verdict.CONTRADICT
