"""Comparison series in the window: looked into and previewed, brought in, named, taken out, and marked as external in the charts."""

import csv
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from PySide6.QtCore import Qt

from analyst_app.analysis.compare import Comparison, Series
from analyst_app.services import external, history
from analyst_app.services.charts import ChartKind, ChartQuestion, ask_chart
from analyst_app.services.external import Layout, Part
from analyst_app.ui.charts.drawings import picture_of
from analyst_app.ui.charts.look import Look
from analyst_app.ui.charts.view import ChartsView
from analyst_app.ui.charts.wording import total_words
from analyst_app.ui.dialogs.external_series import NONE_YET, ExternalSeriesDialog
from analyst_app.ui.dialogs.import_mapping import ImportMappingDialog
from support import chronicle


@pytest.fixture
def theirs(tmp_path):
    """A table whose days have the day first, and one line without a day."""
    path = tmp_path / "theirs.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Datum", "Kind", "How many", "Who"])
        for n in range(40):
            day = chronicle.FIRST + timedelta(days=n)
            writer.writerow([f"{day:%d/%m/%Y}", "Airstrike" if n % 2 else "Shelling", n, "Russian forces"])
        writer.writerow(["", "Airstrike", 1, "Russian forces"])
    return path


@pytest.fixture
def kept(qtbot):
    """Hold a dialog beyond its closing, so that it can be looked at."""

    def hold(dialog):
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        return dialog

    return hold


def choose(box, value):
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def cells(table, row):
    return [table.item(row, column).text() for column in range(table.columnCount())]


def test_the_first_lines_are_shown_as_they_would_come_in_and_follow_every_choice(context, kept, settled, theirs):
    dialog = kept(ImportMappingDialog(external.look_into(theirs), context=context))
    dialog.show()
    settled()
    assert dialog.told.text().startswith("UTF-8, semicolon between cells; 4 columns. The first 30 lines")
    assert cells(dialog.lines, 13)[:4] == ["15", "2024-01-14", "Airstrike", "1"]
    choose(dialog.fields.columns[Part.NUMBER], "How many")
    choose(dialog.fields.columns[Part.ACTOR], "Who")
    settled()
    assert cells(dialog.lines, 13)[:5] == ["15", "2024-01-14", "Airstrike", "13", "Russian forces"]
    choose(dialog.fields.order, value=False)
    settled()
    assert "left out: there is no day" in cells(dialog.lines, 13)[1]
    choose(dialog.fields.sign, ",")
    settled()
    assert "no table" in dialog.problem.text()
    dialog.reject()


def test_what_is_wrong_is_said_and_the_dialog_stays(context, kept, settled, theirs):
    dialog = kept(ImportMappingDialog(external.look_into(theirs), context=context))
    dialog.show()
    dialog.name.setText(" ")
    dialog.accept()
    settled()
    assert "name" in dialog.problem.text()
    choose(dialog.fields.columns[Part.DAY], "")
    dialog.name.setText("Theirs")
    dialog.accept()
    settled()
    assert "Choose the column of the day" in dialog.problem.text()
    assert dialog.isVisible()
    dialog.reject()


def test_series_come_in_get_a_name_and_go(context, kept, settled, qtbot, theirs):
    dialog = kept(ExternalSeriesDialog(context=context))
    dialog.show()
    settled()
    assert dialog.told.text() == NONE_YET
    said = []
    dialog.said.connect(said.append)
    dialog.bring_in(theirs)
    settled()
    mapping = kept(dialog.findChild(ImportMappingDialog))
    mapping.name.setText("Theirs")
    qtbot.mouseClick(mapping.accept_button, Qt.MouseButton.LeftButton)
    settled()
    assert said == ["40 external events came in as “Theirs”. 1 line without sense left out."]
    assert dialog.problem.text() == "Line 42: it has no day."
    assert cells(dialog.table, 0) == ["Theirs", "Other columns", "40", "2024-01-01 to 2024-02-09", "1", "theirs.csv"]
    dialog.table.item(0, 0).setText("Our friends")
    settled()
    assert [one.name for one in external.list_series(context.workbench)] == ["Our friends"]
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    settled()
    assert dialog.table.rowCount() == 0
    history.undo(context.workbench)
    assert [(one.name, one.layout) for one in external.list_series(context.workbench)] == [("Our friends", Layout.CSV)]
    dialog.reject()


def test_charts_offer_them_and_mark_them_as_external(context, settled, qtbot, theirs):
    workbench = context.workbench
    chronicle.store(workbench, days=40)
    view = ChartsView(context)
    qtbot.addWidget(view)
    view.resize(1200, 800)
    view.show()
    settled()
    assert not view.controls.external.isVisible()
    found = external.look_into(theirs)
    columns = {**found.mapping.columns, Part.NUMBER: "How many", Part.ACTOR: "Who"}
    chosen = external.Candidate(found.table, external.SeriesMapping(Layout.CSV, columns))
    context.tasks.submit(lambda: external.import_series(workbench, chosen, name="Theirs"))
    settled()
    view.actions_by_id["charts.external"].trigger()
    settled()
    assert view.controls.chosen_kind is ChartKind.COMPARE
    assert view.controls.external.isVisible()
    own, other = view.chart.comparison.series
    assert (own.external, other.external, other.total) == (False, True, sum(range(40)))
    assert other.best[10] == 10
    assert other.first == date(2024, 1, 1)
    assert "Theirs (external): 780 attacks." in view.total.text()
    assert "External series are other people's events" in view.caveats.text()
    assert "shown only on the days of your own events" in view.caveats.text()
    picture = picture_of(view.chart, look=Look(context.theme), ontology=workbench.ontology)
    lines = {entry.label: entry.line for entry in picture.entries if entry.line is not None}
    assert list(lines) == ["Your events", "Theirs (external)"]
    assert lines["Theirs (external)"].dashes
    assert not lines["Your events"].dashes
    series = external.list_series(workbench)[0]
    context.tasks.submit(lambda: external.remove_series(workbench, series=series.id))
    settled()
    assert not any(one.external for one in view.chart.comparison.series)
    assert not view.controls.external.isVisible()


def test_a_single_day_and_a_large_ratio_are_said_in_plain_words(context):
    first = date(2024, 1, 1)

    def series(name, numbers, *, external):
        best = np.array(numbers)
        none = np.zeros(len(numbers), dtype=bool)
        return Series(name, "Russia", "", first, best, best, best, none, ~none if external else best > 0, best, best, external=external)

    chronicle.store(context.workbench, days=3)
    chart = ask_chart(context.workbench, question=ChartQuestion(kind=ChartKind.COMPARE))
    own, theirs = series("", [4077, 0], external=False), series("Theirs", [1, 0], external=True)
    said = total_words(replace(chart, comparison=Comparison((own, theirs), aligned=False)), ontology=context.workbench.ontology)
    assert "On the 1 day that both cover: Your events 4,076 more than Theirs (external), 4,077 times." in said
