"""The history of one event, read from the journal: who changed which field from what to what, when, by which command."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from analyst_app.domain.rows import FieldChange
from analyst_app.storage.tables import (
    ChangeRecord,
    CommandKind,
    CommandRecord,
    EventRecord,
    EvidenceRecord,
    PlaceRecord,
    ReportRecord,
    table_of,
)
from analyst_app.storage.wording import columns_in_words

type _Rows = dict[tuple[str, int], Mapping[str, Any]]
"""Rows of the tables that hold lists, by table and id."""

_PREFIX = {CommandKind.UNDO: "Undo: ", CommandKind.REDO: "Redo: "}


def event_history(reader: Connection, *, event_id: int) -> tuple[FieldChange, ...]:
    """Every change of one event, oldest first; its places, and the words behind a field, are one line a command.

    Works for an event that has been removed, too: its record is in the journal.
    """
    changes, commands = table_of(ChangeRecord), table_of(CommandRecord)
    query = (
        select(changes, commands.c.label, commands.c.analyst, commands.c.at, commands.c.kind)
        .select_from(changes.join(commands, commands.c.id == changes.c.command_id))
        .where(changes.c.event_id == event_id)
        .order_by(changes.c.id)
    )
    by_command: dict[int, list[Row[Any]]] = {}
    for row in reader.execute(query):
        by_command.setdefault(row.command_id, []).append(row)
    text = _text(reader, event_id, [row for rows in by_command.values() for row in rows])
    lines: list[FieldChange] = []
    # Backwards from what is there now: the journal holds changed rows only, and a list is told whole.
    now = _rows_now(reader, event_id)
    for rows in reversed(by_command.values()):
        then = _taken_back(now, rows)
        fields = {**_record_fields(reader, rows), **_list_fields(then, now, text)}
        first = rows[0]
        label = _PREFIX.get(first.kind, "") + first.label
        lines.extend(
            FieldChange(at=first.at, analyst=first.analyst, command=label, field=field, before=before, after=after)
            for field, (before, after) in reversed(fields.items())
            if before != after
        )
        now = then
    return tuple(reversed(lines))


def _text(reader: Connection, event_id: int, rows: Iterable[Row[Any]]) -> str:
    report_id = reader.scalar(select(EventRecord.report_id).where(EventRecord.id == event_id))
    if report_id is None:
        report_id = next((row.report_id for row in rows if row.report_id is not None), None)
    return reader.scalar(select(ReportRecord.text).where(ReportRecord.id == report_id)) or ""


def _rows_now(reader: Connection, event_id: int) -> _Rows:
    found: _Rows = {}
    for record in (PlaceRecord, EvidenceRecord):
        table = table_of(record)
        for row in reader.execute(select(table).where(table.c.event_id == event_id)).mappings():
            found[table.name, row["id"]] = dict(row)
    return found


def _taken_back(now: _Rows, rows: Sequence[Row[Any]]) -> _Rows:
    then = dict(now)
    for row in reversed(rows):
        if row.table_name == EventRecord.__tablename__:
            continue
        if row.before is None:
            then.pop((row.table_name, row.row_id), None)
        else:
            then[row.table_name, row.row_id] = row.before
    return then


def _record_fields(reader: Connection, rows: Iterable[Row[Any]]) -> dict[str, tuple[str, str]]:
    """What one command made of the event's own fields: from what each was first to what it was last."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows:
        if row.table_name != EventRecord.__tablename__:
            continue
        old, new = (_record_words(reader, image) for image in (row.before, row.after))
        for field in {**old, **new}:
            found[field] = (found[field][0] if field in found else old.get(field, ""), new.get(field, ""))
    return found


def _record_words(reader: Connection, image: Mapping[str, Any] | None) -> dict[str, str]:
    words = columns_in_words(image)
    if image is not None and "part_of_id" in image:
        whole = image["part_of_id"]
        key = reader.scalar(select(EventRecord.key).where(EventRecord.id == whole))
        words["part_of"] = "" if whole is None else key or f"event {whole}"
    return words


def _list_fields(then: _Rows, now: _Rows, text: str) -> dict[str, tuple[str, str]]:
    old, new = _lists(then, text), _lists(now, text)
    return {field: (old.get(field, ""), new.get(field, "")) for field in sorted({*old, *new})}


def _lists(rows: _Rows, text: str) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for (table, _), image in sorted(rows.items(), key=lambda item: (item[0][0], item[1]["position"])):
        if table == PlaceRecord.__tablename__:
            found.setdefault("places", []).append(image["name"] or image["text"])
        else:
            found.setdefault(f"evidence: {image['field']}", []).append(" ".join(text[image["start"] : image["end"]].split()))
    return {field: "; ".join(words) for field, words in found.items()}
