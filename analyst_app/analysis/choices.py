"""What the filters can offer, out of the columns of all events."""

from datetime import date

import numpy as np

from analyst_app.analysis.picture import Column, Picture
from analyst_app.domain.rows import FilterChoices
from analyst_app.storage import queries
from analyst_app.storage.blocks import term_words
from analyst_app.storage.database import Reader


def filter_choices(picture: Picture, reader: Reader) -> FilterChoices:
    """The values that filters can offer: of parties and places the most frequent first; `places` are first places."""
    there = picture.there
    days = picture.column("end")[there]
    published_by = np.unique(picture.by_report("source")[picture.listed_reports]).tolist()
    names = queries.source_names(reader)
    return FilterChoices(
        sources=tuple(sorted((names[source] for source in published_by if source), key=str.casefold)),
        actors=_by_frequency(reader, picture.column("actor")[there]),
        places=_by_frequency(reader, picture.column("place")[there]),
        first_day=date.fromordinal(int(days.min())) if days.size else None,
        last_day=date.fromordinal(int(days.max())) if days.size else None,
        regions=_by_frequency(reader, picture.column("region")[there]),
        directions=_by_frequency(reader, picture.column("direction")[there]),
        analysts=queries.known_analysts(reader),
    )


def _by_frequency(reader: Reader, numbers: Column) -> tuple[str, ...]:
    found = np.bincount(numbers) if numbers.size else np.zeros(0, dtype=np.int64)
    found[:1] = 0
    words = term_words(reader, np.flatnonzero(found).tolist())
    return tuple(words[number] for number in sorted(words, key=lambda number: (-found[number], words[number])))
