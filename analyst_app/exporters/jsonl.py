"""Reports with their entities and events as the contract's JSON, one report a line: what this program reads again without loss.

The contract's object has one key more, `review`: who decided what and when, acts, corrections, removed entities, the source,
which report replaces which, and second codings, each a line of its own.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from analyst_app.domain.contract import to_json
from analyst_app.domain.reports import Extraction
from analyst_app.domain.reviewed import StoredExtraction, reviewed_json
from analyst_app.exporters.atomic import replacing_text
from analyst_app.exporters.result import ExportSetting, Written


def write_jsonl(path: Path, extractions: Iterable[Extraction | StoredExtraction], setting: ExportSetting) -> Written:  # noqa: ARG001 - all formats are called alike
    """One line a report, events and entities in their order; of stored ones with their review.

    Raises:
        UserError: where the file cannot be written.
    """
    written = 0
    with replacing_text(path) as file:
        for extraction in extractions:
            file.write(json.dumps(_row(extraction), ensure_ascii=False) + "\n")
            written += 1
    return Written(written)


def _row(item: Extraction | StoredExtraction) -> dict[str, Any]:
    if isinstance(item, Extraction):
        return to_json(item)
    return {**to_json(item.extraction), "review": reviewed_json(item.reviewed)}
