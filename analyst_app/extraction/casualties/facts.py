"""What a sentence tells of dead or injured, and which of its events it is told of."""

from dataclasses import dataclass, field

from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType
from analyst_app.domain.spans import Span
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row


@dataclass(slots=True)
class Fact:
    """So many killed or injured, told by the words at chunk `k`. `places` are its own; `victims` and `by` are chunks.

    `toll` tells a running total, `active` that a subject is said to have killed, `lost` that a party lost so many of its own.
    """

    killed: bool
    count: Estimate
    k: int
    span: Span
    places: list[int] = field(default_factory=list)
    victims: int | None = None
    by: int | None = None
    toll: bool = False
    active: bool = False
    lost: bool = False


def give(draft: Draft, fact: Fact) -> None:
    """Enter a fact into an event; a figure told later stands, and a toll never falls."""
    found = Found(fact.count, fact.span, 0.88)
    old = draft.killed if fact.killed else draft.injured
    if old is not None and (old.value.best >= fact.count.best):
        return
    if fact.killed:
        draft.killed = found
    else:
        draft.injured = found


def choose(row: Row, fact: Fact, drafts: list[Draft]) -> Draft | None:
    """The event of the same sentence that a fact belongs to."""
    able = [d for d in drafts if d.type.is_attack or d.type is EventType.INTERCEPTION]
    if fact.places:
        names = {row.text(at) for at in fact.places}
        here = [d for d in able if names & {p.text for p in d.places}]
        if here:
            return here[0]
    if not able:
        return None
    itself = next((d for d in able if d.chunk == fact.k), None)
    if itself is not None:
        # "a landmine killed three": the harm is the act
        return itself
    before = [d for d in able if d.chunk < fact.k]
    after = [d for d in able if d.chunk > fact.k]
    if not fact.active and after and not (before and _continues(row, fact, before[-1])):
        return after[0]
    return _principal(before) if before else (after[0] if after else None)


def _continues(row: Row, fact: Fact, draft: Draft) -> bool:
    """Whether the fact is told of the event before it: nothing but a comma, colon or semicolon between, and no new sentence part behind."""
    return not any(
        ";" in row.chunks[at].sep or (row.chunks[at].sep == "and" and row.chunks[at].kind is Kind.PARTY)
        for at in range(draft.chunk + 1, fact.k)
    )


def _principal(drafts: list[Draft]) -> Draft:
    """Of several events before a fact the last attack; its first draft where one trigger gave several."""
    attacks = [d for d in drafts if d.type.is_attack] or drafts
    last = attacks[-1].chunk
    return next(d for d in attacks if d.chunk == last)
