"""Reports: bring them in, list them, describe them, take them out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import batched
from pathlib import Path

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.errors import InputError, UserError
from analyst_app.domain.reports import Report
from analyst_app.domain.review import ReviewState
from analyst_app.domain.reviewed import Reviewed
from analyst_app.domain.rows import ImportOutcome, ImportStatus, ReportFilter, ReportOrder, ReportRow
from analyst_app.extraction.bulk.bulk import Result
from analyst_app.readers import clean_pasted
from analyst_app.resources import resource
from analyst_app.services.bulk import extract_each
from analyst_app.services.intake import Incoming, check_length, read_inputs
from analyst_app.services.progress import Progress, unwatched
from analyst_app.services.workbench import Workbench
from analyst_app.storage import queries
from analyst_app.storage.bulk import NewReport
from analyst_app.storage.unit_of_work import UnitOfWork

CHUNK = 100
"""Reports stored in one transaction of an import: what a crash in the middle can cost at most, some seconds of reading."""


PASTED = "pasted-"
"""What the keys of pasted reports begin with."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of each input, and what changed."""

    outcomes: tuple[ImportOutcome, ...]
    changes: ChangeSet


def paste_report(
    workbench: Workbench,
    *,
    text: str,
    title: str | None = None,
    source: str | None = None,
    published: date | None = None,
    progress: Progress = unwatched,
) -> Imported:
    """Extract and store a pasted text as proposals; the same text a second time gives the report that is there.

    Raises:
        InputError: where there is no text, or more than a report can have.
    """
    clean = clean_pasted(text)
    if not clean.strip():
        raise InputError("There is no text to read. Copy a report's text and paste it again.")
    check_length(clean)
    moment = workbench.clock()
    report = Report(f"{PASTED}{moment:%Y%m%d-%H%M%S}", clean, published, title or None, source or None)
    label = f"Import “{title}”" if title else "Import pasted report"
    return _bring_in(workbench, [Incoming("pasted text", report)], label=label, total=1, confirm=False, progress=progress)


def import_files(
    workbench: Workbench,
    *,
    paths: Sequence[Path],
    published: date | None = None,
    confirm: bool = False,
    progress: Progress = unwatched,
) -> Imported:
    """Read, extract and store files and folders as proposals, or as confirmed; what fails is named and the rest done.

    Raises:
        Cancelled: where `progress` asks to stop; what was stored by then stays.
    """
    inputs = read_inputs(paths, take_extractions=True, published=published)
    name = inputs.files[0].name if len(inputs.files) == 1 else f"{len(inputs.files)} files"
    stored = _bring_in(workbench, inputs, label=f"Import {name}", total=inputs.total, confirm=confirm, progress=progress)
    problems = [ImportOutcome(name, ImportStatus.FAILED, problem=problem) for name, problem in inputs.problems]
    return Imported((*problems, *stored.outcomes), stored.changes)


def sample_reports() -> tuple[Path, ...]:
    """The reports that come with the program, for a first try."""
    return tuple(sorted(resource("samples").glob("*.txt")))


def list_reports(
    workbench: Workbench,
    *,
    matching: ReportFilter | None = None,
    order: ReportOrder = ReportOrder.PUBLISHED,
    descending: bool = True,
    limit: int = 500,
    offset: int = 0,
) -> tuple[ReportRow, ...]:
    """One page of the library."""
    with workbench.database.reading() as session:
        return queries.list_reports(
            session, matching=matching or ReportFilter(), order=order, descending=descending, limit=limit, offset=offset
        )


def count_reports(workbench: Workbench, *, matching: ReportFilter | None = None) -> int:
    """How many reports pass the filter."""
    with workbench.database.reading() as session:
        return queries.count_reports(session, matching=matching or ReportFilter())


def describe_report(
    workbench: Workbench, *, report_id: int, title: str, source: str | None, author: str | None, published: date
) -> ChangeSet:
    """Correct what is known of a report. Events keep their own dates."""
    if not title.strip():
        raise UserError("A report needs a title: type one, or the first words of its text.")
    with workbench.database.unit_of_work("Describe report", analyst=workbench.analyst) as uow:
        uow.reports.change(
            report_id,
            title=title.strip(),
            source=(source or "").strip() or None,
            author=(author or "").strip() or None,
            published=published,
        )
    return uow.changes


def remove_report(workbench: Workbench, *, report_id: int) -> ChangeSet:
    """Take a report and its events out of every list and count; undo brings them back."""
    with workbench.database.unit_of_work("Remove report", analyst=workbench.analyst) as uow:
        uow.reports.remove([report_id])
    return uow.changes


def _bring_in(workbench: Workbench, incoming: Iterable[Incoming], *, label: str, total: int, confirm: bool, progress: Progress) -> Imported:
    """Store in chunks, as one batch that one undo takes back."""
    outcomes: list[ImportOutcome] = []
    state = ReviewState.CONFIRMED if confirm else ReviewState.PROPOSED
    batch: int | None = None
    acts: dict[int, int] = {}
    reports: frozenset[int] = frozenset()
    for chunk in batched(extract_each(workbench.engine, incoming, progress=progress, total=total), CHUNK):
        with workbench.database.unit_of_work(label, analyst=workbench.analyst, batch_id=batch) as uow:
            outcomes += _store(uow, chunk, imported_at=workbench.clock(), state=state, acts=acts)
            batch = uow.command_id
        reports |= uow.changes.report_ids
    if acts:
        with workbench.database.unit_of_work(label, analyst=workbench.analyst, batch_id=batch) as uow:
            uow.reports.settle_acts(acts.values())
    progress(total, total, "")
    return Imported(tuple(outcomes), ChangeSet(label, report_ids=reports, library=True))


def _store(
    uow: UnitOfWork, chunk: Sequence[tuple[Incoming, Result]], *, imported_at: datetime, state: ReviewState, acts: dict[int, int]
) -> Iterator[ImportOutcome]:
    """Store those that are new, all at once and with the reviews that they bring, and tell what became of each."""
    reviews: dict[str, Reviewed] = {}
    known: dict[str, int] = {}
    new: dict[str, NewReport] = {}
    for item, result in chunk:
        if (extraction := result.extraction) is None or (text := extraction.report.text) in known or text in new:
            continue
        if (there := uow.reports.find_same_text(text)) is not None:
            known[text] = there
        else:
            if item.reviewed is not None:
                # It has the entities, removed ones too.
                reviews[text], extraction = item.reviewed, replace(extraction, entities=())
            new[text] = NewReport(_titled(extraction.report, extraction.published), extraction, item.name)
    added = dict(zip(new, uow.reports.add_many(new.values(), imported_at=imported_at, state_of_events=state), strict=True)) if new else {}
    for text, reviewed in reviews.items():
        uow.reports.restore(added[text], reviewed, acts)
    for item, result in chunk:
        if result.extraction is None:
            yield ImportOutcome(item.name, ImportStatus.FAILED, problem=result.problem)
            continue
        text = result.extraction.report.text
        if text in known:
            yield ImportOutcome(item.name, ImportStatus.DUPLICATE, known[text])
        else:
            known[text] = added[text]
            yield ImportOutcome(item.name, ImportStatus.IMPORTED, added[text], len(result.extraction.events))


def _titled(report: Report, published: date) -> Report:
    """A pasted report that names itself nowhere is told apart by its day."""
    pasted = report.title is None and report.key.startswith(PASTED)
    return replace(report, title=f"Report of {published.day} {published:%B %Y}") if pasted else report
