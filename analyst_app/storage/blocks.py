"""The columns of all events, packed in runs of a thousand, so that counts over a million events need not read a million rows.

Blocks are made from the rows and from nothing else. Triggers take a block out with any change to a row of it, whoever makes it;
every commit of ours puts back what is missing. Knows what the columns are, not what is counted.
"""

import struct
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import batched
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from analyst_app.domain.counting import counts_munitions
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.review import ReviewState
from analyst_app.storage.assembly import CHUNK, read_places
from analyst_app.storage.packing import passages
from analyst_app.storage.tables import EventBlockRecord, ReportBlockRecord, TermRecord, table_of

SHIFT = 10
"""A block holds the rows whose ids agree but for their last ten bits."""

TYPES, STATUSES, STATES, KINDS = list(EventType), list(Status), list(ReviewState), [None, *PlaceKind]
"""What the numbers of the columns `type`, `status`, `state` and `kind` stand for."""

PREFERRED, CORRECTED, MUNITIONS = 1, 2, 4
"""Bits of the column `flags`."""

COUNTED = {
    "id": "H", "report": "I", "type": "B", "status": "B", "state": "B", "flags": "B", "kind": "B", "start": "i", "end": "i",
    "low": "i", "best": "i", "high": "i", "places_count": "i", "part_of": "I", "act": "I",
    "actor": "I", "place": "I", "region": "I", "direction": "I", "confidence": "H",
}  # fmt: skip
"""The columns that counts need, with their codes of `struct`.

`id` lacks the block's own bits, days are ordinals, numbers that are not given are -1, terms and rows that are not there 0,
`confidence` is in ten-thousandths, `NO_CONFIDENCE` where there is none.
"""
SAID = {"target": "I", "reported_by": "I", "note": "I", "place_text": "I"}
"""The columns that only a search needs."""
REPORTS = {"id": "H", "source": "I", "published": "i", "there": "B", "title": "I"}
NO_CONFIDENCE = 65535


@dataclass(frozen=True, slots=True)
class Block:
    """One run of rows: column after column, each as long as the block has rows, little-endian."""

    id: int
    stamp: int
    columns: bytes
    said: bytes = b""


def read_blocks(reader: Connection, known: Mapping[int, int], *, of_reports: bool = False) -> tuple[dict[int, int], list[Block]] | None:
    """The stamps of all blocks, and those blocks whose stamp is not among the known ones; None where some have still to be made."""
    table = "report" if of_reports else "event"
    stamps = {int(row[0]): int(row[1]) for row in reader.exec_driver_sql(f"SELECT id, stamp FROM {table}_block")}  # noqa: S608 - our own table
    if _missing(reader, table, stamps):
        return None
    wanted = [number for number, stamp in stamps.items() if known.get(number) != stamp]
    record = table_of(ReportBlockRecord if of_reports else EventBlockRecord)
    columns = [record.c.columns] if of_reports else [record.c.counted, record.c.said]
    found: list[Block] = []
    for chunk in batched(wanted, CHUNK):
        rows = reader.execute(select(record.c.id, record.c.stamp, *columns).where(record.c.id.in_(chunk)))
        found.extend(Block(*row) for row in rows)
    return stamps, found


def settle_blocks(connection: Connection) -> None:
    """Make the blocks that are missing. Part of every transaction that changes rows."""
    for table, make in (("report", _report_block), ("event", _event_block)):
        there = {int(number) for (number,) in connection.exec_driver_sql(f"SELECT id FROM {table}_block")}  # noqa: S608 - our own table
        maker = _Maker(connection)
        for number in _missing(connection, table, there):
            make(maker, number)


def term_ids(reader: Connection, words: Collection[str]) -> dict[str, int]:
    """The numbers of these terms; a term that no row has is left out."""
    table = table_of(TermRecord)
    found: dict[str, int] = {}
    for chunk in batched(words, CHUNK):
        found.update(reader.execute(select(table.c.words, table.c.id).where(table.c.words.in_(chunk))).all())
    return found


def term_words(reader: Connection, numbers: Collection[int]) -> dict[int, str]:
    """The terms with these numbers."""
    table = table_of(TermRecord)
    found: dict[int, str] = {}
    for chunk in batched(numbers, CHUNK):
        found.update(reader.execute(select(table.c.id, table.c.words).where(table.c.id.in_(chunk))).all())
    return found


def terms_with(reader: Connection, part: str) -> list[int]:
    """The terms that hold this, which is in lower case as `str.casefold` has it."""
    rows = reader.exec_driver_sql("SELECT id FROM term WHERE instr(coalesce(folded, words), ?)", (part,))
    return [int(number) for (number,) in rows]


def _missing(reader: Connection, table: str, there: Collection[int]) -> list[int]:
    last = reader.exec_driver_sql(f"SELECT max(id) FROM {table}").scalar()  # noqa: S608 - our own table
    return [] if last is None else [number for number in range((int(last) >> SHIFT) + 1) if number not in there]


class _Maker:
    """What the blocks of one transaction share: terms and places that have been looked up."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.terms: dict[str, int] = {}
        self.places: dict[int, Place] = {}

    def number(self, wanted: Iterable[str | None]) -> None:
        """Give every new word its number."""
        new = {words for words in wanted if words} - self.terms.keys()
        self.terms.update(term_ids(self.connection, new))
        rows = [{"words": words, "folded": _folded(words)} for words in sorted(new - self.terms.keys())]
        if rows:
            self.connection.execute(insert(table_of(TermRecord)), rows)
            self.terms.update(term_ids(self.connection, [str(row["words"]) for row in rows]))

    def term(self, words: str | None) -> int:
        return self.terms[words] if words else 0

    def know_places(self, ids: set[int]) -> None:
        self.places.update(read_places(self.connection, ids - self.places.keys()))


def _folded(words: str) -> str | None:
    folded = words.casefold()
    return None if folded == words else folded


def _report_block(maker: _Maker, number: int) -> None:
    query = "SELECT id, source_id, published, deleted, title FROM report WHERE id BETWEEN ? AND ? ORDER BY id"
    rows = maker.connection.exec_driver_sql(query, (number << SHIFT, _last(number))).all()
    maker.number(row.title for row in rows)
    columns = _packed(REPORTS, [_report(maker, row) for row in rows])
    record = {"id": number, "stamp": _stamp(columns), "columns": columns}
    maker.connection.execute(insert(table_of(ReportBlockRecord)), record)


def _report(maker: _Maker, row: Row[Any]) -> tuple[int, ...]:
    return (row.id & (1 << SHIFT) - 1, row.source_id or 0, _ordinal(row.published), not row.deleted, maker.term(row.title))


_EVENTS = """SELECT id, report_id, type, status, state, preferred, proposed IS NOT NULL AS corrected, date_start, date_end,
    count_low, count_best, count_high, places_count, part_of_id, act_id, actor, target, reported_by, note, confidence, evidence,
    places FROM event WHERE id BETWEEN ? AND ? ORDER BY id"""


def _event_block(maker: _Maker, number: int) -> None:
    rows = maker.connection.exec_driver_sql(_EVENTS, (number << SHIFT, _last(number))).all()
    places = [_ids(row.places) for row in rows]
    maker.know_places({place for ids in places for place in ids})
    located = [tuple(maker.places[place] for place in ids) for ids in places]
    maker.number(words for row, where in zip(rows, located, strict=True) for words in _terms(row, where))
    following = _words_after(maker.connection, rows)
    lines = [_event(maker, row, where, following.get(row.id, "")) for row, where in zip(rows, located, strict=True)]
    counted, said = _packed(COUNTED, [line for line, _ in lines]), _packed(SAID, [line for _, line in lines])
    record = {"id": number, "stamp": _stamp(counted, said), "counted": counted, "said": said}
    maker.connection.execute(insert(table_of(EventBlockRecord)), record)


def _terms(row: Row[Any], places: Sequence[Place]) -> Iterator[str | None]:
    yield from (row.actor, row.target, row.reported_by, row.note)
    yield from (_first(places, lambda place: place.label), _first(places, lambda place: place.text))
    yield from (_first(places, _region), _direction(places))


def _event(maker: _Maker, row: Row[Any], places: Sequence[Place], following: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    flags = PREFERRED * row.preferred + CORRECTED * row.corrected + MUNITIONS * counts_munitions(EventType(row.type), following)
    actor, target, reported_by, note, place, place_text, region, direction = map(maker.term, _terms(row, places))
    counted = (
        row.id & (1 << SHIFT) - 1,
        row.report_id,
        _TYPE_CODES[row.type],
        _STATUS_CODES[row.status],
        _STATE_CODES[row.state],
        flags,
        _KIND_CODES[_first(places, lambda place: place.kind)],
        _ordinal(row.date_start),
        _ordinal(row.date_end),
        *(-1 if n is None else min(n, 2**31 - 1) for n in (row.count_low, row.count_best, row.count_high, row.places_count)),
        row.part_of_id or 0,
        row.act_id or 0,
        actor,
        place,
        region,
        direction,
        NO_CONFIDENCE if row.confidence is None else round(row.confidence * 10000),
    )
    return counted, (target, reported_by, note, place_text)


_TYPE_CODES, _STATUS_CODES, _STATE_CODES = ({word: n for n, word in enumerate(words)} for words in (TYPES, STATUSES, STATES))
_KIND_CODES = {kind: n for n, kind in enumerate(KINDS)}


def _first[Value](places: Sequence[Place], value: Callable[[Place], Value]) -> Value | None:
    return value(places[0]) if places else None


def _region(place: Place) -> str | None:
    return place.admin1 or (place.label if place.kind is PlaceKind.REGION else None)


def _direction(places: Sequence[Place]) -> str | None:
    return next((place.label for place in places if place.kind is PlaceKind.DIRECTION), None)


def _words_after(connection: Connection, rows: Sequence[Row[Any]]) -> dict[int, str]:
    """The words that follow each event's number in its report: they tell munitions from acts."""
    ends: dict[int, tuple[int, int]] = {}
    for row in rows:
        if row.count_best is not None and row.evidence:
            counted = [end for field, _, end in passages(row.evidence) if field == "count"]
            if counted:
                ends[row.id] = (row.report_id, counted[0])
    texts: dict[int, str] = {}
    for chunk in batched({report for report, _ in ends.values()}, CHUNK):
        marks = ", ".join("?" * len(chunk))
        query = f"SELECT id, text FROM report WHERE id IN ({marks})"  # noqa: S608 - marks alone
        texts.update((row[0], row[1]) for row in connection.exec_driver_sql(query, tuple(chunk)))
    return {event: texts[report][end : end + _READ] for event, (report, end) in ends.items()}


_READ = 60
"""Characters behind a number in which its noun stands."""


def _packed(layout: Mapping[str, str], lines: Sequence[Sequence[int]]) -> bytes:
    columns = zip(*lines, strict=True) if lines else ((),) * len(layout)
    return b"".join(struct.pack(f"<{len(lines)}{code}", *values) for code, values in zip(layout.values(), columns, strict=True))


def _stamp(*columns: bytes) -> int:
    """The same for the same content, so that what undo brings back is known again."""
    return int.from_bytes(blake2b(b"".join(columns), digest_size=8).digest()) >> 1


def _last(number: int) -> int:
    return ((number + 1) << SHIFT) - 1


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _ids(places: str | None) -> list[int]:
    return [int(number) for number in places.strip("[]").split(",")] if places and places != "[]" else []
