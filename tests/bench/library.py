"""The library over a hundred thousand reports: from what the analyst does until the lines are painted, against what is not felt."""

import os
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QWidget

from analyst_app.domain.review import ReportState
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from analyst_app.ui.context import Context
from analyst_app.ui.library.view import LibraryView
from analyst_app.ui.main import make_application
from analyst_app.ui.tasks import Tasks
from analyst_app.ui.theme import Theme
from bench import million
from bench.measure import Figure

BUILD = Path(__file__).parents[2] / "build"
NOT_FELT = 0.150
"""Seconds."""
RUNS = 5
WORDS = ("Russian", "airstrikes near", "Bakhpole", "overnight front", "nowhere at all")


def figures():
    application = make_application()
    workbench = Workbench.open(million.database(BUILD), settings=Settings(), analyst="bench", create=False)
    tasks = Tasks()
    context = Context(workbench=workbench, tasks=tasks, theme=Theme(application, appearance="light"))
    yield _figure("open", [_opened(application, tasks, context) for _ in range(RUNS)])
    view = LibraryView(context, welcome=QWidget())
    view.resize(1360, 860)
    view.show()
    _painted(application, view)
    bar = view.bar
    filters = {
        "one state": [lambda on=on: bar.states.tick(frozenset({ReportState.REVIEWED} if on else ())) for on in (True, False) * 3],
        "one source": [lambda n=n: bar.sources.tick(frozenset({f"Source {n:02}"})) for n in range(1, 7)],
        "what waits first": [lambda on=on: bar.waiting.setChecked(on) for on in (True, False) * 3],
    }
    for words, acts in filters.items():
        yield _figure(f"filter by {words}", [_seconds(application, view, act) for act in acts])
    bar.clear()
    _painted(application, view)
    yield _figure("search", [_seconds(application, view, lambda words=words: _search(bar, words)) for words in WORDS])
    view.close()
    tasks.close()
    workbench.close()


def _figure(what, spent):
    return Figure("library", f"100,000 reports: {what}", sorted(spent)[len(spent) // 2], "s", NOT_FELT, 1.0)


def _opened(application, tasks, context):
    start = time.perf_counter()
    view = LibraryView(context, welcome=QWidget())
    view.resize(1360, 860)
    view.show()
    _painted(application, view)
    spent = time.perf_counter() - start
    while tasks.busy:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    view.close()
    view.deleteLater()
    return spent


def _search(bar, words):
    # As if the pause after the last key were over.
    bar.search.put(words)
    bar.changed.emit()


def _seconds(application, view, act):
    start = time.perf_counter()
    act()
    _painted(application, view)
    return time.perf_counter() - start


def _painted(application, view):
    # As the program's own loop waits. With a time to end by, Qt would turn round without rest and take a core from the questions.
    while view.model.busy:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    view.table.grab()
