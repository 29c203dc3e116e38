import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyst_app.extraction.senses.place_ties import Measure, Tie, tie_of


@pytest.mark.parametrize(
    ("between", "tie"),
    [
        (" and ", Tie.LIST),
        (", and ", Tie.LIST),
        (" as well as in ", Tie.LIST),
        (", ", Tie.COMMA),
        (", the ", Tie.COMMA),
        (" in the ", Tie.INSIDE),
        (" (", Tie.INSIDE),
        (" village in the occupied ", Tie.INSIDE),
        (", located in ", Tie.INSIDE),
        ("’s ", Tie.HOLDS),
        ("'s town of ", Tie.HOLDS),
        (": ", Tie.HOLDS),
        (" killed two people in ", Tie.NONE),
        (". In ", Tie.NONE),
        (" to ", Tie.NONE),
    ],
)
def test_the_words_between_two_places_tie_them(between, tie):
    assert tie_of(between) == (tie, None)


@pytest.mark.parametrize(
    ("between", "measure"),
    [
        (" (57km north-east of ", Measure(57, 45)),
        (", 12 km west of ", Measure(12, 270)),
        (", about 7 kilometres from ", Measure(7, None)),
        (", south of ", Measure(None, 180)),
        (" near ", Measure()),
        (", just outside ", Measure()),
        (", 10 miles to the south-west of the town of ", Measure(pytest.approx(16.09), 225)),
    ],
)
def test_distances_and_sides_are_measured(between, measure):
    assert tie_of(between) == (Tie.MEASURED, measure)


def test_a_measure_seen_from_the_other_place_points_back():
    assert Measure(12, 270).back == Measure(12, 90)
    assert Measure(12).back == Measure(12)


@given(st.text(max_size=200))
def test_any_words_can_stand_between(between):
    tie, measure = tie_of(between)
    assert (measure is not None) == (tie is Tie.MEASURED)
