"""The chronicle in a workbench, and the charts screen over it."""

import pytest

from analyst_app.services.charts import ChartKind, ChartQuestion, ask_chart
from analyst_app.services.workbench import load_ontology
from analyst_app.ui.charts.drawings import picture_of
from analyst_app.ui.charts.look import Look
from analyst_app.ui.charts.plot import ChartPlot
from analyst_app.ui.charts.view import ChartsView
from analyst_app.ui.context import Context
from support import chronicle


@pytest.fixture(scope="session")
def stored(tmp_path_factory):
    return chronicle.file_in(tmp_path_factory.mktemp("charts"))


@pytest.fixture
def chronicled(stored, tmp_path):
    with chronicle.opened(stored, tmp_path) as opened:
        yield opened


@pytest.fixture
def draw(qtbot, theme, chronicled):
    """A plot of a question's chart, and the chart."""

    def make(kind=ChartKind.DAYS, *, beside=False, **asked):
        chart = ask_chart(chronicled, question=ChartQuestion(kind=kind, **asked))
        plot = ChartPlot(theme=theme)
        qtbot.addWidget(plot)
        plot.resize(1000, 600)
        plot.draw(picture_of(chart, look=Look(theme), ontology=load_ontology(), beside=beside))
        plot.resize(1000, max(600, plot.minimumHeight()))
        plot.show()
        return plot, chart

    return make


@pytest.fixture
def screen(qtbot, chronicled, tasks, theme, settled):
    """The charts screen over the chronicle."""
    made = ChartsView(Context(workbench=chronicled, tasks=tasks, theme=theme))
    qtbot.addWidget(made)
    made.resize(1280, 860)
    made.show()
    settled()
    return made
