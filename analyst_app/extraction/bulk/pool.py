"""Extraction in several processes, for bulk work and long reports: records in, records out, in the order of the input.

Knows how work is shared out and what to do when a process dies. Importing it imports neither spaCy nor numpy.
"""

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import wait
from typing import Self

from analyst_app.domain.errors import InputError
from analyst_app.domain.reports import Report
from analyst_app.extraction.bulk.bulk import Result, extract_batch
from analyst_app.extraction.bulk.job import Job
from analyst_app.extraction.bulk.process import WorkerProcess
from analyst_app.extraction.bulk.recipe import Recipe
from analyst_app.extraction.bulk.worker import Done, Ready, Step, Task

log = logging.getLogger("extraction")

MOST_PROCESSES = 4
"""Each takes about 400 MB of memory."""

type Watch = Callable[[int, int], None]
"""Told several times a second how many reports are done, and how much of the next one, in per cent; may raise to stop."""

_AHEAD = 2
"""Batches that a process has been given: the one it works on and the next, so that it need not wait for this one."""
_TICK = 0.2
"""Seconds after which whoever watches is asked again whether to go on."""
_MOST_FAILED_STARTS = 2
_KILLED = "The process that read this report was ended twice, perhaps for want of memory. Cut the report into parts and open those."
_HUNG = "Reading this report took too long. Cut it into parts and open those."


def sensible_processes() -> int:
    """As many as this process may use cores, but for one of the cores where there are more than two."""
    cores = os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count()
    return max(1, min(MOST_PROCESSES, (cores or 1) if (cores or 1) <= 2 else (cores or 1) - 1))


class Pool:
    """Processes that extract reports by one recipe. They start when there is work for them, and end with `close`.

    A process that dies is replaced; what it was reading is tried once more. Where none can be started, the work is done here.
    """

    def __init__(self, recipe: Recipe, *, processes: int | None = None) -> None:
        self._recipe = recipe
        self._most = processes or sensible_processes()
        self._workers: list[WorkerProcess] = []
        self._failed_starts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, reports: Iterable[Report], *, watch: Watch = lambda _done, _per_cent: None) -> Iterator[Result]:
        """A result for each report, in their order; the same as without a pool. One run at a time.

        Reports are taken as they are needed, so that any number fits into memory. What `watch` raises ends the processes.

        Raises:
            InputError: where the language model is not installed.
        """
        job = Job(reports)
        try:
            while not job.finished:
                self._share_out(job)
                if not self._workers:
                    yield from self._read_here(job, watch)
                    return
                self._listen(job)
                yield from job.results()
                watch(job.done, job.per_cent)
        finally:
            if not job.finished:
                self.close()

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def _share_out(self, job: Job) -> None:
        while job.has_batch:
            worker = min(self._workers, key=lambda worker: len(worker.given), default=None)
            if (worker is None or worker.given) and len(self._workers) < self._most:
                worker = self._start() or worker
            if worker is None or len(worker.given) >= _AHEAD:
                return
            worker.give(job.take())

    def _start(self) -> WorkerProcess | None:
        if self._failed_starts >= _MOST_FAILED_STARTS:
            return None
        try:
            worker = WorkerProcess(self._recipe)
        except OSError as fault:
            log.warning("No process for the extraction can be started: %s", fault)
            self._failed_starts = _MOST_FAILED_STARTS
            return None
        self._workers.append(worker)
        return worker

    def _listen(self, job: Job) -> None:
        by_pipe = {worker.pipe: worker for worker in self._workers}
        for pipe in wait(list(by_pipe), _TICK):
            worker = by_pipe[pipe]  # type: ignore[index]  # wait takes sockets, too
            try:
                self._hear(worker, job)
            except (EOFError, OSError):
                self._lost(worker, job, _KILLED)
        for worker in [worker for worker in self._workers if worker.overdue]:
            self._lost(worker, job, _HUNG)

    def _hear(self, worker: WorkerProcess, job: Job) -> None:
        for message in worker.messages():
            match message:
                case Ready(problem) if problem:
                    raise InputError(problem)
                case Ready():
                    worker.ready = True
                    self._failed_starts = 0
                case Step():
                    job.step(message)
                case Done(number, result):
                    worker.answered(number)
                    job.put(number, result)

    def _lost(self, worker: WorkerProcess, job: Job, problem: str) -> None:
        """A process has died, or has to: replace it, and give its work to others."""
        log.warning("A process of the extraction has ended%s", "" if worker.ready else " before it was ready")
        self._workers.remove(worker)
        worker.stop()
        if worker.ready and worker.given:
            job.suspect(worker.given.popleft(), problem)
        elif not worker.ready:
            self._failed_starts += 1
        for batch in worker.given:
            job.put_back(batch)

    def _read_here(self, job: Job, watch: Watch) -> Iterator[Result]:
        """Where no process can be started: in this one."""
        log.warning("The extraction goes on in one process")
        with self._recipe.gazetteer() as gazetteer:
            extractor = self._recipe.extractor(gazetteer)
            while job.has_batch:
                batch = job.take()

                def tell(at: int, done: int, of: int, batch: list[Task] = batch) -> None:
                    job.step(Step(batch[at].number, done, of))
                    watch(job.done, job.per_cent)

                for task, result in zip(batch, extract_batch(extractor, [task.report for task in batch], tell=tell), strict=True):
                    job.put(task.number, result)
                    yield from job.results()
                    watch(job.done, job.per_cent)
