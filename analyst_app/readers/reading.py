"""One door for all formats: a path in, reports out. Knows the sentences for files that nobody can read, and where each kind is read."""

import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from analyst_app.domain.errors import InputError
from analyst_app.domain.reports import Report
from analyst_app.readers.about import one_line
from analyst_app.readers.decoding import normalise
from analyst_app.readers.desk import Desk, Listed
from analyst_app.readers.jsonl import read_jsonl
from analyst_app.readers.kinds import SUFFIXES, Kind, kind_of
from analyst_app.readers.limits import LARGEST_ARCHIVE, LARGEST_BATCH, LARGEST_REPORT, in_megabytes
from analyst_app.readers.result import ReadResult


@dataclass(frozen=True, slots=True)
class Found:
    """A file with its content and the format that it begins like; the content of a .jsonl file stays where it is."""

    path: Path
    name: str
    kind: Kind
    data: bytes
    key: str


def find(path: Path, *, key: str | None = None) -> Found:
    """Read a file's bytes, once it is known that they are no more than may be read.

    Raises:
        InputError: where there is no such file, it is too large or empty, or in no format that can be read.
    """
    name = one_line(path.name) or "The file"
    called = key or normalise(path.stem)
    size = _size(path, name)
    if path.suffix.lower() == ".jsonl":
        if size > LARGEST_BATCH:
            raise _too_large(name, size, LARGEST_BATCH)
        return Found(path, name, Kind.JSONL, b"", called)
    limit = LARGEST_ARCHIVE if SUFFIXES.get(path.suffix.lower()) is Kind.ZIP else LARGEST_REPORT
    if size > limit:
        raise _too_large(name, size, limit)
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)  # a file may grow meanwhile
    except OSError as fault:
        raise _unreadable(name, fault) from fault
    if len(data) > limit:
        raise _too_large(name, len(data), limit)
    return Found(path, name, kind_of(data, name), data, called)


def read_file(path: Path, *, key: str | None = None) -> ReadResult:
    """The reports of a file, with what could not be read of it, parsed in this very process: for one that is confined itself.

    The only report of a file is called `key`, or the file's stem; the reports of a .jsonl file keep their own ids, and those
    of an archive are called by the archive's key and their path in it. The format is told by the content first, then by the
    suffix; a file of no known suffix is tried as text.

    Raises:
        InputError: where nothing of the file can be read; one sentence with the next step.
    """
    found = find(path, key=key)
    if found.kind is Kind.JSONL:
        return read_jsonl(found.path)
    desk = Desk()
    answer = desk.read(found.kind, found.data, key=found.key, name=found.name)
    return answer if isinstance(answer, ReadResult) else gathered(answer, desk.member, name=found.name)


def gathered(listed: Listed, read: Callable[[int], ReadResult], *, name: str) -> ReadResult:
    """The reports of an archive, each read by itself: what one of them costs is its own line.

    Raises:
        InputError: where none of them can be read.
    """
    reports: list[Report] = []
    problems = list(listed.problems)
    for number in range(len(listed.names)):
        try:
            result = read(number)
        except InputError as fault:
            problems.append(str(fault))
            continue
        reports.extend(result.reports)
        problems.extend(result.problems)
    if not reports and len(problems) == 1:
        raise InputError(problems[0])
    if not reports:
        raise InputError(f"None of the {len(problems)} files in {name} could be read. The first: {problems[0]}")
    return ReadResult(tuple(reports), tuple(problems), many=True)


def _size(path: Path, name: str) -> int:
    try:
        found = path.stat()
    except FileNotFoundError as fault:
        raise InputError(f"There is no {name} here. Check the path: {path}") from fault
    except (OSError, ValueError) as fault:
        raise _unreadable(name, fault) from fault
    if stat.S_ISDIR(found.st_mode):
        raise InputError(
            f"{name or path} is a folder that cannot be read as a file. Choose the files in it, and check your right to read them."
        )
    if not stat.S_ISREG(found.st_mode):
        raise InputError(f"{name} is a device and no file. Choose a file with a report in it.")
    return found.st_size


def _unreadable(name: str, fault: Exception) -> InputError:
    why = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
    return InputError(f"{name} cannot be read: {why}. Check the path and your right to read it.")


def _too_large(name: str, size: int, limit: int) -> InputError:
    return InputError(f"{name} has {in_megabytes(size)}, more than the {in_megabytes(limit)} that are read. Divide it into single reports.")
