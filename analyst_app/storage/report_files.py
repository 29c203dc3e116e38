"""Which files are in already, told by path, size and time, so that an import that goes on need not read them again."""

import json
from collections.abc import Iterable, Sequence
from itertools import batched

from sqlalchemy import Connection, insert

from analyst_app.domain.files import FileMark
from analyst_app.storage.tables import ReportFileRecord, table_of

_CHUNK = 500


def note_files(connection: Connection, reports: Iterable[tuple[int, FileMark]]) -> None:
    """Keep which file each of these reports was read from."""
    rows = [
        {"report_id": report_id, "path": mark.path, "size": mark.size, "modified": mark.modified, "reports": mark.reports}
        for report_id, mark in reports
    ]
    if rows:
        connection.execute(insert(table_of(ReportFileRecord)), rows)


def files_in(reader: Connection, marks: Sequence[FileMark]) -> dict[str, tuple[int, ...]]:
    """The paths of those files that are in with all their reports, unchanged since, and the reports; how many is read from the file."""
    wanted = {mark.path: mark for mark in marks}
    found: dict[str, tuple[int, ...]] = {}
    for chunk in batched(wanted, _CHUNK):
        rows = reader.exec_driver_sql(
            "SELECT path, size, modified, reports, json_group_array(DISTINCT report_id), count(DISTINCT report_file.id)"
            " FROM report_file JOIN report ON report.id = report_id AND report.deleted = 0"
            " WHERE path IN (SELECT value FROM json_each(?)) GROUP BY path, size, modified, reports",
            (json.dumps(chunk),),
        )
        for path, size, modified, reports, ids, there in rows:
            mark = wanted[path]
            if (size, modified) == (mark.size, mark.modified) and there >= reports:
                found[path] = tuple(json.loads(ids))
    return found
