"""Daily attack counts, for charts, tables and the command line: one answer for all of them."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from analyst_app.analysis import counts, duplicates
from analyst_app.analysis.picture import Picture
from analyst_app.domain.counting import Unit, WindowDay
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import CountBy, Counts, CountSetting, EventFilter, SameAct
from analyst_app.services.workbench import Workbench
from analyst_app.storage.database import Reader


def daily_counts(
    workbench: Workbench,
    *,
    matching: EventFilter | None = None,
    by: CountBy = CountBy.TYPE,
    unit: Unit = Unit.ATTACKS,
    window: WindowDay | None = None,
) -> Counts:
    """Count by day; of confirmed events unless the filter names other states.

    `window`: the day that a window of two days counts on; as the settings have it unless given.
    """
    with _asked(workbench) as (picture, reader):
        return counts.count_days(picture, reader, matching=_confirmed(matching), setting=CountSetting(by, unit, window or picture.window))


def counted_events(
    workbench: Workbench,
    *,
    days: Collection[date],
    matching: EventFilter | None = None,
    by: CountBy = CountBy.TYPE,
    unit: Unit = Unit.ATTACKS,
    window: WindowDay | None = None,
    groups: Collection[str] | None = None,
    actors: Collection[str | None] | None = None,
) -> tuple[int, ...]:
    """The ids of the events behind these days of `daily_counts` with the same filter, of these groups and actors where given."""
    with _asked(workbench) as (picture, reader):
        return counts.counted_ids(
            picture,
            reader,
            matching=_confirmed(matching),
            setting=CountSetting(by, unit, window or picture.window),
            days=days,
            groups=groups,
            actors=actors,
        )


def possible_duplicates(workbench: Workbench, *, matching: EventFilter | None = None) -> tuple[SameAct, ...]:
    """The acts that several reports may tell, of confirmed events unless the filter names other states; `Counts` has their number."""
    with _asked(workbench) as (picture, reader):
        shown = counts.shown_events(picture, reader, _confirmed(matching))
        return duplicates.same_acts(picture, reader, duplicates.find_alike(picture, shown))


def _confirmed(matching: EventFilter | None) -> EventFilter:
    chosen = matching or EventFilter()
    return chosen if chosen.states else replace(chosen, states=frozenset({ReviewState.CONFIRMED}))


@contextmanager
def _asked(workbench: Workbench) -> Iterator[tuple[Picture, Reader]]:
    picture = workbench.ledger.picture(workbench.database)
    with workbench.database.reading() as reader:
        yield picture, reader
