"""Two analysts code one report: the second sees nothing of the first, agreement is told, and differences are settled."""

from dataclasses import replace

import pytest

from analyst_app.domain.comparing import RatesBy, Relation, Verdict
from analyst_app.domain.errors import UserError
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.review import ReportState, ReviewState
from analyst_app.domain.rows import EventFilter
from analyst_app.domain.spans import Label
from analyst_app.services import agreement, comparing, counts, events, history, library, reshaping, review, settling, spans
from analyst_app.storage import queries
from support.coding import code_again
from support.invented import extraction, where

ALL = EventFilter(states=frozenset(ReviewState))


@pytest.fixture
def oksana(workbench):
    """The same database with another analyst at it."""
    return replace(workbench, analyst="Oksana")


@pytest.fixture
def coding(workbench, report_id):
    return code_again(workbench, report_id)


def by_key(workbench, report_id):
    return {event.event.id: event for event in review.open_report(workbench, report_id=report_id).events}


def compared(workbench, report_id, coding):
    return comparing.compare_reports(workbench, left_id=report_id, right_id=coding)


@pytest.mark.slow
def test_a_second_coding_has_fresh_proposals_of_the_model_and_one_coder_one_coding(workbench, report_id, oksana):
    review.accept_rest(workbench, report_id=report_id)
    made = agreement.code_again(oksana, report_id=report_id)
    detail = review.open_report(oksana, report_id=made.report_id)
    assert detail.row.coder == "Oksana"
    assert detail.row.second_of == report_id
    assert detail.events
    assert {event.state for event in detail.events} == {ReviewState.PROPOSED}
    assert {event.analyst for event in detail.events} == {None}
    with pytest.raises(UserError, match="already"):
        agreement.code_again(oksana, report_id=report_id)
    with pytest.raises(UserError, match="second coding itself"):
        agreement.code_again(workbench, report_id=made.report_id)
    assert history.undo_status(oksana).undo == "Code “Report of 9 November” a second time"
    history.undo(oksana)
    assert agreement.second_codings(workbench) == ()


def test_it_is_in_no_list_no_count_and_no_queue(workbench, report_id, oksana):
    review.accept_rest(workbench, report_id=report_id)
    before = (library.count_reports(workbench), events.count_events(workbench, matching=ALL), counts.daily_counts(workbench))
    coding = code_again(workbench, report_id)
    review.accept_events(oksana, event_ids=[by_key(oksana, coding)["e1"].id])
    assert before == (library.count_reports(workbench), events.count_events(workbench, matching=ALL), counts.daily_counts(workbench))
    assert review.next_report(workbench, after=None) is None
    assert review.review_progress(workbench).events == 5
    with workbench.database.reading() as reader:
        assert [row.reports for row in queries.list_sources(reader)] == [1]
    (told,) = agreement.second_codings(workbench, report_id=report_id)
    assert (told.coder, told.decided, told.events, told.title) == ("Oksana", 1, 5, "Report of 9 November")


def test_complaint_17_two_coders_see_how_far_they_agree_and_the_counts_behind_it(workbench, report_id, coding, oksana):
    mine, theirs = by_key(workbench, report_id), by_key(oksana, coding)
    review.correct_event(oksana, event_id=theirs["e1"].id, field="count", value=Estimate.exactly(18))
    review.reject_events(oksana, event_ids=[theirs["e5"].id])
    spans.mark_entity(oksana, report_id=coding, span=where("Dvorichna"), label=Label.LOCATION)
    review.accept_rest(workbench, report_id=report_id)
    told = agreement.agreement_of(compared(workbench, report_id, coding))
    assert (told.events.first, told.events.second, told.events.both) == (5, 4, 4)
    assert {field.field: (field.same, field.of) for field in told.events.fields}["count"] == (2, 3)
    assert told.spans.same == 2
    assert told.spans.second_only == 1
    assert told.spans.alpha < 1
    assert {one.label: one.alpha for one in told.spans.labels}["ACTOR"] == 1
    assert (told.first_open, told.second_open) == (0, 4)
    assert mine["e1"].event.count.best == 16


def test_two_codings_that_are_the_same_agree_wholly(workbench, report_id, coding):
    comparison = compared(workbench, report_id, coding)
    told = agreement.agreement_of(comparison)
    assert comparison.relation is Relation.CODING
    assert {pair.verdict for pair in comparison.pairs} == {Verdict.AGREE}
    assert (told.spans.alpha, told.events.share, told.events.field_share) == (1, 1, 1)


def test_a_field_is_settled_by_the_second_coding_and_undone(workbench, report_id, coding, oksana):
    review.correct_event(oksana, event_id=by_key(oksana, coding)["e1"].id, field="count", value=Estimate.exactly(18))
    review.correct_event(oksana, event_id=by_key(oksana, coding)["e1"].id, field="actor", value="Belarus")
    one = by_key(workbench, report_id)["e1"]
    settling.take_fields(workbench, first_id=report_id, second_id=coding, event_id=one.id, fields=["count"])
    after = by_key(workbench, report_id)["e1"]
    assert (after.event.count.best, after.event.actor) == (18, "Russia")
    assert after.corrections[0].proposed == "16"
    assert history.undo_status(workbench).undo == "Take count from Oksana's coding"
    settling.take_fields(workbench, first_id=report_id, second_id=coding, event_id=one.id)
    assert by_key(workbench, report_id)["e1"].event.actor == "Belarus"
    with pytest.raises(UserError, match="do not differ"):
        settling.take_fields(workbench, first_id=report_id, second_id=coding, event_id=one.id)
    history.undo(workbench)
    history.undo(workbench)
    assert by_key(workbench, report_id)["e1"].event.count.best == 16


def test_all_differences_are_settled_at_once_parts_and_highlights_too(workbench, report_id, coding, oksana):
    theirs = by_key(oksana, coding)
    review.reject_events(oksana, event_ids=[theirs["e5"].id])
    made = review.create_event(oksana, report_id=coding, type=theirs["e4"].event.type, trigger=where("plan"))
    review.correct_event(oksana, event_id=made.event_id, field="part_of", value=theirs["e2"].id)
    review.correct_event(oksana, event_id=theirs["e3"].id, field="part_of", value=None)
    spans.mark_entity(oksana, report_id=coding, span=where("Dvorichna"), label=Label.LOCATION)
    spans.unmark_entity(oksana, entity_id=review.open_report(oksana, report_id=coding).entities[0].id)
    review.accept_rest(oksana, report_id=coding)
    settling.take_all(workbench, first_id=report_id, second_id=coding)
    comparison = compared(workbench, report_id, coding)
    assert {pair.verdict for pair in comparison.pairs} == {Verdict.AGREE}
    assert agreement.agreement_of(comparison).spans.alpha == 1
    mine = by_key(workbench, report_id)
    assert mine["e5"].state is ReviewState.REJECTED
    added = next(event for event in mine.values() if event.event.trigger == where("plan"))
    assert (added.event.part_of, added.state, added.analyst) == ("e2", ReviewState.CONFIRMED, "Vira")
    assert review.open_report(workbench, report_id=report_id).row.state is ReportState.IN_REVIEW
    history.undo(workbench)
    assert len(by_key(workbench, report_id)) == 5
    assert compared(workbench, report_id, coding).pairs != comparison.pairs


def test_an_event_that_the_first_had_rejected_comes_back_instead_of_a_second_one(workbench, report_id, coding, oksana):
    mine, theirs = by_key(workbench, report_id), by_key(oksana, coding)
    review.reject_events(workbench, event_ids=[mine["e1"].id])
    review.correct_event(oksana, event_id=theirs["e1"].id, field="count", value=Estimate.exactly(18))
    review.accept_events(oksana, event_ids=[theirs["e1"].id])
    settling.take_fields(workbench, first_id=report_id, second_id=coding, event_id=theirs["e1"].id)
    after = by_key(workbench, report_id)
    assert len(after) == 5
    assert (after["e1"].state, after["e1"].event.count.best, after["e1"].id) == (ReviewState.CONFIRMED, 18, mine["e1"].id)


def test_both_halves_of_an_event_that_the_first_had_rejected_are_taken(workbench, report_id, coding, oksana):
    review.reject_events(workbench, event_ids=[by_key(workbench, report_id)["e1"].id])
    shares = [reshaping.Share(Estimate.exactly(10), ()), reshaping.Share(Estimate.exactly(6), ())]
    reshaping.split_event(oksana, event_id=by_key(oksana, coding)["e1"].id, shares=shares)
    review.accept_rest(oksana, report_id=coding)
    settling.take_all(workbench, first_id=report_id, second_id=coding)
    assert {row.group: row.best for row in counts.daily_counts(workbench).rows}["airstrike"] == 16
    halves = [e for e in by_key(workbench, report_id).values() if e.event.trigger == where("airstrikes")]
    assert [(half.event.count.best, half.state) for half in halves] == [(10, ReviewState.CONFIRMED), (6, ReviewState.CONFIRMED)]


def test_agreement_and_settling_are_of_codings_alone(workbench, report_id, tmp_path):
    from support.invented import TEXT, written

    (other,) = library.import_files(workbench, paths=[written(tmp_path, extraction("other", text=TEXT + "1"))]).outcomes
    with pytest.raises(UserError, match="two codings"):
        agreement.agreement_of(compared(workbench, report_id, other.report_id))
    with pytest.raises(UserError, match="second coding"):
        settling.take_all(workbench, first_id=report_id, second_id=other.report_id)


def test_complaint_17_how_often_the_machine_was_right_by_field_month_and_source(workbench, report_id):
    mine = by_key(workbench, report_id)
    review.correct_event(workbench, event_id=mine["e1"].id, field="actor", value="Belarus")
    review.accept_events(workbench, event_ids=[mine[key].id for key in ("e1", "e2", "e3")])
    review.reject_events(workbench, event_ids=[mine["e5"].id])
    rates = {(rate.group, rate.field): rate for rate in agreement.correction_rates(workbench)}
    assert (rates["", "actor"].right, rates["", "actor"].changed, rates["", "actor"].rejected) == (2, 1, 1)
    assert rates["2023-11", "actor"].share_right == 0.5
    assert rates["", "count"].share_right == 0.75
    by_source = {(rate.group, rate.field): rate for rate in agreement.correction_rates(workbench, by=RatesBy.SOURCE)}
    assert by_source["Northern Command", "actor"].changed == 1
    review.duplicate_event(workbench, event_id=mine["e1"].id)
    assert rates["", "actor"] == {(r.group, r.field): r for r in agreement.correction_rates(workbench)}["", "actor"]


def test_nothing_decided_is_no_rate(workbench, report_id):
    assert {rate.share_right for rate in agreement.correction_rates(workbench)} == {None}


def test_the_library_says_who_codes_a_report_again(workbench, report_id, coding):
    (row,) = library.list_reports(workbench)
    assert row.coded_again_by == ("Oksana",)
    code_again(workbench, report_id, coder="Ivan")
    (row,) = library.list_reports(workbench)
    assert set(row.coded_again_by) == {"Oksana", "Ivan"}
    history.undo(workbench)
    (row,) = library.list_reports(workbench)
    assert row.coded_again_by == ("Oksana",)
