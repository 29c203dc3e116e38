"""The map screen over a real database, offscreen: what it shows, how it is moved, what a click opens, what a picture holds."""

from datetime import timedelta

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from analyst_app.domain.errors import UserError
from analyst_app.domain.mapping import Exactness, MapBox, MapMark, Measure
from analyst_app.domain.ontology import EventType
from analyst_app.domain.rows import EventFilter
from analyst_app.services import events, review
from analyst_app.services.map import load_outlines, map_point
from analyst_app.ui.events.view import EventsView
from analyst_app.ui.map.furniture import ATTRIBUTION, legend_sizes, nice
from analyst_app.ui.map.glyphs import glyph
from analyst_app.ui.map.ground import country_name
from analyst_app.ui.map.view import MapScreen
from analyst_app.ui.map.wording import Length, elsewhere_words, mark_title, mark_words
from support import on_the_map as told_of


@pytest.fixture(scope="module")
def outlines():
    return load_outlines()


@pytest.fixture
def screen(qtbot, context, tasks, monkeypatch, outlines):
    """Opens the screen; the outlines are read once for all tests."""
    monkeypatch.setattr("analyst_app.ui.map.view.load_outlines", lambda: outlines)

    def open_screen():
        made = MapScreen(context)
        qtbot.addWidget(made)
        made.resize(1200, 800)
        made.show()
        qtbot.waitUntil(lambda: not tasks.busy)
        return made

    return open_screen


@pytest.fixture
def week(workbench, tmp_path, screen):
    told_of.a_week(workbench, tmp_path)
    return screen()


def named(screen, name):
    return next(one for one in screen.canvas.marks.placed if name in one.mark.names)


def where(screen, placed):
    return screen.canvas.frame.place(placed.x, placed.y)


def colours_at(screen, place):
    """What is painted in the fourteen pixels from there to the right."""
    image = screen.canvas.grab().toImage()
    return [QColor(image.pixel((place + QPointF(n, 0)).toPoint())).name() for n in range(14)]


def test_an_empty_map_says_why_and_what_to_do(screen):
    empty = screen()
    assert empty._pages.currentIndex() == 1


def test_all_that_is_located_is_in_view_at_first(week):
    room = week.canvas.rect()
    for placed in week.canvas.marks.placed:
        if placed.mark.exactness is not Exactness.AREA:
            assert room.contains(where(week, placed).toPoint()), placed.mark.names


def test_points_regions_and_countries_look_different(week):
    week.canvas.show_country("UA")
    land = week.canvas.ground.look.land
    kharkiv, poltava, abroad = (
        colours_at(week, week.canvas.frame.place(*map_point(lon, lat))) for lon, lat in ((36.0, 49.35), (33.2, 49.4), (24.9, 45.6))
    )
    assert land.name() in abroad
    assert land.name() not in poltava
    assert len(set(poltava)) == 1, "a country is tinted, not hatched"
    assert len(set(kharkiv)) > 2, "a region is hatched"
    assert named(week, "Lyman").plate is None
    assert named(week, "Kharkiv Oblast").plate is not None


def test_crimea_belongs_to_ukraine_on_the_map(week):
    assert week.canvas.ground.covers("UA", *map_point(34.1, 45.0))
    assert week.canvas.ground.covers("UA", *map_point(33.53, 44.6))
    assert not week.canvas.ground.covers("RU", *map_point(34.1, 45.0))
    assert week.canvas.ground.covers("UA-63", *map_point(36.25, 49.98))
    assert not week.canvas.ground.covers("UA-63", *map_point(34.55, 49.59))


def test_a_larger_number_is_a_larger_circle(week):
    radii = {name: named(week, name).radius for name in ("Kupiansk", "Lyman", "Kherson")}
    assert radii["Kupiansk"] > radii["Lyman"] > 0
    assert radii["Lyman"] >= radii["Kherson"]


def test_marks_stay_where_they_are_on_the_ground_while_the_map_moves(week):
    before = where(week, named(week, "Lyman"))
    week.canvas.move(1, 0)
    after = where(week, named(week, "Lyman"))
    assert after.x() < before.x()
    assert after.y() == pytest.approx(before.y())
    lon, lat = named(week, "Lyman").mark.lon, named(week, "Lyman").mark.lat
    assert where(week, named(week, "Lyman")) == week.canvas.frame.place(*map_point(lon, lat))


def test_zooming_in_takes_marks_apart_and_out_draws_them_together(week, settled):
    week.canvas.show_world()
    settled()
    far = [one for one in week.canvas.marks.placed if one.plate is None]
    week.canvas.show_box(MapBox(36.5, 48.5, 38.5, 50.0))
    settled()
    near = [one for one in week.canvas.marks.placed if one.plate is None]
    assert len(far) == 1
    assert len(near) >= 2
    assert far[0].mark.total > max(one.mark.total for one in near)


def test_a_click_lists_the_events_and_enter_leads_to_the_sentence(qtbot, week, settled):
    placed = named(week, "Lyman")
    QTest.mouseClick(week.canvas.viewport(), Qt.MouseButton.LeftButton, pos=where(week, placed).toPoint())
    settled()
    assert week.chosen.text().startswith("Lyman: 2 attacks in 1 event")
    assert week.model.rowCount() == 1
    keys = {name: week.actions_by_id[name] for name in ("map.open", "map.list")}
    with qtbot.waitSignal(week.events_asked) as asked:
        keys["map.list"].trigger()
    (matching,) = asked.args
    assert len(matching.event_ids) == 1
    keys["map.open"].trigger()
    with qtbot.waitSignal(week.event_opened) as opened:
        week.table.open_current()
    assert opened.args[1] in matching.event_ids


def test_a_click_into_a_shaded_region_lists_what_is_told_of_it(week, settled):
    week.canvas.show_country("UA")
    settled()
    inside = week.canvas.frame.place(*map_point(36.0, 49.35))
    QTest.mouseClick(week.canvas.viewport(), Qt.MouseButton.LeftButton, pos=inside.toPoint())
    settled()
    assert week.chosen.text().startswith("Kharkiv Oblast: 5 attacks in 2 events")
    beside = week.canvas.frame.place(*map_point(24.5, 45.9))
    QTest.mouseClick(week.canvas.viewport(), Qt.MouseButton.LeftButton, pos=beside.toPoint())
    assert not week.table.isVisible()


def test_places_of_one_name_are_named_once():
    mark = MapMark(37.8, 48.1, Exactness.POINT, ("Avdiivka", "Avdiivka", "Pisky"), ((EventType.SHELLING, 24),), 3, (1, 2, 3, 4))
    assert mark_title(mark) == "Avdiivka, Pisky and 1 more"


@pytest.mark.qt_log_ignore("does not support raise")
def test_pointing_tells_place_types_exactness_and_reports(qtbot, week, settled):
    placed = named(week, "Kupiansk")
    with qtbot.waitSignal(week.asking.told) as told:
        week.canvas.scene().sigMouseMoved.emit(where(week, placed))
    mark, sources = told.args
    words = mark_words(mark, measure=Measure.ATTACKS, ontology=week._context.workbench.ontology, sources=sources)
    for expected in (
        "Kupiansk",
        "15 attacks",
        "6 shellings",
        "5 ground assaults",
        "4 airstrikes",
        "5 of them somewhere around",
        "2 reports",
    ):
        assert expected in words
    assert "Monday" in words


def test_marks_are_reached_by_keyboard_the_largest_first(week, settled):
    week.actions_by_id["map.next"].trigger()
    settled()
    assert "Kupiansk" in week.chosen.text()
    week.actions_by_id["map.next"].trigger()
    settled()
    assert week.chosen.text().startswith("Ukraine: 9")
    week.actions_by_id["map.previous"].trigger()
    settled()
    assert "Kupiansk" in week.chosen.text()
    week.actions_by_id["map.close"].trigger()
    assert not week.table.isVisible()


def test_a_correction_changes_the_map_and_a_chosen_mark_is_told_anew(week, workbench, context, settled):
    week.choose(named(week, "Lyman").mark)
    settled()
    (row,) = events.list_events(workbench, matching=EventFilter(places=frozenset({"Lyman"})))
    context.tasks.submit(
        lambda: review.correct_event(workbench, event_id=row.stored.id, field="places", value=(told_of.KHERSON,))
    )  # fmt: skip
    settled()
    assert "Lyman" not in {name for one in week.canvas.marks.placed for name in one.mark.names}
    assert named(week, "Kherson").mark.total == 3
    assert not week.table.isVisible()


def test_filters_and_proposals_decide_what_is_shown(week, workbench, tmp_path, context, settled):
    week.filter.types.tick(frozenset({EventType.AIRSTRIKE}))
    settled()
    assert {kind for one in week.canvas.marks.placed for kind, _ in one.mark.amounts} == {EventType.AIRSTRIKE}
    week.filter.clear()
    proposed = told_of.told(EventType.CLASH, told_of.LYMAN, 50)
    context.tasks.submit(lambda: told_of.stored(workbench, tmp_path, proposed, confirm=False))
    settled()
    week.asking.ask()
    settled()
    assert named(week, "Lyman").mark.total == 2
    week.actions_by_id["map.proposals"].trigger()
    settled()
    assert named(week, "Lyman").mark.total == 52
    assert "proposed" in week.canvas.furniture.caption.title


def test_records_of_any_type_can_be_shown_instead(week, settled):
    assert EventType.EVACUATION not in dict(named(week, "Kupiansk").mark.amounts)
    week.actions_by_id["map.measure"].trigger()
    settled()
    assert dict(named(week, "Kupiansk").mark.amounts)[EventType.EVACUATION] == 1
    assert named(week, "Kupiansk").mark.total == 4


def test_a_day_a_week_and_all_days_can_be_in_view(week, settled):
    week.time.set_length(Length.DAY)
    settled()
    assert week.time.span == (told_of.FIRST + timedelta(days=2),) * 2
    assert {name for one in week.canvas.marks.placed for name in one.mark.names} == {"Kherson", "Ukraine"}
    week.actions_by_id["map.earlier"].trigger()
    settled()
    assert {name for one in week.canvas.marks.placed for name in one.mark.names} == {"Kupiansk direction", "Kupiansk", "Kharkiv Oblast"}
    week.time.set_length(Length.SO_FAR)
    settled()
    assert named(week, "Kupiansk").mark.total == 15
    week.time.set_length(Length.ALL)
    settled()
    assert named(week, "Kherson").mark.total == 1


def test_time_runs_from_the_first_day_to_the_last_and_stops(qtbot, week, tasks):
    seen = []
    week.time.set_pace(0)
    week.drawn.connect(lambda: seen.append(week.time.span[1]))
    week.actions_by_id["map.play"].trigger()
    assert week.time.running
    qtbot.waitUntil(lambda: not week.time.running and not tasks.busy)
    days = [told_of.FIRST + timedelta(days=n) for n in range(3)]
    assert list(dict.fromkeys(seen)) == days
    assert not week.actions_by_id["map.play"].isChecked()


def test_time_keys_of_the_strip(qtbot, week, settled):
    week.time.set_length(Length.DAY)
    QTest.keyClick(week.time.strip, Qt.Key.Key_Home)
    assert week.time.span[1] == told_of.FIRST
    QTest.keyClick(week.time.strip, Qt.Key.Key_Right)
    assert week.time.span[1] == told_of.FIRST + timedelta(days=1)
    settled()


def test_the_picture_is_written_as_png_svg_and_pdf_with_its_attribution(week, tmp_path, settled):
    settled()
    for name in ("map.png", "map.svg", "map.pdf"):
        week.write_picture(tmp_path / name)
    image = QImage(str(tmp_path / "map.png"))
    assert image.width() == 2 * week.canvas.viewport().width()
    svg = (tmp_path / "map.svg").read_text("utf-8")
    assert ATTRIBUTION in svg
    for words in ("Lyman", "Kharkiv Oblast", "1 event without a known place is not on the map", "Airstrike"):
        assert words in svg
    assert "<image" not in svg
    assert (tmp_path / "map.pdf").read_bytes().startswith(b"%PDF")
    with pytest.raises(UserError):
        week.write_picture(tmp_path / "map.bmp")


@pytest.mark.parametrize(("appearance", "size"), [("dark", 100), ("light", 200)])
def test_dark_and_large_text_draw_everything_anew(week, theme, settled, appearance, size):
    before = week.canvas.grab().toImage()
    theme.choose(appearance=appearance, text_size=size)
    settled()
    after = week.canvas.grab().toImage()
    assert before != after
    look = week.canvas.ground.look
    assert look.sea.lightnessF() < 0.3 if appearance == "dark" else look.growth > 1


def test_every_type_has_a_shape_of_its_own():
    shapes = [glyph(kind) for kind in EventType]
    assert all(not shape.isEmpty() for shape in shapes)
    assert all(one != other for n, one in enumerate(shapes) for other in shapes[:n])


def test_round_numbers_of_the_scale_and_the_legend():
    assert [nice(number) for number in (1, 3, 49, 50, 999, 0.3)] == [1, 2, 20, 50, 500, 0.2]
    assert [legend_sizes(number) for number in (0, 1, 7, 15, 640)] == [(), (1,), (5, 1), (10, 2, 1), (500, 100, 1)]


def test_countries_are_named_and_unknown_ones_keep_their_code():
    assert country_name("UA") == "Ukraine"
    assert country_name("X9") == "X9"


def test_what_is_not_on_the_map_is_said(week):
    assert elsewhere_words(week.answer) == "1 event without a known place is not on the map"


def test_the_ground_moved_in_parts_is_the_ground_painted_whole(qtbot, week, settled):
    """Moving uses the picture again and paints what comes into view; nothing may be seen of the seams."""
    week.canvas.show_country("UA")
    settled()
    week.canvas.furniture.hide()
    week.canvas.marks.hide()
    for right, up in ((500, 0), (0, 300), (-700, -450), (350, 220)):
        week.canvas.grab()
        week.canvas.move_by(right, up)
    moved = week.canvas.grab().toImage()
    week.canvas.renew()
    assert unlike(moved, week.canvas.grab().toImage()) < 0.002


def unlike(one, other):
    """The share of pixels that can be told apart."""
    there, here = (np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint8) for image in (one, other))
    return float((np.abs(there.astype(int) - here.astype(int)) > 40).mean())


def test_the_filter_is_that_of_the_events_table(qtbot, week, context, settled):
    table = EventsView(context)
    qtbot.addWidget(table)
    table.filter.places.tick(frozenset({"Kherson"}))
    settled()
    assert week.filter.matching == table.filter.matching
    assert {name for one in week.canvas.marks.placed for name in one.mark.names} == {"Kherson"}
    week.filter.clear()
    settled()
    assert table.matching == EventFilter()
    assert "Lyman" in {name for one in week.canvas.marks.placed for name in one.mark.names}
