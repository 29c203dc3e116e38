"""Reports that replace reports: a morning tally after an evening update, a corrected edition. Nothing is deleted."""

from collections.abc import Sequence

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.errors import Stale, UserError
from analyst_app.domain.rows import ReportRow
from analyst_app.services.workbench import Workbench
from analyst_app.storage import queries
from analyst_app.storage.database import Reader
from analyst_app.storage.queries import comparing as asked

GONE = "This report is no longer in the library. Undo brings a removed report back."


def candidates(workbench: Workbench, *, report_id: int) -> tuple[ReportRow, ...]:
    """The reports that this one may replace: earlier ones of its source, of its day and the day before; those of the day first.

    Offered when a report comes in; which of them it replaces, if any, the analyst says. Empty for a report that names no source.

    Raises:
        Stale: where the report is no longer there.
    """
    with workbench.database.reading() as reader:
        standing = asked.standing_of(reader, report_id)
        if standing is None:
            raise Stale(GONE)
        if standing.source_id is None or standing.second_of is not None:
            return ()
        return _rows(reader, asked.replaceable_by(reader, standing))


def replaced_by(workbench: Workbench, *, report_id: int) -> tuple[ReportRow, ...]:
    """The reports that this one replaces."""
    with workbench.database.reading() as reader:
        return _rows(reader, asked.replaced_by(reader, report_id))


def supersede(workbench: Workbench, *, report_ids: Sequence[int], by: int, reason: str = "") -> ChangeSet:
    """Let one report replace others: their events stay to be seen, marked as revised, and count nowhere.

    Raises:
        UserError: where none is named, or one would come to replace itself.
        Stale: where one of them is no longer there.
    """
    older = [number for number in dict.fromkeys(report_ids) if number != by]
    if not older:
        raise UserError("Choose the report that is replaced, and another one that replaces it.")
    with workbench.database.reading() as reader:
        names = {number: asked.standing_of(reader, number) for number in (*older, by)}
    if None in names.values():
        raise Stale(GONE)
    titles = {number: standing.title for number, standing in names.items() if standing is not None}
    replaced = f"“{titles[older[0]]}”" if len(older) == 1 else f"{len(older)} reports"
    with workbench.database.unit_of_work(f"Replace {replaced} by “{titles[by]}”", analyst=workbench.analyst) as uow:
        uow.reports.supersede(older, by=by, reason=reason.strip())
    return uow.changes


def let_count(workbench: Workbench, *, report_ids: Sequence[int]) -> ChangeSet:
    """Let reports count again that others replaced.

    Raises:
        Stale: where one is no longer there, or is replaced by none.
    """
    with workbench.database.reading() as reader:
        standing = asked.standing_of(reader, report_ids[0])
    named = f"“{standing.title}”" if standing is not None and len(report_ids) == 1 else f"{len(report_ids)} reports"
    with workbench.database.unit_of_work(f"Let {named} count again", analyst=workbench.analyst) as uow:
        uow.reports.let_count(report_ids)
    return uow.changes


def _rows(reader: Reader, report_ids: Sequence[int]) -> tuple[ReportRow, ...]:
    found = (queries.get_report(reader, report_id=number) for number in report_ids)
    return tuple(row for row in found if row is not None)
