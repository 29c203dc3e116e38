"""The history of an event or a report, read from the journal: who changed which field from what to what, when, by which step."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from analyst_app.domain.review import HistoryLine
from analyst_app.storage.assembly import read_places
from analyst_app.storage.tables import (
    ChangeRecord,
    CommandKind,
    CommandRecord,
    CommandState,
    EntityRecord,
    EventRecord,
    ReportRecord,
    SourceRecord,
    table_of,
)
from analyst_app.storage.wording import columns_in_words

_PREFIX = {CommandKind.UNDO: "Undo: ", CommandKind.REDO: "Redo: "}
_CHANGES, _COMMANDS = table_of(ChangeRecord), table_of(CommandRecord)
_OF_A_REPORT = ("title", "author", "published", "state")


def event_history(reader: Connection, *, event_id: int) -> tuple[HistoryLine, ...]:
    """Every change of one event, oldest first; its places, and the words behind a field, are one line a command.

    Works for an event that has been removed, too: its record is in the journal.
    """
    return _history(reader, _CHANGES.c.event_id == event_id, report_id=_report_of(reader, event_id))


def report_history(reader: Connection, *, report_id: int) -> tuple[HistoryLine, ...]:
    """Every change of a report, of its entities and of its events, removed ones too, oldest first."""
    return _history(reader, _CHANGES.c.report_id == report_id, report_id=report_id)


def _history(reader: Connection, which: ColumnElement[bool], *, report_id: int | None) -> tuple[HistoryLine, ...]:
    query = (
        select(_CHANGES, _COMMANDS.c.label, _COMMANDS.c.analyst, _COMMANDS.c.at, _COMMANDS.c.kind, _COMMANDS.c.state)
        .select_from(_CHANGES.join(_COMMANDS, _COMMANDS.c.id == _CHANGES.c.command_id))
        .where(which)
        .order_by(_CHANGES.c.id)
    )
    # One group for what one command did to one row.
    groups: dict[tuple[int, str, int], list[Row[Any]]] = {}
    for row in reader.execute(query):
        groups.setdefault((row.command_id, row.table_name, row.row_id), []).append(row)
    text = reader.scalar(select(ReportRecord.text).where(ReportRecord.id == report_id)) or ""
    return tuple(line for rows in groups.values() for line in _lines(reader, rows, text))


def _lines(reader: Connection, rows: list[Row[Any]], text: str) -> Iterable[HistoryLine]:
    first = rows[0]
    for field, (before, after) in _fields(reader, rows, text).items():
        if before != after:
            yield HistoryLine(
                at=first.at,
                analyst=first.analyst,
                command=_PREFIX.get(first.kind, "") + first.label,
                field=field,
                before=before,
                after=after,
                event_id=first.event_id,
                undone=first.state != CommandState.DONE,
            )


def _report_of(reader: Connection, event_id: int) -> int | None:
    found = reader.scalar(select(EventRecord.report_id).where(EventRecord.id == event_id))
    if found is not None:
        return found
    gone = select(_CHANGES.c.report_id).where(_CHANGES.c.event_id == event_id, _CHANGES.c.report_id.is_not(None))
    return reader.scalar(gone.limit(1))


def _fields(reader: Connection, rows: Iterable[Row[Any]], text: str) -> dict[str, tuple[str, str]]:
    """What one command made of a row's fields: from what each was first to what it was last."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows:
        old, new = (_in_words(reader, row, image, text) for image in (row.before, row.after))
        for field in {**old, **new}:
            found[field] = (found[field][0] if field in found else old.get(field, ""), new.get(field, ""))
    return found


def _in_words(reader: Connection, row: Row[Any], image: Mapping[str, Any] | None, text: str) -> dict[str, str]:
    if row.table_name == EventRecord.__tablename__:
        return _event_in_words(reader, row, image, text)
    if image is None:
        return {}
    if row.table_name == EntityRecord.__tablename__:
        return {"entity": _entity_in_words(reader, row, image, text)}
    if row.table_name == ReportRecord.__tablename__:
        words = {name: str(image[name] or "") for name in _OF_A_REPORT if name in image}
        if "source_id" in image:
            words["source"] = reader.scalar(select(SourceRecord.name).where(SourceRecord.id == image["source_id"])) or ""
        return words
    return {}


def _event_in_words(reader: Connection, row: Row[Any], image: Mapping[str, Any] | None, text: str) -> dict[str, str]:
    words = columns_in_words(image)
    if image is not None and {"trigger_start", "trigger_end"} & image.keys():
        words["trigger"] = _trigger_in_words(reader, row, image, text)
    if image is not None and "part_of_id" in image:
        whole = image["part_of_id"]
        key = reader.scalar(select(EventRecord.key).where(EventRecord.id == whole))
        words["part_of"] = "" if whole is None else key or f"event {whole}"
    if image is not None and "places" in image:
        ids = image["places"] or []
        known = read_places(reader, ids)
        words["places"] = "; ".join(known[place].label for place in ids)
    if image is not None and "evidence" in image:
        words.update(_words_behind(image["evidence"] or [], text))
    return words


def _trigger_in_words(reader: Connection, row: Row[Any], image: Mapping[str, Any], text: str) -> str:
    """The words that name an event; the end that the change did not move is read from the event as it is now."""
    query = select(EventRecord.trigger_start, EventRecord.trigger_end).where(EventRecord.id == row.row_id)
    whole = {**(reader.execute(query).mappings().one_or_none() or {}), **image}
    return f"“{' '.join(text[whole.get('trigger_start', 0) : whole.get('trigger_end', 0)].split())}”"


def _entity_in_words(reader: Connection, row: Row[Any], image: Mapping[str, Any], text: str) -> str:
    """A label with its words; what the change did not touch is read from the entity as it is now."""
    columns = (EntityRecord.start, EntityRecord.end, EntityRecord.label, EntityRecord.state)
    now = reader.execute(select(*columns).where(EntityRecord.id == row.row_id)).mappings().one_or_none()
    whole = {**(now or {}), **image}
    if whole.get("state") == "removed" or not {"start", "end", "label"} <= whole.keys():
        return ""
    return f"“{' '.join(text[whole['start'] : whole['end']].split())}” {str(whole['label']).lower()}"


def _words_behind(evidence: Iterable[list[Any]], text: str) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for field, start, end in evidence:
        found.setdefault(f"evidence: {field}", []).append(" ".join(text[start:end].split()))
    return {field: "; ".join(words) for field, words in sorted(found.items())}
