"""What was chosen in the last export, kept for the next one in a file of its own. A value that makes no sense any more is forgotten."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyst_app.domain.errors import InputError
from analyst_app.domain.rows import EventOrder
from analyst_app.exporters.columns import COLUMNS, positions
from analyst_app.exporters.formats import FORMATS
from analyst_app.paths import Paths, make_private

log = logging.getLogger("export")

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """The format, the folder, the columns in their order, and the order of the rows; `which` names the rows as the dialog does."""

    format: str = "csv"
    folder: str = ""
    which: str = ""
    columns: tuple[str, ...] = COLUMNS
    order: EventOrder = EventOrder.DATE
    descending: bool = False


def last_choice(paths: Paths) -> ExportChoice:
    """What was chosen last; the usual where nothing was, or the file cannot be read."""
    try:
        stored = json.loads(_file(paths.settings).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ExportChoice()
    except (OSError, ValueError) as fault:
        log.warning("The last export's choices cannot be read: %s", type(fault).__name__)
        return ExportChoice()
    return _read(stored) if isinstance(stored, dict) else ExportChoice()


def remember_choice(paths: Paths, choice: ExportChoice) -> None:
    """Keep a choice for the next time; where that fails, the next dialog starts with older ones, and the log says why."""
    row = {
        "schema": SCHEMA,
        "format": choice.format,
        "folder": choice.folder,
        "which": choice.which,
        "columns": None if choice.columns == COLUMNS else list(choice.columns),
        "order": choice.order.value,
        "descending": choice.descending,
    }
    try:
        file = _file(make_private(paths.settings))
        unfinished = file.with_name(f"{file.name}.part")
        unfinished.write_text(json.dumps(row, ensure_ascii=False, indent=1), encoding="utf-8")
        unfinished.chmod(0o600)
        unfinished.replace(file)
    except OSError as fault:
        log.warning("The export's choices cannot be kept: %s", type(fault).__name__)


def _read(stored: Mapping[str, Any]) -> ExportChoice:
    usual = ExportChoice()
    try:
        columns = tuple(map(str, stored.get("columns") or COLUMNS))
        positions(columns)
    except (InputError, TypeError):
        columns = COLUMNS
    order = stored.get("order")
    return ExportChoice(
        format=stored["format"] if stored.get("format") in FORMATS else usual.format,
        folder=str(stored.get("folder") or ""),
        which=str(stored.get("which") or ""),
        columns=columns,
        order=EventOrder(order) if order in list(EventOrder) else usual.order,
        descending=stored.get("descending") is True,
    )


def _file(folder: Path) -> Path:
    return folder / "export.json"
