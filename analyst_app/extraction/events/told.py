"""Whether an attack word tells an act at all, takes up one told before ("the shelling"), or is only talk ("a surge in attacks")."""

from enum import StrEnum

from analyst_app.domain.spans import Label
from analyst_app.extraction.events.arguments import Reach
from analyst_app.extraction.events.attack_frame import figure_behind, number_of
from analyst_app.extraction.events.memory import Memory
from analyst_app.extraction.events.triggers import Sense, Trigger
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.words.casualty_words import INJURED, KILLED

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_CONTRAST = frozenset({"despite", "without", "against", "for", "about", "like", "since"})
_MASS = frozenset({"shelling", "fire", "bombardment", "bombing", "gunfire", "shooting"})


_TREND = frozenset({
    "increase", "decrease", "intensify", "decline", "rise", "drop", "grow", "subside", "double", "triple", "become", "remain", "seem",
    "show", "demonstrate", "prove", "violate", "constitute", "appear", "ease", "abate", "diminish", "escalate", "slow", "surge", "continue",
    "help", "fail", "serve", "mean", "suggest", "indicate", "reflect", "highlight", "exacerbate", "worsen", "draw", "change",
})  # fmt: skip


class Telling(StrEnum):
    """What a noun does in its sentence."""

    EVENT = "event"
    AGAIN = "again"
    TALK = "talk"


def telling(row: Row, trigger: Trigger, reach: Reach, memory: Memory) -> Telling:  # noqa: PLR0911 - one return for each case of the rule
    """How an attack or other noun is meant; verbs always tell an event (their status decides the rest)."""
    chunk = row.chunks[trigger.k]
    if not trigger.noun or trigger.sense is not Sense.ATTACK:
        return Telling.EVENT
    number = chunk.number is not None or figure_behind(row, trigger.k) is not None or number_of(row, trigger.k) is not None
    if _general(row, trigger.k) and not number:
        return Telling.TALK
    specific = _specific(row, trigger, reach)
    if _dated_and_placed(row, trigger.k, reach) and memory.antecedent(row, trigger.k, trigger.types, row.sentence.block) is None:
        return Telling.EVENT
    if chunk.det in _DEFINITE and not number:
        if memory.antecedent(row, trigger.k, trigger.types, row.sentence.block) is not None and not _newly_placed(row, trigger, memory):
            return Telling.AGAIN
        return Telling.EVENT if specific and _light(row, trigger.k) else Telling.TALK
    if number:
        return Telling.EVENT
    behind = [row.chunks[at] for at in reach.right(row, trigger.k)]
    single = chunk.det in {"a", "an"} and any(c.kind is Kind.PLACE or (c.prep == "by" and c.kind is Kind.PARTY) for c in behind)
    # "An oil depot in X caught fire after a drone attack": its consequence is told, and where.
    followed = chunk.det in {"a", "an"} and chunk.prep in {"after", "following"} and specific
    if not (single or followed or _light(row, trigger.k) or (specific and _happens(row, trigger.k))):
        return Telling.TALK
    if chunk.prep in _CONTRAST and not _denied(row):
        return Telling.TALK
    return Telling.TALK if chunk.plural and not chunk.det and not specific else Telling.EVENT


def _dated_and_placed(row: Row, k: int, reach: Reach) -> bool:
    """Whether a definite act of the past has its own day and place ("sentenced for the 2019 attack on a mosque in Nairobi")."""
    chunk = row.chunks[k]
    before = row.chunks[k - 1] if k else None
    led = before is not None and before.kind is Kind.DATE and not chunk.sep and not chunk.det and not chunk.prep
    if not (led or chunk.det in {"the", "'s"}) or chunk.plural or _general(row, k):
        return False
    own = led or (chunk.possessor is not None and row.scene.label(chunk.first) is Label.DATE)
    inside = any(row.scene.label(i) is Label.DATE for i in range(max(row.sentence.tokens.start, chunk.head - 3), chunk.head))
    placed = any(row.chunks[at].kind is Kind.PLACE for at in reach.right(row, k))
    return placed and (own or inside)


def _general(row: Row, k: int) -> bool:
    """Whether the noun hangs on one that makes it general ("a surge in attacks")."""
    if k == 0 or not row.chunks[k].prep:
        return False
    before = row.chunks[k - 1]
    if before.kind not in {Kind.THING, Kind.PEOPLE} or row.chunks[k].sep:
        return False
    return (
        row.words.is_a(row.word(k - 1), "general")
        and row.chunks[k].prep in {"of", "in", "from", "for", "to", "about", "against"}
        and not _denied(row)
    )


def _denied(row: Row) -> bool:
    """Whether somebody denies, or claims, responsibility, so that the act itself is told."""
    said = {row.scene.words[i] for i in row.sentence.tokens}
    return bool(said & {"denied", "denies", "deny", "denying"}) or (
        "responsibility" in said and bool(said & {"claimed", "claims", "claim"})
    )


def _specific(row: Row, trigger: Trigger, reach: Reach) -> bool:
    """Whether a place, a number, casualties or a consequence are told with it."""
    around = [*reach.right(row, trigger.k), *reach.left(row, trigger.k)]
    if any(row.chunks[at].kind in {Kind.PLACE, Kind.PLACES} for at in around):
        return True
    aimed = (row.chunks[at] for at in reach.right(row, trigger.k))
    if any(c.kind in {Kind.PARTY, Kind.WEAPON} and c.prep in {"on", "against", "between"} for c in aimed):
        return True
    governor = row.governor(trigger.k)
    return governor is not None and row.lemma(governor) in {
        "kill",
        "injure",
        "wound",
        "prompt",
        "force",
        "destroy",
        "damage",
        "cause",
        "leave",
        "break",
        "hear",
        "maim",
        "hurt",
        "die",
        "wreck",
        "ignite",
        "trigger",
        "spark",
    }


def _light(row: Row, k: int) -> bool:
    """Whether the verb that governs a noun lets it happen ("carried out", "was heard", "killed")."""
    governor = row.governor(k)
    if governor is None:
        return True
    token = row.chunks[governor].head
    if any(row.scene.words[i] == "toll" for i in row.sentence.tokens):
        return True
    lemma = row.lemma(governor)
    if row.word(governor) in KILLED | INJURED:
        return True
    if row.words.is_a(lemma, "light") or row.scene.tags[token] == "MD":
        return True
    before = row.verb_before(k)
    if before is not None and before != governor and row.words.is_a(row.lemma(before), "light"):
        return True
    return lemma in {"deny", "threaten", "plan", "attempt", "try", "consider", "say", "claim", "accuse", "blame"} or _reports(row, governor)


def _happens(row: Row, k: int) -> bool:
    """Whether the noun is the subject of a past verb that tells what it did ("clashes reached the town")."""
    governor = row.governor(k)
    if governor is None or governor <= k or row.subject(governor) != k or row.lemma(governor) in _TREND:
        return False
    return row.scene.tags[row.chunks[governor].head] in {"VBD", "VBN"} and not row.is_passive(governor)


def _reports(row: Row, governor: int) -> bool:
    return row.word(governor) in {
        "said",
        "says",
        "told",
        "reported",
        "announced",
        "confirmed",
        "claimed",
        "accused",
        "blamed",
        "denied",
        "raised",
        "complained",
        "spoke",
        "warned",
        "described",
        "recounted",
        "protested",
    }


def _newly_placed(row: Row, trigger: Trigger, memory: Memory) -> bool:
    """Whether a definite act has a place of its own, behind it, that the act told before does not have."""
    found = memory.antecedent(row, trigger.k, trigger.types, row.sentence.block)
    if found is None or not found.places:
        return False
    at = trigger.k + 1
    own = set()
    while at < len(row) and row.chunks[at].kind in {Kind.PLACE, Kind.THING, Kind.DATE, Kind.PARTY, Kind.WEAPON} and row.chunks[at].prep:
        if row.chunks[at].kind is Kind.PLACE:
            own.add(row.text(at))
        at += 1
    return bool(own) and not own & {p.text for p in found.places}
