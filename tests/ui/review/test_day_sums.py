"""What a report adds to a day follows the contract's rule, and what does not add up is told."""

from dataclasses import replace
from datetime import date

from ui.review.samples import DAY, KHARKIV, events_of_the_day

from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType
from analyst_app.domain.review import Origin, ReviewState
from analyst_app.domain.rows import StoredEvent
from analyst_app.ui.review.day_sums import report_sums


def stored(events, state=ReviewState.PROPOSED):
    ids = {event.id: number for number, event in enumerate(events, 1)}
    return [StoredEvent(ids[e.id], 1, e, state, Origin.MACHINE, part_of_id=ids.get(e.part_of)) for e in events]


def test_the_day_has_sixteen_airstrikes_559_attacks_and_three_assaults():
    sums = report_sums(stored(events_of_the_day()))
    by_russia = next(day for day in sums.days if day.actor == "Russia")
    assert by_russia.day == DAY
    assert dict(by_russia.expected) == {EventType.AIRSTRIKE: 16, EventType.ATTACK: 559, EventType.GROUND_ASSAULT: 3}
    assert by_russia.confirmed == ()
    assert len(sums.parts) == 4
    assert not sums.warnings
    assert (by_russia.together, by_russia.accepted) == (578, 0)


def test_parties_are_never_added_up():
    sums = report_sums(stored(events_of_the_day()))
    assert [day.actor for day in sums.days] == ["Russia", None]


def test_accepted_and_open_events_are_told_apart_and_rejected_ones_left_out():
    events = stored(events_of_the_day())
    events[0] = replace(events[0], state=ReviewState.CONFIRMED)
    events[5] = replace(events[5], state=ReviewState.REJECTED)
    day = next(day for day in report_sums(events).days if day.actor == "Russia")
    assert dict(day.confirmed) == {EventType.AIRSTRIKE: 16}
    assert dict(day.expected) == {EventType.AIRSTRIKE: 16, EventType.ATTACK: 559}


def test_parts_that_exceed_their_total_are_warned_of():
    events = list(events_of_the_day())
    events[2] = replace(events[2], count=Estimate.exactly(400))
    events[3] = replace(events[3], count=Estimate.exactly(300))
    sums = report_sums(stored(events))
    (total,) = sums.totals
    assert (total.whole_id, total.stated, total.named, total.left) == (2, 559, 702, -143)
    assert sums.warnings == (2,)


def test_what_a_total_holds_beyond_its_parts_is_left_over():
    events = list(events_of_the_day())
    events[2] = replace(events[2], count=Estimate.exactly(100))
    (total,) = report_sums(stored(events)).totals
    assert (total.stated, total.parts, total.named, total.unnumbered, total.left) == (559, 4, 103, 3, 456)


def test_cumulative_figures_are_kept_out_and_named():
    events = list(events_of_the_day())
    events[0] = replace(events[0], date=DateSpan(date(2023, 10, 1), DAY))
    sums = report_sums(stored(events))
    assert sums.cumulative == (1,)
    assert next(day for day in sums.days if day.actor == "Russia").together == 562


def test_the_same_act_told_twice_is_warned_of_and_different_acts_are_not():
    events = list(events_of_the_day())
    again = replace(events[0], id="e11", trigger=events[7].trigger)
    sums = report_sums(stored([*events, again]))
    assert [(pair.one, pair.other) for pair in sums.twice] == [(1, 11)]
    other = replace(again, count=Estimate.exactly(4))
    elsewhere = replace(events[5], id="e11", trigger=events[7].trigger, places=(KHARKIV,))
    for told in (other, elsewhere):
        assert not report_sums(stored([*events, told])).twice


def test_an_open_total_holds_any_number_of_parts():
    events = list(events_of_the_day())
    events[1] = replace(events[1], count=Estimate.at_least(2))
    events[2] = replace(events[2], count=Estimate.exactly(400))
    sums = report_sums(stored(events))
    assert not sums.warnings
    assert sums.totals[0].left is None


def test_the_panel_says_it_in_words(shown, press):
    words = shown.day_panel.words()
    assert "16 airstrikes, 3 ground assaults, 559 attacks = 578" in words
    assert "party not named" in words
    press("a")
    assert "accepted 16 airstrikes" in shown.day_panel.words()
