"""The analyst's own rules as a TOML text that people read and write: text to rules, with the line of every fault, and back."""

import json
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from typing import Any

from analyst_app.domain.errors import InputError
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
    first_problem,
)
from analyst_app.domain.places import PRECISION_OF_KIND, Place, PlaceKind

VERSION = 1

HEADER = """\
# My rules: what the extraction should know beyond its own word lists. Edit here or in the program (Edit, My Rules).
# A rule is a table in double brackets. Notes of your own go into "note": the program keeps them, but not these # lines.
#
# [[party]]                                 further names of a party
# name = "Wagner Group"                     as it stands in the events
# names = ["Wagnerites", "PMC Wagner"]      written in small letters, a name is found in any spelling
# demonyms = ["Wagnerite"]                  adjectives and people
# kind = "group"                            or "state": the names of a country, which can be a place, too
#
# [[weapon]]
# name = "Molniya-2"
# family = "drone_strike"                   airstrike, drone_strike, missile_strike, shelling, explosion; equipment makes no attack
#
# [[organisation]]                          a body that does not fight
# name = "Wolves Committee"
#
# [[place]]                                 which place a name means
# words = "Petropavlivka"
# near = ["Kupiansk", "Oskil"]              only in reports that have one of these words (may be left out)
# region = "Kharkiv"                        only in reports about this region (may be left out)
# name = "Petropavlivka"                    the place: its name with id, or with country, admin1, admin2, or with lat and lon
# country = "UA"
# admin1 = "Kharkiv"
#                                           none = true instead: it is none of the places that the program knows
#
# [[not_attack]]                            words that never name an attack
# words = "fire station"
"""

_KEYS: Mapping[Section, tuple[str, ...]] = {
    Section.PARTIES: ("name", "names", "demonyms", "kind", "note"),
    Section.WEAPONS: ("name", "family", "note"),
    Section.ORGANISATIONS: ("name", "note"),
    Section.PLACES: ("words", "near", "region", "none", "name", "id", "kind", "country", "admin1", "admin2", "lat", "lon", "note"),
    Section.NOT_ATTACKS: ("words", "note"),
}
_NEEDED = {
    Section.PARTIES: "name",
    Section.WEAPONS: "name",
    Section.ORGANISATIONS: "name",
    Section.PLACES: "words",
    Section.NOT_ATTACKS: "words",
}
_TARGET = ("name", "id", "country", "admin1", "admin2", "lat", "lon")
_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")
_HEAD = re.compile(r"\s*\[\[?\s*\"?([\w-]+)\"?\s*\]\]?")


class _Fault(Exception):
    """A value that does not fit, before its line is known."""

    def __init__(self, section: Section | None, index: int, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.section, self.index, self.key, self.sentence = section, index, key, sentence


def parse_rules(text: str, *, name: str) -> OwnRules:
    """The rules of a file called `name`.

    Raises:
        InputError: with one sentence that names the line and the key, where anything in it is not understood.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise InputError(_syntax_fault(str(fault), text, name)) from fault
    try:
        return _rules(table)
    except _Fault as fault:
        line = _line_of(text, fault)
        where = f"Line {line} of “{name}”" if line else f"“{name}”"
        raise InputError(f"{where}: {fault.sentence}") from fault


def format_rules(rules: OwnRules) -> str:
    """The rules as a text that `parse_rules` reads back, with a header that explains the form."""
    blocks = [HEADER, f"version = {VERSION}\n"]
    for section in Section:
        blocks += [_table(section, _written(rule)) for rule in rules.section(section)]
    return "\n".join(blocks)


def _syntax_fault(fault: str, text: str, name: str) -> str:
    found = _LINE.search(fault)
    line = int(found[1]) if found and found[1] else max(1, len(text.splitlines()))
    what = _LINE.sub("", fault).strip()
    return f"Line {line} of “{name}” cannot be read: {what[:1].lower()}{what[1:]}. Correct it in a text editor."


def _rules(table: Mapping[str, Any]) -> OwnRules:
    known = {section.value for section in Section}
    for key, value in table.items():
        if key == "version":
            if value != VERSION:
                raise _Fault(None, 0, key, f"the form has the “version” {value!r}, and this program knows {VERSION}. Update the program.")
        elif key not in known:
            raise _Fault(None, 0, key, f"there is no table “{key}”. Use [[{']], [['.join(section.value for section in Section)}]].")
        elif not (isinstance(value, list) and all(isinstance(row, dict) for row in value)):
            raise _Fault(None, 0, key, f"“{key}” must be a table in double brackets: [[{key}]].")
    rules = OwnRules(
        parties=tuple(_party(_Row(Section.PARTIES, i, row)) for i, row in enumerate(table.get(Section.PARTIES, ()))),
        weapons=tuple(_weapon(_Row(Section.WEAPONS, i, row)) for i, row in enumerate(table.get(Section.WEAPONS, ()))),
        organisations=tuple(_organisation(_Row(Section.ORGANISATIONS, i, r)) for i, r in enumerate(table.get(Section.ORGANISATIONS, ()))),
        places=tuple(_place(_Row(Section.PLACES, i, row)) for i, row in enumerate(table.get(Section.PLACES, ()))),
        not_attacks=tuple(_not_attack(_Row(Section.NOT_ATTACKS, i, row)) for i, row in enumerate(table.get(Section.NOT_ATTACKS, ()))),
    )
    problem = first_problem(rules)
    if problem is not None:
        key = "name" if problem.field == "party" else problem.field
        raise _Fault(problem.section, problem.index, key, problem.sentence)
    return rules


class _Row:
    """One table of the file, whose values are taken out with the check of their type."""

    def __init__(self, section: Section, index: int, values: Mapping[str, Any]) -> None:
        self.section, self.index, self.values = section, index, values
        for key in values:
            if key not in _KEYS[section]:
                raise self.fault(key, f"there is no “{key}” in a [[{section}]]. Use {', '.join(_KEYS[section])}.")
        needed = _NEEDED[section]
        if needed not in values:
            raise self.fault("", f"this [[{section}]] has no “{needed}”. Write one.")

    def fault(self, key: str, sentence: str) -> _Fault:
        return _Fault(self.section, self.index, key, sentence)

    def words(self, key: str) -> str:
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise self.fault(key, f"“{key}” must be words in quotation marks, and is {_kind_of(value)}.")
        return " ".join(value.split())

    def list(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
            raise self.fault(key, f'“{key}” must be a list of words, such as ["one", "two"], and is {_kind_of(value)}.')
        return tuple(dict.fromkeys(bare(one) for one in value))

    def number(self, key: str) -> float | None:
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fault(key, f"“{key}” must be a number of degrees, such as 49.71, and is {_kind_of(value)}.")
        return float(value)

    def choice[Choice: StrEnum](self, key: str, choices: type[Choice], default: Choice | None = None) -> Choice:
        value = self.words(key).casefold()
        if not value and default is not None:
            return default
        try:
            return choices(value)
        except ValueError:
            raise self.fault(key, f"“{key}” must be one of {', '.join(choices)}.") from None


def _kind_of(value: object) -> str:
    names: Mapping[type, str] = {str: "words", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}
    if isinstance(value, list):
        return "a list of something else"
    return names.get(type(value), "a date")


def _party(row: _Row) -> PartyRule:
    kind = row.choice("kind", PartyKind, PartyKind.GROUP)
    return PartyRule(row.words("name"), row.list("names"), row.list("demonyms"), kind, row.words("note"))


def _weapon(row: _Row) -> WeaponRule:
    return WeaponRule(bare(row.words("name")), row.choice("family", WeaponFamily), row.words("note"))


def _organisation(row: _Row) -> OrganisationRule:
    return OrganisationRule(bare(row.words("name")), row.words("note"))


def _not_attack(row: _Row) -> NotAttackRule:
    return NotAttackRule(bare(row.words("words")), row.words("note"))


def _place(row: _Row) -> PlaceRule:
    none = row.values.get("none", False)
    if not isinstance(none, bool):
        raise row.fault("none", f"“none” must be true or false, and is {_kind_of(none)}.")
    given = [key for key in _TARGET if key in row.values]
    if none and given:
        raise row.fault(given[0], f"this [[place]] says “none” and “{given[0]}”. Keep one of the two.")
    if not none and not given:
        raise row.fault("", "this [[place]] does not say which place is meant. Give name, id or lat and lon, or none = true.")
    words = bare(row.words("words"))
    place = None if none else _target(row, words)
    return PlaceRule(words, place, row.list("near"), row.words("region"), row.words("note"))


def _target(row: _Row, words: str) -> Place:
    lat, lon = row.number("lat"), row.number("lon")
    own_point = lat is not None and "kind" not in row.values
    kind = row.choice("kind", PlaceKind, PlaceKind.SETTLEMENT if own_point else PlaceKind.UNKNOWN)
    return Place(
        text=words,
        name=row.words("name") or words,
        kind=kind,
        country=row.words("country").upper() or None,
        admin1=row.words("admin1") or None,
        admin2=row.words("admin2") or None,
        lat=lat,
        lon=lon,
        geo_precision=None if lat is None else PRECISION_OF_KIND.get(kind, 3),
        place_id=row.words("id") or None,
    )


def _line_of(text: str, fault: _Fault) -> int | None:
    """The line of the key of a fault, else of its table; None where the file is not written line by line."""
    lines = text.splitlines()
    key = re.compile(rf"\s*(?:\[\[?\s*)?\"?{re.escape(fault.key)}\"?\s*(?:=|\.|\])") if fault.key else None
    if fault.section is None:
        return next((n for n, line in enumerate(lines, start=1) if key is not None and key.match(line)), None)
    heads = [(n, found[1]) for n, line in enumerate(lines, start=1) if (found := _HEAD.match(line))]
    own = [position for position, (_, name) in enumerate(heads) if name == fault.section]
    if fault.index >= len(own):
        return None
    first = heads[own[fault.index]][0]
    behind = own[fault.index] + 1
    last = heads[behind][0] - 1 if behind < len(heads) else len(lines)
    return next((n for n in range(first + 1, last + 1) if key is not None and key.match(lines[n - 1])), first)


def _written(rule: Rule) -> list[tuple[str, Any]]:
    """Keys and values of a rule in their order; what is empty is left out."""
    if isinstance(rule, PlaceRule):
        return _written_place(rule)
    values = [(field.name, getattr(rule, field.name)) for field in fields(rule)]
    if isinstance(rule, PartyRule):
        values = [("name" if name == "party" else name, value) for name, value in values]
    return values


def _written_place(rule: PlaceRule) -> list[tuple[str, Any]]:
    start: list[tuple[str, Any]] = [("words", rule.words), ("near", rule.near), ("region", rule.region)]
    place = rule.place
    if place is None:
        return [*start, ("none", True), ("note", rule.note)]
    kind = "" if place.kind is PlaceKind.UNKNOWN else place.kind
    target = [("name", place.name), ("kind", kind), ("country", place.country), ("admin1", place.admin1), ("admin2", place.admin2)]
    return [*start, *target, ("lat", place.lat), ("lon", place.lon), ("id", place.place_id), ("note", rule.note)]


def _table(section: Section, values: Sequence[tuple[str, Any]]) -> str:
    lines = [f"{key} = {_toml(value)}" for key, value in values if value not in (None, "", ())]
    return "\n".join([f"[[{section}]]", *lines, ""])


def _toml(value: Any) -> str:
    writers: Mapping[type, Callable[[Any], str]] = {bool: lambda v: "true" if v else "false", float: repr, int: repr}
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(one) for one in value)}]"
    # JSON's strings are TOML's basic strings, but for one control sign, which no rule can hold.
    return writers.get(type(value), lambda v: json.dumps(str(v), ensure_ascii=False))(value)
