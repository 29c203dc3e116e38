"""What munitions do of themselves, vehicles as equipment, numbers told weapon by weapon, and figures that are no day's own."""

import pytest

from support.event_reading import events, told


@pytest.mark.parametrize(
    ("text", "expected", "killed"),
    [
        ("A landmine destroyed a minibus near Afgoye, killing six civilians.", [("explosion", "1")], 6),
        ("A roadside bomb killed three soldiers near Gao.", [("explosion", "1")], 3),
        ("Three farmers were killed by a mine in Izium district on Tuesday.", [("explosion", "1")], 3),
        ("A drone killed two men in Kherson on Monday.", [("drone_strike", "1")], 2),
        ("Two rockets destroyed a warehouse in Sderot.", [("shelling", "2")], None),
        ("A drone hit a car and killed two men in Kherson.", [("drone_strike", "1")], 2),
        ("Two brothers were killed when their tractor hit a mine near Balakliia.", [("explosion", "1")], 2),
    ],
)
def test_a_munition_that_harms_is_an_attack_with_its_dead(text, expected, killed):
    found = events(text)
    assert told(found) == expected
    assert (None if found[0].killed is None else found[0].killed.best) == killed


@pytest.mark.parametrize(
    "text",
    [
        "Drones killed 200 civilians in October.",
        "Wreckage of a drone damaged three houses in Voronezh.",
        "The missile could have killed dozens of people.",
    ],
)
def test_munitions_in_general_and_their_wreckage_are_no_attack_of_their_own(text):
    assert not [event for event in events(text) if event.type.is_attack]


@pytest.mark.parametrize(
    ("text", "losses"),
    [
        ("The army killed 30 militants and destroyed seven vehicles near Damboa.", [("equipment_loss", "7")]),
        (
            "Government forces captured eight vehicles and a tank from the rebels near Kutum.",
            [("equipment_loss", "8"), ("equipment_loss", "1")],
        ),
        ("Bandits killed three farmers and burned 12 vehicles.", []),
        ("The fire destroyed 12 vehicles.", []),
    ],
)
def test_vehicles_that_a_party_destroys_or_captures_are_equipment(text, losses):
    assert [each for each in told(events(text)) if each[0] == "equipment_loss"] == losses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The enemy struck Nikopol district 14 times, nine times with artillery and five with drones.",
            [("attack", "14"), ("shelling", "9"), ("drone_strike", "5")],
        ),
        (
            "Synelnykove district was attacked seven times with drones and three times with artillery.",
            [("drone_strike", "7"), ("shelling", "3")],
        ),
        ("The army attacked the camp three times with 200 soldiers and two tanks.", [("attack", "3")]),
    ],
)
def test_a_number_told_weapon_by_weapon_has_its_parts(text, expected):
    found = events(text)
    assert told(found) == expected
    assert [event.part_of for event in found[1:]] == [found[0].id if expected[0][0] == "attack" else None] * (len(found) - 1)


def test_lines_of_weapons_go_on_with_the_attack_that_leads_them_in():
    text = (
        "Air Force\n\nIn the night to 15 May the Russian occupiers struck Ukraine with:\n– a Kh-59 missile from the airspace of Belgorod "
        "region;\n– 81 strike UAVs (launch areas: Kursk, Oryol).\n\nThe sky is clear again."
    )
    found = events(text)
    assert told(found) == [("missile_strike", "1"), ("drone_strike", "81")]
    assert {(event.target, event.places) for event in found} == {("Ukraine", ())}


def test_figures_of_another_period_are_no_events():
    text = "The observers counted 60 explosions, compared with 90 explosions the day before."
    assert told(events(text)) == [("explosion", "60")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Close to 17,000 people have abandoned Tabarre since 8 May.", [("evacuation", "~17000")]),
        ("About 25,000 residents have deserted Ramadi since Friday.", [("evacuation", "~25000")]),
        ("The army abandoned Sinjar on Sunday.", [("territory_change", None)]),
        ("Gunmen made off with nine teachers in Mamfe on Tuesday.", [("detention", "9")]),
    ],
)
def test_whether_people_or_troops_abandon_a_place_decides(text, expected):
    assert told(events(text)) == expected
