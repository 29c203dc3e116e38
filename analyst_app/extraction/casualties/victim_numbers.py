"""How many people a noun phrase names as dead or hurt, and how many several of them name together."""

from analyst_app.domain.estimates import Estimate
from analyst_app.extraction.grammar.chunk import Chunk, Kind
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.words import casualty_words as words_of

_NOT_COUNTED = frozenset({"staff", "personnel", "police", "troops", "crew", "family", "infantry", "military", "population", "garrison"})
_NONE = Estimate.exactly(0)


def number_of(row: Row, k: int, *, harmed: bool = False) -> Estimate | None:  # noqa: PLR0911 - one return for each case of the rule
    """How many people a chunk names; `harmed`: as the object of killing, so that any single noun is one of them."""
    chunk, word = row.chunks[k], row.word(k)
    if word in words_of.NOBODY or chunk.det in {"no", "neither"} or _no_one(row, chunk):
        return _NONE
    if word in words_of.ANIMALS or word in words_of.ABSTRACT:
        return None
    if chunk.kind is Kind.PRONOUN:
        return Estimate.exactly(1) if word in {"he", "she", "him", "her"} else None
    if chunk.kind is Kind.THING:
        return _persons_by_use(row, chunk, harmed=harmed)
    if chunk.count is not None:
        return chunk.count
    if chunk.det == "both" and chunk.kind is Kind.PEOPLE:
        return Estimate.exactly(2)
    if chunk.kind is Kind.PEOPLE and not chunk.plural and word not in _NOT_COUNTED:
        return Estimate.exactly(1)
    return None


def _no_one(row: Row, chunk: Chunk) -> bool:
    return chunk.first > 0 and row.scene.words[chunk.head] == "one" and row.scene.words[chunk.head - 1] == "no"


def _persons_by_use(row: Row, chunk: Chunk, *, harmed: bool) -> Estimate | None:
    """An unknown noun that is killed or hurt is a person: "26 cadets", "a prosecutor", "the caretaker"."""
    tag = row.scene.tags[chunk.head]
    if chunk.number is not None:
        return chunk.count if tag in {"NNS", "NN"} else None
    if tag != "NN":
        return None
    if chunk.count is not None:
        return chunk.count
    return Estimate.exactly(1) if harmed and chunk.det in {"the", "its", "their", "his", "her"} else None


def joined(row: Row, victim: int, k: int, count: Estimate) -> Estimate:
    """The sum of joined subjects: "a woman and her teenage son", "20 pupils and two teachers"; not of "two people, a boy and ..."."""
    subjects = [i for i in row.scene.children(row.chunks[k].head, frozenset({"nsubj", "nsubjpass"})) if i in row.at and row.at[i] < k]
    others = [row.at[i] for i in subjects if row.at[i] != victim]
    token = row.chunks[victim].head
    for _ in range(4):
        conjuncts = [i for i in row.scene.children(token, frozenset({"conj"})) if i in row.at and victim < row.at[i] < k]
        if not conjuncts:
            break
        token = conjuncts[-1]
        others.append(row.at[token])
    total = count
    for at in others:
        if row.chunks[at - 1].kind is Kind.PRONOUN and row.chunks[at - 1].prep in {"among", "of"}:
            # "six people, among them two children": some of those that are counted
            continue
        people = row.chunks[at].kind in {Kind.PEOPLE, Kind.NUMBER} and not row.chunks[at].prep
        more = number_of(row, at, harmed=True) if people else None
        if more is None:
            return total
        total = total_of(total, more)
    return total


def total_of(a: Estimate, b: Estimate) -> Estimate:
    """The sum of two numbers of people; a bound holds only where both have it."""
    low = None if a.low is None or b.low is None else a.low + b.low
    high = None if a.high is None or b.high is None else a.high + b.high
    return Estimate(low, a.best + b.best, high)
