"""Reports go in with everything extracted from them, and come back the same."""

from datetime import date

import pytest
from storage.samples import DAYS, TEXT, VERSIONS, an_extraction, at, dump

from analyst_app.analysis.counts import count_days
from analyst_app.analysis.picture import Ledger
from analyst_app.domain.errors import Stale
from analyst_app.domain.reports import Extraction, Report
from analyst_app.domain.review import ReportState, ReviewState
from analyst_app.domain.rows import CountSetting, EventFilter, ReportFilter, ReportOrder
from analyst_app.domain.spans import Entity, Label, Span
from analyst_app.storage import queries
from analyst_app.storage.bulk import NewReport
from support import plain_events


def add(database, *extractions, **options):
    with database.unit_of_work("Import", analyst="ana") as uow:
        ids = uow.reports.add_many([NewReport(e.report, e, f"{e.report.key}.txt") for e in extractions], imported_at=at(9), **options)
    return ids, uow


def test_a_stored_extraction_reads_back_as_it_was(database):
    wanted = an_extraction()
    (report_id,), _ = add(database, wanted)
    with database.reading() as reader:
        detail = queries.report_detail(reader, report_id=report_id)
    assert detail.text == wanted.report.text
    assert tuple(row.entity for row in detail.entities) == wanted.entities
    assert {stored.event for stored in detail.events} == set(wanted.events)
    assert detail.versions == VERSIONS
    assert (detail.row.key, detail.row.title, detail.row.source, detail.row.author) == (
        "kharkiv-1",
        "Report kharkiv-1",
        "Ukrinform",
        "A. Writer",
    )
    assert (detail.row.published, detail.row.imported_at, detail.row.file_name) == (date(2023, 11, 9), at(9), "kharkiv-1.txt")
    assert (detail.row.proposed, detail.row.confirmed, detail.row.confidence) == (3, 0, 0.5)
    assert detail.row.state is ReportState.NEW


def test_events_come_in_reading_order_with_their_whole(database):
    (report_id,), _ = add(database, an_extraction())
    with database.reading() as reader:
        events = queries.report_events(reader, report_id=report_id)
    assert [stored.event.id for stored in events] == ["e1", "e2", "e3"]
    assert events[1].part_of_id == events[0].id
    assert events[1].event.part_of == "e1"


def test_offsets_count_code_points_past_an_emoji(database):
    extraction = an_extraction()
    add(database, extraction)
    with database.reading() as reader:
        rows = plain_events.list_events(reader)
    assert {row.trigger for row in rows} == {"attacks", "airstrikes", "assaults"}
    assert {row.evidence for row in rows} == {"", "16; Kupiansk", "repelled"}


@pytest.mark.parametrize(
    "entity",
    [Entity(Span(0, 7), Label.LOCATION, "Kharkov"), Entity(Span(0, 9000), Label.LOCATION, TEXT), Entity(Span(33, 40), Label.ATTACK, "x")],
)
def test_an_entity_that_does_not_hold_its_words_is_refused_and_nothing_is_stored(database, path, entity):
    good = an_extraction()
    before = dump(path, journal=True)
    bad = Extraction(Report("bad", TEXT), good.published, (entity,), (), VERSIONS)
    with pytest.raises(ValueError, match="span"):
        add(database, good, bad)
    assert dump(path, journal=True) == before


def test_an_event_outside_its_text_is_refused(database):
    good = an_extraction()
    with pytest.raises(ValueError, match="outside a text"):
        add(database, Extraction(Report("short", "Too short."), good.published, (), good.events, VERSIONS))
    with pytest.raises(ValueError, match="outside a text"):
        add(database, Extraction(Report("short", "Too short."), good.published, (), good.events, VERSIONS))


def test_confirmed_on_import(database):
    add(database, an_extraction(), state_of_events=ReviewState.CONFIRMED)
    with database.reading() as reader:
        row = queries.list_reports(reader)[0]
        event = plain_events.list_events(reader)[0].stored
    assert (row.state, row.confirmed) == (ReportState.REVIEWED, 3)
    assert (event.analyst, event.reviewed_at) == ("ana", at(9))


def test_a_report_without_extraction_is_stored(database):
    with database.unit_of_work("Paste") as uow:
        report_id = uow.reports.add(Report("pasted", "Nothing yet."), imported_at=at(9))
    with database.reading() as reader:
        detail = queries.report_detail(reader, report_id=report_id)
    assert (detail.row.title, detail.row.published, detail.versions, detail.events) == ("pasted", date(2023, 11, 9), None, ())


def test_the_same_text_is_found_again_unless_it_was_removed(database):
    (report_id,), _ = add(database, an_extraction())
    with database.unit_of_work("Look") as uow:
        assert uow.reports.find_same_text(TEXT) == report_id
        assert uow.reports.find_same_text(TEXT + " ") is None
        uow.reports.remove([report_id])
        assert uow.reports.find_same_text(TEXT) is None


def test_a_removed_report_is_in_no_list_and_no_count_but_in_the_file(database, raw):
    (first, second), _ = add(database, an_extraction("a"), an_extraction("b"))
    with database.unit_of_work("Remove report") as uow:
        uow.reports.remove([first])
    assert uow.changes.library
    with database.reading() as reader:
        assert [row.id for row in queries.list_reports(reader)] == [second]
        assert queries.count_reports(reader) == 1
        assert queries.count_reports(reader, matching=ReportFilter(text="Kupiansk")) == 1
        assert plain_events.count_events(reader) == 3
        counts = count_days(Ledger().read(reader), reader, matching=EventFilter(states=set(ReviewState)), setting=CountSetting())
        assert [row.events for row in counts.rows] == [1, 1]
        assert queries.report_detail(reader, report_id=first) is None
        assert queries.get_event(reader, event_id=1) is None
        assert queries.review_progress(reader).reports == 1
        assert queries.list_sources(reader)[0].reports == 1
    assert raw.execute("SELECT count(*) FROM report").fetchone() == (2,)
    with database.unit_of_work("Confirm") as uow, pytest.raises(Stale):
        uow.events.set_state([1], ReviewState.CONFIRMED, analyst="ana", at=at(10))


def test_what_is_known_of_a_report_can_be_changed(database, report_id):
    with database.unit_of_work("Describe report") as uow:
        uow.reports.change(report_id, title="New", source="OCHA", author=None, published=date(2023, 11, 10), state=ReportState.IN_REVIEW)
    with database.reading() as reader:
        row = queries.get_report(reader, report_id=report_id)
    assert (row.title, row.source, row.author, row.published, row.state) == (
        "New",
        "OCHA",
        None,
        date(2023, 11, 10),
        ReportState.IN_REVIEW,
    )
    with database.unit_of_work("Cursor", undoable=False) as uow:
        uow.reports.change(report_id, cursor=40)
        with pytest.raises(ValueError, match="outside a text"):
            uow.reports.change(report_id, cursor=40_000)
        assert queries.report_detail(uow.reader, report_id=report_id).cursor == 40


def test_sources_carry_what_is_known_of_them(database, report_id):
    with database.unit_of_work("Describe source") as uow:
        source = uow.sources.add("Ukrinform")
        uow.sources.change(source, side="Ukraine", reliability="B", note="state agency")
        other = uow.sources.add("OCHA")
        with pytest.raises(Stale, match="already a source"):
            uow.sources.change(other, name="Ukrinform")
    with database.reading() as reader:
        assert [(row.name, row.side, row.reports) for row in queries.list_sources(reader)] == [
            ("OCHA", None, 0),
            ("Ukrinform", "Ukraine", 1),
        ]


def test_the_library_filters_and_sorts(database):
    later = an_extraction("b", source="OCHA", day=date(2023, 11, 12))
    add(database, an_extraction("a"), later)

    def keys(order=ReportOrder.PUBLISHED, **chosen):
        with database.reading() as reader:
            return [row.key for row in queries.list_reports(reader, matching=ReportFilter(**chosen), order=order)]

    assert keys() == ["b", "a"]
    assert keys(sources=frozenset({"OCHA"})) == ["b"]
    assert keys(first_day=date(2023, 11, 10)) == ["b"]
    assert keys(last_day=date(2023, 11, 10)) == ["a"]
    assert keys(states=frozenset({ReportState.REVIEWED})) == []
    for order in ReportOrder:
        assert sorted(keys(order)) == ["a", "b"]


def test_more_reports_than_one_chunk_keep_their_events_apart(database):
    ids, uow = add(database, *(an_extraction(f"r{n}") for n in range(450)))
    assert len(set(ids)) == 450
    assert uow.changes.report_ids == frozenset(ids)
    with database.reading() as reader:
        rows = tuple(plain_events.all_events(reader))
        assert len(rows) == 450 * 3 == plain_events.count_events(reader)
        assert all(row.stored.event.part_of == {"e2": "e1"}.get(row.stored.event.id) for row in rows)
        assert all(row.report_key == f"r{ids.index(row.stored.report_id)}" for row in rows)
        counts = count_days(Ledger().read(reader), reader, matching=EventFilter(states=set(ReviewState)), setting=CountSetting())
    assert counts.reported_days == {DAYS.end}
    assert {row.group: row.events for row in counts.rows} == {"attack": 450, "ground_assault": 450}
