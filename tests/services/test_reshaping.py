"""Split, merge, move into a total, take back what was proposed: one step each, nothing lost, nothing counted twice."""

import pytest

from analyst_app.domain.errors import Stale, UserError
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Evidence
from analyst_app.domain.places import Place
from analyst_app.domain.review import Origin, ReviewState
from analyst_app.domain.rows import EventFilter
from analyst_app.services import acts, counts, history, library, reshaping, review, superseding
from analyst_app.services.reshaping import Share
from support.invented import DAY, TEXT, extraction, where, written

TEN_AND_SIX = (Share(Estimate.exactly(10), ()), Share(Estimate.exactly(6), ()))
STANDING = EventFilter(states=frozenset({ReviewState.PROPOSED, ReviewState.CONFIRMED}))


@pytest.fixture
def twin(workbench, report_id, tmp_path):
    """The airstrikes as another report of the day tells them: 18."""
    other = extraction("south", source="Southern Command", text=TEXT.replace("16", "18"), airstrikes=18)
    (outcome,) = library.import_files(workbench, paths=[written(tmp_path, other)]).outcomes
    return stored(workbench, outcome.report_id)["e1"]


def airstrikes(workbench):
    return sum(row.best for row in counts.daily_counts(workbench, matching=STANDING).rows if row.group == "airstrike")


def stored(workbench, report_id):
    return {e.event.id: e for e in review.open_report(workbench, report_id=report_id).events}


def standing(workbench, report_id):
    return [e for e in review.open_report(workbench, report_id=report_id).events if e.state is not ReviewState.REJECTED]


def test_a_count_is_split_in_two_that_rest_on_the_same_words(workbench, report_id):
    event = stored(workbench, report_id)["e1"]
    review.accept_events(workbench, event_ids=[event.id])
    kharkiv, sumy = Place("Kharkiv region"), Place("Sumy region")
    shares = [Share(Estimate.exactly(10), (kharkiv,)), Share(Estimate.exactly(6), (sumy,))]
    made = reshaping.split_event(workbench, event_id=event.id, shares=shares)
    first, second = (next(e for e in standing(workbench, report_id) if e.id == number) for number in (event.id, made.event_id))
    assert (first.event.count, first.event.places) == (Estimate.exactly(10), (kharkiv,))
    assert (second.event.count, second.event.places, second.origin) == (Estimate.exactly(6), (sumy,), Origin.ANALYST)
    assert second.event.evidence == event.event.evidence
    assert second.state is ReviewState.CONFIRMED
    assert sum(row.best for row in counts.daily_counts(workbench).rows) == 16
    assert history.undo_status(workbench).undo == "Split 16 airstrikes into 2"
    history.undo(workbench)
    assert stored(workbench, report_id)["e1"].event == event.event


def test_the_casualties_of_a_split_event_stay_with_the_first_share(workbench, report_id):
    event = stored(workbench, report_id)["e1"]
    review.correct_event(workbench, event_id=event.id, field="killed", value=Estimate.exactly(5), words=(where("16"),))
    review.correct_event(workbench, event_id=event.id, field="injured", value=Estimate.exactly(7))
    made = reshaping.split_event(workbench, event_id=event.id, shares=TEN_AND_SIX)
    first, second = (review.find_event(workbench, event_id).event for event_id in (event.id, made.event_id))
    assert (first.killed, first.injured) == (Estimate.exactly(5), Estimate.exactly(7))
    assert (second.killed, second.injured, second.words_behind("killed")) == (None, None, ())


@pytest.mark.parametrize("counts_here", [True, False])
def test_a_split_event_that_another_report_tells_goes_on_counting_once(workbench, report_id, twin, counts_here):
    mine = stored(workbench, report_id)["e1"]
    acts.link_same_act(workbench, event_ids=[mine.id, twin.id], preferred=mine.id if counts_here else twin.id)
    made = reshaping.split_event(workbench, event_id=mine.id, shares=TEN_AND_SIX)
    assert airstrikes(workbench) == (16 if counts_here else 18)
    second = review.find_event(workbench, made.event_id)
    assert (second.act_id is None) is counts_here
    assert review.find_event(workbench, mine.id).act_id is not None
    history.undo(workbench)
    assert airstrikes(workbench) == (16 if counts_here else 18)


@pytest.mark.parametrize("how", ["rejected", "removed", "replaced"])
def test_where_the_other_reports_event_no_longer_counts_the_shares_of_a_split_event_do(workbench, report_id, twin, how):
    mine = stored(workbench, report_id)["e1"]
    acts.link_same_act(workbench, event_ids=[mine.id, twin.id], preferred=twin.id)
    if how == "rejected":
        review.reject_events(workbench, event_ids=[twin.id])
    elif how == "removed":
        library.remove_report(workbench, report_id=twin.report_id)
    else:
        superseding.supersede(workbench, report_ids=[twin.report_id], by=report_id)
    reshaping.split_event(workbench, event_id=mine.id, shares=TEN_AND_SIX)
    assert airstrikes(workbench) == 16


def test_one_share_is_no_split(workbench, report_id):
    event = stored(workbench, report_id)["e1"]
    with pytest.raises(UserError, match="10\\+6"):
        reshaping.split_event(workbench, event_id=event.id, shares=[Share(Estimate.exactly(1), ())])


def test_of_merged_records_one_stays_and_the_other_is_rejected_with_a_note_and_its_words(workbench, report_id):
    events = stored(workbench, report_id)
    kept, other = events["e2"], events["e4"]
    reshaping.merge_events(workbench, keep=kept.id, others=[other.id])
    after = stored(workbench, report_id)
    assert after["e2"].state is ReviewState.PROPOSED
    assert after["e4"].state is ReviewState.REJECTED
    assert "559 attacks" in after["e4"].event.note
    assert after["e4"].event.evidence == other.event.evidence
    assert after["e2"].event.places == other.event.places, "what the one that stays does not say comes from the other"
    assert after["e2"].event.count == Estimate.exactly(559), "what it says stays"
    assert history.undo_status(workbench).undo == "Merge 2 records of 559 attacks"
    history.undo(workbench)
    assert stored(workbench, report_id) == events


def test_parts_of_a_merged_record_become_parts_of_the_one_that_stays(workbench, report_id):
    events = stored(workbench, report_id)
    reshaping.merge_events(workbench, keep=events["e1"].id, others=[events["e2"].id])
    assert stored(workbench, report_id)["e3"].part_of_id == events["e1"].id


def test_a_part_merged_with_its_own_total_is_no_part_of_itself(workbench, report_id):
    events = stored(workbench, report_id)
    reshaping.merge_events(workbench, keep=events["e3"].id, others=[events["e2"].id])
    after = stored(workbench, report_id)
    assert after["e3"].part_of_id is None
    assert after["e3"].event.count == Estimate.exactly(559)
    review.accept_rest(workbench, report_id=report_id)
    totals = {row.group: row.best for row in counts.daily_counts(workbench).rows}
    assert totals["shelling"] == 559


@pytest.mark.parametrize("kept_state", [ReviewState.PROPOSED, ReviewState.REJECTED])
def test_what_was_confirmed_of_merged_records_stays_confirmed(workbench, report_id, kept_state):
    kept = stored(workbench, report_id)["e1"]
    other = review.duplicate_event(workbench, event_id=kept.id).event_id
    review.accept_events(workbench, event_ids=[other])
    if kept_state is ReviewState.REJECTED:
        review.reject_events(workbench, event_ids=[kept.id])
    reshaping.merge_events(workbench, keep=kept.id, others=[other])
    after = stored(workbench, report_id)["e1"]
    assert (after.state, after.analyst) == (ReviewState.CONFIRMED, "Vira")
    assert {row.group: row.best for row in counts.daily_counts(workbench).rows} == {"airstrike": 16}
    history.undo(workbench)
    assert stored(workbench, report_id)["e1"].state is kept_state


@pytest.mark.parametrize("counts_here", [True, False])
def test_an_act_that_a_merged_record_told_with_another_report_goes_on_counting_once(workbench, report_id, twin, counts_here):
    kept = stored(workbench, report_id)["e1"]
    other = review.duplicate_event(workbench, event_id=kept.id).event_id
    acts.link_same_act(workbench, event_ids=[other, twin.id], preferred=other if counts_here else twin.id)
    reshaping.merge_events(workbench, keep=kept.id, others=[other])
    assert airstrikes(workbench) == (16 if counts_here else 18)
    after, gone, told = (review.find_event(workbench, event_id) for event_id in (kept.id, other, twin.id))
    assert gone.act_id is None
    assert after.act_id == told.act_id is not None
    assert (after.preferred, told.preferred) == (counts_here, not counts_here)
    history.undo(workbench)
    assert review.find_event(workbench, other).act_id == told.act_id


def test_merged_records_that_told_one_act_leave_no_act_of_one(workbench, report_id):
    kept = stored(workbench, report_id)["e1"]
    other = review.duplicate_event(workbench, event_id=kept.id).event_id
    acts.link_same_act(workbench, event_ids=[kept.id, other], preferred=other)
    reshaping.merge_events(workbench, keep=kept.id, others=[other])
    assert stored(workbench, report_id)["e1"].act_id is None
    assert airstrikes(workbench) == 16


def test_a_record_merged_with_a_total_further_up_takes_that_totals_place(workbench, report_id):
    events = stored(workbench, report_id)
    reshaping.move_into(workbench, event_ids=[events["e4"].id], whole_id=events["e3"].id)
    reshaping.move_into(workbench, event_ids=[events["e2"].id], whole_id=events["e5"].id)
    reshaping.merge_events(workbench, keep=events["e4"].id, others=[events["e2"].id])
    after = stored(workbench, report_id)
    assert (after["e4"].event.part_of, after["e3"].event.part_of) == ("e5", "e4")


def test_records_of_two_reports_are_linked_and_not_merged(workbench, report_id, tmp_path):
    (outcome,) = library.import_files(
        workbench, paths=[written(tmp_path, extraction("south", text=f"{extraction().report.text}!"))]
    ).outcomes
    with pytest.raises(UserError, match="Link them"):
        reshaping.merge_events(
            workbench, keep=stored(workbench, report_id)["e1"].id, others=[stored(workbench, outcome.report_id)["e1"].id]
        )


def test_several_events_become_parts_of_one_total_in_one_step(workbench, report_id):
    events = stored(workbench, report_id)
    reshaping.move_into(workbench, event_ids=[events["e1"].id, events["e4"].id], whole_id=events["e2"].id)
    after = stored(workbench, report_id)
    assert {after[key].part_of_id for key in ("e1", "e3", "e4")} == {events["e2"].id}
    assert history.undo_status(workbench).undo == "Move 2 events into 559 attacks"
    history.undo(workbench)
    assert stored(workbench, report_id) == events
    with pytest.raises(UserError, match="part of itself"):
        reshaping.move_into(workbench, event_ids=[events["e2"].id], whole_id=events["e3"].id)


@pytest.mark.parametrize(
    ("field", "value"),
    [("count", Estimate.exactly(17)), ("places", (Place("Izyum"),)), ("actor", None), ("part_of", None), ("date", None), ("status", None)],
)
def test_what_was_proposed_comes_back_field_by_field(workbench, report_id, field, value):
    key = {"part_of": "e3", "places": "e4", "status": "e4"}.get(field, "e1")
    event = stored(workbench, report_id)[key]
    other = stored(workbench, report_id)["e5"].event
    wanted = getattr(other, field) if field in {"date", "status"} else value
    review.correct_event(workbench, event_id=event.id, field=field, value=wanted)
    assert [c.field for c in stored(workbench, report_id)[key].corrections] == [field]
    reshaping.take_back(workbench, event_id=event.id, field=field)
    assert stored(workbench, report_id)[key] == event
    with pytest.raises(Stale, match="nothing to take back"):
        reshaping.take_back(workbench, event_id=event.id, field=field)


def test_a_total_that_has_gone_is_not_brought_back(workbench, report_id):
    events = stored(workbench, report_id)
    own = review.duplicate_event(workbench, event_id=events["e2"].id).event_id
    with workbench.database.unit_of_work("Propose otherwise", undoable=False) as uow:
        uow.events.change(events["e3"].id, part_of=uow.events.get(own).event.id)
        uow.events.change(events["e3"].id, part_of="e2")
    review.correct_event(workbench, event_id=events["e3"].id, field="part_of", value=own)
    review.correct_event(workbench, event_id=events["e3"].id, field="part_of", value=None)
    reshaping.take_back(workbench, event_id=events["e3"].id, field="part_of")
    assert stored(workbench, report_id)["e3"].part_of_id == events["e2"].id


def test_the_words_that_name_an_event_can_be_chosen(workbench, report_id):
    event = stored(workbench, report_id)["e1"]
    reshaping.name_trigger(workbench, event_id=event.id, words=where("flew"))
    assert stored(workbench, report_id)["e1"].event.trigger == where("flew")
    assert stored(workbench, report_id)["e1"].event.evidence == event.event.evidence
    assert Evidence("count", where("16")) in event.event.evidence
    assert event.event.date.end == DAY
    history.undo(workbench)
    assert stored(workbench, report_id)["e1"] == event
