"""Who is quoted, and who denies."""

import pytest

from support.event_reading import events, only


def test_a_person_goes_before_the_body_and_keeps_the_full_name():
    event = only("The head of the region, Oleksandr Marchenko, told Ukrinform that Russian forces had shelled Orikhiv on Monday.")
    assert event.reported_by == "Oleksandr Marchenko"
    first, second = events(
        "Governor Vadym Lakh said Russian troops shelled Orikhiv on Monday. Lakh added that Russian drones hit Huliaipole on Monday."
    )
    assert (first.reported_by, second.reported_by) == ("Vadym Lakh", "Vadym Lakh")


def test_a_source_at_the_end_covers_the_sentence():
    assert (
        only("Russian troops shelled Orikhiv on Monday, according to the State Emergency Service.").reported_by == "State Emergency Service"
    )


def test_a_source_covers_only_what_it_says():
    first, second = events("Russian drones hit Huliaipole on Monday. The Malian army said it had killed 20 gunmen near Gao on Sunday.")
    assert first.reported_by is None
    assert second.reported_by == "Malian army"


def test_the_reports_own_author_is_no_source():
    head = "OSCE Special Monitoring Mission to Ukraine, 15 May 2024"
    text = f"{head}\n\nThe Mission recorded 86 ceasefire violations in Luhansk region on Monday."
    assert only(text).reported_by is None


def test_the_authors_denial_is_a_dispute():
    event = only("The RSF denied responsibility for the shelling of the Abu Shouk camp on Monday that killed eight people.")
    assert (event.status.value, event.actor, event.disputed_by) == ("occurred", "Rapid Support Forces", "Rapid Support Forces")


def test_the_other_sides_denial_means_that_it_did_not_happen():
    event = only("Kyiv denied a claim by Russia’s Defence Ministry that Russian forces had captured Synkivka.")
    assert (event.status.value, event.disputed_by, event.reported_by) == ("denied", None, "Russia’s Defence Ministry")


def test_an_accusation_names_the_actor_and_its_source():
    event = only("Sudan’s army accused the RSF of shelling El Obeid on Monday.")
    assert (event.type.value, event.actor) == ("shelling", "Rapid Support Forces")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Russian troops mounted three assaults near Kupiansk on Monday, said Ivan Koval, spokesman for the eastern command.",
            "Ivan Koval",
        ),
        ("Russian troops mounted three assaults near Kupiansk on Monday, said spokesman Ivan Koval.", "Ivan Koval"),
        ("Two people were killed in shelling of Kherson on Monday, said the regional governor, Ivan Koval.", "Ivan Koval"),
    ],
)
def test_whoever_is_named_behind_the_verb_is_the_source(text, source):
    assert only(text).reported_by == source


def test_what_stands_behind_the_verb_without_a_comma_is_told_and_tells_nothing():
    event = only("The Southern Command said paratroopers shelled Oleshky on Monday.")
    assert event.reported_by == "Southern Command"
