"""What a verb acts on, by grammar alone: object, passive subject, what a clause describes, what opens or closes a list."""

from analyst_app.domain.ontology import EventType
from analyst_app.domain.spans import Label
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import BE, Row

_SHARES = frozenset({"all", "most", "half", "part", "parts", "whole", "rest", "much", "some", "remainder", "third", "majority", "bulk"})

_FLYING = frozenset({EventType.DRONE_STRIKE, EventType.MISSILE_STRIKE})
_NEAR = 120
"""Characters: what a number stands for is told in the same sentence or the one before."""
_VEHICLES = frozenset({
    "vehicle", "truck", "lorry", "motorcycle", "motorbike", "motor", "pickup", "jeep", "boat", "bike", "tanker", "car", "canoe",
    "speedboat",
})  # fmt: skip
_NOT_OF_WAR = frozenset({"civilian", "private", "passenger", "commercial", "police", "aid", "humanitarian"})


def acted_on(row: Row, k: int, length: int = 1) -> int | None:
    """The chunk that the verb at `k` acts on: its object, in the passive its subject, in a list what opens it.

    `length` counts the words of a phrase such as "took control of", behind which its object stands.
    """
    last = row.chunks[k].head + length - 1
    behind = next((at for at in range(k + 1, len(row)) if row.chunks[at].first > last), None)
    if length > 1 and not row.is_passive(k):
        fits = behind is not None and not row.chunks[behind].sep and row.chunks[behind].prep in {"", row.scene.words[last]}
        inside = row.direct_object(k)
        if inside is not None and row.chunks[inside].first <= last < row.chunks[inside].last:
            # "set ablaze four vehicles": the particle stands in the noun's chunk
            return inside
        return behind if fits else described(row, k)
    if row.is_passive(k):
        return _passive_subject(row, k)
    at = row.direct_object(k)
    if at is None:
        at = described(row, k)
    if at is not None and row.chunks[at].kind is Kind.NUMBER and at + 1 < len(row) and row.chunks[at + 1].prep == "of":
        return at if row.chunks[at + 1].kind is Kind.PLACE else at + 1
    return whole_of(row, at)


def whole_of(row: Row, at: int | None) -> int | None:
    """Behind "all of", "most of", "part of": the place that is meant."""
    if at is None or at + 1 >= len(row) or row.word(at) not in _SHARES:
        return at
    behind = row.chunks[at + 1]
    return at + 1 if behind.prep == "of" and behind.kind is Kind.PLACE else at


def _passive_subject(row: Row, k: int) -> int | None:
    if row.is_reduced(k) and (k == 0 or (row.chunks[k].sep and k <= 1)):
        listed = list_behind(row, k)
        return listed if listed is not None else inverted(row, k)
    if row.chunks[k].sep.startswith(";") and row.is_reduced(k):
        return trailing(row, k)
    subject = row.subject(k)
    if subject is not None and row.chunks[subject].kind is Kind.NUMBER and subject + 1 < k and row.chunks[subject + 1].prep == "of":
        return subject + 1
    return subject


def list_behind(row: Row, k: int) -> int | None:
    """The first thing of a list that a colon opens behind the verb at `k`."""
    return next((at for at in range(k + 1, len(row)) if row.chunks[at].sep.startswith(":") and row.chunks[at].kind is not Kind.DATE), None)


def inverted(row: Row, k: int) -> int | None:
    """The subject behind the verb of a sentence that opens with its participle ("Captured in Kunduz were 12 Humvees")."""
    for at in range(k + 1, len(row) - 1):
        chunk = row.chunks[at]
        if chunk.kind is Kind.VERB:
            after = row.chunks[at + 1]
            linked = row.word(at) in BE and not row.is_auxiliary(at)
            return at + 1 if linked and not after.prep and not after.sep and after.kind is not Kind.VERB else None
    return None


def trailing(row: Row, k: int) -> int | None:
    """The subject that closes a part without a finite verb ("; destroyed on the ground the same day, a Mi-17 helicopter")."""
    for at in range(k + 1, len(row)):
        chunk = row.chunks[at]
        if chunk.kind is Kind.VERB or chunk.sep.startswith(";"):
            return None
        if chunk.sep and not chunk.prep and chunk.count is not None and chunk.kind in {Kind.WEAPON, Kind.PEOPLE, Kind.PARTY}:
            return at
    return None


def described(row: Row, k: int) -> int | None:
    """What a clause with the verb at `k` describes as its object ("the helicopter that troops destroyed")."""
    token = row.chunks[k].head
    if row.scene.deps[token] == "ccomp" and row.scene.deps[row.scene.heads[token]] == "relcl":
        # "the missile which, the governor says, Ukraine fired"
        token = row.scene.heads[token]
    head = row.scene.heads[token]
    if row.scene.deps[token] != "relcl" or head not in row.at:
        return None
    return row.at[head] if row.at[head] != row.subject(k) and row.at[head] < k else None


def is_vehicle(row: Row, k: int) -> bool:
    """Whether vehicles are counted at a chunk ("12 vehicles"), which are equipment where a party destroys or captures them."""
    chunk = row.chunks[k]
    counted = chunk.kind is Kind.THING and chunk.number is not None
    return counted and row.lemma(k) in _VEHICLES and _NOT_OF_WAR.isdisjoint(chunk.adjectives)


def stand_for_flown(row: Row, at: int) -> bool:
    """Whether a number or pronoun stands for drones or missiles told of just before ("launched 33 drones; 28 of them were destroyed")."""
    if row.chunks[at].kind not in {Kind.NUMBER, Kind.PRONOUN} or row.word(at) in {"it", "he", "she", "who"}:
        return False
    start = row.span(at).start
    before = (m for m in reversed(row.scene.reading.mentions) if m.span.end <= start)
    last = next((m for m in before if m.label is Label.WEAPON), None)
    return last is not None and start - last.span.end <= _NEAR and last.weapon_type in _FLYING


def lost_weapon(row: Row, at: int) -> int | None:
    """The first weapon of a list of losses that starts at a chunk ("up to 120 troops, two trucks and a howitzer")."""
    for k in range(at, len(row)):
        chunk = row.chunks[k]
        if (chunk.kind is Kind.WEAPON or is_vehicle(row, k)) and not chunk.prep:
            return k
        if chunk.kind is Kind.VERB and row.word(k) in {"killed", "wounded", "dead", "injured"}:
            continue
        if chunk.kind is Kind.VERB or chunk.prep or (k > at and not chunk.sep):
            return None
    return None
