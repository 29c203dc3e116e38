"""Find verbs that tell an impact whatever they are: "three missiles slammed into a depot", "a boiler house was rammed by drones".

What flies and bursts is the subject, or the agent of a passive, and something is hit; the verb itself need not be in any list.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from analyst_app.domain.spans import Label
from analyst_app.extraction.entities.view import Candidate, View
from analyst_app.extraction.words.lexicons import Lexicons

_MUNITIONS = frozenset({
    "drone", "uav", "missile", "rocket", "bomb", "shell", "mine", "projectile", "munition", "warhead", "device", "grenade", "round",
    "torpedo", "quadcopter", "kamikaze", "salvo", "vbied", "ied", "copter",
})  # fmt: skip
"""Heads of weapons that are spent by what they do; a tank or an aircraft does many things besides."""
_INTO = frozenset({"into", "through", "onto", "upon", "on", "against", "apart", "at"})
_GROUPS = frozenset({"wave", "swarm", "salvo", "barrage", "pair", "number", "group", "series", "hail", "dozens", "one", "some", "most"})


def find(view: View, lexicons: Lexicons, weapons: Sequence[Candidate]) -> Iterator[Candidate]:
    """Every verb that tells an impact, with its particle: "tore into"; `weapons` are the report's."""
    heads = {view.tokens[w.end - 1].i for w in weapons if _bursts(view, lexicons, w)}
    if not heads:
        return
    for i in range(len(view)):
        token = view.tokens[i]
        if token.pos_ != "VERB" or not token.tag_.startswith("VB") or token.lemma_.lower() in lexicons.context.flies:
            continue
        if lexicons.attack.verbs.longest_at(view.keys, i) is not None:
            continue
        end = _reach(view, i, heads)
        if end:
            yield Candidate(i, end, Label.ATTACK, None, 0)


def _bursts(view: View, lexicons: Lexicons, weapon: Candidate) -> bool:
    head = view.tokens[weapon.end - 1].lemma_.lower()
    key = view.keys[weapon.end - 1]
    return head in _MUNITIONS or key.removesuffix("s") in _MUNITIONS or lexicons.weapons.models.of([key]) is not None


def _reach(view: View, i: int, heads: set[int]) -> int:
    """The end of the verb's words where it tells an impact, else 0."""
    token = view.tokens[i]
    if any(
        c.dep_ in {"neg", "aux"} and c.lower_ in {"not", "n't", "could", "would", "may", "might", "can", "will", "to"}
        for c in token.children
    ):
        return 0
    if any(c.dep_ == "nsubjpass" for c in token.children):
        return i + 1 if _by(token, heads) else 0
    if not _subject(token, heads):
        return 0
    after = i + 1
    if after < len(view) and view.joined(i) and view.keys[after] in _INTO:
        preposition = next((c for c in token.children if c.dep_ in {"prep", "prt"} and c.i == view.tokens[after].i), None)
        hit = preposition is not None and any(c.dep_ == "pobj" and not _is_time(c) for c in preposition.children)
        return after + 1 if hit else 0
    if token.tag_ in {"VBP", "VBZ"}:
        # "Drones dominate the battlefield": a present tense with an object is general more often than not.
        return 0
    objects = [c for c in token.children if c.dep_ == "dobj"]
    return i + 1 if any(not _is_time(c) and c.i not in heads for c in objects) else 0


def _subject(token: Token, heads: set[int]) -> bool:
    """Whether a weapon does what the verb tells; parsers often hang a past tense on its subject as if it were a participle."""
    subjects = [c for c in token.children if c.dep_ == "nsubj"]
    if token.dep_ == "relcl" and any(c.lower_ in {"that", "which"} for c in subjects):
        return _is_weapon(token.head, heads)
    if not subjects and token.dep_ == "acl" and token.tag_ == "VBD":
        return _is_weapon(token.head, heads)
    return any(_is_weapon(c, heads) for c in subjects)


def _by(token: Token, heads: set[int]) -> bool:
    return any(_is_weapon(c, heads) for agent in token.children if agent.dep_ == "agent" for c in agent.children if c.dep_ == "pobj")


def _is_weapon(token: Token, heads: set[int]) -> bool:
    """Whether a noun phrase is a weapon, or so many or a wave of them."""
    if token.i in heads:
        return True
    if token.lower_ not in _GROUPS and not token.like_num:
        return False
    return any(c.i in heads for of in token.children if of.lower_ == "of" for c in of.children)


def _is_time(token: Token) -> bool:
    return token.ent_type_ in {"DATE", "TIME"} or token.lemma_.lower() in {"day", "hour", "minute", "night", "morning", "week"}
