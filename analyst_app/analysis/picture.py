"""All events as columns of numbers in memory, kept level with the file block by block. Knows what a column holds, not what is counted."""

import threading
from collections.abc import Callable, Hashable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyst_app.domain.counting import LONGEST_COUNTED_SPAN, WindowDay
from analyst_app.domain.ontology import COUNTED_STATUSES, Status
from analyst_app.storage.blocks import (
    COUNTED,
    COUNTS,
    REPORTS,
    SAID,
    SHIFT,
    STATUSES,
    SUPERSEDED,
    TYPES,
    Block,
    data_version,
    read_blocks,
)
from analyst_app.storage.database import Database, Reader

type Column = NDArray[Any]

_KINDS = {"B": "u1", "H": "<u2", "I": "<u4", "i": "<i4"}
_MIXERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63)
_ALIKE = ("type", "start", "end", "actor", "place")
"""What possible duplicates agree in."""


class Picture:
    """The events of one moment, by ascending id; never changes. Columns are put together when they are first asked for.

    `window`: which day of a window of two days counts, wherever nothing else is asked for.
    """

    def __init__(
        self,
        events: Mapping[int, Block],
        reports: Mapping[int, Block],
        *,
        before: "Picture | None" = None,
        window: WindowDay = WindowDay.LAST,
    ) -> None:
        self._events = [events[number] for number in sorted(events)]
        self._reports = [reports[number] for number in sorted(reports)]
        self.window = window
        self._made: dict[str, Column] = {}
        self._latest: dict[str, tuple[Hashable, Any]] = {}
        self._stamps = {block.id: block.stamp for block in self._events}
        # Of the picture before, its columns are taken over and the order of its keys; nothing keeps pictures alive that are over.
        self._sorted = {} if before is None else before.sorted_keys
        if before is not None:
            self._take_over(before)

    def column(self, name: str) -> Column:
        """One of `COUNTED` or `SAID`; ids are whole."""
        return self._once(name, lambda: _column([_values(block, name) for block in self._events], name))

    def _take_over(self, before: "Picture") -> None:
        """Copy the columns of events that the picture before has made, with the blocks that have changed since."""
        mine, theirs = self._events, before._events  # noqa: SLF001 - another one of this class
        if [(block.id, len(block.columns)) for block in mine] != [(block.id, len(block.columns)) for block in theirs]:
            return
        changed = [at for at, (new, old) in enumerate(zip(mine, theirs, strict=True)) if new.stamp != old.stamp]
        rows = np.cumsum([0, *(len(block.columns) // _WIDTH for block in mine)])
        for name, values in before._made.copy().items():  # noqa: SLF001 - another one of this class
            if name in COUNTED or name in SAID:
                column = self._made[name] = values.copy()
                for at in changed:
                    column[rows[at] : rows[at + 1]] = _values(mine[at], name)

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
            numbers, values = (_column([_values(block, one, REPORTS) for block in self._reports], one) for one in ("id", name))
            size = int(max(numbers.max(initial=0), self.column("report").max(initial=0))) + 1
            dense = np.zeros(size, dtype=values.dtype)
            dense[numbers] = values
            return dense

        return self._once(f"by report: {name}", make)

    @property
    def there(self) -> Column:
        """Whether an event is listed: its report is in the library, and no second coding of another one."""
        return self._once("there", lambda: self.listed_reports[self.column("report")])

    @property
    def current(self) -> Column:
        """Whether an event may count: its report is in the library, and no other one replaces it."""
        return self._once("current", lambda: self.of_report("standing") == COUNTS)

    @property
    def revising(self) -> Column:
        """Whether an event's report replaces another one of the library."""

        def make() -> Column:
            reviser = self.by_report("reviser")
            found = np.zeros(reviser.size, dtype=bool)
            found[reviser[self.by_report("standing") == SUPERSEDED]] = True
            result: Column = found[self.column("report")]
            return result

        return self._once("revising", make)

    @property
    def listed_reports(self) -> Column:
        """By the number of a report, whether the library lists it."""
        return self._once("listed reports", lambda: np.isin(self.by_report("standing"), (COUNTS, SUPERSEDED)))

    @property
    def denied(self) -> Column:
        """Where the attacks stand of which a report says that there were none, for counts of days without any."""

        def make() -> Column:
            denied = np.flatnonzero((self.column("status") == STATUSES.index(Status.DENIED)) & (self.column("best") == 0) & self.current)
            attack = np.array([kind.is_attack for kind in TYPES])
            result: Column = denied[attack[self.column("type")[denied]]]
            return result

        return self._once("denied", make)

    @property
    def short(self) -> Column:
        """Whether an event's days are few enough to count on one of them."""
        return self._once("short", lambda: self.column("end") - self.column("start") < LONGEST_COUNTED_SPAN)

    @property
    def countable(self) -> Column:
        """Whether an event would count on some day, were there no other ones."""

        def make() -> Column:
            attack = np.array([kind.is_attack for kind in TYPES])
            counted = np.array([status in COUNTED_STATUSES for status in STATUSES])
            result: Column = attack[self.column("type")] & counted[self.column("status")] & self.short & self.current
            return result

        return self._once("countable", make)

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
        """Where the events stand that agree with another one in what possible duplicates agree in, and a number that they share.

        Those that agree stand beside each other.
        """
        if "alike" not in self._made:
            keys = self._once("key", lambda: _mixed([self.column(name) for name in _ALIKE]))
            order = self._once("by key", lambda: self._order_from(keys))
            ordered = keys[order]
            several = np.zeros(self.size + 1, dtype=bool)
            several[1:-1] = ordered[1:] == ordered[:-1]
            several = several[1:] | several[:-1]
            self._made["alike: keys"] = ordered[several]
            self._made["alike"] = order[several]
        return self._made["alike"], self._made["alike: keys"]

    @property
    def sorted_keys(self) -> dict[str, Column]:
        """The keys and their order, of this picture or of the last one before that was asked for them."""
        return {name: self._made[name] for name in ("key", "by key")} if "by key" in self._made else self._sorted

    def _order_from(self, keys: Column) -> Column:
        """The order of the keys; from that of the picture before, where only a few blocks have changed."""
        known, self._sorted = self._sorted, {}
        if not known or len(known["key"]) != len(keys):
            return np.argsort(keys)
        order, changed = known["by key"], known["key"] != keys
        moved = np.flatnonzero(changed)
        if not moved.size:
            return order
        moved = moved[np.argsort(keys[moved])]
        order = order[~changed[order]]
        return np.insert(order, np.searchsorted(keys[order], keys[moved]), moved)

    def latest[Made](self, name: str, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives, kept until it is asked for under the same name with another key."""
        known = self._latest.get(name)
        if known is None or known[0] != key:
            known = self._latest[name] = (key, make())
        made: Made = known[1]
        return made

    def _once(self, name: str, make: Callable[[], Column]) -> Column:
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = make()
        return found


class Ledger:
    """Gives the newest picture, reading only what has changed since the last one. May be asked from any thread.

    `window`: which day of a window of two days counts.
    """

    def __init__(self, window: WindowDay = WindowDay.LAST) -> None:
        self._window = window
        self._lock = threading.Lock()
        self._events: dict[int, Block] = {}
        self._reports: dict[int, Block] = {}
        self._newest: Picture | None = None
        self._turn = 0

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
            seen = data_version(reader), self._turn
            if self._newest is not None and reader.info.get(self) == seen:
                return self._newest
            events = read_blocks(reader, {number: block.stamp for number, block in self._events.items()})
            reports = read_blocks(reader, {number: block.stamp for number, block in self._reports.items()}, of_reports=True)
            if events is None or reports is None:
                return None
            changed = [_take_in(known, *found) for known, found in ((self._events, events), (self._reports, reports))]
            if self._newest is None or any(changed):
                self._newest = Picture(self._events, self._reports, before=self._newest, window=self._window)
                self._turn += 1
            # What a connection has seen is new to it until the file has changed, or another connection has seen more.
            reader.info[self] = seen[0], self._turn
            return self._newest


def _take_in(known: dict[int, Block], stamps: Mapping[int, int], found: list[Block]) -> bool:
    gone = known.keys() - stamps.keys()
    for number in gone:
        del known[number]
    known.update((block.id, block) for block in found)
    return bool(gone or found)


def _offsets(layout: Mapping[str, str]) -> dict[str, tuple[np.dtype[Any], int]]:
    """For each column its kind, and how many bytes of a row stand before it."""
    found: dict[str, tuple[np.dtype[Any], int]] = {}
    before = 0
    for name, code in layout.items():
        found[name] = np.dtype(_KINDS[code]), before
        before += found[name][0].itemsize
    return found


def _width(layout: Mapping[str, str]) -> int:
    return sum(np.dtype(_KINDS[code]).itemsize for code in layout.values())


_WIDTH = _width(COUNTED)
_LAYOUTS = {id(layout): (_offsets(layout), _width(layout)) for layout in (COUNTED, SAID, REPORTS)}


def _values(block: Block, name: str, layout: Mapping[str, str] | None = None) -> Column:
    """One column of a block; ids are whole."""
    chosen = layout or (COUNTED if name in COUNTED else SAID)
    packed = block.said if chosen is SAID else block.columns
    offsets, width = _LAYOUTS[id(chosen)]
    kind, before = offsets[name]
    rows = len(packed) // width
    values = np.frombuffer(packed, kind, rows, before * rows)
    return values.astype(np.int64) + (block.id << SHIFT) if name == "id" else values


def _column(parts: list[Column], name: str) -> Column:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64 if name == "id" else np.int32)


def _mixed(columns: list[Column]) -> Column:
    mixed = np.zeros(len(columns[0]), dtype=np.uint64)
    for values, mixer in zip(columns, _MIXERS, strict=True):
        mixed ^= values.astype(np.uint64) + np.uint64(1)
        mixed *= np.uint64(mixer)
        mixed ^= mixed >> np.uint64(29)
    return mixed
