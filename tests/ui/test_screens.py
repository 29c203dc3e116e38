"""The library and the events table over a real database."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from analyst_app.domain.ontology import EventType
from analyst_app.domain.review import ReportState
from analyst_app.domain.rows import EventFilter, ReportFilter
from analyst_app.services import events, history, library, review
from analyst_app.ui.dialogs.describe import DescribeDialog
from analyst_app.ui.events.view import EventsView
from analyst_app.ui.library.view import LibraryView

NINTH = date(2023, 11, 9)


def shown_in(table, column):
    model = table.model()
    titles = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    return [model.index(row, titles.index(column)).data() for row in range(model.rowCount())]


@pytest.fixture
def make(qtbot, context, settled):
    def open_screen(kind, **more):
        screen = kind(context, **more)
        qtbot.addWidget(screen)
        screen.resize(1200, 800)
        screen.show()
        settled()
        return screen

    return open_screen


@pytest.fixture
def shelf(make):
    return make(LibraryView, welcome=QWidget())


@pytest.fixture
def shelf_of_two(two_reports, shelf):
    assert len(two_reports) == 2
    return shelf


def test_an_empty_library_shows_the_ways_to_begin_and_a_filled_one_its_reports(shelf, workbench, tmp_path, context, settled):
    from support.invented import extraction, written

    assert shelf.welcoming
    handle = context.tasks.submit(lambda: library.import_files(workbench, paths=[written(tmp_path, extraction())]))
    assert handle is not None
    settled()
    assert not shelf.welcoming
    assert shown_in(shelf.table, "To decide") == ["5"]
    assert shown_in(shelf.table, "State") == ["● New"]


def test_search_finds_words_of_the_text_and_says_so_when_there_are_none(qtbot, two_reports, shelf, settled):
    shelf.search.setText("Southern")
    qtbot.waitUntil(lambda: shelf.search.words == "Southern")
    settled()
    found = shelf.model.rowCount()
    shelf.search.setText("nowhere")
    qtbot.waitUntil(lambda: shelf.search.words == "nowhere")
    settled()
    assert shelf.model.rowCount() == 0
    assert shelf.count.text() == "0 found: 0 of 0 events, 0 of 0 reports reviewed"
    assert not shelf.welcoming
    shelf.search.setText("assaults")
    qtbot.waitUntil(lambda: shelf.search.words == "assaults")
    settled()
    assert shelf.model.rowCount() == 2
    assert found <= 1


def test_reports_of_one_state_can_be_shown_alone(two_reports, shelf, workbench, context, settled):
    context.tasks.submit(lambda: review.accept_rest(workbench, report_id=two_reports[0]))
    settled()
    shelf.states.tick(frozenset({ReportState.REVIEWED}))
    settled()
    assert shown_in(shelf.table, "Confirmed") == ["5"]
    assert shelf.matching == ReportFilter(states=frozenset({ReportState.REVIEWED}))


def test_enter_opens_the_report_wherever_sorting_has_put_it(qtbot, two_reports, shelf, settled):
    shelf.table.horizontalHeader().sectionClicked.emit(2)
    settled()
    shelf.table.choose(shown_in(shelf.table, "Title").index("Evening summary"))
    with qtbot.waitSignal(shelf.report_opened) as opened:
        shelf.open_current()
    assert opened.args == [two_reports[1]]


def test_a_removed_report_comes_back_by_undo(two_reports, shelf, workbench, context, settled):
    shelf.table.choose(0)
    shelf.remove_current()
    settled()
    assert shelf.model.rowCount() == 1
    context.tasks.submit(lambda: history.undo(workbench))
    settled()
    assert shelf.model.rowCount() == 2


def test_title_source_and_date_are_corrected_and_a_wrong_date_is_told(qtbot, shelf_of_two, context, settled):
    shelf, workbench = shelf_of_two, context.workbench
    row = shelf.model.row(0)
    dialog = DescribeDialog(row, context=context)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.published.setText("2023-02-30")
    dialog.accept()
    assert "2023-11-09" in dialog.problem.text()
    dialog.published.setText("2023-11-08")
    dialog.source.setText("Regional authority")
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()
    settled()
    changed = next(one for one in library.list_reports(workbench) if one.id == row.id)
    assert (changed.source, changed.published) == ("Regional authority", date(2023, 11, 8))
    assert "Regional authority" in shown_in(shelf.table, "Source")


@pytest.fixture
def table(two_reports, make):
    return make(EventsView)


def test_every_event_of_every_report_is_in_the_table(table):
    assert table.model.rowCount() == 10
    assert table.count.text() == "10 events"


def test_filters_restrict_the_table_and_clearing_shows_all_again(table, settled):
    table.filter.types.tick(frozenset({EventType.AIRSTRIKE}))
    settled()
    assert sorted(shown_in(table.table, "Count")) == ["16", "18"]
    table.filter.sources.tick(frozenset({"Southern Command"}))
    settled()
    assert shown_in(table.table, "Count") == ["18"]
    table.clear_filter()
    settled()
    assert table.model.rowCount() == 10


def test_a_day_that_does_not_exist_changes_no_filter(qtbot, table, settled):
    table.filter.first_day.setText("2023-02-30")
    table.filter.first_day.editingFinished.emit()
    settled()
    assert table.matching == EventFilter()
    table.filter.first_day.setText("2023-11-10")
    table.filter.first_day.editingFinished.emit()
    settled()
    assert table.model.rowCount() == 0


def test_the_sentence_stands_below_and_enter_opens_it(qtbot, table, workbench):
    table.table.choose(0)
    row = table.table.current
    assert table.words.text() == row.sentence
    assert row.trigger in row.sentence
    with qtbot.waitSignal(table.event_opened) as opened:
        table.open_current()
    assert opened.args == [row.stored.report_id, row.stored.id]


def test_possible_duplicates_are_shown_and_linked_as_one_act(table, workbench, settled):
    assert table.duplicates_button.text() != "Possible duplicates: 0"
    table.actions_by_id["events.duplicates"].setChecked(True)
    settled()
    before = table.model.rowCount()
    assert 0 < before < 10
    table.filter.types.tick(frozenset({EventType.GROUND_ASSAULT}))
    settled()
    table.table.selectAll()
    assert len(table.table.selected) == 2
    table.link_selected()
    settled()
    linked = [row for row in events.list_events(workbench) if row.stored.act_id is not None]
    assert len(linked) == 2
    assert sum(row.stored.preferred for row in linked) == 1
