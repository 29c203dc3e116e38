"""Events are decided and corrected by single keys, and what is shown as saved is in the database."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from ui.review.samples import TEXT, an_extraction, events_of_the_day, the_day_after

from analyst_app.domain.errors import UserError
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.review import ReportState, ReviewState
from analyst_app.services import history, review

SHIFT = Qt.KeyboardModifier.ShiftModifier
ACCEPT_REST = (Qt.Key.Key_A, SHIFT)
ENTER, ESCAPE, DOWN, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Space


def stored(workbench, report_id):
    return review.open_report(workbench, report_id=report_id)


def states(workbench, report_id):
    return [event.state for event in stored(workbench, report_id).events]


def test_a_correct_report_of_ten_events_takes_at_most_twelve_keystrokes(shown, press, workbench, report_id, second_id):
    finished = []
    shown.report_finished.connect(finished.append)
    keys = press("a" * 10, ACCEPT_REST)
    assert keys <= 12
    assert set(states(workbench, report_id)) == {ReviewState.CONFIRMED}
    assert stored(workbench, report_id).row.state is ReportState.REVIEWED
    assert finished == [report_id]
    assert shown.session.report_id == second_id


def test_one_keystroke_is_enough_for_those_who_have_read_the_report(shown, press, workbench, report_id):
    assert press(ACCEPT_REST) == 1
    assert set(states(workbench, report_id)) == {ReviewState.CONFIRMED}


def test_a_wrong_count_takes_at_most_five_keystrokes(shown, press, workbench, report_id):
    assert press("c", "17", ENTER) <= 5
    event = stored(workbench, report_id).events[0]
    assert event.event.count == Estimate.exactly(17)
    assert [(c.field, c.proposed) for c in event.corrections] == [("count", "16")]
    assert QApplication.focusWidget() is shown.events_panel.list
    assert "proposed: 16" in shown.events_panel.card.rows["count"]._below.text()


def test_accepting_goes_on_to_the_next_open_event(shown, press):
    first, second, third, *_ = [event.id for event in shown.session.events]
    press("jj", "a")
    assert shown.session.focused_id == shown.session.events[3].id
    press("kkk")
    assert shown.session.focused_id == first
    press("a")
    assert shown.session.focused_id == second
    press("r")
    assert shown.session.focused_id not in {second, third}


def test_reject_reopen_and_space(shown, press, workbench, report_id):
    press("r", "k", "u")
    assert states(workbench, report_id)[0] is ReviewState.PROPOSED
    press(SPACE)
    assert states(workbench, report_id)[0] is ReviewState.CONFIRMED
    press("k", SPACE)
    assert states(workbench, report_id)[0] is ReviewState.PROPOSED


def test_several_selected_events_are_decided_in_one_step(shown, press, workbench, report_id):
    press((DOWN, SHIFT), (DOWN, SHIFT), "r")
    assert states(workbench, report_id)[:4] == [ReviewState.REJECTED] * 3 + [ReviewState.PROPOSED]
    history.undo(workbench)
    assert set(states(workbench, report_id)) == {ReviewState.PROPOSED}


@pytest.mark.parametrize(
    ("keys", "saved"),
    [
        (["t", "d"], ("type", EventType.DRONE_STRIKE)),
        (["s", "r"], ("status", Status.REPELLED)),
        (["q", "4", ENTER], ("places_count", 4)),
        (["c", "10-12", ENTER], ("count", Estimate.between(10, 12))),
        (["c", "<=16", ENTER], ("count", Estimate.up_to(16))),
        (["l", "2+", ENTER], ("killed", Estimate.at_least(2))),
        (["i", "~40", ENTER], ("injured", Estimate.about(40))),
        (["o", "Belarus", ENTER], ("actor", "Belarus")),
        (["g", "bridge", ENTER], ("target", "bridge")),
        (["b", "Air Force", ENTER], ("reported_by", "Air Force")),
        (["x", "Russia", ENTER], ("disputed_by", "Russia")),
        (["n", "check", ENTER], ("note", "check")),
        (["f", "1"], ("part_of", "e2")),
    ],
)
def test_every_field_has_a_key_and_is_saved(shown, press, workbench, keys, saved):
    press(*keys)
    field, value = saved
    assert getattr(stored(workbench, shown.session.report_id).events[0].event, field) == value
    assert QApplication.focusWidget() is shown.events_panel.list


def test_tab_saves_a_field_and_goes_on_to_the_next(shown, press, workbench, report_id):
    press("l", "3", Qt.Key.Key_Tab, "5", ENTER)
    event = stored(workbench, report_id).events[0].event
    assert (event.killed, event.injured) == (Estimate.exactly(3), Estimate.exactly(5))


def test_escape_changes_nothing(shown, press, workbench, report_id):
    press("c", "99", ESCAPE)
    assert stored(workbench, report_id).events[0].event.count == Estimate.exactly(16)
    assert shown.events_panel.card.editing == ""


def test_input_that_is_no_count_is_explained_and_kept(shown, press, workbench, report_id):
    press("c", "12x", ENTER)
    card = shown.events_panel.card
    assert card.editing == "count"
    assert "12x" in card._editor.draft()
    assert "16+" in card._editor._meaning.text()
    shown.session.focus(shown.session.events[3].id)
    shown.session.focus(shown.session.events[0].id)
    assert "12x" in card.rows["count"]._below.text()
    shown.events_panel.take_focus()
    press("c")
    assert card._editor.draft() == "12x"
    press(ESCAPE)
    assert not card.rows["count"]._below.text()
    assert stored(workbench, report_id).events[0].event.count == Estimate.exactly(16)


def test_a_report_is_not_finished_while_something_typed_is_not_saved(shown, press, settled, workbench, second_id):
    report_id = shown.session.report_id
    press("c", "12x", ENTER)
    shown.accept_rest()
    settled()
    assert "Count" in shown._message.text()
    assert stored(workbench, report_id).row.state is not ReportState.REVIEWED
    shown.show_report(second_id)
    settled()
    shown.show_report(report_id, event_id=stored(workbench, report_id).events[0].id)
    settled()
    press("c")
    assert shown.events_panel.card._editor.draft() == "12x"
    press(ESCAPE, ACCEPT_REST)
    assert stored(workbench, report_id).row.state is ReportState.REVIEWED


def test_the_next_report_is_read_in_advance(shown, qtbot, press, monkeypatch, second_id):
    session = shown.session
    qtbot.waitUntil(lambda: session.queue.prepared_id is not None)
    assert session.queue.prepared_id == second_id
    press("a")
    assert session.queue.prepared_id is not None
    monkeypatch.setattr(review, "open_report", None)
    press("]")
    assert session.report_id == second_id


def test_what_is_read_in_advance_is_forgotten_when_it_changes(shown, qtbot, settled, workbench, second_id):
    session, tasks = shown.session, shown._context.tasks
    qtbot.waitUntil(lambda: session.queue.prepared_id is not None)
    event_id = stored(workbench, second_id).events[0].id
    tasks.submit(lambda: review.reject_events(workbench, event_ids=[event_id]))
    settled()
    assert session.queue.prepared_id is None


def test_a_typed_count_says_what_it_means(shown, press):
    press("c", "16+")
    assert shown.events_panel.card._editor._meaning.text() == "at least 16  (low 16, counts as 16, high open)"
    press(ESCAPE)


def test_a_decision_is_pending_until_the_database_has_it(shown, qtbot, tasks, settled, press):
    event_id = shown.session.focused_id
    gate = threading.Event()
    tasks.submit(gate.wait)
    qtbot.keyClick(shown.events_panel.list, Qt.Key.Key_A)
    assert shown.session.find_event(event_id).state is ReviewState.CONFIRMED
    assert shown.session.is_pending(event_id)
    gate.set()
    settled()
    assert not shown.session.is_pending(event_id)


def test_a_decision_that_fails_is_taken_back_with_its_reason(shown, press, monkeypatch):
    def refuse(*_args, **_named):
        raise UserError("The disk is full. Make room and press A again.")

    monkeypatch.setattr(review, "accept_events", refuse)
    event_id = shown.session.focused_id
    press("a")
    assert shown.session.find_event(event_id).state is ReviewState.PROPOSED
    assert not shown.session.is_pending(event_id)
    assert "disk is full" in shown._message.text()
    assert shown._message.isVisible()


def test_a_correction_that_fails_keeps_what_was_typed(shown, press, monkeypatch):
    def refuse(*_args, **_named):
        raise UserError("Another program holds the database.")

    monkeypatch.setattr(review, "correct_event", refuse)
    press("c", "17", ENTER)
    card = shown.events_panel.card
    assert shown.session.focused_event.event.count == Estimate.exactly(16)
    assert "17" in card.rows["count"]._below.text()
    press("c")
    assert card._editor.draft() == "17"
    press(ESCAPE)


def test_undo_elsewhere_is_seen_here(shown, press, tasks, settled, workbench):
    event_id = shown.session.focused_id
    press("a")
    tasks.submit(lambda: history.undo(workbench))
    settled()
    assert shown.session.find_event(event_id).state is ReviewState.PROPOSED
    tasks.submit(lambda: history.redo(workbench))
    settled()
    assert shown.session.find_event(event_id).state is ReviewState.CONFIRMED


def test_a_duplicate_gets_the_focus_and_can_be_removed(shown, press, workbench, report_id):
    press((Qt.Key.Key_D, SHIFT))
    assert len(shown.session.events) == 11
    copy = shown.session.focused_event
    assert copy.event.count == Estimate.exactly(16)
    press(Qt.Key.Key_Delete)
    assert len(shown.session.events) == 10
    assert shown.session.focused_event is not None
    assert len(stored(workbench, report_id).events) == 10


def test_removing_a_proposal_rejects_it(shown, press, workbench, report_id):
    press(Qt.Key.Key_Delete)
    assert states(workbench, report_id)[0] is ReviewState.REJECTED


def test_places_are_added_and_taken_out_by_keyboard(shown, press, settled, workbench, report_id):
    press("jj", "p", "Synkivka", ENTER)
    settled()
    press(ENTER)
    assert [place.text for place in stored(workbench, report_id).events[2].event.places][-1].startswith("Synkivka")
    press("p", Qt.Key.Key_Backspace, ENTER)
    assert [place.text for place in stored(workbench, report_id).events[2].event.places] == ["Kharkiv region"]


@pytest.mark.usefixtures("shown")
@pytest.mark.parametrize(("key", "span"), [("r", "2023-11-09"), ("w", "2023-11-08/2023-11-09")])
def test_the_date_can_be_set_to_the_usual_spans_by_a_letter(press, workbench, report_id, key, span):
    press("d", "w" if key == "r" else "r")
    press("d", key)
    assert str(stored(workbench, report_id).events[0].event.date) == span


def test_days_are_typed_and_a_wrong_order_is_explained(shown, press, workbench, report_id):
    press("d", Qt.Key.Key_Up, Qt.Key.Key_Up, ENTER)
    card = shown.events_panel.card
    assert card.editing == "date"
    assert "before the first" in card._editor._meaning.text()
    press(Qt.Key.Key_Down, ENTER)
    assert str(stored(workbench, report_id).events[0].event.date) == "2023-11-09"


def test_an_event_is_never_offered_as_part_of_itself_or_of_its_own_parts(shown, press):
    shown.session.focus(shown.session.events[1].id)
    press("f")
    offered = {choice.value for choice in shown.events_panel.card._editor._picker._choices}
    own = {event.id for event in shown.session.events if event.event.part_of == "e2"} | {shown.session.focused_id}
    assert own
    assert not offered & own
    press(ESCAPE)


def test_going_back_to_the_report_before(shown, press, settled, report_id, second_id):
    press("]")
    assert shown.session.report_id == second_id
    press("[")
    assert shown.session.report_id == report_id


def test_review_goes_on_where_it_stopped(shown, press, settled, report_id, second_id):
    press("jjjjj")
    stopped = shown.session.focused_id
    shown.show_report(second_id)
    settled()
    shown.show_report(report_id)
    settled()
    assert shown.session.focused_id == stopped


def test_an_event_named_by_another_screen_gets_the_focus(view, report_id, settled, workbench):
    wanted = stored(workbench, report_id).events[7].id
    view.show_report(report_id, event_id=wanted)
    settled()
    assert view.session.focused_id == wanted


def test_a_report_removed_meanwhile_leaves_an_empty_screen(shown, tasks, settled, workbench, report_id):
    from analyst_app.services import library

    tasks.submit(lambda: library.remove_report(workbench, report_id=report_id))
    settled()
    assert shown.session.report_id is None
    assert shown._pages.currentIndex() == 0


def test_the_report_can_be_described_anew(shown, press, workbench, report_id):
    press((Qt.Key.Key_E, SHIFT), "Morning summary", ENTER)
    assert stored(workbench, report_id).row.title == "Morning summary"
    assert shown.header._title._words == "Morning summary"


def test_three_hundred_events_make_no_more_widgets_than_one(view, add_report, settled, report_id):
    view.show_report(report_id)
    settled()
    few = len(view.findChildren(object))
    many = [e for _ in range(30) for e in events_of_the_day()]
    from dataclasses import replace

    numbered = tuple(replace(event, id=f"n{number}", part_of=None) for number, event in enumerate(many))
    view.show_report(add_report(an_extraction("many", events=numbered, text=f"{TEXT}\nMore.")))
    settled()
    assert len(view.session.events) == 300
    assert len(view.findChildren(object)) <= few + 5


def test_progress_is_told_in_words(shown, press):
    press("a", "r")
    assert shown.header.progress_words() == "2 of 10 events, 0 of 1 reports"


def test_a_report_without_events_says_what_to_do(view, add_report, settled):
    view.show_report(add_report(an_extraction("none", events=(), text=f"{TEXT}\nQuiet.", title="Quiet")))
    settled()
    assert view.session.focused_event is None
    assert "press V" in view.events_panel.list.empty_words


def test_the_short_report_is_shown_too(view, add_report, settled):
    view.show_report(add_report(the_day_after()))
    settled()
    assert len(view.session.events) == 1


def test_a_key_held_down_decides_one_event(shown):
    deciding = ["accept", "reject", "toggle", "remove", "accept_rest"]
    assert not any(shown.named_actions[f"review.{name}"].autoRepeat() for name in deciding)
    assert shown.named_actions["review.next_event"].autoRepeat()


def test_what_the_keys_do_is_on_the_right_mouse_button_too(shown):
    def names(widget):
        return {action.objectName() for action in widget.actions()}

    assert {"review.accept", "review.reject", "review.reopen"} <= names(shown.events_panel.list)
    assert {"review.mark", "review.remove"} <= names(shown.entity_table)
    assert "review.new_event" in {action.objectName() for action in shown.text_panel.text.offered}
