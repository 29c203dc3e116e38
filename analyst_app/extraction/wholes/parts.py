"""What is a part of what: "of the air strikes, nine fell on ...", "including", "this figure includes", "of these:".

Decides, before events are built, which attack words only point back, and what the others are counted by and part of.
"""

from dataclasses import dataclass

from analyst_app.domain.estimates import Estimate
from analyst_app.extraction.events.drafts import Draft, Found
from analyst_app.extraction.events.ledgers import line_figure
from analyst_app.extraction.events.memory import Memory
from analyst_app.extraction.events.triggers import Sense, Trigger
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import BE, Row

_SHARE = frozenset({"share", "part", "majority", "most", "bulk", "rest", "half", "third", "number", "remainder", "portion"})
_FIGURES = frozenset({"figure", "total", "number", "tally", "count", "sum", "toll", "these", "this", "they", "those", "losses"})
_DEFINITE = frozenset({"the", "these", "those", "all", "such", "both", "its", "their", "'s"})
_INCLUDE = frozenset({"include", "includes", "included", "including", "comprise", "comprises", "comprised", "comprising"})


@dataclass(slots=True)
class Role:
    """How to take a trigger: `points_back` (no event), a `count` told elsewhere, the `whole`, or a list that starts at `spread`."""

    points_back: bool = False
    count: Found[Estimate] | None = None
    whole: Draft | None = None
    spread: int | None = None
    words_at: int | None = None
    last_two: bool = False
    of_them: bool = False


class PartReader:
    """Reads the roles of the triggers of a row."""

    def read(self, row: Row, triggers: list[Trigger], n: int, memory: Memory, roles: dict[int, Role]) -> None:
        """Add the role of trigger `n`, where it has one, to `roles` by its chunk, and those of triggers that name it anew.

        Asked in the order of the triggers, so that a part can be one of what its own sentence told before.
        """
        trigger = triggers[n]
        if trigger.sense is not Sense.ATTACK or trigger.k in roles or not trigger.noun:
            return
        chunk = row.chunks[trigger.k]
        following = triggers[n + 1] if n + 1 < len(triggers) else None
        if chunk.prep == "of" and line_figure(row) is None:
            self._partitive(row, trigger, following, memory, roles)
        elif chunk.det == "the" and chunk.number is not None and self._same(row, trigger, memory) is not None:
            roles[trigger.k] = Role(points_back=True, whole=self._same(row, trigger, memory))
        else:
            self._linked(row, trigger, memory, roles)

    def _same(self, row: Row, trigger: Trigger, memory: Memory) -> Draft | None:
        chunk = row.chunks[trigger.k]
        if chunk.count is None:
            return None
        return memory.referent(row, trigger.k, trigger.types, chunk.count.best)

    def _partitive(self, row: Row, trigger: Trigger, following: Trigger | None, memory: Memory, roles: dict[int, Role]) -> None:
        """As in "three of the engagements on ...", "of the air strikes, nine ...", "the largest share of the explosions, 37 blasts"."""
        k, chunk = trigger.k, row.chunks[trigger.k]
        definite = chunk.det in _DEFINITE or chunk.party is not None or chunk.possessor is not None
        whole = memory.referent(row, k, trigger.types, chunk.count.best if chunk.number is not None and chunk.count is not None else None)
        if whole is None or not definite:
            return
        if k == 0:
            self._opening(row, trigger, following, whole, roles)
            return
        before = row.chunks[k - 1]
        if before.kind is Kind.NUMBER and before.count is not None:
            count = row.figure(k - 1)
            target = self._renamed(row, k, following)
            if target is not None:
                roles[k] = Role(points_back=True)
                roles[target.k] = Role(count=count, whole=whole, words_at=k - 1)
            else:
                roles[k] = Role(count=count, whole=whole, words_at=k - 1)
        elif row.word(k - 1) in _SHARE:
            roles[k] = Role(points_back=True)
            if following is not None and following.noun:
                roles[following.k] = Role(whole=whole, words_at=k - 1)
            elif k + 1 < len(row) and row.chunks[k + 1].kind is Kind.NUMBER and row.chunks[k + 1].sep:
                # "more than half of the strikes, 51, fell on ..."
                roles[k] = Role(count=row.figure(k + 1), whole=whole, words_at=k - 1)

    def _opening(self, row: Row, trigger: Trigger, following: Trigger | None, whole: Draft, roles: dict[int, Role]) -> None:
        k = trigger.k
        number = next((at for at in range(k + 1, len(row)) if row.chunks[at].kind is Kind.NUMBER and row.chunks[at].sep), None)
        if following is not None and following.noun and row.chunks[following.k].sep and row.chunks[following.k].number is not None:
            # "Of the explosions in X, 44 blasts were heard near Y"
            roles[k] = Role(points_back=True)
            roles[following.k] = Role(whole=whole, words_at=k)
            return
        if number is None or row.chunks[number].count is None:
            return
        target = self._renamed(row, number, following)
        if target is not None and target.k > number:
            roles[k] = Role(points_back=True)
            roles[target.k] = Role(count=row.figure(number), whole=whole, words_at=k)
        else:
            roles[k] = Role(whole=whole, spread=number, words_at=k)

    def _renamed(self, row: Row, k: int, following: Trigger | None) -> Trigger | None:
        """The trigger that names the part anew: "were enemy assaults", "hit an apartment building"."""
        if following is None:
            return None
        verb = next((at for at in range(k + 1, len(row)) if row.chunks[at].kind is Kind.VERB), None)
        if verb is None or any(";" in row.chunks[at].sep for at in range(k + 1, following.k + 1)):
            return None
        if verb == following.k and not following.noun:
            return following
        if row.word(verb) in BE and not row.is_auxiliary(verb) and following.k > verb:
            return following
        return None

    def _linked(self, row: Row, trigger: Trigger, memory: Memory, roles: dict[int, Role]) -> None:
        """As in "nine were air strikes", "47 of them Russian raids", "the largest part of these being assaults"."""
        k = trigger.k
        if k == 0:
            return
        before = row.chunks[k - 1]
        if (
            before.kind is Kind.PRONOUN
            and before.prep == "of"
            and k > 1
            and not row.chunks[k].sep
            and row.chunks[k - 2].kind is Kind.NUMBER
        ):
            roles[k] = Role(count=row.figure(k - 2), of_them=True, words_at=k - 2)
            return
        if before.kind is not Kind.VERB or row.word(k - 1) not in BE:
            return
        start = k - 2
        if start >= 0 and row.chunks[start].kind is Kind.PRONOUN and row.chunks[start].prep == "of":
            counted = start > 0 and row.chunks[start - 1].kind is Kind.NUMBER
            roles[k] = Role(count=row.figure(start - 1) if counted else None, of_them=True, words_at=start)
            return
        self._numbers_are(row, k, memory, roles)

    def _numbers_are(self, row: Row, k: int, memory: Memory, roles: dict[int, Role]) -> None:
        subject = row.subject(k - 1)
        if subject is None or row.chunks[subject].kind is not Kind.NUMBER or row.chunks[subject].count is None:
            return
        count = row.figure(subject)
        of = row.chunks[subject + 1]
        if of.kind is Kind.NUMBER and of.prep == "of" and of.count is not None:
            roles[k] = Role(count=count, whole=memory.with_count(of.count.best), words_at=subject)
        elif of.prep == "of" and row.word(subject + 1) in {"former", "latter", "last", "first"}:
            roles[k] = Role(last_two=True, words_at=subject)
        else:
            roles[k] = Role(count=count, words_at=subject)

    def included_from(self, row: Row, triggers: list[Trigger]) -> int | None:
        """The chunk from which on the triggers of a row are parts of what stands before ("..., including 17 ...")."""
        for k, chunk in enumerate(row.chunks):
            before = row.chunks[k - 1] if k else chunk
            among = before.kind is Kind.PRONOUN and before.prep in {"among", "of"} and bool(before.sep) and not chunk.sep
            if (
                (chunk.prep == "including" or among)
                and chunk.kind in {Kind.ACT, Kind.NUMBER, Kind.WEAPON}
                and any(t.k < k for t in triggers)
            ):
                return k
        return None

    def whole_of_list(self, row: Row, memory: Memory) -> tuple[int, Draft] | None:
        """As in "This figure includes ...", "the 214 drone attacks include ...": from which chunk on, and parts of what."""
        verb = next((k for k, c in enumerate(row.chunks) if c.kind is Kind.VERB and row.word(k) in _INCLUDE), None)
        if verb is None:
            return None
        subject = row.subject(verb)
        if subject is None:
            return None
        if row.chunks[subject].kind is Kind.ACT:
            mention = row.mention(subject)
            count = row.chunks[subject].count
            types = mention.attack_types if mention is not None else ()
            whole = memory.referent(row, subject, types, count.best if count is not None else None) if types else None
        elif row.word(subject) in _FIGURES:
            whole = self._figure(row, subject, verb, memory)
        else:
            whole = None
        return None if whole is None else (verb, whole)

    def _figure(self, row: Row, subject: int, verb: int, memory: Memory) -> Draft | None:
        words = [row.lemma(at) for at in range(subject + 1, verb) if row.chunks[at].prep in {"for", "of"}]
        for word in words:
            found = next(
                (d for d in reversed(memory.drafts) if d.target is not None and d.count is not None and word in d.target.value.lower()),
                None,
            )
            if found is not None:
                return found.whole or found
        return memory.counted()
