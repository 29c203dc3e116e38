"""Daily attack counts broken down by type, place, actor, status or source, by the contract's rule.

Which events take part in the rule is decided before it is applied, which of them are shown, after:
a filter on type, actor, status or source shows a share of the day's total, so the shares add up to it; a filter on
places asks what is told of those places, where a total without a place has no say.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from analyst_app.domain.counting import Contribution, contributions
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.rows import CountableRow, CountBy, Counts, DayCount, EventFilter, SameAct

NOT_SAID = "not said"
"""The group of events that give no value for what the counts are broken down by."""


def count_days(rows: Sequence[CountableRow], *, matching: EventFilter, by: CountBy, reported_days: frozenset[date]) -> Counts:
    """Count every row that passes the filter; `rows` are all events in the review states that are asked for.

    `reported_days` are the days that reports cover, whether or not anything counts on them.
    """
    taking_part = [row for row in rows if not matching.places or row.place in matching.places]
    adds = _by_place(taking_part) if by is CountBy.PLACE else contributions(row.countable for row in taking_part)
    shown = [row for row in taking_part if _passes(row, matching)]
    days: dict[tuple[date, str, str | None], list[tuple[CountableRow, Contribution]]] = defaultdict(list)
    silent = 0
    for row in shown:
        added = adds[row.countable.id]
        if added.counts_on is None:
            silent += row.countable.type.is_attack
        else:
            days[added.counts_on, _group(row, by), row.actor].append((row, added))
    return Counts(
        by=by,
        rows=tuple(
            _day_count(key, adding) for key, adding in sorted(days.items(), key=lambda item: (item[0][0], item[0][1], item[0][2] or ""))
        ),
        reported_days=frozenset(day for day in reported_days if _in_days(day, matching)),
        zeros=frozenset(_zeros(shown)),
        duplicates=possible_duplicates(shown),
        not_counted=silent,
    )


def possible_duplicates(rows: Iterable[CountableRow]) -> tuple[SameAct, ...]:
    """Unlinked events of family attack in different reports that agree in type, days, actor and first place."""
    alike: dict[tuple[EventType, date, date, str | None, str | None], list[CountableRow]] = defaultdict(list)
    for row in rows:
        event = row.countable
        if event.type.is_attack and event.status is not Status.DENIED:
            alike[event.type, event.date.start, event.date.end, row.actor, row.place].append(row)
    found = []
    for (kind, first, last, actor, place), group in alike.items():
        acts = {row.countable.act for row in group}
        linked_already = len(acts) == 1 and None not in acts
        if len({row.report_id for row in group}) > 1 and not linked_already:
            ids = tuple(int(str(row.countable.id)) for row in group)
            found.append(SameAct(type=kind, first_day=first, last_day=last, actor=actor, place=place, event_ids=ids))
    return tuple(sorted(found, key=lambda same: (same.last_day, same.type, same.event_ids)))


def _by_place(rows: Sequence[CountableRow]) -> dict[object, Contribution]:
    """The rule within each place by itself: what is told of one place, whatever total it is a part of elsewhere."""
    places: dict[str | None, list[CountableRow]] = defaultdict(list)
    for row in rows:
        places[row.place].append(row)
    adds: dict[object, Contribution] = {}
    for group in places.values():
        adds.update(contributions(row.countable for row in group))
    return adds


def _in_days(day: date, matching: EventFilter) -> bool:
    after_first = matching.first_day is None or matching.first_day <= day
    return after_first and (matching.last_day is None or day <= matching.last_day)


def _passes(row: CountableRow, matching: EventFilter) -> bool:
    event = row.countable
    return (
        _in_days(event.date.end, matching)
        and (not matching.types or event.type in matching.types)
        and (not matching.statuses or event.status in matching.statuses)
        and (not matching.actors or row.actor in matching.actors)
        and (not matching.sources or row.source in matching.sources)
        and (not matching.report_ids or row.report_id in matching.report_ids)
        and (not matching.event_ids or event.id in matching.event_ids)
    )


def _group(row: CountableRow, by: CountBy) -> str:
    values = {
        CountBy.TYPE: row.countable.type.value,
        CountBy.STATUS: row.countable.status.value,
        CountBy.PLACE: row.place,
        CountBy.ACTOR: row.actor,
        CountBy.SOURCE: row.source,
    }
    return values[by] or NOT_SAID


def _day_count(key: tuple[date, str, str | None], adding: Sequence[tuple[CountableRow, Contribution]]) -> DayCount:
    day, group, actor = key
    highs = [added.high for _, added in adding]
    return DayCount(
        day=day,
        group=group,
        actor=actor,
        low=sum(added.low for _, added in adding),
        best=sum(added.best for _, added in adding),
        high=None if None in highs else sum(high or 0 for high in highs),
        event_ids=tuple(int(str(row.countable.id)) for row, _ in adding),
    )


def _zeros(rows: Iterable[CountableRow]) -> Iterable[tuple[date, EventType]]:
    for row in rows:
        event = row.countable
        if event.type.is_attack and event.status is Status.DENIED and event.count is not None and event.count.best == 0:
            yield event.date.end, event.type
