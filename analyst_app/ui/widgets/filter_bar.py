"""The bar that restricts events, the same above the events table, the charts and the map, which share one filter through it."""

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from analyst_app.domain.ontology import EventType, Ontology, Status
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter, FilterChoices
from analyst_app.ui.shared_filter import SharedFilter
from analyst_app.ui.theme import SNUG, TIGHT, Theme
from analyst_app.ui.widgets.choice_button import Choice, ChoiceButton
from analyst_app.ui.widgets.day_field import DayField
from analyst_app.ui.widgets.flow import FlowLayout
from analyst_app.ui.widgets.saved_filters import SavedFiltersButton
from analyst_app.ui.widgets.search_box import SearchBox

STATUS_WORDS = {
    Status.OCCURRED: "Occurred",
    Status.ATTEMPTED: "Attempted",
    Status.REPELLED: "Repelled",
    Status.PLANNED: "Planned",
    Status.DENIED: "Denied",
}
STATE_WORDS = {ReviewState.PROPOSED: "Proposed", ReviewState.CONFIRMED: "Confirmed", ReviewState.REJECTED: "Rejected"}


class FilterBar(QWidget):
    """Days, types, parties, places, sources, words; behind More: status, state, regions, directions, analysts.

    With a shared filter, what is set in one bar is set in all, and a bar that is not seen tells of the change when it is shown.
    Events that were chosen elsewhere (a bar of a chart, a mark of the map) are shown by themselves until anything is set here;
    they stay this bar's own.

    Signals:
        changed(): `matching` is another.
    """

    changed = Signal()

    def __init__(
        self,
        *,
        theme: Theme,
        ontology: Ontology,
        types: Iterable[EventType],
        states: bool,
        shared: SharedFilter | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ids: frozenset[int] = frozenset()
        self._theme, self._shared = theme, shared
        self._untold = False
        self.first_day = DayField(theme=theme, name="First day", placeholder="first day")
        self.last_day = DayField(theme=theme, name="Last day", placeholder="last day")
        self.types = ChoiceButton("Type", theme=theme)
        self.types.offer([Choice(kind, ontology[kind].label) for kind in types])
        self.actors, self.places = ChoiceButton("Actor", theme=theme), ChoiceButton("Place", theme=theme)
        self.sources = ChoiceButton("Source", theme=theme)
        self.statuses = ChoiceButton("Status", theme=theme)
        self.statuses.offer([Choice(status, STATUS_WORDS[status]) for status in Status])
        self.states = ChoiceButton("State", theme=theme)
        self.states.offer([Choice(state, STATE_WORDS[state]) for state in ReviewState])
        self.regions, self.directions = ChoiceButton("Region", theme=theme), ChoiceButton("Direction", theme=theme)
        self.analysts = ChoiceButton("Analyst", theme=theme)
        self.search = SearchBox(theme=theme, placeholder="Words of the report")
        self.chosen_button = QPushButton(self)
        self.chosen_button.setToolTip("Show what the filter says again")
        self.more_button = QToolButton(self)
        self.more_button.setProperty("rank", "choice")
        self.more_button.setText("More…")
        self.more_button.setCheckable(True)
        self.more_button.setToolTip("Status, state, region, direction, analyst")
        self.clear_button = QPushButton("Clear", self)
        self.clear_button.setToolTip("Take all restrictions away")
        self.saved_button = None if shared is None else SavedFiltersButton(shared, parent=self)
        self._rare = (self.statuses, *([self.states] if states else []), self.regions, self.directions, self.analysts)
        self.states.setVisible(False)
        self._lay_out()
        self._connect()
        self._measure()
        if shared is not None:
            self._show(shared.matching)
        self._arrange()

    @property
    def matching(self) -> EventFilter:
        """The filter as it stands."""
        return EventFilter(event_ids=self._ids) if self._ids else self._set

    def offer(self, choices: FilterChoices) -> None:
        """Set what actors, places, sources, regions, directions and analysts can be ticked."""
        for button, values in (
            (self.actors, choices.actors),
            (self.places, choices.places),
            (self.sources, choices.sources),
            (self.regions, choices.regions),
            (self.directions, choices.directions),
            (self.analysts, choices.analysts),
        ):
            button.offer([Choice(value, value) for value in values])

    def show_matching(self, matching: EventFilter) -> None:
        """Take over a filter from elsewhere."""
        self._ids = matching.event_ids
        if not self._ids:
            self._show(matching)
        self._tell()

    @Slot()
    def clear(self) -> None:
        """No restriction."""
        self.show_matching(EventFilter())

    @property
    def _set(self) -> EventFilter:
        """What the controls say."""
        return EventFilter(
            first_day=self.first_day.day,
            last_day=self.last_day.day,
            types=frozenset(map(EventType, self.types.values)),
            statuses=frozenset(map(Status, self.statuses.values)),
            states=frozenset(map(ReviewState, self.states.values)),
            actors=self.actors.values,
            places=self.places.values,
            sources=self.sources.values,
            regions=self.regions.values,
            directions=self.directions.values,
            analysts=self.analysts.values,
            text=self.search.words,
        )

    def _show(self, matching: EventFilter) -> None:
        """Set the controls, and tell nobody."""
        blockers = [QSignalBlocker(button) for button in self._buttons()]
        self.first_day.set_day(matching.first_day)
        self.last_day.set_day(matching.last_day)
        self.types.tick(frozenset(matching.types))
        self.statuses.tick(frozenset(matching.statuses))
        self.states.tick(frozenset(matching.states))
        self.actors.tick(matching.actors)
        self.places.tick(matching.places)
        self.sources.tick(matching.sources)
        self.regions.tick(matching.regions)
        self.directions.tick(matching.directions)
        self.analysts.tick(matching.analysts)
        if self.search.words != matching.text:
            self.search.put(matching.text)
        for blocker in blockers:
            blocker.unblock()

    def _buttons(self) -> tuple[ChoiceButton, ...]:
        rare = (self.statuses, self.states, self.regions, self.directions, self.analysts)
        return (self.types, self.actors, self.places, self.sources, *rare)

    @property
    def in_reading_order(self) -> tuple[QWidget, ...]:
        """The controls as they stand, for whoever lets Tab go through a screen."""
        return (self.first_day, self.last_day, *self._behind_the_days())

    def _behind_the_days(self) -> tuple[QWidget, ...]:
        saved = [] if self.saved_button is None else [self.saved_button]
        usual = (self.types, self.actors, self.places, self.sources)
        return (*usual, *self._rare, self.search, self.more_button, *saved, self.chosen_button, self.clear_button)

    def _lay_out(self) -> None:
        flow = FlowLayout(self, spacing=SNUG)
        flow.addWidget(self._days())
        for widget in self._behind_the_days():
            flow.addWidget(widget)

    def _days(self) -> QWidget:
        days = QWidget(self)
        row = QHBoxLayout(days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(self.first_day)
        row.addWidget(QLabel("to", days))
        row.addWidget(self.last_day)
        return days

    def _connect(self) -> None:
        self._theme.changed.connect(self._measure)
        for button in self._buttons():
            button.changed.connect(self._edit)
        for day in (self.first_day, self.last_day):
            day.changed.connect(self._edit)
        self.search.asked.connect(self._edit)
        self.clear_button.clicked.connect(self.clear)
        self.chosen_button.clicked.connect(self._edit)
        self.more_button.toggled.connect(self._arrange)
        if self._shared is not None:
            self._shared.changed.connect(self._follow)

    @Slot()
    def _measure(self) -> None:
        self.search.setFixedWidth(self._theme.scaled(210))

    @Slot()
    def _arrange(self) -> None:
        """Show what is used: rare controls where they restrict or are asked for, buttons where there is something to undo."""
        for button in self._rare:
            button.setVisible(self.more_button.isChecked() or bool(button.values))
        self.chosen_button.setVisible(bool(self._ids))
        self.chosen_button.setText(f"{len(self._ids):,} chosen event{'' if len(self._ids) == 1 else 's'} ✕")
        self.clear_button.setVisible(self.matching != EventFilter())

    @Slot()
    def _edit(self) -> None:
        """Something was set here: what was chosen elsewhere is over."""
        self._ids = frozenset()
        self._tell()

    def _tell(self) -> None:
        self._arrange()
        if self._shared is not None and not self._ids:
            self._shared.put(self._set)
        self._untold = False
        self.changed.emit()

    @Slot()
    def _follow(self) -> None:
        """The shared filter is another; where it was changed here, the controls say so already."""
        assert self._shared is not None
        if self._set == self._shared.matching:
            return
        self._ids = frozenset()
        self._show(self._shared.matching)
        self._arrange()
        if self.isVisible():
            self.changed.emit()
        else:
            self._untold = True

    def showEvent(self, event: QShowEvent) -> None:
        """Tell now what has changed while nobody looked."""
        super().showEvent(event)
        if self._untold:
            self._untold = False
            self.changed.emit()
