"""One filter for events table, charts and map: what is set in one bar is set in all; filters are kept under a name."""

import json
from datetime import date

import pytest

from analyst_app.domain.errors import UserError
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter
from analyst_app.paths import user_paths
from analyst_app.services import filters
from analyst_app.ui.charts.view import ChartsView
from analyst_app.ui.events.view import EventsView
from analyst_app.ui.map.view import MapScreen
from analyst_app.ui.shared_filter import SharedFilter, counted_states, states_in_words
from analyst_app.ui.widgets.filter_bar import FilterBar

FULL = EventFilter(
    first_day=date(2023, 11, 1),
    last_day=date(2023, 11, 30),
    types=frozenset({EventType.AIRSTRIKE, EventType.SHELLING}),
    statuses=frozenset({Status.REPELLED}),
    states=frozenset({ReviewState.CONFIRMED}),
    actors=frozenset({"Russia"}),
    places=frozenset({"Kupiansk"}),
    regions=frozenset({"Kharkiv"}),
    directions=frozenset({"Kupiansk direction"}),
    sources=frozenset({"Northern Command"}),
    analysts=frozenset({"Vira"}),
    text="bridge",
)


@pytest.fixture
def bar(qtbot, theme, workbench):
    def make(shared=None):
        made = FilterBar(theme=theme, ontology=workbench.ontology, types=EventType, states=True, shared=shared)
        qtbot.addWidget(made)
        return made

    return make


@pytest.fixture
def shared(qapp):
    return SharedFilter()


def test_what_is_set_in_one_bar_is_set_in_the_others(bar, shared, qtbot):
    one, other = bar(shared), bar(shared)
    other.show()
    with qtbot.waitSignal(other.changed):
        one.types.tick(frozenset({EventType.AIRSTRIKE}))
    assert other.matching == one.matching == shared.matching == EventFilter(types=frozenset({EventType.AIRSTRIKE}))
    with qtbot.waitSignal(other.changed):
        one.clear()
    assert other.matching == EventFilter()


def test_every_part_of_a_filter_goes_through_the_bar(bar, shared):
    one, other = bar(shared), bar(shared)
    one.show_matching(FULL)
    assert other.matching == FULL
    assert bar(shared).matching == FULL


def test_a_bar_tells_each_change_once_and_a_hidden_one_when_it_is_shown(bar, shared):
    one, hidden = bar(shared), bar(shared)
    told = {"one": 0, "hidden": 0}
    one.changed.connect(lambda: told.update(one=told["one"] + 1))
    hidden.changed.connect(lambda: told.update(hidden=told["hidden"] + 1))
    one.show()
    one.actors.tick(frozenset({"Russia"}))
    one.places.tick(frozenset({"Kupiansk"}))
    assert told == {"one": 2, "hidden": 0}
    hidden.show()
    assert told == {"one": 2, "hidden": 1}
    hidden.hide()
    hidden.show()
    assert told == {"one": 2, "hidden": 1}


def test_events_chosen_elsewhere_stay_one_bars_own_until_anything_is_set(bar, shared):
    table, chart = bar(shared), bar(shared)
    chart.types.tick(frozenset({EventType.AIRSTRIKE}))
    table.show_matching(EventFilter(event_ids=frozenset({3, 4})))
    assert table.matching == EventFilter(event_ids=frozenset({3, 4}))
    assert table.chosen_button.text() == "2 chosen events ✕"
    assert chart.matching.types == {EventType.AIRSTRIKE}
    assert not chart.matching.event_ids
    table.chosen_button.click()
    assert table.matching == chart.matching


def test_rare_controls_are_shown_where_they_restrict_or_are_asked_for(bar):
    one = bar()
    one.show()
    assert not one.statuses.isVisible()
    one.show_matching(EventFilter(statuses=frozenset({Status.DENIED})))
    assert one.statuses.isVisible()
    assert not one.regions.isVisible()
    one.more_button.click()
    assert one.regions.isVisible()
    assert one.analysts.isVisible()


def test_a_saved_filter_is_there_in_the_next_window(shared):
    shared.put(FULL)
    assert shared.name is None
    shared.save("  Kupiansk   bridge ")
    assert shared.name == "Kupiansk bridge"
    shared.put(EventFilter())
    later = SharedFilter()
    later.apply("Kupiansk bridge")
    assert later.matching == FULL
    later.rename("Kupiansk bridge", "North")
    assert [one.name for one in SharedFilter().saved] == ["North"]
    later.delete("North")
    assert SharedFilter().saved == ()


def test_names_are_checked_and_replaced_whatever_the_case(shared):
    shared.put(FULL)
    shared.save("North")
    shared.put(EventFilter(text="x"))
    shared.save("NORTH")
    assert [(one.name, one.matching.text) for one in shared.saved] == [("NORTH", "x")]
    shared.save("South")
    with pytest.raises(UserError, match="already"):
        shared.rename("South", "north")
    for name in ("", "   ", "x" * 61):
        with pytest.raises(UserError, match="1 to 60 characters"):
            shared.save(name)
    shared.put(EventFilter())
    with pytest.raises(UserError, match="restricts nothing"):
        shared.save("Nothing")


def test_damaged_lines_of_the_file_are_left_out(home):
    filters.save_filter(user_paths(), name="Good", matching=FULL)
    file = user_paths().settings / "filters.json"
    assert file.stat().st_mode & 0o077 == 0
    stored = json.loads(file.read_text(encoding="utf-8"))
    stored["filters"] += [
        {"name": "Bad", "filter": {"types": ["moonbeam"]}},
        {"name": ""},
        7,
        {"name": "X", "filter": {"first_day": "soon"}},
    ]
    file.write_text(json.dumps(stored), encoding="utf-8")
    assert [(one.name, one.matching) for one in filters.load_filters(user_paths())] == [("Good", FULL)]
    file.write_text("{", encoding="utf-8")
    assert filters.load_filters(user_paths()) == ()


def test_the_menu_takes_names_with_ampersands_and_follows_what_is_saved(bar, shared):
    shared.put(FULL)
    shared.save("Air & sea")
    one = bar(shared)
    assert "Air && sea" in one.saved_button.text()
    one.clear()
    assert one.saved_button.text() == "Saved ▾"
    one.saved_button.fill()
    one.saved_button.choices.actions()[0].trigger()
    assert one.matching == FULL


def test_the_events_table_follows_the_shared_filter(context, two_reports, settled, qtbot):
    view = EventsView(context)
    qtbot.addWidget(view)
    view.show()
    settled()
    assert view.model.rowCount() == 10
    context.filter.put(EventFilter(types=frozenset({EventType.AIRSTRIKE})))
    settled()
    assert view.model.rowCount() == 2
    view.clear_filter()
    settled()
    assert context.filter.matching == EventFilter()
    assert view.model.rowCount() == 10


def test_states_of_the_filter_decide_what_is_counted_and_rejected_events_never_are():
    proposed, confirmed, rejected = ReviewState.PROPOSED, ReviewState.CONFIRMED, ReviewState.REJECTED
    assert counted_states(frozenset(), proposals=False) == {confirmed}
    assert counted_states(frozenset(), proposals=True) == {confirmed, proposed}
    assert counted_states(frozenset({proposed}), proposals=False) == {proposed}
    assert counted_states(frozenset({rejected, proposed}), proposals=False) == {proposed}
    assert counted_states(frozenset({rejected}), proposals=False) == {confirmed}
    assert states_in_words(frozenset({proposed, confirmed})) == "confirmed and proposed events"


@pytest.mark.parametrize("screen", [ChartsView, MapScreen])
def test_charts_and_map_follow_the_states_of_the_shared_filter(screen, context, two_reports, settled, qtbot):
    view = screen(context)
    qtbot.addWidget(view)
    view.show()
    settled()
    assert view.matching.states == {ReviewState.CONFIRMED}
    assert view.proposals_button.isEnabled()
    context.filter.put(EventFilter(states=frozenset({ReviewState.PROPOSED}), actors=frozenset({"Russia"})))
    settled()
    assert view.matching.states == {ReviewState.PROPOSED}
    assert view.matching.actors == {"Russia"}
    assert not view.proposals_button.isEnabled()
    context.filter.put(EventFilter())
    settled()
    assert view.proposals_button.isEnabled()
