"""Events as a spreadsheet with typed cells, and a second sheet that says what the columns and the daily counts mean.

Rows go to the disk as they come; nothing in the file is a formula or a link.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from analyst_app.domain.errors import UserError
from analyst_app.domain.rows import EventRow
from analyst_app.exporters.atomic import replacing
from analyst_app.exporters.columns import MEANINGS, Cell, cells, in_utc, positions
from analyst_app.exporters.result import ExportSetting, Written

MOST_ROWS = 1_048_575
"""Rows of a sheet below its header (Excel, “specifications and limits”)."""

COUNTING_RULE = """\
An event is counted as an attack when its type is of the family attack, its status is occurred, attempted or repelled, and its date \
spans at most two days; it counts on the last of them.
The count of a day is the sum of the best numbers of its events.
A part of a counted whole adds nothing to it. An event without a number adds the sum of its counted parts, and at least 1.
Events linked as the same act count once, by the preferred one.
Attacks by one party and by another are different series: do not add them up."""
_WIDTHS = {"event_id": 26, "report_title": 36, "evidence": 80, "note": 30, "all_places": 30, "target": 24, "reported_by": 22}
_USUAL_WIDTH = 14
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_xlsx(path: Path, rows: Iterable[EventRow], setting: ExportSetting) -> Written:
    """Write a workbook of two sheets, “Events” and “About”.

    Raises:
        UserError: where there are more events than a sheet holds, or the file cannot be written.
    """
    with replacing(path) as part:
        book = xlsxwriter.Workbook(str(part), {**_OPTIONS, "tmpdir": str(path.parent)})
        try:
            book.set_properties({"title": "Events", "comments": setting.program, "created": in_utc(setting.made_at).replace(tzinfo=None)})
            written = _write_events(book, rows, setting.columns)
            _write_about(book, setting, written)
        finally:
            _close(book)
    return Written(written)


def _close(book: Any) -> None:
    """Put the workbook together; XlsxWriter hides the fault of the disk in one of its own."""
    try:
        book.close()
    except FileCreateError as fault:
        raise fault.args[0] if fault.args and isinstance(fault.args[0], OSError) else OSError(str(fault)) from fault


def _write_events(book: Any, rows: Iterable[EventRow], columns: Sequence[str]) -> int:
    chosen = positions(columns)
    sheet = book.add_worksheet("Events")
    formats: dict[type, Any] = {
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
    }
    for column, name in enumerate(columns):
        sheet.set_column(column, column, _WIDTHS.get(name, _USUAL_WIDTH))
    sheet.freeze_panes(1, 1)
    heading = book.add_format({"bold": True, "bottom": 1})
    for column, name in enumerate(columns):
        sheet.write_string(0, column, name, heading)
    written = 0
    for row in rows:
        if written == MOST_ROWS:
            raise UserError(f"A spreadsheet holds no more than {MOST_ROWS:,} events. Export to CSV, or choose fewer days.")
        written += 1
        found = cells(row)
        for column, at in enumerate(chosen):
            _write_cell(sheet, (written, column), found[at], formats)
    sheet.autofilter(0, 0, written, len(columns) - 1)
    return written


def _write_cell(sheet: Any, at: tuple[int, int], cell: Cell, formats: dict[type, Any]) -> None:
    match cell:
        case None | "":
            return
        case bool():
            sheet.write_boolean(*at, cell)
        case int() | float():
            sheet.write_number(*at, cell)
        case datetime():
            sheet.write_datetime(*at, in_utc(cell).replace(tzinfo=None, microsecond=0), formats[datetime])
        case date():
            sheet.write_datetime(*at, datetime(cell.year, cell.month, cell.day), formats[date])  # noqa: DTZ001 - a day has no time zone
        case _:
            sheet.write_string(*at, _NOT_IN_XML.sub("\ufffd", cell))


def _write_about(book: Any, setting: ExportSetting, written: int) -> None:
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 110)
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    lines: list[tuple[str, str]] = [
        ("Made by", setting.program),
        ("Made at", f"{in_utc(setting.made_at):%Y-%m-%d %H:%M} UTC"),
        ("Selection", setting.selection or "all events"),
        ("Events", f"{written:,}"),
        ("", ""),
        *(("How attacks are counted" if number == 0 else "", rule) for number, rule in enumerate(COUNTING_RULE.splitlines())),
        ("", ""),
        *((name, MEANINGS[name]) for name in setting.columns),
    ]
    for number, (what, words) in enumerate(lines):
        sheet.write_string(number, 0, what, bold)
        sheet.write_string(number, 1, _NOT_IN_XML.sub("\ufffd", words), wrapped)
