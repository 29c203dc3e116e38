"""Dead and injured: what a sentence says of them, and to which of its events it belongs."""

from analyst_app.domain.estimates import Estimate
from analyst_app.extraction.casualties.facts import Fact
from analyst_app.extraction.casualties.tolls import tolls
from analyst_app.extraction.casualties.victim_numbers import joined, number_of, total_of
from analyst_app.extraction.events.ledgers import line_figure
from analyst_app.extraction.grammar.chunk import Kind
from analyst_app.extraction.grammar.row import Row
from analyst_app.extraction.words import casualty_words as words_of

_PERSONS = frozenset({Kind.PEOPLE, Kind.PARTY, Kind.NUMBER, Kind.BODY, Kind.THING})
_PLACE_OF = frozenset({"in", "at", "near", "on", "outside", "around"})
_NONE = Estimate.exactly(0)
_REACH = 6


class CasualtyReader:
    """Reads the casualties of a row."""

    def read(self, row: Row) -> list[Fact]:
        """All that a row says of dead and injured, in order."""
        if words_of.HARM.isdisjoint(row.scene.words[row.sentence.tokens.start : row.sentence.tokens.stop]):
            return []
        found = [Fact(killed, count, k, row.span(k), toll=True) for killed, count, k in tolls(row)]
        if not found:
            found = self._figures(row)
        taken = {fact.k for fact in found}
        for k, chunk in enumerate(row.chunks):
            if k in taken:
                continue
            if chunk.kind is Kind.VERB or (row.word(k) in {"dead", "kia", "wia"} and chunk.number is None and chunk.det != "no"):
                found.extend(self._by_word(row, k))
            elif chunk.kind in {Kind.NUMBER, Kind.PEOPLE, Kind.THING}:
                found.extend(self._by_noun(row, k))
        facts = sorted(_distinct(_undivided(row, found)), key=lambda fact: fact.k)
        self._own(row, facts)
        return facts

    def _own(self, row: Row, facts: list[Fact]) -> None:
        """As in "Enemy losses here amount to 134 killed and 96 wounded": whose dead they are is said by "losses"."""
        at = next((k for k in range(len(row)) if row.word(k) == "losses" and row.chunks[k].kind is Kind.THING), None)
        end = next((n for n in range((at or 0) + 1, len(row)) if row.chunks[n].sep.startswith(";")), len(row))
        for fact in facts:
            if at is not None and at < fact.k < end and not fact.active:
                fact.lost, fact.victims = True, at

    def _figures(self, row: Row) -> list[Fact]:
        """As in "Killed: 387; wounded: 412", "People killed in all these attacks   214"."""
        found = []
        line = line_figure(row)
        for k, chunk in enumerate(row.chunks):
            word = row.word(k)
            killed = word in words_of.KILLED | words_of.DEATHS
            if chunk.number is not None or not (killed or word in words_of.INJURED | words_of.INJURIES):
                continue
            after = k + 1
            marked = after < len(row) and row.chunks[after].kind is Kind.NUMBER and row.chunks[after].sep.startswith((":", "–"))
            at = after if marked else line
            count = None if at is None or at < k else row.chunks[at].count
            if at is not None and count is not None:
                found.append(Fact(killed, count, k, row.scene.span(chunk.head, chunk.head)))
        return found

    def _by_word(self, row: Row, k: int) -> list[Fact]:  # noqa: PLR0911 - one return for each case of the rule
        word, chunk = row.word(k), row.chunks[k]
        if chunk.kind is Kind.VERB and not self._happened(row, k):
            return []
        if word in words_of.OUTRIGHT:
            return self._outright(row, k)
        if word in words_of.LOSE:
            return self._losses(row, k)
        if word in words_of.TAKE and (lives := self._lives(row, k)):
            return lives
        if word in words_of.FELL and _fell(row, k):
            return self._suffered(row, k, killed=True)
        if self._hurt(row, k):
            return self._suffered(row, k, killed=False)
        killed = word in words_of.KILLED or (word in words_of.DESTROYED and chunk.kind is Kind.VERB and row.is_passive(k))
        if not killed and word not in words_of.INJURED:
            return []
        active = (
            chunk.kind is Kind.VERB and word not in words_of.INTRANSITIVE and not row.is_passive(k) and row.direct_object(k) is not None
        )
        if active:
            return self._objects(row, k, killed=killed)
        return self._suffered(row, k, killed=killed)

    def _outright(self, row: Row, k: int) -> list[Fact]:
        """As in "shot dead six farmers", "three herders were hacked to death", "gunned down a judge"."""
        word, head = row.word(k), row.chunks[k].head
        behind = set(row.scene.words[head + 1 : head + 3])
        if not (behind & {"dead", "death", "alive"} or (word.startswith("gunned") and "down" in behind)):
            return []
        if row.is_passive(k):
            return self._suffered(row, k, killed=True)
        at = next((n for n in range(k + 1, min(k + 3, len(row))) if row.chunks[n].kind in {Kind.PEOPLE, Kind.PARTY}), None)
        return [] if at is None else self._objects(row, k, killed=True, at=at)

    def _hurt(self, row: Row, k: int) -> bool:
        """As in "suffered shrapnel wounds", "were taken to hospital", "is in a grave condition"."""
        word = row.word(k)
        at = row.direct_object(k)
        if word in words_of.SUFFER:
            return at is not None and row.word(at) in words_of.HEALTH
        behind = row.chunks[k + 1 : k + 3]
        if word in {"taken", "admitted", "rushed", "brought", "evacuated", "transferred", "delivered"} and row.is_passive(k):
            return any(row.scene.words[c.head] in words_of.CARE and c.prep in {"to", "in", "into"} for c in behind)
        if word in {"is", "are", "remains", "remain", "was", "were"} and not row.is_auxiliary(k):
            if behind and row.word(k + 1) in words_of.CARE and behind[0].prep == "in":
                return True
            return any(row.scene.words[c.head] == "condition" and set(c.adjectives) & words_of.BAD_STATE for c in behind)
        return False

    def _suffered(self, row: Row, k: int, *, killed: bool) -> list[Fact]:
        """The subject of a passive or intransitive verb, with shares told behind it."""
        chunk = row.chunks[k]
        victim = self._before(row, k)
        count = None if victim is None else number_of(row, victim)
        if victim is None or count is None:
            return []
        if row.word(k) in words_of.BURNED | words_of.DESTROYED and row.chunks[victim].kind not in {Kind.PEOPLE, Kind.PARTY}:
            return []
        count = joined(row, victim, k, count)
        fact = Fact(killed, count, k, row.scene.span(chunk.head, chunk.head), victims=victim)
        self._own_places(row, fact, k)
        return [fact, *self._elided(row, fact)]

    def _happened(self, row: Row, k: int) -> bool:
        helpers = row.auxiliaries(k)
        return not any(word in {"would", "could", "might", "may", "will", "can", "should", "must"} for word in helpers)

    def _negated(self, row: Row, k: int) -> bool:
        return any(
            row.scene.words[i] in {"not", "n't", "without", "never"} for i in range(max(0, row.chunks[k].head - 3), row.chunks[k].head)
        )

    def _objects(self, row: Row, k: int, *, killed: bool, at: int | None = None) -> list[Fact]:
        at = row.direct_object(k) if at is None else at
        if at is not None and self._negated(row, k):
            nobody = row.word(at) in words_of.ANYBODY
            return [Fact(killed, _NONE, k, row.span(at), active=False)] if nobody else []
        total: Estimate | None = None
        first = at
        while at is not None and at < len(row):
            chunk = row.chunks[at]
            count = number_of(row, at, harmed=True) if chunk.kind in _PERSONS or row.word(at) in words_of.NOBODY else None
            if count is None or (at != first and (chunk.prep or "and" not in chunk.sep)):
                break
            total = count if total is None else total_of(total, count)
            at += 1
        if total is None or first is None:
            return []
        if row.word(k) in words_of.ONLY_FIGHTERS and row.chunks[first].kind not in {Kind.PEOPLE, Kind.PARTY}:
            return []
        fact = Fact(killed, total, k, row.span(first), victims=first, by=row.subject(k), active=True)
        self._own_places(row, fact, at or k)
        return [fact, *self._elided(row, fact)]

    def _losses(self, row: Row, k: int) -> list[Fact]:
        """As in "six people lost their lives", "the army lost more than 430 servicemen killed and two tanks"."""
        at = row.direct_object(k)
        if at is None:
            return []
        if row.word(at) in {"life", "lives"}:
            subject = self._before(row, k)
            own = row.chunks[at].count if row.chunks[at].number is not None else None
            count = own if own is not None else (None if subject is None else number_of(row, subject))
            return [] if count is None else [Fact(killed=True, count=count, k=k, span=row.span(at), victims=subject)]
        chunk = row.chunks[at]
        if chunk.number is None or chunk.count is None or chunk.kind not in {Kind.PEOPLE, Kind.PARTY, Kind.NUMBER}:
            return []
        fact = Fact(killed=True, count=chunk.count, k=k, span=row.span(at), victims=row.subject(k), active=True, lost=True)
        return [fact]

    def _before(self, row: Row, k: int) -> int | None:
        """The victims in a passive or behind "left ... dead": the grammatical subject, else what stands straight before."""
        token = row.chunks[k].head
        own = [i for i in row.scene.children(token, frozenset({"nsubj", "nsubjpass"})) if i in row.at and row.at[i] < k]
        if own and row.chunks[k].kind is Kind.VERB:
            at = _before_among(row, row.at[own[-1]])
            if row.chunks[at].kind in _PERSONS and number_of(row, at) is not None:
                return at
        at = k - 1
        counted = at >= 0 and row.chunks[at].kind in {Kind.NUMBER, Kind.PEOPLE, Kind.PARTY} and row.chunks[at].number is not None
        if counted and row.chunks[at].prep in {"to", "at", "of"} and not row.chunks[k].sep:
            # "losses amount to 134 killed"
            return at
        while at >= 0 and row.chunks[at].kind is Kind.VERB and (row.is_auxiliary(at) or row.word(at) in _LINKS):
            at -= 1
        while at > 0 and row.chunks[at].kind in _BETWEEN and row.chunks[at].prep and row.chunks[at].prep != "since":
            at -= 1
        if (
            at >= 0
            and (row.chunks[at].kind in _PERSONS or row.word(at) in words_of.NOBODY)
            and row.chunks[at].prep in {"", "since", "that", "with"}
        ):
            return at
        if row.chunks[k].kind is Kind.VERB:
            subject = row.subject(k)
            if subject is not None and (row.chunks[subject].kind in _PERSONS or row.word(subject) in {"he", "she"} | words_of.NOBODY):
                return subject
        return None

    def _own_places(self, row: Row, fact: Fact, start: int) -> None:
        for at in range(start + (1 if start == fact.k else 0), len(row)):
            chunk = row.chunks[at]
            if chunk.kind is Kind.PLACE and chunk.prep in _PLACE_OF:
                fact.places.append(at)
            elif chunk.kind is not Kind.DATE:
                return

    def _elided(self, row: Row, fact: Fact) -> list[Fact]:
        """As in "four people injured in Nikopol and one in Marhanets", "six died in Mora, nobody in Kolofata"."""
        start = fact.places[-1] + 1 if fact.places else len(row)
        if start >= len(row) or row.chunks[start].sep.startswith((":", "(", "–")):
            return []
        return self._placed(row, fact, fact.places[-1] + 1)

    def _placed(self, row: Row, fact: Fact, at: int) -> list[Fact]:
        found: list[Fact] = []
        while at + 1 < len(row):
            chunk, place = row.chunks[at], row.chunks[at + 1]
            none = row.word(at) in words_of.NOBODY
            counted = (chunk.kind is Kind.NUMBER and chunk.count is not None) or none
            if not (counted and chunk.sep and place.kind is Kind.PLACE and place.prep in _PLACE_OF):
                break
            count = _NONE if none or chunk.count is None else chunk.count
            found.append(Fact(fact.killed, count, at, row.span(at), places=[at + 1], by=fact.by, victims=fact.victims))
            at += 2
        return found

    def _lives(self, row: Row, k: int) -> list[Fact]:
        """As in "cost at least 49 lives", "claimed the lives of six people", "cost two traders their lives"."""
        for at in range(k + 1, min(k + 4, len(row))):
            if row.word(at) not in {"lives", "life"}:
                continue
            near = [at, at - 1, *([at + 1] if at + 1 < len(row) and row.chunks[at + 1].prep == "of" else [])]
            counted = next((n for n in near if k < n and row.chunks[n].count is not None), None)
            if counted is None:
                return []
            count = row.chunks[counted].count
            return [] if count is None else [Fact(killed=True, count=count, k=k, span=row.span(counted), active=True, victims=counted)]
        return []

    def _by_noun(self, row: Row, k: int) -> list[Fact]:  # noqa: PLR0911 - one return for each case of the rule
        """As in "three dead, seven wounded", "four deaths", "no casualties", "no dead or injured"."""
        chunk = row.chunks[k]
        if (wounds := self._with_wounds(row, k)) or _earlier_figure(row, k):
            return wounds
        words = {row.scene.words[i] for i in range(chunk.head if chunk.kind is not Kind.NUMBER else chunk.first, chunk.last + 1)}
        if chunk.det == "no" or (chunk.prep == "without" and chunk.number is None) or self._causing_none(row, k):
            return self._none(row, k, words)
        if row.word(k) in {"bodies", "corpses"} and (bodies := self._bodies(row, k)):
            return bodies
        if chunk.count is None or chunk.prep in {"of", "for"} or chunk.number is None:
            return []
        if row.word(k - 1) in words_of.PLURAL_VERBS and k > 1 and not chunk.sep and not chunk.prep and "and" in row.chunks[k - 1].sep:
            return [Fact(killed=False, count=chunk.count, k=k, span=row.span(k), active=True)]
        if words & words_of.DEATHS:
            return [Fact(killed=True, count=chunk.count, k=k, span=row.span(k))]
        if words & words_of.INJURIES:
            return [Fact(killed=False, count=chunk.count, k=k, span=row.span(k))]
        return []

    def _bodies(self, row: Row, k: int) -> list[Fact]:
        """As in "the bodies of 11 miners were recovered", "rescuers found four bodies"."""
        chunk = row.chunks[k]
        behind = row.chunks[k + 1] if k + 1 < len(row) and row.chunks[k + 1].prep == "of" else chunk
        found = any(row.lemma(n) in {"recover", "find", "retrieve", "pull", "discover", "bury"} for n in range(len(row)))
        if behind.count is None or behind.number is None or not found:
            return []
        return [Fact(killed=True, count=behind.count, k=k, span=row.span(k))]

    def _with_wounds(self, row: Row, k: int) -> list[Fact]:
        """As in "left a woman with a concussion", "leaving three dock hands with burns"."""
        if row.chunks[k].prep != "with" or row.word(k) not in words_of.HEALTH or k == 0:
            return []
        left = any(row.chunks[n].kind is Kind.VERB and row.lemma(n) == "leave" for n in range(k))
        # an age may stand between: "a woman, 58, with a concussion"
        at = k - 2 if k > 1 and row.chunks[k - 1].sep and row.scene.words[row.chunks[k - 1].head].isdigit() else k - 1
        count = number_of(row, at, harmed=True) if left and row.chunks[at].kind in _PERSONS else None
        return [] if count is None else [Fact(killed=False, count=count, k=k, span=row.span(at), victims=at, active=True)]

    def _causing_none(self, row: Row, k: int) -> bool:
        """As in "without causing casualties", "did not cause injuries"."""
        return k > 0 and row.chunks[k - 1].kind is Kind.VERB and not row.chunks[k].prep and self._negated(row, k - 1)

    def _none(self, row: Row, k: int, words: set[str]) -> list[Fact]:
        said = set(words)
        chunk = row.chunks[k]
        for i in range(chunk.last + 1, min(chunk.last + 3, row.sentence.tokens.stop)):
            if row.scene.words[i] in {"or", "and"} and i + 1 < row.sentence.tokens.stop:
                said.add(row.scene.words[i + 1])
        if "loss" in said and {"life", "lives"} & set(row.scene.words[chunk.last + 1 : chunk.last + 4]):
            return [Fact(killed=True, count=_NONE, k=k, span=row.span(k))]
        if not said & (words_of.VICTIMS | words_of.DEATHS | words_of.INJURIES | {"killed", "fatal"}):
            return []
        both = bool(said & words_of.VICTIMS)
        found = []
        if both or said & (words_of.DEATHS | {"killed"}):
            found.append(Fact(killed=True, count=_NONE, k=k, span=row.span(k)))
        if both or said & words_of.INJURIES:
            found.append(Fact(killed=False, count=_NONE, k=k, span=row.span(k)))
        return found


def _earlier_figure(row: Row, k: int) -> bool:
    """Whether a figure is the one given before ("Earlier it had given four dead")."""
    before = row.scene.words[row.sentence.tokens.start : row.chunks[k].first]
    return bool({"earlier", "previously", "initially"} & set(before)) and "had" in before


def _fell(row: Row, k: int) -> bool:
    """Whether soldiers are said to have fallen."""
    subject = row.subject(k)
    if subject is None or row.chunks[subject].number is None:
        return False
    ends = k + 1 >= len(row) or bool(row.chunks[k + 1].sep) or row.chunks[k + 1].kind in {Kind.PLACE, Kind.DATE, Kind.VERB}
    return ends and row.words.is_a(row.word(subject), "military")


_LINKS = frozenset(
    {
        "were",
        "was",
        "been",
        "be",
        "confirmed",
        "reported",
        "left",
        "leaves",
        "leaving",
        "are",
        "is",
        "found",
        "pulled",
        "pronounced",
        "declared",
        "recovered",
    }
)
_BETWEEN = frozenset({Kind.PLACE, Kind.DATE, Kind.PARTY, Kind.PEOPLE})


def _undivided(row: Row, facts: list[Fact]) -> list[Fact]:
    """Leave out figures that stand for dead and injured together ("12 people were killed or wounded")."""
    kept = []
    for fact in facts:
        chunk = row.chunks[fact.k]
        tokens = row.scene.words[chunk.head + 1 : chunk.head + 3]
        before = row.scene.words[max(row.sentence.tokens.start, chunk.head - 2) : chunk.head]
        other = words_of.INJURED if fact.killed else words_of.KILLED
        paired = (len(tokens) == 2 and tokens[0] in {"and", "or", "/"} and tokens[1] in other) or (
            len(before) == 2 and before[1] in {"and", "or", "/"} and before[0] in other
        )
        if not paired or fact.count == _NONE or chunk.kind is not Kind.VERB:
            kept.append(fact)
    return kept


def _distinct(facts: list[Fact]) -> list[Fact]:
    seen: set[tuple[bool, int, int]] = set()
    found = []
    for fact in facts:
        key = (fact.killed, fact.span.start, fact.span.end)
        if key not in seen:
            seen.add(key)
            found.append(fact)
    return found


def _before_among(row: Row, at: int) -> int:
    """The people of whom some are named: the six in "six people, among them two children, were killed"."""
    named = at >= 2 and row.chunks[at - 1].kind is Kind.PRONOUN and row.chunks[at - 1].prep in {"among", "of"}
    return at - 2 if named and row.chunks[at - 2].kind in _PERSONS else at
