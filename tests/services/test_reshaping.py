"""Split, merge, move into a total, take back what was proposed: one step each, nothing lost, nothing counted twice."""

import pytest

from analyst_app.domain.errors import Stale, UserError
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import Evidence
from analyst_app.domain.places import Place
from analyst_app.domain.review import Origin, ReviewState
from analyst_app.services import counts, history, library, reshaping, review
from analyst_app.services.reshaping import Share
from support.invented import DAY, extraction, where, written


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
