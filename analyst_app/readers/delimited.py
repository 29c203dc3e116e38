"""Tables with signs between their cells (CSV, as programs and spreadsheets write it): encoding and sign are found out, lines are streamed.

Knows what a table is and nothing of what its columns mean.
"""

import codecs
import csv
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from analyst_app.domain.errors import InputError
from analyst_app.readers.kinds import foreign

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
"""The signs that can stand between cells, with their names."""

_ENCODINGS = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1252": "Windows-1252 (Western)", "cp1251": "Windows-1251 (Cyrillic)"}
_HEAD = 256 * 1024
_LOOKED_AT = 50
"""Lines by which the sign between cells is told."""
_LONGEST_CELL = 4 * 1024 * 1024
_DECLARED = "sep="
"""What spreadsheets write first to say which sign they take."""
_HIGH, _RUNS = re.compile(rb"[\x80-\xff]+"), re.compile(rb"[\x80-\xff]{3,}")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its number in the file, as an editor counts, and its cells, as many as the header has."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DelimitedTable:
    """A table that can be read as often as wanted; names in the header are not empty and differ."""

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]

    @property
    def told(self) -> str:
        """What was found out, in words: “UTF-8, comma between cells”."""
        encoding = _ENCODINGS.get(self.encoding, self.encoding.upper())
        return f"{encoding}, {DELIMITERS[self.delimiter]} between cells"

    def lines(self) -> Iterator[Line]:
        """Every line that is not empty, without the header; cells that a line lacks are empty, further ones are left out.

        Raises:
            InputError: where the file cannot be read to its end.
        """
        width = len(self.header)
        with _opened(self.path, self.encoding) as file:
            before = _skip_declared(file)
            table = csv.reader(file, delimiter=self.delimiter)
            next(table)
            last = table.line_num
            try:
                for cells in table:
                    number, last = last + 1 + before, table.line_num
                    if any(cells):
                        yield Line(number, tuple((*cells, *[""] * (width - len(cells)))[:width]))
            except (csv.Error, UnicodeDecodeError) as fault:
                raise InputError(
                    f"{self.path.name} cannot be read beyond line {table.line_num + before}. Save it again as CSV (UTF-8)."
                ) from fault


def open_table(path: Path, *, encoding: str | None = None, delimiter: str | None = None) -> DelimitedTable:
    """Find out how a table is written, but for what is given, and read its header.

    Raises:
        InputError: where the file cannot be read, or is no table of two columns and more.
    """
    csv.field_size_limit(min(_LONGEST_CELL, sys.maxsize))
    head = _head(path)
    chosen = encoding or _encoding(path, head)
    try:
        with _opened(path, chosen) as file:
            declared = file.readline().strip()
            file.seek(0)
            _skip_declared(file)
            start = [line for line, _ in zip(file, range(_LOOKED_AT * 20), strict=False)]
    except UnicodeDecodeError as fault:
        raise InputError(f"{path.name} is not {chosen.upper()}. Choose another encoding, or save it again as CSV (UTF-8).") from fault
    sign = delimiter or (declared[len(_DECLARED) :][:1] if declared.startswith(_DECLARED) else "") or _delimiter(start)
    try:
        header = next(csv.reader(start, delimiter=sign), [])
    except csv.Error as fault:
        raise _no_table(path) from fault
    if len(header) < 2:
        raise _no_table(path)
    return DelimitedTable(path, chosen, sign, _names(header))


def _no_table(path: Path) -> InputError:
    return InputError(f"{path.name} is no table with a header and several columns. Save the sheet as CSV (UTF-8) and open that file.")


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as fault:
        raise InputError(f"{path.name} cannot be read: {fault.strerror or fault}. Check the path and your right to read it.") from fault
    if not head.strip():
        raise InputError(f"{path.name} is empty. Choose a file with a table in it.")
    what = "a workbook or an archive" if head.startswith(b"PK\x03\x04") else foreign(head)
    if what is not None:
        raise InputError(f"{path.name} is {what}, not CSV. Save the sheet as CSV (UTF-8) and open that file.")
    return head


def _encoding(path: Path, head: bytes) -> str:
    """A byte order mark decides, then NULs, then whether all of the file is UTF-8, then how the other bytes stand together."""
    for mark, marked in _MARKS:
        if head.startswith(mark):
            return marked
    evens, odds = head[0::2].count(0), head[1::2].count(0)
    if max(evens, odds) > len(head) // 8:
        return "utf-16-be" if evens > odds else "utf-16-le"
    decoder = codecs.getincrementaldecoder("utf-8")()
    strange = b""
    with path.open("rb") as file:
        while chunk := file.read(_HEAD):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                strange = chunk
                break
        else:
            return "utf-8"
    # Cyrillic words are runs of such bytes, the accents of Western names stand alone between plain letters.
    high = sum(map(len, _HIGH.findall(strange)))
    return "cp1251" if high and sum(map(len, _RUNS.findall(strange))) > high / 2 else "cp1252"


def _delimiter(start: Sequence[str]) -> str:
    """The sign by which most lines have as many cells as the header, and that many."""

    def fitting(sign: str) -> tuple[float, int]:
        try:
            rows = list(islice(csv.reader(start, delimiter=sign), _LOOKED_AT))
        except csv.Error:
            return 0.0, 0
        width = len(rows[0]) if rows else 0
        return (sum(len(row) == width for row in rows) / len(rows) if width > 1 else 0.0), width

    best = max(DELIMITERS, key=fitting)
    return best if fitting(best)[1] > 1 else ","


def _names(header: Sequence[str]) -> tuple[str, ...]:
    """Names of columns, told apart where two are alike, and given where one has none."""
    names: list[str] = []
    for place, cell in enumerate(header, 1):
        name = " ".join(cell.split()) or f"column {place}"
        names.append(name if name not in names else f"{name} ({place})")
    return tuple(names)


@contextmanager
def _opened(path: Path, encoding: str) -> Iterator[TextIO]:
    try:
        with path.open(encoding=encoding, newline="") as file:
            yield file
    except OSError as fault:
        raise InputError(f"{path.name} cannot be read: {fault.strerror or fault}. Check the path and your right to read it.") from fault
    except LookupError as fault:
        raise InputError(f"There is no encoding {encoding}. Choose another one, such as utf-8 or cp1252.") from fault


def _skip_declared(file: TextIO) -> int:
    """Pass over the line that names the sign between cells; returns how many lines that is."""
    at = file.tell()
    if file.readline().lower().startswith(_DECLARED):
        return 1
    file.seek(at)
    return 0
