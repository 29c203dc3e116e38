"""Web pages give the report and what the head says of it; nothing in them runs, and nothing is fetched."""

from datetime import date

import pytest

from analyst_app.domain.errors import InputError
from analyst_app.readers import clean_pasted, read_file
from analyst_app.readers.markup import visible_text
from analyst_app.readers.pasted import HTML, RTF, rich_text

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Kupiansk under fire | The Daily</title>
<meta property="article:published_time" content="2023-11-09T23:30:00+02:00"><meta name="author" content="Anna Bell">
<meta property="og:site_name" content="The Daily"><link rel="stylesheet" href="https://tracker.example/x.css">
<script src="https://tracker.example/x.js"></script></head>
<body onload="steal()"><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Kupiansk under fire</h1>
<p>Russia carried out <b>16</b> airstrikes and 559&nbsp;attacks on Ukrainian positions within the last 24 hours, the army said.</p>
<img src="https://tracker.example/x.png" alt="pixel"><iframe src="https://tracker.example/"></iframe>
<p>Three assaults were attempted in the Kupiansk direction, according to the spokesman of the eastern command.</p>
<script>document.write("Fifty people were killed")</script>
</article><footer>Copyright 2021 The Daily. Cookies.</footer></body></html>"""


def test_the_report_comes_without_menus_and_with_what_the_head_says(file):
    (report,) = read_file(file("page.html", PAGE)).reports
    assert "Russia carried out 16 airstrikes and 559 attacks" in report.text.replace("\u00a0", " ")
    assert "Three assaults were attempted" in report.text
    for unwanted in ("Sport", "Fifty people", "tracker", "Cookies", "<"):
        assert unwanted not in report.text
    assert (report.title, report.source, report.author) == ("Kupiansk under fire", "The Daily", "Anna Bell")
    assert report.published == date(2023, 11, 9)


def test_a_short_note_without_a_head_is_kept_whole(file):
    (report,) = read_file(file("note.htm", "<p>Two drones struck Izyum.</p><p>Nobody was hurt.</p>")).reports
    assert report.text == "Two drones struck Izyum.\n\nNobody was hurt."
    assert report.published is None
    assert report.title is None


def test_a_day_in_the_words_is_not_taken_for_the_day_of_publication(file):
    (report,) = read_file(file("note.html", "<html><body><p>As of 3 March 2022 the town was held by Russia.</p></body></html>")).reports
    assert report.published is None


def test_an_older_encoding_that_the_page_declares_is_used(file):
    page = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head><body><p>Куп’янськ</p></body></html>'
    )
    assert read_file(file("p.html", page.encode("cp1251"))).reports[0].text == "Куп’янськ"


def test_a_page_is_told_by_its_content(file):
    (report,) = read_file(file("saved.txt", PAGE)).reports
    assert "onload" not in report.text
    assert report.title == "Kupiansk under fire"


WORDS = "The army of Ukraine published its figures for the past day on Thursday morning, and they were higher than before. " * 3
LIST = "<ul><li>16 airstrikes</li><li>559 attacks</li></ul>"
LINKS = "<ul><li><a href=/x>Home is safe, says mayor</a></li><li><a href=/y>Cookies for the front</a></li></ul>"
TABLE = "<table><tr><td>tanks</td><td>2</td></tr></table>"


@pytest.mark.parametrize(
    "page",
    [
        f"<article><p>{WORDS}</p>{LIST}{TABLE}</article>",
        f"<article><h1>Daily</h1><p>{WORDS}</p>{TABLE}{LIST}<p>{WORDS}</p></article>",
        f"<nav>Home</nav><div class=content><p>{WORDS}</p><p>Over the day:</p>{TABLE}{LIST}</div><footer>Cookies</footer>",
        f"<div id=menu>Home</div><div><p>{WORDS}</p>{LIST}<div class='related-posts'>Cookies</div><p>{WORDS}</p>{TABLE}</div>",
        f"<div><p>{WORDS}</p>{LINKS}{LIST}<p>{WORDS}</p>{TABLE}</div>",
    ],
)
def test_no_item_and_no_row_of_a_report_is_lost(file, page):
    text = read_file(file("p.html", f"<html><head><title>T</title></head><body>{page}</body></html>")).reports[0].text
    assert WORDS.strip() in text
    assert "\n• 16 airstrikes\n• 559 attacks" in text
    assert "\ntanks\t2" in text
    assert "Home" not in text
    assert "Cookies" not in text


def test_deep_nesting_is_read_and_nesting_without_end_is_a_sentence(file):
    (report,) = read_file(file("deep.html", "<div>" * 200 + "Izyum was hit." + "</div>" * 200)).reports
    assert report.text == "Izyum was hit."
    with pytest.raises(InputError, match="has no text"):
        read_file(file("deeper.html", "<div>" * 20_000 + "Izyum was hit." + "</div>" * 20_000))


def test_tables_keep_their_rows_and_paragraphs_their_gap():
    table = "<p>Losses:</p><table><tr><td>tanks</td><td> 2 </td></tr><tr><td>guns</td><td>3</td></tr></table>after<br>all"
    assert visible_text(table) == "Losses:\n\ntanks\t2\nguns\t3\n\nafter\nall"


def test_a_row_of_very_many_empty_cells_is_no_danger():
    assert visible_text(f"<table><tr>{'<td></td>' * 50_000}<td>2</td></tr></table>").strip() == "2"


def test_pasted_text_is_tidied():
    assert (
        clean_pasted("\ufeff\r\n  Izyum\u200b was hit. \r\n\r\n\r\n\r\nNobody was hurt.\u00a0\r\n") == "Izyum was hit.\n\nNobody was hurt."
    )


def test_the_rich_form_is_taken_where_it_says_the_same_as_the_plain_one():
    bullets = rich_text(b"<h2>Past day</h2><ul><li>16 airstrikes<li>559 attacks</ul><script>x()</script>", form=HTML)
    assert bullets == "Past day\n\n• 16 airstrikes\n• 559 attacks"
    assert clean_pasted("Past day\n16 airstrikes\n559 attacks", rich=bullets) == bullets
    assert clean_pasted(" ", rich=bullets) == bullets
    assert clean_pasted("Plain words.", rich="Other words.") == "Plain words."
    assert clean_pasted("") == ""


def test_what_word_copies_has_its_own_bullets_and_hides_what_is_hidden():
    page = (
        "<p class=MsoListParagraph><!--[if !supportLists]--><span style='font-family:Symbol;mso-list:Ignore'>·<span>&nbsp;&nbsp; "
        "</span></span><!--[endif]-->16 airstrikes</p>"
        "<p class=MsoListParagraph><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span>559 attacks</p>"
        "<p style='display: none'>fifty dead</p><p><span style='mso-hide:all'>sixty</span> end</p>"
    )
    assert rich_text(page.encode(), form=HTML) == "• 16 airstrikes\n\n2. 559 attacks\n\nend"


def test_copied_rich_text_keeps_its_bullets():
    copied = rb"{\rtf1\ansi Past day\par{\pntext\f1\'B7\tab}16 airstrikes\par{\listtext\pard 2.\tab}559 attacks\par}"
    assert rich_text(copied, form=RTF).strip() == "Past day\n• 16 airstrikes\n2. 559 attacks"


def test_lists_in_lists_and_numbers():
    page = "<ol start=3><li>three<ul><li>inner<li></ul><li><p>four</p></ol><ol type=a><li>a<li><a href=/x>link</a></ol>"
    assert visible_text(page) == "3. three\n\n◦ inner\n\n4. four\n\na) a\nb) link"


def test_an_emoji_of_several_parts_survives_pasting():
    assert clean_pasted("👩\u200d🚒 two hurt") == "👩\u200d🚒 two hurt"
