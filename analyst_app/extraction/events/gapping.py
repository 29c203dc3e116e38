"""Acts whose verb is left out: "12 rockets landed in Haifa and six in Acre", "Sumy was hit on Monday, Kharkiv on Tuesday".

Works on the drafts of one row after they are built: gives each number its own places and adds the acts that only a number
and a place, or a day and a place, tell.
"""

from bisect import bisect_right
from dataclasses import replace

from analyst_app.domain.ontology import EventType
from analyst_app.extraction.events.arguments import order
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.events.memory import Memory
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.where_when.when import days_of, same_part

_FIGURES = frozenset({Kind.NUMBER, Kind.TIMES})
_JOINS = frozenset({",", "and", ", and"})
_WAYS = frozenset({"from", "towards", "toward", "via", "through"})


def fill_gaps(row: Row, fresh: list[Draft], memory: Memory) -> list[Draft]:
    """The acts of a row that a left-out verb tells, beside those in `fresh`, whose places and numbers are set right."""
    if not fresh:
        return []
    _same_kind(fresh)
    _first_times(row, fresh)
    _divide_places(row, fresh)
    return _gapped_numbers(row, fresh) or _gapped_days(row, fresh, memory)


def _same_kind(fresh: list[Draft]) -> None:
    """As in "Artillery hit Nikopol six times, Marhanets twice": what did the first did the others."""
    for draft in fresh:
        first = next((d for d in fresh if d.chunk == draft.chunk and d.type is not EventType.ATTACK), None)
        is_whole = any(d.whole is draft for d in fresh)
        if (
            draft.type is EventType.ATTACK
            and draft.verbal
            and draft.whole is None
            and not is_whole
            and first is not None
            and first.type.is_attack
        ):
            draft.type, draft.weapon = first.type, first.weapon


def _counted_at(row: Row, draft: Draft) -> int | None:
    if draft.count is None or draft.count.span is None:
        return None
    return row.at.get(bisect_right(row.scene.starts, draft.count.span.start) - 1)


def _first_times(row: Row, fresh: list[Draft]) -> None:
    """As in "tried four times to break through at X and three times at Y": the first number is that of the verb."""
    used = {_counted_at(row, draft) for draft in fresh}
    for draft in fresh:
        at = _counted_at(row, draft)
        if at is None or not draft.verbal or row.chunks[at].kind is not Kind.TIMES or row.chunks[at].sep not in _JOINS:
            continue
        clause = row.chunks[draft.chunk].clause
        first = next((k for k in range(at) if row.chunks[k].kind is Kind.TIMES and row.chunks[k].clause == clause), None)
        if first is not None and first not in used and _places_behind(row, at):
            draft.count = row.figure(first)


def _divide_places(row: Row, fresh: list[Draft]) -> None:
    """Give each of the acts that share a verb, and until now all its places, those that stand behind its own number."""
    groups: dict[int, list[tuple[int, Draft]]] = {}
    for draft in fresh:
        at = _counted_at(row, draft)
        if at is not None and draft.chunk >= 0:
            groups.setdefault(draft.chunk, []).append((at, draft))
    for members in groups.values():
        members.sort(key=lambda each: each[0])
        if len(members) < 2 or len({tuple(p.text for p in d.places) for _, d in members}) > 1 or len(members[0][1].places) < 2:
            continue
        stops = [at for at, _ in members[1:]] + [same_part(row, members[-1][0]).stop]
        own = [[k for k in range(at, stop) if _is_place(row, k)] for (at, _), stop in zip(members, stops, strict=True)]
        if all(own):
            for (_, draft), places in zip(members, own, strict=True):
                draft.places = order(row, places)


def _is_place(row: Row, k: int) -> bool:
    return row.chunks[k].kind is Kind.PLACE and row.chunks[k].prep not in _WAYS


def _gapped_numbers(row: Row, fresh: list[Draft]) -> list[Draft]:
    by_figure = {at: draft for draft in fresh if (at := _counted_at(row, draft)) is not None}
    added: list[Draft] = []
    last: int | None = None
    for k, chunk in enumerate(row.chunks):
        if chunk.count is None:
            continue
        anchor = by_figure.get(last) if last is not None else None
        if (
            k not in by_figure
            and anchor is not None
            and last is not None
            and chunk.kind in _FIGURES
            and not _verb_between(row, anchor, last, k)
        ):
            places, actor = _places_behind(row, k) or _places_before(row, k), _new_actor(row, k)
            if places:
                gap = _sibling(row, anchor, k, places)
                gap.actor = actor or gap.actor
                _give_up(gap, [d for d in fresh if d.chunk == anchor.chunk])
                by_figure[k] = gap
                added.append(gap)
        last = k
    return added


def _verb_between(row: Row, anchor: Draft, last: int, k: int) -> bool:
    return any(row.chunks[at].kind is Kind.VERB for at in range(max(last, anchor.chunk) + 1, k))


def _places_behind(row: Row, k: int) -> list[int]:
    """The places in "... and six in Acre"."""
    joined = row.chunks[k].sep in _JOINS or (k > 0 and row.chunks[k - 1].kind is Kind.PARTY and bool(row.chunks[k - 1].sep))
    found: list[int] = []
    while joined and k + 1 < len(row) and _is_place(row, k + 1) and row.chunks[k + 1].prep and "and" not in row.chunks[k + 1].sep:
        found.append(k + 1)
        k += 1
    return found


def _places_before(row: Row, k: int) -> list[int]:
    """The place in "..., in Jalalabad two"."""
    before = k - 1
    if before < 1 or row.chunks[k].sep or not _is_place(row, before) or row.chunks[before].sep not in _JOINS:
        return []
    ends = k + 1 == len(row) or bool(row.chunks[k + 1].sep)
    return [before] if ends and row.chunks[k].kind in _FIGURES else []


def _new_actor(row: Row, k: int) -> Found[str] | None:
    """The party in "...; Islamic Jihad 19 at Sderot"."""
    before = row.chunks[k - 1]
    mention = row.mention(k - 1)
    if before.kind is not Kind.PARTY or not before.sep or before.prep or mention is None:
        return None
    return Found(mention.canonical or mention.text, mention.span, 0.8)


def _sibling(row: Row, anchor: Draft, figure: int | None, places: list[int]) -> Draft:
    """An act like another at places of its own, which the other gives up."""
    gap = replace(anchor, places=order(row, places), killed=None, injured=None, answers=None, sure=0.75)
    gap.count = row.figure(figure) if figure is not None else None
    _give_up(gap, [anchor])
    return gap


def _give_up(gap: Draft, others: list[Draft]) -> None:
    own = {place.text for place in gap.places}
    for other in others:
        other.places = [place for place in other.places if place.text not in own]


def _gapped_days(row: Row, fresh: list[Draft], memory: Memory) -> list[Draft]:
    """As in "Drones attacked Sumy on Monday, Kharkiv on Tuesday": pairs of place and day, one of them for each act."""
    added: list[Draft] = []
    for draft in fresh:
        if draft.chunk < 0 or len(draft.places) < 2 or (draft.count is not None and draft.count.value.best > 1):
            continue
        pairs = _pairs(row, draft) or _trailing_pairs(row, draft)
        days = [days_of(row, day, memory) for _, day in pairs]
        if len(pairs) < 2 or None in days or len(set(days)) < len(days):
            continue
        for (place, day), span in list(zip(pairs, days, strict=True))[1:]:
            gap = _sibling(row, draft, None, [place])
            gap.count = draft.count
            gap.date, gap.own_date = None if span is None else Found(span, row.span(day), 0.85), True
            added.append(gap)
        first = days[0]
        draft.date, draft.own_date = None if first is None else Found(first, row.span(pairs[0][1]), 0.85), True
    return added


def _pairs(row: Row, draft: Draft) -> list[tuple[int, int]]:
    """The places of an event with the day beside each: all behind their places, or all before them."""
    own = {place.span for place in draft.places}
    places = [k for k, c in enumerate(row.chunks) if c.kind is Kind.PLACE and row.span(k) in own]
    for step in (1, -1):
        pairs = [(k, k + step) for k in places if 0 <= k + step < len(row) and row.chunks[k + step].kind is Kind.DATE]
        inner = [max(k, day) for k, day in pairs]
        if len(pairs) == len(places) and not any(row.chunks[at].sep for at in inner):
            return pairs
    return []


def _trailing_pairs(row: Row, draft: Draft) -> list[tuple[int, int]]:
    """As in "On Monday the rebels took Zaranj, on Tuesday Sheberghan": first the place and day of the verb, then what goes on."""
    own = {place.span for place in draft.places}
    pairs: list[tuple[int, int]] = []
    for k in range(draft.chunk + 1, len(row)):
        before = row.chunks[k - 1]
        if (
            row.chunks[k].kind is Kind.PLACE
            and row.span(k) in own
            and before.kind is Kind.DATE
            and before.sep in _JOINS
            and not row.chunks[k].sep
        ):
            pairs.append((k, k - 1))
    taken = {place for place, _ in pairs} | {day for _, day in pairs}
    place = next((k for k, c in enumerate(row.chunks) if c.kind is Kind.PLACE and row.span(k) in own and k not in taken), None)
    day = next((k for k in range(draft.chunk) if row.chunks[k].kind is Kind.DATE and k not in taken), None)
    return [(place, day), *pairs] if pairs and place is not None and day is not None else []
