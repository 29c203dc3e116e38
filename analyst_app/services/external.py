"""Series of other people's events, to compare one's own with: look into a file, bring it in, list, rename, remove. Undo takes all back."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.counting import LONGEST_COUNTED_SPAN
from analyst_app.domain.errors import InputError
from analyst_app.domain.external import LONGEST_NAME, ExternalEvent, ExternalSeries, Layout
from analyst_app.readers.delimited import DELIMITERS, DelimitedTable, open_table
from analyst_app.services.external_reading import (
    BadLine,
    LineReader,
    Part,
    SeriesMapping,
    day_comes_first,
    guess_mapping,
    has_two_readings,
    layout_of,
)
from analyst_app.services.progress import Progress, unwatched
from analyst_app.services.workbench import Workbench
from analyst_app.storage.queries import external as queries

__all__ = [
    "DELIMITERS",
    "DelimitedTable",
    "ExternalEvent",
    "ExternalSeries",
    "Layout",
    "Part",
    "SeriesMapping",
    "guess_mapping",
    "layout_of",
]

LOOKED_AT = 5_000
"""Lines by which is told in which order dates are written."""
SHOWN = 30
"""Lines of a preview."""
MOST_PROBLEMS = 20
"""Lines that are named as unreadable; the others are counted."""
TELLING = 2_000
"""After how many lines progress is told."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file before it comes in: how it is written, and what its columns seem to say.

    `day_order_known`: False where dates of the file can be read with the day or the month first, and none of them tells.
    """

    table: DelimitedTable
    mapping: SeriesMapping
    day_order_known: bool = True

    @property
    def name(self) -> str:
        """A name for the series."""
        titles = {Layout.ACLED: "ACLED, ", Layout.UCDP: "UCDP GED, ", Layout.CSV: ""}
        return f"{titles[self.mapping.layout]}{self.table.path.stem}"[:LONGEST_NAME]


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A line and what becomes of it: an event, or why it is left out."""

    number: int
    cells: tuple[str, ...]
    event: ExternalEvent | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ExternalImport:
    """What came in and what did not. `problems` are sentences on the first unreadable lines, `untyped` the commonest unknown types."""

    name: str
    events: int
    undated: int
    left_out: int
    problems: tuple[str, ...]
    untyped: tuple[tuple[str, int], ...]
    changes: ChangeSet


def look_into(path: Path, *, layout: Layout | None = None, encoding: str | None = None, delimiter: str | None = None) -> Candidate:
    """Find out how a table is written and what its columns say.

    Raises:
        InputError: where the file cannot be read, or is no table.
    """
    table = open_table(path, encoding=encoding, delimiter=delimiter)
    mapping = guess_mapping(table.header, layout=layout)
    name = mapping.columns.get(Part.DAY)
    if name is None:
        return Candidate(table, mapping)
    at = table.header.index(name)
    cells = [line.cells[at] for line in islice(table.lines(), LOOKED_AT)]
    first = day_comes_first(cells)
    known = first is not None or not has_two_readings(cells)
    return Candidate(table, replace(mapping, day_first=first is not False), known)


def preview(workbench: Workbench, candidate: Candidate, *, limit: int = SHOWN) -> tuple[PreviewLine, ...]:
    """The first lines with what each becomes.

    Raises:
        InputError: where the file cannot be read.
    """
    reader = _reader(workbench, candidate)
    return tuple(_read(reader, line.number, line.cells) for line in islice(candidate.table.lines(), limit))


def import_series(workbench: Workbench, candidate: Candidate, *, name: str, progress: Progress = unwatched) -> ExternalImport:
    """Store a file as a series; a line that makes no sense is left out and counted.

    Raises:
        InputError: where no column says the day, no line makes sense, the name is empty or too long, or the file cannot be read.
        Stale: where a series has this name.
        Cancelled: where `progress` asks to stop; nothing is stored.
    """
    title = _name(name)
    if Part.DAY not in candidate.mapping.columns:
        raise InputError("No column says on which day each event was. Choose the column of the day.")
    told = _Told()
    events = list(told.good(_lines(workbench, candidate, progress)))
    if not events:
        raise InputError(told.problems[0] if told.problems else f"{candidate.table.path.name} has a header and no lines.")
    with workbench.database.unit_of_work(f"Import series “{title}”", analyst=workbench.analyst) as uow:
        uow.external.add(
            events,
            name=title,
            layout=candidate.mapping.layout,
            file_name=candidate.table.path.name,
            left_out=told.left_out,
            imported_at=workbench.clock(),
        )
    return ExternalImport(
        name=title,
        events=len(events),
        undated=sum(event.date.length > LONGEST_COUNTED_SPAN for event in events),
        left_out=told.left_out,
        problems=tuple(told.problems),
        untyped=tuple(Counter(event.said for event in events if event.type is None and event.said).most_common(5)),
        changes=uow.changes,
    )


def list_series(workbench: Workbench) -> tuple[ExternalSeries, ...]:
    """The series that there are, by name."""
    with workbench.database.reading() as reader:
        return queries.list_external(reader)


def rename_series(workbench: Workbench, *, series: int, name: str) -> ChangeSet:
    """Give a series another name.

    Raises:
        InputError: where the name is empty or too long.
        Stale: where the series has gone, or another one has the name.
    """
    title = _name(name)
    with workbench.database.unit_of_work(f"Name series “{title}”", analyst=workbench.analyst) as uow:
        uow.external.rename(series, title)
    return uow.changes


def remove_series(workbench: Workbench, *, series: int) -> ChangeSet:
    """Take a series out; undo brings it back.

    Raises:
        Stale: where it has gone already.
    """
    name = next((one.name for one in list_series(workbench) if one.id == series), "")
    with workbench.database.unit_of_work(f"Remove series “{name}”", analyst=workbench.analyst) as uow:
        uow.external.remove(series)
    return uow.changes


def said_of(done: ExternalImport) -> str:
    """What came in, in a sentence or two."""
    words = f"{done.events:,} external event{_s(done.events)} came in as “{done.name}”."
    if done.left_out:
        words += f" {done.left_out:,} line{_s(done.left_out)} without sense left out."
    if done.undated:
        words += f" Of more than two days, so that they count on none: {done.undated:,}."
    if done.untyped:
        words += f" No type of ours: {', '.join(f'{said} ({number:,})' for said, number in done.untyped)}."
    return words


def _s(number: int) -> str:
    return "" if number == 1 else "s"


class _Told:
    """Counts what is left out while good lines pass."""

    def __init__(self) -> None:
        self.left_out = 0
        self.problems: list[str] = []

    def good(self, lines: Iterator[PreviewLine]) -> Iterator[ExternalEvent]:
        for line in lines:
            if line.event is not None:
                yield line.event
                continue
            self.left_out += 1
            if len(self.problems) < MOST_PROBLEMS:
                self.problems.append(f"Line {line.number}: {line.problem}.")


def _lines(workbench: Workbench, candidate: Candidate, progress: Progress) -> Iterator[PreviewLine]:
    reader, path = _reader(workbench, candidate), candidate.table.path
    for done, line in enumerate(candidate.table.lines()):
        if done % TELLING == 0:
            progress(done, 0, path.name)
        yield _read(reader, line.number, line.cells)


def _read(reader: LineReader, number: int, cells: tuple[str, ...]) -> PreviewLine:
    try:
        return PreviewLine(number, cells, reader.event(number, cells))
    except BadLine as fault:
        return PreviewLine(number, cells, None, str(fault))


def _reader(workbench: Workbench, candidate: Candidate) -> LineReader:
    mapping = replace(candidate.mapping, boundary=workbench.settings.days.boundary)
    return LineReader(candidate.table.header, mapping, workbench.ontology)


def _name(words: str) -> str:
    name = " ".join(words.split())
    if not name or len(name) > LONGEST_NAME:
        raise InputError(f"Give the series a name of 1 to {LONGEST_NAME} characters.")
    return name
