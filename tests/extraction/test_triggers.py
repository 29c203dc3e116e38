"""Which words name events, and of what type: verbs of whole classes, elided weapons, participles, and what names none."""

import pytest

from support.event_reading import events, only, told


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        ("Government troops wrested the town of Bara from Islamic State fighters on Monday.", "territory_change", None),
        ("GNA forces recovered Yarmouk camp on Monday.", "territory_change", None),
        ("Ukrainian troops withdrew from Niu-York on Monday.", "territory_change", None),
        ("The town of Selydove has been lost, a soldier said.", "territory_change", None),
        ("Ukrainian forces wiped out three T-72 tanks near Robotyne on Monday.", "equipment_loss", "3"),
        ("The helicopter that Ukrainian forces destroyed near Saky on Monday was a Mi-8 helicopter.", "equipment_loss", "1"),
        ("The Black Sea Fleet sank two Ukrainian naval drones on Monday.", "equipment_loss", "2"),
        ("About 4,000 people have left Donetsk region since Friday.", "evacuation", "~4000"),
        ("Some 6,500 islanders fled Ngouboua on Monday.", "evacuation", "~6500"),
        ("The Red Cross carried 35 patients from Bakhmut to Dnipro on Monday.", "evacuation", "35"),
        ("Pirates took 14 fishermen hostage near Eyl on Monday.", "detention", "14"),
        ("Gunmen carried off 42 women from Wanzamai on Monday.", "detention", "42"),
        ("The SDF captured two Islamic State facilitators in Hasakah on Monday.", "detention", "2"),
        (
            "No date has been set for the release of the 18 Syrian soldiers whom Turkish troops captured near Suluk on Monday.",
            "detention",
            "18",
        ),
        ("Israeli aircraft carried out 20 strikes on Gaza on Monday.", "airstrike", "20"),
        ("Ukrainian FPV drones made 30 strikes near Oleshky on Monday.", "drone_strike", "30"),
        ("It was a rocket, and not a drone, that hit the bakery in Tal Abyad on Monday.", "shelling", "1"),
        ("Mortar shells landed near the market in Zawiya on Monday.", "shelling", None),
        ("A bomb blast hit a police van in Quetta on Monday.", "explosion", "1"),
        ("Ukrainian gunners set ablaze four T-72 tanks close to Vodiane on Monday.", "equipment_loss", "4"),
        ("Close to 17,000 people have abandoned Port-au-Prince since Friday.", "evacuation", "~17000"),
        ("The army ordered the removal of 240 patients from a clinic in Podusivka.", "evacuation", "240"),
        ("Fifteen foreign missionaries were flown out of Cap-Haïtien by US Marines on Monday.", "evacuation", "15"),
        ("Ambazonia fighters made off with nine teachers in Mamfe on Monday.", "detention", "9"),
        ("Hadi al-Amiri announced an offensive of his units against Ramadi.", "ground_assault", None),
        ("Ukrainian air defences had shot down or suppressed 18 drones over Sumy by Monday evening.", "interception", "18"),
    ],
)
def test_a_verb_names_its_event(text, kind, count):
    assert told([only(text)]) == [(kind, count)]


def test_what_is_left_out_is_what_struck_before():
    found = events("A Russian drone hit a school in Nikopol on Monday; another hit a clinic, and two more hit the market.")
    assert told(found) == [("drone_strike", "1"), ("drone_strike", "1"), ("drone_strike", "2")]


def test_kinds_joined_under_one_noun_are_one_record_each():
    found = events("On Monday the Russian forces launched 3 missile and 51 air strikes and opened fire 4,912 times at Ukrainian positions.")
    assert told(found) == [("missile_strike", "3"), ("airstrike", "51"), ("shelling", "4912")]


def test_bullets_that_open_with_their_verb_act():
    found = events(
        "Air Force, 15 May 2024\n\nOvernight the Russian forces:\n\n• struck Poltava region with one Iskander-M missile (launched from "
        "Kursk region);\n• launched 52 Shahed-136 drones from Kursk.\n"
    )
    assert told(found) == [("missile_strike", "1"), ("drone_strike", "52")]


@pytest.mark.parametrize(
    "text",
    [
        "Fragments of downed drones were found in occupied Crimea.",
        "Protesters stormed out of the meeting in Geneva on Monday.",
        "Two soldiers left the base in Sumy on Monday without permission.",
        "The bank lost 12 million dollars on Monday.",
        "The wounded were taken to hospital in Kherson on Monday.",
        "Russia has the capability to launch 200 drones a day.",
        "Attacks on hospitals violate international law, the ICRC said.",
        "The talks on Gaza took place in Cairo on Monday.",
        "Neither the governor of Aybak nor his deputy picked up the telephone on Monday.",
        "Kamianske has not changed hands.",
    ],
)
def test_what_names_no_act_is_no_event(text):
    assert told(events(text)) == []


def test_debris_harms_for_the_strike():
    strike, interception = events(
        "Russia launched 20 drones at Kyiv overnight. All were shot down. "
        "Falling debris killed a man and injured three people in Podil district."
    )
    assert (strike.type.value, strike.status.value, strike.killed.best, strike.injured.best) == ("drone_strike", "repelled", 1, 3)
    assert (interception.type.value, interception.count.best, interception.killed) == ("interception", 20, None)


def test_debris_alone_is_an_explosion():
    found = events("On Monday air defence shot down 12 drones over Odesa region; debris fell on a warehouse and two workers were wounded.")
    assert [(e.type.value, None if e.injured is None else e.injured.best) for e in found] == [("interception", None), ("explosion", 2)]


def test_places_counted_are_no_acts():
    event = only("Russian gunners shelled concentrations of Ukrainian troops in 139 areas on Monday.")
    assert (event.places_count, event.count) == (139, None)


def test_a_number_of_acts_goes_on_with_its_places():
    found = events("The monitors put the number of air raids on Monday at 74: 41 on Marib governorate and 33 on Saada governorate.")
    assert told(found) == [("airstrike", "74"), ("airstrike", "41"), ("airstrike", "33")]
    assert found[1].part_of == found[2].part_of == found[0].id
