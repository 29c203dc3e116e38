"""The review screen, where an analyst spends the day: the text on the left, the events and entities on the right.

Arranges its parts and lets a click in one show in the others; what is decided or changed goes through the session.
"""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedLayout, QTabWidget, QToolButton, QVBoxLayout, QWidget

from analyst_app.domain.ontology import EventType
from analyst_app.ui.actions import build_actions
from analyst_app.ui.context import Context
from analyst_app.ui.review.actions import CARET, DECISIONS, FIELDS, IN_THE_LIST, IN_THE_TEXT, MARKING, SCREEN
from analyst_app.ui.review.commands import ReviewCommands
from analyst_app.ui.review.day_panel import DayPanel
from analyst_app.ui.review.editing import type_choices
from analyst_app.ui.review.entities_panel import EntitiesPanel
from analyst_app.ui.review.events_panel import EventsPanel
from analyst_app.ui.review.picker_overlay import PickerOverlay, below, quoted
from analyst_app.ui.review.pointing import Pointing
from analyst_app.ui.review.report_details import ReportDetails
from analyst_app.ui.review.report_header import ReportHeader
from analyst_app.ui.review.session import ReviewSession
from analyst_app.ui.review.text_panel import TextPanel

REPEATED = frozenset(
    f"review.{name}"
    for name in (
        *("next_event", "previous_event", "find_next", "find_previous", "next_mention", "previous_mention", "next_same", "previous_same"),
        *("next_sentence", "previous_sentence", "select_next_sentence", "select_previous_sentence", "larger_report", "smaller_report"),
    )
)
"""Keys that may be held down; any other must not act a second time because it was held a moment too long."""


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
        self.header = ReportHeader(context, self.session, self)
        self.details = ReportDetails(self)
        self.text_panel = TextPanel(self.session, context.theme, self)
        self._pointing = Pointing(self.session)
        self.events_panel = EventsPanel(context, self.session, self._commands, self)
        self.overlay = PickerOverlay(self)
        self.entities_panel = EntitiesPanel(context, self.session, self._commands, overlay=self.overlay, panel=self.text_panel)
        self.entity_table = self.entities_panel.table
        self.day_panel = DayPanel(context, self.session, self)
        self.tabs = QTabWidget(self)
        self._message = QLabel(self)
        self._message_line = QWidget(self)
        self._arrange()
        self.named_actions = self._build_actions()
        self._connect()
        self.setFocusProxy(self.events_panel.list)
        self._offer_by_mouse()

    def show_report(self, report_id: int, *, event_id: int | None = None) -> None:
        """Show a report, with an event in focus: the named one, else where its review stopped."""
        current = self.session.report_id
        if current is not None and current != report_id:
            self._visited = [visited for visited in self._visited if visited != current] + [current]
        if current == report_id and event_id is not None and self.session.find_event(event_id) is not None:
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

    def new_event(self) -> None:
        """Make an event of the selected words, or of the word at the caret."""
        report_id = self.session.report_id
        span = self.text_panel.text.selected_span() or self.text_panel.text.word_at_caret()
        if report_id is None or span is None:
            self.status.emit(self.tr("Select the words that tell the event first."))
            return
        self.overlay.ask(
            self.tr("What kind of event is “%1”? Press its letter.").replace("%1", quoted(span, self._text())),
            type_choices(self.session),
            near=below(span, self.text_panel.text, self),
            then=lambda kind: self._commands.create_event(report_id, kind, span),
            back_to=self.events_panel.list,
            current=EventType.ATTACK,
        )

    def set_words(self) -> None:
        """Make the selected words those behind the field whose words are shown."""
        stored, field = self.session.focused_event, self.events_panel.card.field
        span = self.text_panel.text.selected_span()
        if stored is None or span is None or not field:
            self.status.emit(self.tr("Choose a field (W), select its words in the text, then press Shift+W."))
            return
        value = stored.part_of_id if field == "part_of" else getattr(stored.event, field)
        self._commands.correct(stored.id, field, value, words=(span,))

    def remove(self) -> None:
        """Remove the entity that was gone to, or the focused event."""
        row = self.entities_panel.chosen()
        if row is not None:
            self._commands.unmark_entity(row.id)
        elif self.tabs.currentWidget() is not self.entities_panel and self.session.focused_id is not None:
            self._commands.remove_event(self.session.focused_id)

    def cycle(self) -> None:
        """Go on to the next event or entity that has a share in the words at the caret."""
        self.text_panel.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._pick(self.text_panel.text.caret())

    def switch_tab(self) -> None:
        """From the events to the entities, and back."""
        self.tabs.setCurrentIndex(1 - self.tabs.currentIndex())
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

    # Inside

    def _arrange(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.events_panel, self.tr("Events"))
        self.tabs.addTab(self.entities_panel, self.tr("Entities"))
        self._message.setWordWrap(True)
        self._message.setProperty("role", "bad")
        close = QToolButton(self._message_line)
        close.setText("✕")
        close.setAutoRaise(True)
        close.setAccessibleName(self.tr("Close the message"))
        close.clicked.connect(self._message_line.hide)
        told = QHBoxLayout(self._message_line)
        told.setContentsMargins(12, 6, 6, 6)
        told.addWidget(self._message, 1)
        told.addWidget(close)
        self._message_line.hide()
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(6)
        column.addWidget(self._message_line)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.day_panel)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(3)
        splitter.addWidget(self.text_panel)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 55)
        splitter.setStretchFactor(1, 45)
        splitter.setSizes([550, 450])
        whole = QWidget(self)
        lines = QVBoxLayout(whole)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.header)
        lines.addWidget(self.details)
        lines.addWidget(splitter, 1)
        empty = QLabel(self.tr("No report is open.\n\nChoose one in the Library (Ctrl+1), or paste one (Ctrl+Shift+V)."), self)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setProperty("role", "muted")
        self._pages = QStackedLayout(self)
        self._pages.addWidget(empty)
        self._pages.addWidget(whole)

    def _build_actions(self) -> dict[str, QAction]:
        panel, card, words = self.events_panel, self.events_panel.card, self.text_panel
        parts = ((DECISIONS, panel), (FIELDS, card), (IN_THE_TEXT, words), (MARKING, self.entities_panel))
        built = {id_: action for specs, target in parts for id_, action in build_actions(specs, target=target).items()}
        # These work wherever the keyboard is in the screen, not only in the part that acts.
        self.addActions(list(built.values()))
        built |= build_actions(SCREEN, target=self)
        in_the_list = build_actions(IN_THE_LIST, target=panel)
        for action in in_the_list.values():
            panel.removeAction(action)
            panel.list.addAction(action)
        built |= in_the_list
        in_the_text = build_actions(CARET, target=words)
        for action in in_the_text.values():
            words.removeAction(action)
            words.text.addAction(action)
        built |= in_the_text
        for id_, action in built.items():
            # A key held down a moment too long must not decide the next event as well.
            action.setAutoRepeat(id_ in REPEATED)
        return built

    def _offer_by_mouse(self) -> None:
        """What the keys do, on the right mouse button as well."""
        for widget, names in (
            (self.events_panel.list, ("accept", "reject", "reopen", "edit", "duplicate", "remove")),
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
        session.said.connect(self.status)
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
        self.header.details.clicked.connect(self.edit_details)
        self.header.back.clicked.connect(self.previous_report)
        self.header.forward.clicked.connect(self.next_report)
        self.header.finish.clicked.connect(self.accept_rest)
        self.details.saved.connect(self._describe)
        self.details.closed.connect(self.events_panel.take_focus)

    def _opened(self) -> None:
        self._pages.setCurrentIndex(1)
        self._message_line.hide()
        self.overlay.close_picker()
        self.details.hide()
        self.tabs.setCurrentIndex(0)
        self._name_tabs()
        self.text_panel.emphasise_event("")
        self.events_panel.take_focus()

    def _name_tabs(self) -> None:
        self.tabs.setTabText(0, self.tr("Events  %1").replace("%1", str(len(self.session.events))))
        self.tabs.setTabText(1, self.tr("Entities  %1").replace("%1", str(len(self.session.entities))))

    def _complain(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message_line.show()
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

    def _text(self) -> str:
        return "" if self.session.detail is None else self.session.detail.text

    def _current_list(self) -> QWidget:
        return self.events_panel.list if self.tabs.currentIndex() == 0 else self.entity_table

    def _tab_changed(self) -> None:
        if self.tabs.currentIndex() == 0:
            self.text_panel.emphasise_event(self.events_panel.card.field)
        elif (row := self.entity_table.chosen_row()) is not None:
            self.text_panel.emphasise_entity(row, with_caret=not self.text_panel.text.hasFocus())

    def _show_entity(self, entity_id: int) -> None:
        row = self.entity_table.chosen_row()
        if row is not None and row.id == entity_id:
            self.text_panel.emphasise_entity(row, with_caret=not self.text_panel.text.hasFocus())

    def _pick(self, position: int) -> None:
        """Focus what was clicked on: an event by its trigger, an event by its words, an entity; a click on the same again goes on."""
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
