import sys

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from analyst_app.paths import user_paths
from analyst_app.ui.crash import CrashDialog, crash_report, install_hook, keep_report

SECRET = "sixteen airstrikes near Kupiansk"


def failing(words):
    try:
        int(words)
    except ValueError as problem:
        raise RuntimeError(f"cannot read {words!r}") from problem


def a_crash():
    try:
        failing(SECRET)
    except RuntimeError as error:
        return error


def test_a_report_tells_where_and_what_but_no_word_of_a_report():
    report = crash_report(a_crash())
    assert "builtins.ValueError" in report
    assert "builtins.RuntimeError" in report
    assert "in failing" in report
    assert "Python" in report
    assert SECRET not in report


def test_a_report_is_kept_where_only_its_owner_can_read_it(home):
    file = keep_report("what happened", user_paths())
    assert file is not None
    assert file.is_relative_to(home)
    assert file.read_text() == "what happened"
    assert file.stat().st_mode & 0o077 == 0


def test_a_place_that_cannot_be_written_does_not_crash_the_crash(home):
    (home / "logs").write_text("a file where the folder should be")
    assert keep_report("what happened", user_paths()) is None


def test_the_dialog_gives_the_report_to_the_clipboard(qtbot, theme):
    dialog = CrashDialog("what happened", file=None, theme=theme)
    qtbot.addWidget(dialog)
    copy = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Copy report")
    copy.click()
    assert QGuiApplication.clipboard().text() == "what happened"


def test_errors_that_nobody_caught_reach_the_dialog_and_an_interrupt_does_not():
    seen = []
    before = sys.excepthook
    told = []
    sys.excepthook = lambda kind, *_: told.append(kind)
    restore = install_hook(seen.append)
    error = a_crash()
    sys.excepthook(type(error), error, None)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    restore()
    sys.excepthook = before
    assert seen == [error]
    assert told == [KeyboardInterrupt]
