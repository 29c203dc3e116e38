"""The word lists: what they say of words, and how an analyst's own file joins them."""

import pytest

from analyst_app.domain.ontology import EventType
from analyst_app.domain.own_rules import OrganisationRule, OwnRules, PartyKind, PartyRule, WeaponFamily, WeaponRule
from analyst_app.extraction.words.lexicons import load


@pytest.fixture(scope="module")
def lexicons():
    return load()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("airstrikes", "airstrike"),
        ("air-strikes", "airstrike"),
        ("drone attacks", "drone_strike"),
        ("kamikaze drone strike", "drone_strike"),
        ("missile and drone attack", "missile_strike"),
        ("artillery and rocket strikes", "shelling"),
        ("mortar fire", "shelling"),
        ("ground assaults", "ground_assault"),
        ("suicide car bombing", "explosion"),
        ("landmine blast", "explosion"),
        ("combat engagements", "clash"),
        ("ceasefire violations", "attack"),
        ("attacks", "attack"),
        ("shot down", "interception"),
        ("SHOT DOWN", "interception"),
        ("broke through", "ground_assault"),
        ("opened fire", "attack"),
    ],
)
def test_an_attack_word_names_its_surest_type_first(lexicons, words, first):
    assert lexicons.attack_types(words)[0] == first


@pytest.mark.parametrize("words", ["market", "heart of the matter", "killed", "evacuated", ""])
def test_other_words_name_no_attack(lexicons, words):
    assert lexicons.attack_types(words) == ()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Shahed drones", EventType.DRONE_STRIKE),
        ("Lancet loitering munitions", EventType.DRONE_STRIKE),
        ("Kh-59 guided missiles", EventType.MISSILE_STRIKE),
        ("FAB-500 bomb", EventType.AIRSTRIKE),
        ("guided air bombs", EventType.AIRSTRIKE),
        ("Su-25 jet", EventType.AIRSTRIKE),
        ("152-mm howitzers", EventType.SHELLING),
        ("MLRS", EventType.SHELLING),
        ("roadside bombs", EventType.EXPLOSION),
        ("armoured personnel carriers", None),
        ("patrol boat", None),
        ("bicycle", None),
    ],
)
def test_a_weapon_makes_its_kind_of_attack(lexicons, words, kind):
    assert lexicons.weapon_type(words) == kind


@pytest.mark.parametrize(
    ("words", "party"),
    [
        ("Moscow’s forces", "Russia"),
        ("the Russian 47th Tank Division", "Russia"),
        ("General Staff of the Armed Forces of Ukraine", "Ukraine"),
        ("RSF fighters", "Rapid Support Forces"),
        ("al-Shabaab fighters", "al-Shabaab"),
        ("Al Shabab", "al-Shabaab"),
        ("US Central Command", "United States"),
        ("Burkinabè army", "Burkina Faso"),
        ("Myanmar junta", "Myanmar military"),
        ("Syrian National Army", "Syrian National Army"),
        ("Syrian army", "Syria"),
        ("Somali National Army", "Somalia"),
    ],
)
def test_a_party_is_known_by_alias_adjective_capital_or_body(lexicons, words, party):
    assert lexicons.party(words) == party


@pytest.mark.parametrize("words", ["the enemy", "gunmen", "pro-Russian fighters", "Iran-backed militias", "us", "is", "army"])
def test_words_that_name_no_party_by_themselves(lexicons, words):
    assert lexicons.party(words) is None


def test_own_rules_go_before_the_shipped_words_and_are_told_by_their_version(lexicons):
    rules = OwnRules(
        parties=(PartyRule("River Front", ("RVF",)), PartyRule("Russia", ("orcs",))),
        weapons=(WeaponRule("whirlybird", WeaponFamily.DRONE_STRIKE), WeaponRule("Kh-59", WeaponFamily.EQUIPMENT)),
    )
    added = load(rules)
    assert added.party("RVF fighters") == "River Front"
    assert added.party("River Front") == "River Front"
    assert added.party("the orcs") == "Russia"
    assert added.party("Russian troops") == "Russia"
    assert added.weapon_type("two whirlybirds") == EventType.DRONE_STRIKE
    assert added.weapon_type("Kh-59") is None
    assert lexicons.weapon_type("Kh-59") == EventType.MISSILE_STRIKE
    assert added.version == lexicons.version
    assert (lexicons.own.version, added.own.version) == ("", rules.version)


def test_a_name_that_a_rule_gives_to_one_party_leaves_the_other_with_its_fighters(lexicons):
    assert lexicons.party("Wagner fighters") == "Russia"
    assert load(OwnRules(parties=(PartyRule("Wagner Group", ("Wagner",)),))).party("Wagner fighters") == "Wagner Group"


def test_a_body_that_a_rule_calls_an_organisation_is_no_party_any_more(lexicons):
    assert lexicons.party("Azov") == "Ukraine"
    assert load(OwnRules(organisations=(OrganisationRule("Azov"),))).party("Azov") is None


def test_a_further_name_of_a_state_leaves_the_state_a_place(lexicons):
    added = load(OwnRules(parties=(PartyRule("Russia", ("orcs",)),)))
    assert added.parties.names.get("Russia").state
    assert not added.parties.names.get("orcs").state
    assert load(OwnRules(parties=(PartyRule("Russia", ("Muscovy",), kind=PartyKind.STATE),))).parties.names.get("Muscovy").state
