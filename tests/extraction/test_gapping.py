"""Acts whose verb is left out: a number and a place, or a day and a place, go on with the verb before."""

import pytest

from support.event_reading import events, names


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("The invaders tried four times to break through at Lyman and three times at Terny on Monday.", [(4, "Lyman"), (3, "Terny")]),
        ("In Kabul one magnetic bomb exploded on Monday, in Jalalabad two.", [(1, "Kabul"), (2, "Jalalabad")]),
        ("Hamas fired 130 rockets at Ashkelon and 40 at Ashdod on Monday.", [(130, "Ashkelon"), (40, "Ashdod")]),
        ("Twelve rockets landed in Haifa on Monday and six in Acre.", [(12, "Haifa"), (6, "Acre")]),
        (
            "Near Lyman there were 14 clashes on Monday, near Siversk six, and near Toretsk nine.",
            [(14, "Lyman"), (6, "Siversk"), (9, "Toretsk")],
        ),
    ],
)
def test_a_number_and_a_place_go_on_with_the_verb_before(text, acts):
    found = events(text)
    assert [(e.count.best, *names(e)) for e in found] == acts
    assert {e.date.length for e in found} == {1}
    assert len({(e.type, e.date) for e in found}) == 1


def test_another_party_may_go_on_with_the_verb():
    found = events("Hamas fired 130 rockets at Ashkelon on Monday; Islamic Jihad 19 at Sderot.")
    assert [(e.actor, e.count.best, names(e)) for e in found] == [("Hamas", 130, ["Ashkelon"]), ("Islamic Jihad", 19, ["Sderot"])]


@pytest.mark.parametrize(
    "text",
    [
        "Drones attacked Sumy on Monday, Kharkiv on Tuesday.",
        "Drones attacked Sumy on Monday and Kharkiv on Tuesday.",
        "On Monday drones attacked Sumy, on Tuesday Kharkiv.",
    ],
)
def test_a_day_and_a_place_go_on_with_the_verb_before(text):
    found = events(text)
    assert [(names(e), str(e.date)) for e in found] == [(["Sumy"], "2024-05-13"), (["Kharkiv"], "2024-05-14")]


@pytest.mark.parametrize(
    "text",
    [
        "A missile hit a bus on Monday, killing five people in Kherson and three in Beryslav.",
        "Drones attacked Sumy and Kharkiv on Monday.",
        "Drones attacked Sumy on Monday, a day before talks in Kharkiv.",
    ],
)
def test_other_numbers_places_and_days_make_no_acts(text):
    assert len([e for e in events(text) if e.type.is_attack]) == 1
