"""Exports hold what was confirmed, and come back whole where the format can."""

import csv

import pytest

from analyst_app.domain.errors import InputError, UserError
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter, EventOrder
from analyst_app.readers import read_stored
from analyst_app.services import exporting, review
from support.invented import extraction

COLUMNS = [
    "event_id",
    "report_id",
    "report_title",
    "source",
    "published",
    "type",
    "count_low",
    "count_best",
    "count_high",
    "places_count",
    "count_unit",
    "actor",
    "target",
    "status",
    "disputed_by",
    "date_start",
    "date_end",
    "place",
    "place_name",
    "place_kind",
    "admin2",
    "admin1",
    "country",
    "latitude",
    "longitude",
    "geo_precision",
    "all_places",
    "killed_low",
    "killed_best",
    "killed_high",
    "injured_low",
    "injured_best",
    "injured_high",
    "reported_by",
    "part_of",
    "same_as",
    "preferred",
    "counts_on",
    "counted_attacks",
    "state",
    "confidence",
    "trigger",
    "evidence",
    "note",
    "analyst",
    "reviewed_at",
]


def test_a_csv_holds_the_confirmed_events_and_what_each_adds(workbench, report_id, tmp_path):
    review.accept_rest(workbench, report_id=report_id)
    written = exporting.export_events(workbench, path=tmp_path / "events.csv", format="csv")
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == COLUMNS
    assert written.rows == len(rows) == 5
    by_type = {row["type"]: row for row in rows}
    assert (by_type["airstrike"]["count_best"], by_type["airstrike"]["counts_on"], by_type["airstrike"]["counted_attacks"]) == (
        "16",
        "2023-11-09",
        "16",
    )
    assert (by_type["shelling"]["part_of"], by_type["shelling"]["counted_attacks"]) == ("north-2023-11-09:e2", "0")
    assert (by_type["evacuation"]["count_low"], by_type["evacuation"]["count_high"]) == ("11000", "")
    assert {row["analyst"] for row in rows} == {"Vira"}


def test_nothing_confirmed_gives_the_header_alone(workbench, report_id, tmp_path):
    assert exporting.export_events(workbench, path=tmp_path / "events.csv", format="csv").rows == 0
    assert (tmp_path / "events.csv").read_text(encoding="utf-8").strip().split(",") == COLUMNS


def test_json_lines_come_back_without_loss(workbench, report_id, tmp_path):
    everything = EventFilter(states=frozenset(ReviewState))
    exporting.export_events(workbench, path=tmp_path / "all.jsonl", format="jsonl", matching=everything)
    ((again, _),) = read_stored(tmp_path / "all.jsonl")
    assert (again.events, again.entities, again.report.text) == (extraction().events, extraction().entities, extraction().report.text)


@pytest.mark.parametrize("format_name", exporting.FORMATS)
def test_every_format_writes_a_file(workbench, report_id, tmp_path, format_name):
    review.accept_rest(workbench, report_id=report_id)
    path = tmp_path / f"out{exporting.FORMATS[format_name].suffix}"
    exporting.export_events(workbench, path=path, format=format_name)
    assert path.stat().st_size > 0
    assert list(tmp_path.glob("*.part")) == []


def test_a_folder_that_is_not_there_is_told_in_words(workbench, report_id, tmp_path):
    with pytest.raises(UserError):
        exporting.export_events(workbench, path=tmp_path / "nowhere" / "events.csv", format="csv")


def types_in(path):
    with path.open(encoding="utf-8", newline="") as file:
        return [row["type"] for row in csv.DictReader(file)]


def test_rows_come_in_the_order_that_was_chosen(workbench, report_id, tmp_path):
    review.accept_rest(workbench, report_id=report_id)
    path = tmp_path / "events.csv"
    exporting.export_events(workbench, path=path, format="csv", order=EventOrder.COUNT, descending=True)
    assert types_in(path) == ["evacuation", "attack", "airstrike", "ground_assault", "shelling"]
    exporting.export_events(workbench, path=path, format="csv", order=EventOrder.TYPE)
    assert types_in(path) == sorted(types_in(path))


def test_chosen_columns_hold_the_same_cells_as_the_whole_table(workbench, report_id, tmp_path):
    review.accept_rest(workbench, report_id=report_id)
    exporting.export_events(workbench, path=tmp_path / "all.csv", format="csv")
    exporting.export_events(workbench, path=tmp_path / "some.csv", format="csv", columns=("counted_attacks", "event_id", "counts_on"))
    with (
        (tmp_path / "all.csv").open(encoding="utf-8", newline="") as whole,
        (tmp_path / "some.csv").open(encoding="utf-8", newline="") as some,
    ):
        kept = [{name: row[name] for name in ("counted_attacks", "event_id", "counts_on")} for row in csv.DictReader(whole)]
        assert list(csv.DictReader(some)) == kept


def test_what_was_left_out_is_told(workbench, report_id, tmp_path):
    detail = review.open_report(workbench, report_id=report_id)
    review.accept_events(workbench, event_ids=[detail.events[0].id])
    written = exporting.export_events(workbench, path=tmp_path / "events.csv", format="csv")
    assert (written.rows, dict(written.left_out)) == (1, {"proposed, not confirmed": 4})
    said = exporting.told(written, tmp_path / "events.csv")
    assert said == f"1 row written to {tmp_path / 'events.csv'}. Left out: 4 events (proposed, not confirmed)."


def test_a_column_that_is_not_there_is_told_before_anything_is_written(workbench, report_id, tmp_path):
    with pytest.raises(InputError, match="colour"):
        exporting.export_events(workbench, path=tmp_path / "events.csv", format="csv", columns=("type", "colour"))
    assert not (tmp_path / "events.csv").exists()
