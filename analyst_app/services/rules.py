"""An analyst's own rules: see, change, bring in a colleague's, hand out, and let corrections propose some."""

import json
import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from analyst_app.domain.errors import InputError
from analyst_app.domain.own_rules import NO_RULES, OwnRules, Rule, first_problem
from analyst_app.domain.rule_merging import Comparison, Key, compare, joined, with_rule
from analyst_app.exporters.atomic import replacing_text
from analyst_app.paths import Paths, make_private
from analyst_app.services.rule_suggestions import Suggestion, suggestions
from analyst_app.services.rules_file import read_rules, replace_rules, set_aside, write_rules
from analyst_app.services.workbench import Workbench

log = logging.getLogger("rules")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A colleague's rules, and what they would bring."""

    rules: OwnRules
    found: Comparison


def load_rules(*, paths: Paths) -> OwnRules:
    """The rules in use; none where there is no file yet.

    Raises:
        InputError: where the file is not understood; the sentence names the line, and the file stays as it is.
    """
    return read_rules(paths.own_rules) if paths.own_rules.exists() else NO_RULES


def save_rules(rules: OwnRules, *, paths: Paths) -> None:
    """Put rules in use: the next extraction follows them.

    Raises:
        InputError: where they contradict themselves; then nothing is written.
        UserError: where they cannot be written.
    """
    problem = first_problem(rules)
    if problem is not None:
        raise InputError(problem.sentence)
    replace_rules(paths.own_rules, rules)


def begin_anew(*, paths: Paths) -> Path:
    """Set a file aside that cannot be read, so that rules can be made again, and return its new name.

    Raises:
        UserError: where it cannot be renamed.
    """
    return set_aside(paths.own_rules, moment=datetime.now(UTC))


def add_rule(rule: Rule, *, paths: Paths) -> OwnRules:
    """Add one rule, which goes before what it contradicts, and return all.

    Raises:
        UserError: where the rule cannot be used, or the file not be read or written.
    """
    rules = with_rule(load_rules(paths=paths), rule)
    save_rules(rules, paths=paths)
    return rules


def look_into(source: Path, *, mine: OwnRules) -> Incoming:
    """A colleague's file, and what it would bring to `mine`.

    Raises:
        InputError: where it is not understood.
    """
    theirs = read_rules(source)
    return Incoming(theirs, compare(mine, theirs))


def bring_in(source: Path, *, paths: Paths, prefer_theirs: bool = False) -> Comparison:
    """Add a colleague's rules to those in use, and return what they brought; where the two contradict, mine stay unless told.

    Raises:
        UserError: where a file cannot be read or written.
    """
    mine = load_rules(paths=paths)
    incoming = look_into(source, mine=mine)
    prefer = {conflict.mine.key for conflict in incoming.found.conflicts} if prefer_theirs else set()
    save_rules(take_in(incoming, mine=mine, prefer=prefer), paths=paths)
    return incoming.found


def take_in(incoming: Incoming, *, mine: OwnRules, prefer: Collection[Key]) -> OwnRules:
    """Mine with what a colleague's add; of contradictions those in `prefer` are decided for the colleague."""
    return joined(mine, incoming.rules, prefer=prefer)


def hand_out(rules: OwnRules, *, target: Path) -> int:
    """Write rules to a file for a colleague, and return how many there are.

    Raises:
        UserError: where the file cannot be written.
    """
    if not target.parent.is_dir():
        raise InputError(f"There is no folder {target.parent}. Choose one that exists.")
    write_rules(target, rules)
    return len(rules)


def suggest_rules(workbench: Workbench, *, rules: OwnRules, paths: Paths) -> tuple[Suggestion, ...]:
    """What corrections speak for and these rules do not say yet, the most often corrected first; nothing that was dismissed."""
    return suggestions(workbench, rules=rules, dismissed=dismissed(paths=paths))


def dismissed(*, paths: Paths) -> frozenset[str]:
    """The keys of suggestions that are not to be made again."""
    try:
        stored = json.loads(_dismissals(paths).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValueError) as fault:
        log.warning("The dismissed suggestions cannot be read, so they are made again: %s", type(fault).__name__)
        return frozenset()
    return frozenset(key for key in stored if isinstance(key, str)) if isinstance(stored, list) else frozenset()


def dismiss(keys: Iterable[str], *, paths: Paths) -> None:
    """Make these suggestions never again.

    Raises:
        UserError: where that cannot be written down.
    """
    known = dismissed(paths=paths)
    if known.issuperset(keys := frozenset(keys)):
        return
    make_private(paths.data)
    with replacing_text(_dismissals(paths)) as file:
        file.write(json.dumps(sorted(known | keys), ensure_ascii=False, indent=1))


def _dismissals(paths: Paths) -> Path:
    return paths.data / "rules-dismissed.json"
