"""Tables as programs and spreadsheets write them: encoding and sign are found out, lines keep their numbers, what is no table is said."""

import csv

import pytest

from analyst_app.domain.errors import InputError
from analyst_app.readers.delimited import open_table

ROWS = [["day", "place", "note"], ["2023-11-09", "Київ", "a, b; c"], ["2023-11-10", "Харків", "two\nlines"]]


def written(path, *, encoding="utf-8", delimiter=",", first=""):
    with path.open("w", encoding=encoding, newline="") as file:
        file.write(first)
        csv.writer(file, delimiter=delimiter).writerows(ROWS)
    return path


def read(path, **how):
    table = open_table(path, **how)
    return [list(table.header), *(list(line.cells) for line in table.lines())]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_what_was_written_is_read_whatever_the_encoding_and_the_sign(tmp_path, encoding, delimiter):
    assert read(written(tmp_path / "a.csv", encoding=encoding, delimiter=delimiter)) == ROWS


def test_the_sign_that_a_spreadsheet_declares_is_taken_and_counted_as_a_line(tmp_path):
    path = written(tmp_path / "a.csv", delimiter=";", first="sep=;\r\n")
    assert read(path) == ROWS
    assert [line.number for line in open_table(path).lines()] == [3, 4]


def test_lines_are_numbered_as_an_editor_counts_them(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('day,note\n2023-11-09,"one\ntwo"\n\n2023-11-10,x\n', encoding="utf-8")
    assert [(line.number, line.cells[0]) for line in open_table(path).lines()] == [(2, "2023-11-09"), (5, "2023-11-10")]


def test_western_accents_are_not_taken_for_cyrillic(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("day,place\n2023-11-09,Café Zürich\n".encode("cp1252"))
    assert read(path)[1] == ["2023-11-09", "Café Zürich"]


def test_short_lines_are_filled_up_and_names_told_apart(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("day,n,,n\n2023-11-09\n2023-11-10,1,2,3,4\n", encoding="utf-8")
    assert read(path) == [["day", "n", "column 3", "n (4)"], ["2023-11-09", "", "", ""], ["2023-11-10", "1", "2", "3"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04rest of a workbook", "Save the sheet as CSV"),
        (b"only one column\n1\n", "several columns"),
        (b"\x89PNG\r\n\x1a\n12345", "is a picture"),
    ],
)
def test_what_is_no_table_is_said_with_the_next_step(tmp_path, content, said):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        open_table(path)


def test_a_file_that_is_not_there_and_a_wrong_encoding_are_said(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        open_table(tmp_path / "none.csv")
    path = written(tmp_path / "a.csv", encoding="cp1251")
    with pytest.raises(InputError, match="not UTF-8"):
        open_table(path, encoding="utf-8")
