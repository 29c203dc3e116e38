"""Questions about the entities of a report, and about its text alone. Answers stay quick for tens of thousands of entities."""

from typing import Any

from sqlalchemy import Connection, Integer, Select, select, type_coerce

from analyst_app.domain.review import Origin
from analyst_app.domain.rows import EntityRow
from analyst_app.domain.spans import Entity, Label, Span
from analyst_app.storage.tables import EntityRecord, EntityState, ReportRecord, table_of

ENTITIES = table_of(EntityRecord)
REPORTS = table_of(ReportRecord)
_LABELS, _ORIGINS = tuple(Label), tuple(Origin)


def report_text(reader: Connection, *, report_id: int) -> str | None:
    """The text of a report, or None where it has gone."""
    return reader.scalar(select(REPORTS.c.text).where(REPORTS.c.id == report_id, ~REPORTS.c.deleted))


def report_entities(reader: Connection, *, report_id: int) -> tuple[EntityRow, ...]:
    """The entities of a report that are shown, in the order of the text."""
    text = reader.scalar(select(REPORTS.c.text).where(REPORTS.c.id == report_id)) or ""
    lines = _lines().where(ENTITIES.c.report_id == report_id).order_by(ENTITIES.c.start, ENTITIES.c.id)
    # Taken apart by hand: with tens of thousands of rows, what a row object costs is what the analyst waits for.
    return tuple(
        EntityRow(id_, Entity(Span(start, end), _LABELS[label], text[start:end], canonical), _ORIGINS[origin])
        for id_, start, end, label, canonical, origin in reader.execute(lines).all()
    )


def get_entity(reader: Connection, *, entity_id: int) -> tuple[int, EntityRow] | None:
    """One entity that is shown, with the id of its report; None where it has gone."""
    lines = _lines().add_columns(ENTITIES.c.report_id).where(ENTITIES.c.id == entity_id)
    found = reader.execute(lines).one_or_none()
    if found is None:
        return None
    id_, start, end, label, canonical, origin, report_id = found
    words = (report_text(reader, report_id=report_id) or "")[start:end]
    return report_id, EntityRow(id_, Entity(Span(start, end), _LABELS[label], words, canonical), _ORIGINS[origin])


def _lines() -> Select[Any]:
    # As numbers of their lists, which spares a call for each value.
    label, origin = type_coerce(ENTITIES.c.label, Integer), type_coerce(ENTITIES.c.origin, Integer)
    columns = (ENTITIES.c.id, ENTITIES.c.start, ENTITIES.c.end, label, ENTITIES.c.canonical, origin)
    return select(*columns).where(ENTITIES.c.state == EntityState.ACTIVE.value)
