"""Two sets of own rules brought together: what a colleague's add to mine, where they contradict, and the sum of both.

Rules are taken apart into sayings, each of which gives one name one meaning, so that a table with ten names is no all or nothing.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from analyst_app.domain.own_rules import (
    NotAttackRule,
    OrganisationRule,
    OwnRules,
    PartyKind,
    PartyRule,
    PlaceRule,
    Rule,
    WeaponRule,
    meaning_of,
    rule_key,
)

type Key = tuple[str, ...]
"""What a saying speaks of: a name, a place name under its conditions, or words that are no attack. Two of one key contradict."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One name and what it means; `rule` says this and nothing else."""

    key: Key
    words: str
    rule: Rule

    @property
    def meaning(self) -> str:
        """What the words mean, for people."""
        country = isinstance(self.rule, PartyRule) and self.rule.kind is PartyKind.STATE
        return f"{meaning_of(self.rule)}, a country" if country else meaning_of(self.rule)

    @property
    def conditions(self) -> str:
        """In which reports a place's name means that: "near Kupiansk, Oskil; in Kharkiv"; "" where in all."""
        if not isinstance(self.rule, PlaceRule):
            return ""
        near = f"near {', '.join(self.rule.near)}" if self.rule.near else ""
        return "; ".join(part for part in (near, self.rule.region and f"in {self.rule.region}") if part)

    def agrees(self, other: "Saying") -> bool:
        """Whether both give the words the same meaning; notes do not matter."""
        return _content(self.rule) == _content(other.rule)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two meanings of one name."""

    mine: Saying
    theirs: Saying


@dataclass(frozen=True, slots=True)
class Comparison:
    """What other rules bring: sayings that are new, those that contradict mine, and how many I have already."""

    additions: tuple[Saying, ...]
    conflicts: tuple[Conflict, ...]
    known: int


def sayings(rules: Iterable[Rule]) -> tuple[Saying, ...]:
    """The rules taken apart, in their order."""
    return tuple(saying for rule in rules for saying in _apart(rule))


def compare(mine: OwnRules, theirs: OwnRules) -> Comparison:
    """What `theirs` would bring to `mine`."""
    held = {saying.key: saying for saying in sayings(mine)}
    additions: dict[Key, Saying] = {}
    conflicts: dict[Key, Conflict] = {}
    known = 0
    for saying in sayings(theirs):
        own = held.get(saying.key)
        if own is None:
            additions.setdefault(saying.key, saying)
        elif own.agrees(saying):
            known += 1
        else:
            conflicts.setdefault(saying.key, Conflict(own, saying))
    return Comparison(tuple(additions.values()), tuple(conflicts.values()), known)


def joined(mine: OwnRules, theirs: OwnRules, *, prefer: Collection[Key] = ()) -> OwnRules:
    """Mine with what `theirs` add; of two that contradict, mine stays unless its key is in `prefer`."""
    found = compare(mine, theirs)
    changed = {conflict.mine.key: conflict.theirs for conflict in found.conflicts if conflict.mine.key in prefer}
    return assembled([*(changed.get(saying.key, saying) for saying in sayings(mine)), *found.additions])


def with_rule(rules: OwnRules, rule: Rule) -> OwnRules:
    """The rules with one more, which goes before those that it contradicts."""
    return joined(rules, assembled(_apart(rule)), prefer={saying.key for saying in _apart(rule)})


def assembled(parts: Iterable[Saying]) -> OwnRules:
    """Rules of sayings; the names of one party are one rule again. What is said twice is kept once."""
    parties: dict[tuple[str, PartyKind], PartyRule] = {}
    others: dict[tuple[type, Key], Rule] = {}
    for saying in parts:
        rule = saying.rule
        if not isinstance(rule, PartyRule):
            others.setdefault((type(rule), saying.key), rule)
            continue
        before = parties.get((rule.party, rule.kind))
        parties[rule.party, rule.kind] = rule if before is None else _together(before, rule)
    kept = others.values()
    return OwnRules(
        parties=tuple(parties.values()),
        weapons=tuple(rule for rule in kept if isinstance(rule, WeaponRule)),
        organisations=tuple(rule for rule in kept if isinstance(rule, OrganisationRule)),
        places=tuple(rule for rule in kept if isinstance(rule, PlaceRule)),
        not_attacks=tuple(rule for rule in kept if isinstance(rule, NotAttackRule)),
    )


def _apart(rule: Rule) -> Iterator[Saying]:
    match rule:
        case PartyRule():
            for name in rule.names:
                yield Saying(("name", rule_key(name)), name, replace(rule, names=(name,), demonyms=()))
            for name in rule.demonyms:
                yield Saying(("name", rule_key(name)), name, replace(rule, names=(), demonyms=(name,)))
            if not rule.names and not rule.demonyms:
                yield Saying(("name", rule_key(rule.party)), rule.party, rule)
        case WeaponRule() | OrganisationRule():
            yield Saying(("name", rule_key(rule.name)), rule.name, rule)
        case PlaceRule():
            near = sorted(rule_key(words) for words in rule.near)
            yield Saying(("place", rule_key(rule.words), rule_key(rule.region), *near), rule.words, rule)
        case NotAttackRule():
            yield Saying(("no attack", rule_key(rule.words)), rule.words, rule)


def _content(rule: Rule) -> tuple[object, ...]:
    match rule:
        case PartyRule():
            return (PartyRule, rule.party, rule.kind)
        case WeaponRule():
            return (WeaponRule, rule.family)
        case PlaceRule():
            place = rule.place
            return (PlaceRule, None) if place is None else (PlaceRule, place.place_id, place.label, place.admin1, place.lat, place.lon)
        case OrganisationRule() | NotAttackRule():
            return (type(rule),)


def _together(first: PartyRule, more: PartyRule) -> PartyRule:
    notes = dict.fromkeys(note for note in (*first.note.split("; "), more.note) if note)
    return replace(
        first,
        names=tuple(dict.fromkeys((*first.names, *more.names))),
        demonyms=tuple(dict.fromkeys((*first.demonyms, *more.demonyms))),
        note="; ".join(notes),
    )
