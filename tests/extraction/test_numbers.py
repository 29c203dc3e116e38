"""Quantities: what counts something, what it means, and the many numbers that count nothing."""

import pytest

from analyst_app.domain.estimates import Estimate
from analyst_app.extraction.entities.numbers import find_quantities, parse_quantity


def quantities(text):
    return [(q.span.of(text), "-" if q.estimate is None else str(q.estimate)) for q in find_quantities(text)]


@pytest.mark.parametrize(
    ("words", "notation"),
    [
        ("16", "16"),
        ("a further 16", "16"),
        ("16 more", "16"),
        ("an", "1"),
        ("a single", "1"),
        ("twice", "2"),
        ("Five hundred and forty-two", "542"),
        ("thirty-three", "33"),
        ("three million two hundred thousand", "3200000"),
        ("1.2 thousand", "1200"),
        ("11,000", "11000"),
        ("421 430", "421430"),
        ("12.714", "12714"),
        ("at least two dozen", "24+"),
        ("no fewer than 18", "18+"),
        ("more than a hundred", "100+"),
        ("40+", "40+"),
        ("16 or more", "16+"),
        ("up to 20", "<=20"),
        ("as many as thirty", "<=30"),
        ("fewer than 16", "<=15"),
        ("10–12", "10-12"),
        ("between five and eight", "5-8"),
        ("15 to 20", "15-20"),
        ("two or three", "2-3"),
        ("two to three dozen", "24-36"),
        ("about 2.5 million", "~2500000"),
        ("some 30", "~30"),
        ("nearly 690,000", "~690000"),
        ("100 or so", "~100"),
        ("a couple of", "2"),
        ("several", "3+"),
        ("tens", "20+"),
        ("dozens", "24+"),
        ("scores", "40+"),
        ("hundreds", "200+"),
        ("tens of thousands", "20000+"),
        ("several hundred", "300+"),
        ("half a dozen", "6"),
    ],
)
def test_words_mean_low_best_and_high(words, notation):
    assert parse_quantity(words) == Estimate.parse(notation)


@pytest.mark.parametrize("words", ["", "No", "T-72", "3.2", "12-10", "drones", "155-mm", "9" * 400, "numerous", "forty-first"])
def test_what_is_no_whole_number_has_no_estimate(words):
    assert parse_quantity(words) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Air defences downed 37 of 42 Shahed-131/136 drones; one flew on.", [("37", "37"), ("42", "42"), ("one", "1")]),
        ("At least 1,200 shells and between 10 and 15 mines were used.", [("At least 1,200", "1200+"), ("between 10 and 15", "10-15")]),
        ("The losses: 6 684 (+21) tanks.", [("6 684", "6684"), ("21", "21")]),
        ("It lies 57km from Taiz and 3.2 per cent burned.", [("57", "57"), ("3.2", "-")]),
        ("A couple of shells, a few dozen men, half a dozen cars.", [("couple", "2"), ("few dozen", "36+"), ("half a dozen", "6")]),
        ("They struck once on Monday and Hodeidah twice.", [("once", "1"), ("twice", "2")]),
        ("Kyiv said ~120 were hurt and >15 missing, 40+ dead.", [("~120", "~120"), (">15", "15+"), ("40+", "40+")]),
        ("Since 7 October 2023 41,965 people have died.", [("41,965", "41965")]),
        ("One of the rockets fell on a farm.", [("One", "1")]),
        ("All eight of them; just over 40 went.", [("eight", "8"), ("just over 40", "40+")]),
        ("Losses rose from 3 to 10.", [("3 to 10", "3-10")]),
        ("Kupiansk axis – 7\nLyman axis – 10", [("7", "7"), ("10", "10")]),
        ("They shot down drones over two regions.", [("two", "2")]),
    ],
)
def test_quantities_are_found_with_their_modifiers(text, found):
    assert quantities(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "A T-72B3 tank, an S-300 missile, a Kh-59, 2S19 guns and a BM 21 launcher.",
        "155-mm and 82mm rounds, a 122 mm howitzer.",
        "The 93rd Brigade, Unit 8200, Infantry Battalion No. 231, the 2nd Corps.",
        "UNSC Resolution 2231, Article 5, Route 60, page 4, Boeing 737.",
        "Call +963 11 222 3333 or 0 800 503 112; the hotline number is 15-62.",
        "Coordinates 48.5132, 37.9821; 36°15'N 37°10'E; 37U DQ 12345 67890.",
        "A 12-year-old boy and a man aged 45; Ahmed Saleh, 52, said so; she is 30 years old.",
        "At 17:42, at 0600 and at 5 p.m. on 3 May 2024; in 2014.",
        "A five-storey house, a 20-kilometre zone, the 10-point plan, the twenty-first century.",
        "No one knows; one must wait; one another; one day; on the one hand; one by one.",
        "It was one of the most violent days; one of Kyiv’s most experienced generals.",
        "Daily Report 50/2021, 24/7, COVID-19, G7, version 2.1.3.",
        "attacks with multiple launch rocket systems; the zero line; once again; Once the guns fall silent, we go.",
        "the Three Brotherhood Alliance; 12 Shevchenko Street; the couple was buried.",
        "1. Fighting went on.\n2. Nothing else.",
        "2️⃣ districts",
        "children aged 2, 5 and 9; a girl, 7, and her mother, 34, survived.",
        "https://example.org/2024/05/12 #2022 @unit13",
    ],
)
def test_numbers_that_count_nothing_are_left_alone(text):
    assert quantities(text) == []


def test_a_range_that_falls_is_no_quantity():
    assert quantities("rows 12-10") == []


def test_dates_known_already_are_not_looked_for_again():
    text = "In May 300 drones fell."
    assert [q.span.of(text) for q in find_quantities(text, dates=[])] == ["300"]


def test_coming_under_so_many_attacks_is_no_bound():
    (came,) = find_quantities("Kherson came under 45 attacks.")
    assert (came.span.start, came.estimate) == (19, Estimate.exactly(45))
    (stayed,) = find_quantities("The army lost under 45 vehicles.")
    assert stayed.estimate == Estimate.up_to(44)
