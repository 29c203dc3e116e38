"""The six screens of one open database, each built when first shown, and the ways that lead from one to another."""

from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from analyst_app.domain.rows import EventFilter
from analyst_app.ui.actions import WINDOW_ACTIONS, ActionSpec
from analyst_app.ui.charts.actions import CHARTS_ACTIONS
from analyst_app.ui.compare.actions import COMPARE_ACTIONS
from analyst_app.ui.context import Context
from analyst_app.ui.events.actions import EVENTS_ACTIONS
from analyst_app.ui.events.view import EventsView
from analyst_app.ui.first_start import FirstStart
from analyst_app.ui.library.actions import LIBRARY_ACTIONS
from analyst_app.ui.library.view import LibraryView
from analyst_app.ui.map.actions import CANVAS_ACTIONS, MAP_ACTIONS
from analyst_app.ui.review.actions import REVIEW_ACTIONS


class Screen(StrEnum):
    """The screens, in the order of their keys."""

    LIBRARY = "library"
    REVIEW = "review"
    EVENTS = "events"
    CHARTS = "charts"
    MAP = "map"
    COMPARE = "compare"


def specs_of(screen: Screen) -> tuple[ActionSpec, ...]:
    """The table of a screen's actions."""
    tables = {
        Screen.LIBRARY: LIBRARY_ACTIONS,
        Screen.REVIEW: REVIEW_ACTIONS,
        Screen.EVENTS: EVENTS_ACTIONS,
        Screen.CHARTS: CHARTS_ACTIONS,
        Screen.MAP: (*MAP_ACTIONS, *CANVAS_ACTIONS),
        Screen.COMPARE: COMPARE_ACTIONS,
    }
    return tables[screen]


def every_action() -> list[ActionSpec]:
    """The window's table and those of all screens: what the overview and the documentation are made from."""
    return [*WINDOW_ACTIONS, *(spec for screen in Screen for spec in specs_of(screen))]


class Screens(QObject):
    """Puts its pages into the window's stack and takes them out again with `leave`.

    Signals:
        shown(Screen): another screen is in front.
        built(Screen): a screen was built; its actions can go into a menu.
        paste_asked(), open_asked(): the library's buttons.
        said(sentence): something for the status line.
    """

    shown = Signal(object)
    built = Signal(object)
    paste_asked = Signal()
    open_asked = Signal()
    said = Signal(str)

    def __init__(self, context: Context, *, stack: QStackedWidget, actions: Mapping[str, QAction], parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self._stack = stack
        self._actions = actions
        self._pages: dict[Screen, QWidget] = {}
        self._begins_with: dict[Screen, QWidget] = {}
        self._welcome: FirstStart
        self._welcomed = False
        self.current: Screen | None = None
        self.report: int | None = None

    @property
    def library(self) -> LibraryView:
        """The library screen."""
        page = self.page(Screen.LIBRARY)
        assert isinstance(page, LibraryView)
        return page

    @property
    def events(self) -> EventsView:
        """The events screen."""
        page = self.page(Screen.EVENTS)
        assert isinstance(page, EventsView)
        return page

    @property
    def built_pages(self) -> Mapping[Screen, QWidget]:
        """The screens that were built until now."""
        return dict(self._pages)

    def page(self, screen: Screen) -> QWidget:
        """A screen, built now if it was not shown before."""
        if screen not in self._pages:
            page = self._build(screen)
            self._pages[screen] = page
            # With a proxy, Tab would come from the rail to that at once, past all that stands above it.
            self._begins_with[screen] = page.focusProxy() or page
            page.setFocusProxy(None)  # type: ignore[arg-type]  # none is allowed; the stubs do not say so
            self._stack.addWidget(page)
            self.built.emit(screen)
        return self._pages[screen]

    def show(self, screen: Screen) -> None:
        """Bring a screen to the front and give it the keyboard."""
        page = self.page(screen)
        self.current = screen
        self._stack.setCurrentWidget(page)
        self._begin(screen)
        self.shown.emit(screen)

    def _begin(self, screen: Screen) -> None:
        """Give the keyboard to what one begins with; of an empty library, to the first way to begin."""
        first = self._begins_with[screen]
        if screen is Screen.LIBRARY:
            first = self._welcome.first if self.library.welcoming else self.library.table
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _follow_library(self) -> None:
        """The first reports have come in, or the last has gone: what had the keyboard is not seen any more."""
        if self._welcomed != self.library.welcoming:
            self._welcomed = self.library.welcoming
            if self.current is Screen.LIBRARY and QApplication.activeModalWidget() is None:
                self._begin(Screen.LIBRARY)

    def leave(self) -> None:
        """Take the pages away, because another database is being opened or the window closes."""
        # The one in front goes last: taken out earlier, it would bring another one to the front, which would ask for what it shows.
        for page in sorted(self._pages.values(), key=lambda page: page is self._stack.currentWidget()):
            self._stack.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._pages.clear()
        self._begins_with.clear()
        self.deleteLater()

    @Slot(int)
    def open_report(self, report_id: int) -> None:
        """Show a report in Review."""
        self._show_in_review(report_id, None)

    @Slot(int, int)
    def open_event(self, report_id: int, event_id: int) -> None:
        """Show the sentence of an event in Review."""
        self._show_in_review(report_id, event_id)

    @Slot(object)
    def list_events(self, matching: EventFilter) -> None:
        """Show these events in the events table."""
        self.events.show_matching(matching)
        self.show(Screen.EVENTS)

    def _show_in_review(self, report_id: int, event_id: int | None) -> None:
        from analyst_app.ui.review.view import ReviewView  # noqa: PLC0415 - as above

        page = self.page(Screen.REVIEW)
        assert isinstance(page, ReviewView)
        self.report = report_id
        page.show_report(report_id, event_id=event_id)
        self.show(Screen.REVIEW)

    def _build(self, screen: Screen) -> QWidget:
        if screen is Screen.LIBRARY:
            self._welcome = FirstStart(theme=self.context.theme, actions=self._actions)
            library = LibraryView(self.context, welcome=self._welcome)
            library.model.counted.connect(self._follow_library)
            library.report_opened.connect(self.open_report)
            library.paste_asked.connect(self.paste_asked)
            library.open_asked.connect(self.open_asked)
            return library
        if screen is Screen.REVIEW:
            from analyst_app.ui.review.view import ReviewView  # noqa: PLC0415 - as above

            review = ReviewView(self.context)
            review.status.connect(self.said)
            return review
        if screen is Screen.EVENTS:
            events = EventsView(self.context)
            events.event_opened.connect(self.open_event)
            return events
        if screen is Screen.MAP:
            from analyst_app.ui.map.view import MapScreen  # noqa: PLC0415 - as above

            on_map = MapScreen(self.context)
            on_map.event_opened.connect(self.open_event)
            on_map.events_asked.connect(self.list_events)
            return on_map
        if screen is Screen.COMPARE:
            from analyst_app.ui.compare.view import CompareView  # noqa: PLC0415 - as above

            compare = CompareView(self.context, choose=self._actions["report.compare"])
            compare.event_opened.connect(self.open_event)
            compare.report_opened.connect(self.open_report)
            compare.status.connect(self.said)
            return compare
        from analyst_app.ui.charts.view import ChartsView  # noqa: PLC0415 - pyqtgraph is imported when a chart is first shown

        charts = ChartsView(self.context)
        charts.event_opened.connect(self.open_event)
        charts.events_asked.connect(self.list_events)
        return charts
