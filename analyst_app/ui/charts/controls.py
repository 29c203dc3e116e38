"""What is charted and how: kind, breakdown, side, unit, what is compared, and presets of days. Knows no data but what it is offered."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from analyst_app.domain.counting import Unit
from analyst_app.domain.external import ExternalSeries
from analyst_app.domain.ontology import Ontology
from analyst_app.domain.rows import CountBy, EventFilter
from analyst_app.services.charts import Against, ChartKind, ChartQuestion
from analyst_app.ui.charts.wording import BY_WORDS, group_label
from analyst_app.ui.shared_filter import counted_states
from analyst_app.ui.theme import SNUG, Theme
from analyst_app.ui.widgets.choice_button import Choice, ChoiceButton
from analyst_app.ui.widgets.flow import FlowLayout

EVERY_SIDE_ITSELF = "All sides, each by itself"
KIND_WORDS = {
    ChartKind.DAYS: "Daily bars",
    ChartKind.COMPARE: "Comparison",
    ChartKind.HEAT: "Heat map",
    ChartKind.SHARE: "Shares",
    ChartKind.RUNNING: "Running total",
    ChartKind.WEEKS: "Week on week",
    ChartKind.RATE: "Launched and shot down",
}
UNIT_LABELS = {Unit.ATTACKS: "Attacks", Unit.ACTS: "Acts", Unit.MUNITIONS: "Munitions", Unit.PLACES: "Places hit"}
AGAINST_LABELS = {None: "Series of the breakdown", Against.BEFORE: "With the period before", Against.YEAR: "With a year earlier"}
PRESETS = (7, 30, 90)
"""Days up to the last one that is told of."""


class ChartControls(QWidget):
    """The controls above the filter bar.

    Signals:
        changed(): another question.
        redraw(): the same answer, drawn otherwise.
        days_asked(first, last): set the filter's days; None for no bound.
    """

    changed = Signal()
    redraw = Signal()
    days_asked = Signal(object, object)

    def __init__(self, *, theme: Theme, ontology: Ontology, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ontology = ontology
        self.proposals = False
        self._turned = False
        self.kind = self._box("Chart", ((label, kind) for kind, label in KIND_WORDS.items()))
        self.breakdown = self._box("Breakdown", ((f"By {words}", by) for by, words in BY_WORDS.items()))
        self.side = self._box("Side", [(EVERY_SIDE_ITSELF, None)])
        self.unit = self._box("Unit", ((label, unit) for unit, label in UNIT_LABELS.items()))
        self.against = self._box("Compare", ((label, against) for against, label in AGAINST_LABELS.items()))
        self.series = ChoiceButton("Series", theme=theme, anything="the two largest")
        self.external = ChoiceButton("External", theme=theme, anything="none")
        self.external.setToolTip("Hold the series against other people's events (X); bring files in with File, Comparison Series")
        self.beside = QPushButton("Beside each other", self)
        self.beside.setCheckable(True)
        self.beside.setToolTip("Draw compared series in panels of their own instead of over each other (V)")
        self.presets = [self._preset(days) for days in PRESETS]
        self.whole = QPushButton("All days", self)
        self.whole.setToolTip("Take the first and last day out of the filter (Alt+0)")
        self._flow = FlowLayout(self, spacing=SNUG)
        chosen = (self.kind, self.breakdown, self.side, self.unit, self.against, self.series, self.external, self.beside)
        for widget in (*chosen, *self.presets, self.whole):
            self._flow.addWidget(widget)
        for box in (self.breakdown, self.side, self.unit, self.against):
            box.activated.connect(self._tell)
        self.kind.activated.connect(self._change_kind)
        self.series.changed.connect(self._tell)
        self.external.changed.connect(self._tell)
        self.beside.toggled.connect(self.redraw)
        self.whole.clicked.connect(lambda: self.days_asked.emit(None, None))
        self._last_day: date | None = None
        self._externals: tuple[ExternalSeries, ...] = ()
        self._show_what_applies()

    def question(self, matching: EventFilter) -> ChartQuestion:
        """What is asked with a filter of events."""
        against = self.against.currentData() if self.chosen_kind is ChartKind.COMPARE else None
        return ChartQuestion(
            kind=self.chosen_kind,
            matching=replace(matching, states=counted_states(matching.states, proposals=self.proposals)),
            by=CountBy(self.breakdown.currentData()),
            unit=Unit(self.unit.currentData()),
            side=self.side.currentData() if self.side.isEnabled() else None,
            groups=tuple(sorted(self.series.values)),
            against=None if against is None else Against(against),
            external=tuple(sorted(map(int, self.external.values))) if self._comparing_groups else (),
        )

    @property
    def chosen_kind(self) -> ChartKind:
        """The kind of chart."""
        return ChartKind(self.kind.currentData())

    def offer(self, sides: Sequence[str], groups: Sequence[str], by: CountBy) -> None:
        """Set which sides and series can be chosen. What is chosen stays so while it is there."""
        before = self.side.currentData()
        with QSignalBlocker(self.side):
            self.side.clear()
            self.side.addItem(EVERY_SIDE_ITSELF, None)
            for side in sides:
                self.side.addItem(side, side)
            self.side.setCurrentIndex(max(0, self.side.findData(before)) if before is not None else 0)
        if groups:
            with QSignalBlocker(self.series):
                self.series.tick(self.series.values & set(groups))
                self.series.offer([Choice(group, group_label(group, by=by, ontology=self._ontology)) for group in groups])
        self._show_what_applies()

    @Slot(object)
    def offer_external(self, externals: Sequence[ExternalSeries]) -> None:
        """Set which series of other people's events there are; one that has gone is no longer chosen."""
        self._externals = tuple(externals)
        known = {str(one.id) for one in externals}
        with QSignalBlocker(self.external):
            self.external.tick(self.external.values & known)
        self.external.offer([Choice(str(one.id), one.name) for one in externals])
        self._show_what_applies()

    def next_external(self) -> None:
        """Compare with one external series after the other, then with none."""
        if not self._externals:
            return
        if not self._comparing_groups:
            self.against.setCurrentIndex(self.against.findData(None))
            self.kind.setCurrentIndex(self.kind.findData(ChartKind.COMPARE))
            self._change_kind()
        order = [frozenset[str](), *(frozenset({str(one.id)}) for one in self._externals)]
        at = order.index(self.external.values) if self.external.values in order else 0
        self.external.tick(order[(at + 1) % len(order)])

    def offer_days(self, last: date | None) -> None:
        """Set the day up to which presets reach."""
        self._last_day = last
        for button in self.presets:
            button.setEnabled(last is not None)

    @Slot(int)
    def choose_days(self, days: int) -> None:
        """The last so many days that are told of."""
        if self._last_day is not None:
            self.days_asked.emit(self._last_day - timedelta(days=days - 1), self._last_day)

    def include_proposals(self, *, included: bool) -> None:
        """Count proposed events, too, or confirmed ones alone."""
        self.proposals = included
        self._tell()

    def choose_kind(self, kind: ChartKind) -> None:
        """Show another kind of chart."""
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self._change_kind()

    def step(self, box: QComboBox) -> None:
        """Choose the next entry of a box."""
        if box.isEnabled() and not box.isHidden():
            box.setCurrentIndex((box.currentIndex() + 1) % box.count())
            self._tell()

    def _box(self, name: str, entries: Iterable[tuple[str, object]]) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setToolTip(name)
        for label, value in entries:
            box.addItem(label, value)
        return box

    def _preset(self, days: int) -> QPushButton:
        button = QPushButton(f"{days} days", self)
        button.setToolTip(f"The last {days} days that are told of")
        button.clicked.connect(lambda: self.choose_days(days))
        return button

    @Slot()
    def _change_kind(self) -> None:
        # The heat map opens on directions, and hands the breakdown back as it was.
        if self.chosen_kind is ChartKind.HEAT and CountBy(self.breakdown.currentData()) is CountBy.TYPE:
            self.breakdown.setCurrentIndex(self.breakdown.findData(CountBy.DIRECTION))
            self._turned = True
        elif self._turned and self.chosen_kind is not ChartKind.HEAT:
            self.breakdown.setCurrentIndex(self.breakdown.findData(CountBy.TYPE))
            self._turned = False
        elif self.chosen_kind in {ChartKind.SHARE, ChartKind.WEEKS} and CountBy(self.breakdown.currentData()) is not CountBy.TYPE:
            self.breakdown.setCurrentIndex(self.breakdown.findData(CountBy.TYPE))
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self._show_what_applies()
        self.changed.emit()

    @property
    def _comparing_groups(self) -> bool:
        return self.chosen_kind is ChartKind.COMPARE and self.against.currentData() is None

    def _show_what_applies(self) -> None:
        kind, by = self.chosen_kind, CountBy(self.breakdown.currentData())
        comparing = kind is ChartKind.COMPARE
        periods = comparing and self.against.currentData() is not None
        self.breakdown.setVisible(kind not in {ChartKind.WEEKS, ChartKind.RATE} and not periods)
        self.unit.setVisible(kind is not ChartKind.RATE)
        self.against.setVisible(comparing)
        self.series.setVisible(comparing and not periods)
        self.external.setVisible(self._comparing_groups and bool(self._externals))
        self.beside.setVisible(comparing)
        self.side.setEnabled(by is not CountBy.ACTOR or periods or kind in {ChartKind.WEEKS, ChartKind.RATE})
