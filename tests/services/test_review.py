"""Review: what the analyst decides is what is stored, every step has a name and can be taken back."""

import pytest

from analyst_app.domain.errors import Stale, UserError
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import EVENT_FIELDS
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import Place
from analyst_app.domain.review import Origin, ReportState, ReviewState
from analyst_app.domain.spans import Label
from analyst_app.services import counts, history, library, review, spans
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from support.invented import TEXT, extraction, where, written


def stored(workbench, report_id):
    return {e.event.id: e for e in review.open_report(workbench, report_id=report_id).events}


def totals(workbench):
    return {(str(row.day), row.group): row.best for row in counts.daily_counts(workbench).rows}


def test_a_report_comes_back_as_it_was_extracted(workbench, report_id):
    detail = review.open_report(workbench, report_id=report_id)
    assert detail.text == TEXT
    assert tuple(e.event for e in detail.events) == extraction().events
    assert tuple(e.entity for e in detail.entities) == extraction().entities
    assert {e.state for e in detail.events} == {ReviewState.PROPOSED}


def test_only_what_is_accepted_counts(workbench, report_id):
    events = stored(workbench, report_id)
    assert totals(workbench) == {}
    review.accept_events(workbench, event_ids=[events["e1"].id])
    assert totals(workbench) == {("2023-11-09", "airstrike"): 16}
    review.reject_events(workbench, event_ids=[events["e1"].id])
    assert totals(workbench) == {}


def test_accepting_the_rest_finishes_the_report(workbench, report_id):
    events = stored(workbench, report_id)
    review.reject_events(workbench, event_ids=[events["e4"].id])
    review.accept_rest(workbench, report_id=report_id)
    after = stored(workbench, report_id)
    assert after["e4"].state is ReviewState.REJECTED
    assert {after[key].state for key in ("e1", "e2", "e3", "e5")} == {ReviewState.CONFIRMED}
    assert review.open_report(workbench, report_id=report_id).row.state is ReportState.REVIEWED
    assert totals(workbench) == {("2023-11-09", "airstrike"): 16, ("2023-11-09", "attack"): 559}
    assert review.next_report(workbench, after=None) is None


def test_a_corrected_count_keeps_what_was_proposed_and_redraws_the_counts(workbench, report_id):
    event = stored(workbench, report_id)["e1"]
    review.accept_events(workbench, event_ids=[event.id])
    changes = review.correct_event(workbench, event_id=event.id, field="count", value=Estimate.at_least(18))
    after = stored(workbench, report_id)["e1"]
    assert after.event.count == Estimate.at_least(18)
    assert [(c.field, c.proposed) for c in after.corrections] == [("count", "16")]
    assert after.state is ReviewState.CONFIRMED
    assert event.id in changes.event_ids
    assert totals(workbench) == {("2023-11-09", "airstrike"): 18}


def test_undo_and_redo_are_named_and_survive_a_restart(workbench, report_id, database):
    event = stored(workbench, report_id)["e1"]
    review.reject_events(workbench, event_ids=[event.id])
    assert history.undo_status(workbench).undo == "Reject 16 airstrikes"
    workbench.close()
    again = Workbench.open(database, settings=Settings(), analyst="Vira")
    history.undo(again)
    assert stored(again, report_id)["e1"].state is ReviewState.PROPOSED
    assert history.undo_status(again).redo == "Reject 16 airstrikes"
    history.redo(again)
    assert stored(again, report_id)["e1"].state is ReviewState.REJECTED
    again.close()


def test_undoing_everything_empties_the_library_and_redoing_brings_all_back(workbench, report_id):
    event = stored(workbench, report_id)["e1"]
    review.correct_event(workbench, event_id=event.id, field="actor", value="Wagner")
    review.accept_rest(workbench, report_id=report_id)
    before = stored(workbench, report_id)
    for _ in range(3):
        history.undo(workbench)
    assert library.list_reports(workbench) == ()
    with pytest.raises(UserError, match="undo"):
        history.undo(workbench)
    for _ in range(3):
        history.redo(workbench)
    assert stored(workbench, report_id) == before


def test_the_history_says_who_changed_what(workbench, report_id):
    event = stored(workbench, report_id)["e1"]
    review.correct_event(workbench, event_id=event.id, field="count", value=Estimate.exactly(17))
    review.accept_events(workbench, event_ids=[event.id])
    lines = [(c.analyst, c.field, c.before, c.after) for c in history.event_history(workbench, event_id=event.id)]
    assert ("Vira", "count", "16", "17") in lines
    assert any(field == "state" and after == "confirmed" for _, field, _, after in lines)


VALUES = {
    "type": EventType.EXPLOSION,
    "count": Estimate.between(2, 5),
    "places_count": 4,
    "actor": "Wagner",
    "target": "bridge",
    "status": Status.DENIED,
    "disputed_by": "Russia",
    "date": extraction().events[4].date,
    "places": (Place("Vovchansk"), Place("Kharkiv region")),
    "killed": Estimate.exactly(2),
    "injured": Estimate.about(7),
    "reported_by": "Governor",
    "note": "seen on film",
}


def test_every_field_can_be_corrected_and_undone(workbench, report_id):
    assert set(VALUES) | {"part_of"} == set(EVENT_FIELDS)
    event = stored(workbench, report_id)["e1"]
    for field, value in VALUES.items():
        review.correct_event(workbench, event_id=event.id, field=field, value=value)
        assert getattr(stored(workbench, report_id)["e1"].event, field) == value
    for _ in VALUES:
        history.undo(workbench)
    assert stored(workbench, report_id)["e1"].event == event.event


def test_an_event_becomes_a_part_and_no_part_of_itself(workbench, report_id):
    events = stored(workbench, report_id)
    review.correct_event(workbench, event_id=events["e1"].id, field="part_of", value=events["e2"].id)
    assert stored(workbench, report_id)["e1"].part_of_id == events["e2"].id
    with pytest.raises(UserError):
        review.correct_event(workbench, event_id=events["e2"].id, field="part_of", value=events["e1"].id)
    review.accept_rest(workbench, report_id=report_id)
    assert totals(workbench) == {("2023-11-09", "attack"): 559, ("2023-11-09", "ground_assault"): 3}


@pytest.mark.parametrize(
    ("field", "value"), [("count", 16), ("type", "airstrike"), ("places_count", -1), ("colour", "red"), ("places", (Place(" "),))]
)
def test_values_that_fit_no_field_are_refused(workbench, report_id, field, value):
    event = stored(workbench, report_id)["e1"]
    with pytest.raises(UserError, match="no value"):
        review.correct_event(workbench, event_id=event.id, field=field, value=value)
    assert stored(workbench, report_id)["e1"] == event


def test_words_can_be_given_to_a_field(workbench, report_id):
    event = stored(workbench, report_id)["e4"]
    review.correct_event(workbench, event_id=event.id, field="count", value=Estimate.exactly(3), words=(where("three"),))
    assert stored(workbench, report_id)["e4"].event.words_behind("count") == (where("three"),)


def test_marked_words_replace_what_they_overlap(workbench, report_id):
    spans.mark_entity(workbench, report_id=report_id, span=where("16 airstrikes"), label=Label.ATTACK)
    entities = review.open_report(workbench, report_id=report_id).entities
    assert [(e.entity.text, e.entity.label, e.origin) for e in entities] == [
        ("Russia", Label.ACTOR, Origin.MACHINE),
        ("16 airstrikes", Label.ATTACK, Origin.ANALYST),
    ]
    history.undo(workbench)
    assert len(review.open_report(workbench, report_id=report_id).entities) == 2


def test_a_duplicate_is_the_analysts_own_and_can_be_removed(workbench, report_id):
    event = stored(workbench, report_id)["e4"]
    created = review.duplicate_event(workbench, event_id=event.id)
    copy = next(e for e in stored(workbench, report_id).values() if e.id == created.event_id)
    assert copy.origin is Origin.ANALYST
    assert copy.event.count == event.event.count
    review.remove_event(workbench, event_id=created.event_id)
    assert len(stored(workbench, report_id)) == 5


def test_a_proposal_is_never_removed_only_rejected(workbench, report_id):
    event = stored(workbench, report_id)["e1"]
    review.remove_event(workbench, event_id=event.id)
    assert stored(workbench, report_id)["e1"].state is ReviewState.REJECTED


def test_what_is_gone_says_so(workbench, report_id):
    library.remove_report(workbench, report_id=report_id)
    with pytest.raises(Stale):
        review.open_report(workbench, report_id=report_id)
    history.undo(workbench)
    assert review.open_report(workbench, report_id=report_id).text == TEXT


def test_where_one_stopped_is_kept_without_a_step_of_undo(workbench, report_id):
    review.remember_place(workbench, report_id=report_id, position=20)
    assert review.open_report(workbench, report_id=report_id).cursor == 20
    assert history.undo_status(workbench).undo.startswith("Import")


def test_progress_counts_decisions(workbench, report_id, tmp_path):
    review.accept_events(workbench, event_ids=[stored(workbench, report_id)["e1"].id])
    progress = review.review_progress(workbench)
    assert (progress.reports, progress.reports_reviewed, progress.events, progress.events_decided) == (1, 0, 5, 1)
    assert written(tmp_path).exists()


def test_a_missed_event_takes_days_and_actor_of_its_paragraph_and_is_undone_by_name(workbench, report_id):
    created = review.create_event(workbench, report_id=report_id, type=EventType.MISSILE_STRIKE, trigger=where("flew"))
    made = next(e for e in stored(workbench, report_id).values() if e.id == created.event_id)
    nearest = extraction().events[0]
    assert (made.event.date, made.event.actor, made.event.trigger) == (nearest.date, nearest.actor, where("flew"))
    assert (made.state, made.origin) == (ReviewState.PROPOSED, Origin.ANALYST)
    assert made.event.id not in {e.id for e in extraction().events}
    assert history.undo_status(workbench).undo == "Add missile strike"
    history.undo(workbench)
    assert len(stored(workbench, report_id)) == 5
