"""Reports with their entities and events as the contract's JSON, one report a line: what this program reads again without loss."""

import json
from collections.abc import Iterable
from pathlib import Path

from analyst_app.domain.contract import to_json
from analyst_app.domain.reports import Extraction
from analyst_app.exporters.atomic import replacing_text
from analyst_app.exporters.result import ExportSetting, Written


def write_jsonl(path: Path, extractions: Iterable[Extraction], setting: ExportSetting) -> Written:  # noqa: ARG001 - all formats are called alike
    """One line a report, events and entities in their order.

    Raises:
        UserError: where the file cannot be written.
    """
    written = 0
    with replacing_text(path) as file:
        for extraction in extractions:
            file.write(json.dumps(to_json(extraction), ensure_ascii=False) + "\n")
            written += 1
    return Written(written)
