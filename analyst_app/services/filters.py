"""Saved filters: named selections of events, kept for the analyst of this laptop beside the settings, whichever database is open."""

import dataclasses
import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from analyst_app.domain.errors import UserError
from analyst_app.domain.ontology import EventType, Status
from analyst_app.domain.review import ReviewState
from analyst_app.domain.rows import EventFilter
from analyst_app.paths import Paths, make_private

log = logging.getLogger("filters")

SCHEMA = 1
LONGEST_NAME = 60
_WORDS: Mapping[str, type[StrEnum] | type[str]] = {
    "types": EventType,
    "statuses": Status,
    "states": ReviewState,
    "actors": str,
    "places": str,
    "regions": str,
    "directions": str,
    "sources": str,
    "analysts": str,
}
"""The sets that are kept, and what they hold. Ids belong to one database, and possible duplicates to one screen: they are not kept."""


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter by its name."""

    name: str
    matching: EventFilter


def load_filters(paths: Paths) -> tuple[SavedFilter, ...]:
    """The saved filters by name. A line that makes no sense is left out; a file that cannot be read holds none."""
    try:
        stored = json.loads(_file(paths.settings).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as fault:
        log.warning("The saved filters cannot be read: %s", type(fault).__name__)
        return ()
    lines = stored.get("filters") if isinstance(stored, dict) else None
    found: dict[str, SavedFilter] = {}
    for line in lines if isinstance(lines, list) else []:
        try:
            one = SavedFilter(_name(line["name"]), _read(line["filter"]))
        except (KeyError, TypeError, ValueError, UserError):
            log.warning("A saved filter is not usable, so it is left out")
            continue
        found[one.name.casefold()] = one
    return _sorted(found.values())


def save_filter(paths: Paths, *, name: str, matching: EventFilter) -> tuple[SavedFilter, ...]:
    """Keep a filter under a name; one of that name, in any case of letters, is replaced.

    Raises:
        UserError: where the name is empty or too long, nothing is restricted, or the file cannot be written.
    """
    chosen = kept_part(matching)
    if chosen == EventFilter():
        raise UserError("The filter restricts nothing that can be saved. Set something in the filter bar first.")
    one = SavedFilter(_name(name), chosen)
    others = [other for other in load_filters(paths) if other.name.casefold() != one.name.casefold()]
    return _write(paths, [*others, one])


def rename_filter(paths: Paths, *, name: str, new_name: str) -> tuple[SavedFilter, ...]:
    """Give a saved filter another name.

    Raises:
        UserError: where there is no such filter, the new name is taken, empty or too long, or the file cannot be written.
    """
    known = load_filters(paths)
    wanted = _name(new_name)
    if not any(one.name == name for one in known):
        raise UserError(f"There is no saved filter “{name}” any more.")
    if any(one.name.casefold() == wanted.casefold() and one.name != name for one in known):
        raise UserError(f"There is a saved filter “{wanted}” already. Choose another name.")
    return _write(paths, [SavedFilter(wanted, one.matching) if one.name == name else one for one in known])


def delete_filter(paths: Paths, *, name: str) -> tuple[SavedFilter, ...]:
    """Forget a saved filter; it is no fault where it has gone already.

    Raises:
        UserError: where the file cannot be written.
    """
    return _write(paths, [one for one in load_filters(paths) if one.name != name])


def kept_part(matching: EventFilter) -> EventFilter:
    """What of a filter makes sense in any screen and any database."""
    return dataclasses.replace(matching, report_ids=frozenset(), event_ids=frozenset(), doubtful=False, text=matching.text.strip())


def filter_in_words(chosen: EventFilter) -> str:
    """What a filter restricts, but for days and states: “of type airstrike by Russia”; empty where nothing."""
    parts = []
    for words, values in (
        ("of type", chosen.types),
        ("of status", chosen.statuses),
        ("by", chosen.actors),
        ("at", chosen.places),
        ("in", chosen.regions | chosen.directions),
        ("told by", chosen.sources),
        ("decided by", chosen.analysts),
    ):
        if values:
            parts.append(f"{words} {', '.join(sorted(values)).replace('_', ' ')}")
    if chosen.text.strip():
        parts.append(f"with the words “{chosen.text.strip()}”")
    return " ".join(parts)


def _name(words: object) -> str:
    name = " ".join(str(words).split())
    if not name or len(name) > LONGEST_NAME:
        raise UserError(f"Give the filter a name of 1 to {LONGEST_NAME} characters.")
    return name


def _sorted(filters: Iterable[SavedFilter]) -> tuple[SavedFilter, ...]:
    return tuple(sorted(filters, key=lambda one: one.name.casefold()))


def _read(stored: Mapping[str, Any]) -> EventFilter:
    sets = {name: frozenset(kind(value) for value in stored.get(name, ())) for name, kind in _WORDS.items()}
    days = {name: date.fromisoformat(stored[name]) if stored.get(name) else None for name in ("first_day", "last_day")}
    return EventFilter(**days, **sets, text=str(stored.get("text", "")))  # type: ignore[arg-type]  # the sets are those of `_WORDS`


def _written(matching: EventFilter) -> dict[str, object]:
    sets = {name: sorted(map(str, getattr(matching, name))) for name in _WORDS if getattr(matching, name)}
    days = {name: str(day) for name in ("first_day", "last_day") if (day := getattr(matching, name)) is not None}
    return {**days, **sets, **({"text": matching.text} if matching.text else {})}


def _write(paths: Paths, filters: Iterable[SavedFilter]) -> tuple[SavedFilter, ...]:
    """Write them all: a crash leaves the old file or the new one."""
    kept = _sorted(filters)
    table = {"schema": SCHEMA, "filters": [{"name": one.name, "filter": _written(one.matching)} for one in kept]}
    try:
        file = _file(make_private(paths.settings))
        unfinished = file.with_name(f"{file.name}.part")
        unfinished.write_text(json.dumps(table, ensure_ascii=False, indent=1), encoding="utf-8")
        unfinished.chmod(0o600)
        unfinished.replace(file)
    except OSError as fault:
        raise UserError(
            f"The saved filters cannot be written: {fault.strerror or fault}. Make room on the disk, then try again."
        ) from fault
    return kept


def _file(folder: Path) -> Path:
    return folder / "filters.json"
