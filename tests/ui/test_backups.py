"""Backups, faults, the passphrase and the lock as the analyst meets them in the window."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from analyst_app.domain.errors import DatabaseError, Fault
from analyst_app.domain.keeping import Notice, NoticeKind
from analyst_app.services import history, keeping, library, maintenance, review
from analyst_app.services.workbench import Workbench
from analyst_app.ui.backups.dialog import BackupsDialog
from analyst_app.ui.backups.passphrase import AskPassphrase, ChoosePassphrase
from analyst_app.ui.backups.trouble import NoticesDialog, TroubleDialog, Way
from analyst_app.ui.dialogs.lock import Lock, LockDialog
from analyst_app.ui.main_window import MainWindow
from support.invented import extraction, written
from support.quick_keys import quick_keys

PASSPHRASE = "four words are enough"
PATIENCE = 60_000
"""Milliseconds; a busy machine takes its time to open a database."""

TITLE = extraction().report.title


@pytest.fixture
def window(qtbot, theme, monkeypatch):
    monkeypatch.setattr(Workbench, "warm_up", lambda _self: None)
    made = MainWindow(theme=theme)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def settle(qtbot, window):
    return lambda: qtbot.waitUntil(lambda: window.session is not None and not window.session.tasks.busy, timeout=PATIENCE)


@pytest.fixture
def opened(qtbot, window, tmp_path, settle):
    with qtbot.waitSignal(window.ready, timeout=PATIENCE):
        window.open_database(tmp_path / "events.sqlite", files=[written(tmp_path, extraction())])
    settle()
    return window


def workbench_of(window):
    return window.session.context.workbench


def events_of(window, report=1):
    return review.open_report(workbench_of(window), report_id=report).events


def states(window):
    titles = library.list_reports(workbench_of(window))
    return {row.title: [event.state.value for event in events_of(window, row.id)] for row in titles}


def dialog(kind):
    (found,) = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]
    return found


def push(qtbot, dialog, words):
    (button,) = [button for button in dialog.findChildren(QPushButton) if button.text() == words]
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def backed_up(opened, settle):
    """Two events decided, a backup, and then another decision."""
    one, two, three, *_ = events_of(opened)
    review.accept_events(workbench_of(opened), event_ids=[one.id, two.id])
    keeping.copy_now(workbench_of(opened))
    review.reject_events(workbench_of(opened), event_ids=[one.id, two.id, three.id])
    return opened


@pytest.fixture
def backups(backed_up, settle, qtbot):
    backed_up.actions_by_id["file.backups"].trigger()
    settle()
    return dialog(BackupsDialog)


def test_a_backup_shows_what_is_in_it_beside_today(backups):
    assert backups.copies.rowCount() == 1
    assert "2 of 5 events decided" in backups.summary.text()
    assert "Accept 2 events" in backups.summary.text()
    row = [backups.reports.item(0, column).text() for column in range(4)]
    assert (row[0], row[2:]) == (TITLE, ["2 of 5", "now 3 decided"])
    assert not backups.one.isEnabled(), "no report is chosen"
    backups.reject()


def test_titles_stay_legible_at_the_largest_text(backups, theme, qtbot):
    theme.choose(text_size=200)
    backups.resize(1000, 700)
    letters = backups.reports.fontMetrics()
    qtbot.waitUntil(lambda: backups.reports.columnWidth(0) >= 14 * letters.height())
    assert backups.reports.item(0, 0).toolTip() == TITLE
    theme.choose(text_size=100)
    qtbot.waitUntil(lambda: backups.reports.horizontalHeader().length() <= backups.reports.viewport().width())
    backups.reject()


def test_one_report_comes_back_and_undo_takes_it_away_again(qtbot, backed_up, backups, settle):
    backups.reports.selectRow(0)
    push(qtbot, backups, "Restore this report")
    settle()
    assert states(backed_up)[TITLE] == ["confirmed", "confirmed", *["proposed"] * 3]
    assert backups.reports.item(0, 3).text() == "as many decided"
    assert "Undo takes it back" in backed_up.status.note.text()
    backups.reject()
    history.undo(workbench_of(backed_up))
    assert states(backed_up)[TITLE] == [*["rejected"] * 3, "proposed", "proposed"]


def test_everything_comes_back_and_the_file_of_now_is_kept(qtbot, backed_up, backups, settle, tmp_path):
    push(qtbot, backups, "Restore everything…")
    with qtbot.waitSignal(backed_up.ready, timeout=PATIENCE):
        (sure,) = [child for child in backups.findChildren(QDialog) if child.isVisible()]
        push(qtbot, sure, "Restore everything")
    settle()
    assert states(backed_up)[TITLE] == ["confirmed", "confirmed", *["proposed"] * 3]
    (kept,) = tmp_path.glob("events-replaced-*.sqlite")
    with closing(Workbench.open(kept)) as old:
        assert [event.state.value for event in review.open_report(old, report_id=1).events][:3] == ["rejected"] * 3


def test_a_backup_is_made_by_hand_and_on_closing(qtbot, backed_up, backups, settle):
    push(qtbot, backups, "Back up now")
    settle()
    assert backups.copies.rowCount() == 2
    backups.reject()
    path = backed_up.session.path
    events = [event.id for event in events_of(backed_up)]
    review.accept_events(workbench_of(backed_up), event_ids=events)
    backed_up.close()
    assert [copy.occasion.value for copy in maintenance.list_kept(database=path)] == ["closing", "asked", "asked"]


WAIT = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.readline()
"""


def test_a_lock_of_another_program_is_said_with_try_again(qtbot, opened, settle, monkeypatch):
    path, workbench = opened.session.path, workbench_of(opened)
    (event, *_) = events_of(opened)
    with workbench.database.unit_of_work("Wait less", undoable=False) as uow:
        uow.reader.exec_driver_sql("PRAGMA busy_timeout = 50")
    with subprocess.Popen([sys.executable, "-c", WAIT, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "locked\n"
        opened.session.tasks.submit(partial(review.accept_events, workbench, event_ids=[event.id]))
        settle()
        told = dialog(TroubleDialog)
        assert told.windowTitle() == "Another program is using the database"
        assert "the last step was not done; everything before it is saved" in told.said.text()
        push(qtbot, told, "Try again")
        settle()
        assert "Not yet" in told.problem.text()
        other.communicate("\n")
    push(qtbot, told, "Try again")
    settle()
    assert not [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, TroubleDialog) and widget.isVisible()]
    assert "Do your last step once more" in opened.status.note.text()
    review.accept_events(workbench, event_ids=[event.id])


def test_a_file_that_was_removed_is_said_and_everything_saved_as_a_copy(qtbot, opened, settle, tmp_path):
    (event, *_) = events_of(opened)
    review.accept_events(workbench_of(opened), event_ids=[event.id])
    opened.session.path.unlink()
    opened.session.tasks.submit(partial(review.reject_events, workbench_of(opened), event_ids=[event.id]))
    settle()
    told = dialog(TroubleDialog)
    assert "was removed or replaced while it was open" in told.said.text()
    opened.keeper.write_copy(tmp_path / "saved.sqlite")
    settle()
    assert str(tmp_path / "saved.sqlite") in told.said.text()
    told.reject()
    with qtbot.waitSignal(opened.ready, timeout=PATIENCE):
        opened.open_database(tmp_path / "saved.sqlite")
    settle()
    assert states(opened)[TITLE][0] == "confirmed"


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.LOCKED])
def test_every_fault_has_a_heading_a_sentence_and_a_way_on(theme, qtbot, fault):
    told = TroubleDialog(DatabaseError("This happened. Do that.", fault=fault), theme=theme)
    qtbot.addWidget(told)
    words = [button.text() for button in told.findChildren(QPushButton)]
    assert told.windowTitle()
    assert set(words) & set(Way)
    assert "Close" in words


def test_a_damaged_file_offers_its_newest_backup_and_what_can_be_read(qtbot, backed_up, settle):
    path = backed_up.session.path
    backed_up.leave_database()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    backed_up.open_database(path)
    qtbot.waitUntil(backed_up.opening.button.isVisible, timeout=PATIENCE)
    assert "is damaged" in backed_up.opening.reason.text()
    words = [button.text() for button in backed_up.opening.findChildren(QPushButton) if button.isVisible()]
    assert "Save what can be read…" in words
    (newest,) = [word for word in words if word.startswith("Restore the backup of")]
    with qtbot.waitSignal(backed_up.ready, timeout=PATIENCE):
        push(qtbot, backed_up.opening, newest)
    settle()
    assert len(states(backed_up)[TITLE]) == 5


def test_a_notice_is_told_once_with_its_way_on(qtbot, opened, settle, tmp_path, monkeypatch):
    path = opened.session.path
    opened.leave_database()
    listing = tmp_path / "mounts"
    listing.write_text(f"server:/share {os.path.realpath(tmp_path)} nfs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr("analyst_app.storage.drives.MOUNTS", listing)
    with qtbot.waitSignal(opened.ready, timeout=PATIENCE):
        opened.open_database(path)
    settle()
    told = dialog(NoticesDialog)
    listing.write_text("", encoding="utf-8")
    with qtbot.waitSignal(opened.ready, timeout=PATIENCE):
        push(qtbot, told, "Work with a copy here")
    settle()
    assert opened.session.path != path
    assert len(states(opened)[TITLE]) == 5


def test_a_notice_of_a_lost_log_leads_to_the_backups(theme, qtbot):
    told = NoticesDialog([Notice(NoticeKind.LOG_LOST, "The log is missing.")], theme=theme)
    qtbot.addWidget(told)
    with qtbot.waitSignal(told.chosen) as chosen:
        push(qtbot, told, "Backups…")
    assert chosen.args == [Way.BACKUPS]


@pytest.fixture
def quickly():
    with quick_keys():
        yield


@pytest.fixture
def encrypted(qtbot, opened, settle, quickly):
    opened.actions_by_id["file.passphrase"].trigger()
    chosen = dialog(ChoosePassphrase)
    for field in (chosen.new, chosen.again):
        QTest.keyClicks(field, PASSPHRASE)
    with qtbot.waitSignal(opened.ready, timeout=PATIENCE):
        push(qtbot, chosen, "Encrypt the database")
    settle()
    return opened


def test_a_database_is_encrypted_from_the_menu_and_asks_when_it_is_opened_again(qtbot, encrypted, settle):
    path = encrypted.session.path
    assert len(states(encrypted)[TITLE]) == 5
    with pytest.raises(sqlite3.DatabaseError), closing(sqlite3.connect(path)) as raw:
        raw.execute("SELECT * FROM report")
    encrypted.open_database(path)
    qtbot.waitUntil(encrypted.opening.button.isVisible, timeout=PATIENCE)
    asked = dialog(AskPassphrase)
    QTest.keyClicks(asked.field, "something else")
    push(qtbot, asked, "Open")
    qtbot.waitUntil(lambda: "does not open" in "".join(d.problem.text() for d in encrypted.findChildren(AskPassphrase)), timeout=PATIENCE)
    asked = dialog(AskPassphrase)
    QTest.keyClicks(asked.field, PASSPHRASE)
    with qtbot.waitSignal(encrypted.ready, timeout=PATIENCE):
        push(qtbot, asked, "Open")
    settle()


def test_a_short_or_mistyped_passphrase_is_not_taken(theme, qtbot):
    chosen = ChoosePassphrase(encrypted=False, theme=theme)
    qtbot.addWidget(chosen)
    given = []
    chosen.chosen.connect(lambda old, new: given.append((old, new)))
    for new, again, words in (("short", "short", "at least 12"), (PASSPHRASE, PASSPHRASE[:-1], "differ")):
        chosen.new.setText(new)
        chosen.again.setText(again)
        chosen.accept()
        assert words in chosen.problem.text()
    chosen.again.setText(PASSPHRASE)
    chosen.accept()
    assert given == [(None, PASSPHRASE)]


def test_the_lock_hides_everything_until_the_passphrase_is_given(qtbot, encrypted, settle):
    encrypted.actions_by_id["help.about"].trigger()
    (about,) = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog) and widget.isVisible()]
    encrypted.actions_by_id["file.lock"].trigger()
    asked = dialog(LockDialog)
    assert not encrypted.centralWidget().isVisible()
    assert not encrypted.menuBar().isVisible()
    assert not encrypted.statusBar().isVisible()
    assert not about.isVisible()
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert asked.isVisible()
    # No key reaches the window below.
    before = encrypted.screens.current
    QTest.keySequence(encrypted, "Ctrl+3")
    assert encrypted.screens.current is before
    QTest.keyClicks(asked.field, "wrong")
    QTest.keyClick(asked.field, Qt.Key.Key_Return)
    assert "not the passphrase" in asked.problem.text()
    assert asked.field.text() == ""
    QTest.keyClicks(asked.field, PASSPHRASE)
    QTest.keyClick(asked.field, Qt.Key.Key_Return)
    assert encrypted.centralWidget().isVisible()
    assert encrypted.statusBar().isVisible()
    assert about.isVisible()
    about.close()


def test_the_lock_closes_after_the_minutes_and_not_while_somebody_works(qtbot, window, theme):
    now = [0.0]
    lock = Lock(window, theme=theme, opens=lambda words: words == "x", clock=lambda: now[0])
    lock.watch()
    now[0] = 10_000.0
    lock.look()
    assert lock.dialog is None, "never, unless minutes are set"
    lock.minutes = 5
    QTest.keyClick(window, Qt.Key.Key_A)
    now[0] += 299
    lock.look()
    assert lock.dialog is None
    now[0] += 1
    lock.look()
    assert lock.dialog is not None
    lock.stop()
    assert lock.dialog is None
    assert window.centralWidget().isVisible()


def test_a_plain_database_is_not_locked_but_told_why(opened, qtbot):
    opened.actions_by_id["file.lock"].trigger()
    (box,) = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog) and widget.isVisible()]
    assert "Only an encrypted database can be locked" in box.text()
    assert opened.centralWidget().isVisible()
    box.close()


def test_passphrases_are_written_nowhere(encrypted, home, tmp_path):
    encrypted.close()
    for file in (*Path(home).rglob("*"), *tmp_path.rglob("*")):
        assert not file.is_file() or PASSPHRASE.encode() not in file.read_bytes(), file
