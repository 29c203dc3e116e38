"""The map with a hundred thousand events: frames while it is moved and zoomed, and from a saved correction to the picture that shows it."""

import os
import tempfile
import time
from pathlib import Path
from shutil import copyfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView

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
        empty = _empty(screen)
        yield from _frames(screen, empty)
        yield from _corrected(driver, screen)
        window.close()


def _frames(screen, floor):
    canvas = screen.canvas
    for name, step in (
        ("moving", lambda n: canvas.move_by(40 if n % 20 < 10 else -40, 12 if n % 8 < 4 else -12)),
        ("zooming", lambda n: canvas.zoom(1.15 if n % 24 < 12 else 1 / 1.15)),
    ):
        rounds = [sorted(_frame(canvas, step, n) for n in range(STEPS)) for _ in range(ROUNDS)]
        p95, worst = (min(spent[at] for spent in rounds) for at in (int(STEPS * 0.95), -1))
        yield Figure("map", f"a frame while {name}, p95 of {STEPS}", p95, "ms", FRAME, 1.0)
        yield Figure("map", f"a frame while {name}, worst", worst, "ms", floor)


def _frame(canvas, step, n):
    start = time.perf_counter()
    step(n)
    canvas.viewport().repaint()
    spent = (time.perf_counter() - start) * 1000
    # What else the step has set off is done between frames, and counts where it takes longer than a frame.
    start = time.perf_counter()
    QCoreApplication.processEvents()
    return max(spent, (time.perf_counter() - start) * 1000)


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
        driver.wait_until(lambda done=done, before=before: done and screen.answer is not before, "the corrected map")
        screen.canvas.viewport().repaint()
        spent.append((time.perf_counter() - done[0]) * 1000)
        driver.settle()
    yield Figure("map", "saved correction to the right picture", min(spent), "ms", CORRECTED, 1.0)


def _empty(screen):
    """A frame of the same size with one rectangle."""
    scene = QGraphicsScene()
    scene.addRect(0, 0, 100, 100)
    view = QGraphicsView(scene)
    view.resize(screen.canvas.size())
    view.show()
    spent = []
    for n in range(20):
        start = time.perf_counter()
        view.translate(1 if n % 2 else -1, 0)
        view.viewport().repaint()
        spent.append((time.perf_counter() - start) * 1000)
    view.close()
    return sorted(spent)[len(spent) // 2]
