"""The history of one event, read from the journal: who changed which field from what to what, when, by which command."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from analyst_app.domain.rows import FieldChange
from analyst_app.storage.tables import ChangeRecord, CommandKind, CommandRecord, EventRecord, ReportRecord, table_of
from analyst_app.storage.wording import columns_in_words

_PREFIX = {CommandKind.UNDO: "Undo: ", CommandKind.REDO: "Redo: "}


def event_history(reader: Connection, *, event_id: int) -> tuple[FieldChange, ...]:
    """Every change of one event, oldest first; a field that several rows hold, such as its places, is one line a command.

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
    lines: list[FieldChange] = []
    for rows in by_command.values():
        first = rows[0]
        label = _PREFIX.get(first.kind, "") + first.label
        lines.extend(
            FieldChange(at=first.at, analyst=first.analyst, command=label, field=field, before=before, after=after)
            for field, before, after in _fields(reader, rows)
        )
    return tuple(lines)


def _fields(reader: Connection, rows: Iterable[Row[Any]]) -> list[tuple[str, str, str]]:
    """What one command made of each field: from what it was first to what it was last."""
    before: dict[str, dict[int, str]] = {}
    after: dict[str, dict[int, str]] = {}
    for row in rows:
        old, new = (_words(reader, row.table_name, image) for image in (row.before, row.after))
        # A row that was not there before, or is not there after, has the empty words then.
        for field in {**old, **new}:
            before.setdefault(field, {}).setdefault(row.row_id, old.get(field, ""))
            after.setdefault(field, {})[row.row_id] = new.get(field, "")
    joined = [(field, _join(before[field]), _join(after[field])) for field in before]
    return [(field, old, new) for field, old, new in joined if old != new]


def _words(reader: Connection, table: str, image: Mapping[str, Any] | None) -> dict[str, str]:
    if image is None:
        return {}
    if table == "event":
        words = columns_in_words(image)
        if "part_of_id" in image:
            words["part_of"] = _key(reader, image["part_of_id"])
        return words
    if table == "event_place":
        return {"places": image["name"] or image["text"]}
    return {f"evidence: {image['field']}": _passage(reader, image)}


def _key(reader: Connection, event_id: int | None) -> str:
    if event_id is None:
        return ""
    return reader.scalar(select(EventRecord.key).where(EventRecord.id == event_id)) or f"event {event_id}"


def _passage(reader: Connection, image: Mapping[str, Any]) -> str:
    report = select(EventRecord.report_id).where(EventRecord.id == image["event_id"]).scalar_subquery()
    text = reader.scalar(select(ReportRecord.text).where(ReportRecord.id == report))
    return f"{image['start']}–{image['end']}" if text is None else " ".join(text[image["start"] : image["end"]].split())


def _join(parts: Mapping[int, str]) -> str:
    return "; ".join(words for _, words in sorted(parts.items()) if words)
