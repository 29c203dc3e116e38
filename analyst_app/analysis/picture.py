"""All events as columns of numbers in memory, kept level with the file block by block. Knows what a column holds, not what is counted."""

import threading
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyst_app.storage.blocks import COUNTED, REPORTS, SAID, SHIFT, Block, read_blocks
from analyst_app.storage.database import Database, Reader

type Column = NDArray[Any]

_KINDS = {"B": "u1", "H": "<u2", "I": "<u4", "i": "<i4"}
_MIXERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63)
_ALIKE = ("type", "start", "end", "actor", "place")
"""What possible duplicates agree in."""


class Picture:
    """The events of one moment, by ascending id; never changes. Columns are put together when they are first asked for."""

    def __init__(self, events: Mapping[int, Block], reports: Mapping[int, Block], *, before: "Picture | None" = None) -> None:
        self._events = [events[number] for number in sorted(events)]
        self._reports = [reports[number] for number in sorted(reports)]
        self._made: dict[str, Column] = {}
        self._stamps = {block.id: block.stamp for block in self._events}
        self._before = before

    def column(self, name: str) -> Column:
        """One of `COUNTED` or `SAID`; ids are whole."""
        return self._once(name, lambda: _column(self._events, name, COUNTED if name in COUNTED else SAID, said=name in SAID))

    @property
    def size(self) -> int:
        """How many events there are, those of removed reports among them."""
        return len(self.column("id"))

    def of_report(self, name: str) -> Column:
        """For each event a column of `REPORTS`, as its report has it."""
        return self._once(f"of report: {name}", lambda: self.by_report(name)[self.column("report")])

    def by_report(self, name: str) -> Column:
        """A column of `REPORTS`, by the number of the report."""

        def make() -> Column:
            numbers, values = (_column(self._reports, wanted, REPORTS) for wanted in ("id", name))
            size = int(max(numbers.max(initial=0), self.column("report").max(initial=0))) + 1
            dense = np.zeros(size, dtype=values.dtype)
            dense[numbers] = values
            return dense

        return self._once(f"by report: {name}", make)

    @property
    def there(self) -> Column:
        """Whether an event's report is in the library."""
        return self._once("there", lambda: self.of_report("there").astype(bool))

    @property
    def whole(self) -> Column:
        """Where each event's whole stands among the columns, -1 where it has none."""

        def make() -> Column:
            ids, wanted = self.column("id"), self.column("part_of")
            found = np.full(self.size, -1, dtype=np.int32)
            parts = np.flatnonzero(wanted)
            at = np.minimum(np.searchsorted(ids, wanted[parts]), max(self.size - 1, 0))
            found[parts] = np.where(ids[at] == wanted[parts], at, -1)
            return found

        return self._once("whole", make)

    @property
    def linked(self) -> Column:
        """Where the events stand that are a part or a whole, or share an act with another one: all others add what they say."""

        def make() -> Column:
            mine = (self.whole >= 0) | (self.column("act") > 0)
            mine[self.whole[self.whole >= 0]] = True
            return np.flatnonzero(mine)

        return self._once("linked", make)

    @property
    def in_order(self) -> Column:
        """Where the events stand, by report and within it in its order: that of their ids."""
        return self._once("in order", lambda: np.argsort(self.column("report"), kind="stable"))

    @property
    def alike(self) -> tuple[Column, Column]:
        """A number made from what possible duplicates agree in, ascending, and beside it where its event stands."""
        if "alike" not in self._made:
            keys = self._once("key", lambda: _mixed([self.column(name) for name in _ALIKE]))
            order = self._order_from(keys)
            self._made["alike"], self._made["alike: at"] = keys[order], order
        self._before = None
        return self._made["alike"], self._made["alike: at"]

    def _order_from(self, keys: Column) -> Column:
        """The order of the keys; from that of the picture before, where only a few blocks have changed."""
        before = self._before
        if before is None or "alike" not in before._made or before.size != self.size:  # noqa: SLF001 - another one of this class
            return np.argsort(keys)
        old_keys, old_order = before.alike
        changed = before._made["key"] != keys  # noqa: SLF001 - another one of this class
        moved = np.flatnonzero(changed)
        moved = moved[np.argsort(keys[moved])]
        kept = ~changed[old_order]
        return np.insert(old_order[kept], np.searchsorted(old_keys[kept], keys[moved]), moved)

    def _once(self, name: str, make: Callable[[], Column]) -> Column:
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = make()
        return found


class Ledger:
    """Gives the newest picture, reading only what has changed since the last one. May be asked from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._events: dict[int, Block] = {}
        self._reports: dict[int, Block] = {}
        self._newest: Picture | None = None

    def picture(self, database: Database) -> Picture:
        """The events as they are now.

        Raises:
            DatabaseError: where the file cannot be read.
        """
        while True:
            with database.reading() as reader:
                found = self.read(reader)
            if found is not None:
                return found
            database.settle()

    def read(self, reader: Reader) -> Picture | None:
        """The events as this reader sees them; None where something else than this program has changed them and `settle` is due."""
        with self._lock:
            events = read_blocks(reader, {number: block.stamp for number, block in self._events.items()})
            reports = read_blocks(reader, {number: block.stamp for number, block in self._reports.items()}, of_reports=True)
            if events is None or reports is None:
                return None
            changed = [_take_in(known, *found) for known, found in ((self._events, events), (self._reports, reports))]
            if self._newest is None or any(changed):
                self._newest = Picture(self._events, self._reports, before=self._newest)
            return self._newest


def _take_in(known: dict[int, Block], stamps: Mapping[int, int], found: list[Block]) -> bool:
    gone = known.keys() - stamps.keys()
    for number in gone:
        del known[number]
    known.update((block.id, block) for block in found)
    return bool(gone or found)


def _column(blocks: list[Block], name: str, layout: Mapping[str, str], *, said: bool = False) -> Column:
    kind = np.dtype(_KINDS[layout[name]])
    each = sum(np.dtype(_KINDS[code]).itemsize for code in layout.values())
    before = 0
    for other, code in layout.items():
        if other == name:
            break
        before += np.dtype(_KINDS[code]).itemsize
    found: list[Column] = []
    for block in blocks:
        packed = block.said if said else block.columns
        rows = len(packed) // each
        values = np.frombuffer(packed, kind, rows, before * rows)
        found.append(values.astype(np.int64) + (block.id << SHIFT) if name == "id" else values)
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64 if name == "id" else kind)


def _mixed(columns: list[Column]) -> Column:
    mixed = np.zeros(len(columns[0]), dtype=np.uint64)
    for values, mixer in zip(columns, _MIXERS, strict=True):
        mixed ^= values.astype(np.uint64) + np.uint64(1)
        mixed *= np.uint64(mixer)
        mixed ^= mixed >> np.uint64(29)
    return mixed
