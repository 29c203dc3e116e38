"""A chart drawn into a file without a window, for the command line."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from analyst_app.domain.errors import UserError
from analyst_app.services.chart_table import write_chart_table
from analyst_app.services.charts import ChartQuestion, ask_chart
from analyst_app.services.workbench import Workbench
from analyst_app.ui.charts.drawings import picture_of
from analyst_app.ui.charts.look import Look
from analyst_app.ui.charts.picture import save_picture
from analyst_app.ui.charts.plot import ChartPlot
from analyst_app.ui.theme import Theme

SIZE = (1200, 640)


def draw_chart(*, database: Path, out: Path, question: ChartQuestion, passphrase: str | None = None) -> None:
    """Draw a chart of a database, the largest sides below each other; the suffix of `out` is the format, `.csv` the figures alone.

    Raises:
        UserError: where the database cannot be opened, nothing counts, or the file cannot be written.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    workbench = Workbench.open(database, create=False, passphrase=passphrase)
    try:
        chart = ask_chart(workbench, question=question)
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
