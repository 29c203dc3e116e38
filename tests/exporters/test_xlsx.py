"""The workbook: typed cells, nothing that runs, and a sheet that says how attacks are counted."""

from datetime import datetime

import openpyxl
import pytest

from analyst_app.domain.errors import UserError
from analyst_app.exporters import FORMATS
from analyst_app.exporters.columns import COLUMNS

WRITE = FORMATS["xlsx"].write


def events(path):
    """The lines of the sheet as dictionaries of openpyxl's cells."""
    head, *lines = openpyxl.load_workbook(path)["Events"].iter_rows()
    assert tuple(cell.value for cell in head) == COLUMNS
    return [dict(zip(COLUMNS, line, strict=True)) for line in lines]


def test_cells_have_their_types(tmp_path, setting, full_row):
    assert WRITE(tmp_path / "a.xlsx", [full_row], setting).rows == 1
    (line,) = events(tmp_path / "a.xlsx")
    values = {name: cell.value for name, cell in line.items()}
    assert values["count_best"] == 16
    assert values["latitude"] == 49.20861
    assert values["killed_high"] is None
    assert values["preferred"] is True
    assert values["date_end"] == datetime(2023, 11, 9)  # noqa: DTZ001 - a spreadsheet knows no zones
    assert values["reviewed_at"] == datetime(2023, 11, 9, 18, 5, 7)  # noqa: DTZ001 - the same
    assert values["all_places"] == "Izyum; Kupiansk direction"
    assert line["date_end"].number_format == "yyyy-mm-dd"


@pytest.mark.parametrize("words", ["=1+1", "@SUM(A1)", "-2", "https://x.example/", "{=A1}", "007", "one\ntwo", "💥 \u202e", '"'])
def test_words_stay_words(tmp_path, setting, row, words):
    WRITE(tmp_path / "a.xlsx", [row(note=words)], setting)
    (line,) = events(tmp_path / "a.xlsx")
    assert line["note"].value == words
    assert line["note"].data_type == "s"
    assert line["note"].hyperlink is None


def test_signs_that_xml_cannot_hold_are_replaced(tmp_path, setting, row):
    WRITE(tmp_path / "a.xlsx", [row(note="a\0b\x1bc\ud83d")], setting)
    assert events(tmp_path / "a.xlsx")[0]["note"].value == "a\ufffdb\ufffdc\ufffd"


def test_a_text_longer_than_a_cell_is_cut_and_the_file_opens(tmp_path, setting, row):
    WRITE(tmp_path / "a.xlsx", [row(of_row={"evidence": "💥" * 40_000})], setting)
    assert events(tmp_path / "a.xlsx")[0]["evidence"].value.startswith("💥💥")


def test_the_header_is_frozen_and_can_be_filtered(tmp_path, setting, full_row):
    WRITE(tmp_path / "a.xlsx", [full_row, full_row], setting)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Events"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:AT3"


def test_nothing_selected_gives_the_header_alone(tmp_path, setting):
    WRITE(tmp_path / "a.xlsx", [], setting)
    assert events(tmp_path / "a.xlsx") == []


def test_the_second_sheet_says_what_the_first_one_means(tmp_path, setting, full_row):
    WRITE(tmp_path / "a.xlsx", [full_row], setting)
    lines = list(openpyxl.load_workbook(tmp_path / "a.xlsx")["About"].iter_rows(values_only=True))
    told = dict(lines)
    assert told["Made by"] == "analyst-app 0.1.0"
    assert told["Made at"] == "2023-11-10 08:30 UTC"
    assert told["Selection"] == "confirmed events of 9 November 2023"
    assert "spans at most two days" in told["How attacks are counted"]
    assert any("same act count once" in words for _, words in lines if words)
    assert set(COLUMNS) <= set(told)


def test_more_events_than_a_sheet_holds_are_refused(tmp_path, setting, full_row, monkeypatch):
    monkeypatch.setattr("analyst_app.exporters.xlsx.MOST_ROWS", 2)
    with pytest.raises(UserError, match=r"no more than 2 events\. Export to CSV"):
        WRITE(tmp_path / "a.xlsx", [full_row] * 3, setting)
    assert list(tmp_path.iterdir()) == []
