"""Two reports side by side: what to compare, what is told by both, and choosing the figure that counts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from analyst_app.domain.comparing import Relation, Verdict, Why
from analyst_app.domain.errors import Stale, UserError
from analyst_app.services import comparing, counts, history, library, review, superseding
from support.coding import code_again
from support.invented import DAY, TEXT, extraction, written


@pytest.fixture
def two(workbench, tmp_path):
    other = extraction("south", source="Southern Command", title="Evening", text=TEXT.replace("16", "18"), airstrikes=18)
    return [o.report_id for o in library.import_files(workbench, paths=[written(tmp_path, extraction(), other)], confirm=True).outcomes]


def airstrikes(workbench):
    return sum(row.best for row in counts.daily_counts(workbench).rows if row.group == "airstrike")


def compared(workbench, two):
    return comparing.compare_reports(workbench, left_id=two[0], right_id=two[1])


def test_two_sources_of_one_day_agree_in_all_but_the_figure_that_differs(workbench, two):
    comparison = compared(workbench, two)
    assert comparison.relation is Relation.SAME_DAY
    assert [pair.verdict for pair in comparison.pairs] == [Verdict.CONTRADICT] + [Verdict.AGREE] * 4
    assert comparison.pairs[0].contrary == ("count",)


def test_the_preferred_figure_counts_with_its_reason_and_nothing_is_deleted(workbench, two):
    pair = compared(workbench, two).pairs[0]
    assert airstrikes(workbench) == 34
    comparing.choose_figure(workbench, preferred=pair.right.id, other=pair.left.id, reason="closer to the front")
    after = compared(workbench, two)
    assert after.pairs[0].linked
    assert after.pairs[0].right.preferred
    assert after.reasons == {after.pairs[0].left.act_id: "closer to the front"}
    assert airstrikes(workbench) == 18
    comparing.choose_figure(workbench, preferred=pair.left.id, other=pair.right.id, reason="corrected since")
    assert airstrikes(workbench) == 16
    comparing.keep_both(workbench, event_id=pair.right.id)
    assert airstrikes(workbench) == 34
    for _ in range(3):
        history.undo(workbench)
    assert not compared(workbench, two).pairs[0].linked
    assert len(review.open_report(workbench, report_id=two[0]).events) == 5


def test_rejected_events_are_not_compared(workbench, two):
    review.reject_events(workbench, event_ids=[compared(workbench, two).pairs[0].left.id])
    assert compared(workbench, two).pairs[0].verdict is Verdict.RIGHT


def test_a_report_that_replaces_the_other_shows_the_old_value_beside_the_new(workbench, two):
    superseding.supersede(workbench, report_ids=[two[0]], by=two[1])
    comparison = compared(workbench, two)
    first = comparison.pairs[0]
    assert (comparison.relation, first.verdict) == (Relation.REVISION, Verdict.CHANGED)
    assert (first.left.event.count.best, first.right.event.count.best) == (16, 18)


def test_what_to_compare_with_is_offered_by_day_and_source(workbench, two, tmp_path):
    others = [
        replace(extraction("before-own", text=TEXT + "1", title="Own, before"), published=DAY - timedelta(days=1)),
        replace(extraction("before-other", source="Air Force", text=TEXT + "2", title="Other, before"), published=DAY - timedelta(days=1)),
        replace(extraction("after-own", text=TEXT + "3", title="Own, after"), published=DAY + timedelta(days=1)),
        replace(extraction("far", text=TEXT + "4", title="Far"), published=DAY - timedelta(days=4)),
    ]
    library.import_files(workbench, paths=[written(tmp_path, *others)])
    coding = code_again(workbench, two[0])
    offered = comparing.candidates(workbench, report_id=two[0])
    assert [(one.why, one.row.title) for one in offered if one.row.id != coding] == [
        (Why.SAME_DAY, "Evening"),
        (Why.DAY_BEFORE, "Own, before"),
        (Why.DAY_BEFORE, "Other, before"),
        (Why.DAY_AFTER, "Own, after"),
    ]
    assert offered[0].row.id == coding
    assert next((one.why, one.row.id) for one in comparing.candidates(workbench, report_id=coding)) == (Why.CODING, two[0])
    superseding.supersede(workbench, report_ids=[two[0]], by=two[1])
    assert comparing.candidates(workbench, report_id=two[0])[0].why is Why.REVISED_BY
    assert comparing.candidates(workbench, report_id=two[1])[0].why is Why.REVISES


def test_what_cannot_be_compared_is_refused_in_words(workbench, two):
    with pytest.raises(UserError, match="two different reports"):
        comparing.compare_reports(workbench, left_id=two[0], right_id=two[0])
    coding = code_again(workbench, two[0])
    with pytest.raises(UserError, match="first coding of the same report"):
        comparing.compare_reports(workbench, left_id=coding, right_id=two[1])
    library.remove_report(workbench, report_id=two[1])
    with pytest.raises(Stale):
        compared(workbench, two)
