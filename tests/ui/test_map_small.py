"""The small map beside the places of an event: what it shows, and that a click on an offered place takes it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from analyst_app.domain.places import Place
from analyst_app.ui.review.places_field import PlacesField
from analyst_app.ui.widgets.small_map import SmallMap
from support import on_the_map as told_of

OTHER = replace(told_of.LYMAN, admin1="Kharkiv", admin2="Chuhuiv", lat=49.6, lon=36.6, place_id="other")


@pytest.fixture
def small(qtbot, theme, tasks):
    made = SmallMap(theme=theme, tasks=tasks)
    qtbot.addWidget(made)
    made.resize(360, 170)
    qtbot.waitUntil(lambda: not tasks.busy)
    return made


def test_it_is_there_only_while_a_place_has_coordinates(small):
    small.show_places([Place("the farm")])
    assert small.isHidden()
    small.show_places([Place("the farm"), told_of.KUPIANSK])
    assert not small.isHidden()
    assert small.shown == (told_of.KUPIANSK,)
    assert "Kupiansk" in small.accessibleDescription()


def test_all_places_are_on_it(small):
    small.show_places([told_of.KUPIANSK], [told_of.LYMAN, OTHER, told_of.KHERSON], chosen=0)
    for place in (told_of.KUPIANSK, told_of.LYMAN, OTHER, told_of.KHERSON):
        assert small.rect().contains(small.where(place).toPoint())
    assert small.where(OTHER).y() < small.where(told_of.LYMAN).y(), "north is up"
    assert small.where(OTHER).x() < small.where(told_of.LYMAN).x()


def test_a_region_is_shaded(small):
    small.show_places([told_of.KUPIANSK])
    point = small.grab().toImage()
    small.show_places([told_of.REGION])
    assert small.grab().toImage() != point
    assert [area.code for area in small._ground.areas] == ["UA-63"]


def test_the_offered_places_of_a_name_are_shown_and_a_click_takes_one(qtbot, theme, tasks, settled):
    offered = [told_of.LYMAN, OTHER]
    field = PlacesField(
        name="Places",
        value=(told_of.KUPIANSK,),
        tasks=tasks,
        suggest=lambda _prefix: offered,
        resolve=Place,
        named=lambda _name: offered,
        theme=theme,
    )
    qtbot.addWidget(field)
    field.resize(420, 500)
    field.show()
    settled()
    assert field.map.shown == (told_of.KUPIANSK,)
    field.begin("")
    QTest.keyClicks(field.focusProxy(), "Lyman")
    qtbot.waitUntil(lambda: field.map.shown == (told_of.KUPIANSK, told_of.LYMAN, OTHER))
    field.map.grab()
    QTest.mouseClick(field.map, Qt.MouseButton.LeftButton, pos=field.map.where(OTHER).toPoint())
    assert field.read() == (told_of.KUPIANSK, OTHER)
    assert field.map.shown == (told_of.KUPIANSK, OTHER)
