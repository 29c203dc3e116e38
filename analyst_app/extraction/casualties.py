"""Dead and injured: what a sentence says of them, and to which event it belongs."""

from dataclasses import dataclass, field

from analyst_app.domain.estimates import Estimate
from analyst_app.domain.ontology import EventType
from analyst_app.domain.spans import Span
from analyst_app.extraction.chunk import Kind
from analyst_app.extraction.drafts import Draft, Found
from analyst_app.extraction.row import Row

_KILLED = frozenset(
    {
        "killed",
        "killing",
        "kill",
        "kills",
        "dead",
        "died",
        "die",
        "dies",
        "dying",
        "slain",
        "perished",
        "executed",
        "beheaded",
        "slaughtered",
        "succumbed",
    }
)
_INJURED = frozenset(
    {
        "injured",
        "injuring",
        "injure",
        "injures",
        "wounded",
        "wounding",
        "wound",
        "wounds",
        "hurt",
        "hurting",
        "maimed",
        "hospitalised",
        "hospitalized",
    }
)
_INTRANSITIVE = frozenset({"died", "die", "dies", "dying", "perished", "succumbed"})
_DEATHS = frozenset({"deaths", "death", "fatalities", "fatality", "dead", "lives"})
_INJURIES = frozenset({"injuries", "injury", "wounded", "injured"})
_PERSONS = frozenset({Kind.PEOPLE, Kind.PARTY, Kind.NUMBER, Kind.BODY, Kind.THING})
_CAUSES = frozenset({"by", "in", "from", "during", "after", "as", "when", "of"})
_TAKE = frozenset({"cost", "claimed", "claiming", "costing", "claim"})


@dataclass(slots=True)
class Fact:
    """So many killed or injured, told by the words at chunk `k`. `places` are its own; `party` the chunk of the victims' side."""

    killed: bool
    count: Estimate
    k: int
    span: Span
    places: list[int] = field(default_factory=list)
    victims: int | None = None
    by: int | None = None
    toll: bool = False
    active: bool = False


class CasualtyReader:
    """Reads the casualties of a row."""

    def read(self, row: Row) -> list[Fact]:
        """All that a row says of dead and injured, in order."""
        found = [*self._tolls(row)]
        taken = {fact.k for fact in found}
        for k, chunk in enumerate(row.chunks):
            if k in taken:
                continue
            if chunk.kind is Kind.VERB or (row.word(k) == "dead" and chunk.number is None):
                found.extend(self._by_word(row, k))
            elif chunk.kind in {Kind.NUMBER, Kind.PEOPLE, Kind.THING}:
                found.extend(self._by_noun(row, k))
        return sorted(_distinct(found), key=lambda fact: fact.k)

    def _by_word(self, row: Row, k: int) -> list[Fact]:
        word = row.word(k)
        if word in _TAKE:
            return self._lives(row, k)
        killed = word in _KILLED
        if not killed and word not in _INJURED:
            return []
        chunk = row.chunks[k]
        if chunk.kind is Kind.VERB and not self._happened(row, k):
            return []
        active = chunk.kind is Kind.VERB and word not in _INTRANSITIVE and not row.is_passive(k) and row.direct_object(k) is not None
        if active:
            return self._objects(row, k, killed=killed)
        victim = self._before(row, k)
        count = None if victim is None else self._number(row, victim)
        if victim is None or count is None:
            return []
        fact = Fact(killed, count, k, row.scene.span(chunk.head, chunk.head), victims=victim)
        self._own_places(row, fact, k)
        return [fact, *self._elided(row, fact)]

    def _happened(self, row: Row, k: int) -> bool:
        helpers = row.auxiliaries(k)
        return not any(word in {"would", "could", "might", "may", "will", "can"} for word in helpers)

    def _objects(self, row: Row, k: int, *, killed: bool) -> list[Fact]:
        at = row.direct_object(k)
        facts: list[Fact] = []
        total: Estimate | None = None
        first = at
        while at is not None and at < len(row):
            chunk = row.chunks[at]
            count = self._number(row, at) if chunk.kind in _PERSONS else None
            if count is None or (at != first and (chunk.prep or "and" not in chunk.sep)):
                break
            total = count if total is None else _sum(total, count)
            at += 1
        if total is not None and first is not None:
            fact = Fact(killed, total, k, row.span(first), victims=first, by=row.subject(k), active=True)
            self._own_places(row, fact, at or k)
            facts.append(fact)
            facts.extend(self._elided(row, fact))
        return facts

    def _before(self, row: Row, k: int) -> int | None:
        """The victims in a passive or behind "left ... dead": straight before, else the subject."""
        at = k - 1
        while (
            at >= 0
            and row.chunks[at].kind is Kind.VERB
            and (row.is_auxiliary(at) or row.word(at) in {"were", "was", "been", "be", "confirmed", "reported"})
        ):
            at -= 1
        while (
            at > 0
            and row.chunks[at].kind in {Kind.PLACE, Kind.DATE, Kind.PARTY, Kind.PEOPLE}
            and row.chunks[at].prep
            and row.chunks[at].prep != "since"
        ):
            at -= 1
        if at >= 0 and row.chunks[at].kind in _PERSONS and row.chunks[at].prep in {"", "since", "that"}:
            return at
        if row.chunks[k].kind is Kind.VERB:
            subject = row.subject(k)
            if subject is not None and row.chunks[subject].kind in _PERSONS:
                return subject
        return None

    def _number(self, row: Row, k: int) -> Estimate | None:
        chunk = row.chunks[k]
        if chunk.kind is Kind.THING and not (chunk.count is not None and chunk.number is None and row.scene.tags[chunk.head] == "NN"):
            return None
        if chunk.det in {"no", "neither"}:
            return Estimate.exactly(0)
        if chunk.count is not None:
            return chunk.count
        if (
            chunk.kind is Kind.PEOPLE
            and not chunk.plural
            and row.word(k) not in {"staff", "personnel", "police", "troops", "crew", "family"}
        ):
            return Estimate.exactly(1)
        return None

    def _own_places(self, row: Row, fact: Fact, start: int) -> None:
        for at in range(start + (1 if start == fact.k else 0), len(row)):
            chunk = row.chunks[at]
            if chunk.kind is Kind.PLACE and chunk.prep in {"in", "at", "near", "on"}:
                fact.places.append(at)
            elif chunk.kind is not Kind.DATE:
                return

    def _elided(self, row: Row, fact: Fact) -> list[Fact]:
        """As in "four people injured in Nikopol and one in Marhanets"."""
        if not fact.places:
            return []
        at = fact.places[-1] + 1
        if (
            at + 1 < len(row)
            and row.chunks[at].kind is Kind.NUMBER
            and row.chunks[at].sep
            and row.chunks[at + 1].kind is Kind.PLACE
            and row.chunks[at].count is not None
        ):
            return [Fact(fact.killed, row.chunks[at].count, at, row.span(at), places=[at + 1])]  # type: ignore[arg-type]
        return []

    def _lives(self, row: Row, k: int) -> list[Fact]:
        at = row.direct_object(k)
        if at is None or row.word(at) not in {"lives", "life"} or row.chunks[at].count is None:
            return []
        return [Fact(killed=True, count=row.chunks[at].count, k=k, span=row.span(at), active=True)]  # type: ignore[arg-type]

    def _by_noun(self, row: Row, k: int) -> list[Fact]:
        """As in "three dead, seven wounded", "four deaths", "no casualties"."""
        chunk = row.chunks[k]
        words = {row.scene.words[i] for i in range(chunk.head if chunk.kind is not Kind.NUMBER else chunk.first, chunk.last + 1)}
        if chunk.det == "no" and words & {"casualties", "injuries", "victims"}:
            none = Estimate.exactly(0)
            both = [Fact(killed=False, count=none, k=k, span=row.span(k))]
            return [*both, Fact(killed=True, count=none, k=k, span=row.span(k))] if words & {"casualties", "victims"} else both
        if chunk.count is None or chunk.prep in {"of", "for"}:
            return []
        if words & _DEATHS and chunk.number is not None:
            return [Fact(killed=True, count=chunk.count, k=k, span=row.span(k))]
        if words & _INJURIES and chunk.number is not None:
            return [Fact(killed=False, count=chunk.count, k=k, span=row.span(k))]
        return []

    def _tolls(self, row: Row) -> list[Fact]:
        """As in "The death toll rose to five", "the number of injured now stands at 31"."""
        found: list[Fact] = []
        words = row.scene.words
        for k, chunk in enumerate(row.chunks):
            span = range(chunk.first, chunk.last + 1)
            toll = "toll" in {words[i] for i in span}
            number = "number" in {words[i] for i in span} or row.word(k) == "number"
            about = " ".join(words[chunk.first : min(chunk.last + 5, row.sentence.tokens.stop)])
            if not (toll or (number and any(w in about for w in ("injured", "wounded", "dead", "killed", "victims", "deaths")))):
                continue
            at = next(
                (
                    n
                    for n in range(k + 1, len(row))
                    if row.chunks[n].kind in {Kind.NUMBER, Kind.PEOPLE} and row.chunks[n].prep in {"at", "to"} and row.chunks[n].count
                ),
                None,
            )
            if at is None and toll:
                at = next(
                    (n for n in range(k) if row.chunks[n].kind is Kind.NUMBER and row.chunks[n].prep == "to" and row.chunks[n].count), None
                )
            if at is not None:
                killed = toll or not any(w in about for w in ("injured", "wounded"))
                found.append(Fact(killed, row.chunks[at].count, at, row.span(at), toll=True))  # type: ignore[arg-type]
        return found


def _distinct(facts: list[Fact]) -> list[Fact]:
    seen: set[tuple[bool, int, int]] = set()
    found = []
    for fact in facts:
        key = (fact.killed, fact.span.start, fact.span.end)
        if key not in seen:
            seen.add(key)
            found.append(fact)
    return found


def _sum(a: Estimate, b: Estimate) -> Estimate:
    low = None if a.low is None or b.low is None else a.low + b.low
    high = None if a.high is None or b.high is None else a.high + b.high
    return Estimate(low, a.best + b.best, high)


def give(draft: Draft, fact: Fact) -> None:
    """Enter a fact into an event; a figure told later stands, and a toll never falls."""
    found = Found(fact.count, fact.span, 0.88)
    old = draft.killed if fact.killed else draft.injured
    if old is not None and (old.value.best >= fact.count.best):
        return
    if fact.killed:
        draft.killed = found
    else:
        draft.injured = found


def choose(row: Row, fact: Fact, drafts: list[Draft]) -> Draft | None:
    """The event of the same sentence that a fact belongs to."""
    able = [d for d in drafts if d.type.is_attack or d.type is EventType.INTERCEPTION]
    if fact.places:
        names = {row.text(at) for at in fact.places}
        here = [d for d in able if names & {p.text for p in d.places}]
        if here:
            return here[0]
    if not able:
        return None
    before = [d for d in able if d.chunk < fact.k]
    after = [d for d in able if d.chunk > fact.k]
    if not fact.active and after and not (before and _continues(row, fact, before[-1])):
        return after[0]
    return _principal(before) if before else (after[0] if after else None)


def _continues(row: Row, fact: Fact, draft: Draft) -> bool:
    """Whether the fact is told of the event before it: nothing but a comma, colon or semicolon between, and no new sentence part behind."""
    return not any(
        ";" in row.chunks[at].sep or (row.chunks[at].sep == "and" and row.chunks[at].kind is Kind.PARTY)
        for at in range(draft.chunk + 1, fact.k)
    )


def _principal(drafts: list[Draft]) -> Draft:
    """Of several events before a fact the last attack; its first draft where one trigger gave several."""
    attacks = [d for d in drafts if d.type.is_attack] or drafts
    last = attacks[-1].chunk
    return next(d for d in attacks if d.chunk == last)
