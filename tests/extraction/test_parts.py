"""Totals and their parts, and the counts that ellipsis leaves to be understood."""

from support.event_reading import events, names, told


def test_including_makes_parts_of_the_number_before():
    total, air, drones = events(
        "Russian troops carried out 58 attacks on Sumy region on Monday, including 17 mortar attacks and six drone attacks."
    )
    assert told([total, air, drones]) == [("attack", "58"), ("shelling", "17"), ("drone_strike", "6")]
    assert air.part_of == drones.part_of == total.id
    assert names(air) == ["Sumy region"]


def test_a_breakdown_behind_a_colon_gives_parts_with_their_own_places():
    found = events("There were 112 combat clashes on Monday: 38 in the Pokrovsk direction, 17 in the Toretsk direction.")
    assert told(found) == [("clash", "112"), ("clash", "38"), ("clash", "17")]
    assert [e.part_of for e in found] == [None, found[0].id, found[0].id]
    assert names(found[1]) == ["Pokrovsk direction"]
    assert names(found[0]) == []


def test_of_which_and_of_them_make_parts():
    for words in ("21 of which", "21 of them"):
        total, part = events(f"In all, 62 combat engagements took place on Monday, {words} on the Pokrovsk axis.")
        assert (part.count.best, part.part_of, names(part)) == (21, total.id, ["Pokrovsk axis"])


def test_ellipsis_joined_by_and_gives_siblings_not_parts():
    found = events("On Monday police evacuated 26 people from Toretsk and 14 from Kostiantynivka.")
    assert told(found) == [("evacuation", "26"), ("evacuation", "14")]
    assert [names(e) for e in found] == [["Toretsk"], ["Kostiantynivka"]]
    assert all(e.part_of is None for e in found)


def test_ellipsis_in_the_passive():
    found = events("On Monday Kherson was shelled seven times, Beryslav four times and Antonivka twice.")
    assert [(names(e)[0], e.count.best) for e in found] == [("Kherson", 7), ("Beryslav", 4), ("Antonivka", 2)]


def test_counted_places_are_no_counted_acts():
    found = events("On Monday Russian forces targeted three towns in Pokrovsk district and two villages in Dnipropetrovsk region.")
    assert [(e.places_count, e.count, names(e)) for e in found] == [(3, None, ["Pokrovsk district"]), (2, None, ["Dnipropetrovsk region"])]


def test_a_verbless_list_takes_its_act_from_its_opening():
    found = events("Shot down overnight: 18 Shahed drones over Odesa region, seven over Mykolaiv region.")
    assert told(found) == [("interception", "18"), ("interception", "7")]


def test_bullets_behind_of_these_are_parts():
    text = (
        "Daily report, 15 May 2024\n\nOver the past day Russian forces delivered 398 strikes on Sumy region. Of these:\n\n"
        "– nine were air strikes, on Bilopillia;\n– 142 were artillery strikes on Krasnopillia."
    )
    total, air, shells = events(text)
    assert told([total, air, shells]) == [("attack", "398"), ("airstrike", "9"), ("shelling", "142")]
    assert {air.part_of, shells.part_of} == {total.id}


def test_running_totals_with_the_share_of_the_day():
    text = "Daily report\n\nFrom 24 February 2022 to 15 May 2024 Ukrainian forces destroyed:\n\n* tanks - 7 500 (+21)\n* helicopters - 326"
    found = events(text)
    assert told(found) == [("equipment_loss", "7500"), ("equipment_loss", "21"), ("equipment_loss", "326")]
    assert found[1].part_of == found[0].id
    assert found[1].date.length == 2


def test_among_them_makes_parts_of_the_number_before():
    total, air, drones = events(
        "On Monday Russian forces carried out 90 attacks on Sumy region, among them 13 air strikes and 40 drone attacks."
    )
    assert air.part_of == drones.part_of == total.id
    assert names(drones) == ["Sumy region"]


def test_acts_told_side_by_side_are_no_parts_of_one_another():
    found = events("On Monday Russian forces carried out 90 attacks on Sumy region and 13 air strikes on Poltava region.")
    assert [e.part_of for e in found] == [None, None]
