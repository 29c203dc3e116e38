"""Lists that break a total down: which lines announce one ("They comprised:", "Of these:"), and of what.

Knows lead-ins and the events told so far; what a line of the list tells is read elsewhere.
"""

import re

from analyst_app.domain.ontology import EventType
from analyst_app.extraction.events.drafts import Draft
from analyst_app.extraction.events.memory import Memory
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.grammar.scene import Scene

_ANNOUNCES = re.compile(
    r"\b(?:includ(?:e|es|ed|ing)|compris(?:e|es|ed|ing)|compos(?:ed|ing)|consist(?:s|ed|ing)? of|made up of|account(?:s|ed)? for"
    r"|(?:of|among|amongst) (?:these|those|them|which|this (?:number|total|figure)|the total)|break(?:s|ing)?[ -]?down|broken down"
    r"|(?:distribut|divid)(?:ed|ion|es)|split|namely)\b[^.;]*$",
    re.IGNORECASE,
)
_TAIL = 90
"""Characters at the end of a lead-in that may announce a breakdown."""
_FAR = 2
"""Blocks between a total and the line that announces its parts."""


def breakdown_of(scene: Scene, row: Row, draft: Draft, memory: Memory) -> Draft | None:
    """The total that an event in a list is a part of, where the line that leads in the list says so."""
    lead_in = scene.blocks[row.sentence.block].lead_in
    if lead_in is None:
        return None
    words = " ".join(scene.blocks[lead_in].span.of(scene.reading.text).split())[-_TAIL:]
    if not _ANNOUNCES.search(words):
        return _told_by_lead_in(scene, lead_in, draft, memory) if words.endswith(":") else None
    for told in reversed(memory.drafts):
        if told.block > lead_in:
            continue
        if lead_in - told.block > _FAR:
            return None
        if (told.count is not None or told.places_count is not None) and can_hold(told, draft):
            return told
    return None


def _told_by_lead_in(scene: Scene, lead_in: int, draft: Draft, memory: Memory) -> Draft | None:
    """The total that the lead-in's last sentence tells before its colon ("shot down 60 aerial targets:"), while the parts fit in."""
    since, last = memory.since(lead_in), scene.last_sentence_of.get(lead_in, -1)
    totals = [d for d in since if d.sentence == last and d.count is not None and d.whole is None]
    if len(totals) != 1 or draft.count is None or not can_hold(totals[0], draft):
        return None
    told = sum(d.count.value.best for d in since if d.whole is totals[0] and d.count is not None)
    most = totals[0].count
    return totals[0] if most is not None and told + draft.count.value.best <= most.value.best else None


def can_hold(whole: Draft, part: Draft) -> bool:
    """Whether an event can be a part of another by kind and number: attacks of attacks, everything else of its own type."""
    if whole is part or is_within(whole, part):
        return False
    if whole.type.is_attack and part.type.is_attack:
        if whole.type is not EventType.ATTACK and part.type not in {whole.type, EventType.ATTACK}:
            return False
    elif whole.type is not part.type:
        return False
    return whole.count is None or part.count is None or whole.count.value.best >= part.count.value.best


def is_within(draft: Draft, whole: Draft) -> bool:
    """Whether a draft is part of another, or of one of its parts."""
    at: Draft | None = draft
    for _ in range(20):
        if at is None:
            return False
        if at is whole:
            return True
        at = at.whole
    return True
