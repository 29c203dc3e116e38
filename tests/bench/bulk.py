"""Bulk work: an import against the extraction alone, memory while it goes on, and how late the window's timers are meanwhile."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QElapsedTimer, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QDialog

from analyst_app.readers import Reader
from analyst_app.services import library
from analyst_app.services.bulk import extract_each
from analyst_app.services.extracting import ExtractionEngine
from analyst_app.services.intake import read_inputs
from analyst_app.services.settings import ExtractionSettings, Settings
from analyst_app.services.workbench import Workbench
from analyst_app.ui.driving import Driver
from analyst_app.ui.main import make_application
from analyst_app.ui.main_window import MainWindow
from analyst_app.ui.theme import Theme
from bench.extraction import interleaved, reports
from bench.measure import Figure

SOME, MANY = 400, 1000
TICK = 10
"""Milliseconds between two calls of the timer that is watched."""
LATE = 30.0
"""Milliseconds that are not felt."""


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        some, many = Path(folder) / "some", Path(folder) / "many"
        written(some, SOME)
        written(many, MANY)
        names = count()
        stored, read = interleaved(2, lambda: _import(Path(folder) / f"{next(names)}.sqlite", some), partial(_extract, some))
        yield Figure("bulk", "import against extraction alone", SOME / stored, "reports/s", SOME / read, 0.9, more_is_better=True)
        yield Figure("bulk", "memory at the end against a quarter", *_growth(Path(folder), many))
        yield _timers(Path(folder), many)


def written(folder: Path, number: int) -> None:
    """So many reports as files."""
    folder.mkdir()
    some = reports(words=1)
    for n in range(number):
        text = some[n % len(some)].text
        (folder / f"{n:05}.txt").write_text(f"{text}\nNumber {n}.\n", encoding="utf-8")


def _import(database: Path, folder: Path) -> None:
    with closing(Workbench.open(database, settings=Settings(), analyst="bench")) as workbench:
        library.import_files(workbench, paths=[folder])


def _extract(folder: Path) -> None:
    with closing(Reader()) as reader, closing(ExtractionEngine(ExtractionSettings())) as engine:
        for _ in extract_each(engine, read_inputs([folder], reader=reader, take_extractions=False)):
            pass


def _growth(folder: Path, many: Path) -> tuple[float, str, float, float]:
    """The memory of this process and its children, in MB, when the import is at its end, and at a quarter."""
    seen: dict[int, float] = {}

    def watch(done: int, _total: int, _message: str = "") -> None:
        if done not in seen and done % 25 == 0:
            here = psutil.Process()
            seen[done] = sum(process.memory_info().rss for process in (here, *here.children(recursive=True))) / 2**20

    with closing(Workbench.open(folder / "memory.sqlite", settings=Settings(), analyst="bench")) as workbench:
        library.import_files(workbench, paths=[many], progress=watch)
    quarter = max((memory for done, memory in seen.items() if done <= MANY / 4), default=0.0)
    end = max((memory for done, memory in seen.items() if MANY * 3 / 4 < done < MANY), default=0.0)
    return end, "MB", quarter, 1.2


def _timers(folder: Path, many: Path) -> Figure:
    application = make_application()
    window = MainWindow(theme=Theme(application, appearance="light"))
    driver = Driver(window)
    driver.open(folder / "window.sqlite")
    context = driver.session.context
    driver.wait_until(lambda: context.workbench.ready, "the model to load")
    late: list[float] = []
    clock = QElapsedTimer()
    timer = QTimer(window, interval=TICK, timerType=Qt.TimerType.PreciseTimer)

    def tick() -> None:
        late.append(clock.nsecsElapsed() / 1e6 - TICK)
        clock.restart()

    timer.timeout.connect(tick)
    loop = QEventLoop()
    driver.session.importer.finished.connect(loop.quit)
    # As the analyst does it: with its dialogs at the end, and the library in front.
    driver.session.importer.read_files([many])
    clock.start()
    timer.start()
    loop.exec()
    timer.stop()
    driver.settle()
    for dialog in window.findChildren(QDialog):
        dialog.done(QDialog.DialogCode.Rejected)
    window.close()
    return Figure("bulk", f"timers late beside {MANY:,} reports, p95", sorted(late)[len(late) * 95 // 100], "ms", LATE, 1.0)
