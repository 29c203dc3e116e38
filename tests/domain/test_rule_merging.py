"""A colleague's rules brought to mine: nothing of mine is lost or changed unless I say so."""

from hypothesis import given
from hypothesis import strategies as st

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
    first_problem,
)
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.rule_merging import compare, joined, sayings, with_rule

KHARKIV = Place("Terny", "Terny", PlaceKind.SETTLEMENT, "UA", "Kharkiv", None, 49.0, 37.0, 1, "geonames:1")
DONETSK = Place("Terny", "Terny", PlaceKind.SETTLEMENT, "UA", "Donetsk", None, 49.1, 37.9, 1, "geonames:2")
MINE = OwnRules(
    parties=(PartyRule("River Column", ("Reed Men", "marsh rats"), ("Reedish",), note="seen in April"),),
    weapons=(WeaponRule("Grom", WeaponFamily.SHELLING),),
    places=(PlaceRule("Terny", DONETSK),),
)


def test_what_is_new_is_added_and_what_is_known_is_left():
    theirs = OwnRules(
        parties=(PartyRule("River Column", ("the reed men", "Bank Boys")),),
        organisations=(OrganisationRule("Wolf Watch"),),
        not_attacks=(NotAttackRule("fire station"),),
    )
    found = compare(MINE, theirs)
    assert [saying.words for saying in found.additions] == ["Bank Boys", "Wolf Watch", "fire station"]
    assert (found.conflicts, found.known) == ((), 1)
    both = joined(MINE, theirs)
    assert both.parties == (PartyRule("River Column", ("Reed Men", "marsh rats", "Bank Boys"), ("Reedish",), note="seen in April"),)
    assert both.organisations == theirs.organisations
    assert (both.weapons, both.places, both.not_attacks) == (MINE.weapons, MINE.places, theirs.not_attacks)


def test_contradictions_are_told_and_mine_stay_unless_i_say_so():
    theirs = OwnRules(
        parties=(PartyRule("Delta Front", ("Reed Men",)), PartyRule("River Column", ("marsh rats",), kind=PartyKind.STATE)),
        organisations=(OrganisationRule("Grom"),),
        places=(PlaceRule("Terny", KHARKIV), PlaceRule("Terny", KHARKIV, region="Kharkiv")),
    )
    found = compare(MINE, theirs)
    told = [(conflict.mine.words, conflict.mine.meaning, conflict.theirs.meaning) for conflict in found.conflicts]
    assert told == [
        ("Reed Men", "the party River Column", "the party Delta Front"),
        ("marsh rats", "the party River Column", "the party River Column, a country"),
        ("Grom", "a weapon (shelling)", "an organisation"),
        ("Terny", "Terny, Donetsk, UA", "Terny, Kharkiv, UA"),
    ]
    assert [(saying.words, saying.conditions) for saying in found.additions] == [("Terny", "in Kharkiv")]
    assert joined(MINE, theirs).parties == MINE.parties
    taken = joined(MINE, theirs, prefer={conflict.mine.key for conflict in found.conflicts if conflict.mine.words in {"Grom", "Reed Men"}})
    assert taken.weapons == ()
    assert taken.organisations == theirs.organisations
    assert taken.parties == (
        PartyRule("Delta Front", ("Reed Men",)),
        PartyRule("River Column", ("marsh rats",), ("Reedish",), note="seen in April"),
    )
    assert first_problem(taken) is None


def test_one_more_rule_goes_before_what_it_contradicts():
    changed = with_rule(MINE, PlaceRule("Terny", None))
    assert changed.places == (PlaceRule("Terny", None),)
    assert with_rule(MINE, PartyRule("River Column", ("Bank Boys",))).parties[0].names == ("Reed Men", "marsh rats", "Bank Boys")
    assert with_rule(NO_RULES, PartyRule("Delta Front")).parties == (PartyRule("Delta Front"),)


words = st.sampled_from(["Reed Men", "the Reed Men", "Grom", "Terny", "marsh rats", "Wolf Watch"])
some_rules = st.builds(
    OwnRules,
    parties=st.lists(
        st.builds(PartyRule, st.sampled_from("AB"), st.lists(words, min_size=1, max_size=2).map(tuple), kind=st.sampled_from(PartyKind)),
        max_size=2,
    ).map(tuple),
    weapons=st.lists(st.builds(WeaponRule, words, st.sampled_from(WeaponFamily)), max_size=2).map(tuple),
    organisations=st.lists(st.builds(OrganisationRule, words), max_size=2).map(tuple),
    places=st.lists(st.builds(PlaceRule, words, st.sampled_from([None, KHARKIV, DONETSK])), max_size=2).map(tuple),
).filter(lambda rules: first_problem(rules) is None and len({saying.key for saying in sayings(rules)}) == len(sayings(rules)))


@given(some_rules, some_rules)
def test_joined_rules_hold_all_of_mine_and_all_that_is_new(mine, theirs):
    found, both = compare(mine, theirs), joined(mine, theirs)
    assert {(s.key, s.meaning) for s in sayings(both)} == {(s.key, s.meaning) for s in (*sayings(mine), *found.additions)}
    assert len(found.additions) + len(found.conflicts) + found.known == len(sayings(theirs))
    assert compare(both, theirs).additions == ()
    assert {(s.key, s.meaning) for s in sayings(joined(mine, theirs, prefer={c.mine.key for c in found.conflicts}))} >= {
        (s.key, s.meaning) for s in sayings(theirs)
    }
