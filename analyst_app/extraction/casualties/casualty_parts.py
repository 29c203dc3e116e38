"""Casualties that a sentence gives in all and place by place: "killed four people: three in Kostiantynivka and one in Druzhkivka".

Works on casualties that are already read; reading them is the work of `casualties` and `victims`.
"""

from bisect import bisect_right

from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType
from analyst_app.extraction.events.arguments import order
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row

_FIELDS = ("killed", "injured")
_OF_WHOM = frozenset({"them", "these", "those", "whom", "which"})


def split_by_place(row: Row, drafts: list[Draft]) -> list[Draft]:
    """The parts of a row's casualties by place, in order; the totals lose the places that are those of their parts."""
    return [part for draft in drafts if draft.type is EventType.CASUALTIES for part in _parts(row, draft)]


def _parts(row: Row, total: Draft) -> list[Draft]:
    for name in _FIELDS:
        figure: Found[Estimate] | None = getattr(total, name)
        if figure is None or figure.span is None:
            continue
        start = row.at.get(bisect_right(row.scene.starts, figure.span.start) - 1)
        shares = [] if start is None else _shares(row, start, figure.value.best)
        if not shares:
            continue
        theirs = {place.text for _, places in shares for place in order(row, places)}
        total.places = [place for place in total.places if place.text not in theirs]
        return [_part(row, total, name, number, places) for number, places in shares]
    return []


def _shares(row: Row, total: int, most: int) -> list[tuple[int, list[int]]]:
    """Bare numbers with places behind the figure at chunk `total`, which they do not exceed together."""
    found: list[tuple[int, list[int]]] = []
    for k in range(total + 1, len(row)):
        chunk = row.chunks[k]
        if chunk.sep.startswith(";") or (chunk.kind is Kind.VERB and found):
            break
        if chunk.kind is not Kind.NUMBER or chunk.count is None or not (chunk.sep or chunk.prep in {"including", "with"}):
            continue
        at = k + 1
        if at < len(row) and row.chunks[at].kind is Kind.PRONOUN and row.word(at) in _OF_WHOM:
            at += 1
        places = _run_of_places(row, at)
        if places:
            found.append((k, places))
    together = sum(figure.value.best for k, _ in found if (figure := row.figure(k)) is not None)
    return found if found and together <= most and most > 1 else []


def _run_of_places(row: Row, at: int) -> list[int]:
    places: list[int] = []
    while at < len(row) and row.chunks[at].kind is Kind.PLACE and (row.chunks[at].prep or places) and "and" not in row.chunks[at].sep:
        places.append(at)
        at += 1
    return places


def _part(row: Row, total: Draft, name: str, number: int, places: list[int]) -> Draft:
    part = Draft(EventType.CASUALTIES, total.trigger, total.sentence, total.block, verbal=total.verbal, noun=total.noun, sure=0.8)
    part.chunk, part.actor, part.target, part.status = total.chunk, total.actor, total.target, total.status
    part.places, part.whole, part.part_words = order(row, places), total, row.span(number)
    part.date, part.own_date, part.reported_by = total.date, total.own_date, total.reported_by
    setattr(part, name, row.figure(number))
    return part
