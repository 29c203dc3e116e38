"""Files of many reports, one JSON object a line: plain reports, and this program's own extractions. A bad line costs only itself."""

import json
from collections.abc import Callable, Container, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from analyst_app.domain.contract import SCHEMA, from_json
from analyst_app.domain.errors import InputError
from analyst_app.domain.reports import Extraction, Report
from analyst_app.domain.reviewed import Reviewed, read_reviewed
from analyst_app.readers.about import likely
from analyst_app.readers.decoding import normalise
from analyst_app.readers.limits import LARGEST_REPORT, in_megabytes
from analyst_app.readers.result import ReadResult


class _BadLine(Exception):
    """Why a line is no report, to complete “FILE, line 3: …”."""


def read_jsonl(path: Path) -> ReadResult:
    """The reports of a file of `{id, text, published?, title?, source?, author?}`; other keys are ignored.

    Raises:
        InputError: where the file cannot be read, or no line of it is a report.
    """
    try:
        with path.open("rb") as file:
            return read_lines(file, name=path.name)
    except OSError as fault:
        raise _unreadable(path, fault) from fault


def read_lines(file: BinaryIO, *, name: str) -> ReadResult:
    """The same of a file that is open already.

    Raises:
        InputError: where no line of it is a report.
        OSError: where it cannot be read.
    """
    reports: dict[str, Report] = {}
    problems: list[str] = []
    for number, line in _numbered(file):
        try:
            report = _report(_row(line), known=reports)
            reports[report.key] = report
        except _BadLine as fault:
            problems.append(f"{name}, line {number}: {fault}")
    if not reports:
        raise InputError(problems[0] if problems else f"{name} is empty. Choose a file with one JSON object a line.")
    return ReadResult(tuple(reports.values()), tuple(problems), many=True)


def is_extraction(path: Path) -> bool:
    """Whether a file is a .jsonl of this program's own extractions, told by the `schema` of its first line; never raises."""
    if path.suffix.lower() != ".jsonl":
        return False
    try:
        _, line = next(_lines(path))
        return _row(line).get("schema") == SCHEMA
    except (StopIteration, InputError, _BadLine):
        return False


def read_stored(path: Path, *, on_problem: Callable[[str], None] | None = None) -> Iterator[tuple[Extraction, Reviewed | None]]:
    """The extractions of a file, one by one, each with its review where it had one.

    A bad line goes to `on_problem` as a sentence, and the others are given.

    Raises:
        InputError: where the file cannot be read, or on the first bad line where there is no `on_problem`.
    """
    for number, line in _lines(path):
        try:
            row = _row(line)
            extraction, review = from_json(row), row.get("review")
            yield extraction, None if review is None else _review(review, extraction)
        except (_BadLine, InputError) as fault:
            problem = f"{path.name}, line {number}: {fault}"
            if on_problem is None:
                raise InputError(problem) from fault
            on_problem(problem)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as file:
            yield from _numbered(file)
    except OSError as fault:
        raise _unreadable(path, fault) from fault


def _numbered(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each line that is not blank, with its number from 1. A line above the limit is cut there, which makes it a bad one."""
    number = 0
    while line := file.readline(LARGEST_REPORT + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield number, line
        while len(line) > LARGEST_REPORT and not line.endswith(b"\n"):
            line = file.readline(LARGEST_REPORT + 1)


def _unreadable(path: Path, fault: OSError) -> InputError:
    return InputError(f"{path.name} cannot be read: {fault.strerror or fault}. Check the path and your right to read it.")


def _row(line: bytes) -> dict[str, Any]:
    if len(line) > LARGEST_REPORT:
        raise _BadLine(f"the report is larger than {in_megabytes(LARGEST_REPORT)}. Divide it.")
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as fault:
        raise _BadLine("not UTF-8. Save the file as UTF-8.") from fault
    except (ValueError, RecursionError) as fault:
        raise _BadLine("not JSON. Write one JSON object a line.") from fault
    if not isinstance(row, dict):
        raise _BadLine("not a JSON object. Write {“id”: …, “text”: …}.")
    return row


def _review(row: dict[str, Any], extraction: Extraction) -> Reviewed:
    reviewed = read_reviewed(row)
    length = len(extraction.report.text)
    ends = [entity.end for entity in reviewed.entities] + [end for event in reviewed.events for _, _, end in event.evidence]
    if max([*ends, reviewed.cursor or 0], default=0) > length:
        raise InputError("The review of this report does not fit its text. Export it again.")
    return reviewed


def _report(row: dict[str, Any], *, known: Container[str]) -> Report:
    key, text = row.get("id"), row.get("text")
    if not isinstance(key, str | int) or isinstance(key, bool) or not str(key).strip():
        raise _BadLine("no id. Give each report an “id”.")
    if not isinstance(text, str) or not text.strip():
        raise _BadLine("no text. Give each report a “text”.")
    if normalise(str(key)) in known:
        raise _BadLine(f"the id “{key}” stands on an earlier line, too. Give each report an id of its own.")
    return Report(
        normalise(str(key)),
        normalise(text),
        _published(row.get("published")),
        title=_words(row.get("title")),
        source=_words(row.get("source")),
        author=_words(row.get("author")),
        moment=_moment(row.get("published")),
    )


def _published(value: object) -> date | None:
    if value is None or value == "":
        return None
    try:
        # Of a point in time the day that is written in it; `_moment` has the rest.
        day = date.fromisoformat(str(value).strip()[:10])
    except ValueError as fault:
        raise _BadLine(f"“{str(value)[:40]}” is no date. Write “published” as YYYY-MM-DD.") from fault
    if not likely(day):
        raise _BadLine(f"“{day}” is no day that a report can be of. Write “published” as YYYY-MM-DD.")
    return day


def _moment(value: object) -> datetime | None:
    """A point in time that names its zone."""
    try:
        found = datetime.fromisoformat(str(value).strip())
    except ValueError:
        return None
    return found if found.tzinfo is not None and likely(found) else None


def _words(value: object) -> str | None:
    return normalise(value).strip() or None if isinstance(value, str) else None
