"""Events are split, merged, linked and put into totals by key; each is one step, and nothing is lost by it."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from ui.review.samples import TEXT, an_extraction, events_of_the_day, words_of

from analyst_app.domain.estimates import Estimate
from analyst_app.domain.review import ReviewState
from analyst_app.services import history, proposing, review

SHIFT = Qt.KeyboardModifier.ShiftModifier
ENTER, ESCAPE, DOWN, BACK = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Backspace


def shifted(letter):
    return (getattr(Qt.Key, f"Key_{letter}"), SHIFT)


def stored(workbench, report_id):
    return {event.event.id: event for event in review.open_report(workbench, report_id=report_id).events}


@pytest.fixture
def twin_id(add_report, report_id):
    """The same day as another source tells it: 18 airstrikes and not 16, the rest alike."""
    first, *rest = events_of_the_day()
    events = (replace(first, count=Estimate.exactly(18)), *rest)
    return add_report(an_extraction("r2", events=events, text=f"{TEXT}\nSo far.", title="Told by the south"))


def test_a_count_is_split_by_typing_its_parts(shown, press, workbench, report_id):
    press(shifted("S"), "10+5")
    assert "Together 15, where the report says 16" in shown.shaping.line.meaning()
    press(BACK, "6", ENTER)
    counts = [str(event.event.count) for event in shown.session.events if event.event.trigger == words_of("airstrikes")]
    assert sorted(counts) == ["10", "6"]
    assert history.undo_status(workbench).undo == "Split 16 airstrikes into 2"
    assert shown.focusWidget() is shown.events_panel.list
    history.undo(workbench)
    assert len(stored(workbench, report_id)) == 10


def test_a_list_of_places_is_split_into_one_event_for_each(shown, press, workbench, report_id):
    shown.session.focus(next(event.id for event in shown.session.events if event.event.id == "e7"))
    press(shifted("S"), ENTER)
    shellings = [event for event in stored(workbench, report_id).values() if event.event.trigger == words_of("Shelling")]
    assert sorted(place.text for event in shellings for place in event.event.places) == ["Chuhuiv", "Izyum"]
    assert all(len(event.event.places) == 1 and event.event.part_of == "e2" for event in shellings)


def test_selected_records_are_merged_into_the_one_in_focus(shown, press, workbench, report_id):
    press("jjj", (Qt.Key.Key_Up, SHIFT), shifted("G"))
    after = stored(workbench, report_id)
    assert after["e3"].state is ReviewState.PROPOSED
    assert after["e4"].state is ReviewState.REJECTED
    assert "e3" in after["e4"].event.note
    assert after["e4"].event.evidence
    history.undo(workbench)
    assert stored(workbench, report_id)["e4"].state is ReviewState.PROPOSED


def test_where_nothing_else_is_selected_the_other_record_is_asked_for_by_a_letter(shown, press, workbench, report_id):
    press("j", shifted("G"))
    assert "559 attacks" in shown.overlay._question.text()
    press("1")
    assert stored(workbench, report_id)["e3"].state is ReviewState.REJECTED, "events of its own type come first"


def test_several_events_are_put_into_a_total_at_once(shown, press, workbench, report_id):
    shown.session.focus(next(event.id for event in shown.session.events if event.event.id == "e1"))
    press(shifted("F"), "1")
    assert stored(workbench, report_id)["e1"].event.part_of == "e2"
    assert history.undo_status(workbench).undo == "Move 16 airstrikes into 559 attacks"


def test_one_key_takes_a_correction_back_and_none_while_something_is_typed(shown, press, workbench, report_id):
    row = shown.events_panel.card.rows["count"]
    press("c", "17", ENTER)
    assert "proposed: 16" in row._below.text()
    press(BACK)
    assert stored(workbench, report_id)["e1"].event.count == Estimate.exactly(16)
    assert not row._below.text()
    press("c", "179", BACK, ENTER)
    assert stored(workbench, report_id)["e1"].event.count == Estimate.exactly(17)
    press("o", "Belarus", ENTER, BACK)
    assert stored(workbench, report_id)["e1"].event.actor == "Russia", "the field that is looked at comes first"
    assert stored(workbench, report_id)["e1"].event.count == Estimate.exactly(17)
    press("o", "Belarus", ENTER, "jk", BACK)
    assert "Take back" in shown.overlay._question.text(), "of two corrections it asks which"
    press("1")
    assert stored(workbench, report_id)["e1"].event.count == Estimate.exactly(16)


def test_what_another_report_has_too_is_told_jumped_to_and_linked(twin_id, shown, press, workbench, qtbot):
    report_id = shown.session.report_id
    qtbot.waitUntil(lambda: bool(shown.twins.told))
    assert "another report has it too, <a" in shown.day_panel.words()
    assert "18 airstrikes" in shown.day_panel.words()
    press(shifted("L"), "1", "2")
    mine, theirs = stored(workbench, report_id)["e1"], stored(workbench, twin_id)["e1"]
    assert mine.act_id is not None
    assert (mine.act_id, mine.preferred, theirs.preferred) == (theirs.act_id, False, True)
    assert "counts in another report" in shown.events_panel.header._state.text()
    qtbot.waitUntil(lambda: "is linked with" in shown.day_panel.words())
    press(shifted("U"))
    assert stored(workbench, report_id)["e1"].act_id is None
    qtbot.waitUntil(lambda: any(one.event_id == mine.id for one in shown.twins.told))
    press(shifted("O"))
    assert shown.session.report_id == twin_id
    assert shown.session.focused_event.event.count == Estimate.exactly(18)


def test_warnings_are_gone_through_by_a_key(shown, press, workbench, report_id):
    said = []
    shown.status.connect(said.append)
    press(shifted("N"))
    assert "nothing seems to be told twice" in said[-1]
    press("j", "c", "2", ENTER, "k", shifted("N"))
    assert shown.session.focused_event.event.id == "e2", "its parts come to more than two"


def test_a_new_event_is_there_before_its_words_are_read(shown, qtbot, settled, monkeypatch, workbench):
    gate = threading.Event()
    asked = []

    def read(_workbench, *, event_id, as_made):
        asked.append((event_id, as_made))
        gate.wait()
        return proposing.FilledIn(event_id, (), None)

    monkeypatch.setattr(proposing, "fill_in", read)
    shown.text_panel.text.select(words_of("went on"))
    for key in ("V", "S"):
        qtbot.keyClick(shown.window().focusWidget(), getattr(Qt.Key, f"Key_{key}"))
    qtbot.waitUntil(lambda: len(shown.session.events) == 11)
    made = shown.session.focused_event
    assert made.event.trigger == words_of("went on")
    assert "reading the words around it" in shown.events_panel.header._state.text()
    qtbot.keyClick(shown.events_panel.list, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: review.find_event(workbench, made.id).state is ReviewState.CONFIRMED)
    gate.set()
    settled()
    assert "reading" not in shown.events_panel.header._state.text()
    assert asked == [(made.id, made.event)]


def test_the_words_that_name_an_event_are_set_where_no_field_is_chosen(shown, press, workbench, report_id):
    shown.text_panel.text.select(words_of("flew"))
    press(shifted("W"))
    assert stored(workbench, report_id)["e1"].event.trigger == words_of("flew")
    press(shifted("H"))
    told = shown.history_panel.steps.topLevelItem(0).text(1)
    assert told == "Words that name it: “airstrikes” → “flew”"


def test_the_history_has_undone_steps_and_the_whole_report(shown, press, settled, tasks, workbench):
    press("c", "17", ENTER)
    tasks.submit(lambda: history.undo(workbench))
    settled()
    press("j", "r", "k", "k", shifted("H"))
    panel = shown.history_panel
    told = [panel.steps.topLevelItem(row).text(1) for row in range(panel.steps.topLevelItemCount())]
    assert told == ["Count: 17 → 16 (undo)", "Count: 16 → 17 (undone)"]
    assert "Vira" in panel.steps.topLevelItem(0).text(0)
    assert panel.steps.topLevelItem(1).font(1).strikeOut()
    press(shifted("H"))
    told = [panel.steps.topLevelItem(row).text(1) for row in range(panel.steps.topLevelItemCount())]
    assert "559 attacks\nRejected" in told
    assert len(told) > 2
