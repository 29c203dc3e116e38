"""Daily counts as the contract says them, event by event, from the rows as they are stored: plain, and what the quick way must equal."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from analyst_app.domain.counting import LONGEST_COUNTED_SPAN, Countable, Unit, WindowDay, contributions
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import Status
from analyst_app.domain.places import PlaceKind
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import CountBy, Counts, CountSetting, DayCount, EventFilter, EventOrder, EventRow, SameAct
from support import plain_events

OF_PLACES = {CountBy.PLACE, CountBy.REGION, CountBy.DIRECTION, CountBy.SETTLEMENT}


@dataclass
class Line:
    row: EventRow
    countable: Countable
    launched: bool

    @property
    def event(self):
        return self.row.stored.event

    @property
    def first(self):
        return self.event.places[0] if self.event.places else None

    @property
    def place(self):
        return self.first and self.first.label

    def value(self, by):
        region = self.first and (self.first.admin1 or (self.first.label if self.first.kind is PlaceKind.REGION else None))
        values = {
            CountBy.TYPE: self.event.type.value,
            CountBy.STATUS: self.event.status.value,
            CountBy.STATE: self.row.stored.state.value,
            CountBy.ACTOR: self.event.actor,
            CountBy.SOURCE: self.row.source,
            CountBy.PLACE: self.place,
            CountBy.REGION: region,
            CountBy.SETTLEMENT: self.place if self.first and self.first.kind is PlaceKind.SETTLEMENT else None,
            CountBy.DIRECTION: next((p.label for p in self.event.places if p.kind is PlaceKind.DIRECTION), None),
        }
        return values[by] or "not said"


def lines_of(reader, launched=()):
    """Every event of the library, by report and in its order; `launched` are the ids of those whose number counts munitions."""
    rows = plain_events.list_events(reader, order=EventOrder.DATE, limit=10**6)
    lines = []
    for row in sorted(rows, key=lambda row: (row.stored.report_id, row.stored.id)):
        event, stored = row.stored.event, row.stored
        countable = Countable(
            stored.id, event.type, event.status, event.date, event.count, stored.part_of_id, stored.act_id, stored.preferred
        )
        lines.append(Line(row, countable, stored.id in launched))
    return lines


def count_days(reader, *, matching: EventFilter, setting: CountSetting, launched=()):
    states = matching.states or frozenset({ReviewState.CONFIRMED})
    everything = lines_of(reader, launched)
    lines = [line for line in everything if line.row.stored.state in states and at_places(line, matching)]
    replaced = [line for line in lines if line.row.revised_by and passes(line, matching, setting) and line.event.type.is_attack]
    lines = [line for line in lines if not line.row.revised_by]
    adds = added(lines, setting)
    shown = [line for line in lines if passes(line, matching, setting)]
    twice = possible_duplicates(shown)
    doubtful = {event for same in twice for event in same.event_ids}
    replaced_by = "SELECT superseded_by_id FROM report WHERE NOT deleted AND second_of_id IS NULL AND superseded_by_id IS NOT NULL"
    revising = {number for (number,) in reader.exec_driver_sql(replaced_by)}
    days = defaultdict(list)
    for line in shown:
        what = adds.get(line.countable.id)
        if what is not None and what.counts_on is not None:
            days[what.counts_on, line.value(setting.by), line.event.actor].append((line, what))
    behind = {id(line) for group in days.values() for line, _ in group}
    counts = Counts(
        by=setting.by,
        rows=tuple(
            day_count(key, group, doubtful, revising)
            for key, group in sorted(days.items(), key=lambda item: (*item[0][:2], item[0][2] or ""))
        ),
        reported_days=frozenset(day for day in reported_days(reader, everything, setting) if in_days(day, matching)),
        zeros=frozenset(
            (day_of(line.event, setting), line.event.type)
            for line in shown
            if line.event.type.is_attack and line.event.status is Status.DENIED and line.event.count and line.event.count.best == 0
        ),
        duplicates=len(twice),
        not_counted=sum(line.event.type.is_attack and id(line) not in behind for line in shown),
        unit=setting.unit,
        window=setting.window,
        superseded=0 if matching.current else len(replaced),
        revised_days=frozenset(day for (day, *_), group in days.items() if any(line.row.stored.report_id in revising for line, _ in group)),
    )
    return counts, {key: [line.row.stored.id for line, _ in group] for key, group in days.items()}, twice


def added(lines, setting):
    if setting.unit is Unit.PLACES:
        hit = [line for line in lines if line.event.places_count is not None]
        lines = [Line(line.row, replace(line.countable, count=Estimate.exactly(line.event.places_count)), line.launched) for line in hit]
    groups = defaultdict(list)
    for line in lines:
        groups[line.value(setting.by) if setting.by in OF_PLACES else None].append(line.countable)
    found = {}
    for group in groups.values():
        found.update(contributions(group, window=setting.window))
    return found


def day_count(key, group, doubtful, revising):
    highs = [what.high for _, what in group]
    return DayCount(
        *key,
        low=sum(what.low for _, what in group),
        best=sum(what.best for _, what in group),
        high=None if None in highs else sum(highs),
        events=len(group),
        doubtful=sum(line.row.stored.id in doubtful for line, _ in group),
        revised=sum(
            bool(line.row.stored.corrections) or line.row.stored.preferred or line.row.stored.report_id in revising for line, _ in group
        ),
    )


def at_places(line, matching):
    return (
        (not matching.places or line.place in matching.places)
        and (not matching.regions or line.value(CountBy.REGION) in matching.regions)
        and (not matching.directions or line.value(CountBy.DIRECTION) in matching.directions)
    )


def in_days(day, matching):
    return (matching.first_day is None or matching.first_day <= day) and (matching.last_day is None or day <= matching.last_day)


def day_of(event, setting):
    return event.date.end if setting.window is WindowDay.LAST else event.date.start


def passes(line, matching, setting):
    event = line.event
    day = day_of(event, setting)
    of_unit = {Unit.MUNITIONS: line.launched, Unit.ACTS: not line.launched}
    return (
        in_days(day, matching)
        and of_unit.get(setting.unit, True)
        and (not matching.types or event.type in matching.types)
        and (not matching.statuses or event.status in matching.statuses)
        and (not matching.actors or event.actor in matching.actors)
        and (not matching.sources or line.row.source in matching.sources)
        and (not matching.report_ids or line.row.stored.report_id in matching.report_ids)
        and (not matching.event_ids or line.row.stored.id in matching.event_ids)
    )


def possible_duplicates(lines):
    alike = defaultdict(list)
    for line in lines:
        event = line.event
        if event.type.is_attack and event.status is not Status.DENIED:
            alike[event.type, event.date.start, event.date.end, event.actor, line.place].append(line)
    found = []
    for key, group in alike.items():
        acts = {line.countable.act for line in group}
        linked = len(acts) == 1 and None not in acts
        if len({line.row.stored.report_id for line in group}) > 1 and not linked:
            found.append(SameAct(*key, tuple(sorted(line.row.stored.id for line in group))))
    return tuple(sorted(found, key=lambda same: (same.last_day, same.type, same.event_ids)))


def reported_days(reader, lines, setting):
    before = timedelta(days=0 if setting.window is WindowDay.LAST else 1)
    days = {
        date.fromisoformat(day) - before
        for (day,) in reader.exec_driver_sql(
            "SELECT published FROM report WHERE NOT deleted AND superseded_by_id IS NULL AND second_of_id IS NULL"
        )
    }
    for line in lines:
        if line.row.revised_by:
            continue
        span, published = line.event.date, line.row.published
        kept = line.row.stored.state is not ReviewState.REJECTED
        if kept and span.length <= LONGEST_COUNTED_SPAN and 0 <= (published - span.end).days <= 7:
            days.add(day_of(line.event, setting))
    return days
