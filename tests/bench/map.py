"""The map with a hundred thousand events: frames while it is moved and zoomed, and from a saved correction to the picture that shows it."""

import os
import tempfile
import time
from pathlib import Path
from shutil import copyfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication

from analyst_app.services import review
from analyst_app.ui.driving import Driver
from analyst_app.ui.main import make_application
from analyst_app.ui.main_window import MainWindow
from analyst_app.ui.screens import Screen
from analyst_app.ui.theme import Theme
from bench.measure import Figure
from bench.million import database

EVENTS = 140_000
"""Of which a hundred thousand have a place."""
BUILD = Path(__file__).parents[2] / "build"
STEPS, ROUNDS = 60, 3
FRAME, CORRECTED = 33.0, 150.0
"""Milliseconds: the bars."""


def figures():
    application = make_application()
    window = MainWindow(theme=Theme(application, appearance="light"))
    driver = Driver(window)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.sqlite"
        copyfile(database(BUILD, events=EVENTS), path)
        driver.open(path)
        driver.wait_until(lambda: driver.session.context.workbench.ready, "the model to load")
        start = time.perf_counter()
        driver.session.screens.show(Screen.MAP)
        screen = driver.session.screens.page(Screen.MAP)
        driver.wait_until(lambda: screen.answer is not None, "the first marks")
        yield Figure("map", "first marks of a new map", time.perf_counter() - start, "s")
        screen.actions_by_id["map.proposals"].trigger()
        driver.settle()
        yield Figure("map", "events with a place", screen.answer.located, "events")
        yield from _frames(screen)
        yield from _corrected(driver, screen)
        window.close()


def _frames(screen):
    canvas = screen.canvas
    for name, step in (
        ("moving", lambda n: canvas.move_by(40 if n % 20 < 10 else -40, 12 if n % 8 < 4 else -12)),
        ("zooming", lambda n: canvas.zoom(1.15 if n % 24 < 12 else 1 / 1.15)),
    ):
        rounds = [[_frame(canvas, step, n) for n in range(STEPS)] for _ in range(ROUNDS)]
        passed, worked = (min(sorted(spent)[int(STEPS * 0.95)] for spent in ([both[n] for both in one] for one in rounds)) for n in (0, 1))
        yield Figure("map", f"a frame while {name}, p95 of {STEPS}", passed, "ms", FRAME, 1.0)
        yield Figure("map", "the same, time of the processor", worked, "ms")


def _frame(canvas, step, n):
    """How long a frame takes, by the clock and by the processor's time of the window's thread."""
    clocks = (time.perf_counter, time.thread_time)
    began = [clock() for clock in clocks]
    step(n)
    canvas.viewport().repaint()
    painted = [clock() for clock in clocks]
    # What else the step has set off is done between frames, and counts where it takes longer than a frame.
    QCoreApplication.processEvents()
    ended = [clock() for clock in clocks]
    return [max(at - start, end - at) * 1000 for start, at, end in zip(began, painted, ended, strict=True)]


def _corrected(driver, screen):
    """From the moment at which the correction is saved until the map that shows it is painted."""
    workbench, tasks = driver.session.context.workbench, driver.session.tasks
    (mark, *_) = sorted((one.mark for one in screen.canvas.marks.placed), key=lambda mark: -mark.total)
    ids = sorted(screen.asking.behind(mark)())
    spent = []
    for event in ids[:9]:
        done, before = [], screen.answer
        handle = tasks.submit(lambda event=event: review.reject_events(workbench, event_ids=[event]))
        handle.succeeded.connect(lambda _changes, done=done: done.append(time.perf_counter()))
        driver.wait_until(lambda done=done, before=before: done and screen.answer.located < before.located, "the corrected map")
        screen.canvas.viewport().repaint()
        spent.append((time.perf_counter() - done[0]) * 1000)
        driver.settle()
    yield Figure("map", "saved correction to the right picture", min(spent), "ms", CORRECTED, 1.0)
