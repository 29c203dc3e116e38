"""CSV: the fixed columns, cells that any program reads back, none that a spreadsheet runs, and memory that stays flat."""

import csv
import tracemalloc
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyst_app.domain.cells import guard, unguard
from analyst_app.exporters import FORMATS
from analyst_app.exporters.csv import write_table

HEADER = (
    "event_id,report_id,report_title,source,published,type,count_low,count_best,count_high,places_count,count_unit,actor,target,status,"
    "disputed_by,date_start,date_end,place,place_name,place_kind,admin2,admin1,country,latitude,longitude,geo_precision,all_places,"
    "killed_low,killed_best,killed_high,injured_low,injured_best,injured_high,reported_by,part_of,same_as,preferred,counts_on,"
    "counted_attacks,state,confidence,trigger,evidence,note,analyst,reviewed_at"
)
HOSTILE = [
    "=1+1", "+49 170", "-2", "@SUM(A1)", "\tx", "\rx", "'=x", "''=x", "'plain", "＝1", 'say "no"', "a,b", "a;b", "one\ntwo", "one\r\ntwo",
    " lead and trail ", "💥👩\u200d🚒", "\u202eevil\u202c", "Куп’янськ", "'", "",
]  # fmt: skip


def read(path, encoding="utf-8"):
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def test_the_header_is_the_agreed_one_and_stands_alone_over_nothing(tmp_path, setting):
    result = FORMATS["csv"].write(tmp_path / "a.csv", [], setting)
    assert (tmp_path / "a.csv").read_bytes() == f"{HEADER}\r\n".encode()
    assert (result.rows, result.left_out) == (0, ())


def test_every_field_lands_in_its_column(tmp_path, setting, full_row):
    assert FORMATS["csv"].write(tmp_path / "a.csv", [full_row], setting).rows == 1
    assert read(tmp_path / "a.csv") == [
        {
            "event_id": "r1:e2", "report_id": "r1", "report_title": "Daily report", "source": "The Daily", "published": "2023-11-09",
            "type": "airstrike", "count_low": "16", "count_best": "16", "count_high": "16", "places_count": "2",
            "count_unit": "acts", "actor": "Russia",
            "target": "Ukrainian positions", "status": "occurred", "disputed_by": "Russia", "date_start": "2023-11-08",
            "date_end": "2023-11-09", "place": "Izyum", "place_name": "Izium", "place_kind": "settlement", "admin2": "Izium Raion",
            "admin1": "Kharkiv", "country": "UA", "latitude": "49.20861", "longitude": "37.24853", "geo_precision": "1",
            "all_places": "Izyum; Kupiansk direction", "killed_low": "2", "killed_best": "2", "killed_high": "", "injured_low": "5",
            "injured_best": "6", "injured_high": "8", "reported_by": "Serhii Cherevatyi", "part_of": "r1:e1", "same_as": "r2:e4; r3:e1",
            "preferred": "true", "counts_on": "2023-11-09", "counted_attacks": "16", "state": "confirmed", "confidence": "0.877",
            "trigger": "airstrikes", "evidence": "Russia carried out 16 airstrikes.", "note": "checked", "analyst": "anna",
            "reviewed_at": "2023-11-09T18:05:07Z",
        }
    ]  # fmt: skip


def test_what_a_report_does_not_say_is_empty(tmp_path, setting, row):
    FORMATS["csv"].write(tmp_path / "a.csv", [row(of_row={"counts_on": None, "counted_attacks": 0, "source": None})], setting)
    (line,) = read(tmp_path / "a.csv")
    said = {name for name, cell in line.items() if cell}
    assert said == {
        "event_id", "report_id", "report_title", "published", "type", "status", "date_start", "date_end", "counted_attacks", "state",
        "trigger", "evidence",
    }  # fmt: skip
    assert line["counted_attacks"] == "0"


def test_times_of_other_zones_are_told_in_utc(tmp_path, setting, row):
    kyiv = timezone(timedelta(hours=2))
    rows = [row(of_store={"reviewed_at": datetime(2023, 11, 10, 0, 30, tzinfo=zone)}) for zone in (kyiv, None)]
    FORMATS["csv"].write(tmp_path / "a.csv", rows, setting)
    assert [line["reviewed_at"] for line in read(tmp_path / "a.csv")] == ["2023-11-09T22:30:00Z", "2023-11-10T00:30:00Z"]


def test_excel_gets_its_mark_and_the_rest_is_the_same(tmp_path, setting, full_row):
    for name in ("csv", "csv-excel"):
        FORMATS[name].write(tmp_path / name, [full_row], setting)
    assert (tmp_path / "csv-excel").read_bytes() == b"\xef\xbb\xbf" + (tmp_path / "csv").read_bytes()


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_back_and_run_nowhere(tmp_path, setting, row, words):
    FORMATS["csv"].write(tmp_path / "a.csv", [row(note=words, actor=words or None)], setting)
    (line,) = read(tmp_path / "a.csv")
    assert not line["note"].startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert unguard(line["note"]) == words
    assert unguard(line["actor"]) == words


def test_negative_numbers_are_numbers(tmp_path, setting, row, full_row):
    south = replace(full_row.stored.event.places[0], lat=-34.6, lon=-58.4)
    FORMATS["csv"].write(tmp_path / "a.csv", [row(places=(south,))], setting)
    (line,) = read(tmp_path / "a.csv")
    assert (line["latitude"], line["longitude"]) == ("-34.6", "-58.4")


def test_what_no_file_can_hold_is_replaced(tmp_path, setting, row):
    FORMATS["csv"].write(tmp_path / "a.csv", [row(note="a\0b\ud83dc")], setting)
    (line,) = read(tmp_path / "a.csv")
    assert line["note"] == "a\ufffdb?c"


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(TEXTS)
def test_the_mark_can_always_be_taken_off_again(words):
    assert unguard(guard(words)) == words


@given(lines=st.lists(st.lists(TEXTS, min_size=3, max_size=3), max_size=5))
def test_any_table_of_texts_comes_back_as_it_was(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    write_table(path, ("a", "b", "c"), lines)
    with path.open(encoding="utf-8", newline="") as file:
        assert [[unguard(cell) for cell in line] for line in list(csv.reader(file))[1:]] == lines


def peak_of(write, rows, path, setting):
    """The most bytes that Python held at once while it wrote, above what it held before."""
    tracemalloc.start()
    try:
        assert write(path, rows, setting).rows
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["csv", "xlsx", "geojson"])
def test_ten_times_the_events_take_no_more_memory(tmp_path, setting, full_row, name):
    write = FORMATS[name].write
    write(tmp_path / "warm", [full_row], setting)
    few, many = (peak_of(write, (replace(full_row, evidence="x" * 500) for _ in range(n)), tmp_path / "a", setting) for n in (300, 3_000))
    assert (tmp_path / "a").stat().st_size > (tmp_path / "warm").stat().st_size
    # Held in memory, the 2,700 events more would be well above a megabyte.
    assert many < few + 300_000
