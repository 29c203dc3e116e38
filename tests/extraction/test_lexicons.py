"""The word lists: what they say of words, and how an analyst's own file joins them."""

import pytest

from analyst_app.domain.errors import InputError
from analyst_app.domain.ontology import EventType
from analyst_app.extraction.lexicons import load


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


def test_own_words_are_added_and_change_the_version(lexicons, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(
        '[[parties.party]]\nname = "River Front"\nnames = ["River Front", "RVF"]\n'
        '[[weapons.weapon]]\ntype = "drone_strike"\nheads = ["whirlybird"]\n'
        '[[attack.noun]]\nwords = ["buzzing"]\ntypes = ["drone_strike"]\n',
        encoding="utf-8",
    )
    added = load(own)
    assert added.party("RVF fighters") == "River Front"
    assert added.weapon_type("two whirlybirds") == EventType.DRONE_STRIKE
    assert added.attack_types("buzzings") == (EventType.DRONE_STRIKE,)
    assert added.party("Russian troops") == "Russia"
    assert added.version != lexicons.version


@pytest.mark.parametrize(
    "content", ["[[attack.noun]", "[wepons]\na = 1", '[[attack.noun]]\nwords = ["x"]\ntypes = ["picnic"]', "[[parties.party]]\nnames = 3"]
)
def test_a_bad_file_of_own_words_is_refused_with_a_sentence(tmp_path, content):
    own = tmp_path / "own.toml"
    own.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="own words"):
        load(own)


def test_a_missing_file_of_own_words_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        load(tmp_path / "nowhere.toml")
