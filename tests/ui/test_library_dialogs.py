"""The library's dialogs: nothing typed is lost, what is refused is said, lists are used by keyboard."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from analyst_app.domain.likeness import Lookalike, Verdict
from analyst_app.domain.rows import ImportOutcome, ImportStatus
from analyst_app.domain.sources import MissingReport
from analyst_app.services import sources
from analyst_app.services.reextraction import Previews
from analyst_app.ui.dialogs.lookalikes import LookalikesDialog
from analyst_app.ui.dialogs.outcomes import OutcomesDialog, summary
from analyst_app.ui.dialogs.read_again import found_words
from analyst_app.ui.dialogs.sources import SourcesDialog
from analyst_app.ui.library.notices import by_source
from analyst_app.ui.widgets.plain_table import PlainTable

PAIR = Lookalike(1, 2, "Evening", "Region", date(2023, 11, 9), 1, "Morning", "Region", date(2023, 11, 8), 0.943, Verdict.OPEN)


@pytest.fixture
def home(qtbot):
    """What dialogs stand before: they are gone when they are closed, and a test may close them itself."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def shown(home, settled):
    def show(kind, *args, **more):
        dialog = kind(*args, **more, parent=home)
        dialog.show()
        settled()
        return dialog

    return show


@pytest.fixture
def dialog(two_reports, context, shown):
    return shown(SourcesDialog, context=context)


def known(workbench):
    return {row.name: row for row in sources.list_sources(workbench)}


def test_going_on_to_another_source_saves_what_was_changed(dialog, workbench, settled):
    dialog.side.setText("Ukraine")
    dialog.note.setText("evening only")
    dialog.table.selectRow(1)
    settled()
    assert (known(workbench)["Northern Command"].side, known(workbench)["Northern Command"].note) == ("Ukraine", "evening only")
    assert dialog.name.text() == "Southern Command"
    assert known(workbench)["Southern Command"].side is None


def test_what_is_typed_meanwhile_stays(dialog, workbench, settled):
    dialog.side.setText("Ukraine")
    dialog.table.selectRow(1)
    dialog.side.setText("Russia")
    settled()
    assert dialog.side.text() == "Russia"
    dialog.reject()
    settled()
    assert {name: row.side for name, row in known(workbench).items()} == {"Northern Command": "Ukraine", "Southern Command": "Russia"}


def test_a_name_that_is_taken_is_told_and_the_dialog_stays(dialog, settled):
    dialog.name.setText("Southern Command")
    dialog.accept()
    settled()
    assert dialog.isVisible()
    assert "already a source" in dialog.problem.text()


def test_an_unusual_rhythm_is_kept(two_reports, context, workbench, shown, settled):
    row = known(workbench)["Northern Command"]
    sources.change_source(workbench, source_id=row.id, name=row.name, side=None, reliability=None, rhythm_days=10, note="")
    dialog = shown(SourcesDialog, context=context)
    assert dialog.rhythm.currentText() == "every 10 days"
    dialog.note.setText("told every ten days")
    dialog.accept()
    settled()
    assert known(workbench)["Northern Command"].rhythm_days == 10


def test_with_no_source_the_dialog_says_where_they_come_from(context, shown):
    dialog = shown(SourcesDialog, context=context)
    assert "no source yet" in dialog.problem.text()
    assert not dialog.name.isEnabled()


def test_decisions_about_look_alikes_go_line_by_line(context, shown):
    dialog = shown(LookalikesDialog, [PAIR, replace(PAIR, id=2), replace(PAIR, id=3)], context=context)
    assert not dialog.accept_button.isEnabled()
    dialog.choices[Verdict.KEPT].click()
    dialog.choices[Verdict.REPLACES].click()
    assert [dialog.table.lines.index(row, 3).data() for row in range(3)] == ["Keep both", "It replaces the earlier one", ""]
    assert len(dialog.decisions) == 2
    assert dialog.accept_button.isEnabled()
    dialog.reject()


def test_one_look_alike_is_told_in_a_sentence(context, shown):
    dialog = shown(LookalikesDialog, [PAIR], context=context)
    assert dialog.sentence.text() == "“Evening” looks like “Morning”, Region, 8 Nov 2023 (94 % alike)."
    assert dialog.table.isHidden()
    dialog.reject()


def test_only_what_failed_is_copied_and_offered_again(qtbot, theme, home, qapp):
    failed = ImportOutcome("scan.pdf", ImportStatus.FAILED, problem="It has no text.", path="/r/scan.pdf")
    came_in = ImportOutcome("a.txt", ImportStatus.IMPORTED, 1, 3, path="/r/a.txt")
    dialog = OutcomesDialog([came_in, failed], theme=theme, parent=home)
    dialog.copy_button.click()
    assert qapp.clipboard().text() == "/r/scan.pdf\tIt has no text.\n"
    with qtbot.waitSignal(dialog.retried) as asked:
        dialog.retry_button.click()
    assert [str(path) for path in asked.args[0]] == ["/r/scan.pdf"]
    good = OutcomesDialog([ImportOutcome("a.txt", ImportStatus.DUPLICATE, 1)], theme=theme, parent=home)
    assert good.retry_button.isHidden()
    assert good.copy_button.isHidden()


def test_a_stopped_import_says_how_to_go_on():
    told = summary([ImportOutcome("a.txt", ImportStatus.IMPORTED, 1, 3)], stopped=True)
    assert told == "Stopped: 1 report imported. Open the same files again to go on where it stopped"


def test_missing_days_are_drawn_together():
    owed = [MissingReport(1, "General Staff", date(2023, 11, day)) for day in (11, 10, 9, 6)]
    assert by_source([*owed, MissingReport(2, "Region", date(2023, 11, 1)), MissingReport(2, "Region", date(2023, 10, 31))]) == [
        "General Staff, 9 to 11 Nov, 6 Nov",
        "Region, 31 Oct to 1 Nov",
    ]


def test_what_reading_again_found_is_said_in_a_sentence():
    assert found_words(Previews()).startswith("Every report has been read")
    assert found_words(Previews(stopped=True)).startswith("Stopped before")
    assert found_words(Previews(same=(1, 2))) == "2 reports read, and nothing would change."
    assert found_words(Previews(same=(1,), left=3000)).endswith("3,000 more are due: read again once these are done.")


def test_lines_are_ticked_by_the_space_key(qtbot, theme):
    table = PlainTable(["Report"], widths=[0], theme=theme, name="Reports", ticks=True)
    qtbot.addWidget(table)
    table.show_lines([("a",), ("b",), ("c",)])
    assert table.lines.chosen == [0, 1, 2]
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert table.lines.chosen == []
    table.selectRow(1)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert table.lines.chosen == [1]
