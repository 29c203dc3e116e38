import subprocess
import sys

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMessageBox

from analyst_app.domain.errors import InputError
from analyst_app.domain.rows import ImportOutcome, ImportStatus, ReviewProgress
from analyst_app.services import library, review
from analyst_app.ui.dialogs.export import ExportDialog
from analyst_app.ui.dialogs.outcomes import OutcomesDialog, summary
from analyst_app.ui.dialogs.paste import PasteDialog
from analyst_app.ui.main_window import MainWindow
from analyst_app.ui.screens import Screen
from analyst_app.ui.status import progress_words
from support.invented import extraction, written


@pytest.fixture
def quick(monkeypatch):
    """Without the language model: these tests are about the window."""
    from analyst_app.services.workbench import Workbench

    monkeypatch.setattr(Workbench, "warm_up", lambda _self: None)


@pytest.fixture
def window(qtbot, theme, quick):
    made = MainWindow(theme=theme)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def settle(qtbot, window):
    return lambda: qtbot.waitUntil(lambda: window.session is not None and not window.session.tasks.busy)


@pytest.fixture
def opened(qtbot, window, tmp_path, settle):
    with qtbot.waitSignal(window.ready):
        window.open_database(tmp_path / "events.sqlite", files=[written(tmp_path, extraction())])
    settle()
    return window


def test_the_window_can_be_used_only_once_a_database_is_open(qtbot, window, tmp_path):
    assert not window.actions_by_id["file.paste"].isEnabled()
    assert window.actions_by_id["file.database"].isEnabled()
    with qtbot.waitSignal(window.ready):
        window.open_database(tmp_path / "events.sqlite")
    assert window.actions_by_id["file.paste"].isEnabled()
    assert window.screens.library.welcoming or window.session.tasks.busy


def test_a_file_that_is_no_database_is_told_with_a_way_on(qtbot, window, tmp_path):
    (tmp_path / "letter.sqlite").write_text("Dear colleague, this is a letter and not a database at all." * 40)
    window.open_database(tmp_path / "letter.sqlite")
    qtbot.waitUntil(window.opening.button.isVisible)
    assert window.opening.reason.text()
    assert "Traceback" not in window.opening.reason.text()
    with qtbot.waitSignal(window.ready):
        window.open_database(tmp_path / "events.sqlite")


def test_a_file_named_at_the_start_is_imported_and_shown(opened, settle):
    assert opened.screens.current is Screen.REVIEW
    opened.actions_by_id["view.library"].trigger()
    settle()
    assert opened.screens.library.model.rowCount() == 1
    assert "0 of 5 events" in opened.status.progress.text()


def test_each_screen_has_its_key_its_mark_and_its_menu(opened, settle):
    for number, screen in enumerate(Screen, start=1):
        action = opened.actions_by_id[f"view.{screen}"]
        assert action.shortcut().toString() == f"Ctrl+{number}"
        action.trigger()
        settle()
        assert opened.screens.current is screen
        assert opened.rail.buttons[screen].isChecked()
        shown = [menu.name for menu, built in opened.menus.items() if built.menuAction().isVisible()]
        assert screen.name in shown
        assert sum(name in Screen.__members__ for name in shown) == 1


def test_undo_names_its_step_and_takes_it_back(opened, settle):
    workbench = opened.session.context.workbench
    (report,) = library.list_reports(workbench)
    opened.session.tasks.submit(lambda: review.accept_rest(workbench, report_id=report.id))
    settle()
    undo = opened.actions_by_id["edit.undo"]
    assert undo.isEnabled()
    assert len(undo.text()) > len("&Undo ")
    undo.trigger()
    settle()
    assert library.list_reports(workbench)[0].confirmed == 0
    assert opened.actions_by_id["edit.redo"].isEnabled()
    opened.actions_by_id["edit.redo"].trigger()
    settle()
    assert library.list_reports(workbench)[0].confirmed == 5


def test_a_dropped_text_becomes_a_draft_and_dropped_files_are_imported(qtbot, opened, tmp_path, settle):
    text = QMimeData()
    text.setText("Nine drones were shot down overnight.")
    opened.take_in(text)
    (draft,) = opened.findChildren(PasteDialog)
    assert draft.text.toPlainText() == "Nine drones were shot down overnight."
    draft.reject()
    folder = tmp_path / "more"
    folder.mkdir()
    files = QMimeData()
    files.setUrls(
        [
            QUrl.fromLocalFile(
                str(written(folder, extraction("south", text="Russia made 16 airstrikes and attacks, shelling, assaults, 559, move.\n")))
            )
        ]
    )
    opened.take_in(files)
    settle()
    assert library.count_reports(opened.session.context.workbench) == 2


def test_what_failed_in_an_import_is_listed_with_its_reason(qtbot, opened, tmp_path, settle):
    (tmp_path / "empty.txt").write_text("")
    opened.commands.read([tmp_path / "empty.txt", tmp_path / "not-there.txt"])
    settle()
    (dialog,) = opened.findChildren(OutcomesDialog)
    lines = dialog.table.lines
    reasons = [lines.index(row, 2).data() for row in range(lines.rowCount())]
    assert len(reasons) == 2
    assert all(reasons)
    dialog.accept()


def test_the_paste_dialog_reads_the_clipboard_and_refuses_a_day_that_does_not_exist(qtbot, opened):
    QGuiApplication.clipboard().setText("Two villages were shelled.")
    opened.actions_by_id["file.paste"].trigger()
    (dialog,) = opened.findChildren(PasteDialog)
    assert dialog.text.toPlainText() == "Two villages were shelled."
    drafts = []
    dialog.drafted.disconnect()
    dialog.drafted.connect(drafts.append)
    dialog.published.setText("2023-02-30")
    dialog.accept()
    assert drafts == []
    assert "no such day" in dialog.problem.text()
    dialog.published.clear()
    dialog.accept()
    (draft,) = drafts
    assert (draft.title, draft.source, draft.published) == (None, None, None)


def test_events_are_exported_as_the_table_shows_them(qtbot, opened, tmp_path, settle):
    opened.actions_by_id["view.events"].trigger()
    settle()
    opened.actions_by_id["file.export"].trigger()
    (dialog,) = opened.findChildren(ExportDialog)
    dialog.file.setText(str(tmp_path / "missing" / "out.csv"))
    dialog.accept()
    assert "no folder" in dialog.problem.text()
    dialog.file.setText(str(tmp_path / "out.csv"))
    dialog.accept()
    settle()
    assert (tmp_path / "out.csv").exists()
    assert "written" in opened.status.note.text()


def test_a_sentence_for_the_analyst_is_shown_as_it_is(opened):
    opened.complain(InputError("This file holds no text."))
    (box,) = opened.findChildren(QMessageBox)
    assert box.text() == "This file holds no text."
    box.accept()


def test_text_size_and_theme_change_from_the_keyboard(opened, theme):
    opened.actions_by_id["view.larger"].trigger()
    assert theme.text_size == 110
    opened.actions_by_id["view.dark"].trigger()
    assert theme.dark
    opened.actions_by_id["view.normal"].trigger()
    assert theme.text_size == 100


@pytest.mark.parametrize("size", [100, 200])
def test_no_label_of_the_first_screen_is_cut(qtbot, window, tmp_path, settle, size):
    window.theme.choose(text_size=size)
    with qtbot.waitSignal(window.ready):
        window.open_database(tmp_path / "events.sqlite")
    settle()
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: window.screens.library.welcoming)
    assert window.width() <= 1280
    labels = [label for label in window.screens.library.findChildren(QLabel) if label.isVisible() and label.text() and not label.wordWrap()]
    assert labels
    assert [label.text() for label in labels if label.width() < label.fontMetrics().horizontalAdvance(label.text())] == []


def test_another_database_replaces_the_first_without_mixing_them(qtbot, opened, tmp_path, settle):
    with qtbot.waitSignal(opened.ready):
        opened.open_database(tmp_path / "second.sqlite")
    settle()
    assert opened.screens.library.welcoming
    assert opened.status.database.text() == "second.sqlite"


def test_progress_is_told_in_the_words_of_an_analyst():
    assert (
        progress_words(ReviewProgress(reports=9, reports_reviewed=3, events=17, events_decided=12))
        == "12 of 17 events, 3 of 9 reports reviewed"
    )


def test_an_import_is_summed_up_in_one_line():
    outcomes = [
        ImportOutcome("a", ImportStatus.IMPORTED),
        ImportOutcome("b", ImportStatus.DUPLICATE),
        ImportOutcome("c", ImportStatus.FAILED),
    ]
    assert summary(outcomes) == "1 report imported, 1 already there, 1 could not be read"


def test_neither_the_model_nor_the_charts_are_imported_before_the_first_paint():
    program = (
        "import sys\n"
        "from analyst_app.ui.main import make_application\n"
        "from analyst_app.ui.main_window import MainWindow\n"
        "from analyst_app.ui.theme import Theme\n"
        "application = make_application()\n"
        "window = MainWindow(theme=Theme(application))\n"
        "window.painted.connect(application.quit)\n"
        "window.show()\n"
        "application.exec()\n"
        "heavy = {'spacy', 'pyqtgraph', 'numpy', 'sqlalchemy', 'alembic'} & set(sys.modules)\n"
        "sys.exit(f'imported too early: {heavy}' if heavy else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


def test_single_keys_mean_nothing_while_a_search_is_typed(qtbot, opened, settle):
    opened.actions_by_id["view.library"].trigger()
    settle()
    opened.activateWindow()
    shelf = opened.screens.library
    shelf.focus_search()
    qtbot.keyClicks(shelf.search, "n/")
    assert shelf.search.text() == "n/"
    qtbot.keyClick(shelf.search, Qt.Key.Key_Delete)
    settle()
    assert opened.screens.current is Screen.LIBRARY
    assert library.count_reports(opened.session.context.workbench) == 1
