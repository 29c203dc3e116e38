"""Pairs what was found with what the gold says, one to one: entities by label and span, events by trigger or by what they tell."""

from dataclasses import dataclass

from quality.gold import Json
from quality.likeness import best, place_names


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs of gold and found, the gold that nothing matched, and the findings that matched nothing."""

    pairs: list[tuple[Json, Json]]
    missed: list[Json]
    extra: list[Json]


def overlap(one: Json | None, other: Json | None) -> bool:
    return one is not None and other is not None and bool(one["start"] < other["end"] and other["start"] < one["end"])


def match_entities(gold: list[Json], found: list[Json], *, exact: bool) -> Matches:
    """Labels must agree, and the spans be the same (`exact`) or overlap; of several, the one that shares most."""
    pairs: list[tuple[Json, Json]] = []
    missed: list[Json] = []
    used: set[int] = set()
    for wanted in gold:
        hits = [n for n, entity in enumerate(found) if n not in used and _fits(wanted, entity, exact=exact)]
        if hits:
            pick = max(hits, key=lambda n: min(found[n]["end"], wanted["end"]) - max(found[n]["start"], wanted["start"]))
            used.add(pick)
            pairs.append((wanted, found[pick]))
        else:
            missed.append(wanted)
    return Matches(pairs, missed, [entity for n, entity in enumerate(found) if n not in used])


def _fits(wanted: Json, entity: Json, *, exact: bool) -> bool:
    if entity["label"] != wanted["label"]:
        return False
    return (entity["start"], entity["end"]) == (wanted["start"], wanted["end"]) if exact else overlap(entity, wanted)


def same_trigger(one: Json, other: Json | None) -> bool:
    """Triggers that share at least half of the shorter one, neither of them a whole phrase beside a word."""
    if other is None or not overlap(one, other):
        return False
    shared = min(one["end"], other["end"]) - max(one["start"], other["start"])
    short, long = sorted((one["end"] - one["start"], other["end"] - other["start"]))
    return bool(2 * shared >= short and long <= 4 * short)


def match_events(gold: list[Json], found: list[Json]) -> Matches:
    """Best likeness first, then in the order of the gold."""
    scored = []
    for i, wanted in enumerate(gold):
        for j, event in enumerate(found):
            likeness = _likeness(wanted, event)
            if likeness is not None:
                scored.append((-likeness, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(scored):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return Matches(
        [(gold[i], found[j]) for i, j in pairs.items()],
        [event for i, event in enumerate(gold) if i not in pairs],
        [event for j, event in enumerate(found) if j not in taken],
    )


def _likeness(wanted: Json, event: Json) -> float | None:
    """How like two events are; None where they are no pair: it takes the trigger, or the type and two of count, day and place."""
    trigger = same_trigger(wanted["trigger"], event.get("trigger"))
    kind = wanted["type"] == event["type"]
    count = best(wanted.get("count")) is not None and best(wanted.get("count")) == best(event.get("count"))
    where = any(one & other for one in place_names(wanted) for other in place_names(event))
    when = wanted["date"]["end"] == (event.get("date") or {}).get("end")
    if not (trigger or (kind and count + where + when >= 2)):
        return None
    return float(2 * trigger + 2 * kind + count + 0.5 * where + 0.5 * when)
