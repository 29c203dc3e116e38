"""The table of export formats: what each is called, what its files end in, what it is made of, and what writes it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from types import MappingProxyType
from typing import Any

from analyst_app.exporters.acled import write_acled
from analyst_app.exporters.csv import write_csv, write_csv_for_excel
from analyst_app.exporters.geojson import write_geojson
from analyst_app.exporters.jsonl import write_jsonl
from analyst_app.exporters.parquet import missing_parquet, write_parquet
from analyst_app.exporters.result import ExportSetting, Written
from analyst_app.exporters.spacy_docbin import write_spacy
from analyst_app.exporters.ucdp import write_ucdp
from analyst_app.exporters.xlsx import write_xlsx


class Needs(Enum):
    """What a format is made of, and so what its writer takes."""

    EVENTS = auto()
    """An iterable of `EventRow`."""
    LINES = auto()
    """An iterable of `FlatEvent`."""
    REPORTS = auto()
    """An iterable of `Extraction`."""
    STORED = auto()
    """An iterable of `StoredExtraction`."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `write(path, items, setting)` replaces what is at `path`, takes items one by one, and tells what it left out.

    `columns` says whether it has those of the event table, to choose from; `missing` why it cannot be written here, "" where it can.
    """

    name: str
    label: str
    suffix: str
    needs: Needs
    write: Callable[[Path, Iterable[Any], ExportSetting], Written]
    columns: bool = False
    missing: Callable[[], str] = str


FORMATS = MappingProxyType({
    each.name: each
    for each in (
        Format("csv", "CSV", ".csv", Needs.LINES, write_csv, columns=True),
        Format("csv-excel", "CSV for Excel", ".csv", Needs.LINES, write_csv_for_excel, columns=True),
        Format("xlsx", "Excel workbook", ".xlsx", Needs.EVENTS, write_xlsx, columns=True),
        Format("jsonl", "Reports with events (JSON lines)", ".jsonl", Needs.STORED, write_jsonl),
        Format("geojson", "Map points (GeoJSON)", ".geojson", Needs.EVENTS, write_geojson, columns=True),
        Format("parquet", "Parquet, for pandas and R", ".parquet", Needs.EVENTS, write_parquet, columns=True, missing=missing_parquet),
        Format("acled", "ACLED layout (CSV)", ".csv", Needs.EVENTS, write_acled),
        Format("ucdp", "UCDP GED layout (CSV)", ".csv", Needs.EVENTS, write_ucdp),
        Format("spacy", "Training data for spaCy", ".spacy", Needs.REPORTS, write_spacy),
    )
})  # fmt: skip
"""By the name that the command line takes, in the order in which they are offered."""
