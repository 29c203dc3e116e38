"""Which reports stand behind events, in few words: how many, and of which sources."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from analyst_app.analysis.picture import Picture
from analyst_app.storage import queries
from analyst_app.storage.database import Reader

SOURCE_NOT_SAID = "source not said"


@dataclass(frozen=True, slots=True)
class Reports:
    """The number of reports, and each source with the number of its reports, the most first."""

    number: int
    sources: tuple[tuple[str, int], ...]


def reports_of(picture: Picture, reader: Reader, ids: Collection[int]) -> Reports:
    """The reports that tell these events."""
    wanted = np.array(sorted(ids), dtype=np.int64)
    at = np.searchsorted(picture.column("id"), wanted)
    reports = np.unique(picture.column("report")[at])
    sources, number = np.unique(picture.by_report("source")[reports], return_counts=True)
    names = {0: SOURCE_NOT_SAID, **queries.source_names(reader)}
    found = sorted(((names[s], n) for s, n in zip(sources.tolist(), number.tolist(), strict=True)), key=lambda one: (-one[1], one[0]))
    return Reports(len(reports), tuple(found))
