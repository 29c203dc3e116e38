"""Inputs named by the user, read one after another: what fails is put down with its reason, and the rest is done."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from analyst_app.domain.day_boundary import DayBoundary
from analyst_app.domain.errors import InputError
from analyst_app.domain.files import FileMark
from analyst_app.domain.reports import Extraction, Report
from analyst_app.domain.reviewed import Reviewed
from analyst_app.readers import Reader, collect, is_extraction, keys_for, read_stored
from analyst_app.services.csv_import import is_event_table, read_event_table

LONGEST_TEXT = 2_000_000
"""Characters of one report, about 300,000 words: two thousand times a daily report. What is longer is an archive, not a report."""

TABLES = frozenset({".csv", ".tsv"})
"""The suffixes of tables."""

MANY = frozenset({".jsonl", ".zip"}) | TABLES
"""The suffixes of files that hold many reports."""


def check_length(text: str) -> None:
    """Refuse what is too long for one report.

    Raises:
        InputError: where the text is longer than `LONGEST_TEXT`.
    """
    if len(text) > LONGEST_TEXT:
        raise InputError(
            f"The text has {len(text):,} characters; one report may have {LONGEST_TEXT:,}. Cut it into its single reports and open those."
        )


@dataclass(frozen=True, slots=True)
class Incoming:
    """A report on its way in; `done` is its extraction where it came with one, `reviewed` its review.

    `path` is where it was read from, `file` how that file was then, where all its reports were read. `stands_in`: its text is none of a
    report, but made of the words of its events, so that a report of its key is the report itself.
    """

    name: str
    report: Report
    done: Extraction | None = None
    reviewed: Reviewed | None = None
    path: str = ""
    file: FileMark | None = None
    stands_in: bool = False


@dataclass(slots=True)
class Inputs:
    """Iterate to read; `problems` (input, reason) grows while reading and is whole at the end, and `watch` may have it stopped."""

    reader: Reader
    files: tuple[Path, ...]
    keys: Sequence[str]
    published: date | None
    take_extractions: bool
    boundary: DayBoundary = field(default_factory=DayBoundary)
    problems: list[tuple[str, str]] = field(default_factory=list)
    watch: Callable[[], None] = field(default=lambda: None)

    @property
    def total(self) -> int:
        """How many reports there are; 0 where that shows only when they are read, as with files of many."""
        return 0 if any(path.suffix.lower() in MANY for path in self.files) else len(self.files)

    def without(self, known: Collection[Path]) -> "Inputs":
        """The same, but for files that need not be read."""
        left = [(path, key) for path, key in zip(self.files, self.keys, strict=True) if path not in known]
        return replace(self, files=tuple(path for path, _ in left), keys=[key for _, key in left])

    def __iter__(self) -> Iterator[Incoming]:
        """Read each file in its turn."""
        for path, key in zip(self.files, self.keys, strict=True):
            self.watch()
            yield from self._read(path, key)

    def _read(self, path: Path, key: str) -> Iterator[Incoming]:
        mark = mark_of(path)
        try:
            if self.take_extractions and is_extraction(path):
                stored = read_stored(path, on_problem=lambda problem: self.problems.append((str(path), problem)))
                yield from (Incoming(done.report.key, done.report, done, reviewed, str(path)) for done, reviewed in stored)
                return
            if path.suffix.lower() in TABLES:
                yield from self._read_table(path)
                return
            result = self.reader.read(path, key=key, watch=self.watch)
        except InputError as problem:
            self.problems.append((str(path), str(problem)))
            return
        self.problems.extend((str(path), problem) for problem in result.problems)
        readable = [report for report in result.reports if self._is_short_enough(path, report)]
        whole = not result.problems and len(readable) == len(result.reports)
        file = replace(mark, reports=len(readable)) if mark is not None and whole else None
        for report in readable:
            dated = replace(report, published=self._day_of(report) or self.published)
            yield Incoming(report.key if result.many else path.name, dated, path=str(path), file=file)

    def _read_table(self, path: Path) -> Iterator[Incoming]:
        """The reports behind a table of our own events."""
        if not self.take_extractions or not is_event_table(path):
            raise InputError(
                f"{path.name} is a table and no report. Tables of other people's events come in under File, Comparison Series,"
                " or with import --external."
            )
        stored = read_event_table(path, on_problem=lambda problem: self.problems.append((str(path), problem)))
        for done, reviewed in stored:
            yield Incoming(done.report.key, done.report, done, reviewed, str(path), stands_in=True)

    def _day_of(self, report: Report) -> date | None:
        return report.published if report.moment is None else self.boundary.day_of(report.moment)

    def _is_short_enough(self, path: Path, report: Report) -> bool:
        try:
            check_length(report.text)
        except InputError as problem:
            self.problems.append((str(path), str(problem)))
            return False
        return True


def mark_of(path: Path) -> FileMark | None:
    """A file as it is now; None where it cannot be looked at."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    name = str(path.absolute()).encode("utf-8", "backslashreplace").decode()
    return FileMark(name, found.st_size, found.st_mtime_ns)


def read_inputs(
    paths: Iterable[Path],
    *,
    reader: Reader,
    take_extractions: bool,
    published: date | None = None,
    boundary: DayBoundary | None = None,
) -> Inputs:
    """What there is to read below the named files and folders.

    `published` dates the reports that name no date themselves. `take_extractions` says whether a file of this program's own
    extractions comes in as it is; otherwise its reports are read as any others, and what stands beside their text is ignored.
    `boundary` says which day a moment of publication belongs to: that of the system's zone unless given.
    """
    named = list(paths)
    missing = [(str(path), "There is no such file or folder. Check the path.") for path in named if not path.exists()]
    files = tuple(dict.fromkeys(collect([path for path in named if path.exists()])))
    return Inputs(
        reader,
        files,
        keys_for(files, [path for path in named if path.is_dir()]),
        published,
        take_extractions,
        boundary or DayBoundary(),
        missing,
    )
