"""The entities of the report, and what is done with them: marking, relabelling, moving borders, splitting, going from one to the next."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.rows import EntityRow
from analyst_app.domain.spans import Label, Span
from analyst_app.services import spans
from analyst_app.ui.context import Context
from analyst_app.ui.review import event_words
from analyst_app.ui.review.commands import ReviewCommands
from analyst_app.ui.review.entity_table import EntityTable
from analyst_app.ui.review.letter_picker import Choice
from analyst_app.ui.review.picker_overlay import PickerOverlay, below, quoted
from analyst_app.ui.review.session import ReviewSession
from analyst_app.ui.review.span_steps import Edge, Step, moved
from analyst_app.ui.review.text_panel import TextPanel

LABEL_KEYS = {
    Label.ACTOR: "a",
    Label.PERSON: "p",
    Label.ORGANISATION: "o",
    Label.LOCATION: "l",
    Label.DATE: "d",
    Label.QUANTITY: "q",
    Label.ATTACK: "t",
    Label.WEAPON: "w",
}

UNSEEN = 400
"""Milliseconds after which the entities of a long report are read although its text was not painted."""


class EntitiesPanel(QWidget):
    """Acts on the entity at hand: the one whose words stand out in the text, the one at the caret, or the one chosen in the table.

    Signals:
        missing(sentence): what has to be selected first.
    """

    missing = Signal(str)

    def __init__(
        self,
        context: Context,
        session: ReviewSession,
        commands: ReviewCommands,
        *,
        overlay: PickerOverlay,
        panel: TextPanel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._session, self._commands, self._overlay, self._panel, self._text = session, commands, overlay, panel, panel.text
        self._asked: dict[int, Span] = {}
        self._marked: Span | None = None
        self._read_soon = QTimer(self, singleShot=True, interval=UNSEEN)
        self._read_soon.timeout.connect(self._read_now)
        self.table = EntityTable(session, context.theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        panel.border_moved.connect(self._resize)
        panel.text.seen.connect(self._text_seen)
        session.entities_changed.connect(self._changed)
        session.opened.connect(self._opened)
        session.failed.connect(self._refused)
        context.tasks.changed.connect(self._heed)

    # What is at hand

    def at_hand(self) -> EntityRow | None:
        """The entity that a key acts on."""
        if self.isVisible() and not self._text.hasFocus():
            return self.table.chosen_row()
        caret, shown = self._text.caret(), self._panel.shown_entity
        if shown is not None and shown.entity.span.start <= caret <= shown.entity.span.end:
            return shown
        ids = self._text.entities_at(caret) or self._text.entities_at(max(0, caret - 1))
        return next((row for row in self._session.entities if row.id in ids[:1]), None)

    def chosen(self) -> EntityRow | None:
        """The entity that was gone to: what removing acts on, where the keyboard is in the text or in the table."""
        if self._text.hasFocus():
            return self._panel.shown_entity
        return self.table.chosen_row() if self.isVisible() else None

    # Actions

    def mark_entity(self) -> None:
        """Label the selected words; where none are, label the entity at hand anew, or the word at the caret."""
        report_id, span = self._session.report_id, self._text.selected_span()
        if report_id is None:
            return
        row = self.at_hand() if span is None or self.table.hasFocus() else None
        if row is not None:
            self._ask_label(row.entity.span, lambda label: self._commands.relabel_entity(row.id, label), current=row.entity.label)
            return
        words = span or self._text.word_at_caret()
        if words is None:
            self.missing.emit(self.tr("Select the words to mark first."))
            return

        def mark(label: Label) -> None:
            self._marked = words
            self._commands.mark_entity(report_id, words, label)

        self._ask_label(words, mark)

    def resize_entity(self) -> None:
        """Give the entity chosen in the table, or the one that is partly selected, the selected words."""
        span = self._text.selected_span()
        row = self.table.chosen_row() or self._overlapped(span)
        if row is None or span is None:
            self.missing.emit(self.tr("Go to an entity (full stop, or the table) and select its words in the text first."))
            return
        self._resize(row.id, span)

    def split_entity(self) -> None:
        """Make two entities of the one that the caret stands in."""
        row = self._needed()
        if row is not None:
            self._commands.split_entity(row.id, self._text.caret())

    def mark_mentions(self) -> None:
        """Mark all other mentions of the words of the entity at hand."""
        row = self._needed()
        if row is not None:
            self._commands.mark_mentions(row.id)

    def extend_end(self) -> None:
        """The end a word further."""
        self._move(Edge.END, outward=True, step=Step.WORD)

    def shrink_end(self) -> None:
        """The end a word back."""
        self._move(Edge.END, outward=False, step=Step.WORD)

    def extend_start(self) -> None:
        """The beginning a word earlier."""
        self._move(Edge.START, outward=True, step=Step.WORD)

    def shrink_start(self) -> None:
        """The beginning a word later."""
        self._move(Edge.START, outward=False, step=Step.WORD)

    def nudge_end_out(self) -> None:
        """The end a character further."""
        self._move(Edge.END, outward=True, step=Step.CHARACTER)

    def nudge_end_in(self) -> None:
        """The end a character back."""
        self._move(Edge.END, outward=False, step=Step.CHARACTER)

    def nudge_start_out(self) -> None:
        """The beginning a character earlier."""
        self._move(Edge.START, outward=True, step=Step.CHARACTER)

    def nudge_start_in(self) -> None:
        """The beginning a character later."""
        self._move(Edge.START, outward=False, step=Step.CHARACTER)

    def next_mention(self) -> None:
        """To the next highlighted words."""
        self._go(1, self._session.entities)

    def previous_mention(self) -> None:
        """To the highlighted words before."""
        self._go(-1, self._session.entities)

    def next_same(self) -> None:
        """To the next mention of the same words, marked or not."""
        self._go_same(1)

    def previous_same(self) -> None:
        """To the mention of the same words before."""
        self._go_same(-1)

    def show_entity(self, row: EntityRow) -> None:
        """Let an entity stand out, in the text and in the table."""
        self.table.show_entity(row.id)
        self._panel.emphasise_entity(row)

    # Inside

    def _needed(self) -> EntityRow | None:
        row = self.at_hand()
        if row is None:
            self.missing.emit(self.tr("Put the caret into an entity first, or go to one with the full stop."))
        return row

    def _overlapped(self, span: Span | None) -> EntityRow | None:
        if span is None:
            return None
        over = [row for row in self._session.entities if row.entity.span.overlaps(span)]
        return over[0] if len(over) == 1 else None

    def _move(self, edge: Edge, *, outward: bool, step: Step) -> None:
        row = self._needed()
        if row is None or self._session.detail is None:
            return
        # Keys come faster than the database answers: each goes on from where the last one was to lead.
        now = self._asked.get(row.id, row.entity.span)
        span = moved(self._session.detail.text, now, edge=edge, outward=outward, step=step)
        if span is None:
            self.missing.emit(self.tr("The border can go no further that way. With Shift it moves by a character."))
            return
        if self._panel.shown_entity is None or self._panel.shown_entity.id != row.id:
            self.show_entity(row)
        self._resize(row.id, span)

    def _resize(self, entity_id: int, span: Span) -> None:
        self._asked[entity_id] = span
        self._commands.resize_entity(entity_id, span)

    def _changed(self) -> None:
        self._asked.clear()
        marked, self._marked = self._marked, None
        row = None if marked is None else next((row for row in self._session.entities if row.entity.span == marked), None)
        if row is not None and self._text.hasFocus():
            # What was marked just now is what the next key is about: all its mentions, its borders.
            self._text.set_caret(row.entity.span.start)
            self.show_entity(row)

    def _opened(self) -> None:
        self._asked.clear()
        self._read_soon.stop()
        detail = self._session.detail
        if detail is not None and not detail.entities and len(detail.text) > spans.LONG_TEXT:
            # Once the text is seen: reading would take time from painting it. Where nobody looks, a little later.
            self._read_soon.start()

    def _heed(self, changes: ChangeSet) -> None:
        """Show what any command made of the entities; where the report itself changed, it is read whole."""
        report_id = self._session.report_id
        if report_id is not None and changes.entities and not changes.library and report_id in changes.report_ids:
            self._read(report_id)

    def _text_seen(self) -> None:
        if self._read_soon.isActive():
            self._read_soon.stop()
            self._read_now()

    def _read_now(self) -> None:
        if self._session.report_id is not None:
            self._read(self._session.report_id)

    def _read(self, report_id: int) -> None:
        workbench = self._context.workbench

        def take(rows: tuple[EntityRow, ...]) -> None:
            if isValid(self):
                self._session.take_entities(report_id, rows)

        self._context.tasks.submit(lambda: spans.list_entities(workbench, report_id=report_id)).succeeded.connect(take)

    def _refused(self) -> None:
        self._asked.clear()
        self._marked = None
        shown = self._panel.shown_entity
        if shown is not None:
            self._panel.emphasise_entity(shown)

    def _go(self, by: int, rows: tuple[EntityRow, ...]) -> None:
        hidden = self._panel.legend.hidden()
        listed = [row for row in rows if row.entity.label not in hidden]
        starts = [row.entity.span.start for row in listed]
        caret = self._text.caret()
        at = bisect_right(starts, caret) if by > 0 else bisect_left(starts, caret) - 1
        if self._panel.shown_entity is None and by > 0:
            at = bisect_left(starts, caret)
        if not listed:
            self.missing.emit(self.tr("Nothing is highlighted in this report."))
            return
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.show_entity(listed[at % len(listed)])

    def _go_same(self, by: int) -> None:
        detail = self._session.detail
        row = self.at_hand()
        span = row.entity.span if row is not None else self._text.selected_span() or self._text.word_at_caret()
        if detail is None or span is None:
            self.missing.emit(self.tr("Put the caret into the words to look for first."))
            return
        mentions = spans.mentions_of(span.of(detail.text), detail.text)
        if len(mentions) < 2:
            self.missing.emit(self.tr("“%1” stands nowhere else in this report.").replace("%1", quoted(span, detail.text)))
            return
        there = mentions[(bisect_left(mentions, span) + by) % len(mentions)]
        marked = next((found for found in self._session.entities if found.entity.span == there), None)
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if marked is not None:
            self.show_entity(marked)
        else:
            self._panel.emphasise_event("")
            self._text.reveal(there)
            self._text.select(there)

    def _ask_label(self, span: Span, then: Callable[[Label], None], *, current: Label | None = None) -> None:
        self._overlay.ask(
            self.tr("What is “%1”? Press its letter.").replace(
                "%1", quoted(span, self._session.detail.text if self._session.detail is not None else "")
            ),
            [Choice(label, event_words.label_name(label), key) for label, key in LABEL_KEYS.items()],
            near=below(span, self._text, self._overlay.parentWidget() or self),
            then=then,
            back_to=self.table if self.table.hasFocus() else self._text,
            current=current,
        )
