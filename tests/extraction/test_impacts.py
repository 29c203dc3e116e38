"""Impacts are read whatever the verb, where a munition does it; what munitions do in the air or in general is none."""

from datetime import date

import pytest

from analyst_app.domain.ontology import EventType
from analyst_app.domain.reports import Report
from analyst_app.domain.spans import Label
from support.event_reading import events, extractor

_DAY = date(2025, 5, 9)


def acts(text):
    found = extractor().extract(Report("r", text, _DAY))
    return [entity.span.of(text) for entity in found.entities if entity.label is Label.ATTACK]


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        ("Four missiles burrowed into a bakery in Orikhiv.", EventType.MISSILE_STRIKE, 4),
        ("A grain silo in Vilkove was gouged by two Shahed drones.", EventType.DRONE_STRIKE, 2),
        ("A glide bomb collapsed the stairwell of a hostel in Druzhkivka.", EventType.AIRSTRIKE, 1),
        ("One of the drones that knifed through a substation in Shostka set it alight.", EventType.DRONE_STRIKE, 1),
        ("Rebels hurled a dozen rockets at the airport of Aden.", EventType.SHELLING, 12),
    ],
)
def test_an_impact_is_an_event_of_its_weapons_kind(text, kind, count):
    found = events(text, published=_DAY)
    assert [(event.type, event.count and event.count.best) for event in found] == [(kind, count)]


@pytest.mark.parametrize(
    "text",
    [
        "Five drones looped over the reservoir and turned back.",
        "Missiles have reshaped this war, and drones dominate the front.",
        "Two rockets narrowly missed the ferry.",
        "A missile could flatten the house.",
        "The shells weighed 45 kilograms each.",
    ],
)
def test_what_munitions_do_without_hitting_is_no_act(text):
    assert acts(text) == []


def test_two_sides_that_trade_fire_clash():
    assert [event.type for event in events("Marines traded fire with gunmen at Marawi.", published=_DAY)] == [EventType.CLASH]


def test_drones_lost_to_electronic_warfare_are_intercepted_and_ground_lost_is_not():
    found = events("Russia launched 60 drones overnight: 41 were shot down and 12 were lost to electronic warfare.", published=_DAY)
    assert [event.count.best for event in found if event.type is EventType.INTERCEPTION] == [41, 12]
    (drones,) = events("A further seven drones were not located.", published=_DAY)
    assert (drones.type, drones.count.best) == (EventType.INTERCEPTION, 7)
    other = events("Ground was lost to the enemy near Lyman. The two missing climbers were not located.", published=_DAY)
    assert not any(event.type is EventType.INTERCEPTION for event in other)
