"""Commands on the user's own rules: show, import, export, add, suggest; with their options, which are many."""

import argparse
import sys
from pathlib import Path

from analyst_app.cli import passphrase
from analyst_app.domain.errors import InputError
from analyst_app.domain.own_rules import (
    NotAttackRule,
    OrganisationRule,
    PartyKind,
    PartyRule,
    PlaceRule,
    Rule,
    WeaponFamily,
    WeaponRule,
    bare,
)
from analyst_app.domain.places import PRECISION_OF_KIND, Place, PlaceKind
from analyst_app.domain.rule_merging import Comparison, Saying, sayings
from analyst_app.paths import user_paths
from analyst_app.services import gazetteers, rules
from analyst_app.services.workbench import Workbench

_NAME_SOUGHT = 500
"""Places of one name among which an id is looked for."""


def options(parser: argparse.ArgumentParser) -> None:
    """What the command accepts."""
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    actions.add_parser("show", help="print the rules in use and where their file is").set_defaults(action=show)
    bring = actions.add_parser("import", help="add a colleague's rules to yours")
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--preview", action="store_true", help="print what it would bring, and change nothing")
    bring.add_argument("--prefer", choices=("mine", "theirs"), default="mine", help="which of two that contradict: mine unless given")
    bring.set_defaults(action=bring_in)
    out = actions.add_parser("export", help="write your rules to a file for a colleague")
    out.add_argument("file", type=Path, metavar="FILE")
    out.set_defaults(action=export)
    learn = actions.add_parser("suggest", help="print the rules that your corrections speak for")
    learn.add_argument("--database", type=Path, required=True, metavar="FILE", help="the database of events")
    passphrase.options(learn)
    learn.set_defaults(action=suggest)
    adding = actions.add_parser("add", help="add one rule").add_subparsers(required=True, metavar="KIND")
    for name, explained, fill, action in _KINDS:
        sub = adding.add_parser(name, help=explained, description=explained)
        fill(sub)
        sub.add_argument("--note", default="", metavar="WORDS", help="a note of your own")
        sub.set_defaults(action=action)


def _party_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="PARTY", help="the party as it stands in the events")
    parser.add_argument("alias", nargs="*", metavar="NAME", help="further names; in small letters they are found in any spelling")
    parser.add_argument("--demonym", nargs="+", default=[], metavar="WORD", help="adjectives and people")
    parser.add_argument("--state", action="store_true", help="the names are a country's, which can be a place, too")


def _weapon_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--family", required=True, choices=[family.value for family in WeaponFamily], help="the attack that it makes")


def _organisation_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")


def _place_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", metavar="WORDS", help="the name in the reports")
    parser.add_argument("--near", nargs="+", default=[], metavar="WORD", help="only in reports that have one of these words")
    parser.add_argument("--region", default="", metavar="NAME", help="only in reports about this region")
    parser.add_argument("--none", action="store_true", help="it is none of the places that the program knows")
    parser.add_argument("--at", type=coordinates, metavar="LAT,LON", help="a place of your own")
    parser.add_argument("--name", metavar="NAME", help="the place's own name, where it is another")
    parser.add_argument("--id", metavar="ID", help="the place's id in the gazetteer")
    parser.add_argument("--kind", choices=[kind.value for kind in PlaceKind], help="what sort of place it is")
    parser.add_argument("--country", metavar="CODE", help="its country, such as UA")
    parser.add_argument("--admin1", metavar="NAME", help="its region")
    parser.add_argument("--admin2", metavar="NAME", help="its district")


def _not_attack_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", metavar="WORDS")


def show(_chosen: argparse.Namespace) -> int:
    """Print the rules in use, one meaning of one name a line, and where their file is."""
    paths = user_paths()
    for saying in sayings(rules.load_rules(paths=paths)):
        print(_line(saying))
    print(f"file: {paths.own_rules}", file=sys.stderr)
    return 0


def bring_in(chosen: argparse.Namespace) -> int:
    """Add a colleague's rules, or with --preview only print what they would bring."""
    paths = user_paths()
    if chosen.preview:
        _print_brought(rules.look_into(chosen.file, mine=rules.load_rules(paths=paths)).found, theirs=chosen.prefer == "theirs")
        return 0
    _print_brought(rules.bring_in(chosen.file, paths=paths, prefer_theirs=chosen.prefer == "theirs"), theirs=chosen.prefer == "theirs")
    return 0


def export(chosen: argparse.Namespace) -> int:
    """Write the rules to a file for a colleague."""
    number = rules.hand_out(rules.load_rules(paths=user_paths()), target=chosen.file)
    print(f"{number} rules written to {chosen.file}")
    return 0


def suggest(chosen: argparse.Namespace) -> int:
    """Print the rules that corrections speak for."""
    paths = user_paths()
    workbench = Workbench.open(chosen.database, create=False, passphrase=passphrase.passphrase_of(chosen, chosen.database))
    try:
        for suggestion in rules.suggest_rules(workbench, rules=rules.load_rules(paths=paths), paths=paths):
            print(f"{suggestion.reason}  {'; '.join(_line(saying) for saying in sayings((suggestion.rule,)))}")
    finally:
        workbench.close()
    return 0


def add_party(chosen: argparse.Namespace) -> int:
    """Add names of a party."""
    kind = PartyKind.STATE if chosen.state else PartyKind.GROUP
    names, demonyms = tuple(map(bare, chosen.alias)), tuple(map(bare, chosen.demonym))
    return _add(PartyRule(chosen.name, names, demonyms, kind, chosen.note))


def add_weapon(chosen: argparse.Namespace) -> int:
    """Add a weapon."""
    return _add(WeaponRule(bare(chosen.name), WeaponFamily(chosen.family), chosen.note))


def add_organisation(chosen: argparse.Namespace) -> int:
    """Add a body that does not fight."""
    return _add(OrganisationRule(bare(chosen.name), chosen.note))


def add_not_attack(chosen: argparse.Namespace) -> int:
    """Add words that never name an attack."""
    return _add(NotAttackRule(bare(chosen.words), chosen.note))


def add_place(chosen: argparse.Namespace) -> int:
    """Say which place a name means: one of the gazetteer, one of own coordinates, or none."""
    words = bare(chosen.words)
    if chosen.none:
        place = None
    elif chosen.at is not None:
        lat, lon = chosen.at
        name, kind = chosen.name or words, PlaceKind(chosen.kind or PlaceKind.SETTLEMENT)
        place = Place(words, name, kind, chosen.country, chosen.admin1, None, lat, lon, PRECISION_OF_KIND.get(kind, 3))
    else:
        place = _found(words, chosen)
    return _add(PlaceRule(words, place, tuple(map(bare, chosen.near)), chosen.region, chosen.note))


def coordinates(words: str) -> tuple[float, float]:
    """A point as LAT,LON in degrees.

    Raises:
        argparse.ArgumentTypeError: where that is no point.
    """
    try:
        lat, lon = (float(part) for part in words.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words!r} is no point; write latitude and longitude as 49.71,37.63") from None
    return lat, lon


def _found(words: str, chosen: argparse.Namespace) -> Place:
    """The one place of the gazetteer that the options leave.

    Raises:
        InputError: where they leave none, or several.
    """
    name = chosen.name or words
    wanted = (("place_id", chosen.id), ("country", chosen.country), ("admin1", chosen.admin1), ("admin2", chosen.admin2))
    left = [
        found
        for found in gazetteers.look_up(name, paths=user_paths(), limit=_NAME_SOUGHT)
        if all(value is None or getattr(found, field) == value for field, value in wanted) and chosen.kind in {None, found.kind.value}
    ]
    if len(left) != 1:
        told = "; ".join(f"{p.place_id} {p.kind} {', '.join(filter(None, (p.admin2, p.admin1, p.country)))}" for p in left[:8])
        several = f"{len(left)} places named {name} fit: {told}. Choose one with --id." if left else ""
        raise InputError(several or f"No place named {name} fits. Look for it with “analyst-app gazetteer lookup”, or give --at LAT,LON.")
    (one,) = left
    return Place(words, one.name, one.kind, one.country, one.admin1, one.admin2, one.lat, one.lon, one.geo_precision, one.place_id)


def _add(rule: Rule) -> int:
    held = {saying.key: saying for saying in sayings(rules.load_rules(paths=user_paths()))}
    rules.add_rule(rule, paths=user_paths())
    for saying in sayings((rule,)):
        before = held.get(saying.key)
        print(_line(saying) + (f"  (was {before.meaning})" if before is not None and not before.agrees(saying) else ""))
    return 0


def _print_brought(found: Comparison, *, theirs: bool) -> None:
    for saying in found.additions:
        print(f"new       {_line(saying)}")
    for conflict in found.conflicts:
        kept, other = (conflict.theirs, conflict.mine) if theirs else (conflict.mine, conflict.theirs)
        print(f"conflict  {_line(kept)}, not {other.meaning}")
    print(f"{len(found.additions)} new, {len(found.conflicts)} in conflict, {found.known} known already")


def _line(saying: Saying) -> str:
    return f"{saying.words} = {saying.meaning}" + (f" ({saying.conditions})" if saying.conditions else "")


_KINDS = (
    ("party", "further names of a party", _party_options, add_party),
    ("weapon", "a weapon and the attack that it makes", _weapon_options, add_weapon),
    ("organisation", "a body that does not fight", _organisation_options, add_organisation),
    ("place", "which place a name means", _place_options, add_place),
    ("not-attack", "words that never name an attack", _not_attack_options, add_not_attack),
)
