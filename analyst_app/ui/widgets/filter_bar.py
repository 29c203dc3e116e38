"""The bar that restricts events, the same above the events table and above the charts."""

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from analyst_app.domain.ontology import EventType, Ontology, Status
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter, FilterChoices
from analyst_app.ui.theme import SNUG, TIGHT, Theme
from analyst_app.ui.widgets.choice_button import Choice, ChoiceButton
from analyst_app.ui.widgets.day_field import DayField
from analyst_app.ui.widgets.flow import FlowLayout
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
    """Days, types, status, state, actors, places, sources, words. Every change is told at once.

    Signals:
        changed(): `matching` is another.
    """

    changed = Signal()

    def __init__(
        self, *, theme: Theme, ontology: Ontology, types: Iterable[EventType], states: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ids: frozenset[int] = frozenset()
        self.first_day = DayField(theme=theme, name="First day", placeholder="first day")
        self.last_day = DayField(theme=theme, name="Last day", placeholder="last day")
        self.types = ChoiceButton("Type", theme=theme)
        self.types.offer([Choice(kind, ontology[kind].label) for kind in types])
        self.statuses = ChoiceButton("Status", theme=theme)
        self.statuses.offer([Choice(status, STATUS_WORDS[status]) for status in Status])
        self.states = ChoiceButton("State", theme=theme)
        self.states.offer([Choice(state, STATE_WORDS[state]) for state in ReviewState])
        self.states.setVisible(states)
        self.actors = ChoiceButton("Actor", theme=theme)
        self.places = ChoiceButton("Place", theme=theme)
        self.sources = ChoiceButton("Source", theme=theme)
        self.search = SearchBox(theme=theme, placeholder="Words of the report")
        self._theme = theme
        theme.changed.connect(self._measure)
        self._measure()
        self.clear_button = QPushButton("Clear", self)
        self.clear_button.setToolTip("Take all restrictions away")
        self.clear_button.clicked.connect(self.clear)
        flow = FlowLayout(self, spacing=SNUG)
        flow.addWidget(self._days())
        for button in self._buttons():
            if states or button is not self.states:
                flow.addWidget(button)
            button.changed.connect(self._tell)
        flow.addWidget(self.search)
        flow.addWidget(self.clear_button)
        self.first_day.changed.connect(self._tell)
        self.last_day.changed.connect(self._tell)
        self.search.asked.connect(self._tell)
        self.clear_button.hide()

    @property
    def matching(self) -> EventFilter:
        """The filter as it stands."""
        return EventFilter(
            first_day=self.first_day.day,
            last_day=self.last_day.day,
            types=frozenset(map(EventType, self.types.values)),
            statuses=frozenset(map(Status, self.statuses.values)),
            states=frozenset(map(ReviewState, self.states.values)),
            actors=self.actors.values,
            places=self.places.values,
            sources=self.sources.values,
            event_ids=self._ids,
            text=self.search.words,
        )

    def offer(self, choices: FilterChoices) -> None:
        """Set what actors, places and sources can be ticked."""
        for button, values in ((self.actors, choices.actors), (self.places, choices.places), (self.sources, choices.sources)):
            button.offer([Choice(value, value) for value in values])

    def show_matching(self, matching: EventFilter) -> None:
        """Take over a filter from elsewhere."""
        with QSignalBlocker(self):
            self.first_day.set_day(matching.first_day)
            self.last_day.set_day(matching.last_day)
            self.types.tick(frozenset(matching.types))
            self.statuses.tick(frozenset(matching.statuses))
            self.states.tick(frozenset(matching.states))
            self.actors.tick(matching.actors)
            self.places.tick(matching.places)
            self.sources.tick(matching.sources)
            self.search.put(matching.text)
            self._ids = matching.event_ids
        self._tell()

    @Slot()
    def clear(self) -> None:
        """No restriction."""
        self.show_matching(EventFilter())

    def _buttons(self) -> tuple[ChoiceButton, ...]:
        return (self.types, self.statuses, self.states, self.actors, self.places, self.sources)

    def _days(self) -> QWidget:
        days = QWidget(self)
        row = QHBoxLayout(days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(TIGHT)
        row.addWidget(self.first_day)
        row.addWidget(QLabel("to", days))
        row.addWidget(self.last_day)
        return days

    @Slot()
    def _measure(self) -> None:
        self.search.setFixedWidth(self._theme.scaled(230))

    @Slot()
    def _tell(self) -> None:
        self.clear_button.setVisible(self.matching != EventFilter())
        self.changed.emit()
