"""What every test of the window needs: tasks that are closed at the end, a theme, and a guard against what is left over."""

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from analyst_app.services import library
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from analyst_app.ui.context import Context
from analyst_app.ui.tasks import Tasks
from analyst_app.ui.theme import Theme
from support.invented import TEXT, extraction, written

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """The offscreen platform says of every window with a smallest size that it can't tell anybody; that is no fault of ours."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints"))


@pytest.fixture(autouse=True)
def nothing_left_over(qapp: QApplication) -> Iterator[None]:
    windows = set(map(id, qapp.topLevelWidgets()))
    threads = set(threading.enumerate())
    yield
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [widget for widget in qapp.topLevelWidgets() if id(widget) not in windows and widget.isVisible()]
    assert not left, f"windows left open: {left}"
    started = [thread for thread in threading.enumerate() if thread not in threads]
    assert not started, f"threads left running: {started}"


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, appearance="light")
    yield made
    made.choose(appearance="light", text_size=100)
    made.deleteLater()


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Workbench]:
    opened = Workbench.open(tmp_path / "events.sqlite", settings=Settings(), analyst="Vira")
    yield opened
    opened.close()


@pytest.fixture
def two_reports(workbench, tmp_path):
    """Two sources that tell the same day, so that three of their events may be told twice."""
    other = extraction("south-2023-11-09", source="Southern Command", title="Evening summary", text=TEXT.replace("16", "18"), airstrikes=18)
    imported = library.import_files(workbench, paths=[written(tmp_path, extraction(), other)])
    return [outcome.report_id for outcome in imported.outcomes]


@pytest.fixture
def context(workbench, tasks, theme) -> Context:
    return Context(workbench=workbench, tasks=tasks, theme=theme)


@pytest.fixture
def settled(qtbot, tasks):
    """Wait until everything asked for has arrived."""
    return lambda: qtbot.waitUntil(lambda: not tasks.busy)
