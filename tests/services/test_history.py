"""The history says who changed what, undone steps too; undo says whose step it is, in words that follow “Undo”."""

import pytest

from analyst_app.domain.errors import AnothersStep
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.spans import Label
from analyst_app.services import history, library, review, spans
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from support.invented import where


def event_of(workbench, report_id, key="e1"):
    return next(e for e in review.open_report(workbench, report_id=report_id).events if e.event.id == key)


def lines(found):
    return [(line.analyst, line.command, line.field, line.before, line.after, line.undone) for line in found]


def test_undone_steps_stay_in_the_history_and_are_marked(workbench, report_id):
    event = event_of(workbench, report_id)
    review.correct_event(workbench, event_id=event.id, field="count", value=Estimate.exactly(17))
    history.undo(workbench)
    assert lines(history.event_history(workbench, event_id=event.id)) == [
        ("Vira", "Correct count of 16 airstrikes", "count", "16", "17", True),
        ("Vira", "Undo: Correct count of 16 airstrikes", "count", "17", "16", False),
    ]


def test_the_history_of_a_report_has_its_events_its_entities_and_itself(workbench, report_id):
    event = event_of(workbench, report_id)
    review.accept_events(workbench, event_ids=[event.id])
    spans.mark_entity(workbench, report_id=report_id, span=where("Kupiansk"), label=Label.LOCATION)
    library.describe_report(workbench, report_id=report_id, title="Morning", source="OCHA", author=None, published=event.event.date.end)
    found = {(line.field, line.after): line for line in history.report_history(workbench, report_id=report_id)}
    assert found["state", "confirmed"].event_id == event.id
    assert found["entity", "“Kupiansk” location"].event_id is None
    assert {("title", "Morning"), ("source", "OCHA"), ("state", "in_review")} <= set(found)


def test_an_event_that_was_removed_keeps_its_history(workbench, report_id):
    made = review.duplicate_event(workbench, event_id=event_of(workbench, report_id).id)
    review.remove_event(workbench, event_id=made.event_id)
    assert {line.command for line in history.event_history(workbench, event_id=made.event_id)} == {
        "Duplicate 16 airstrikes",
        "Remove 16 airstrikes",
    }


def test_undo_says_whose_step_it_is(workbench, report_id, database):
    review.reject_events(workbench, event_ids=[event_of(workbench, report_id).id])
    workbench.close()
    other = Workbench.open(database, settings=Settings(), analyst="Taras")
    status = history.undo_status(other)
    assert (status.undo, status.undo_by) == ("Reject 16 airstrikes", "Vira")
    assert history.menu_words(status, analyst="Taras") == ("reject of 16 airstrikes (by Vira)", None)
    assert history.menu_words(status, analyst="Vira") == ("reject of 16 airstrikes", None)
    with pytest.raises(AnothersStep) as refused:
        history.undo(other)
    assert (refused.value.whose, refused.value.step) == ("Vira", "Reject 16 airstrikes")
    assert history.undo_status(other) == status, "nothing happens until it is asked for"
    history.undo(other, anothers=True)
    status = history.undo_status(other)
    assert (status.redo, status.redo_by) == ("Reject 16 airstrikes", "Vira")
    with pytest.raises(AnothersStep):
        history.redo(other)
    other.close()


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Reject 16 airstrikes", "reject of 16 airstrikes"),
        ("Accept the rest of “Evening”", "accept of the rest of “Evening”"),
        ("Correct count of 16 airstrikes", "correction of count of 16 airstrikes"),
        ("Import 4 files", "import of 4 files"),
        ("Let a report replace a similar one", "letting a report replace a similar one"),
        ("Keep both of two similar reports", "keeping both of two similar reports"),
        ("Decide about 2 similar reports", "decision about 2 similar reports"),
        ("Restore “Evening” from a backup", "restoring of “Evening” from a backup"),
        ("Read 2 reports again", "reading of 2 reports again"),
        ("Something new", "“Something new”"),
    ],
)
def test_a_step_is_named_as_it_follows_undo(label, words):
    assert history.step_words(label) == words
