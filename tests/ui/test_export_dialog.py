"""The export dialog: columns and order are chosen, remembered, and written as chosen; what is left out is told."""

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from analyst_app.domain.rows import EventFilter, EventOrder
from analyst_app.paths import user_paths
from analyst_app.services import review
from analyst_app.services.events import list_events
from analyst_app.services.export_choices import ExportChoice, last_choice, remember_choice
from analyst_app.services.exporting import COLUMNS, FORMATS, export_events
from analyst_app.ui.dialogs.export import OWN_COLUMNS, ExportDialog


@pytest.fixture
def dialog(context, qtbot):
    made = ExportDialog(context=context)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    return made


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ANALYST_APP_HOME", str(tmp_path / "home"))


def choose(dialog, name):
    dialog.formats.setCurrentIndex(dialog.formats.findData(name))


def test_all_columns_by_day_unless_chosen_otherwise(dialog):
    assert dialog.choice.columns == COLUMNS
    assert (dialog.choice.order, dialog.choice.descending) == (EventOrder.DATE, False)
    assert dialog.own.text() == f"{len(COLUMNS)} of {len(COLUMNS)} columns. event_id: identifier: <report_id>:<event>."
    dialog.columns.list.setCurrentRow(4)
    assert dialog.own.text().endswith("published: day of publication.")


def test_every_mark_of_a_letter_belongs_to_a_field(dialog):
    for label in dialog.findChildren(QLabel):
        if "&" in label.text():
            assert label.buddy() is not None, label.text()


def test_columns_are_unticked_and_moved(dialog):
    dialog.columns.none.click()
    dialog.columns.list.item(5).setCheckState(Qt.CheckState.Checked)
    dialog.columns.list.item(7).setCheckState(Qt.CheckState.Checked)
    dialog.columns.list.setCurrentRow(7)
    for _ in range(3):
        dialog.columns.up.click()
    assert dialog.choice.columns == ("count_best", "type")
    assert dialog.own.text().startswith("2 of")
    dialog.columns.usual.click()
    assert dialog.choice.columns == COLUMNS


def test_no_columns_at_all_are_refused(dialog, tmp_path):
    dialog.file.setText(str(tmp_path / "out.csv"))
    dialog.columns.none.click()
    dialog.accept()
    assert "column" in dialog.problem.text()
    assert last_choice(user_paths()) == ExportChoice()


def test_a_format_with_its_own_columns_offers_none(dialog):
    choose(dialog, "acled")
    assert not dialog.columns.isEnabled()
    assert dialog.own.text() == OWN_COLUMNS
    choose(dialog, "xlsx")
    assert dialog.columns.isEnabled()


def test_a_missing_library_is_told_before_anything_is_written(dialog, tmp_path, monkeypatch):
    monkeypatch.setattr("analyst_app.exporters.parquet.find_spec", lambda _name: None)
    choose(dialog, "parquet")
    dialog.file.setText(str(tmp_path / "out.parquet"))
    dialog.accept()
    assert "analyst-app[parquet]" in dialog.problem.text()


def test_all_events_are_all_events(two_reports, context, dialog, tmp_path, qtbot):
    first = review.open_report(context.workbench, report_id=two_reports[0]).events
    review.accept_events(context.workbench, event_ids=[first[0].id])
    review.reject_events(context.workbench, event_ids=[first[1].id])

    def rows(made):
        return export_events(context.workbench, path=tmp_path / "out.csv", format="csv", matching=made.matching).rows

    found = []
    for number in range(dialog.which.count()):
        dialog.which.setCurrentIndex(number)
        found.append(rows(dialog))
    assert found == [1, 9, 10]
    as_shown = ExportDialog(context=context, shown=EventFilter())
    as_shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(as_shown)
    assert rows(as_shown) == len(list_events(context.workbench)) == 10


def test_the_next_dialog_begins_with_what_was_chosen(dialog, context, qtbot, tmp_path):
    choose(dialog, "xlsx")
    dialog.file.setText(str(tmp_path / "out.xlsx"))
    dialog.which.setCurrentIndex(1)
    dialog.order.setCurrentIndex(dialog.order.findData(EventOrder.COUNT))
    dialog.descending.setChecked(True)
    dialog.columns.show_columns(("note", "type"))
    dialog.accept()
    again = ExportDialog(context=context)
    again.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(again)
    assert again.choice == ExportChoice("xlsx", str(tmp_path), again.which.itemText(1), ("note", "type"), EventOrder.COUNT, descending=True)
    assert again.path.parent == tmp_path


@pytest.mark.parametrize(
    "stored", ["", "[]", '{"columns": ["colour"], "order": "luck", "format": "abc"}', '{"columns": 5, "descending": 1}']
)
def test_choices_that_make_no_sense_are_forgotten(stored):
    folder = user_paths().settings
    remember_choice(user_paths(), ExportChoice("geojson"))
    assert last_choice(user_paths()).format == "geojson"
    (folder / "export.json").write_text(stored, encoding="utf-8")
    assert last_choice(user_paths()) == ExportChoice()


def test_the_file_holds_what_was_chosen(two_reports, context, dialog, tmp_path):
    dialog.columns.show_columns(("counted_attacks", "type"))
    dialog.which.setCurrentIndex(1)
    choice = dialog.choice
    written = export_events(
        context.workbench,
        path=tmp_path / "out.csv",
        format=choice.format,
        matching=dialog.matching,
        columns=choice.columns,
        order=choice.order,
        descending=choice.descending,
    )
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["counted_attacks", "type"]
    assert written.rows == len(rows) == 10
    assert FORMATS[choice.format].columns
