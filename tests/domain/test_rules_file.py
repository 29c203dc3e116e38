"""The file of own rules: what is written comes back, and each fault is told with its line and key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyst_app.domain.errors import InputError
from analyst_app.domain.own_rules import (
    NO_RULES,
    NotAttackRule,
    OrganisationRule,
    OwnRules,
    PartyKind,
    PartyRule,
    PlaceRule,
    WeaponFamily,
    WeaponRule,
    bare,
    first_problem,
)
from analyst_app.domain.places import PRECISION_OF_KIND, Place, PlaceKind
from analyst_app.domain.rules_file import HEADER, format_rules, parse_rules

names = (
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
    .map(bare)
    .filter(lambda w: w.isprintable() and any(c.isalnum() for c in w))
)
notes = st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=30).map(lambda words: " ".join(words.split()))
several = st.lists(names, max_size=3, unique=True).map(tuple)


@st.composite
def targets(draw, words):
    located = draw(st.booleans())
    kind = draw(st.sampled_from(PlaceKind))
    return Place(
        text=words,
        name=draw(names),
        kind=kind if not located or kind is not PlaceKind.UNKNOWN else PlaceKind.SETTLEMENT,
        country=draw(st.sampled_from([None, "UA", "SD"])),
        admin1=draw(st.none() | names),
        admin2=draw(st.none() | names),
        lat=draw(st.floats(-90, 90)) if located else None,
        lon=draw(st.floats(-180, 180)) if located else None,
        place_id=draw(st.none() | names),
    )


@st.composite
def place_rules(draw):
    words = draw(names)
    place = draw(st.none() | targets(words))
    if place is not None and place.lat is not None:
        place = Place(**{f: getattr(place, f) for f in place.__dataclass_fields__} | {"geo_precision": PRECISION_OF_KIND[place.kind]})
    return PlaceRule(words, place, draw(several), draw(st.just("") | names), draw(notes))


everything = st.builds(
    OwnRules,
    parties=st.lists(st.builds(PartyRule, names, several, several, st.sampled_from(PartyKind), notes), max_size=2).map(tuple),
    weapons=st.lists(st.builds(WeaponRule, names, st.sampled_from(WeaponFamily), notes), max_size=2).map(tuple),
    organisations=st.lists(st.builds(OrganisationRule, names, notes), max_size=2).map(tuple),
    places=st.lists(place_rules(), max_size=2).map(tuple),
    not_attacks=st.lists(st.builds(NotAttackRule, names, notes), max_size=2).map(tuple),
).filter(lambda rules: first_problem(rules) is None)


@given(everything)
def test_what_is_written_comes_back(rules):
    assert parse_rules(format_rules(rules), name="rules.toml") == rules


def test_the_header_explains_every_table_and_is_read_as_no_rule():
    assert parse_rules(format_rules(NO_RULES), name="rules.toml") == NO_RULES
    for table in ("party", "weapon", "organisation", "place", "not_attack"):
        assert f"[[{table}]]" in HEADER


def test_the_examples_of_the_header_are_rules_once_the_marks_are_taken_off():
    lines = [line.removeprefix("# ") for line in HEADER.splitlines()]
    examples = [line.split("   ")[0] for line in lines if line.startswith("[[") or (" = " in line and line.split()[1] == "=")]
    rules = parse_rules("\n".join(examples), name="header")
    assert rules.parties[0].names == ("Wagnerites", "PMC Wagner")
    assert rules.places[0].place.admin1 == "Kharkiv"
    assert len(rules) == 5


def test_articles_and_spaces_are_taken_off_names():
    rules = parse_rules('[[party]]\nname = "River  Column"\nnames = ["the Reed Men", "Reed Men", " An  Boat Crew "]', name="r")
    assert rules.parties == (PartyRule("River Column", ("Reed Men", "Boat Crew")),)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[[party]]\nname = ", 2, "text editor"),
        ('[[party]\nname = "A"', 1, "text editor"),
        ('[[party]]\nname = "A"\n\n[[party]]\nname = "B"\nnmaes = ["b"]', 6, "nmaes"),
        ('[[party]]\nname = "A"\nnames = "b"', 3, "list of words"),
        ('[[party]]\nname = "A"\nnames = ["b", 3]', 3, "names"),
        ('[[party]]\nnames = ["b"]', 1, "“name”"),
        ('[[party]]\nname = "A"\nkind = "band"', 3, "group, state"),
        ('[[party]]\nname = "..."', 2, "letters"),
        ('[[party]]\nname = "A"\nnames = ["Reeds"]\n[[party]]\nname = "B"\nnames = ["reeds"]', 6, "two things"),
        ('[[weapon]]\nname = "Grom"', 1, "family"),
        ('[[weapon]]\nname = "Grom"\nfamily = "picnic"', 3, "drone_strike"),
        ('[[weapon]]\nname = "Grom"\nfamily = 3', 3, "quotation marks"),
        ('[[weapon]]\nname = "Grom"\nfamily = "shelling"\n[[organisation]]\nname = "the grom"', 5, "a weapon (shelling)"),
        ('[[place]]\nwords = "Terny"', 1, "which place"),
        ('[[place]]\nwords = "Terny"\nlat = 49.1', 3, "only one coordinate"),
        ('[[place]]\nwords = "Terny"\nlat = 149.1\nlon = 3', 3, "between -90 and 90"),
        ('[[place]]\nwords = "Terny"\nlat = nan\nlon = 3', 3, "lat"),
        ('[[place]]\nwords = "Terny"\nlat = "49.1"\nlon = 3', 3, "number"),
        ('[[place]]\nwords = "Terny"\nnone = "yes"', 3, "true or false"),
        ('[[place]]\nwords = "Terny"\nnone = true\nadmin1 = "Donetsk"', 4, "Keep one"),
        ('[[place]]\nwords = "Terny"\ncountry = "Ukraine"', 3, "two-letter"),
        ('[[not_attack]]\nwords = ""', 2, "missing"),
        ('[[wepon]]\nname = "Grom"', 1, "wepon"),
        ('# rules\n[party]\nname = "A"', 2, "double brackets"),
        ("version = 7", 1, "version"),
    ],
)
def test_a_fault_is_told_with_its_line_in_one_sentence_or_two(text, line, says):
    with pytest.raises(InputError) as told:
        parse_rules(text, name="rules.toml")
    sentence = str(told.value)
    assert sentence.startswith(f"Line {line} of “rules.toml”"), sentence
    assert says in sentence
    assert "\n" not in sentence


def test_a_fault_in_a_table_on_one_line_is_told_without_a_line():
    with pytest.raises(InputError, match=r"^“rules.toml”: there is no “nmaes”"):
        parse_rules('party = [{name = "A", nmaes = ["b"]}]', name="rules.toml")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_a_sentence(text):
    try:
        rules = parse_rules(text, name="rules.toml")
    except InputError:
        return
    assert first_problem(rules) is None
