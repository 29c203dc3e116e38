"""Whether a number of acts, or what a verb acts on, is said to be none at all."""

from analyst_app.extraction.events.triggers import Trigger
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row

_NIL = frozenset({"none", "nil", "zero", "0", "nothing"})


def none_of(row: Row, k: int) -> bool:
    """Whether a noun is said to count nothing: "no shelling", "not a single air strike", "missile strikes: none recorded"."""
    chunk, words = row.chunks[k], row.scene.words
    if chunk.det == "no":
        return True
    start = row.sentence.tokens.start
    before = words[max(start, chunk.first - 2) : chunk.first]
    if "not" in before and (chunk.det in {"a", "an"} or (chunk.count is not None and chunk.count.best == 1)):
        return True
    after = chunk.last + 1
    marked = after + 1 < row.sentence.tokens.stop and words[after] in {":", "–", "—", "-", "‒", "="}
    if marked:
        return words[after + 1] in _NIL or (words[after + 1] in {"no", "not"} and after + 2 < row.sentence.tokens.stop)
    return False


def nobody_acted_on(row: Row, trigger: Trigger) -> bool:
    """Whether a verb is said to have acted on nobody or nothing ("nobody was detained", "no ship had been hit")."""
    k = trigger.k
    at = row.subject(k) if row.is_passive(k) else row.direct_object(k)
    if at is None:
        return False
    return row.chunks[at].det == "no" or row.word(at) in {"nobody", "none", "nothing"} or _no_one(row, at)


def _no_one(row: Row, at: int) -> bool:
    head = row.chunks[at].head
    return row.scene.words[head] == "one" and head > 0 and row.scene.words[head - 1] == "no"


def nothing_of_it(row: Row, k: int) -> bool:
    """Whether nothing and nobody is said to act ("nothing was fired at it", "no drone hit the port") or to be acted on."""
    subject = row.subject(k)
    if subject is not None and (row.word(subject) in {"nothing", "nobody"} or row.chunks[subject].det == "no"):
        return True
    return _neither_nor(row, k)


def _neither_nor(row: Row, k: int) -> bool:
    """As in "Neither Orikhiv nor Huliaipole was hit": the words are the subject's, so they open the sentence."""
    words = row.scene.words[row.sentence.tokens.start : row.chunks[k].first]
    verbs = any(row.chunks[at].kind is Kind.VERB and not row.is_auxiliary(at) for at in range(k))
    return words[:1] == ["neither"] and "nor" in words and not verbs
