"""Finding reports whose words are nearly those of earlier ones, by an index that stays quick with any number of reports."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import batched

from sqlalchemy import Connection, insert, select

from analyst_app.domain.likeness import ALIKE, BANDS, Verdict, alike, bands_of, runs_of
from analyst_app.storage.tables import LikenessRecord, ReportBandRecord, ReportRecord, table_of

MOST_IN_A_BAND = 8
"""Reports looked up for one band, the newest: boilerplate of a thousand reports costs no more than that of ten."""
MOST_COMPARED = 3
"""Reports whose words are compared, those with most bands in common first."""
SURELY = 0.97
"""From here on no better match is looked for."""
_CHUNK = 500

_THERE = "report.deleted = 0 AND report.second_of_id IS NULL"
_LIKELY = f"""
    SELECT (SELECT json_group_array(number) FROM (
        SELECT near.report_id AS number FROM report_band AS near JOIN report ON report.id = near.report_id
        WHERE near.band = wanted.value AND {_THERE} ORDER BY near.report_id DESC LIMIT {MOST_IN_A_BAND}))
    FROM json_each(?) AS wanted
"""  # noqa: S608 - our own words


def mark_alike(connection: Connection, texts: Mapping[int, str]) -> dict[int, tuple[int, float]]:
    """Put new reports into the index and note which of them looks like which earlier one, and how much; both are kept.

    What is compared, and from where on, says `domain.likeness`. Of each report the likeliest earlier one is noted. Where more than
    `MOST_IN_A_BAND` newer reports share every band of a pair, the pair is not seen.
    """
    found: dict[int, tuple[int, float]] = {}
    for report_id, text in texts.items():
        runs = runs_of(text)
        bands = bands_of(runs)
        best = _best(connection, runs, bands)
        if best is not None:
            found[report_id] = best
        _add(connection, [(band, report_id) for band in bands])
    if found:
        rows = [
            {"report_id": report_id, "other_id": other, "alike": share, "verdict": Verdict.OPEN.value}
            for report_id, (other, share) in found.items()
        ]
        connection.execute(insert(table_of(LikenessRecord)), rows)
    return found


def complete(connection: Connection) -> None:
    """Put reports into the index that are not there, as in a file that was mended. Quick where all are."""
    there = connection.exec_driver_sql("SELECT count(*) FROM report WHERE second_of_id IS NULL").scalar_one()
    if connection.exec_driver_sql("SELECT count(*) FROM report_band").scalar_one() >= there * BANDS:
        return
    reports = table_of(ReportRecord)
    indexed = select(table_of(ReportBandRecord).c.report_id)
    lacking = connection.scalars(select(reports.c.id).where(reports.c.second_of_id.is_(None), reports.c.id.not_in(indexed))).all()
    for chunk in batched(lacking, _CHUNK):
        texts = connection.execute(select(reports.c.id, reports.c.text).where(reports.c.id.in_(chunk)))
        _add(connection, [(band, row.id) for row in texts for band in bands_of(runs_of(row.text))])


def _add(connection: Connection, rows: Iterable[tuple[int, int]]) -> None:
    connection.exec_driver_sql("INSERT OR IGNORE INTO report_band (band, report_id) VALUES (?, ?)", list(rows))


def _best(connection: Connection, runs: frozenset[int], bands: tuple[int, ...]) -> tuple[int, float] | None:
    shared = Counter(number for (found,) in connection.exec_driver_sql(_LIKELY, (json.dumps(bands),)) for number in json.loads(found))
    likely = sorted(shared, key=lambda number: (-shared[number], -number))[:MOST_COMPARED]
    best: tuple[int, float] | None = None
    for number in likely:
        text = connection.exec_driver_sql("SELECT text FROM report WHERE id = ?", (number,)).scalar_one()
        share = alike(runs, runs_of(text))
        if share >= ALIKE and (best is None or share > best[1]):
            best = (number, share)
        if best is not None and best[1] >= SURELY:
            break
    return best
