"""One run of a pool: what is still to be given out, what has come back, and whose turn it is."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator

from analyst_app.domain.reports import Report
from analyst_app.extraction.bulk.bulk import Result
from analyst_app.extraction.bulk.worker import Step, Task
from analyst_app.extraction.model.batches import batches

MOST_PENDING = 200
"""Reports given out before the first of them is done: what is kept in memory, however many there are."""

_BATCH = 16
_MOST_TRIES = 2


class Job:
    """Takes reports as they are needed, and gives results in the order of the reports."""

    def __init__(self, reports: Iterable[Report]) -> None:
        tasks = (Task(number, report) for number, report in enumerate(reports))
        self._fresh = batches(tasks, length=lambda task: len(task.report.text), most=_BATCH)
        self._upcoming: list[Task] | None = next(self._fresh, None)
        self._again: deque[list[Task]] = deque()
        self._results: dict[int, Result] = {}
        self._tries: Counter[int] = Counter()
        self._steps: dict[int, Step] = {}
        self._turn = 0
        self._taken = 0

    @property
    def finished(self) -> bool:
        """Whether every result has been given."""
        return self._upcoming is None and self._taken == self._turn

    @property
    def done(self) -> int:
        """How many reports are read, in whatever order."""
        return self._turn + len(self._results)

    @property
    def per_cent(self) -> int:
        """How far the report is whose turn it is."""
        step = self._steps.get(self._turn)
        return 0 if step is None else 100 * step.done // step.of

    @property
    def has_batch(self) -> bool:
        """Whether a batch can be taken now: not where too many reports wait for the one whose turn it is."""
        return bool(self._again) or (self._upcoming is not None and self._taken - self._turn < MOST_PENDING)

    def take(self) -> list[Task]:
        """The next batch to work on."""
        if self._again:
            return self._again.popleft()
        batch = self._upcoming
        assert batch is not None
        self._taken += len(batch)
        self._upcoming = next(self._fresh, None)
        return batch

    def put_back(self, batch: list[Task]) -> None:
        """What nobody has begun."""
        self._again.append(batch)

    def suspect(self, batch: list[Task], problem: str) -> None:
        """What was being worked on when its process ended: each is tried once more, alone, and then given up."""
        for task in batch:
            self._tries[task.number] += 1
            if self._tries[task.number] < _MOST_TRIES:
                self._again.append([task])
            else:
                self.put(task.number, Result(task.report, None, problem))

    def step(self, step: Step) -> None:
        """A long report is so far read."""
        self._steps[step.number] = step

    def put(self, number: int, result: Result) -> None:
        """A report is done."""
        self._steps.pop(number, None)
        self._results[number] = result

    def results(self) -> Iterator[Result]:
        """The results whose turn it is, as far as there are any."""
        while (result := self._results.pop(self._turn, None)) is not None:
            self._turn += 1
            yield result
