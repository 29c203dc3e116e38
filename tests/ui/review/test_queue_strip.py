"""Unsure proposals can be set aside, and what is not seen is never accepted; reports come in the order that was chosen."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from ui.review.samples import TEXT, an_extraction, events_of_the_day

from analyst_app.domain.review import QueueChoice, QueueOrder, ReportState, ReviewState
from analyst_app.paths import user_paths
from analyst_app.services import queue, review

SHIFT = Qt.KeyboardModifier.ShiftModifier
RIGHT, ESCAPE, DOWN, TAB = Qt.Key.Key_Right, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Tab
QUEUE, ACCEPT_REST = (Qt.Key.Key_Q, SHIFT), (Qt.Key.Key_A, SHIFT)


def test_complaint_18_a_slider_sets_aside_what_is_less_sure(shown, press, workbench, report_id):
    """Section B, 18: a confidence filter. What is set aside is told, stays open, and is not accepted unseen."""
    press(QUEUE, TAB, *[RIGHT] * 13, ESCAPE)
    assert shown.session.queue.choice.at_least == 65
    assert [event.event.id for event in shown.session.events] == ["e1", "e2", "e3", "e4", "e5", "e6", "e8", "e10"]
    assert "2 set aside" in shown.header.progress_words()
    assert "2 of 10 open here" in shown.queue_strip.told()
    assert shown.queue_strip._waiting.text() == "reports that wait: 1"
    assert len(shown.text_panel.strip._markers) == 8, "neither are they marked in the text"
    press(ACCEPT_REST)
    detail = review.open_report(workbench, report_id=report_id)
    assert {event.event.id for event in detail.events if event.state is ReviewState.PROPOSED} == {"e7", "e9"}
    assert detail.row.state is ReportState.IN_REVIEW
    press(QUEUE, TAB, Qt.Key.Key_Home, ESCAPE)
    assert len(shown.session.events) == 10


def test_the_order_is_chosen_by_keys_and_kept(shown, press, qtbot, settled):
    press(QUEUE, DOWN, Qt.Key.Key_Return)
    settled()
    assert shown.session.queue.choice.order is QueueOrder.CONFIDENCE
    assert queue.load_choice(user_paths()) == QueueChoice(QueueOrder.CONFIDENCE)
    assert not shown.queue_strip.isVisible()
    assert shown.focusWidget() is shown.events_panel.list


@pytest.mark.usefixtures("report_id")
def test_the_next_report_is_the_least_sure_one(view, add_report, settled, press):
    days = {"sure": (0.9, 12), "unsure": (0.3, 20)}
    made = {}
    for name, (confidence, day) in days.items():
        events = tuple(replace(event, confidence=(("event", confidence),)) for event in events_of_the_day())
        made[name] = add_report(an_extraction(name, events=events, text=f"{TEXT}\n{name}", published=date(2023, 11, day)))
    view.session.queue.choose(QueueChoice(QueueOrder.CONFIDENCE))
    view.show_report(made["unsure"])
    settled()
    press("]")
    assert view.session.report_id not in {made["sure"], made["unsure"]}, "the one with a proposal of 55 %"
    press("]")
    assert view.session.report_id == made["sure"]


def test_an_event_that_is_asked_for_by_name_is_shown_though_it_was_set_aside(view, report_id, settled, workbench):
    view.session.queue.choose(QueueChoice(at_least=90))
    unsure = next(event.id for event in review.open_report(workbench, report_id=report_id).events if event.event.id == "e9")
    view.show_report(report_id, event_id=unsure)
    settled()
    assert view.session.focused_id == unsure
    assert unsure in {event.id for event in view.session.events}
