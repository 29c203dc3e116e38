"""Which fields of a matched pair of events agree, and when the whole record is right."""

from collections.abc import Callable
from typing import Any

from quality.gold import Json
from quality.likeness import best, fold, party, place_names

type Pairs = list[tuple[Json, Json]]

STRICT = ("actor", "count", "status", "first_place", "part_of")
"""Beside type and last day: what must agree for a record to be right as a whole."""


def fields(gold: Json, found: Json, pairs: Pairs) -> dict[str, bool | None]:
    """Field → whether the pair agrees in it, None where neither side has a value. `pairs` are all of the report."""
    return {
        "count": _same(best(gold.get("count")), best(found.get("count"))),
        "count_range": _same(gold.get("count"), found.get("count"), _range),
        "places_count": _same(best(gold.get("places_count")), best(found.get("places_count"))),
        "date": _same(gold["date"], found.get("date"), lambda days: (days.get("start"), days.get("end"))),
        "status": _same(gold["status"], found.get("status")),
        "disputed_by": _same(gold.get("disputed_by"), found.get("disputed_by"), party),
        "actor": _same(gold.get("actor"), found.get("actor"), party),
        "target": _same(gold.get("target"), found.get("target"), party),
        **_places(gold, found),
        "killed": _same(best(gold.get("killed")), best(found.get("killed"))),
        "injured": _same(best(gold.get("injured")), best(found.get("injured"))),
        "reported_by": _same(gold.get("reported_by"), found.get("reported_by"), fold),
        "part_of": _whole(gold.get("part_of"), found.get("part_of"), pairs),
    }


def strict(gold: Json, found: Json, pairs: Pairs) -> bool:
    """Whether the whole record is right: type, actor, count, last day, status, first place, and what it is part of."""
    if gold["type"] != found["type"] or gold["date"]["end"] != (found.get("date") or {}).get("end"):
        return False
    agree = fields(gold, found, pairs)
    return all(agree[name] is not False for name in STRICT)


def _same(gold: Any, found: Any, norm: Callable[[Any], Any] = lambda value: value) -> bool | None:
    if gold is None and found is None:
        return None
    return bool((None if gold is None else norm(gold)) == (None if found is None else norm(found)))


def _range(value: Any) -> Any:
    return tuple(value.get(key) for key in ("low", "best", "high")) if isinstance(value, dict) else value


def _places(gold: Json, found: Json) -> dict[str, bool | None]:
    wanted, got = place_names(gold), place_names(found)
    if not wanted and not got:
        return {"first_place": None, "places": None}
    return {
        "first_place": bool(wanted and got and wanted[0] & got[0]),
        "places": len(wanted) == len(got) and all(any(one & other for other in got) for one in wanted),
    }


def _whole(gold: str | None, found: str | None, pairs: Pairs) -> bool | None:
    if gold is None and found is None:
        return None
    if gold is None or found is None:
        return False
    twin = {one["id"]: other["id"] for one, other in pairs}
    # A whole that was not found at all is another fault than a part that is not linked.
    return bool(twin.get(gold, found) == found)
