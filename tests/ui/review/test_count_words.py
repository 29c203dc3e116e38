"""A count can be typed as reports say it, and a slip never becomes a number."""

import pytest

from analyst_app.domain.estimates import Estimate
from analyst_app.ui.review.count_words import read_count


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("16", Estimate.exactly(16)),
        ("at least 16", Estimate.at_least(16)),
        ("More than 11,000", Estimate.at_least(11_000)),
        ("two or more", Estimate.at_least(2)),
        ("up to 20", Estimate.up_to(20)),
        ("fewer than 16", Estimate.up_to(15)),
        ("about 40", Estimate.about(40)),
        ("10 to 12", Estimate.between(10, 12)),
        ("between 12 and 10", Estimate.between(10, 12)),
        ("11 000", Estimate.exactly(11_000)),
        ("three", Estimate.exactly(3)),
        ("a couple", Estimate.exactly(2)),
        ("several", Estimate.at_least(3)),
        ("dozens of", Estimate.at_least(24)),
        ("?/16/20", Estimate(None, 16, 20)),
        ("11,000+", Estimate.at_least(11_000)),
        ("", None),
    ],
)
def test_words_of_reports_are_counts(words, count):
    assert read_count(words) == count


@pytest.mark.parametrize("words", ["12x", "1.5", "1 2", "16 17", "many", "-3", "20/10/5", "at least", "12 to"])
def test_a_slip_is_no_count(words):
    with pytest.raises(ValueError, match="Write 16"):
        read_count(words)


@pytest.mark.parametrize("count", [Estimate.at_least(5), Estimate.up_to(5), Estimate.about(5), Estimate.between(4, 9), Estimate(1, 5, 9)])
def test_what_is_shown_can_be_typed_again(count):
    assert read_count(str(count)) == count
