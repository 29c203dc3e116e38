"""Which events of two reports tell the same act, and in which fields they agree. Knows rows alone, and decides nothing.

The rule. Two events may be the same act where their type is the same, their actors are not different ones (one may be left unsaid),
their places share one, lie within one another or one is left unsaid, and their days overlap; reports of two days are also held against
each other shifted by the days between them. In two codings of one text, events with overlapping triggers may be the same act whatever
they say. Of all such pairs the best fitting one is taken first: it has most in common of trigger (8), first place (4), actor (2),
days (2, overlapping 1), target (1), status (1) and count (1). Each event is in one row; ties go by the order of the reports.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from analyst_app.domain.comparing import Pair, Relation, Saying, Verdict
from analyst_app.domain.counting import bounds
from analyst_app.domain.dates import DateSpan
from analyst_app.domain.estimates import Estimate
from analyst_app.domain.events import EVENT_FIELDS, Event
from analyst_app.domain.places import Place, PlaceKind
from analyst_app.domain.rows import StoredEvent

NOT_COMPARED = frozenset({"note", "reported_by", "part_of"})
"""Who is quoted, and what a report puts under a total of its own, is no contradiction between two sources. Notes are the analyst's."""
_ESTIMATES = ("count", "killed", "injured")


def align(left: Sequence[StoredEvent], right: Sequence[StoredEvent], *, relation: Relation, shift: int = 0) -> tuple[Pair, ...]:
    """The events of two reports in rows, in the order of the left one; what the right one has alone stands where it tells it.

    Args:
        left: the events of one report in reading order.
        right: those of the other one.
        relation: how the reports stand to one another.
        shift: by how many days the right report is of a later day.
    """
    strict = relation is Relation.CODING
    scored = [
        (-score, abs(n - m), n, m)
        for n, one in enumerate(left)
        for m, other in enumerate(right)
        if (score := _fit(one.event, other.event, shift=shift, same_text=strict)) is not None
    ]
    of_left: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, n, m in sorted(scored):
        if n not in of_left and m not in taken:
            of_left[n] = m
            taken.add(m)
    keys = {left[n].event.id: right[m].event.id for n, m in of_left.items()}
    rows: list[tuple[float, int, Pair]] = []
    beside = {m: n for n, m in of_left.items()}
    for n, one in enumerate(left):
        partner = right[of_left[n]] if n in of_left else None
        rows.append((n, 0, _pair(one, partner, relation, keys) if partner else Pair(one, None, Verdict.LEFT)))
    last = -0.5
    for m, other in enumerate(right):
        if m in beside:
            last = beside[m]
        else:
            rows.append((last, m + 1, Pair(None, other, Verdict.RIGHT)))
    return tuple(pair for _, _, pair in sorted(rows, key=lambda row: row[:2]))


def compare_fields(left: Event, right: Event, *, strict: bool, wholes: Mapping[str, str] | None = None) -> tuple[tuple[str, Saying], ...]:
    """What two events say of each field that either says something about.

    Strict: two coders of one text agree where they give the same value. Otherwise two sources agree where both can be right: numbers
    whose bounds overlap, places of which one is the same, days of which the last, on which an event counts, is the same. `wholes` says
    which total of the right report is which of the left one's, by their keys.
    """
    found = []
    for name in EVENT_FIELDS:
        if name == "note" or (not strict and name in NOT_COMPARED):
            continue
        one, other = getattr(left, name), getattr(right, name)
        if name == "part_of" and one is not None:
            one = (wholes or {}).get(one, one)
        if one in (None, ()) and other in (None, ()):
            continue
        if one in (None, ()) or other in (None, ()):
            saying = Saying.RIGHT if one in (None, ()) else Saying.LEFT
            found.append((name, Saying.CONTRARY if strict else saying))
        else:
            same = _equal(name, one, other) if strict else _compatible(name, one, other)
            differs = Saying.OTHER_DAY if name == "date" and not strict else Saying.CONTRARY
            found.append((name, Saying.SAME if same else differs))
    return tuple(found)


def _pair(left: StoredEvent, right: StoredEvent, relation: Relation, wholes: Mapping[str, str]) -> Pair:
    fields = compare_fields(left.event, right.event, strict=relation is Relation.CODING, wholes=wholes)
    contrary = any(saying is Saying.CONTRARY for _, saying in fields)
    other_day = any(saying is Saying.OTHER_DAY for _, saying in fields)
    # Of reports of two days it is no news that they tell of different ones.
    if not contrary and not (other_day and relation is not Relation.OTHER_DAY):
        return Pair(left, right, Verdict.AGREE, fields)
    return Pair(left, right, Verdict.CHANGED if other_day or relation is Relation.REVISION else Verdict.CONTRADICT, fields)


def _fit(left: Event, right: Event, *, shift: int, same_text: bool) -> int | None:
    """How much two events have in common; None where they cannot be the same act."""
    triggers = same_text and left.trigger.overlaps(right.trigger)
    if not triggers and left.type is not right.type:
        return None
    days = max(_days_in_common(left.date, right.date), _days_in_common(_shifted(left.date, shift), right.date))
    if not triggers and not (days and _may_be_one(left.actor, right.actor) and _may_be_there(left, right)):
        return None
    place = bool(left.places and right.places) and _same_place(left.places[0], right.places[0])
    said = sum(one is not None and _folded(one) == _folded(other) for one, other in ((left.target, right.target),))
    actor = left.actor is not None and _folded(left.actor) == _folded(right.actor)
    counts = left.count is not None and left.count == right.count
    return 8 * triggers + 4 * place + 2 * actor + days + said + (left.status is right.status) + counts


def _shifted(days: DateSpan, by: int) -> DateSpan:
    return DateSpan(days.start + timedelta(days=by), days.end + timedelta(days=by))


def _days_in_common(one: DateSpan, other: DateSpan) -> int:
    return 2 if one == other else 1 if _overlap(one, other) else 0


def _overlap(one: DateSpan, other: DateSpan) -> bool:
    return one.start <= other.end and other.start <= one.end


def _may_be_one(one: str | None, other: str | None) -> bool:
    return one is None or other is None or _folded(one) == _folded(other)


def _folded(words: str | None) -> str | None:
    return None if words is None else " ".join(words.casefold().split())


def _may_be_there(left: Event, right: Event) -> bool:
    if not left.places or not right.places:
        return True
    return any(_same_place(one, other) or _within(one, other) or _within(other, one) for one in left.places for other in right.places)


def _same_place(one: Place, other: Place) -> bool:
    if one.place_id is not None and one.place_id == other.place_id:
        return True
    return one.kind is other.kind and _folded(one.label) == _folded(other.label)


def _within(inner: Place, outer: Place) -> bool:
    """Whether a place lies in another one, as far as its divisions say so."""
    if outer.kind is PlaceKind.REGION:
        return inner.admin1 is not None and inner.kind is not PlaceKind.REGION and inner.admin1 == (outer.admin1 or outer.label)
    if outer.kind is PlaceKind.DISTRICT:
        return inner.admin2 is not None and inner.kind not in {PlaceKind.REGION, PlaceKind.DISTRICT} and inner.admin2 == outer.admin2
    return outer.kind is PlaceKind.COUNTRY and inner.country is not None and inner.country == outer.country


def _equal(name: str, one: object, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str) and name not in {"type", "status"}:
        return _folded(one) == _folded(other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same_place, one, other))
    return one == other


def _compatible(name: str, one: object, other: object) -> bool:
    if name in _ESTIMATES and isinstance(one, Estimate) and isinstance(other, Estimate):
        return _both_possible(one, other)
    if isinstance(one, DateSpan) and isinstance(other, DateSpan):
        return one.end == other.end
    if isinstance(one, tuple) and isinstance(other, tuple):
        return any(_same_place(*pair) or _within(*pair) or _within(*reversed(pair)) for pair in _crossed(one, other))
    return _equal(name, one, other)


def _crossed(left: Sequence[Place], right: Sequence[Place]) -> Iterator[tuple[Place, Place]]:
    return ((one, other) for one in left for other in right)


def _both_possible(one: Estimate, other: Estimate) -> bool:
    """Whether some number lies within the bounds of both."""
    (low, _, high), (least, _, most) = bounds(one), bounds(other)
    return (most is None or low <= most) and (high is None or least <= high)
