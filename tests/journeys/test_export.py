"""From the reviewed report to a file for a colleague: some columns, the largest first, and a sentence on what was left out."""

import csv

from analyst_app.domain.rows import EventOrder
from analyst_app.ui.dialogs.export import ExportDialog
from analyst_app.ui.screens import Screen
from support.invented import extraction, written


def test_some_columns_are_exported_and_the_next_export_begins_with_them(driver, tmp_path):
    driver.window.commands.read([written(tmp_path, extraction())])
    driver.settle()
    driver.wait_until(lambda: driver.session.screens.current is Screen.REVIEW, "the report to open")
    driver.settle()
    driver.press("Shift+A")
    driver.session.screens.show(Screen.LIBRARY)
    driver.do("file.export")
    (dialog,) = driver.window.findChildren(ExportDialog)
    dialog.columns.show_columns(("count_best", "type", "actor"))
    dialog.order.setCurrentIndex(dialog.order.findData(EventOrder.COUNT))
    dialog.descending.setChecked(True)
    dialog.file.setText(str(tmp_path / "colleague.csv"))
    dialog.accept()
    driver.settle()
    with (tmp_path / "colleague.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[:3] == [["count_best", "type", "actor"], ["11000", "evacuation", ""], ["559", "attack", "Russia"]]
    assert "5 rows written" in driver.window.status.note.text()
    driver.do("file.export")
    again = driver.window.findChildren(ExportDialog)[-1]
    assert again.choice.columns == ("count_best", "type", "actor")
    assert again.path.parent == tmp_path
    again.reject()
