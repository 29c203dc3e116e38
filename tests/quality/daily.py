"""The daily attack count of a report by the contract's rule, written down apart from the program's own."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from quality.gold import ATTACK_TYPES, Json
from quality.likeness import best

COUNTED = frozenset({"occurred", "attempted", "repelled"})

type Days = Counter[tuple[str, str]]
"""(day, type) → attacks."""


def daily_counts(report: Json) -> Days:
    return _Day(report["events"]).totals()


def in_total(days: Days) -> Counter[str]:
    """Day → attacks of all types."""
    totals: Counter[str] = Counter()
    for (day, _), number in days.items():
        totals[day] += number
    return totals


class _Day:
    """The events of one report, counted."""

    def __init__(self, events: list[Json]) -> None:
        self.events = events
        self.by_id = {event["id"]: event for event in events}

    def totals(self) -> Days:
        totals: Days = Counter()
        for event in self.events:
            day = _counts_on(event)
            if day is not None and not any(_spans(whole, day) for whole in self._wholes(event)):
                totals[day.isoformat(), event["type"]] += self._amount(event)
        return totals

    def _wholes(self, event: Json) -> Iterator[Json]:
        while event.get("part_of") is not None:
            event = self.by_id[event["part_of"]]
            yield event

    def _amount(self, event: Json) -> int:
        number = best(event.get("count"))
        if number is not None:
            return int(number)
        parts = (part for part in self.events if part.get("part_of") == event["id"])
        return max(1, sum(self._amount(part) for part in parts if (day := _counts_on(part)) is not None and _spans(event, day)))


def _days(event: Json) -> tuple[date, date] | None:
    days = event.get("date") or {}
    try:
        return date.fromisoformat(days["start"]), date.fromisoformat(days["end"])
    except (KeyError, TypeError, ValueError):
        return None


def _counts_on(event: Json) -> date | None:
    days = _days(event)
    if event["type"] not in ATTACK_TYPES or event.get("status") not in COUNTED or days is None:
        return None
    return days[1] if (days[1] - days[0]).days <= 1 else None


def _spans(event: Json, day: date) -> bool:
    days = _days(event)
    return _counts_on(event) is not None and days is not None and days[0] <= day <= days[1]
