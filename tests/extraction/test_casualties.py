"""Dead and injured, and the event they belong to."""

import pytest

from support.event_reading import events, only


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("A Russian drone hit a house in Bohodukhiv on Monday, killing a man and injuring five people.", "1", "5"),
        ("Two people were killed and seven wounded when a Russian missile struck Chuhuiv on Monday.", "2", "7"),
        ("Russian shelling of Kherson on Monday killed two people and wounded at least 11.", "2", "11+"),
        ("A drone strike on a market in Kutum on Monday left between 10 and 15 people dead.", "10-15", "None"),
        ("A Russian drone hit a house in Bohodukhiv on Monday: three dead, seven wounded.", "3", "7"),
        ("An attack on a ferry near Rharous on Monday cost at least 49 lives.", "49+", "None"),
        ("No casualties were reported after a drone attack on Odesa on Monday.", "0", "0"),
    ],
)
def test_casualties_belong_to_the_act_that_caused_them(text, killed, injured):
    event = only(text)
    assert (str(event.killed), str(event.injured)) == (killed, injured)


def test_a_sentence_of_its_own_belongs_to_the_act_before():
    event = only("A Russian guided bomb hit a bus stop in Zaporizhzhia on Monday. One person was killed and four were wounded.")
    assert (event.killed.best, event.injured.best) == (1, 4)


def test_part_of_the_dead_is_not_counted_again():
    assert only("Two Russian missiles struck Dobropillia on Monday, killing 11 people, five of them children.").killed.best == 11


def test_unexplained_casualties_are_a_record_of_their_own():
    event = only("Two people were killed and three injured in Sumy region on Monday, the administration said.")
    assert (event.type.value, event.killed.best, event.injured.best, event.count) == ("casualties", 2, 3, None)


def test_elided_casualties_go_to_their_places():
    first, second = events(
        "On Monday Russian drones attacked Nikopol, artillery Marhanets, leaving four people injured in Nikopol and one in Marhanets."
    )
    assert (first.injured.best, second.injured.best) == (4, 1)


def test_the_victims_side_is_the_target_where_no_other_is_named():
    assert only("Five Turkish soldiers were killed by Syrian artillery fire at Taftanaz on Monday.").target == "Turkey"


def test_possible_victims_are_none():
    assert events("Dozens of people could be killed in Kherson this winter.") == []
