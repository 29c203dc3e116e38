"""Undo and redo: exact, across restarts, refused where something has changed since; one journal behind all of it."""

from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update
from storage.commands import COMMAND, do
from storage.samples import DAYS, KUPIANSK, an_extraction, at, dump

from analyst_app.analysis.choices import filter_choices
from analyst_app.analysis.picture import Ledger
from analyst_app.domain.errors import Stale
from analyst_app.domain.events import Event
from analyst_app.domain.ontology import EventType
from analyst_app.domain.review import ReportState, ReviewState, UndoStatus
from analyst_app.domain.rows import ReportFilter
from analyst_app.domain.spans import Span
from analyst_app.storage import queries
from analyst_app.storage.bulk import NewReport
from analyst_app.storage.database import Database
from analyst_app.storage.tables import EventRecord
from analyst_app.storage.undo import redo, undo, undo_status
from support import plain_events


def change(database, event_id, label="Correct", **fields):
    with database.unit_of_work(label, analyst="ana") as uow:
        uow.events.change(event_id, **fields)


def test_the_steps_are_named_by_their_labels(database, event_ids):
    assert undo_status(database) == UndoStatus("Import", None, undo_by="ana")
    change(database, event_ids[0], "Correct actor", actor="X")
    assert undo_status(database) == UndoStatus("Correct actor", None, undo_by="ana")
    assert undo(database).label == "Correct actor"
    assert undo_status(database) == UndoStatus("Import", "Correct actor", "ana", "ana")
    changes = redo(database)
    assert (changes.event_ids, changes.report_ids) == (frozenset({event_ids[0]}), frozenset({1}))


def test_with_nothing_to_do_it_says_so(database):
    assert undo_status(database) == UndoStatus(None, None)
    with pytest.raises(Stale, match="nothing to undo"):
        undo(database)
    with pytest.raises(Stale, match="nothing to redo"):
        redo(database)


def test_undo_works_after_opening_again(path):
    with closing(Database.open(path)) as database:
        with database.unit_of_work("Import") as uow:
            uow.reports.add(an_extraction().report, an_extraction(), imported_at=at(9))
        before = dump(path)
        change(database, 1, actor="X", places=(KUPIANSK,))
        after = dump(path)
    with closing(Database.open(path)) as database:
        undo(database)
        assert dump(path) == before
    with closing(Database.open(path)) as database:
        redo(database)
        assert dump(path) == after


def test_a_new_command_ends_what_could_be_redone(database, event_ids):
    change(database, event_ids[0], "first", actor="X")
    change(database, event_ids[0], "second", actor="Y")
    undo(database)
    undo(database)
    change(database, event_ids[0], "third", actor="Z")
    assert undo_status(database) == UndoStatus("third", None, undo_by="ana")
    undo(database)
    assert undo_status(database) == UndoStatus("Import", "third", "ana", "ana")
    with database.reading() as reader:
        assert [(line.kind, line.state, line.label) for line in queries.journal_tail(reader, limit=3)] == [
            ("undo", "done", "third"),
            ("command", "undone", "third"),
            ("undo", "done", "first"),
        ]


def test_what_has_changed_since_is_not_overwritten(database, path, event_ids):
    change(database, event_ids[0], "Correct actor", actor="X")
    with database.unit_of_work("Behind its back", undoable=False) as uow:
        uow.events.change(event_ids[0], actor="Y")
    before = dump(path, journal=True)
    with pytest.raises(Stale, match="“Correct actor” was left as it is"):
        undo(database)
    assert dump(path, journal=True) == before


def test_the_cursor_is_no_step_and_in_no_step_s_way(database, event_ids):
    with database.unit_of_work("Finish report") as uow:
        uow.reports.change(1, state=ReportState.REVIEWED)
    with database.unit_of_work("Cursor", undoable=False) as uow:
        uow.reports.change(1, cursor=7)
    assert undo_status(database).undo == "Finish report"
    undo(database)
    with database.reading() as reader:
        detail = queries.report_detail(reader, report_id=1)
    assert (detail.row.state, detail.cursor) == (ReportState.NEW, 7)


def test_an_added_event_that_something_points_to_stays(database, report_id):
    with database.unit_of_work("Add") as uow:
        added = uow.events.add(report_id, Event("x", EventType.CLASH, DAYS, Span(0, 4)))
    with database.unit_of_work("Behind its back", undoable=False) as uow:
        uow.events.change(1, part_of="x")
    with pytest.raises(Stale):
        undo(database)
    with database.reading() as reader:
        assert queries.get_event(reader, event_id=added) is not None


def test_an_import_is_one_step_however_many_transactions_it_took(database):
    with database.unit_of_work("Import 4 reports", analyst="ana") as uow:
        uow.reports.add_many([NewReport(an_extraction(f"a{n}").report, an_extraction(f"a{n}")) for n in range(2)], imported_at=at(9))
    batch = uow.command_id
    with database.unit_of_work("Confirm") as uow:
        uow.events.set_state([1], ReviewState.CONFIRMED, analyst="ana", at=at(10))
    with database.unit_of_work("Import 4 reports", analyst="ana", batch_id=batch) as uow:
        uow.reports.add_many([NewReport(an_extraction(f"b{n}").report, an_extraction(f"b{n}")) for n in range(2)], imported_at=at(9))
        assert uow.command_id == batch
    undo(database)
    changes = undo(database)
    assert (changes.label, changes.library, len(changes.report_ids)) == ("Import 4 reports", True, 4)
    with database.reading() as reader:
        assert queries.count_reports(reader) == plain_events.count_events(reader) == 0
        assert queries.list_reports(reader, matching=ReportFilter(text="Kupiansk")) == ()
        assert filter_choices(Ledger().read(reader), reader).actors == ()
    with pytest.raises(Stale, match="import was undone"), database.unit_of_work("Import", batch_id=batch):
        pytest.fail("an undone import went on")
    redo(database)
    redo(database)
    with database.reading() as reader:
        assert queries.count_reports(reader) == 4
        assert queries.get_event(reader, event_id=1).state is ReviewState.CONFIRMED


def test_an_import_journals_its_batch_and_not_its_rows(database, report_id, raw):
    assert raw.execute("SELECT kind FROM journal_command").fetchall() == [("batch",)]
    assert raw.execute("SELECT count(*) FROM journal_change").fetchone() == (0,)


def test_only_a_batch_can_be_gone_on_with(database, event_ids):
    change(database, event_ids[0], actor="X")
    for wrong in (2, 99):
        with pytest.raises(ValueError, match="no batch"), database.unit_of_work("Import", batch_id=wrong):
            pytest.fail("reached")


@pytest.mark.parametrize("statement", [update(EventRecord).values(actor="X"), delete(EventRecord)])
def test_a_write_that_leaves_no_trace_is_refused(database, event_ids, statement):
    with database.unit_of_work("Bulk") as uow, pytest.raises(RuntimeError, match="leave no trace"):
        uow._session.execute(statement)


@pytest.fixture(scope="module")
def populated(template, tmp_path_factory):
    """Two reports of three events each, copied for every example."""
    path = tmp_path_factory.mktemp("undo") / "populated.sqlite"
    path.write_bytes(template.read_bytes())
    with closing(Database.open(path)) as database, database.unit_of_work("Import", undoable=False) as uow:
        for key in ("a", "b"):
            uow.reports.add(an_extraction(key).report, an_extraction(key), imported_at=at(9))
        uow.sources.add("OCHA")
    return path


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commands=st.lists(st.lists(COMMAND, min_size=1, max_size=3), min_size=1, max_size=6), stops=st.lists(st.integers(0, 6), max_size=4))
def test_undo_goes_back_exactly_and_redo_forward_exactly(populated, tmp_path, commands, stops):
    path = tmp_path / "random.sqlite"
    path.write_bytes(populated.read_bytes())
    with closing(Database.open(path)) as database:
        pictures = [dump(path)]
        # A picture after each command that was not refused.
        pictures.extend(dump(path) for command in commands if do(database, command))
        here = len(pictures) - 1
        for stop in (0, here, *stops, 0):
            target = min(stop, len(pictures) - 1)
            while here != target:
                (redo if here < target else undo)(database)
                here += 1 if here < target else -1
                assert dump(path) == pictures[here]
        assert undo_status(database).undo is None
