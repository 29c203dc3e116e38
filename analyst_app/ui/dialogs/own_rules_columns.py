"""What the tables of own rules show and take: one list of columns for each kind of rule, and rows to rules and back.

Knows no widgets. A row is a list of values, one for each column, in which anything may be missing while it is being typed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from analyst_app.domain.own_rules import (
    NotAttackRule,
    OrganisationRule,
    OwnRules,
    PartyKind,
    PartyRule,
    PlaceRule,
    Rule,
    Section,
    WeaponFamily,
    WeaponRule,
    bare,
    where,
)

NO_PLACE = "none of the known places"
BETWEEN = ";"

type Row = list[Any]


class Holds(StrEnum):
    """What a column's cells hold."""

    WORDS = "words"
    NAMES = "names"
    CHOICE = "choice"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `field` is the rule's field; `share` how much of the table's width it takes beside the others."""

    title: str
    field: str
    holds: Holds = Holds.WORDS
    share: int = 2
    hint: str = ""
    choices: tuple[tuple[StrEnum, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One kind of rule: how it is called, what it does, its columns."""

    section: Section
    title: str
    explained: str
    add: str
    columns: tuple[Column, ...]
    build: Callable[..., Rule]


_SEVERAL = "Several, with ; between them"
_NOTE = Column("Note", "note", share=2, hint="For yourself and whoever you hand the rules to")
_KINDS = ((PartyKind.GROUP, "those who fight"), (PartyKind.STATE, "a country"))
_FAMILIES = (
    (WeaponFamily.AIRSTRIKE, "airstrike"),
    (WeaponFamily.DRONE_STRIKE, "drone strike"),
    (WeaponFamily.MISSILE_STRIKE, "missile strike"),
    (WeaponFamily.SHELLING, "shelling"),
    (WeaponFamily.EXPLOSION, "explosion"),
    (WeaponFamily.EQUIPMENT, "none: equipment"),
)

PAGES: tuple[Page, ...] = (
    Page(
        Section.PARTIES,
        "Parties",
        "Further names of those who fight. A name in small letters is found in any spelling, one with a capital only so.",
        "Add party",
        (
            Column("Party", "party", share=3, hint="As it stands in the events"),
            Column("Further names", "names", Holds.NAMES, 4, _SEVERAL),
            Column("Adjectives, people", "demonyms", Holds.NAMES, 3, f"{_SEVERAL}, such as Wagnerite"),
            Column("Names of", "kind", Holds.CHOICE, 3, "A country can be a place, too", _KINDS),
            _NOTE,
        ),
        PartyRule,
    ),
    Page(
        Section.WEAPONS,
        "Weapons",
        "Weapons and models by name, and the attack that each makes.",
        "Add weapon",
        (
            Column("Weapon", "name", share=3, hint="Its plural is found, too"),
            Column("Attack it makes", "family", Holds.CHOICE, 3, "How events with this weapon are counted", _FAMILIES),
            _NOTE,
        ),
        WeaponRule,
    ),
    Page(
        Section.ORGANISATIONS,
        "Organisations",
        "Bodies that do not fight, so that they are no party to the fighting.",
        "Add organisation",
        (Column("Organisation", "name", share=4), _NOTE),
        OrganisationRule,
    ),
    Page(
        Section.PLACES,
        "Places",
        "Which place a name means: everywhere, or only in reports that have certain words or are about a region.",
        "Add place…",
        (
            Column("Name in reports", "words", share=3),
            Column("Means", "place", Holds.PLACE, 5, "Enter chooses the place"),
            Column("Only near", "near", Holds.NAMES, 3, f"{_SEVERAL}: only in reports that have one of them"),
            Column("Only in region", "region", share=3, hint="Only in reports about this region"),
            _NOTE,
        ),
        PlaceRule,
    ),
    Page(
        Section.NOT_ATTACKS,
        "Never attacks",
        "Words that never name an attack, such as “fire station”.",
        "Add words",
        (Column("Words", "words", share=4), _NOTE),
        NotAttackRule,
    ),
)


def blank(page: Page) -> Row:
    """A row in which nothing is typed yet."""
    empty: Mapping[Holds, Any] = {Holds.WORDS: "", Holds.NAMES: (), Holds.PLACE: None}
    return [column.choices[0][0] if column.holds is Holds.CHOICE else empty[column.holds] for column in page.columns]


def row_of(rule: Rule, page: Page) -> Row:
    """A rule as a row."""
    return [getattr(rule, column.field) for column in page.columns]


def rule_of(row: Row, page: Page) -> Rule:
    """A row as a rule; whether it can be used is told by `first_problem`."""
    rule = page.build(**{column.field: value for column, value in zip(page.columns, row, strict=True)})
    if isinstance(rule, PlaceRule) and rule.place is not None:
        return replace(rule, place=replace(rule.place, text=rule.words))
    return rule


def is_blank(row: Row, page: Page) -> bool:
    """Whether nothing is typed in a row, so that it is no rule."""
    return row == blank(page)


def rules_of(tables: Mapping[Section, Sequence[Row]]) -> OwnRules:
    """The rules of all tables; blank rows are none."""
    made = {page.section: [rule_of(row, page) for row in tables[page.section] if not is_blank(row, page)] for page in PAGES}
    return OwnRules(
        parties=tuple(rule for rule in made[Section.PARTIES] if isinstance(rule, PartyRule)),
        weapons=tuple(rule for rule in made[Section.WEAPONS] if isinstance(rule, WeaponRule)),
        organisations=tuple(rule for rule in made[Section.ORGANISATIONS] if isinstance(rule, OrganisationRule)),
        places=tuple(rule for rule in made[Section.PLACES] if isinstance(rule, PlaceRule)),
        not_attacks=tuple(rule for rule in made[Section.NOT_ATTACKS] if isinstance(rule, NotAttackRule)),
    )


def shown(value: Any, column: Column) -> str:
    """A cell in words."""
    if column.holds is Holds.NAMES:
        return shown_names(value)
    if column.holds is Holds.CHOICE:
        return dict(column.choices)[value]
    if column.holds is Holds.PLACE:
        return NO_PLACE if value is None else where(value)
    return str(value)


def typed(words: str, column: Column) -> Any:
    """What typed words come to in a cell of words or names."""
    if column.holds is Holds.NAMES:
        return names_typed(words)
    plain = " ".join(words.split())
    return plain if column.field in {"party", "note", "region"} else bare(plain)


def shown_names(names: Sequence[str]) -> str:
    """Names as they are typed."""
    return f"{BETWEEN} ".join(names)


def names_typed(words: str) -> tuple[str, ...]:
    """Names with semicolons between them, without articles, each once."""
    return tuple(dict.fromkeys(name for part in words.split(BETWEEN) if (name := bare(part))))
