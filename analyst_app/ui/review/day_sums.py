"""What one report adds to which day, by the contract's rule, and what does not add up. Pure; knows no widgets."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from analyst_app.domain.counting import Countable, contributions, last_day
from analyst_app.domain.ontology import COUNTED_STATUSES, EventType
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import StoredEvent


@dataclass(frozen=True, slots=True)
class DaySum:
    """What one party's acts add to one day: by type, from accepted events alone and with the open proposals."""

    day: date
    actor: str | None
    confirmed: tuple[tuple[EventType, int], ...]
    expected: tuple[tuple[EventType, int], ...]


@dataclass(frozen=True, slots=True)
class TooManyParts:
    """A total whose parts add up to more than itself."""

    whole_id: int
    total: int
    parts: int


@dataclass(frozen=True, slots=True)
class ReportSums:
    """Everything that the panel says. `parts`, `cumulative` and `not_acts` count attack events that count on no day, by the reason."""

    days: tuple[DaySum, ...]
    too_many: tuple[TooManyParts, ...]
    parts: int
    cumulative: int
    not_acts: int


def report_sums(events: Sequence[StoredEvent]) -> ReportSums:
    """Add up a report's events; rejected ones are left out."""
    standing = [stored for stored in events if stored.state is not ReviewState.REJECTED]
    confirmed = [stored for stored in standing if stored.state is ReviewState.CONFIRMED]
    sure, expected = _by_day(confirmed), _by_day(standing)
    order = {kind: place for place, kind in enumerate(EventType)}

    def listed(found: Counter[EventType]) -> tuple[tuple[EventType, int], ...]:
        return tuple(sorted(found.items(), key=lambda item: order[item[0]]))

    days = tuple(
        DaySum(day, actor, listed(sure.get((day, actor), Counter())), listed(expected.get((day, actor), Counter())))
        for day, actor in sorted(sure.keys() | expected.keys(), key=lambda key: (key[0], key[1] is None, key[1] or ""))
    )
    attacks = [stored for stored in standing if stored.event.type.is_attack]
    adds = contributions(map(countable, standing))
    told = [s for s in attacks if s.event.status in COUNTED_STATUSES]
    return ReportSums(
        days=days,
        too_many=tuple(_too_many(standing)),
        parts=sum(adds[s.id].counts_on is None and last_day(countable(s)) is not None for s in told),
        cumulative=sum(last_day(countable(s)) is None for s in told),
        not_acts=len(attacks) - len(told),
    )


def countable(stored: StoredEvent) -> Countable:
    """What the counting rule needs of a stored event."""
    event = stored.event
    return Countable(stored.id, event.type, event.status, event.date, event.count, stored.part_of_id, stored.act_id, stored.preferred)


def _by_day(events: Iterable[StoredEvent]) -> dict[tuple[date, str | None], Counter[EventType]]:
    listed = list(events)
    adds = contributions(map(countable, listed))
    found: dict[tuple[date, str | None], Counter[EventType]] = defaultdict(Counter)
    for stored in listed:
        day = adds[stored.id].counts_on
        if day is not None:
            found[day, stored.event.actor][stored.event.type] += adds[stored.id].best
    return found


def _too_many(events: Sequence[StoredEvent]) -> Iterable[TooManyParts]:
    parts: dict[int, list[Countable]] = defaultdict(list)
    for stored in events:
        # Only parts that are acts of their own and are counted in acts can be held against their total.
        if stored.part_of_id is not None and stored.event.type.is_attack and stored.event.status in COUNTED_STATUSES:
            parts[stored.part_of_id].append(countable(stored))
    for stored in events:
        count = stored.event.count
        if count is None or count.high is None or stored.id not in parts:
            continue
        # Alone among themselves, the parts count as they would without their whole.
        total = sum(added.best for added in contributions(parts[stored.id]).values())
        if total > count.high:
            yield TooManyParts(stored.id, count.high, total)
