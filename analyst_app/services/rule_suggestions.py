"""Rules proposed from corrections: what an analyst changed the same way at least twice, and seldom left as it was."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from analyst_app.domain.corrections import Decisions, LabelDecision, PartyDecision, PlacesDecision
from analyst_app.domain.own_rules import (
    NotAttackRule,
    OrganisationRule,
    OwnRules,
    PartyRule,
    PlaceRule,
    Rule,
    WeaponFamily,
    WeaponRule,
    bare,
    first_problem,
    rule_key,
    where,
)
from analyst_app.domain.places import Place
from analyst_app.domain.rule_merging import compare, with_rule
from analyst_app.domain.spans import Label
from analyst_app.services.workbench import Workbench
from analyst_app.storage.queries.corrections import decisions

TIMES = 2
"""How often a correction must have been made before a rule is proposed."""

_FAMILIES = frozenset(family.value for family in WeaponFamily)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A rule, how many corrections speak for it, and these in a sentence. `key` tells it from others, for dismissing."""

    rule: Rule
    times: int
    reason: str

    @property
    def key(self) -> str:
        """The same for the same proposal, however many corrections speak for it."""
        return "|".join(f"{name}={getattr(self.rule, name)}" for name in self.rule.__dataclass_fields__ if name != "note")


def suggestions(workbench: Workbench, *, rules: OwnRules, dismissed: Iterable[str] = ()) -> tuple[Suggestion, ...]:
    """What could be added to these rules, the most often corrected first, without what was dismissed."""
    from analyst_app.extraction.words.lexicons import load  # noqa: PLC0415 - imports spaCy, which the window does at leisure

    with workbench.database.reading() as session:
        found = decisions(session)
    lexicons = load(rules)
    away = frozenset(dismissed)
    proposed = [
        *_parties(found, lexicons.could_name_a_party, set(lexicons.parties.canonical)),
        *_places(found.places),
        *_labels(found.labels),
    ]
    fresh = [
        one
        for one in proposed
        if one.key not in away and not _said_already(one.rule, rules, lexicons.party) and first_problem(with_rule(rules, one.rule)) is None
    ]
    return tuple(sorted(fresh, key=lambda one: (-one.times, one.reason)))


def _said_already(rule: Rule, rules: OwnRules, party: Callable[[str], str | None]) -> bool:
    if isinstance(rule, PartyRule) and party((*rule.names, rule.party)[0]) == rule.party:
        return True
    new = compare(rules, with_rule(OwnRules(), rule))
    return new.known > 0


def _parties(found: Decisions, could_name: Callable[[str], bool], known: set[str]) -> Iterator[Suggestion]:
    """Names that were given another party. A target is one only where it is known as a party."""
    known = known | {one.confirmed for one in found.parties if one.field == "actor" and one.confirmed}
    names: dict[str, str] = {}
    changed: dict[str, Counter[str]] = defaultdict(Counter)
    left: Counter[str] = Counter()
    for one in found.parties:
        words = bare(_said(one, known))
        if one.proposed == one.confirmed:
            left[rule_key(words)] += 1
        elif one.confirmed in known:
            names.setdefault(rule_key(words), words)
            changed[rule_key(words)][one.confirmed or ""] += 1
    for key, parties in changed.items():
        party, times = parties.most_common(1)[0]
        if times >= TIMES and times > left[key] + parties.total() - times and could_name(names[key]):
            if key == rule_key(party):
                yield Suggestion(PartyRule(party), times, f"You entered the party {party} {times} times.")
            else:
                yield Suggestion(PartyRule(party, (names[key],)), times, f"You changed “{names[key]}” to {party} {times} times.")


def _said(one: PartyDecision, known: set[str]) -> str:
    """The words of the report; where the field rests on none, what was proposed, unless that is a party's own name."""
    return one.words or ("" if one.proposed is None or one.proposed in known else one.proposed)


def _places(found: Iterable[PlacesDecision]) -> Iterator[Suggestion]:
    """Place names that were given another place."""
    chosen: dict[str, Counter[Place]] = defaultdict(Counter)
    names: dict[str, str] = {}
    for one in found:
        for words, place in _replaced(one):
            names.setdefault(rule_key(words), words)
            chosen[rule_key(words)][place] += 1
    for key, places in chosen.items():
        place, times = places.most_common(1)[0]
        if times >= TIMES and times > places.total() - times:
            reason = f"You chose {where(place)} for “{names[key]}” {times} times."
            yield Suggestion(PlaceRule(names[key], place), times, reason)


def _replaced(one: PlacesDecision) -> Iterator[tuple[str, Place]]:
    """A proposed place's words with the place that took its place, under the same name or as the only change."""
    gone = [place for place in one.proposed if not any(_same(place, kept) for kept in one.confirmed)]
    come = [place for place in one.confirmed if place.lat is not None and not any(_same(place, old) for old in one.proposed)]
    for old in gone:
        names = {rule_key(name) for name in (old.text, old.name or "") if name}
        namesakes = [new for new in come if names & {rule_key(new.text), rule_key(new.name or "")}]
        if len(namesakes) == 1 or (len(gone) == len(come) == 1):
            new = (namesakes or come)[0]
            words = bare(old.text)
            yield words, Place(**{**{name: getattr(new, name) for name in new.__dataclass_fields__}, "text": words})


def _same(one: Place, other: Place) -> bool:
    return (one.place_id, one.label, one.lat, one.lon) == (other.place_id, other.label, other.lat, other.lon)


def _labels(found: Iterable[LabelDecision]) -> Iterator[Suggestion]:
    """Words that were marked as weapons or organisations, or whose mark as an attack was taken off."""
    by_words: dict[str, list[LabelDecision]] = defaultdict(list)
    for one in found:
        by_words[rule_key(one.words)].append(one)
    for made in by_words.values():
        words = bare(made[0].words)
        for label, suggest in _SUGGESTED.items():
            changed = [one for one in made if one.decided is label and one.proposed is not label]
            against = len([one for one in made if one.decided is not label])
            if len(changed) >= TIMES and len(changed) > against:
                yield suggest(words, changed)
        unmarked = [one for one in made if one.proposed is Label.ATTACK and one.decided is not Label.ATTACK]
        kept = [one for one in made if one.decided is Label.ATTACK]
        if len(unmarked) >= TIMES and len(unmarked) > len(kept):
            yield Suggestion(NotAttackRule(words), len(unmarked), f"You took the mark of an attack off “{words}” {len(unmarked)} times.")


def _organisation(words: str, made: list[LabelDecision]) -> Suggestion:
    return Suggestion(OrganisationRule(words), len(made), f"You marked “{words}” as an organisation {len(made)} times.")


def _weapon(words: str, made: list[LabelDecision]) -> Suggestion:
    """The weapon makes the attack that most of the events beside it are; where these are no attacks of weapons, none."""
    types = Counter(one.type for one in made if one.type is not None and one.type.value in _FAMILIES)
    family = WeaponFamily(types.most_common(1)[0][0].value) if types else WeaponFamily.EQUIPMENT
    beside = "" if family is WeaponFamily.EQUIPMENT else f", mostly beside a {family.replace('_', ' ')}"
    return Suggestion(WeaponRule(words, family), len(made), f"You marked “{words}” as a weapon {len(made)} times{beside}.")


_SUGGESTED: Mapping[Label, Callable[[str, list[LabelDecision]], Suggestion]] = {Label.ORGANISATION: _organisation, Label.WEAPON: _weapon}
