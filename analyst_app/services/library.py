"""Reports: bring them in, list them, describe them, take them out."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.errors import InputError, UserError
from analyst_app.domain.reports import Report
from analyst_app.domain.rows import ImportOutcome, ImportStatus, ReportFilter, ReportOrder, ReportRow, ReviewProgress
from analyst_app.readers import Copied, clean_pasted
from analyst_app.resources import resource
from analyst_app.services.bringing_in import PASTED, Imported, bring_in, unheard
from analyst_app.services.intake import Incoming, Inputs, check_length, mark_of, read_inputs
from analyst_app.services.progress import Progress, unwatched
from analyst_app.services.workbench import Workbench
from analyst_app.storage import queries

__all__ = [
    "Imported",
    "copied_text",
    "count_reports",
    "describe_report",
    "filtered_progress",
    "import_files",
    "list_reports",
    "paste_report",
    "prepare_reading",
    "remove_report",
    "remove_reports",
    "sample_reports",
]

LONGEST_NAMED = 40
"""Characters of a title in the name of a step."""


def paste_report(
    workbench: Workbench,
    *,
    text: str,
    title: str | None = None,
    source: str | None = None,
    published: date | None = None,
    author: str | None = None,
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
    report = Report(f"{PASTED}{moment:%Y%m%d-%H%M%S}", clean, published, title or None, source or None, author or None)
    label = f"Import “{title}”" if title else "Import pasted report"
    return bring_in(workbench, [Incoming("pasted text", report)], label=label, total=1, confirm=False, progress=progress)


def copied_text(workbench: Workbench, *, plain: str, html: bytes | None = None, rtf: bytes | None = None) -> str:
    """What was copied, as the text of a report: with the bullets, rows and headings of its rich form where there is one."""
    rich = ("html", html) if html else ("rtf", rtf) if rtf else None
    return workbench.reader.pasted(Copied(plain, rich))


def prepare_reading(workbench: Workbench) -> None:
    """Have what reads files ready, since one is about to be chosen; costs nothing to wait for."""
    workbench.reader.warm()


def import_files(
    workbench: Workbench,
    *,
    paths: Sequence[Path],
    published: date | None = None,
    confirm: bool = False,
    progress: Progress = unwatched,
    stored: Callable[[ChangeSet], None] = unheard,
) -> Imported:
    """Read, extract and store files and folders as proposals, or as confirmed; what fails is named and the rest done.

    Files that are in and have not changed since are not read again, so an import that was stopped goes on where it was when the same
    folder is named once more. Where `progress` asks to stop, what is extracted by then is stored, and `stopped` tells of it.
    `stored` hears, while the import goes on, what is in the database already.
    """
    boundary = workbench.settings.days.boundary
    inputs = read_inputs(paths, reader=workbench.reader, take_extractions=True, published=published, boundary=boundary)
    name = inputs.files[0].name if len(inputs.files) == 1 else f"{len(inputs.files)} files"
    there = _in_already(workbench, inputs)
    known = [ImportOutcome(path.name, ImportStatus.DUPLICATE, reports[0], path=str(path)) for path, reports in there.items()]
    fresh = inputs.without(there)

    ahead = 0 if fresh.total == 1 else len(there)  # per cent of a single report are no reports
    last = (ahead, fresh.total and fresh.total + ahead, name)

    def told(done: int, total: int, message: str = "") -> None:
        nonlocal last
        last = (done + ahead, total and total + ahead, message)
        progress(*last)

    fresh.watch = lambda: progress(*last)
    done = bring_in(workbench, fresh, label=f"Import {name}", total=fresh.total, confirm=confirm, progress=told, stored=stored)
    problems = [ImportOutcome(name, ImportStatus.FAILED, problem=problem, path=name) for name, problem in fresh.problems]
    return Imported((*problems, *known, *done.outcomes), done.changes, done.stopped)


def _in_already(workbench: Workbench, inputs: Inputs) -> dict[Path, tuple[int, ...]]:
    """The files that are in and have not changed since."""
    marks = {path: mark for path in inputs.files if (mark := mark_of(path)) is not None}
    with workbench.database.reading() as reader:
        found = queries.files_in(reader, list(marks.values()))
    return {path: found[mark.path] for path, mark in marks.items() if mark.path in found}


def sample_reports() -> tuple[Path, ...]:
    """The reports that come with the program, for a first try."""
    return tuple(sorted(resource("samples").glob("*.txt")))


def list_reports(
    workbench: Workbench,
    *,
    matching: ReportFilter | None = None,
    order: ReportOrder = ReportOrder.PUBLISHED,
    descending: bool = True,
    waiting_first: bool = False,
    limit: int = 500,
    offset: int = 0,
) -> tuple[ReportRow, ...]:
    """One page of the library; `waiting_first` puts reports with open proposals before the others, whatever the order."""
    with workbench.database.reading() as session:
        return queries.list_reports(
            session,
            matching=matching or ReportFilter(),
            order=order,
            descending=descending,
            waiting_first=waiting_first,
            limit=limit,
            offset=offset,
        )


def filtered_progress(workbench: Workbench, *, matching: ReportFilter) -> ReviewProgress:
    """How far the review of the reports is that pass the filter."""
    with workbench.database.reading() as reader:
        if matching == ReportFilter():
            return queries.review_progress(reader)
        return queries.filtered_progress(reader, matching=matching)


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
    named = title.strip() if len(title.strip()) <= LONGEST_NAMED else f"{title.strip()[: LONGEST_NAMED - 1]}…"
    with workbench.database.unit_of_work(f"Describe “{named}”", analyst=workbench.analyst) as uow:
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
    return remove_reports(workbench, report_ids=[report_id])


def remove_reports(workbench: Workbench, *, report_ids: Sequence[int]) -> ChangeSet:
    """Take reports and their events out of every list and count, as one step of undo.

    Raises:
        Stale: where one of them has gone already; then none is removed.
    """
    label = "Remove report" if len(report_ids) == 1 else f"Remove {len(report_ids)} reports"
    with workbench.database.unit_of_work(label, analyst=workbench.analyst) as uow:
        uow.reports.remove(report_ids)
    return uow.changes
