"""Split, merge, move into a total, link with another report, take back a correction: what each asks before it is done.

The handlers of the table `SHAPING`; what is done goes through the commands.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from analyst_app.domain.rows import EventRow, StoredEvent
from analyst_app.services import acts
from analyst_app.ui.context import Context
from analyst_app.ui.review import event_words
from analyst_app.ui.review.commands import ReviewCommands
from analyst_app.ui.review.editing import wholes_offered
from analyst_app.ui.review.events_panel import EventsPanel
from analyst_app.ui.review.letter_picker import Choice
from analyst_app.ui.review.line_overlay import LineOverlay
from analyst_app.ui.review.picker_overlay import PickerOverlay
from analyst_app.ui.review.session import ReviewSession
from analyst_app.ui.review.split_words import explain_shares, proposed_line, read_shares
from analyst_app.ui.review.twins import Twins

NUMBERED = "123456789abcdefghijklmnopqrstuvwxyz"
MOST_QUOTED = 60


class Shaping(QObject):
    """Asks over the screen and acts on the events panel's events.

    Signals:
        said(sentence): for the status line.
        opened(report id, event id): the analyst wants to see an event of another report.
    """

    said = Signal(str)
    opened = Signal(int, int)

    def __init__(
        self,
        context: Context,
        session: ReviewSession,
        commands: ReviewCommands,
        *,
        panel: EventsPanel,
        overlay: PickerOverlay,
        twins: Twins,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._over = parent
        self._context, self._session, self._commands = context, session, commands
        self._panel, self._overlay, self._twins = panel, overlay, twins
        self.line = LineOverlay(parent)

    # Actions

    def take_back(self) -> None:
        """Give the field that is looked at again what was proposed for it."""
        stored, field = self._session.focused_event, self._panel.card.corrected()
        if stored is None:
            return
        if field:
            self._commands.take_back(stored.id, field)
        elif stored.corrections:
            choices = [
                Choice(c.field, f"{event_words.field_label(c.field)}: {c.proposed or event_words.NOT_SAID}", key)
                for c, key in zip(stored.corrections, NUMBERED, strict=False)
            ]
            self._pick(self.tr("Take back which correction?"), choices, lambda name: self._commands.take_back(stored.id, name))
        else:
            self.said.emit(self.tr("Nothing of this event was corrected."))

    def split(self) -> None:
        """Make several events of the focused one."""
        stored = self._session.focused_event
        if stored is None:
            return
        event, ontology = stored.event, self._session.ontology
        name = event_words.summary(event, ontology)
        places = event_words.where(event.places)
        question = self.tr("Split “%1” into which counts? 10+6, or 4+2+1.").replace("%1", name)
        if len(event.places) > 1:
            question = self.tr("Split “%1” into which counts? As many as there are places give each its own: %2.")
            question = question.replace("%1", name).replace("%2", places)
        self.line.ask(
            question,
            value=proposed_line(event),
            read=lambda words: read_shares(words, event),
            explain=lambda shares: explain_shares(shares, event, ontology),
            then=lambda shares: self._commands.split(stored.id, shares),
            back_to=self._panel.list,
        )

    def merge(self) -> None:
        """Let the focused record stay and reject the other selected ones, or one that is asked for."""
        keep = self._session.focused_event
        if keep is None:
            return
        others = [i for i in self._panel.list.selected_ids() if i != keep.id]
        if others:
            self._commands.merge(keep.id, others)
            return
        likely = sorted((s for s in self._session.events if s.id != keep.id), key=lambda s: s.event.type is not keep.event.type)
        choices = [Choice(s.id, self._named(s), key) for s, key in zip(likely, NUMBERED, strict=False)]
        if choices:
            question = self.tr("“%1” stays. Which record tells the same act and is to be rejected?")
            self._pick(question.replace("%1", self._named(keep)), choices, lambda other: self._commands.merge(keep.id, [other]))

    def move_into(self) -> None:
        """Make the selected events parts of one total, or of none."""
        ids = self._panel.list.selected_ids()
        events = [stored for i in ids if (stored := self._session.find_event(i)) is not None]
        if not events:
            return
        named = self._named(events[0]) if len(events) == 1 else self.tr("%1 events").replace("%1", str(len(events)))
        question = self.tr("Which total are %1 part of?").replace("%1", named)
        self._pick(question, wholes_offered(events, self._session), lambda whole: self._commands.move_into(ids, whole))

    def link(self) -> None:
        """Link the focused event with one of another report that tells the same act."""
        stored, workbench = self._session.focused_event, self._context.workbench
        if stored is None:
            return
        known = [one.other for one in self._twins.of_event(stored.id) if not one.linked]
        if known:
            # Known already: asked at once, so that who types ahead is understood.
            self._offer_twins(stored, known)
            return
        handle = self._context.tasks.submit(lambda: acts.candidates(workbench, event_id=stored.id))
        handle.succeeded.connect(lambda rows: self._offer_twins(stored, rows) if isValid(self) else None)

    def unlink(self) -> None:
        """Let the focused event count by itself again."""
        stored = self._session.focused_event
        if stored is not None and stored.act_id is not None:
            self._commands.unlink(stored.id)
        else:
            self.said.emit(self.tr("This event is not linked with another one."))

    def open_twin(self) -> None:
        """Show what another report has of the focused event."""
        told = self._twins.of_event(self._session.focused_id)
        if not told:
            self.said.emit(self.tr("No other report is known to have this event."))
        elif len(told) == 1:
            self._open(told[0].other)
        else:
            choices = [Choice(one.other, self._row_words(one.other), key) for one, key in zip(told, NUMBERED, strict=False)]
            self._pick(self.tr("Open which report?"), choices, self._open)

    # Inside

    def _open(self, row: EventRow) -> None:
        self.opened.emit(row.stored.report_id, row.stored.id)

    def _offer_twins(self, stored: StoredEvent, rows: Sequence[EventRow]) -> None:
        if self._session.focused_id != stored.id:
            return
        if not rows:
            words = self.tr("No other report tells such an act on %1.").replace("%1", event_words.day(stored.event.date.end))
            self.said.emit(words)
            return
        choices = [Choice(row, self._row_words(row), key) for row, key in zip(rows, NUMBERED, strict=False)]
        question = self.tr("Which event of another report is the same act as “%1”?").replace("%1", self._named(stored))
        self._pick(question, choices, lambda row: self._ask_preferred(stored, row))

    def _ask_preferred(self, stored: StoredEvent, row: EventRow) -> None:
        choices = [
            Choice(stored.id, self.tr("this report's: %1").replace("%1", self._named(stored)), "1"),
            Choice(row.stored.id, self.tr("the other's: %1").replace("%1", self._row_words(row)), "2"),
        ]
        both = [stored.id, row.stored.id]
        self._pick(self.tr("The act counts once. By which record?"), choices, lambda counted: self._commands.link(both, counted))

    def _pick(self, question: str, choices: Sequence[Choice], then: Callable[[Any], None]) -> None:
        near = self._panel.mapTo(self._over, QPoint(12, 12))
        self._overlay.ask(question, choices, near=near, then=then, back_to=self._panel.list)

    def _named(self, stored: StoredEvent) -> str:
        parts = [event_words.summary(stored.event, self._session.ontology), event_words.where(stored.event.places[:1])]
        return ", ".join(part for part in parts if part)

    def _row_words(self, row: EventRow) -> str:
        words = f"{self._named(row.stored)} — {row.source or self.tr('no source')}, {row.report_title}"
        return words if len(words) <= MOST_QUOTED else f"{words[: MOST_QUOTED - 1]}…"
