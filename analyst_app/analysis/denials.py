"""Explicit zeros by side: which side a report says did nothing of a kind on a day. `Counts.zeros` has the days without the sides."""

from datetime import date

from analyst_app.analysis.picture import Column, Picture
from analyst_app.analysis.rule import counting_day
from analyst_app.analysis.series import SIDE_NOT_SAID
from analyst_app.domain.counting import WindowDay
from analyst_app.domain.ontology import EventType
from analyst_app.storage.blocks import TYPES, term_words
from analyst_app.storage.database import Reader


def zeros_by_side(
    picture: Picture, reader: Reader, shown: Column, *, window: WindowDay | None = None
) -> frozenset[tuple[date, str, EventType]]:
    """The day, side and type of each event among those shown that denies with the number 0."""
    at = picture.denied[shown[picture.denied]]
    actors = picture.column("actor")[at].tolist()
    words = {0: SIDE_NOT_SAID, **term_words(reader, set(actors) - {0})}
    days, kinds = counting_day(picture, window)[at].tolist(), picture.column("type")[at].tolist()
    return frozenset((date.fromordinal(day), words[actor], TYPES[kind]) for day, actor, kind in zip(days, actors, kinds, strict=True))
