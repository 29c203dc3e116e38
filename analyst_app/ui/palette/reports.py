"""Finds the reports that a query of the palette means: by day, or by words of title and text. Runs on a lane."""

from collections.abc import Sequence
from datetime import date

from analyst_app.domain.rows import ReportFilter, ReportRow
from analyst_app.services import library
from analyst_app.services.workbench import Workbench
from analyst_app.ui.palette.matching import SoughtDay, sought_day, sought_words

MOST = 8
YEARS_BACK = 12
"""How far back a day without its year is looked for, from the newest report's year."""


def find_reports(workbench: Workbench, query: str) -> Sequence[ReportRow]:
    """The reports of the day that the query names, of the newest year that has any; else those with its words; newest first."""
    day = sought_day(query)
    if day is not None:
        return _of_day(workbench, day)
    words = sought_words(query)
    if len(words) < 2:
        return ()
    return library.list_reports(workbench, matching=ReportFilter(text=words), limit=MOST)


def _of_day(workbench: Workbench, sought: SoughtDay) -> Sequence[ReportRow]:
    for year in _years(workbench, sought):
        try:
            day = date(year, sought.month, sought.day)
        except ValueError:  # 29 February of another year
            continue
        rows = library.list_reports(workbench, matching=ReportFilter(first_day=day, last_day=day), limit=MOST)
        if rows:
            return rows
    return ()


def _years(workbench: Workbench, sought: SoughtDay) -> Sequence[int]:
    if sought.year is not None:
        return (sought.year,)
    newest = library.list_reports(workbench, limit=1)
    return range(newest[0].published.year, newest[0].published.year - YEARS_BACK, -1) if newest else ()
