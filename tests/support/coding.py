"""A second coding stored without a language model: what tests of comparing codings stand on."""

from dataclasses import replace

from analyst_app.storage.bulk import NewReport
from support.invented import extraction


def code_again(workbench, report_id, *, coder="Oksana", made=None):
    """The id of a second coding of a report, with the proposals of an invented extraction."""
    again = made or extraction()
    again = replace(again, report=replace(again.report, key=f"{again.report.key}~{coder}"))
    with workbench.database.unit_of_work("Code a second time", analyst=workbench.analyst) as uow:
        (made_id,) = uow.reports.add_many([NewReport(again.report, again, second_of=report_id, coder=coder)], imported_at=workbench.clock())
    return made_id
