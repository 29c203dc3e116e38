"""Every field of the event can be read and reached on a small screen at twice the text size, and nothing is cut."""

from PySide6.QtCore import QPoint, QRect, Qt

from analyst_app.domain.events import EVENT_FIELDS
from analyst_app.services import review


def in_view(card, widget):
    """The part of a widget that is seen."""
    place = QRect(widget.mapTo(card.viewport(), QPoint(0, 0)), widget.size())
    return place.intersected(card.viewport().rect()) == place


def test_at_twice_the_size_on_a_small_screen_the_fields_are_seen_whole_and_scrolling_follows_the_focus(shown, theme, press, settled):
    theme.choose(text_size=200)
    shown.resize(1150, 640)
    settled()
    card = shown.events_panel.card
    seen = [name for name, row in card.rows.items() if row.value.isVisible() and in_view(card, row.value)]
    assert len(seen) >= 5, seen
    for row in card.rows.values():
        button = row.button
        assert button.isVisible()
        assert button.width() >= button.minimumSizeHint().width(), "no word is cut"
        if button is row.value:
            assert button.height() >= button.heightForWidth(button.width()), "no line is cut"
    assert card.horizontalScrollBar().maximum() == 0
    reached = []
    card.go_in()
    for _ in EVENT_FIELDS:
        name = next(name for name, row in card.rows.items() if row.button.hasFocus())
        assert in_view(card, card.rows[name].button), name
        reached.append(name)
        press(Qt.Key.Key_Down)
    assert sorted(reached) == sorted(EVENT_FIELDS), "every field is reached with one key"


def test_fields_that_are_not_said_are_one_key_away_and_turn_into_rows(shown, press, workbench, report_id):
    rows = shown.events_panel.card.rows
    assert rows["killed"].unsaid.isVisible()
    assert not rows["killed"].value.isVisible()
    press("l", "3", Qt.Key.Key_Return)
    assert rows["killed"].value.isVisible()
    assert not rows["killed"].unsaid.isVisible()
    assert rows["killed"].value.accessibleName() == "Killed: 3"
    press("l", Qt.Key.Key_Backspace, Qt.Key.Key_Return)
    assert rows["killed"].unsaid.isVisible()
    assert str(review.open_report(workbench, report_id=report_id).events[0].event.killed) == "None"


def test_the_reporting_window_is_explained_in_words(shown, press):
    card = shown.events_panel.card
    assert card.rows["date"].value.text() == "8–9 Nov 2023, counts on 9 Nov"
    press("d")
    assert card._editor._meaning.text() == (
        "“past 24 hours” in a report of 9 Nov 2023 → 8 to 9 November. Reporting window; counts on 9 Nov 2023"
    )
    press(Qt.Key.Key_Escape)


def test_the_namesakes_of_a_place_are_one_key_away(shown, press, qtbot, workbench, report_id):
    shown.session.focus(next(event.id for event in shown.session.events if event.event.id == "e6"))
    press("p", Qt.Key.Key_Down)
    editor = shown.events_panel.card._editor
    qtbot.waitUntil(lambda: bool(editor._offers.found))
    other = editor._offers.found[0]
    assert other.place_id != "s1"
    press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    places = next(event for event in review.open_report(workbench, report_id=report_id).events if event.event.id == "e6").event.places
    assert (places[0].place_id, places[0].text) == (other.place_id, "Synkivka"), "another place, by the report's own words"
    assert len(places) == 2
