"""Events as Parquet, a typed table for pandas, R and DuckDB. Needs pyarrow, which comes with the extra `parquet` alone."""

from collections.abc import Iterable
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from itertools import batched
from pathlib import Path
from typing import Any

from analyst_app.domain.errors import UserError
from analyst_app.domain.rows import EventRow
from analyst_app.exporters.atomic import replacing
from analyst_app.exporters.columns import MEANINGS, TYPES, cells, in_utc, positions
from analyst_app.exporters.result import ExportSetting, Written

AT_ONCE = 10_000
"""Events of one row group: what is held in memory."""

MISSING = (
    "Parquet files need the library pyarrow, which is not installed. "
    "Install the program with its extra, “analyst-app[parquet]”, or choose CSV."
)


def missing_parquet() -> str:
    """Why Parquet cannot be written here, in a sentence; "" where it can."""
    return "" if find_spec("pyarrow") is not None else MISSING


def write_parquet(path: Path, rows: Iterable[EventRow], setting: ExportSetting) -> Written:
    """Write the chosen columns, each of one type, with what it means beside it; what is not told is null.

    Raises:
        UserError: where pyarrow is not installed, or the file cannot be written.
    """
    if missing := missing_parquet():
        raise UserError(missing)
    arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    schema = _schema(arrow, setting)
    chosen = positions(setting.columns)
    written = 0
    with replacing(path) as part, parquet.ParquetWriter(str(part), schema, compression="zstd") as file:
        for chunk in batched(rows, AT_ONCE):
            lines = [cells(row) for row in chunk]
            columns = [
                arrow.array([_value(line[at]) for line in lines], kind.type) for at, kind in zip(chosen, schema, strict=True)
            ]  # fmt: skip
            file.write_batch(arrow.record_batch(columns, schema=schema))
            written += len(chunk)
    return Written(written)


def _schema(arrow: Any, setting: ExportSetting) -> Any:
    types = {
        str: arrow.string(),
        int: arrow.int64(),
        float: arrow.float64(),
        bool: arrow.bool_(),
        date: arrow.date32(),
        datetime: arrow.timestamp("s", tz="UTC"),
    }
    fields = [arrow.field(name, types[TYPES[name]], metadata={"description": MEANINGS[name]}) for name in setting.columns]
    made = f"{in_utc(setting.made_at):%Y-%m-%d %H:%M} UTC"
    return arrow.schema(fields, metadata={"made by": setting.program, "made at": made, "selection": setting.selection or "all events"})


def _value(cell: Any) -> Any:
    """A cell as Arrow takes it: times in UTC and to the second, text that is Unicode, and no text where there is nothing to say."""
    match cell:
        case datetime():
            return in_utc(cell).replace(microsecond=0)
        case str():
            return cell.encode("utf-8", "replace").decode("utf-8") or None
        case _:
            return cell
