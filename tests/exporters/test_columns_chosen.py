"""Columns as they were chosen, in their order, in each format that has those of the event table; Parquet as its readers open it."""

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pandas as pd
import pytest
from pyarrow import parquet
from shapely.geometry import shape

from analyst_app.domain.errors import InputError, UserError
from analyst_app.exporters import FORMATS
from analyst_app.exporters import parquet as writer
from analyst_app.exporters.columns import COLUMNS, MEANINGS, TYPES, cells

CHOSEN = ("type", "counts_on", "counted_attacks", "note", "place_name", "actor")


def head(path, name):
    match name:
        case "xlsx":
            return tuple(cell.value for cell in openpyxl.load_workbook(path)["Events"][1])
        case "geojson":
            return tuple(json.loads(path.read_text(encoding="utf-8"))["features"][0]["properties"])
        case "parquet":
            return tuple(parquet.read_table(path).column_names)
        case _:
            with path.open(encoding="utf-8-sig", newline="") as file:
                return tuple(next(csv.reader(file)))


@pytest.mark.parametrize("name", [each.name for each in FORMATS.values() if each.columns])
def test_chosen_columns_are_written_in_their_order(name, full_row, setting, tmp_path):
    path = tmp_path / f"out{FORMATS[name].suffix}"
    assert FORMATS[name].write(path, [full_row], replace(setting, columns=CHOSEN)).rows == 1
    assert head(path, name) == CHOSEN


def test_cells_stand_below_their_own_heading(full_row, setting, tmp_path):
    FORMATS["csv"].write(tmp_path / "a.csv", [full_row], replace(setting, columns=CHOSEN))
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        (line,) = csv.DictReader(file)
    told = {"type": "airstrike", "counts_on": "2023-11-09", "counted_attacks": "16", "note": "checked"}
    assert line == told | {"place_name": "Izium", "actor": "Russia"}


def test_the_workbook_explains_the_chosen_columns_alone(full_row, setting, tmp_path):
    FORMATS["xlsx"].write(tmp_path / "a.xlsx", [full_row], replace(setting, columns=CHOSEN))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert {row[0].value for row in book["About"].iter_rows()} & set(COLUMNS) == set(CHOSEN)
    assert book["Events"].auto_filter.ref == "A1:F2"
    assert book["Events"]["B2"].value.date() == date(2023, 11, 9)


@pytest.mark.parametrize("columns", [(), ("type", "colour"), ("type", "note", "type")])
def test_columns_that_make_no_sense_are_told_in_words(columns, full_row, setting, tmp_path):
    with pytest.raises(InputError, match="column"):
        FORMATS["csv"].write(tmp_path / "a.csv", [full_row], replace(setting, columns=columns))
    assert list(tmp_path.iterdir()) == []


def test_every_cell_is_of_its_columns_type(full_row, row):
    for one in (full_row, row()):
        wrong = {name: cell for name, cell in zip(COLUMNS, cells(one), strict=True) if cell is not None and type(cell) is not TYPES[name]}
        assert wrong == {}


def test_pandas_reads_parquet_with_types_and_gaps(full_row, row, setting, tmp_path):
    assert FORMATS["parquet"].write(tmp_path / "a.parquet", iter([full_row, row()]), setting).rows == 2
    table = pd.read_parquet(tmp_path / "a.parquet")
    assert list(table.columns) == list(COLUMNS)
    first, second = table.to_dict("records")
    assert (first["count_best"], first["date_end"], first["latitude"]) == (16, date(2023, 11, 9), 49.20861)
    assert first["reviewed_at"] == pd.Timestamp("2023-11-09T18:05:07Z")
    assert pd.isna(second["count_best"])
    assert pd.isna(second["note"])
    assert table["counted_attacks"].sum() == 32


def test_parquet_says_what_columns_mean_and_where_the_table_is_from(full_row, setting, tmp_path):
    FORMATS["parquet"].write(tmp_path / "a.parquet", [full_row], setting)
    schema = parquet.read_schema(tmp_path / "a.parquet")
    assert schema.metadata[b"selection"] == b"confirmed events of 9 November 2023"
    assert {field.name: field.metadata[b"description"].decode() for field in schema} == MEANINGS


def test_parquet_of_no_events_has_its_columns(setting, tmp_path):
    FORMATS["parquet"].write(tmp_path / "a.parquet", [], setting)
    table = parquet.read_table(tmp_path / "a.parquet")
    assert (table.num_rows, tuple(table.column_names)) == (0, COLUMNS)


def test_odd_text_goes_into_parquet(row, setting, tmp_path):
    odd = row(note="=1+1 \ud83d 💥", of_store={"reviewed_at": datetime(2024, 1, 1, tzinfo=UTC)})
    FORMATS["parquet"].write(tmp_path / "a.parquet", [odd], setting)
    assert parquet.read_table(tmp_path / "a.parquet")["note"].to_pylist() == ["=1+1 ? 💥"]


def test_where_pyarrow_is_missing_a_sentence_says_what_to_do(full_row, setting, tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "find_spec", lambda _name: None)
    assert "analyst-app[parquet]" in FORMATS["parquet"].missing()
    with pytest.raises(UserError, match="pyarrow"):
        FORMATS["parquet"].write(tmp_path / "a.parquet", [full_row], setting)
    assert list(tmp_path.iterdir()) == []


def test_pandas_reads_csv_as_it_stands(full_row, row, setting, tmp_path):
    for name, encoding in (("csv", "utf-8"), ("csv-excel", "utf-8-sig")):
        FORMATS[name].write(tmp_path / "a.csv", [full_row, row()], setting)
        table = pd.read_csv(tmp_path / "a.csv", encoding=encoding, parse_dates=["date_start", "date_end", "reviewed_at"])
        assert list(table.columns) == list(COLUMNS)
        assert table["date_end"].dt.date.tolist() == [date(2023, 11, 9)] * 2
        assert table["latitude"].dtype == float
        assert table["count_best"].tolist()[0] == 16


def test_shapely_reads_the_points(full_row, row, setting, tmp_path):
    FORMATS["geojson"].write(tmp_path / "a.geojson", [full_row, row()], setting)
    known, unlocated = json.loads((tmp_path / "a.geojson").read_text(encoding="utf-8"))["features"]
    point = shape(known["geometry"])
    assert (point.geom_type, point.x, point.y) == ("Point", 37.24853, 49.20861)
    assert unlocated["geometry"] is None
