"""The columns of all events, packed in runs of a thousand, so that counts over a million events need not read a million rows.

Blocks are made from the rows and from nothing else. Triggers take a block out with any change to a row of it, whoever makes it;
every commit of ours puts back what is missing. Knows what the columns are, not what is counted.
"""

import json
import struct
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from itertools import batched
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from analyst_app.domain.counting import BY_MUNITION, LONGEST_NOUN, bounds, counts_munitions
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.review import ReviewState
from analyst_app.storage.assembly import CHUNK, estimate_of, read_places
from analyst_app.storage.packing import first_passage
from analyst_app.storage.tables import EventBlockRecord, ReportBlockRecord, TermRecord, table_of

SHIFT = 10
"""A block holds the rows whose ids agree but for their last ten bits."""

TYPES, STATUSES, STATES, KINDS = list(EventType), list(Status), list(ReviewState), [None, *PlaceKind]
"""What the numbers of the columns `type`, `status`, `state` and `kind` stand for."""

PREFERRED, CORRECTED, MUNITIONS = 1, 2, 4
"""Bits of the column `flags`."""

COUNTED = {
    "id": "H", "report": "I", "type": "B", "status": "B", "state": "B", "flags": "B", "kind": "B", "start": "i", "end": "i",
    "least": "i", "best": "i", "most": "i", "places_count": "i", "part_of": "I", "act": "I",
    "actor": "I", "place": "I", "region": "I", "direction": "I", "confidence": "H",
}  # fmt: skip
"""The columns that counts need, with their codes of `struct`.

`id` lacks the block's own bits, days are ordinals, numbers that are not given are -1 (`least` and `most` are what an event adds by itself,
`domain.counting.bounds`, which is at least 1 and open where it gives no number), terms and rows that are not there 0,
`confidence` is in ten-thousandths, `NO_CONFIDENCE` where there is none.
"""
SAID = {"target": "I", "reported_by": "I", "note": "I", "place_text": "I"}
"""The columns that only a search needs."""
GONE, COUNTS, SUPERSEDED, SECOND = range(4)
"""What the column `standing` of reports says: removed; counts; replaced by another report, so listed and not counted; a second coding,
neither listed nor counted."""
REPORTS = {"id": "H", "source": "I", "published": "i", "standing": "B", "reviser": "I", "title": "I"}
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
    # All at once: asked for one by one, a thousand rows take as long as the counts themselves.
    stamps = {int(row[0]): int(row[1]) for row in reader.exec_driver_sql(f"SELECT id, stamp FROM {table}_block").all()}  # noqa: S608 - our own table
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


def data_version(reader: Connection) -> int:
    """A number of this connection that is another one once anybody else has changed the file."""
    return int(reader.exec_driver_sql("PRAGMA data_version").scalar_one())


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
    query = "SELECT id, words FROM term WHERE id IN (SELECT value FROM json_each(?))"
    return {int(row[0]): str(row[1]) for row in reader.exec_driver_sql(query, (json.dumps(list(numbers)),)).all()}


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
    standing = f"CASE WHEN deleted THEN {GONE} WHEN second_of_id THEN {SECOND} WHEN superseded_by_id THEN {SUPERSEDED} ELSE {COUNTS} END"
    query = (
        f"SELECT id, source_id, published, {standing} AS standing, superseded_by_id, title FROM report WHERE id BETWEEN ? AND ? ORDER BY id"  # noqa: S608 - our own words
    )
    rows = maker.connection.exec_driver_sql(query, (number << SHIFT, _last(number))).all()
    maker.number(row.title for row in rows)
    columns = _packed(REPORTS, [_report(maker, row) for row in rows])
    record = {"id": number, "stamp": _stamp(columns), "columns": columns}
    maker.connection.execute(insert(table_of(ReportBlockRecord)), record)


def _report(maker: _Maker, row: Row[Any]) -> tuple[int, ...]:
    return (
        row.id & (1 << SHIFT) - 1,
        row.source_id or 0,
        _ordinal(row.published),
        row.standing,
        row.superseded_by_id or 0,
        maker.term(row.title),
    )


_EVENTS = """SELECT id, report_id, type, status, state, preferred,
    proposed IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(proposed) WHERE key <> 'words'), date_start, date_end,
    count_low, count_best, count_high, places_count, part_of_id, act_id, confidence, places,
    actor, target, reported_by, note FROM event WHERE id BETWEEN ? AND ? ORDER BY id"""


@dataclass(frozen=True, slots=True)
class _Where:
    """What the columns say of an event's places."""

    kind: int
    place: str | None
    place_text: str | None
    region: str | None
    direction: str | None


_NOWHERE = _Where(0, None, None, None, None)


def _event_block(maker: _Maker, number: int) -> None:
    rows = maker.connection.exec_driver_sql(_EVENTS, (number << SHIFT, _last(number))).all()
    where = _located(maker, {row[16] for row in rows})
    maker.number(words for row in rows for words in row[17:])
    maker.number(words for one in where.values() for words in (one.place, one.place_text, one.region, one.direction))
    launched = _launched(maker.connection, number)
    lines = [_event(maker, row, where[row[16]], launched=row[0] in launched) for row in rows]
    counted, said = _packed(COUNTED, [line for line, _ in lines]), _packed(SAID, [line for _, line in lines])
    record = {"id": number, "stamp": _stamp(counted, said), "counted": counted, "said": said}
    maker.connection.execute(insert(table_of(EventBlockRecord)), record)


def _located(maker: _Maker, packed: set[str | None]) -> dict[str | None, _Where]:
    """By what stands in the column `places`: many events of a block have the same."""
    ids = {words: json.loads(words) if words else [] for words in packed}
    maker.know_places({place for places in ids.values() for place in places})
    return {words: _where([maker.places[place] for place in places]) for words, places in ids.items()}


def _where(places: Sequence[Place]) -> _Where:
    if not places:
        return _NOWHERE
    first = places[0]
    region = first.admin1 or (first.label if first.kind is PlaceKind.REGION else None)
    direction = next((place.label for place in places if place.kind is PlaceKind.DIRECTION), None)
    return _Where(KINDS.index(first.kind), first.label, first.text, region, direction)


def _event(maker: _Maker, row: Sequence[Any], where: _Where, *, launched: bool) -> tuple[tuple[int, ...], tuple[int, ...]]:
    number, report, kind, status, state, preferred, corrected, start, end = row[:9]
    low, best, high, places_count, part_of, act, confidence = row[9:16]
    actor, target, reported_by, note = row[17:]
    least, _, most = bounds(estimate_of(low, best, high))
    term = maker.term
    counted = (
        number & _WITHIN,
        report,
        _TYPE_CODES[kind],
        _STATUS_CODES[status],
        _STATE_CODES[state],
        PREFERRED * preferred + CORRECTED * corrected + MUNITIONS * launched,
        where.kind,
        _ordinal(start),
        _ordinal(end),
        min(least, _MOST),
        -1 if best is None else min(best, _MOST),
        -1 if most is None else min(most, _MOST),
        -1 if places_count is None else min(places_count, _MOST),
        part_of or 0,
        act or 0,
        term(actor),
        term(where.place),
        term(where.region),
        term(where.direction),
        NO_CONFIDENCE if confidence is None else round(confidence * 10000),
    )
    return counted, (term(target), term(reported_by), term(note), term(where.place_text))


_WITHIN = (1 << SHIFT) - 1
_MOST = 2**31 - 1
_TYPE_CODES, _STATUS_CODES, _STATE_CODES = ({word: n for n, word in enumerate(words)} for words in (TYPES, STATUSES, STATES))


def _launched(connection: Connection, number: int) -> set[int]:
    """The events of a block whose number counts munitions, by the words that follow it in the report."""
    kinds = ", ".join(f"'{kind}'" for kind in BY_MUNITION)
    of_block = f"id BETWEEN ? AND ? AND type IN ({kinds}) AND count_best IS NOT NULL AND evidence IS NOT NULL"
    within = (number << SHIFT, _last(number))
    by_report: defaultdict[int, list[tuple[int, str, int]]] = defaultdict(list)
    rows = connection.exec_driver_sql(f"SELECT id, type, evidence, report_id FROM event WHERE {of_block}", within)  # noqa: S608 - our own words
    for event, kind, evidence, report in rows:
        end = first_passage(evidence, "count")
        if end is not None:
            by_report[report].append((event, kind, end))
    # Each text once: a long report may have hundreds of events in a block.
    texts = f"SELECT id, text FROM report WHERE id IN (SELECT report_id FROM event WHERE {of_block})"  # noqa: S608 - as above
    return {
        event
        for report, text in connection.exec_driver_sql(texts, within)
        for event, kind, end in by_report[report]
        if counts_munitions(EventType(kind), text[end : end + LONGEST_NOUN])
    }


def _packed(layout: Mapping[str, str], lines: Sequence[Sequence[int]]) -> bytes:
    columns = zip(*lines, strict=True) if lines else ((),) * len(layout)
    return b"".join(struct.pack(f"<{len(lines)}{code}", *values) for code, values in zip(layout.values(), columns, strict=True))


def _stamp(*columns: bytes) -> int:
    """The same for the same content, so that what undo brings back is known again."""
    return int.from_bytes(blake2b(b"".join(columns), digest_size=8).digest()) >> 1


def _last(number: int) -> int:
    return ((number + 1) << SHIFT) - 1


@lru_cache(maxsize=5000)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
