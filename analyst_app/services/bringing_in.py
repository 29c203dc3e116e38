"""Stores what is extracted from many inputs, in chunks that make one step of undo; stopped, it keeps what is done.

Knows neither where the inputs come from nor who watches.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.errors import Cancelled
from analyst_app.domain.files import FileMark
from analyst_app.domain.reports import Extraction, Report
from analyst_app.domain.review import ReviewState
from analyst_app.domain.reviewed import Reviewed
from analyst_app.domain.rows import ImportOutcome, ImportStatus
from analyst_app.extraction.bulk.bulk import Result
from analyst_app.services.bulk import extract_each
from analyst_app.services.file_ties import FileTies
from analyst_app.services.intake import Incoming
from analyst_app.services.progress import Progress
from analyst_app.services.workbench import Workbench
from analyst_app.storage import queries
from analyst_app.storage.bulk import NewReport
from analyst_app.storage.unit_of_work import UnitOfWork

CHUNK = 100
"""Reports stored in one transaction of an import: what a crash in the middle can cost at most, some seconds of reading."""

type Told = tuple[str, date | None]
"""By what a report is told from others: its text, and the day where one is stated."""

PASTED = "pasted-"
"""What the keys of pasted reports begin with."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of each input, what changed, and whether the import was stopped before its end."""

    outcomes: tuple[ImportOutcome, ...]
    changes: ChangeSet
    stopped: bool = False


def unheard(changes: ChangeSet) -> None:
    """What is stored so far, told to nobody."""
    del changes


def bring_in(
    workbench: Workbench,
    incoming: Iterable[Incoming],
    *,
    label: str,
    total: int,
    confirm: bool,
    progress: Progress,
    stored: Callable[[ChangeSet], None] = unheard,
) -> Imported:
    """Extract and store, as one batch that one undo takes back. What is in already, by its text, is not extracted again.

    Where `progress` raises `Cancelled`, what is extracted by then is stored, and the rest left. `stored` hears of each chunk.
    """
    batch = _Batch(workbench, label, ReviewState.CONFIRMED if confirm else ReviewState.PROPOSED, stored)

    # Per cent of a single report are no reports.
    alone, stopped = total == 1, False

    def counted(done: int, total: int, message: str = "") -> None:
        progress(done if alone else done + batch.known, total, message)

    try:
        for pair in extract_each(workbench.engine, batch.fresh(incoming), progress=counted, total=total):
            batch.take(pair)
    except Cancelled:
        stopped = True
    batch.finish()
    if not stopped:
        progress(total, total, "")
    return Imported(tuple(batch.outcomes), ChangeSet(label, report_ids=batch.reports, library=True), stopped)


@dataclass(slots=True)
class _Batch:
    """What is waiting to be stored, and what is stored."""

    workbench: Workbench
    label: str
    state: ReviewState
    stored: Callable[[ChangeSet], None]
    outcomes: list[ImportOutcome] = field(default_factory=list)
    reports: frozenset[int] = frozenset()
    known: int = 0
    waiting: list[tuple[Incoming, Result]] = field(default_factory=list)
    seen: list[tuple[int, FileMark]] = field(default_factory=list)
    # Numbers of reports and acts are those of their own file.
    ties: defaultdict[str, FileTies] = field(default_factory=lambda: defaultdict(FileTies))
    number: int | None = None

    def fresh(self, incoming: Iterable[Incoming]) -> Iterator[Incoming]:
        """Those whose text is not in the library yet, or not of the day that they state; the others are put down as seen."""
        for item in incoming:
            if self.ties[item.path].puts_by(item):
                continue
            with self.workbench.database.reading() as reader:
                there = queries.same_text(reader, item.report.text, published=item.report.published)
                if there is None and item.stands_in:
                    there = queries.report_called(reader, item.report.key)
            if there is None:
                yield item
                continue
            self.known += 1
            if item.file is not None:
                self.seen.append((there, item.file))
            self.outcomes.append(ImportOutcome(item.name, ImportStatus.DUPLICATE, there, path=item.path))
            self.ties[item.path].note(item, self.outcomes[-1])

    def take(self, pair: tuple[Incoming, Result]) -> None:
        """One more is extracted."""
        self.waiting.append(pair)
        if len(self.waiting) >= CHUNK:
            self._store()

    def finish(self) -> None:
        """Store what is waiting, and what concerns the whole batch."""
        if self.waiting:
            self._store()
        if any(self.ties.values()):
            with self.workbench.database.unit_of_work(self.label, analyst=self.workbench.analyst, batch_id=self.number) as uow:
                for ties in self.ties.values():
                    self.outcomes += ties.settle(uow, imported_at=self.workbench.clock())
            self.reports |= uow.changes.report_ids
        if self.seen:
            with self.workbench.database.unit_of_work("Remember files", undoable=False) as uow:
                uow.reports.read_from(self.seen)

    def _store(self) -> None:
        first = self.number is None
        with self.workbench.database.unit_of_work(self.label, analyst=self.workbench.analyst, batch_id=self.number) as uow:
            if first:
                uow.likenesses.complete()
            stored = list(_store(uow, self.waiting, imported_at=self.workbench.clock(), state=self.state, ties=self.ties))
            self.outcomes += stored
            for (item, _), outcome in zip(self.waiting, stored, strict=True):
                self.ties[item.path].note(item, outcome)
            self.number = uow.command_id
        self.reports |= uow.changes.report_ids
        self.waiting = []
        self.stored(uow.changes)


def _store(
    uow: UnitOfWork, chunk: Sequence[tuple[Incoming, Result]], *, imported_at: datetime, state: ReviewState, ties: Mapping[str, FileTies]
) -> Iterator[ImportOutcome]:
    """Store those that are new, all at once and with the reviews that they bring, and tell what became of each."""
    reviews: dict[Told, tuple[Reviewed, FileTies]] = {}
    known: dict[Told, int] = {}
    new: dict[Told, NewReport] = {}
    named: list[Told] = []
    for item, result in chunk:
        named.append(_told(item, result.extraction, new))
        text, day = named[-1]
        if (extraction := result.extraction) is None or named[-1] in known or named[-1] in new:
            continue
        if (there := uow.reports.find_same_text(text, published=day)) is not None:
            known[text, day] = there
        else:
            named[-1] = this = text, extraction.published
            if item.reviewed is not None:
                # It has the entities, removed ones too.
                reviews[this], extraction = (item.reviewed, ties[item.path]), replace(extraction, entities=())
            new[this] = NewReport(_titled(extraction.report, extraction.published), extraction, item.name)
    added = dict(zip(new, uow.reports.add_many(new.values(), imported_at=imported_at, state_of_events=state), strict=True)) if new else {}
    for one, (reviewed, of_file) in reviews.items():
        uow.reports.restore(added[one], reviewed, of_file.acts)
    uow.likenesses.mark({report_id: text for (text, _), report_id in added.items()})
    rows = known | added
    files = [(item, rows[one]) for (item, result), one in zip(chunk, named, strict=True) if result.extraction is not None]
    uow.reports.read_from((report_id, item.file) for item, report_id in files if item.file is not None)
    for (item, result), one in zip(chunk, named, strict=True):
        if result.extraction is None:
            yield ImportOutcome(item.name, ImportStatus.FAILED, problem=result.problem, path=item.path)
            continue
        if one in known:
            yield ImportOutcome(item.name, ImportStatus.DUPLICATE, known[one], path=item.path)
        else:
            known[one] = added[one]
            events, came_reviewed = len(result.extraction.events), one in reviews
            yield ImportOutcome(item.name, ImportStatus.IMPORTED, added[one], events, path=item.path, reviewed=came_reviewed)


def _told(item: Incoming, extraction: Extraction | None, new: Collection[Told]) -> Told:
    """What states no day is the same as any report of its text."""
    if extraction is None:
        return "", None
    text = extraction.report.text
    if item.report.published is not None:
        return text, extraction.published
    return next((one for one in new if one[0] == text), (text, None))


def _titled(report: Report, published: date) -> Report:
    """A pasted report that names itself nowhere is told apart by its day."""
    pasted = report.title is None and report.key.startswith(PASTED)
    return replace(report, title=f"Report of {published.day} {published:%B %Y}") if pasted else report
