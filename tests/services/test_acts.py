"""An act that several reports tell is seen, linked by name, and counts once; nothing is deleted."""

import pytest

from analyst_app.domain.errors import UserError
from analyst_app.services import acts, counts, history, library, review
from support.invented import TEXT, extraction, written


@pytest.fixture
def both(workbench, tmp_path):
    other = extraction("south-2023-11-09", source="Southern Command", title="Evening", text=TEXT.replace("16", "18"), airstrikes=18)
    outcomes = library.import_files(workbench, paths=[written(tmp_path, extraction(), other)]).outcomes
    return [{e.event.id: e for e in review.open_report(workbench, report_id=o.report_id).events} for o in outcomes]


def told(workbench, events):
    return {(one.event_id, one.other.stored.id): one.linked for one in acts.told_elsewhere(workbench, report_id=events["e1"].report_id)}


def test_attacks_that_another_report_of_the_day_has_too_are_told_with_that_report(workbench, both):
    mine, theirs = both
    found = told(workbench, mine)
    assert found[mine["e1"].id, theirs["e1"].id] is False
    assert all(one in {e.id for e in mine.values()} and other in {e.id for e in theirs.values()} for one, other in found)
    line = next(one for one in acts.told_elsewhere(workbench, report_id=mine["e1"].report_id) if one.event_id == mine["e1"].id)
    assert (line.other.source, line.other.stored.event.count.best) == ("Southern Command", 18)


def test_a_rejected_record_tells_nothing(workbench, both):
    mine, theirs = both
    review.reject_events(workbench, event_ids=[theirs["e1"].id])
    assert (mine["e1"].id, theirs["e1"].id) not in told(workbench, mine)


def test_linked_acts_are_told_as_linked_and_count_once_by_the_preferred_figure(workbench, both):
    mine, theirs = both
    review.accept_events(workbench, event_ids=[mine["e1"].id, theirs["e1"].id])
    assert sum(row.best for row in counts.daily_counts(workbench).rows) == 34
    acts.link_same_act(workbench, event_ids=[mine["e1"].id, theirs["e1"].id], preferred=theirs["e1"].id, reason="counted later")
    assert told(workbench, mine)[mine["e1"].id, theirs["e1"].id] is True
    assert sum(row.best for row in counts.daily_counts(workbench).rows) == 18
    assert history.undo_status(workbench).undo == "Link 16 airstrikes and 18 airstrikes as the same act"
    history.undo(workbench)
    assert sum(row.best for row in counts.daily_counts(workbench).rows) == 34


def test_the_likeliest_twin_is_offered_first_and_none_of_the_own_report(workbench, both):
    mine, theirs = both
    offered = acts.candidates(workbench, event_id=mine["e4"].id)
    assert offered[0].stored.id == theirs["e4"].id
    assert {row.stored.report_id for row in offered} == {theirs["e1"].report_id}


def test_one_event_is_no_act_with_itself(workbench, both):
    mine, _ = both
    with pytest.raises(UserError, match="at least two"):
        acts.link_same_act(workbench, event_ids=[mine["e1"].id], preferred=mine["e1"].id)
