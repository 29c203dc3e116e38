"""Whatever text comes in, the text stages give an answer: no error, spans inside the text, nothing lost, the same twice."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyst_app.extraction.dates.dates import find_dates, find_published, planned_days, reporting_period
from analyst_app.extraction.entities.numbers import find_quantities, parse_quantity
from analyst_app.extraction.text.normalise import prepare
from analyst_app.extraction.text.structure import read_blocks

PIECES = st.sampled_from(
    [
        *[
            "0",
            "5",
            "16",
            "2024",
            "1,127",
            "421",
            "430",
            "31",
            "May",
            "Feb.",
            "12",
            "overnight",
            "Tuesday",
            "night",
            "of",
            "to",
            "and",
            "between",
            "–",
            "—",
            ":",
            ";",
            ".",
            ",",
            "(",
            ")",
            "•",
            "*",
            "-",
            "one",
            "two",
            "dozens",
            "half",
            "a",
            "of",
        ],
        "last week",
        "the day after",
        "24 February 2022",
        "29 February",
        "10–12",
        "at least",
        "up to",
        "thousand",
        "million",
        "17:42",
        "past 99 years",
        "5000 centuries ago",
        "since",
        "early",
        "\n",
        "\n\n",
        "    ",
        "\r\n",
        "KYIV",
        "In the Lyman direction:",
        "⚡️",
        "\u00ad",
        "\ud800",
        "٣",
        "00.00.2024",
        "9" * 30,
    ]
)
TEXTS = st.one_of(
    st.text(st.characters(), max_size=120), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join)
)
DAYS = st.one_of(st.dates(date(2010, 1, 1), date(2030, 12, 31)), st.dates())


def is_in_order(spans, text):
    edges = [edge for span in spans for edge in (span.start, span.end)]
    return edges == sorted(edges) and (not edges or edges[-1] <= len(text))


@given(TEXTS)
def test_prepared_text_is_as_long_as_the_stored_one(text):
    plain = prepare(text)
    assert len(plain) == len(text)
    assert prepare(plain) == plain
    plain.encode()


@given(TEXTS, DAYS)
@settings(max_examples=300)
def test_dates_lie_in_the_text_in_order(text, published):
    matches = find_dates(text, published=published)
    assert is_in_order([m.span for m in matches], text)
    assert matches == find_dates(text, published=published)
    for m in matches:
        planned_days(m.span.of(text), published=published)


@given(TEXTS, DAYS)
def test_the_days_of_a_report_are_found_or_none(text, published):
    assert find_published(text) is None or isinstance(find_published(text), date)
    period = reporting_period(text, published=published)
    assert period is None or period.end <= published


@given(TEXTS)
@settings(max_examples=300)
def test_quantities_lie_in_the_text_in_order_and_mean_the_same_alone(text):
    found = find_quantities(text)
    assert is_in_order([q.span for q in found], text)
    for q in found:
        assert q.span.of(text).strip() == q.span.of(text)
        assert q.estimate is None or parse_quantity(q.span.of(text)) == q.estimate


@given(TEXTS)
def test_each_visible_character_belongs_to_one_block(text):
    blocks = read_blocks(text)
    assert is_in_order([b.span for b in blocks], text)
    outside, at = [], 0
    for block in blocks:
        outside.append(prepare(text)[at : block.span.start])
        at = block.span.end
    assert not "".join([*outside, prepare(text)[at:]]).strip()


@given(TEXTS)
def test_what_heads_a_block_stands_above_it(text):
    for index, block in enumerate(read_blocks(text)):
        assert block.heading is None or block.heading < index
        assert block.lead_in is None or block.lead_in < index


@pytest.mark.parametrize(
    "text",
    [
        "9" * 100_000,
        " " * 100_000,
        "\n" * 100_000,
        "9 " * 20_000,
        "9, " * 15_000,
        "1 000 " * 15_000,
        "one " * 15_000,
        "and 5 May, " * 9_000,
        "5 days " * 14_000,
        "overnight " * 10_000,
        "a" * 100_000,
        "• " * 50_000,
        "A. " * 30_000,
        "THE " * 25_000,
        "+9-" * 30_000,
        "0 800 " * 16_000,
        "17:42\n" * 16_000,
        "between 5 and " * 7_000,
        "of which\n" * 11_000,
        "@" * 100_000,
        "(" * 100_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_long_monotonous_texts_are_read(text):
    # A rule that looks at a text again and again would not come to an end here before the test run gives up.
    blocks, dates, numbers = read_blocks(text), find_dates(text, published=date(2024, 5, 15)), find_quantities(text)
    assert is_in_order([b.span for b in blocks], text)
    assert is_in_order([m.span for m in dates], text)
    assert is_in_order([q.span for q in numbers], text)
