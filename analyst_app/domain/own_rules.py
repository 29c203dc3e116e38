"""An analyst's own rules: further names of parties, weapons and organisations, which place a name means, what is no attack.

Says what a rule is and when rules contradict one another; knows neither the file they stand in nor what the extraction does with them.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from analyst_app.domain.ontology import EventType
from analyst_app.domain.places import Place

LONGEST_NAME = 120
"""Characters; nothing longer is a name, and the gazetteer looks up nothing longer either."""

_ARTICLES = frozenset({"the", "a", "an"})
_PLAIN = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-"})


class PartyKind(StrEnum):
    """What the names of a party stand for: always those who fight, or a country, which can be a place, too."""

    GROUP = "group"
    STATE = "state"


class WeaponFamily(StrEnum):
    """The attack that a weapon makes; `equipment` makes none."""

    AIRSTRIKE = "airstrike"
    DRONE_STRIKE = "drone_strike"
    MISSILE_STRIKE = "missile_strike"
    SHELLING = "shelling"
    EXPLOSION = "explosion"
    EQUIPMENT = "equipment"

    @property
    def type(self) -> EventType | None:
        """The event type of such an attack, None for mere equipment."""
        return None if self is WeaponFamily.EQUIPMENT else EventType(self.value)


@dataclass(frozen=True, slots=True)
class PartyRule:
    """Names that stand for a party. A name in capitals is found only so; one in small letters in any spelling.

    `demonyms` are adjectives and people ("Wagnerite"). A party that the program does not know is known by `party` itself, too.
    """

    party: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    kind: PartyKind = PartyKind.GROUP
    note: str = ""


@dataclass(frozen=True, slots=True)
class WeaponRule:
    """A weapon's name or model, found with its plural, and the attack that it makes."""

    name: str
    family: WeaponFamily
    note: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationRule:
    """The name of a body that does not fight."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlaceRule:
    """Which place a report means by `words`; `place` None says that it is none that the gazetteer knows.

    The rule holds in reports that have one of the words of `near`, and that name `region` or a place in it; where both are
    empty, in every report. A place without coordinates is looked up by its id, name and divisions.
    """

    words: str
    place: Place | None
    near: tuple[str, ...] = ()
    region: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NotAttackRule:
    """Words that never name an attack, such as "fire station"."""

    words: str
    note: str = ""


type Rule = PartyRule | WeaponRule | OrganisationRule | PlaceRule | NotAttackRule


class Section(StrEnum):
    """The tables of the rules, in their order; the value is the table's name in the file."""

    PARTIES = "party"
    WEAPONS = "weapon"
    ORGANISATIONS = "organisation"
    PLACES = "place"
    NOT_ATTACKS = "not_attack"


@dataclass(frozen=True, slots=True)
class OwnRules:
    """All rules of one analyst."""

    parties: tuple[PartyRule, ...] = ()
    weapons: tuple[WeaponRule, ...] = ()
    organisations: tuple[OrganisationRule, ...] = ()
    places: tuple[PlaceRule, ...] = ()
    not_attacks: tuple[NotAttackRule, ...] = ()

    def section(self, section: Section) -> tuple[Rule, ...]:
        """The rules of one table."""
        tables: dict[Section, tuple[Rule, ...]] = {
            Section.PARTIES: self.parties,
            Section.WEAPONS: self.weapons,
            Section.ORGANISATIONS: self.organisations,
            Section.PLACES: self.places,
            Section.NOT_ATTACKS: self.not_attacks,
        }
        return tables[section]

    def __iter__(self) -> Iterator[Rule]:
        for section in Section:
            yield from self.section(section)

    def __len__(self) -> int:
        return sum(len(self.section(section)) for section in Section)

    @property
    def version(self) -> str:
        """Changes with everything that changes an extraction, so not with notes; "" where there are no rules."""
        if not len(self):
            return ""
        meant = [[getattr(rule, name) for name in rule.__dataclass_fields__ if name != "note"] for rule in self]
        return hashlib.sha256(repr(meant).encode("utf-8", "replace")).hexdigest()[:8]


NO_RULES = OwnRules()


def bare(words: str) -> str:
    """A name as rules keep it: single spaces, and no article before it, since reports' names are marked without."""
    parts = words.split()
    return " ".join(parts[1:] if len(parts) > 1 and parts[0].lower() in _ARTICLES else parts)


def rule_key(words: str) -> str:
    """The form in which the names of rules are compared."""
    return bare(words).translate(_PLAIN).casefold()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one rule: in which table, which of its rules (from 0), which field, and a sentence."""

    section: Section
    index: int
    field: str
    sentence: str


def first_problem(rules: OwnRules) -> Problem | None:
    """The first thing that is wrong with the rules; None where they can be used."""
    taken: dict[str, str] = {}
    for section in Section:
        for index, rule in enumerate(rules.section(section)):
            for field, sentence in _problems(rule, taken):
                return Problem(section, index, field, sentence)
    return None


def _problems(rule: Rule, taken: dict[str, str]) -> Iterator[tuple[str, str]]:
    for field, words in _names(rule):
        if (fault := _fault_of_name(words)) is not None:
            yield field, fault
        meaning = meaning_of(rule)
        if field != "party" and not isinstance(rule, PlaceRule | NotAttackRule):
            known = taken.setdefault(rule_key(words), meaning)
            if known != meaning:
                yield field, f"“{words}” stands for two things: {known}, and {meaning}. Keep one of the two."
    if isinstance(rule, PlaceRule) and rule.place is not None:
        yield from _problems_of_place(rule.place)


def _names(rule: Rule) -> Iterator[tuple[str, str]]:
    match rule:
        case PartyRule():
            yield "party", rule.party
            yield from (("names", name) for name in rule.names)
            yield from (("demonyms", name) for name in rule.demonyms)
        case WeaponRule() | OrganisationRule():
            yield "name", rule.name
        case PlaceRule():
            yield "words", rule.words
            yield from (("near", words) for words in rule.near)
        case NotAttackRule():
            yield "words", rule.words


def _fault_of_name(words: str) -> str | None:
    if not any(c.isalnum() for c in words):
        return "A name is missing. Write one with letters."
    if len(words) > LONGEST_NAME:
        return f"“{words[:30]}…” is too long for a name. Write at most {LONGEST_NAME} characters."
    if not words.isprintable():
        return f"“{words.split(maxsplit=1)[0]}…” holds signs that cannot be printed. Type the name again."
    return None


def _problems_of_place(place: Place) -> Iterator[tuple[str, str]]:
    if (place.lat is None) != (place.lon is None):
        yield ("lon" if place.lat is None else "lat"), f"“{place.label}” has only one coordinate. Give both lat and lon, or neither."
    for field, value, limit in (("lat", place.lat, 90.0), ("lon", place.lon, 180.0)):
        # The comparison also refuses what is no number (nan).
        if value is not None and not -limit <= value <= limit:
            yield field, f"“{place.label}” has the {field} {value:g}. Write degrees between -{limit:g} and {limit:g}."
    if place.country is not None and not (len(place.country) == 2 and place.country.isascii() and place.country.isalpha()):
        yield "country", f"“{place.label}” has the country “{place.country}”. Use its two-letter code, such as UA."


def meaning_of(rule: Rule) -> str:
    """What a rule makes of its words, for sentences: "the party Wagner Group", "a weapon (drone strike)"."""
    match rule:
        case PartyRule():
            return f"the party {rule.party}"
        case WeaponRule():
            return f"a weapon ({rule.family.replace('_', ' ')})"
        case OrganisationRule():
            return "an organisation"
        case PlaceRule():
            return "no known place" if rule.place is None else where(rule.place)
        case NotAttackRule():
            return "never an attack"


def where(place: Place) -> str:
    """A place with the divisions it lies in: "Petropavlivka, Kupiansk, Kharkiv, UA"."""
    parts = dict.fromkeys(part for part in (place.label, place.admin2, place.admin1, place.country) if part)
    located = ", ".join(parts)
    if place.lat is None or place.lon is None or place.place_id is not None:
        return located
    return f"{located} ({place.lat:g}, {place.lon:g})"
