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


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Six people lost their lives in an air strike on Hawija on Monday, and 20 were injured.", "6", "20"),
        ("A mortar attack on a market in Mudaka on Monday cost two traders their lives; nine other people were hurt.", "2", "9"),
        ("Two Katyusha rockets hit Taji on Monday without causing casualties.", "0", "0"),
        ("A hand grenade went off in Bahir Dar on Monday. Nobody was killed or hurt.", "0", "0"),
        ("Myanmar's army bombed a school in Sagaing on Monday; 20 pupils and two teachers died.", "22", "None"),
        ("A woman, 45, and her teenage son were wounded by shelling in Nikopol on Monday.", "None", "2"),
        ("Gunmen raided Mokwa on Monday and shot dead six farmers.", "6", "None"),
        ("An air strike on a camp in Tajoura on Monday kills 53 people and wounds more than 130.", "53", "130+"),
        ("Russian shelling of Antonivka on Monday left a woman, 58, with a concussion.", "None", "1"),
        ("A bomb on a bus in Mora on Monday left a driver dead and three traders with burns.", "1", "3"),
        ("Gunmen stormed an outpost in Zigué on Monday; seven soldiers fell.", "7", "None"),
        ("Russian air strikes damaged a mill in Orikhiv on Monday, without loss of life.", "0", "None"),
        ("The bodies of 11 miners were recovered in Mangu after an attack by gunmen on Monday.", "11", "None"),
        ("Rescuers recovered a fourth body from the ruins in Dnipro. A Russian missile hit a block there on Monday.", "4", "None"),
        ("A drone hit a bus in Nikopol on Monday; the driver died on the spot and three passengers were taken to hospital.", "1", "3"),
    ],
)
def test_voice_order_and_idiom_make_no_difference(text, killed, injured):
    event = only(text)
    assert (str(event.killed), str(event.injured)) == (killed, injured)


@pytest.mark.parametrize(
    "text",
    [
        "A Russian shell hit a bus stop in Kherson on Monday, killing or wounding 14 people.",
        "A Russian drone hit a farm in Zolochiv on Monday, killing 30 cows.",
        "The army said that a Russian strike on Sumy on Monday killed the engine of a truck.",
    ],
)
def test_what_is_no_number_of_the_dead_is_not_entered(text):
    event = only(text)
    assert (event.killed, event.injured) == (None, None)


def test_casualties_go_to_the_act_at_their_place():
    found = events("On Monday there were two suicide bombings in Mora, one in Kolofata. Six people died in Mora, nobody in Kolofata.")
    assert sorted(event.killed.best for event in found if event.killed is not None) == [0, 6]


def test_who_beats_off_an_assault_and_kills_is_told_apart_from_it():
    first, second = events(
        "Russian troops beat off five Ukrainian assaults near Kozinka on Monday and killed about 150 Ukrainian servicemen there."
    )
    assert (first.type.value, first.killed, second.type.value, second.killed.best, second.target) == (
        "ground_assault",
        None,
        "casualties",
        150,
        "Ukraine",
    )


def test_an_army_that_lost_so_many_is_the_target():
    found = events("On Monday the Ukrainian army lost up to 120 soldiers and two T-72 tanks near Lyman, the Russian Defence Ministry said.")
    assert {(e.type.value, e.target) for e in found} == {("casualties", "Ukraine"), ("equipment_loss", "T-72 tanks")}
