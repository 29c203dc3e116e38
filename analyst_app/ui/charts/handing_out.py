"""Charts and their figures out of the window: onto the clipboard, or into files that the analyst names."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from analyst_app.services.chart_table import table_as_text, write_chart_table
from analyst_app.services.charts import Chart
from analyst_app.ui.charts.picture import image_of, save_picture
from analyst_app.ui.charts.plot import ChartPlot

PICTURES = "PNG (*.png);;SVG (*.svg);;PDF (*.pdf)"


class HandingOut:
    """What a charts screen gives away. Dialogs lie over `window`."""

    def __init__(self, window: QWidget, *, plot: ChartPlot) -> None:
        self._window = window
        self._plot = plot

    def copy_picture(self) -> None:
        """The chart on the clipboard."""
        QGuiApplication.clipboard().setImage(image_of(self._plot))

    def copy_data(self, chart: Chart | None) -> None:
        """The figures on the clipboard, with tabs, as spreadsheets take them."""
        if chart is not None:
            QGuiApplication.clipboard().setText(table_as_text(chart))

    def ask_picture(self) -> None:
        """Ask where, and write the chart; the suffix is the format."""
        chosen, kind = QFileDialog.getSaveFileName(self._window, "Save chart", "chart.png", PICTURES)
        if chosen:
            path = Path(chosen)
            self.write_picture(path if path.suffix else path.with_suffix(f".{kind[:3].lower()}"))

    def ask_data(self, chart: Chart | None) -> None:
        """Ask where, and write the figures as CSV."""
        chosen, _ = QFileDialog.getSaveFileName(self._window, "Save the figures behind the chart", "chart.csv", "CSV (*.csv)")
        if chosen and chart is not None:
            write_chart_table(chart, path=Path(chosen))

    def write_picture(self, path: Path) -> None:
        """Write the chart.

        Raises:
            UserError: where it can't be written, or its suffix names no format.
        """
        save_picture(self._plot, path)
