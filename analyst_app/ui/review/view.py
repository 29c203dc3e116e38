"""The review screen, where an analyst spends the day: the text on the left, the events and entities on the right.

Arranges its parts and lets a click in one show in the others; what is decided or changed goes through the session.
"""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QTabWidget, QWidget

from analyst_app.ui.actions import explain_by
from analyst_app.ui.context import Context
from analyst_app.ui.review.acting import build_review_actions
from analyst_app.ui.review.actions import CARET, DECISIONS, FIELDS, FROM_TEXT, IN_THE_LIST, IN_THE_TEXT, MARKING, SCREEN, SHAPING
from analyst_app.ui.review.commands import ReviewCommands
from analyst_app.ui.review.day_panel import DayPanel
from analyst_app.ui.review.entities_panel import EntitiesPanel
from analyst_app.ui.review.events_panel import EventsPanel
from analyst_app.ui.review.from_text import FromText
from analyst_app.ui.review.history_panel import HistoryPanel
from analyst_app.ui.review.layout import lay_out
from analyst_app.ui.review.message_line import MessageLine
from analyst_app.ui.review.picker_overlay import PickerOverlay
from analyst_app.ui.review.pointing import Pointing
from analyst_app.ui.review.queue_strip import QueueStrip
from analyst_app.ui.review.report_details import ReportDetails
from analyst_app.ui.review.report_header import ReportHeader
from analyst_app.ui.review.session import ReviewSession
from analyst_app.ui.review.shaping import Shaping
from analyst_app.ui.review.text_panel import TextPanel
from analyst_app.ui.review.twins import Twins
from analyst_app.ui.widgets.focus_order import tab_through

COMPACT = 34
"""Lines of text: a screen that holds fewer is laid out for little height."""


class ReviewView(QWidget):
    """One report under review.

    Signals:
        report_finished(report id): all its events are decided and it is marked as reviewed.
        status(sentence): for the status line of the window.
    """

    report_finished = Signal(int)
    status = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.session = ReviewSession(context, self)
        self._commands = ReviewCommands(context, self.session)
        self._visited: list[int] = []
        self._pointing = Pointing(self.session)
        self.header = ReportHeader(context, self.session, self)
        self.details = ReportDetails(self)
        self.queue_strip = QueueStrip(self.session, context.theme, self)
        self.twins = Twins(context, self.session, self)
        self.text_panel = TextPanel(self.session, context.theme, self)
        self.events_panel = EventsPanel(context, self.session, self._commands, self)
        self.overlay = PickerOverlay(self)
        self.entities_panel = EntitiesPanel(context, self.session, self._commands, overlay=self.overlay, panel=self.text_panel)
        self.entity_table = self.entities_panel.table
        self.history_panel = HistoryPanel(context, self.session, self)
        self.day_panel = DayPanel(context, self.session, self.twins, self)
        self.shaping = Shaping(
            context, self.session, self._commands, panel=self.events_panel, overlay=self.overlay, twins=self.twins, parent=self
        )
        self.from_text = FromText(
            self.session, self._commands, text=self.text_panel.text, panel=self.events_panel, overlay=self.overlay, over=self
        )
        self.tabs = QTabWidget(self)
        self._message = MessageLine(self)
        self._compact: bool | None = None
        self._pages = self._arrange()
        self.named_actions = self._build_actions()
        self._connect()
        self.setFocusProxy(self.events_panel.list)
        self._offer_by_mouse()

    def show_report(self, report_id: int, *, event_id: int | None = None) -> None:
        """Show a report, with an event in focus: the named one, else where its review stopped."""
        current = self.session.report_id
        if current is not None and current != report_id:
            self._visited = [visited for visited in self._visited if visited != current] + [current]
        if current == report_id and not self.session.opening.is_on and self.session.find_event(event_id) is not None:
            self.session.focus(event_id)
            return
        self.session.open(report_id, event_id=event_id)

    def clear(self) -> None:
        """Show no report."""
        self.session.close()

    # Actions

    def accept_rest(self) -> None:
        """Accept what is still open, mark the report as reviewed, and open the next."""
        self.events_panel.card.finish_editing()
        if unsaved := self.events_panel.card.unsaved():
            words = self.tr("Not finished yet: what you typed in %1 is not saved. Correct it, or press Escape in it.")
            self._complain(words.replace("%1", ", ".join(unsaved)))
            return
        report_id = self.session.report_id
        if report_id is not None:
            self._commands.accept_rest(report_id, lambda: self._finished(report_id))

    def next_report(self) -> None:
        """Open the next report with open events."""
        self.session.ask_next(self._go_on)

    def previous_report(self) -> None:
        """Open the report shown before this one."""
        if self._visited:
            report_id = self._visited.pop()
            self.session.open(report_id)
        else:
            self.status.emit(self.tr("No report was shown before this one."))

    def remove(self) -> None:
        """Remove the entity that was gone to, or the focused event."""
        row = self.entities_panel.chosen()
        if row is not None:
            self._commands.unmark_entity(row.id)
        elif self.tabs.currentWidget() is not self.entities_panel and self.session.focused_id is not None:
            self._commands.remove_event(self.session.focused_id)

    def show_queue(self) -> None:
        """The order of the reports, and how sure a proposal has to be."""
        self.queue_strip.unfold()

    def show_sums(self) -> None:
        """Unfold the sums, or fold them."""
        self.day_panel.toggle()

    def show_history(self) -> None:
        """The history of the focused event; pressed again, that of the report."""
        if self.tabs.currentWidget() is self.history_panel:
            self.history_panel.switch()
        self.tabs.setCurrentWidget(self.history_panel)
        self.history_panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_warning(self) -> None:
        """Go to the next event that does not add up, or that seems to be told twice."""
        event_id = self.day_panel.next_warning()
        if event_id is None:
            self.status.emit(self.tr("Nothing to look at: the parts fit their totals, and nothing seems to be told twice."))
            return
        self.tabs.setCurrentIndex(0)
        self.day_panel.unfold(unfolded=True)
        self.session.focus(event_id)

    def cycle(self) -> None:
        """Go on to the next event or entity that has a share in the words at the caret."""
        self.text_panel.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._pick(self.text_panel.text.caret())

    def switch_tab(self) -> None:
        """From the events to the entities, and back."""
        self.tabs.setCurrentIndex(0 if self.tabs.currentIndex() == 1 else 1)
        self._current_list().setFocus(Qt.FocusReason.OtherFocusReason)
        if self.tabs.currentWidget() is self.entities_panel and self.entity_table.chosen_row() is not None:
            self.entity_table.selectRow(self.entity_table.currentIndex().row())

    def switch_pane(self) -> None:
        """From the text to the list, and back."""
        into_text = not self.text_panel.isAncestorOf(self.focusWidget() or self)
        (self.text_panel.text if into_text else self._current_list()).setFocus(Qt.FocusReason.TabFocusReason)

    def edit_details(self) -> None:
        """Correct title, source, author and date."""
        if self.session.detail is not None:
            self.details.unfold(self.session.detail.row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where few lines fit, head and sums are short, so that the fields of the event are seen."""
        super().resizeEvent(event)
        self._fit()

    # Inside

    def _fit(self) -> None:
        compact = self.height() < COMPACT * self.fontMetrics().height()
        if compact != self._compact:
            self._compact = compact
            for part in (self.header, self.events_panel):
                part.set_compact(compact=compact)
            self.day_panel.unfold(unfolded=not compact)

    def _arrange(self) -> QStackedLayout:
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.tr("Events and entities"))
        self.tabs.addTab(self.events_panel, self.tr("Events"))
        self.tabs.addTab(self.entities_panel, self.tr("Entities"))
        self.tabs.addTab(self.history_panel, self.tr("History"))
        pages = lay_out(
            self,
            above=(self.header, self.details, self.queue_strip),
            text=self.text_panel,
            beside=(self._message, self.tabs, self.day_panel),
            empty=self.tr("No report is open.\n\nChoose one in the Library (Ctrl+1), or paste one (Ctrl+Shift+V)."),
        )
        tab_through(self.header, self.details, self.queue_strip, self.text_panel, self.tabs, self.day_panel, page=self)
        return pages

    def _build_actions(self) -> dict[str, QAction]:
        panel, words = self.events_panel, self.text_panel
        everywhere = (
            (DECISIONS, panel),
            (SHAPING, self.shaping),
            (FIELDS, panel.card),
            (FROM_TEXT, self.from_text),
            (IN_THE_TEXT, words),
            (MARKING, self.entities_panel),
        )
        inside = ((IN_THE_LIST, panel, panel.list), (CARET, words, words.text))
        return build_review_actions(self, everywhere=(*everywhere, (SCREEN, self)), inside=inside, opening=self.session.opening)

    def _offer_by_mouse(self) -> None:
        """What the keys do, on the right mouse button as well; buttons name the keys that do the same."""
        header = self.header
        for button, name in (
            (header.details, "details"),
            (header.queue, "queue"),
            (header.back, "previous_report"),
            (header.forward, "next_report"),
            (header.finish, "accept_rest"),
        ):
            explain_by(button, self.named_actions[f"review.{name}"])
        self.events_panel.card.follow_keys(self.named_actions)
        for widget, names in (
            (self.events_panel.list, ("accept", "reject", "reopen", "edit", "duplicate", "split", "merge", "move_into", "link", "remove")),
            (self.entity_table, ("mark", "resize", "mentions", "remove")),
        ):
            widget.addActions([self.named_actions[f"review.{name}"] for name in names])
            widget.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        by_words = ("mark", "new_event", "set_words", "resize", "mentions", "split_entity", "cycle")
        self.text_panel.text.offered = [self.named_actions[f"review.{name}"] for name in by_words]

    def _connect(self) -> None:
        session = self.session
        session.opened.connect(self._opened)
        session.closed.connect(lambda: self._pages.setCurrentIndex(0))
        session.failed.connect(lambda sentence, _event, _field: self._complain(sentence))
        for part in (self.shaping, self.from_text):
            part.said.connect(self.status)
        self.shaping.opened.connect(lambda report_id, event_id: self.show_report(report_id, event_id=event_id))
        self.day_panel.twin_wanted.connect(lambda report_id, event_id: self.show_report(report_id, event_id=event_id))
        self.day_panel.event_wanted.connect(session.focus)
        self.queue_strip.closed.connect(self.events_panel.take_focus)
        self.header.queue.clicked.connect(self.show_queue)
        session.said.connect(self.status)
        self._context.theme.changed.connect(self._fit)
        session.events_changed.connect(self._name_tabs)
        session.entities_changed.connect(self._name_tabs)
        self.text_panel.pointed_at.connect(self._pick)
        self.events_panel.card.pointed.connect(self.text_panel.emphasise_event)
        self.events_panel.all_decided.connect(
            lambda: self.status.emit(self.tr("Every event of this report is decided. Shift+A finishes it and goes on."))
        )
        self.entities_panel.missing.connect(self.status)
        self.entity_table.chosen.connect(self._show_entity)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.header.details.clicked.connect(self.named_actions["review.details"].trigger)
        self.header.back.clicked.connect(self.previous_report)
        self.header.forward.clicked.connect(self.next_report)
        self.header.finish.clicked.connect(self.named_actions["review.accept_rest"].trigger)
        self.details.saved.connect(self._describe)
        self.details.closed.connect(self.events_panel.take_focus)

    def _opened(self) -> None:
        self._pages.setCurrentIndex(1)
        self._message.hide()
        self.overlay.close_picker()
        self.shaping.line.hide()
        self.details.hide()
        self.tabs.setCurrentIndex(0)
        self._name_tabs()
        self.text_panel.emphasise_event("")
        self.events_panel.take_focus()

    def _name_tabs(self) -> None:
        self.tabs.setTabText(0, self.tr("Events  %1").replace("%1", str(len(self.session.events))))
        self.tabs.setTabText(1, self.tr("Entities  %1").replace("%1", str(len(self.session.entities))))

    def _complain(self, sentence: str) -> None:
        self._message.say(sentence)
        self.status.emit(sentence)

    def _finished(self, report_id: int) -> None:
        self.report_finished.emit(report_id)
        if self.session.report_id == report_id:
            self.next_report()

    def _go_on(self, report_id: int | None) -> None:
        if report_id is None or report_id == self.session.report_id:
            self.status.emit(self.tr("No other report has open events. The chart (Ctrl+4) shows what you have accepted."))
        else:
            self.show_report(report_id)

    def _describe(self, title: str, source: str | None, author: str | None, published: date) -> None:
        if self.session.report_id is not None:
            self._commands.describe(self.session.report_id, title=title, source=source, author=author, published=published)

    def _current_list(self) -> QWidget:
        lists: tuple[QWidget, ...] = (self.events_panel.list, self.entity_table, self.history_panel.steps)
        return lists[self.tabs.currentIndex()]

    def _tab_changed(self) -> None:
        if self.tabs.currentIndex() == 0:
            self.text_panel.emphasise_event(self.events_panel.card.field)
        elif self.tabs.currentIndex() == 1 and (row := self.entity_table.chosen_row()) is not None:
            self.text_panel.emphasise_entity(row, with_caret=not self.text_panel.text.hasFocus())

    def _show_entity(self, entity_id: int) -> None:
        row = self.entity_table.chosen_row()
        if row is not None and row.id == entity_id:
            self.text_panel.emphasise_entity(row, with_caret=not self.text_panel.text.hasFocus())

    def _pick(self, position: int) -> None:
        """Focus what was clicked on; a click on the same again goes on to what lies below."""
        entities = self.text_panel.text.entities_at(position)
        found = self._pointing.under(position, entities, entities_first=self.tabs.currentIndex() == 1)
        if found is None:
            return
        kind, id_ = found
        self.tabs.setCurrentIndex(0 if kind == "event" else 1)
        if kind == "event" and id_ == self.session.focused_id:
            self.text_panel.emphasise_event(self.events_panel.card.field)
        elif kind == "event":
            self.session.focus(id_)
        else:
            self.entity_table.show_entity(id_)
            self._show_entity(id_)
