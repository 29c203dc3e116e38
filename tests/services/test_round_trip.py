"""A database that is exported as JSON lines and imported into an empty one is the same: all tables but the journal, and removed reports."""

import json
import sqlite3
from contextlib import closing

import pytest

from analyst_app.domain.events import EVENT_FIELDS
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter, ImportStatus
from analyst_app.domain.spans import Label
from analyst_app.services import acts, agreement, history, library, reshaping, review, spans, superseding
from analyst_app.services.exporting import export_events
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from analyst_app.storage import queries
from support.coding import code_again
from support.invented import TEXT, extraction, where, written

EVERYTHING = EventFilter(states=frozenset(ReviewState))
COMPARED = {
    "source": "SELECT name, side, reliability, rhythm_days, note FROM source",
    "extraction_run": "SELECT program, model, lexicons, gazetteer FROM extraction_run",
    "report": (
        "SELECT r.key, r.title, s.name, r.author, r.published, r.text, r.text_sha256, r.char_count, r.imported_at, r.file_name, r.state,"
        " r.deleted,"
        " u.program, u.model, r.cursor, r.superseded_reason, r.coder, newer.key, first.key FROM report r"
        " LEFT JOIN source s ON s.id = r.source_id LEFT JOIN extraction_run u ON u.id = r.run_id"
        " LEFT JOIN report newer ON newer.id = r.superseded_by_id LEFT JOIN report first ON first.id = r.second_of_id"
    ),
    "entity": (
        'SELECT r.key, e.start, e."end", label, canonical, origin, e.state, proposed FROM entity e JOIN report r ON r.id = report_id'
    ),
    "act": (
        "SELECT a.note, (SELECT group_concat(k, ' ') FROM (SELECT r.key || ':' || e.key k FROM event e JOIN report r ON r.id = e.report_id"
        " WHERE act_id = a.id ORDER BY k)) FROM act a"
    ),
    "place": "SELECT text, name, kind, country, admin1, admin2, lat, lon, geo_precision, place_id FROM place",
}
ROW_IDS = {"id", "report_id", "run_id", "part_of_id", "act_id", "places"}
APART = {"meta", "journal_command", "journal_change", "alembic_version", "term", "event_block", "report_block", "sqlite_sequence"} | {
    "report_band",
    "report_file",
    "report_likeness",
    "external_series",
    "external_event",
}
"""The file's own facts, the journal, what is made from other tables, what only this computer's imports are told by, and
what is not ours: series of other people's events."""


def content(path):
    with closing(sqlite3.connect(path)) as base:
        tables = {name: sorted(base.execute(query).fetchall(), key=repr) for name, query in COMPARED.items()}
        columns = [row[1] for row in base.execute("PRAGMA table_info(event)") if row[1] not in ROW_IDS]
        own = ", ".join(f"e.{name}" for name in columns)
        tables["event"] = sorted(
            base.execute(
                f"SELECT r.key, {own}, w.key, u.program,"
                " (SELECT group_concat(p.text || coalesce(p.place_id, ''), ' ') FROM json_each(e.places) j JOIN place p ON p.id = j.value)"
                " FROM event e JOIN report r ON r.id = e.report_id LEFT JOIN event w ON w.id = e.part_of_id"
                " LEFT JOIN extraction_run u ON u.id = e.run_id"
            ).fetchall(),
            key=repr,
        )
        return tables


@pytest.fixture
def empty(tmp_path):
    opened = Workbench.open(tmp_path / "empty.sqlite", settings=Settings(), analyst="Oksana")
    yield opened
    opened.close()


@pytest.fixture
def worked(workbench, tmp_path):
    """Two reports on which everything was done that an analyst can do: one replaces the other, and one is coded twice."""
    other = extraction("south-2023-11-09", source="Southern Command", title="Evening", text=TEXT.replace("16", "18"), airstrikes=18)
    first, second = (
        outcome.report_id for outcome in library.import_files(workbench, paths=[written(tmp_path, extraction(), other)]).outcomes
    )
    by_key = {event.event.id: event.id for event in review.open_report(workbench, report_id=first).events}
    told_again = {event.event.id: event.id for event in review.open_report(workbench, report_id=second).events}
    review.correct_event(workbench, event_id=by_key["e1"], field="actor", value="Russian Air Force")
    review.correct_event(workbench, event_id=by_key["e1"], field="places", value=())
    review.correct_event(workbench, event_id=by_key["e4"], field="places", value=())
    review.correct_event(workbench, event_id=by_key["e2"], field="note", value="“checked” = 💥")
    reshaping.name_trigger(workbench, event_id=by_key["e4"], words=where("three assaults"))
    review.accept_events(workbench, event_ids=[by_key["e1"], by_key["e2"]])
    review.reject_events(workbench, event_ids=[by_key["e5"]])
    review.duplicate_event(workbench, event_id=by_key["e4"])
    spans.mark_entity(workbench, report_id=first, span=where("Dvorichna"), label=Label.LOCATION)
    marked = review.open_report(workbench, report_id=first).entities
    spans.unmark_entity(workbench, entity_id=marked[0].id)
    review.remember_place(workbench, report_id=first, position=20)
    acts.link_same_act(workbench, event_ids=[by_key["e1"], told_again["e1"]], preferred=told_again["e1"], reason="the same sorties")
    with workbench.database.unit_of_work("Describe source", analyst="Vira") as uow, workbench.database.reading() as reader:
        source = next(row for row in queries.list_sources(reader) if row.name == "Southern Command")
        uow.sources.change(source.id, side="Ukraine", reliability="B", rhythm_days=1, note="evening only")
    review.accept_rest(workbench, report_id=second)
    superseding.supersede(workbench, report_ids=[second], by=first, reason="the later tally")
    coding = code_again(workbench, first, coder="Oksana")
    theirs = review.open_report(workbench, report_id=coding).events
    review.accept_events(workbench, event_ids=[theirs[0].id, theirs[1].id])
    review.correct_event(workbench, event_id=theirs[1].id, field="actor", value="Belarus")
    review.reject_events(workbench, event_ids=[theirs[2].id])
    return workbench


def test_every_table_is_compared_or_named_as_left_out(worked):
    with closing(sqlite3.connect(worked.database_path)) as base:
        there = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    fulltext = {name for name in there if "fts" in name or "search" in name}
    assert there - fulltext == set(COMPARED) | {"event"} | (APART & there)


def test_an_empty_database_becomes_the_same(worked, empty, tmp_path):
    export_events(worked, path=tmp_path / "all.jsonl", format="jsonl", matching=EVERYTHING)
    library.import_files(empty, paths=[tmp_path / "all.jsonl"])
    before, after = content(worked.database_path), content(empty.database_path)
    assert all(before.values())
    for table in before:
        assert after[table] == before[table], table


def test_the_same_file_comes_out_again(worked, empty, tmp_path):
    export_events(worked, path=tmp_path / "all.jsonl", format="jsonl", matching=EVERYTHING)
    library.import_files(empty, paths=[tmp_path / "all.jsonl"])
    export_events(empty, path=tmp_path / "again.jsonl", format="jsonl", matching=EVERYTHING)
    first, second = (
        sorted(map(json.loads, (tmp_path / name).read_text(encoding="utf-8").splitlines()), key=lambda row: row["id"])
        for name in ("all.jsonl", "again.jsonl")
    )
    for row in (*first, *second):
        for event in row["review"]["events"]:
            event["act"] = event["act"] is not None
    assert first == second


def test_one_undo_takes_the_import_back_and_a_second_import_adds_nothing(worked, empty, tmp_path):
    export_events(worked, path=tmp_path / "all.jsonl", format="jsonl", matching=EVERYTHING)
    library.import_files(empty, paths=[tmp_path / "all.jsonl"])
    again = library.import_files(empty, paths=[tmp_path / "all.jsonl"])
    assert {outcome.status for outcome in again.outcomes} == {ImportStatus.DUPLICATE}
    history.undo(empty)
    assert library.count_reports(empty) == 0
    history.redo(empty)
    assert library.count_reports(empty) == 2


def test_of_an_act_that_comes_in_part_nothing_is_left(worked, empty, tmp_path):
    export_events(worked, path=tmp_path / "all.jsonl", format="jsonl", matching=EVERYTHING)
    lines = (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "half.jsonl").write_text(lines[0], encoding="utf-8")
    library.import_files(empty, paths=[tmp_path / "half.jsonl"])
    tables = content(empty.database_path)
    assert tables["act"] == []
    assert len(tables["report"]) == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda review: review.pop("events"),
        lambda review: review.update(imported_at="yesterday"),
        lambda review: review["entities"][0].update(end=10**6),
        lambda review: review["events"][0].update(state="perhaps"),
        lambda review: review.update(second_of=7),
        lambda review: review.update(superseded_by="the other one"),
    ],
)
def test_a_review_that_makes_no_sense_costs_its_line_alone(worked, empty, tmp_path, spoil):
    export_events(worked, path=tmp_path / "all.jsonl", format="jsonl", matching=EVERYTHING)
    rows = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    at = next(n for n, row in enumerate(rows) if row["id"] == "south-2023-11-09")
    spoil(rows[at]["review"])
    (tmp_path / "spoilt.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    imported = library.import_files(empty, paths=[tmp_path / "spoilt.jsonl"])
    assert sorted(outcome.status for outcome in imported.outcomes) == [ImportStatus.FAILED, ImportStatus.IMPORTED, ImportStatus.IMPORTED]
    assert f"line {at + 1}" in next(outcome.problem for outcome in imported.outcomes if outcome.status is ImportStatus.FAILED)


def test_corrections_are_told_as_before(worked, empty, tmp_path):
    export_events(worked, path=tmp_path / "all.jsonl", format="jsonl", matching=EVERYTHING)
    library.import_files(empty, paths=[tmp_path / "all.jsonl"])

    def corrected(workbench):
        rows = {row.key: row.id for row in library.list_reports(workbench)}
        found = review.open_report(workbench, report_id=rows["north-2023-11-09"]).events
        return {event.event.id: event.corrections for event in found if event.corrections}

    assert corrected(empty) == corrected(worked)
    assert {name for told in corrected(empty).values() for name in (each.field for each in told)} <= set(EVENT_FIELDS)


def test_complaint_16_links_parts_replacements_and_second_codings_come_back(worked, empty, tmp_path):
    """Relations that other tools cannot import: of events of two reports, of parts, of reports, and of two coders."""
    export_events(worked, path=tmp_path / "all.jsonl", format="jsonl", matching=EVERYTHING)
    library.import_files(empty, paths=[tmp_path / "all.jsonl"])
    rows = {row.key: row for row in library.list_reports(empty)}
    north, south = rows["north-2023-11-09"], rows["south-2023-11-09"]
    assert (south.revised_by.report_id, south.revised_by.reason) == (north.id, "the later tally")
    (coding,) = agreement.second_codings(empty, report_id=north.id)
    assert (coding.coder, coding.decided) == ("Oksana", 3)
    mine, theirs = ({e.event.id: e for e in review.open_report(empty, report_id=number).events} for number in (north.id, south.id))
    assert mine["e1"].act_id == theirs["e1"].act_id is not None
    assert theirs["e1"].preferred
    assert mine["e3"].event.part_of == "e2"
    history.undo(empty)
    assert agreement.second_codings(empty) == ()


def lines_of(worked, tmp_path):
    export_events(worked, path=tmp_path / "all.jsonl", format="jsonl", matching=EVERYTHING)
    rows = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    return {row["id"]: row for row in rows}


def brought_in(workbench, tmp_path, rows):
    path = tmp_path / "chosen.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return library.import_files(workbench, paths=[path]).outcomes


def test_a_report_without_the_one_that_replaces_it_counts_again(worked, empty, tmp_path):
    rows = lines_of(worked, tmp_path)
    brought_in(empty, tmp_path, [rows["south-2023-11-09"]])
    (line,) = library.list_reports(empty)
    assert line.revised_by is None


def test_a_second_coding_without_its_report_is_told_and_not_stored(worked, empty, tmp_path):
    rows = lines_of(worked, tmp_path)
    (outcome,) = brought_in(empty, tmp_path, [rows["north-2023-11-09~Oksana"]])
    assert outcome.status is ImportStatus.FAILED
    assert "Export both together" in outcome.problem
    assert agreement.second_codings(empty) == ()


def test_a_second_coding_finds_its_report_that_was_there_before(worked, empty, tmp_path):
    rows = lines_of(worked, tmp_path)
    brought_in(empty, tmp_path, [rows["north-2023-11-09"]])
    told = brought_in(empty, tmp_path, [rows["north-2023-11-09~Oksana"], rows["north-2023-11-09"]])
    assert [outcome.status for outcome in told] == [ImportStatus.DUPLICATE, ImportStatus.IMPORTED]
    assert len(agreement.second_codings(empty)) == 1


def test_reports_that_replace_each_other_in_a_circle_do_not_vanish_both(worked, empty, tmp_path):
    rows = lines_of(worked, tmp_path)
    north, south = rows["north-2023-11-09"], rows["south-2023-11-09"]
    north["review"]["superseded_by"] = south["review"]["number"]
    brought_in(empty, tmp_path, [north, south])
    assert sorted(line.revised_by is None for line in library.list_reports(empty)) == [False, True]


def library_with_ties(path, name):
    """A file of four reports, of which the first two tell one act and the last one is replaced by the third."""
    bench = Workbench.open(path / f"{name}.sqlite", settings=Settings(), analyst="Vira")
    one_each = [extraction(f"{name}{n}", title=f"{name}{n}", text=f"{TEXT}{name}{n}\n") for n in range(4)]
    rows = [outcome.report_id for outcome in library.import_files(bench, paths=[written(path, *one_each)]).outcomes]
    told = [review.open_report(bench, report_id=row).events[0].id for row in rows]
    acts.link_same_act(bench, event_ids=told[:2], preferred=told[0])
    replaced, by = (rows[3], rows[2]) if name == "A" else (rows[2], rows[3])
    superseding.supersede(bench, report_ids=[replaced], by=by)
    for kind in ("jsonl", "csv"):
        export_events(bench, path=path / f"{name}.{kind}", format=kind, matching=EVERYTHING)
    bench.close()


def ties_in(path):
    with closing(sqlite3.connect(path)) as base:
        replaced = "SELECT r.key, newer.key FROM report r JOIN report newer ON newer.id = r.superseded_by_id"
        return sorted(base.execute(replaced).fetchall()), sorted(base.execute(COMPARED["act"]).fetchall())


def test_two_files_in_one_go_keep_their_own_acts_and_replacements(empty, tmp_path):
    for name in ("A", "B"):
        library_with_ties(tmp_path, name)
    library.import_files(empty, paths=[tmp_path / "A.jsonl", tmp_path / "B.jsonl"])
    replaced, told_together = ties_in(empty.database_path)
    assert replaced == [("A3", "A2"), ("B2", "B3")]
    assert told_together == [("", "A0:e1 A1:e1"), ("", "B0:e1 B1:e1")]


def test_two_tables_in_one_go_keep_their_own_acts(empty, tmp_path):
    for name in ("A", "B"):
        library_with_ties(tmp_path, name)
    library.import_files(empty, paths=[tmp_path / "A.csv", tmp_path / "B.csv"])
    assert [members for _, members in ties_in(empty.database_path)[1]] == ["A0:e1 A1:e1", "B0:e1 B1:e1"]


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_an_act_that_a_new_report_tells_with_one_that_is_here_is_kept(workbench, empty, tmp_path, kind):
    old, new = (extraction(name, title=name, source=name, text=f"{TEXT}{name}\n") for name in ("old", "new"))
    (first,) = library.import_files(workbench, paths=[written(tmp_path, old)]).outcomes
    export_events(workbench, path=tmp_path / f"first.{kind}", format=kind, matching=EVERYTHING)
    library.import_files(empty, paths=[tmp_path / f"first.{kind}"])
    (second,) = library.import_files(workbench, paths=[written(tmp_path, new)]).outcomes
    told = [review.open_report(workbench, report_id=outcome.report_id).events[0].id for outcome in (first, second)]
    acts.link_same_act(workbench, event_ids=told, preferred=told[0])
    export_events(workbench, path=tmp_path / f"second.{kind}", format=kind, matching=EVERYTHING)
    before = content(empty.database_path)
    library.import_files(empty, paths=[tmp_path / f"second.{kind}"])
    assert content(empty.database_path)["act"] == [("", "new:e1 old:e1")]

    def counting():
        rows = {row.key: row.id for row in library.list_reports(empty)}
        return {key: review.open_report(empty, report_id=row).events[0].preferred for key, row in rows.items()}

    assert counting() == {"old": True, "new": False}
    history.undo(empty)
    assert counting() == {"old": False}
    assert before["act"] == []
    history.redo(empty)
    assert counting() == {"old": True, "new": False}


def test_a_further_report_joins_the_act_that_is_here_and_what_counts_stays(workbench, empty, tmp_path):
    three = [extraction(name, title=name, text=f"{TEXT}{name}\n") for name in ("one", "two", "three")]
    rows = [outcome.report_id for outcome in library.import_files(workbench, paths=[written(tmp_path, *three[:2])]).outcomes]
    told = [review.open_report(workbench, report_id=row).events[0].id for row in rows]
    acts.link_same_act(workbench, event_ids=told, preferred=told[0])
    export_events(workbench, path=tmp_path / "first.jsonl", format="jsonl", matching=EVERYTHING)
    library.import_files(empty, paths=[tmp_path / "first.jsonl"])
    (late,) = library.import_files(workbench, paths=[written(tmp_path, three[2])]).outcomes
    last = review.open_report(workbench, report_id=late.report_id).events[0].id
    acts.link_same_act(workbench, event_ids=[*told, last], preferred=last)
    export_events(workbench, path=tmp_path / "second.jsonl", format="jsonl", matching=EVERYTHING)
    library.import_files(empty, paths=[tmp_path / "second.jsonl"])
    assert content(empty.database_path)["act"] == [("", "one:e1 three:e1 two:e1")]
    here = {row.key: row.id for row in library.list_reports(empty)}
    assert [name for name, row in here.items() if review.open_report(empty, report_id=row).events[0].preferred] == ["one"]
