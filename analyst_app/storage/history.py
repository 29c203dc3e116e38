"""The history of one event, read from the journal: who changed which field from what to what, when, by which command."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from analyst_app.domain.rows import FieldChange
from analyst_app.storage.assembly import read_places
from analyst_app.storage.tables import (
    ChangeRecord,
    CommandKind,
    CommandRecord,
    EventRecord,
    ReportRecord,
    table_of,
)
from analyst_app.storage.wording import columns_in_words

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
    for rows in by_command.values():
        first = rows[0]
        label = _PREFIX.get(first.kind, "") + first.label
        lines.extend(
            FieldChange(at=first.at, analyst=first.analyst, command=label, field=field, before=before, after=after)
            for field, (before, after) in _fields(reader, rows, text).items()
            if before != after
        )
    return tuple(lines)


def _text(reader: Connection, event_id: int, rows: Iterable[Row[Any]]) -> str:
    report_id = reader.scalar(select(EventRecord.report_id).where(EventRecord.id == event_id))
    if report_id is None:
        report_id = next((row.report_id for row in rows if row.report_id is not None), None)
    return reader.scalar(select(ReportRecord.text).where(ReportRecord.id == report_id)) or ""


def _fields(reader: Connection, rows: Iterable[Row[Any]], text: str) -> dict[str, tuple[str, str]]:
    """What one command made of the event's fields: from what each was first to what it was last."""
    found: dict[str, tuple[str, str]] = {}
    for row in rows:
        if row.table_name != EventRecord.__tablename__:
            continue
        old, new = (_in_words(reader, image, text) for image in (row.before, row.after))
        for field in {**old, **new}:
            found[field] = (found[field][0] if field in found else old.get(field, ""), new.get(field, ""))
    return found


def _in_words(reader: Connection, image: Mapping[str, Any] | None, text: str) -> dict[str, str]:
    words = columns_in_words(image)
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


def _words_behind(evidence: Iterable[list[Any]], text: str) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for field, start, end in evidence:
        found.setdefault(f"evidence: {field}", []).append(" ".join(text[start:end].split()))
    return {field: "; ".join(words) for field, words in sorted(found.items())}
