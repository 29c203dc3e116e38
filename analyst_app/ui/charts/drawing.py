"""A chart drawn into a file without a window, for the command line."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from analyst_app.domain.errors import UserError
from analyst_app.services.chart_table import write_chart_table
from analyst_app.services.charts import ChartQuestion, ask_chart
from analyst_app.services.external import list_series
from analyst_app.services.settings import Settings
from analyst_app.services.workbench import Workbench
from analyst_app.ui.charts.drawings import picture_of
from analyst_app.ui.charts.look import Look
from analyst_app.ui.charts.picture import save_picture
from analyst_app.ui.charts.plot import ChartPlot
from analyst_app.ui.theme import Theme

SIZE = (1200, 640)


def draw_chart(
    *,
    database: Path,
    out: Path,
    question: ChartQuestion,
    external: Sequence[str] = (),
    settings: Settings | None = None,
    passphrase: str | None = None,
) -> None:
    """Draw a chart of a database, the largest sides below each other; the suffix of `out` is the format, `.csv` the figures alone.

    `external` are names of series to compare with.

    Raises:
        UserError: where the database cannot be opened, there is no such series, nothing counts, or the file cannot be written.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    workbench = Workbench.open(database, create=False, settings=settings, passphrase=passphrase)
    try:
        chart = ask_chart(workbench, question=replace(question, external=_numbers(workbench, external)))
        if chart.empty:
            raise UserError("No attack counts on any day with these filters. Widen them, or add --state all.")
        if out.suffix.lower() == ".csv":
            write_chart_table(chart, path=out)
            return
        theme = Theme(application, appearance="light")
        plot = ChartPlot(theme=theme)
        plot.resize(*SIZE)
        plot.draw(picture_of(chart, look=Look(theme), ontology=workbench.ontology))
        plot.resize(SIZE[0], max(SIZE[1], plot.minimumHeight()))
        plot.show()
        application.processEvents()
        save_picture(plot, out)
        plot.close()
    finally:
        workbench.close()


def _numbers(workbench: Workbench, names: Sequence[str]) -> tuple[int, ...]:
    known = {one.name.casefold(): one.id for one in list_series(workbench)} if names else {}
    for name in names:
        if name.casefold() not in known:
            raise UserError(f"There is no external series “{name}”. Bring its file in with: analyst-app import --external.")
    return tuple(known[name.casefold()] for name in names)
