"""A typed line splits an event into counts, or one for each place, and says so when it does not add up."""

from dataclasses import replace

import pytest
from ui.review.samples import CHUHUIV, IZYUM, events_of_the_day

from analyst_app.domain.estimates import Estimate
from analyst_app.services.workbench import load_ontology
from analyst_app.ui.review.split_words import explain_shares, proposed_line, read_shares

STRIKES = events_of_the_day()[0]
TWO_PLACES = replace(STRIKES, places=(IZYUM, CHUHUIV))


@pytest.mark.parametrize("words", ["10+6", "10 + 6", "10, 6", "10;6", "10 and 6"])
def test_counts_are_written_as_one_likes_and_each_place_gets_its_own(words):
    shares = read_shares(words, TWO_PLACES)
    assert [(share.count.best, share.places) for share in shares] == [(10, (IZYUM,)), (6, (CHUHUIV,))]
    assert explain_shares(shares, TWO_PLACES, load_ontology()) == "10 airstrikes, Izium Raion · 6 airstrikes, Chuhuiv Raion"


def test_bounds_and_thousands_stay_what_they_are():
    counts = [share.count for share in read_shares("at least 1,000 + 200+", STRIKES)]
    assert counts == [Estimate.at_least(1000), Estimate.at_least(200)]
    assert len(read_shares("1,000, 2", STRIKES)) == 2


def test_places_without_a_number_are_split_by_an_empty_line():
    shelling = replace(TWO_PLACES, count=None)
    assert [(share.count, share.places) for share in read_shares("", shelling)] == [(None, (IZYUM,)), (None, (CHUHUIV,))]


def test_where_there_is_one_act_for_each_place_the_line_holds_ones():
    assert proposed_line(replace(TWO_PLACES, count=Estimate.exactly(2))) == "1+1"
    assert proposed_line(TWO_PLACES) == ""


@pytest.mark.parametrize("words", ["", "10", "10+", "ten apples + 3", "+".join("1" * 13)])
def test_what_does_not_split_is_explained(words):
    with pytest.raises(ValueError, match=r"10\+6|Not a count|several steps"):
        read_shares(words, TWO_PLACES)


def test_counts_that_do_not_add_up_are_warned_of():
    assert "Together 15, where the report says 16" in explain_shares(read_shares("10+5", STRIKES), STRIKES, load_ontology())
