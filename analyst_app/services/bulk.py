"""The extraction of many inputs: in this process while they are few, in several where they are many or long."""

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, groupby

from analyst_app.domain.reports import Report
from analyst_app.extraction.bulk.bulk import Result, extract_batch
from analyst_app.extraction.bulk.pool import Pool
from analyst_app.extraction.model.batches import batches
from analyst_app.services.extracting import ExtractionEngine
from analyst_app.services.intake import Incoming
from analyst_app.services.progress import Progress, unwatched

log = logging.getLogger("extraction")

FEW_WORDS = 20_000
"""What one process reads in the time that further ones take to start; so much also stops at once when it should."""


def extract_each(
    engine: ExtractionEngine, incoming: Iterable[Incoming], *, progress: Progress = unwatched, total: int = 0
) -> Iterator[tuple[Incoming, Result]]:
    """Each input with its extraction, or with the sentence that says why there is none, in their order.

    Inputs are taken as they are needed. `progress` is told of reports, and of per cent where `total` is 1.

    Raises:
        Cancelled: where `progress` asks to stop.
        UserError: where the language model is not installed, or the own rules are not understood.
    """
    story = _Story(progress, total)
    pool: Pool | None = None
    with ExitStack() as stack:
        for is_done, group in groupby(incoming, key=lambda item: item.done is not None):
            if is_done:
                results = _as_they_came(group, story)
            elif pool is not None:
                results = _there(pool, group, story)
            else:
                few, many = _weighed(group)
                if many is not None:
                    pool = stack.enter_context(Pool(engine.recipe()))
                    results = _there(pool, many, story)
                else:
                    results = _here(engine, few, story)
            for item, result in results:
                _note_fault(result, alone=total == 1)
                yield item, result
                story.done += 1


@dataclass(slots=True)
class _Story:
    """How far the work is, told to whoever watches it."""

    progress: Progress
    total: int
    done: int = 0

    def tell(self, name: str, *, per_cent: int = 0, ahead: int = 0) -> None:
        """The input called `name` is so far read; `ahead` are done besides, which come behind it."""
        if self.total == 1:
            self.progress(per_cent, 100, name)
        else:
            self.progress(self.done + ahead, self.total, f"{name}, {per_cent} %" if per_cent else name)


def _note_fault(result: Result, *, alone: bool) -> None:
    """A bug in one of many reports is put down and the others are read; where there are no others, it is shown as the bug it is."""
    if result.fault:
        log.error("The extraction of a report failed:\n%s", result.fault)
        if alone:
            bug = RuntimeError("the extraction of a report failed")
            bug.add_note(result.fault)
            raise bug


def _weighed(items: Iterator[Incoming]) -> tuple[list[Incoming], Iterator[Incoming] | None]:
    """All inputs where they are few; else nothing, and all of them as they come."""
    taken = []
    words = 0
    for item in items:
        taken.append(item)
        words += len(item.report.text.split())
        if words > FEW_WORDS:
            return [], chain(taken, items)
    return taken, None


def _as_they_came(items: Iterable[Incoming], story: _Story) -> Iterator[tuple[Incoming, Result]]:
    for item in items:
        story.tell(item.name)
        yield item, Result(item.report, item.done)


def _here(engine: ExtractionEngine, items: list[Incoming], story: _Story) -> Iterator[tuple[Incoming, Result]]:
    extractor = engine.extractor()
    for batch in batches(items, length=lambda item: len(item.report.text)):

        def tell(at: int, done: int, of: int, batch: list[Incoming] = batch) -> None:
            story.tell(batch[at].name, per_cent=100 * done // of)

        story.tell(batch[0].name)
        for item, result in zip(batch, extract_batch(extractor, [item.report for item in batch], tell=tell), strict=True):
            if len(batch) > 1:
                story.tell(item.name)
            yield item, result


def _there(pool: Pool, items: Iterable[Incoming], story: _Story) -> Iterator[tuple[Incoming, Result]]:
    pending: deque[Incoming] = deque()
    before = story.done

    def reports() -> Iterator[Report]:
        for item in items:
            pending.append(item)
            yield item.report

    def watch(done: int, per_cent: int) -> None:
        if pending:
            story.tell(pending[0].name, per_cent=per_cent, ahead=before + done - story.done)

    for result in pool.run(reports(), watch=watch):
        yield pending.popleft(), result
