"""A real workbench on a real file, with reports of our own wording in it, and the review screen over it."""

import json

import pytest
from PySide6.QtWidgets import QApplication
from ui.review.samples import an_extraction, the_day_after

from analyst_app.domain import contract
from analyst_app.services import library
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from analyst_app.ui.context import Context
from analyst_app.ui.review.view import ReviewView


@pytest.fixture
def workbench(tmp_path):
    opened = Workbench.open(tmp_path / "events.sqlite", settings=Settings(), analyst="Vira")
    yield opened
    opened.close()


@pytest.fixture
def add_report(workbench, tmp_path):
    """Store an extraction as the program itself would, and give its database id."""

    def add(extraction):
        file = tmp_path / f"{extraction.report.key}.jsonl"
        file.write_text(json.dumps(contract.to_json(extraction)), encoding="utf-8")
        (outcome,) = library.import_files(workbench, paths=[file]).outcomes
        assert outcome.report_id is not None, outcome.problem
        return outcome.report_id

    return add


@pytest.fixture
def report_id(add_report):
    return add_report(an_extraction())


@pytest.fixture
def second_id(add_report, report_id):
    return add_report(the_day_after())


@pytest.fixture
def context(workbench, tasks, theme):
    return Context(workbench=workbench, tasks=tasks, theme=theme)


@pytest.fixture
def view(qtbot, context):
    made = ReviewView(context)
    qtbot.addWidget(made)
    made.resize(1360, 860)
    made.show()
    QApplication.setActiveWindow(made)
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def settled(qtbot, tasks):
    """Wait until everything asked for has arrived."""
    return lambda: qtbot.waitUntil(lambda: not tasks.busy)


@pytest.fixture
def shown(view, report_id, settled):
    """The screen with the sample report."""
    view.show_report(report_id)
    settled()
    assert view.session.report_id == report_id
    return view
