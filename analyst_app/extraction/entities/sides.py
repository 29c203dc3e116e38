"""Whose report it is, and so who "the enemy", "the army", "the junta" and an unnamed brigade are.

The speaker is the party whose side a report takes; a neutral one has none.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analyst_app.domain.spans import Label
from analyst_app.extraction.entities.view import Candidate, View
from analyst_app.extraction.words.lexicons import Lexicons
from analyst_app.extraction.words.party_names import Conflict, Form, Generic

_HEADER_WORDS = 40
_HEADER_BLOCKS = 3
_NEAR = 6
"""Words between a party's name and the office of its that heads a report ("Ministry of Defence of the Russian Federation")."""
_OWN_UNITS = frozenset(
    {"brigade", "brigades", "battalion", "battalions", "regiment", "division", "corps", "command", "squadron", "forces", "staff", "troops"}
)
_OFFICES = frozenset(
    {"ministry", "mod", "staff", "command", "forces", "army", "navy", "military", "spokesman", "spokesperson", "spokeswoman", "directorate"}
)
_HOLDS_OFFICE = frozenset({"administration", "administrations"})
_OURS = frozenset({"our", "ours"})
_OUR_SIDE = frozenset(
    {
        "army", "artillery", "aviation", "boys", "brigade", "defence", "defenders", "defense", "fighters", "forces", "guys", "heroes",
        "military", "pilots", "positions", "side", "soldiers", "state", "territory", "troops", "unit", "units", "warriors",
    }
)  # fmt: skip
_BANDS = frozenset({"fighters", "guerrillas", "insurgents", "jihadists", "militants", "militiamen", "rebels", "separatists", "terrorists"})
"""Words that, with "the", take up the one group that the report has named."""
_IRREGULARS = frozenset(
    {"bandits", "gangs", "gunmen", "gunman", "herders", "herdsmen", "mercenaries", "pirates", "settlers", "smugglers", "tribesmen"}
) | _BANDS - {"fighters"}
_STATE_FORCES = frozenset({"army", "force", "forces", "guard", "navy", "marines", "corps", "police", "gendarmerie"})
_RULERS = frozenset({"regime", "junta"})
_LEAGUES = frozenset({"union", "mission", "force", "monusco", "coalition", "nations"})
_COALITION = "coalition"


@dataclass(frozen=True, slots=True)
class Sides:
    """`speaker`: the party that says "we"; `enemy`: its opponent here; `own`: whom an unnamed army or unit belongs to.

    `state` is the first side of the conflict, whose "regime" or "junta" is meant where no state is named. `states` are the
    words at which states are named, `groups` those at which each armed group is named first, `coalition` its full name.
    """

    speaker: str | None
    enemy: str | None
    own: str | None
    state: str | None = None
    states: tuple[tuple[int, str], ...] = ()
    groups: tuple[tuple[int, str], ...] = ()
    coalition: str | None = None


def find_sides(view: View, lexicons: Lexicons, actors: Sequence[Candidate]) -> Sides:
    """Judge a report's side by its words for the enemy, by who issues it, and by the conflict it is about."""
    named = Sides(
        None, None, None, states=tuple(_states(view, lexicons)), groups=_groups(lexicons, actors), coalition=_coalition(view, actors)
    )
    mentioned = Counter(c.canonical for c in actors if c.canonical is not None)
    named_enemy, partial = _words_for_enemy(view, lexicons, actors)
    conflict = _conflict(lexicons, mentioned, partial=partial)
    if conflict is None:
        # No party is named, but a "Regional Military Administration" can head the report.
        conflict = next((c for c in lexicons.parties.conflicts if c.own is not None and _issuer(view, lexicons, c) == c.own), None)
    if conflict is None:
        return named
    issuer = _issuer(view, lexicons, conflict)
    own = conflict.own
    if not partial and own not in mentioned and _elsewhere(named, conflict):
        own = None
    if issuer is not None and conflict.opponents(issuer):
        own = issuer
    elif named_enemy is not None and (against := conflict.opponents(named_enemy)):
        own = own if own in against else max(against, key=lambda party: mentioned[party])
    usual = own or conflict.sides[0][0]
    enemies = conflict.opponents(usual)
    enemy = named_enemy if named_enemy in enemies else max(enemies, key=lambda party: mentioned[party], default=None)
    speaks = partial or (issuer is not None and issuer == usual)
    return replace(named, speaker=usual if speaks else None, enemy=enemy, own=own, state=conflict.sides[0][0])


def canonical_of(  # noqa: PLR0911 - one return for each case of the rule
    view: View, lexicons: Lexicons, actors: Sequence[Candidate], at: int, sides: Sides
) -> str | None:
    """The party behind actor number `at` of the list: as the lexicon knows it, or as the report's side tells."""
    actor = actors[at]
    keys = view.keys[actor.start : actor.end]
    words = view.text[view.words[actor.start].start : view.words[actor.end - 1].end]
    if actor.canonical is not None:
        irregular = keys[-1] in _IRREGULARS and len(keys) > 1 and actor.canonical in lexicons.parties.countries
        # "Somali pirates", "Palestinian gunmen" are not the state; one's own enemy may be called so all the same.
        return words if irregular and sides.speaker is None else actor.canonical
    if keys[0] == _COALITION or (actor.start and view.keys[actor.start - 1] == _COALITION):
        return sides.coalition
    leading = lexicons.parties.generic.longest_at(view.keys, actor.start)
    kind = leading.value if leading is not None and actor.start + leading.length <= actor.end else None
    whole = lexicons.parties.generic.of(keys)
    if kind is Generic.ENEMY:
        return sides.enemy
    if whole in {Generic.OWN, Generic.JUNTA} or keys[0] in _RULERS:
        nearest = _nearest_state(sides, actor.start)
        return (sides.own or nearest or sides.speaker or sides.state) if whole is Generic.OWN else (nearest or sides.state)
    if keys[-1] in _BANDS and len(keys) == 1 and actor.start and view.keys[actor.start - 1] == "the":
        return _only_group(sides, actor.start)
    if whole is Generic.UNKNOWN or keys[0].startswith(("pro-", "anti-")):
        return None
    inside = _state_inside(lexicons, keys)
    if inside is not None:
        return inside
    if keys[-1] in _OWN_UNITS and sides.own is not None:
        return sides.own
    return words if view.words[actor.end - 1].capitalised else _group_before_fighters(view, actor)


def _state_inside(lexicons: Lexicons, keys: Sequence[str]) -> str | None:
    """The state whose forces a longer name means: "Royal Jordanian Air Force"."""
    if keys[-1] not in _STATE_FORCES:
        return None
    for at in range(1, len(keys) - 1):
        found = lexicons.parties.names.longest_at(keys, at)
        if found is not None and found.value.form is Form.DEMONYM and found.value.state:
            return found.value.party
    return None


def _group_before_fighters(view: View, actor: Candidate) -> str | None:
    """The armed group that the lexicon does not know, without its "gunmen" or "fighters": a name of several words, or an acronym."""
    last = actor.end - 1
    named = last - actor.start > 1 or (last - actor.start == 1 and view.written[actor.start].isupper())
    if not named or not all(view.words[at].capitalised and view.tag(at) != "JJ" for at in range(actor.start, last)):
        return None
    return view.text[view.words[actor.start].start : view.words[last - 1].end]


def _coalition(view: View, actors: Sequence[Candidate]) -> str | None:
    """The full name of the coalition that the report tells of: "coalition aircraft" are the US-led coalition’s."""
    for actor in actors:
        for last in range(actor.start + 1, actor.end):
            if view.keys[last] == _COALITION:
                return view.text[view.words[actor.start].start : view.words[last].end]
    return None


def _groups(lexicons: Lexicons, actors: Sequence[Candidate]) -> tuple[tuple[int, str], ...]:
    """Each armed group, no state and no league of states, with the word at which it is first named."""
    first: dict[str, int] = {}
    for actor in actors:
        name = actor.canonical
        if name is None or actor.label is not Label.ACTOR or name in lexicons.parties.countries:
            continue
        if not _LEAGUES & set(name.lower().replace("-", " ").split()[-1:]):
            first.setdefault(name, actor.start)
    return tuple((at, name) for name, at in first.items())


def _only_group(sides: Sides, start: int) -> str | None:
    """The one armed group that was named before a word; None where there were several."""
    bands = [name for at, name in sides.groups if at < start]
    return bands[0] if len(bands) == 1 else None


def _words_for_enemy(view: View, lexicons: Lexicons, actors: Sequence[Candidate]) -> tuple[str | None, bool]:
    """The party that is called the enemy by name ("Russian occupiers"), and whether anyone is called so, or "ours"."""
    partial = any(key in _OURS and view.keys[at + 1] in _OUR_SIDE for at, key in enumerate(view.keys[:-1]))
    enemies: Counter[str] = Counter()
    for actor in actors:
        for start in range(actor.start, actor.end):
            found = lexicons.parties.generic.longest_at(view.keys, start)
            if found is None or found.value is not Generic.ENEMY:
                continue
            partial = True
            if start > actor.start and actor.canonical is not None:
                enemies[actor.canonical] += 1
    return (enemies.most_common(1)[0][0] if enemies else None), partial


def _issuer(view: View, lexicons: Lexicons, conflict: Conflict) -> str | None:
    """The party whose body heads the report, in a line that names it and tells nothing."""
    for at in range(min(len(view), _HEADER_WORDS)):
        head = _head(view, at)
        if head is None:
            continue
        first, end = head
        found = lexicons.parties.at(view.words, view.keys, at)
        if found is not None and found[0] + at <= end:
            near = view.keys[max(first, at - _NEAR) : min(end, at + found[0] + _NEAR)]
            if found[1].form is Form.BODY or _OFFICES & set(near):
                return found[1].party
        generic = lexicons.parties.generic.longest_at(view.keys, at)
        holds = view.keys[at] in _HOLDS_OFFICE and "military" in view.keys[first:at]
        if conflict.own is not None and (holds or (generic is not None and generic.value is Generic.OWN)):
            return conflict.own
    return None


def _head(view: View, at: int) -> tuple[int, int] | None:
    """The words of the heading line that word `at` stands in, up to a colon; None where it heads nothing or tells something."""
    block = view.block(at)
    if block is None or block not in view.first_blocks(_HEADER_BLOCKS):
        return None
    first = at
    while first and view.block(first - 1) is block:
        first -= 1
    end = at + 1
    while end < len(view) and view.block(end) is block and ":" not in view.text[view.words[end - 1].end : view.words[end].start]:
        end += 1
    tells = any(view.tag(i) in {"VBD", "VBZ", "VBP", "MD"} for i in range(first, end))
    return None if tells or end - first > _HEADER_WORDS // 2 else (first, end)


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


def _elsewhere(named: Sides, conflict: Conflict) -> bool:
    """Whether the report names a state that takes no part in the conflict, be it only inside another name ("Syrian Observatory")."""
    sides = {party for side in conflict.sides for party in side}
    return any(party not in sides for _, party in named.states)


def _states(view: View, lexicons: Lexicons) -> Iterator[tuple[int, str]]:
    """The words at which states are named, as a party or inside another name."""
    for at in range(len(view)):
        found = lexicons.parties.at(view.words, view.keys, at)
        if found is not None and found[1].state:
            yield at, found[1].party


def _nearest_state(sides: Sides, start: int) -> str | None:
    """The state named last before a word, else the first behind it."""
    if not sides.states:
        return None
    before = bisect_left(sides.states, (start, ""))
    return sides.states[before - 1][1] if before else sides.states[0][1]
