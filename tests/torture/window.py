"""The part of the soak that goes through the window: keys pressed in the real window, with memory and times watched."""

import gc
import os
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from random import Random
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from torture import work

from analyst_app.services import library
from analyst_app.services.workbench import Workbench
from analyst_app.ui.driving import Driver
from analyst_app.ui.main import collecting_on_a_timer, make_application
from analyst_app.ui.main_window import MainWindow
from analyst_app.ui.theme import Theme

KEYS_A_MINUTE, REPORTS = 12, 40
GROWTH, SLOWER = 0.05, 2.0
SLICES = 12
"""Into how many stretches the work is cut, to compare the last ones with the first."""

KINDS = ("go to an event", "decide", "undo")
LOOKS = ("view.events", "view.charts", "view.map", "view.library")


def through_the_window(*, minutes, seed):
    """Press the keys of so many minutes of work; returns the bars, shaped as those of the services."""
    application = make_application()
    with tempfile.TemporaryDirectory(prefix="soak-") as name, collecting_on_a_timer(application):
        os.environ["ANALYST_APP_HOME"] = str(Path(name) / "home")
        # The language model takes no part in reviewing.
        Workbench.warm_up = lambda _self: None
        window = MainWindow(theme=Theme(application, appearance="light"))
        driver = Driver(window)
        driver.open(Path(name) / "events.sqlite")
        reports = work.write_reports(Path(name) / "incoming.jsonl", range(REPORTS))
        library.import_files(driver.session.context.workbench, paths=[reports])
        found = list(_bars(*_press(driver, minutes * KEYS_A_MINUTE, Random(seed))))
        window.close()
    return [{"what": what, "measured": measured, "bar": bar, "held": held} for what, measured, bar, held in found]


def _press(driver, keys, random):
    """Memory at the end of each stretch, and by kind of key the times of each stretch."""
    memory, times = [], defaultdict(list)

    def press(kind, key):
        began = time.process_time()
        driver.press(key)
        times[kind][-1].append(time.process_time() - began)

    for look in LOOKS:
        # Each screen is built when it is first shown.
        driver.do(look)
    for _ in range(SLICES):
        for kind in KINDS:
            times[kind].append([])
        for _ in range(max(1, keys // SLICES // KEYS_A_MINUTE)):
            driver.session.screens.open_report(random.randint(1, REPORTS))
            driver.settle()
            for _ in range(KEYS_A_MINUTE // 3):
                press("go to an event", random.choice("JK"))
                press("decide", random.choice("AR"))
                press("undo", "Ctrl+Z")
                if random.random() < 0.7:
                    driver.press("Ctrl+Shift+Z")
            driver.do(random.choice(LOOKS))
        gc.collect()
        memory.append(psutil.Process().memory_info().rss)
    return memory, times


def _bars(memory, times):
    settled = memory[SLICES // 4]
    growth = memory[-1] / settled - 1
    yield "memory of the window after warm-up", f"{growth:+.1%}", f"grows by less than {GROWTH:.0%}", growth < GROWTH
    for kind in KINDS:
        medians = [median(stretch) for stretch in times[kind]]
        first, slowest = medians[0], max(medians)
        told = f"{slowest * 1000:.0f} ms at the slowest, {first * 1000:.0f} ms in the first stretch"
        yield f"in the window: {kind}", told, f"at most {SLOWER:.0f} × the first stretch", slowest <= SLOWER * first
