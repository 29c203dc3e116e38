"""The charts screen: what to chart, filter, chart with its totals, and the events behind what is chosen."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.ontology import ATTACK_TYPES, EventType
from analyst_app.domain.rows import EventFilter, EventRow, FilterChoices
from analyst_app.services import events
from analyst_app.services.charts import Chart, Pick, Reports, ask_chart, reports_behind
from analyst_app.services.external import list_series
from analyst_app.ui.actions import build_actions, explain_by
from analyst_app.ui.charts.actions import CHARTS_ACTIONS
from analyst_app.ui.charts.controls import ChartControls
from analyst_app.ui.charts.drawings import picture_of
from analyst_app.ui.charts.keys import ChartsKeys
from analyst_app.ui.charts.listing import ChosenEvents
from analyst_app.ui.charts.look import Look
from analyst_app.ui.charts.plot import ChartPlot
from analyst_app.ui.charts.wording import caveats, pick_words, reports_words, stops_of, total_words
from analyst_app.ui.context import Context
from analyst_app.ui.tasks import TaskHandle
from analyst_app.ui.theme import NORMAL, SNUG, WIDE
from analyst_app.ui.widgets.empty_state import EmptyState
from analyst_app.ui.widgets.filter_bar import FilterBar
from analyst_app.ui.widgets.focus_order import tab_through
from analyst_app.ui.widgets.words import Rank, Words


class ChartsView(QWidget):
    """Asks for a chart whenever something changed that could change it.

    Signals:
        event_opened(report id, event id): show the sentence of this event.
        events_asked(EventFilter): show these events in the events table.
        drawn(): the chart shows the newest answer.
    """

    event_opened = Signal(int, int)
    events_asked = Signal(object)
    drawn = Signal()

    def __init__(self, context: Context, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asking: TaskHandle | None = None
        self._hovering: TaskHandle | None = None
        self._hovered: Pick | None = None
        self._chart: Chart | None = None
        self._pick: Pick | None = None
        theme, ontology = context.theme, context.workbench.ontology
        attacks = [kind for kind in EventType if kind in ATTACK_TYPES]
        self.controls = ChartControls(theme=theme, ontology=ontology)
        self.filter = FilterBar(theme=theme, ontology=ontology, types=attacks, states=True, shared=context.filter)
        self.plot = ChartPlot(theme=theme)
        self.total = Words(theme=theme, rank=Rank.SECTION, wraps=True)
        self.caveats = Words(theme=theme, rank=Rank.MUTED, wraps=True)
        self.listing = ChosenEvents(context)
        self.keys = ChartsKeys(
            self,
            plot=self.plot,
            controls=self.controls,
            listing=self.listing,
            shown=lambda: (self._chart, self._pick),
            choose=self.choose,
        )
        self.actions_by_id = build_actions(CHARTS_ACTIONS, target=self, handlers=self.keys)
        self._proposals = self.actions_by_id["charts.proposals"]
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.plot)
        self._ask_choices()
        self._ask_external()
        self._ask()

    @property
    def matching(self) -> EventFilter:
        """The filter as it stands, with the states that are counted."""
        return self.controls.question(self.filter.matching).matching

    @property
    def chart(self) -> Chart | None:
        """What is drawn now."""
        return self._chart

    def choose(self, pick: Pick) -> None:
        """Choose days, or one side or group of them: mark them, say their figures, and list their events below."""
        self._pick = pick
        self.plot.choose(pick.first, pick.last)
        said = "" if self._chart is None else pick_words(self._chart, pick, ontology=self._context.workbench.ontology)
        self.listing.show_pick(self._chart, pick, said)

    def _lay_out(self) -> None:
        theme = self._context.theme
        heading = QHBoxLayout()
        heading.setSpacing(SNUG)
        heading.addWidget(Words("Charts", theme=theme, rank=Rank.TITLE))
        heading.addStretch()
        self.proposals_button = QPushButton("Include proposals", self)
        self.proposals_button.setCheckable(True)
        explain_by(self.proposals_button, self._proposals)
        heading.addWidget(self.proposals_button)
        buttons = [self.proposals_button]
        for identity, words in (
            ("charts.copy", "Copy"),
            ("charts.copy_data", "Copy data"),
            ("charts.save", "Save…"),
            ("charts.save_data", "Save data…"),
        ):
            button = QPushButton(words, self)
            explain_by(button, self.actions_by_id[identity])
            button.clicked.connect(self.actions_by_id[identity].trigger)
            heading.addWidget(button)
            buttons.append(button)
        nothing = EmptyState(
            theme=theme,
            icon="charts",
            title="No attacks to count yet",
            text="Counts come from confirmed events. Confirm some in Review, or include the proposals with the switch above (P).",
            actions=[self._proposals],
        )
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._chart_page())
        self._pages.addWidget(nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, NORMAL, WIDE, NORMAL)
        column.setSpacing(SNUG)
        column.addLayout(heading)
        column.addWidget(self.controls)
        column.addWidget(self.filter)
        column.addWidget(self._pages, stretch=1)
        tab_through(*buttons, self.controls, *self.filter.in_reading_order, self._pages, page=self)

    def _chart_page(self) -> QWidget:
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self.plot)
        split.addWidget(self.listing)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([460, 200])
        split.setChildrenCollapsible(False)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.total)
        column.addWidget(self.caveats)
        scroll = QScrollArea(self)
        scroll.setWidget(split)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(scroll, stretch=1)
        return page

    def _connect(self) -> None:
        self.filter.changed.connect(self._ask)
        self.controls.changed.connect(self._ask)
        self.controls.redraw.connect(self._arrange)
        self.controls.days_asked.connect(self.limit_days)
        self.proposals_button.clicked.connect(self._proposals.setChecked)
        self._proposals.toggled.connect(self.proposals_button.setChecked)
        self.plot.picked.connect(self.choose)
        self.plot.hovered.connect(self._ask_reports)
        self.plot.brushed.connect(self.limit_days)
        self.listing.opened.connect(self._open)
        self.listing.events_asked.connect(self.events_asked)
        self._context.tasks.changed.connect(self._follow)
        self._context.theme.changed.connect(self._arrange)

    @Slot()
    def _ask(self) -> None:
        if self._asking is not None:
            self._asking.abandon()
        # Where the filter names states, it says whether proposals are among them.
        for switch in (self._proposals, self.proposals_button):
            switch.setEnabled(not self.filter.matching.states)
        workbench, question = self._context.workbench, self.controls.question(self.filter.matching)
        self._asking = self._context.tasks.submit(lambda: ask_chart(workbench, question=question))
        self._asking.succeeded.connect(self._take)

    @Slot(object)
    def _take(self, chart: Chart) -> None:
        self._asking = None
        self._chart = chart
        self.controls.offer(chart.sides, chart.choices, chart.question.by)
        self._arrange()

    def _ask_choices(self) -> None:
        workbench = self._context.workbench
        self._context.tasks.submit(lambda: events.filter_choices(workbench)).succeeded.connect(self._offer)

    def _ask_external(self) -> None:
        workbench = self._context.workbench
        self._context.tasks.submit(lambda: list_series(workbench)).succeeded.connect(self.controls.offer_external)

    @Slot(object)
    def _offer(self, choices: FilterChoices) -> None:
        self.filter.offer(choices)
        self.controls.offer_days(choices.last_day)

    @Slot()
    def _arrange(self) -> None:
        chart, ontology = self._chart, self._context.workbench.ontology
        if chart is None:
            return
        self._pages.setCurrentIndex(1 if chart.empty else 0)
        self.total.setText(total_words(chart, ontology=ontology))
        self.caveats.setText(caveats(chart))
        look = Look(self._context.theme)
        self.plot.draw(picture_of(chart, look=look, ontology=ontology, beside=self.controls.beside.isChecked()))
        stops = stops_of(chart)
        if self._pick is None or (self._pick.first, self._pick.last) not in stops:
            self._pick = Pick(*stops[-1]) if stops else None
        if self._pick is not None:
            self.choose(self._pick)
        else:
            self.listing.show_pick(None, None, "")
        self.drawn.emit()

    @Slot(object)
    def _ask_reports(self, pick: Pick) -> None:
        """The reports under the pointer; while one question is on its way, only the newest of the others waits."""
        self._hovered = pick
        chart, workbench = self._chart, self._context.workbench
        if self._hovering is None and chart is not None:
            self._hovering = self._context.tasks.submit(
                lambda: (pick, reports_behind(workbench, question=chart.question, grid=chart.grid, pick=pick))
            )
            self._hovering.succeeded.connect(self._tell_reports)
            self._hovering.finished.connect(self._hovered_enough)

    @Slot(object)
    def _tell_reports(self, answer: tuple[Pick, Reports]) -> None:
        pick, reports = answer
        self._hovering = None
        self.plot.tell_reports(pick, reports_words(reports))
        if self._hovered is not None and self._hovered != pick:
            self._ask_reports(self._hovered)

    @Slot()
    def _hovered_enough(self) -> None:
        if self._hovering is not None and self._hovering is self.sender():
            self._hovering = None

    @Slot(object)
    def _follow(self, changes: ChangeSet) -> None:
        if changes.external:
            self._ask_external()
        if changes.library or changes.report_ids or changes.event_ids or changes.external:
            self._ask()
            self._ask_choices()

    @Slot(object)
    def _open(self, row: EventRow) -> None:
        self.event_opened.emit(row.stored.report_id, row.stored.id)

    @Slot(object, object)
    def limit_days(self, first: date | None, last: date | None) -> None:
        """Set the first and the last day of the filter."""
        self.filter.show_matching(replace(self.filter.matching, first_day=first, last_day=last))
