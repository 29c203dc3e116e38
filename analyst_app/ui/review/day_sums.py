"""What one report adds to which day, by the contract's rule, and what does not add up. Pure; knows no widgets."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
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

    @property
    def together(self) -> int:
        """What the day adds up to, open proposals included."""
        return sum(many for _, many in self.expected)

    @property
    def accepted(self) -> int:
        """What it adds up to by accepted events alone."""
        return sum(many for _, many in self.confirmed)


@dataclass(frozen=True, slots=True)
class Total:
    """A counted total and what its parts come to. `unnumbered` are parts that are told without a number: they add at least one each.

    `left` is what the total holds beyond its parts, None where it has no upper bound and so may hold any number.
    """

    whole_id: int
    stated: int
    parts: int
    named: int
    unnumbered: int
    left: int | None

    @property
    def too_many(self) -> bool:
        """Whether the parts add up to more than the total."""
        return self.left is not None and self.left < 0


@dataclass(frozen=True, slots=True)
class ToldTwice:
    """Two events of the report that seem to tell the same act, and both count."""

    one: int
    other: int


@dataclass(frozen=True, slots=True)
class ReportSums:
    """Everything that the panel says. `parts`, `cumulative` and `not_acts` are the attack events that count on no day, by the reason."""

    days: tuple[DaySum, ...]
    totals: tuple[Total, ...]
    twice: tuple[ToldTwice, ...]
    parts: tuple[int, ...]
    cumulative: tuple[int, ...]
    not_acts: tuple[int, ...]

    @property
    def warnings(self) -> tuple[int, ...]:
        """The events that something is wrong with, in the order in which the panel names them."""
        return (*(total.whole_id for total in self.totals if total.too_many), *(pair.other for pair in self.twice))


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
        totals=tuple(_totals(standing)),
        twice=tuple(_told_twice([stored for stored in told if adds[stored.id].counts_on is not None])),
        parts=tuple(s.id for s in told if adds[s.id].counts_on is None and last_day(countable(s)) is not None),
        cumulative=tuple(s.id for s in told if last_day(countable(s)) is None),
        not_acts=tuple(s.id for s in attacks if s.event.status not in COUNTED_STATUSES),
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


def _totals(events: Sequence[StoredEvent]) -> Iterator[Total]:
    parts: dict[int, list[Countable]] = defaultdict(list)
    for stored in events:
        # Only parts that are acts of their own and are counted in acts can be held against their total.
        if stored.part_of_id is not None and stored.event.type.is_attack and stored.event.status in COUNTED_STATUSES:
            parts[stored.part_of_id].append(countable(stored))
    for stored in events:
        count = stored.event.count
        if count is None or stored.id not in parts or not stored.event.type.is_attack:
            continue
        # Alone among themselves, the parts count as they would without their whole.
        named = sum(added.best for added in contributions(parts[stored.id]).values())
        unnumbered = sum(part.count is None for part in parts[stored.id])
        left = None if count.high is None else count.high - named
        yield Total(stored.id, count.best, len(parts[stored.id]), named, unnumbered, left)


def _told_twice(events: Sequence[StoredEvent]) -> Iterator[ToldTwice]:
    """Each event with the last one before it that agrees in everything both say, and in a number or a place."""
    last: dict[tuple[object, ...], StoredEvent] = {}
    for stored in events:
        event = stored.event
        # A single act and a place without a number are what many acts have in common.
        number = event.count if event.count is not None and event.count.best > 1 else None
        keys = [(event.type, event.date, told) for told in (number, event.places[:1]) if told]
        found = next((last[key] for key in keys if key in last and _agree(last[key], stored)), None)
        if found is not None:
            yield ToldTwice(found.id, stored.id)
        last.update(dict.fromkeys(keys, stored))


def _agree(one: StoredEvent, other: StoredEvent) -> bool:
    a, b = one.event, other.event
    if a.trigger == b.trigger or (one.act_id is not None and one.act_id == other.act_id):
        return False
    told = (
        (a.actor, b.actor),
        (a.target, b.target),
        (a.count and a.count.best, b.count and b.count.best),
        (a.places_count, b.places_count),
        (a.places and a.places[0].label, b.places and b.places[0].label),
    )
    return not any(mine and theirs and mine != theirs for mine, theirs in told)
