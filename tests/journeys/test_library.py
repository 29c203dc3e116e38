"""The library's stories: a folder that comes in bit by bit, reports that are in twice, sources that owe a report, reading again."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest

from analyst_app.domain.likeness import Verdict
from analyst_app.services import bringing_in, library, review
from analyst_app.ui.dialogs.describe import DescribeDialog
from analyst_app.ui.dialogs.lookalikes import LookalikesDialog
from analyst_app.ui.dialogs.outcomes import OutcomesDialog
from analyst_app.ui.dialogs.paste import PasteDialog
from analyst_app.ui.dialogs.read_again import ReadAgainDialog
from analyst_app.ui.dialogs.sources import SourcesDialog
from analyst_app.ui.screens import Screen
from support.invented import TEXT, extraction, written

LONG = TEXT + " ".join(f"Sentence number {n} says what sentence number {n} says." for n in range(60))
SAMPLE = next(path for path in library.sample_reports() if "2023-11-09" in path.name)
MANY = 120


def workbench(driver):
    return driver.session.context.workbench


def of_day(source, day, **more):
    own = " ".join(f"{source}{day}word{n}" for n in range(150))
    made = extraction(f"{source}-{day}", source=source, title=f"{source} {day}", text=f"{LONG}{own}", **more)
    return replace(made, published=day, report=replace(made.report, published=day))


def drop(window, *paths):
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    window.dropEvent(event)
    assert event.isAccepted()


def open_dialog(driver, kind):
    return next(dialog for dialog in driver.window.findChildren(kind) if dialog.isVisible())


def shown(driver, column):
    model = driver.session.screens.library.model
    titles = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    return [model.index(row, titles.index(column)).data() for row in range(model.rowCount())]


def bring(driver, tmp_path, *extractions):
    driver.window.commands.read([written(tmp_path, *extractions)])
    driver.settle()


def test_a_dropped_folder_is_paused_stopped_gone_on_with_and_undone(driver, tmp_path, monkeypatch):
    monkeypatch.setattr(bringing_in, "CHUNK", 5)
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(MANY):
        (folder / f"{number:03}.txt").write_text(f"Russian forces shelled village {number} on 9 November 2023.", encoding="utf-8")
    work, bench = driver.window.status.work, workbench(driver)
    drop(driver.window, folder)
    driver.wait_until(lambda: library.count_reports(bench) > 0, "the first reports")
    work.pause.click()
    assert work.pause.text() == "Go on"
    assert "paused" in work.title.text()
    driver.wait_until(lambda: not driver.session.screens.library.welcoming, "what is in to be shown while the rest comes in")
    # Other work goes on meanwhile.
    answered = []
    driver.session.tasks.submit(lambda: library.count_reports(bench)).succeeded.connect(answered.append)
    driver.wait_until(lambda: bool(answered), "an answer while the import is paused")
    work.pause.click()
    work.stop.click()
    driver.settle()
    there = library.count_reports(bench)
    assert 0 < there < MANY
    assert driver.window.status.note.text().startswith("Stopped:")
    assert len(shown(driver, "Title")) == there
    drop(driver.window, folder)
    driver.settle()
    assert library.count_reports(bench) == MANY
    told = open_dialog(driver, OutcomesDialog)
    assert told.windowTitle() == "What came in"
    told.accept()
    driver.do("edit.undo")
    assert library.count_reports(bench) == there
    driver.do("edit.undo")
    assert library.count_reports(bench) == 0
    assert driver.session.screens.library.welcoming


def test_what_could_not_be_read_is_copied_and_tried_again(driver, tmp_path):
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_text("Russian forces shelled Sumy on Monday.", encoding="utf-8")
    empty.write_text("", encoding="utf-8")
    drop(driver.window, good, empty)
    driver.settle()
    told = open_dialog(driver, OutcomesDialog)
    told.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith(f"{empty}\tempty.txt is empty.")
    empty.write_text("Two drones were shot down over Kharkiv.", encoding="utf-8")
    told.retry_button.click()
    driver.settle()
    assert library.count_reports(workbench(driver)) == 2


def test_a_pasted_report_that_is_nearly_in_already_replaces_the_earlier_one(driver):
    text = SAMPLE.read_text(encoding="utf-8")
    for words in (text, f"{text.rstrip()} Corrected.\n"):
        QGuiApplication.clipboard().setText(words)
        driver.do("file.paste")
        open_dialog(driver, PasteDialog).accept()
        driver.settle()
    asked = open_dialog(driver, LookalikesDialog)
    assert "looks like" in asked.sentence.text()
    assert "9 Nov 2023" in asked.sentence.text()
    assert "% alike" in asked.sentence.text()
    asked.choices[Verdict.REPLACES].click()
    driver.settle()
    revised = [row.revised_by is not None for row in library.list_reports(workbench(driver))]
    assert sorted(revised) == [False, True]
    driver.do("edit.undo")
    assert not any(row.revised_by for row in library.list_reports(workbench(driver)))


def test_a_batch_of_look_alikes_is_kept_marked_and_decided_later_from_the_library(driver, tmp_path):
    first, second = of_day("General Staff", date(2023, 11, 8)), of_day("Region", date(2023, 11, 8))
    bring(driver, tmp_path, first, second)
    again = [
        replace(one, report=replace(one.report, key=f"{n}", text=f"{one.report.text} Again.")) for n, one in enumerate((first, second))
    ]
    bring(driver, tmp_path, *again)
    asked = open_dialog(driver, LookalikesDialog)
    assert asked.table.lines.rowCount() == 2
    asked.reject()
    driver.session.screens.show(Screen.LIBRARY)
    driver.settle()
    view = driver.session.screens.library
    assert sum(title.startswith("≈ ") for title in shown(driver, "Title")) == 2
    assert view.notices.alike.text() == "≈ 2 reports may be in twice"
    view.notices.alike.click()
    driver.settle()
    asked = open_dialog(driver, LookalikesDialog)
    asked.choices[Verdict.SKIPPED].click()
    asked.choices[Verdict.KEPT].click()
    assert set(asked.decisions.values()) == {Verdict.SKIPPED, Verdict.KEPT}
    asked.accept_button.click()
    driver.settle()
    assert len(shown(driver, "Title")) == 3
    assert not any(title.startswith("≈ ") for title in shown(driver, "Title"))
    assert view.notices.alike.isHidden()
    driver.do("edit.undo")
    assert len(shown(driver, "Title")) == 4


def test_a_daily_report_that_has_not_come_in_is_shown_as_missing(driver, tmp_path):
    days = [of_day("General Staff", date(2023, 11, day)) for day in (8, 9)] + [of_day("Region", date(2023, 11, 11))]
    bring(driver, tmp_path, *days)
    driver.session.screens.show(Screen.LIBRARY)
    driver.settle()
    view = driver.session.screens.library
    assert view.notices.missing.isHidden()
    driver.do("library.sources")
    dialog = open_dialog(driver, SourcesDialog)
    driver.focus(dialog.rhythm)
    driver.press("D")
    dialog.reliability.setCurrentIndex(2)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    driver.settle()
    assert view.notices.missing.text() == "Missing: General Staff, 10 to 11 Nov"
    driver.do("library.sources")
    lines = open_dialog(driver, SourcesDialog).table.lines
    assert [lines.index(0, column).data() for column in (0, 2, 3)] == ["General Staff", "B", "daily"]
    open_dialog(driver, SourcesDialog).accept()
    driver.do("edit.undo")
    assert view.notices.missing.isHidden()


def test_reading_again_tells_what_would_change_and_leaves_decisions_alone(driver, stored, tmp_path):
    bring(driver, tmp_path, extraction())
    bench = workbench(driver)
    driver.wait_until(lambda: bench.ready, "the model")
    (row,) = library.list_reports(bench)
    events = {stored.event.id: stored for stored in review.open_report(bench, report_id=row.id).events}
    review.accept_events(bench, event_ids=[events["e2"].id])
    review.reject_events(bench, event_ids=[events["e5"].id])
    before = stored("SELECT * FROM event WHERE state <> 'proposed' ORDER BY id")
    driver.session.screens.show(Screen.LIBRARY)
    driver.settle()
    driver.do("library.again")
    dialog = open_dialog(driver, ReadAgainDialog)
    assert dialog.state.text().startswith("1 of 1 report would change")
    assert "16 airstrikes" in dialog.details.toPlainText()
    assert not dialog.isModal()
    dialog.accept_button.click()
    driver.settle()
    assert stored("SELECT * FROM event WHERE state <> 'proposed' ORDER BY id") == before
    assert stored("SELECT count(*) FROM report WHERE run_id = (SELECT max(id) FROM extraction_run)") == [(1,)]
    driver.do("library.again")
    dialog = open_dialog(driver, ReadAgainDialog)
    assert dialog.state.text().startswith("Every report has been read")
    assert not dialog.accept_button.isEnabled()
    dialog.reject()
    driver.do("edit.undo")
    assert stored("SELECT count_best FROM event WHERE key = 'e1'") == [(16,)]
    assert stored("SELECT count(*) FROM event") == [(5,)]


def test_the_queue_is_restricted_and_what_waits_comes_first(driver, tmp_path):
    days = [of_day("General Staff", date(2023, 11, day)) for day in (8, 9)] + [of_day("Region", date(2023, 11, 10))]
    bring(driver, tmp_path, *days)
    bench = workbench(driver)
    driver.session.screens.show(Screen.LIBRARY)
    driver.settle()
    view = driver.session.screens.library
    newest = library.list_reports(bench)[0]
    driver.session.tasks.submit(lambda: review.accept_rest(bench, report_id=newest.id))
    driver.settle()
    assert view.count.text() == "5 of 15 events, 1 of 3 reports reviewed"
    assert shown(driver, "Date") == ["2023-11-10", "2023-11-09", "2023-11-08"]
    driver.focus(view.table)
    driver.press("W")
    assert shown(driver, "Date") == ["2023-11-09", "2023-11-08", "2023-11-10"]
    view.bar.sources.tick(frozenset({"General Staff"}))
    view.bar.first_day.setText("2023-11-09")
    view.bar.first_day.editingFinished.emit()
    driver.settle()
    assert shown(driver, "Date") == ["2023-11-09"]
    assert view.count.text() == "1 found: 0 of 5 events, 0 of 1 reports reviewed"
    driver.focus(view.table)
    driver.press("Escape", "W")
    assert shown(driver, "Date") == ["2023-11-10", "2023-11-09", "2023-11-08"]


def test_the_library_asks_nothing_while_it_is_not_seen(driver, tmp_path, monkeypatch):
    bring(driver, tmp_path, of_day("General Staff", date(2023, 11, 8)))
    driver.session.screens.show(Screen.REVIEW)
    driver.settle()
    asked = []
    listed = library.list_reports
    monkeypatch.setattr(library, "list_reports", lambda *args, **more: asked.append(more) or listed(*args, **more))
    driver.press("A", "A")
    assert asked == []
    driver.session.screens.show(Screen.LIBRARY)
    driver.settle()
    assert len(asked) == 1
    assert shown(driver, "To decide") == ["3"]


def test_what_is_known_of_a_report_is_corrected_and_the_step_undone(driver, tmp_path):
    bring(driver, tmp_path, of_day("General Staff", date(2023, 11, 8)), of_day("Region", date(2023, 11, 8)))
    driver.session.screens.show(Screen.LIBRARY)
    driver.settle()
    driver.do("library.describe")
    dialog = open_dialog(driver, DescribeDialog)
    assert dialog.source.completer().model().rowCount() == 2
    dialog.title.setText("Evening summary")
    dialog.author.setText("O. Petrenko")
    dialog.accept()
    driver.settle()
    assert "Evening summary" in shown(driver, "Title")
    undo = driver.window.actions_by_id["edit.undo"]
    driver.wait_until(lambda: undo.text() == "&Undo description of “Evening summary”", "the step's name in the menu")
    driver.do("edit.undo")
    assert "Evening summary" not in shown(driver, "Title")


def test_the_paste_dialog_shows_before_what_the_text_says_of_itself(driver):
    driver.wait_until(lambda: workbench(driver).ready, "the model")
    QGuiApplication.clipboard().setText(SAMPLE.read_text(encoding="utf-8"))
    driver.do("file.paste")
    dialog = open_dialog(driver, PasteDialog)
    driver.wait_until(lambda: dialog.published.placeholderText().startswith("2023-11-09"), "the day of the text")
    assert dialog.title.placeholderText().endswith("(read from the text)")
    dialog.author.setText("O. Petrenko")
    dialog.accept()
    driver.settle()
    (row,) = library.list_reports(workbench(driver))
    assert (row.author, row.published) == ("O. Petrenko", date(2023, 11, 9))
