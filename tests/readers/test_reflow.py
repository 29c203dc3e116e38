"""The breaks that a layout put in are undone, and those that mean something stay."""

import pytest

from analyst_app.readers.reflow import reflow

LINE = "Russian forces carried out sixteen airstrikes in the past day, and"


def test_lines_of_a_paragraph_are_joined_and_paragraphs_kept():
    first = f"{LINE}\nthe army said that nobody had been hurt in any one of the\nvillages."
    page = f"{first}\n\nThree assaults were attempted on the northern flank of the town\nof Kupiansk."
    assert reflow([page]) == (
        f"{LINE} the army said that nobody had been hurt in any one of the villages.\n\n"
        "Three assaults were attempted on the northern flank of the town of Kupiansk."
    )


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Russian forces carried out sixteen airstrikes on the settle-", "ments of the district.", "settlements of the district."),
        ("Russian forces lost two launchers of the type known as anti-", "aircraft systems there.", "anti-aircraft systems there."),
        ("Russian forces lost two launchers of the type known as Buk-", "M1 near the same town.", "Buk-M1 near the same town."),
        ("Russian forces carried out sixteen airstrikes on the settle\u00ad", "ments of the district.", "settlements of the district."),
    ],
)
def test_divided_words_are_made_whole(first, second, joined):
    assert reflow([f"{first}\n{second}"]).endswith(joined)


def test_a_list_keeps_its_lines():
    items = ["• sixteen airstrikes on the villages of the northern part", "• 559 attacks", "1. Kupiansk direction", "2. Lyman direction"]
    assert reflow(["\n".join([LINE, *items])]).split("\n") == [LINE, *items]


def test_a_page_of_short_lines_is_left_alone():
    assert reflow(["Kupiansk 3\nLyman 12\nSiversk 7"]) == "Kupiansk 3\nLyman 12\nSiversk 7"


def test_a_sentence_that_runs_over_the_page_is_one_sentence():
    first = f"{LINE}\nthe army of the country said on Thursday that it had counted 559"
    second = "attacks on Ukrainian positions within the last twenty-four hours\nof the fighting."
    assert "counted 559 attacks on Ukrainian positions" in reflow([f"{first}\n\n12", second])
    assert reflow([f"{LINE}\nwas all.", second]) == f"{LINE} was all.\n\n{second.replace(chr(10), ' ')}"


def test_heads_that_run_over_the_pages_and_their_numbers_go():
    pages = [f"DAILY SUMMARY 9/11\n{LINE}\nthat was told on page {number} of it.\nPage {number} of 3" for number in (1, 2, 3)]
    assert reflow(pages) == "\n\n".join(f"{LINE} that was told on page {number} of it." for number in (1, 2, 3))


def test_nothing_gives_nothing():
    assert reflow([]) == ""
    assert reflow(["", "\n \n"]) == ""
