"""Daily counts drawn into a file without a window, for the command line."""

import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from analyst_app.domain.errors import UserError
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import CountBy, EventFilter
from analyst_app.services.counts import daily_counts
from analyst_app.services.workbench import Workbench
from analyst_app.ui.charts.picture import save_picture
from analyst_app.ui.charts.plot import ChartPlot, Drawing
from analyst_app.ui.charts.series import chart_data
from analyst_app.ui.charts.wording import chart_title
from analyst_app.ui.theme import Theme

SIZE = (1200, 640)


def draw_chart(*, database: Path, out: Path, matching: EventFilter, by: CountBy = CountBy.TYPE) -> None:
    """Draw the counts of a database, the largest sides below each other; the suffix of `out` is the format.

    Raises:
        UserError: where the database cannot be opened, nothing counts, or the file cannot be written.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    workbench = Workbench.open(database, create=False)
    try:
        chosen = matching if matching.states else replace(matching, states=frozenset({ReviewState.CONFIRMED}))
        counts = daily_counts(workbench, matching=chosen, by=by)
        if not counts.rows:
            raise UserError("No attack counts on any day with these filters. Widen them, or add --state all.")
        theme = Theme(application, appearance="light")
        plot = ChartPlot(theme=theme, ontology=workbench.ontology)
        plot.resize(*SIZE)
        plot.draw(Drawing(chart_data(counts, side=None), by, chart_title(by, proposals=ReviewState.PROPOSED in chosen.states)))
        plot.show()
        application.processEvents()
        save_picture(plot, out)
        plot.close()
    finally:
        workbench.close()
