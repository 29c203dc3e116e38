"""Over the whole report: the same act told twice, corrected figures, parts of totals, what interceptions answer."""

from collections import defaultdict
from itertools import pairwise

from analyst_app.domain.ontology import EventType, Status
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.wholes.twins import Twins

_ANSWERED = {
    EventType.DRONE_STRIKE: ("drone", "uav", "shahed", "target", "aerial", "quadcopter"),
    EventType.MISSILE_STRIKE: ("missile", "target", "aerial", "kh-", "iskander", "kalibr", "kinzhal"),
    EventType.SHELLING: ("rocket",),
    EventType.AIRSTRIKE: ("bomb", "kab"),
}
_FAR = 8
"""Blocks. An interception further away than this from a strike does not answer it without saying so."""

_BACKGROUND = 3
"""Days between an interception and a strike told elsewhere that it cannot answer."""


def consolidate(drafts: list[Draft], superseded: set[int], *, chronicle: bool) -> list[Draft]:
    """The events of a report, each act once, with parts linked. `chronicle`: newest entries first.

    `superseded` are figures that the report itself corrects ("not 179 as first reported").
    """
    kept = merge(drafts, superseded, chronicle=chronicle)
    _release(kept)
    inherit(kept)
    answer(kept)
    total_parts(kept)
    inherit(kept)
    return kept


def _release(drafts: list[Draft]) -> None:
    """No interception is a part of the strike: "fired 38 missiles, of which 30 were shot down"."""
    for draft in drafts:
        if draft.type is EventType.INTERCEPTION and draft.whole is not None and draft.whole.type.is_attack:
            _link(draft, draft.whole)
            if draft.actor is not None and draft.whole.actor is not None and draft.actor.value == draft.whole.actor.value:
                # Nobody shoots down what he sent.
                draft.actor = None
            draft.whole = None


def answer(drafts: list[Draft]) -> None:
    """Link interceptions to the strikes they answer, and take place and date from them."""
    told: dict[int, list[int]] = defaultdict(list)
    for at, draft in enumerate(drafts):
        if draft.type in _ANSWERED:
            told[draft.block].append(at)
    for n, draft in enumerate(drafts):
        if draft.type is not EventType.INTERCEPTION or draft.status.value is Status.DENIED:
            continue
        near = [at for block in range(draft.block - _FAR, draft.block + _FAR + 1) for at in told.get(block, ())]
        strike = next((drafts[at] for at in sorted(near, key=lambda at: (at >= n, abs(at - n))) if _answers(draft, drafts[at])), None)
        if strike is not None:
            _link(draft, strike)


def _link(draft: Draft, strike: Draft) -> None:
    draft.answers = strike
    if draft.target is None and strike.weapon:
        draft.target = Found(strike.weapon, draft.trigger, 0.7)
    if draft.whole is None or not draft.places:
        if not draft.places:
            draft.places = list(strike.places)
        if not draft.own_date and strike.date is not None:
            draft.date = Found(strike.date.value, strike.date.span, 0.85)
    if (
        draft.count is not None
        and strike.count is not None
        and draft.count.value == strike.count.value
        and strike.count.value.low is not None
    ):
        strike.status = Found(Status.REPELLED, draft.trigger, 0.85)


def _answers(draft: Draft, strike: Draft) -> bool:  # noqa: PLR0911 - one return for each case of the rule
    words = _ANSWERED.get(strike.type)
    if words is None or abs(draft.block - strike.block) > _FAR or strike.status.value in {Status.PLANNED, Status.DENIED}:
        return False
    apart = strike.sentence != draft.sentence
    if apart and strike.count is not None and draft.count is not None and strike.count.value.best < draft.count.value.best:
        # Nobody shoots down more than was sent.
        return False
    if draft.actor is not None and strike.actor is not None and draft.actor.value == strike.actor.value:
        return False
    if (
        draft.own_date
        and strike.own_date
        and draft.date is not None
        and strike.date is not None
        and draft.date.value.end != strike.date.value.end
    ):
        return False
    if (
        draft.places
        and strike.places
        and draft.sentence != strike.sentence
        and not {p.text for p in draft.places} & {p.text for p in strike.places}
    ):
        return False
    if (
        draft.sentence != strike.sentence
        and draft.reported_by is not None
        and strike.reported_by is not None
        and draft.reported_by.value != strike.reported_by.value
    ):
        return False
    if _long_ago(draft, strike):
        return False
    if draft.target is None:
        # "22 of them were intercepted": whatever the same sentence sent off, else what usually flies
        return strike.sentence == draft.sentence or strike.type in {EventType.DRONE_STRIKE, EventType.MISSILE_STRIKE}
    return any(word in draft.target.value.lower() for word in words)


def _long_ago(draft: Draft, strike: Draft) -> bool:
    """Whether a strike is only background: told apart from the interception, and of quite another day."""
    if draft.date is None or strike.date is None or not strike.own_date or 0 <= draft.sentence - strike.sentence <= 1:
        return False
    return abs((draft.date.value.end - strike.date.value.end).days) > _BACKGROUND


def inherit(drafts: list[Draft]) -> None:
    """A part without a place, date, actor or source of its own takes that of the whole, which has taken its own whole's before."""
    settled: set[int] = set()
    for draft in drafts:
        line = [draft]
        while line[-1].whole is not None and id(line[-1]) not in settled:
            settled.add(id(line[-1]))
            line.append(line[-1].whole)
        for whole, part in pairwise(reversed(line)):
            _take_from(whole, part)


def _take_from(whole: Draft, part: Draft) -> None:
    part.actor = part.actor or whole.actor
    part.places = part.places or list(whole.places)
    part.reported_by = part.reported_by or whole.reported_by
    if not part.own_date and whole.date is not None:
        part.date = Found(whole.date.value, whole.date.span, 0.85)
        part.own_date = whole.own_date


def total_parts(drafts: list[Draft]) -> None:
    """Uncounted attacks of an actor on the days of its counted, placeless total of type attack are parts of it."""
    totals = [
        d
        for d in drafts
        if d.type is EventType.ATTACK
        and d.count is not None
        and d.count.value.best > 1
        and not d.places
        and d.actor is not None
        and d.whole is None
    ]
    for total in totals:
        for draft in drafts:
            if draft is total or draft.whole is not None or not draft.type.is_attack or draft.count is not None:
                continue
            if (
                draft.status.value in {Status.PLANNED, Status.DENIED}
                or draft.actor is None
                or total.actor is None
                or total.date is None
                or draft.date is None
            ):
                continue
            if draft.actor.value != total.actor.value:
                continue
            undated = not draft.own_date and draft.date.span is None and draft.date.value.end == total.date.value.end
            if draft.date.value == total.date.value or undated:
                draft.whole, draft.date = total, Found(total.date.value, draft.date.span or total.date.span, 0.75)


def merge(drafts: list[Draft], superseded: set[int], *, chronicle: bool) -> list[Draft]:
    """Each act once; of two figures for it the one told last stands."""
    twins = Twins(superseded)
    parts: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.whole is not None:
            parts[id(draft.whole)].append(draft)
    for draft in drafts:
        at = twins.of(draft)
        if at is None:
            twins.add(draft)
            continue
        twin = twins.kept[at]
        whole = twin.whole
        _take_over(twin, draft, superseded, chronicle=chronicle)
        twins.changed(at)
        if twin.whole is not None and twin.whole is not whole:
            parts[id(twin.whole)].append(twin)
        for other in parts.pop(id(draft), ()):
            if other.whole is draft:
                other.whole = twin
                parts[id(twin)].append(other)
    return [d for d in twins.kept if d.whole is not d]


def _take_over(kept: Draft, told: Draft, superseded: set[int], *, chronicle: bool) -> None:
    newer = not chronicle
    if told.count is not None and (
        kept.count is None or (newer and told.count.value.best not in superseded) or kept.count.value.best in superseded
    ):
        kept.count = told.count
    kept.actor = kept.actor or told.actor
    kept.target = kept.target or told.target
    kept.places = kept.places or told.places
    kept.killed = kept.killed or told.killed
    kept.injured = kept.injured or told.injured
    kept.reported_by = kept.reported_by or told.reported_by
    kept.whole = kept.whole or told.whole
