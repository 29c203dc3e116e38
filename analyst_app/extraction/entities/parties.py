"""Find the words that name a party to the fighting: states and groups, their forces and units, "the enemy", "gunmen".

Countries and capitals without forces behind them are decided in `countries.py`, who "the enemy" is in `sides.py`.
"""

import re
from collections.abc import Iterator

from analyst_app.domain.spans import Label
from analyst_app.extraction.entities.view import Candidate, View
from analyst_app.extraction.words.lexicons import Lexicons
from analyst_app.extraction.words.party_names import Form, Generic

_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_UNIT = frozenset({"brigade", "division", "regiment", "battalion", "corps", "army", "squadron", "company", "flotilla", "brigades", "unit"})
_ALLIED = re.compile(r"(?:pro|anti)-\w+|[\w'-]+-(?:backed|led|aligned|affiliated|linked|allied|supported|sponsored|controlled|trained)")
_COMPASS = frozenset({"east", "west", "north", "south", "centre", "center"})
_NOT_FORCES_BEFORE = frozenset(
    {"post", "posts", "centre", "center", "centers", "centres", "system", "systems", "base", "chief", "doctrine", "minister"}
)
_MODIFIERS = 4
CALENDAR = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
})  # fmt: skip
_AS_ADJECTIVE = frozenset({"rebel", "insurgent", "militant", "jihadist", "separatist", "junta", "regime"})
"""In the singular these name the party of the noun behind them: "a rebel push", "militant positions"."""


def find(view: View, lexicons: Lexicons) -> Iterator[Candidate]:
    """Every candidate ACTOR, but for bare countries and capitals."""
    for i in range(len(view)):
        yield from _named(view, lexicons, i)
        yield from _generic(view, lexicons, i)
        if _ORDINAL.fullmatch(view.keys[i]) and (end := _unit_end(view, i)):
            yield Candidate(i, end, Label.ACTOR, None, 2)
        if _ALLIED.fullmatch(view.keys[i]) and view.joined(i) and (end := forces_end(view, lexicons, i + 1)):
            yield Candidate(i, end, Label.ACTOR, None, 2)
    yield from _groups(view, lexicons)


def forces_end(view: View, lexicons: Lexicons, start: int) -> int | None:
    """Where forces that begin at word `start` end: "air defences", "47th Tank Division", "Armed Forces Command East"."""
    at = start
    while at < min(start + _MODIFIERS, len(view)):
        end = _noun_end(view, lexicons, at)
        if end is not None:
            return _with_tail(view, lexicons, end)
        word = view.words[at]
        modifies = word.capitalised or word.key in lexicons.parties.force_prefixes or _ORDINAL.fullmatch(word.key)
        if not modifies or not view.joined(at) or word.possessive:
            return None
        if lexicons.parties.at(view.words, view.keys, at) is not None and at > start:
            return None
        at += 1
    return None


def _noun_end(view: View, lexicons: Lexicons, at: int) -> int | None:
    found = lexicons.parties.force_nouns.longest_at(view.keys, at)
    if found is None or not view.phrase(at, at + found.length):
        return None
    end = at + found.length
    follows = end < len(view) and view.joined(end - 1) and not view.words[end - 1].possessive
    if follows and view.keys[end - 1] == "military" and view.tag(end).startswith(("NN", "JJ")):
        return None
    if (
        follows
        and view.keys[end] in _NOT_FORCES_BEFORE
        and view.keys[end - 1] in {"command", "defence", "defense", "defences", "air-defence"}
    ):
        return None
    # "air defence systems", "patrol ship": the noun belongs to a weapon.
    for inner in range(at, end):
        weapon = lexicons.weapons.heads.longest_at(view.keys, inner)
        if weapon is not None and inner + weapon.length > end and follows:
            return None
    return end


def _with_tail(view: View, lexicons: Lexicons, end: int) -> int:
    """Take in what goes on in capitals: "Armed Forces | Command East"."""
    while end < len(view) and view.joined(end - 1) and view.words[end - 1].capitalised and view.words[end].capitalised:
        if view.words[end - 1].possessive or view.shouts(end):
            break
        nxt = _noun_end(view, lexicons, end)
        if nxt is None and view.keys[end] not in _COMPASS:
            break
        end = nxt or end + 1
    return end


def _named(view: View, lexicons: Lexicons, i: int) -> Iterator[Candidate]:
    found = lexicons.parties.at(view.words, view.keys, i)
    if found is None or not view.adjacent(i, i + found[0]):
        return
    length, name = found
    end = i + length
    if name.upper and view.shouts(i) and len(view.keys[i]) < 3:
        return
    behind = forces_end(view, lexicons, end) if end < len(view) and view.joined(end - 1) else None
    if behind is not None:
        yield Candidate(i, behind, Label.ACTOR, name.party, 3)
    if not name.state or name.form in {Form.DEMONYM, Form.BODY}:
        yield Candidate(i, end, Label.ACTOR, name.party, 3 if name.form is not Form.DEMONYM else 1)


def _generic(view: View, lexicons: Lexicons, i: int) -> Iterator[Candidate]:
    if view.keys[i] in _AS_ADJECTIVE and i + 1 < len(view) and view.joined(i) and not view.shouts(i) and view.tag(i + 1).startswith("NN"):
        yield Candidate(_adjective_before(view, i), i + 1, Label.ACTOR, None, 0)
    found = lexicons.parties.generic.longest_at(view.keys, i)
    if found is None or not view.phrase(i, i + found.length):
        return
    end = i + found.length
    if found.value is Generic.ENEMY:
        behind = forces_end(view, lexicons, end) if end < len(view) and view.joined(end - 1) else None
        yield Candidate(i, behind or end, Label.ACTOR, None, 2)
        return
    if view.keys[i] == "our" and found.length > 1:
        if not (i and view.keys[i - 1] in {"support", "thank", "help", "for", "to"}):
            yield Candidate(i, end, Label.ACTOR, None, 2)
        return
    if found.value is Generic.OWN and (_noun_end(view, lexicons, i) != end or not _definite(view, i, end)):
        return
    start = _adjective_before(view, i) if found.value is Generic.UNKNOWN else i
    yield Candidate(start, end, Label.ACTOR, None, 2)


def _definite(view: View, start: int, end: int) -> bool:
    """Whether "army", "general staff" … means the known one: not "an army commanded by", not an adjective, not owned."""
    before = view.keys[start - 1] if start and view.joined(start - 1) else ""
    modifies = end < len(view) and view.joined(end - 1) and view.tag(end).startswith(("NN", "JJ"))
    if end - start == 1 and before in {"a", "an", "another", "its", "their", "his", "own"}:
        return modifies and before in {"a", "an"}
    if view.keys[start:end] == ["military"]:
        return not modifies and view.tag(start).startswith("NN")
    return True


def _adjective_before(view: View, i: int) -> int:
    """Take in a capitalised adjective or name before "militants", "rebels": "Islamist militants"."""
    before = i - 1
    if before < 0 or not view.joined(before) or view.shouts(i) or view.titled(i):
        return i
    word = view.words[before]
    if word.key in CALENDAR:
        return i
    if word.possessive or not word.capitalised or (view.starts_sentence(before) and view.tag(before) not in {"NNP", "JJ", "NNPS"}):
        return i
    return before if view.tag(before) in {"JJ", "NNP", "NNPS"} else i


def _unit_end(view: View, i: int) -> int | None:
    """The end of a numbered unit: "93rd Kholodnyi Yar Brigade", "3rd brigade"."""
    for at in range(i + 1, min(i + 6, len(view))):
        if not view.joined(at - 1) or view.words[at - 1].possessive:
            return None
        if view.keys[at] in _UNIT:
            return at + 1
        if not view.words[at].capitalised:
            return None
    return None


def _groups(view: View, lexicons: Lexicons) -> Iterator[Candidate]:
    """Capitalised names of armed groups, and fighters behind a capitalised name or adjective."""
    for i in range(1, len(view)):
        if view.shouts(i):
            continue
        group = lexicons.parties.group_heads.longest_at(view.keys, i)
        if group is not None and view.words[i].capitalised | (group.length > 1) and not view.titled(i):
            start = _run_start(view, lexicons, i)
            if start < i and view.phrase(i, i + group.length):
                # "Northern Valley Liberation Front" is a group, "Pokrovsk Front" may be a place.
                yield Candidate(start, i + group.length, Label.ACTOR, None, 3 if i - start > 1 else 1)
        fighters = lexicons.parties.fighters.longest_at(view.keys, i)
        if fighters is not None and (start := _adjective_before(view, i)) < i:
            yield Candidate(start, i + fighters.length, Label.ACTOR, None, 0)


def _run_start(view: View, lexicons: Lexicons, end: int) -> int:
    """The first of the capitalised words that lead up to word `end`, possessives allowed ("People’s Defence Force")."""
    start = end
    while start > 0 and view.joined(start - 1) and view.words[start - 1].capitalised and end - start < _MODIFIERS:
        start -= 1
        if view.starts_sentence(start):
            break
    while start < end and view.keys[start] in lexicons.people.common and view.keys[start] not in _COMPASS_ADJECTIVES:
        start += 1
    return start


_COMPASS_ADJECTIVES = frozenset({"eastern", "western", "northern", "southern", "central", "general"})
