from dataclasses import dataclass

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester

from analyst_app.ui.models.paged import NOT_YET, PAGE, PAGES_KEPT, Column, PagedModel, Source
from analyst_app.ui.widgets.paged_table import CELL_MARGIN, PagedTable


@dataclass(frozen=True)
class Line:
    id: int
    words: str


COLUMNS = (
    Column[Line]("Number", lambda line: str(line.id), order="number", width=8, number=True),
    Column[Line]("Words", lambda line: line.words, width=0, tooltip=lambda line: f"whole {line.words}"),
)


class Asked:
    """A source that remembers what was asked of it."""

    def __init__(self, total):
        self.lines = [Line(n, f"line {n}") for n in range(total)]
        self.pages = []

    @property
    def source(self):
        return Source(count=lambda: len(self.lines), page=self.page)

    def page(self, offset, limit):
        self.pages.append(offset // PAGE)
        return self.lines[offset : offset + limit]


@pytest.fixture
def parent(qapp):
    holder = QObject()
    yield holder
    holder.deleteLater()


@pytest.fixture
def model(tasks, theme, parent):
    return PagedModel[Line](COLUMNS, key=lambda line: line.id, tasks=tasks, theme=theme, parent=parent)


@pytest.fixture
def checked(model, parent):
    """The same model under Qt's own tester, which looks at every row again and again: for short tables."""
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, parent)
    assert tester.model() is model
    return model


def wait(qtbot, model):
    qtbot.waitUntil(lambda: not model.busy)


def test_a_long_table_knows_its_length_and_asks_for_one_page(qtbot, model):
    asked = Asked(1_000_000)
    model.ask(asked.source)
    wait(qtbot, model)
    assert model.rowCount() == 1_000_000
    assert asked.pages == [0]
    assert model.row(3) == Line(3, "line 3")


def test_a_jump_to_the_end_asks_for_the_last_page_alone(qtbot, model):
    asked = Asked(100_000)
    model.ask(asked.source)
    wait(qtbot, model)
    asked.pages.clear()
    last = model.index(99_999, 1)
    assert last.data() == NOT_YET
    with qtbot.waitSignal(model.arrived):
        pass
    wait(qtbot, model)
    assert last.data() == "line 99999"
    assert asked.pages == [99_999 // PAGE]


def test_memory_stays_bounded_while_somebody_scrolls_through_everything(qtbot, model):
    model.ask(Asked(PAGE * (PAGES_KEPT + 10)).source)
    wait(qtbot, model)
    for page in range(PAGES_KEPT + 10):
        model.index(page * PAGE, 0).data()
        wait(qtbot, model)
    held = sum(model.row(page * PAGE) is not None for page in range(PAGES_KEPT + 10))
    assert held == PAGES_KEPT


def test_the_model_keeps_qts_rules_while_it_fills_shrinks_grows_and_empties(qtbot, checked):
    asked = Asked(30)
    for lines in (asked.lines, asked.lines[:7], [*asked.lines, *asked.lines], []):
        asked.lines = lines
        checked.ask(asked.source)
        wait(qtbot, checked)
        checked.refresh()
        wait(qtbot, checked)
        assert checked.rowCount() == len(lines)


def test_a_newer_question_wins_over_an_older_one(qtbot, model):
    model.ask(Asked(10).source)
    model.ask(Asked(500).source)
    wait(qtbot, model)
    assert model.rowCount() == 500


def test_a_refresh_shows_what_changed_in_place(qtbot, model):
    asked = Asked(300)
    model.ask(asked.source)
    wait(qtbot, model)
    asked.lines[5] = Line(5, "corrected")
    resets = []
    model.modelReset.connect(lambda: resets.append(True))
    model.refresh()
    wait(qtbot, model)
    assert model.index(5, 1).data() == "corrected"
    assert resets == []


def test_numbers_stand_right_and_tooltips_tell_the_whole(qtbot, model):
    model.ask(Asked(3).source)
    wait(qtbot, model)
    assert model.index(0, 0).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == "whole line 0"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Words"


def test_the_current_row_is_kept_when_rows_before_it_go(qtbot, model, theme):
    asked = Asked(50)
    table = PagedTable(model, theme=theme, name="Lines")
    qtbot.addWidget(table)
    model.ask(asked.source)
    wait(qtbot, model)
    table.choose(10)
    del asked.lines[2:5]
    model.refresh()
    wait(qtbot, model)
    assert table.current == Line(10, "line 10")


def test_enter_opens_home_and_end_go_to_the_ends_and_headers_sort(qtbot, model, theme):
    table = PagedTable(model, theme=theme, name="Lines")
    qtbot.addWidget(table)
    model.ask(Asked(50).source)
    wait(qtbot, model)
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.current.id == 49
    qtbot.keyClick(table, Qt.Key.Key_Home)
    with qtbot.waitSignal(table.opened) as opened:
        table.open_current()
    assert opened.args[0].id == 0
    with qtbot.waitSignal(table.sorted) as asked:
        table.horizontalHeader().sectionClicked.emit(0)
    assert asked.args[0] == "number"


def test_a_column_that_fits_leaves_its_room_to_the_open_one_and_is_capped(qtbot, tasks, theme, parent):
    said = Asked(3)
    columns = (Column[Line]("Words", lambda line: line.words, width=16, fits=True), Column[Line]("Rest", lambda line: line.words, width=0))
    model = PagedModel[Line](columns, key=lambda line: line.id, tasks=tasks, theme=theme, parent=parent)
    table = PagedTable(model, theme=theme, name="Lines")
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    widths = {}
    for words in ("–", "General Staff", "The General Staff of the Armed Forces of Ukraine"):
        said.lines[1] = Line(1, words)
        said.lines[0] = said.lines[2] = Line(2, "–")
        model.ask(said.source)
        wait(qtbot, model)
        widths[words] = table.columnWidth(0)
        assert table.columnWidth(0) + table.columnWidth(1) == table.viewport().width()
    narrow, middle, wide = widths.values()
    digit = table.fontMetrics().horizontalAdvance("0")
    assert narrow < middle < wide == 16 * digit + CELL_MARGIN
    assert middle >= table.fontMetrics().horizontalAdvance("General Staff") + CELL_MARGIN
