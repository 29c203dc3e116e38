"""The contract's entity layer of one report: eight labels, no overlaps, each mention with its meaning.

Puts the finders of each label together; what a label covers is theirs to say.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from analyst_app.domain.ontology import EventType
from analyst_app.domain.spans import Label, Span
from analyst_app.extraction.entities import acts, countries, impacts, names, organisations, parties, places
from analyst_app.extraction.entities.sides import Sides, canonical_of, find_sides
from analyst_app.extraction.entities.view import Candidate, View
from analyst_app.extraction.text.reading import Block, Mention
from analyst_app.extraction.words.lexicons import Lexicons
from analyst_app.gazetteer import Gazetteer

_ALIAS = re.compile(r"(?:'s)?\s*\((?:the\s|or\s|also\s)?\"?([A-Z][\w/-]{1,11})\"?\)")
_NAMED = frozenset({Label.ACTOR, Label.ORGANISATION})
_UNKNOWN_ACT = (EventType.ATTACK, EventType.DRONE_STRIKE, EventType.MISSILE_STRIKE, EventType.AIRSTRIKE, EventType.SHELLING)
"""What a verb outside the lexicon can stand for: what hits says which."""
_MAY_HOLD_NUMBERS = frozenset({Label.WEAPON, Label.ACTOR, Label.ORGANISATION, Label.LOCATION})


@dataclass(frozen=True, slots=True)
class Entities:
    """The mentions in the order of the text, and the party whose side the report takes."""

    mentions: tuple[Mention, ...]
    speaker: str | None


def find_entities(
    text: str,
    prepared: str,
    doc: Doc,
    blocks: Sequence[Block],
    *,
    known: Iterable[Mention],
    lexicons: Lexicons,
    gazetteer: Gazetteer | None,
) -> Entities:
    """Find all entities of a report.

    `prepared` is the text as normalised, of the same length; `known` the DATE and QUANTITY mentions, which stay as they
    are but where a name holds the number ("Leopard 2 tanks").
    """
    view = View(prepared, doc, blocks)
    fixed = sorted(known, key=lambda m: m.span)
    if not len(view):
        return Entities(tuple(fixed), None)
    blocked = _blocked(view, fixed)
    taken = _settle(_candidates(view, lexicons), view, blocked)
    taken = _settle((*taken, *_aliases(view, lexicons, taken)), view, blocked)
    taken = _settle((*taken, *names.find(view, lexicons, _with_fixed(view, fixed, taken), gazetteer)), view, blocked)
    taken.sort(key=lambda c: c.start)
    meant, sides = _meanings(view, lexicons, taken)
    mentions = [_mention(view, text, c, lexicons) for c in meant]
    covered = [m.span for m in mentions]
    kept = [m for m in fixed if not _overlaps(m.span, covered)]
    return Entities(tuple(sorted((*kept, *mentions), key=lambda m: m.span)), sides.speaker)


def _candidates(view: View, lexicons: Lexicons) -> list[Candidate]:
    weapons = list(acts.find_weapons(view, lexicons))
    found = [
        *lexicons.own.find(view),
        *weapons,
        *acts.find_attacks(view, lexicons, weapons),
        *impacts.find(view, lexicons, weapons),
        *parties.find(view, lexicons),
        *countries.find(view, lexicons),
        *organisations.find(view, lexicons),
        *places.find(view, lexicons),
    ]
    return lexicons.own.keep(view, found)


def _blocked(view: View, fixed: Sequence[Mention]) -> dict[int, tuple[Label, int, int]]:
    """For each word of a date or quantity: which it is, and its first and last word."""
    starts = [word.start for word in view.words]
    ends = [word.end for word in view.words]
    blocked: dict[int, tuple[Label, int, int]] = {}
    for mention in fixed:
        first, last = bisect_right(ends, mention.span.start), bisect_left(starts, mention.span.end)
        for at in range(first, last):
            blocked[at] = (mention.label, first, last)
    return blocked


def _settle(candidates: Iterable[Candidate], view: View, blocked: dict[int, tuple[Label, int, int]]) -> list[Candidate]:
    """The longest first, then the weightiest, each word once; dates and quantities keep their words."""
    free = [True] * len(view)
    taken: list[Candidate] = []
    ordered = sorted(candidates, key=lambda c: (c.start - c.end, -c.weight, c.start, c.label))
    for candidate in ordered:
        inside = range(candidate.start, candidate.end)
        if all(free[at] for at in inside) and _leaves(candidate, blocked):
            taken.append(candidate)
            for at in inside:
                free[at] = False
    return taken


def _leaves(candidate: Candidate, blocked: dict[int, tuple[Label, int, int]]) -> bool:
    """Whether a candidate leaves dates and quantities alone, or holds a number as part of its name."""
    for at in range(candidate.start, candidate.end):
        label, first, last = blocked.get(at, (None, 0, 0))
        if label is None:
            continue
        inside = candidate.start <= first and last <= candidate.end and last - first < candidate.end - candidate.start
        if label is not Label.QUANTITY or not inside or first == candidate.start or candidate.label not in _MAY_HOLD_NUMBERS:
            return False
    return True


def _with_fixed(view: View, fixed: Sequence[Mention], taken: Sequence[Candidate]) -> list[Candidate]:
    blocked = _blocked(view, fixed)
    return [*taken, *(Candidate(at, at + 1, label) for at, (label, _, _) in blocked.items())]


def _aliases(view: View, lexicons: Lexicons, taken: Sequence[Candidate]) -> list[Candidate]:
    """Short names that the report introduces in brackets, wherever they stand: "Rapid Support Forces (RSF)"."""
    introduced: dict[str, Candidate] = {}
    for candidate in taken:
        if candidate.label in _NAMED and candidate.end - candidate.start > 1:
            found = _ALIAS.match(view.text, view.words[candidate.end - 1].end)
            if found is not None:
                introduced.setdefault(found[1], candidate)
    aliases = [*_heads_again(view, lexicons, taken), *_coalitions_again(view, taken)]
    for at, word in enumerate(view.words):
        whole = introduced.get(word.text)
        if whole is not None:
            name = whole.canonical or view.text[view.words[whole.start].start : view.words[whole.end - 1].end]
            aliases.append(Candidate(at, at + 1, whole.label, name if whole.label is Label.ACTOR else None, 4))
    return aliases


def _heads_again(view: View, lexicons: Lexicons, taken: Sequence[Candidate]) -> list[Candidate]:
    """A body told of again by its noun alone: "the Special Monitoring Mission … the Mission"."""
    nouns = lexicons.organisations.capital_heads
    heads = {
        view.words[at].text
        for c in taken
        if c.label is Label.ORGANISATION and c.end - c.start > 1
        for at in range(c.start, c.end)
        if view.keys[at] in nouns
    }
    return [
        Candidate(at, at + 1, Label.ORGANISATION)
        for at in range(1, len(view))
        if view.words[at].text in heads and view.words[at].capitalised and view.keys[at - 1] == "the" and view.joined(at - 1)
    ]


def _coalitions_again(view: View, taken: Sequence[Candidate]) -> list[Candidate]:
    """A coalition told of again by its noun alone: "the Saudi-led coalition … coalition aircraft"."""
    named = [c for c in taken if c.label is Label.ACTOR and c.end - c.start > 1 and view.keys[c.end - 1] in {"coalition", "alliance"}]
    nouns = {view.keys[c.end - 1]: c for c in reversed(named)}
    found = []
    for at, key in enumerate(view.keys):
        whole = nouns.get(key)
        if whole is not None:
            name = whole.canonical or view.text[view.words[whole.start].start : view.words[whole.end - 1].end]
            found.append(Candidate(at, at + 1, Label.ACTOR, name, 0))
    return found


def _meanings(view: View, lexicons: Lexicons, taken: Sequence[Candidate]) -> tuple[list[Candidate], Sides]:
    """Give every actor its party; countries named as places tell of whom "the army" is, too."""
    actors = []
    for candidate in taken:
        if candidate.label is Label.ACTOR:
            actors.append(candidate)
        elif candidate.label is Label.LOCATION:
            for at in range(candidate.start, candidate.end):
                found = lexicons.parties.at(view.words, view.keys, at)
                if found is not None and found[1].state:
                    actors.append(replace(candidate, canonical=found[1].party))
                    break
    sides = find_sides(view, lexicons, actors)
    party = {c.start: canonical_of(view, lexicons, actors, at, sides) for at, c in enumerate(actors) if c.label is Label.ACTOR}
    return [replace(c, canonical=party[c.start]) if c.label is Label.ACTOR else c for c in taken], sides


def _mention(view: View, text: str, candidate: Candidate, lexicons: Lexicons) -> Mention:
    span = view.span(candidate.start, candidate.end)
    words = span.of(text)
    return Mention(
        span=span,
        label=candidate.label,
        text=words,
        canonical=candidate.canonical if candidate.label is Label.ACTOR else None,
        attack_types=(lexicons.attack_types(words) or _UNKNOWN_ACT) if candidate.label is Label.ATTACK else (),
        weapon_type=lexicons.weapon_type(words) if candidate.label is Label.WEAPON else None,
    )


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    at = bisect_right(others, span)
    return any(other.overlaps(span) for other in others[max(0, at - 1) : at + 1])
