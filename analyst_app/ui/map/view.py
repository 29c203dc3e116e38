"""The map screen: filters, map, time, and the events behind the chosen mark."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QToolTip, QVBoxLayout, QWidget

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.mapping import MapAnswer, MapMark, MapSources, Measure
from analyst_app.domain.ontology import EventType
from analyst_app.domain.rows import EventFilter, EventRow, FilterChoices
from analyst_app.services import events
from analyst_app.services.map import Outlines, load_outlines
from analyst_app.ui.actions import build_actions, explain_by
from analyst_app.ui.charts.picture import save_picture
from analyst_app.ui.context import Context
from analyst_app.ui.events.columns import columns
from analyst_app.ui.map.actions import CANVAS_ACTIONS, MAP_ACTIONS
from analyst_app.ui.map.asking import Asking
from analyst_app.ui.map.canvas import MapCanvas
from analyst_app.ui.map.ground import country_name
from analyst_app.ui.map.keys import MapKeys
from analyst_app.ui.map.time_line import TimeLine
from analyst_app.ui.map.wording import caption_of, list_title, mark_words, total_words
from analyst_app.ui.models.paged import PagedModel, Source
from analyst_app.ui.shared_filter import counted_states
from analyst_app.ui.theme import NORMAL, SNUG, WIDE
from analyst_app.ui.widgets.empty_state import EmptyState
from analyst_app.ui.widgets.filter_bar import FilterBar
from analyst_app.ui.widgets.focus_order import tab_through
from analyst_app.ui.widgets.paged_table import PagedTable
from analyst_app.ui.widgets.words import Rank, Words

LEAST_MAP, LEAST_TABLE = 240, 120
MEASURES = {Measure.ATTACKS: "Attacks", Measure.EVENTS: "Records of any type"}
GO_TO, EVERYTHING, WORLD = "Go to…", "All events", "The world"
MOST_COUNTRIES = 12
"""Countries that can be gone to."""


class MapScreen(QWidget):
    """Asks for marks whenever something changed that could change them.

    Signals:
        event_opened(report id, event id): show the sentence of this event.
        events_asked(EventFilter): show these events in the events table.
        drawn(): the map shows the newest answer.
    """

    event_opened = Signal(int, int)
    events_asked = Signal(object)
    drawn = Signal()

    def __init__(self, context: Context, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        theme, ontology = context.theme, context.workbench.ontology
        self.filter = FilterBar(theme=theme, ontology=ontology, types=EventType, states=True, shared=context.filter)
        self.canvas = MapCanvas(theme=theme, ontology=ontology)
        self.time = TimeLine(theme=theme)
        self.total = Words(theme=theme, rank=Rank.MUTED, wraps=True)
        self.chosen = Words(theme=theme, rank=Rank.SECTION)
        self.model = PagedModel[EventRow](
            columns(ontology, brief=True), key=lambda row: row.stored.id, tasks=context.tasks, theme=theme, parent=self
        )
        self.table = PagedTable(self.model, theme=theme, name="Events of the chosen mark")
        keys = MapKeys(self)
        self.actions_by_id = build_actions(MAP_ACTIONS, target=self, handlers=keys)
        self.actions_by_id |= build_actions(CANVAS_ACTIONS, target=self.canvas, handlers=keys)
        self._proposals, self._records = self.actions_by_id["map.proposals"], self.actions_by_id["map.measure"]
        self.actions_by_id["map.legend"].setChecked(True)
        self._mark: MapMark | None = None
        self._fitted = False
        self._lay_out()
        self.asking = Asking(context, canvas=self.canvas, question=lambda: (self.matching, self.measure, self.time.shown), parent=self)
        self._connect()
        self.setFocusProxy(self.canvas)
        context.tasks.submit_job(lambda _progress: load_outlines(), title="").succeeded.connect(self._take_outlines)
        self._allow_proposals()
        self.asking.ask()
        self._ask_choices()

    @property
    def matching(self) -> EventFilter:
        """The filter as it stands, with the states that are shown."""
        chosen = self.filter.matching
        return replace(chosen, states=counted_states(chosen.states, proposals=self._proposals.isChecked()))

    @property
    def measure(self) -> Measure:
        """What the marks' sizes stand for."""
        return Measure.EVENTS if self._records.isChecked() else Measure.ATTACKS

    @property
    def answer(self) -> MapAnswer | None:
        """What the map shows now."""
        return self.asking.answer

    def show_matching(self, matching: EventFilter) -> None:
        """Take over a filter from another screen, and bring what passes it into view."""
        self._fitted = False
        self.filter.show_matching(matching)

    def choose(self, mark: MapMark | None) -> None:
        """Choose a mark and list its events, or none."""
        self._mark = mark
        self.canvas.choose(mark)
        self._below.setVisible(mark is not None)
        if mark is not None:
            self.chosen.setText(list_title(mark, self.measure))
            ids, workbench = self.asking.behind(mark), self._context.workbench
            self.model.ask(
                Source(
                    count=lambda: events.count_events(workbench, matching=EventFilter(event_ids=ids())),
                    page=lambda offset, limit: events.list_events(
                        workbench, matching=EventFilter(event_ids=ids()), limit=limit, offset=offset
                    ),
                )
            )

    def choose_next(self, by: int) -> None:
        """Choose the next mark in view, the largest first; after the last one the first."""
        frame = self.canvas.frame
        room = QRectF(QPointF(0, 0), frame.size)
        shown = sorted(self.canvas.marks.placed, key=lambda one: -one.mark.total)
        marks = [one.mark for one in shown if room.contains(frame.place(one.x, one.y))]
        if marks:
            at = marks.index(self._mark) + by if self._mark in marks else 0 if by > 0 else -1
            self.choose(marks[at % len(marks)])
            self.canvas.bring_into_view(marks[at % len(marks)])

    def fit(self) -> None:
        """Bring all events into view."""
        self.canvas.show_all()

    def show_in_events(self) -> None:
        """The chosen mark's events in the events table."""
        if self._mark is not None:
            self._context.tasks.submit(self.asking.behind(self._mark)).succeeded.connect(self._show_behind)

    def write_picture(self, path: Path) -> None:
        """Write the map as its suffix says: .png, .svg or .pdf.

        Raises:
            UserError: where it can't be written.
        """
        save_picture(self.canvas, path)

    @Slot(object)
    def _show_behind(self, ids: frozenset[int]) -> None:
        self.events_asked.emit(EventFilter(event_ids=ids))

    def _lay_out(self) -> None:
        theme = self._context.theme
        heading = QHBoxLayout()
        heading.setSpacing(SNUG)
        heading.addWidget(Words("Map", theme=theme, rank=Rank.TITLE))
        heading.addStretch()
        self.go_to = QComboBox(self)
        self.go_to.setAccessibleName("Go to")
        self.go_to.setToolTip("Bring a part of the world into view")
        self.measures = QComboBox(self)
        self.measures.setAccessibleName("Size of the marks")
        self.measures.setToolTip(self._records.toolTip())
        for measure, words in MEASURES.items():
            self.measures.addItem(words, measure)
        self.proposals_button = QPushButton("Include proposals", self)
        self.proposals_button.setCheckable(True)
        explain_by(self.proposals_button, self._proposals)
        buttons: list[QWidget] = [self.go_to, self.measures, self.proposals_button]
        for widget in buttons:
            heading.addWidget(widget)
        for identity, words in (("map.copy", "Copy"), ("map.save", "Save…")):
            button = QPushButton(words, self)
            explain_by(button, self.actions_by_id[identity])
            button.clicked.connect(self.actions_by_id[identity].trigger)
            heading.addWidget(button)
            buttons.append(button)
        nothing = EmptyState(
            theme=theme,
            icon="map",
            title="Nothing to show on the map yet",
            text="Marks come from confirmed attacks whose place is known. Confirm some in Review, include the proposals (P), show records "
            "of any type (M), or widen the filter.",
            actions=[self._proposals, self._records],
        )
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._map_page())
        self._pages.addWidget(nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, NORMAL, WIDE, NORMAL)
        column.setSpacing(SNUG)
        column.addLayout(heading)
        column.addWidget(self.filter)
        column.addWidget(self.total)
        column.addWidget(self._pages, stretch=1)
        tab_through(*buttons, *self.filter.in_reading_order, self._pages, page=self)

    def _map_page(self) -> QWidget:
        self._below = QWidget(self)
        listed = QVBoxLayout(self._below)
        listed.setContentsMargins(0, SNUG, 0, 0)
        listed.setSpacing(SNUG)
        listed.addWidget(self.chosen)
        listed.addWidget(self.table, stretch=1)
        self._below.hide()
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self.canvas)
        split.addWidget(self._below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([460, 180])
        split.setChildrenCollapsible(False)
        self.canvas.setMinimumHeight(LEAST_MAP)
        self.table.setMinimumHeight(LEAST_TABLE)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SNUG)
        column.addWidget(split, stretch=1)
        column.addWidget(self.time)
        return page

    def _connect(self) -> None:
        self.filter.changed.connect(self.ask_anew)
        self.time.changed.connect(self.asking.ask)
        self.time.runs.connect(self.actions_by_id["map.play"].setChecked)
        self.proposals_button.clicked.connect(self._proposals.setChecked)
        self.measures.activated.connect(self._take_measure)
        self.go_to.activated.connect(self._go_to)
        self.canvas.moved.connect(self.asking.follow_view)
        self.canvas.pointed.connect(self._tell_pointed)
        self.canvas.picked.connect(self.choose)
        self.asking.answered.connect(self._take)
        self.asking.told.connect(self._tell_sources)
        self.table.opened.connect(self._open)
        self._context.tasks.changed.connect(self._follow)

    @Slot()
    def ask_anew(self) -> None:
        """Another selection: what was chosen may not be part of it."""
        self.choose(None)
        self._allow_proposals()
        self.asking.ask()

    def _allow_proposals(self) -> None:
        """Where the filter names states, it says whether proposals are among them."""
        for switch in (self._proposals, self.proposals_button):
            switch.setEnabled(not self.filter.matching.states)

    @Slot(object)
    def _take_outlines(self, outlines: Outlines) -> None:
        self.canvas.show_outlines(outlines)
        # Areas have their places only now.
        self.canvas.show_all()

    def _ask_choices(self) -> None:
        workbench = self._context.workbench
        self._context.tasks.submit(lambda: events.filter_choices(workbench)).succeeded.connect(self._take_choices)

    @Slot(object)
    def _take_choices(self, choices: FilterChoices) -> None:
        self.filter.offer(choices)

    @Slot(object)
    def _take(self, answer: MapAnswer) -> None:
        self._pages.setCurrentIndex(0 if answer.located else 1)
        self.time.show_days(answer.days)
        self.total.setText(total_words(answer))
        first, last = self.time.span
        self.canvas.show_answer(answer, caption_of(answer, first=first, last=last, states=self.matching.states))
        self._offer_countries(answer)
        if not self._fitted and answer.extent is not None:
            self._fitted = True
            self.canvas.show_all()
        self._keep_chosen(answer)
        self.time.go_on()
        self.drawn.emit()

    def _keep_chosen(self, answer: MapAnswer) -> None:
        """The chosen mark may have other numbers now, or be part of another mark."""
        if self._mark is None:
            return
        mine = self._mark.places[0]
        found = next((mark for mark in answer.marks if mine in mark.places), None)
        if found != self._mark:
            self.choose(found)

    def _offer_countries(self, answer: MapAnswer) -> None:
        offered = (EVERYTHING, WORLD, *answer.countries[:MOST_COUNTRIES])
        if tuple(self.go_to.itemData(n) for n in range(1, self.go_to.count())) != offered:
            self.go_to.clear()
            self.go_to.addItem(GO_TO, None)
            for place in offered:
                self.go_to.addItem(place if place in {EVERYTHING, WORLD} else country_name(place), place)

    @Slot()
    def _go_to(self) -> None:
        place = self.go_to.currentData()
        if place == EVERYTHING:
            self.fit()
        elif place == WORLD:
            self.canvas.show_world()
        elif place is not None:
            self.canvas.show_country(place)
        self.go_to.setCurrentIndex(0)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _tell_pointed(self, mark: MapMark | None) -> None:
        if mark is None:
            QToolTip.hideText()
            return
        self._tell_sources(mark, None)
        self.asking.ask_sources(mark)

    @Slot(object, object)
    def _tell_sources(self, mark: MapMark, sources: MapSources | None) -> None:
        if mark == self.canvas.marks.pointed:
            words = mark_words(mark, measure=self.measure, ontology=self._context.workbench.ontology, sources=sources)
            QToolTip.showText(QCursor.pos(), words, self.canvas)

    @Slot(object)
    def _follow(self, changes: ChangeSet) -> None:
        if changes.library or changes.report_ids or changes.event_ids:
            self.asking.ask()
            self._ask_choices()

    @Slot(object)
    def _open(self, row: EventRow) -> None:
        self.event_opened.emit(row.stored.report_id, row.stored.id)

    @Slot()
    def _take_measure(self) -> None:
        self._records.setChecked(self.measures.currentData() == Measure.EVENTS)
