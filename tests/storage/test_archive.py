"""Copies that are kept by themselves: when one is due, that it is verified and private, which go again, what an odd clock does."""

import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from storage.samples import an_extraction, at, dump

from analyst_app.domain.errors import DatabaseError
from analyst_app.domain.keeping import Kept, Occasion
from analyst_app.domain.review import ReviewState
from analyst_app.storage import archive, queries
from analyst_app.storage.backup import check
from analyst_app.storage.database import Database
from analyst_app.storage.engines import connect
from analyst_app.storage.looking import contents, looking_into, put_back, report_of
from analyst_app.storage.undo import redo, undo
from support import plain_events

DAY = datetime(2026, 11, 25, 9, tzinfo=UTC)


def add(database, key):
    with database.unit_of_work(f"Import {key}", analyst="ana") as uow:
        return uow.reports.add(an_extraction(key).report, an_extraction(key, f"{key}\n{TEXT}"), imported_at=at(9))


TEXT = an_extraction().report.text


def decide(database, *event_ids, state=ReviewState.CONFIRMED):
    with database.unit_of_work("Decide", analyst="ana") as uow:
        uow.events.set_state(list(event_ids), state, analyst="ana", at=at(10))


def test_a_copy_is_made_once_a_day_and_only_where_something_was_done(database):
    assert database.keep(Occasion.DAILY, at=DAY) is None
    add(database, "a")
    kept = database.keep(Occasion.DAILY, at=DAY)
    assert dump(kept.path, journal=True) == dump(database.path, journal=True)
    assert check(kept.path) == ()
    decide(database, 1)
    assert database.keep(Occasion.DAILY, at=DAY + timedelta(hours=3)) is None
    assert database.keep(Occasion.DAILY, at=DAY + timedelta(days=1)) is not None
    assert database.keep(Occasion.DAILY, at=DAY + timedelta(days=2)) is None


def test_closing_keeps_what_was_done_since_the_last_copy(database):
    add(database, "a")
    assert database.keep(Occasion.DAILY, at=DAY) is not None
    assert database.keep(Occasion.CLOSING, at=DAY) is None
    decide(database, 1)
    assert database.keep(Occasion.CLOSING, at=DAY).occasion is Occasion.CLOSING
    undo(database)
    assert database.keep(Occasion.CLOSING, at=DAY) is not None


def test_copies_and_their_folder_are_for_their_owner_alone(database):
    add(database, "a")
    kept = database.keep(Occasion.ASKED, at=DAY)
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.path.parent.stat().st_mode) == 0o700
    assert [file.name for file in kept.path.parent.iterdir()] == [kept.path.name]


def test_two_databases_of_one_name_do_not_mix(tmp_path):
    one, other = (archive.folder_of(tmp_path, Path(f"/{name}/events.sqlite")) for name in ("a", "b"))
    assert one != other


def a_copy(number, day, occasion=Occasion.CLOSING):
    return Kept(Path(f"{number}.sqlite"), number, datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day), occasion, 1)


def test_seven_days_and_four_weeks_are_kept():
    # Two copies a day for sixty days.
    there = [a_copy(n, n // 2) for n in range(120)]
    gone = archive.surplus(there)
    left = [copy for copy in there if copy not in gone]
    days = [copy.made_at.date() for copy in left]
    assert len(set(days)) == len(days)
    assert {there[-1].made_at.date() - timedelta(days=n) for n in range(7)} <= set(days)
    assert len({copy.made_at.isocalendar()[:2] for copy in left}) == 4
    assert len(left) <= 7 + 4


def test_what_was_asked_for_or_rescued_stays_and_of_updates_the_last_three():
    there = [a_copy(n, n, occasion) for n, occasion in enumerate([*[Occasion.ASKED] * 20, *[Occasion.RESCUE] * 20, *[Occasion.UPDATE] * 5])]
    assert [copy.number for copy in archive.surplus(there)] == [41, 40]


def test_a_clock_set_back_takes_no_new_copy_away():
    """Order is by number: a copy dated last year is still the newest one where it was made last."""
    there = [*(a_copy(n, 400 + n) for n in range(40)), a_copy(99, 3)]
    assert 99 not in {copy.number for copy in archive.surplus(there)}


def test_copies_made_under_a_clock_set_back_follow_the_others(database):
    add(database, "a")
    first = database.keep(Occasion.CLOSING, at=DAY)
    decide(database, 1)
    second = database.keep(Occasion.CLOSING, at=DAY - timedelta(days=700))
    assert [copy.path for copy in archive.kept_in(database.archive_folder)] == [second.path, first.path]


def test_a_damaged_database_takes_no_sound_copy_away(database, path):
    add(database, "a")
    kept = database.keep(Occasion.CLOSING, at=DAY)
    decide(database, 1)
    database.close()
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xa5" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(DatabaseError, match="damaged"):
        archive.keep(path, database.archive_folder, occasion=Occasion.CLOSING, at=DAY + timedelta(days=1))
    assert [copy.path for copy in archive.kept_in(database.archive_folder)] == [kept.path]
    assert [file.name for file in kept.path.parent.iterdir()] == [kept.path.name]


def report_rows(database):
    with database.reading() as reader:
        return {row.title: row for row in queries.list_reports(reader)}


def states(database):
    with database.reading() as reader:
        return sorted((row.stored.report_id, row.stored.event.id, row.stored.state.value) for row in plain_events.list_events(reader))


def test_looking_into_a_copy_changes_nothing_and_tells_what_differs(database):
    add(database, "a")
    add(database, "b")
    decide(database, 1, 2)
    copy = database.keep(Occasion.ASKED, at=DAY).path
    before = copy.read_bytes()
    decide(database, 1, 2, state=ReviewState.PROPOSED)
    with database.unit_of_work("Remove") as uow:
        uow.reports.remove([2])
    with looking_into(copy) as reader, database.reading() as now:
        found = contents(reader, now)
    assert found.counts == {"reports": 2, "events": 6, "decided": 2}
    assert found.last_command == "Decide"
    assert {report.title: (report.decided, report.now) for report in found.reports} == {"Report a": (2, 0), "Report b": (0, None)}
    assert copy.read_bytes() == before
    assert [file.name for file in copy.parent.iterdir()] == [copy.name]


def test_one_report_comes_back_as_it_was_and_can_be_taken_back(database):
    add(database, "a")
    add(database, "b")
    decide(database, 1, 2)
    with database.unit_of_work("Mark") as uow:
        uow.events.change(1, actor="Ukraine", note="seen")
    copy = database.keep(Occasion.ASKED, at=DAY).path
    decide(database, 1, 2, 4, state=ReviewState.REJECTED)
    before = states(database)
    with looking_into(copy) as reader:
        stored = report_of(reader, 1)
    with database.unit_of_work("Restore") as uow:
        new = put_back(uow, stored)
    with database.reading() as reader:
        detail = queries.report_detail(reader, report_id=new)
    assert [event.state.value for event in detail.events] == ["confirmed", "confirmed", "proposed"]
    assert (detail.events[0].event.actor, detail.events[0].event.note) == ("Ukraine", "seen")
    assert len(report_rows(database)) == 2
    assert ("e1", "rejected") in {(key, state) for _, key, state in states(database)}, "the other report is left alone"
    undo(database)
    assert states(database) == before
    redo(database)
    assert len(report_rows(database)) == 2
    assert check(database.path) == ()


def test_a_report_that_came_back_still_counts_once_with_what_it_was_linked_to(database):
    add(database, "a")
    add(database, "b")
    copy = database.keep(Occasion.ASKED, at=DAY).path
    with database.unit_of_work("Link") as uow:
        uow.acts.link([1, 4], preferred=1, reason="the same")
    with looking_into(copy) as reader:
        stored = report_of(reader, 1)
    with database.unit_of_work("Restore") as uow:
        new = put_back(uow, stored)
    with database.reading() as reader:
        detail = queries.report_detail(reader, report_id=new)
        rows = {row.stored.id: row for row in plain_events.list_events(reader)}
    assert rows[detail.events[0].id].same_as == ("b:e1",)
    undo(database)
    with database.reading() as reader:
        assert {row.stored.id: row for row in plain_events.list_events(reader)}[1].same_as == ("b:e1",)


def test_what_a_report_replaces_is_still_replaced_when_it_came_back(database):
    def replaced():
        with closing(connect(database.path)) as raw:
            return raw.execute("SELECT superseded_by_id, superseded_reason FROM report WHERE id = 2").fetchone()

    for key in ("a", "b"):
        add(database, key)
    copy = database.keep(Occasion.ASKED, at=DAY).path
    with database.unit_of_work("Replace") as uow:
        uow.reports.supersede([2], by=1, reason="corrected")
    with looking_into(copy) as reader:
        stored = report_of(reader, 1)
    with database.unit_of_work("Restore") as uow:
        new = put_back(uow, stored)
    assert replaced() == (new, "corrected")
    undo(database)
    assert replaced() == (1, "corrected")


def test_a_removed_report_comes_back_from_a_copy(database):
    add(database, "a")
    copy = database.keep(Occasion.ASKED, at=DAY).path
    with database.unit_of_work("Remove") as uow:
        uow.reports.remove([1])
    with looking_into(copy) as reader:
        stored = report_of(reader, 1)
    with database.unit_of_work("Restore") as uow:
        put_back(uow, stored)
    assert list(report_rows(database)) == ["Report a"]


def test_a_database_of_another_folder_is_no_copy(tmp_path):
    (tmp_path / "letter.sqlite").write_text("x", encoding="utf-8")
    (tmp_path / "000001-20260101T000000Z-birthday.sqlite").write_text("x", encoding="utf-8")
    assert archive.kept_in(tmp_path) == ()
    assert archive.kept_in(tmp_path / "gone") == ()


def test_closing_leaves_one_file_that_any_program_can_read(path):
    with closing(Database.open(path)) as database:
        add(database, "a")
    assert path.read_bytes()[18:20] == b"\x01\x01", "left the write-ahead log"
    assert not path.with_name(path.name + "-wal").exists()
