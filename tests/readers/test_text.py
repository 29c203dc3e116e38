"""Text is stored as it stands in the file, in whatever encoding, but for line ends and what cannot be stored."""

import codecs
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyst_app.domain.errors import InputError
from analyst_app.readers import read_file
from analyst_app.readers.decoding import decode, normalise

UKRAINIAN = "Російські війська завдали 16 авіаударів та здійснили 559 атак на українські позиції за останню добу поблизу Куп’янська."


def text_of(path):
    (report,) = read_file(path).reports
    return report.text


def test_the_stem_is_the_key_and_nothing_else_is_made_up(file, report_text):
    result = read_file(file("2023-11-09.daily.txt"))
    (report,) = result.reports
    assert result.problems == ()
    assert (report.key, report.text) == ("2023-11-09.daily", report_text)
    assert (report.published, report.title, report.source, report.author) == (None, None, None, None)


def test_a_key_can_be_given(file):
    assert read_file(file("daily.txt"), key="mon/daily").reports[0].key == "mon/daily"


def test_leading_blanks_and_trailing_lines_stay(file):
    assert text_of(file("a.txt", "\n  \tIzyum\u00a0was hit.\n\n\n")) == "\n  \tIzyum\u00a0was hit.\n\n\n"


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_line_ends_of_every_system_become_one(file, ends):
    assert text_of(file("a.txt", f"one{ends}{ends}two{ends}")) == "one\n\ntwo\n"


def test_markdown_is_text(file):
    assert text_of(file("a.md", "# Daily\n\n- *two* drones\n")) == "# Daily\n\n- *two* drones\n"


def test_what_stands_above_a_note_says_what_it_is_and_stays_in_it(file):
    said = "title: 'Daily: the east'\nauthor: Anna Bell\ndate: 2023-11-10T06:00\nsource: Kharkiv Desk\ntags: [a, b]"
    note = f"---\n{said}\n---\nIzyum was hit.\n"
    (report,) = read_file(file("a.md", note)).reports
    assert report.text == note
    assert (report.title, report.author, report.source) == ("Daily: the east", "Anna Bell", "Kharkiv Desk")
    assert report.published == date(2023, 11, 10)


@pytest.mark.parametrize("words", ["---\nIzyum was hit.\n---\n", "title: x\n", "---\ntitle: x\nno end", "---\n" + "a: b\n" * 60 + "---\n"])
def test_a_text_without_such_lines_has_nothing_said_of_it(file, words):
    (report,) = read_file(file("a.md", words + "End.")).reports
    assert (report.text, report.title, report.published) == (words + "End.", None, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1251", "koi8-u"])
def test_ukrainian_survives_every_usual_encoding(file, encoding):
    words = UKRAINIAN.replace("’", "") if encoding == "koi8-u" else UKRAINIAN
    assert text_of(file("a.txt", words.encode(encoding))) == words


@pytest.mark.parametrize(
    "words", ["“16 strikes” – the army’s figure…", "Óscar Núñez counted 16 strikes in Malmö, he said to the reporters."]
)
def test_western_text_of_older_windows_is_read_as_such(file, words):
    assert text_of(file("a.txt", words.encode("cp1252"))) == words


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r\ufeff"), min_size=1))
def test_any_utf8_text_with_words_in_it_comes_back_as_it_is(words):
    # Control characters make a file binary only where they are many.
    padded = words + " The village was shelled overnight." * (1 + len(words) * 5)
    assert decode(padded.encode(), name="a.txt") == padded


def test_a_stray_nul_is_replaced_and_the_offsets_stay(file):
    assert text_of(file("a.txt", "Two\x00drones " + "fell near the town. " * 20)).startswith("Two\ufffddrones fell")


def test_halves_of_an_emoji_are_joined_and_lone_ones_replaced():
    assert normalise("\ud83d\udca5 \ud83d end") == "💥 \ufffd end"


def test_a_mark_with_broken_bytes_behind_it_still_gives_the_rest(file):
    assert text_of(file("a.txt", codecs.BOM_UTF8 + b"hit \xff near Izyum")) == "hit \ufffd near Izyum"


@pytest.mark.parametrize("data", [UKRAINIAN.encode()[:-2], UKRAINIAN.encode() + b"\xff hit"])
def test_a_text_cut_off_within_a_letter_is_read_but_for_that_letter(file, data):
    assert text_of(file("a.txt", data)).startswith(UKRAINIAN[:-2])


def test_five_megabytes_are_read_whole(file):
    line = "Shelling went on near Kupiansk; two houses burned – nobody was hurt.\n"
    big = line * (5_000_000 // len(line))
    assert text_of(file("big.txt", big)) == big


@pytest.mark.parametrize("content", [b"", b"\n \n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b"\x00\x00"])
def test_an_empty_file_is_a_sentence(file, content):
    with pytest.raises(InputError, match=r"a\.txt is empty\. Choose"):
        read_file(file("a.txt", content))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "is a document of an old Office version"),
        (b"\x1f\x8b\x08" + bytes(range(256)), "is a compressed file"),
        (bytes(range(256)) * 8, "holds no text"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.doc", "a.html"])
def test_a_binary_file_is_named_for_what_it_is(file, content, what, name):
    with pytest.raises(InputError, match=what):
        read_file(file(name, content))


def test_a_file_above_the_limit_is_refused_before_it_is_read(file, monkeypatch):
    monkeypatch.setattr("analyst_app.readers.reading.LARGEST_REPORT", 10)
    with pytest.raises(InputError, match=r"more than the 1 MB that are read\. Divide it"):
        read_file(file("a.txt"))


def test_a_folder_is_a_sentence(tmp_path):
    with pytest.raises(InputError, match="is a folder"):
        read_file(tmp_path)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.rtf"])
def test_text_under_the_name_of_another_format_is_told(file, name):
    with pytest.raises(InputError, match=r"whatever its name says\. Give it its true suffix"):
        read_file(file(name))


def test_every_sentence_stays_one_line(file, tmp_path):
    for path in (tmp_path / "gone.txt", tmp_path, file("a.txt", b""), file("b.pdf"), file("c.txt", bytes(range(256)) * 8)):
        with pytest.raises(InputError) as caught:
            read_file(path)
        assert "\n" not in str(caught.value)
