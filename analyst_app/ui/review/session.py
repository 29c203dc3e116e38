"""The report under review as the screen shows it: what is stored, what is still being saved, which event has the focus.

A command shows at once, is marked as pending until the database has it, and is taken back where that fails. Knows no
widgets.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from analyst_app.domain.changes import ChangeSet
from analyst_app.domain.errors import UserError
from analyst_app.domain.ontology import Ontology
from analyst_app.domain.review import Origin, ReviewState
from analyst_app.domain.rows import EntityRow, ReportDetail, StoredEvent
from analyst_app.services import review, spans
from analyst_app.services.review import CreatedEvent
from analyst_app.ui.context import Context
from analyst_app.ui.review.filling_in import FillingIn
from analyst_app.ui.review.opening import Opening
from analyst_app.ui.review.report_queue import ReportQueue
from analyst_app.ui.tasks import Lane, TaskHandle


class ReviewSession(QObject):
    """One report at a time, with the event that has the focus.

    Signals:
        opened(): another report is shown, or the same one was read again from the beginning.
        closed(): no report is shown any more.
        events_changed(ids): these events look different, were added or are gone; an empty set means all.
        saving_changed(): other events wait to be saved, or are saved now; nothing else about them is different.
        entities_changed(): the entities are others.
        focused(): another event, or none, has the focus.
        failed(sentence, event id or 0, field or ""): a command did not work; what it showed is taken back.
        said(sentence): something worth the status line.
    """

    opened = Signal()
    closed = Signal()
    events_changed = Signal(object)
    saving_changed = Signal()
    entities_changed = Signal()
    focused = Signal()
    failed = Signal(str, int, str)
    said = Signal(str)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._workbench = context.workbench
        self.opening = Opening(context, self)
        self.queue = ReportQueue(context, self)
        self.filling_in = FillingIn(context, self)
        self.detail: ReportDetail | None = None
        self._saved: dict[int, StoredEvent] = {}
        self._shown: dict[int, StoredEvent] = {}
        self._entities: tuple[EntityRow, ...] = ()
        self._waiting: Counter[int] = Counter()
        self.focused_id: int | None = None
        context.tasks.changed.connect(self._heed)
        self.queue.chosen.connect(self._sort_out)

    # What is shown

    @property
    def report_id(self) -> int | None:
        """The report under review."""
        return None if self.detail is None else self.detail.row.id

    @property
    def ontology(self) -> Ontology:
        """The event types."""
        ontology: Ontology = self._workbench.ontology
        return ontology

    @property
    def events(self) -> tuple[StoredEvent, ...]:
        """The events as shown, in reading order, without those that are set aside."""
        aside = self.set_aside()
        return tuple(stored for stored in self._shown.values() if stored.id not in aside) if aside else self.all_events

    @property
    def all_events(self) -> tuple[StoredEvent, ...]:
        """The events as shown with those that are set aside."""
        return tuple(self._shown.values())

    def set_aside(self) -> frozenset[int]:
        """The open proposals that are less sure than the analyst wants to see."""
        choice = self.queue.choice
        if not choice.at_least:
            return frozenset()
        machines = (s for s in self._shown.values() if s.state is ReviewState.PROPOSED and s.origin is Origin.MACHINE)
        return frozenset(stored.id for stored in machines if choice.sets_aside(stored.event.confidence_of("event")))

    @property
    def entities(self) -> tuple[EntityRow, ...]:
        """The entities, in reading order."""
        return self._entities

    def take_entities(self, report_id: int, rows: tuple[EntityRow, ...]) -> None:
        """Show these entities, where they are still those of the report that is shown."""
        if report_id == self.report_id and self.detail is not None:
            self.detail, self._entities = replace(self.detail, entities=rows), rows
            self.entities_changed.emit()

    def find_event(self, event_id: int | None) -> StoredEvent | None:
        """One event as shown."""
        return None if event_id is None else self._shown.get(event_id)

    @property
    def focused_event(self) -> StoredEvent | None:
        """The event that has the focus."""
        return self.find_event(self.focused_id)

    def is_pending(self, event_id: int) -> bool:
        """Whether the database does not have yet what is shown."""
        return self._waiting[event_id] > 0

    def open_events(self) -> list[int]:
        """The ids of the events that are not decided."""
        return [stored.id for stored in self.events if stored.state is ReviewState.PROPOSED]

    # Going about

    def open(self, report_id: int, *, event_id: int | None = None) -> None:
        """Show a report, with an event in focus: the named one, else where the review stopped."""
        self.opening.stop()
        prepared = self.queue.take(report_id)
        if prepared is not None:
            self._remember_place()
            self._show(prepared, event_id)
            return
        self.opening.ask(
            lambda: spans.open_text(self._workbench, report_id=report_id),
            lambda found: self._show(found, event_id),
            lambda error: self._complain(error, 0, ""),
        )
        self._remember_place()

    def close(self) -> None:
        """Show no report."""
        self.opening.stop()
        self._remember_place()
        self.detail, self.focused_id, self._entities = None, None, ()
        self._saved, self._shown, self._waiting = {}, {}, Counter()
        self.queue.shown(None)
        self.closed.emit()

    def focus(self, event_id: int | None) -> None:
        """Give an event the focus."""
        if event_id != self.focused_id:
            self.focused_id = event_id
            self.focused.emit()

    def focus_next_open(self) -> bool:
        """Give the focus to the next undecided event, past the end from the beginning; tell whether there is one."""
        ids = [stored.id for stored in self.events]
        at = ids.index(self.focused_id) if self.focused_id in ids else -1
        for event_id in ids[at + 1 :] + ids[: at + 1]:
            if self._shown[event_id].state is ReviewState.PROPOSED:
                self.focus(event_id)
                return True
        return False

    def ask_next(self, then: Callable[[int | None], None]) -> None:
        """Find the next report of the queue after this one."""
        self.opening.ask(self.queue.next_question(), then, lambda error: self._complain(error, 0, ""))

    # Commands

    def attempt(
        self,
        command: Callable[[], ChangeSet],
        *,
        shown: Mapping[int, StoredEvent] | None = None,
        field: str = "",
        then: Callable[[], None] | None = None,
    ) -> None:
        """Run a command: show these events at once as pending, as saved when the database has them, and take them back on failure."""
        looks = dict(shown or {})
        self._shown.update(looks)
        self._waiting.update(looks.keys())

        def saved(changes: ChangeSet) -> None:
            self._waiting.subtract(looks.keys())
            self._saved.update({i: look for i, look in looks.items() if i in self._saved})
            self.saving_changed.emit()
            self.said.emit(changes.label)
            if then is not None:
                then()

        def failed(error: Exception) -> None:
            self._waiting.subtract(looks.keys())
            self._shown.update({i: self._saved[i] for i in looks if i in self._saved})
            self.events_changed.emit(looks.keys())
            self._complain(error, next(iter(looks), 0), field)

        self._submit(command, saved, failed)
        if looks:
            self.events_changed.emit(looks.keys())

    def make(self, command: Callable[[], CreatedEvent], *, then: Callable[[CreatedEvent], None] | None = None) -> None:
        """Run a command that makes an event, which gets the focus when the database has it; `then` hears of it."""

        def made(created: CreatedEvent) -> None:
            self.focus(created.event_id)
            self.said.emit(created.changes.label)
            if then is not None:
                then(created)

        self._submit(command, made, lambda error: self._complain(error, 0, ""))

    # Inside

    def _ask(self, question: Callable[[], Any], then: Callable[[Any], None]) -> TaskHandle:
        return self._submit(question, then, lambda error: self._complain(error, 0, ""))

    def _submit(
        self, work: Callable[[], Any], then: Callable[[Any], None], failed: Callable[[Exception], None], *, lane: Lane = Lane.INTERACTIVE
    ) -> TaskHandle:
        """Run work; what comes back after the screen is gone is heard by nobody."""
        handle = self._context.tasks.submit(work, lane=lane)
        handle.succeeded.connect(lambda result: then(result) if isValid(self) else None)
        handle.failed.connect(lambda error: failed(error) if isValid(self) else None)
        return handle

    def _complain(self, error: Exception, event_id: int, field: str) -> None:
        # A bug is told by the crash dialog; here it only has to be clear that nothing was saved.
        sentence = str(error) if isinstance(error, UserError) else self.tr("That did not work, and nothing was changed.")
        self.failed.emit(sentence, event_id, field)

    def _show(self, detail: ReportDetail, event_id: int | None = None) -> None:
        self.detail = detail
        self._waiting = Counter()
        self._saved = {stored.id: stored for stored in detail.events}
        self._shown = dict(self._saved)
        self._entities = detail.entities
        seen = [stored.id for stored in self.events]
        wanted = [event_id, _event_at(detail.cursor, self.events), *self.open_events(), *seen]
        self.focused_id = next((i for i in wanted if i in seen), None)
        self.queue.shown(detail.row.id)
        self.opened.emit()
        self.focused.emit()
        if event_id in self._shown and event_id not in seen:
            # Asked for by name, so it is shown whatever was set aside before.
            self.queue.choose(replace(self.queue.choice, at_least=0))
            self.focus(event_id)

    def _remember_place(self) -> None:
        report_id, stored = self.report_id, self.focused_event
        if report_id is not None and stored is not None:
            position = stored.event.trigger.start
            self._context.tasks.submit(lambda: review.remember_place(self._workbench, report_id=report_id, position=position))

    def _heed(self, changes: ChangeSet) -> None:
        """React to what any command changed, ours or another's, undo and redo included."""
        report_id = self.report_id
        self.queue.heed(changes)
        if report_id is None or (report_id not in changes.report_ids and not changes.event_ids & self._shown.keys()):
            return
        if changes.library or not (changes.event_ids or changes.entities):
            self._ask_again(report_id)
        elif ids := changes.event_ids:
            self._ask(lambda: review.find_events(self._workbench, event_ids=ids), lambda found: self._refresh(report_id, ids, found))

    def _ask_again(self, report_id: int) -> None:
        def again(detail: ReportDetail) -> None:
            if report_id != self.report_id or self.detail is None:
                return
            if detail.text != self.detail.text:
                self._show(detail)
                return
            self.detail = detail
            self._entities = detail.entities
            self._take(detail.events, gone=self._shown.keys() - {stored.id for stored in detail.events})
            self.entities_changed.emit()

        self._submit(lambda: review.open_report(self._workbench, report_id=report_id), again, lambda error: self._gone(report_id, error))

    def _gone(self, report_id: int, error: Exception) -> None:
        if report_id == self.report_id:
            self.close()
        self._complain(error, 0, "")

    def _refresh(self, report_id: int, ids: Iterable[int], found: Sequence[StoredEvent]) -> None:
        if report_id == self.report_id:
            ours = [stored for stored in found if stored.report_id == report_id]
            self._take(ours, gone=set(ids) - {stored.id for stored in ours})

    def _take(self, events: Iterable[StoredEvent], *, gone: set[int]) -> None:
        """Take in what the database has; what is still being saved keeps its look until that is done."""
        before = dict(self._shown)
        for stored in events:
            self._saved[stored.id] = stored
            if not self._waiting[stored.id]:
                self._shown[stored.id] = stored
        for event_id in gone:
            self._saved.pop(event_id, None)
            self._shown.pop(event_id, None)
        ordered = sorted(self._shown.values(), key=lambda s: (s.event.trigger.start, s.id))
        self._shown = {stored.id: stored for stored in ordered}
        other = {i for i in before.keys() | self._shown.keys() if not _look_alike(before.get(i), self._shown.get(i))}
        if other:
            self.events_changed.emit(other)
        else:
            self.saving_changed.emit()
        if self.focused_id not in self._shown:
            self._focus_near(list(before))

    def _sort_out(self) -> None:
        """Other proposals are set aside: show what is left, with the focus on something that is seen."""
        self.events_changed.emit(frozenset())
        seen = [stored.id for stored in self.events]
        if self.focused_id not in seen and self.detail is not None:
            self.focus(next((i for i in self.open_events() if i in seen), next(iter(seen), None)))

    def _focus_near(self, before: Sequence[int]) -> None:
        if self.focused_id in before:
            at = before.index(self.focused_id)
            near = [i for i in (*before[at + 1 :], *reversed(before[:at])) if i in self._shown]
            self.focus(near[0] if near else None)


def _look_alike(one: StoredEvent | None, other: StoredEvent | None) -> bool:
    """Whether two states of an event differ at most in who decided when."""
    if one is None or other is None or one is other:
        return one is other
    return one == replace(other, analyst=one.analyst, reviewed_at=one.reviewed_at)


def _event_at(position: int | None, events: Sequence[StoredEvent]) -> int | None:
    """The first open event at or after a position of the text, where the review stopped."""
    if position is None:
        return None
    left = (s.id for s in events if s.event.trigger.start >= position and s.state is ReviewState.PROPOSED)
    return next(left, None)
