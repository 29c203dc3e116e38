"""What the keys of the charts screen do, each a word or two to its controls, its plot, its list, or what hands charts out."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from analyst_app.services.charts import Chart, ChartKind, Pick
from analyst_app.ui.charts.controls import ChartControls
from analyst_app.ui.charts.handing_out import HandingOut
from analyst_app.ui.charts.listing import ChosenEvents
from analyst_app.ui.charts.plot import ChartPlot
from analyst_app.ui.charts.wording import stops_of

ZOOM, PAN = 0.7, 0.25


class ChartsKeys(QObject):
    """The handlers that `CHARTS_ACTIONS` names.

    Args:
        screen: whom they belong to, and dialogs lie over.
        plot: the drawing.
        controls: what is charted.
        listing: the events of what is chosen.
        shown: tells the chart that is drawn and what is chosen in it.
        choose: chooses something else.
    """

    def __init__(
        self,
        screen: QWidget,
        *,
        plot: ChartPlot,
        controls: ChartControls,
        listing: ChosenEvents,
        shown: Callable[[], tuple[Chart | None, Pick | None]],
        choose: Callable[[Pick], None],
    ) -> None:
        super().__init__(screen)
        self._plot, self._controls, self._listing = plot, controls, listing
        self._shown, self._choose = shown, choose
        self._handing_out = HandingOut(screen, plot=plot)

    def _step(self, by: int) -> None:
        chart, pick = self._shown()
        stops = stops_of(chart)
        if stops:
            here = None if pick is None else (pick.first, pick.last)
            at = stops.index(here) if here in stops else -1
            self._choose(Pick(*stops[max(0, min(len(stops) - 1, at + by))]))

    @Slot()
    def next_day(self) -> None:
        """Choose the next day that has attacks."""
        self._step(1)

    @Slot()
    def previous_day(self) -> None:
        """Choose the day before."""
        self._step(-1)

    @Slot()
    def next_unusual(self) -> None:
        """Choose the next unusual day; behind the last one comes the first."""
        chart, pick = self._shown()
        found = sorted(chart.unusual, key=lambda one: (one.day, one.side)) if chart is not None else []
        now = (pick.last, pick.side or "") if pick is not None else (date.min, "")
        later = next((one for one in found if (one.day, one.side) > now), found[0] if found else None)
        if later is not None:
            self._choose(Pick(later.day, later.day, later.side))

    @Slot()
    def open_current(self) -> None:
        """From the chart into the list; from the list to the sentence."""
        self._listing.open_current()

    @Slot()
    def show_in_events(self) -> None:
        """The chosen events in the events table."""
        self._listing.ask_for_events()

    @Slot(bool)
    def include_proposals(self, included: bool) -> None:  # noqa: FBT001 - the signal's signature
        """Count proposed events, too, or confirmed ones alone."""
        self._controls.include_proposals(included=included)

    @Slot()
    def next_kind(self) -> None:
        """One kind of chart after the other."""
        kinds = list(ChartKind)
        self._controls.choose_kind(kinds[(kinds.index(self._controls.chosen_kind) + 1) % len(kinds)])

    @Slot()
    def next_side(self) -> None:
        """One side after the other, then all."""
        self._controls.step(self._controls.side)

    @Slot()
    def next_breakdown(self) -> None:
        """By type, place, side, status, source."""
        self._controls.step(self._controls.breakdown)

    @Slot()
    def next_unit(self) -> None:
        """Attacks, acts, munitions, places hit."""
        self._controls.step(self._controls.unit)

    @Slot()
    def next_external(self) -> None:
        """Compare with one external series after the other, then with none."""
        self._controls.next_external()

    @Slot()
    def turn_beside(self) -> None:
        """Compared series over or beside each other."""
        self._controls.beside.toggle()

    @Slot()
    def zoom_in(self) -> None:
        """Fewer days."""
        self._plot.zoom(ZOOM)

    @Slot()
    def zoom_out(self) -> None:
        """More days."""
        self._plot.zoom(1 / ZOOM)

    @Slot()
    def pan_earlier(self) -> None:
        """Move the days in view back."""
        self._plot.pan(-PAN)

    @Slot()
    def pan_later(self) -> None:
        """Move the days in view on."""
        self._plot.pan(PAN)

    @Slot()
    def show_all_days(self) -> None:
        """The whole time of the chart."""
        self._plot.show_all_days()

    @Slot()
    def take_days_in_view(self) -> None:
        """Set the filter to what is in view: brushing by keyboard."""
        days = self._plot.days_in_view
        if days is not None:
            self._controls.days_asked.emit(*days)

    @Slot()
    def last_week(self) -> None:
        """The last 7 days that are told of."""
        self._controls.choose_days(7)

    @Slot()
    def last_month(self) -> None:
        """The last 30 days that are told of."""
        self._controls.choose_days(30)

    @Slot()
    def last_quarter(self) -> None:
        """The last 90 days that are told of."""
        self._controls.choose_days(90)

    @Slot()
    def every_day(self) -> None:
        """No first and no last day."""
        self._controls.days_asked.emit(None, None)

    @Slot()
    def copy_picture(self) -> None:
        """The chart on the clipboard."""
        self._handing_out.copy_picture()

    @Slot()
    def copy_data(self) -> None:
        """The figures on the clipboard, as a table."""
        self._handing_out.copy_data(self._shown()[0])

    @Slot()
    def save_picture(self) -> None:
        """Ask where, and write the chart as PNG, SVG or PDF."""
        self._handing_out.ask_picture()

    @Slot()
    def save_data(self) -> None:
        """Ask where, and write the figures as CSV."""
        self._handing_out.ask_data(self._shown()[0])
