"""Events as CSV (RFC 4180, UTF-8), as a stream of rows: the columns of `columns.py`, in two flavours that differ in one mark."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from analyst_app.domain.cells import guard
from analyst_app.domain.rows import EventRow
from analyst_app.exporters.atomic import replacing_text
from analyst_app.exporters.columns import COLUMNS, Cell, cells, plain
from analyst_app.exporters.result import ExportSetting, Written


def write_csv(path: Path, rows: Iterable[EventRow], setting: ExportSetting) -> Written:  # noqa: ARG001 - all formats are called alike
    """Plain CSV, as programs read it."""
    return Written(write_table(path, COLUMNS, (cells(row) for row in rows)))


def write_csv_for_excel(path: Path, rows: Iterable[EventRow], setting: ExportSetting) -> Written:  # noqa: ARG001 - all formats are called alike
    """The same with a byte order mark, without which Excel takes the text for an old code page."""
    return Written(write_table(path, COLUMNS, (cells(row) for row in rows), encoding="utf-8-sig"))


def write_table(path: Path, header: Sequence[str], lines: Iterable[Sequence[Cell]], *, encoding: str = "utf-8") -> int:
    """A table of any columns; text that a spreadsheet would run is marked, numbers are left alone. Returns the number of lines.

    Raises:
        UserError: where the file cannot be written.
    """
    written = 0
    with replacing_text(path, encoding=encoding) as file:
        table = csv.writer(file, lineterminator="\r\n")
        table.writerow(header)
        for line in lines:
            table.writerow([_as_text(cell) for cell in line])
            written += 1
    return written


def _as_text(cell: Cell) -> str:
    value = plain(cell)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    # NUL ends a text for many programs that read CSV.
    return guard(value.replace("\0", "\ufffd")) if isinstance(value, str) else repr(value)
