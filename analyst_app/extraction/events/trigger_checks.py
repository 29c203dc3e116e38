"""Questions about a word of a sentence that decide whether it names an event: is it begun, only compared, a line of figures."""

from analyst_app.domain.ontology import EventType
from analyst_app.domain.spans import Label
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row

PRISONERS = frozenset({"prisoner", "prisoners", "captive", "captives", "hostage", "hostages"})
_OPENS = frozenset({
    "announce", "launch", "begin", "start", "order", "plan", "prepare", "open", "mount", "threaten", "unleash", "repel", "repulse", "halt",
    "stop", "thwart", "foil", "initiate", "attempt", "declare", "stage",
})  # fmt: skip
_SPENT = frozenset({EventType.DRONE_STRIKE, EventType.MISSILE_STRIKE, EventType.AIRSTRIKE})
_SENT = frozenset({"kamikaze", "strike", "attack", "fpv", "one-way"})
_FROM_ANOTHER = (["up", "from"], ["down", "from"])


def opens_offensive(row: Row, k: int) -> bool:
    """Whether a new offensive is begun, announced or beaten off ("announced an offensive against Ramadi"), not just spoken of."""
    governor = row.governor(k)
    new = row.chunks[k].det in {"a", "an", "another", "its", "their"}
    return new and governor is not None and governor < k and row.lemma(governor) in _OPENS


def prisoners_counted(row: Row, k: int) -> bool:
    """Whether a line counts prisoners ("Taken prisoner: 6")."""
    if k or len(row) < 2 or row.chunks[1].kind is not Kind.NUMBER or not row.chunks[1].sep.startswith((":", "–")):
        return False
    return bool(PRISONERS & {row.scene.words[i] for i in range(row.chunks[0].first, row.chunks[0].last + 1)})


def walks_out(row: Row, k: int) -> bool:
    """Whether somebody only leaves in anger ("stormed out of the meeting")."""
    token = row.chunks[k].last + 1
    behind = row.scene.words[token] if token < row.sentence.tokens.stop else ""
    return row.lemma(k) == "storm" and behind in {"out", "off"}


def of_another_period(row: Row, k: int) -> bool:
    """Whether an act is only what the day is held against: "60 explosions, compared with 90 explosions the day before"."""
    words = row.scene.words
    first, stop = row.sentence.tokens.start + 3, row.chunks[k].first
    at = next((i for i in range(stop - 1, first, -1) if words[i] == "compared" or words[i : i + 2] in _FROM_ANOTHER), None)
    return at is not None and not any(words[i] in {";", "while", "but"} for i in range(at, stop))


def in_general(row: Row, k: int) -> bool:
    """Whether a verb in the present without a day may only say what somebody does as a rule ("attack in small groups")."""
    present = row.chunks[k].kind is Kind.VERB and row.scene.tags[row.chunks[k].head] in {"VBP", "VBZ"} and not row.auxiliaries(k)
    return present and row.subject(k) is not None and not any(chunk.kind is Kind.DATE for chunk in row.chunks)


def explodes_underneath(row: Row, at: int) -> bool:
    """Whether what somebody treads on or drives over goes off ("stepped on a mine")."""
    return row.weapon_type(at) is EventType.EXPLOSION


def spent(row: Row, k: int, at: int) -> bool:
    """Whether the verb at `k` tells how many drones, missiles or bombs were used, and no infinitive behind it what for."""
    chunk = row.chunks[at]
    if row.weapon_type(at) not in _SPENT or row.words.is_a(row.lemma(at), "carrier") or _for_an_attack(row, at):
        return False
    if row.lemma(k) == "engage" and _SENT.isdisjoint(row.scene.words[chunk.first : chunk.last + 1]):
        # "Engaged 1,240 kamikaze drones" is said of who sends them; air defence engages drones, too.
        return False
    return chunk.number is not None and chunk.kind is Kind.WEAPON


def _for_an_attack(row: Row, at: int) -> bool:
    """As in "used 12 drones to attack the port"."""
    after = at + 1
    mention = row.mention(after) if after < len(row) and row.chunks[after].kind is Kind.VERB and row.chunks[after].prep == "to" else None
    return mention is not None and mention.label is Label.ATTACK
