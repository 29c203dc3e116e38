"""The other process of the pool: takes reports, gives extractions back, and ends when nobody is there to take them.

Must not import spaCy or numpy when it is imported: that waits until the process knows how many threads it has.
"""

import gc
import os
import signal
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import TYPE_CHECKING

from analyst_app.domain.errors import UserError
from analyst_app.domain.reports import Report
from analyst_app.extraction.bulk.bulk import Result, extract_batch
from analyst_app.extraction.bulk.recipe import Recipe

if TYPE_CHECKING:
    from analyst_app.extraction.extract import Extractor


@dataclass(frozen=True, slots=True)
class Task:
    """A report on its way, by its number in the job."""

    number: int
    report: Report


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has loaded what it needs; or cannot, and `problem` says why."""

    problem: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A long report is so far read."""

    number: int
    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a report."""

    number: int
    result: Result


type Message = Ready | Step | Done


def serve(pipe: "Connection[Message, Sequence[Task]]", recipe: Recipe) -> None:
    """Extract what comes through the pipe until its other end is closed, then end at once, whatever is going on."""
    # Ctrl-C in a terminal reaches all its processes; the one that started this one decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    waiting: SimpleQueue[Sequence[Task]] = SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, waiting), daemon=True).start()
    try:
        extractor = recipe.extractor(recipe.gazetteer())
    except UserError as problem:
        pipe.send(Ready(str(problem)))
        return
    # What is loaded now stays; the collector need not look through it again and again.
    gc.collect()
    gc.freeze()
    pipe.send(Ready())
    while True:
        _work(pipe, extractor, waiting.get())


def _work(pipe: "Connection[Message, Sequence[Task]]", extractor: "Extractor", tasks: Sequence[Task]) -> None:
    def tell(at: int, done: int, of: int) -> None:
        pipe.send(Step(tasks[at].number, done, of))

    for task, result in zip(tasks, extract_batch(extractor, [task.report for task in tasks], tell=tell), strict=True):
        pipe.send(Done(task.number, result))


def _receive(pipe: "Connection[Message, Sequence[Task]]", waiting: "SimpleQueue[Sequence[Task]]") -> None:
    """Always take what is sent, so that neither end can wait for the other for ever."""
    try:
        while True:
            waiting.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(0)
