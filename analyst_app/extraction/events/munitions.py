"""Munitions that do harm of themselves: "a landmine destroyed a minibus", "three men were killed by a drone".

Finds the munition; which event its harm is, `triggers.py` says.
"""

from analyst_app.domain.spans import Label
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row

_SPENT = frozenset({"shell", "grenade", "projectile", "torpedo", "warhead", "rpg", "vbied"})
_NEW = frozenset({"", "a", "an", "another", "one"})
"""What is told with another article was told before, and so was its attack."""


def munition_doing(row: Row, k: int) -> int | None:
    """The munition that is subject or agent of the verb at `k`; None where an attack word tells of it in the same clause."""
    if row.scene.tags[row.chunks[k].head] not in {"VBD", "VBN"}:
        return None
    at = _agent(row, k) if row.is_passive(k) else row.subject(k)
    if at is None or row.chunks[at].kind is not Kind.WEAPON or not _is_spent(row, at):
        return None
    chunk = row.chunks[at]
    # "Hours after a car bomb killed 15": the word before opens a clause, and is no preposition of the munition's.
    hangs = bool(chunk.prep) and chunk.prep not in {"after", "before", "since", "until"}
    if chunk.det not in _NEW or (at < k and (chunk.count is None or hangs)):
        return None
    first, last = min(at, k), max(at, k)
    return None if any(_is_act(row, n) for n in range(first, last + 1) if n != k) or _told_behind(row, last) else at


def _agent(row: Row, k: int) -> int | None:
    at = k + 1
    while at < len(row) and row.chunks[at].kind in {Kind.DATE, Kind.PLACE} and not row.chunks[at].sep:
        at += 1
    return at if at < len(row) and row.chunks[at].prep == "by" and not row.chunks[at].sep else None


def _is_spent(row: Row, k: int) -> bool:
    words = {row.scene.words[i] for i in range(row.chunks[k].first, row.chunks[k].last + 1)} | {row.lemma(k)}
    return bool(words & _SPENT) or any(row.words.is_a(word, "munition") for word in words)


def _is_act(row: Row, k: int) -> bool:
    mention = row.mention(k)
    return mention is not None and mention.label is Label.ATTACK


def _told_behind(row: Row, k: int) -> bool:
    """Whether a clause straight behind tells what the munition did ("killed by a rocket that hit a bus", "by a mine laid by")."""
    after = k + 1
    return after < len(row) and row.chunks[after].kind in {Kind.VERB, Kind.PRONOUN} and not row.chunks[after].sep
