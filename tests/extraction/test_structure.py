"""Blocks: what part each line plays, what heads it and whose list it belongs to."""

import pytest

from analyst_app.extraction.text.line_kinds import is_boilerplate
from analyst_app.extraction.text.reading import BlockKind
from analyst_app.extraction.text.structure import read_blocks


def kinds(text):
    return [(b.kind.value, b.span.of(text)) for b in read_blocks(text)]


def test_a_dispatch_starts_with_its_dateline():
    text = "ADEN, Feb. 5, 2024 (Reuters) — Jets bombed the port on Sunday.\n\nNobody was hurt."
    assert kinds(text) == [
        ("dateline", "ADEN, Feb. 5, 2024 (Reuters) —"),
        ("paragraph", "Jets bombed the port on Sunday."),
        ("paragraph", "Nobody was hurt."),
    ]


def test_a_bulletin_has_title_dateline_list_and_boilerplate():
    text = (
        "Regional Military Administration\n23 January 2025, 08:00\n\nOver the past day there were 13 strikes. Of these:\n\n"
        "– nine were air strikes;\n– four were shelling.\n\nDo not ignore the alarm signals!"
    )
    blocks = read_blocks(text)
    assert [b.kind for b in blocks] == [
        BlockKind.TITLE,
        BlockKind.DATELINE,
        BlockKind.PARAGRAPH,
        BlockKind.BULLET,
        BlockKind.BULLET,
        BlockKind.BOILERPLATE,
    ]
    assert [b.lead_in for b in blocks[3:5]] == [2, 2]


def test_an_indented_list_belongs_to_the_bullet_above():
    text = "Update\n\nIn figures:\n\n• clashes – 39, of which\n    Lyman axis – 10\n    Siversk axis – 8\n• air strikes – 19"
    blocks = read_blocks(text)
    assert [b.lead_in for b in blocks] == [None, None, 1, 2, 2, 1]


def test_a_heading_lends_its_place_until_the_next():
    text = "Assessment\n\nKharkiv Oblast\n\nTroops attacked.\n\nThey fell back.\n\nPokrovsk direction\n\nIt was calm there."
    blocks = read_blocks(text)
    assert [b.kind.value for b in blocks] == ["title", "heading", "paragraph", "paragraph", "heading", "paragraph"]
    assert [b.heading for b in blocks] == [None, None, 1, 1, None, 4]


def test_a_place_with_a_colon_heads_its_list_and_no_more():
    text = "Daily update\n\nIn the Kupiansk direction:\n- two assaults were repelled.\n- one clash goes on.\n\nJets flew six sorties."
    blocks = read_blocks(text)
    assert [b.kind.value for b in blocks] == ["title", "heading", "bullet", "bullet", "paragraph"]
    assert [b.heading for b in blocks] == [None, None, 1, 1, None]


def test_a_live_blog_is_cut_at_its_time_stamps():
    text = "LIVE: the day\n\n17:42\nDEATH TOLL RISES\nRescuers found a body.\n\n16:10 GMT – Two drones hit a block.\n\n[15:05] All quiet."
    assert kinds(text) == [
        ("title", "LIVE: the day"),
        ("time_stamp", "17:42"),
        ("heading", "DEATH TOLL RISES"),
        ("paragraph", "Rescuers found a body."),
        ("time_stamp", "16:10 GMT –"),
        ("paragraph", "Two drones hit a block."),
        ("time_stamp", "[15:05]"),
        ("paragraph", "All quiet."),
    ]


def test_a_flash_headline_in_capitals_is_a_title_before_the_text():
    text = "⚡ 60 AERIAL TARGETS SHOT DOWN ⚡\n\nOn Tuesday night the enemy attacked.\n\n▪ 57 drones;\n▪ three missiles."
    assert [kind for kind, _ in kinds(text)] == ["title", "paragraph", "bullet", "bullet"]


def test_the_headline_of_an_entry_heads_its_text():
    text = (
        "LIVE\n\n14:05 GMT\nStrike kills seven in Rafah\nSeven people died in a tent.\n\n13:40\nDrones seen over Tyre\n\n13:10\nAll quiet."
    )
    blocks = read_blocks(text)
    assert [b.kind.value for b in blocks[1:6]] == ["time_stamp", "heading", "paragraph", "time_stamp", "paragraph"]
    assert blocks[3].heading == 2


def test_a_title_of_two_lines_and_a_byline():
    text = "General Staff\nInformation as of 18.00, 21.10.2023 on the war\n\nJane Doe, Ann Roe, and John P. Poe\n\nShells fell there."
    assert [kind for kind, _ in kinds(text)] == ["title", "title", "boilerplate", "paragraph"]


def test_a_list_of_lines_with_semicolons_ends_with_its_full_stop():
    text = "In brief\n\nSumy district:\nKhotin: 12 mines fell;\nYunakivka: 8 blasts were heard.\nIn all 20 blasts were recorded."
    assert [b.heading for b in read_blocks(text)][2:] == [1, 1, None]


def test_wrapped_lines_are_one_paragraph():
    text = "Russian forces attacked the town from three sides during the day and\nwere driven back.\n\nNothing else."
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to our channel.",
        "Hotline: +380 542 77 00 11, daily from 08:00 to 17:00.",
        "Reporting by Jane Doe; editing by John Roe",
        "By Marta Kowalczyk",
        "Photo: firefighters after the strike.",
        "Welcome. Send your questions to the live desk.",
        "Note: We do not report on deployments.",
    ],
)
def test_lines_about_the_channel_are_boilerplate(line):
    assert kinds(f"Two people were killed in Sumy.\n\n{line}")[-1] == ("boilerplate", line)


@pytest.mark.parametrize(
    "line",
    [
        "Two drones hit a bus stop in Kherson",
        "Russian forces attacked near Terny",
        "Subscribers were killed when a shell hit the queue.",
        "We share the grief: five people were killed.",
        "Air defence shot down 12 drones:",
    ],
)
def test_lines_that_tell_of_acts_are_text(line):
    assert kinds(f"Update\n\nIt was a hard night.\n\n{line}")[-1][0] == "paragraph"


def test_an_empty_text_has_no_blocks():
    assert read_blocks(" \n\u00a0\n") == ()


@pytest.mark.parametrize(
    "line",
    [
        "By the command's count, marines foiled six attacks at Vovcha.",
        "By Sunday evening the invaders had carried out nine assaults.",
        "A reminder: 14 strikes were recorded on Friday.",
    ],
)
def test_a_line_that_tells_of_acts_is_no_boilerplate(line):
    assert not is_boilerplate(line)


@pytest.mark.parametrize("line", ["By Olena Hnatiuk and Ivan Rud", "Reporting by Ana Lima; editing by Tom Reed", "Subscribe to us"])
def test_makers_and_channels_are_boilerplate(line):
    assert is_boilerplate(line)
