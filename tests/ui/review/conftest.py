"""A real workbench on a real file, with reports of our own wording in it, and the review screen over it."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from ui.review.samples import an_extraction, the_day_after

from analyst_app.domain import contract
from analyst_app.services import library, proposing
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from analyst_app.ui.context import Context
from analyst_app.ui.review.view import ReviewView

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """The offscreen platform says of every window with a smallest size that it can't tell anybody; that is no fault of ours."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints"))


@pytest.fixture(autouse=True)
def no_language_model(monkeypatch):
    """What the words around a new event say is another test's matter, and takes a model that takes seconds to load."""
    monkeypatch.setattr(proposing, "fill_in", lambda _workbench, *, event_id, as_made: proposing.FilledIn(event_id, (), None))


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
    made.activateWindow()
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


@pytest.fixture
def press(qtbot, settled):
    """Press keys where the keyboard is, as a person does, and give back how many it took; ends when all is saved."""

    def press_keys(*keys):
        count = 0
        for key in keys:
            strokes = list(key) if isinstance(key, str) else [key]
            for stroke in strokes:
                target = QApplication.focusWidget()
                assert target is not None, "nothing has the keyboard"
                if isinstance(stroke, tuple):
                    qtbot.keyClick(target, stroke[0], stroke[1])
                elif isinstance(stroke, str):
                    qtbot.keyClicks(target, stroke)
                else:
                    qtbot.keyClick(target, stroke)
                count += 1
        settled()
        return count

    return press_keys
