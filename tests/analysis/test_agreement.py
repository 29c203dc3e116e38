"""Alpha equals the published worked examples, and agreement says what two coders did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyst_app.analysis.agreement import event_agreement, nominal_alpha, span_agreement
from analyst_app.analysis.alignment import align
from analyst_app.domain.comparing import Relation
from analyst_app.domain.ontology import EventType
from analyst_app.domain.spans import Entity, Label, Span

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): examples A (binary), B (nominal, two observers), C (missing data).
BINARY = ("0100000010", "1110010000")
NOMINAL = ("aabbdcccedda", "babbbccceddd")
MISSING = ("123321412...", "1233224125.3", ".333234225 1.".replace(" ", ""), "1233244125 1.".replace(" ", ""))


def units(*observers):
    return [[None if value == "." else value for value in unit] for unit in zip(*observers, strict=True)]


@pytest.mark.parametrize(("observers", "alpha"), [(BINARY, 0.095), (NOMINAL, 0.692), (MISSING, 0.743)])
def test_alpha_is_that_of_the_published_worked_examples(observers, alpha):
    assert nominal_alpha(units(*observers)) == pytest.approx(alpha, abs=0.0005)


def test_alpha_is_one_where_all_agree_and_undefined_where_nothing_varies():
    assert nominal_alpha(units("abab", "abab")) == 1
    assert nominal_alpha(units("aaaa", "aaaa")) is None
    assert nominal_alpha([]) is None
    assert nominal_alpha(units("a...", "...b")) is None


TEXT = "Russia made 16 airstrikes near Kupiansk"


def marked(words, label):
    start = TEXT.index(words)
    return Entity(Span(start, start + len(words)), label, words)


def test_alpha_by_label_is_that_of_the_words_that_each_coder_gives_the_label():
    first = [marked("Russia", Label.ACTOR), marked("16", Label.QUANTITY), marked("airstrikes", Label.ATTACK)]
    second = [marked("Russia", Label.ACTOR), marked("16 airstrikes", Label.ATTACK), marked("near Kupiansk", Label.LOCATION)]
    found = span_agreement(TEXT, first, second)
    of_label = {one.label: one for one in found.labels}
    assert found.words == 6
    assert (of_label["ACTOR"].alpha, of_label["ACTOR"].both) == (1, 1)
    assert (of_label["ATTACK"].both, of_label["ATTACK"].first_only, of_label["ATTACK"].second_only) == (1, 0, 1)
    # By hand, of six words: attack/attack 2, attack/other 1 each way, other/other 8; so 1 - 11 * 2 / (2 * 3 * 9).
    assert of_label["ATTACK"].alpha == pytest.approx(1 - 11 * 2 / 54)
    assert of_label["LOCATION"].alpha == pytest.approx(1 - 11 * 4 / (2 * 2 * 10))
    assert found.alpha == pytest.approx(nominal_alpha(zip("A-QK--".replace("K", "T"), ["A", "-", "T", "T", "L", "L"], strict=True)))


def test_spans_are_told_apart_by_borders_and_label():
    first = [marked("Russia", Label.ACTOR), marked("16", Label.QUANTITY), marked("airstrikes", Label.ATTACK)]
    second = [
        marked("Russia", Label.ACTOR),
        marked("16", Label.DATE),
        marked("airstrikes near", Label.ATTACK),
        marked("Kupiansk", Label.LOCATION),
    ]
    found = span_agreement(TEXT, first, second)
    assert (found.same, found.other_label, found.other_borders, found.first_only, found.second_only) == (1, 1, 1, 0, 1)


def test_events_of_two_coders_are_counted_and_so_are_their_equal_fields(told):
    first = told(("e1", "16", {"actor": "Russia"}), ("e2", "3", {}))
    second = told(("x1", "18", {"actor": "Russia"}), ("x3", "7", {"type": EventType.SHELLING}))
    found = event_agreement(align(first, second, relation=Relation.CODING))
    assert (found.first, found.second, found.both) == (2, 2, 1)
    assert found.share == pytest.approx(1 / 3)
    of = {one.field: (one.same, one.of) for one in found.fields}
    assert of["count"] == (0, 1)
    assert of["actor"] == (1, 1)
    assert 0 < found.field_share < 1


LABELS = st.lists(st.tuples(st.sampled_from([None, *Label][:5]), st.sampled_from([None, *Label][:5])), min_size=1, max_size=12)


@given(LABELS)
def test_the_agreement_of_a_text_is_alpha_over_its_words(labels):
    """Whatever two coders label, word by word: the quick way over a text gives what the plain one gives."""
    text = " ".join(["word"] * len(labels))
    first, second = ([Entity(Span(5 * n, 5 * n + 4), pair[side], "word") for n, pair in enumerate(labels) if pair[side]] for side in (0, 1))
    found = span_agreement(text, first, second)
    assert found.alpha == pytest.approx(nominal_alpha((one or "", other or "") for one, other in labels))
    for told in found.labels:
        plain = nominal_alpha((one == told.label, other == told.label) for one, other in labels)
        assert told.alpha == pytest.approx(plain)
    turned = span_agreement(text, second, first)
    assert turned.alpha == pytest.approx(found.alpha)
