"""Bringing reports in, counting over them, and what is told twice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from analyst_app.domain.errors import InputError
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import CountBy, EventFilter, ImportStatus, ReportFilter
from analyst_app.services import acts, counts, events, history, library, review
from support.invented import DAY, TEXT, extraction, written

OTHER = TEXT.replace("16", "18").replace("among them", "with")


def import_two(workbench, tmp_path):
    first, second = extraction(), extraction("other-2023-11-09", source="Governor", title="Governor", text=OTHER, airstrikes=18)
    return library.import_files(workbench, paths=[written(tmp_path, first, second)], confirm=True)


def test_the_same_text_twice_is_recognised(workbench, report_id, tmp_path):
    again = library.import_files(workbench, paths=[written(tmp_path, extraction("copy"))])
    assert [(o.status, o.report_id) for o in again.outcomes] == [(ImportStatus.DUPLICATE, report_id)]
    assert library.count_reports(workbench) == 1


def test_what_cannot_be_read_is_named_and_the_rest_is_done(workbench, tmp_path):
    empty, binary = tmp_path / "empty.txt", tmp_path / "binary.txt"
    empty.touch()
    binary.write_bytes(bytes(range(256)) * 40)
    good = written(tmp_path, extraction())
    outcomes = library.import_files(workbench, paths=[empty, tmp_path / "nowhere.txt", binary, good]).outcomes
    assert {o.status for o in outcomes if o.problem} == {ImportStatus.FAILED}
    assert len([o for o in outcomes if o.problem]) == 3
    assert [o.status for o in outcomes if not o.problem] == [ImportStatus.IMPORTED]


def test_nothing_pasted_is_refused_in_words(workbench):
    with pytest.raises(InputError, match="no text"):
        library.paste_report(workbench, text=" \n ")


def test_an_import_is_one_step_of_undo(workbench, tmp_path):
    import_two(workbench, tmp_path)
    history.undo(workbench)
    assert library.count_reports(workbench) == 0
    assert counts.daily_counts(workbench).rows == ()


def test_two_reports_of_one_act_are_shown_as_possible_duplicates_until_linked(workbench, tmp_path):
    import_two(workbench, tmp_path)
    before = counts.daily_counts(workbench)
    by_type = {row.group: row.best for row in before.rows}
    assert by_type == {"airstrike": 34, "attack": 1118, "ground_assault": 6}
    airstrikes = next(same for same in counts.possible_duplicates(workbench) if same.type == "airstrike")
    acts.link_same_act(workbench, event_ids=airstrikes.event_ids, preferred=airstrikes.event_ids[1], reason="later")
    after = counts.daily_counts(workbench)
    assert after.duplicates == before.duplicates - 1
    assert {row.group: row.best for row in after.rows}["airstrike"] == 18
    assert "airstrike" not in {same.type for same in counts.possible_duplicates(workbench)}
    history.undo(workbench)
    assert {row.group: row.best for row in counts.daily_counts(workbench).rows} == by_type


def test_shares_add_up_to_the_days_total_and_places_stand_for_themselves(workbench, report_id):
    review.accept_rest(workbench, report_id=report_id)
    total = sum(row.best for row in counts.daily_counts(workbench).rows)
    for by in (CountBy.TYPE, CountBy.ACTOR, CountBy.STATUS, CountBy.SOURCE):
        assert sum(row.best for row in counts.daily_counts(workbench, by=by).rows) == total == 578
    places = {row.group: row.best for row in counts.daily_counts(workbench, by=CountBy.PLACE).rows}
    assert places == {"not said": 575, "Dvorichna": 1, "Kupiansk": 3}


def test_filters_restrict_the_table_and_the_counts_alike(workbench, report_id):
    review.accept_rest(workbench, report_id=report_id)
    only = EventFilter(types=frozenset({"ground_assault"}), states=frozenset({ReviewState.CONFIRMED}))
    rows = events.list_events(workbench, matching=only)
    assert [(r.stored.event.id, r.counts_on, r.counted_attacks, r.trigger) for r in rows] == [("e4", date(2023, 11, 9), 3, "assaults")]
    assert events.count_events(workbench, matching=only) == 1
    assert [row.best for row in counts.daily_counts(workbench, matching=only).rows] == [3]
    later = EventFilter(first_day=date(2023, 11, 10))
    assert events.list_events(workbench, matching=later) == ()
    assert counts.daily_counts(workbench, matching=later).rows == ()


def test_search_finds_reports_by_their_words_and_survives_any_typing(workbench, report_id):
    assert [r.id for r in library.list_reports(workbench, matching=ReportFilter(text="Dvorichna"))] == [report_id]
    for odd in ('"', "AND (", "*", "🚀", "a" * 5000, "'; DROP TABLE report; --"):
        library.list_reports(workbench, matching=ReportFilter(text=odd))
    assert library.count_reports(workbench) == 1


def test_one_spoiled_line_of_an_extraction_file_costs_that_report_alone(workbench, tmp_path):
    source = written(tmp_path, extraction(), extraction("other", text=OTHER, airstrikes=18))
    first, second = source.read_text(encoding="utf-8").splitlines()
    source.write_text(f"{first.replace('2023-11-09', '2023-13-09')}\n{second}\n", encoding="utf-8")
    outcomes = library.import_files(workbench, paths=[source]).outcomes
    assert sorted(o.status for o in outcomes) == [ImportStatus.FAILED, ImportStatus.IMPORTED]


def test_two_quiet_days_told_in_the_same_words_are_two_reports(workbench, tmp_path):
    same = extraction()
    days = [replace(same, report=replace(same.report, published=day), published=day) for day in (DAY, DAY + timedelta(days=1))]
    path = written(tmp_path, *days)
    told = library.import_files(workbench, paths=[path]).outcomes
    assert [outcome.status for outcome in told] == [ImportStatus.IMPORTED, ImportStatus.IMPORTED]
    assert sorted(row.published for row in library.list_reports(workbench)) == [DAY, DAY + timedelta(days=1)]
    again = library.import_files(workbench, paths=[written(tmp_path, *reversed(days))]).outcomes
    assert [outcome.report_id for outcome in again] == [outcome.report_id for outcome in reversed(told)]
    assert library.count_reports(workbench) == 2


def test_a_text_that_states_no_day_is_the_report_that_is_there(workbench, tmp_path):
    (there,) = library.import_files(workbench, paths=[written(tmp_path, extraction(text=TEXT.strip()))]).outcomes
    (outcome,) = library.paste_report(workbench, text=TEXT).outcomes
    assert (outcome.status, outcome.report_id) == (ImportStatus.DUPLICATE, there.report_id)
