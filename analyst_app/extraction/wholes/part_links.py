"""Parts of what was told before, found by the words that count them: "two of the three missiles", "the other four", "the rest".

Works on drafts that are already built; what the attack nouns themselves point back to is read in `parts`.
"""

from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise

from analyst_app.domain.ontology import EventType, Status
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.events.memory import Memory
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import BE, Row
from analyst_app.extraction.where_when.when import same_part
from analyst_app.extraction.wholes.breakdowns import can_hold

_BACK = frozenset({"them", "these", "those", "which", "they", "it", "whom"})
_DEFINITE = frozenset({"the", "these", "those", "this", "that", "all", "such", "both", "its", "their", "'s"})
_OTHERS = frozenset({"other", "others", "remaining", "remainder", "rest"})
_OUT_OF = frozenset({"of", "among", "amongst"})
_LASTING = frozenset({"continue", "last", "proceed", "persist"})
_GOING_ON = frozenset({("going", "on"), ("under", "way"), ("in", "progress")})
_GOING = frozenset({"ongoing", "continuing", "underway"})
_FIGURES = frozenset({"number", "total", "figure", "count", "tally"})
_NEAR = 2
"""Blocks. "Two of them" means missiles told no further back."""
_FAR = 6
"""Blocks. "The other three drones" may mean drones told further back."""
_SINCE = 3
"""Sentences. "They were among seven missiles ..." follows what they did no later."""


def link_parts(row: Row, fresh: list[Draft], memory: Memory) -> None:
    """Give the events of a row the whole that its words make them parts of; `fresh` are the row's own events, in order."""
    if not fresh:
        return
    told = [d for d in memory.recent if d not in fresh]
    _turned_round(row, fresh, told)
    for n, draft in enumerate(fresh):
        if draft.chunk < 0:
            continue
        if draft.whole is not None:
            _of_the_last(row, draft, fresh[:n])
            continue
        earlier = [*told, *fresh[:n]]
        counted = _counted_at(row, draft)
        draft.whole = (
            _stated(row, draft, counted, earlier)
            or _bare_number(row, draft, counted, earlier)
            or _joined(row, draft, fresh[:n])
            or _still_going_on(row, draft, earlier)
        )
        if draft.whole is not None and counted is not None:
            draft.part_words = row.span(counted)


def _counted_at(row: Row, draft: Draft) -> int | None:
    """The chunk that holds an event's number."""
    if draft.count is None or draft.count.span is None:
        return None
    token = bisect_right(row.scene.starts, draft.count.span.start) - 1
    return row.at.get(token)


def _stated(row: Row, draft: Draft, counted: int | None, earlier: list[Draft]) -> Draft | None:
    if counted is not None:
        after = counted + 1
        if after < len(row) and row.chunks[after].prep in _OUT_OF and not row.chunks[after].sep and _points_back(row, after):
            return _referent(row, after, draft, earlier)
        if _is_complement(row, counted):
            return _referent(row, counted, draft, earlier)
    return _opened(row, draft, counted, earlier)


def _opened(row: Row, draft: Draft, counted: int | None, earlier: list[Draft]) -> Draft | None:
    """As in "Of the 96 people abducted, 42 were carried off ..." and "Among them were 13 air strikes"."""
    earlier = [d for d in earlier if d.sentence != row.sentence.index]
    first = same_part(row, draft.chunk if counted is None else counted).start
    if counted is None or first >= len(row) or counted <= first or row.chunks[first].prep not in _OUT_OF or not _points_back(row, first):
        return None
    return _referent(row, first, draft, earlier)


def _points_back(row: Row, k: int) -> bool:
    """Whether a noun or pronoun means what was told before."""
    chunk = row.chunks[k]
    if chunk.kind is Kind.PRONOUN:
        return row.word(k) in _BACK
    return chunk.det in _DEFINITE or (chunk.possessor is not None and chunk.kind is Kind.ACT)


def _is_complement(row: Row, k: int) -> bool:
    chunk = row.chunks[k]
    words = row.scene.words[chunk.first : chunk.head + 1]
    return any(word in _OTHERS for word in words) and (chunk.det in _DEFINITE or words[0] in _DEFINITE)


def _referent(row: Row, k: int, draft: Draft, earlier: list[Draft]) -> Draft | None:
    """The event told before that a definite noun or a pronoun at chunk `k` means, as the whole of `draft`."""
    chunk = row.chunks[k]
    able = [d for d in earlier if can_hold(d, draft) and (d.count is not None or d.places_count is not None)]
    number = None if chunk.count is None or _is_complement(row, k) else chunk.count.best
    if number is not None:
        same = next((d for d in reversed(able) if d.count is not None and d.count.value.best == number), None)
        if same is not None:
            return same
    reach = _FAR if _is_complement(row, k) else _NEAR
    near = [d for d in able if row.sentence.block - d.block <= reach and d.whole is not draft]
    if chunk.kind is Kind.PRONOUN or row.lemma(k) in _FIGURES:
        return near[-1] if near else None
    noun = row.lemma(k)
    named = [d for d in near if noun == d.noun or noun in d.weapon.lower() or (d.target is not None and noun in d.target.value.lower())]
    if named:
        return named[-1]
    return near[-1] if near and chunk.kind in {Kind.WEAPON, Kind.ACT} and number is None else None


def _bare_number(row: Row, draft: Draft, counted: int | None, earlier: list[Draft]) -> Draft | None:
    """As in "They carried out 90 attacks. Thirteen were air strikes, 40 were drone attacks": a number that stands for some of them."""
    if counted is None or row.chunks[counted].kind is not Kind.NUMBER or counted + 1 >= len(row):
        return None
    verb = row.chunks[counted + 1]
    if verb.kind is not Kind.VERB or verb.prep or row.word(counted + 1) not in BE or draft.chunk != counted + 2:
        return None
    told = (d for d in reversed(earlier) if d.count is not None and d.whole is None and d.sentence != row.sentence.index)
    whole = next(told, None)
    near = whole is not None and row.sentence.index - whole.sentence <= _NEAR and whole.count is not None
    return whole if whole is not None and near and can_hold(whole, draft) else None


def _still_going_on(row: Row, draft: Draft, earlier: list[Draft]) -> Draft | None:
    """As in "The enemy attacked seven times near X. Three attacks are still going on": what goes on is among what was told."""
    if draft.verbal or draft.count is None or draft.places or not draft.type.is_attack:
        return None
    words = row.scene.words[row.chunks[draft.chunk].last + 1 : row.sentence.tokens.stop]
    lasting = any(row.chunks[at].kind is Kind.VERB and row.lemma(at) in _LASTING for at in range(draft.chunk + 1, len(row)))
    if not (lasting or _GOING.intersection(words) or any(pair in _GOING_ON for pair in pairwise(words))):
        return None
    told = next((d for d in reversed(earlier) if d.count is not None and d.type.is_attack), None)
    if told is not None and told.status.value is Status.REPELLED:
        # "stopped nine assaults; three battles are under way": what was beaten off does not go on
        return None
    if told is None or told.block != row.sentence.block or row.sentence.index - told.sentence > 1:
        return None
    if draft.type is not told.type and draft.type in {EventType.ATTACK, EventType.CLASH, EventType.GROUND_ASSAULT}:
        draft.type = told.type
    return told if can_hold(told, draft) else None


def split_shares(row: Row, fresh: list[Draft]) -> list[Draft]:
    """The parts in "nine of 15 assaults were repelled": the number that is told of belongs to a part of all of them."""
    parts: list[Draft] = []
    for draft in fresh:
        k = draft.chunk
        if draft.count is None or draft.whole is not None or draft.verbal or k < 1 or row.chunks[k].prep != "of":
            continue
        share = row.figure(k - 1) if row.chunks[k - 1].kind is Kind.NUMBER and not row.chunks[k].sep else None
        if share is None or row.chunks[k].count != draft.count.value or share.value.best >= draft.count.value.best:
            continue
        part = replace(draft, count=share, whole=draft, part_words=row.span(k - 1), places=list(draft.places))
        if draft.status.value is Status.REPELLED:
            draft.status = Found(Status.OCCURRED, draft.trigger, 0.75)
        parts.append(part)
    return parts


def _joined(row: Row, draft: Draft, before: list[Draft]) -> Draft | None:
    """As in "13 of the attacks were air strikes and 40 drone attacks": an act joined to a part is one of the same whole."""
    if not before or draft.verbal or draft.count is None:
        return None
    last = before[-1]
    joined = row.chunks[draft.chunk].sep in {"and", ",", ", and"} and row.chunks[draft.chunk].clause == row.chunks[last.chunk].clause
    if not joined or last.verbal or last.whole is None or draft.chunk <= last.chunk or last.whole is draft:
        return None
    return last.whole if can_hold(last.whole, draft) else None


def _of_the_last(row: Row, draft: Draft, before: list[Draft]) -> None:
    """As in "four rockets, a bomb and 58 drones, 21 of these over X": a part is one of what was counted last before it."""
    counted = _counted_at(row, draft)
    if counted is None or draft.whole not in before or counted + 1 >= len(row):
        return
    if row.chunks[counted + 1].kind is not Kind.PRONOUN or row.chunks[counted + 1].prep != "of" or row.word(counted + 1) not in _BACK:
        return
    able = [(at, d) for d in before if (at := _counted_at(row, d)) is not None and at < counted and can_hold(d, draft)]
    if not able:
        return
    last = max(able, key=lambda each: each[0])[1]
    if last is not draft.whole and draft.whole is not None:
        if draft.target is not None and draft.whole.target is not None and draft.target.value == draft.whole.target.value:
            draft.target, draft.weapon = last.target, last.weapon
        draft.whole = last


def _turned_round(row: Row, fresh: list[Draft], told: list[Draft]) -> None:
    """As in "Three missiles hit X. They were among seven missiles that ...": the whole is told after its part."""
    if len(row) < 3 or row.chunks[0].kind is not Kind.PRONOUN or row.chunks[1].kind is not Kind.VERB or row.word(1) not in BE:
        return
    at = next((k for k in range(2, min(5, len(row))) if row.chunks[k].prep in _OUT_OF and row.chunks[k].count is not None), None)
    if at is None:
        return
    whole = next((d for d in fresh if d.count is not None and _counted_at(row, d) == at), None)
    earlier = [d for d in reversed(told) if row.sentence.index - d.sentence <= _SINCE]
    part = next((d for d in earlier if whole is not None and d.whole is None and can_hold(whole, d)), None)
    if whole is not None and part is not None:
        part.whole, part.part_words = whole, row.span(0)
        if not whole.own_date:
            whole.date, whole.own_date = part.date, part.own_date
