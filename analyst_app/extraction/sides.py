"""Whose report it is, and so who "the enemy", "the army", "the junta" and an unnamed brigade are.

The speaker is the party whose side a report takes; a neutral one has none.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analyst_app.domain.spans import Label
from analyst_app.extraction.lexicons import Lexicons
from analyst_app.extraction.party_names import Conflict, Generic
from analyst_app.extraction.view import Candidate, View

_HEADER_WORDS = 30
_OWN_UNITS = frozenset(
    {"brigade", "brigades", "battalion", "battalions", "regiment", "division", "corps", "command", "squadron", "forces", "staff", "troops"}
)
_OURS = frozenset({"our", "ours"})


@dataclass(frozen=True, slots=True)
class Sides:
    """`speaker`: the party that says "we"; `enemy`: its opponent here; `own`: whom an unnamed army or unit belongs to."""

    speaker: str | None
    enemy: str | None
    own: str | None


def find_sides(view: View, lexicons: Lexicons, actors: Sequence[Candidate]) -> Sides:
    """Judge a report's side by its words for the enemy, by who issues it, and by the conflict it is about."""
    mentioned = Counter(c.canonical for c in actors if c.canonical is not None)
    partial = _takes_a_side(view, lexicons, actors)
    conflict = _conflict(lexicons, mentioned, partial=partial)
    if conflict is None:
        return Sides(None, None, None)
    issuer = next((c.canonical for c in actors if c.end <= _HEADER_WORDS and c.canonical and _is_body(view, c)), None)
    own = conflict.own
    if issuer is not None and conflict.opponents(issuer):
        own = issuer if partial or own is None else own
    usual = own or conflict.sides[0][0]
    enemies = conflict.opponents(usual)
    enemy = max(enemies, key=lambda party: mentioned[party], default=None)
    speaks = partial or (issuer is not None and issuer == usual)
    return Sides(usual if speaks else None, enemy, own)


def canonical_of(view: View, lexicons: Lexicons, actors: Sequence[Candidate], at: int, sides: Sides) -> str | None:
    """The party behind actor number `at` of the list: as the lexicon knows it, or as the report's side tells."""
    actor = actors[at]
    if actor.canonical is not None:
        return actor.canonical
    keys = view.keys[actor.start : actor.end]
    leading = lexicons.parties.generic.longest_at(view.keys, actor.start)
    kind = leading.value if leading is not None and actor.start + leading.length <= actor.end else None
    whole = lexicons.parties.generic.of(keys)
    if kind is Generic.ENEMY:
        return sides.enemy
    if whole in {Generic.OWN, Generic.JUNTA}:
        nearest = _nearest_state(lexicons, actors, at)
        return (sides.own or nearest or sides.speaker) if whole is Generic.OWN else nearest
    if whole is Generic.UNKNOWN or keys[0].startswith(("pro-", "anti-")):
        return None
    if keys[-1] in _OWN_UNITS and sides.own is not None:
        return sides.own
    named = view.words[actor.end - 1].capitalised
    return view.text[view.words[actor.start].start : view.words[actor.end - 1].end] if named else None


def _takes_a_side(view: View, lexicons: Lexicons, actors: Sequence[Candidate]) -> bool:
    if any(key in _OURS for key in view.keys):
        return True
    for actor in actors:
        found = lexicons.parties.generic.longest_at(view.keys, actor.start)
        if found is not None and found.value is Generic.ENEMY:
            return True
    return False


def _conflict(lexicons: Lexicons, mentioned: Counter[str], *, partial: bool) -> Conflict | None:
    """The known conflict whose parties the report names most; "the enemy" alone means the one that has a usual side."""
    best: Conflict | None = None
    most = 0
    for conflict in lexicons.parties.conflicts:
        sides = [sum(mentioned[party] for party in side) for side in conflict.sides]
        weight = sum(sides) + 2 * min(sides)
        if weight > most:
            best, most = conflict, weight
    if best is None and partial:
        return next((conflict for conflict in lexicons.parties.conflicts if conflict.own is not None), None)
    return best


def _is_body(view: View, actor: Candidate) -> bool:
    """Whether the actor is one that issues reports: a named body or command, not "Russian" or "Ukraine"."""
    return actor.label is Label.ACTOR and actor.end - actor.start > 1 and view.words[actor.end - 1].capitalised


def _nearest_state(lexicons: Lexicons, actors: Sequence[Candidate], at: int) -> str | None:
    """The state last named before an actor, else the first named behind it."""
    states = set(lexicons.parties.countries)
    for other in (*reversed(actors[:at]), *actors[at + 1 :]):
        if other.canonical in states:
            return other.canonical
    return None
