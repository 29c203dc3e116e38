"""Events as CSV (RFC 4180, UTF-8), as a stream of rows: the columns of `columns.py`, in two flavours that differ in one mark."""

import csv
from collections.abc import Iterable, Sequence
from itertools import batched
from pathlib import Path

from analyst_app.domain.cells import guard
from analyst_app.domain.rows import EventRow, FlatEvent
from analyst_app.exporters.atomic import replacing_text
from analyst_app.exporters.columns import COLUMNS, Cell, cells, plain, positions
from analyst_app.exporters.result import ExportSetting, Written

AT_ONCE = 100
"""Lines that are put together before they are written."""

KEPT = 50_000
"""Pieces of CSV that are kept at most."""

NO_NUL = "\ufffd"
"""Stands for NUL, which ends a text for many programs that read CSV."""

_RISKY = frozenset("'=+-@\t\r＝＋－＠")
"""Where a text that `guard` would mark can begin."""


def write_csv(path: Path, rows: Iterable[EventRow | FlatEvent], setting: ExportSetting) -> Written:
    """Plain CSV, as programs read it. Where not all columns are asked for in their order, `rows` are `EventRow`."""
    return Written(_write_events(path, rows, setting, encoding="utf-8"))


def write_csv_for_excel(path: Path, rows: Iterable[EventRow | FlatEvent], setting: ExportSetting) -> Written:
    """The same with a byte order mark, without which Excel takes the text for an old code page."""
    return Written(_write_events(path, rows, setting, encoding="utf-8-sig"))


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


def _write_events(path: Path, rows: Iterable[EventRow | FlatEvent], setting: ExportSetting, *, encoding: str) -> int:
    """The same as `write_table` over the cells of events, and some times as quick over flat ones: there may be millions."""
    if setting.columns != COLUMNS:
        chosen = positions(setting.columns)
        lines = ([found[at] for at in chosen] for found in (cells(_record(row)) for row in rows))
        return write_table(path, setting.columns, lines, encoding=encoding)
    written = 0
    known = _Known()
    with replacing_text(path, encoding=encoding) as file:
        file.write(",".join(COLUMNS) + "\r\n")
        for chunk in batched(rows, AT_ONCE):
            file.write("".join([_line(row, known) if isinstance(row, FlatEvent) else f"{_pieces(cells(row))}\r\n" for row in chunk]))
            written += len(chunk)
    return written


def _record(row: EventRow | FlatEvent) -> EventRow:
    if isinstance(row, FlatEvent):
        raise TypeError("a flat event has all columns in their own order; give records where others are asked for")
    return row


type _Piece = str | float | tuple[str | float | None, ...] | None


class _Known(dict[_Piece, str]):
    """What many events share (reports, places, parties) as pieces of CSV, each made once and kept while there are not too many."""

    def __missing__(self, piece: _Piece) -> str:
        if len(self) > KEPT:
            self.clear()
        self[piece] = _pieces(piece if isinstance(piece, tuple) else (piece,))
        return self[piece]


def _line(event: FlatEvent, of: _Known) -> str:
    """The line of a flat event; the same as that of its `cells`."""
    (
        key, report, type_and_counts, count_unit, actor, target, status, disputed_by, days, place, casualties, reported_by, part_of,
        same_as, preferred, counts_on, counted, state, confidence, trigger, evidence, note, analyst, reviewed_at,
    ) = event  # fmt: skip
    chosen = "" if preferred is None else "true" if preferred else "false"
    whole = "" if part_of is None else _quoted(f"{report[0]}:{part_of}")
    return (
        f"{_quoted(f'{report[0]}:{key}')},{of[report]},{type_and_counts},{count_unit},{of[actor]},{of[target]},{status},{of[disputed_by]},"
        f"{days},{of[place]},{casualties},{of[reported_by]},{whole},{same_as and _quoted(same_as)},{chosen},{counts_on},{counted},{state},"
        f"{of[confidence]},{_quoted(trigger)},{_quoted(evidence)},{of[note]},{of[analyst]},{reviewed_at}\r\n"
    )


def _pieces(values: Iterable[Cell]) -> str:
    return ",".join([_quoted(value) if isinstance(value, str) else _as_text(value) for value in values])


def _quoted(text: str) -> str:
    """A text as it stands in a line; most need nothing done."""
    if text and (text[0] in _RISKY or "," in text or '"' in text or "\n" in text or "\r" in text or "\0" in text):
        safe = _as_text(text)
        if "," in safe or '"' in safe or "\n" in safe or "\r" in safe:
            return '"' + safe.replace('"', '""') + '"'
        return safe
    return text


def _as_text(cell: Cell) -> str:
    value = plain(cell)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return guard(value.replace("\0", NO_NUL)) if isinstance(value, str) else repr(value)
