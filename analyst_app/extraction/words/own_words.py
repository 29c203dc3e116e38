"""What an analyst's own rules add to the word lists: rows that go before the shipped ones, and words that settle a label.

Which place a name means is no matter of words; that is decided in `gazetteer/own_places.py`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from analyst_app.domain.own_rules import NO_RULES, OwnRules, PartyKind, PartyRule, WeaponRule, bare
from analyst_app.domain.spans import Label
from analyst_app.extraction.entities.view import Candidate, View
from analyst_app.extraction.words.phrases import PhraseTable, fold, plural

_SURE, _LIKELY = 9, 1
"""Weights of candidates that the analyst's rules make. Of equally long ones a sure one is taken before any other; a place, whose
rule says which it is and not that it is one, behind those that other finders are sure of."""

type Tables = dict[str, Mapping[str, Any]]


class OwnWords:
    """The analyst's names that settle their label, and the words that are never an attack."""

    def __init__(self, rules: OwnRules = NO_RULES) -> None:
        self.version = rules.version
        self._labels: PhraseTable[tuple[Label, bool]] = PhraseTable()
        self._never: PhraseTable[bool] = PhraseTable()
        for organisation in rules.organisations:
            self._add(organisation.name, Label.ORGANISATION)
        for weapon in rules.weapons:
            # One in small letters is a common noun, which the weapons' own finder reads with more care.
            if _has_capital(weapon.name):
                self._add(weapon.name, Label.WEAPON)
                self._add(plural(weapon.name), Label.WEAPON)
        self._places: PhraseTable[bool] = PhraseTable()
        for place in rules.places:
            self._places.add(place.words, value=True)
            # A single word is weighed as any other name; "Post 217" is seen by no finder of names.
            if " " in place.words and _has_capital(place.words):
                self._add(place.words, Label.LOCATION)
        for words in rules.not_attacks:
            self._never.add(words.words, value=True)
            self._never.add(plural(words.words), value=True)

    def find(self, view: View) -> Iterator[Candidate]:
        """Every organisation, weapon and place of the analyst's; one written in capitals is found only so."""
        if not len(self._labels):
            return
        for i in range(len(view)):
            found = self._labels.longest_at(view.keys, i)
            if found is None or not view.phrase(i, i + found.length):
                continue
            label, capital = found.value
            if not capital or view.words[i].has_capital:
                yield Candidate(i, i + found.length, label, None, _LIKELY if label is Label.LOCATION else _SURE)

    def names_place(self, keys: Sequence[str]) -> bool:
        """Whether a rule says which place these folded words mean, so that they can mean one."""
        return self._places.of(keys) is not None

    def keep(self, view: View, candidates: list[Candidate]) -> list[Candidate]:
        """The candidates without the attacks that the analyst says are none."""
        if not len(self._never):
            return candidates
        never = {
            at
            for i in range(len(view))
            if (found := self._never.longest_at(view.keys, i)) is not None and view.phrase(i, i + found.length)
            for at in range(i, i + found.length)
        }
        return [c for c in candidates if c.label is not Label.ATTACK or never.isdisjoint(range(c.start, c.end))]

    def _add(self, name: str, label: Label) -> None:
        self._labels.add(name, (label, _has_capital(name)))


def with_own(tables: Tables, rules: OwnRules) -> Tables:
    """The tables of the word lists with the rules' rows first; a name that the rules give to one list leaves the others."""
    if not len(rules):
        return tables
    known = {row["name"]: row for row in tables["parties"]["party"]}
    parties = [_party(rule, known) for rule in rules.parties]
    bodies = [{"names": [rule.name for rule in rules.organisations]}]
    forces = {fold(noun) for noun in tables["parties"]["forces"]["nouns"]}
    ours = {fold(bare(name)) for rule in rules.parties for name in (rule.party, *rule.names, *rule.demonyms)}
    theirs = {fold(rule.name) for rule in rules.organisations}

    def elsewhere(name: str) -> bool:
        # Whose fighters they are is decided by the name: the rule for "Wagner" goes for "Wagner fighters", too.
        words = fold(name).split()
        return " ".join(words) in theirs or any(
            " ".join(words[:at]) in ours and " ".join(words[at:]) in forces for at in range(1, len(words))
        )

    shipped_parties = [_without(row, elsewhere) for row in tables["parties"]["party"]]
    shipped_bodies = [_without(row, lambda name: fold(name) in ours) for row in tables["organisations"]["organisation"]]
    weapons = [_weapon(rule) for rule in rules.weapons]
    return {
        **tables,
        "parties": {**tables["parties"], "party": [*parties, *shipped_parties]},
        "organisations": {**tables["organisations"], "organisation": [*bodies, *shipped_bodies]},
        "weapons": {**tables["weapons"], "weapon": [*weapons, *tables["weapons"]["weapon"]]},
    }


def _party(rule: PartyRule, known: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A row of the parties' list. What is written in small letters is a body there, which needs no capital to be found."""
    names = [bare(name) for name in (rule.names if rule.party in known else (rule.party, *rule.names))]
    demonyms = [bare(name) for name in rule.demonyms]
    row: dict[str, Any] = {
        "name": rule.party,
        "names": [name for name in names if _has_capital(name)],
        "demonyms": [name for name in demonyms if _has_capital(name)],
        "bodies": [name for name in (*names, *demonyms) if not _has_capital(name)],
    }
    if rule.kind is PartyKind.STATE:
        row["country"] = known.get(rule.party, {}).get("country", "")
    return row


def _weapon(rule: WeaponRule) -> dict[str, Any]:
    """A row of the weapons' list: a name in capitals is a model, one in small letters a noun, too."""
    row: dict[str, Any] = {"type": rule.family.type, "models": [rule.name, plural(rule.name)]}
    return row if _has_capital(rule.name) else {**row, "heads": [rule.name]}


def _without(row: Mapping[str, Any], elsewhere: Callable[[str], bool]) -> Mapping[str, Any]:
    return {key: [one for one in value if not elsewhere(one)] if isinstance(value, list) else value for key, value in row.items()}


def _has_capital(name: str) -> bool:
    return name != name.lower()
