"""The focused event with every field of the contract, each edited in place. Asks the session and the commands, no service."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from analyst_app.domain.events import EVENT_FIELDS
from analyst_app.ui.actions import keys_of
from analyst_app.ui.context import Context
from analyst_app.ui.review import event_words
from analyst_app.ui.review.actions import FIELDS, SHAPING
from analyst_app.ui.review.card_body import CardBody
from analyst_app.ui.review.card_looks import field_look
from analyst_app.ui.review.commands import ReviewCommands
from analyst_app.ui.review.editing import FieldEditor, build_editor
from analyst_app.ui.review.field_row import FieldRow
from analyst_app.ui.review.session import ReviewSession
from analyst_app.ui.review.unsaved import Unsaved

SHOWN_FIELDS = (
    "type", "count", "places_count", "actor", "target", "status", "date", "places", "killed", "injured",
    "part_of", "reported_by", "disputed_by", "note",
)  # fmt: skip
"""Every field of the contract: what changes the count first, what is rarely told last."""

WIDE = 52
"""Average characters from which on the card has a column for the report's words."""


class EventCard(QScrollArea):
    """Shows the session's focused event.

    Signals:
        pointed(field): the words behind this field are to stand out; empty for the whole event.
        released(): editing is done; the keyboard goes back to the list.
    """

    pointed = Signal(str)
    released = Signal()

    def __init__(self, context: Context, session: ReviewSession, commands: ReviewCommands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._session, self._commands = context, session, commands
        self._shown_id: int | None = None
        self._field = ""
        self._editing = ""
        self._editor: FieldEditor | None = None
        self._came_from: QWidget | None = None
        self._unsaved = Unsaved()
        self.setObjectName("event-card")
        self.setAccessibleName(self.tr("Fields of the event"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body = CardBody(self)
        self.setWidget(self._body)
        self._narrow = False
        self.rows = {name: self._row(name, number) for number, name in enumerate(SHOWN_FIELDS)}
        self._body.add_unsaid(row.make_unsaid for row in self.rows.values())
        for name in SHOWN_FIELDS:
            # The handlers that the table of actions names, one for each field.
            setattr(self, f"edit_{name}", partial(self.edit, name))
        session.opened.connect(self._reset)
        session.closed.connect(self._reset)
        session.focused.connect(self._follow)
        session.events_changed.connect(self._refresh)
        session.failed.connect(self._keep_what_failed)
        context.theme.changed.connect(self._refresh)
        context.theme.changed.connect(self._fit)
        self._back_key = next(keys_of(spec) for spec in SHAPING if spec.handler == "take_back")
        self._refresh()

    def follow_keys(self, actions: Mapping[str, QAction]) -> None:
        """Show the keys of fields as their actions have them, also when the analyst gives them others."""
        for name, row in self.rows.items():
            row.follow_key(actions[f"review.edit_{name}"])

    @property
    def field(self) -> str:
        """The field whose words stand out; empty for none."""
        return self._field

    @property
    def editing(self) -> str:
        """The field that is being edited; empty for none."""
        return self._editing

    def edit_first(self) -> None:
        """Edit the event, beginning with its count."""
        self.edit("count")

    def edit(self, field: str) -> None:
        """Open the editor of a field, with what was typed there before and not saved."""
        stored = self._session.focused_event
        if stored is None or field == self._editing or self._session.opening.is_on:
            return
        focused = QApplication.focusWidget()
        self.finish_editing()
        if self._came_from is None:
            self._came_from = focused
        self.point(field)
        editor = build_editor(field, stored, session=self._session, context=self._context, parent=self._body)
        self._editor, self._editing = editor, field
        editor.committed.connect(self._commit)
        editor.cancelled.connect(self._cancel)
        editor.moved.connect(self._move)
        self.rows[field].put_editor(editor)
        editor.installEventFilter(self)
        draft, _ = self._unsaved.of_field(stored.id, field)
        self._body.grid.activate()
        editor.begin(draft)
        self.ensureWidgetVisible(editor, 0, 24)

    def finish_editing(self) -> None:
        """Save what is being edited, or keep it as unsaved where it can't be."""
        if self._editor is None or self._shown_id is None:
            return
        draft = self._editor.draft()
        try:
            value = self._editor.read()
        except ValueError as fault:
            self._unsaved.keep(self._shown_id, self._editing, draft, str(fault))
            self._close_editor()
        else:
            self._store(value, draft)

    def unsaved(self) -> list[str]:
        """The fields of this report that hold something typed and not saved."""
        return [
            event_words.field_label(name) for event_id, name in self._unsaved.fields() if self._session.find_event(event_id) is not None
        ]

    def point(self, field: str) -> None:
        """Let the words behind a field stand out."""
        if field != self._field:
            self._field = field
            self._refresh()
            self.pointed.emit(field)

    def point_next(self) -> None:
        """On to the next field that has words behind it, and after the last to the event as a whole."""
        stored = self._session.focused_event
        if stored is None:
            return
        names = ["", *(name for name in SHOWN_FIELDS if stored.event.words_behind(name))]
        at = names.index(self._field) if self._field in names else 0
        self.point(names[(at + 1) % len(names)])
        if self._field:
            self.ensureWidgetVisible(self.rows[self._field].button, 0, 24)

    def corrected(self) -> str:
        """The field whose correction can be taken back: the one that is looked at, or the only one that was corrected."""
        stored = self._session.focused_event
        names = [] if stored is None else [c.field for c in stored.corrections]
        if self._field:
            return self._field if self._field in names else ""
        return names[0] if len(names) == 1 else ""

    def content_height(self) -> int:
        """How high the card is when all of it is seen."""
        return self._body.height_at(self.viewport().width())

    def go_in(self) -> None:
        """Give the keyboard to the first field, or to the one whose words stand out."""
        self.rows[self._field or SHOWN_FIELDS[0]].button.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An editor that grows, with suggestions and a map, stays in view."""
        if watched is self._editor and self._editor is not None and event.type() is QEvent.Type.Resize:
            QTimer.singleShot(0, self._keep_editor_in_view)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the report's words stand behind the values."""
        super().resizeEvent(event)
        self._fit()

    # Inside

    def _fit(self) -> None:
        narrow = self.viewport().width() < WIDE * self.fontMetrics().averageCharWidth()
        if narrow != self._narrow:
            self._narrow = narrow
            self._body.set_narrow(narrow=narrow)
            for row in self.rows.values():
                row.set_narrow(narrow=narrow)

    @Slot()
    def _keep_editor_in_view(self) -> None:
        if self._editor is not None:
            self.ensureWidgetVisible(self._editor, 0, 8)

    def _row(self, name: str, number: int) -> FieldRow:
        key = next(keys_of(spec) for spec in FIELDS if spec.handler == f"edit_{name}")
        row = FieldRow(
            event_words.field_label(name), key, grid=self._body.grid, line=number * 3, theme=self._context.theme, parent=self._body
        )
        row.value.setObjectName(f"field-{name}")
        row.pointed.connect(lambda: self.point(name))
        row.pressed.connect(lambda: self.edit(name))
        row.stepped.connect(lambda by: self._step(name, by))
        return row

    def _reset(self) -> None:
        # What could not be saved is kept: the analyst may come back to the report.
        self._close_editor()
        self._field = ""
        self._shown_id = None
        self._refresh()

    def _follow(self) -> None:
        if self._session.focused_id == self._shown_id:
            return
        self.finish_editing()
        self._came_from = None
        self._field = ""
        self._refresh()
        self.verticalScrollBar().setValue(0)
        self.pointed.emit("")

    def _refresh(self) -> None:
        stored = self._session.focused_event
        self._shown_id = None if stored is None else stored.id
        self._body.setVisible(stored is not None)
        if stored is None:
            self._close_editor()
            return
        self._body.setUpdatesEnabled(False)
        for name in SHOWN_FIELDS:
            unsaved = self._unsaved.of_field(stored.id, name)
            look = field_look(stored, name, session=self._session, unsaved=unsaved, back_key=self._back_key)
            self.rows[name].show_look(look, chosen=name == self._field)
        self._body.settle()
        self._body.setUpdatesEnabled(True)

    def _step(self, name: str, by: int) -> None:
        if by == 0:
            self.point("")
            self.released.emit()
            return
        # In the order in which they are seen: those with a row, then the short buttons of the others.
        order = sorted(SHOWN_FIELDS, key=lambda field: self.rows[field].is_short)
        at = order.index(name) + by
        if 0 <= at < len(order):
            button = self.rows[order[at]].button
            button.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(button, 0, 24)

    def _commit(self, value: Any) -> None:
        if self._editor is not None:
            self._store(value, self._editor.draft())
        self._give_back()

    def _cancel(self) -> None:
        if self._shown_id is not None:
            self._unsaved.forget(self._shown_id, self._editing)
        self._close_editor()
        self._refresh()
        self._give_back()

    def _move(self, step: int) -> None:
        """Save and go on to the field after or before; what can't be saved stays open, with its reason."""
        if self._editor is None:
            return
        try:
            value = self._editor.read()
        except ValueError:
            return
        at = SHOWN_FIELDS.index(self._editing) + step
        self._store(value, self._editor.draft())
        if 0 <= at < len(SHOWN_FIELDS):
            self.edit(SHOWN_FIELDS[at])
        else:
            self._give_back()

    def _store(self, value: Any, draft: str) -> None:
        stored, field = self._session.find_event(self._shown_id), self._editing
        self._close_editor()
        if stored is None:
            return
        before = stored.part_of_id if field == "part_of" else getattr(stored.event, field)
        self._unsaved.forget(stored.id, field)
        if value != before:
            self._unsaved.send(stored.id, field, draft)
            self._commands.correct(stored.id, field, value)
        self._refresh()

    def _close_editor(self) -> None:
        if self._editing:
            field, self._editing, self._editor = self._editing, "", None
            self.rows[field].take_editor()

    def _give_back(self) -> None:
        came_from, self._came_from = self._came_from, None
        row = next((row for row in self.rows.values() if came_from in {row.value, row.unsaid}), None)
        if row is not None:
            row.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.released.emit()

    def _keep_what_failed(self, sentence: str, event_id: int, field: str) -> None:
        if self._unsaved.came_back(event_id, field, sentence):
            self._refresh()


assert set(SHOWN_FIELDS) == set(EVENT_FIELDS)
