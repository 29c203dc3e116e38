"""Possible duplicates: unlinked attacks of different reports that agree in type, days, actor and first place. Told, never dropped."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from analyst_app.analysis.picture import Column, Picture
from analyst_app.analysis.rule import ATTACKS
from analyst_app.domain.ontology import Status
from analyst_app.domain.rows import SameAct
from analyst_app.storage.blocks import STATUSES, TYPES, term_words
from analyst_app.storage.database import Reader


@dataclass(frozen=True, slots=True)
class Alike:
    """Groups of events that agree: where the events stand, group after group, and where each group begins."""

    events: Column
    starts: Column

    def __len__(self) -> int:
        """How many acts may be told twice."""
        return len(self.starts)

    def groups(self) -> Iterator[Column]:
        """The events of each group."""
        return iter(np.split(self.events, self.starts[1:])) if len(self) else iter(())


def find_alike(picture: Picture, shown: Column) -> Alike:
    """The groups among the events that are shown. A group that is linked as one act already is none."""
    events, keys = picture.alike
    told = (
        shown[events]
        & picture.current[events]
        & ATTACKS[picture.column("type")[events]]
        & (picture.column("status")[events] != STATUSES.index(Status.DENIED))
    )
    keys, events = keys[told], events[told]
    starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if keys.size else np.zeros(0, dtype=np.int64)
    sizes = np.diff(np.append(starts, keys.size))
    several = np.repeat(sizes > 1, sizes)
    events, sizes = events[several], sizes[sizes > 1]
    if not sizes.size:
        return Alike(events, np.zeros(0, dtype=np.int64))
    starts = np.cumsum(sizes) - sizes
    report, act = picture.column("report")[events], picture.column("act")[events]
    first, last = np.minimum.reduceat(report, starts), np.maximum.reduceat(report, starts)
    linked = (np.minimum.reduceat(act, starts) == np.maximum.reduceat(act, starts)) & (act[starts] > 0)
    chosen = (first != last) & ~linked
    events, sizes = events[np.repeat(chosen, sizes)], sizes[chosen]
    return Alike(events, np.cumsum(sizes) - sizes)


def same_acts(picture: Picture, reader: Reader, alike: Alike) -> tuple[SameAct, ...]:
    """The groups in words, by day and type."""
    first = alike.events[alike.starts]
    columns = {name: picture.column(name)[first].tolist() for name in ("type", "start", "end", "actor", "place")}
    words = {0: None, **term_words(reader, {*columns["actor"], *columns["place"]} - {0})}
    found = [
        SameAct(
            type=TYPES[columns["type"][n]],
            first_day=date.fromordinal(columns["start"][n]),
            last_day=date.fromordinal(columns["end"][n]),
            actor=words[columns["actor"][n]],
            place=words[columns["place"][n]],
            event_ids=tuple(picture.column("id")[np.sort(events)].tolist()),
        )
        for n, events in enumerate(alike.groups())
    ]
    return tuple(sorted(found, key=lambda same: (same.last_day, same.type, same.event_ids)))
