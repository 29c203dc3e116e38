"""From a changed filter to a painted chart over a million events, and how long the window's thread is held meanwhile.

The floor of the chart's answer is SQLite's own scan of the same question over the same file.
"""

import sqlite3
import time
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer, Signal

from analyst_app.domain.ontology import EventType
from analyst_app.domain.rows import CountBy, EventFilter
from analyst_app.services.charts import ChartKind, ChartQuestion, ask_chart
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from analyst_app.ui.charts.view import ChartsView
from analyst_app.ui.context import Context
from analyst_app.ui.main import make_application
from analyst_app.ui.tasks import Tasks
from analyst_app.ui.theme import Theme
from bench import million
from bench.measure import Figure, best_of

BUILD = Path(__file__).parents[2] / "build"
PAINTED_BY = 0.250
"""Seconds from a changed filter to its chart."""
HELD_AT_MOST = 0.100
"""Seconds that the window may not answer keys meanwhile."""
SCAN = (
    "SELECT date_end, type, actor, count(*), sum(count_best) FROM event WHERE state = 'confirmed'"
    " AND type NOT IN ('interception', 'casualties', 'evacuation') AND status IN ('occurred', 'attempted', 'repelled') GROUP BY 1, 2, 3"
)
MONTH = EventFilter(first_day=date(2023, 5, 1), last_day=date(2023, 5, 30))


class Painted(QObject):
    """Tells when a widget has been painted.

    Signals:
        done(): just now.
    """

    done = Signal()

    def __init__(self, widget):
        super().__init__(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, self.done)
        return False


def figures():
    path = million.database(BUILD)
    application = make_application()
    workbench = Workbench.open(path, settings=Settings(), analyst="bench", create=False)
    tasks, theme = Tasks(), Theme(application, appearance="light")
    ask_chart(workbench, question=ChartQuestion())
    with closing(sqlite3.connect(path)) as raw:
        floor = best_of(2, lambda: raw.execute(SCAN).fetchall())
    for kind in ChartKind:
        by = CountBy.DIRECTION if kind is ChartKind.HEAT else CountBy.TYPE
        ask = partial(ask_chart, workbench, question=ChartQuestion(kind=kind, by=by))
        yield Figure("charts", f"{kind.value} of 1,000,000 events, answered", best_of(3, ask), "s", floor)
    ask = partial(ask_chart, workbench, question=ChartQuestion(by=CountBy.PLACE))
    yield Figure("charts", "days of 1,000,000 events by place, answered", best_of(3, ask), "s", floor)
    view = ChartsView(Context(workbench=workbench, tasks=tasks, theme=theme))
    view.resize(1360, 860)
    view.show()
    _settle(application, tasks)
    painted = Painted(view.plot.viewport())
    for words, filters in (
        ("one type, four years", [EventFilter(types=frozenset({kind})) for kind in (EventType.SHELLING, EventType.AIRSTRIKE) * 3]),
        ("every type, four years", [EventFilter(), EventFilter(actors=frozenset({"Russia"}))] * 3),
        ("thirty days", [MONTH, EventFilter()] * 3),
    ):
        times, held = zip(*(_change(application, tasks, view, painted, matching) for matching in filters), strict=True)
        shown = [spent for spent, matching in zip(times, filters, strict=True) if words != "thirty days" or matching is MONTH]
        yield Figure("charts", f"filter to painted: {words}", min(shown), "s", PAINTED_BY, 1.0)
        yield Figure("charts", f"window held meanwhile: {words}", min(held), "s", HELD_AT_MOST, 1.0)
    view.close()
    tasks.close()
    workbench.close()


def _change(application, tasks, view, painted, matching):
    """Seconds until the new chart is painted, and the longest that the event loop was held, by a timer that is to come every 2 ms."""
    loop, drawn, gaps, beat = QEventLoop(), [], [], QTimer(interval=2)
    view.drawn.connect(lambda: drawn.append(True))
    painted.done.connect(lambda: loop.quit() if drawn else None)
    beats = [time.perf_counter()]

    def count():
        gaps.append(time.perf_counter() - beats[0])
        beats[0] = time.perf_counter()

    beat.timeout.connect(count)
    start = beats[0]
    beat.start()
    view.filter.show_matching(matching)
    loop.exec()
    spent = time.perf_counter() - start
    count()
    beat.stop()
    view.drawn.disconnect()
    painted.done.disconnect()
    _settle(application, tasks)
    return spent, max(gaps)


def _settle(application, tasks):
    application.processEvents()
    while tasks.busy:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    application.processEvents()
