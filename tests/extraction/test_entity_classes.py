"""Names, weapons and numbers by whole classes: each sentence that must be read has a neighbour that must be left alone."""

from datetime import date

import pytest

from analyst_app.domain.reports import Report
from analyst_app.domain.spans import Label
from support.event_reading import extractor

_DAY = date(2025, 5, 9)


def words(text, label):
    found = extractor().extract(Report("r", text, _DAY))
    return [entity.span.of(text) for entity in found.entities if entity.label is label]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Report damage to the rescuers on 104. Bus 17 does not run.", []),
        ("Transfer to card 5168 7420 1133 9004.", []),
        ("A pensioner of 81 died; the youngest of the dead was 6.", []),
        ("A group of 81 conscripts surrendered.", ["81"]),
        ("3.2 Fifth Fleet reported four boardings.\n3.3 Nothing further.", ["four"]),
        ("3.2 million people need help.", ["3.2 million"]),
        ("One of our vessels saw six boats.", ["six"]),
        ("One of the strikes hit a barn.", ["One"]),
        ("Fighters fired a dozen rockets at Ofakim and scores at Netivot.", ["dozen", "scores"]),
        ("Her test scores were good.", []),
    ],
)
def test_numbers_that_name_or_date_are_told_from_those_that_count(text, numbers):
    assert words(text, Label.QUANTITY) == numbers


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("A U.S. frigate sank two boats and U.S. troops came under fire.", ["U.S.", "U.S. troops"]),
        ("US airmen were moved to the U.S. on Friday.", ["US"]),
        ("Paris has ruled that out. Kyiv rejected the offer.", ["Kyiv"]),
        ("Kyiv woke to rain.", []),
        ("A UA drone hit an RU truck.", ["UA", "RU"]),
        ("The Arab-led coalition denied it; coalition jets had been over Saada.", ["Arab-led coalition", "coalition"]),
        ("On Sunday insurgents torched a school and a rebel offensive stalled.", ["insurgents", "rebel"]),
        ("Enemy FPV drones: 12 attacks.", ["Enemy"]),
        ("Mobile fire groups and anti-aircraft missile units were on duty.", ["Mobile fire groups", "anti-aircraft missile units"]),
    ],
)
def test_parties_are_found_as_adjectives_letters_and_capitals(text, actors):
    assert words(text, Label.ACTOR) == actors


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A mortar bomb fell near the Olenivka checkpoint and the Sartana bridge.", ["Olenivka checkpoint", "Sartana bridge"]),
        ("The old bridge and a checkpoint were closed.", []),
        ("Shelling of Tal Rifaat and Azad Kashmir went on.", ["Tal Rifaat", "Azad Kashmir"]),
        ("Gunmen raided a Boko Haram camp.", []),
        ("Drone attacks yesterday\n\nPOLOHY DISTRICT\n\nOne farm was hit.", ["POLOHY DISTRICT"]),
    ],
)
def test_places_take_the_word_that_says_their_kind(text, places):
    assert words(text, Label.LOCATION) == places


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("The Deir Hafer Media Forum and Coastal TV reported blasts.", ["Deir Hafer Media Forum", "Coastal TV"]),
        ("Masisi territorial authorities will move the displaced.", ["Masisi territorial authorities"]),
        ("They met in a forum and watched TV.", []),
    ],
)
def test_bodies_are_known_by_the_noun_that_ends_their_name(text, bodies):
    assert words(text, Label.ORGANISATION) == bodies


def test_what_is_shot_down_as_an_asset_is_no_attack():
    text = "Air defence shot down or suppressed 90 air attack assets. Two air attacks followed."
    assert words(text, Label.ATTACK) == ["shot down", "suppressed", "air attacks"]


@pytest.mark.parametrize(
    ("text", "weapons"),
    [
        ("Three lorry bombs, a mini-drone and two T-64s were found.", ["lorry bombs", "mini-drone", "T-64s"]),
        ("Anti-aircraft missile troops and a drone operator were decorated.", []),
        ("A coal mine and a water tank were damaged.", []),
    ],
)
def test_weapons_are_told_from_units_and_things_of_the_same_words(text, weapons):
    assert words(text, Label.WEAPON) == weapons


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Izium and Kupiansk districts were shelled overnight.", ["Izium", "Kupiansk districts"]),
        ("12:00: Ruska Lozova was shelled; two people were injured.", ["Ruska Lozova"]),
        ("Velyka Pysarivka came under mortar fire twice.", ["Velyka Pysarivka"]),
        ("Rebels attacked a post in South Wollo zone.", ["South Wollo zone"]),
        ("Troops hold a buffer zone and a security zone in Kharkiv region.", ["Kharkiv region"]),
        ("Residents of District 9 in Isfahan were told to leave Hill 402.", ["District 9", "Isfahan", "Hill 402"]),
        ("Gunmen fought around the Champ de Mars.", ["Champ de Mars"]),
        ("Militiamen burned huts in the village of Bouti at dusk.", ["Bouti"]),
        ("Officials and Kharkiv residents said the city was calm.", ["Kharkiv"]),
    ],
)
def test_places_are_known_by_what_befalls_them_and_by_their_list(text, places):
    assert words(text, Label.LOCATION) == places
