"""Every command of the review screen, each one call of a service with what it shows while it is being saved. Knows no widgets."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from analyst_app.domain.ontology import EventType
from analyst_app.domain.review import Origin, ReviewState
from analyst_app.domain.rows import Correction, StoredEvent
from analyst_app.domain.spans import Label, Span
from analyst_app.services import acts, library, reshaping, review, spans
from analyst_app.services.reshaping import Share
from analyst_app.ui.context import Context
from analyst_app.ui.review import event_words
from analyst_app.ui.review.session import ReviewSession


class ReviewCommands:
    """Acts on the report of one session."""

    def __init__(self, context: Context, session: ReviewSession) -> None:
        self._workbench = context.workbench
        self._session = session

    def decide(self, event_ids: Sequence[int], state: ReviewState) -> None:
        """Accept, reject or reopen events."""
        events = {i: stored for i in event_ids if (stored := self._session.find_event(i)) is not None and stored.state is not state}
        if not events:
            return
        command = {
            ReviewState.CONFIRMED: review.accept_events,
            ReviewState.REJECTED: review.reject_events,
            ReviewState.PROPOSED: review.reopen_events,
        }[state]
        ids = list(events)
        self._session.attempt(
            lambda: command(self._workbench, event_ids=ids), shown={i: replace(stored, state=state) for i, stored in events.items()}
        )

    def accept_rest(self, report_id: int, then: Callable[[], None]) -> None:
        """Accept what is open and mark the report as reviewed, then go on. What is set aside, and so not seen, stays open."""
        waiting = [stored for stored in self._session.events if stored.state is ReviewState.PROPOSED]
        aside = self._session.set_aside()
        self._session.attempt(
            lambda: review.accept_rest(self._workbench, report_id=report_id, leaving=aside),
            shown={stored.id: replace(stored, state=ReviewState.CONFIRMED) for stored in waiting},
            then=then,
        )

    def correct(self, event_id: int, field: str, value: Any, *, words: tuple[Span, ...] | None = None) -> None:
        """Change one field; `value` is of the field's own type, for `part_of` the database id of the whole."""
        stored = self._session.find_event(event_id)
        if stored is None:
            return
        changed = replace(stored, corrections=self._with_correction(stored, field))
        if field == "part_of":
            whole = self._session.find_event(value)
            changed = replace(changed, event=replace(stored.event, part_of=whole.event.id if whole else None), part_of_id=value)
        else:
            changed = replace(changed, event=replace(stored.event, **{field: value}))
        self._session.attempt(
            lambda: review.correct_event(self._workbench, event_id=event_id, field=field, value=value, words=words),
            shown={event_id: changed},
            field=field,
        )

    def _with_correction(self, stored: StoredEvent, field: str) -> tuple[Correction, ...]:
        """The corrections with this one, so that it can be taken back at once; the database says it in its own words soon after."""
        if stored.origin is Origin.ANALYST or any(c.field == field for c in stored.corrections):
            return stored.corrections
        proposed = event_words.value_words(stored.event, field, ontology=self._session.ontology, wholes={})
        return (*stored.corrections, Correction(field, "" if proposed == event_words.NOT_SAID else proposed))

    def create_event(self, report_id: int, kind: EventType, trigger: Span) -> None:
        """Make an event of selected words: it is there at once, and filled in when the words around it are read."""
        self._session.make(
            lambda: review.create_event(self._workbench, report_id=report_id, type=kind, trigger=trigger),
            then=self._session.filling_in.begin,
        )

    def duplicate(self, event_id: int) -> None:
        """Make another event with the same fields."""
        self._session.make(lambda: review.duplicate_event(self._workbench, event_id=event_id))

    def take_back(self, event_id: int, field: str) -> None:
        """Give a field again what was proposed for it."""
        self._session.attempt(lambda: reshaping.take_back(self._workbench, event_id=event_id, field=field))

    def split(self, event_id: int, shares: Sequence[Share]) -> None:
        """Make several events of one; the focus stays on the first."""
        self._session.attempt(lambda: reshaping.split_event(self._workbench, event_id=event_id, shares=shares).changes)

    def merge(self, keep: int, others: Sequence[int]) -> None:
        """Let one record of an act stay and reject the others."""
        looks = {i: replace(other, state=ReviewState.REJECTED) for i in others if (other := self._session.find_event(i)) is not None}
        self._session.attempt(lambda: reshaping.merge_events(self._workbench, keep=keep, others=list(others)), shown=looks)

    def move_into(self, event_ids: Sequence[int], whole_id: int | None) -> None:
        """Make events parts of one total, or of none."""
        self._session.attempt(lambda: reshaping.move_into(self._workbench, event_ids=list(event_ids), whole_id=whole_id))

    def link(self, event_ids: Sequence[int], preferred: int) -> None:
        """Link events of several reports as one act."""
        self._session.attempt(lambda: acts.link_same_act(self._workbench, event_ids=list(event_ids), preferred=preferred))

    def unlink(self, event_id: int) -> None:
        """Let an event count by itself again."""
        self._session.attempt(lambda: acts.unlink_act(self._workbench, event_ids=[event_id]))

    def name_trigger(self, event_id: int, words: Span) -> None:
        """Make these the words that name an event."""
        self._session.attempt(lambda: reshaping.name_trigger(self._workbench, event_id=event_id, words=words))

    def remove_event(self, event_id: int) -> None:
        """Remove an event that the analyst made; a proposal is rejected by it."""
        self._session.attempt(lambda: review.remove_event(self._workbench, event_id=event_id))

    def mark_entity(self, report_id: int, span: Span, label: Label) -> None:
        """Label words; what they overlap is replaced."""
        self._session.attempt(lambda: spans.mark_entity(self._workbench, report_id=report_id, span=span, label=label))

    def relabel_entity(self, entity_id: int, label: Label) -> None:
        """Give an entity another label."""
        self._session.attempt(lambda: spans.relabel_entity(self._workbench, entity_id=entity_id, label=label))

    def resize_entity(self, entity_id: int, span: Span) -> None:
        """Give an entity other words."""
        self._session.attempt(lambda: spans.resize_entity(self._workbench, entity_id=entity_id, span=span))

    def unmark_entity(self, entity_id: int) -> None:
        """Take a label off."""
        self._session.attempt(lambda: spans.unmark_entity(self._workbench, entity_id=entity_id))

    def split_entity(self, entity_id: int, position: int) -> None:
        """Make two entities of one."""
        self._session.attempt(lambda: spans.split_entity(self._workbench, entity_id=entity_id, position=position))

    def mark_mentions(self, entity_id: int) -> None:
        """Mark every other mention of the same words."""
        self._session.attempt(lambda: spans.mark_mentions(self._workbench, entity_id=entity_id))

    def describe(self, report_id: int, *, title: str, source: str | None, author: str | None, published: date) -> None:
        """Correct what is known of the report."""
        self._session.attempt(
            lambda: library.describe_report(
                self._workbench, report_id=report_id, title=title, source=source, author=author, published=published
            )
        )
