"""An analyst's own rules in the real extraction: with the rule the words are understood, without it they are not."""

import pickle
from datetime import date

import pytest

from analyst_app.domain.own_rules import (
    NotAttackRule,
    OrganisationRule,
    OwnRules,
    PartyRule,
    PlaceRule,
    WeaponFamily,
    WeaponRule,
)
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.reports import Report
from analyst_app.domain.spans import Label
from analyst_app.extraction.extract import Extractor
from analyst_app.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def extractor():
    with Gazetteer.open() as gazetteer:
        yield Extractor.load(gazetteer=gazetteer)


def read(extractor, text, **rules):
    """The extraction of a text without rules and with them."""
    report = Report("own", text, date(2024, 5, 6))
    return extractor.extract(report), extractor.with_rules(OwnRules(**rules)).extract(report)


def labels(extraction, label):
    return [entity.text for entity in extraction.entities if entity.label is label]


def acts(extraction):
    return [(event.type, event.count.best if event.count else None, event.actor) for event in extraction.events]


def test_a_nickname_stands_for_its_party(extractor):
    text = "The Reed Men shelled Kupiansk twice on Monday. Later the marsh rats stormed Dvorichna."
    plain, ruled = read(extractor, text, parties=(PartyRule("River Column", ("the Reed Men", "marsh rats")),))
    assert acts(plain) == [("shelling", 2, None), ("ground_assault", None, None)]
    assert acts(ruled) == [("shelling", 2, "River Column"), ("ground_assault", None, "River Column")]
    assert [(e.text, e.canonical) for e in ruled.entities if e.label is Label.ACTOR] == [
        ("Reed Men", "River Column"),
        ("marsh rats", "River Column"),
    ]


def test_a_rule_takes_a_band_out_of_the_state_that_the_word_list_counts_it_to(extractor):
    text = "Wagner fighters attacked Soledar on Monday."
    plain, ruled = read(extractor, text, parties=(PartyRule("Wagner Group", ("Wagner",)),))
    assert [event.actor for event in plain.events] == ["Russia"]
    assert [event.actor for event in ruled.events] == ["Wagner Group"]


def test_a_weapon_is_marked_and_makes_its_attack(extractor):
    text = "Russia launched 12 Tumannik at Kupiansk overnight. Ten skyhoppers struck Odesa."
    weapons = (WeaponRule("Tumannik", WeaponFamily.MISSILE_STRIKE), WeaponRule("skyhopper", WeaponFamily.DRONE_STRIKE))
    plain, ruled = read(extractor, text, weapons=weapons)
    assert labels(plain, Label.WEAPON) == []
    assert labels(ruled, Label.WEAPON) == ["Tumannik", "skyhoppers"]
    assert acts(plain) == [("attack", None, None)]
    assert acts(ruled) == [("missile_strike", 12, "Russia"), ("drone_strike", 10, None)]


def test_a_body_of_the_word_list_is_no_party_where_the_analyst_says_so(extractor):
    text = "Azov reported three airstrikes on Kupiansk."
    plain, ruled = read(extractor, text, organisations=(OrganisationRule("Azov"),))
    assert (labels(plain, Label.ACTOR), labels(plain, Label.ORGANISATION)) == (["Azov"], [])
    assert (labels(ruled, Label.ACTOR), labels(ruled, Label.ORGANISATION)) == ([], ["Azov"])
    assert [event.reported_by for event in ruled.events] == ["Azov"]


def test_words_that_are_never_an_attack_make_no_event(extractor):
    text = "Workers of the port went on strike in Odesa. Russia carried out one airstrike on Kupiansk."
    plain, ruled = read(extractor, text, not_attacks=(NotAttackRule("went on strike"),))
    assert [event.type for event in plain.events] == ["attack", "airstrike"]
    assert [event.type for event in ruled.events] == ["airstrike"]


PETROPAVLIVKA = "Russian troops shelled Petropavlivka. Three assaults were repelled in the Petropavlivka direction."
BY_THE_SEA = Place("Petropavlivka", "Petropavlivka", country="UA", admin1="Odesa")
"""The village of that name which no report of a front means by itself."""


def first_regions(extraction):
    return [event.places[0].admin1 for event in extraction.events]


def test_an_ambiguous_village_is_the_one_that_the_analyst_means(extractor):
    plain, ruled = read(extractor, PETROPAVLIVKA, places=(PlaceRule("Petropavlivka", BY_THE_SEA),))
    assert "Odesa" not in first_regions(plain)
    assert first_regions(ruled) == ["Odesa", "Odesa"]
    village, direction = (event.places[0] for event in ruled.events)
    assert (village.kind, village.geo_precision) == (PlaceKind.SETTLEMENT, 1)
    assert (direction.kind, direction.geo_precision) == (PlaceKind.DIRECTION, 2)
    assert village.lat == pytest.approx(46.3, abs=0.2)
    assert village.place_id.startswith("geonames:")


@pytest.mark.parametrize(
    ("conditions", "text", "holds"),
    [
        ({"near": ("Oskil", "the Krasna")}, "Bridges over the Krasna were hit. Russian troops shelled Petropavlivka.", True),
        ({"near": ("Oskil", "the Krasna")}, "Russian troops shelled Petropavlivka.", False),
        ({"near": ("Oskil",)}, "Houses in Oskilske burn. Russian troops shelled Petropavlivka.", False),
        ({"region": "Kharkiv Oblast"}, "In the Kharkiv region, Russian troops shelled Petropavlivka.", True),
        ({"region": "Kharkiv Oblast"}, "In the Dnipropetrovsk region, Russian troops shelled Petropavlivka.", False),
    ],
)
def test_a_rule_with_conditions_holds_only_in_reports_that_meet_them(extractor, conditions, text, holds):
    _, ruled = read(extractor, text, places=(PlaceRule("Petropavlivka", BY_THE_SEA, **conditions),))
    (place,) = (p for event in ruled.events for p in event.places if p.text == "Petropavlivka")
    assert (place.admin1 == "Odesa") is holds


def test_none_of_these_leaves_a_place_without_coordinates(extractor):
    plain, ruled = read(extractor, PETROPAVLIVKA, places=(PlaceRule("Petropavlivka", None),))
    assert all(event.places[0].lat is not None for event in plain.events)
    assert [(event.places[0].text, event.places[0].name, event.places[0].lat) for event in ruled.events] == [
        ("Petropavlivka", None, None),
        ("Petropavlivka direction", None, None),
    ]


def test_a_place_of_the_analysts_own_is_found_with_its_coordinates(extractor):
    hill = Place("Post 217", "Post 217", PlaceKind.FACILITY, "UA", "Kharkiv", None, 49.9, 37.7, 1)
    plain, ruled = read(extractor, "Russian forces attacked Post 217 on Monday.", places=(PlaceRule("Post 217", hill),))
    assert labels(plain, Label.LOCATION) == []
    assert labels(ruled, Label.LOCATION) == ["Post 217"]
    assert [(p.lat, p.lon) for event in ruled.events for p in event.places] == [(49.9, 37.7)]


def test_a_name_of_a_place_that_no_list_knows_is_weighed_as_one(extractor):
    text = "Brezhanovka came under shelling on Monday."
    known = Place("Brezhanovka", "Brezhanovka", PlaceKind.SETTLEMENT, "UA", "Kharkiv", None, 49.9, 37.7, 1)
    plain, ruled = read(extractor, text, places=(PlaceRule("Brezhanovka", known),))
    assert [p.lat for event in plain.events for p in event.places] in ([], [None])
    assert [p.lat for event in ruled.events for p in event.places] == [49.9]


def test_a_rule_for_a_town_leaves_the_region_of_its_name_alone(extractor):
    hamlet = Place("Kharkiv", "Kharkiv Khutir", PlaceKind.SETTLEMENT, "UA", "Poltava", None, 49.5, 34.5, 1)
    _, ruled = read(extractor, "Russia carried out four airstrikes in the Kharkiv region.", places=(PlaceRule("Kharkiv", hamlet),))
    assert [(p.name, p.admin1) for event in ruled.events for p in event.places] == [("Kharkiv Oblast", "Kharkiv")]


def test_the_versions_tell_other_rules_but_no_other_notes(extractor):
    def version(*parties):
        return extractor.with_rules(OwnRules(parties=parties)).versions.lexicons

    assert version() == extractor.versions.lexicons
    assert "rules" not in version()
    first = version(PartyRule("River Column", ("Reed Men",)))
    assert first.startswith(f"{extractor.versions.lexicons}+rules-")
    assert version(PartyRule("River Column", ("Reed Men", "Reed Boys"))) != first
    assert version(PartyRule("River Column", ("Reed Men",), note="seen in April")) == first


def test_rules_travel_to_another_process():
    rules = OwnRules(parties=(PartyRule("River Column", ("Reed Men",)),), places=(PlaceRule("Post 217", None),))
    assert pickle.loads(pickle.dumps(rules)) == rules
