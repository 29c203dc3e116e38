"""The entity layer on sentences of many conflicts and styles, with what must not be taken for an entity."""

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyst_app.domain.spans import Label, Span
from analyst_app.extraction.entities.entities import find_entities
from analyst_app.extraction.model import pipeline
from analyst_app.extraction.text.normalise import prepare
from analyst_app.extraction.text.reading import Block, BlockKind
from analyst_app.extraction.words import lexicons as word_lists


@pytest.fixture(scope="module")
def find():
    nlp, lexicons = pipeline.load(), word_lists.load()

    def entities(text):
        prepared = prepare(text)
        lines = [m for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
        blocks = [Block(BlockKind.PARAGRAPH, Span(m.start(), m.end())) for m in lines]
        return find_entities(text, prepared, nlp(prepared), blocks, known=(), lexicons=lexicons, gazetteer=None)

    return entities


def labelled(found, label):
    return [m.text for m in found.mentions if m.label is label]


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("M23 rebels clashed with the Congolese army near Kanyabayonga.", Label.ACTOR, ["M23 rebels", "Congolese army"]),
        ("New People’s Army guerrillas ambushed a patrol.", Label.ACTOR, ["New People’s Army guerrillas"]),
        ("Turkish-backed factions shelled the town.", Label.ACTOR, ["Turkish-backed factions"]),
        ("Islamist insurgents raided Macomia.", Label.ACTOR, ["Islamist insurgents"]),
        ("The 3rd Separate Assault Brigade held the line.", Label.ACTOR, ["3rd Separate Assault Brigade"]),
        ("An enemy’s 4th brigade lost two tanks.", Label.ACTOR, ["enemy’s 4th brigade"]),
        ("Gunmen abducted nine travellers in Anka.", Label.ACTOR, ["Gunmen"]),
        ("The column met an army commanded by a veteran.", Label.ACTOR, []),
        ("Its soldiers and fighters rested.", Label.ACTOR, []),
        ("Air defence systems were moved to the coast.", Label.ACTOR, []),
        ("The UN Support Mission in Libya urged calm.", Label.ORGANISATION, ["UN Support Mission in Libya"]),
        ("Sumy prosecutors and the Interior Ministry opened a case.", Label.ORGANISATION, ["Sumy prosecutors", "Interior Ministry"]),
        ("Gaza’s health ministry gave no figures.", Label.ORGANISATION, ["Gaza’s health ministry"]),
        ("A police station in the town burned.", Label.ORGANISATION, []),
        ("Fighting went on in Khost and Paktika provinces.", Label.LOCATION, ["Khost", "Paktika provinces"]),
        ("Rebels hold southern Lebanon and Borno State.", Label.LOCATION, ["southern Lebanon", "Borno State"]),
        ("A convoy left Lake Chad for the Rutshuru territory.", Label.LOCATION, ["Lake Chad", "Rutshuru territory"]),
        ("GOMA, 27 January 2025 – Shops stayed shut.", Label.LOCATION, ["GOMA"]),
        ("THE FIGURES, 2025, ARE PROVISIONAL.", Label.LOCATION, []),
        ("Defence Minister Pedro Sánchez spoke.", Label.PERSON, ["Pedro Sánchez"]),
        ("Tribes fought south of Sebha, Ahmed Mismari said.", Label.PERSON, ["Ahmed Mismari"]),
        ("Troops left the Frontier Corps camp.", Label.LOCATION, []),
        ("Governor Dauda Lawal spoke. Lawal then left.", Label.PERSON, ["Dauda Lawal", "Lawal"]),
        ("Two FPV drones and a 500-kg guided bomb were used.", Label.WEAPON, ["FPV drones", "500-kg guided bomb"]),
        ("Miners left the coal mine; a think tank wrote about it.", Label.WEAPON, []),
        ("People slept in the bomb shelter.", Label.WEAPON, []),
        ("They launched 12 drones at the port.", Label.ATTACK, ["launched"]),
        ("They launched an investigation and fired a minister.", Label.ATTACK, []),
        ("The sides struck a deal.", Label.ATTACK, []),
        ("Troops tried three times to break through.", Label.ATTACK, ["break through"]),
        ("Police helped the firemen break through a wall.", Label.ATTACK, []),
        ("A suicide car bombing and mortar fire were reported.", Label.ATTACK, ["suicide car bombing", "mortar fire"]),
        ("A fire broke out in the kitchen.", Label.ATTACK, []),
    ],
)
def test_mentions_of_a_label(find, text, label, words):
    assert labelled(find(text), label) == words


@pytest.mark.parametrize(
    ("text", "actors", "places"),
    [
        ("Russia shelled a village in Ukraine.", ["Russia"], ["Ukraine"]),
        ("Rebels retook the town from Sudan, Sudanese troops said.", ["Rebels", "Sudan", "Sudanese troops"], []),
        ("Israeli jets flew over Lebanon.", ["Israeli"], ["Lebanon"]),
        ("Kyiv said the deal was off.", ["Kyiv"], []),
        ("The minister accused Bangkok of aggression.", ["Bangkok"], []),
        ("Residents left Kyiv in the morning.", [], ["Kyiv"]),
        ("The Armenian side has a border with Azerbaijan.", ["Armenian side"], ["Azerbaijan"]),
    ],
)
def test_a_country_is_a_party_or_a_place_by_what_stands_around_it(find, text, actors, places):
    found = find(text)
    assert labelled(found, Label.ACTOR) == actors
    assert labelled(found, Label.LOCATION) == places


def test_the_enemy_is_the_other_party_of_the_speaker(find):
    found = find("Operational update of the Khortytsia group of forces. The enemy shelled our positions; Russian troops fell back.")
    assert found.speaker == "Ukraine"
    assert next(m.canonical for m in found.mentions if m.text == "enemy") == "Russia"


def test_a_neutral_report_has_no_speaker(find):
    assert find("Russian forces shelled a village; Ukrainian forces shelled another.").speaker is None


def test_the_army_is_that_of_the_state_last_named(find):
    found = find("Burkina Faso. Gunmen attacked an army post.\n\nMali. The army reported a clash.")
    assert [m.canonical for m in found.mentions if m.text == "army"] == ["Burkina Faso", "Mali"]


def test_a_short_name_in_brackets_stands_for_the_long_one_afterwards(find):
    found = find("The Northern Valley Liberation Front (NVLF) attacked a base. The NVLF withdrew.")
    assert [m.canonical for m in found.mentions if m.text == "NVLF"] == ["Northern Valley Liberation Front"] * 2


def test_offsets_are_those_of_the_stored_text(find):
    text = "🚀 The\u00a0enemy “shelled”\u00a0Kherson’s port — twice."
    found = find(text)
    assert labelled(found, Label.ATTACK) == ["shelled"]
    assert all(m.span.of(text) == m.text for m in found.mentions)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=120)
    | st.lists(
        st.sampled_from(
            ["enemy", "Russian’s", "drone", "93rd", "(", ")", "of", "to", "the", "KYIV", "fired", "at", "Su-25", "/", "\n", "-"]
        ),
        max_size=25,
    ).map(" ".join)
)
def test_any_text_gives_sorted_mentions_that_do_not_overlap(find, text):
    mentions = find(text).mentions
    assert all(m.span.of(text) == m.text for m in mentions)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
    assert find(text).mentions == mentions
