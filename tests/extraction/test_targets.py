"""On what an act falls."""

import pytest

from support.event_reading import events, names, only


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Two rockets slammed into a furniture warehouse in Mykolaiv on Monday.", "furniture warehouse"),
        ("An air strike on a migrant detention centre in Tajoura killed three people on Monday.", "migrant detention centre"),
        ("Russian artillery shelled the residential quarters of Nikopol on Monday.", "residential quarters"),
        ("A patrol boat of the SMM came under small-arms fire near Shyrokyne on Monday.", "patrol boat"),
        ("Since Friday there have been 51 attacks on American troops in Iraq.", "United States"),
        ("RSF drones hit a 155-mm Krab howitzer near Bara on Monday.", "155-mm Krab howitzer"),
        ("Two people died in a bombardment of Ukrainian troops near Robotyne on Monday.", "Ukraine"),
    ],
)
def test_what_an_attack_falls_on(text, target):
    assert events(text)[0].target == target


@pytest.mark.parametrize(
    "text",
    [
        "No drone strike took place in Debre Elias on Monday, contrary to posts on social media.",
        "Enemy mortar fire wounded a man in the yard of his house in Khotin on Monday.",
        "Since the start of the day 137 combat clashes have taken place along the line of contact.",
        "A tractor driver blew up on an unknown explosive device near Posad on Monday.",
        "An air strike hit the centre of Mykolaiv on Monday.",
    ],
)
def test_what_is_no_target(text):
    assert {event.target for event in events(text)} == {None}


def test_them_are_what_the_act_before_fell_on():
    found = events("Russian forces struck Ukrainian positions with 80 drones on Monday and shelled them 60 times.")
    assert [e.target for e in found] == ["Ukrainian positions", "Ukrainian positions"]


def test_detained_fighters_are_their_party_and_two_men_nobody():
    assert only("The Syrian army captured 12 Islamic State fighters near Palmyra on Monday.").target == "Islamic State"
    assert only("Seven young women were abducted by insurgents in Nangade on Monday.").target == "young women"
    assert only("The police detained two men in Kharkiv on Monday.").target is None


def test_a_capital_is_a_city_and_a_country_the_target():
    assert only("Russian forces struck Kyiv with eight missiles on Monday.").target is None
    assert names(only("Russian forces struck Kyiv with eight missiles on Monday.")) == ["Kyiv"]
    assert only("Russia attacked Ukraine with 120 drones on Monday.").target == "Ukraine"
