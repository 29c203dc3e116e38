"""Whose troops "its troops" are, from whom villages are taken, and what air defences bring down of what came."""

from datetime import date

from support.event_reading import events

_DAY = date(2025, 5, 9)


def test_its_troops_are_those_of_who_is_quoted():
    text = "Boko Haram raided a market at Bama. The Nigerian government said its troops had recaptured Gwoza."
    assert [event.actor for event in events(text, published=_DAY)] == ["Boko Haram", "Nigeria"]


def test_villages_are_taken_from_a_party():
    (event,) = events("The Iraqi army recaptured four villages from Islamic State near Hawija.", published=_DAY)
    assert (event.places_count, event.target, [place.text for place in event.places]) == (4, "Islamic State", ["Hawija"])


def test_an_interception_takes_place_and_target_from_the_attack_it_answers():
    strike, answer = events("Drones hit Marka port twice at dawn; air defences shot down five of them.", published=_DAY)
    assert answer.places == strike.places
    assert answer.target == "Drones"


def test_troops_of_an_unnamed_government_are_not_those_of_whom_the_story_was_about():
    text = "Al-Shabaab attacked a base in Adan Yabal. The Ministry of Defence said its troops had retaken Adan Yabal from the group."
    assert [event.actor for event in events(text, published=_DAY)] == ["al-Shabaab", None]


def test_jets_told_of_by_a_mayor_are_still_those_of_the_attacker():
    text = "Israel struck Beirut on Tuesday. The mayor said its jets had hit two buildings."
    assert [event.actor for event in events(text, published=_DAY)] == ["Israel", "Israel"]
