"""The bar that restricts the library: words, states, sources, days, and whether what waits comes first. Knows no service."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from analyst_app.domain.review import ReportState
from analyst_app.domain.rows import ReportFilter
from analyst_app.ui.library.columns import STATE_WORDS
from analyst_app.ui.theme import SNUG, Theme
from analyst_app.ui.widgets.choice_button import Choice, ChoiceButton
from analyst_app.ui.widgets.day_field import DayField
from analyst_app.ui.widgets.flow import FlowLayout
from analyst_app.ui.widgets.search_box import SearchBox


class LibraryBar(QWidget):
    """Words on the left, the rest beside it or below, where the room ends.

    Signals:
        changed(): the filter is another, or what waits comes first, or no longer.
    """

    changed = Signal()

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchBox(theme=theme, placeholder="Search titles and texts")
        self.states = ChoiceButton("State", theme=theme)
        self.states.offer([Choice(state, STATE_WORDS[state]) for state in ReportState])
        self.sources = ChoiceButton("Source", theme=theme)
        self.first_day = DayField(theme=theme, name="First day", placeholder="first day")
        self.last_day = DayField(theme=theme, name="Last day", placeholder="last day")
        self.waiting = QToolButton(self)
        self.waiting.setProperty("rank", "choice")
        self.waiting.setCheckable(True)
        self.waiting.setText("Waiting first")
        self.waiting.setToolTip("Reports with open proposals before all others (W)")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SNUG)
        row.addWidget(self.search, stretch=2, alignment=Qt.AlignmentFlag.AlignTop)
        choices = QWidget(self)
        flow = FlowLayout(choices, spacing=SNUG)
        for widget in (self.states, self.sources, self.first_day, self.last_day, self.waiting):
            flow.addWidget(widget)
        row.addWidget(choices, stretch=3)
        self.search.asked.connect(self.changed)
        self.states.changed.connect(self.changed)
        self.sources.changed.connect(self.changed)
        self.first_day.changed.connect(self.changed)
        self.last_day.changed.connect(self.changed)
        self.waiting.toggled.connect(self._tell)

    @property
    def matching(self) -> ReportFilter:
        """The filter as it stands."""
        return ReportFilter(
            text=self.search.words,
            states=frozenset(map(ReportState, self.states.values)),
            sources=self.sources.values,
            first_day=self.first_day.day,
            last_day=self.last_day.day,
        )

    def offer_sources(self, names: Iterable[str]) -> None:
        """The sources that can be ticked."""
        self.sources.offer([Choice(name, name) for name in names])

    def clear(self) -> None:
        """Take every restriction off, and tell once."""
        if self.matching == ReportFilter():
            return
        blocked = self.blockSignals(True)  # noqa: FBT003 - Qt takes no keyword here
        self.search.put("")
        self.states.tick(frozenset())
        self.sources.tick(frozenset())
        self.first_day.set_day(None)
        self.last_day.set_day(None)
        self.blockSignals(blocked)
        self.changed.emit()

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()
