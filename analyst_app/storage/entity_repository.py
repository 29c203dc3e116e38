"""Entities, as commands change them. Active entities of one report never overlap, and each holds the words of its span."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyst_app.domain.errors import InputError, Stale
from analyst_app.domain.review import Origin
from analyst_app.domain.spans import Entity, Label, Span
from analyst_app.storage.columns import check_span
from analyst_app.storage.tables import EntityRecord, EntityState, ReportRecord


class Entities:
    """The entities of one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, report_id: int, entity: Entity) -> int:
        """Mark an entity for the analyst, and return its id.

        Raises:
            InputError: where it overlaps another one.
            Stale: where the report has gone.
            ValueError: where the span does not hold the entity's words.
        """
        return self.add_many(report_id, [entity])[0]

    def add_many(self, report_id: int, entities: Sequence[Entity]) -> list[int]:
        """Mark entities for the analyst, and return their ids.

        Raises:
            InputError: where one overlaps another one.
            Stale: where the report has gone.
            ValueError: where a span does not hold its entity's words.
        """
        text = self._text(report_id)
        rows: list[EntityRecord] = []
        last: Span | None = None
        for entity in sorted(entities, key=lambda entity: entity.span):
            check_span(entity.span, text, entity.text)
            if last is not None and last.overlaps(entity.span):
                raise InputError(f"The words “{entity.text}” would be marked twice. Mark them once.")
            last = entity.span
            rows.append(_marked(report_id, entity))
        if last is not None:
            self._refuse_overlaps(report_id, [Span(row.start, row.end) for row in rows], None)
        self._session.add_all(rows)
        self._session.flush()
        return [row.id for row in rows]

    def overlapping(self, report_id: int, span: Span) -> list[int]:
        """The ids of the entities that share a character with a span."""
        return [row.id for row in self._near(report_id, span)]

    def relabel(self, entity_id: int, label: Label, *, canonical: str | None = None) -> None:
        """Give an entity another label; its name in the gazetteer or among the parties becomes `canonical`.

        Raises:
            Stale: where the entity has gone.
        """
        row = self._row(entity_id)
        self._keep_proposal(row)
        row.label = label.value
        row.canonical = canonical
        self._session.flush()

    def resize(self, entity_id: int, span: Span) -> None:
        """Give an entity another span.

        Raises:
            InputError: where it would overlap another one.
            Stale: where the entity has gone.
            ValueError: where the span lies outside the text.
        """
        row = self._row(entity_id)
        text = self._text(row.report_id)
        check_span(span, text)
        self._refuse_overlaps(row.report_id, [span], entity_id)
        self._keep_proposal(row)
        row.start, row.end = span.start, span.end
        self._session.flush()

    def remove(self, entity_id: int) -> None:
        """Take an entity away; it is kept, so that what the machine proposed can still be compared.

        Raises:
            Stale: where the entity has gone already.
        """
        self._row(entity_id).state = EntityState.REMOVED.value
        self._session.flush()

    def _row(self, entity_id: int) -> EntityRecord:
        row = self._session.get(EntityRecord, entity_id)
        if row is None or row.state != EntityState.ACTIVE:
            raise Stale("This entity is no longer there. Mark it again, or bring it back with Undo.")
        return row

    def _text(self, report_id: int) -> str:
        row = self._session.get(ReportRecord, report_id)
        if row is None or row.deleted:
            raise Stale("This report is no longer in the library. Bring it back with Undo, or choose another one.")
        return row.text

    def _near(self, report_id: int, span: Span) -> Sequence[EntityRecord]:
        return self._session.scalars(
            select(EntityRecord)
            .where(
                EntityRecord.report_id == report_id,
                EntityRecord.state == EntityState.ACTIVE.value,
                EntityRecord.start < span.end,
                EntityRecord.end > span.start,
            )
            .order_by(EntityRecord.start)
        ).all()

    def _refuse_overlaps(self, report_id: int, spans: Sequence[Span], own: int | None) -> None:
        """Refuse spans, in the order of the text, that share a character with an entity other than `own`."""
        number = 0
        for other in self._near(report_id, Span(spans[0].start, spans[-1].end)):
            there = Span(other.start, other.end)
            while number < len(spans) and spans[number].end <= there.start:
                number += 1
            if other.id != own and number < len(spans) and spans[number].overlaps(there):
                words = there.of(self._text(report_id))
                raise InputError(f"These words overlap the {other.label.lower()} “{words}”. Resize or remove that one first.")

    @staticmethod
    def _keep_proposal(row: EntityRecord) -> None:
        if row.origin == Origin.MACHINE and row.proposed is None:
            row.proposed = {"start": row.start, "end": row.end, "label": row.label, "canonical": row.canonical}


def _marked(report_id: int, entity: Entity) -> EntityRecord:
    return EntityRecord(
        report_id=report_id,
        start=entity.span.start,
        end=entity.span.end,
        label=entity.label.value,
        canonical=entity.canonical,
        origin=Origin.ANALYST.value,
        state=EntityState.ACTIVE.value,
        proposed=None,
    )
