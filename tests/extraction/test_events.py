"""What happened, who did it, to whom and where: active, passive and nominal ways of telling it."""

from datetime import date

import pytest

from support.event_reading import events, names, only, told


@pytest.mark.parametrize(
    ("text", "kind", "count", "actor"),
    [
        ("Russian forces carried out 14 air strikes on Sumy region on Monday.", "airstrike", "14", "Russia"),
        ("Sumy region was hit by 14 Russian air strikes on Monday.", "airstrike", "14", "Russia"),
        ("Russia launched 31 drones at Sumy region on Monday.", "drone_strike", "31", "Russia"),
        ("On Monday 31 drones were launched at Sumy region by Russian forces.", "drone_strike", "31", "Russia"),
        ("Russian aircraft dropped 12 guided bombs on Sumy region on Monday.", "airstrike", "12", "Russia"),
        ("Russian troops shelled Sumy region 22 times on Monday.", "shelling", "22", "Russia"),
        ("Hezbollah fired about 40 rockets at Haifa on Monday.", "shelling", "~40", "Hezbollah"),
    ],
)
def test_the_same_act_is_found_in_active_passive_and_nominal_form(text, kind, count, actor):
    event = only(text)
    assert (event.type.value, str(event.count), event.actor) == (kind, count, actor)


def test_shells_and_aircraft_are_not_counted_as_acts():
    assert only("Russian troops fired 200 shells at Kherson on Monday.").count is None
    assert only("Two Russian warplanes bombed Kherson on Monday.").count is None


def test_the_munitions_of_a_counted_strike_are_no_strikes_of_their_own():
    assert told(events("Russian forces carried out 87 air strikes over the past day, dropping 130 guided bombs.")) == [("airstrike", "87")]


def test_each_weapon_of_a_combined_attack_is_an_event():
    found = events("Russia attacked Odesa region with 84 drones and seven ballistic missiles overnight.")
    assert told(found) == [("drone_strike", "84"), ("missile_strike", "7")]
    assert all(names(e) == ["Odesa region"] for e in found)


def test_an_interception_takes_place_and_date_of_the_attack_it_answers():
    strike, shot = events("Russia launched 17 drones at Sumy region overnight; 15 were shot down by Ukrainian air defences.")
    assert (shot.type.value, shot.count.best, shot.actor) == ("interception", 15, "Ukraine")
    assert names(shot) == names(strike)
    assert shot.date == strike.date
    assert strike.status.value == "occurred"


def test_a_country_attacked_is_the_target_and_no_place():
    event = only("Russia attacked Ukraine with 120 drones on Monday.")
    assert (event.target, names(event)) == ("Ukraine", [])


def test_what_is_captured_decides_what_capturing_means():
    assert only("Ukrainian forces captured Robotyne on Monday.").type.value == "territory_change"
    assert only("Ukrainian forces captured nine Russian soldiers near Robotyne on Monday.").type.value == "detention"
    assert only("Ukrainian forces captured three tanks near Robotyne on Monday.").type.value == "equipment_loss"
    assert events("The festival captured the attention of the town.") == []


def test_phrases_take_their_object_behind_the_phrase():
    event = only("Azerbaijani forces took control of seven villages in Jabrayil district on Tuesday.")
    assert (event.places_count, event.actor, names(event)) == (7, "Azerbaijan", ["Jabrayil district"])


def test_talk_of_attacks_tells_no_event():
    for text in (
        "The surge in attacks on the region worries the mayor.",
        "Residents fear further strikes.",
        "If the bridge were hit, eleven villages would be cut off.",
        "Russia could launch a new offensive in the summer.",
    ):
        assert events(text) == []


def test_a_weapon_that_crashes_into_something_is_an_attack_and_a_car_is_none():
    assert only("A Russian drone crashed into a warehouse in Kharkiv on Monday.").type.value == "drone_strike"
    assert events("A lorry crashed into a warehouse in Kharkiv on Monday.") == []


def test_a_section_heading_lends_its_place_only_where_the_sentence_names_none():
    text = (
        "Assessment, May 15, 2024\n\nKupiansk direction\n\nRussian forces conducted three ground assaults on Monday. "
        "Russian forces conducted two ground assaults near Synkivka on Monday."
    )
    first, second = events(text)
    assert names(first) == ["Kupiansk direction"]
    assert names(second)[0] == "Synkivka"


def test_there_means_the_place_told_last():
    event = events("On Monday Russian troops mounted five assaults near Avdiivka; Ukrainian units destroyed 12 tanks there.")[-1]
    assert (event.type.value, names(event)) == ("equipment_loss", ["Avdiivka"])


def test_a_date_of_speech_is_no_date_of_the_event():
    event = only("Russia’s Defence Ministry said on Thursday that Russian units had captured Karlivka on Tuesday.")
    assert event.date.end == date(2024, 5, 14)


def test_the_day_on_which_figures_were_released_is_no_date_of_the_event():
    text = "Over the past day Russian forces flew 16 airstrikes and made 559 attacks on Kherson, according to figures released on Monday."
    assert {str(event.date) for event in events(text)} == {"2024-05-14/2024-05-15"}


def test_a_release_beside_an_event_leaves_it_its_own_day():
    event = only("Gunmen abducted two aid workers in Gao on Monday, and their families were told on Tuesday.")
    assert event.date.end == date(2024, 5, 13)


def test_every_field_rests_on_words_of_the_report():
    text = "Russian forces carried out 14 air strikes on Sumy region on Monday, killing two people, the governor said."
    event = only(text)
    for name in ("type", "count", "actor", "places", "date", "killed"):
        assert event.words_behind(name), name
    assert [span.of(text) for span in event.words_behind("count")] == ["14"]
    assert 0 < event.confidence_of("event") <= 1


def test_them_in_an_interception_are_the_weapons_of_the_same_sentence():
    strike, shot = events("Hezbollah fired around 60 rockets at Kiryat Shmona on Monday; 22 of them were intercepted.")
    assert (strike.type.value, shot.target, names(shot)) == ("shelling", "rockets", ["Kiryat Shmona"])
