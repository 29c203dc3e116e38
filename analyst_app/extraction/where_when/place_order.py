"""The order of an event's places by what their words say: the most specific first, the direction or axis last.

Knows names alone; where a place lies is the gazetteer's business. Source of the rule: ANNOTATION.md, "places".
"""

import re
from collections.abc import Iterable

from analyst_app.extraction.events.drafts import PlaceName

_DIRECTIONS = frozenset({"direction", "axis", "sector", "front", "directions", "axes", "sectors", "frontline"})

_WIDE = frozenset({
    "region", "regions", "oblast", "oblasts", "province", "provinces", "governorate", "governorates", "state", "states", "county",
    "republic", "krai", "prefecture", "department", "division",
})  # fmt: skip
_JOINS = re.compile(r"\s*(?:,|/|;|\band\b|\bor\b|&|\s)*\s*")


def is_direction(words: str) -> bool:
    """Whether a place is a direction, axis or sector of the front."""
    return words.rsplit(maxsplit=1)[-1].lower() in _DIRECTIONS if words.split() else False


def is_area(words: str) -> bool:
    """Whether a place is a region, or a direction or sector of the front, by its own words."""
    return is_direction(words) or _is_wide(words)


def with_label(own: Iterable[PlaceName], label: Iterable[PlaceName]) -> list[PlaceName]:
    """An event's own places, then those of the label of its line that it does not name itself; directions stay last."""
    found = list(own)
    names = {place.text for place in found}
    found += [place for place in label if place.text not in names]
    return sorted(found, key=lambda place: is_direction(place.text))


def specific_first(places: list[PlaceName], text: str) -> list[PlaceName]:
    """The same with a region that was told ahead of a place in it behind that place: "in X region ... near Y" → Y, X region.

    Regions that are named side by side with other places stay where they are. "Y, X region" is Y in X, whichever the event took first.
    """
    places = _seats_first(places, text)
    if len(places) < 2 or not _is_wide(places[0].text):
        return places
    later = [p for p in places[1:] if not _is_wide(p.text) and not is_direction(p.text) and _stands_apart(places[0], p, text)]
    if not later:
        return places
    rest = [p for p in places if p not in later and not is_direction(p.text)]
    return [*later, *rest, *(p for p in places if is_direction(p.text) and p not in later)]


def _seats_first(places: list[PlaceName], text: str) -> list[PlaceName]:
    """With every place of "Y, X region" ahead of the region that a comma alone parts it from."""
    found = list(places)
    for region in places:
        if not _is_wide(region.text):
            continue
        seat = next((p for p in found if not _is_wide(p.text) and text[p.span.end : region.span.start] == ", "), None)
        if seat is not None and found.index(region) < found.index(seat):
            found.remove(seat)
            found.insert(found.index(region), seat)
    return found


def _is_wide(words: str) -> bool:
    return any(word in _WIDE for word in words.lower().split())


def _stands_apart(region: PlaceName, place: PlaceName, text: str) -> bool:
    """Whether more than a comma or an "and" stands between the region and the place told behind it."""
    return region.span.end < place.span.start and _JOINS.fullmatch(text, region.span.end, place.span.start) is None
