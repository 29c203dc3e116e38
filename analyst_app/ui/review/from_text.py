"""What is made of words selected in the text: a new event, the words behind a field. The handlers of the table `FROM_TEXT`."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from analyst_app.domain.ontology import EventType
from analyst_app.ui.review.commands import ReviewCommands
from analyst_app.ui.review.editing import type_choices
from analyst_app.ui.review.events_panel import EventsPanel
from analyst_app.ui.review.picker_overlay import PickerOverlay, below, quoted
from analyst_app.ui.review.session import ReviewSession
from analyst_app.ui.review.text import ReportText


class FromText(QObject):
    """Asks over the screen where something has to be asked.

    Signals:
        said(sentence): for the status line.
    """

    said = Signal(str)

    def __init__(
        self,
        session: ReviewSession,
        commands: ReviewCommands,
        *,
        text: ReportText,
        panel: EventsPanel,
        overlay: PickerOverlay,
        over: QWidget,
    ) -> None:
        super().__init__(over)
        self._session, self._commands = session, commands
        self._text, self._panel, self._overlay, self._over = text, panel, overlay, over

    def new_event(self) -> None:
        """Make an event of the selected words, or of the word at the caret."""
        detail = self._session.detail
        span = self._text.selected_span() or self._text.word_at_caret()
        if detail is None or span is None:
            self.said.emit(self.tr("Select the words that tell the event first."))
            return
        self._overlay.ask(
            self.tr("What kind of event is “%1”? Press its letter.").replace("%1", quoted(span, detail.text)),
            type_choices(self._session),
            near=below(span, self._text, self._over),
            then=lambda kind: self._commands.create_event(detail.row.id, kind, span),
            back_to=self._panel.list,
            current=EventType.ATTACK,
        )

    def set_words(self) -> None:
        """Make the selected words those behind the field whose words are shown; with no field, those that name the event."""
        stored, field = self._session.focused_event, self._panel.card.field
        span = self._text.selected_span()
        if stored is None or span is None:
            self.said.emit(self.tr("Choose a field (W), select its words in the text, then press Shift+W."))
        elif not field:
            self._commands.name_trigger(stored.id, span)
        else:
            value = stored.part_of_id if field == "part_of" else getattr(stored.event, field)
            self._commands.correct(stored.id, field, value, words=(span,))
