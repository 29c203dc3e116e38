"""What a later sentence makes of an act told before: a figure corrected or risen, a killing that turns out to be an attack.

Works on the drafts of one row and those told before it.
"""

from bisect import bisect_right

from analyst_app.domain.ontology import EventType
from analyst_app.extraction.events.drafts import Draft
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.where_when.place_order import with_label

_REVISED = frozenset({"revised", "corrected", "updated"})
_RISES = frozenset(
    {
        "rise",
        "rose",
        "risen",
        "rises",
        "increase",
        "increased",
        "increases",
        "grow",
        "grown",
        "grew",
        "climb",
        "climbed",
        "go",
        "gone",
        "up",
    }
)
_FIGURES = frozenset({"number", "figure", "total", "count", "tally", "sum"})
_DEFINITE = frozenset({"the", "this", "that"})
_NEAR = 3
"""Sentences. "The attack" takes up a killing told no further back."""
_FAR = 3
"""Blocks. A figure that has risen is of what was told no further back."""

_RECENT = 60
"""Events that a row can settle itself with."""


def given_up(row: Row) -> set[int]:
    """Figures that the row itself corrects, as in "187 drones, not 179 as first reported"."""
    found: set[int] = set()
    words = row.scene.words
    for chunk in row.chunks:
        if chunk.number is None or chunk.count is None or chunk.first == 0:
            continue
        before = words[max(row.sentence.tokens.start, chunk.first - 2) : chunk.first]
        if "not" in before or ("from" in before and any(words[i] in _REVISED for i in row.sentence.tokens)):
            found.add(chunk.count.best)
    return found


def revise(row: Row, drafts: list[Draft], start: int) -> None:
    """Settle the row's events, `drafts[start:]`, with those told before; what only repeats one of them leaves the list."""
    for draft in drafts[start:]:
        earlier = [d for d in drafts[max(0, start - _RECENT) :] if (d.sentence, d.chunk) < (draft.sentence, draft.chunk)]
        told = _risen(row, draft, earlier)
        if told is not None:
            told.count = draft.count
            _forget(drafts, draft, told)
            continue
        killing = _named_now(row, draft, earlier)
        if killing is not None:
            _take_over(draft, killing)
            _forget(drafts, killing, draft)


def _risen(row: Row, draft: Draft, earlier: list[Draft]) -> Draft | None:
    """The act whose number "has risen to 73"."""
    if draft.count is None or draft.count.span is None or draft.whole is not None:
        return None
    at = row.at.get(bisect_right(row.scene.starts, draft.count.span.start) - 1)
    if at is None or row.chunks[at].prep != "to":
        return None
    words = {row.scene.words[i] for i in range(row.sentence.tokens.start, row.chunks[at].first)}
    if not (words & _RISES and words & _FIGURES):
        return None
    near = (d for d in reversed(earlier) if d.type is draft.type and d.count is not None and draft.block - d.block <= _FAR)
    told = next(near, None)
    smaller = told is not None and told.count is not None and told.count.value.best < draft.count.value.best
    return told if smaller else None


def _named_now(row: Row, draft: Draft, earlier: list[Draft]) -> Draft | None:
    """The killing that "the attack" names: "Gunmen killed six people. The attack took place in Bokkos"."""
    if not draft.type.is_attack or draft.verbal or draft.chunk < 0 or (draft.count is not None and draft.count.value.best > 1):
        return None
    chunk = row.chunks[draft.chunk]
    if chunk.det not in _DEFINITE or chunk.kind is not Kind.ACT or chunk.plural:
        return None
    last = earlier[-1] if earlier else None
    if last is None or last.type is not EventType.CASUALTIES or last.actor is None or last.whole is not None:
        return None
    near = 0 < draft.sentence - last.sentence <= _NEAR and draft.block - last.block <= 1
    same = draft.actor is None or draft.actor.value == last.actor.value
    return last if near and same and last.status.value is draft.status.value else None


def _take_over(draft: Draft, killing: Draft) -> None:
    draft.actor = draft.actor or killing.actor
    draft.target = draft.target or killing.target
    draft.killed = draft.killed or killing.killed
    draft.injured = draft.injured or killing.injured
    draft.reported_by = draft.reported_by or killing.reported_by
    draft.places = with_label(draft.places, killing.places)
    if not draft.own_date:
        draft.date, draft.own_date = killing.date, killing.own_date


def _forget(drafts: list[Draft], draft: Draft, instead: Draft) -> None:
    drafts.remove(draft)
    for other in drafts[-_RECENT:]:
        if other.whole is draft:
            other.whole = instead if other is not instead else None
